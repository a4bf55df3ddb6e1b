"""backup, restore, fsck, audit verify: from outside, on a data folder that a server made."""
import contextlib
import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "web"))
from client import DVHT, SEED, Server  # noqa: E402


FIXTURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "fixtures", "databases")


def put_files(folder):
    """The files that a fixture's records name: those of the case that make_database.py loads, in the first unit."""
    evidence = os.path.join(FIXTURES, "..", "..", "cases", "tieu-hoc-2022", "evidence")
    for name in os.listdir(evidence):
        with open(os.path.join(evidence, name), "rb") as file:
            digest = hashlib.sha256(file.read()).hexdigest()
        target = os.path.join(folder, "blobs", "1", digest[:2])
        os.makedirs(target, exist_ok=True)
        shutil.copy(os.path.join(evidence, name), os.path.join(target, digest))


def plain(answer):
    """A page without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def dvht(*arguments):
    return subprocess.run([DVHT, *arguments], capture_output=True, text=True, timeout=120)


class Data(unittest.TestCase):
    def setUp(self):
        self.home = tempfile.mkdtemp(prefix="dvht-data-")
        self.folder = os.path.join(self.home, "data")
        os.mkdir(self.folder)
        subprocess.run([SEED, self.folder], check=True, capture_output=True)
        self.file = os.path.join(self.folder, "dvht.db")

    def tearDown(self):
        shutil.rmtree(self.home)

    def edit(self, sql, *values):
        with sqlite3.connect(self.file) as database:
            changed = database.execute(sql, values).rowcount
        database.close()
        return changed

    def fsck(self, code, *words):
        done = dvht("fsck", "--data", self.folder)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        for word in words:
            self.assertIn(word, done.stdout + done.stderr)

    def test_sound(self):
        self.fsck(0, "lành lặn")
        done = dvht("audit", "verify", "--data", self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_edit_behind_the_back(self):
        """Any column of any record that the log tells of."""
        edits = ["UPDATE person SET name = 'Kẻ Gian' WHERE id = (SELECT min(id) FROM person)",
                 "UPDATE person SET state = 'left' WHERE id = (SELECT min(id) FROM person)",
                 "UPDATE person SET joined_on = '2020-01-01' WHERE id = (SELECT min(id) FROM person)",
                 "UPDATE account SET password_hash = 'x' WHERE id = (SELECT min(id) FROM account)",
                 "UPDATE account SET totp_secret = x'00' WHERE id = (SELECT min(id) FROM account)",
                 "UPDATE role_grant SET role = 'administrator' WHERE role = 'staff'",
                 "UPDATE unit SET kind = 'college' WHERE id = 1",
                 "UPDATE unit_name SET name = 'Trường khác' WHERE unit_id = 1",
                 "INSERT INTO role_grant (unit_id, id, account_id, role) SELECT unit_id, 900, id, 'head' FROM account LIMIT 1",
                 "DELETE FROM role_grant WHERE id = (SELECT min(id) FROM role_grant)"]
        for number, sql in enumerate(edits):
            with self.subTest(sql=sql):
                kept = os.path.join(self.home, "kept.db")
                shutil.copy(self.file, kept)
                self.assertGreaterEqual(self.edit(sql), 1)
                self.fsck(2, "HỎNG")
                done = dvht("audit", "verify", "--data", self.folder)
                self.assertEqual(done.returncode, 0, "the log itself is whole")
                shutil.copy(kept, self.file)
        self.fsck(0)

    def test_edited_log(self):
        for sql in ["UPDATE event SET account_id = account_id + 1 WHERE seq = 2 AND unit_id = 1",
                    "DELETE FROM event WHERE seq = 3 AND unit_id = 1",
                    "UPDATE event_payload SET after = '{}' WHERE seq = 2 AND unit_id = 1",
                    "UPDATE unit SET audit_seq = audit_seq - 1 WHERE id = 1"]:
            with self.subTest(sql=sql):
                kept = os.path.join(self.home, "kept.db")
                shutil.copy(self.file, kept)
                self.assertEqual(self.edit(sql), 1)
                done = dvht("audit", "verify", "--data", self.folder)
                self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
                self.fsck(2, "Nhật ký")
                shutil.copy(kept, self.file)

    def test_erased_payload_is_lawful(self):
        self.assertGreaterEqual(self.edit("DELETE FROM event_payload WHERE unit_id = 1 AND seq IN "
                                          "(SELECT seq FROM event WHERE unit_id = 1 AND object_kind = 'person')"), 1)
        self.fsck(0)

    def test_repairs(self):
        self.edit("UPDATE person SET sort_key = 'zzz', folded = '' WHERE id = (SELECT min(id) FROM person)")
        self.edit("UPDATE unit SET next_id = 1 WHERE id = 1")
        self.fsck(1, "ĐÃ SỬA", "khóa sắp xếp", "Số thứ tự kế tiếp")
        self.fsck(0)

    def test_broken_file(self):
        with open(self.file, "r+b") as file:
            file.seek(8192)
            file.write(b"\xff" * 20000)
        self.fsck(2)

    def test_not_there(self):
        missing = os.path.join(self.home, "none")
        for command in (["fsck"], ["audit", "verify"], ["backup", os.path.join(self.home, "b.zip")]):
            done = dvht(*command, "--data", missing)
            self.assertEqual(done.returncode, 2, done.stdout)
            self.assertFalse(os.path.exists(missing))

    def test_backup_and_restore(self):
        backup, other = os.path.join(self.home, "sao-luu.zip"), os.path.join(self.home, "other")
        done = dvht("backup", backup, "--data", self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        done = dvht("restore", backup, "--data", other)
        self.assertEqual(done.returncode, 0, done.stderr)
        for table in ("person", "event", "event_payload", "account", "unit"):
            rows = []
            for folder in (self.folder, other):
                database = sqlite3.connect(os.path.join(folder, "dvht.db"))
                rows.append(database.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall())
                database.close()
            self.assertEqual(rows[0], rows[1])
            self.assertTrue(rows[0])
        again = dvht("restore", backup, "--data", other)
        self.assertEqual(again.returncode, 2)
        self.assertIn("đã có dữ liệu", again.stderr)
        self.assertEqual(sorted(os.listdir(self.home)), ["data", "other", "sao-luu.zip"])

    def test_packages_behind_a_link(self):
        """The folder of packages may be a link, which the server follows: a backup takes along what it reads."""
        package = os.path.join(self.home, "packages", "tinh-a", "nam-2026")
        os.makedirs(package)
        with open(os.path.join(package, "scheme.json"), "w", encoding="utf-8") as file:
            file.write("{}")
        os.symlink(os.path.join(self.home, "packages"), os.path.join(self.folder, "schemes"))
        backup, other = os.path.join(self.home, "link.zip"), os.path.join(self.home, "linked")
        self.assertEqual(dvht("backup", backup, "--data", self.folder).returncode, 0)
        self.assertEqual(dvht("restore", backup, "--data", other).returncode, 0)
        self.assertTrue(os.path.isfile(os.path.join(other, "schemes", "tinh-a", "nam-2026", "scheme.json")))

    def test_bad_backups(self):
        backup, other = os.path.join(self.home, "b.zip"), os.path.join(self.home, "other")
        self.assertEqual(dvht("backup", backup, "--data", self.folder).returncode, 0)
        with open(backup, "rb") as file:
            good = file.read()
        foreign = os.path.join(self.home, "foreign.zip")
        with zipfile.ZipFile(foreign, "w") as archive:
            archive.writestr("a.txt", "a")
        changed = os.path.join(self.home, "changed.zip")
        with zipfile.ZipFile(backup) as old, zipfile.ZipFile(changed, "w") as new:
            for name in old.namelist():
                data = bytearray(old.read(name))
                if name == "dvht.db":
                    data[-1] ^= 1
                new.writestr(name, bytes(data))
        climbing = []
        for number, name in enumerate(("schemes/../a", "schemes/.a", "schemes", "schemes//a", "schemes/a b", "schemesa/a", "smtp.url")):
            climbing.append(os.path.join(self.home, f"climbing{number}.zip"))
            with zipfile.ZipFile(backup) as old, zipfile.ZipFile(climbing[-1], "w") as new:
                for entry in old.namelist():
                    listed = f"{hashlib.sha256(b'a').hexdigest()}  1  {name}\n".encode() if entry == "MANIFEST" else b""
                    new.writestr(entry, old.read(entry) + listed)
                new.writestr(name, b"a")
        cut = os.path.join(self.home, "cut.zip")
        for path, data in ((cut, good[:-100]), (os.path.join(self.home, "empty.zip"), b""),
                           (os.path.join(self.home, "text.zip"), b"xin chao")):
            with open(path, "wb") as file:
                file.write(data)
        for path in (*climbing, foreign, changed, cut, os.path.join(self.home, "empty.zip"), os.path.join(self.home, "text.zip"),
                     os.path.join(self.home, "none.zip")):
            with self.subTest(path=path):
                done = dvht("restore", path, "--data", other)
                self.assertEqual(done.returncode, 2, done.stdout)
                self.assertFalse(os.path.exists(os.path.join(other, "dvht.db")))
                self.assertEqual(os.listdir(other) if os.path.exists(other) else [], [])


class OldDatabases(unittest.TestCase):
    def test_served(self):
        """What older programs kept is opened by this one, and people go on with it."""
        for name in sorted(os.listdir(FIXTURES)):
            with self.subTest(name):
                server = Server(seeded=False, started=False)
                shutil.copy(os.path.join(FIXTURES, name), server.database())
                put_files(server.folder)
                server.start()
                try:
                    browser = server.browser()
                    self.assertEqual(browser.log_in("thgt.administrator").status, 303)
                    self.assertIn("Nguyễn Thị Lan", browser.get("/nguoi").text)
                    new = {"code": "MOI", "name": "Người Mới", "position": "Giáo viên", "version": "0"}
                    self.assertEqual(browser.post("/nguoi/moi", new).status, 303)
                    done = dvht("fsck", "--data", server.folder)
                    self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                finally:
                    server.stop()


    def test_killed_while_migrating(self):
        """At any moment of the first start: the next one finds all as it was, or as it should be."""
        oldest = os.path.join(FIXTURES, sorted(os.listdir(FIXTURES))[0])
        with contextlib.closing(sqlite3.connect(oldest)) as database:
            people = database.execute("SELECT unit_id, id, name, version FROM person ORDER BY 1, 2").fetchall()
        for milliseconds in range(0, 60, 3):
            with self.subTest(milliseconds=milliseconds), tempfile.TemporaryDirectory(prefix="dvht-old-") as folder:
                path = os.path.join(folder, "dvht.db")
                shutil.copy(oldest, path)
                process = subprocess.Popen([DVHT, "serve", "--data", folder, "--listen", "127.0.0.1:0"], stdout=subprocess.DEVNULL)
                time.sleep(milliseconds / 1000)
                process.kill()
                process.wait(60)
                done = dvht("fsck", "--data", folder)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                with contextlib.closing(sqlite3.connect(path)) as database:
                    self.assertEqual(database.execute("SELECT unit_id, id, name, version FROM person ORDER BY 1, 2").fetchall(), people)


class WhileServing(unittest.TestCase):
    def test_names_in_time(self):
        """A new authority from a day on: the old names end the day before, and the log tells of both."""
        server = Server()
        try:
            browser = server.browser("administrator")
            name = {"version": "1", "valid_from": "01/07/2029", "name": "Trường Tiểu học Mới", "short_name": "Mới",
                    "governing_body": "UBND phường Bồ Đề", "appraiser": "Phòng Văn hóa - Xã hội", "place": "Hà Nội"}
            self.assertEqual(browser.post("/don-vi", name).status, 303)
            self.assertEqual(browser.post("/don-vi", name).status, 409, "the form began from an older version")
            self.assertEqual(browser.post("/don-vi", {**name, "version": "2", "valid_from": "31/02/2029"}).status, 422)
            page = plain(browser.get("/don-vi"))
            self.assertIn("đến hết 30/06/2029", page)
            self.assertIn("Trường Tiểu học Mới", page)
            # in the midst of the old names' time
            self.assertEqual(browser.post("/don-vi", {**name, "version": "2", "valid_from": "01/01/2028",
                                                      "name": "Trường Giữa"}).status, 303)
            page = plain(browser.get("/don-vi"))
            for words in ("đến hết 31/12/2027", "từ 01/01/2028 đến hết 30/06/2029", "từ 01/07/2029"):
                self.assertIn(words, page)
            done = dvht("fsck", "--data", server.folder)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        finally:
            server.stop()

    def test_backup_under_saves(self):
        """Saves go on while copies are made; every copy is whole, and none later than told."""
        server = Server()
        home = tempfile.mkdtemp(prefix="dvht-data-")
        stop, saved = threading.Event(), []

        def save():
            browser = server.browser("administrator")
            while not stop.is_set():
                answer = browser.post("/nguoi/moi", {"code": f"S{len(saved):04}", "name": f"Người {len(saved)}",
                                                    "position": "Giáo viên"})
                if answer.status in (200, 303):
                    saved.append(answer.status)

        thread = threading.Thread(target=save)
        thread.start()
        try:
            for number in range(5):
                backup, other = os.path.join(home, f"{number}.zip"), os.path.join(home, str(number))
                before = len(saved)
                done = dvht("backup", backup, "--data", server.folder)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual(dvht("restore", backup, "--data", other).returncode, 0)
                done = dvht("fsck", "--data", other)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                database = sqlite3.connect(os.path.join(other, "dvht.db"))
                count = database.execute("SELECT count(*) FROM person WHERE code LIKE 'S%'").fetchone()[0]
                database.close()
                self.assertGreaterEqual(count, before, "an acknowledged save is in every later backup")
            done = dvht("fsck", "--data", server.folder)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        finally:
            stop.set()
            thread.join()
            server.stop()
            shutil.rmtree(home)
        self.assertGreater(len(saved), 5)


if __name__ == "__main__":
    unittest.main()
