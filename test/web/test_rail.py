"""The rail of the round on every page: what has changed stands on the very next page, of everybody in the unit and of nobody else."""
import re
import unittest

from client import Loaded, Server


class Rail(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)

    def states(self, browser):
        text = browser.get("/nguoi").text
        rail = re.search(r'<ol class="rail">.*?</ol>', text, re.DOTALL)
        return re.findall(r'<li class="is-(\w+)"', rail.group(0))

    def test_a_change_shows_on_the_next_page(self):
        head, other = self.server.browser("head"), self.server.browser("member")
        foreign = self.server.browser("head", "MNHS")
        for browser in (head, other, foreign, head):
            self.assertEqual(self.states(browser), ["doing"] + ["todo"] * 4)
        year = re.search(r"/dot/(\d+)", head.get("/nguoi").text).group(1)
        people = re.findall(r'href="/nguoi/(\d+)"', head.get("/nguoi").text)
        founded = head.post(f"/dot/{year}/to", {"leader": people[0], "secretary": people[1]})
        self.assertEqual(founded.status, 303, founded.text)
        for browser in (other, head):
            self.assertEqual(self.states(browser), ["doing"] * 2 + ["todo"] * 3)
        self.assertEqual(self.states(foreign), ["doing"] + ["todo"] * 4)


class Examples(unittest.TestCase):
    def test_of_the_round_s_own_year(self):
        """Days given as examples lie in the year of the round, or the one after, whatever year it is now."""
        server = Loaded()
        self.addCleanup(server.stop)
        head, seen = server.browser("head"), 0
        self.assertEqual(head.post("/dot/2024/hop/tu-danh-gia/mo-lai").status, 303)
        assignment = server.sql("SELECT min(id) FROM assignment")[0][0]
        evidence = server.sql("SELECT min(id) FROM evidence")[0][0]
        for path in ("phan-cong", f"phan-cong/{assignment}", "hop/tu-danh-gia", "ke-hoach", "van-ban/plan", f"minh-chung/{evidence}", "ho-so", "ket-qua", "cai-tien/moi"):
            answer = head.get("/dot/2024/" + path)
            self.assertEqual(answer.status, 200, path)
            days = re.findall(r'(?:ví dụ [\d: ]*|placeholder="(?:[\d/]+ - )?)\d\d?/\d\d?/(\d{4})', answer.text)
            self.assertLessEqual(set(days), {"2024", "2025"}, path)
            seen += len(days)
        self.assertGreaterEqual(seen, 8)


if __name__ == "__main__":
    unittest.main()
