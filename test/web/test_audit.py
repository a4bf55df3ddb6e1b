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
        return next(part for part in self.browser.get("/nhat-ky").text.split("<li><p><time>")[1:] if words in part)

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
        self.browser.post(f"/nguoi/{id}/nghi", {"version": "1", "day": "31/12/2025"})
        left = self.entry("ghi nghỉ việc")
        self.assertIn("đã nghỉ", left)
        self.assertIn("31/12/2025", left)
        for stored in ("person", "active", "state", "2025-12-31"):
            self.assertNotIn(stored, re.sub(r"<[^>]+>", "", left))


if __name__ == "__main__":
    unittest.main()
