"""What a list shows goes out as CSV and XLSX: the same filter, all pages, no formula, no secret."""
import csv
import io
import re
import unittest
import zipfile

from client import Loaded, Server

MARK = b"\xef\xbb\xbf"


def rows_of(answer):
    assert answer.body.startswith(MARK), "Excel needs the mark to read the letters"
    return list(csv.reader(io.StringIO(answer.body[len(MARK):].decode(), newline="")))


def sheet_of(answer):
    """The cells of the one sheet, as texts, and its XML."""
    with zipfile.ZipFile(io.BytesIO(answer.body)) as book:
        shared = [re.sub(r"<[^>]+>", "", item) for item in re.findall(r"<si>(.*?)</si>", book.read("xl/sharedStrings.xml").decode())]
        xml = book.read("xl/worksheets/sheet1.xml").decode()
    rows = []
    for row in re.findall(r"<row [^>]*>(.*?)</row>", xml):
        cells = re.findall(r"<c ([^>]*?)(?:/>|>(?:<v>(.*?)</v>)?</c>)", row)
        rows.append([shared[int(value)] if 't="s"' in attributes else value for attributes, value in cells])
    return rows, xml


class Round(unittest.TestCase):
    """The team, who does what, the register of papers."""

    def setUp(self):
        self.server = Loaded()
        self.addCleanup(self.server.stop)
        self.head = self.server.browser("head")

    def rows(self, path):
        """The same in both forms; each is linked from its page."""
        page, name = path.rsplit("/", 1)[0], path
        shown = self.head.get(page.replace("/so-van-ban", "?xem=so")).text
        for form in ("csv", "xlsx"):
            self.assertIn(f'href="{name}?dang={form}"', shown)
        rows = rows_of(self.head.get(path + "?dang=csv"))
        sheet, _ = sheet_of(self.head.get(path + "?dang=xlsx"))
        self.assertEqual([[cell for cell in row if cell] for row in sheet], [[cell for cell in row if cell] for row in rows])
        self.assertEqual(self.head.get(path).status, 400, "in which form?")
        self.assertEqual(self.server.browser("staff").get(path + "?dang=csv").status, 403)
        return rows

    def test_team(self):
        rows = self.rows("/dot/2024/to/tai-ve")
        self.assertEqual(rows[0], ["Họ và tên", "Chức vụ", "Nhiệm vụ trong Tổ", "Nội dung được phân công", "Ở trong Tổ đến hết ngày"])
        self.assertEqual(rows[1], ["Bùi Thị Thu Hằng", "Hiệu trưởng", "Tổ trưởng", "", ""])
        self.assertIn(["Nguyễn Thị Lan", "Phó Hiệu trưởng", "Thành viên", "Phụ trách chỉ tiêu 1.1", ""], rows)

    def test_assignments(self):
        rows = self.rows("/dot/2024/phan-cong/tai-ve")
        self.assertEqual(rows[0], ["Chỉ tiêu", "Nội dung, việc", "Người thực hiện", "Hạn", "Tình trạng", "Trước đây"])
        self.assertEqual((rows[1][0], rows[1][2], rows[1][3]), ("1.1", "Nguyễn Thị Lan", "20/12/2024"))

    def test_register(self):
        rows = self.rows("/dot/2024/van-ban/so-van-ban/tai-ve")
        self.assertEqual(rows[0], ["Loại", "Số, ký hiệu", "Ngày", "Văn bản", "Người ký", "Trạng thái"])
        self.assertIn(["QĐ", "66/QĐ-THGT", "02/12/2024", "Quyết định thành lập Tổ đánh giá", "Bùi Thị Thu Hằng", "đã ban hành"], rows)


