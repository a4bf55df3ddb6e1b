"""Papers of a round: seen as they print, their facts, numbers, steps, signed copies; each by who may."""
import html
import json
import os
import re
import subprocess
import threading
import unittest

from client import DVHT, Server
from loaded import CASES, CaseServer

CASE = os.path.join(CASES, "gia-thuy-2024")
LIST = "/dot/2024/van-ban"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def document(paper, form):
    """What the command line makes of the case."""
    return subprocess.run([DVHT, "document", CASE, paper, "--format", form], check=True, capture_output=True).stdout


def multipart(fields, name, file_name, data):
    parts = [f'--grenze\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode() for key, value in fields.items()]
    parts.append(f'--grenze\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n\r\n'.encode() + data + b"\r\n")
    return b"".join(parts) + b"--grenze--\r\n"


class Case(unittest.TestCase):
    """A server of each class's own on the sample case; sound at its end."""

    @classmethod
    def setUpClass(cls):
        cls.server = CaseServer()
        cls.head, cls.secretary, cls.member, cls.staff = (cls.server.browser(role) for role in ("head", "secretary", "member", "staff"))

    @classmethod
    def tearDownClass(cls):
        cls.server.kill()
        said = cls.server.program("fsck")
        assert "lành lặn" in said, said

    def step(self, browser, paper, action, version=None, **more):
        version = self.version(paper) if version is None else version
        way = "ky" if action in ("sign", "return", "reopen") else "trinh"
        return browser.post(f"{LIST}/{paper}/{way}", {"action": action, "version": version, **more})

    def version(self, paper):
        found = self.server.sql("SELECT version FROM paper WHERE paper = ?", paper)
        return found[0][0] if found else 0

    def state(self, paper):
        found = self.server.sql("SELECT state FROM paper WHERE paper = ?", paper)
        return found[0][0] if found else None

    def facts(self, browser, paper, **changed):
        return browser.post(f"{LIST}/{paper}", {"version": self.version(paper), **changed})


class Look(Case):
    def test_list(self):
        page = self.head.get(LIST).text
        titles = re.findall(r'<a href="/dot/2024/van-ban/(\w+)">', page)
        self.assertEqual(titles[:9], ["learning_plan", "team_decision", "plan", "citizen_minutes", "citizen_decision", "minutes", "report",
                                      "submission", "announcement"], "in the order of issuing")
        self.assertEqual(len(titles), 27, "all of the scheme's documents")
        for told in ("66/QĐ-THGT", "02/12/2024", "đã ban hành", "chưa soạn", "Bùi Thị Thu Hằng", "Danh mục chữ viết tắt"):
            self.assertIn(told, page)
        self.assertEqual(self.staff.get(LIST).status, 403)

    def test_same_as_command_line(self):
        """Byte for byte: what is seen, downloaded and made by `dvht document` is one."""
        scheme = json.loads(subprocess.run([DVHT, "scheme", "show", "tt24-2023/cap-huyen/muc-do-1", "--json"], check=True,
                                           capture_output=True).stdout)
        for paper, stem in ((d["id"], d["stem"]) for d in scheme["documents"]):
            made = subprocess.run([DVHT, "document", CASE, paper, "--format", "pdf"], capture_output=True)
            with self.subTest(paper):
                pdf = self.head.get(f"{LIST}/{paper}/tep/{stem}.pdf")
                if made.returncode:
                    self.assertEqual(pdf.status, 422, "nothing to fill it with")
                    self.assertIn("Chưa có nội dung", self.head.get(f"{LIST}/{paper}").text)
                    continue
                self.assertEqual((pdf.status, pdf.headers["Content-Type"]), (200, "application/pdf"))
                self.assertTrue(pdf.body == made.stdout, "PDF")
                docx = self.head.get(f"{LIST}/{paper}/tep/{stem}.docx")
                if docx.status == 200:
                    self.assertEqual(docx.headers["Content-Type"], WORD)
                    self.assertTrue(docx.body == document(paper, "docx"), "Word")
                page = self.head.get(f"{LIST}/{paper}").body
                whole = document(paper, "html")
                for section in re.findall(rb'<section class="to.*?</section>', whole, re.S):
                    self.assertIn(re.sub(rb"<(/?)h[2-6]", rb"<\1h", section), re.sub(rb"<(/?)h[2-6]", rb"<\1h", page))

    def test_not_there(self):
        for path in ("nothing", "team_decision/tep/07-bao-cao.pdf", "team_decision/tep/x", "team_decision/ban-ky", "study_plan_sheets/tep/ke-hoach-tu-hoc-ca-nhan.docx"):
            self.assertEqual(self.head.get(f"{LIST}/{path}").status, 404, path)
        self.assertEqual(self.head.get("/dot/2023/van-ban").status, 404)
        for path in ("cover", "cover/trinh", "cover/ky"):
            self.assertEqual(self.head.post(f"{LIST}/{path}", {"version": 0, "action": "sign" if "ky" in path else "submit"}).status, 404)


class Facts(Case):
    def test_facts(self):
        saved = self.facts(self.secretary, "announcement", number="05/TB-THGT", date="7/1/2025", recipients="Phòng GD&ĐT\n\nLưu: VT",
                           signer_id=self.server.sql("SELECT id FROM person WHERE code = 'GV002'")[0][0],
                           signer_title="KT. HIỆU TRƯỞNG / PHÓ HIỆU TRƯỞNG", due="05/01/2025")
        self.assertEqual(saved.location, f"{LIST}/announcement")
        page = self.head.get(f"{LIST}/announcement").text
        for told in ("05/TB-THGT", "ngày 07 tháng 01 năm 2025", "Phòng GD&ĐT", "KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG", "hạn ký 05/01/2025"):
            self.assertIn(told, page)
        self.assertIn("05/01/2025 quá hạn", self.head.get(LIST).text)

    def test_wrong_facts(self):
        before = self.version("learning_plan")
        for field, value, told in (("number", "năm", "năm"), ("number", "0", "0"), ("number", "12a", "12a"), ("date", "31/02/2025", "31/02/2025"),
                                   ("signer_id", "987654", "không có trong danh sách")):
            answer = self.facts(self.secretary, "learning_plan", **{field: value})
            self.assertEqual(answer.status, 422, field)
            self.assertIn(told, answer.text)
        self.assertEqual(self.version("learning_plan"), before, "nothing was kept")

    def test_who(self):
        self.assertEqual(self.member.get(f"{LIST}/plan").status, 200)
        for role in ("member", "staff"):
            browser = getattr(self, role)
            self.assertEqual(self.facts(browser, "plan").status, 403)
            self.assertEqual(self.step(browser, "plan", "reopen").status, 403)
        self.assertEqual(self.step(self.secretary, "plan", "reopen").status, 403, "signs nothing")

    def test_two_at_once(self):
        """Words of both are shown, field by field."""
        self.facts(self.secretary, "citizen_minutes", number="3")
        version = self.version("citizen_minutes")
        id = self.server.sql("SELECT id FROM paper WHERE paper = 'citizen_minutes'")[0][0]
        self.head.post(f"{LIST}/citizen_minutes", {"id": id, "version": version, "number": "4"})
        met = self.secretary.post(f"{LIST}/citizen_minutes", {"id": id, "version": version, "number": "3", "due": "01/01/2025"})
        self.assertEqual(met.status, 409)
        self.assertIn("Hai người cùng sửa", met.text)
        self.assertIn("chỉ bạn sửa", met.text)
        self.assertEqual(self.server.sql("SELECT number, due FROM paper WHERE id = ?", id), [(4, None)])

    def test_first_save_by_two(self):
        self.assertEqual(self.head.post(f"{LIST}/learning_plan", {"version": 0, "number": "1"}).status, 303)
        self.assertEqual(self.secretary.post(f"{LIST}/learning_plan", {"version": 0, "number": "2"}).status, 409)


class Steps(Case):
    def issued(self, paper):
        return self.staff.get(f"{LIST}/{paper}/doc").status

    def test_way(self):
        """Written, submitted, returned, submitted, signed, issued, taken back."""
        self.facts(self.secretary, "announcement", date="7/1/2025")
        self.assertEqual(self.step(self.secretary, "announcement", "submit").status, 303)
        kept = self.head.get(f"{LIST}/announcement/tep/thong-bao-cong-khai.pdf").body
        waiting = self.head.get("/trinh-ky")
        self.assertIn("Thông báo công khai", waiting.text)
        self.assertEqual(self.facts(self.secretary, "announcement", date="07/01/2025", number="8", recipients="Ai đó").status, 303)
        self.assertEqual(self.server.sql("SELECT number, recipients FROM paper WHERE paper = 'announcement'"), [(8, None)], "only what a pen fills in")
        self.assertEqual(self.facts(self.secretary, "announcement", date="08/01/2025", number="8").status, 409, "the day is printed")
        self.assertEqual(self.step(self.head, "announcement", "return").status, 422, "without saying why")
        self.assertEqual(self.step(self.head, "announcement", "return", remarks="Thiếu nơi nhận\nGhi thêm UBND").status, 303)
        self.assertIn("Ghi thêm UBND", self.secretary.get(f"{LIST}/announcement").text)
        self.assertEqual(self.step(self.head, "announcement", "return", remarks="x").status, 409)
        self.facts(self.secretary, "announcement", date="7/1/2025", recipients="UBND phường")
        self.assertEqual(self.step(self.secretary, "announcement", "submit").status, 303)
        self.assertNotEqual(self.head.get(f"{LIST}/announcement/tep/thong-bao-cong-khai.pdf").body, kept)
        self.assertEqual(self.step(self.head, "announcement", "sign").status, 303)
        self.assertEqual(self.issued("announcement"), 404)
        self.assertEqual(self.step(self.secretary, "announcement", "issue").status, 303)
        self.assertEqual(self.issued("announcement"), 200)
        self.assertEqual(self.step(self.head, "announcement", "reopen").status, 303)
        self.assertEqual(self.issued("announcement"), 404)
        self.assertEqual(self.state("announcement"), "draft")

    def test_original_stays(self):
        """What went to be signed is never made anew, whatever changes meanwhile."""
        stem = "bien-ban-thong-nhat-danh-sach"
        self.step(self.secretary, "citizen_minutes", "submit")
        pdf, docx = (self.head.get(f"{LIST}/citizen_minutes/tep/{stem}.{form}").body for form in ("pdf", "docx"))
        page = self.head.get(f"{LIST}/citizen_minutes").text
        self.server.sql("UPDATE person SET name = 'Người Khác' WHERE code = 'GV001'")
        try:
            for form, kept in (("pdf", pdf), ("docx", docx)):
                self.assertEqual(self.head.get(f"{LIST}/citizen_minutes/tep/{stem}.{form}").body, kept)
            sheets = re.search(r'<section class="to.*</section>', page, re.S).group()
            self.assertIn(sheets, self.head.get(f"{LIST}/citizen_minutes").text)
            self.step(self.secretary, "citizen_minutes", "withdraw")
            self.assertNotEqual(self.head.get(f"{LIST}/citizen_minutes/tep/{stem}.pdf").body, pdf)
        finally:
            self.server.sql("UPDATE person SET name = 'Bùi Thị Thu Hằng' WHERE code = 'GV001'")

    def test_wrong_states(self):
        for action in ("submit", "withdraw", "issue", "sign", "return"):
            self.assertEqual(self.step(self.head, "team_decision", action, remarks="x").status, 409, action)
        self.assertEqual(self.step(self.head, "team_decision", "submit", version=99).status, 409)
        self.assertEqual(self.step(self.head, "team_decision", "burn").status, 422)
        self.assertEqual(self.state("team_decision"), "issued")

    def test_nothing_to_fill(self):
        answer = self.step(self.secretary, "learning_plan", "submit")
        self.assertEqual(answer.status, 422)
        self.assertIn("chưa có nội dung", answer.text)
        self.assertIsNone(self.state("learning_plan"))

    def test_head_who_leads(self):
        """One act does both, says so, and the log has both."""
        page = self.head.get(f"{LIST}/announcement").text
        self.assertIn("vừa là thủ trưởng vừa là Tổ trưởng", page)
        self.step(self.head, "announcement", "sign")
        self.assertIn("vừa là thủ trưởng vừa là Tổ trưởng", self.head.get(f"{LIST}/announcement").text)
        log = self.head.get("/nhat-ky?loai=van-ban").text
        self.assertLess(log.index("ký văn bản"), log.index("trình ký văn bản"))
        self.assertEqual(self.step(self.head, "announcement", "reopen").status, 303)

    def test_two_sign_at_once(self):
        self.step(self.secretary, "announcement", "submit")
        version, answers = self.version("announcement"), []
        browsers = [self.head] + [self.server.browser("head") for _ in range(5)]
        threads = [threading.Thread(target=lambda b=b: answers.append(self.step(b, "announcement", "sign", version).status)) for b in browsers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(answers), [303, 409, 409, 409, 409, 409])
        self.assertEqual(self.step(self.head, "announcement", "reopen").status, 303)

    def test_several(self):
        """All that were chosen, or none."""
        for paper in ("announcement", "citizen_minutes"):
            self.step(self.secretary, paper, "submit")
        chosen = re.findall(r'name="id" value="(\d+:\d+)"', self.head.get("/trinh-ky").text)
        self.assertEqual(len(chosen), 2)
        stale = [chosen[0], chosen[1].split(":")[0] + ":1"]
        self.assertEqual(self.head.post("/trinh-ky", [("id", c) for c in stale] + [("action", "sign")]).status, 409)
        self.assertEqual(self.state("announcement"), "submitted")
        self.assertEqual(self.head.post("/trinh-ky", [("action", "sign")]).status, 422)
        self.assertEqual(self.head.post("/trinh-ky", [("id", c) for c in chosen] + [("action", "return")]).status, 422)
        self.assertEqual(self.head.post("/trinh-ky", [("id", "987654:1"), ("action", "sign")]).status, 404)
        self.assertEqual(self.head.post("/trinh-ky", [("id", c) for c in chosen] + [("action", "sign")]).location, "/trinh-ky")
        self.assertIn("Không có văn bản nào chờ ký", self.head.get("/trinh-ky").text)
        self.assertEqual({self.state("announcement"), self.state("citizen_minutes")}, {"signed"})
        for paper in ("announcement", "citizen_minutes"):
            self.step(self.head, paper, "reopen")


class SignedCopies(Case):
    def attach(self, name, data, browser=None, version=None):
        browser = browser or self.secretary
        fields = {"csrf": browser.csrf, "version": self.version("announcement") if version is None else version}
        return browser.ask("POST", f"{LIST}/announcement/ban-ky", multipart(fields, "signed", name, data),
                           {"Content-Type": "multipart/form-data; boundary=grenze"})

    def test_copies(self):
        stem = f"{LIST}/announcement/tep/thong-bao-cong-khai.pdf"
        original = self.head.get(stem).body
        self.assertEqual(self.attach("a.pdf", original).status, 409, "nothing is signed yet")
        self.step(self.head, "announcement", "sign")
        self.assertEqual(self.head.get(stem).body, original)
        self.assertEqual(self.attach("a.txt", b"no paper at all").status, 422)
        self.assertEqual(self.attach("", b"").status, 422)
        signed = original + b"\n% an incremental update holds the signature\n"
        self.assertEqual(self.attach("Thông báo đã ký.pdf", signed).status, 303)
        page = self.head.get(f"{LIST}/announcement").text
        self.assertIn("khớp bản gốc", page)
        self.assertIn("Thông báo đã ký.pdf", page)
        self.assertTrue(self.member.get(f"{LIST}/announcement/ban-ky").body == signed)
        self.assertTrue(self.head.get(stem).body == original, "the original stays beside it")
        self.assertEqual(self.attach("quét.pdf", document("cover", "pdf")).status, 303)
        self.assertNotIn('s-done"/></svg>khớp bản gốc', self.head.get(f"{LIST}/announcement").text)
        self.assertEqual(self.attach("c.pdf", original, version=1).status, 409)
        self.assertEqual(self.attach("c.pdf", original, browser=self.member).status, 403)
        self.assertEqual(self.staff.get(f"{LIST}/announcement/doc/ban-ky").status, 404, "not issued yet")
        self.step(self.secretary, "announcement", "issue")
        self.assertEqual(self.staff.get(f"{LIST}/announcement/doc/ban-ky").status, 200)
        self.assertEqual(self.secretary.post(f"{LIST}/announcement/ban-ky/go", {"version": self.version("announcement")}).status, 303)
        self.assertEqual(self.member.get(f"{LIST}/announcement/ban-ky").status, 404)


class Register(Case):
    def save(self, browser, *rows):
        """Rows of (paper, number, date)."""
        pairs = []
        for paper, number, date in rows:
            pairs += [("paper", paper), ("version", self.version(paper)), ("number", number), ("date", date)]
        return browser.post(LIST + "/so-van-ban", pairs)

    def test_register(self):
        page = self.secretary.get(LIST + "?xem=so").text
        self.assertLess(page.index("Quyết định thành lập"), page.index("Quyết định công nhận"), "66 stands before 70")
        self.assertEqual(self.save(self.secretary, ("announcement", "3", "07/01/2025"), ("learning_plan", "", "")).location, LIST + "?xem=so")
        self.assertEqual(self.version("learning_plan"), 0, "what is blank is not begun")
        self.assertEqual(self.save(self.secretary, ("citizen_minutes", "5", "20/12/2024")).status, 303, "warned, never blocked")
        told = "Số 05 đã dùng cho biên bản tự đánh giá."
        self.assertIn(told, self.secretary.get(LIST + "?xem=so").text)
        self.assertIn(told, self.secretary.get(LIST).text)
        self.assertIn(told, self.secretary.get(LIST + "/citizen_minutes").text)
        self.save(self.secretary, ("citizen_minutes", "6", "20/12/2024"))
        self.assertIn("Số 06 ngược với ngày: biên bản tự đánh giá mang số 05, ngày 30/12/2024.", self.secretary.get(LIST).text)
        self.save(self.secretary, ("citizen_minutes", "4", "20/12/2024"))
        self.assertNotIn("row-warning", self.secretary.get(LIST).text)
        wrong = self.save(self.secretary, ("announcement", "3b", "07/01/2025"), ("citizen_minutes", "9", "40/12/2024"))
        self.assertEqual(wrong.status, 422)
        for shown in ('value="3b"', 'value="40/12/2024"', "thông báo công khai", "biên bản họp danh sách"):
            self.assertIn(shown, wrong.text)
        for input, typed, told in (("number", "3b", "“3b” không phải số hợp lệ"), ("date", "40/12/2024", "“40/12/2024” không phải ngày")):
            self.assertRegex(wrong.text, rf'id="f-{input}"[^>]* value="{typed}"[^>]* aria-invalid="true"', "the summary's link leads there")
            self.assertIn(told, wrong.row(f'value="{typed}"'), "told at the row")
        self.assertEqual(wrong.text.count('aria-invalid="true"'), 2)
        both = self.save(self.secretary, ("announcement", "3b", "40/01/2025")).text
        self.assertIn('href="#f-number"', both)
        self.assertIn('href="#f-date"', both)
        self.assertEqual(self.save(self.secretary, ("team_decision", "67", "02/12/2024")).status, 409, "it stands on what was issued")
        self.assertEqual(self.save(self.member, ("announcement", "4", "")).status, 403)
        for bad in ([("paper", "x"), ("version", "0"), ("number", "1"), ("date", "")], [("paper", "plan")],
                    [("paper", "plan"), ("version", "1"), ("number", "1"), ("date", b"\xff\xfe")]):
            self.assertIn(self.secretary.post(LIST + "/so-van-ban", bad).status, (400, 422))

    def test_series(self):
        version = self.secretary.get(LIST + "?xem=so").hidden("version")
        set_to = lambda **fields: self.secretary.post(LIST + "/day-so", {"version": self.server.sql("SELECT version FROM round")[0][0], **fields})
        self.assertEqual(set_to(series="groups", groups="KH, BC, TTr\nQĐ TB").status, 303)
        page = self.secretary.get(LIST + "?xem=so").text
        self.assertIn("Dãy số: KH, BC, TTr", page)
        self.assertIn("KH, BC, TTr\nQĐ, TB", page)
        self.assertEqual(set_to(series="groups", groups=" ,\n").status, 422)
        for groups, named in (("KH, BCC", "“BCC” không phải ký hiệu"), ("KH, BC\nQĐ, KH", "“KH” không phải ký hiệu")):
            wrong = set_to(series="groups", groups=groups)
            self.assertEqual(wrong.status, 422)
            self.assertIn(named, wrong.text)
            self.assertIn(f">{groups}</textarea>", wrong.text, "what was typed is still there")
        self.assertEqual(set_to(series="one").status, 303)
        self.assertIn("Dãy số: mọi loại văn bản", self.secretary.get(LIST + "?xem=so").text)
        self.assertEqual(self.secretary.post(LIST + "/day-so", {"version": version, "series": "kind"}).status, 409)
        self.assertEqual(set_to(series="kind").status, 303)
        self.assertEqual(self.server.sql("SELECT number_series FROM round"), [(None,)])


class Wording(Case):
    PATH = LIST + "/plan/loi-van"

    def typed(self, browser, path, text, version=0, way="", **more):
        return browser.post(path + way, {"version": version, "wording" if "rieng" in path else "text": text, **more})

    def standard(self):
        page = self.secretary.get(self.PATH).body.decode()
        return html.unescape(re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.S).group(1))

    def own(self):
        return self.server.sql("SELECT text FROM wording WHERE document = 'plan'")

    def test_unit(self):
        standard = self.standard()
        self.assertTrue(standard.startswith("---\nform: named"))
        mine = standard.replace("# I. MỤC ĐÍCH", "# I. MỤC ĐÍCH CỦA TRƯỜNG {{unit.abbreviation}}")
        tried = self.typed(self.secretary, self.PATH, mine, way="/xem-thu")
        self.assertEqual(tried.status, 200)
        self.assertIn("MỤC ĐÍCH CỦA TRƯỜNG THGT", tried.text)
        self.assertIn("TRƯỜNG {{unit.abbreviation}}", tried.text, "what was typed stays in the field")
        self.assertEqual(self.own(), [], "nothing is kept by trying")
        self.assertEqual(self.typed(self.secretary, self.PATH, mine).location, self.PATH)
        page = self.secretary.get(self.PATH).text
        self.assertIn("bỏ 1 dòng, thêm 1 dòng", page)
        self.assertIn('<li class="fresh">', page)
        self.assertIn("MỤC ĐÍCH CỦA TRƯỜNG THGT", self.head.get(LIST + "/plan").text, "papers follow")
        self.assertEqual(self.typed(self.head, self.PATH, standard).status, 409, "two at once")
        version = self.server.sql("SELECT version FROM wording")[0][0]
        self.assertEqual(self.secretary.post(self.PATH + "/chuan", {"version": version}).status, 303)
        self.assertEqual(self.own(), [])
        self.assertNotIn("CỦA TRƯỜNG THGT", self.head.get(LIST + "/plan").text)

    def test_standard_is_nothing_of_ones_own(self):
        self.assertEqual(self.typed(self.secretary, self.PATH, self.standard() + "\n").status, 303)
        self.assertEqual(self.own(), [])

    def test_faults(self):
        """Told in Vietnamese with the line; never kept."""
        standard = self.standard()
        line = standard.split("\n").index("# I. MỤC ĐÍCH, YÊU CẦU") + 1
        for put, told in (("# I. {{ten_la}}", "Không có dữ liệu tên là “ten_la”"), ("{{#mo}}", "Phần mo mở ở dòng này mà không đóng"),
                          ("<b>đậm</b>", "Không dùng HTML"), ("```khung\n```", "Không có khối ``` tên khung")):
            with self.subTest(put):
                mine = standard.replace("# I. MỤC ĐÍCH, YÊU CẦU", put)
                saved = self.typed(self.secretary, self.PATH, mine)
                self.assertEqual(saved.status, 422)
                self.assertRegex(saved.text, f"Dòng {line}: {re.escape(told)}")
                tried = self.typed(self.secretary, self.PATH, mine, way="/xem-thu")
                self.assertIn(f"<h3>Dòng {line}</h3>", tried.text)
                self.assertIn(told, tried.text)
        self.assertEqual(self.typed(self.secretary, self.PATH, "không có phần đầu").status, 422)
        self.assertEqual(self.own(), [])

    def test_one_paper(self):
        path = LIST + "/announcement/loi-van-rieng"
        text = "---\nform: named\nkind: THÔNG BÁO\nsubject: Chỉ lần này\n---\nMột câu.\n\n```signature\n- Lưu: VT\n```\n"
        self.assertEqual(self.typed(self.secretary, path, text, version=self.version("announcement")).status, 303)
        self.assertIn("Chỉ lần này", self.head.get(LIST + "/announcement").text)
        self.assertEqual(self.typed(self.secretary, LIST + "/announcement/loi-van", text.replace("Chỉ lần này", "Mọi đợt")).status, 303)
        self.assertIn("Chỉ lần này", self.head.get(LIST + "/announcement").text, "the paper's own goes before")
        self.assertIn("So với lời văn của đơn vị", self.secretary.get(path).text)
        self.assertEqual(self.secretary.post(path + "/chuan", {"version": self.version("announcement")}).status, 303)
        self.assertIn("Mọi đợt", self.head.get(LIST + "/announcement").text)
        self.step(self.secretary, "announcement", "submit")
        self.assertIn("không sửa lời văn được", self.secretary.get(path).text)
        self.assertEqual(self.typed(self.secretary, path, text, version=self.version("announcement")).status, 409)
        self.step(self.secretary, "announcement", "withdraw")
        self.assertEqual(self.secretary.get(LIST + "/cover/loi-van-rieng").status, 404, "it is issued by nobody")
        self.assertEqual(self.secretary.get(LIST + "/cover/loi-van").status, 200)

    def test_draft(self):
        """A draft of words that nobody has kept yet goes by its document, and ends with the save."""
        number = re.search(r'data-draft="wording/(-\d+)"', self.secretary.get(self.PATH).text).group(1)
        self.assertNotIn(f'data-draft="wording/{number}"', self.secretary.get(LIST + "/report/loi-van").text)
        kept = {"loai": "wording", "so": number, "ban": 0, "noi_dung": '[["text","x"]]'}
        self.assertEqual(self.secretary.post("/ban-nhap", kept, headers={"Accept": "application/json"}).status, 200)
        self.typed(self.secretary, self.PATH, self.standard().replace("# I. MỤC ĐÍCH", "# I. MỤC TIÊU"))
        self.assertEqual(self.server.sql("SELECT count(*) FROM draft"), [(0,)])
        self.secretary.post(self.PATH + "/chuan", {"version": 1})
        # Saving what else stands on a paper leaves the draft of its words alone.
        number = re.search(r'data-draft="paper/(-\d+)"', self.secretary.get(LIST + "/announcement/loi-van-rieng").text).group(1)
        self.secretary.post("/ban-nhap", {**kept, "loai": "paper", "so": number}, headers={"Accept": "application/json"})
        self.facts(self.secretary, "announcement", due="01/01/2025")
        self.assertEqual(self.server.sql("SELECT object_id FROM draft"), [(int(number),)])

    def test_who(self):
        for browser in (self.member, self.staff):
            self.assertEqual(browser.get(self.PATH).status, 403)
            self.assertEqual(self.typed(browser, self.PATH, "x").status, 403)


