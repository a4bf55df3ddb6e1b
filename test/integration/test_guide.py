"""The documentation says what is true: links lead somewhere, commands exist and print what is shown."""
import glob
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest

from command import DVHT, ROOT, run

PAGES = sorted(["README.md", "CONTRIBUTING.md"]
               + [os.path.relpath(path, ROOT) for path in glob.glob(ROOT + "/doc/**/*.md", recursive=True)])
GUIDE = os.path.join("doc", "huong-dan")
FENCE = re.compile(r"^```(\S*)\n(.*?)^```$", re.M | re.S)
# Paths in backticks that are checked: those below a folder of the repository.
IMAGINED = {"data/schemes/common/wording/invitation.md"}  # the paper that CONTRIBUTING adds for practice
FOLDERS = ("src/", "test/", "data/", "doc/", "script/", "tool/", "bench/", ".ci/")


def read(page):
    with open(os.path.join(ROOT, page), encoding="utf-8") as file:
        return file.read()


def prose(text):
    """Without code: neither fences nor backticks."""
    return re.sub(r"`[^`\n]*`", "", FENCE.sub("", text))


def anchors(text):
    """The fragments by which the headings of a page are reached."""
    headings = re.findall(r"^#+ +(.+)$", FENCE.sub("", text), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def blocks(text, language):
    return [body for name, body in FENCE.findall(text) if name == language]


def command_lines(text):
    """Every line of the program or of a script that a page shows: in fences, indented, in backticks."""
    for body in re.findall(r"^(?:    |\$ )(.+)$", text, re.M) + blocks(text, "sh") + re.findall(r"`([^`\n]+)`", text):
        for line in body.splitlines():
            for part in re.split(r"&&|\|\||;|\|(?=\s)|>>?", line.split(" # ")[0]):
                if re.match(r"(build/dvht|dvht|script/[a-z]+)(\s|$)", part.strip()):
                    yield part.strip()


def commands():
    """Each command with the operands and options that its help names."""
    shown = run("help").out.split("Các lệnh:\n")[1].split("\n\n")[0]
    found = {}
    for line in shown.splitlines():
        name = line.strip().split("  ")[0]
        page = run("help", *name.split()).out
        found[name] = set(re.findall(r"^  (--[a-z-]+)", page, re.M))
    return found


def findings():
    """Code and severity of each finding of the program."""
    text = read("src/model/findings.def")
    return dict(re.findall(r'"(\w+)", SEVERITY_(ERROR|WARNING)\)', text))


class Labels(unittest.TestCase):
    """What a page of the guide for the browser has in bold is called so on the screen."""

    PAGES = ("trinh-duyet", "giao-vien", "thanh-vien", "thu-ky", "thu-truong", "cong-doan", "quan-tri")

    def test_are_on_the_screen(self):
        shown = []
        for top, endings in (("data/ui", (".mustache", ".js")), ("src", (".c", ".h", ".def"))):
            for folder, _, names in os.walk(os.path.join(ROOT, top)):
                shown += [read(os.path.join(folder, name)) for name in names if name.endswith(endings)]
        text = re.sub(r'"\s*\n\s*"', "", "\n".join(shown))
        for page in self.PAGES:
            for label in re.findall(r"\*\*([^*]+)\*\*", read(os.path.join(GUIDE, page + ".md"))):
                with self.subTest(page=page, label=label):
                    self.assertIn(label, text)


class Links(unittest.TestCase):
    def test_links_lead_somewhere(self):
        for page in PAGES:
            text = read(page)
            for target in re.findall(r"\]\(([^)\s]+)\)", prose(text)):
                if re.match(r"https?:|mailto:", target):
                    continue
                with self.subTest(page=page, target=target):
                    path, _, fragment = target.partition("#")
                    goal = os.path.normpath(os.path.join(os.path.dirname(page), path)) if path else page
                    self.assertFalse(goal.startswith(".."), "leads out of the repository")
                    self.assertTrue(os.path.exists(os.path.join(ROOT, goal)), goal)
                    if fragment:
                        self.assertIn(fragment, anchors(read(goal)))

    def test_paths_exist(self):
        for page in PAGES:
            for path in re.findall(r"`([^`\s]+)(?: [^`\n]*)?`", read(page)):
                if not path.startswith(FOLDERS) or path in IMAGINED or re.search(r"[<>{}…]", path):
                    continue
                with self.subTest(page=page, path=path):
                    self.assertTrue(glob.glob(os.path.join(ROOT, path)), path)

    def test_readme_names_the_guide_and_the_guide_names_its_pages(self):
        self.assertIn("(doc/huong-dan/README.md)", read("README.md"))
        index = read(GUIDE + "/README.md")
        for page in glob.glob(os.path.join(ROOT, GUIDE, "*.md")):
            if not page.endswith("README.md"):
                self.assertIn("(" + os.path.basename(page) + ")", index)


class Commands(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.known = commands()

    def check_program(self, words):
        names = [name for name in self.known if words[:len(name.split())] == name.split()]
        if words and words[0].startswith("--"):
            self.assertIn(words[0], ("--help", "--version", "--lang"))
            return
        if not names and any(name.split()[0] == words[0] for name in self.known) and len(words) == 1:
            return  # `dvht scheme`, the family
        self.assertTrue(names, "no such command")
        for word in words:
            if word.startswith("--"):
                self.assertIn(word.split("=")[0].strip("[]"), self.known[names[0]])

    def check_script(self, path, words):
        self.assertTrue(os.access(os.path.join(ROOT, path), os.X_OK), path)
        suites = subprocess.run([os.path.join(ROOT, "script/test"), "--list"], capture_output=True, text=True, check=True)
        known = {line.split()[0] for line in suites.stdout.splitlines()} | {"--list", "--fast"}
        for word in words if path == "script/test" else ():
            self.assertIn(word, known)

    def test_command_lines_parse(self):
        for page in PAGES:
            for line in command_lines(read(page)):
                with self.subTest(page=page, line=line):
                    words = re.sub(r"[\[\]]", " ", line).split()
                    if words[0].startswith("script/"):
                        self.check_script(words[0], words[1:])
                    elif "…" not in words[1:2] and words[1:]:
                        self.check_program(words[1:])

    def test_guide_prints_what_it_shows(self):
        """Runs each `console` block as a reader would, page by page, in a copy where nothing is overwritten."""
        ran = 0
        for page in PAGES:
            with tempfile.TemporaryDirectory() as folder:
                self.furnish(folder)
                for body in blocks(read(page), "console"):
                    steps = re.split(r"^\$ ", body, flags=re.M)
                    self.assertEqual(steps[0], "", page)
                    for step in steps[1:]:
                        line, _, expected = step.partition("\n")
                        with self.subTest(page=page, line=line):
                            self.assertShown(expected, self.shell(folder, line))
                        ran += 1
        self.assertGreater(ran, 20)

    @staticmethod
    def furnish(folder):
        for name in ("data", "doc", "test"):
            os.symlink(os.path.join(ROOT, name), os.path.join(folder, name))
        os.mkdir(os.path.join(folder, "build"))
        os.symlink(DVHT, os.path.join(folder, "build", "dvht"))

    @staticmethod
    def shell(folder, line):
        done = subprocess.run(["bash", "-c", line], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              timeout=120, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"})
        return done.stdout.decode("utf-8")

    def assertShown(self, expected, actual):
        """A line of … alone stands for any lines."""
        pattern = "".join("(?:.*\n)*" if line == "…" else re.escape(line) + "\n" for line in expected.splitlines())
        self.assertRegex(actual, re.compile(r"\A" + pattern + r"\Z"))


class Guide(unittest.TestCase):
    def table(self, page, heading):
        section = read(page).split(heading + "\n", 1)[1].split("\n## ")[0]
        return re.findall(r"^\| `(\w+)` \|", section, re.M)

    def test_codes_are_those_of_the_program(self):
        page = GUIDE + "/kiem-tra.md"
        known = findings()
        self.assertGreater(len(known), 25)
        for heading, severity in (("## Các lỗi", "ERROR"), ("## Các cảnh báo", "WARNING")):
            self.assertEqual(sorted(self.table(page, heading)),
                             sorted(code for code, is_severity in known.items() if is_severity == severity))

    def test_codes_of_the_format_are_those_of_the_program(self):
        rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \| (error|warning) \|", read("doc/case-format.md"), re.M)
        stated = {code: severity.upper() for codes, severity in rows for code in re.findall(r"\w+", codes)}
        self.assertEqual(stated, findings())

    def test_samples_of_case_json_are_right(self):
        """Each sample, laid over the example case, gives no complaint about its form."""
        example = os.path.join(ROOT, GUIDE, "vi-du", "bat-dau")
        seen = 0
        for page in glob.glob(os.path.join(ROOT, GUIDE, "*.md")):
            for body in blocks(read(page), "json"):
                with self.subTest(page=page, body=body), tempfile.TemporaryDirectory() as folder:
                    sample = json.loads(body)
                    shutil.copytree(example, folder, dirs_exist_ok=True)
                    with open(folder + "/case.json", encoding="utf-8") as file:
                        case = {**json.load(file), **sample}
                    if case["staff"].endswith(".xlsx"):
                        continue  # only names files
                    with open(folder + "/case.json", "w", encoding="utf-8") as file:
                        json.dump(case, file)
                    codes = {finding["code"] for finding in json.loads(run("check", folder, "--json").out)}
                    self.assertFalse(codes & {"bad_json", "bad_value", "bad_date", "unknown_key", "unknown_person",
                                              "unknown_indicator", "unknown_evidence", "unknown_figure"}, codes)
                    seen += 1
        self.assertGreater(seen, 5)

    def test_required_and_known_words(self):
        """What the page about the folder says of required keys and of kinds is what the program says."""
        page = read(GUIDE + "/thu-muc-ho-so.md")
        schema = json.loads(read("doc/case.schema.json"))
        for key in schema["required"]:
            self.assertIn("`" + key + "`", page)
        for kind in schema["properties"]["unit"]["properties"]["kind"]["enum"]:
            self.assertIn("`" + kind + "`", page)


class ManPage(unittest.TestCase):
    def test_every_option_is_explained(self):
        page = read("doc/dvht.1")
        for name, options in commands().items():
            section = page.split(".It Cm " + name, 1)[1].split("\n.It Cm ")[0] + page.split("Options of every command", 1)[1]
            for option in options:
                with self.subTest(command=name, option=option):
                    self.assertRegex(section, r"Fl Fl " + option[2:] + r"\b")

    @unittest.skipUnless(shutil.which("groff"), "no groff here")
    def test_it_is_set_without_a_warning(self):
        done = subprocess.run(["groff", "-mandoc", "-Tutf8", "-Kutf8", "-ww", "-z", os.path.join(ROOT, "doc/dvht.1")],
                              capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main()
