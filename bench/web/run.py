#!/usr/bin/python3
"""Measures the web application beside Express and Flask on the database of a whole country, in one run, and writes its part of RESULTS.md.

usage: run.py BUILD-FOLDER WORK-FOLDER [--runs N] [--seconds S]
Servers are measured in turn (A B C A B C …), each alone while the others rest; figures are medians, ratios medians of the paired ratios."""
import argparse
import contextlib
import datetime
import html
import json
import os
import platform
import re
import resource
import sqlite3
import statistics
import subprocess
import sys
import time
import urllib.parse
from importlib import metadata

import postgres
import servers
from servers import Browser

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import results  # noqa: E402

READERS, SAVERS, IDLE = 32, 256, 1000
ON_POSTGRES = "dvht on PostgreSQL"
ROW = re.compile(r"<tr><td.*?</tr>\n", re.DOTALL)


def wrk(server, path, cookie, connections, seconds, *arguments, allowed=0.0):
    """Answers a second, ms of the 50th and the 99th percentile, and CPU ms of the server an answer."""
    before = server.cpu_seconds()
    ran = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s", "-s", os.path.join(HERE, "load.lua"), server.address + path, "--", cookie,
                          *map(str, arguments)], check=True, capture_output=True, text=True)
    told = json.loads(ran.stdout.rsplit("JSON ", 1)[1])
    good = told["requests"] - told["errors"]
    if told["errors"] > good * allowed or not good:
        raise SystemExit(f"{server.name}, {path}: {told}\n{ran.stdout}")
    cpu = (server.cpu_seconds() - before) * 1000 / good
    return {"rate": told["requests"] * 1e6 / told["us"], "p50": told["p50"], "p99": told["p99"], "cpu": cpu, "good": good}


def in_turn(runs, measures):
    """{name: list of results}, each name once in each of the runs; a first round warms up."""
    found = {name: [] for name in measures}
    for number in range(runs + 1):
        for name, measure in measures.items():
            sample = measure()
            print(f"{name}: {sample['rate']:,.0f} a second", file=sys.stderr)
            if number > 0:
                found[name].append(sample)
    return found


def median(samples, key):
    return statistics.median(sample[key] for sample in samples)


def ratio(ours, theirs, key="rate"):
    return statistics.median(o[key] / t[key] for o, t in zip(ours, theirs))


def same_page(page, other, name):
    """The rivals' rows, and all around them, say the same as ours."""
    if len(ROW.findall(page)) != 60 or html.unescape(other) != html.unescape(page):
        raise SystemExit(f"{name} sends another page than dvht")


def make_frame(page, path):
    """The page without what is read from the database: the rows, and how many people there are."""
    rows = ROW.findall(page)
    framed, count = re.subn(r"(1–60 trong )\d+( người)", r"\1{count}\2", page)
    assert len(rows) == 60 and count == 1
    with open(path, "w", encoding="utf-8") as file:
        file.write(framed.replace("".join(rows), "{rows}"))


def bare(program, database, frame, seconds, page):
    ran = subprocess.run([program, database, frame, str(seconds)], check=True, capture_output=True, text=True)
    same_page(page, ran.stderr, "the bare loop")
    rate, cpu = map(float, ran.stdout.split())
    return {"rate": rate, "cpu": cpu}


# ---- what is measured ----

def table(title, found, base, times=("p50", "p99")):
    """Who answers how often; the last column says how many times as often the base does."""
    lines = [f"### {title}", "", "| | a second | CPU ms each | p50 ms | p99 ms | dvht is, times | least – most |", "|---|--:|--:|--:|--:|--:|--:|"]
    for name, samples in found.items():
        shown = [f"{median(samples, key):,.1f}" if key in samples[0] else "" for key in times]
        ratios = [ours["rate"] / theirs["rate"] for ours, theirs in zip(base, samples)]
        against = " | " if samples is base else f"{statistics.median(ratios):.2f} | {min(ratios):.2f} – {max(ratios):.2f}"
        lines.append(f"| {name} | {median(samples, 'rate'):,.0f} | {median(samples, 'cpu'):.3f} | {' | '.join(shown)} | {against} |")
    return lines + [""]


