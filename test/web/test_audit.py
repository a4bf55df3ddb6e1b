"""The log of all changes reads as plain Vietnamese."""
import re
import unittest

from client import Server


class Log(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)
        self.browser = self.server.browser("administrator")

    def entry(self, words):
        return next(part for part in re.split(r"<li><time>", self.browser.get("/nhat-ky").text)[1:] if words in part)

    def test_roles_and_states(self):
        staff = self.server.person("staff")["account"]
        path = f"/tai-khoan/{staff}"
        self.assertEqual(self.browser.post(path + "/vai-tro", {"role": "secretary"}).status, 303)
        granted = self.entry("giao vai trò")
        self.assertIn("Thư ký", granted)
        self.assertNotIn("secretary", granted)
        grant = re.search(rf'action="({path}/vai-tro/\d+/\S+?)"', self.browser.get(path).text)
        self.browser.post(path + "/khoa", {})
        locked = self.entry("khóa tài khoản")
        self.assertIn("đã khóa", locked)
        self.assertNotIn("locked", locked)
        self.assertEqual(self.browser.post(grant.group(1)).status, 303)
        self.assertIn("Cán bộ, giáo viên, nhân viên", self.entry("thôi vai trò"), "what was taken away is told")

    def test_people(self):
        self.browser.post("/nguoi/moi", {"code": "NV9", "name": "Lê Thị Hoa", "position": "Giáo viên", "birth": "1/2/1990"})
        added = self.entry("thêm người")
        self.assertIn("01/02/1990", added)
        self.assertIn("đang làm việc", added)
        id = re.search(r'href="/nguoi/(\d+)">Lê Thị Hoa', self.browser.get("/nguoi").text).group(1)
        self.browser.post(f"/nguoi/{id}/nghi", {"version": "1", "kind": "retired", "day": "31/12/2025"})
        left = self.entry("ghi nghỉ việc")
        self.assertIn("đã nghỉ", left)
        self.assertIn("31/12/2025", left)
        self.assertIn("nghỉ chế độ", left)
        for stored in ("person", "active", "state", "2025-12-31"):
            self.assertNotIn(stored, re.sub(r"<[^>]+>", "", left))

    def listed(self, query="", browser=None):
        """What happened, as read: without marks."""
        page = (browser or self.browser).get("/nhat-ky" + query).text
        return [" ".join(re.sub(r"<[^>]+>", " ", part).split()) for part in re.split(r"<li><time>", page)[1:]]

    def test_names_not_numbers(self):
        """Whom an event is about, and whoever its fields mean, by name; no numbers of records."""
        staff = self.server.person("staff")
        self.browser.post(f"/tai-khoan/{staff['account']}/vai-tro", {"role": "secretary"})
        name = re.search(r"<h1>([^<]+)", self.browser.get(f"/tai-khoan/{staff['account']}").text).group(1).strip()
        granted = self.listed()[0]
        self.assertIn(f"giao vai trò: {name}", granted)
        self.assertIn("Vai trò Thư ký", granted)
        self.assertNotIn(str(staff["account"]), re.sub(r"127[.]0[.]0[.]1|\d\d:\d\d", "", granted))
        for line in self.listed():
            self.assertNotRegex(line, r"[a-z]_[a-z]|\{|\bnull\b")

    def test_filters_stand_in_the_address(self):
        self.browser.post("/nguoi/moi", {"code": "NV9", "name": "Lê Thị Hoa", "position": "Giáo viên"})
        self.browser.post("/nguoi/moi", {"code": "NV10", "name": "Đỗ Văn An", "position": "Giáo viên"})
        for query, there, gone in (("?loai=nguoi", "thêm người", "giao vai trò"), ("?viec=them&loai=tai-khoan", "cấp tài khoản", "thêm người"),
                                   ("?ai=le+thi+hoa", "Lê Thị Hoa", "Đỗ Văn An"), ("?ai=do+van", "Đỗ Văn An", "Lê Thị Hoa"),
                                   ("?tu=01/01/2020&den=01/01/2200&loai=nguoi", "thêm người", "giao vai trò")):
            with self.subTest(query):
                lines = "\n".join(self.listed(query))
                self.assertIn(there, lines)
                self.assertNotIn(gone, lines)
        self.assertEqual(self.listed("?den=01/01/2020"), [])
        self.assertIn("Không có việc nào như vậy", self.browser.get("/nhat-ky?den=01/01/2020").text)
        self.assertIn('<option value="nguoi" selected>', self.browser.get("/nhat-ky?loai=nguoi").text)

    def test_half_a_day_is_told_at_its_field(self):
        answer = self.browser.get("/nhat-ky?tu=31/2/2025")
        self.assertEqual(answer.status, 200)
        self.assertIn("“31/2/2025” không phải ngày", answer.text)
        self.assertTrue(self.listed("?tu=31/2/2025"), "and does not stand in the way")
        self.assertEqual(self.browser.get("/nhat-ky/tai-ve?dang=csv&tu=31/2/2025").status, 422)
        self.assertEqual(self.browser.get("/nhat-ky?loai=khong-co").status, 400)

    def test_older_keeps_the_filter(self):
        for number in range(55):
            self.browser.post("/nguoi/moi", {"code": f"P{number}", "name": f"Người Thứ {number}", "position": "Giáo viên"})
        page = self.browser.get("/nhat-ky?loai=nguoi&ai=nguoi+thu")
        self.assertEqual(len(self.listed("?loai=nguoi&ai=nguoi+thu")), 50)
        older = re.search(r'href="(/nhat-ky\?[^"]*truoc=\d+)"', page.text).group(1)
        self.assertIn("loai=nguoi&ai=ng", older.replace("&amp;", "&"))
        self.assertEqual(len(self.listed(older.removeprefix("/nhat-ky"))), 5)

    def test_of_one_person(self):
        self.browser.post("/nguoi/moi", {"code": "NV9", "name": "Lê Thị Hoa", "position": "Giáo viên"})
        id = re.search(r'href="/nguoi/(\d+)">Lê Thị Hoa', self.browser.get("/nguoi").text).group(1)
        self.assertIn(f'href="/nhat-ky?cua={id}"', self.browser.get(f"/nguoi/{id}").text)
        self.browser.post("/tai-khoan/tao", {})
        lines = self.listed(f"?cua={id}")
        self.assertEqual([next(word for word in ("giao vai trò", "cấp tài khoản", "thêm người") if word in line) for line in lines],
                         ["giao vai trò", "cấp tài khoản", "thêm người"])
        self.assertIn("Lê Thị Hoa", self.browser.get(f"/nhat-ky?cua={id}").text)
        secretary = self.server.browser("secretary")
        self.assertNotIn("/nhat-ky", secretary.get(f"/nguoi/{id}").text, "who may not read the log is not sent there")

    def test_sent_as_a_file(self):
        self.browser.post("/nguoi/moi", {"code": "NV9", "name": "=Lê Thị Hoa", "position": "Giáo viên"})
        answer = self.browser.get("/nhat-ky/tai-ve?dang=csv&loai=nguoi")
        first = answer.body.decode("utf-8-sig").split("\r\n")[:2]
        self.assertEqual(first[0], "Số,Lúc,Ai,Việc,Về,Thay đổi,Từ máy")
        self.assertIn(",thêm người,'=Lê Thị Hoa,Mã: NV9; Họ và tên: =Lê Thị Hoa", first[1].replace('"', ""))
        self.assertEqual(self.browser.get("/nhat-ky/tai-ve?dang=xlsx").body[:2], b"PK")
        self.assertEqual(self.server.browser("leader").get("/nhat-ky/tai-ve?dang=csv").status, 403)


if __name__ == "__main__":
    unittest.main()
