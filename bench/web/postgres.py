"""The same database on a private PostgreSQL server, which ends with the run."""
import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import servers

sys.path.insert(0, os.path.join(servers.ROOT, "test", "tools"))
import with_postgres  # noqa: E402

# As is usual for a machine of this size.  Nothing is synced, since only reading is measured, and nobody tidies up meanwhile.
SETTINGS = {"listen_addresses": "", "shared_buffers": "512MB", "max_wal_size": "4GB", "fsync": "off", "autovacuum": "off", "log_min_messages": "fatal"}
BATCH = 10000


def escaped(column):
    """The expression of a text as COPY reads it."""
    for byte, shown in ((92, "\\\\"), (9, "\\t"), (10, "\\n"), (13, "\\r")):
        column = f"replace({column}, char({byte}), '{shown}')"
    return column


class Postgres:
    """The server with a database of our role's; `address` is what a data folder's database.url says."""

    def __init__(self):
        self.server = with_postgres.Server(SETTINGS)
        self.address = f"postgresql://{with_postgres.ROLE}@/country?host={self.server.folder}"
        self.ask("postgres", f"CREATE DATABASE country OWNER {with_postgres.ROLE}")

    def psql(self, database, *statements, stdin=None):
        commands = [part for statement in statements for part in ("-c", statement)]
        return subprocess.Popen([self.server.bin / "psql", "-h", self.server.folder, "-U", "owner", "-d", database, "-Atq", "-v", "ON_ERROR_STOP=1", *commands],
                                stdin=stdin, stdout=subprocess.PIPE, cwd="/")

    def ask(self, database, *statements):
        psql = self.psql(database, *statements)
        answer = psql.communicate()[0].decode().strip()
        if psql.returncode != 0:
            raise SystemExit(f"PostgreSQL refuses {statements}")
        return answer

    def version(self):
        return "PostgreSQL " + self.ask("postgres", "SHOW server_version").split()[0]

    def fill(self, program, folder, database):
        """The rows of a SQLite file under our own schema; the data folder says where they are."""
        os.makedirs(folder)
        with open(os.path.join(folder, "database.url"), "w", encoding="utf-8") as file:
            file.write(self.address + "\n")
        servers.dvht(program, folder).stop()
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as reader:
            for table, in reader.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name").fetchall():
                self.copy(reader, table)
        self.ask("country", "VACUUM ANALYZE", "CHECKPOINT")
        os.sync()  # not while somebody is measured

    def copy(self, reader, table):
        """SQLite makes the lines of COPY."""
        columns = [(row[1], row[2]) for row in reader.execute(f"PRAGMA table_info({table})")]
        shown = (f"'\\\\x' || hex({name})" if kind == "BLOB" else escaped(name) if kind == "TEXT" else name for name, kind in columns)
        line = " || char(9) || ".join(f"coalesce({value}, '\\N')" for value in shown)
        # Its rows are whole: no need to look up the unit of each again.
        psql = self.psql("country", "SET session_replication_role = replica", f"COPY {table} ({', '.join(name for name, _ in columns)}) FROM STDIN", stdin=subprocess.PIPE)
        rows = reader.execute(f"SELECT {line} || char(10) FROM {table}")
        while batch := rows.fetchmany(BATCH):
            psql.stdin.write("".join(row[0] for row in batch).encode())
        psql.communicate()
        if psql.returncode != 0:
            raise SystemExit(f"PostgreSQL does not take {table}")

    def processes(self):
        return [self.server.process.pid]

    def remove(self):
        self.server.remove()
