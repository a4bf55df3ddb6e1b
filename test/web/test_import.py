"""People from a spreadsheet: looked at first, then saved all at once."""
import html
import re
import unittest

from client import Server

LIST = "Mã,Họ và tên,Ngày sinh,Chức vụ,Tổ,Ghi chú\n" \
       "NV101,Nguyễn Thị Lan,15/01/1985,Giáo viên,Tổ 1,x\n" \
       "NV102,Trần Văn Đức,1/2/1990,Giáo viên,Tổ 2,\n" \
       "NV103,Lê Thị Hoa,31/02/1990,Giáo viên,Tổ 2,\n"


class Import(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)
        self.browser = self.server.browser("administrator")

    def upload(self, content, name="danh-sach.csv", browser=None):
        browser = browser or self.browser
        edge = "dvhtdvhtdvht"
        body = (f'--{edge}\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{browser.csrf}\r\n'
                f'--{edge}\r\nContent-Disposition: form-data; name="tep"; filename="{name}"\r\n'
                f"Content-Type: application/octet-stream\r\n\r\n").encode() + content + f"\r\n--{edge}--\r\n".encode()
        return browser.ask("POST", "/nguoi/nhap", body, {"Content-Type": f"multipart/form-data; boundary={edge}"})

    def hidden(self, page):
        return {name: html.unescape(value)
                for name, value in re.findall(r'type="hidden" name="(ten|noi_dung)" value="([^"]*)"', page)}

    def people(self):
        return self.browser.get("/nguoi").text

    def test_look_then_save(self):
        before = self.people()
        seen = self.upload(LIST.encode())
        self.assertEqual(seen.status, 200, seen.text[:300])
        self.assertIn("2 người mới", seen.text)
        self.assertIn("31/02/1990", seen.text)
        self.assertIn("Ghi chú", seen.text, "a column that is not used is told")
        self.assertEqual(self.people(), before, "nothing is saved by looking")
        saved = self.browser.post("/nguoi/nhap/luu", self.hidden(seen.text))
        self.assertEqual((saved.status, saved.location), (303, "/nguoi"))
        self.assertIn("Nguyễn Thị Lan", self.people())
        self.assertNotIn("Lê Thị Hoa", self.people())
        again = self.upload(LIST.replace("Tổ 1", "Tổ 3").encode())
        self.assertIn("0 người mới, 1 người thay đổi, 1 người như cũ", again.text)

    def test_changed_meanwhile(self):
        """The file is compared again when it is saved: what was added meanwhile is not added twice."""
        seen = self.upload(LIST.encode())
        self.assertEqual(self.browser.post("/nguoi/nhap/luu", self.hidden(seen.text)).status, 303)
        self.assertEqual(self.browser.post("/nguoi/nhap/luu", self.hidden(seen.text)).status, 303)
        self.assertEqual(self.people().count("Nguyễn Thị Lan"), 1)

    def test_bad_files(self):
        before = self.people()
        for content in (b"", b"\xff\xfe\x00", b"PK\x03\x04broken", b"a,b\n1,2\n", b"x" * (3 << 20)):
            answer = self.upload(content, "a.xlsx")
            self.assertEqual(answer.status, 422, content[:10])
        self.assertIn("quá 2 MiB", answer.text)
        for fields in ({"ten": "a.csv", "noi_dung": "%%%"}, {"ten": "a.csv", "noi_dung": "QQ=="}, {"ten": "a.csv"}):
            self.assertEqual(self.browser.post("/nguoi/nhap/luu", fields).status, 422, fields)
        self.assertEqual(self.people(), before)

    def test_not_for_all(self):
        staff = self.server.browser("staff")
        self.assertEqual(self.upload(LIST.encode(), browser=staff).status, 403)


if __name__ == "__main__":
    unittest.main()
