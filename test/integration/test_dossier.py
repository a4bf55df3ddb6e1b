"""dvht dossier from outside: what it writes, all or nothing, the same bytes anywhere."""
import hashlib
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
import zipfile

from command import CASES, DVHT, MAKE_CASE, SANITIZED, run

SAMPLE = os.path.join(CASES, "gia-thuy-2024")
ITEMS = ["01-trang-bia", "02-to-trinh", "03-danh-sach-to-danh-gia", "04-ban-tong-hop", "05-danh-muc-viet-tat", "06-bien-ban",
         "07-bao-cao", "08-danh-muc-minh-chung"]
AROUND = ["a-quyet-dinh-thanh-lap-to", "b-ke-hoach", "c-quyet-dinh-cong-dan-hoc-tap"]


def contents(folder):
    found = {}
    for place, _, files in os.walk(folder):
        for name in files:
            with open(os.path.join(place, name), "rb") as file:
                found[os.path.relpath(os.path.join(place, name), folder)] = file.read()
    return found


class Dossier(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = temporary.name
        self.out = os.path.join(self.folder, "ho-so")

    def broken_case(self):
        case = os.path.join(self.folder, "case")
        shutil.copytree(SAMPLE, case)
        with open(case + "/case.json", encoding="utf-8") as file:
            facts = json.load(file)
        del facts["ratings"][0]
        with open(case + "/case.json", "w", encoding="utf-8") as file:
            json.dump(facts, file)
        return case

    def test_two_thousand_people(self):
        """A big unit: every row is there, in memory that stays bounded."""
        case = os.path.join(self.folder, "case")
        subprocess.run([MAKE_CASE, case, "--people", "2000", "--evidence", "5000"], check=True)
        process = subprocess.Popen([DVHT, "dossier", case, "--out", self.out], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        said = process.stderr.read()
        process.stderr.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual((process.returncode, said), (0, b""))
        if not SANITIZED:
            self.assertLess(usage.ru_maxrss, 256 * 1024)
        self.assertEqual(len(os.listdir(self.out + "/minh-chung")), 5000)

        def pages(stem):
            told = subprocess.run(["pdfinfo", f"{self.out}/{stem}.pdf"], stdout=subprocess.PIPE, check=True).stdout
            return int(re.search(rb"^Pages: +(\d+)$", told, re.M)[1])
        self.assertTrue(250 < pages("08-danh-muc-minh-chung") < 1000)  # 5 to 20 rows on a landscape page
        self.assertTrue(30 < pages("c-quyet-dinh-cong-dan-hoc-tap") < 100)
        self.assertGreaterEqual(pages("ho-so"), sum(pages(stem) for stem in ITEMS))
        with open(self.out + "/manifest.json", encoding="utf-8") as file:
            self.assertGreater(len(json.load(file)["files"]), 5000 + 2 * len(ITEMS))
        with zipfile.ZipFile(self.out + "/08-danh-muc-minh-chung.docx") as file:
            self.assertEqual(file.read("word/document.xml").decode().count("Văn bản minh chứng số"), 5000)

    def test_files_and_manifest(self):
        ran = run("dossier", SAMPLE, "--out", self.out)
        self.assertEqual((ran.code, ran.err), (0, ""))
        files = contents(self.out)
        for stem in ITEMS + AROUND:
            self.assertTrue(files[stem + ".docx"].startswith(b"PK"), stem)
            self.assertTrue(files[stem + ".pdf"].startswith(b"%PDF"), stem)
        for stem in ("04-ban-tong-hop", "08-danh-muc-minh-chung"):
            self.assertTrue(files[stem + ".xlsx"].startswith(b"PK"))
        self.assertTrue(files["ho-so.pdf"].startswith(b"%PDF"))
        manifest = json.loads(files.pop("manifest.json"))
        self.assertEqual([f["path"] for f in manifest["files"]], sorted(files, key=str.encode))
        for entry in manifest["files"]:
            data = files[entry["path"]]
            self.assertEqual((entry["size"], entry["sha256"]), (len(data), hashlib.sha256(data).hexdigest()), entry["path"])
        self.assertEqual(os.listdir(self.folder), ["ho-so"])

    def test_every_case(self):
        for name in sorted(os.listdir(CASES)):
            if os.path.exists(os.path.join(CASES, name, "case.json")):
                with self.subTest(name):
                    ran = run("dossier", os.path.join(CASES, name), "--all", "--out", os.path.join(self.folder, name))
                    self.assertEqual((ran.code, ran.err), (0, ""))
                    self.assertIn("giay-to", os.listdir(os.path.join(self.folder, name)))

    def test_same_bytes_anywhere(self):
        run("dossier", SAMPLE, "--all", "--out", self.out)
        elsewhere = {"LC_ALL": "tr_TR.UTF-8", "LANG": "C", "TZ": "Pacific/Kiritimati", "HOME": self.folder}
        other = os.path.join(self.folder, "other")
        moved = os.path.join(self.folder, "moved")
        shutil.copytree(SAMPLE, moved)
        ran = run("dossier", moved, "--all", "--out", other, environment=elsewhere, preexec_fn=lambda: os.umask(0o077))
        self.assertEqual(ran.code, 0)
        first, second = contents(self.out), contents(other)
        self.assertEqual(sorted(first), sorted(second))
        self.assertEqual([name for name in first if first[name] != second[name]], [])

    def test_zip(self):
        path = os.path.join(self.folder, "h.zip")
        ran = run("dossier", SAMPLE, "--zip", path)
        self.assertEqual((ran.code, os.listdir(self.folder)), (0, ["h.zip"]))
        run("dossier", SAMPLE, "--out", self.out)
        with zipfile.ZipFile(path) as archive:
            self.assertIsNone(archive.testzip())
            self.assertEqual({name: archive.read(name) for name in archive.namelist()}, contents(self.out))
        with open(path, "rb") as file:
            before = file.read()
        again = run("dossier", SAMPLE, "--zip", path)
        self.assertEqual(again.code, 2)
        self.assertIn("h.zip đã có", again.err)
        with open(path, "rb") as file:
            self.assertEqual(file.read(), before)

    def test_joined_file_is_dated_as_its_papers(self):
        run("dossier", SAMPLE, "--out", self.out)
        with open(os.path.join(SAMPLE, "case.json"), encoding="utf-8") as file:
            dates = re.findall(r'"date": "(\d{4}-\d\d-\d\d)"', file.read())
        told = subprocess.run(["pdfinfo", "-isodates", self.out + "/ho-so.pdf"], check=True, capture_output=True,
                              text=True, env={"TZ": "Asia/Ho_Chi_Minh", "PATH": os.environ["PATH"]}).stdout
        self.assertIn(re.search(r"CreationDate: +(\S{10})", told).group(1), dates)

    def test_errors_are_refused(self):
        case = self.broken_case()
        ran = run("dossier", case, "--out", self.out)
        self.assertEqual(ran.code, 1)
        self.assertIn("LỖI missing_rating", ran.out)
        self.assertEqual(os.listdir(self.folder), ["case"])
        draft = run("dossier", case, "--out", self.out, "--draft")
        self.assertEqual(draft.code, 0, draft.err)
        self.assertIn("07-bao-cao.docx", os.listdir(self.out))

    def test_unusable(self):
        for arguments, says in (
                ([SAMPLE], "--out DIR"),
                (["/none", "--out", self.out], ""),
                ([SAMPLE, "--out", "/proc/none/x"], ""),
                ([SAMPLE, "--zip", self.folder + "/no/h.zip"], "Không có thư mục")):
            with self.subTest(arguments):
                ran = run("dossier", *arguments)
                self.assertEqual(ran.code, 2, ran)
                self.assertIn(says, ran.err)
                self.assertEqual(os.listdir(self.folder), [])
        os.mkdir(self.out)
        with open(self.out + "/mine", "w", encoding="utf-8") as file:
            file.write("x")
        ran = run("dossier", SAMPLE, "--out", self.out)
        self.assertEqual((ran.code, os.listdir(self.out)), (2, ["mine"]))
        self.assertIn("không rỗng", ran.err)

    def test_docx_only(self):
        self.assertEqual(run("dossier", SAMPLE, "--docx-only", "--out", self.out).code, 0)
        self.assertEqual({name for name in os.listdir(self.out) if name.endswith(".docx")}, {stem + ".docx" for stem in ITEMS})
        self.assertNotIn("ho-so.pdf", os.listdir(self.out))

    def test_appended_evidence(self):
        run("dossier", SAMPLE, "--out", self.out)
        ran = run("dossier", SAMPLE, "--append-evidence", "--out", self.out + "2")
        self.assertEqual(ran.code, 0, ran.err)
        self.assertGreater(os.path.getsize(self.out + "2/ho-so.pdf"), os.path.getsize(self.out + "/ho-so.pdf"))

    def test_stopped_in_the_middle_leaves_nothing(self):
        big = os.path.join(self.folder, "big")
        many_people(big, 3000)
        stopped = 0
        for wait in (0.05, 0.2, 0.5):
            work = subprocess.Popen([DVHT, "dossier", big, "--all", "--out", self.out], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            time.sleep(wait)
            work.send_signal(signal.SIGTERM)
            work.communicate(timeout=120)
            self.assertIn(work.returncode, (0, 2, -signal.SIGTERM))
            if work.returncode != 0:
                stopped += 1
                self.assertEqual(os.listdir(self.folder), ["big"], wait)
            else:
                shutil.rmtree(self.out)
        self.assertGreater(stopped, 0)

    def test_progress_only_to_a_person(self):
        big = os.path.join(self.folder, "big")
        many_people(big, 2000)
        self.assertEqual(run("dossier", big, "--docx-only", "--all", "--out", self.out).err, "")
        master, terminal = pty.openpty()
        done = subprocess.run([DVHT, "dossier", big, "--out", self.out + "2"], stderr=terminal, stdout=subprocess.DEVNULL,
                              check=False, timeout=120)
        os.close(terminal)
        try:
            shown = os.read(master, 10000).decode()
        except OSError:  # nothing was written: it took less than a second
            shown = ""
        os.close(master)
        self.assertEqual(done.returncode, 0)
        self.assertRegex(shown, r"^(\rĐang lập hồ sơ: \d+/\d+)*(\r\n)?$")


def many_people(folder, count):
    """The sample with many people at work, each with the results of one of its own."""
    shutil.copytree(SAMPLE, folder)
    for name in ("staff.csv", "results.csv"):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            rows = file.read().splitlines()
        like = rows[2]
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write("\n".join(rows + [like.replace("GV002", f"X{n:05}").replace("gv002", f"x{n}") for n in range(count)]) + "\n")


if __name__ == "__main__":
    unittest.main()