def measure_reading(ours, rivals, cookie, page, bare_page, options):
    for rival in rivals:
        same_page(page, Browser(rival, cookie).ask("GET", "/nguoi")[1], rival.name)
    found = in_turn(options.runs, {
        **{server.name: lambda server=server: wrk(server, "/nguoi", cookie, READERS, options.seconds) for server in (ours, *rivals)},
        "bare loop, one thread": lambda: bare(*bare_page, options.seconds, page)})
    return table(f"The people page: 60 rows of 75, logged in, permission checked; {len(page.encode()):,} bytes, {READERS} connections", found, found["dvht"]), found


def forms(database, csrf, path, prefix):
    """Everybody of unit 2, as the form of a person sends it, for load.lua."""
    reader = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    names = ("code", "name", "birth", "gender", "position", "department", "degree", "email")
    with open(path, "w", encoding="utf-8") as file:
        for row in reader.execute("SELECT id, version, code, name, birth_date, gender, position, department, degree, email FROM person WHERE unit_id = 2 ORDER BY id"):
            fields = {"csrf": csrf, **{name: value or "" for name, value in zip(names, row[2:])}}
            file.write(f"{prefix}/{row[0]}\t{row[1]}\t{urllib.parse.urlencode(fields)}\n")
    reader.close()


def count_saved(database):
    """Saves and events of unit 2, once what was under way has come to rest."""
    before, after = None, count_now(database)
    while before != after:
        time.sleep(1.5)
        before, after = after, count_now(database)
    return after


def count_now(database):
    reader = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    saved = reader.execute("SELECT sum(version - 1), (SELECT count(*) FROM event WHERE unit_id = 2 AND action = 'person.save') FROM person WHERE unit_id = 2").fetchone()
    reader.close()
    return saved


def save(server, database, browser, work, prefix, options):
    path = os.path.join(work, "forms.txt")
    versions, events = count_saved(database)
    forms(database, browser.csrf, path, prefix)
    # A person whose last save still waits in the server, or was never sent (wrk throws its script's first request away), is refused; the
    # refusal counts in the rate as if it were a save, which favours Express.
    told = wrk(server, prefix, browser.cookie, SAVERS, options.seconds, path, allowed=0.1)
    versions_after, events_after = count_saved(database)
    # Those under way when wrk stops are saved, and not counted by it.
    if not told["good"] <= versions_after - versions <= told["good"] + SAVERS:
        raise SystemExit(f"{server.name}: {told['good']} saves acknowledged, {versions_after - versions} found")
    if prefix == "/nguoi" and events_after - events != versions_after - versions:
        raise SystemExit(f"{server.name}: {versions_after - versions} saves, {events_after - events} events")
    return told


def measure_saving(ours, express, databases, browser, work, options):
    found = in_turn(options.runs, {
        ours.name: lambda: save(ours, databases[0], browser, work, "/nguoi", options),
        express.name: lambda: save(express, databases[1], browser, work, "/nguoi", options),
        express.name + ", no audit event": lambda: save(express, databases[1], browser, work, "/plain", options)})
    return table(f"Saving people durably: synchronous=FULL, {SAVERS} connections, everybody another person, each save counted in the database", found, found["dvht"]), found


def measure_half_load(ours, cookie, peak, options):
    """As many connections as at the peak and twice, each waiting between its requests so that half the peak's load comes in."""
    found = []
    for _ in range(options.runs):
        connections = 2 * READERS
        found.append(wrk(ours, "/nguoi", cookie, connections, options.seconds, connections * 1000 / (peak / 2)))
    return found


