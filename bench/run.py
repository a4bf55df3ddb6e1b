#!/usr/bin/python3
"""Measures dvht's papers beside what a user would otherwise pick, in one run, and writes their part of RESULTS.md.

usage: run.py DVHT WORK-FOLDER [--runs N]
Each command is a whole process from start to exit; rivals run in turn with dvht (A B A B …), so that a change in the machine's
speed meets both.  Figures are medians; ratios are medians of the paired ratios, with the least and the most."""
import datetime
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
import xml.etree.ElementTree as tree
import zipfile
from importlib import metadata

import results

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
SIZES = (("c60", 60, 80), ("c500", 500, 1250), ("c1000", 1000, 2500), ("c2000", 2000, 5000))


def once(command, clean=()):
    """Wall clock in ms, peak MiB, user + system ms.  A child's peak begins at ours (15 MiB): so no heavy imports here."""
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
    return wall * 1000, usage.ru_maxrss / 1024, (usage.ru_utime + usage.ru_stime) * 1000


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
        ratios = [v[0] / o[0] for v, o in zip(values, samples["dvht"])]
        table[name] = (*(statistics.median(v[i] for v in values) if i != 1 else max(v[1] for v in values) for i in range(3)),
                       statistics.median(ratios), min(ratios), max(ratios))
    return table


def show(title, table, notes=""):
    lines = [f"## {title}", ""] + ([notes, ""] if notes else [])
    lines += ["| | ms | user + system ms | peak MiB | times dvht | least – most |", "|---|--:|--:|--:|--:|--:|"]
    for name, (ms, peak, used, ratio, least, most) in table.items():
        spread = "" if name == "dvht" else f"{least:,.1f} – {most:,.1f}"
        lines.append(f"| {name} | {ms:,.0f} | {used:,.0f} | {peak:,.0f} | {ratio:,.1f} | {spread} |")
    return lines + [""]


def words(path):
    """The text of a Word file's body, to see that rivals make the same papers."""
    namespace = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with zipfile.ZipFile(path) as file:
        return "".join(node.text or "" for node in tree.fromstring(file.read("word/document.xml")).iter(namespace + "t"))


def same_words(dossier, folders):
    for paper in sorted(glob.glob(os.path.join(dossier, "0*.docx"))):
        expected = words(paper)
        for folder in folders:
            if words(os.path.join(folder, os.path.basename(paper))) != expected:
                raise SystemExit(f"{folder}/{os.path.basename(paper)} says something else than dvht's")


def said(*command):
    ran = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    return ran.stdout.decode().strip().splitlines()[0]


def versions(dvht):
    found = [said(dvht, "--version"), "node " + said("node", "--version").lstrip("v"), " ".join(said("soffice", "--version").split()[:2]),
             f"Python {platform.python_version()}"]
    for name in ("docxtemplater", "pizzip", "docx", "carbone", "exceljs"):
        with open(os.path.join(HERE, "node", "node_modules", name, "package.json"), encoding="utf-8") as file:
            found.append(f"{name} {json.load(file)['version']}")
    found += [f"{name} {metadata.version(name)}" for name in ("docxtpl", "weasyprint", "openpyxl")]
    return ", ".join(found)


