"""The PDF writer through the eyes of qpdf and poppler, on a document that has everything (SAMPLE makes it)."""
import os
import re
import shutil
import subprocess
import tempfile
import unicodedata
import unittest

SAMPLE = os.environ["SAMPLE"]
FOLDER = tempfile.mkdtemp(prefix="pdf-")


def tearDownModule():
    shutil.rmtree(FOLDER)


def run(*command):
    return subprocess.run(command, capture_output=True, check=True).stdout.decode(errors="replace")


def make(what, *more, **env):
    path = os.path.join(FOLDER, f"{what}-{len(os.listdir(FOLDER))}.{'png' if what == 'chart' else 'pdf'}")
    subprocess.run([SAMPLE, what, path, *more], check=True, env={**os.environ, **env})
    return path


def text(path, *options):
    return run("pdftotext", *options, path, "-")


@unittest.skipUnless(shutil.which("qpdf") and shutil.which("pdftotext"), "qpdf and poppler-utils read the files")
class Sample(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pdf, cls.joined = make("pdf"), make("joined")

    def test_sound(self):
        for path in self.pdf, self.joined:
            self.assertIn("No syntax or stream encoding errors", run("qpdf", "--check", path))

    def test_only_our_fonts_embedded(self):
        lines = run("pdffonts", self.pdf).splitlines()[2:]
        self.assertEqual(len(lines), 4)
        for line in lines:
            self.assertRegex(line, r"^[A-Z]{6}\+LiberationSerif(-\w+)? +CID TrueType +Identity-H +yes yes yes")

    def test_text_comes_out_whole(self):
        whole = text(self.pdf)
        self.assertEqual(whole, unicodedata.normalize("NFC", whole))
        self.assertIn("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", whole)
        flat = re.sub(r"\s+", " ", whole)
        self.assertIn("nhà trường xây dựng kế hoạch triển khai tự đánh giá như sau, nhằm bảo đảm việc đánh giá", flat)
        self.assertIn("xem minh chứng H1-1.1-01 và trang điện tử của trường.", flat)

    def test_pages(self):
        pages = text(self.pdf, "-layout").split("\f")
        long_table = [page for page in pages if re.search(r"STT\s+Họ và tên", page)]
        self.assertGreater(len(long_table), 3)
        for number, page in enumerate(long_table, 1):
            self.assertEqual(bool(re.match(rf"\s+{number}\n", page)), number > 1, page[:80])
        self.assertIn("Nơi nhận", [page for page in pages if "KT. HIỆU TRƯỞNG" in page][0])

    def test_contents_agree_with_pages(self):
        pages = text(self.pdf, "-layout").split("\f")
        entry = re.search(r"^IV\. MỤC ĐÍCH, YÊU CẦU \.+ (\d)", pages[1], re.M)
        self.assertRegex(pages[int(entry[1])], r"(?m)^\s+IV\. MỤC ĐÍCH")

    def test_structure(self):
        tree = run("pdfinfo", "-struct", self.pdf)
        for kind in "Document", "Sect", "H1", "H2", "P", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "Figure", "Link", "TOCI":
            self.assertRegex(tree, rf"(?m)^ *{kind}\b", kind)
        repeated = run("pdfinfo", "-struct-text", self.pdf)
        self.assertEqual(repeated.count('"Ngày sinh'), 1)  # the header again on each page is no content
        json = run("qpdf", "--json=2", "--json-key=qpdf", self.pdf)
        self.assertIn('"/Scope": "/Column"', json)
        self.assertIn('"/Scope": "/Row"', json)
        self.assertIn('"/RowSpan": 4', json)

    def test_metadata(self):
        info = run("pdfinfo", self.pdf)
        self.assertIn("Kế hoạch triển khai đánh giá “Đơn vị học tập” năm 2024", info)
        self.assertIn("Tagged:          yes", info)
        xmp = run("pdfinfo", "-meta", self.pdf)
        for part in "<pdfaid:part>2<", "<pdfaid:conformance>B<", "2024-12-03T00:00:00+07:00", "vi-VN":
            self.assertIn(part, xmp)
        json = run("qpdf", "--json=2", "--json-key=qpdf", self.pdf)
        for part in '"/Lang": "u:vi-VN"', '"/DisplayDocTitle": true', '"/S": "/GTS_PDFA1"', '"/CIDToGIDMap": "/Identity"':
            self.assertIn(part, json)

    def test_joined(self):
        pages = text(self.joined, "-layout").split("\f")[:-1]
        for number, page in enumerate(pages, 1):
            self.assertIn(f"Trang hồ sơ {number}/{len(pages)}", page)
        contents = [page for page in pages if "MỤC LỤC HỒ SƠ" in page][0]
        start = int(re.search(r"Báo cáo tự đánh giá \.+ (\d+)", contents)[1])
        self.assertIn("HỒ SƠ ĐỀ NGHỊ CÔNG NHẬN", pages[start - 1])
        json = run("qpdf", "--json=2", "--json-key=outlines", self.joined)
        self.assertIn('"title": "Báo cáo tự đánh giá"', json)
        self.assertIn('"title": "I. MỤC ĐÍCH, YÊU CẦU"', json)

    def test_same_anywhere(self):
        with open(self.pdf, "rb") as file:
            first = file.read()
        for env in {"LC_ALL": "C"}, {"LC_ALL": "vi_VN.UTF-8", "TZ": "Asia/Tokyo"}, {"FONTCONFIG_FILE": "/dev/null", "HOME": "/nonexistent"}:
            with open(make("pdf", **env), "rb") as file:
                self.assertEqual(first, file.read(), env)

    def test_append(self):
        appended = make("append", self.joined, self.pdf)
        self.assertIn("No syntax or stream encoding errors", run("qpdf", "--check", appended))
        pages = [int(run("qpdf", "--show-npages", path)) for path in (self.joined, self.pdf, appended)]
        self.assertEqual(pages[2], pages[0] + pages[1])
        self.assertNotIn("<pdfaid:part>2<", run("pdfinfo", "-meta", appended))
        titles = run("qpdf", "--json=2", "--json-key=outlines", appended)
        self.assertIn('"title": "Báo cáo tự đánh giá"', titles)
        self.assertIn('"title": "Minh chứng"', titles)
        self.assertIn("Figure", run("pdfinfo", "-struct", appended))

    def test_encrypted_appendix_is_refused(self):
        secret = os.path.join(FOLDER, "secret.pdf")
        run("qpdf", "--encrypt", "", "owner", "256", "--", self.pdf, secret)
        done = subprocess.run([SAMPLE, "append", os.path.join(FOLDER, "no.pdf"), self.pdf, secret], capture_output=True, text=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn("protected by a password", done.stderr)

    def test_long_table_is_linear_and_small(self):
        """2 000 rows: whole, every row once."""
        path = make("pdf", "2000")
        numbers = re.findall(r"(?m)^\s*(\d+)\s+\S.*15/01/1980", text(path, "-layout"))
        self.assertEqual([int(number) for number in numbers], list(range(1, 2001)))
        self.assertLess(os.path.getsize(path), 1_000_000)


if __name__ == "__main__":
    unittest.main()
