"""dvht document from outside: one paper in each format."""
import json
import os
import shutil
import tempfile
import unittest

from command import CASES, run

SAMPLE = os.path.join(CASES, "gia-thuy-2024")
STARTS = {"docx": b"PK\x03\x04", "pdf": b"%PDF-", "html": b"<!"}


class Document(unittest.TestCase):
    def test_each_format(self):
        for form, start in STARTS.items():
            with self.subTest(form):
                ran = run("document", SAMPLE, "report", "--format", form, binary=True)
                self.assertEqual((ran.code, ran.err), (0, ""))
                self.assertTrue(ran.out.startswith(start), ran.out[:20])
                self.assertGreater(len(ran.out), 5000)

    def test_every_document_of_every_case(self):
        made = 0
        for name in sorted(os.listdir(CASES)):
            case = os.path.join(CASES, name)
            if not os.path.exists(case + "/case.json"):
                continue
            with open(case + "/case.json", encoding="utf-8") as file:
                scheme = json.load(file)["scheme"]
            for document in json.loads(run("scheme", "show", scheme, "--json").out)["documents"]:
                with self.subTest(name + " " + document["id"]):
                    ran = run("document", case, document["id"], "--format", "html")
                    self.assertIn(ran.code, (0, 1), ran.err)
                    if ran.code == 1:
                        self.assertIn("không có nội dung", ran.err)
                    else:
                        made += 1
                        self.assertNotIn("{{", ran.out)
        self.assertGreater(made, 60)

    def test_to_a_file_and_the_same_anywhere(self):
        with tempfile.TemporaryDirectory() as folder:
            out = folder + "/r.pdf"
            ran = run("document", SAMPLE, "report", "--format=pdf", "--out", out,
                      environment={"LC_ALL": "C", "TZ": "America/New_York", "HOME": folder})
            self.assertEqual((ran.code, ran.out, ran.err), (0, "", ""))
            with open(out, "rb") as file:
                self.assertEqual(file.read(), run("document", SAMPLE, "report", "--format", "pdf", binary=True).out)
            self.assertEqual(run("document", SAMPLE, "report", "--format", "pdf", "--out", folder + "/no/r.pdf").code, 2)

    def test_wrong_use(self):
        unknown = run("document", SAMPLE, "letter", "--format", "pdf")
        self.assertEqual((unknown.code, unknown.out), (2, ""))
        self.assertIn("team_decision", unknown.err)
        self.assertIn("--format", run("document", SAMPLE, "report").err)
        self.assertEqual(run("document", SAMPLE, "report", "--format", "odt").code, 2)
        self.assertEqual(run("document", SAMPLE, "--format", "pdf").code, 2)
        self.assertEqual(run("document", "/none", "report", "--format", "pdf").code, 2)

    def test_errors_are_refused_unless_a_draft_is_wanted(self):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(SAMPLE, folder + "/case")
            with open(folder + "/case/case.json", encoding="utf-8") as file:
                case = json.load(file)
            del case["ratings"][0]
            with open(folder + "/case/case.json", "w", encoding="utf-8") as file:
                json.dump(case, file)
            refused = run("document", folder + "/case", "report", "--format", "html", "--out", folder + "/r.html")
            self.assertEqual(refused.code, 1)
            self.assertIn("LỖI missing_rating", refused.out)
            self.assertIn("--draft", refused.err)
            self.assertFalse(os.path.exists(folder + "/r.html"))
            draft = run("document", folder + "/case", "report", "--format", "html", "--draft")
            self.assertEqual(draft.code, 0)
            self.assertIn("DỰ THẢO", draft.out)


if __name__ == "__main__":
    unittest.main()
