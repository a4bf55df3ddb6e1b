"""The dossier as a whole: what is in it, that it is always the same, that nothing half done stays."""
import hashlib
import json
import os
import shutil
import signal
import subprocess
import time
import unittest
import zipfile

import papers

EIGHT = ["01-trang-bia", "02-to-trinh", "03-danh-sach-to-danh-gia", "04-ban-tong-hop", "05-danh-muc-viet-tat", "06-bien-ban", "07-bao-cao",
         "08-danh-muc-minh-chung"]
AROUND = ["a-quyet-dinh-thanh-lap-to", "b-ke-hoach", "c-quyet-dinh-cong-dan-hoc-tap"]


def tree_of(folder):
    return sorted(os.path.relpath(os.path.join(place, name), folder) for place, _, names in os.walk(folder) for name in names)


class Contents(unittest.TestCase):
    def test_files_of_the_sample(self):
        found = tree_of(papers.dossier("gia-thuy-2024"))
        expected = [f"{stem}.{ending}" for stem in EIGHT + AROUND for ending in ("docx", "pdf")]
        expected += ["04-ban-tong-hop.xlsx", "08-danh-muc-minh-chung.xlsx", "ho-so.pdf", "manifest.json"]
        for name in expected:
            self.assertIn(name, found)
        self.assertEqual(len([n for n in found if n.endswith(".xlsx")]), 3)
        self.assertEqual(len([n for n in found if n.startswith("minh-chung/")]), 23)

    def test_no_abbreviations_no_item_five(self):
        self.assertNotIn("05-danh-muc-viet-tat.docx", tree_of(papers.dossier("tieu-hoc-2022")))

    def test_all_adds_papers_in_their_own_folder(self):
        plain, every = tree_of(papers.dossier("gia-thuy-2024")), tree_of(papers.dossier("gia-thuy-2024", "--all"))
        self.assertEqual([n for n in every if not n.startswith("giay-to/")], plain)
        self.assertGreaterEqual(len([n for n in every if n.startswith("giay-to/") and n.endswith(".pdf")]), 10)

    def test_manifest_speaks_of_the_files(self):
        for case in papers.sample_cases():
            folder = papers.dossier(case)
            with open(os.path.join(folder, "manifest.json"), "rb") as file:
                raw = file.read()
            manifest = json.loads(raw)
            self.assertEqual(list(manifest), ["format", "unit", "year", "scheme", "result", "files"])
            self.assertEqual([f["path"] for f in manifest["files"]], sorted(n for n in tree_of(folder) if n != "manifest.json"))
            for entry in manifest["files"]:
                with open(os.path.join(folder, entry["path"]), "rb") as file:
                    content = file.read()
                self.assertEqual((len(content), hashlib.sha256(content).hexdigest()), (entry["size"], entry["sha256"]))
            self.assertNotIn(b"\r", raw)
            self.assertFalse(raw.startswith(b"\xef\xbb\xbf"))

    def test_result_of_the_sample(self):
        with open(os.path.join(papers.dossier("gia-thuy-2024"), "manifest.json"), encoding="utf-8") as file:
            result = json.load(file)["result"]
        self.assertEqual((result["title"], result["provisional"], result["level"], result["indicators_met"], result["indicators_applicable"]), (True, True, 1, 12, 12))
        self.assertIsNone(result["points"])
        self.assertIsNone(result["class"])

    def test_result_of_points(self):
        with open(os.path.join(papers.dossier("tieu-hoc-2022"), "manifest.json"), encoding="utf-8") as file:
            result = json.load(file)["result"]
        self.assertEqual((result["points"], result["class"], result["title"], result["level"]), (80, "Khá", True, None))
        self.assertEqual(result["shares"]["3.1"], {"count": 5, "of": 6, "percent": "83.33"})

    def test_zip_holds_the_same(self):
        folder = papers.dossier("gia-thuy-2024")
        target = os.path.join(papers.scratch("zip"), "ho-so.zip")
        done = papers.run(papers.DVHT, "dossier", os.path.join(papers.CASES, "gia-thuy-2024"), "--zip", target)
        self.assertEqual(done.returncode, 0, done.stderr)
        with zipfile.ZipFile(target) as archive:
            names = archive.namelist()
            self.assertEqual(names, sorted(names))
            self.assertEqual(sorted(names), tree_of(folder))
            self.assertEqual(len({n.lower() for n in names}), len(names))
            for name in names:
                self.assertTrue(name.isascii() and not set(name) & set('<>:"\\|?*'), name)
                with open(os.path.join(folder, name), "rb") as file:
                    self.assertEqual(archive.read(name), file.read(), name)


