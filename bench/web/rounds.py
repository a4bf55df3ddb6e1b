#!/usr/bin/python3
"""Measures steps 2 and 3 of a round and writes their part of RESULTS.md.

usage: rounds.py BUILD-FOLDER WORK-FOLDER [--runs N] [--seconds S] [--print]
A school of 60 people with its round comes in by `dvht load`; everything is asked for through the running server, as its head.
100,000 items of evidence are put into a copy of its database.  --print: RESULTS.md stays as it is."""
import argparse
import contextlib
import datetime
import http.client
import json
import os
import re
import selectors
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse

import postgres
import servers
from servers import Browser

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import results  # noqa: E402

YEAR, PEOPLE, EVIDENCE, MEMBERS = 2024, 60, 80, 20
TOP = f"/dot/{YEAR}"
ITEMS, WRITERS, ROUNDS = 100000, 100, 10
UPLOAD = 200 << 20
WORDS = "kế hoạch báo cáo quyết định biên bản hợp danh sách giáo viên học tập thường xuyên chuyên đề năm công nhận phòng trường tiểu".split()
FOLDED = "ke hoach bao cao quyet dinh bien ban hop danh sach giao vien hoc tap thuong xuyen chuyen de nam cong nhan phong truong tieu".split()


def must(answer, *allowed):
    if answer[0] not in allowed:
        raise SystemExit(f"{answer[0]}: {answer[1][:2000]}")
    return answer[1]


def timed(act, *arguments):
    started = time.perf_counter()
    answer = act(*arguments)
    return (time.perf_counter() - started) * 1000, answer


def median_ms(browser, path, runs, server=None):
    """Median ms an answer, and CPU ms of the server an answer."""
    for _ in range(5):
        must(browser.ask("GET", path), 200)
    before = server.cpu_seconds() if server else 0
    times = [timed(browser.ask, "GET", path)[0] for _ in range(runs)]
    return statistics.median(times), (server.cpu_seconds() - before) * 1000 / runs if server else 0


def wrk(server, path, cookie, connections, seconds, *arguments):
    ran = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s", "-s", os.path.join(HERE, "load.lua"), server.address + path, "--", cookie,
                          *map(str, arguments)], check=True, capture_output=True, text=True)
    told = json.loads(ran.stdout.rsplit("JSON ", 1)[1])
    if told["errors"] or not told["requests"]:
        raise SystemExit(f"{path}: {told}")
    return {"rate": told["requests"] * 1e6 / told["us"], "p99": told["p99"]}


# ---- the school ----

def load(program, build, folder, work):
    """A code with which the head chooses a password."""
    case = os.path.join(work, "school")
    made = [sys.executable, os.path.join(servers.ROOT, "test", "tools", "make_case.py"), case, "--people", str(PEOPLE), "--evidence", str(EVIDENCE), "--year", str(YEAR)]
    subprocess.run(made, check=True)
    said = subprocess.run([program, "load", case, "--data", folder], check=True, capture_output=True, text=True).stdout
    login = re.search(r"^login (\S+) head$", said, re.M) or re.search(r"^login (\S+) administrator$", said, re.M)
    code = subprocess.run([program, "user", "reset", login.group(1), "--data", folder], check=True, capture_output=True, text=True).stdout
    return re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4})+", code).group()


def log_in(server, code):
    browser = Browser(server)
    must(browser.post("/phieu", {"ma": code, "new_password": servers.PASSWORD, "repeat": servers.PASSWORD}), 303)
    browser.csrf = servers.hidden(browser.ask("GET", "/tai-khoan-cua-toi")[1])["csrf"]
    return browser


def again(server, known):
    browser = Browser(server, known.cookie)
    browser.csrf = known.csrf
    return browser


def people_of(database):
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as reader:
        round_, = reader.execute("SELECT id FROM round").fetchone()
        inside = {row[0] for row in reader.execute("SELECT person_id FROM team_member WHERE ended_on IS NULL")}
        return round_, len(inside), [row[0] for row in reader.execute("SELECT id FROM person WHERE state = 'active' ORDER BY id") if row[0] not in inside]


def fill_team(browser, database):
    _, members, others = people_of(database)
    for person in others[:max(0, MEMBERS - members)]:
        must(browser.post(f"{TOP}/to/them", {"person": person, "role": "member"}), 303)


