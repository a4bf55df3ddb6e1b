"""The server killed at random moments while browsers save: what all tests of it share.

Environment: KILLS how many, CRASH_SEED the seed of a run to have again."""
import contextlib
import http.client
import os
import random
import shutil
import sqlite3
import subprocess
import threading
import time
import unittest

from client import DVHT, Server

KILLS = int(os.environ.get("KILLS", "20"))
SEED = int(os.environ.get("CRASH_SEED", random.SystemRandom().randrange(10**9)))
FSCK_EVERY = 20
LOST = (OSError, http.client.HTTPException)  # no answer, or half of one


class Saver:
    """Saves on connections of its own until the server is gone; `step (browser)` does one save."""

    role = "administrator"  # whose account saves

    def __init__(self, number, generator):
        self.number = number
        self.random = random.Random(generator.random())
        self.marks = 0
        self.complaints = []
        self.saved = 0

    def mark(self):
        self.marks += 1
        return f"{self.number}-{self.marks}"

    def post(self, browser, path, sent):
        """True when it was acknowledged."""
        answer = browser.post(path, sent)
        if answer.status == 303:
            self.saved += 1
            return True
        self.complaints.append(f"{path}: {answer.status} {answer.text[-300:]}")
        return False

    def run(self, browser, stop):
        with contextlib.suppress(*LOST):
            while not stop.is_set() and not self.complaints:
                self.step(browser)


class Crash(unittest.TestCase):
    """A test gives `make_savers ()` and `settle (saver)`: is everything there that was acknowledged?"""

    def setUp(self):
        print(f"# seed {SEED}, {KILLS} kills", flush=True)
        self.random = random.Random(SEED)
        self.server = self.make_server()
        self.addCleanup(shutil.rmtree, self.server.folder)
        self.addCleanup(self.server.kill)
        self.savers = self.make_savers()

    def kill_while_starting(self):
        if self.running:
            self.server.kill()
            self.running = False
        self.server.launch()
        time.sleep(self.random.uniform(0, 0.06))
        self.server.kill()

    running = False  # the server, between two kills
    longest = 0.3  # seconds of saving before a kill
    least = 1      # saves to a kill, or nothing was tested

    def make_server(self):
        return Server()

    def browser_of(self, saver):
        return self.server.browser(saver.role)

    def kill_while_saving(self):
        if not self.running:
            self.server.start()
        stop = threading.Event()
        threads = [threading.Thread(target=saver.run, args=(self.browser_of(saver), stop)) for saver in self.savers]
        for thread in threads:
            thread.start()
        time.sleep(self.random.uniform(0, self.longest))
        self.server.kill()
        self.running = False
        stop.set()
        for thread in threads:
            thread.join()

    def rows(self, statement, *values):
        with contextlib.closing(sqlite3.connect(self.server.database())) as database:
            return database.execute(statement, values).fetchall()

    def fsck(self):
        done = subprocess.run([DVHT, "fsck", "--data", self.server.folder], capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def settle_all(self):
        for saver in self.savers:
            self.assertEqual(saver.complaints, [])
            self.settle(saver)

    def kill_again_and_again(self):
        self.server.kill()
        for kill in range(1, KILLS + 1):
            if self.random.random() < 0.15:
                self.kill_while_starting()
            else:
                self.kill_while_saving()
            if kill % FSCK_EVERY == 0:
                self.fsck()  # sometimes fsck is the first to open what was left, mostly the server
            else:
                self.server.start()
                self.running = True  # and goes on to be saved to
                self.assertEqual(self.server.browser().get("/healthz").status, 200)
            self.settle_all()
        saved = sum(saver.saved for saver in self.savers)
        print(f"# {saved} saves acknowledged", flush=True)
        self.assertGreater(saved, KILLS * self.least)
        if self.running:
            self.server.kill()
        self.fsck()
        self.server.start()