def measure_start(program, folder, cookie, runs):
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        server = servers.dvht(program, folder)
        status, page = Browser(server, cookie).ask("GET", "/nguoi")
        times.append((time.perf_counter() - started) * 1000)
        server.stop()
        assert status == 200 and len(ROW.findall(page)) == 60
    return times


def measure_idle(server, cookie):
    """MiB with many connections that have each shown a page and now rest."""
    browsers = [Browser(server, cookie) for _ in range(IDLE)]
    for browser in browsers:
        assert browser.ask("GET", "/nguoi")[0] == 200
    time.sleep(1)
    return server.resident()


def spreadsheet(work):
    make = os.path.join(servers.ROOT, "test", "tools", "make_case.py")
    subprocess.run([make, os.path.join(work, "x10000"), "--people", "10000", "--evidence", "80", "--xlsx"], check=True)
    with open(os.path.join(work, "x10000", "staff.xlsx"), "rb") as file:
        return file.read()


def bring_in(server, unit, content):
    """ms until the preview is there, and until all are saved."""
    browser, edge = Browser(server).log_in(unit), "dvhtdvhtdvht"
    body = (f'--{edge}\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{browser.csrf}\r\n--{edge}\r\nContent-Disposition: form-data; name="tep"; '
            f'filename="danh-sach.xlsx"\r\n\r\n').encode() + content + f"\r\n--{edge}--\r\n".encode()
    started = time.perf_counter()
    status, page = browser.ask("POST", "/nguoi/nhap", body, f"multipart/form-data; boundary={edge}")
    looked = time.perf_counter()
    assert status == 200 and re.search(r"người mới</dt><dd>(<a[^>]*>)?10[.]?000<", html.unescape(page)), f"{status}: {page[:2000]}"
    fields = {name: value for name, value in servers.hidden(page).items() if name != "csrf"}
    begun = time.perf_counter()
    status, _ = browser.post("/nguoi/nhap/luu", fields)
    saved = time.perf_counter()
    assert status == 303, status
    return (looked - started) * 1000, (saved - begun) * 1000


def measure_import(server, work, runs):
    content = spreadsheet(work)
    return [bring_in(server, unit, content) for unit in range(3, 3 + runs)]


# ---- the run ----

def prepare(program, build, work):
    """Sessions of two heads in the database, which is then copied for each server."""
    country, folder = servers.country(build), os.path.join(work, "dvht")
    database = os.path.join(folder, "dvht.db")
    servers.copy(country, database)
    server = servers.dvht(program, folder)
    reader, saver = Browser(server).log_in(1), Browser(server).log_in(2)
    page = reader.ask("GET", "/nguoi")[1]
    server.stop()
    frame = os.path.join(work, "frame.html")
    make_frame(page, frame)
    servers.copy(database, os.path.join(work, "express.db"))
    servers.copy(database, os.path.join(work, "flask.db"))
    return folder, database, reader, saver, page, frame


def verdicts(read, saved, half, starts, idle, imports):
    flask = next(name for name in read if name.startswith("Flask"))
    express = next(name for name in read if name.startswith("Express"))
    total = statistics.median(look + save for look, save in imports)
    rows = [("people page, times Express", ratio(read["dvht"], read[express]), 3, True), ("people page, times Flask", ratio(read["dvht"], read[flask]), 6, True),
            ("people page, times slower than the bare loop of one thread", 1 / ratio(read["dvht"], read["bare loop, one thread"]), 3, False),
            ("people page, times the bare loop's CPU time", ratio(read["dvht"], read["bare loop, one thread"], "cpu"), 3, False),
            ("people page on PostgreSQL, times SQLite", ratio(read[ON_POSTGRES], read["dvht"]), 0.6, True),
            ("durable saves, times Express", ratio(saved["dvht"], saved[express]), 8, True),
            ("durable saves, times Express without audit events", ratio(saved["dvht"], saved[express + ", no audit event"]), 8, True),
            (f"p99 at half the peak load ({median(half, 'rate'):,.0f} pages a second), ms", median(half, "p99"), 50, False),
            ("start to the first answered page, ms", statistics.median(starts), 100, False),
            (f"resident memory with {IDLE:,} idle connections, MiB", idle, 64, False), ("import of 10,000 people from XLSX, previewed and saved, ms", total, 2000, False)]
    lines = ["| what | measured | wanted | |", "|---|--:|--:|---|"]
    for what, value, wanted, least in rows:
        lines.append(f"| {what} | {value:,.1f} | {'≥' if least else '≤'} {wanted:,} | {'reached' if (value >= wanted) == least else 'missed'} |")
    return lines + [""]


