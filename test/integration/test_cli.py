"""The command line from outside: usage, help, schemes, templates."""
import json
import os
import shutil
import tempfile
import unittest

from command import ROOT, run


class Usage(unittest.TestCase):
    def assertUsage(self, *arguments, says):
        ran = run(*arguments)
        self.assertEqual((ran.code, ran.out), (2, ""), ran)
        self.assertIn(says, ran.err)

    def test_wrong_use(self):
        self.assertUsage("nothing", says="Không có lệnh “nothing”")
        self.assertUsage("nothing", "--what", says="Không có lệnh “nothing”")
        self.assertUsage("scheme", says="scheme show")
        self.assertUsage("scheme", "show", says="còn thiếu: ID")
        self.assertUsage("scheme", "list", "more", says="không nhận thêm “more”")
        self.assertUsage("scheme", "list", "--what", says="không có tùy chọn “--what”")
        self.assertUsage("scheme", "list", "--json=yes", says="không có giá trị đi kèm")
        self.assertUsage("scheme", "list", "--json", "--json", says="hai lần")
        self.assertUsage("scheme", "list", "--schemes", says="cần một giá trị")
        self.assertUsage("scheme", "list", "--lang", "fr", says="vi, en")
        self.assertUsage("scheme", "list", "--schemes", "/nonexistent", says="Không có thư mục /nonexistent")
        self.assertUsage(b"\xff", says="UTF-8")
        self.assertUsage(says="Các lệnh:")

    def test_help(self):
        overview = run("help")
        self.assertEqual(overview.code, 0)
        self.assertEqual(run("--help").out, overview.out)
        for line in overview.out.split("Các lệnh:\n")[1].split("\n\n")[0].splitlines():
            command = line.strip().split("  ")[0].split()
            with self.subTest(command):
                ran = run("help", *command)
                self.assertEqual(ran.code, 0)
                self.assertTrue(ran.out.startswith("Cách dùng: dvht " + " ".join(command)))
                self.assertEqual(run(*command, "--help").out, ran.out)
                self.assertTrue(run("help", *command, "--lang", "en").out.startswith("Usage: dvht "))

    def test_version(self):
        self.assertRegex(run("--version").out, r"^dvht \d+\.\d+\.\d+\n$")

    def test_same_in_every_locale(self):
        for locale in ("C", "POSIX", "vi_VN.UTF-8"):
            self.assertEqual(run("help", environment={"LC_ALL": locale, "LANG": locale}).out, run("help").out)

    def test_output_that_cannot_be_written(self):
        with open("/dev/full", "wb") as full:
            import subprocess
            from command import DVHT
            done = subprocess.run([DVHT, "scheme", "list"], stdout=full, stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn("Không ghi được kết quả", done.stderr.decode())

    def test_man_page_names_every_command(self):
        with open(os.path.join(ROOT, "doc", "dvht.1"), encoding="utf-8") as file:
            page = file.read()
        for line in run("help", "--lang", "en").out.split("Commands:\n")[1].split("\n\n")[0].splitlines():
            self.assertIn(".It Cm " + line.strip().split("  ")[0], page)


class Scheme(unittest.TestCase):
    def test_list(self):
        rows = json.loads(run("scheme", "list", "--json").out)
        self.assertIn({"id": "tt22-2020", "name": "Thông tư 22/2020/TT-BGDĐT", "citizen": False}, rows)
        lines = run("scheme", "list").out.splitlines()
        self.assertEqual([line.split()[0] for line in lines], [row["id"] for row in rows])
        self.assertEqual(len({line.index("T", line.index(" ")) for line in lines[1:5]}), 1, "columns are aligned")

    def test_show(self):
        for row in json.loads(run("scheme", "list", "--json").out):
            with self.subTest(row["id"]):
                shown = run("scheme", "show", row["id"])
                self.assertEqual((shown.code, shown.err), (0, ""))
                self.assertIn("chưa đối chiếu văn bản gốc" if row["id"] != "tt22-2020" else "đã đối chiếu", shown.out)
                self.assertLessEqual(max(map(len, shown.out.splitlines())), 100)
                data = json.loads(run("scheme", "show", row["id"], "--json").out)
                self.assertEqual(data["id"], row["id"])
                for document in data.get("documents", []):
                    self.assertRegex(shown.out, rf"(?m)^  {document['id']} +{document['title'][:20]}")

    def test_show_says_what_is_unknown(self):
        shown = run("scheme", "show", "tt24-2023/cap-huyen/muc-do-1").out
        self.assertIn("cách tính chưa biết, ngưỡng chưa biết", shown)
        self.assertIn("ít nhất 90%", shown)
        self.assertIn("suy luận", shown)
        data = json.loads(run("scheme", "show", "tt24-2023/cap-huyen/muc-do-1", "--json").out)
        last = data["criteria"][1]["indicators"][2]
        self.assertEqual((last["id"], last["is_share"], last["measure"], last["at_least"]), ("2.3", True, None, None))

    def test_unknown(self):
        ran = run("scheme", "show", "tt99-2030")
        self.assertEqual(ran.code, 2)
        self.assertIn("tt24-2023/cap-tinh/muc-do-1", ran.err)
        self.assertEqual(run("scheme", "show", "../tt22-2020").code, 2)

    def test_extra_packages(self):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(os.path.join(ROOT, "data", "schemes", "tt22-2020"), folder + "/phong/thu")
            shutil.copytree(os.path.join(ROOT, "test", "schemes-broken", "points"), folder + "/sai")
            self.assertEqual(run("scheme", "show", "phong/thu", "--schemes", folder).code, 0)
            broken = run("scheme", "show", "sai", "--schemes", folder)
            self.assertEqual(broken.code, 1)
            self.assertIn("sai/scheme.json#/level", broken.err)
            listed = run("--schemes", folder, "scheme", "list")
            self.assertEqual(listed.code, 1)
            self.assertIn("phong/thu", listed.out)


class Template(unittest.TestCase):
    def render(self, template, data, *options, partials=None):
        with tempfile.TemporaryDirectory() as folder:
            write(folder, "t.mustache", template)
            write(folder, "d.json", data if isinstance(data, str) else json.dumps(data))
            for name, text in (partials or {}).items():
                write(folder, "p/" + name, text)
            more = ["--partials", folder + "/p"] if partials else []
            return run("template", "render", folder + "/t.mustache", folder + "/d.json", *more, *options)

    def test_values(self):
        ran = self.render("{{a}} {{{a}}} {{n}} {{r}} {{b}}|{{missing}}|", {"a": "<&\">", "n": 85, "r": 1.21, "b": "Đạt"})
        self.assertEqual(ran.out, "&lt;&amp;&quot;&gt; <&\"> 85 1.21 Đạt||")
        self.assertEqual(self.render("{{.}}", "\"x\"").out, "x")
        self.assertEqual(self.render("{{#.}}({{.}}){{/.}}", [1, 2.5]).out, "(1)(2.5)")

    def test_strict(self):
        ran = self.render("a\n{{missing}}", {}, "--strict")
        self.assertEqual((ran.code, ran.out), (1, ""))
        self.assertIn("t.mustache:2", ran.err)
        self.assertIn("missing", ran.err)

    def test_partials(self):
        partials = {"one.mustache": "1{{>two}}", "two": "2", "in/side": "s"}
        self.assertEqual(self.render("{{>one}}{{>none}}{{>in/side}}", {}, partials=partials).out, "12s")
        self.assertEqual(self.render("[{{>../t}}{{>/etc/passwd}}]", {}, partials=partials).out, "[]")

    def test_recursion_ends(self):
        ran = self.render("{{>r}}", {}, partials={"r": "x{{>r}}"})
        self.assertEqual((ran.code, ran.out), (1, ""))

    def test_bad_input(self):
        self.assertEqual(self.render("{{#a}}", {}).code, 1)
        self.assertEqual(self.render("x", "{").code, 2)
        self.assertEqual(run("template", "render", "/none", "/none").code, 2)
        self.assertEqual(run("template", "render", "/", "/").code, 2)


def write(folder, name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    unittest.main()
