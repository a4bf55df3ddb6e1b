"""The list of people: what a row shows, how it goes on behind sixty, and the same as JSON."""
import json
import re
import unittest

from client import Server


class People(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.browser = cls.server.browser("administrator")
        for number in range(70):
            cls.browser.post("/nguoi/moi", {"code": f"L{number:02}", "name": f"Lò Văn {number:02}", "position": "Giáo viên", "version": "0",
                                            "birth": "5/1/1985" if number % 2 == 0 else "", "department": "Tổ 1" if number % 3 == 0 else ""})

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def page(self, query):
        """All of it, and its rows as lists of cells."""
        text = self.browser.get(f"/nguoi?{query}").text
        rows = re.findall(r"<tr><td.*?</tr>", text, re.DOTALL)
        return text, [[re.sub(r"<[^>]*>", "", cell) for cell in re.findall(r"<t[dh].*?</t[dh]>", row, re.DOTALL)] for row in rows]

    def test_a_row_shows_who_it_is(self):
        _, rows = self.page("tim=lo+van")
        self.assertEqual(rows[0], ["L00", "Lò Văn 00Giáo viên · Tổ 1", "05/01/1985", "Giáo viên", "Tổ 1", ""])
        self.assertEqual(rows[1], ["L01", "Lò Văn 01Giáo viên", "", "Giáo viên", "", ""])

    def test_an_email_is_one(self):
        person = {"code": "E1", "name": "Lê Thị Hoa", "position": "Giáo viên", "version": "0"}
        for wrong in ("Tổ trưởng", "hoa@", "@truong.vn", "a@b@c", "hoa truong@x.vn"):
            answer = self.browser.post("/nguoi/moi", {**person, "email": wrong})
            self.assertEqual(answer.status, 422, wrong)
            self.assertIn("không phải địa chỉ email", answer.text)
        self.assertEqual(self.browser.post("/nguoi/moi", {**person, "email": "hoa@truong.vn"}).status, 303)

    def test_goes_on_behind_sixty(self):
        first, rows = self.page("tim=lo+van")
        self.assertEqual((len(rows), rows[59][0]), (60, "L59"))
        self.assertIn("1–60 trong 70 người", first)
        second, rows = self.page("tim=lo+van&tu=60")
        self.assertEqual([row[0] for row in rows], [f"L{number}" for number in range(60, 70)])
        self.assertIn("61–70 trong 70 người", second)
        self.assertIn("/nguoi?tim=lo%20van&xem=dang-lam&tu=0", second)

    def test_a_short_list_and_none(self):
        one, rows = self.page("tim=lo+van+07")
        self.assertEqual(len(rows), 1)
        self.assertIn("1–1 trong 1 người", one)
        self.assertIn("Không tìm thấy ai", self.page("tim=nobody")[0])
        self.assertEqual(self.page("tim=lo+van&tu=600")[1], [])

    def test_the_same_as_json(self):
        told = json.loads(self.browser.get("/nguoi?tim=lo+van", Accept="application/json").body)
        self.assertEqual((told["count"], told["first"], told["last"], len(told["people"])), (70, 1, 60, 60))
        person = told["people"][0]
        self.assertEqual((person["code"], person["birth_date"], person["birth_shown"], person["version"]), ("L00", "1985-01-05", "05/01/1985", 1))
        self.assertFalse(told["people"][1]["birth_date"])


if __name__ == "__main__":
    unittest.main()
