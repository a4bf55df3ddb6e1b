"""Evidence: items and their codes, files in versions, who sees what, what a browser may do with a file."""
import csv
import io
import json
import os
import re
import subprocess
import tempfile
import unicodedata
import unittest
import zipfile

from client import DVHT, Loaded, Server

LIST = "/dot/2026/minh-chung"
JSON = {"Accept": "application/json"}
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
                    "a5f645400000000049454e44ae426082")
ENTRY = {"title": "Quyết định thành lập Tổ", "number": "12/QĐ-THGT", "date": "06/01/2026", "issuer": "Trường Tiểu học Gia Thụy",
         "paper_location": "Tủ 2, văn phòng", "box": "", "url": ""}


def page_of_script():
    return b"<!doctype html><script>alert(1)</script>"


class Case(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)
        self.addCleanup(self.server.fsck)
        self.member, self.secretary, self.head, self.union = (self.server.browser(role) for role in ("member", "secretary", "head", "union"))

    def add(self, browser=None, indicators=("1.1",), files=(), **changed):
        fields = {**ENTRY, "version": 0, **changed}
        pairs = [*fields.items(), *(("indicators", one) for one in indicators)]
        browser = browser or self.member
        if files:
            answer = browser.upload(LIST + "/moi", dict(pairs), [("tep", name, data) for name, data in files])
        else:
            answer = browser.post(LIST + "/moi", pairs)
        self.assertEqual(answer.status, 303, answer.text)
        return int(answer.location.rsplit("/", 1)[1])

    def save(self, id, browser=None, version=None, indicators=("1.1",), **changed):
        version = self.column("version", id) if version is None else version
        pairs = [*{**ENTRY, "version": version, **changed}.items(), *(("indicators", one) for one in indicators)]
        return (browser or self.member).post(f"{LIST}/{id}", pairs)

    def remove(self, id, browser=None):
        return (browser or self.member).post(f"{LIST}/{id}/bo", {"version": self.column("version", id)})

    def put(self, id, *files, browser=None, **fields):
        return (browser or self.member).upload(f"{LIST}/{id}/tep", fields, [("tep", name, data) for name, data in files])

    def column(self, name, id):
        found = self.server.sql(f"SELECT {name} FROM evidence WHERE unit_id = 1 AND id = ?", id)
        return found[0][0] if found else None

    def files(self, id):
        return self.server.sql("SELECT id, name, replaced_by FROM evidence_file WHERE unit_id = 1 AND evidence_id = ? ORDER BY position", id)

    def codes(self):
        return [code for code, in self.server.sql("SELECT code FROM evidence WHERE unit_id = 1 ORDER BY position")]