class Sameness(unittest.TestCase):
    def hashes(self, folder):
        with open(os.path.join(folder, "manifest.json"), "rb") as file:
            return file.read()

    def test_other_surroundings_same_bytes(self):
        case = os.path.join(papers.CASES, "gia-thuy-2024")
        first = self.hashes(papers.dossier("gia-thuy-2024", "--all"))
        for number, more in enumerate(({"LC_ALL": "tr_TR.UTF-8", "TZ": "America/New_York", "HOME": "/nonexistent"}, {"LC_ALL": "C", "TZ": "Asia/Ho_Chi_Minh", "LANG": "vi_VN"})):
            out = os.path.join(papers.scratch("same"), str(number))
            done = subprocess.run(["sh", "-c", f'umask 0{"77" if number else "02"}; exec "$0" "$@"', papers.DVHT, "dossier", case, "--all", "--out", out],
                                  env={"PATH": os.environ["PATH"], **more}, capture_output=True, text=True, cwd="/")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(self.hashes(out), first)

    def test_moved_case_same_bytes(self):
        moved = os.path.join(papers.scratch("moved"), "Hồ sơ của tôi")
        shutil.copytree(os.path.join(papers.CASES, "mam-non-2025"), moved)
        self.assertEqual(self.hashes(papers.dossier(moved)), self.hashes(papers.dossier("mam-non-2025")))


class AllOrNothing(unittest.TestCase):
    def test_errors_write_nothing(self):
        folder = papers.scratch("errors")
        case = os.path.join(folder, "case")
        shutil.copytree(os.path.join(papers.CASES, "gia-thuy-2024"), case)
        os.unlink(os.path.join(case, "evidence", "mc01.pdf"))
        done = papers.run(papers.DVHT, "dossier", case, "--out", os.path.join(folder, "out"))
        self.assertEqual(done.returncode, 1)
        self.assertIn("evidence_file_missing", done.stdout + done.stderr)
        self.assertEqual(os.listdir(folder), ["case"])
        done = papers.run(papers.DVHT, "dossier", case, "--out", os.path.join(folder, "out"), "--draft")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("DỰ THẢO", papers.pdf_text(os.path.join(folder, "out", "ho-so.pdf")))

    def test_full_target_is_refused(self):
        folder = papers.scratch("full")
        with open(os.path.join(folder, "cua-toi.txt"), "w", encoding="utf-8") as file:
            file.write("x")
        done = papers.run(papers.DVHT, "dossier", os.path.join(papers.CASES, "gia-thuy-2024"), "--out", folder)
        self.assertNotEqual(done.returncode, 0)
        self.assertEqual(os.listdir(folder), ["cua-toi.txt"])

    def test_interrupted_leaves_nothing(self):
        folder = papers.scratch("interrupted")
        case = os.path.join(folder, "case")
        papers.run(os.path.join(papers.ROOT, "test", "tools", "make_case.py"), case, "--people", "400", "--evidence", "600")
        for delay in (0.02, 0.05, 0.1, 0.2):
            process = subprocess.Popen([papers.DVHT, "dossier", case, "--all", "--out", os.path.join(folder, "out")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(delay)
            process.send_signal(signal.SIGTERM)
            process.wait()
            if process.returncode == 0:  # was faster than the signal
                shutil.rmtree(os.path.join(folder, "out"))
            self.assertEqual(os.listdir(folder), ["case"])


if __name__ == "__main__":
    unittest.main()
