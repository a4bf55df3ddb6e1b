"""Ids that nobody gave out, and tokens that have served, ended or belong to somebody else: refused in words, and
nothing is changed."""
import re
import unittest
import urllib.parse

from client import PASSWORD, Browser, Server
from test_accounts import totp
from test_permissions import ROUTES, YEAR

ODD = ["0", "-1", "1.5", "1e3", "0x1", "+1", "٣", "999999999", "9223372036854775807", "9223372036854775808", "1" * 400,
       "1 OR 1=1", "1;DROP TABLE person", "' OR ''='", "..", "../1", "null", "😀", "a\r\nb"]
FIELDS = {"version": "1", "name": "Kẻ Gian", "code": "KG", "position": "x", "role": "head", "from": "01/01/2026", "to": "31/12/2026",
          "label": "x", "days": "1", "scope": "people.read", "giu": "mot"}
INPUT_ID, INPUT_LIST = 2, 9


class WithSchool(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()


class Ids(WithSchool):
    def dump(self):
        """What people enter; not what asking leaves behind."""
        beside = {"throttle", "draft"}
        return {table: sorted(self.server.sql("SELECT " + ", ".join(c for c in columns if c not in ("used_at", "expires_at"))
                                              + f" FROM {table}"), key=repr)
                for table, columns in self.server.tables().items() if table not in beside}

    def refused(self, answer, what):
        self.assertTrue(400 <= answer.status < 500, f"{what}: {answer.status} {answer.location} {answer.text[-300:]}")

    def test_in_paths(self):
        browser, before = self.server.browser("administrator"), self.dump()
        for route in ROUTES:
            if "{" not in route["path"]:
                continue
            for odd in ODD:
                for step in re.findall(r"{\w+}", route["path"]):
                    path = route["path"].replace(step, urllib.parse.quote(odd, safe="")).replace("{year}", str(YEAR))
                    path = re.sub(r"{\w+}", "1", path)
                    for role in ("administrator", "head"):
                        browser = self.server.browser(role)
                        answer = browser.get(path) if route["method"] == "GET" else browser.post(path, FIELDS)
                        self.refused(answer, f"{role} {route['method']} {path}")
        self.assertEqual(self.dump(), before)

    def test_broken_escapes(self):
        for path in ("/nguoi/%ff", "/nguoi/%00", "/nguoi/%", "/nguoi/%zz", "/nguoi/1%00", "/nguoi?tim=%00", "/%2e%2e/etc/passwd",
                     "/tep/..%2f..%2fapp.css", "/tep/%2e%2e/app.css"):
            self.refused(self.server.browser("administrator").get(path), path)

    def test_in_fields(self):
        """Each id that a form or a query takes, one after the other."""
        before = self.dump()
        for route in ROUTES:
            names = [name for name, kind in route["inputs"].items() if kind in (INPUT_ID, INPUT_LIST) and f"{{{name}}}" not in route["path"]]
            path = re.sub(r"{\w+}", "999999", route["path"].replace("{year}", str(YEAR)))
            for name in names:
                for odd in ODD:
                    browser = self.server.browser("administrator")
                    query = urllib.parse.urlencode({name: odd})
                    answer = browser.get(f"{path}?{query}") if route["method"] == "GET" else browser.post(path, {**FIELDS, name: odd})
                    self.assertLess(answer.status, 500, f"{path} {name}={odd}: {answer.text[-300:]}")
        self.assertEqual(self.dump(), before)


class Tokens(WithSchool):
    def post(self, browser, csrf):
        return browser.post("/nguoi/moi", {"code": "T1", "name": "Kẻ Gian", "position": "x", "version": "0", "csrf": csrf}, csrf=False)

    def test_form_token_of_another_session(self):
        mine, other = self.server.browser(), self.server.browser()
        for browser in (mine, other):
            self.assertEqual(browser.log_in("thgt.secretary").status, 303)
        old = mine.csrf
        for csrf in (other.csrf, self.server.browser("administrator").csrf, "", old[:-1], old + "0", old.upper(), old[::-1]):
            self.assertEqual(self.post(mine, csrf).status, 403, csrf)
        self.assertEqual(mine.post("/dang-xuat").status, 303)
        self.assertEqual(mine.log_in("thgt.secretary").status, 303)
        self.assertEqual(self.post(mine, old).status, 403, "of a session that has ended")
        self.assertEqual(self.server.sql("SELECT count(*) FROM person WHERE code = 'T1'"), [(0,)])

    def test_session(self):
        browser = self.server.browser()
        browser.cookies["dvht"] = planted = "A" * 43
        self.assertEqual(browser.log_in("thgt.member").status, 303)
        token = browser.cookies["dvht"]
        self.assertNotEqual(token, planted, "a session is not taken from the browser")
        for forged in (planted, token[:-1], token + "A", token.lower(), token.swapcase(), "", "dvht_" + token, token + "\x7f"):
            other = self.server.browser()
            other.cookies["dvht"] = forged
            self.assertIn(other.get("/tai-khoan-cua-toi").status, (303, 400), forged)
        self.assertEqual(browser.get("/tai-khoan-cua-toi").status, 200)

    def test_same_form_twice(self):
        browser = self.server.browser("administrator")
        form = {"code": "HAI", "name": "Gửi Hai Lần", "position": "x", "version": "0"}
        self.assertEqual([browser.post("/nguoi/moi", form).status for _ in range(2)], [303, 422])
        id, = self.server.sql("SELECT id FROM person WHERE code = 'HAI'")[0]
        form = {**form, "version": "1", "name": "Gửi Lại"}
        self.assertEqual([browser.post(f"/nguoi/{id}", form).status for _ in range(2)], [303, 409])
        self.assertEqual(self.server.sql("SELECT version FROM person WHERE code = 'HAI'"), [(2,)])

    def test_first_step_of_a_log_in(self):
        me = self.server.browser("head")
        page = me.get("/tai-khoan-cua-toi/xac-thuc")
        secret = re.search(r"<code[^>]*>([A-Z2-7]{32})</code>", page.text).group(1)
        done = me.post("/tai-khoan-cua-toi/xac-thuc", {"secret": page.hidden("secret"), "password": PASSWORD, "code": totp(secret)})
        codes = re.findall(r"<code[^>]*>([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})</code>", done.text)

        def second(pending, code):
            return self.server.browser().post("/dang-nhap/ma", {"pending": pending, "code": code}).status

        pending = self.server.browser().log_in("thgt.head").hidden("pending")
        self.assertEqual(second(pending, codes[0]), 303)
        self.assertIn(second(pending, codes[1]), (401, 422), "it has served")
        late = self.server.browser().log_in("thgt.head").hidden("pending")
        self.server.sql("UPDATE secret SET expires_at = 5 WHERE kind = 'login'")
        self.assertIn(second(late, codes[2]), (401, 422), "it has ended")
        self.assertEqual(second(self.server.browser().log_in("thgt.head").hidden("pending"), codes[1]), 303, "a refused code still serves")

    def test_personal_token(self):
        head = self.server.browser("union")
        made = head.post("/tai-khoan-cua-toi/ma-truy-cap", [("label", "x"), ("days", "1"), ("scope", "people.read")])
        found = re.search(r"<code[^>]*>(dvht_\S{43})</code>", made.text)
        if found is None:  # this role holds nothing that a token could do
            self.fail(made.text[-800:])
        token = found.group(1)

        def status():
            return Browser(self.server.host).get("/nguoi", Authorization=f"Bearer {token}", Accept="application/json").status

        self.assertEqual(status(), 200)
        self.server.sql("UPDATE secret SET expires_at = 5 WHERE kind = 'token'")
        self.assertEqual(status(), 401)
        self.server.sql("UPDATE secret SET expires_at = NULL WHERE kind = 'token'")
        self.assertEqual(status(), 200)
        self.server.sql("UPDATE account SET state = 'locked' WHERE login = 'thgt.union'")
        self.assertEqual(status(), 401, "its account is locked")


if __name__ == "__main__":
    unittest.main()
