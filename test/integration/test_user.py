"""Accounts from the command line: list, reset, unlock, grant, tokens."""
import hashlib
import json
import os
import sqlite3
import subprocess
import tempfile
import unittest

from command import run

SEED = os.environ["SEED"]


class User(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        subprocess.run([SEED, self.folder], check=True, capture_output=True)

    def rows(self, sql, *values):
        with sqlite3.connect(os.path.join(self.folder, "dvht.db")) as database:
            return database.execute(sql, values).fetchall()

    def ok(self, *arguments):
        ran = run(*arguments, "--data", self.folder)
        self.assertEqual((ran.code, ran.err), (0, ""), ran)
        return ran.out

    def refused(self, code, says, *arguments):
        ran = run(*arguments)
        self.assertEqual((ran.code, ran.out), (code, ""), ran)
        self.assertIn(says, ran.err)

    def test_list(self):
        users = json.loads(self.ok("user", "list", "--json"))
        self.assertEqual(len(users), 16)
        first = {user["login"]: user for user in users}["thgt.nguyen.van.an"]
        self.assertEqual(first, {"login": "thgt.nguyen.van.an", "unit": "THGT", "state": "active",
                                 "name": "Nguyễn Văn An", "roles": "administrator"})
        self.assertEqual(len(self.ok("user", "list").splitlines()), 16)

    def test_reset(self):
        code = self.ok("user", "reset", "THGT.Secretary").split(": ")[1].strip()
        digest = hashlib.sha256(code.replace("-", "").encode()).digest()
        kind, unit, ended = self.rows("SELECT kind, unit_id, ended_at FROM secret WHERE hash = ?", digest)[0]
        self.assertEqual((kind, unit, ended), ("reset", 1, None))
        self.assertEqual(self.rows("SELECT password_hash FROM account WHERE login = 'thgt.secretary'"), [(None,)])
        left = self.rows("SELECT count(*) FROM secret s JOIN account a ON a.unit_id = s.unit_id AND a.id = s.account_id "
                         "WHERE a.login = 'thgt.secretary' AND s.kind = 'session' AND s.ended_at IS NULL")
        self.assertEqual(left, [(0,)])
        other = self.rows("SELECT count(*) FROM secret WHERE kind = 'session' AND ended_at IS NULL")
        self.assertEqual(other, [(15,)])

    def test_grant(self):
        self.ok("user", "grant", "thgt.staff", "leader", "--from", "2026-01-01", "--to", "31/12/2026")
        granted = self.rows("SELECT role, valid_from, valid_to FROM role_grant g JOIN account a ON a.unit_id = g.unit_id "
                            "AND a.id = g.account_id WHERE a.login = 'thgt.staff' AND role = 'leader'")
        self.assertEqual(granted, [("leader", "2026-01-01", "2026-12-31")])
        data = ("--data", self.folder)
        self.refused(1, "đã có vai trò", "user", "grant", "thgt.staff", "leader", "--from", "2026-06-01", *data)
        self.refused(1, "Ngày hết hạn", "user", "grant", "thgt.staff", "head", "--from", "2026-06-01", "--to",
                     "2026-05-01", *data)
        self.refused(2, "administrator, head", "user", "grant", "thgt.staff", "root", *data)
        self.refused(2, "không phải ngày", "user", "grant", "thgt.staff", "head", "--to", "31/02/2026", *data)

    def test_unlock(self):
        with sqlite3.connect(os.path.join(self.folder, "dvht.db")) as database:
            database.execute("UPDATE account SET state = 'locked' WHERE login = 'thgt.staff'")
            database.execute("INSERT INTO throttle VALUES ('account:thgt.staff', 9, 1)")
        self.ok("user", "unlock", "thgt.staff")
        self.assertEqual(self.rows("SELECT state FROM account WHERE login = 'thgt.staff'"), [("active",)])
        self.assertEqual(self.rows("SELECT count(*) FROM throttle"), [(0,)])

    def test_token(self):
        token = self.ok("token", "create", "--user", "thgt.head", "--scope", "people.read, unit.read").strip()
        self.assertRegex(token, r"^dvht_[A-Za-z0-9_-]{43}$")
        digest = hashlib.sha256(token.encode()).digest()
        self.assertEqual(self.rows("SELECT kind, scope, label FROM secret WHERE hash = ?", digest),
                         [("token", "people.read unit.read", "dòng lệnh")])
        data = ("--data", self.folder)
        create = ("token", "create", "--user", "thgt.head", "--scope")
        self.refused(2, "Không có quyền “root”", *create, "root", *data)
        self.refused(2, "Không có quyền “setup”", *create, "setup", *data)
        self.refused(2, "--scope", *create, " , ", *data)
        self.refused(2, "--scope", "token", "create", "--user", "thgt.head", *data)
        self.refused(2, "--days", *create, "people.read", "--days", "0", *data)
        self.refused(2, "Không có tài khoản", "token", "create", "--user", "nobody", "--scope", "people.read", *data)

    def test_wrong_folder(self):
        self.refused(2, "--data", "user", "list")
        with tempfile.TemporaryDirectory() as empty:
            self.refused(2, "dvht.db", "user", "list", "--data", empty)
            self.assertEqual(os.listdir(empty), [])


if __name__ == "__main__":
    unittest.main()
