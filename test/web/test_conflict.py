"""Two people save the same record: nobody's words vanish."""
import html
import json
import re
import unittest

from client import Server

PERSON = {"code": "NV500", "name": "Nguyễn Thị Lan", "birth": "15/01/1985", "gender": "Nữ", "position": "Giáo viên",
          "department": "Tổ 1", "degree": "", "email": "", "phone": ""}


class Conflict(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)
        self.one, self.two = self.server.browser("administrator"), self.server.browser("secretary")
        self.assertEqual(self.one.post("/nguoi/moi", PERSON).status, 303)
        self.path = re.search(r'<a href="(/nguoi/\d+)">Nguyễn Thị Lan', self.one.get("/nguoi?tim=nv500").text).group(1)

    def save(self, browser, path=None, **changed):
        return browser.post(path or self.path, {"version": "1", **PERSON, **changed})

    def form(self, page):
        """What the page's form sends as it stands: hidden fields and what is chosen beforehand."""
        text = page.body.decode()
        text = text[text.index("data-conflict"):]
        pairs = [(name, html.unescape(value))
                 for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', text)]
        pairs += re.findall(r'type="radio" name="([^"]+)" value="(\w+)" required checked', text)
        pairs += [(name, html.unescape(value))
                  for name, value in re.findall(r'type="text" name="([^"]+)" value="([^"]*)"', text)]
        return {name: value for name, value in pairs if name != "csrf"}

    def now(self):
        text = self.one.get(self.path).body.decode()
        return {name: html.unescape(value)
                for name, value in re.findall(r'id="f-(\w+)" name="\w+" type="\w+"(?: inputmode="numeric")? value="([^"]*)"', text)}

    def test_different_fields(self):
        """What only one of them changed is chosen beforehand: Lưu keeps both."""
        self.assertEqual(self.save(self.one, department="Tổ 2").status, 303)
        met = self.save(self.two, phone="0912 345 678", birth="16.1.1985")
        self.assertEqual(met.status, 409)
        who = re.search(r'<p class="name">([^<]+)<', self.one.get("/").text).group(1)
        for told in ("Hai người cùng sửa", "Tổ 1", "Tổ 2", "0912 345 678", "15/01/1985", "16/01/1985", "chỉ bạn sửa",
                     "chỉ người kia sửa", who + " đã lưu lúc"):
            self.assertIn(told, met.text)
        self.assertNotIn("chon-name", met.text, "what is equal is not shown")
        self.assertEqual(self.now()["department"], "Tổ 2", "nothing is saved before it is chosen")
        self.assertEqual(self.two.post(self.path, self.form(met)).status, 303)
        now = self.now()
        self.assertEqual((now["department"], now["phone"], now["birth"]), ("Tổ 2", "0912 345 678", "16/01/1985"))

    def test_same_field(self):
        self.save(self.one, department="Tổ Khoa học <b>")
        met = self.save(self.two, department="Tổ 3")
        form = self.form(met)
        self.assertIn("cả hai cùng sửa", met.text)
        self.assertNotIn("chon-department", form, "nothing is chosen for them")
        again = self.two.post(self.path, form)
        self.assertEqual(again.status, 409, "without a choice nothing is saved")
        self.assertEqual(self.now()["department"], "Tổ Khoa học <b>")
        for choice, kept in (("tay", "Tổ 2 và 3"), ("toi", "Tổ 3"), ("kia", "Tổ Khoa học <b>")):
            with self.subTest(choice):
                form = {**self.form(again), "chon-department": choice, "tay-department": "Tổ 2 và 3"}
                self.assertEqual(self.two.post(self.path, form).status, 303)
                self.assertEqual(self.now()["department"], kept)
                version = self.one.get(self.path).hidden("version")
                self.one.post(self.path, {**PERSON, "version": version, "department": "Tổ Khoa học <b>"})
                again = self.save(self.two, department="Tổ 3")

    def test_third_save_meanwhile(self):
        self.save(self.one, department="Tổ 2")
        form = self.form(self.save(self.two, phone="0912"))
        self.one.post(self.path, {**PERSON, "version": "2", "department": "Tổ 2", "degree": "Đại học"})
        met = self.two.post(self.path, form)
        self.assertEqual(met.status, 409)
        self.assertIn("Đại học", met.text)
        self.assertEqual(self.two.post(self.path, self.form(met)).status, 303)
        now = self.now()
        self.assertEqual((now["department"], now["phone"], now["degree"]), ("Tổ 2", "0912", "Đại học"))

    def test_equal_words(self):
        self.save(self.one, department="Tổ 2")
        met = self.save(self.two, department=" Tổ  2 ")
        self.assertEqual(met.status, 409)
        self.assertIn("Không cần lưu lại", met.text)

    def test_wrong_by_hand(self):
        """A date typed by hand that is none: the ordinary form says so, with all that was chosen."""
        self.save(self.one, birth="1/2/1985", phone="0900")
        form = {**self.form(self.save(self.two, birth="3/4/1985")), "chon-birth": "tay", "tay-birth": "31/02/1985"}
        answer = self.two.post(self.path, form)
        self.assertEqual(answer.status, 422)
        self.assertIn("31/02/1985", answer.text)
        self.assertEqual(answer.hidden("version"), "2")
        self.assertIn('value="0900"', answer.text)

    def test_odd_versions(self):
        for version in ("0", "-9223372036854775808", "9223372036854775807", ""):
            met = self.save(self.two, version=version, phone="0912")
            self.assertEqual(met.status, 409, version)
            self.assertIn("0912", met.text)
        self.assertEqual(self.save(self.two, path="/nguoi/987654").status, 404)

    def test_json(self):
        self.save(self.one, department="Tổ 2")
        met = self.two.post(self.path, {"version": "1", **PERSON, "phone": "0912"}, headers={"Accept": "application/json"})
        self.assertEqual(met.status, 409)
        told = json.loads(met.body)
        self.assertEqual({field["name"]: (field["mine"], field["theirs"]) for field in told["fields"]},
                         {"department": ("Tổ 1", "Tổ 2"), "phone": ("0912", "")})

    def test_unit(self):
        names = {"valid_from": "01/01/2030", "name": "Trường A", "short_name": "A", "governing_body": "UBND B",
                 "appraiser": "Phòng C", "place": "Hà Nội"}
        version = self.one.get("/don-vi").hidden("version")
        self.assertEqual(self.one.post("/don-vi", {**names, "version": version, "valid_from": "01/01/2020"}).status, 303)
        met = self.two.post("/don-vi", {**names, "version": version, "place": "Hải Phòng"})
        self.assertEqual(met.status, 409)
        self.assertIn("Hải Phòng", met.text)
        form = self.form(met)
        form.update({name.replace("kia-", "chon-"): "toi" for name in form if name.startswith("kia-")})
        self.assertEqual(form["valid_from"], "01/01/2030")
        self.assertEqual(self.two.post("/don-vi", form).status, 303)
        self.assertIn("01/01/2030", self.one.get("/don-vi").text)


if __name__ == "__main__":
    unittest.main()
