"""A case loaded into a data folder, taken out again, and its dossier made from either: the same."""
import filecmp
import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

from command import CASES, run

POSTGRES = os.environ.get("DVHT_TEST_POSTGRES")
NAMES = ("gia-thuy-2024", "mam-non-2025", "thpt-2025", "tieu-hoc-2022")


def differences(left, right, below=""):
    """Paths that are not the same in two folders."""
    compared = filecmp.dircmp(os.path.join(left, below), os.path.join(right, below))
    found = [os.path.join(below, name) for name in compared.left_only + compared.right_only + compared.funny_files]
    _, unlike, broken = filecmp.cmpfiles(compared.left, compared.right, compared.common_files, shallow=False)
    found += [os.path.join(below, name) for name in unlike + broken]
    for name in compared.common_dirs:
        found += differences(left, right, os.path.join(below, name))
    return found


class Stored(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, name):
        return os.path.join(self.folder, name)

    def data(self, name):
        """An empty data folder; on PostgreSQL with a database of its own."""
        path = self.path(name)
        os.mkdir(path)
        if POSTGRES:
            base = "stored_" + os.path.basename(self.folder).replace("-", "_").lower() + "_" + name
            subprocess.run(["createdb", "-h", POSTGRES, "-U", "dvht", base], check=True, cwd="/")
            with open(os.path.join(path, "database.url"), "w", encoding="utf-8") as file:
                file.write(f"postgresql:///{base}?host={POSTGRES}&user=dvht\n")
        return path

    def ok(self, *arguments):
        ran = run(*arguments)
        self.assertEqual((ran.code, ran.err), (0, ""), ran)
        return ran.out

    def load(self, case, name):
        out = self.ok("load", case, "--data", self.data(name))
        return out.splitlines()[-1].removeprefix("round ")

    def export(self, name, round_id, out):
        self.ok("export", "--data", self.path(name), "--round", round_id, "--out", self.path(out))
        return self.path(out)

    def test_round_trip(self):
        for case in NAMES:
            with self.subTest(case):
                round_id = self.load(os.path.join(CASES, case), case)
                first = self.export(case, round_id, case + "-1")
                again = self.load(first, case + "-b")
                second = self.export(case + "-b", again, case + "-2")
                self.assertEqual(differences(first, second), [])
                self.assertIn("lành lặn", self.ok("fsck", "--data", self.path(case)))

    def test_same_findings(self):
        for case in NAMES:
            with self.subTest(case):
                folder = os.path.join(CASES, case)
                first = self.export(case, self.load(folder, case), case + "-1")
                told = [[(f["severity"], f["code"], f["message"]) for f in json.loads(run("check", path, "--json").out)]
                        for path in (folder, first)]
                self.assertEqual(told[0], told[1])

    def test_same_dossier(self):
        for case in NAMES:
            with self.subTest(case):
                folder = os.path.join(CASES, case)
                round_id = self.load(folder, case)
                taken = self.export(case, round_id, case + "-1")
                self.ok("dossier", folder, "--all", "--out", self.path(case + "-a"))
                self.ok("dossier", taken, "--all", "--out", self.path(case + "-b"))
                self.ok("dossier", "--data", self.path(case), "--round", round_id, "--all", "--out", self.path(case + "-c"))
                self.assertEqual(differences(self.path(case + "-a"), self.path(case + "-b")), [])
                self.assertEqual(differences(self.path(case + "-b"), self.path(case + "-c")), [])

    def test_round_by_year(self):
        """A round that was opened in the browser has no number that anybody was told: its year stands in every address."""
        self.load(os.path.join(CASES, "gia-thuy-2024"), "data")
        taken = self.export("data", "2024", "by-year")
        self.ok("dossier", "--data", self.path("data"), "--round", "2024", "--zip", self.path("a.zip"))
        self.ok("dossier", taken, "--zip", self.path("b.zip"))
        with open(self.path("a.zip"), "rb") as one, open(self.path("b.zip"), "rb") as other:
            self.assertTrue(one.read() == other.read())
        refused = run("export", "--data", self.path("data"), "--round", "2031", "--out", self.path("none"))
        self.assertEqual(refused.code, 2, refused.out)

    def test_names_of_days(self):
        """In any order in the case; whoever has no body above has no chair of one to recognise it."""
        folder = self.path("case")
        shutil.copytree(os.path.join(CASES, "gia-thuy-2024"), folder)
        with open(os.path.join(folder, "case.json"), encoding="utf-8") as file:
            case = json.load(file)
        case["x-dvht-names"] = [{"from": "2025-01-05", "name": "Trường Mới", "governing_body": "UBND phường Bồ Đề"}, {"from": "2015-01-01", "name": "Trường Cũ"}]
        with open(os.path.join(folder, "case.json"), "w", encoding="utf-8") as file:
            json.dump(case, file)
        taken = self.export("data", self.load(folder, "data"), "taken")
        with open(os.path.join(taken, "case.json"), encoding="utf-8") as file:
            names = json.load(file)["x-dvht-names"]
        self.assertEqual([(item["from"], item["name"], item.get("recogniser")) for item in names],
                         [("2015-01-01", "Trường Cũ", None), ("2025-01-05", "Trường Mới", "Chủ tịch UBND phường Bồ Đề")])
        for item in names:
            self.assertEqual((item["place"], item["receiver"]), (case["unit"]["place"], case["authority"]["receiver"]), "as in unit and authority")
        self.ok("dossier", "--data", self.path("data"), "--round", "2024", "--zip", self.path("a.zip"), "--draft")

    def test_own_keys(self):
        """Keys "x-…" come back where they stood; identities are kept."""
        folder = self.path("case")
        shutil.copytree(os.path.join(CASES, "gia-thuy-2024"), folder)
        with open(os.path.join(folder, "case.json"), encoding="utf-8") as file:
            case = json.load(file)
        case["x-phan-mem"] = {"phiên bản": [1, 2.5, None]}
        case["ratings"][2]["x-ghi/chú"] = "giữ nguyên"
        case["unit"]["x-~mã"] = 7
        case.update(uid="46cbc03f-470a-4f92-857a-6629d744f1b8", revision=4)
        case["unit"]["uid"] = "8ebde636-a046-4bbb-b38d-331b0e6e6638"
        with open(os.path.join(folder, "case.json"), "w", encoding="utf-8") as file:
            json.dump(case, file, ensure_ascii=False)
        out = self.export("data", self.load(folder, "data"), "out")
        with open(os.path.join(out, "case.json"), encoding="utf-8") as file:
            back = json.load(file)
        self.assertEqual(back["x-phan-mem"], case["x-phan-mem"])
        self.assertEqual(back["ratings"][2]["x-ghi/chú"], "giữ nguyên")
        self.assertEqual(back["unit"]["x-~mã"], 7)
        self.assertEqual((back["uid"], back["revision"], back["unit"]["uid"]),
                         (case["uid"], 4, case["unit"]["uid"]))

    def changed(self, name, change):
        """The sample, changed: its folder."""
        folder = self.path(name)
        shutil.copytree(os.path.join(CASES, "gia-thuy-2024"), folder)
        with open(os.path.join(folder, "case.json"), encoding="utf-8") as file:
            case = json.load(file)
        change(case)
        with open(os.path.join(folder, "case.json"), "w", encoding="utf-8") as file:
            json.dump(case, file, ensure_ascii=False)
        return folder

    def test_unfinished(self):
        """What pages are there to finish may be brought in with --draft; what they cannot mend may not."""
        folder = self.changed("case", lambda case: case.update(ratings=case["ratings"][:3]))
        ran = run("load", folder, "--data", self.data("refused"))
        self.assertEqual(ran.code, 1, ran)
        self.assertIn("--draft", ran.err)
        out = run("load", folder, "--draft", "--data", self.data("draft"))
        self.assertEqual(out.code, 0, out)
        self.assertIn("missing_rating", out.out)
        self.export("draft", out.out.splitlines()[-1].removeprefix("round "), "out")
        self.assertEqual(run("check", self.path("out")).out.count("missing_rating"), 9)
        folder = self.changed("broken", lambda case: case["ratings"][0]["evidence"].append("mc99"))
        ran = run("load", folder, "--draft", "--data", self.data("broken-data"))
        self.assertEqual(ran.code, 1, ran)
        self.assertIn("không sửa được", ran.err)
        self.assertNotIn("--draft", ran.err)

    def test_not_begun(self):
        """Who has told nothing of themselves has no self-assessment in the data, and none when it is taken out again."""
        folder = self.changed("case", lambda case: None)
        results = os.path.join(folder, "results.csv")
        with open(results, encoding="utf-8") as file:
            lines = file.read().split("\n")
        lines[9] = ",".join(lines[9].split(",")[:7] + [""] * 12)
        self.assertTrue(lines[9].startswith("GV009,x,100,"))
        with open(results, "w", encoding="utf-8") as file:
            file.write("\n".join(lines))
        out = self.export("data", self.load(folder, "data"), "out")
        with open(os.path.join(out, "results.csv"), encoding="utf-8-sig") as file:
            self.assertIn(lines[9].rstrip("\r"), file.read())
        if not POSTGRES:
            with sqlite3.connect(os.path.join(self.path("data"), "dvht.db")) as database:
                self.assertEqual(database.execute("SELECT count(*) FROM citizen_assessment").fetchone(), (47,))

    def test_refused(self):
        round_id = self.load(os.path.join(CASES, "gia-thuy-2024"), "data")
        for arguments, says in (
                (("--data", self.path("data"), "--out", self.path("x")), f"--round ID. Các đợt trong dữ liệu: {round_id} (năm 2024, tt24-2023/cap-huyen/muc-do-1)"),
                (("--data", self.path("data"), "--round", "999", "--out", self.path("x")), "Không có mục này"),
                (("--data", self.path("data"), "--round", "x", "--out", self.path("x")), "--round ID"),
                (("--data", self.path("data"), "--round", round_id, "--unit", "KHAC", "--out", self.path("x")), "KHAC"),
                (("--data", self.path("none"), "--round", round_id, "--out", self.path("x")), "none"),
                (("--data", self.path("data"), "--round", round_id), "--out")):
            ran = run("export", *arguments)
            self.assertEqual((ran.code, ran.out), (2, ""), arguments)
            self.assertIn(says, ran.err)
        self.assertFalse(os.path.exists(self.path("x")))
        os.mkdir(self.path("full"))
        with open(self.path("full/a"), "w", encoding="utf-8"):
            pass
        self.assertEqual(run("export", "--data", self.path("data"), "--round", round_id, "--out", self.path("full")).code, 2)

    def blobs(self, name):
        """Paths of all files by content, below the data folder."""
        top = self.path(name)
        return sorted(os.path.relpath(os.path.join(folder, file), top)
                      for folder, _, files in os.walk(os.path.join(top, "blobs")) for file in files)

    def test_files_by_content(self):
        """Each file that a record names must be there and be what its name says."""
        self.load(os.path.join(CASES, "gia-thuy-2024"), "data")
        self.assertGreaterEqual(len(self.blobs("data")), 20)
        first, second = self.blobs("data")[:2]
        os.remove(os.path.join(self.path("data"), first))
        with open(os.path.join(self.path("data"), second), "ab") as file:
            file.write(b"x")
        ran = run("fsck", "--data", self.path("data"))
        self.assertEqual(ran.code, 2)
        self.assertIn(os.path.basename(first) + " (minh chứng hoặc bản ký) đã mất", ran.out)
        self.assertIn(os.path.basename(second) + " (minh chứng hoặc bản ký) trong thư mục blobs đã bị sửa", ran.out)

    @unittest.skipIf(POSTGRES, "PostgreSQL is backed up by its own tools")
    def test_backup_takes_files(self):
        self.load(os.path.join(CASES, "gia-thuy-2024"), "data")
        lost = self.blobs("data")[0]
        os.makedirs(os.path.join(self.path("data"), "blobs/1/00"), exist_ok=True)
        with open(os.path.join(self.path("data"), "blobs/1/00/" + "0" * 64), "wb"):
            pass  # named by nothing: not in the backup
        self.ok("backup", self.path("b.dvht"), "--data", self.path("data"))
        self.ok("restore", self.path("b.dvht"), "--data", self.path("back"))
        os.remove(os.path.join(self.path("data"), "blobs/1/00/" + "0" * 64))
        self.assertEqual(self.blobs("back"), self.blobs("data"))
        self.assertIn("lành lặn", self.ok("fsck", "--data", self.path("back")))
        os.remove(os.path.join(self.path("data"), lost))
        self.ok("backup", self.path("b.dvht"), "--data", self.path("data"))
        self.ok("restore", self.path("b.dvht"), "--data", self.path("less"))
        self.assertEqual(run("fsck", "--data", self.path("less")).code, 2)

    @unittest.skipIf(POSTGRES, "the file is SQLite's")
    def test_edited_behind_the_back(self):
        """An edit of any record of a round shows."""
        self.load(os.path.join(CASES, "gia-thuy-2024"), "data")
        with sqlite3.connect(os.path.join(self.path("data"), "dvht.db")) as database:
            for table, column in (("rating", "current"), ("evidence", "title"), ("team_member", "duty"), ("paper", "number"),
                                  ("study_plan", "rank"), ("meeting", "votes"), ("assignment", "due"), ("round_text", "text")):
                database.execute(f"UPDATE {table} SET {column} = '7' WHERE id = (SELECT min(id) FROM {table})")
        ran = run("fsck", "--data", self.path("data"))
        self.assertEqual(ran.code, 2)
        for table in ("rating", "evidence", "team_member", "paper", "study_plan", "meeting", "assignment", "round_text"):
            self.assertIn(table, ran.out)


if __name__ == "__main__":
    unittest.main()