# ---- files ----

def hash_rate():
    """MB a second of libcrypto's SHA-256."""
    ran = subprocess.run(["openssl", "speed", "-mr", "-seconds", "1", "-bytes", str(1 << 20), "-evp", "sha256"], check=True, capture_output=True, text=True)
    return float(re.search(r"^\+F:.*:([\d.]+)$", ran.stdout, re.M).group(1)) / 1e6


def disk_rate(work):
    path, block = os.path.join(work, "disk"), os.urandom(1 << 20)
    started = time.perf_counter()
    with open(path, "wb") as file:
        for _ in range(UPLOAD >> 20):
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    rate = UPLOAD / 1e6 / (time.perf_counter() - started)
    os.unlink(path)
    return rate


def high_water(server):
    with open(f"/proc/{server.process.pid}/status", encoding="ascii") as status:
        return int(re.search(r"VmHWM:\s+(\d+)", status.read()).group(1)) / 1024


def upload(server, browser, size):
    """MB a second of a file sent in one piece, and its id."""
    told = must(browser.ask("POST", "/tai-len", urllib.parse.urlencode({"csrf": browser.csrf, "year": YEAR, "name": "lon.pdf", "size": size, "dau": ""})), 200, 303)
    id = re.search(r'"id":\s*(\d+)', told)
    id = id.group(1) if id else re.search(r"(\d+)", told).group(1)
    block = b"%PDF-1.4\n".ljust(1 << 20, os.urandom(1))
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    started = time.perf_counter()
    connection.request("POST", f"/tai-len/{id}?tu=0", iter([block] * (size >> 20)),
                       {"Cookie": f"dvht={browser.cookie}", "X-Csrf": browser.csrf, "Content-Length": str(size), "Accept": "application/json", "Content-Type": "application/octet-stream"})
    answer = connection.getresponse()
    body = answer.read()
    took = time.perf_counter() - started
    connection.close()
    if answer.status != 200 or not json.loads(body)["whole"]:
        raise SystemExit(f"upload: {answer.status} {body[:500]}")
    return size / 1e6 / took


def measure_upload(server, browser, runs):
    upload(server, browser, 1 << 20)
    with open(f"/proc/{server.process.pid}/clear_refs", "w", encoding="ascii") as file:
        file.write("5")  # the high water of before is forgotten
    before = high_water(server)
    rates = [upload(server, browser, UPLOAD) for _ in range(runs)]
    return statistics.median(rates), high_water(server) - before


# ---- many at once ----

