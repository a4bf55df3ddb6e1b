"""The unit's legal bases: kept in order, cited as they will print, shown field by field in the log and when two people save."""
import re
import unittest

from client import Server

CHARTER = {"kind": "Thông tư", "number": "28/2020/TT-BGDĐT", "date": "4/9/2020", "issuer": "Bộ Giáo dục và Đào tạo",
           "subject": "ban hành Điều lệ trường tiểu học", "authority_basis": "1"}
PLAN = {"kind": "Kế hoạch", "number": "15/KH-UBND", "date": "01/02/2026", "issuer": "Ủy ban nhân dân phường",
        "subject": "triển khai “Đơn vị học tập”"}


class Legal(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)
        self.browser = self.server.browser("secretary")

    def tearDown(self):
        self.server.fsck()

    def add(self, fields, **more):
        answer = self.browser.post("/can-cu/moi", {**fields, **more})
        self.assertEqual(answer.status, 303, answer.text)
        return max(int(id) for id in re.findall(r'id="cc-(\d+)"', self.browser.get("/can-cu").text))

    def order(self):
        return [int(id) for id in re.findall(r'id="cc-(\d+)"', self.browser.get("/can-cu").text)]

    def test_power_of_decisions(self):
        """Both decisions are told of until each has a basis that gives the signer the power."""
        warning = "Chưa có căn cứ cho người ký thẩm quyền"
        text = self.browser.get("/can-cu").text
        self.assertIn(warning, text)
        self.assertIn("quyết định thành lập Tổ đánh giá", text)
        id = self.add(CHARTER, **{"for-team_decision": "1", "for-plan": "1"})
        page = self.browser.get("/can-cu")
        self.assertIn("Thông tư số 28/2020/TT-BGDĐT ngày 04 tháng 9 năm 2020 của Bộ Giáo dục và Đào tạo ban hành Điều lệ trường tiểu học",
                      page.text)
        told = page.text[page.text.index(warning):page.text.index('<ol class="tasks')]
        self.assertIn("quyết định công nhận Công dân học tập", told)
        self.assertNotIn("quyết định thành lập", told)
        self.assertEqual(self.browser.post(f"/can-cu/{id}", {**CHARTER, "version": "1"}).status, 303)
        self.assertNotIn(warning, self.browser.get("/can-cu").text, "without boxes it serves all papers")

    def test_form_again(self):
        """What was typed and ticked comes back; a box that was opened stays open."""
        id = self.add(CHARTER, **{"for-plan": "1"})
        answer = self.browser.post(f"/can-cu/{id}", {**CHARTER, "authority_basis": "", "version": "1", "date": "31/02/2020",
                                                      "for-report": "1"})
        self.assertEqual(answer.status, 422)
        self.assertIn('value="31/02/2020"', answer.text)
        boxes = dict(re.findall(r'type="checkbox" id="f-[\w-]+" name="([\w-]+)" value="1"( checked)?', answer.text))
        self.assertEqual([name for name, on in boxes.items() if on], ["for-report"])
        for wrong in ({"number": ""}, {"kind": ""}, {"kind": "x" * 200}):
            self.assertEqual(self.browser.post("/can-cu/moi", {**CHARTER, **wrong}).status, 422, wrong)
        self.assertEqual(self.browser.post("/can-cu/moi", {"kind": "Luật", "subject": "Giáo dục"}).status, 303)
        self.assertIn("Luật Giáo dục", self.browser.get("/can-cu").text)

    def test_order(self):
        ids = [self.add(PLAN, number=f"{n}/KH-UBND") for n in (1, 2, 3)]
        self.assertEqual(self.order(), ids)
        self.browser.post(f"/can-cu/{ids[2]}/len")
        self.assertEqual(self.order(), [ids[0], ids[2], ids[1]])
        self.browser.post(f"/can-cu/{ids[0]}/xuong")
        self.browser.post(f"/can-cu/{ids[2]}/len")
        self.assertEqual(self.order(), [ids[2], ids[0], ids[1]], "the first rises no further")
        self.assertEqual(self.browser.post(f"/can-cu/{ids[1]}/bo", {"version": "1"}).status, 409, "it was moved: version 2")
        version = self.server.sql("SELECT version FROM legal_basis WHERE id = ? AND unit_id = 1", ids[1])[0][0]
        self.assertEqual(self.browser.post(f"/can-cu/{ids[1]}/bo", {"version": version}).status, 303)
        self.assertEqual(self.order(), [ids[2], ids[0]])
        self.assertEqual(self.browser.post("/can-cu/987654/len").status, 404)

    def test_common(self):
        page = self.browser.get("/can-cu")
        keys = re.findall(r'name="ma" value="([^"]+)"', page.text)
        self.assertIn("tt24-2023", keys)
        for _ in range(2):
            self.assertEqual(self.browser.post("/can-cu/dung-chung", {"ma": "tt24-2023"}).status, 303)
        self.assertEqual(len(self.order()), 1, "a second click adds nothing")
        page = self.browser.get("/can-cu")
        self.assertIn("đã có", page.row("dẫn nguyên văn trong Kế hoạch 67/KH-THGT ngày 03/12/2024; có hiệu lực"))
        self.browser.post("/can-cu/dung-chung", {"ma": "qd324-khvn"})
        self.assertRegex(self.browser.get("/can-cu").text, r'324/QĐ-KHVN[^<]*</a>\s*<span class="why">[^<]*<span class="badge bad">'
                         "còn thiếu ngày ban hành, trích yếu")
        self.assertEqual(self.browser.post("/can-cu/dung-chung", {"ma": "khong-co"}).status, 404)

    def test_log(self):
        """The log tells fields, not the JSON they are kept as."""
        id = self.add(CHARTER, **{"for-team_decision": "1", "for-plan": "1"})
        self.browser.post(f"/can-cu/{id}", {**CHARTER, "authority_basis": "", "version": "1", "subject": "ban hành <Điều lệ>"})
        log = self.server.browser("administrator").get("/nhat-ky").text
        saved = next(part for part in log.split("<li><time>")[1:] if "sửa căn cứ pháp lý" in part)
        self.assertIn("<dt>Trích yếu</dt><dd><del>ban hành Điều lệ trường tiểu học</del>", saved)
        self.assertIn("<ins>ban hành <Điều lệ></ins>", saved)
        self.assertIn("<dt>Dùng cho</dt><dd><del>quyết định thành lập Tổ đánh giá; kế hoạch triển khai tự đánh giá</del>", saved)
        self.assertIn("<dt>Cho người ký thẩm quyền</dt><dd><del>có</del>", saved)
        self.assertNotIn("Số, ký hiệu", saved, "what stayed is not told")
        added = next(part for part in log.split("<li><time>")[1:] if "thêm căn cứ pháp lý" in part)
        self.assertIn("<dt>Ngày ban hành</dt><dd>04/09/2020", added)
        for stored in ("authority_basis", "team_decision", "{", "2020-09-04"):
            self.assertNotIn(stored, added + saved)

    def test_two_people(self):
        id = self.add(CHARTER, **{"for-plan": "1"})
        path, head = f"/can-cu/{id}", self.server.browser("head")
        self.assertEqual(self.browser.post(path, {**CHARTER, "version": "1", "for-plan": "1", "for-report": "1",
                                                  "issuer": "Bộ GD&ĐT"}).status, 303)
        met = head.post(path, {**CHARTER, "version": "1", "for-plan": "1", "subject": "ban hành Điều lệ"})
        self.assertEqual(met.status, 409)
        text = met.body.decode()
        chosen = dict(re.findall(r'name="chon-([\w-]+)" value="(\w+)" required checked', text))
        self.assertEqual(chosen, {"subject": "toi", "issuer": "kia", "for-report": "kia"})
        form = {name: value for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', met.text) if name != "csrf"}
        form.update({f"chon-{name}": whose for name, whose in chosen.items()})
        self.assertEqual(head.post(path, form).status, 303)
        page = head.get(path).text
        self.assertIn('value="ban hành Điều lệ"', page)
        self.assertIn('value="Bộ GD&ĐT"', page)
        self.assertRegex(page, r'name="for-report" value="1" checked')
        self.assertRegex(page, r'name="for-plan" value="1" checked')

    def test_readers_and_strangers(self):
        id = self.add(CHARTER)
        member = self.server.browser("member")
        page = member.get("/can-cu")
        self.assertEqual(page.status, 200)
        self.assertNotIn("<button class=\"text\">", page.text)
        self.assertEqual(member.get(f"/can-cu/{id}").status, 403)
        for role in ("staff", "administrator"):
            self.assertEqual(self.server.browser(role).get("/can-cu").status, 403)
        other = self.server.browser("secretary", "MNHS")
        self.assertNotIn("28/2020", other.get("/can-cu").text)
        self.assertEqual(other.get(f"/can-cu/{id}").status, 404)
        for path in ("", "/bo", "/len", "/xuong"):
            self.assertEqual(other.post(f"/can-cu/{id}{path}", {**PLAN, "version": "1"}).status, 404, path)
        self.assertIn("28/2020", self.browser.get("/can-cu").text)


if __name__ == "__main__":
    unittest.main()
