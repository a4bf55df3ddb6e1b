"""A server of the program under test on a folder of its own, and browsers without a face."""
import contextlib
import html
import http.client
import json
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
import urllib.parse

DVHT = os.environ["DVHT"]
SEED = os.environ["SEED"]
PASSWORD = "trời xanh mây trắng"
CASES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "cases")


class Server:
    def __init__(self, seeded=True, options=(), smtp=None, environment=None, started=True):
        """smtp: the line of smtp.url."""
        self.options = options
        self.environment = environment or {}
        self.folder = tempfile.mkdtemp(prefix="dvht-web-")
        if smtp:
            self.write_file("smtp.url", smtp + "\n")
        self.people = []
        self.postgres = os.environ.get("DVHT_TEST_POSTGRES")
        if self.postgres:
            self.found_on_server()
        if seeded:
            self.found()
        self.process = None
        if started:
            self.start()

    def found(self):
        made = subprocess.run([SEED, self.folder], check=True, capture_output=True)
        self.people = json.loads(made.stdout)

    def found_on_server(self):
        """A database of its own on the test's PostgreSQL server."""
        self.name = "web_" + os.path.basename(self.folder).replace("-", "_").lower() + f"_{os.getpid()}"
        subprocess.run(["createdb", "-h", self.postgres, "-U", "dvht", self.name], check=True, cwd="/")
        self.write_file("database.url", f"postgresql:///{self.name}?host={self.postgres}&user=dvht\n")

    def write_file(self, name, text):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8") as file:
            file.write(text)

    def launch(self):
        """Started, and not yet waited for."""
        self.process = subprocess.Popen([DVHT, "serve", "--data", self.folder, "--listen", "127.0.0.1:0", *self.options],
                                        stdout=subprocess.PIPE, text=True, env={**os.environ, **self.environment})

    def start(self):
        self.launch()
        line = self.process.stdout.readline()
        assert line.startswith("listening on http://"), line
        self.host = line.split("//")[1].strip()

    def line(self):
        """The next line that the server prints."""
        return self.process.stdout.readline()

    def end(self):
        """As whoever runs it ends it; the folder stays."""
        self.process.terminate()
        code = self.process.wait(60)
        self.process.stdout.close()
        assert code == 0, f"the server ended with {code}"

    def stop(self):
        try:
            self.end()
        finally:
            shutil.rmtree(self.folder)

    def kill(self):
        """The folder stays as the program left it."""
        self.process.kill()
        self.process.wait(60)
        self.process.stdout.close()

    def browser(self, role=None, unit="THGT"):
        """Logged in as the seeded account of that role; None: nobody."""
        browser = Browser(self.host)
        for person in self.people:
            if (person["unit"], person["role"]) == (unit, role):
                browser.cookies["dvht"] = person["session"]
                browser.csrf = person["csrf"]
        return browser

    def person(self, role, unit="THGT"):
        return next(p for p in self.people if (p["unit"], p["role"]) == (unit, role))

    def fsck(self):
        """What the verifier prints of the folder; it must be sound."""
        checked = subprocess.run([DVHT, "fsck", "--data", self.folder], capture_output=True, text=True, timeout=120)
        assert checked.returncode == 0, checked.stdout + checked.stderr
        return checked.stdout

    def sql(self, statement, *values):
        """Behind the program's back, with all rights: what is found (numbers as int), changes kept."""
        if not self.postgres:
            with contextlib.closing(sqlite3.connect(self.database())) as database, database:
                return database.execute(statement, values).fetchall()
        for value in values:
            shown = str(value) if isinstance(value, int) else f"'{value}'"
            shown = f"'\\x{value.hex()}'" if isinstance(value, bytes) else shown
            statement = statement.replace("?", shown, 1)
        done = subprocess.run(["psql", "-h", self.postgres, "-U", "owner", "-d", self.name, "-qAt", "-F", "\x1f", "-R", "\x1e",
                               "-v", "ON_ERROR_STOP=1", "-P", "null=\x1d", "-c", statement], check=True,
                              capture_output=True, text=True, cwd="/")
        rows = done.stdout.removesuffix("\n").split("\x1e") if done.stdout.strip("\n") else []
        return [tuple(read_cell(cell) for cell in row.split("\x1f")) for row in rows]

    def tables(self):
        """The columns of each table."""
        if self.postgres:
            found = self.sql("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' "
                             "AND table_name <> 'dvht_schema' ORDER BY table_name, ordinal_position")
        else:
            found = self.sql("SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table' "
                             "ORDER BY t.name, c.cid")
        return {table: [column for name, column in found if name == table] for table, _ in found}

    def database(self):
        return os.path.join(self.folder, "dvht.db")