class Items(Case):
    def test_add_and_find(self):
        self.assertIn("Chưa có minh chứng nào", self.member.get(LIST).text)
        id = self.add(indicators=("2.1", "1.2"))
        self.assertEqual(self.column("indicators", id), '["1.2","2.1"]', "in the scheme's order")
        page = self.member.get(f"{LIST}/{id}").text
        for told in (ENTRY["title"], ENTRY["number"], "06/01/2026", ENTRY["issuer"], ENTRY["paper_location"], "[H1-1.2-01]"):
            self.assertIn(told, page)
        self.add(title="Kế hoạch năm học", number="7/KH", issuer="Phòng", indicators=())
        for typed, found in (("quyet dinh", True), ("QUYẾT ĐỊNH to", True), ("12/qd", True), ("gia thuy", True), ("h1-1.2", True), ("ke hoach", False),
                             ("%", True), ("_", True)):
            row = self.member.get(f"{LIST}?tim=" + typed.replace(" ", "+").replace("%", "%25").replace("ẾT", "%E1%BA%BET").replace("Đ", "%C4%90").replace("Ị", "%E1%BB%8A")).row(ENTRY["title"])
            self.assertEqual(row is not None, found, typed)
        self.assertIsNotNone(self.member.get(LIST + "?chi_tieu=2.1").row(ENTRY["title"]))
        self.assertIsNone(self.member.get(LIST + "?chi_tieu=2.2").row(ENTRY["title"]))
        self.assertIsNone(self.member.get(LIST + "?xem=chua-chi-tieu").row(ENTRY["title"]))
        self.put(id, ("a.pdf", PDF))
        self.assertIsNone(self.member.get(LIST + "?xem=chua-tep").row(ENTRY["title"]))
        self.assertIsNotNone(self.member.get(LIST + "?xem=chua-tep").row("Kế hoạch năm học"))

    def test_wrong(self):
        for changed, told in (({"title": ""}, "Tên minh chứng"), ({"date": "31/02/2026"}, "Ngày ban hành"), ({"url": "javascript:alert(1)"}, "http://")):
            answer = self.member.post(LIST + "/moi", {**ENTRY, "version": 0, **changed})
            self.assertEqual(answer.status, 422)
            self.assertIn(told, answer.text)
        answer = self.member.post(LIST + "/moi", [*ENTRY.items(), ("version", 0), ("indicators", "9.9")])
        self.assertEqual(answer.status, 422)
        self.assertIn("9.9", answer.text)
        self.assertEqual(self.server.sql("SELECT count(*) FROM evidence"), [(0,)])

    def test_pages_and_files_of_the_list(self):
        for n in range(61):
            self.add(title=f"Minh chứng {n}", indicators=())
        first, second = self.member.get(LIST).text, self.member.get(LIST + "?tu=60").text
        self.assertIn("1–60 trong 61", first)
        self.assertIn("Minh chứng 60", second)
        rows = list(csv.reader(io.StringIO(self.member.get(LIST + "/tai-ve?dang=csv&tim=chung+60").text.lstrip("\ufeff"))))
        self.assertEqual(rows[0][:3], ["Mã", "Tên minh chứng", "Số, ký hiệu"])
        self.assertEqual([row[1] for row in rows[1:]], ["Minh chứng 60"])
        zipfile.ZipFile(io.BytesIO(self.member.get(LIST + "/tai-ve?dang=xlsx").body)).testzip()

    def test_names_that_turn(self):
        """A name that a browser would show backwards is kept as it is written, typed or of a file."""
        turned = "Ảnh \u202egpj.fdp\u202c \u2066lớp\u2069.pdf"
        id_ = self.add(title="Biên bản \u202enăm\u202c 2026")
        self.assertEqual(self.put(id_, (turned, PDF)).status, 303)
        page = self.member.get(f"{LIST}/{id_}").text
        self.assertIn("Biên bản năm 2026", page)
        self.assertIn("Ảnh gpj.fdp lớp.pdf", page)
        self.assertNotRegex(page, "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

    def test_conflict(self):
        id = self.add()
        self.assertEqual(self.save(id, title="Tên một").status, 303)
        answer = self.save(id, version=self.column("version", id) - 1, title="Tên hai", browser=self.head)
        self.assertEqual(answer.status, 409)
        for told in ("Tên một", "Tên hai", "Hai người cùng sửa"):
            self.assertIn(told, answer.text)
        self.assertEqual(self.column("title", id), "Tên một")

    def test_who(self):
        id = self.add()
        self.assertEqual(self.union.get(LIST).status, 200)
        self.assertNotIn("Thêm minh chứng", self.union.get(LIST).text)
        self.assertEqual(self.save(id, browser=self.union).status, 403)
        self.assertEqual(self.server.browser("staff").get(LIST).status, 403)
        foreign = self.server.browser("head", "MNHS")
        self.assertEqual(foreign.get(f"{LIST}/{id}").status, 404)
        self.assertEqual(self.save(id, browser=foreign).status, 404)
        self.assertEqual(self.remove(id, browser=foreign).status, 404)
        self.assertEqual(self.put(id, ("a.pdf", PDF), browser=foreign).status, 404)


class Codes(Case):
    def test_never_shift(self):
        first, second, third = (self.add(title=f"Số {n}") for n in range(3))
        self.assertEqual(self.codes(), ["H1-1.1-01", "H1-1.1-02", "H1-1.1-03"])
        self.assertEqual(self.remove(second).status, 303)
        self.assertEqual(self.remove(third).status, 303)
        self.assertEqual(self.codes(), ["H1-1.1-01"])
        self.add(title="Số 3")
        self.assertEqual(self.codes(), ["H1-1.1-01", "H1-1.1-04"], "a spent code is nobody else's")
        self.save(first, indicators=("2.1",), box="9")
        self.assertEqual(self.codes(), ["H1-1.1-01", "H1-1.1-04"], "it keeps what it was given")
        self.add(title="Số 4", indicators=())
        self.assertEqual(self.codes()[2], None)
        last = self.server.sql("SELECT max(id) FROM evidence")[0][0]
        self.save(last, indicators=("1.2", "1.1"), box="5")
        self.assertEqual(self.codes()[2], "H5-1.1-01")
        self.assertEqual(self.server.sql("SELECT code FROM spent_code ORDER BY code"), [("H1-1.1-02",), ("H1-1.1-03",)])

    def test_cited_is_kept(self):
        id = self.add()
        key = self.column("key", id)
        round = self.column("round_id", id)
        text = f"Đã có quyết định [@{key}]."
        self.server.sql("INSERT INTO rating (unit_id, id, round_id, indicator, position, state, current, version) "
                        "VALUES (1, 90000, ?, '1.3', 1, 'draft', ?, 1)", round, text)
        answer = self.remove(id)
        self.assertEqual(answer.status, 409)
        self.assertIn("chỉ tiêu 1.3", answer.text)
        self.server.sql("DELETE FROM rating WHERE id = 90000")
        self.assertEqual(self.remove(id).status, 303)


class Restricted(Case):
    def test_who_sees(self):
        plain = self.member.get(f"{LIST}/{self.add(title='Ai cũng xem')}").text
        self.assertNotIn('name="restricted" value="1" checked', plain, "what nobody restricted is not when it is saved")
        self.assertNotIn('<span class="badge">hạn chế</span>', plain)
        id = self.add(browser=self.member, restricted="1", title="Hồ sơ riêng", files=[("rieng.pdf", PDF)])
        self.assertIn('name="restricted" value="1" checked', self.member.get(f"{LIST}/{id}").text)
        file = self.files(id)[0][0]
        leader = self.server.browser("leader")
        paths = (f"{LIST}/{id}", f"{LIST}/{id}/tep/{file}")
        for browser in (self.member, self.secretary, self.head, leader):
            self.assertIsNotNone(browser.get(LIST).row("Hồ sơ riêng"))
            self.assertEqual([browser.get(path).status for path in paths], [200, 200])
        self.assertIsNone(self.union.get(LIST).row("Hồ sơ riêng"))
        self.assertNotIn("Hồ sơ riêng", self.union.get(LIST + "/tai-ve?dang=csv").text)
        self.assertEqual([self.union.get(path).status for path in paths], [404, 404])
        other = self.add(browser=self.secretary, restricted="1", title="Của thư ký")
        self.assertIsNone(self.member.get(LIST).row("Của thư ký"))
        self.assertEqual(self.member.get(f"{LIST}/{other}").status, 404)
        self.assertEqual(self.save(other, browser=self.member).status, 404)
        self.assertEqual(self.put(other, ("a.pdf", PDF), browser=self.member).status, 404)
        self.assertEqual(self.remove(other, browser=self.member).status, 404)


class HiddenElsewhere(unittest.TestCase):
    """A restricted item's title on all other pages, lists to choose from, previews and archives: its code alone for
    whoever neither added it nor belongs to the office."""

    TITLE, HIDDEN = "Kết luận kiểm tra riêng", "Minh chứng hạn chế"

    def setUp(self):
        self.server = Loaded()
        self.addCleanup(self.server.stop)
        self.addCleanup(self.server.fsck)
        self.head, self.secretary, self.member = (self.server.browser(role) for role in ("head", "secretary", "member"))
        indicators = [one for one, in self.server.sql("SELECT indicator FROM rating")]
        done = self.secretary.upload("/dot/2024/minh-chung/moi", [("title", self.TITLE), ("number", "99/KL-MAT"), ("date", "06/01/2020"), ("version", 0), ("restricted", 1),
                                                                  *(("indicators", one) for one in indicators)], [("tep", "mat.pdf", PDF + b"mat")])
        self.assertEqual(done.status, 303, done.text[-500:])
        self.item = int(done.location.rsplit("/", 1)[1])
        self.key, self.code = self.server.sql("SELECT key, code FROM evidence WHERE id = ?", self.item)[0]

    def test_pages(self):
        top = "/dot/2024"
        for path in ("/chi-tieu/1.1", "/chi-tieu/1.1/chen", "/bao-cao/chen", "/kiem-tra", "/phe-duyet", "/van-ban/evidence_list"):
            with self.subTest(path):
                for browser in (self.head, self.secretary):
                    self.assertIn(self.TITLE, browser.get(top + path).text)
                answer = self.member.get(top + path)
                self.assertEqual(answer.status, 200)
                self.assertNotIn(self.TITLE, answer.text)
                self.assertNotIn("99/KL-MAT", answer.text)
                self.assertIn(self.HIDDEN, answer.text)
                self.assertNotIn(f"/minh-chung/{self.item}", answer.body.decode())
        self.assertIn(self.code, self.member.get(top + "/chi-tieu/1.1").text, "papers cite it")
        for typed in ("ket+luan+kiem+tra", "99/kl", self.code.lower()):
            self.assertIsNone(self.member.get(f"{top}/minh-chung?tim={typed}").row(self.TITLE))
            self.assertIsNotNone(self.head.get(f"{top}/minh-chung?tim={typed}").row(self.TITLE))
        for form in ("csv", "xlsx"):
            body = self.member.get(f"{top}/minh-chung/tai-ve?dang={form}").body
            texts = [body] if form == "csv" else [zipfile.ZipFile(io.BytesIO(body)).read(name) for name in zipfile.ZipFile(io.BytesIO(body)).namelist()]
            self.assertFalse(any(self.TITLE.encode() in text for text in texts))

    def test_preview(self):
        """An item without a code stands in the text by its title."""
        done = self.secretary.post("/dot/2024/minh-chung/moi", {"title": "Chưa mã " + self.TITLE, "version": 0, "restricted": 1})
        key, = self.server.sql("SELECT key FROM evidence WHERE id = ?", int(done.location.rsplit("/", 1)[1]))[0]
        for browser, seen in ((self.head, True), (self.secretary, True), (self.member, False)):
            for text in (f"Có [@{key}].", f"Có [@{self.key}]."):
                answer = browser.post("/dot/2024/xem-truoc", {"noi_dung": text})
                self.assertEqual(answer.status, 200)
                self.assertEqual(self.TITLE in answer.text, seen and key in text, text)
        self.assertIn(self.code, self.member.post("/dot/2024/xem-truoc", {"noi_dung": f"Có [@{self.key}]."}).text)

    def test_own(self):
        """Who added it sees it everywhere."""
        done = self.member.post("/dot/2024/minh-chung/moi", [("title", "Của riêng tôi"), ("version", 0), ("restricted", 1), ("indicators", "1.1")])
        self.assertEqual(done.status, 303)
        page = self.member.get("/dot/2024/chi-tieu/1.1")
        self.assertIn("Của riêng tôi", page.text)
        self.assertIn("Của riêng tôi", self.member.get("/dot/2024/bao-cao/chen").text)

    def files(self, browser, path):
        answer = browser.get(path)
        self.assertEqual(answer.status, 200, path)
        with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
            return [name for name in archive.namelist() if self.code in name]

    def test_dossier(self):
        draft = "/dot/2024/ho-so/du-thao.zip"
        self.assertEqual(len(self.files(self.head, draft)), 1)
        self.assertEqual(self.files(self.member, draft), [])
        page = self.head.get("/dot/2024/phe-duyet")
        fields = {"version": page.hidden("version") or 0, "seen": page.hidden("seen") or 0, "action": "approve"}
        self.assertEqual(self.head.post("/dot/2024/phe-duyet", fields).status, 303)
        page = self.head.get("/dot/2024/ho-so").body.decode()
        evidence = re.search(rf'href="(/dot/2024/ho-so/1/minh-chung/[^"]*{self.code}[^"]*)"', page).group(1)
        self.assertEqual(len(self.files(self.head, "/dot/2024/ho-so/1/ho-so.zip")), 1, "what is frozen is whole")
        page = self.member.get("/dot/2024/ho-so")
        self.assertNotIn("/minh-chung/", page.body.decode().split("<main", 1)[1])
        self.assertIn("minh chứng hạn chế", page.text)
        for path in (evidence, "/dot/2024/ho-so/1/ho-so.zip", "/dot/2024/ho-so/1/du-lieu.zip", "/dot/2024/ho-so/1/tep/ho-so.pdf"):
            self.assertEqual(self.member.get(path).status, 403, path)
            self.assertEqual(self.secretary.get(path).status, 200, path)
        self.assertEqual(self.member.get("/dot/2024/ho-so/1/tep/07-bao-cao.pdf").status, 200)


class Files(Case):
    def test_named_without_an_ending(self):
        """Telephones send such; the dossier's file must open on the office's computer."""
        id = self.add()
        for name in ("ảnh chụp", "văn bản 1.2.2026", "b.pdf", "la"):
            self.assertEqual(self.put(id, (name, PNG if "ảnh" in name else b"xin" if name == "la" else PDF)).status, 303)
        self.assertEqual([name for _, name, _ in self.files(id)], ["ảnh chụp.png", "văn bản 1.2.2026.pdf", "b.pdf", "la"])

    def test_doubles_of_names(self):
        """One name in NFC and NFD, in capitals, names of 255 bytes that differ in the last letter: each file comes back
        as it was, from its page and from the round as it is taken out."""
        names = ["Quyết định.txt", "Quye\u0302\u0301t đi\u0323nh.txt", "QUYẾT ĐỊNH.TXT", "ữ" * 83 + "a.tx", "ữ" * 83 + "b.tx", "👩‍🏫.txt", "CON.txt",
                 "a\u00a0b.txt", "a b.txt", "-rf.txt", "~$hồ sơ.txt", "'; --.txt"]
        sent = {f"tệp thứ {n}".encode(): name for n, name in enumerate(names)}
        id = self.add(files=[(name, content) for content, name in sent.items()])
        there = self.files(id)
        self.assertEqual([self.member.get(f"{LIST}/{id}/tep/{file}?tai=1").body for file, _, _ in there], list(sent))
        for _, name, _ in there:
            self.assertEqual(name, unicodedata.normalize("NFC", name))
            self.assertLessEqual(len(name.encode()), 255)
        round_id = self.server.sql("SELECT id FROM round WHERE unit_id = 1")[0][0]
        with tempfile.TemporaryDirectory() as folder:
            out = os.path.join(folder, "ra")
            subprocess.run([DVHT, "export", "--data", self.server.folder, "--unit", "THGT", "--round", str(round_id), "--out", out], check=True,
                           stdout=subprocess.DEVNULL)
            taken = {}
            for path, _, files in os.walk(os.path.join(out, "evidence")):
                for name in files:
                    with open(os.path.join(path, name), "rb") as file:
                        taken[file.read()] = name
            self.assertEqual(set(taken), set(sent), "nothing written over")

    def test_versions(self):
        id = self.add(files=[("ban-1.pdf", PDF)])
        first = self.files(id)[0][0]
        self.assertEqual(self.put(id, ("ban-2.pdf", PDF + b"2"), thay=first).status, 303)
        second = self.files(id)[1][0]
        self.assertEqual(self.files(id), [(first, "ban-1.pdf", second), (second, "ban-2.pdf", None)])
        page = self.member.get(f"{LIST}/{id}").text
        self.assertIn("1 bản cũ", page)
        self.assertEqual(self.member.get(f"{LIST}/{id}/tep/{first}").body, PDF)
        self.assertEqual(self.member.get(f"{LIST}/{id}/tep/{second}").body, PDF + b"2")
        self.assertEqual(self.put(id, ("x.pdf", PDF), thay=first).status, 409, "somebody was quicker")
        self.assertEqual(self.member.post(f"{LIST}/{id}/tep/{second}/bo").status, 303)
        self.assertEqual(self.files(id), [])

    def test_remove_item(self):
        id = self.add(files=[("a.pdf", PDF), ("b.png", PNG)])
        self.assertIn("2 tệp", self.member.get(f"{LIST}/{id}").text)
        self.assertEqual(self.remove(id).status, 303)
        self.assertEqual(self.files(id), [])
        self.assertEqual(self.member.get(f"{LIST}/{id}").status, 404)

    def test_shown_or_fetched(self):
        """Only what runs nothing is shown in its place; the rest is fetched, by a name, as bytes."""
        zipped = io.BytesIO()
        with zipfile.ZipFile(zipped, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0")
        svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
        polyglots = [("j.png", PNG + page_of_script()), ("k.pdf", PDF + zipped.getvalue()), ("l.png", svg), ("m.xhtml", b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>'),
                     ("n.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + page_of_script()), ("o.xml", b'<?xml version="1.0"?><?xml-stylesheet href="javascript:alert(1)"?><a/>')]
        page = b"<!doctype html><script>alert(1)</script>"
        id = self.add(files=[("a.pdf", PDF), ("b.png", PNG), ("c.svg", svg), ("d.html", page), ("e.docm", zipped.getvalue()),
                             ("f.jpg", page), ("g.pdf", b"\n" + page + PDF), ("h.gif", b"GIF89a/*" + b" " * 30 + b"*/=alert(1)"), ("i.txt", "chữ".encode()), *polyglots])
        shown = {"j.png": "image/png", "k.pdf": "application/pdf", "n.jpg": "image/jpeg", "a.pdf": "application/pdf", "g.pdf": "application/pdf", "b.png": "image/png", "h.gif": "image/gif"}
        for file, name, _ in self.files(id):
            answer = self.member.get(f"{LIST}/{id}/tep/{file}")
            with self.subTest(name):
                self.assertEqual(answer.status, 200)
                self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
                policy = answer.headers["Content-Security-Policy"]
                self.assertIn("default-src 'none'", policy)
                self.assertNotIn("script-src", policy)
                self.assertIn(answer.headers["Content-Type"], (shown.get(name, "application/octet-stream"), "application/octet-stream"))
                if answer.headers["Content-Type"] == "application/octet-stream":
                    self.assertIn(f"attachment; filename*=UTF-8''{name}", answer.headers["Content-Disposition"])
                else:
                    self.assertEqual(answer.headers["Content-Disposition"], f"inline; filename*=UTF-8''{name}", "kept from the viewer by its own name")
                if answer.headers["Content-Type"] != "application/pdf":
                    self.assertIn("sandbox", policy)
                if name in ("a.pdf", "b.png"):
                    self.assertEqual(answer.headers["Content-Type"], shown[name])
            fetched = self.member.get(f"{LIST}/{id}/tep/{file}?tai=1")
            self.assertEqual(fetched.headers["Content-Type"], "application/octet-stream")
            self.assertIn("attachment", fetched.headers["Content-Disposition"])

    def test_many_at_once(self):
        names = [("QĐ 12 thành lập tổ.pdf", "Quyết định thành lập tổ", "12"), ("05-KH-THGT_hoc_tap.pdf", "Hoc tap", "05/KH-THGT"),
                 ("7 BC kết quả.pdf", "Báo cáo kết quả", "7/BC"), ("ảnh lớp học.png", "Ảnh lớp học", None)]
        answer = self.member.upload(LIST + "/nhieu", {"chi_tieu": "1.1"}, [("tep", name, PDF + bytes([i])) for i, (name, _, _) in enumerate(names)])
        self.assertEqual(answer.status, 303, answer.text)
        found = self.server.sql("SELECT title, number, code FROM evidence ORDER BY position")
        self.assertEqual(len(found), 4)
        for (title, number, _), (_, wanted, its) in zip(found, names):
            self.assertEqual((title, number and str(number)), (wanted, its))
        self.assertEqual([code for _, _, code in found], [f"H1-1.1-0{n}" for n in range(1, 5)])
        self.assertEqual(self.server.sql("SELECT count(*) FROM evidence_file"), [(4,)])

    def arrived(self, name, data):
        """The number of a file that came on its own."""
        browser = self.member
        begun = json.loads(browser.post("/tai-len", {"year": 2026, "name": name, "size": len(data), "dau": ""}, headers=JSON).body)
        whole = browser.ask("POST", f"/tai-len/{begun['id']}?tu=0", data, {"Content-Type": "application/octet-stream", "X-Csrf": browser.csrf, **JSON})
        self.assertTrue(json.loads(whole.body)["whole"], whole.text)
        return begun["id"]

    def many(self, ids, **fields):
        answer = self.member.post(LIST + "/nhieu", [*fields.items(), *(("tai_len", id) for id in ids)], headers=JSON)
        return answer, json.loads(answer.body) if answer.body else None

    def test_hundreds_in_turn(self):
        """What a script that brings in very many is told: where the list is, that those were taken, that one is refused."""
        first, second = ([self.arrived(f"{turn}-{n}.txt", b"%d" % n) for n in range(1, 4)] for turn in (1, 2))
        answer, _ = self.many(first)
        self.assertEqual((answer.status, answer.location), (303, LIST + "?xem=chua-chi-tieu"))
        self.assertIn("rows", json.loads(self.member.get(answer.location, **JSON).body), "who follows it is told the list")
        for ids in (first, [*second, first[0]]):
            answer, told = self.many(ids)
            self.assertEqual((answer.status, told["status"]), (404, 404), "none of them, as one was taken already")
        self.assertEqual([self.member.get(f"/tai-len/{id}", **JSON).status for id in (*first, *second)], [404] * 3 + [200] * 3)
        with open("/bin/true", "rb") as file:
            program = self.arrived("anh.jpg", file.read())
        answer, told = self.many([*second, program])
        self.assertEqual((answer.status, told["status"]), (422, 422))
        self.assertIn("“anh.jpg” là chương trình", told["message"])
        self.assertEqual(self.server.sql("SELECT count(*) FROM evidence"), [(3,)])
        answer, _ = self.many(second, truoc=3)
        self.assertEqual(answer.status, 303)
        self.assertIn("Đã thêm 6 minh chứng", self.member.get(answer.location).text, "the last tells of all")
        titles = [title for title, in self.server.sql("SELECT title FROM evidence ORDER BY position")]
        self.assertEqual(len(titles), 6)
        self.assertEqual(len(set(titles)), 6, "in once each")

    def test_bounds(self):
        id = self.add()
        self.assertEqual(self.put(id, *((f"{n}.txt", b"x%d" % n) for n in range(200))).status, 303)
        answer = self.put(id, ("one-more.txt", b"y"))
        self.assertEqual(answer.status, 422)
        self.assertIn("200 tệp", answer.text)
        other = self.add(title="Khác")
        answer = self.put(other, *((f"{n}.txt", b"x%d" % n) for n in range(10000)))
        self.assertEqual(answer.status, 422)
        self.assertEqual(self.files(other), [])
        answer = self.put(other, ("trống.pdf", b""))
        self.assertEqual(answer.status, 422)
        self.assertIn("trống", answer.text)
        self.assertEqual(self.put(other).status, 422)
        answer = self.put(other, ("to.bin", bytes((20 << 20) + 1)))
        self.assertIn(answer.status, (413, 422))
        self.assertEqual(self.put(other, ("../../đường/dẫn.pdf", PDF)).status, 303)
        self.assertEqual(self.files(other)[0][1], "dẫn.pdf")


class OfACase(unittest.TestCase):
    """On a school's own data: what is missing, papers for the boxes, codes given once."""

    def setUp(self):
        self.server = Loaded()
        self.addCleanup(self.server.stop)
        self.addCleanup(self.server.fsck)
        self.head = self.server.browser("head")
        self.list = "/dot/2024/minh-chung"

    def test_missing(self):
        page = self.head.get(self.list + "/con-thieu")
        self.assertEqual(page.status, 200)
        link = re.search(rf'href="({self.list}/moi\?chi_tieu=[^"]*&amp;ten=[^"]*)"', page.body.decode()).group(1).replace("&amp;", "&")
        form = self.head.get(link)
        title = re.search(r'name="title" type="text" value="([^"]+)"', form.text).group(1)
        indicator = re.search(r'value="([\d.]+)" checked', form.text).group(1)
        self.assertEqual(self.head.post(self.list + "/moi", {"title": title, "version": 0, "indicators": indicator}).status, 303)
        after = self.head.get(self.list + "/con-thieu").text
        self.assertNotIn(link, after)

    def test_missing_as_at_the_indicator(self):
        """Both pages say the same of each hint."""
        told = json.loads(self.head.get(self.list + "/con-thieu", Accept="application/json").body)["missing"]
        self.assertTrue(any(item["hints"] for item in told))
        for item in told:
            page = json.loads(self.head.get(f"/dot/2024/chi-tieu/{item['indicator']}", Accept="application/json").body)
            self.assertEqual([hint["hint"] for hint in item["hints"]], [hint["hint"] for hint in page["hinted"] if not hint["backed"]], item["indicator"])

    def test_sheets(self):
        page = self.head.get(self.list)
        paths = re.findall(r'href="(/dot/2024/van-ban/(?:box_labels|dividers|copy_certification|evidence_list)/tep/[^"]*)"', page.body.decode())
        self.assertEqual(len(paths), 4)
        for path in paths:
            answer = self.head.get(path)
            self.assertEqual((answer.status, answer.body[:5]), (200, b"%PDF-"), path)

    def test_many_tiny_files(self):
        """Three hundred at a time; what reads the whole round still answers, with each of them."""
        for turn in range(3):
            files = [("tep", f"anh {turn}-{n}.txt", b"%d" % turn) for n in range(300)]
            answer = self.head.upload(self.list + "/nhieu", {"chi_tieu": "1.1"}, files)
            self.assertEqual(answer.status, 303, answer.text[-500:])
        self.assertEqual(self.server.sql("SELECT count(*), count(DISTINCT code) FROM evidence WHERE title LIKE 'anh %' OR title LIKE 'Anh %'"), [(900, 900)])
        for path in (self.list, self.list + "?tim=2-299", "/dot/2024/chi-tieu/1.1", "/dot/2024/kiem-tra", self.list + "/con-thieu"):
            self.assertEqual(self.head.get(path).status, 200, path)
        draft = self.head.get("/dot/2024/ho-so/du-thao.zip")
        self.assertEqual(draft.status, 200, draft.text[:300])
        with zipfile.ZipFile(io.BytesIO(draft.body)) as archive:
            self.assertEqual(len([name for name in archive.namelist() if name.startswith("minh-chung/") and name.endswith(".txt")]), 900)

    def test_codes_of_all(self):
        """The first save gives all their codes, the same that the papers printed before."""
        printed = re.findall(r"\[?(H\d+-[\d.]+-\d+)\]?", self.head.get("/dot/2024/van-ban/evidence_list").text)
        self.assertEqual(self.head.post(self.list + "/moi", {"title": "Thêm", "version": 0, "indicators": "1.1"}).status, 303)
        given = {code for code, in self.server.sql("SELECT code FROM evidence WHERE code IS NOT NULL")}
        self.assertEqual(set(printed) - given, set())
        self.assertEqual(len(given), len(self.server.sql("SELECT code FROM evidence WHERE code IS NOT NULL")))
        self.assertEqual(len(given - set(printed)), 1)


if __name__ == "__main__":
    unittest.main()
