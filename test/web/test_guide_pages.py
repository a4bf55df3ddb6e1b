"""The user guide inside the program: every page, picture and place that it links to is there, for everybody."""
import html
import re
import unittest
import urllib.parse

from client import Server


class GuidePages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def test_links_lead_somewhere(self):
        browser, seen, waiting = self.server.browser(), {}, ["/huong-dan"]
        wanted = set()
        while waiting:
            path = waiting.pop()
            answer = browser.get(path)
            self.assertEqual(answer.status, 200, path)
            if "/hinh/" in path:
                seen[path] = ""
                continue
            seen[path] = main = answer.text[answer.text.index('<div class="guide">'):]
            for link in re.findall(r'(?:href|src)="([^"]+)"', main):
                link = urllib.parse.unquote(html.unescape(link))
                target, _, fragment = link.partition("#")
                target = target or path
                if not target.startswith("/huong-dan"):
                    continue
                if fragment:
                    wanted.add((target, fragment))
                if target not in seen and target not in waiting:
                    waiting.append(target)
        self.assertGreater(len(seen), 5)
        for path, fragment in wanted:
            self.assertIn(f'<a id="{fragment}">', seen[path], (path, fragment))

    def test_what_is_not_there(self):
        browser = self.server.browser()
        for path in ("/huong-dan/khong-co", "/huong-dan/..%2fREADME", "/huong-dan/hinh/khong.png", "/huong-dan/hinh/..%2fREADME.md"):
            answer = browser.get(path)
            self.assertEqual(answer.status, 404, path)
            self.assertIn("Hướng dẫn không có trang này" if "%2f" not in path else "<h1>", answer.text)


if __name__ == "__main__":
    unittest.main()
