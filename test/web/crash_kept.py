"""Savers that know what stands in their records while the server is killed.  Environment: see crash.py."""
import json

import crash

NOTHING = object()  # nothing is under way


class Kept:
    """Rows that one saver alone works on: what stands there, and what they become when the save under way is done."""

    def __init__(self, statement, *values):
        self.statement, self.values = statement, values
        self.stands, self.asked = None, NOTHING


class Saver(crash.Saver):
    """`kept`: its records by name; each step sets what one of them becomes, sends it, and waits for the answer."""

    def __init__(self, number, generator, test):
        super().__init__(number, generator)
        self.test = test
        self.kept = {}
        self.prepare()

    def look(self, kept):
        rows = self.test.rows(kept.statement, *kept.values)
        return [tuple(json.loads(cell) if isinstance(cell, str) and cell.startswith("[") else cell for cell in row) for row in rows] or None

    def send(self, browser, name, becomes, path, fields):
        kept = self.kept[name]
        kept.asked = becomes
        if self.post(browser, path, fields):
            kept.stands, kept.asked = becomes, NOTHING

    def version(self, table, where, *values):
        """Of a row, "0" if there is none; with its id."""
        found = self.test.rows(f"SELECT id, version FROM {table} WHERE unit_id = 1 AND {where}", *values)
        return found[0] if found else (None, 0)


class Crash(crash.Crash):
    def person(self, role):
        return self.rows("SELECT person_id FROM account WHERE id = ? AND unit_id = 1", self.server.person(role)["account"])[0][0]

    def settle(self, saver):
        """What stands in the database is what was acknowledged or, whole, what was asked last."""
        for name, kept in saver.kept.items():
            found = saver.look(kept)
            allowed = [kept.stands] + ([kept.asked] if kept.asked is not NOTHING else [])
            self.assertIn(found, allowed, f"{type(saver).__name__}, {name}")
            kept.stands, kept.asked = found, NOTHING
