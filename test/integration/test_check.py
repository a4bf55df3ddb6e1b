"""dvht check from outside: lines, JSON, exit codes, what is missing for the title."""
import json
import os
import shutil
import tempfile
import unittest

from command import CASES, run

SAMPLE = os.path.join(CASES, "gia-thuy-2024")


class Check(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.folder = os.path.join(self.temporary.name, "case")
        shutil.copytree(SAMPLE, self.folder)
        with open(self.folder + "/case.json", encoding="utf-8") as file:
            self.case = json.load(file)

    def write(self):
        with open(self.folder + "/case.json", "w", encoding="utf-8") as file:
            json.dump(self.case, file, ensure_ascii=False)

    def check(self):
        self.write()
        ran = run("check", self.folder, "--json")
        self.assertEqual(ran.err, "")
        return ran.code, json.loads(ran.out)

    def test_samples(self):
        for name in sorted(os.listdir(CASES)):
            if os.path.exists(os.path.join(CASES, name, "case.json")):
                with self.subTest(name):
                    ran = run("check", os.path.join(CASES, name))
                    self.assertEqual(ran.code, 0, ran.out)
                    self.assertNotIn("LỖI", ran.out)
                    self.assertTrue(ran.err.startswith("0 lỗi, "), ran.err)

    def test_lines_and_json_agree(self):
        self.case["ratings"][0]["evidence"].append("no-such-key")
        code, findings = self.check()
        self.assertEqual(code, 1)
        for finding in findings:
            self.assertEqual(list(finding), ["severity", "code", "where", "message"])
            self.assertIn(finding["severity"], ("error", "warning"))
        self.assertIn(("error", "unknown_evidence"), [(f["severity"], f["code"]) for f in findings])
        lines = run("check", self.folder)
        word = {"error": "LỖI", "warning": "CẢNH BÁO"}
        self.assertEqual(lines.code, 1)
        self.assertEqual(lines.out.splitlines(),
                         [f"{word[f['severity']]} {f['code']} {f['where']}: {f['message']}" for f in findings])

    def test_misspelt_wording_is_told(self):
        """Otherwise the standard wording would stay in force without a word."""
        before = self.check()[1]
        os.makedirs(self.folder + "/wording", exist_ok=True)
        for name in ("reprot.md", "report.md"):
            with open(os.path.join(self.folder, "wording", name), "w", encoding="utf-8") as file:
                file.write("# Báo cáo\n")
        code, findings = self.check()
        new = [f for f in findings if f not in before]
        self.assertEqual([(f["severity"], f["code"], f["where"]) for f in new],
                         [("error", "unknown_key", "wording/reprot.md")])
        self.assertIn("report.md", new[0]["message"])
        self.assertEqual(code, 1)

    def test_no_finding_is_an_empty_array(self):
        ran = run("check", os.path.join(CASES, "tieu-hoc-2022"), "--json")
        self.assertEqual((ran.code, json.loads(ran.out)), (0, []))

    def test_unreadable(self):
        def broken(change):
            self.setUp()
            change()
            return run("check", self.folder, "--json")

        def write(text):
            with open(self.folder + "/case.json", "w", encoding="utf-8") as file:
                file.write(text)

        def give(key, value):
            self.case[key] = value
            self.write()

        changes = {
            "no folder": lambda: shutil.rmtree(self.folder),
            "no case.json": lambda: os.remove(self.folder + "/case.json"),
            "not JSON": lambda: write("{"),
            "not an object": lambda: write("[]"),
            "empty": lambda: write(""),
            "unknown format": lambda: give("format", "dvht-case/9"),
            "unknown scheme": lambda: give("scheme", "tt99"),
            "scheme outside": lambda: give("scheme", "../../etc"),
        }
        for name, change in changes.items():
            with self.subTest(name):
                ran = broken(change)
                self.assertEqual(ran.code, 2)
                self.assertGreaterEqual(len(json.loads(ran.out)), 1)

    def test_summary_names_what_is_missing_and_whose_it_is(self):
        self.case["ratings"][1]["result"] = "not_met"
        self.write()
        ran = run("check", self.folder)
        self.assertIn("Đạt 11/12 chỉ tiêu áp dụng: chưa đủ điều kiện", ran.err)
        self.assertIn("  1.2  tự đánh giá không đạt – phụ trách: ", ran.err)
        self.assertIn("11 of 12 applicable indicators", run("check", self.folder, "--lang", "en").err)

    def test_a_name_cannot_break_the_line(self):
        self.case["x\n\x1b[31mLỖI"] = 1
        self.write()
        ran = run("check", self.folder)
        self.assertEqual(ran.code, 1)
        self.assertNotIn("\x1b", ran.out)
        for line in ran.out.splitlines():
            self.assertRegex(line, "^(LỖI|CẢNH BÁO) [a-z_]+ ")

    def test_extra_schemes(self):
        with tempfile.TemporaryDirectory() as folder:
            self.case["scheme"] = "rieng"
            self.write()
            self.assertEqual(run("check", self.folder).code, 2)
            package = os.path.join(os.path.dirname(CASES), "..", "data", "schemes", "tt24-2023", "cap-huyen", "muc-do-1")
            shutil.copytree(package, folder + "/rieng")
            self.assertEqual(run("check", self.folder, "--schemes", folder).code, 0)


if __name__ == "__main__":
    unittest.main()
