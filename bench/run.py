#!/usr/bin/python3
"""Measures dvht beside what a user would otherwise pick, in one run, and writes RESULTS.md.

usage: run.py DVHT WORK-FOLDER [--runs N]
Each command is a whole process from start to exit; rivals run in turn with dvht (A B A B …), so that a change in the machine's
speed meets both.  Figures are medians; ratios are medians of the paired ratios."""
import glob
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)


def once(command, clean=()):
    for path in clean:
        shutil.rmtree(path, ignore_errors=True)
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1) or (process.returncode == 1 and "check" not in command):
        raise SystemExit(f"{' '.join(command)} failed:\n{errors.decode(errors='replace')[-2000:]}")
    return wall * 1000, usage.ru_maxrss / 1024


def compare(ours, rivals, runs):
    """{name: (median ms, peak MiB, ratio to ours)}; all in turn, one warm-up."""
    samples = {name: [] for name in ["dvht", *rivals]}
    for number in range(runs + 1):
        for name, (command, clean) in {"dvht": ours, **rivals}.items():
            sample = once(command, clean)
            if number > 0:
                samples[name].append(sample)
    table = {}
    for name, values in samples.items():
        ratio = statistics.median(v[0] / o[0] for v, o in zip(values, samples["dvht"]))
        table[name] = (statistics.median(v[0] for v in values), max(v[1] for v in values), ratio)
    return table


def show(title, table, notes=""):
    lines = [f"## {title}", ""] + ([notes, ""] if notes else [])
    lines += ["| | ms | peak MiB | times dvht |", "|---|--:|--:|--:|"]
    lines += [f"| {name} | {ms:,.1f} | {peak:,.0f} | {ratio:,.1f} |" for name, (ms, peak, ratio) in table.items()]
    return lines + [""]


def sheets_json(dossier, target):
    from openpyxl import load_workbook
    books = {}
    for path in sorted(glob.glob(os.path.join(dossier, "*.xlsx"))):
        rows = load_workbook(path).worksheets[0].iter_rows(values_only=True)
        books[os.path.basename(path)] = [[str(c) if hasattr(c, "year") else c for c in row] for row in rows]
    with open(target, "w", encoding="utf-8") as file:
        json.dump(books, file, ensure_ascii=False)


