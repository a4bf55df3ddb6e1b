"""The servers side by side: ours and the rivals', each on a copy of the country's database, all on addresses of this machine only."""
import contextlib
import datetime
import glob
import hashlib
import html
import http.client
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PASSWORD = "trời xanh mây trắng"
IDLE_S = 5


def country(build):
    """The country's database, made once for as long as the schema and its maker stay the same."""
    digest = hashlib.sha256()
    for path in [os.path.join(HERE, "country.c"), *sorted(glob.glob(os.path.join(ROOT, "src", "store", "migrations", "*.sql")))]:
        with open(path, "rb") as file:
            digest.update(file.read())
    path = os.path.join(build, f"country-{digest.hexdigest()[:12]}.db")
    if not os.path.exists(path):
        for old in glob.glob(os.path.join(build, "country-*.db*")):
            os.unlink(old)
        subprocess.run([os.path.join(build, "bench", "country"), path + ".part"], check=True)
        os.rename(path + ".part", path)
    return path


def copy(source, target):
    os.makedirs(os.path.dirname(target), exist_ok=True)
    for end in ("", "-wal", "-shm"):
        if os.path.exists(target + end):
            os.unlink(target + end)
    shutil.copyfile(source, target)
    # Nor are 41,000 units reminded of their work meanwhile: the day is over by Viet Nam's clock.
    today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).date().isoformat()
    with contextlib.closing(sqlite3.connect(target)) as writer, writer:
        writer.execute("INSERT OR REPLACE INTO setting (name, value) VALUES ('reminded_on', ?)", (today,))
    os.sync()  # not while somebody is measured


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A process and its children in a group of their own; `beside`: ids of processes that work for it."""

    def __init__(self, name, command, port=None, beside=(), **environment):
        self.name, self.command, self.port, self.beside = name, command, port, beside
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE if port is None else subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                        env={**os.environ, **environment}, start_new_session=True)
        if port is None:
            self.port = int(self.process.stdout.readline().decode().rsplit(":", 1)[1])
        self.address = f"http://127.0.0.1:{self.port}"

    def wait(self):
        for _ in range(200):
            try:
                return socket.create_connection(("127.0.0.1", self.port), 5).close()
            except ConnectionRefusedError:
                time.sleep(0.05)
        raise SystemExit(f"{self.name} does not answer")

    def processes(self):
        found = [str(pid) for pid in (self.process.pid, *self.beside)]
        for pid in found:
            try:
                with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
                    found += file.read().split()
            except FileNotFoundError:
                pass
        return found

    def cpu_seconds(self):
        ticks = 0
        for pid in self.processes():
            with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
                ticks += sum(map(int, file.read().rsplit(")", 1)[1].split()[11:13]))
        return ticks / os.sysconf("SC_CLK_TCK")

    def resident(self):
        """MiB of all processes; what they share is counted in each."""
        kib = 0
        for pid in self.processes():
            with open(f"/proc/{pid}/status", encoding="utf-8") as file:
                kib += int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1))
        return kib / 1024

    def stop(self):
        for way in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError, subprocess.TimeoutExpired):
                os.killpg(self.process.pid, way)
                self.process.wait(30)


def dvht(program, folder, name="dvht", beside=()):
    return Server(name, [program, "serve", "--data", folder, "--listen", "127.0.0.1:0"], beside=beside)


def express(database, frame, workers):
    port = free_port()
    # Under bench/node, where its modules are looked for.
    return Server("Express + better-sqlite3", ["node", os.path.join(ROOT, "bench", "node", "express.js"), database, str(port), frame], port, WORKERS=str(workers))


def flask(database, frame, workers):
    port = free_port()
    return Server("Flask + gunicorn", ["/usr/bin/gunicorn", "-w", str(workers), "-b", f"127.0.0.1:{port}", "--chdir", HERE, "flask_app:app"], port, DATABASE=database,
                  FRAME=frame)


class Browser:
    """Keeps its connection, cookie and form token."""

    def __init__(self, server, cookie=None):
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        self.cookie, self.csrf, self.asked = cookie, None, time.monotonic()

    def ask(self, method, path, body=None, kind="application/x-www-form-urlencoded"):
        """Status and body."""
        headers = {"Cookie": f"dvht={self.cookie}"} if self.cookie else {}
        if time.monotonic() - self.asked > IDLE_S:
            self.connection.close()  # the server may have ended it meanwhile; the next request opens another
        self.asked = time.monotonic()
        self.connection.request(method, path, body, headers | ({"Content-Type": kind} if body is not None else {}))
        answer = self.connection.getresponse()
        found = re.match(r"dvht=([^;]+)", answer.headers.get("Set-Cookie") or "")
        self.cookie = found.group(1) if found else self.cookie
        return answer.status, answer.read().decode()

    def post(self, path, fields):
        return self.ask("POST", path, urllib.parse.urlencode({**fields, **({"csrf": self.csrf} if self.csrf else {})}, doseq=True))

    def log_in(self, unit):
        status, _ = self.post("/dang-nhap", {"login": f"t{unit:05d}.thu.truong", "password": PASSWORD})
        assert status == 303 and self.cookie, f"log-in: {status}"
        self.csrf = hidden(self.ask("GET", "/tai-khoan-cua-toi")[1])["csrf"]
        return self


def hidden(page):
    return {name: html.unescape(value) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)}
