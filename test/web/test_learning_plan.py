"""The yearly plan of learning: begun from the sample, issued, and read by all; who has read any issued paper."""
import base64
import re
import unittest
import urllib.parse

from client import PASSWORD, Loaded, Server

HERE = "/dot/2024/ke-hoach-hoc-tap"
READERS = "/dot/2024/van-ban/team_decision/da-doc"


class Writing(unittest.TestCase):
    def setUp(self):
        self.server = Loaded()
        self.addCleanup(self.server.stop)
        self.head, self.secretary = self.server.browser("head"), self.server.browser("secretary")

    def tearDown(self):
        self.server.fsck()

    def save(self, text, browser=None, **more):
        page = self.head.get(HERE + "?trang=1")
        form = {"id": page.hidden("id"), "version": page.hidden("version"), "text": text, **more}
        return (browser or self.head).post(HERE, form)

    def typed(self, path=HERE):
        found = re.search(r'<textarea id="f-text"[^>]*>(.*?)</textarea>', self.head.get(path).text, re.S)
        return found.group(1) if found else None

    def test_from_the_sample(self):
        page = self.head.get(HERE).text
        self.assertIn("Viết từ mẫu", page)
        self.assertIsNone(self.typed(), "nothing to write in before a beginning is chosen")
        self.assertEqual(self.typed(HERE + "?trang=1"), "")
        sample = self.typed(HERE + "/mau")
        self.assertTrue(sample.startswith("# I. MỤC ĐÍCH, YÊU CẦU"), sample[:80])
        self.assertIn("nhà trường (47 người)", sample)
        self.assertIn("| TT | Nội dung học tập, bồi dưỡng |", sample)
        for mark in ("```", "{{", "width", "Trên đây là"):
            self.assertNotIn(mark, sample)
        self.assertEqual(self.server.sql("SELECT count(*) FROM round_text WHERE name = 'learning_plan'"), [(0,)])
        self.assertEqual(self.save(sample.replace("| 1 | | | | |", "| 1 | Chuyển đổi số | Tập huấn | Tháng 9 | Tổ 1 |")).status, 303)
        self.assertIn("Chuyển đổi số", self.typed())
        self.assertIn("đã viết", self.head.get(HERE).text)
        self.assertIn("Chuyển đổi số", self.typed(HERE + "/mau"), "what is written stays")
        self.assertEqual(self.server.browser("member").get(HERE + "/mau").status, 403)

    def test_two_people(self):
        self.save("Lời thứ nhất.")
        version = self.head.get(HERE).hidden("version")
        self.assertEqual(self.save("Lời của thư ký.", self.secretary).status, 303)
        met = self.save("Lời của thủ trưởng.", version=version)
        self.assertEqual(met.status, 409)
        for words in ("Lời của thư ký.", "Lời của thủ trưởng.", "Trần Thị Minh Ngọc đã lưu"):
            self.assertIn(words, met.text)
        form = {name: value for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', met.text) if name != "csrf"}
        self.assertEqual(self.head.post(HERE, {**form, "chon-text": "toi"}).status, 303)
        self.assertEqual(self.typed(), "Lời của thủ trưởng.")

    def test_both_begin(self):
        """Two people begin it at once: the second is shown the first one's words."""
        first = self.head.get(HERE + "?trang=1")
        self.save("Lời của thư ký.", self.secretary)
        met = self.head.post(HERE, {"id": first.hidden("id"), "version": "0", "text": "Lời của thủ trưởng."})
        self.assertEqual(met.status, 409)
        self.assertIn("Lời của thư ký.", met.text)

    def test_taken_out(self):
        self.save("Lời <b>thứ</b> nhất.")
        self.assertEqual(self.save("").status, 303)
        self.assertIn("Chưa viết nội dung", self.head.get(HERE).text)
        log = self.head.get("/nhat-ky").text
        self.assertIn("bỏ một phần nội dung của đợt", log)
        self.assertIn("Lời <b>thứ</b> nhất.", log)
        self.assertEqual(self.save("x" * 60001).status, 422)

    def test_who_may(self):
        self.save("Lời thứ nhất.")
        member, staff = self.server.browser("member"), self.server.browser("staff")
        page = member.get(HERE)
        self.assertIn("Lời thứ nhất.", page.text)
        self.assertNotIn("<textarea", page.text)
        self.assertEqual(member.post(HERE, {"version": "1", "text": "x"}).status, 403)
        self.assertEqual(staff.get(HERE).status, 403)
        self.assertEqual(self.head.get("/dot/1999/ke-hoach-hoc-tap").status, 404)


class Issued(unittest.TestCase):
    def test_fixed(self):
        """What was issued is not written anew behind its readers' backs."""
        def change(case):
            case["learning_plan"] = {"content": "Lời đã ban hành."}
            case["documents"]["learning_plan"] = {"number": 5, "date": "2024-01-15"}
        server = Loaded(change=change)
        self.addCleanup(server.stop)
        head = server.browser("head")
        page = head.get(HERE)
        self.assertIn("không sửa ở đây được nữa", page.text)
        self.assertIn("số 05/KH-THGT, ngày 15/01/2024", page.text)
        self.assertIn("0/47 người", page.text)
        self.assertNotIn("<textarea", page.text)
        self.assertEqual(head.post(HERE, {"version": "1", "text": "Lời khác."}).status, 409)
        self.assertIn("Lời đã ban hành.", head.get(HERE).text)
        self.assertIn("Lời đã ban hành.", server.browser("staff").get("/dot/2024/van-ban/learning_plan/doc").text)
        server.fsck()


class Receipts(unittest.TestCase):
    def setUp(self):
        self.server = Loaded()
        self.addCleanup(self.server.stop)
        self.head = self.server.browser("head")

    def tearDown(self):
        self.server.fsck()

    def row(self, name):
        """The person's row of the list; None: there is none."""
        found = [part for part in self.head.get(READERS).text.split("<tr>") if f'<th scope="row">{name}' in part]
        return re.sub(r"<[^>]+>", " ", found[0]) if found else None

    def test_link_to_receipt(self):
        """A teacher opens the link of the message without being logged in, reads, and the head sees it."""
        page = self.head.get(READERS)
        self.assertIn("0 / 47", page.text)
        self.assertIn('<svg class="qr"', page.text)
        link = re.search(r"http://\S+/doc", page.text).group(0)
        path = urllib.parse.urlparse(link).path
        self.assertEqual(urllib.parse.urlparse(link).netloc, self.server.host)
        teacher = self.server.browser("staff")
        phone = self.server.browser()
        asked = phone.get(phone.get(path).location)
        answer = phone.log_in(self.server.logins["staff"], PASSWORD, tiep=asked.hidden("tiep"))
        self.assertEqual(answer.location, path)
        self.assertIn("Tôi đã đọc", phone.get(path).text)
        for browser in (phone, teacher):  # twice is once
            self.assertEqual(browser.post(path).status, 303)
        page = self.head.get(READERS).text
        self.assertIn("1 / 47", page)
        self.assertIn("Chưa đọc (46 người):", page)
        message = re.search(r"<textarea id=\"loi-nhan\"[^>]*>(.*?)</textarea>", page, re.S).group(1)
        self.assertNotIn("Đặng Hữu Ân", message)
        self.assertIn("quyết định thành lập Tổ đánh giá số 66/QĐ-THGT ngày 02/12/2024", message)
        self.assertIn("và 6 người khác", message)
        self.assertRegex(self.row("Đặng Hữu Ân"), r"\d\d:\d\d \d\d/\d\d/\d{4}")
        self.assertIn("chưa", self.row("Lê Thị Hoa"))

    def test_whoever_signed_is_not_asked_to_read(self):
        self.assertIn("Đọc: Quyết định thành lập", self.server.browser("staff").get("/").text)
        self.assertNotIn("Đọc: Quyết định thành lập", self.head.get("/").text)

    def test_who_left(self):
        """Who read it and left stays in the list; who left without is nobody to wait for."""
        self.server.browser("staff").post("/dot/2024/van-ban/team_decision/doc")
        for name in ("Đặng Hữu Ân", "Lê Thị Hoa"):
            id, version = self.server.sql("SELECT id, version FROM person WHERE name = ?", name)[0]
            self.assertEqual(self.head.post(f"/nguoi/{id}/nghi", {"version": version, "day": "01/09/2026", "kind": "retired"}).status, 303)
        page = self.head.get(READERS)
        self.assertIn("0 / 45", page.text)
        self.assertIn("đã nghỉ", self.row("Đặng Hữu Ân"))
        self.assertIsNone(self.row("Lê Thị Hoa"))

    def test_file(self):
        self.server.browser("staff").post("/dot/2024/van-ban/team_decision/doc")
        answer = self.head.get(READERS + "/tai-ve?dang=csv")
        lines = answer.body.decode("utf-8-sig").splitlines()
        self.assertEqual(lines[0], "Mã,Họ và tên,Chức vụ,Tổ,Đã đọc lúc")
        self.assertEqual(len(lines), 48)
        self.assertRegex(lines[-1], r"Đặng Hữu Ân,Giáo viên,Tổ 4-5,\d\d:\d\d ")
        self.assertTrue(lines[1].endswith(","), lines[1])
        self.assertIn("spreadsheet", self.head.get(READERS + "/tai-ve?dang=xlsx").headers["Content-Type"])

    def test_many(self):
        """More than a page of people: those who have not read it first, the others behind."""
        content = "\n".join(["Mã,Họ và tên,Chức vụ", *(f"X{i:03},Người Số {i:03},Giáo viên" for i in range(200))])
        sent = {"ten": "a.csv", "noi_dung": base64.b64encode(content.encode()).decode()}
        self.assertEqual(self.head.post("/nguoi/nhap/luu", sent).status, 303)
        self.server.browser("staff").post("/dot/2024/van-ban/team_decision/doc")
        first, second = (self.head.get(READERS + rest).text for rest in ("", "?tu=200"))
        self.assertEqual([len(re.findall(r'<th scope="row">', page)) for page in (first, second)], [200, 47])
        self.assertIn("1 / 247", first)
        self.assertIn(f'href="{READERS}?tu=200"', first)
        self.assertTrue("Đặng Hữu Ân" in second and "Đặng Hữu Ân" not in first)
        self.assertEqual(len(self.head.get(READERS + "/tai-ve?dang=csv").body.decode().splitlines()), 248)

    def test_not_issued(self):
        page = self.head.get("/dot/2024/van-ban/learning_plan/da-doc")
        self.assertIn("Văn bản chưa ban hành", page.text)
        self.assertNotIn("Chưa đọc (", page.text)
        self.assertEqual(self.head.get("/dot/2024/van-ban/learning_plan/da-doc/tai-ve?dang=csv").status, 404)
        for none in ("cover", "khong-co"):  # a document that is no paper, and none at all
            self.assertEqual(self.head.get(f"/dot/2024/van-ban/{none}/da-doc").status, 404)

    def test_who_may(self):
        self.assertEqual(self.server.browser("staff").get(READERS).status, 403)
        self.assertEqual(self.server.browser("member").get(READERS).status, 200)

    def test_foreign_unit(self):
        server = Server()
        self.addCleanup(server.stop)
        ours, theirs = server.browser("head"), server.browser("head", "MNHS")
        path = "/dot/2026/ke-hoach-hoc-tap"
        self.assertEqual(ours.post(path, {"version": "0", "text": "Của chúng tôi."}).status, 303)
        self.assertNotIn("Của chúng tôi.", theirs.get(path).text)
        self.assertEqual(theirs.post(path, {"version": "0", "text": "Của họ."}).status, 303)
        self.assertIn("Của chúng tôi.", ours.get(path).text)
        server.fsck()


if __name__ == "__main__":
    unittest.main()
