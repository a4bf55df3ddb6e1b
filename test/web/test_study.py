"""Plans of self-study: on a phone, reviewed many at once, entered from a signed form, proved, classified, printed."""
import json
import os
import re
import subprocess
import tempfile
import unittest

from client import DVHT, Server

TOP = "/dot/2026/tu-hoc"
PLAN = {"subject": "Toán", "goal": "Dạy phân số chắc hơn", "content": "Đọc sách giáo viên\r\nDự 3 giờ", "schedule": "Tối thứ Ba",
        "outcome": "Một chuyên đề"}
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
                    "a5f645400000000049454e44ae426082")
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class Study(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.end)
        self.staff, self.head, self.member = (self.server.browser(role) for role in ("staff", "head", "member"))

    def end(self):
        """Whatever a test did, the records are what their events tell, and every file named is there."""
        folder = self.server.folder
        self.server.process.terminate()
        self.server.process.wait(60)
        checked = subprocess.run([DVHT, "fsck", "--data", folder], capture_output=True, text=True)
        self.server.launch()
        self.server.line()
        self.server.stop()
        self.assertIn("lành lặn", checked.stdout, checked.stdout)

    def person(self, role, unit="THGT"):
        return self.server.sql("SELECT person_id FROM account WHERE id = ? AND unit_id = ?", self.server.person(role, unit)["account"],
                               1 if unit == "THGT" else 2)[0][0]

    def column(self, name, role="staff"):
        found = self.server.sql(f"SELECT {name} FROM study_plan WHERE unit_id = 1 AND person_id = ?", self.person(role))
        return found[0][0] if found else None

    def write(self, browser=None, version="0", submit=True, **changed):
        fields = {"version": version, **PLAN, **changed, **({"gui": "1"} if submit else {})}
        return (browser or self.staff).post(TOP + "/cua-toi", fields)

    def choice(self, role="staff"):
        return f"{self.column('id', role)}.{self.column('version', role)}"

    def review(self, action="approve", chosen=None, browser=None, **more):
        fields = [("viec", action), *(("chon", one) for one in (chosen or [self.choice()])), *more.items()]
        return (browser or self.head).post(TOP + "/danh-sach", fields)

    def approved(self, role="staff"):
        self.assertEqual(self.write(self.server.browser(role)).status, 303)
        self.assertEqual(self.review(chosen=[self.choice(role)]).status, 303)

    def enter(self, files=(("phieu", "phieu.png", PNG),), role="staff", browser=None, **changed):
        return (browser or self.member).upload(f"{TOP}/nhap-ho/{self.person(role)}", {"version": "0", **PLAN, **changed}, files)

    # ---- one's own, on a phone ----

    def test_from_sample_to_approval(self):
        page = self.staff.get(TOP)
        self.assertIn("Viết kế hoạch của tôi", page.text)
        sample = re.search(rf'href="({TOP}/cua-toi\?mau=toan)"', page.text).group(1)
        form = self.staff.get(sample)
        self.assertIn('value="Toán"', form.text)
        self.assertIn("bản mẫu", form.text)
        blank = self.write(goal="Dạy chắc hơn phần […]")
        self.assertEqual(blank.status, 422)
        self.assertIn("bản mẫu chưa điền", blank.text)
        self.assertEqual(self.write(goal="").status, 422)
        self.assertEqual(self.write(goal="", submit=False).status, 303, "a draft may lack anything")
        self.assertEqual(self.column("state"), "draft")
        self.assertEqual(self.write(version="1").status, 303)
        self.assertIn("chờ duyệt", self.staff.get(TOP).text)
        self.assertEqual(self.staff.get(TOP + "/cua-toi").status, 303, "what was handed in is not written")
        self.assertEqual(self.write(version="3", goal="Khác").status, 409)
        self.assertEqual(self.staff.post(TOP + "/cua-toi/rut", {"version": "3"}).status, 303)
        self.assertEqual(self.write(version="4", goal="Mục tiêu mới").status, 303)
        self.assertEqual(self.review().status, 303)
        page = self.staff.get(TOP)
        for told in ("đã duyệt", "Mục tiêu mới", "Vai Thủ trưởng đơn vị</strong> duyệt kế hoạch tự học", "Ghi kết quả"):
            self.assertIn(told, page.text)

    def test_conflict_of_two_devices(self):
        self.write(submit=False)
        self.assertEqual(self.write(version="1", submit=False, schedule="Sáng thứ Bảy", id=self.column("id")).status, 303)
        for id in ({"id": self.column("id")}, {}):
            met = self.write(version="1" if id else "0", submit=False, outcome="Bài viết", **id)
            self.assertEqual(met.status, 409)
            for told in ("Hai người cùng sửa", "Sáng thứ Bảy", "Bài viết"):
                self.assertIn(told, met.text)
        self.assertEqual(self.column("outcome"), "Một chuyên đề")

    def test_draft_kept(self):
        kept = self.staff.post("/ban-nhap", {"loai": "study_plan", "so": "0", "ban": "0", "noi_dung": "[]"})
        self.assertEqual(kept.status, 200)
        self.write()
        told = self.staff.get("/ban-nhap?loai=study_plan&so=0", Accept="application/json")
        self.assertFalse(json.loads(told.body)["found"])

    def test_nobody_in_the_list(self):
        self.server.sql("UPDATE account SET person_id = NULL WHERE id = ? AND unit_id = 1", self.server.person("staff")["account"])
        self.assertIn("chưa gắn với ai", self.staff.get(TOP).text)
        self.assertEqual(self.write().status, 422)
        self.assertEqual(self.staff.get(TOP + "/cua-toi").status, 422)
        self.server.sql("UPDATE account SET person_id = ? WHERE id = ? AND unit_id = 1", *self.server.sql(
            "SELECT id FROM person WHERE unit_id = 1 AND name LIKE 'Vai Cán bộ%'")[0], self.server.person("staff")["account"])

    # ---- someone else's ----

    def test_forged(self):
        """Another's plan by its id, version or file: not there, and nothing changes."""
        self.approved()
        self.staff.upload(TOP + "/tien-do", {"version": "3", "done": "50"}, [("tep", "a.png", PNG)])
        id, proof = self.column("id"), json.loads(self.column("proof"))[0]["blob"]
        before = self.server.sql("SELECT * FROM study_plan WHERE unit_id = 1")
        other = self.server.browser("union")
        self.assertEqual(self.write(other, id=id, version=self.column("version")).status, 404)
        self.assertEqual(other.upload(TOP + "/tien-do", {"id": id, "version": "4", "done": "1"}, []).status, 404)
        self.assertEqual(other.post(TOP + "/cua-toi/rut", {"version": "4"}).status, 404)
        self.assertEqual(other.post(TOP + "/tien-do/bo-tep", {"tep": proof}).status, 404)
        self.assertEqual(other.post(TOP + "/cua-toi/khong-dung", {"objection": "x"}).status, 404)
        self.assertEqual(other.get(f"{TOP}/{id}/tep/{proof}").status, 404)
        self.assertEqual(self.staff.get(f"{TOP}/{id}/tep/{'0' * 64}").status, 404)
        for path in (f"{TOP}/danh-sach?mo={id}", f"{TOP}/danh-sach"):
            self.assertNotIn("Dạy phân số", other.get(path).text, "the union sees how plans stand, not what they say")
        self.assertEqual(self.server.sql("SELECT * FROM study_plan WHERE unit_id = 1"), before)
        self.assertEqual(self.member.get(f"{TOP}/{id}/tep/{proof}").body, PNG)
        self.assertEqual(self.staff.get(f"{TOP}/{id}/tep/{proof}").headers["Content-Type"], "image/png")

    def test_foreign_unit(self):
        self.approved()
        id, choice = self.column("id"), self.choice()
        foreign = self.server.browser("head", "MNHS")
        before = self.server.sql("SELECT * FROM study_plan")
        self.assertEqual(self.review("reopen", [choice], foreign, remarks="x").status, 303)
        self.assertEqual(foreign.post(TOP + "/xep-loai", {"chon": choice, "rank": "Tốt"}).status, 303)
        self.assertEqual(foreign.get(f"{TOP}/danh-sach?mo={id}").status, 404)
        self.assertEqual(foreign.post(f"{TOP}/{id}/tra-loi", {"version": "1", "answer": "x"}).status, 404)
        self.assertEqual(foreign.get(f"{TOP}/nhap-ho/{10 ** 6}").status, 404)
        self.assertNotIn("Vai Cán bộ, giáo viên, nhân viên", self.enter(browser=foreign, role="staff").text)
        self.assertEqual(self.server.sql("SELECT * FROM study_plan WHERE unit_id = 1"), before)

    def test_draft_is_ones_own(self):
        self.write(submit=False)
        page = self.head.get(f"{TOP}/danh-sach?mo={self.column('id')}")
        self.assertIn("Người này đang viết", page.text)
        self.assertNotIn("Dạy phân số", page.text)

    # ---- review ----

    def test_list(self):
        for role in ("staff", "union"):
            self.write(self.server.browser(role))
        self.review()
        page = self.head.get(TOP + "/danh-sach").text
        people = self.server.sql("SELECT count(*) FROM person WHERE unit_id = 1")[0][0]
        self.assertIn(f"Kế hoạch được duyệt: 1/{people}, đạt 12,5%" if people == 8 else f"Kế hoạch được duyệt: 1/{people}", page)
        for show, there, gone in (("cho-duyet", "Vai Công đoàn", "Vai Cán bộ"), ("da-duyet", "Vai Cán bộ", "Vai Công đoàn"),
                                  ("chua-co", "Vai Thư ký", "Vai Cán bộ")):
            with self.subTest(show):
                found = re.findall(r'<tr.*?</tr>', self.head.get(f"{TOP}/danh-sach?xem={show}").text)
                self.assertTrue(any(there in row for row in found))
                self.assertFalse(any(gone in row for row in found))
        self.assertIn("Vai Thư ký", self.head.get(TOP + "/danh-sach?tim=THU%20ky").text)
        self.assertIn("Không tìm thấy ai", self.head.get(TOP + "/danh-sach?tim=zzz").text)
        told = self.head.get(TOP + "/danh-sach/tai-ve?dang=csv&xem=da-duyet").text
        self.assertIn("đã duyệt,Toán", told)
        self.assertNotIn("Vai Công đoàn", told)

    def test_many_at_once(self):
        roles = ("staff", "union", "member", "secretary")
        for role in roles:
            self.write(self.server.browser(role))
        chosen = [self.choice(role) for role in roles]
        self.staff.post(TOP + "/cua-toi/rut", {"version": "2"})
        self.write(version="3", goal="Sửa lén")
        done = self.review(chosen=[*chosen, "999999.1", "xx"])
        self.assertEqual(done.status, 303)
        told = self.head.get(done.location).text
        self.assertIn("Đã duyệt: 3 kế hoạch", told)
        self.assertIn("vừa thay đổi, hãy xem lại: Vai Cán bộ", told)
        self.assertEqual((self.column("state"), self.column("state", "union")), ("submitted", "approved"))
        self.assertEqual(self.review(chosen=["xx"]).status, 422)
        self.assertEqual(self.review("return").status, 422, "why it is returned must be said")
        self.assertEqual(self.review("return", remarks="Thêm thời gian").status, 303)
        self.assertIn("Thêm thời gian", self.staff.get(TOP).text)
        self.assertIn("Thêm thời gian", self.staff.get(TOP + "/cua-toi").text)
        for role in ("secretary", "member", "union"):
            self.assertEqual(self.review(browser=self.server.browser(role)).status, 403)

    def test_all_that_the_filter_finds(self):
        """More than a page of them: chosen as a whole, and not if one has changed since it was shown."""
        for number in range(110):
            self.head.post("/nguoi/moi", {"code": f"T{number}", "name": f"Người {number}", "position": "Giáo viên"})
        for id, in self.server.sql("SELECT id FROM person WHERE unit_id = 1 AND code LIKE 'T%'"):
            entered = self.member.upload(f"{TOP}/nhap-ho/{id}", {"version": "0", **PLAN}, [("phieu", "phieu.png", PNG)])
            self.assertEqual(entered.status, 303)
        page = self.head.get(TOP + "/danh-sach?xem=cho-duyet")
        self.assertIn("Cả 110 kế hoạch", page.text)
        fields = {"viec": "approve", "xem": "cho-duyet", "tat_ca": "1", "dau": page.hidden("dau")}
        self.write()
        self.assertEqual(self.head.post(TOP + "/danh-sach", fields).status, 409)
        fields["dau"] = self.head.get(TOP + "/danh-sach?xem=cho-duyet").hidden("dau")
        done = self.head.post(TOP + "/danh-sach", fields)
        self.assertIn("Đã duyệt: 111 kế hoạch", self.head.get(done.location).text)

    # ---- how far it has come ----

    def test_progress(self):
        self.assertEqual(self.staff.get(TOP + "/tien-do").status, 303, "nothing to tell before approval")
        self.approved()
        form = self.staff.get(TOP + "/tien-do")
        self.assertIn("multiple", form.text)
        version = form.hidden("version")
        for wrong in ("101", "-1", "nhiều"):
            self.assertEqual(self.staff.upload(TOP + "/tien-do", {"version": version, "done": wrong}, []).status, 422)
        saved = self.staff.upload(TOP + "/tien-do", {"version": version, "id": self.column("id"), "done": "62,5", "progress": "Đã đọc"},
                                  [("tep", "a.png", PNG), ("tep", "báo cáo.pdf", PDF), ("tep", "", b"")])
        self.assertEqual(saved.status, 303, saved.text[-500:])
        page = self.staff.get(TOP).text
        for told in ("62,5%", "Đã đọc", "a.png", "báo cáo.pdf"):
            self.assertIn(told, page)
        proofs = json.loads(self.column("proof"))
        self.assertEqual(len(proofs), 2)
        self.assertEqual(self.staff.post(TOP + "/tien-do/bo-tep", {"tep": proofs[0]["blob"]}).status, 303)
        self.assertEqual([proof["name"] for proof in json.loads(self.column("proof"))], ["báo cáo.pdf"])
        self.assertEqual(self.staff.upload(TOP + "/tien-do", {"version": version, "done": "70"}, []).status, 409)
        self.assertEqual(self.staff.upload(TOP + "/tien-do", {"version": self.column("version"), "done": "70"},
                                           [("tep", f"{n}.bin", b"x" * ((5 << 20) + 9000)) for n in (1, 2)]).status, 422)

    def test_classify(self):
        self.approved()
        self.approved("union")
        self.assertEqual(self.member.post(TOP + "/xep-loai", {"chon": self.choice(), "rank": "Giỏi"}).status, 422)
        both = [("chon", self.choice()), ("chon", self.choice("union")), ("rank", "Khá"), ("xem", "chua-xep")]
        self.assertEqual(self.member.post(TOP + "/xep-loai", both).status, 303)
        self.assertEqual((self.column("rank"), self.column("rank", "union")), ("Khá", "Khá"))
        one = {"chon": self.choice(), "mo": self.column("id"), "rank": "Tốt", "rank_remarks": "Đủ sản phẩm"}
        self.assertEqual(self.member.post(TOP + "/xep-loai", one).status, 303)
        self.assertIn("Đủ sản phẩm", self.staff.get(TOP).text)
        self.assertEqual(self.staff.upload(TOP + "/tien-do", {"version": self.column("version"), "done": "99"}, []).status, 422)
        self.assertEqual(self.review("reopen", remarks="Viết lại").status, 303)
        self.assertEqual((self.column("rank"), self.column("state")), (None, "returned"))

    # ---- from a signed form ----

    def test_entered(self):
        refused = self.enter(files=())
        self.assertEqual(refused.status, 422)
        self.assertIn("Bản chụp phiếu đã ký", refused.text)
        self.assertEqual(self.enter(files=[("phieu", "a.txt", b"chu")]).status, 422)
        self.assertIsNone(self.column("state"))
        self.assertEqual(self.enter(files=[("phieu", "phiếu.pdf", PDF)]).status, 303)
        self.assertEqual(self.column("state"), "submitted")
        self.assertIn("Vai Thành viên tổ đánh giá đã nhập từ phiếu bạn ký", self.staff.get("/").text)
        page = self.staff.get(TOP)
        for told in ("Vai Thành viên tổ đánh giá nhập hộ Vai Cán bộ, giáo viên, nhân viên", "phiếu.pdf", "Đúng như phiếu"):
            self.assertIn(told, page.text)
        scan = re.search(rf'href="({TOP}/\d+/tep/\w+)"', page.text).group(1)
        self.assertEqual(self.staff.get(scan).body, PDF)
        self.assertEqual(self.server.browser("union").get(scan).status, 404)
        log = self.head.get("/nhat-ky?loai=tu-hoc").text
        self.assertIn("Vai Thành viên tổ đánh giá</strong> nhập hộ kế hoạch tự học từ phiếu đã ký", log)
        self.assertIn("Vai Cán bộ, giáo viên, nhân viên", log, "both names stand in the log")
        self.assertEqual(self.staff.post(TOP + "/cua-toi/da-xem", {}).status, 303)
        self.assertNotIn("phiếu bạn ký", self.staff.get("/").text)

    def test_objection(self):
        self.enter()
        self.assertEqual(self.staff.post(TOP + "/cua-toi/khong-dung", {"objection": " "}).status, 422)
        self.assertEqual(self.staff.post(TOP + "/cua-toi/khong-dung", {"objection": "Tôi ghi Tiếng Việt"}).status, 303)
        self.assertIn("Trả lời 1 ý kiến về kế hoạch nhập hộ", self.head.get("/").text)
        self.assertNotIn("phiếu bạn ký", self.staff.get("/").text)
        self.assertNotIn("ý kiến về kế hoạch", self.member.get("/").text)
        self.review("approve")
        self.assertEqual(self.column("state"), "submitted", "not over an objection without an answer")
        self.assertIn("còn ý kiến chưa trả lời", self.head.get(TOP + "/danh-sach").text)
        page = self.head.get(f"{TOP}/danh-sach?xem=co-y-kien&mo={self.column('id')}").text
        self.assertIn("Tôi ghi Tiếng Việt", page)
        answered = self.head.post(f"{TOP}/{self.column('id')}/tra-loi", {"version": self.column("version"), "answer": "Trả lại để bạn sửa"})
        self.assertEqual(answered.status, 303)
        self.assertIn("Trả lại để bạn sửa", self.staff.get(TOP).text)
        self.assertNotIn("ý kiến về kế hoạch", self.head.get("/").text)
        self.review("return", remarks="Sửa môn")
        self.assertEqual(self.write(version=self.column("version"), subject="Tiếng Việt").status, 303)
        self.assertIsNone(self.column("entered_by"))

    def test_not_over_ones_own_words(self):
        self.write(submit=False)
        self.assertEqual(self.enter(version="1").status, 422)
        self.assertIn("đã tự viết", self.enter(version="1").text)
        self.assertEqual(self.enter(role="member").status, 422, "one's own is written, not entered")
        self.assertEqual(self.server.browser("union").get(f"{TOP}/nhap-ho/{self.person('staff')}").status, 403)

    # ---- the rest of the year ----

    def results(self, browser, **changes):
        """The table as it stands, sent back with changes: role → {column: value}."""
        page = browser.get("/dot/2026/ket-qua-nam").text
        columns = {name: re.findall(rf'name="{name}"[^>]*? value="([^"]*)"', page) for name in ("nguoi", "ban", "goc", "emulation", "note")}
        rows = [dict(zip(columns, row)) for row in zip(*columns.values())]
        ticked = re.findall(r'name="(discipline|training)" value="(\d+)"[^>]*? checked', page)
        for role, change in changes.items():
            row = next(row for row in rows if row["nguoi"] == str(self.person(role)))
            for name, value in change.items():
                if name in ("discipline", "training"):
                    ticked.append((name, row["nguoi"]))
                else:
                    row[name] = value
        return [pair for row in rows for pair in row.items()] + ticked

    def test_year_results(self):
        table = "/dot/2026/ket-qua-nam"
        first = self.results(self.member, staff={"discipline": True, "emulation": " Lao động  tiên tiến "}, union={"training": True})
        late = self.results(self.head, staff={"note": "Nghỉ ốm"}, secretary={"note": "Mới về"})
        other = self.results(self.head, secretary={"note": "Mới về"})
        self.assertEqual(self.member.post(table, first).status, 303)
        told = self.server.sql("SELECT discipline, training, emulation FROM year_result WHERE unit_id = 1 ORDER BY person_id DESC")
        self.assertEqual(sorted(map(str, told)), sorted(map(str, [(1, 0, "Lao động tiên tiến"), (0, 1, None)])))
        met = self.head.post(table, late)
        self.assertEqual(met.status, 422)
        self.assertIn("Người khác vừa ghi cho: Vai Cán bộ, giáo viên, nhân viên", met.text)
        for kept in ("Nghỉ ốm", "Mới về", "đã lưu: kỷ luật đạt, bồi dưỡng không, Lao động tiên tiến"):
            self.assertIn(kept, met.text)
        self.assertEqual(len(self.server.sql("SELECT id FROM year_result")), 2, "nothing was saved meanwhile")
        self.assertEqual(self.head.post(table, other).status, 303, "a row that nobody else touched")
        self.assertEqual(len(self.server.sql("SELECT id FROM year_result")), 3)
        self.assertEqual(self.staff.get(table).status, 403)
        self.assertEqual(self.head.post(table, first[:-5]).status, 422)
        forged = [("nguoi", str(10 ** 6)), ("ban", "0"), ("goc", "x"), ("emulation", "x"), ("note", "")]
        self.assertEqual(self.head.post(table, forged).status, 404)
        self.assertIn("Lao động tiên tiến", self.head.get(table + "/tai-ve?dang=csv").text)

    # ---- paper ----

    def text(self, answer):
        self.assertEqual((answer.status, answer.headers["Content-Type"]), (200, "application/pdf"), answer.body[:200])
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(answer.body)
            file.flush()
            return subprocess.run(["pdftotext", "-layout", file.name, "-"], check=True, capture_output=True, text=True).stdout

    def test_sheets(self):
        self.approved()
        self.staff.upload(TOP + "/tien-do", {"version": "3", "done": "62,5", "progress": "Đã đọc hai cuốn"}, [("tep", "ảnh.png", PNG)])
        self.member.post(TOP + "/xep-loai", {"chon": self.choice(), "rank": "Tốt"})
        self.write(self.server.browser("union"), submit=False, goal="Chưa gửi")
        whole = self.text(self.head.get(TOP + "/phieu.pdf"))
        for told in ("Dạy phân số chắc hơn", "Đọc sách giáo viên", "Dự 3 giờ", "Tối thứ Ba", "Một chuyên đề", "62,5%", "Đã đọc hai cuốn",
                     "ảnh.png", "Tốt", "Vai Thư ký"):
            self.assertIn(told, whole)
        self.assertNotIn("Chưa gửi", whole, "what is still being written is the person's own")
        own = self.text(self.staff.get(TOP + "/cua-toi/phieu.pdf"))
        self.assertIn("Đọc sách giáo viên", own)
        self.assertNotIn("Vai Thư ký", own)
        blank = self.text(self.server.browser("secretary").get(TOP + "/cua-toi/phieu.pdf"))
        self.assertIn("Vai Thư ký", blank)
        self.assertNotIn("Đọc sách", blank)
        self.assertEqual(self.staff.get(TOP + "/phieu.pdf").status, 403)


if __name__ == "__main__":
    unittest.main()
