"""A character that papers cannot show is told where it is typed, not when the dossier fails over it."""
import unittest

from client import Server

PERSON = {"code": "C1", "name": "Người Mới", "position": "Giáo viên", "version": "0"}


class Letters(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.browser = cls.server.browser("administrator")

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def test_pictures_are_told_at_the_field(self):
        for letter, code in (("👍", "U+1F44D"), ("😀", "U+1F600"), ("✓", "U+2713"), ("漢", "U+6F22")):
            answer = self.browser.post("/nguoi/moi", {**PERSON, "position": f"Giáo viên {letter}"})
            self.assertEqual(answer.status, 422)
            self.assertIn(f"{letter} ({code})", answer.text)
            self.assertIn(f'value="Giáo viên {letter}"', answer.text)
        self.assertEqual(self.server.sql("SELECT count(*) FROM person WHERE code = 'C1'"), [(0,)])

    def test_what_papers_show_is_taken(self):
        """Vietnamese in either form, quotes, dashes, signs, and joiners that take no room."""
        for number, text in enumerate(("Tổ phó – “Văn thư”", "Tô\u0309 trưởng", "± 5 °C × 2 ≥ 80 % … ₫", "Giáo viên\u200b")):
            code = f"D{number}"
            self.assertEqual(self.browser.post("/nguoi/moi", {**PERSON, "code": code, "position": text}).status, 303, text)

    def test_search_takes_anything(self):
        self.assertEqual(self.browser.get("/nguoi?tim=%F0%9F%91%8D").status, 200)


if __name__ == "__main__":
    unittest.main()
