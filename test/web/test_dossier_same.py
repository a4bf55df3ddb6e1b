"""One dossier, whoever makes it: the server after approval, `dvht dossier` of the data folder and of the exported case, of
every sample case and of what people change afterwards; and the export loaded elsewhere is exported as the same files."""
import hashlib
import html
import io
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
import zipfile

from client import DVHT
from loaded import CASES, CaseServer


def unzip(body):
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def files_of(folder):
    """Path → content of all files of a folder."""
    found = {}
    for root, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(root, name), "rb") as file:
                found[os.path.relpath(os.path.join(root, name), folder)] = file.read()
    return found


class Dropped(CaseServer):
    """A package of points of somebody else's, in the data folder before anything is loaded, and a round by it."""

    def start(self):
        packages = os.path.join(self.folder, "schemes")
        if not os.path.isdir(packages):
            name = "tinh-a/nam-2026"
            self.drop(packages, name)
            self.case = shutil.copytree(self.case, os.path.join(self.folder, "case"))
            with open(os.path.join(self.case, "case.json"), encoding="utf-8") as file:
                case = json.load(file)
            with open(os.path.join(self.case, "case.json"), "w", encoding="utf-8") as file:
                json.dump({**case, "scheme": name, "year": 2026}, file)
        super().start()

    @staticmethod
    def drop(packages, name):
        shutil.copytree(os.path.join(os.path.dirname(os.path.dirname(CASES)), "data", "schemes", "tt22-2020"), os.path.join(packages, name))
        path = os.path.join(packages, name, "scheme.json")
        with open(path, encoding="utf-8") as file:
            scheme = json.load(file)
        with open(path, "w", encoding="utf-8") as file:
            json.dump({**scheme, "name": "Bộ tiêu chí tỉnh A năm 2026", "in_force": {"from": "2026-01-01"}}, file)