def prepare(dvht, work):
    make = os.path.join(ROOT, "test", "tools", "make_case.py")
    for name, options in {"c60": ["--people", "60", "--evidence", "80"], "c500": ["--people", "500", "--evidence", "1250"],
                          "c1000": ["--people", "1000", "--evidence", "2500"], "c2000": ["--people", "2000", "--evidence", "5000"],
                          "x10000": ["--people", "10000", "--evidence", "80", "--xlsx"]}.items():
        if not os.path.isdir(os.path.join(work, name)):
            subprocess.run([make, os.path.join(work, name), *options], check=True)
    case, dossier = os.path.join(work, "c60"), os.path.join(work, "dossier60")
    shutil.rmtree(dossier, ignore_errors=True)
    subprocess.run([dvht, "dossier", case, "--out", dossier], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    subprocess.run([os.path.join(HERE, "make_inputs.py"), dossier, os.path.join(work, "inputs")], check=True)
    sheets_json(dossier, os.path.join(work, "inputs", "sheets.json"))
    html = os.path.join(work, "html")
    os.makedirs(html, exist_ok=True)
    for ident in ("cover", "submission", "team_list", "summary", "abbreviations", "minutes", "report", "evidence_list"):
        subprocess.run([dvht, "document", case, ident, "--format", "html", "--out", os.path.join(html, ident + ".html")], check=True)
    return case


def office(work, sources, out):
    return ["soffice", "--headless", f"-env:UserInstallation=file://{work}/lo-profile", "--convert-to", "pdf", "--outdir", out, *sources]


def node(script, *arguments):
    return ["node", os.path.join(HERE, "node", script), *arguments]


def main():
    dvht, work = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    runs = int(sys.argv[4]) if sys.argv[3:4] == ["--runs"] else 5
    os.makedirs(work, exist_ok=True)
    case, inputs = prepare(dvht, work), os.path.join(work, "inputs")
    filled, pdf = os.path.join(work, "filled"), os.path.join(work, "pdf")
    subprocess.run(node("docxtemplater.js", os.path.join(inputs, "docxtemplater"), filled), check=True)
    papers = sorted(glob.glob(os.path.join(filled, "*.docx")))
    once(office(work, papers, pdf))  # makes the profile: a first start is not what we compare with

    out = os.path.join(work, "out")
    dossier = ([dvht, "dossier", case, "--out", out], [out])
    docx_only = ([dvht, "dossier", case, "--docx-only", "--out", out], [out])
    template = node("docxtemplater.js", os.path.join(inputs, "docxtemplater"), filled)
    both = ["sh", "-c", " ".join(template) + " && exec " + " ".join(office(work, papers, pdf))]
    eight = ["sh", "-c", " ".join(template) + " && " + " && ".join(" ".join(office(work, [p], pdf)) for p in papers)]

    lines = ["# Measurements", "",
             f"Made by `script/bench` on {os.cpu_count()} cores, {platform.system()} {platform.machine()}; medians of {runs} runs of whole "
             "processes, rivals in turn with dvht. Compare within a table only; ratios below 1.3 are noise.", ""]
    lines += show("A whole dossier: 60 people, 12 indicators, 80 pieces of evidence",
                  compare(dossier, {"docxtemplater, 8 DOCX + LibreOffice, one call": (both, [pdf])}, runs)
                  | {k: v for k, v in compare(dossier, {"docxtemplater, 8 DOCX + LibreOffice, eight calls": (eight, [pdf])}, max(runs // 2, 1)).items() if k != "dvht"},
                  "dvht makes far more: 11 papers as DOCX and PDF, the joined PDF, 3 XLSX, 80 evidence files copied, manifest. The rivals: 8 DOCX, 8 PDF.")
    lines += show("The eight DOCX alone",
                  compare(docx_only, {"docxtemplater": (template, []),
                                      "docx (npm), no template": (node("docx.js", os.path.join(inputs, "plain.json"), filled + "-docx"), []),
                                      "carbone": (node("carbone.js", os.path.join(inputs, "carbone"), filled + "-carbone"), []),
                                      "docxtpl": ([os.path.join(HERE, "fill_docxtpl.py"), os.path.join(inputs, "docxtpl"), filled + "-docxtpl"], [])}, runs))
    lines += show("Other makers, for parts of the dossier",
                  compare(dossier, {"WeasyPrint, 8 PDF from the HTML previews": ([os.path.join(HERE, "print_weasyprint.py"), os.path.join(work, "html"), pdf], []),
                                    "exceljs, 3 XLSX": (node("exceljs-write.js", os.path.join(inputs, "sheets.json"), filled + "-xlsx"), [])}, runs))
    growth = ["## Growth", "", "| people | evidence | ms | peak MiB |", "|--:|--:|--:|--:|"]
    for name, people, evidence in (("c60", 60, 80), ("c500", 500, 1250), ("c1000", 1000, 2500), ("c2000", 2000, 5000)):
        ms, peak, _ = compare(([dvht, "dossier", os.path.join(work, name), "--out", out], [out]), {}, runs)["dvht"]
        growth.append(f"| {people} | {evidence} | {ms:,.0f} | {peak:,.0f} |")
    lines += growth + [""]
    sheets = [os.path.join(work, "x10000", name) for name in ("staff.xlsx", "results.xlsx")]
    lines += show("Checking 10,000 people in XLSX",
                  compare(([dvht, "check", os.path.join(work, "x10000")], []),
                          {"openpyxl, merely reading": ([os.path.join(HERE, "read_openpyxl.py"), *sheets], []),
                           "exceljs, merely reading": (node("exceljs-read.js", *sheets), [])}, runs))
    with open(os.path.join(HERE, "RESULTS.md"), "w", encoding="utf-8") as file:
        file.write("\n".join(lines).rstrip() + "\n")
    print("\n".join(lines))


resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
main()
