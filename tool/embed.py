#!/usr/bin/env python3
"""Writes an assembler file that puts files into the binary and the table that names them.

usage: embed.py OUT.S NAME=PATH|NAME=FOLDER|FOLDER ...
NAME=PATH adds one file under that name; NAME=FOLDER the pages and pictures right in it below that
name; FOLDER every file below it under its relative path.  The table is sorted by name in byte order (see src/base/asset.h).
OUT.S names the digest of all contents and is left alone while it stays the same, so that nothing is linked anew."""
import hashlib
import os
import sys

PAGES = (".md", ".png", ".jpg")
KEEP = (".json", ".md", ".mustache", ".css", ".js", ".svg", ".ttf", ".icc", ".woff2", ".txt")


def collect(arguments):
    found = {}
    for argument in arguments:
        if "=" in argument:
            name, path = argument.split("=", 1)
            if os.path.isdir(path):
                found.update((f"{name}/{file}", os.path.join(path, file)) for file in os.listdir(path) if file.endswith(PAGES))
            else:
                found[name] = path
            continue
        for folder, folders, files in os.walk(argument):
            folders.sort()
            for file in sorted(files):
                if file.endswith(KEEP):
                    path = os.path.join(folder, file)
                    found[os.path.relpath(path, argument)] = path
    return sorted(found.items(), key=lambda item: item[0].encode())


def digest(entries):
    found = hashlib.sha256()
    for _, path in entries:
        with open(path, 'rb') as file:
            found.update(hashlib.sha256(file.read()).digest())
    return found.hexdigest()


def write_changed(path, text):
    if os.path.exists(path):
        with open(path, encoding='utf-8') as file:
            if file.read() == text:
                return
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)


def main():
    out, entries = sys.argv[1], collect(sys.argv[2:])
    lines = [f'/* {digest(entries)} */', '.section .rodata', '.balign 16']
    for index, (name, path) in enumerate(entries):
        lines += [f'.Lname{index}: .asciz "{name}"',
                  '.balign 16', f'.Ldata{index}: .incbin "{os.path.abspath(path)}"',
                  f'.Lend{index}: .byte 0']
    lines += ['.section .data.rel.ro,"aw"', '.balign 16', '.globl asset_table', 'asset_table:']
    for index in range(len(entries)):
        lines.append(f'.quad .Lname{index}, .Ldata{index}, .Lend{index} - .Ldata{index}')
    lines += ['.globl asset_count', '.balign 8', f'asset_count: .quad {len(entries)}',
              '.section .note.GNU-stack,"",@progbits', '']
    write_changed(out, '\n'.join(lines))
    with open(out + '.d', 'w', encoding='utf-8') as file:
        file.write(f'{out}: ' + ' '.join(path for _, path in entries) + '\n')


main()
