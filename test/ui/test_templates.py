"""Every page renders strictly with its sample data, and what comes out is well-formed HTML."""
import html.parser
import json
import os
import re
import subprocess
import tempfile
import unittest

import samples

DVHT = os.environ["DVHT"]
VOID = {"meta", "link", "input", "img", "br", "hr", "col", "wbr"}
FOREIGN = {"use", "path", "rect", "circle", "line"}  # closed by />


class Page(html.parser.HTMLParser):
    """Tags that do not close, doubled ids, references that lead nowhere, inline code."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.faults, self.ids, self.wanted, self.icons, self.levels = [], [], [], [], set(), []
        self.feed(text)
        self.close()
        self.faults += [f"<{tag}> is not closed" for tag in self.open]
        self.faults += [f"id {name} twice" for name in sorted(set(self.ids)) if self.ids.count(name) > 1]
        self.faults += [f"{how} leads to no id {name}" for how, name in self.wanted if name not in self.ids]

    def handle_starttag(self, tag, attrs):
        if tag not in VOID | FOREIGN:
            self.open.append(tag)
        self.see(tag, dict(attrs))

    def handle_startendtag(self, tag, attrs):
        self.see(tag, dict(attrs))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"{self.getpos()[0]}: </{tag}> closes something else")

    def see(self, tag, attrs):
        if "id" in attrs:
            self.ids.append(attrs["id"])
        for how in ("for", "aria-labelledby", "aria-describedby", "data-show"):
            self.wanted += [(how, name) for name in (attrs.get(how) or "").split()]
        if (attrs.get("href") or "").startswith("#"):
            self.wanted.append(("href", attrs["href"][1:]))
        if tag == "use":
            self.icons.add(attrs["href"].split("#")[1])
        if tag in ("h1", "h2", "h3"):
            self.levels.append(int(tag[1]))
        if tag == "style" or "style" in attrs or (tag == "script" and "src" not in attrs):
            self.faults.append(f"{self.getpos()[0]}: inline code, which the policy refuses")
        self.faults += [f"{self.getpos()[0]}: {name}" for name in attrs if name.startswith("on")]


class Templates(unittest.TestCase):
    def render(self, template, data):
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            json.dump(data, file)
            file.flush()
            done = subprocess.run([DVHT, "template", "render", template, file.name, "--strict", "--partials",
                                   os.path.join(samples.UI, "partials")], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def test_pages(self):
        with open(os.path.join(samples.UI, "static", "icons.svg"), encoding="utf-8") as file:
            sprite = set(re.findall(r'id="([^"]+)"', file.read()))
        for case, template, data in samples.samples():
            with self.subTest(case):
                text = self.render(template, data)
                page = Page(text)
                self.assertEqual(page.faults, [])
                self.assertEqual(page.icons - sprite, set(), "icons that the sprite lacks")
                self.assertEqual(page.levels.count(1), 1, "one heading of the page")
                self.assertNotRegex(text, r"\{\{|\}\}")
                if os.environ.get("PAGES"):
                    with open(os.path.join(os.environ["PAGES"], case + ".html"), "w", encoding="utf-8") as file:
                        file.write(text)

    def test_partials_are_used(self):
        folder = os.path.join(samples.UI, "partials")
        used = set()
        for part in ("partials", "pages"):
            for name in os.listdir(os.path.join(samples.UI, part)):
                with open(os.path.join(samples.UI, part, name), encoding="utf-8") as file:
                    used |= set(re.findall(r"\{\{>\s*([\w-]+)", file.read()))
        self.assertEqual(used ^ {name[:-len(".mustache")] for name in os.listdir(folder)}, set())


if __name__ == "__main__":
    unittest.main()
