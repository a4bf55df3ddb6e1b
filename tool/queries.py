#!/usr/bin/env python3
"""Turns src/store/queries/*.sql and migrations/*.sql into C tables.

usage: queries.py def|c QUERIES_FOLDER MIGRATIONS_FOLDER OUTPUT

A file of queries holds blocks:
    -- name: person_page
    -- What it is for.
    -- engine: postgres                        (only if the engines need different words: one block for each)
    -- scope: installation, because ...        (a tenant's table without :unit_id)
    -- scan: because ...                       (reads a whole table: for the test of plans)
    SELECT ... :unit_id ... ;
Parameters are written :name and numbered by their first mention.  A statement on a tenant's table
that does not bind :unit_id is refused."""
import pathlib
import re
import sys

PARAMETER = re.compile(r"(?<![:\w]):([a-z_]+)")
TABLE = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+([a-z_]+)", re.IGNORECASE)


def fail(text):
    sys.exit(f"queries.py: {text}")


def tenant_tables(folder):
    """Tables with rows of units: those with a unit_id, and the units themselves."""
    found = {"unit"}
    for path in sorted(folder.glob("*.sql")):
        for table, body in re.findall(r"CREATE TABLE ([a-z_]+) \((.*?)\n\);", path.read_text(), re.S):
            if re.search(r"^\s*unit_id\b", body, re.M):
                found.add(table)
    return found


def read_blocks(folder):
    """name → {engine or "both": block}"""
    blocks = {}
    for path in sorted(folder.glob("*.sql")):
        for number, part in enumerate(re.split(r"^-- name: ", path.read_text(), flags=re.M)):
            if number == 0:
                if re.sub(r"--[^\n]*", "", part).strip():
                    fail(f"{path.name}: SQL ahead of the first block")
                continue
            name, rest = part.split("\n", 1)
            name = name.strip()
            notes = dict(re.findall(r"^-- (engine|scope|scan): (.+)$", rest, re.M))
            sql = re.sub(r"\s+", " ", re.sub(r"--[^\n]*", " ", rest)).strip().rstrip(";").strip()
            if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or not sql or ";" in sql:
                fail(f"{path.name}: block {name}: one statement under a name of a-z, 0-9, _")
            if not re.search(r"^-- (?!engine:|scope:|scan:)\S", rest, re.M):
                fail(f"{path.name}: block {name} does not say what it is for")
            engine = notes.get("engine", "both")
            if engine in blocks.setdefault(name, {}):
                fail(f"{path.name}: block {name} stands twice")
            blocks[name][engine] = {"sql": sql, "notes": notes, "file": path.name}
    return blocks


def parameters(sql):
    return list(dict.fromkeys(PARAMETER.findall(re.sub(r"'[^']*'", "''", sql))))


def check(name, block, tenants):
    tables = {t.lower() for t in TABLE.findall(block["sql"])} & tenants
    scope = block["notes"].get("scope", "")
    if scope and not scope.startswith("installation, because "):
        fail(f"{block['file']}: block {name}: scope: installation, because …")
    if tables and not scope and "unit_id" not in parameters(block["sql"]):
        fail(f"{block['file']}: block {name} reads {', '.join(sorted(tables))} without :unit_id")


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def numbered(sql, names, mark):
    return PARAMETER.sub(lambda m: f"{mark}{names.index(m.group(1)) + 1}", sql)


def query_rows(blocks, tenants):
    for name, engines in sorted(blocks.items()):
        if set(engines) not in ({"both"}, {"sqlite", "postgres"}):
            fail(f"block {name}: one for both engines, or one for each")
        for block in engines.values():
            check(name, block, tenants)
        sqlite, postgres = engines.get("sqlite", engines.get("both")), engines.get("postgres", engines.get("both"))
        names = parameters(sqlite["sql"])
        if sorted(parameters(postgres["sql"])) != sorted(names):
            fail(f"block {name}: the engines' parameters differ")
        unit = names.index("unit_id") if "unit_id" in names else -1
        scan, installation = ("true" if note in sqlite["notes"] else "false" for note in ("scan", "scope"))
        yield (f'  {{ "{name}", {quoted(numbered(sqlite["sql"], names, "?"))},\n    {quoted(numbered(postgres["sql"], names, "$"))},\n'
               f"    {len(names)}, {unit}, {scan}, {installation} }},")


def migration_rows(folder):
    for number, path in enumerate(sorted(folder.glob("*.sql")), 1):
        if not path.name.startswith(f"{number:04d}_"):
            fail(f"{path.name}: migrations are numbered without gaps")
        text = re.sub(r"--[^\n]*", "", path.read_text())
        lines = "\n    ".join(quoted(line.strip() + "\n") for line in text.split("\n") if line.strip())
        yield f'  {{ "{path.stem}",\n    {lines} }},'


def main():
    kind, queries, migrations, output = sys.argv[1], *map(pathlib.Path, sys.argv[2:5])
    blocks = read_blocks(queries)
    if kind == "def":
        text = "".join(f"Q ({name})\n" for name in sorted(blocks))
    else:
        tenants = tenant_tables(migrations)
        rows = "\n".join(query_rows(blocks, tenants))
        steps = list(migration_rows(migrations))
        text = ('/* Made from the .sql files by tool/queries.py. */\n#include "store/engine.h"\n\n'
                f"const Query query_table[QUERY_COUNT] = {{\n{rows}\n}};\n\n"
                f"const Migration migration_table[] = {{\n" + "\n".join(steps) + "\n};\n\n"
                f"const guint migration_count = {len(steps)};\n\n"
                f"const char *const tenant_tables[] = {{ {', '.join(quoted(t) for t in sorted(tenants))}, NULL }};\n")
    output.write_text(text)


main()