class Same(unittest.TestCase):
    again = CaseServer

    def serve(self, case, server=CaseServer):
        server = server(case)
        self.addCleanup(shutil.rmtree, server.folder)
        self.addCleanup(server.kill)
        with open(os.path.join(server.case, "case.json"), encoding="utf-8") as file:
            self.dot = f"/dot/{json.load(file)['year']}"
        self.server, self.head = server, server.browser("head")
        self.packages = ["--schemes", os.path.join(server.folder, "schemes")] if self.again is Dropped else []
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, name):
        return os.path.join(self.folder, name)

    def approve(self):
        page = self.head.get(self.dot + "/phe-duyet")
        answer = self.head.post(self.dot + "/phe-duyet", {"version": page.hidden("version") or 0, "seen": page.hidden("seen") or 0, "action": "approve"})
        self.assertEqual(answer.status, 303, answer.text[-800:])

    def compare(self, made, expected, told):
        self.assertEqual(sorted(made), sorted(expected), told)
        self.assertEqual([name for name in made if made[name] != expected[name]], [], told)

    def assert_same(self):
        """Approved, exported, loaded again: all of it, byte for byte.  The manifest's hash names the approval."""
        self.approve()
        page = self.head.get(self.dot + "/ho-so/1/ho-so.zip").body
        case = unzip(self.head.get(self.dot + "/ho-so/1/du-lieu.zip").body)
        (round_id, hash_), = self.server.sql("SELECT round_id, hash FROM approval")
        files = unzip(page)
        self.assertEqual(hashlib.sha256(files["manifest.json"]).hexdigest(), hash_)
        for listed in json.loads(files["manifest.json"])["files"]:
            self.assertEqual(hashlib.sha256(files[listed["path"]]).hexdigest(), listed["sha256"], listed["path"])
        self.assertIn(" ".join(re.findall(".{8}", hash_)), self.head.get(self.dot + "/phe-duyet").text)
        self.server.kill()
        self.server.program("export", "--round", str(round_id), "--out", self.path("case"))
        self.compare(files_of(self.path("case")), case, "the export and what was kept")
        self.server.program("dossier", "--round", str(round_id), "--zip", self.path("data.zip"))
        subprocess.run([DVHT, "dossier", self.path("case"), "--zip", self.path("case.zip"), *self.packages], check=True, capture_output=True)
        for name in ("data.zip", "case.zip"):
            with open(self.path(name), "rb") as file:
                made = file.read()
            self.compare(unzip(made), files, name)
            self.assertTrue(made == page, name)
        self.assert_loads_again(case)
        self.server.start()
        return files, case

    def assert_loads_again(self, case):
        again = self.again(self.path("case"))
        self.addCleanup(shutil.rmtree, again.folder)
        again.kill()
        again.program("export", "--round", str(again.round), "--out", self.path("again"))
        self.compare(files_of(self.path("again")), case, "exported, loaded and exported")
        self.assertIn("lành lặn", again.program("fsck"))

    def test_cases(self):
        """Every scheme: of the district and of the province, by met indicators and by points."""
        for case in sorted(os.listdir(CASES)):
            with self.subTest(case):
                self.serve(case)
                self.assert_same()

    def test_renamed_in_the_middle(self):
        """Papers keep the names of their day, wherever they are made."""
        self.serve("gia-thuy-2024")
        renamed = self.head.post("/don-vi", {
            "version": self.head.get("/don-vi").hidden("version"), "valid_from": "31/12/2024", "name": "Trường Tiểu học Bồ Đề", "short_name": "THGT", "place": "Bồ Đề",
            "governing_body": "UBND phường Bồ Đề", "appraiser": "UBND phường Bồ Đề", "recogniser": "Chủ tịch UBND phường Bồ Đề"})
        self.assertEqual(renamed.status, 303, renamed.text[-500:])
        subprocess.run([DVHT, "dossier", os.path.join(CASES, "gia-thuy-2024"), "--zip", self.path("before.zip")], check=True, capture_output=True)
        with open(self.path("before.zip"), "rb") as file:
            old = unzip(file.read())
        made, _ = self.assert_same()
        self.assertEqual(made["a-quyet-dinh-thanh-lap-to.docx"], old["a-quyet-dinh-thanh-lap-to.docx"], "the day before")
        self.assertNotEqual(made["07-bao-cao.docx"], old["07-bao-cao.docx"], "the new names")

    def test_dropped_package(self):
        """Every command finds what lies in the data folder, and a backup takes it along."""
        self.again = Dropped
        self.serve("tieu-hoc-2022", Dropped)
        files, _ = self.assert_same()
        self.assertEqual(json.loads(files["manifest.json"])["scheme"], "tinh-a/nam-2026")
        if not self.server.postgres:
            self.server.program("backup", self.path("b.dvht"))
            subprocess.run([DVHT, "restore", self.path("b.dvht"), "--data", self.path("back")], check=True, capture_output=True)
            subprocess.run([DVHT, "dossier", "--data", self.path("back"), "--round", str(self.server.round), "--zip", self.path("back.zip")],
                                  check=True, capture_output=True)

    def test_words_of_one_paper(self):
        self.serve("gia-thuy-2024")
        version, = self.server.sql("SELECT version FROM paper WHERE paper = 'submission'")[0]
        again = self.head.post(self.dot + "/van-ban/submission/ky", {"action": "reopen", "version": version, "remarks": "thêm một câu"})
        self.assertEqual(again.status, 303, again.text[-500:])
        address = self.dot + "/van-ban/submission/loi-van-rieng"
        page = self.head.get(address)
        text = html.unescape(re.search(r'<textarea[^>]*name="wording"[^>]*>\n?(.*?)</textarea>', page.text, re.DOTALL).group(1))
        kept = self.head.post(address, {"version": page.hidden("version") or 0, "wording": text + "\n\nChỉ tờ trình của đợt này."})
        self.assertEqual(kept.status, 303, kept.text[-500:])
        self.assertIn("wording/submission.md", self.assert_same()[1])


if __name__ == "__main__":
    unittest.main()
