"""Every paper through the eyes of other programs: qpdf, poppler, LibreOffice, the OOXML schemas."""
import difflib
import json
import os
import re
import subprocess
import unicodedata
import unittest

import papers


class Pdf(unittest.TestCase):
    def each(self):
        for case in papers.sample_cases():
            for path in papers.files(papers.dossier(case, "--all"), ".pdf"):
                yield case, path

    def test_sound(self):
        for case, path in self.each():
            done = papers.run("qpdf", "--check", path)
            self.assertEqual(done.returncode, 0, f"{case} {path}: {done.stdout}{done.stderr}")

    def test_fonts_embedded_and_ours(self):
        for case, path in self.each():
            for line in papers.run("pdffonts", path).stdout.splitlines()[2:]:
                self.assertRegex(line, r"^[A-Z]{6}\+LiberationSerif", f"{case} {path}")
                self.assertRegex(line, r"\byes yes yes\b", f"{case} {path}")

    def test_text_is_nfc_and_whole(self):
        for case, path in self.each():
            text = papers.pdf_text(path)
            self.assertEqual(text, unicodedata.normalize("NFC", text), path)
            self.assertNotIn("\ufffd", text, path)
            self.assertNotRegex(text, r"\{\{|\}\}|\[@|\[#|\*\*", path)

    def test_metadata_and_language(self):
        for case, path in self.each():
            info = papers.run("pdfinfo", path).stdout
            self.assertRegex(info, r"Title:\s+\S", path)
            self.assertRegex(info, r"Tagged:\s+yes", path)
            shown = papers.run("qpdf", "--json", "--json-key=qpdf", path).stdout
            self.assertIn('"/Lang": "u:vi-VN"', shown, path)

    def test_joined_holds_all_with_bookmarks(self):
        folder = papers.dossier("gia-thuy-2024")
        joined = os.path.join(folder, "ho-so.pdf")
        pages = sum(papers.pdf_pages(p) for p in papers.files(folder, ".pdf") if re.match(r"0\d-", os.path.basename(p)))
        self.assertGreater(papers.pdf_pages(joined), pages)  # and its table of contents
        outline = json.loads(papers.run("qpdf", "--json", "--json-key=outlines", joined).stdout)["outlines"]
        self.assertGreaterEqual(len(outline), 8)

    def test_page_numbers(self):
        folder = papers.dossier("gia-thuy-2024")
        for stem in ("07-bao-cao", "b-ke-hoach"):
            path = os.path.join(folder, stem + ".pdf")
            number = 0
            for page in range(1, papers.pdf_pages(path) + 1):
                number += 1
                first = papers.pdf_text(path, "-f", str(page), "-l", str(page), "-layout").strip().split("\n")[0].strip()
                if first.startswith("Phụ lục"):
                    number = 1  # an annex counts its own pages, the first without a number (NĐ 30, phụ lục I, III.1.đ)
                if number == 1:
                    self.assertFalse(first.isdigit(), f"{stem}: the first page shows no number")
                else:
                    self.assertEqual(first, str(number), stem)


class Office(unittest.TestCase):
    def convert(self, paths, folder):
        out = papers.scratch(folder)
        profile = papers.scratch("lo-profile")
        done = subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", "pdf", "--outdir", out, *paths],
                              capture_output=True, text=True, timeout=280)
        self.assertEqual(done.returncode, 0, done.stderr)
        return out

    def test_libreoffice_shows_the_same_words_in_the_same_order(self):
        for case in papers.sample_cases():
            folder = papers.dossier(case)
            sources = papers.files(folder, ".docx")
            out = self.convert(sources, "lo-" + case)
            for source in sources:
                name = os.path.basename(source)[:-5] + ".pdf"
                theirs, ours = (papers.words(papers.pdf_text(p, "-raw")) for p in (os.path.join(out, name), os.path.join(folder, name)))
                ratio = difflib.SequenceMatcher(None, ours, theirs, autojunk=False).ratio()
                self.assertGreater(ratio, 0.95, f"{case} {name}")  # cells side by side are read in either order
                # A chart is drawn in the PDF with its words and stands in the Word file as a picture.
                self.assertEqual(set(theirs) - set(ours), set(), f"{case} {name}")
                if "bao-cao" not in name:
                    self.assertEqual(set(ours) - set(theirs), set(), f"{case} {name}")
                mine, its = papers.pdf_pages(os.path.join(folder, name)), papers.pdf_pages(os.path.join(out, name))
                self.assertLessEqual(abs(mine - its), max(1, round(0.15 * mine)), f"{case} {name}: {mine} pages here, {its} in LibreOffice")

    def test_schemas(self):
        node = os.path.join(papers.ROOT, "test", "node")
        if not os.path.isdir(os.path.join(node, "node_modules")):
            subprocess.run(["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"], cwd=node, check=True, capture_output=True)
        found = []
        for case in papers.sample_cases():
            folder = papers.dossier(case, "--all")
            found += papers.files(folder, ".docx") + papers.files(folder, ".xlsx")
        done = subprocess.run(["node", os.path.join(node, "validate.js"), *found], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout[-4000:] + done.stderr[-2000:])

    def test_sheets_hold_numbers_and_dates(self):
        from openpyxl import load_workbook
        folder = papers.dossier("gia-thuy-2024")
        for path in papers.files(folder, ".xlsx"):
            sheet = load_workbook(path).worksheets[0]
            self.assertIsNotNone(sheet.freeze_panes, path)
            self.assertTrue(sheet.auto_filter.ref, path)
            self.assertEqual((str(sheet.page_setup.orientation), str(sheet.page_setup.paperSize)), ("landscape", "9"), path)
            self.assertTrue(sheet.print_title_rows, path)
        people = [p for p in papers.files(folder, ".xlsx") if "danh-sach-ca-nhan" in p][0]
        cells = [c for row in load_workbook(people).worksheets[0].iter_rows() for c in row]
        self.assertTrue(any(getattr(c, "is_date", False) for c in cells))
        self.assertTrue(any(isinstance(c.value, (int, float)) for c in cells))


if __name__ == "__main__":
    unittest.main()
