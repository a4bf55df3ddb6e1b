"""The design system page: only while developing, whole, and with the contrasts that WCAG 2.2 asks for."""
import json
import os
import re
import unittest

from client import Server

UI = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "data", "ui")


def read(*path):
    with open(os.path.join(UI, *path), encoding="utf-8") as file:
        return file.read()


def included(page):
    """The partials that a template draws in, those of its partials too."""
    found, open_ends = set(), [page]
    while open_ends:
        for name in re.findall(r"\{\{> ?([\w-]+)\}\}", open_ends.pop()):
            if name not in found:
                found.add(name)
                open_ends.append(read("partials", name + ".mustache"))
    return found


class Design(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        os.environ["DVHT_UI_DIR"] = UI
        try:
            cls.server = Server()
        finally:
            del os.environ["DVHT_UI_DIR"]

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def test_elsewhere_there_is_none(self):
        server = Server(seeded=False)
        self.addCleanup(server.stop)
        self.assertEqual(server.browser().get("/dev/ui").status, 404)

    def test_contrasts(self):
        """As computed from app.css, light and dark."""
        pairs = json.loads(self.server.browser().get("/dev/ui", Accept="application/json").body)["pairs"]
        self.assertGreater(len(pairs), 20)
        for pair in pairs:
            for theme in ("light", "dark"):
                with self.subTest(f"{pair['ink']} on {pair['on']}, {theme}"):
                    self.assertGreaterEqual(float(pair[theme]), float(pair["least"]))

    def test_every_partial_is_shown(self):
        """But those that the pages of one noun share ("study-plan" of study.mustache)."""
        nouns = {re.split(r"[_.]", name)[0] for name in os.listdir(os.path.join(UI, "pages"))}
        there = {name.removesuffix(".mustache") for name in os.listdir(os.path.join(UI, "partials")) if name.split("-")[0] not in nouns}
        self.assertEqual(there - included(read("pages", "dev.mustache")), {"page-end"}, "it ends with a panel")

    def test_every_class_is_used(self):
        """No rule of the style sheets is left over; "state-late" is used by "state-{{state_shape}}"."""
        pages = " ".join(read(folder, name) for folder in ("pages", "partials", "static") for name in os.listdir(os.path.join(UI, folder))
                         if name.endswith((".mustache", ".js")))
        for sheet in ("app.css", "parts.css"):
            rules = re.sub(r"/\*.*?\*/|\{[^{}]*\}|url\([^)]*\)", "", read("static", sheet), flags=re.S)
            for name in set(re.findall(r"\.([a-z][a-z0-9-]+)", rules)) - {"to", "ngang"}:  # sheets are the documents' own
                with self.subTest(sheet + ": ." + name):
                    used = re.search(rf"\b{name}\b|\b{name.rsplit('-', 1)[0]}-\{{\{{", pages)
                    self.assertTrue(used, f".{name} is nowhere used")


class Preview(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)

    def test_typed_text_as_it_prints(self):
        browser = self.server.browser("staff")
        answer = browser.post("/xem-truoc", {"noi_dung": "Có **47** người\n\n- một\n- hai\n\n<script>alert(1)</script>"})
        self.assertEqual(answer.status, 200)
        page = answer.body.decode()
        self.assertIn("<b>47</b>", page)
        self.assertIn('<li class="gach-dau">- một</li>', page)
        self.assertNotIn("<script", page)
        self.assertEqual(browser.post("/xem-truoc", {"noi_dung": ""}).status, 200)
        self.assertEqual(browser.post("/xem-truoc", {"noi_dung": "x"}, csrf=False).status, 403)

    def test_style_of_the_sheets(self):
        answer = self.server.browser().get("/tep/van-ban.css")
        self.assertEqual((answer.status, answer.headers["Content-Type"]), (200, "text/css; charset=utf-8"))
        self.assertIn(".to .loi-van{", answer.text)
        self.assertNotIn("body{", answer.text, "the page around stays as it is")


if __name__ == "__main__":
    unittest.main()