def versions(program, engine):
    modules = os.path.join(servers.ROOT, "bench", "node", "node_modules")
    found = [subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.strip(),
             "node " + subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip().lstrip("v")]
    for name in ("express", "better-sqlite3"):
        with open(os.path.join(modules, name, "package.json"), encoding="utf-8") as file:
            found.append(f"{name} {json.load(file)['version']}")
    return ", ".join(found + [f"{name} {metadata.version(name)}" for name in ("flask", "gunicorn")] + [f"SQLite {sqlite3.sqlite_version}", engine.version()])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("work")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=5)
    options = parser.parse_args()
    build, work = os.path.abspath(options.build), os.path.abspath(options.work)
    program, cores = os.path.join(build, "dvht"), os.cpu_count()
    folder, database, reader, saver, page, frame = prepare(program, build, work)
    starts = measure_start(program, folder, reader.cookie, 2 * options.runs + 1)
    with contextlib.ExitStack() as ends:
        def running(server):
            ends.callback(server.stop)
            return server
        engine = postgres.Postgres()
        ends.callback(engine.remove)
        engine.fill(program, os.path.join(work, "postgres"), database)
        told = versions(program, engine)
        ours = running(servers.dvht(program, folder))
        second = running(servers.dvht(program, os.path.join(work, "postgres"), ON_POSTGRES, engine.processes()))
        express = running(servers.express(os.path.join(work, "express.db"), frame, cores))
        flask = running(servers.flask(os.path.join(work, "flask.db"), frame, 2 * cores + 1))
        express.wait()
        flask.wait()
        bare_page = (os.path.join(build, "bench", "bare_page"), database, frame)
        read_lines, read = measure_reading(ours, (second, express, flask), reader.cookie, page, bare_page, options)
        half = measure_half_load(ours, reader.cookie, median(read["dvht"], "rate"), options)
        idle = measure_idle(ours, reader.cookie)
        save_lines, saved = measure_saving(ours, express, (database, os.path.join(work, "express.db")), saver, work, options)
        imports = measure_import(ours, work, options.runs)
    lines = ["# The web application beside Express and Flask", "",
             f"Made by `script/bench web` on {datetime.date.today().isoformat()}, {cores} cores, {platform.system()} {platform.machine()}. {told}.", "",
             f"A database of 41,000 units and 1.25 million people. Servers and wrk share the machine; each is measured alone, in turn, {options.runs} times for {options.seconds} s. Medians; "
             "ratios are medians of the paired ratios. The rivals send the same page (checked) from the same statements, each writing the day of birth where that costs it least: "
             "Express one process a core, Flask under gunicorn with "
             f"{2 * cores + 1} workers; PostgreSQL is private and on the same machine. A save is audited on both sides: old and new values and a link of the chain of hashes.", ""]
    lines += verdicts(read, saved, half, starts, idle, imports) + read_lines + save_lines
    lines += ["### Import of 10,000 people from XLSX", "", f"Preview {statistics.median(i[0] for i in imports):,.0f} ms, saving {statistics.median(i[1] for i in imports):,.0f} ms "
              f"(medians of {len(imports)}). Start to the first page: {min(starts):,.0f} – {max(starts):,.0f} ms.", ""]
    results.write_part("web", lines)
    print("\n".join(lines))


resource.setrlimit(resource.RLIMIT_NOFILE, (8192, 8192))
main()
