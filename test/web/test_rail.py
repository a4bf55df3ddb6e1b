"""The rail of the round on every page: what has changed stands on the very next page, of everybody in the unit and of nobody else."""
import re
import unittest

from client import Server


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


if __name__ == "__main__":
    unittest.main()