class Loaded(Server):
    """A server on what `dvht load` makes of a case: everything of a round is there."""

    def __init__(self, case="gia-thuy-2024", change=None):
        """change: a function of the case's JSON, before it is loaded."""
        self.case, self.change = os.path.join(CASES, case), change
        super().__init__()

    def found(self):
        with tempfile.TemporaryDirectory() as folder:
            case = shutil.copytree(self.case, os.path.join(folder, "case"))
            path = os.path.join(case, "case.json")
            with open(path, encoding="utf-8") as file:
                facts = json.load(file)
            if self.change:
                self.change(facts)
            with open(path, "w", encoding="utf-8") as file:
                json.dump(facts, file)
            done = subprocess.run([DVHT, "load", case, "--data", self.folder], capture_output=True, text=True)
            assert done.returncode == 0, done.stdout + done.stderr
        self.logins = {}
        for login, role in re.findall(r"^login (\S+) (\S+)$", done.stdout, re.M):
            self.logins.setdefault(role, login)
        self.codes = {role: self.reset(login) for role, login in self.logins.items()}

    def reset(self, login):
        """A code to choose a password with."""
        done = subprocess.run([DVHT, "user", "reset", login, "--data", self.folder], check=True, capture_output=True, text=True)
        return done.stdout.split()[-1]

    def browser(self, role=None, unit=None):
        """Logged in as the first of that role (head: administrator and leader, too); None: nobody."""
        browser = Browser(self.host)
        if role in self.codes:
            answer = browser.post("/phieu", {"ma": self.codes.pop(role), "new_password": PASSWORD, "repeat": PASSWORD}, csrf=False)
            assert answer.status == 303, answer.text
            browser.learn_csrf()
        elif role is not None:
            assert browser.log_in(self.logins[role]).status == 303
        return browser


def read_cell(text):
    """psql's text of a value."""
    return None if text == "\x1d" else int(text) if re.fullmatch(r"-?\d{1,18}", text) else text


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()
        self.location = response.headers.get("Location")

    @property
    def text(self):
        is_text = (self.headers.get("Content-Type") or "").startswith(("text/", "application/json"))
        return html.unescape(self.body.decode("utf-8", "strict" if is_text else "replace"))

    def hidden(self, name):
        found = re.search(rf'name="{name}" value="([^"]*)"', self.body.decode("utf-8"))
        return html.unescape(found.group(1)) if found else None

    def row(self, marker):
        """The table row or list item that holds the text."""
        return next((part for part in re.split(r"<tr>|<li>", self.text) if marker in part), None)


class Browser:
    def __init__(self, host):
        self.host = host
        self.cookies = {}
        self.csrf = None
        self.headers = {}

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection(self.host, timeout=30)
        sent = {**self.headers, **(headers or {})}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(method, path, body, sent)
        answer = Answer(connection.getresponse())
        connection.close()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            if "Max-Age=0" in cookie:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        return answer

    def get(self, path, **headers):
        return self.ask("GET", path, headers=headers)

    def post(self, path, fields=None, csrf=True, headers=None):
        pairs = list(fields.items()) if isinstance(fields, dict) else list(fields or [])
        if csrf and self.csrf is not None:
            pairs.append(("csrf", self.csrf))
        body = urllib.parse.urlencode(pairs)
        return self.ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})})

    def upload(self, path, fields, files, csrf=True):
        """A form with files: (input, file name, bytes) each; fields: a dict, or pairs where a name comes twice."""
        pairs = [*(fields.items() if isinstance(fields, dict) else fields), *([("csrf", self.csrf)] if csrf else [])]
        parts = [(f'name="{name}"', str(value).encode()) for name, value in pairs]
        parts += [(f'name="{name}"; filename="{called}"', content) for name, called, content in files]
        body = b"".join(b"--edge\r\nContent-Disposition: form-data; " + head.encode() + b"\r\n\r\n" + content + b"\r\n" for head, content in parts)
        return self.ask("POST", path, body + b"--edge--\r\n", {"Content-Type": "multipart/form-data; boundary=edge"})

    def log_in(self, login, password=PASSWORD, **more):
        answer = self.post("/dang-nhap", {"login": login, "password": password, **more}, csrf=False)
        if answer.status == 303:
            self.learn_csrf()
        return answer

    def learn_csrf(self):
        self.csrf = self.get("/tai-khoan-cua-toi").hidden("csrf")
