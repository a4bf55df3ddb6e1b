"""The PostgreSQL server ends, crashes and comes back: said in plain words, nothing that was acknowledged is lost, and
the program goes on by itself."""
import os
import signal
import subprocess
import sys
import threading
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import with_postgres  # noqa: E402
from client import DVHT, Server  # noqa: E402

DURABLE = {**with_postgres.SETTINGS, "fsync": "on", "full_page_writes": "on"}


class Lost(unittest.TestCase):
    def setUp(self):
        self.postgres = with_postgres.Server(DURABLE)
        self.addCleanup(self.postgres.remove)
        os.environ["DVHT_TEST_POSTGRES"] = self.postgres.folder
        self.server = Server()
        self.addCleanup(self.server.stop)
        self.browser = self.server.browser("administrator")
        self.number = 0

    def save(self):
        self.number += 1
        return self.browser.post("/nguoi/moi", {"code": f"L{self.number}", "name": "Người Mới", "position": "Giáo viên", "version": "0"})

    def codes(self):
        return {code for code, in self.server.sql("SELECT code FROM person WHERE code LIKE 'L%'")}

    def fsck(self):
        done = subprocess.run([DVHT, "fsck", "--data", self.server.folder], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_gone_and_back(self):
        for how in (signal.SIGINT, signal.SIGQUIT):
            with self.subTest(how=how):
                self.assertEqual(self.save().status, 303)
                kept = self.codes()
                self.postgres.stop(how)
                for answer in (self.browser.get("/nguoi"), self.save(), self.browser.get("/healthz"),
                               self.server.browser().log_in("thgt.staff")):
                    self.assertEqual(answer.status, 503, answer.text[-500:])
                    self.assertIn("cơ sở dữ liệu", answer.text)
                    self.assertNotIn(self.postgres.folder, answer.text, "where the database is, is nobody's business")
                self.assertEqual(self.server.browser().get("/tep/app.css").status, 200, "what needs no database is there")
                self.postgres.start()
                self.assertEqual(self.browser.get("/nguoi").status, 200, "without a new start of the program")
                self.assertEqual(self.codes(), kept, "what was refused is not there")
                self.assertEqual(self.save().status, 303)
                self.fsck()

    def test_short_breaks_under_saves(self):
        """People save while the server is started anew: each save is there or was refused."""
        acknowledged, refused, stop = set(), set(), threading.Event()

        def save_on():
            while not stop.is_set():
                answer = self.save()
                (acknowledged if answer.status == 303 else refused).add(f"L{self.number}")
                self.assertIn(answer.status, (303, 503), answer.text[-500:])

        saver = threading.Thread(target=save_on)
        saver.start()
        for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGQUIT):
            time.sleep(0.5)
            self.postgres.stop(how)
            self.postgres.start()
        stop.set()
        saver.join()
        self.assertGreater(len(acknowledged), 3)
        self.assertEqual(acknowledged - self.codes(), set(), "acknowledged and lost")
        self.fsck()

    def test_not_there_at_the_start(self):
        self.postgres.stop()
        done = subprocess.run([DVHT, "fsck", "--data", self.server.folder], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 2)
        self.assertIn("cơ sở dữ liệu", done.stderr)
        self.postgres.start()
        self.fsck()


if __name__ == "__main__":
    unittest.main()
