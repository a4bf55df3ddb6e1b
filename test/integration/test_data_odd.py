"""backup, restore, fsck, audit verify on what is odd: folders and files that are not theirs, are cut off, in use or in
the way.  Each says so in Vietnamese and ends with 2, and nothing is changed that was there."""
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "web"))
from client import DVHT, SEED, Server  # noqa: E402

COMMANDS = [["fsck"], ["audit", "verify"], ["backup", "BACKUP"], ["user", "list"],
            ["token", "create", "--user", "thgt.head", "--scope", "people.read"]]


def little_room():
    """For the program to come: files cannot grow beyond 50 KB."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50000, 50000))


class Odd(unittest.TestCase):
    def setUp(self):
        self.home = tempfile.mkdtemp(prefix="dvht-odd-")
        self.addCleanup(shutil.rmtree, self.home)
        self.folder = self.path("data")
        os.mkdir(self.folder)
        subprocess.run([SEED, self.folder], check=True, capture_output=True)
        self.file = self.path("data", "dvht.db")

    def path(self, *names):
        return os.path.join(self.home, *names)

    def write(self, data, *names):
        with open(self.path(*names), "wb") as file:
            file.write(data)
        return self.path(*names)

    def read(self, path):
        with open(path, "rb") as file:
            return file.read()

    def dvht(self, *arguments, **options):
        return subprocess.run([DVHT, *arguments], capture_output=True, text=True, timeout=120, **options)

    def there(self):
        """Everything below the home: names, and what files hold."""
        found = {}
        for folder, folders, files in os.walk(self.home):
            found.update({os.path.join(folder, name): None for name in folders})
            for name in set(files) - {"blobs.lock"}:
                path = os.path.join(folder, name)
                found[path] = os.readlink(path) if os.path.islink(path) else self.read(path) if os.path.isfile(path) else "special"
        return found

    def refused(self, done, *words):
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertRegex(done.stderr, r"^dvht: .*\n$", "one line")
        for word in words:
            self.assertIn(word, done.stderr)

    def refused_and_untouched(self, arguments, *words, **options):
        before = self.there()
        self.refused(self.dvht(*arguments, **options), *words)
        self.assertEqual(self.there(), before)


class Folders(Odd):
    def every_command(self, *words):
        for command in COMMANDS:
            with self.subTest(command=command):
                self.refused_and_untouched([self.path("b.zip") if part == "BACKUP" else part for part in command]
                                           + ["--data", self.folder], *words)

    def test_no_folder(self):
        self.folder = self.path("không có")
        self.every_command("Không có dữ liệu ở", self.folder)

    def test_empty_folder(self):
        os.remove(self.file)
        self.every_command("Không có dữ liệu ở")

    def test_folder_is_a_file(self):
        self.folder = self.write(b"x", "tep")
        self.every_command("Không có dữ liệu ở")

    def test_file_is_empty(self):
        """As a full disk or a careless > leaves it: no sound database of no units."""
        self.write(b"", "data", "dvht.db")
        self.every_command("Không có dữ liệu ở")

    def test_file_is_a_folder(self):
        os.remove(self.file)
        os.mkdir(self.file)
        self.every_command()

    def test_foreign_file(self):
        for content in (b"xin ch\xc3\xa0o\n" * 1000, b"PK\x03\x04" + b"\0" * 5000, b"SQLite format 3\0" + b"\xff" * 5000, b"x"):
            with self.subTest(content=content[:10]):
                self.write(content, "data", "dvht.db")
                self.every_command("Tệp dữ liệu bị hỏng")

    def test_database_of_another_program(self):
        os.remove(self.file)
        with sqlite3.connect(self.file) as database:
            database.execute("CREATE TABLE shop (id INTEGER)")
        database.close()
        self.every_command("không phải cơ sở dữ liệu của chương trình")

    def test_newer_schema(self):
        with sqlite3.connect(self.file) as database:
            database.execute("PRAGMA user_version = 9999")
        database.close()
        self.every_command("phiên bản mới hơn")

    def test_location_that_is_none(self):
        for text in (b"", b"mysql://x\n", b"postgresql://a\npostgresql://b\n", b"\xff\n", b"x" * 5000):
            self.write(text, "data", "database.url")
            with self.subTest(text=text[:20]):
                self.every_command()

    def test_no_data_given(self):
        for command in COMMANDS:
            self.refused(self.dvht(*command), "--data")
        self.refused(self.dvht("restore", self.path("b.zip")), "--data")
        self.refused(self.dvht("backup", "--data", self.folder))
        self.refused(self.dvht("restore", "--data", self.folder))


class Targets(Odd):
    """Where a backup is to be written."""

    def backup(self, path, **options):
        return self.dvht("backup", path, "--data", self.folder, **options)

    def test_existing_file_is_replaced_by_a_whole_one(self):
        path = self.write(b"older", "b.zip")
        self.assertEqual(self.backup(path).returncode, 0)
        self.assertEqual(self.dvht("restore", path, "--data", self.path("other")).returncode, 0)

    def test_existing_file_stays_if_the_new_one_fails(self):
        path = self.write(b"older", "b.zip")
        with open(self.file, "r+b") as file:
            file.seek(8192)
            file.write(b"\xff" * 20000)
        self.refused(self.backup(path))
        self.assertEqual(self.read(path), b"older")
        self.assertEqual(sorted(os.listdir(self.home)), ["b.zip", "data"])

    def test_the_data_themselves(self):
        os.symlink(self.folder, self.path("cung-muc"))
        for path in (self.file, self.path("data", ".", "dvht.db"), self.path("cung-muc", "dvht.db")):
            with self.subTest(path=path):
                self.refused_and_untouched(["backup", path, "--data", self.folder], "tên khác")
        server = Server()
        try:
            for end in ("-wal", "-shm"):
                done = self.dvht("backup", server.database() + end, "--data", server.folder)
                self.refused(done, "tên khác")
            self.refused(self.dvht("backup", os.path.join(server.folder, "dvht.lock"), "--data", server.folder), "tên khác")
            self.assertEqual(server.browser("head").get("/nguoi").status, 200)
        finally:
            server.stop()

    def test_no_ordinary_file(self):
        os.mkdir(self.path("muc"))
        os.mkfifo(self.path("ong"))
        os.symlink(self.write(b"older", "xa.zip"), self.path("lien-ket"))
        for name in ("muc", "ong", "lien-ket"):
            with self.subTest(name):
                self.refused_and_untouched(["backup", self.path(name), "--data", self.folder], "tên khác")

    def test_folder_that_is_not_there(self):
        self.refused_and_untouched(["backup", self.path("khong", "co", "b.zip"), "--data", self.folder], "Không ghi được")
        self.refused_and_untouched(["backup", "", "--data", self.folder])

    @unittest.skipIf(os.geteuid() != 0, "needs another user to be")
    def test_folder_that_is_closed(self):
        os.mkdir(self.path("kin"), 0o555)
        os.chmod(self.home, 0o755)
        for folder, folders, files in os.walk(self.folder):
            for name in [folder, *(os.path.join(folder, file) for file in files)]:
                os.chown(name, 65534, 65534)
        self.refused_and_untouched(["backup", self.path("kin", "b.zip"), "--data", self.folder], "Không ghi được",
                                   user=65534, group=65534, extra_groups=[])

    def test_full_disk(self):
        path = self.write(b"older", "b.zip")
        self.refused(self.backup(path, preexec_fn=little_room))
        self.assertEqual(self.read(path), b"older")
        self.assertEqual(sorted(os.listdir(self.home)), ["b.zip", "data"])


class Restores(Odd):
    def setUp(self):
        super().setUp()
        self.backup = self.path("b.zip")
        self.assertEqual(self.dvht("backup", self.backup, "--data", self.folder).returncode, 0)
        self.other = self.path("other")

    def restore(self, path=None, **options):
        return self.dvht("restore", path or self.backup, "--data", self.other, **options)

    def test_used_folder(self):
        """Of a database, of what is left of one, or of one that is elsewhere."""
        for name in ("dvht.db", "dvht.db-wal", "dvht.db-shm", "dvht.db-journal", "database.url", "blobs"):
            with self.subTest(name):
                os.mkdir(self.other)
                self.write(b"x", "other", name)
                self.refused_and_untouched(["restore", self.backup, "--data", self.other], "đã có dữ liệu")
                shutil.rmtree(self.other)

    def test_files_of_others_stay(self):
        os.mkdir(self.other)
        self.write(b"x", "other", "ghi-chu.txt")
        self.assertEqual(self.restore().returncode, 0)
        self.assertEqual(self.read(self.path("other", "ghi-chu.txt")), b"x")
        self.assertEqual(sorted(os.listdir(self.other)), ["dvht.db", "ghi-chu.txt"])

    def test_served_folder(self):
        server = Server()
        try:
            self.other = server.folder
            self.refused(self.restore(), "đã có dữ liệu")
        finally:
            server.stop()

    def test_folder_is_a_file(self):
        self.write(b"x", "other")
        self.refused_and_untouched(["restore", self.backup, "--data", self.other])

    def test_no_backup(self):
        os.mkdir(self.path("muc"))
        for path, words in ((self.path("muc"), "không phải bản sao lưu"), (self.file, "không phải bản sao lưu"), ("/dev/null", "không phải bản sao lưu"),
                            (self.path("khong-co"), self.path("khong-co"))):
            with self.subTest(path=path):
                self.refused(self.restore(path), words)
                self.assertFalse(os.path.exists(self.path("other", "dvht.db")))

    def test_cut_anywhere(self):
        whole = self.read(self.backup)
        for length in (0, 1, 30, len(whole) // 3, len(whole) // 2, len(whole) - 30, len(whole) - 1):
            with self.subTest(length=length):
                self.refused(self.restore(self.write(whole[:length], "cut.zip")))
                self.assertEqual(os.listdir(self.other) if os.path.exists(self.other) else [], [])

    def test_full_disk(self):
        self.refused(self.restore(preexec_fn=little_room))
        self.assertEqual(os.listdir(self.other) if os.path.exists(self.other) else [], [])


if __name__ == "__main__":
    unittest.main()
