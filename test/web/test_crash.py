"""The server is killed at random moments while people are saved through it: what it acknowledged is
there afterwards, what it did not is there as a whole or not at all.  Environment: see crash.py."""
import base64
import unittest

import crash

SAVERS = 4
BATCH = 30  # people of one spreadsheet


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


class Saver(crash.Saver):
    """Adds people and changes them, each save on a connection of its own."""

    def __init__(self, number, generator):
        super().__init__(number, generator)
        self.people = {}
        self.batches = {}  # codes of a spreadsheet's people → was it answered

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

    def step(self, browser):
        if self.random.random() < 0.05:
            self.bring_in(browser)
        else:
            self.save(browser)


class Crash(crash.Crash):
    def make_savers(self):
        return [Saver(number, self.random) for number in range(SAVERS)]

    def people(self):
        found = self.rows("SELECT code, id, version, name, position, department FROM person WHERE unit_id = 1")
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

    def settle(self, saver):
        rows = self.people()
        for person in saver.people.values():
            self.settle_person(person, rows.get(person.code))
        saver.people = {person.code: person for person in saver.people.values() if person.id is not None}
        for codes, acknowledged in saver.batches.items():
            there = sum(code in rows for code in codes)
            self.assertIn(there, [BATCH] if acknowledged else [0, BATCH], f"{codes[0]} … half brought in")
        saver.batches = {codes: True for codes in saver.batches if codes[0] in rows}

    def test_kills(self):
        self.kill_again_and_again()


if __name__ == "__main__":
    unittest.main()
