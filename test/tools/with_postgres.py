#!/usr/bin/env python3
"""Runs a command beside a private PostgreSQL server that ends with it.

The server listens on a socket in a folder of its own only.  DVHT_TEST_POSTGRES tells the command where:
each test makes a database for itself there, as a role without special rights.
"""
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROLE = "dvht"
SETTINGS = {"listen_addresses": "", "fsync": "off", "full_page_writes": "off", "max_connections": "200",
            "shared_buffers": "64MB", "log_min_messages": "fatal", "autovacuum": "off"}


def programs():
    """Where initdb and postgres are: Debian keeps them out of the path."""
    for found in sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/postgres"), reverse=True):
        return found.parent
    found = shutil.which("postgres")
    if found is None:
        sys.exit("with_postgres.py: no PostgreSQL server is installed (see script/packages)")
    return pathlib.Path(found).parent


def identity():
    """The server refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


class Server:
    def __init__(self, settings=SETTINGS):
        self.bin = programs()
        self.who = identity()
        self.folder = tempfile.mkdtemp(prefix="dvht-pg-", dir="/tmp")
        if self.who:
            os.chown(self.folder, self.who["user"], self.who["group"])
        self.data = os.path.join(self.folder, "data")
        self.settings = settings
        self.run("initdb", "-D", self.data, "-U", "owner", "-E", "UTF8", "--locale=C", "--auth=trust", "--no-sync",
                 "--no-instructions")
        self.start()
        self.run("psql", "-h", self.folder, "-U", "owner", "-d", "postgres", "-q", "-c",
                 f"CREATE ROLE {ROLE} LOGIN CREATEDB")

    def run(self, name, *args):
        subprocess.run([str(self.bin / name), *args], check=True, stdout=subprocess.DEVNULL, cwd="/", **self.who)

    def start(self):
        options = [part for name, value in self.settings.items() for part in ("-c", f"{name}={value}")]
        with open(os.path.join(self.folder, "log"), "ab") as log:
            self.process = subprocess.Popen([str(self.bin / "postgres"), "-D", self.data, "-k", self.folder, *options],
                                            stdout=log, stderr=log, cwd="/", start_new_session=True, **self.who)
        for _ in range(600):
            ready = subprocess.run([str(self.bin / "pg_isready"), "-q", "-h", self.folder], cwd="/")
            if ready.returncode == 0:
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        sys.exit("with_postgres.py: the server did not start:\n" + pathlib.Path(self.folder, "log").read_text())

    def stop(self, how=signal.SIGINT):
        """SIGINT: at once, in order.  SIGQUIT: as in a crash, with recovery at the next start."""
        self.process.send_signal(how)
        self.process.wait(60)

    def remove(self):
        self.stop()
        shutil.rmtree(self.folder)


def main():
    server = Server()
    try:
        return subprocess.run(sys.argv[1:], env={**os.environ, "DVHT_TEST_POSTGRES": server.folder}).returncode
    finally:
        server.remove()


if __name__ == "__main__":
    sys.exit(main())
