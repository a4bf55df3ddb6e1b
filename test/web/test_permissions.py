"""Every route × every role × a foreign unit, against the real server."""
import json
import os
import re
import subprocess
import unittest
import urllib.parse

from client import Server

ROUTES = json.loads(subprocess.run([os.environ["ROUTES"]], check=True, capture_output=True).stdout)
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def matrix():
    """permission -> roles that hold it, as doc/permissions.md says."""
    with open(os.path.join(ROOT, "doc", "permissions.md"), encoding="utf-8") as file:
        rows = [line.strip().strip("|").split("|") for line in file if line.startswith("|")]
    roles = [re.search(r"`(\w+)`", cell).group(1) for cell in rows[0][2:]]
    return roles, {row[0].strip().strip("`"): {role for role, cell in zip(roles, row[2:]) if cell.strip()}
                   for row in rows[2:]}


YEAR = 2026  # of the round that both units have


def filled(path, number):
    return re.sub(r"\{\w+\}", str(number), path.replace("{year}", str(YEAR)))


class Permissions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.roles, cls.holds = matrix()

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def dump(self, unit):
        """All that belongs to a unit but when its sessions were seen."""
        found = {}
        for table, columns in self.server.tables().items():
            key = "unit_id" if "unit_id" in columns else "id" if table == "unit" else None
            if key:
                shown = ", ".join(c for c in columns if not (table == "secret" and c in ("used_at", "expires_at")))
                found[table] = sorted(self.server.sql(f"SELECT {shown} FROM {table} WHERE {key} = ?", unit), key=repr)
        return found

    def test_every_role(self):
        """A GET is asked as it is; a POST comes without its form token, which is looked at after the permission."""
        for route in ROUTES:
            path = filled(route["path"], 987654321)
            for role in self.roles:
                with self.subTest(route["method"] + " " + route["path"], role=role):
                    browser = self.server.browser(role)
                    answer = browser.get(path) if route["method"] == "GET" else browser.post(path, csrf=False)
                    open_to = route["permission"] in ("public", "setup") or role in self.holds[route["permission"]]
                    refused = answer.status == 403 and "chưa được quyền" in answer.text
                    self.assertEqual(refused, not open_to, f"{answer.status} {answer.text[-400:]}")

    def test_nobody(self):
        for route in ROUTES:
            with self.subTest(route["method"] + " " + route["path"]):
                browser = self.server.browser()
                path = filled(route["path"], 1)
                answer = browser.get(path) if route["method"] == "GET" else browser.post(path)
                if route["permission"] in ("public", "setup"):
                    self.assertNotIn(answer.status, (401, 403))
                elif route["method"] == "GET":
                    asked = "" if path == "/" else "?tiep=" + urllib.parse.quote(path, safe="")
                    self.assertEqual((answer.status, answer.location), (303, "/dang-nhap" + asked))
                else:
                    self.assertEqual(answer.status, 401)

    def ids(self, unit):
        """Every id that means something in the unit."""
        return sorted({id for table in ("account", "person", "role_grant", "secret", "round")
                       for id, in self.server.sql(f"SELECT id FROM {table} WHERE unit_id = ?", unit)})

    def test_foreign_unit(self):
        """Whatever the other unit's administrator and head ask for by our ids, nothing of ours is shown or changed."""
        # Ours get numbers that theirs do not have.
        for table in ("account", "person", "role_grant", "secret"):
            self.server.sql(f"UPDATE {table} SET id = id + 5000 WHERE unit_id = 1")
        self.server.sql("UPDATE account SET person_id = person_id + 5000 WHERE unit_id = 1")
        self.server.sql("UPDATE role_grant SET account_id = account_id + 5000 WHERE unit_id = 1")
        self.server.sql("UPDATE secret SET account_id = account_id + 5000 WHERE unit_id = 1")
        self.server.sql("UPDATE unit SET next_id = next_id + 5000 WHERE id = 1")
        before, ours = self.dump(1), [id for id in self.ids(1) if id > 5000]
        fields = {"role": "head", "from": "01/01/2026", "to": "31/12/2026", "version": "1", "name": "X", "code": "Y",
                  "position": "Z", "day": "01/01/2026", "label": "x", "days": "5"}
        for role in ("founder", "head"):
            browser = self.server.browser(role, "MNHS")
            for route in ROUTES:
                if "{" not in route["path"].replace("{year}", ""):
                    continue
                for id in ours:
                    path = filled(route["path"], id)
                    answer = browser.get(path + "?dang=csv") if route["method"] == "GET" else browser.post(path, fields)
                    self.assertIn(answer.status, (403, 404, 409, 422), f"{route['method']} {path}: {answer.status}")
                    for name in ("thgt.", "Gia Thụy"):
                        self.assertNotIn(name, answer.text, path)
            own = [filled(route["path"], 0) for route in ROUTES
                   if route["method"] == "GET" and "{" not in route["path"].replace("{year}", "")]
            for path in own:
                answer = browser.get(path + "?dang=csv")  # files, where the page is one
                for name in ("thgt.", "Gia Thụy"):
                    self.assertNotIn(name, answer.text, path)
            browser.post("/uy-quyen", {**fields, "account": str(ours[0])})
            browser.post("/tai-khoan/phieu", [("id", str(id)) for id in ours])
        self.assertEqual(self.dump(1), before)


if __name__ == "__main__":
    unittest.main()