class Exports(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)
        self.browser = self.server.browser("administrator")

    def add(self, **fields):
        self.assertEqual(self.browser.post("/nguoi/moi", {"position": "Giáo viên", **fields}).status, 303)

    def test_people(self):
        self.add(code="NV7", name="Lê Thị Hoa", birth="1/2/1990", phone="+84 912", email="hoa@truong.vn")
        self.add(code="NV8", name="=1+1", department='Tổ "2", chiều')
        answer = self.browser.get("/nguoi/tai-ve?dang=csv&tim=" + "nv")
        self.assertEqual(answer.status, 200)
        self.assertRegex(answer.headers["Content-Disposition"], r"^attachment; filename\*=UTF-8''danh-sach-nguoi-\d{4}-\d\d-\d\d\.csv$")
        rows = rows_of(answer)
        self.assertEqual(rows[0], ["Mã", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Tổ", "Trình độ", "Email", "Điện thoại"])
        self.assertEqual({tuple(row) for row in rows[1:]},
                         {("NV7", "Lê Thị Hoa", "01/02/1990", "", "Giáo viên", "", "", "hoa@truong.vn", "'+84 912"),
                          ("NV8", "'=1+1", "", "", "Giáo viên", 'Tổ "2", chiều', "", "", "")})
        sheet, xml = sheet_of(self.browser.get("/nguoi/tai-ve?dang=xlsx&tim=nv"))
        self.assertEqual(sheet[0], rows[0])
        self.assertNotIn("<f>", xml)
        self.assertIn("=1+1", [row[1] for row in sheet], "a text in the sheet, not a formula")
        self.assertIn("32905", [row[2] for row in sheet], "a date is a date")

    def test_more_than_a_page(self):
        for number in range(70):
            self.add(code=f"P{number:03}", name=f"Người Thứ {number}")
        self.assertEqual(len(rows_of(self.browser.get("/nguoi/tai-ve?dang=csv&tim=nguoi+thu"))), 71)
        page = self.browser.get("/nguoi?tim=ng%C6%B0%E1%BB%9Di+th%E1%BB%A9").body.decode()
        self.assertIn("/nguoi/tai-ve?dang=csv&amp;tim=ng%C6%B0%E1%BB%9Di%20th%E1%BB%A9&amp;xem=dang-lam", page)

    def test_brought_back_it_changes_nothing(self):
        self.add(code="NV7", name="Lê Thị Hoa", birth="1/2/1990", phone="+84 912")
        for form in ("csv", "xlsx"):
            sent = self.browser.get("/nguoi/tai-ve?dang=" + form).body
            body = (b'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n' + self.browser.csrf.encode()
                    + b'\r\n--x\r\nContent-Disposition: form-data; name="tep"; filename="a.' + form.encode() + b'"\r\n\r\n'
                    + sent + b"\r\n--x--\r\n")
            page = self.browser.ask("POST", "/nguoi/nhap", body, {"Content-Type": "multipart/form-data; boundary=x"})
            self.assertEqual(page.status, 200, page.text[-300:])
            self.assertNotIn("Lưu ", page.text, form)

    def test_left(self):
        self.add(code="NV7", name="Lê Thị Hoa")
        id = re.search(r'href="/nguoi/(\d+)">Lê Thị Hoa', self.browser.get("/nguoi").text).group(1)
        asked = self.browser.post(f"/nguoi/{id}/nghi", {"version": "1", "day": "31/12/2025"})
        self.assertEqual(asked.status, 422, "how somebody leaves is asked")
        self.assertIn('value="31/12/2025"', asked.text)
        self.browser.post(f"/nguoi/{id}/nghi", {"version": "1", "kind": "moved", "day": "31/12/2025"})
        rows = rows_of(self.browser.get("/nguoi/tai-ve?dang=csv&xem=da-nghi"))
        self.assertEqual(rows[0][-2:], ["Ngày nghỉ", "Lý do nghỉ"])
        self.assertEqual(rows[1][-2:], ["31/12/2025", "chuyển đi"])
        self.assertIn("chuyển đi từ ngày 31/12/2025", self.browser.get(f"/nguoi/{id}").text)
        self.assertIn("<td>chuyển đi</td>", self.browser.get("/nguoi?xem=da-nghi").text)

    def test_accounts(self):
        login = self.server.person("staff")["login"]
        rows = rows_of(self.browser.get("/tai-khoan/tai-ve?dang=csv"))
        self.assertEqual(rows[0], ["Họ và tên", "Tên đăng nhập", "Tổ", "Vai trò", "Tình trạng"])
        self.assertIn(login, [row[1] for row in rows])
        found = rows_of(self.browser.get("/tai-khoan/tai-ve?dang=csv&loc=thu+truong"))
        self.assertEqual([row[3] for row in found[1:]], ["Thủ trưởng đơn vị"])
        self.assertIn(found[1][1], self.browser.get("/tai-khoan?loc=thu+truong").text)
        self.assertNotIn(login, self.browser.get("/tai-khoan?loc=thu+truong").text)
        everything = self.browser.get("/tai-khoan/tai-ve?dang=csv").text
        self.assertNotIn("argon2", everything)

    def test_refused(self):
        self.assertEqual(self.browser.get("/nguoi/tai-ve?dang=pdf").status, 400)
        self.assertEqual(self.browser.get("/nguoi/tai-ve").status, 400)
        self.assertEqual(self.server.browser("staff").get("/nguoi/tai-ve?dang=csv").status, 403)


if __name__ == "__main__":
    unittest.main()
