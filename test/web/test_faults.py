"""The folder is read-only, the disk full, the file damaged, the folder served twice: told in plain
words, and nothing is damaged once the fault is gone."""
import contextlib
import os
import resource
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

from client import DVHT, Server

NEW = {"code": "F1", "name": "Người Mới", "position": "Giáo viên", "version": "0"}


def serve(folder, **options):
    """A server that should not start."""
    return subprocess.run([DVHT, "serve", "--data", folder, "--listen", "127.0.0.1:0"], capture_output=True,
                          text=True, timeout=60, **options)


class Faults(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(lambda: shutil.rmtree(self.server.folder))
        self.addCleanup(self.server.kill)

    def fsck(self):
        done = subprocess.run([DVHT, "fsck", "--data", self.server.folder], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def refused(self, done, *words):
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        self.assertNotIn("listening", done.stdout)
        for word in words:
            self.assertIn(word, done.stderr)

    def test_second_server(self):
        self.refused(serve(self.server.folder), "đang được một chương trình khác phục vụ")
        self.assertEqual(self.server.browser("administrator").post("/nguoi/moi", NEW).status, 303)
        self.fsck()

    def test_damaged_file(self):
        self.server.kill()
        path = self.server.database()
        with open(path, "rb") as file:
            kept = file.read()
        for name, damage in {"header": b"\xff" * 4096 + kept[4096:], "no database": b"xin ch\xc3\xa0o\n" * 1000,
                             "cut": kept[:10000], "a few bytes": b"x"}.items():
            with self.subTest(name):
                for side in ("-wal", "-shm"):
                    if os.path.exists(path + side):
                        os.remove(path + side)
                with open(path, "wb") as file:
                    file.write(damage)
                self.refused(serve(self.server.folder), "dữ liệu")
                with open(path, "rb") as file:
                    self.assertEqual(file.read(), damage, "the file is left as it is")

    def test_damaged_page(self):
        """Seen only when it is read: said in words, and the rest goes on."""
        self.server.process.terminate()  # all is in the file then
        self.server.process.wait(60)
        path = self.server.database()
        with contextlib.closing(sqlite3.connect(path)) as database:
            page, = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'person_sorted'").fetchone()
            size, = database.execute("PRAGMA page_size").fetchone()
        with open(path, "r+b") as file:
            file.seek((page - 1) * size)
            file.write(b"\xff" * size)
        self.server.start()
        browser = self.server.browser("administrator")
        for answer in (browser.get("/nguoi"), browser.post("/nguoi/moi", NEW)):
            self.assertEqual(answer.status, 500)
            self.assertIn("khôi phục từ bản sao lưu", answer.text)
            self.assertRegex(answer.text, "lỗi số [0-9A-F]{8}")
            self.assertNotIn("malformed", answer.text)
        self.assertEqual(browser.get("/tai-khoan-cua-toi").status, 200)
        done = subprocess.run([DVHT, "fsck", "--data", self.server.folder], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        backup = os.path.join(self.server.folder, "b.zip")
        done = subprocess.run([DVHT, "backup", backup, "--data", self.server.folder], capture_output=True, text=True, timeout=60)
        self.assertEqual((done.returncode, os.path.exists(backup)), (2, False), "a damaged one is no backup")
        self.assertIn("hỏng", done.stderr)

    def save_until_refused(self, browser):
        """Codes of the saved, and the refusal."""
        saved = []
        for number in range(2000):
            answer = browser.post("/nguoi/moi", {**NEW, "code": f"F{number}"})
            if answer.status != 303:
                return saved, answer
            saved.append(f"F{number}")
        self.fail("the disk was never full")

    def codes(self):
        with contextlib.closing(sqlite3.connect(self.server.database())) as database:
            return {row[0] for row in database.execute("SELECT code FROM person WHERE code LIKE 'F%'")}

    def fill_and_empty(self, browser, status, empty):
        saved, refused = self.save_until_refused(browser)
        self.assertEqual(refused.status, status, refused.text)
        self.assertIn("Ổ đĩa", refused.text)
        self.assertEqual(browser.get("/nguoi").status, 200, "reading goes on")
        empty()
        self.assertEqual(self.codes(), set(saved), "what was refused is not there")
        self.assertEqual(browser.post("/nguoi/moi", {**NEW, "code": "SAU"}).status, 303)
        self.fsck()

    def test_file_at_its_limit(self):
        browser = self.server.browser("administrator")
        sizes = [os.path.getsize(self.server.database() + end) for end in ("", "-wal")]
        limit = lambda size: resource.prlimit(self.server.process.pid, resource.RLIMIT_FSIZE,
                                              (size, resource.RLIM_INFINITY))
        limit(max(sizes) + 100000)
        self.fill_and_empty(browser, 500, lambda: limit(resource.RLIM_INFINITY))

    @unittest.skipIf(os.geteuid() != 0, "needs to mount a small disk")
    def test_full_disk(self):
        self.server.kill()
        disk = tempfile.mkdtemp(prefix="dvht-disk-")
        self.addCleanup(os.rmdir, disk)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "dvht", disk], stderr=subprocess.DEVNULL).returncode:
            self.skipTest("may not mount")
        self.addCleanup(subprocess.run, ["umount", disk], check=True)
        self.addCleanup(self.server.kill)
        home, self.server.folder = self.server.folder, os.path.join(disk, "data")
        self.addCleanup(setattr, self.server, "folder", home)
        shutil.copytree(home, self.server.folder)
        self.server.start()
        ballast = os.path.join(disk, "ballast")
        room = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        with open(ballast, "wb") as file:
            file.write(b"x" * (room - 300000))
        self.fill_and_empty(self.server.browser("administrator"), 507, lambda: os.remove(ballast))

    @unittest.skipIf(os.geteuid() != 0, "needs another user to be")
    def test_read_only_folder(self):
        self.server.kill()
        os.chmod(self.server.folder, 0o555)
        for name in os.listdir(self.server.folder):
            os.chmod(os.path.join(self.server.folder, name), 0o444)
        self.refused(serve(self.server.folder, user=65534, group=65534, extra_groups=[]), "quyền")
        os.chmod(self.server.folder, 0o755)
        for name in os.listdir(self.server.folder):
            os.chmod(os.path.join(self.server.folder, name), 0o644)
        self.fsck()


if __name__ == "__main__":
    unittest.main()
