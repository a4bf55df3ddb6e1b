"""Many at once: nobody waits for ever, whatever sleeps meanwhile."""
import concurrent.futures
import copy
import unittest

from client import Server


class Many(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)

    def fresh(self, browser):
        """The same session on a connection of its own."""
        other = self.server.browser()
        other.cookies = copy.copy(browser.cookies)
        other.csrf = getattr(browser, "csrf", None)
        return other

    def test_more_writes_at_once_than_connections_to_read(self):
        first = self.server.browser("administrator")

        def add(number):
            fields = {"code": f"N{number}", "name": f"Người Số {number}", "position": "Giáo viên", "version": "0"}
            return self.fresh(first).post("/nguoi/moi", fields).status

        with concurrent.futures.ThreadPoolExecutor(48) as pool:
            statuses = list(pool.map(add, range(192)))
        self.assertEqual(set(statuses), {303})
        self.assertIn("192", self.server.browser("administrator").get("/nguoi?tim=nguoi+so").text)


if __name__ == "__main__":
    unittest.main()
