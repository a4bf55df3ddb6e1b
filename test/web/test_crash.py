"""The server is killed at random moments while people are saved through it: what it acknowledged is
there afterwards, what it did not is there as a whole or not at all.

Environment: KILLS how many, CRASH_SEED the seed of a run to have again."""
import base64
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
SAVERS = 4
BATCH = 30  # people of one spreadsheet
FSCK_EVERY = 20
LOST = (OSError, http.client.HTTPException)  # no answer, or half of one


def fields(mark):
    """All of them carry the mark, so that a mixture of two saves shows."""
    return {"name": f"Nguyễn Văn {mark}", "position": f"Giáo viên {mark}", "department": f"Tổ {mark}"}


class Person:
    """What one saver knows of one person."""

    def __init__(self, code):
        self.code = code
        self.id = None
        self.version = 0
        self.acknowledged = None  # mark of the last save that was answered
        self.asked = None         # mark of the save under way


class Saver:
    """Adds people and changes them, each save on a connection of its own."""

    def __init__(self, number, generator):
        self.number = number
        self.random = random.Random(generator.random())
        self.people = {}
        self.batches = {}  # codes of a spreadsheet's people → was it answered
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

    def save(self, browser):
        old = [person for person in self.people.values() if person.id is not None and person.asked is None]
        person = self.random.choice(old) if old and self.random.random() < 0.6 else Person(f"K{self.mark()}")
        self.people[person.code] = person
        person.asked = self.mark()
        sent = {"code": person.code, "version": str(person.version), **fields(person.asked)}
        if self.post(browser, f"/nguoi/{person.id}" if person.id else "/nguoi/moi", sent):
            person.acknowledged, person.asked = person.asked, None
            person.version += person.id is not None

    def bring_in(self, browser):
        codes = tuple(f"B{self.mark()}" for _ in range(BATCH))
        lines = ["Mã,Họ và tên,Chức vụ,Tổ"] + [",".join([code, *fields(code).values()]) for code in codes]
        self.batches[codes] = False
        content = base64.b64encode("\n".join(lines).encode()).decode()
        self.batches[codes] = self.post(browser, "/nguoi/nhap/luu", {"ten": "a.csv", "noi_dung": content})

    def run(self, browser, stop):
        with contextlib.suppress(*LOST):
            while not stop.is_set() and not self.complaints:
                if self.random.random() < 0.05:
                    self.bring_in(browser)
                else:
                    self.save(browser)


class Crash(unittest.TestCase):
    def setUp(self):
        print(f"# seed {SEED}, {KILLS} kills", flush=True)
        self.random = random.Random(SEED)
        self.server = Server()
        self.addCleanup(shutil.rmtree, self.server.folder)
        self.addCleanup(self.server.kill)
        self.savers = [Saver(number, self.random) for number in range(SAVERS)]

    def kill_while_starting(self):
        self.server.launch()
        time.sleep(self.random.uniform(0, 0.06))
        self.server.kill()

    def kill_while_saving(self):
        self.server.start()
        stop = threading.Event()
        threads = [threading.Thread(target=saver.run, args=(self.server.browser("administrator"), stop))
                   for saver in self.savers]
        for thread in threads:
            thread.start()
        time.sleep(self.random.uniform(0, 0.3))
        self.server.kill()
        stop.set()
        for thread in threads:
            thread.join()

    def rows(self):
        with contextlib.closing(sqlite3.connect(self.server.database())) as database:
            found = database.execute("SELECT code, id, version, name, position, department FROM person "
                                     "WHERE unit_id = 1").fetchall()
        return {row[0]: row for row in found}

    def settle_person(self, person, row):
        """What stands in the database is what was acknowledged or, whole, what was asked last."""
        allowed = [mark for mark in (person.acknowledged, person.asked) if mark is not None]
        if row is None:
            self.assertIsNone(person.acknowledged, f"{person.code} was acknowledged and is lost")
            return
        _, person.id, person.version, *now = row
        stands = [mark for mark in allowed if list(fields(mark).values()) == now]
        self.assertEqual(len(stands), 1, f"{person.code} holds {now}, not one of {allowed}")
        person.acknowledged, person.asked = stands[0], None

    def settle(self):
        rows = self.rows()
        for saver in self.savers:
            self.assertEqual(saver.complaints, [])
            for person in saver.people.values():
                self.settle_person(person, rows.get(person.code))
            saver.people = {person.code: person for person in saver.people.values() if person.id is not None}
            for codes, acknowledged in saver.batches.items():
                there = sum(code in rows for code in codes)
                self.assertIn(there, [BATCH] if acknowledged else [0, BATCH], f"{codes[0]} … half brought in")
            saver.batches = {codes: True for codes in saver.batches if codes[0] in rows}

    def fsck(self):
        done = subprocess.run([DVHT, "fsck", "--data", self.server.folder], capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_kills(self):
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
                self.assertEqual(self.server.browser().get("/healthz").status, 200)
            self.settle()
            if kill % FSCK_EVERY != 0:
                self.server.kill()
        saved = sum(saver.saved for saver in self.savers)
        print(f"# {saved} saves acknowledged", flush=True)
        self.assertGreater(saved, KILLS)
        self.fsck()
        self.server.start()


if __name__ == "__main__":
    unittest.main()
