"""Bad input from outside: each kind gives a Vietnamese message with its place and exit code 1 or 2, in
bounded memory; no command leaves anything behind."""
import codecs
import collections
import copy
import json
import os
import re
import resource
import shutil
import stat
import subprocess
import tempfile
import threading
import unicodedata
import unittest

from command import CASES, DVHT, ROOT, SANITIZED

SAMPLE = os.path.join(CASES, "gia-thuy-2024")
XLSX = os.path.join(ROOT, "test", "fixtures", "xlsx")
MEBIBYTE = 1 << 20
MOST_SPACE = 1024 * MEBIBYTE  # address space
MOST_MEMORY = 512 * MEBIBYTE  # peak in memory
VIETNAMESE = re.compile("[đàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.I)

Ran = collections.namedtuple("Ran", "code out err memory")


def limit_resources():
    resource.setrlimit(resource.RLIMIT_CPU, (100, 100))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not SANITIZED:  # which reserves terabytes
        resource.setrlimit(resource.RLIMIT_AS, (MOST_SPACE, MOST_SPACE))


def run(*arguments):
    """Exit code (minus the signal that killed it), output, messages, peak memory in bytes."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        with subprocess.Popen([DVHT, *arguments], stdin=subprocess.DEVNULL, stdout=out, stderr=err,
                              preexec_fn=limit_resources) as child:
            timer = threading.Timer(250, child.kill)
            timer.start()
            _, status, usage = os.wait4(child.pid, 0)
            timer.cancel()
            child.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode("utf-8"))
        return Ran(child.returncode, *texts, usage.ru_maxrss * 1024)


class BadInput(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.base = temporary.name
        self.folder = os.path.join(self.base, "case")
        self.renew()

    def renew(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(SAMPLE, self.folder)
        with open(self.path("case.json"), encoding="utf-8") as file:
            self.case = json.load(file)

    def path(self, name):
        return os.path.join(self.folder, name)

    def put(self, name, data):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "wb") as file:
            file.write(data.encode("utf-8") if isinstance(data, str) else data)

    def write(self):
        self.put("case.json", json.dumps(self.case, ensure_ascii=False))

    def assertBounded(self, ran):
        self.assertIn(ran.code, (0, 1, 2), ran.err[-2000:])
        if not SANITIZED:
            self.assertLess(ran.memory, MOST_MEMORY)

    def check(self, code=1):
        """The errors found, each in Vietnamese and with a place."""
        ran = run("check", self.folder, "--json")
        self.assertBounded(ran)
        self.assertEqual((ran.code, ran.err), (code, ""))
        errors = [finding for finding in json.loads(ran.out) if finding["severity"] == "error"]
        self.assertGreater(len(errors), 0)
        for error in errors:
            self.assertRegex(error["message"], VIETNAMESE)
            self.assertNotEqual(error["where"], "")
        return errors

    def assertFound(self, errors, code, where, *says):
        told = [error["message"] for error in errors if (error["code"], error["where"]) == (code, where)]
        self.assertTrue(told, [(error["code"], error["where"]) for error in errors[:20]])
        for text in says:
            self.assertIn(text, " ".join(told))

    def assertRefused(self, code, *arguments, says=()):
        """A command that makes files fails, says why, and makes none."""
        out = os.path.join(self.base, "out")
        before = sorted(os.listdir(self.base))
        ran = run(*arguments, "--out", out)
        self.assertBounded(ran)
        self.assertEqual(ran.code, code, ran.err)
        self.assertRegex(ran.out + ran.err, VIETNAMESE)
        for text in says:
            self.assertIn(text, ran.out + ran.err)
        self.assertEqual(sorted(os.listdir(self.base)), before)

    def assertNotMade(self, code=1, says=(), paper="report"):
        for form in ("docx", "pdf", "html"):
            self.assertRefused(code, "document", self.folder, paper, "--format", form, says=says)
        self.assertRefused(code, "dossier", self.folder, says=says)


def fill(path, size, line=b""):
    """A file of that size: lines, or (sparse) zeros."""
    with open(path, "wb") as file:
        block = line * (MEBIBYTE // len(line)) if line else b""
        while block and file.tell() < size:
            file.write(block)
        file.truncate(size)


class CaseFile(BadInput):
    def test_not_json(self):
        with open(self.path("case.json"), encoding="utf-8") as file:
            good = file.read()
        broken = {
            "cut": good[:len(good) // 2],
            "more after it": good + "x",
            "a comma too many": good.replace('"year": 2024,', '"year": 2024,,'),
            "NaN": good.replace('"year": 2024', '"year": NaN'),
            "too great": good.replace('"year": 2024', '"year": 1e999'),
            "too long": good.replace('"year": 2024', '"year": ' + "9" * 10000),
            "half a pair": good.replace("Gia Th\u1ee5y", "\\ud800", 1),
            "NUL": good.replace("Gia Th\u1ee5y", "\\u0000", 1),
            "NUL byte": good.replace("Gia Th\u1ee5y", "\0", 1),
            "deep": '{"x-a":' + "[" * 200000 + "]" * 200000 + "}",
            "deep objects": '{"x-a":' * 200000,
            "UTF-16": good.encode("utf-16"),
            "Windows-1258": unicodedata.normalize("NFC", good).encode("cp1258", "replace"),
            "zeros": b"\0" * 1000,
            "a long name": '{"' + "a" * 5000000 + '": 1}',
        }
        for name, data in broken.items():
            with self.subTest(name):
                self.put("case.json", data)
                where = self.check(2)[0]["where"]
                # JSON it is, but none of ours: the place is within it.
                expected = "/format" if name == "a long name" else "case.json"
                self.assertTrue(where.startswith(expected), (name, where[:200]))
                self.assertNotMade(2)

    def test_twice_the_same_key(self):
        with open(self.path("case.json"), encoding="utf-8") as file:
            self.put("case.json", file.read().replace('"year": 2024,', '"year": 2024, "year": 2025,'))
        where = self.check(2)[0]["where"]
        self.assertTrue(where.startswith("case.json"), where[:200])

    def test_no_file(self):
        makers = {
            "missing": lambda path: None,
            "folder": os.mkdir,
            "FIFO": os.mkfifo,
            "device": lambda path: os.symlink("/dev/zero", path),
            "link to nothing": lambda path: os.symlink("nothing", path),
            "link to itself": lambda path: os.symlink("case.json", path),
            "link out": lambda path: os.symlink(os.path.join(SAMPLE, "case.json"), path),
        }
        for name, make in makers.items():
            with self.subTest(name):
                self.renew()
                os.remove(self.path("case.json"))
                make(self.path("case.json"))
                self.assertEqual(self.check(2)[0]["where"], "case.json")
                self.assertNotMade(2)

    def test_much_junk(self):
        for line in (b"", b'{"a": [1, 2, "x"]},\n', b"["):
            with self.subTest(line):
                fill(self.path("case.json"), 100 * MEBIBYTE, line)
                self.assertEqual(self.check(2)[0]["where"], "case.json")

    def test_many_findings(self):
        self.case["ratings"] = [{"indicator": "9.9", "bad": {}}] * 15000
        self.case["evidence"] = [7] * 15000
        self.write()
        self.assertGreater(len(self.check()), 10000)


def places(value, path=(), shape=()):
    """Every place of a case; of places that have the same shape only the first."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        step = key if isinstance(key, str) else "*"
        yield path + (key,), shape + (step,)
        yield from places(inner, path + (key,), shape + (step,))


def first_places(case):
    seen = set()
    for path, shape in places(case):
        if shape not in seen:
            seen.add(shape)
            yield path


def pointer(path):
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def at(case, path):
    for step in path:
        case = case[step]
    return case


class WrongTypes(BadInput):
    WRONG = (7, "Sai ki\u1ec3u", True, {"a": 1}, [[1]], -1.5)

    def setUp(self):
        super().setUp()
        self.case["citizen_meeting"] = {"start": "2024-12-24T14:00:00", "place": "A", "present": ["GV001"],
                                        "absent": [{"staff": "GV002", "reason": "\u1ed0m"}]}
        self.case["improvements"] = [{"indicator": "1.1", "task": "A", "owner": "GV001", "due": "2025-01-01"}]
        self.case["learners"] = {"total": 10, "citizens": 5}
        self.case["learning_plan"] = {"content": "A"}
        self.case["publication"] = {"url": "https://a.vn", "snapshot": "b"}
        self.case["revision"] = 3
        self.case["scheme_overrides"] = {"1.1": {"text": "A"}, "3.1": {"at_least": 90}}

    def test_each_key(self):
        """A wrong type is a finding that names the key (or what stands in it), never a crash."""
        good = copy.deepcopy(self.case)
        tried = 0
        for path in list(first_places(good)):
            original = at(good, path)
            for wrong in self.WRONG:
                text_or_lines = isinstance(original, list) and isinstance(wrong, str)
                if isinstance(wrong, type(original)) or text_or_lines or (original is None and wrong == 7):
                    continue
                if isinstance(original, (int, float)) and not isinstance(original, bool) and wrong in (7, -1.5):
                    continue
                with self.subTest(pointer(path), wrong=wrong):
                    tried += 1
                    self.case = copy.deepcopy(good)
                    at(self.case, path[:-1])[path[-1]] = wrong
                    self.write()
                    errors = self.check(2 if path in (("format",), ("scheme",)) else 1)
                    named = [error for error in errors if (error["where"] + "/").startswith(pointer(path) + "/")]
                    self.assertTrue(named, [(error["code"], error["where"]) for error in errors])
        self.assertGreater(tried, 400)

    def test_nothing_in_each_key(self):
        good = copy.deepcopy(self.case)
        for path in list(first_places(good)):
            for empty in (None, [], {}, ""):
                with self.subTest(pointer(path), empty=empty):
                    self.case = copy.deepcopy(good)
                    at(self.case, path[:-1])[path[-1]] = empty
                    self.write()
                    self.assertBounded(run("check", self.folder))

    def test_unknown_key_everywhere(self):
        good = copy.deepcopy(self.case)
        objects = [()] + [path for path in first_places(good) if isinstance(at(good, path), dict)]
        self.assertGreater(len(objects), 15)
        for path in objects:
            with self.subTest(pointer(path)):
                self.case = copy.deepcopy(good)
                at(self.case, path)["kh\u00f4ng c\u00f3/~"] = {}
                at(self.case, path)["x-ri\u00eang"] = {"a": [1]}
                self.write()
                code = "unknown_indicator" if path == ("scheme_overrides",) else "unknown_key"
                errors = self.check()
                self.assertFound(errors, code, pointer(path + ("kh\u00f4ng c\u00f3/~",)), "kh\u00f4ng c\u00f3/~")
                if path != ("scheme_overrides",):
                    self.assertNotIn("x-ri\u00eang", str(errors))


class Tables(BadInput):
    def assertTable(self, data, where, *says, name="staff.csv"):
        self.put(name, data)
        errors = self.check()
        self.assertFound(errors, "bad_value", where, *says)
        # What depends on a table that could not be read is not blamed.
        self.assertNotIn("unknown_person", [error["code"] for error in errors])
        self.assertRefused(1, "dossier", self.folder, says=[where])

    def test_quotes(self):
        head = "M\u00e3,H\u1ecd v\u00e0 t\u00ean,Ch\u1ee9c v\u1ee5\n"
        self.assertTable(head + 'A,B "C" D,E\n', "staff.csv:2")
        self.assertTable(head + 'A,"B" C,E\n', "staff.csv:2")
        self.assertTable(head + 'A,B,E\nF,"G,H\nI,J,K\n', "staff.csv:3")
        self.assertTable("M\u00e3,C\u1ed9t\n\"", "results.csv:2", name="results.csv")

    def test_encodings(self):
        text = codecs.open(self.path("staff.csv"), encoding="utf-8-sig").read()
        nfd = unicodedata.normalize("NFD", text)
        self.assertTable(text.encode("utf-16"), "staff.csv", "UTF-16", "UTF-8")
        self.assertTable(codecs.BOM_UTF16_BE + text.encode("utf-16-be"), "staff.csv", "UTF-16")
        self.assertTable(nfd.encode("cp1258", "replace"), "staff.csv:1", "Byte th\u1ee9 3", "UTF-8")
        good = text.encode("utf-8").splitlines(keepends=True)
        good[3] = b"GV003,Nguy\xea\xf2n A," + good[3]
        self.assertTable(b"".join(good), "staff.csv:4", "Byte")
        self.assertTable(text.encode("utf-8").replace(b",", b"\0", 1), "staff.csv:1")
        self.assertTable(text.encode("utf-16-le"), "staff.csv:1")

    def test_headings(self):
        self.assertTable("", "staff.csv")
        self.assertTable("\n\n\n", "staff.csv")
        self.assertTable("A;B\n1;2\n", "staff.csv:1:Mã")

    def test_much_junk(self):
        for name in ("staff.csv", "results.csv"):
            for size in (100, 60):
                for line in (b"", b"junk, \"x\n", b"a,b,c,d\n", b",", b"\n", b"a"):
                    with self.subTest(name, size=size, line=line):
                        self.renew()
                        fill(self.path(name), size * MEBIBYTE, line)
                        errors = [error["where"] for error in self.check()]
                        self.assertTrue(errors[-1].startswith(name), errors)

    def test_no_file(self):
        makers = {
            "missing": (lambda path: None, "evidence_file_missing"),
            "folder": (os.mkdir, "bad_value"),
            "FIFO": (os.mkfifo, "bad_value"),
            "device": (lambda path: os.symlink("/dev/zero", path), "path_escapes"),
            "link out": (lambda path: os.symlink(os.path.join(SAMPLE, "staff.csv"), path), "path_escapes"),
        }
        for name, (make, _) in makers.items():
            with self.subTest(name):
                self.renew()
                os.remove(self.path("staff.csv"))
                make(self.path("staff.csv"))
                self.assertIn("/staff", [error["where"] for error in self.check()])
                self.assertRefused(1, "dossier", self.folder, says=["/staff"])
        for path in ("../staff.csv", "/etc/passwd", "evidence/../../x", "a\\..\\b", "a" * 10000, "staff.csv/x"):
            with self.subTest(path[:30]):
                self.renew()
                self.case["staff"] = path
                self.write()
                self.assertIn("/staff", [error["where"] for error in self.check()])

    def test_workbooks(self):
        self.case["staff"] = "staff.xlsx"
        self.write()
        with open(os.path.join(XLSX, "excel.xlsx"), "rb") as file:
            good = file.read()
        books = {
            "text": b"M\xc3\xa3,H\n" * 10,
            "empty": b"",
            "cut": good[:len(good) // 2],
            "only its end": good[-22:],
            "zeros": b"PK\x03\x04" + b"\0" * 10000,
            "flipped": bytes(byte ^ (0x55 if i % 97 == 96 else 0) for i, byte in enumerate(good)),
        }
        for name in sorted(os.listdir(XLSX)):
            if name.startswith("bad-"):
                with open(os.path.join(XLSX, name), "rb") as file:
                    books[name] = file.read()
        self.assertGreater(len(books), 12)
        for name, data in books.items():
            with self.subTest(name):
                self.put("staff.xlsx", data)
                errors = self.check()
                self.assertTrue([error for error in errors if error["where"].startswith("staff.xlsx")], errors[:3])
                self.assertRefused(1, "dossier", self.folder, says=["staff.xlsx"])
        fill(self.path("staff.xlsx"), 100 * MEBIBYTE)
        self.assertFound(self.check(), "bad_value", "staff.xlsx")


class EvidenceFiles(BadInput):
    def errors_of(self, path):
        self.case["evidence"][0]["files"] = [path]
        self.write()
        return self.check()

    def test_paths(self):
        for path in ("../case/staff.csv", "/etc/passwd", "evidence/../../x.pdf", "..", "C:\\x.pdf", "evidence\\..\\..\\x",
                     "\\\\host\\x"):
            with self.subTest(path):
                self.assertFound(self.errors_of(path), "path_escapes", "/evidence/0/files/0")
                self.assertRefused(1, "dossier", self.folder, says=["/evidence/0/files/0"])
        for path in ("evidence/none.pdf", "staff.csv/x", "a" * 5000, "a/" * 2000 + "b"):
            with self.subTest(path[:40]):
                self.assertFound(self.errors_of(path), "evidence_file_missing", "/evidence/0/files/0")

    def test_links(self):
        os.symlink("/etc/passwd", self.path("evidence/out.pdf"))
        os.symlink("/etc", self.path("evidence/folder"))
        os.symlink("out.pdf", self.path("evidence/twice.pdf"))
        for path in ("evidence/out.pdf", "evidence/folder/passwd", "evidence/twice.pdf"):
            with self.subTest(path):
                self.assertFound(self.errors_of(path), "path_escapes", "/evidence/0/files/0")
        os.symlink("loop", self.path("evidence/loop"))
        os.symlink("nothing", self.path("evidence/nothing"))
        for path in ("evidence/loop", "evidence/nothing", "evidence/loop/x"):
            with self.subTest(path):
                self.assertFound(self.errors_of(path), "evidence_file_missing", "/evidence/0/files/0")
        os.symlink("mc01.pdf", self.path("evidence/inside.pdf"))
        self.case["evidence"][0]["files"] = ["evidence/inside.pdf"]
        self.write()
        self.assertEqual(run("check", self.folder).code, 0)

    def test_no_plain_files(self):
        os.mkfifo(self.path("evidence/fifo.pdf"))
        os.mkdir(self.path("evidence/folder.pdf"))
        names = ["fifo.pdf", "folder.pdf"]
        try:
            os.mknod(self.path("evidence/null.pdf"), stat.S_IFCHR | 0o600, os.makedev(1, 5))
            names.append("null.pdf")
        except OSError:
            pass
        for name in names:
            with self.subTest(name):
                errors = self.errors_of("evidence/" + name)
                self.assertIn("/evidence/0/files/0", [error["where"] for error in errors])
                self.assertRefused(1, "dossier", self.folder, says=["/evidence/0/files/0"])

    @unittest.skipIf(os.geteuid() == 0, "root may read everything")
    def test_unreadable(self):
        os.chmod(self.path("evidence/mc01.pdf"), 0)
        self.assertIn("/evidence/0/files/0", [error["where"] for error in self.errors_of("evidence/mc01.pdf")])

    def test_appended_files_that_lie_about_their_type(self):
        with open(self.path("evidence/mc12.png"), "rb") as file:
            picture = file.read()
        with open(self.path("evidence/mc01.pdf"), "rb") as file:
            paper = file.read()
        lies = {"picture": picture, "text": b"x" * 5000, "empty": b"", "cut": paper[:len(paper) // 2],
                "head only": b"%PDF-1.7\n" + bytes(range(256)) * 40}
        for name, data in lies.items():
            with self.subTest(name):
                self.put("evidence/mc01.pdf", data)
                out = os.path.join(self.base, "out")
                ran = run("dossier", self.folder, "--out", out, "--append-evidence")
                self.assertBounded(ran)
                if ran.code == 0:  # a reader may mend what is cut
                    shutil.rmtree(out)
                    self.assertEqual(name, "cut")
                else:
                    self.assertIn("mc01.pdf", ran.err)
                    self.assertRegex(ran.err, VIETNAMESE)
                self.assertEqual(os.listdir(self.base), ["case"])


class Texts(BadInput):
    def give(self, text):
        self.case["ratings"][0]["current"] = text + "\n\n[@" + self.case["evidence"][0]["key"] + "]"
        self.write()

    def test_html_prints_as_typed(self):
        self.give("<script>alert(1)</script> <b onclick=x>a</b> <img src=x onerror=alert(2)>\n\n"
                  "<style>*{display:none}</style>\n\n<!-- hidden --> ]]> &#1; &#xFFFE; &lt;i&gt; [x](javascript:alert(3)) "
                  "![y](file:///etc/passwd) <https://a.vn/\"onclick=x>")
        ran = run("document", self.folder, "report", "--format", "html")
        self.assertEqual((ran.code, ran.err), (0, ""))
        self.assertIn("&lt;script&gt;alert(1)", ran.out)
        for tag in ("<script", "<b onclick", "<img src=x", "<style>*", "href=\"javascript", "src=\"file", "\x01", "\ufffe"):
            self.assertNotIn(tag, ran.out.replace("&quot;", "&#34;"), tag)
        for form in ("docx", "pdf"):
            out = os.path.join(self.base, "report." + form)
            ran = run("document", self.folder, "report", "--format", form, "--out", out)
            self.assertEqual((ran.code, ran.err), (0, ""))

    def test_depth_and_size(self):
        texts = {
            "quotes": "> " * 50000 + "x",
            "lists": "".join("  " * i + "- a\n" for i in range(500)),
            "a long table": "| a |\n|---|\n" + "| b |\n" * 20001,
            "a wide table": "|" + " a |" * 200 + "\n|" + "---|" * 200 + "\n|" + " b |" * 200,
            "brackets": "[" * 100000,
            "stars": "*a **b " * 60000,
            "links": "![[]()" * 50000,
            "long": "a b " * 500000,
        }
        for name, text in texts.items():
            with self.subTest(name):
                self.give(text)
                self.assertNotMade(1, says=["/ratings/0"])

    def test_letters_without_a_glyph(self):
        self.give("\u4e2d\u6587 \U0001f600 \u0627\u0644")
        ran = run("document", self.folder, "report", "--format", "pdf", "--out", os.path.join(self.base, "out"))
        self.assertBounded(ran)
        if ran.code != 0:
            self.assertRegex(ran.err, VIETNAMESE)
            self.assertEqual(os.listdir(self.base), ["case"])

    def test_long_words(self):
        self.case["unit"]["name"] = "Tr\u01b0\u1eddng " + "W" * 3000
        self.give("\u1ea4" * 100000)
        for form in ("docx", "pdf", "html"):
            self.assertBounded(run("document", self.folder, "report", "--format", form, "--out",
                                   os.path.join(self.base, "out")))


class Wording(BadInput):
    HEAD = "---\nsubject: A\n---\n"

    def setUp(self):
        super().setUp()
        with open(os.path.join(ROOT, "data", "schemes", "common", "wording", "report.md"), encoding="utf-8") as file:
            self.good = file.read()

    def test_faults(self):
        line = self.good.count("\n") + 2
        faults = {
            "HTML": "\n<div>x</div>\n",
            "script": "\n<script>alert(1)</script>\n",
            "unknown name": "\n{{khong_co}}\n",
            "unknown partial": "\n{{>khong-co}}\n",
            "itself": "\n{{>report}}\n",
            "never closed": "\n{{#people}}\n",
            "closed only": "\n{{/people}}\n",
            "tag cut": "\n{{people\n",
            "picture": "\n![x](/etc/passwd)\n",
            "link": "\n[x](javascript:alert)\n",
            "code": "\nMột `x`\n",
            "unknown fence": "\n```khongco\nx\n```\n",
            "unknown evidence": "\n[@khong-co]\n",
            "unknown figure": "\n[#khong-co]\n",
            "out of the folder": "\n{{>../../../etc/passwd}}\n",
        }
        for name, text in faults.items():
            with self.subTest(name):
                self.put("wording/report.md", self.good + text)
                self.assertRefused(1, "document", self.folder, "report", "--format", "pdf",
                                   says=["wording/report.md" + ("" if name == "itself" else f":{line}")])
                self.assertRefused(1, "dossier", self.folder, says=["wording/report.md"])

    def test_partial_that_calls_itself(self):
        self.put("wording/x.md", "{{>x}}")
        self.put("wording/report.md", self.good + "\n{{>x}}\n")
        self.assertNotMade(1, says=["wording/"])

    def test_not_text(self):
        for name, data in {"UTF-16": self.good.encode("utf-16"), "bytes": b"\xff" * 100, "NUL": b"a\0b",
                           "no head": b"x", "empty": b"", "head only": b"---\n"}.items():
            with self.subTest(name):
                self.put("wording/report.md", data)
                self.assertNotMade(1, says=["wording/report.md"])

    def test_no_plain_file(self):
        os.mkdir(self.path("wording"))
        for make in (os.mkdir, os.mkfifo, lambda path: os.symlink("/dev/zero", path),
                     lambda path: os.symlink("/etc/passwd", path),
                     lambda path: fill(path, 100 * MEBIBYTE)):
            make(self.path("wording/report.md"))
            self.assertNotMade(1, says=["wording/report.md"])
            (os.rmdir if os.path.isdir(self.path("wording/report.md")) else os.remove)(self.path("wording/report.md"))


class Template(BadInput):
    def render(self, template, data="{}", partials=None, options=()):
        self.put("t.mustache", template)
        self.put("d.json", data)
        for name, text in (partials or {}).items():
            self.put("p/" + name, text)
        more = ["--partials", self.path("p")] if partials else []
        ran = run("template", "render", self.path("t.mustache"), self.path("d.json"), *more, *options)
        self.assertBounded(ran)
        return ran

    def assertFails(self, ran, code, *says):
        self.assertEqual((ran.code, ran.out), (code, ""))
        self.assertRegex(ran.err, VIETNAMESE)
        for text in says:
            self.assertIn(text, ran.err)

    def test_recursion(self):
        self.assertFails(self.render("a\n{{>r}}", partials={"r": "{{>r}}"}), 1, "r:1")
        self.assertFails(self.render("{{>r}}", partials={"r": "{{>r}}{{>r}}"}), 1)
        self.assertFails(self.render("{{>r}}", partials={"r": "{{>s}}", "s": "x\n{{>r}}"}), 1)
        self.assertFails(self.render("{{>r}}", '{"a": [1, 2]}', {"r": "{{#a}}{{>r}}{{/a}}"}), 1)

    def test_faults(self):
        for text, line in (("a\n{{#a}}\nb", 2), ("\n\n{{/a}}", 3), ("{{#a}}{{/b}}", 1), ("a {{b", 1), ("{{=x=}}", 1),
                           ("{{#a}}" * 100000, 1), ("{{{a}}", 1), ("{{}}", 1)):
            with self.subTest(text[:20]):
                self.assertFails(self.render(text), 1, f"t.mustache:{line}")

    def test_much_data(self):
        many = json.dumps({"a": [{"b": "x" * 90}] * 100000})
        self.assertGreater(len(many), 9 * MEBIBYTE)
        ran = self.render("{{#a}}{{b}}\n{{/a}}", many)
        self.assertEqual((ran.code, len(ran.out)), (0, 91 * 100000))
        self.assertFails(self.render("{{#a}}{{#a}}{{#a}}{{b}}{{/a}}{{/a}}{{/a}}", many), 1)
        self.assertFails(self.render("x", "[" * 10 * MEBIBYTE), 2, "d.json")
        fill(self.path("big.json"), 100 * MEBIBYTE)
        self.assertFails(run("template", "render", self.path("t.mustache"), self.path("big.json")), 2, "big.json")
        self.assertFails(run("template", "render", self.path("big.json"), self.path("d.json")), 2, "big.json")
        self.assertFails(run("template", "render", "/dev/zero", self.path("d.json")), 2, "/dev/zero")


if __name__ == "__main__":
    unittest.main()
