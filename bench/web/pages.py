#!/usr/bin/python3
"""Measures the pages of a round on the database of a whole country and writes their part of RESULTS.md.

usage: pages.py BUILD-FOLDER WORK-FOLDER [--runs N] [--units N] [--print]
Each page is asked for on one connection, one request after the other: its server time is what the client waits, in which our CPU
time is counted too.  Team, assignments, plan and papers come into the database by the program's own forms; plans of self-study
stand there (country.c).  --units: a smaller country, to try things; --print: RESULTS.md stays as it is."""
import argparse
import contextlib
import datetime
import os
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time

import postgres
import servers
from servers import Browser

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import results  # noqa: E402

ROUND, WANTED_MS, WANTED_APPROVAL_MS = "/dot/2026", 5, 2000
UNITS = {1: "75 people", 2: "4,000 people"}
PAGES = {
    "Việc của tôi": "/", "Trình ký": "/trinh-ky", "legal bases": "/can-cu", "the round": "", "scheme": "bo-tieu-chi",
    "scheme, to be confirmed": "bo-tieu-chi/doi-chieu", "an indicator": "bo-tieu-chi/1.1", "learning plan": "ke-hoach-hoc-tap",
    "who has read it": "van-ban/learning_plan/da-doc", "a paper to read": "van-ban/learning_plan/doc", "own study plan": "tu-hoc",
    "writing it": "tu-hoc/cua-toi", "all study plans": "tu-hoc/danh-sach", "those that wait": "tu-hoc/danh-sach?xem=cho-duyet",
    "of one department, found by name": "tu-hoc/danh-sach?tim=an&to=T%E1%BB%95%201", "one opened beside": "tu-hoc/danh-sach?xem=cho-duyet&mo={plan}",
    "the last page": "tu-hoc/danh-sach?tu={last}", "results of the year": "ket-qua-nam", "team": "to", "plan": "ke-hoach", "assignments": "phan-cong",
    "an assignment": "phan-cong/{assignment}", "hand-over": "ban-giao?from=2", "papers": "van-ban", "register of numbers": "van-ban?xem=so",
    "a paper": "van-ban/team_decision", "its wording": "van-ban/team_decision/loi-van",
}


def say(what):
    """What is being done, for whoever waits."""
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def must(answer, *allowed):
    if answer[0] not in allowed:
        raise SystemExit(f"{answer[0]}: {answer[1][:2000]}")
    return answer[1]


def prepare_round(browser):
    """A team, who does what, the plan, and an issued plan of learning."""
    def send(below, fields):
        must(browser.post(f"{ROUND}/{below}", fields), 303)

    def version(paper):
        return re.search(r'name="version" value="(\d+)"', must(browser.ask("GET", f"{ROUND}/van-ban/{paper}"), 200)).group(1)

    send("to", {"leader": 1, "secretary": 2, "member": list(range(3, 12)), "roles": 1})
    send("phan-cong/lap", {"guide": 1})
    work = re.findall(r'name="chosen" value="(\d+)"', must(browser.ask("GET", f"{ROUND}/phan-cong"), 200))
    for number, id in enumerate(work):
        send("phan-cong", {"chosen": id, "due": "15/12/2026", "person": 3 + number % 9})
    send("ke-hoach/tien-do", {"version": 0, "submit_before": "15/01/2127"})
    send("ke-hoach-hoc-tap", {"version": 0, "text": "Mỗi người học một chuyên đề. " * 40})
    for step, way in (("submit", "trinh"), ("sign", "ky"), ("issue", "trinh")):
        send(f"van-ban/learning_plan/{way}", {"action": step, "version": version("learning_plan")})
    send("van-ban/team_decision/trinh", {"action": "submit", "version": version("team_decision")})
    return work[0]