def prepare(dvht, work):
    make = os.path.join(ROOT, "test", "tools", "make_case.py")
    cases = {name: ["--people", str(people), "--evidence", str(evidence)] for name, people, evidence in SIZES}
    for name, options in (cases | {"x10000": ["--people", "10000", "--evidence", "80", "--xlsx"]}).items():
        if not os.path.isdir(os.path.join(work, name)):
            subprocess.run([make, os.path.join(work, name), *options], check=True)
    case, dossier = os.path.join(work, "c60"), os.path.join(work, "dossier60")
    shutil.rmtree(dossier, ignore_errors=True)
    subprocess.run([dvht, "dossier", case, "--out", dossier], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    subprocess.run([os.path.join(HERE, "make_inputs.py"), dossier, os.path.join(work, "inputs")], check=True)
    html = os.path.join(work, "html")
    os.makedirs(html, exist_ok=True)
    for ident in ("cover", "submission", "team_list", "summary", "abbreviations", "minutes", "report", "evidence_list"):
        subprocess.run([dvht, "document", case, ident, "--format", "html", "--out", os.path.join(html, ident + ".html")], check=True)
    return case


def office(work, sources, out):
    return ["soffice", "--headless", f"-env:UserInstallation=file://{work}/lo-profile", "--convert-to", "pdf", "--outdir", out, *sources]


def node(script, *arguments):
    return ["node", os.path.join(HERE, "node", script), *arguments]


def whole_dossier(dvht, work, case, rivals, runs):
    out, pdf = os.path.join(work, "out"), os.path.join(work, "pdf")
    ours = ([dvht, "dossier", case, "--out", out], [out])
    papers = sorted(glob.glob(os.path.join(work, "filled", "*.docx")))
    fill = " ".join(rivals["docxtemplater"][0])
    once(office(work, papers, pdf))  # makes the profile: a first start is not what we compare with
    one = ["sh", "-c", f"{fill} && exec {' '.join(office(work, papers, pdf))}"]
    eight = ["sh", "-c", " && ".join([fill] + [" ".join(office(work, [paper], pdf)) for paper in papers])]
    table = compare(ours, {"docxtemplater, then LibreOffice once": (one, [pdf])}, runs)
    many = compare(ours, {"docxtemplater, then LibreOffice eight times": (eight, [pdf])}, max(runs // 2, 1))
    html = compare(ours, {"WeasyPrint, 8 PDF of the HTML previews": ([os.path.join(HERE, "print_weasyprint.py"), os.path.join(work, "html"), pdf], []),
                          "exceljs, 3 XLSX": (node("exceljs-write.js", os.path.join(work, "inputs", "sheets.json"), os.path.join(work, "xlsx")), [])}, runs)
    del many["dvht"], html["dvht"]
    return table | many | html


def growth(dvht, work, runs):
    out = os.path.join(work, "out")
    lines = ["## Growth", "", "| people | evidence | papers alone, ms | whole dossier, ms | user + system, ms | peak MiB |", "|--:|--:|--:|--:|--:|--:|"]
    for name, people, evidence in SIZES:
        case = os.path.join(work, name)
        papers = compare(([dvht, "dossier", case, "--docx-only", "--out", out], [out]), {}, runs)["dvht"][0]
        ms, peak, used = compare(([dvht, "dossier", case, "--out", out], [out]), {}, runs)["dvht"][:3]
        lines.append(f"| {people:,} | {evidence:,} | {papers:,.0f} | {ms:,.0f} | {used:,.0f} | {peak:,.0f} |")
    return lines + [""]


def main():
    dvht, work = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    runs = int(sys.argv[4]) if sys.argv[3:4] == ["--runs"] else 5
    os.makedirs(work, exist_ok=True)
    case, inputs, out = prepare(dvht, work), os.path.join(work, "inputs"), os.path.join(work, "out")
    filled = {name: os.path.join(work, folder) for name, folder in
              {"docxtemplater": "filled", "carbone": "filled-carbone", "docxtpl": "filled-docxtpl", "docx": "filled-docx"}.items()}
    rivals = {"docxtemplater": (node("docxtemplater.js", os.path.join(inputs, "docxtemplater"), filled["docxtemplater"]), []),
              "carbone": (node("carbone.js", os.path.join(inputs, "carbone"), filled["carbone"]), []),
              "docxtpl": ([os.path.join(HERE, "fill_docxtpl.py"), os.path.join(inputs, "docxtpl"), filled["docxtpl"]], []),
              "docx (npm), no template, bare layout": (node("docx.js", os.path.join(inputs, "plain.json"), filled["docx"]), [])}
    for command, _ in rivals.values():
        once(command)
    same_words(os.path.join(work, "dossier60"), [filled["docxtemplater"], filled["carbone"], filled["docxtpl"]])

    lines = ["# Papers", "",
             f"Made by `script/bench documents` on {datetime.date.today().isoformat()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}. {versions(dvht)}.", "",
             f"Medians (peak memory: the most) of {runs} runs of whole processes from start to exit, rivals in turn with dvht (A B A B …); the last columns are medians and extremes of the paired "
             "ratios. The machine was shared with other work meanwhile: compare within a table only, and take differences below 1.3 times for noise.", ""]
    lines += show("A whole dossier: 60 people, 12 indicators, 80 pieces of evidence", whole_dossier(dvht, work, case, rivals, runs),
                  "dvht: 11 papers as DOCX and PDF, the joined PDF, 3 XLSX, 80 small evidence files copied, manifest, all on disk (synced). docxtemplater with LibreOffice: 8 DOCX "
                  "with the same words (checked), 8 PDF. The last two make parts only.")
    lines += show("The eight DOCX alone", compare(([dvht, "dossier", case, "--docx-only", "--out", out], [out]), rivals, runs))
    lines += growth(dvht, work, max(runs // 2, 1))
    sheets = [os.path.join(work, "x10000", name) for name in ("staff.xlsx", "results.xlsx")]
    lines += show("Checking a case of 10,000 people, two XLSX of 10,000 rows",
                  compare(([dvht, "check", os.path.join(work, "x10000")], []),
                          {"openpyxl, merely reading the two": ([os.path.join(HERE, "read_openpyxl.py"), *sheets], []),
                           "exceljs, merely reading the two": (node("exceljs-read.js", *sheets), [])}, runs))
    results.write_part("documents", lines)
    print("\n".join(lines))


resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
main()
