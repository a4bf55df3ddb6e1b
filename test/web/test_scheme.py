"""The round's scheme in this unit: read with where its words come from, compared with the original, changed and put back."""
import re
import unittest

from client import Loaded, Server

HERE = "/dot/2024/bo-tieu-chi"
CONFLICT = "Người khác vừa sửa"


class Scheme(unittest.TestCase):
    def setUp(self):
        self.server = Loaded()
        self.addCleanup(self.server.stop)
        self.head, self.secretary = self.server.browser("head"), self.server.browser("secretary")

    def tearDown(self):
        self.server.fsck()

    def row(self, indicator, browser=None):
        """Its row of the table: version, and what is to be read."""
        page = (browser or self.head).get(HERE + "/doi-chieu").text
        row = next(part for part in page.split("<tr>") if f'value="{indicator}/' in part)
        return re.search(rf'value="{indicator}/(\d+)"', row).group(1), re.sub(r"<[^>]+>", " ", row)

    def choose(self, act, *indicators, browser=None, **versions):
        chosen = [("chon", f"{one}/{self.row(one)[0]}") for one in indicators]
        return (browser or self.head).post(HERE + "/doi-chieu", chosen + [("viec", act)])

    def change(self, indicator, browser=None, version=None, **fields):
        page = self.head.get(f"{HERE}/{indicator}")
        form = {"id": page.hidden("id"), "version": page.hidden("version") if version is None else version, **fields}
        return (browser or self.head).post(f"{HERE}/{indicator}", form)

    def part(self, indicator):
        page = self.head.get(HERE).text
        return next(part for part in page.split('<li id="ct-')[1:] if part.startswith(indicator + '"'))

    def test_reading(self):
        page = self.server.browser("member").get(HERE).text
        self.assertIn("Thông tư số 24/2023/TT-BGDĐT, hiệu lực từ 26/01/2024", page)
        self.assertIn("<dt>Do Phòng/Sở xác nhận</dt><dd><span class=\"faint\">chưa có</span>", page)
        self.assertNotIn("/doi-chieu", page, "who may not confirm is not led there")
        for indicator, words in {"1.1": "đã đối chiếu", "1.5": "chỉ thấy bản dịch", "3.2": "chưa đối chiếu", "2.3": "đơn vị sửa"}.items():
            self.assertIn(f">{words}</span>", self.part(indicator), indicator)
        self.assertIn("Lời của chương trình: Chỉ tiêu 2.3 về kết quả học tập", self.part("2.3"))
        self.assertIn("tỷ lệ người đạt Công dân học tập, ít nhất 90%", self.part("3.1"))
        self.assertIn("Số đo của chương trình: tỷ lệ người đạt Công dân học tập, chưa biết ngưỡng", self.part("3.1"))
        self.assertIn("Danh sách “Công dân học tập”", self.part("3.1"), "hints")

    def test_many_at_once(self):
        self.assertEqual(self.choose("xac-nhan", "2.1", "2.2", "3.2").status, 303)
        for indicator in ("2.1", "2.2", "3.2"):
            self.assertRegex(self.row(indicator)[1], r"đã đối chiếu\s+Bùi Thị Thu Hằng, \d\d/\d\d/\d{4}")
        self.assertEqual(self.choose("xac-nhan", "2.1", "3.3", browser=self.secretary).status, 303)
        self.assertIn("Bùi Thị Thu Hằng", self.row("2.1")[1], "the first confirmation stands")
        self.assertIn("Trần Thị Minh Ngọc", self.row("3.3")[1])
        self.assertEqual(self.choose("bo", "2.1", "3.3").status, 303)
        self.assertIn("chỉ thấy bản dịch", self.row("2.1")[1])
        self.assertIn("chưa đối chiếu", self.row("3.3")[1])
        self.assertEqual(self.head.post(HERE + "/doi-chieu", [("viec", "xac-nhan")]).status, 422)
        self.assertEqual(self.head.post(HERE + "/doi-chieu", [("viec", "xac-nhan"), ("chon", "9.9/0")]).status, 404)

    def test_nobody_confirms_what_they_did_not_see(self):
        """Changed since the page was shown: none of the chosen is confirmed, and the page says which one to read again."""
        version = self.row("3.2")[0]
        self.assertEqual(self.change("3.2", self.secretary, text="Lời khác hẳn.").status, 303)
        answer = self.head.post(HERE + "/doi-chieu", [("chon", "2.1/0"), ("chon", f"3.2/{version}"), ("viec", "xac-nhan")])
        self.assertEqual(answer.status, 422)
        self.assertIn("Chỉ tiêu 3.2 vừa được người khác sửa", answer.text)
        self.assertIn("Lời khác hẳn.", answer.text)
        self.assertEqual(self.server.sql("SELECT count(*) FROM scheme_override WHERE confirmed_on IS NOT NULL")[0][0], 0)
        boxes = dict(re.findall(r'name="chon" value="([^"]+)" aria-label="[^"]+"( checked)?', answer.text))
        self.assertEqual([box for box, on in boxes.items() if on], ["2.1/0", "3.2/1"])

    def test_unknown_threshold(self):
        self.assertEqual(self.change("3.1", at_least="").status, 303)
        answer = self.choose("xac-nhan", "3.1")
        self.assertEqual(answer.status, 422)
        self.assertIn("Chỉ tiêu 3.1 chưa có số đo hoặc ngưỡng", answer.text)
        for wrong in ("abc", "101", "-1", "9" * 30):
            self.assertEqual(self.change("3.1", at_least=wrong).status, 422, wrong)
        self.assertEqual(self.change("3.1", measure="discipline", at_least="92,5").status, 303)
        self.assertEqual(self.choose("xac-nhan", "3.1").status, 303)
        self.assertIn("92,5%", self.row("3.1")[1])

    def test_change_ends_confirmation(self):
        self.choose("xac-nhan", "2.1")
        page = self.head.get(f"{HERE}/2.1").text
        text = re.search(r'<textarea id="f-text"[^>]*>([^<]*)<', page).group(1)
        self.assertEqual(self.change("2.1", text=text, measure="discipline", at_least="90").status, 303)
        self.assertIn("Bùi Thị Thu Hằng", self.row("2.1")[1], "saving it as it is changes nothing")
        self.change("2.1", text=text, measure="discipline", at_least="85")
        self.assertIn("chưa đối chiếu", self.row("2.1")[1])
        self.assertIn("85%", self.row("2.1")[1])

    def events(self, indicator):
        """[(number for going back, what it says)], newest first."""
        page = self.head.get(f"{HERE}/{indicator}").text
        parts = page[page.index('id="lich-su"'):].split("<li><time>")[1:]
        return [(re.search(r'name="lan" value="(\d+)"', part).group(1), re.sub(r"<[^>]+>", "", part)) for part in parts]

    def back(self, indicator, event, version=None, browser=None):
        version = self.row(indicator)[0] if version is None else version
        return (browser or self.head).post(f"{HERE}/{indicator}/tro-lai", {"lan": event, "version": version})

    def test_history_and_undo(self):
        self.change("3.3", text="Lời thứ nhất.")
        self.change("3.3", self.secretary, text="Lời thứ hai.")
        self.choose("xac-nhan", "3.3")
        events = self.events("3.3")
        self.assertEqual(len(events), 3)
        self.assertIn("Bùi Thị Thu Hằng xác nhận đã đối chiếu chỉ tiêu", events[0][1])
        self.assertIn("Trần Thị Minh Ngọc sửa chỉ tiêu của bộ tiêu chí", events[1][1])
        self.assertRegex(events[1][1], r"Nội dung chỉ tiêu\s*Lời thứ nhất\.\s*→\s*Lời thứ hai\.")
        self.assertEqual(self.back("3.3", events[0][0]).status, 303)
        self.assertRegex(self.row("3.3")[1], r"Lời thứ hai\..*chưa đối chiếu")
        self.assertEqual(self.back("3.3", events[1][0]).status, 303)
        self.assertIn("Lời thứ nhất.", self.row("3.3")[1])
        self.assertEqual(self.back("3.3", events[2][0]).status, 303)
        self.assertIn("Danh hiệu thi đua của tập thể đơn vị", self.row("3.3")[1], "before the first change: the scheme's own")
        undone = self.events("3.3")
        self.assertEqual(len(undone), 6)
        self.assertIn("trở lại nội dung cũ", undone[0][1])
        self.assertEqual(self.back("3.3", undone[0][0]).status, 303)
        self.assertIn("Lời thứ nhất.", self.row("3.3")[1], "going back can be taken back, too")
        self.assertEqual(self.back("3.3", events[0][0], version="1").status, 409)
        self.assertEqual(self.back("3.3", "999999").status, 404)
        self.assertEqual(self.back("3.2", events[0][0]).status, 404, "an event of another indicator")

    def test_two_people(self):
        version = self.head.get(f"{HERE}/3.2").hidden("version")
        self.assertEqual(self.change("3.2", self.secretary, text="Lời của thư ký.").status, 303)
        met = self.change("3.2", version=version, text="Lời của thủ trưởng.")
        self.assertEqual(met.status, 409)
        self.assertIn("Hai người cùng sửa", met.text)
        for words in ("Lời của thư ký.", "Lời của thủ trưởng.", "Trần Thị Minh Ngọc đã lưu"):
            self.assertIn(words, met.text)
        form = {name: value for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', met.text) if name != "csrf"}
        self.assertEqual(self.head.post(f"{HERE}/3.2", {**form, "chon-text": "toi"}).status, 303)
        self.assertIn("Lời của thủ trưởng.", self.row("3.2")[1])

    def declare(self, indicator, act="khong-ap-dung", browser=None, **fields):
        page = self.head.get(f"{HERE}/{indicator}").text
        form = page[page.index(f'action="{HERE}/{indicator}/'):] if f'action="{HERE}/{indicator}/{act}"' in page else ""
        version = re.search(r'name="version" value="(\d+)"', form)
        return (browser or self.head).post(f"{HERE}/{indicator}/{act}", {"version": version.group(1) if version else "1", **fields})

    def test_not_applicable(self):
        agreed = self.declare("3.4", reason="Trường không có.")
        self.assertEqual(agreed.status, 409)
        self.assertIn("đã thống nhất", agreed.text)
        self.assertIn("hãy mở lại chỉ tiêu trước", self.head.get(f"{HERE}/3.4").text)
        self.server.sql("UPDATE rating SET state = 'returned' WHERE indicator = '3.4'")
        self.assertEqual(self.declare("3.4", reason=" ").status, 422)
        self.assertEqual(self.declare("3.4", reason="Trường không có\nngười học.").status, 303)
        self.assertRegex(self.part("3.4"), r"Đơn vị khai không áp dụng:</strong> Trường không có\nngười học\.")
        self.assertIn("không áp dụng", self.head.get("/nhat-ky").text)
        stale = self.head.post(f"{HERE}/3.4/ap-dung", {"version": "1"})
        self.assertEqual(stale.status, 409)
        self.assertEqual(self.declare("3.4", "ap-dung").status, 303)
        self.assertNotIn("Đơn vị khai", self.part("3.4"))
        self.server.sql("UPDATE rating SET state = 'agreed' WHERE indicator = '3.4'")

    def test_who_may(self):
        staff, member = self.server.browser("staff"), self.server.browser("member")
        self.assertEqual(staff.get(HERE).status, 403)
        self.assertEqual(member.get(f"{HERE}/2.1").status, 200)
        for path in ("/doi-chieu", "/2.1", "/2.1/tro-lai", "/2.1/khong-ap-dung", "/2.1/ap-dung"):
            self.assertEqual(member.post(HERE + path, {"version": "0", "lan": "1", "reason": "x", "viec": "xac-nhan"}).status, 403, path)
        self.assertEqual(self.head.get(f"{HERE}/9.9").status, 404)
        self.assertEqual(self.head.get("/dot/1999/bo-tieu-chi").status, 404)


class OtherSchemes(unittest.TestCase):
    def test_points(self):
        """A scheme of points: shares are for orientation, nothing is declared not applicable."""
        server = Loaded("tieu-hoc-2022")
        self.addCleanup(server.stop)
        head = server.browser("head")
        page = head.get("/dot/2022/bo-tieu-chi").text
        self.assertIn("tối đa 25 điểm", page)
        self.assertIn("Tốt từ 85 điểm", page)
        self.assertIn("để tham khảo, không quyết định điểm", page)
        self.assertNotIn("f-at_least", head.get("/dot/2022/bo-tieu-chi/3.1").text)
        self.assertEqual(head.post("/dot/2022/bo-tieu-chi/3.1/khong-ap-dung", {"version": "1", "reason": "x"}).status, 404)
        self.assertEqual(head.post("/dot/2022/bo-tieu-chi/doi-chieu", [("chon", "3.1/0"), ("viec", "xac-nhan")]).status, 303)
        server.fsck()

    def test_excluded_by_the_scheme(self):
        server = Loaded("mam-non-2025")
        self.addCleanup(server.stop)
        page = server.browser("head").get("/dot/2025/bo-tieu-chi").text
        self.assertRegex(page, r"Không áp dụng:</strong> chỉ dành cho Trường tiểu học, Trường trung học cơ sở\.")

    def test_learners(self):
        server = Loaded("thpt-2025")
        self.addCleanup(server.stop)
        head = server.browser("head")
        self.assertIn("người học: ít nhất", head.get("/dot/2025/bo-tieu-chi").text)
        self.assertIn("f-learners_at_least", head.get("/dot/2025/bo-tieu-chi/3.1").text)

    def test_foreign_unit(self):
        """Each unit sees and changes its own, by the same addresses."""
        server = Server()
        self.addCleanup(server.stop)
        ours, theirs = server.browser("head"), server.browser("head", "MNHS")
        path = "/dot/2026/bo-tieu-chi/1.1"
        self.assertEqual(ours.post(path, {"id": "-1", "version": "0", "text": "Của chúng tôi."}).status, 303)
        event = re.search(r'name="lan" value="(\d+)"', ours.get(path).text).group(1)
        self.assertNotIn("Của chúng tôi.", theirs.get(path).text)
        self.assertEqual(theirs.post(path + "/tro-lai", {"lan": event, "version": "0"}).status, 404)
        self.assertEqual(theirs.post("/dot/2026/bo-tieu-chi/doi-chieu", [("chon", "1.1/1"), ("viec", "bo")]).status, 422)
        self.assertIn("Của chúng tôi.", ours.get(path).text)
        server.fsck()


if __name__ == "__main__":
    unittest.main()
