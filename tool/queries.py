#!/usr/bin/env python3
"""Turns src/store/queries/*.sql and migrations/*.sql into C tables.

usage: queries.py def|records|c QUERIES_FOLDER MIGRATIONS_FOLDER OUTPUT

A file of queries holds blocks:
    -- name: person_page
    -- What it is for.
    -- engine: postgres                        (only if the engines need different words: one block for each)
    -- scope: installation, because ...        (a tenant's table without :unit_id)
    -- scan: because ...                       (reads a whole table: for the test of plans)
    SELECT ... :unit_id ... ;
Parameters are written :name and numbered by their first mention.  A statement on a tenant's table
that does not bind :unit_id is refused.

A table under "-- record" in a migration is one of records (src/store/record.h): its statements TABLE_get, _insert,
_update, _delete, _list (of a round, where it has round_id) and record_TABLE are made from its columns, and
$record_ids in a statement stands for the highest id of each, $blob_columns for all texts that name files.  A column whose comment begins with
"derived" follows from others and stands in no event.  Lines of a migration behind "--sqlite: " or "--postgres: " are kept for that engine."""
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


def added_columns(folder):
    """(table, the column's line) of columns that a later migration adds."""
    for path in sorted(folder.glob("*.sql")):
        yield from re.findall(r"^ALTER TABLE ([a-z_]+) ADD COLUMN ([^\n]+)$", path.read_text(), re.M)


def record_tables(folder):
    """table → its own columns as (name, is a number, is derived), in order; added ones last."""
    found = {}
    for path in sorted(folder.glob("*.sql")):
        for table, body in re.findall(r"^-- record\n(?:--[^\n]*\n)*CREATE TABLE ([a-z_]+) \((.*?)\n\);", path.read_text(), re.S | re.M):
            columns = re.findall(r"^  ([a-z_]+) (BIGINT|TEXT)\b[^\n]*?(-- derived)?[^\n-]*$", re.sub(r"-- (?!derived)[^\n]*", "", body), re.M)
            if [name for name, _, _ in columns[:2]] != ["unit_id", "id"] or columns[-1][0] != "version":
                fail(f"{path.name}: record {table}: unit_id and id first, version last")
            found[table] = [(name, kind == "BIGINT", bool(derived)) for name, kind, derived in columns[2:-1]]
    for table, line in added_columns(folder):
        if table in found:
            name, kind = line.split()[:2]
            found[table].append((name, kind.rstrip(";") == "BIGINT", "-- derived" in line))
    return found


def blob_columns(folder):
    """(table, column) of those that name files by content."""
    for path in sorted(folder.glob("*.sql")):
        for table, body in re.findall(r"CREATE TABLE ([a-z_]+) \((.*?)\n\);", path.read_text(), re.S):
            for column in re.findall(r"^  ([a-z_]+) TEXT\b[^\n]*?-- blobs?:", body, re.M):
                yield table, column
    for table, line in added_columns(folder):
        if re.search(r"-- blobs?:", line):
            yield table, line.split()[0]


def record_blocks(tables):
    """The statements of each record, as read_blocks gives them."""
    def block(sql):
        return {"both": {"sql": sql, "notes": {}, "file": "migrations"}}

    for table, columns in tables.items():
        names = [name for name, _, _ in columns]
        texts = ", ".join(f"CAST({n} AS TEXT) AS {n}" if number else n for n, number, _ in columns)
        told = ", ".join(f"CAST({n} AS TEXT) AS {n}" if number else n for n, number, derived in columns if not derived)
        own, given = ", ".join(names), ", ".join(":" + n for n in names)
        order = "position, id" if "position" in names else "id"
        where = f"FROM {table} WHERE unit_id = :unit_id"
        yield f"{table}_get", block(f"SELECT {texts}, version {where} AND id = :id")
        yield f"{table}_insert", block(f"INSERT INTO {table} (unit_id, id, {own}, version) VALUES (:unit_id, :id, {given}, 1)")
        yield f"{table}_update", block(f"UPDATE {table} SET {', '.join(f'{n} = :{n}' for n in names)}, version = version + 1 "
                                       "WHERE unit_id = :unit_id AND id = :id AND version = :version")
        yield f"{table}_delete", block(f"DELETE {where} AND id = :id AND version = :version")
        if "round_id" in names:
            yield f"{table}_list", block(f"SELECT id, version, {own} {where} AND round_id = :round_id ORDER BY {order}")
        else:
            yield f"{table}_list", block(f"SELECT id, version, {own} {where} ORDER BY unit_id, {order}")
        yield f"record_{table}", block(f"SELECT CAST(id AS TEXT) AS id, {told} {where} ORDER BY unit_id, id")


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
        text = re.sub(r"--(?!(?:sqlite|postgres): )[^\n]*", "", path.read_text())
        lines = "\n    ".join(quoted(line.strip() + "\n") for line in text.split("\n") if line.strip())
        yield f'  {{ "{path.stem}",\n    {lines} }},'


def record_rows(tables):
    for table, columns in sorted(tables.items()):
        cells = ", ".join(f'{{ "{name}", {"true" if number else "false"}, {"true" if derived else "false"} }}' for name, number, derived in columns)
        yield (f'  {{ "{table}", QUERY_{table}_get, QUERY_{table}_insert, QUERY_{table}_update, QUERY_{table}_delete,\n'
               f"    QUERY_{table}_list, QUERY_record_{table}, {len(columns)},\n    {{ {cells} }} }},")


def all_blocks(queries, migrations, tables):
    """Those of the files and those of the records; a name stands once."""
    blocks = read_blocks(queries)
    for name, block in record_blocks(tables):
        if name in blocks:
            fail(f"block {name} is made from its record already")
        blocks[name] = block
    named = " UNION ALL ".join(f"SELECT {column} FROM {table} WHERE unit_id = :unit_id AND {column} IS NOT NULL"
                               for table, column in blob_columns(migrations))
    ids = " ".join(f"UNION ALL SELECT max(id) FROM {table} WHERE unit_id = :unit_id" for table in sorted(tables))
    for engines in blocks.values():
        for block in engines.values():
            block["sql"] = block["sql"].replace("$record_ids", ids).replace("$blob_columns", named)
    return blocks


def main():
    kind, queries, migrations, output = sys.argv[1], *map(pathlib.Path, sys.argv[2:5])
    tables = record_tables(migrations)
    blocks = all_blocks(queries, migrations, tables)
    if kind == "records":
        text = "".join(f"R ({name})\n" for name in sorted(tables))
    elif kind == "def":
        text = "".join(f"Q ({name})\n" for name in sorted(blocks))
    else:
        tenants = tenant_tables(migrations)
        rows = "\n".join(query_rows(blocks, tenants))
        steps = list(migration_rows(migrations))
        text = ('/* Made from the .sql files by tool/queries.py. */\n#include "store/engine.h"\n#include "store/record.h"\n\n'
                f"const Query query_table[QUERY_COUNT] = {{\n{rows}\n}};\n\n"
                f"const RecordTable record_tables[RECORD_COUNT] = {{\n" + "\n".join(record_rows(tables)) + "\n};\n\n"
                f"const Migration migration_table[] = {{\n" + "\n".join(steps) + "\n};\n\n"
                f"const guint migration_count = {len(steps)};\n\n"
                f"const char *const tenant_tables[] = {{ {', '.join(quoted(t) for t in sorted(tenants))}, NULL }};\n")
    output.write_text(text)


main()
