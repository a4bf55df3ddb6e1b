"""What voids an approval and what does not: each single change after it, and how the page names the difference."""
import re
import unittest

from loaded import CaseServer

TOP = "/dot/2024"
HERE = TOP + "/phe-duyet"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class Void(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = CaseServer()
        cls.addClassCleanup(cls.server.stop)
        cls.head, cls.secretary = cls.server.browser("head"), cls.server.browser("secretary")

    def tearDown(self):
        self.server.fsck()

    def one(self, statement, *values):
        return self.server.sql(statement, *values)[0]

    def approve(self):
        page = self.head.get(HERE)
        answer = self.head.post(HERE, {"version": page.hidden("version") or 0, "seen": page.hidden("seen") or 0, "action": "approve"})
        self.assertEqual(answer.status, 303, answer.text[-800:])
        self.assertEqual(self.told(), [])

    def told(self):
        """The parts that the page says are no longer as approved."""
        page = self.head.get(HERE).text
        if "vẫn đúng với dữ liệu hôm nay" in page:
            return []
        self.assertIn("Dữ liệu đã khác bản phê duyệt", page)
        listed = re.search(r"<ul>(.*?)</ul>", page[page.index("Dữ liệu đã khác"):], re.DOTALL).group(1)
        return re.findall("<li>(.*?)</li>", listed)

    def done(self, answer):
        self.assertEqual(answer.status, 303, answer.text[-800:])

    def rename(self, day, **changed):
        self.done(self.head.post("/don-vi", {
            "version": self.head.get("/don-vi").hidden("version"), "valid_from": day, "name": "Trường Tiểu học Gia Thụy", "short_name": "THGT",
            "place": "Long Biên", "governing_body": "UBND quận Long Biên", "appraiser": "Phòng Giáo dục và Đào tạo quận Long Biên",
            "recogniser": "Chủ tịch UBND quận Long Biên", **changed}))

    def text(self, address, name):
        page = self.head.get(address)
        found = re.search(rf'<textarea[^>]*name="{name}"[^>]*>\n?(.*?)</textarea>', page.text, re.DOTALL)
        self.assertIsNotNone(found, page.text[-800:])
        return page, found.group(1)

    def person(self):
        id, name, version = self.one("SELECT id, name, version FROM person WHERE code = 'GV003'")
        self.done(self.head.post(f"/nguoi/{id}", {"code": "GV003", "name": name + " Anh", "version": version, "position": "Giáo viên"}))

    def rating(self):
        version, = self.one("SELECT version FROM rating WHERE indicator = '2.3'")
        self.done(self.head.post(TOP + "/chi-tieu/2.3/buoc", {"version": version, "viec": "reopen", "remarks": "Bổ sung."}))
        page, _ = self.text(TOP + "/chi-tieu/2.3", "current")
        self.done(self.head.post(TOP + "/chi-tieu/2.3", {"id": page.hidden("id") or "", "version": page.hidden("version"), "result": "met", "current": "Khác."}))

    def scheme(self):
        version, = self.one("SELECT coalesce(max(version), 0) FROM scheme_override WHERE indicator = '2.2'")
        page = self.head.get(TOP + "/bo-tieu-chi/2.2")
        self.done(self.head.post(TOP + "/bo-tieu-chi/2.2", {"id": page.hidden("id") or "-1", "version": version, "text": "Lời khác của chỉ tiêu."}))

    def file(self):
        id, = self.one("SELECT id FROM evidence ORDER BY position LIMIT 1")
        self.done(self.secretary.upload(f"{TOP}/minh-chung/{id}/tep", {}, [("tep", "them.pdf", PDF)]))

    def wording(self):
        page, text = self.text(TOP + "/van-ban/cover/loi-van", "text")
        self.done(self.head.post(TOP + "/van-ban/cover/loi-van", {"version": 0, "text": text + "\n\nMột câu.\n"}))

    def abbreviation(self):
        page = self.head.get(TOP + "/viet-tat")
        self.done(self.head.post(TOP + "/viet-tat", {"short": "XYZ", "long": "Ví dụ", "viec": "luu"}))

    def number(self):
        self.done(self.secretary.post(TOP + "/van-ban/announcement", {"version": 0, "number": "5", "date": "07/01/2025"}))

    def signed(self):
        version, = self.one("SELECT version FROM paper WHERE paper = 'report'")
        self.done(self.secretary.upload(TOP + "/van-ban/report/ban-ky", {"version": version}, [("signed", "bc.pdf", PDF)]))

    def sent(self):
        self.done(self.secretary.post(TOP + "/ho-so/nop", {"way": "online", "sent_on": "10/01/2025", "file_number": "H26-1", "lan": 1}))

    def test_each(self):
        self.approve()
        for change in (self.number, self.signed, self.sent):
            with self.subTest(change.__name__):
                change()
                self.assertEqual(self.told(), [])
        self.rename("01/07/2099", name="Trường Tiểu học Bồ Đề")
        self.assertEqual(self.told(), [], "names of a day after the papers")
        expected = set()
        for change, part in ((self.person, "Danh sách người"), (self.rating, "Chỉ tiêu 2.3"), (self.wording, "Lời văn riêng của đơn vị"),
                             (self.scheme, "Phần đơn vị sửa, xác nhận của bộ tiêu chí"),
                             (lambda: self.rename("03/12/2024", name="Trường Tiểu học Gia Lâm"), "Thông tin đơn vị"),
                             (self.file, "Tệp minh chứng")):
            with self.subTest(part):
                change()
                fresh = set(self.told()) - expected
                self.assertIn(part, fresh)
                expected |= fresh
        self.approve()

    def test_names_of_the_day_of_a_paper(self):
        """Those at the year's end are as they were; the plan of 3 December has others."""
        self.rename("01/12/2024", name="Trường Tiểu học Gia Lâm")
        self.rename("10/12/2024")
        self.approve()
        self.rename("01/12/2024", name="Trường Tiểu học Bồ Đề")
        self.assertEqual(self.told(), ["Tên đơn vị, cơ quan theo ngày của văn bản"])


if __name__ == "__main__":
    unittest.main()