def post_bytes(browser, port, path, fields):
    body = urllib.parse.urlencode({**fields, "csrf": browser.csrf}).encode()
    return (f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: dvht={browser.cookie}\r\nAccept: application/json\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n").encode() + body


def burst(lines, requests):
    """ms until each answer begins, all sent at the same time."""
    times, started = [], {}
    with selectors.DefaultSelector() as waiting:
        for line, request in zip(lines, requests):
            waiting.register(line, selectors.EVENT_READ)
            started[line] = time.perf_counter()
            line.sendall(request)
        while len(times) < len(lines):
            for key, _ in waiting.select(20):
                head = key.fileobj.recv(65536)
                if not head.startswith(b"HTTP/1.1 2"):
                    raise SystemExit(f"autosave: {head[:500]}")
                times.append((time.perf_counter() - started[key.fileobj]) * 1000)
                waiting.unregister(key.fileobj)
    return times


def percentile(times, share):
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def measure_autosave(server, browser):
    lines = [socket.create_connection(("127.0.0.1", server.port), 20) for _ in range(WRITERS)]
    times = []
    for turn in range(ROUNDS + 1):
        text = json.dumps([["current", f"Hiện trạng đang gõ, lần {turn}. " * 60]])
        found = burst(lines, [post_bytes(browser, server.port, "/ban-nhap", {"loai": "rating", "so": -1000 - n, "ban": 0, "noi_dung": text}) for n in range(WRITERS)])
        times += found if turn > 0 else []
        time.sleep(0.2)
    for line in lines:
        line.close()
    return percentile(times, 0.5), percentile(times, 0.99)


# ---- 100,000 items ----

def put_items(database, round_):
    """Titles of twelve words, an indicator each, codes as they would be given; without events."""
    with contextlib.closing(sqlite3.connect(database)) as writer:
        indicators = [row[0] for row in writer.execute("SELECT indicator FROM rating ORDER BY position")]
        first, = writer.execute("SELECT next_id FROM unit WHERE id = 1").fetchone()
        rows = []
        for n in range(ITEMS):
            picks = [(n * 7919 + k * 104729 + n // 97 * k) % len(WORDS) for k in range(12)]
            indicator, number = indicators[n % len(indicators)], 1000 + n // len(indicators)
            code = f"H9-{indicator}-{number}"
            rows.append((first + n, round_, f"mc-{first + n}", 1000 + n, " ".join(WORDS[k] for k in picks), f"{n}/BC-TH", "Trường Tiểu học", code, f'["{indicator}"]',
                         " ".join(FOLDED[k] for k in picks) + f" {n}/bc-th truong tieu hoc {code.lower()}"))
        writer.executemany("INSERT INTO evidence (unit_id, id, round_id, key, position, title, number, issuer, code, indicators, folded, version) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)", rows)
        writer.execute("UPDATE unit SET next_id = ? WHERE id = 1", (first + ITEMS,))
        writer.commit()


def measure_items(server, browser, runs):
    """ms of a search that finds nothing, one that finds one item, and of adding an item."""
    searches = {words: median_ms(browser, f"{TOP}/minh-chung?tim={urllib.parse.quote(words)}", runs)[0] for words in ("khongdaucho", "99998/bc")}
    added = [timed(browser.post, f"{TOP}/minh-chung/moi", {"title": f"Thêm {n}", "version": 0, "indicators": "1.1"}) for n in range(runs)]
    for _, answer in added:
        must(answer, 303)
    return [*searches.values(), statistics.median(ms for ms, _ in added)]


def measure_many(program, folder, work, known):
    """{engine: three figures}"""
    place, found = os.path.join(work, "many"), {}
    shutil.copytree(folder, place)
    database = os.path.join(place, "dvht.db")
    put_items(database, people_of(database)[0])
    engine = postgres.Postgres()
    try:
        engine.fill(program, os.path.join(work, "many-postgres"), database)
        shutil.copytree(os.path.join(place, "blobs"), os.path.join(work, "many-postgres", "blobs"))
        for name, data, beside in (("SQLite", place, ()), (engine.version(), os.path.join(work, "many-postgres"), engine.processes())):
            server = servers.dvht(program, data, name, beside)
            found[name] = measure_items(server, again(server, known), 15)
            server.stop()
    finally:
        engine.remove()
    return found


# ---- the end of the round ----

def measure_dossier(server, browser, seconds):
    """ms of the dossier alone; p99 of other pages while it is made again and again."""
    path = f"{TOP}/ho-so/du-thao.zip"

    def ask():
        browser.connection.request("GET", path, headers={"Cookie": f"dvht={browser.cookie}"})
        answer = browser.connection.getresponse()
        if answer.status != 200 or not answer.read().startswith(b"PK"):
            raise SystemExit(f"dossier: {answer.status}")

    times = [timed(ask)[0] for _ in range(8)][1:]
    ended, made = threading.Event(), []

    def go_on():
        while not ended.is_set():
            made.append(timed(ask)[0])

    thread = threading.Thread(target=go_on)
    thread.start()
    other = wrk(server, f"{TOP}/minh-chung", browser.cookie, 8, seconds, 50)
    ended.set()
    thread.join()
    return statistics.median(times), other["p99"], len(made)


def publish(browser, database):
    fields = servers.hidden(must(browser.ask("GET", f"{TOP}/phe-duyet"), 200))
    ms, answer = timed(browser.post, f"{TOP}/phe-duyet", {"version": fields.get("version", 0), "seen": fields["seen"], "action": "approve"})
    must(answer, 303)
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as reader:
        approval, = reader.execute("SELECT id FROM approval ORDER BY position DESC LIMIT 1").fetchone()
        must(browser.post(f"{TOP}/cong-khai", {"approval": approval, "criteria": 1}), 303)
        address, = reader.execute("SELECT address FROM publication ORDER BY position DESC LIMIT 1").fetchone()
    return ms, f"/cong-khai/{address}"


def open_next_year(browser):
    page = must(browser.ask("GET", f"{TOP}/nam-sau?den={YEAR + 1}"), 200)
    scheme = re.search(r'name="scheme"[^>]*value="([^"]+)"', page) or re.search(r'<option value="([^"]+)" selected', page)
    ticks = {name: 1 for name in ("to", "ke-hoach", "phan-cong", "bo-tieu-chi", "van-ban", "cai-tien")}
    ms, answer = timed(browser.post, f"{TOP}/nam-sau", {"den": YEAR + 1, **({"scheme": scheme.group(1)} if scheme else {}), **ticks})
    must(answer, 303)
    return ms


# ---- the run ----

def verdict(what, value, wanted, least=False):
    return f"| {what} | {value:,.1f} | {'≥' if least else '≤'} {wanted:,.1f} | {'reached' if (value >= wanted if least else value <= wanted) else 'missed'} |"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("work")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--print", action="store_true")
    options = parser.parse_args()
    build, work = os.path.abspath(options.build), os.path.abspath(options.work)
    program, folder = os.path.join(build, "dvht"), os.path.join(work, "rounds")
    database = os.path.join(folder, "dvht.db")
    code = load(program, build, folder, work)
    rows = []
    with contextlib.ExitStack() as ends:
        server = servers.dvht(program, folder)
        ends.callback(server.stop)
        browser = log_in(server, code)
        fill_team(browser, database)
        indicator, cpu = median_ms(browser, f"{TOP}/chi-tieu/1.1", 40 * options.runs, server)
        board, _ = median_ms(browser, f"{TOP}/bang", 40 * options.runs)
        rows += [verdict("an indicator's page, CPU ms of the server", cpu, 1), verdict("an indicator's page, ms as the client waits", indicator, 1),
                 verdict(f"board of the round, {MEMBERS} members, ms", board, 2)]
        p50, p99 = measure_autosave(server, browser)
        rows += [verdict(f"{WRITERS} drafts kept at the same moment, p99 ms (median {p50:.1f})", p99, 50)]
        dossier, meanwhile, made = measure_dossier(server, browser, options.seconds)
        rows += [verdict(f"dossier of {PEOPLE} people, ms", dossier, 100), verdict(f"other pages while {made} dossiers are made, p99 ms", meanwhile, 50)]
        approving, public = publish(browser, database)
        rate = statistics.median(wrk(server, public, "-", 32, options.seconds)["rate"] for _ in range(options.runs))
        static = statistics.median(wrk(server, "/tep/app.css", "-", 32, options.seconds)["rate"] for _ in range(options.runs))
        public_ms, _ = median_ms(Browser(server), public, 40 * options.runs)
        rows += [verdict("public page, ms", public_ms, 1), verdict(f"public pages a second (static file: {static:,.0f})", rate, min(20000, static / 2), True)]
        rows += [verdict("opening the next year, ms", open_next_year(browser), 200)]
        speed, grown = measure_upload(server, browser, options.runs)
        hashed, written = hash_rate(), disk_rate(work)
        rows += [verdict(f"upload of 200 MB, MB a second (SHA-256 of libcrypto {hashed:,.0f}, disk {written:,.0f})", speed, min(hashed, written) / 2, True),
                 verdict("added memory meanwhile, MiB", grown, 2)]
        server.stop()
        for name, (nothing, one, adding) in measure_many(program, folder, work, browser).items():
            rows += [verdict(f"{name}: search over {ITEMS:,} items that finds nothing, ms", nothing, 20), verdict(f"{name}: the same that finds one, ms", one, 20),
                     verdict(f"{name}: adding one to them, ms", adding, 20)]
    lines = ["# Steps 2 and 3 of a round", "",
             f"Made by `script/bench rounds` on {datetime.date.today().isoformat()}, {os.cpu_count()} cores. A school of {PEOPLE} people and {EVIDENCE} items of evidence, asked through the running server by its head; "
             f"medians. Approving it, with all files made and kept, took {approving:,.0f} ms.", "", "| what | measured | wanted | |", "|---|--:|--:|---|", *rows, ""]
    if not options.print:
        results.write_part("rounds", lines)
    print("\n".join(lines))


main()
