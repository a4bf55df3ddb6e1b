"""People from a spreadsheet: looked at first, then saved all at once."""
import html
import re
import subprocess
import unittest

from client import DVHT, Server

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

    def counts(self, page):
        """What the figures above the lists say."""
        return {label: int(re.sub(r"<[^>]+>", "", count)) for label, count in re.findall(r"<dt>([^<]+)</dt><dd>(.*?)</dd>", page)}

    def test_look_then_save(self):
        before = self.people()
        seen = self.upload(LIST.encode())
        self.assertEqual(seen.status, 200, seen.text[:300])
        self.assertEqual(self.counts(seen.text), {"người mới": 2, "thay đổi": 0, "như cũ": 0, "không nhập được": 1})
        self.assertIn("31/02/1990", seen.text)
        self.assertEqual(self.people(), before, "nothing is saved by looking")
        saved = self.browser.post("/nguoi/nhap/luu", self.hidden(seen.text))
        self.assertEqual(saved.status, 303)
        self.assertRegex(saved.location, r"^/nguoi/nhap/\d+$")
        self.assertIn("Nguyễn Thị Lan", self.people())
        self.assertNotIn("Lê Thị Hoa", self.people())
        again = self.upload(LIST.replace("Tổ 1", "Tổ 3").encode())
        self.assertEqual(self.counts(again.text), {"người mới": 0, "thay đổi": 1, "như cũ": 1, "không nhập được": 1})

    def test_columns_matched(self):
        """How each column was understood is shown, and which are not used."""
        seen = self.upload("HỌ ĐỆM;TÊN;Ngày tháng năm sinh;Vị trí việc làm;SĐT;Ghi chú\nLê Thị;Hoa;1/2/1990;Giáo viên;0912;x\n".encode())
        pairs = [" ".join(re.sub(r"<[^>]+>", "", item).split()) for item in
                 re.findall(r"<li>(.*?)</li>", re.search(r'<ul class="pairs">(.*?)</ul>', seen.text, re.S).group(1), re.S)]
        self.assertEqual(pairs, ["HỌ ĐỆM → Họ và tên", "TÊN → Họ và tên", "Ngày tháng năm sinh → Ngày sinh",
                                 "Vị trí việc làm → Chức vụ", "SĐT → Điện thoại", "Ghi chú → không dùng"])
        self.assertIn("Lê Thị Hoa", seen.text)

    def test_changed_meanwhile(self):
        """The file is compared again when it is saved: what was added meanwhile is not added twice."""
        seen = self.upload(LIST.encode())
        self.assertEqual(self.browser.post("/nguoi/nhap/luu", self.hidden(seen.text)).status, 303)
        self.assertEqual(self.browser.post("/nguoi/nhap/luu", self.hidden(seen.text)).status, 303)
        self.assertEqual(self.people().count("Nguyễn Thị Lan"), 1)

    def person(self, name):
        return re.search(r'href="(/nguoi/\d+)">' + name, self.people()).group(1)

    def imported(self, content):
        return self.browser.post("/nguoi/nhap/luu", self.hidden(self.upload(content.encode()).text)).location

    def test_taken_back(self):
        self.browser.post("/nguoi/moi", {"code": "NV102", "name": "Trần Văn Đức", "birth": "1/2/1990", "position": "Bảo vệ", "phone": "0900"})
        self.people()  # takes the notice
        before = self.people()
        done = self.imported(LIST)
        self.assertIn("1 người mới, 1 người thay đổi", self.browser.get(done).text)
        self.assertIn("danh-sach.csv", self.browser.get("/nguoi/nhap").text)
        self.assertNotEqual(self.people(), before)
        self.assertEqual(self.browser.post(done + "/hoan-tac").status, 303)
        self.browser.get("/nguoi/nhap")  # takes the notice
        self.assertEqual(self.people(), before)
        self.assertIn("đã hoàn tác", self.browser.get(done).text)
        self.assertEqual(self.browser.post(done + "/hoan-tac").status, 422, "once")
        self.assertIn("hoàn tác một lần nhập", self.browser.get("/nhat-ky").text)
        checked = subprocess.run([DVHT, "fsck", "--data", self.server.folder], capture_output=True, text=True)
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)
        again = self.imported(LIST)
        self.assertEqual(self.browser.post(again + "/hoan-tac").status, 303, "the same file again")

    def test_in_the_way(self):
        done = self.imported(LIST)
        path = self.person("Nguyễn Thị Lan")
        self.browser.post(path, {"version": "1", "code": "NV101", "name": "Nguyễn Thị Lan", "position": "Tổ trưởng"})
        page = self.browser.get(done).text
        self.assertIn("đã sửa hoặc bỏ sau lần nhập", page)
        self.assertIn("Nguyễn Thị Lan", page)
        self.assertNotIn(f'action="{done}/hoan-tac"', page)
        now = self.people()
        self.assertEqual(self.browser.post(done + "/hoan-tac").status, 422)
        self.assertEqual(self.people(), now, "nothing half done")

    def test_accounts_in_the_way(self):
        done = self.imported(LIST)
        self.browser.post("/tai-khoan/tao")
        self.assertIn("đã có tài khoản", self.browser.get(done).text)
        self.assertEqual(self.browser.post(done + "/hoan-tac").status, 422)
        self.assertEqual(self.browser.get("/nguoi/nhap/987654").status, 404)

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