def ids_of(database, unit):
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as reader:
        plan, = reader.execute("SELECT id FROM study_plan WHERE unit_id = ? AND state = 'submitted' LIMIT 1", (unit,)).fetchone()
        people, = reader.execute("SELECT count(*) FROM person WHERE unit_id = ?", (unit,)).fetchone()
    return {"plan": plan, "last": people // 100 * 100}


def address(path, ids):
    return path if path.startswith("/") else f"{ROUND}/{path.format(**ids)}".rstrip("/")


def measure(server, browser, path, runs):
    """Median ms an answer, CPU ms of the server an answer, bytes."""
    times = []
    for _ in range(runs // 10 + 1):
        page = must(browser.ask("GET", path), 200)
    before = server.cpu_seconds()
    for _ in range(runs):
        started = time.perf_counter()
        browser.ask("GET", path)
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times), (server.cpu_seconds() - before) * 1000 / runs, len(page.encode())


def approve(browser):
    """How many plans, and ms to approve them all."""
    page = must(browser.ask("GET", f"{ROUND}/tu-hoc/danh-sach?xem=cho-duyet"), 200)
    mark, count = re.search(r'name="dau" value="(\w+)"', page).group(1), int(re.search(r"Cả (\d+) kế hoạch", page).group(1))
    started = time.perf_counter()
    must(browser.post(f"{ROUND}/tu-hoc/danh-sach", {"xem": "cho-duyet", "tat_ca": 1, "dau": mark, "viec": "approve"}), 303)
    return count, (time.perf_counter() - started) * 1000


def open_country(build, work, units):
    if not units:
        return servers.country(build)
    path = os.path.join(work, f"country-{units}.db")
    if not os.path.exists(path):
        subprocess.run([os.path.join(build, "bench", "country"), path, str(units)], check=True)
    return path


def table(found):
    lines = ["| page | " + " | ".join(f"{engine}, {UNITS[unit]}: ms (CPU ms)" for engine, unit in found) + " | KB |", "|---|" + "--:|" * (len(found) + 1)]
    for name, path in PAGES.items():
        cells = [f"{figures[name][0]:.1f} ({figures[name][1]:.1f})" for figures in found.values()]
        lines.append(f"| {name} | {' | '.join(cells)} | {max(figures[name][2] for figures in found.values()) / 1000:.0f} |")
    return lines + [""]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("work")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--units", type=int)
    parser.add_argument("--print", action="store_true")
    options = parser.parse_args()
    build, work = os.path.abspath(options.build), os.path.abspath(options.work)
    program, folder = os.path.join(build, "dvht"), os.path.join(work, "pages")
    database, found, approvals = os.path.join(folder, "dvht.db"), {}, {}
    say("the country's database")
    servers.copy(open_country(build, work, options.units), database)
    with contextlib.ExitStack() as ends:
        first = servers.dvht(program, folder)
        ends.callback(first.stop)
        browsers = {unit: Browser(first).log_in(unit) for unit in UNITS}
        say("a round with team, assignments, plan and papers")
        ids = {unit: {**ids_of(database, unit), "assignment": prepare_round(browsers[unit])} for unit in UNITS}
        first.stop()
        say("the same on PostgreSQL")
        engine = postgres.Postgres()
        ends.callback(engine.remove)
        engine.fill(program, os.path.join(work, "pages-postgres"), database)
        shutil.copytree(os.path.join(folder, "blobs"), os.path.join(work, "pages-postgres", "blobs"))
        for name, place, beside in (("SQLite", folder, ()), ("PostgreSQL", os.path.join(work, "pages-postgres"), engine.processes())):
            server = servers.dvht(program, place, name, beside)
            ends.callback(server.stop)
            for unit, known in browsers.items():
                browser = Browser(server, known.cookie)
                browser.csrf = known.csrf
                say(f"{name}, {UNITS[unit]}: {len(PAGES)} pages")
                found[name, unit] = {page: measure(server, browser, address(path, ids[unit]), 20 * options.runs) for page, path in PAGES.items()}
            say(f"{name}: plans approved at once")
            approvals[name] = approve(browser)
            server.stop()
    worst = max((figures[page][0], page, *key) for key, figures in found.items() for page in PAGES)
    lines = ["# Pages of a round", "",
             f"Made by `script/bench pages` on {datetime.date.today().isoformat()}, {os.cpu_count()} cores, {f'{options.units} units' if options.units else 'the whole country'}. "
             "One connection, one request after the other; medians of what the client waits, in brackets the server's CPU time "
             f"(PostgreSQL's own included). The slowest: “{worst[1]}” with {UNITS[worst[3]]} on {worst[2]}, {worst[0]:.1f} ms; wanted: {WANTED_MS} ms, "
             f"{'reached' if worst[0] < WANTED_MS else 'missed'}.", ""]
    lines += table(found)
    lines += [f"{count:,} plans of self-study approved at once on {name}: {ms:,.0f} ms; wanted: {WANTED_APPROVAL_MS:,} ms, "
              f"{'reached' if ms < WANTED_APPROVAL_MS else 'missed'}." for name, (count, ms) in approvals.items()]
    if not options.print:
        results.write_part("pages", lines)
    print("\n".join(lines))


main()
