#!/usr/bin/env python3
"""The project's own rules for C, a few that no ready linter knows.

usage: lint.py [FILE...]     (default: every .c and .h below src/ and test/)

Rules: layers (a folder includes only what stands above it), sizes (file, function), banned
calls with what to use instead, no goto, no clock or locale in documents, Vietnamese only in
catalogues and data, a comment at the head of each file, a contract above each function of a header.
An exception is written in the line itself: /* lint: RULE because WHY */.
Bad samples in test/lint/*.c say what must be found: /* expect: RULE */."""
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LAYERS = {
    "base": [], "scheme": ["base"], "model": ["base", "scheme"],
    "exchange": ["base", "scheme", "model"], "blob": ["base"], "document": ["base", "scheme", "model"],
    "store": ["base", "scheme", "model", "blob"],
    "web": ["base", "scheme", "model", "store", "blob", "exchange", "document"],
    "jobs": ["base", "scheme", "model", "store", "document"],
    "cli": ["base", "scheme", "model", "store", "blob", "exchange", "document", "web", "jobs"],
}
BANNED = {
    "sprintf": "g_snprintf or arena_printf", "strcpy": "arena_strdup", "strcat": "GString", "gets": "file_read",
    "atoi": "g_ascii_string_to_signed", "atof": "decimal_parse", "strtok": "g_strsplit", "system": "no shell",
    "popen": "no shell", "g_error_new": "error_set", "g_set_error": "error_set", "setlocale": "no locale",
    "alloca": "the arena", "tmpnam": "g_mkdtemp_full", "rand": "a seeded generator", "longjmp": "GError", "setjmp": "GError",
}
CLOCK = ("time", "gettimeofday", "localtime", "localtime_r", "g_date_time_new_now_local", "g_get_real_time",
         "g_get_host_name", "gethostname", "g_get_user_name", "getenv", "g_getenv")
FILE_LINES, FUNCTION_LINES = 1000, 100


def strip(text):
    """Comments and string contents blanked, line breaks kept."""
    def blank(match):
        token = match.group(0)
        if token.startswith(("/*", "//")):
            return re.sub(r"[^\n]", " ", token)
        return token[0] + re.sub(r"[^\n]", " ", token[1:-1]) + token[-1]
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', blank, text, flags=re.S)


def functions(lines):
    """(name, first line, length) of each definition: the GNU style puts its name and braces at column 0."""
    start = name = None
    for number, line in enumerate(lines, 1):
        match = re.match(r"([a-z_A-Z0-9]+) \(", line)
        if match:
            start, name = number, match.group(1)
        if line.startswith("}") and start:
            yield name, start, number - start + 1
            start = None


def check(path, text):
    found = []
    raw_lines, lines = text.split("\n"), strip(text).split("\n")
    parts = os.path.relpath(path, ROOT).split(os.sep)
    layer = parts[1] if parts[0] == "src" else None

    def add(number, rule, words):
        if f"lint: {rule}" not in raw_lines[number - 1]:
            found.append((number, rule, words))

    if len(lines) > FILE_LINES:
        add(1, "file-size", f"{len(lines)} lines, at most {FILE_LINES}")
    if not text.startswith("/*"):
        add(1, "file-head", "a file begins with a comment that says what it is for")
    for name, number, length in functions(lines):
        if length > FUNCTION_LINES:
            add(number, "function-size", f"{name} has {length} lines, at most {FUNCTION_LINES}")
    for number, line in enumerate(lines, 1):
        if re.search(r"\bgoto\b", line):
            add(number, "goto", "use scopes and early returns")
        for name in re.findall(r"\b([a-z_]+) ?\(", line):
            if name in BANNED:
                add(number, "banned", f"{name}: use {BANNED[name]}")
            if name in CLOCK and layer in ("base", "scheme", "model", "document"):
                add(number, "clock", f"{name}: output must not depend on clock, place or user")
        include = re.match(r'\s*#include "([a-z]+)/', raw_lines[number - 1])
        if include and layer in LAYERS and include.group(1) in LAYERS:
            if include.group(1) != layer and include.group(1) not in LAYERS[layer]:
                add(number, "layer", f"{layer} may not use {include.group(1)}")
        if raw_lines[number - 1].rstrip() != raw_lines[number - 1]:
            add(number, "blanks", "blanks at the end of the line")
        if "\t" in raw_lines[number - 1]:
            add(number, "tab", "tabs are not used")
    return found


def check_header(path, text):
    """Each function of a header needs a comment right above, or above the group it stands in."""
    found, commented = [], False
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() == "":
            commented = False
        elif line.startswith(("/*", " *")) or "/*" in line:
            commented = True
        elif re.match(r"[A-Za-z].*\b[a-z_0-9]+ \(.*", line) and not line.startswith(("G_DEFINE", "typedef", "static", "extern")):
            if not commented:
                found.append((number, "contract", "a function of a header says what it does"))
    return found


def main():
    paths = sys.argv[1:]
    if not paths:
        for top in ("src", "test"):
            for folder, folders, files in os.walk(os.path.join(ROOT, top)):
                folders[:] = sorted(f for f in folders if f not in ("lint", "node_modules"))
                paths += [os.path.join(folder, f) for f in sorted(files) if f.endswith((".c", ".h"))]
    bad = 0
    for path in paths:
        with open(path, encoding="utf-8") as file:
            text = file.read()
        found = check(path, text)
        if path.endswith(".h"):
            found += check_header(path, text)
        for number, rule, words in sorted(found):
            print(f"{os.path.relpath(path)}:{number}: {rule}: {words}")
            bad += 1
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
