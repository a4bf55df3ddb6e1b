"""Golden papers: every part of every paper of the samples as it was when a person last looked at it.

A difference is shown as lines; once looked at and found right, `test/documents/test_golden.py --accept` stores it."""
import difflib
import os
import shutil
import sys
import unittest

import papers

WHOLE = "gia-thuy-2024"  # of this case the Word parts are kept too, of the others the text that a reader sees


def made(case):
    """{golden file: text}"""
    folder, found = papers.dossier(case, "--all"), {}
    for path in papers.files(folder, ".pdf"):
        name = os.path.relpath(path, folder)
        found[f"{name}.txt"] = f"{papers.pdf_pages(path)} pages\n" + papers.pdf_text(path, "-layout")
    if case == WHOLE:
        for path in papers.files(folder, ".docx"):
            name = os.path.relpath(path, folder)
            if "giay-to" in name:
                continue
            for part, text in papers.docx_parts(path).items():
                shared = part in ("word/styles.xml", "word/settings.xml", "word/fontTable.xml", "word/theme/theme1.xml")
                found[f"{'common.docx' if shared else name}/{part.replace('/', '-')}.txt"] = text
    with open(os.path.join(folder, "manifest.json"), encoding="utf-8") as file:
        found["manifest-result.txt"] = file.read().split(',"files"')[0] + "\n"
    return found


def golden(case):
    root, found = os.path.join(papers.GOLDEN, case), {}
    for place, _, names in os.walk(root):
        for name in names:
            path = os.path.join(place, name)
            with open(path, encoding="utf-8") as file:
                found[os.path.relpath(path, root)] = file.read()
    return found


class Golden(unittest.TestCase):
    maxDiff = None


def add(case):
    def test(self):
        now, then = made(case), golden(case)
        self.assertEqual(sorted(now), sorted(then), "papers came or went")
        for name, text in sorted(now.items()):
            if text != then[name]:
                lines = list(difflib.unified_diff(then[name].splitlines(), text.splitlines(), "golden", "now", lineterm="", n=1))
                self.fail(f"{case}/{name}:\n" + "\n".join(lines[:60]))
    setattr(Golden, "test_" + case.replace("-", "_"), test)


for _case in papers.sample_cases():
    add(_case)

if __name__ == "__main__":
    if sys.argv[1:] == ["--accept"]:
        shutil.rmtree(papers.GOLDEN, ignore_errors=True)
        for one in papers.sample_cases():
            for file_name, content in made(one).items():
                target = os.path.join(papers.GOLDEN, one, file_name)
                os.makedirs(os.path.dirname(target), exist_ok=True)
                with open(target, "w", encoding="utf-8") as out:
                    out.write(content)
    else:
        unittest.main()