class Names(Case):
    """Letterheads follow the date of the paper."""

    def test_names(self):
        version = self.head.get("/don-vi").hidden("version")
        names = {"valid_from": "01/01/2025", "name": "Trường Tiểu học Gia Thụy Mới", "short_name": "THGTM", "governing_body": "UBND phường Bồ Đề",
                 "appraiser": "Phòng Văn hóa - Xã hội phường Bồ Đề", "place": "Bồ Đề"}
        self.assertEqual(self.head.post("/don-vi", {**names, "version": version}).status, 303)
        decision, submission = (self.head.get(f"{LIST}/{paper}").text for paper in ("team_decision", "submission"))
        sheets = decision[decision.index('<section class="to'):]
        self.assertIn("UBND QUẬN LONG BIÊN", sheets)
        self.assertNotIn("GIA THỤY MỚI", sheets)
        for told in ("UBND PHƯỜNG BỒ ĐỀ", "TRƯỜNG TIỂU HỌC<br>GIA THỤY MỚI", "Bồ Đề, ngày 06 tháng 01 năm 2025",
                     "Kính gửi: Phòng Văn hóa - Xã hội phường Bồ Đề"):
            self.assertIn(told, submission)


class OtherRoles(unittest.TestCase):
    """Head and leader are two here, in a round that holds nothing yet."""

    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)
        self.list = "/dot/2026/van-ban"

    def post(self, role, paper, way, unit="THGT", **fields):
        return self.server.browser(role, unit).post(f"{self.list}/{paper}/{way}".rstrip("/"), fields)

    def test_leader(self):
        self.assertEqual(self.post("secretary", "team_decision", "trinh", action="submit", version=0).status, 303)
        self.assertEqual(self.post("secretary", "minutes", "trinh", action="submit", version=0).status, 303)
        leader, head = self.server.browser("leader"), self.server.browser("head")
        self.assertNotIn("Quyết định thành lập", leader.get("/trinh-ky").text)
        self.assertIn("Biên bản tự đánh giá", leader.get("/trinh-ky").text)
        self.assertIn("Quyết định thành lập", head.get("/trinh-ky").text)
        self.assertEqual(self.post("leader", "team_decision", "ky", action="sign", version=2).status, 403)
        self.assertEqual(self.post("leader", "minutes", "ky", action="sign", version=2).status, 303)
        self.assertEqual(self.post("head", "team_decision", "ky", action="sign", version=2).status, 303)
        self.assertNotIn('value="sign"', leader.get(self.list + "/plan").text, "the plan is the head's to sign")

    def test_work(self):
        """What waits for whom stands on their first page; minutes wait for the team's leader."""
        leader = self.server.sql("SELECT person_id FROM account WHERE unit_id = 1 AND id = ?", self.server.person("leader")["account"])[0][0]
        self.server.sql("INSERT INTO team_member (unit_id, id, round_id, person_id, role, position, version) "
                        "SELECT 1, 5000, id, ?, 'leader', 1, 1 FROM round WHERE unit_id = 1", leader)
        for paper in ("minutes", "plan"):
            self.post("secretary", paper, "trinh", action="submit", version=0)
        first, head = self.server.browser("leader").get("/").text, self.server.browser("head").get("/").text
        self.assertIn("Ký: Biên bản tự đánh giá", first)
        self.assertNotIn("Ký: Kế hoạch triển khai", first)
        self.assertIn("Ký: Kế hoạch triển khai", head)
        self.assertNotIn("Ký: Biên bản tự đánh giá", head)

    def test_foreign_unit(self):
        """The same address is the other unit's own round there: nothing of ours shows."""
        self.post("secretary", "plan", "", version=0, number="77", date="01/02/2026")
        self.assertIn("77/KH-THGT", self.server.browser("head").get(self.list).text)
        self.assertNotIn("77/KH", self.server.browser("head", "MNHS").get(self.list).text)
        self.assertEqual(self.post("secretary", "plan", "trinh", action="submit", version=1).status, 303)
        id = self.server.sql("SELECT id FROM paper WHERE unit_id = 1")[0][0]
        foreign = self.server.browser("head", "MNHS")
        self.assertEqual(foreign.post("/trinh-ky", [("id", f"{id}:2"), ("action", "sign")]).status, 404)
        self.assertEqual(self.server.sql("SELECT state FROM paper WHERE unit_id = 1"), [("submitted",)])
        kept = self.server.sql("SELECT original FROM paper WHERE unit_id = 1")[0][0]
        self.assertFalse(os.path.exists(os.path.join(self.server.folder, "blobs", "2", kept[:2], kept)))


if __name__ == "__main__":
    unittest.main()
