"""Self-assessments as citizens of learning: on a phone, received many at once, differed from, agreed on, entered from a form."""
import csv
import io
import json
import os
import re
import subprocess
import unittest

from client import DVHT, Server
from loaded import CASES, CaseServer

TOP = "/dot/2026/cong-dan"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
                    "a5f645400000000049454e44ae426082")
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
POINTS_SCHEME = "cong-dan-hoc-tap/324"
QUALITIES_SCHEME = "cong-dan-hoc-tap/22-2020"


def points(*values):
    return {f"points.{n}": str(value) for n, value in enumerate(values, 1)}


GOOD = points(9, 8, "8,5", 8, 8, 7, 8, 8, 9, 9)
LOW = points(9, 9, 9, 9, 9, 4, 9, 9, 9, 9)


class Citizens(unittest.TestCase):
    scheme = POINTS_SCHEME

    def setUp(self):
        self.server = Server()
        self.addCleanup(self.end)
        self.founded = self.server.sql("SELECT scheme FROM round WHERE unit_id = 1")[0][0]
        self.server.sql("UPDATE round SET citizen_scheme = ? WHERE unit_id = 1", self.scheme)
        self.staff, self.head, self.member = (self.server.browser(role) for role in ("staff", "head", "member"))

    def end(self):
        """Whatever a test did, the records are what their events tell, and every file named is there."""
        self.server.sql("UPDATE round SET citizen_scheme = NULL, scheme = ? WHERE unit_id = 1", self.founded)
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
        found = self.server.sql(f"SELECT {name} FROM citizen_assessment WHERE unit_id = 1 AND person_id = ?", self.person(role))
        return found[0][0] if found else None

    def write(self, browser=None, version="0", submit=True, values=GOOD, **changed):
        fields = {"version": version, **values, **changed, **({"gui": "1"} if submit else {})}
        return (browser or self.staff).post(TOP + "/cua-toi", fields)

    def choice(self, role="staff"):
        return f"{self.column('id', role)}.{self.column('version', role)}"

    def review(self, action="accept", chosen=None, browser=None, path="", **more):
        fields = [("viec", action), *(("chon", one) for one in (chosen or [self.choice()])), *more.items()]
        return (browser or self.member).post(TOP + path, fields)

    def decide(self, action="propose", chosen=None, browser=None, **more):
        return self.review(action, chosen, browser, "/thong-nhat", **more)

    def accepted(self, role="staff", values=GOOD):
        self.assertEqual(self.write(self.server.browser(role), values=values).status, 303)
        self.assertEqual(self.review(chosen=[self.choice(role)]).status, 303)

    def enter(self, files=(("phieu", "phieu.png", PNG),), role="staff", browser=None, **changed):
        return (browser or self.member).upload(f"{TOP}/nhap-ho/{self.person(role)}", {"version": "0", **GOOD, **changed}, files)


class Own(Citizens):
    def test_from_form_to_list(self):
        """As a phone without scripts sends it: one form, saved half, mended, handed in, taken back, received, agreed."""
        form = self.staff.get(TOP + "/cua-toi").text
        for told in ("Đạt khi tổng từ 80 điểm trở lên và không chỉ số nào dưới 5 điểm.", 'name="points.10"', "data-draft=\"citizen_assessment/0\"",
                     'inputmode="decimal"', "0</span>/100 điểm"):
            self.assertIn(told, form)
        self.assertNotIn("points.11", form)
        self.assertIn("Tự đánh giá Công dân học tập", self.staff.get("/").text)
        half = dict(GOOD, **{"points.7": ""})
        refused = self.write(values=half)
        self.assertEqual(refused.status, 422)
        self.assertIn("chưa tự đánh giá. Hãy điền", refused.text)
        self.assertIn('value="8,5"', refused.text, "what was typed stays")
        for wrong in ("11", "-1", "chín"):
            self.assertEqual(self.write(values=dict(GOOD, **{"points.2": wrong}), submit=False).status, 422, wrong)
        self.assertEqual(self.write(values=half, submit=False, comment="Cần thêm ngoại ngữ").status, 303)
        self.assertEqual(json.loads(self.column("points")), ["9", "8", "8.5", "8", "8", "7", None, "8", "9", "9"])
        page = self.staff.get(TOP + "/cua-toi").text
        for told in ("74,5</span>/100 điểm", "còn 1 chỉ số chưa tự đánh giá; tổng điểm 74,5 dưới 80", 'value="8,5"', "Cần thêm ngoại ngữ"):
            self.assertIn(told, page)
        self.assertEqual(self.write(version="1").status, 303)
        page = self.staff.get(TOP + "/cua-toi").text
        for told in ("chờ Tổ xem", "82,5</span>/100 điểm", "đủ điều kiện", "Rút về sửa"):
            self.assertIn(told, page)
        self.assertEqual(self.write(version="3").status, 409, "what was handed in is not written")
        self.assertEqual(self.staff.post(TOP + "/cua-toi/rut", {"version": "3"}).status, 303)
        self.assertEqual(self.write(version="4").status, 303)
        self.assertIn("Xem 1 tự đánh giá Công dân học tập", self.member.get("/").text)
        self.assertEqual(self.review().status, 303)
        self.assertEqual(self.decide().status, 303)
        self.assertEqual(self.column("agreed"), 1)
        page = self.staff.get(TOP + "/cua-toi").text
        for told in ("Tổ đã nhận", "được công nhận", "thống nhất danh sách Công dân học tập"):
            self.assertIn(told, page)
        self.assertNotIn("Tự đánh giá Công dân học tập</a>", self.staff.get("/").text)

    def test_conflict_of_two_devices(self):
        self.write(submit=False)
        self.assertEqual(self.write(version="1", submit=False, values=dict(GOOD, **{"points.1": "6"}), id=self.column("id")).status, 303)
        for id in ({"id": self.column("id")}, {}):
            met = self.write(version="1" if id else "0", submit=False, values=dict(GOOD, **{"points.2": "7"}), comment="Của tôi", **id)
            self.assertEqual(met.status, 409)
            for told in ("Hai người cùng sửa", "Chỉ số 1", "Chỉ số 2", "Của tôi"):
                self.assertIn(told, met.text)
            self.assertNotIn("Chỉ số 3", met.text)
        self.assertEqual(json.loads(self.column("points"))[:2], ["6", "8"])

    def test_only_one_changed_it(self):
        """What only the other person changed is theirs beforehand, what only I changed is mine."""
        self.write(submit=False)
        self.write(version="1", submit=False, values=dict(GOOD, **{"points.3": "6"}), id=self.column("id"))
        met = self.write(version="1", submit=False, values=dict(GOOD, **{"points.2": "7"}), id=self.column("id")).text
        chosen = {name: value for name, value in re.findall(r'name="chon-(points\.\d+)" value="(\w+)" required checked', met)}
        self.assertEqual(chosen, {"points.3": "kia", "points.2": "toi"})

    def test_draft_kept(self):
        kept = self.staff.post("/ban-nhap", {"loai": "citizen_assessment", "so": "0", "ban": "0", "noi_dung": "[]"})
        self.assertEqual(kept.status, 200)
        self.write()
        told = self.staff.get("/ban-nhap?loai=citizen_assessment&so=0", Accept="application/json")
        self.assertFalse(json.loads(told.body)["found"])

    def test_nobody_in_the_list(self):
        account = self.server.person("staff")["account"]
        person = self.person("staff")
        self.server.sql("UPDATE account SET person_id = NULL WHERE id = ? AND unit_id = 1", account)
        self.assertIn("chưa gắn với ai", self.staff.get(TOP + "/cua-toi").text)
        self.assertEqual(self.write().status, 422)
        self.server.sql("UPDATE account SET person_id = ? WHERE id = ? AND unit_id = 1", person, account)

    def test_forged(self):
        self.enter()
        id = self.column("id")
        other = self.server.browser("union")
        before = self.server.sql("SELECT * FROM citizen_assessment WHERE unit_id = 1")
        self.assertEqual(self.write(other, id=id, version="1").status, 404)
        self.assertEqual(other.post(TOP + "/cua-toi/rut", {"version": "1"}).status, 404)
        self.assertEqual(other.post(TOP + "/cua-toi/khong-dung", {"objection": "x"}).status, 404)
        self.assertEqual(other.get(f"{TOP}/{id}/phieu").status, 404)
        for path in (TOP, f"{TOP}?mo={id}", TOP + "/tai-ve?dang=csv", f"{TOP}/nhap-ho/{self.person('staff')}"):
            self.assertEqual(other.get(path).status, 403, path)
            self.assertEqual(self.staff.get(path).status, 403, path)
        for path in ("", "/thong-nhat"):
            self.assertEqual(self.review("accept" if not path else "agree", browser=self.staff, path=path).status, 403)
        self.assertEqual(self.server.sql("SELECT * FROM citizen_assessment WHERE unit_id = 1"), before)

    def test_foreign_unit(self):
        self.accepted()
        id, choice = self.column("id"), self.choice()
        foreign = self.server.browser("head", "MNHS")
        before = self.server.sql("SELECT * FROM citizen_assessment WHERE unit_id = 1")
        self.assertEqual(self.review("reopen", [choice], foreign, remarks="x").status, 303)
        self.assertEqual(self.decide("agree", [choice], foreign).status, 303)
        self.assertEqual(foreign.get(f"{TOP}?mo={id}").status, 404)
        self.assertEqual(foreign.get(f"{TOP}/{id}/phieu").status, 404)
        self.assertEqual(foreign.post(f"{TOP}/{id}/y-kien", {"version": "1", "team_comment": "x", **GOOD}).status, 404)
        self.assertEqual(foreign.post(f"{TOP}/{id}/tra-loi", {"version": "1", "answer": "x"}).status, 404)
        self.assertNotIn("Vai Cán bộ, giáo viên, nhân viên", self.enter(browser=foreign, role="staff").text)
        self.assertEqual(self.server.sql("SELECT * FROM citizen_assessment WHERE unit_id = 1"), before)


class Team(Citizens):
    def test_list(self):
        self.accepted()
        self.accepted("union", LOW)
        self.write(self.server.browser("secretary"), submit=False)
        self.decide(chosen=[self.choice(), self.choice("union")])
        page = self.head.get(TOP).text
        people = self.server.sql("SELECT count(*) FROM person WHERE unit_id = 1")[0][0]
        self.assertIn(f"Được công nhận: 1/{people}", page)
        self.assertIn("82,5", page)
        self.assertIn("1 chỉ số dưới 5 điểm; chưa được Tổ đánh giá thống nhất", page)
        self.assertIn("van-ban/citizen_decision", page)
        for show, there, gone in (("duoc-tinh", "Vai Cán bộ", "Vai Công đoàn"), ("khong-tinh", "Vai Công đoàn", "Vai Cán bộ"),
                                  ("dang-lam", "Vai Thư ký", "Vai Cán bộ"), ("chua-lam", "Vai Quản trị", "Vai Thư ký")):
            with self.subTest(show):
                found = re.findall(r'<tr.*?</tr>', self.head.get(f"{TOP}?xem={show}").text)
                self.assertTrue(any(there in row for row in found))
                self.assertFalse(any(gone in row for row in found))
        self.assertIn("Vai Thư ký", self.head.get(TOP + "?tim=THU%20ky").text)
        self.assertIn(f"Được công nhận: 1/{people}", self.head.get(TOP + "?tim=THU%20ky").text, "the share is the unit's, whatever is looked for")
        self.assertIn("Không tìm thấy ai", self.head.get(TOP + "?tim=zzz").text)
        secretary = self.column("id", "secretary")
        self.assertNotIn("8,5", re.search(r"<aside.*</aside>", self.head.get(f"{TOP}?mo={secretary}").text, re.S).group(),
                         "what is being written is the person's own")
        rows = list(csv.DictReader(io.StringIO(self.head.get(TOP + "/tai-ve?dang=csv&xem=duoc-tinh").body.decode("utf-8-sig"))))
        self.assertEqual([(row["Điểm"], row["Kết quả"]) for row in rows], [("82,5", "được công nhận")])
        self.assertEqual(self.head.get(TOP + "/tai-ve?dang=xlsx").body[:2], b"PK")

    def test_many_at_once(self):
        roles = ("staff", "union", "member", "secretary")
        for role in roles:
            self.write(self.server.browser(role), values=LOW if role == "union" else GOOD)
        chosen = [self.choice(role) for role in roles]
        self.staff.post(TOP + "/cua-toi/rut", {"version": "2"})
        self.write(version="3", comment="Sửa lén")
        done = self.review(chosen=[*chosen, "999999.1", "xx"])
        self.assertEqual(done.status, 303)
        told = self.member.get(done.location).text
        self.assertIn("Đã nhận: 3 phiếu", told)
        self.assertIn("vừa thay đổi, hãy xem lại: Vai Cán bộ", told)
        self.assertEqual(self.review(chosen=["xx"]).status, 422)
        self.assertEqual(self.review("return").status, 422, "why it is returned must be said")
        self.assertEqual(self.review("return", remarks="Chấm lại chỉ số 6").status, 303)
        self.assertIn("Chấm lại chỉ số 6", self.staff.get(TOP + "/cua-toi").text)
        self.assertIn("Chấm lại chỉ số 6", self.staff.get("/").text)
        agreed = self.decide("agree", [self.choice("union"), self.choice("member")])
        told = self.member.get(agreed.location).text
        self.assertIn("Đã công nhận: 1 người. Để lại vì chưa đủ điều kiện", told)
        self.assertIn("Vai Công đoàn", told)
        self.assertEqual((self.column("agreed", "member"), self.column("agreed", "union")), (1, None))
        self.assertEqual(self.decide("disagree", [self.choice("union")]).status, 422, "a reason must be said")
        self.assertEqual(self.decide("disagree", [self.choice("union")], reason="Ngoại ngữ").status, 303)
        self.assertIn("Tổ: Ngoại ngữ", self.head.get(TOP + "?xem=khong-tinh").text)
        self.assertEqual(self.review("reopen", [self.choice("member")], remarks="Xem lại").status, 303)
        self.assertEqual((self.column("state", "member"), self.column("agreed", "member")), ("returned", None))

    def test_all_that_the_filter_finds(self):
        """More than a page of them: chosen as a whole, and not if one has changed since it was shown."""
        for number in range(105):
            self.head.post("/nguoi/moi", {"code": f"T{number}", "name": f"Người {number}", "position": "Giáo viên"})
        for id, in self.server.sql("SELECT id FROM person WHERE unit_id = 1 AND code LIKE 'T%'"):
            entered = self.member.upload(f"{TOP}/nhap-ho/{id}", {"version": "0", **GOOD}, [("phieu", "phieu.png", PNG)])
            self.assertEqual(entered.status, 303)
        page = self.head.get(TOP + "?xem=cho-xem")
        self.assertIn("Cả 105 phiếu", page.text)
        fields = {"viec": "accept", "xem": "cho-xem", "tat_ca": "1", "dau": page.hidden("dau")}
        self.write()
        self.assertEqual(self.head.post(TOP, fields).status, 409)
        fields["dau"] = self.head.get(TOP + "?xem=cho-xem").hidden("dau")
        self.assertIn("Đã nhận: 106 phiếu", self.head.get(self.head.post(TOP, fields).location).text)
        page = self.head.get(TOP + "?xem=cho-thong-nhat")
        done = self.head.post(TOP + "/thong-nhat", {"viec": "propose", "xem": "cho-thong-nhat", "tat_ca": "1", "dau": page.hidden("dau")})
        self.assertIn("Đã thống nhất: 106 người", self.head.get(done.location).text)
        self.assertIn("Được công nhận: 106/", self.head.get(TOP).text)

    def test_differing_opinion(self):
        self.accepted()
        id = self.column("id")
        differ = lambda **more: self.member.post(f"{TOP}/{id}/y-kien", {"version": self.column("version"), **LOW, **more})
        self.assertEqual(differ().status, 422, "why the team differs must be said")
        self.assertIn("Ý kiến khác của Tổ", differ().text)
        self.assertEqual(differ(team_comment="Ngoại ngữ chưa có chứng chỉ").status, 303)
        self.assertEqual(json.loads(self.column("points"))[5], "7", "the person's own points stay")
        for page in (self.staff.get(TOP + "/cua-toi").text, self.head.get(f"{TOP}?mo={id}").text):
            for told in ("Ngoại ngữ chưa có chứng chỉ", "Theo điểm của Tổ: 85/100 điểm, 1 chỉ số dưới 5 điểm."):
                self.assertIn(told, page)
        self.decide("propose")
        self.assertEqual(self.column("agreed"), 0, "the proposal looks at the team's points too")
        self.assertEqual(differ(bo="1").status, 303)
        self.decide("propose")
        self.assertEqual((self.column("agreed"), self.column("team_points"), self.column("team_comment")), (1, None, None))

    def test_entered(self):
        refused = self.enter(files=())
        self.assertEqual(refused.status, 422)
        self.assertIn("Bản chụp phiếu đã ký", refused.text)
        self.assertEqual(self.enter(files=[("phieu", "a.txt", b"chu")]).status, 422)
        self.assertEqual(self.enter(**{"points.4": ""}).status, 422)
        self.assertIsNone(self.column("state"))
        self.assertEqual(self.enter(files=[("phieu", "phiếu.pdf", PDF)]).status, 303)
        self.assertEqual(self.column("state"), "submitted")
        self.assertIn("Vai Thành viên tổ đánh giá đã nhập từ phiếu bạn ký", self.staff.get("/").text)
        page = self.staff.get(TOP + "/cua-toi")
        for told in ("Vai Thành viên tổ đánh giá nhập hộ Vai Cán bộ, giáo viên, nhân viên", "phiếu.pdf", "Đúng như phiếu"):
            self.assertIn(told, page.text)
        scan = re.search(rf'href="({TOP}/\d+/phieu)"', page.text).group(1)
        self.assertEqual(self.staff.get(scan).body, PDF)
        log = self.head.get("/nhat-ky?loai=tu-hoc").text
        self.assertIn("Vai Thành viên tổ đánh giá</strong> nhập hộ tự đánh giá Công dân học tập từ phiếu đã ký", log)
        self.assertIn("Vai Cán bộ, giáo viên, nhân viên", log, "both names stand in the log")
        self.assertEqual(self.staff.post(TOP + "/cua-toi/da-xem", {}).status, 303)
        self.assertNotIn("phiếu bạn ký", self.staff.get("/").text)

    def test_objection(self):
        self.enter()
        self.assertEqual(self.staff.post(TOP + "/cua-toi/khong-dung", {"objection": " "}).status, 422)
        self.assertEqual(self.staff.post(TOP + "/cua-toi/khong-dung", {"objection": "Tôi chấm chỉ số 1 là 7"}).status, 303)
        self.assertIn("Trả lời 1 ý kiến về tự đánh giá nhập hộ", self.member.get("/").text)
        page = self.member.get(f"{TOP}?xem=co-y-kien&mo={self.column('id')}").text
        self.assertIn("Tôi chấm chỉ số 1 là 7", page)
        answered = self.member.post(f"{TOP}/{self.column('id')}/tra-loi", {"version": self.column("version"), "answer": "Trả lại để bạn sửa"})
        self.assertEqual(answered.status, 303)
        self.assertIn("Trả lại để bạn sửa", self.staff.get(TOP + "/cua-toi").text)
        self.review("return", remarks="Sửa chỉ số 1")
        self.assertEqual(self.write(version=self.column("version"), values=dict(GOOD, **{"points.1": "7"})).status, 303)
        self.assertIsNone(self.column("entered_by"), "points of one's own end what a colleague entered")

    def test_not_over_ones_own_words(self):
        self.write(submit=False)
        self.assertIn("đã tự viết", self.enter(version="1").text)
        self.assertNotIn('value="8,5"', self.member.get(f"{TOP}/nhap-ho/{self.person('staff')}").text)
        self.assertEqual(self.enter(role="member").status, 422, "one's own is written, not entered")


class Qualities(Citizens):
    scheme = QUALITIES_SCHEME

    def test_met_or_not(self):
        form = self.staff.get(TOP + "/cua-toi").text
        self.assertIn("Đạt khi cả 8 mục đều đạt.", form)
        self.assertIn('type="radio" name="points.8" value="1"', form)
        self.assertEqual(self.write(values=points(1, 1, 1, 1, 1, 1, 1)).status, 422)
        self.assertEqual(self.write(values=points(1, 1, 1, 1, 1, 1, 1, "0,5")).status, 422)
        self.accepted(values=points(1, 1, 1, 1, 1, 1, 1, 1))
        self.accepted("union", points(1, 1, 1, 1, 1, 1, 1, 0))
        self.decide(chosen=[self.choice(), self.choice("union")])
        self.assertEqual((self.column("agreed"), self.column("agreed", "union")), (1, 0))
        self.assertIn("8</span>/8 mục đạt", self.staff.get(TOP + "/cua-toi").text)
        self.assertIn("Được công nhận: 1/", self.head.get(TOP).text)


class Confirmed(Citizens):
    def figure(self, subject, browser):
        page = browser.get("/dot/2026/xac-nhan").text
        row = next(row for row in re.findall(r"<li>\n<div>.*?</li>", page, re.S) if f'value="{subject}"' in row or subject in row)
        return row, re.search(r'name="figures" value="([^"]*)"', row)

    def test_union_vouches(self):
        """The union vouches for a share; once somebody else counts, what it vouched for is seen to be out of date."""
        union = self.server.browser("union")
        self.accepted()
        self.assertIn("/dot/2026/xac-nhan", union.get("/").text)
        self.assertNotIn("/dot/2026/xac-nhan", self.staff.get("/").text)
        page = union.get("/dot/2026/xac-nhan").text
        subject = next(subject for subject, figures in re.findall(r'name="subject" value="([^"]*)"><input type="hidden" name="figures" value="([^"]*)"', page))
        row, figures = self.figure(subject, union)
        self.assertIn("chưa xác nhận", row)
        fields = {"subject": subject, "figures": figures.group(1), "note": "Đã đối chiếu sổ"}
        self.assertEqual(self.staff.post("/dot/2026/xac-nhan", fields).status, 403)
        self.assertEqual(self.head.post("/dot/2026/xac-nhan", fields).status, 403, "only the union speaks for itself")
        self.assertEqual(union.post("/dot/2026/xac-nhan", dict(fields, figures="9/9, đạt 100%")).status, 409)
        self.assertEqual(union.post("/dot/2026/xac-nhan", dict(fields, subject="indicator 99.9")).status, 409)
        self.assertEqual(union.post("/dot/2026/xac-nhan", fields).status, 303)
        row, _ = self.figure(subject, union)
        for told in ("đã xác nhận", "Vai Công đoàn xác nhận ngày", "Đã đối chiếu sổ"):
            self.assertIn(told, row)
        self.head.post("/nguoi/moi", {"code": "T1", "name": "Người mới", "position": "Giáo viên"})
        row, fresh = self.figure(subject, union)
        self.assertIn("số đã đổi, cần xác nhận lại", row)
        self.assertIn(f"khi số là {figures.group(1)}", row)
        self.assertEqual(union.post("/dot/2026/xac-nhan", dict(fields, figures=fresh.group(1))).status, 303)
        self.assertIn("đã xác nhận", self.figure(subject, union)[0])
        self.assertEqual(union.post("/dot/2026/xac-nhan", dict(fields, bo="1")).status, 303)
        self.assertEqual(self.server.sql("SELECT id FROM confirmation"), [])

    def test_learners(self):
        """Two figures of a school's round; the union may vouch for them, and sees when they change."""
        union, path = self.server.browser("union"), TOP + "/nguoi-hoc"
        self.assertIn("Đơn vị không phải khai số này", self.member.get(path).text)
        self.server.sql("UPDATE round SET citizen_scheme = NULL, scheme = 'tt24-2023/cap-tinh/muc-do-2' WHERE unit_id = 1")
        page = self.member.get(path)
        self.assertIn("minh-chung", page.text)
        asked = re.search(r"/chi-tieu/([\d.]+)", page.body.decode()).group(1)
        secretary = self.server.browser("secretary")
        added = secretary.post("/dot/2026/minh-chung/moi", [("title", "Danh sách riêng"), ("version", 0), ("restricted", 1), ("indicators", asked)])
        self.assertEqual(added.status, 303, added.text[-500:])
        self.assertIn("Danh sách riêng", secretary.get(path).text)
        self.assertNotIn("Danh sách riêng", self.member.get(path).text)
        self.assertIn("Minh chứng hạn chế", self.member.get(path).text)
        save = lambda total, citizens, version, browser=self.member: browser.post(
            path, {"id": page.hidden("id"), "version": version, "learners_total": total, "learners_citizens": citizens})
        version = int(page.hidden("version"))
        self.assertEqual(save("500", "420", version, union).status, 403)
        for total, citizens in (("500", "501"), ("500", ""), ("", "3"), ("-1", "0"), ("x", "1")):
            self.assertEqual(save(total, citizens, version).status, 422, (total, citizens))
        self.assertEqual(save("500", "420", version).status, 303)
        self.assertIn("420/500, đạt 84%", union.get(path).text)
        met = save("510", "430", version)
        self.assertEqual(met.status, 409)
        self.assertIn("Hai người cùng sửa", met.text)
        row, figures = self.figure("learners", union)
        self.assertEqual(union.post("/dot/2026/xac-nhan", {"subject": "learners", "figures": figures.group(1)}).status, 303)
        self.assertIn("đã xác nhận", self.figure("learners", union)[0])
        self.assertEqual(save("500", "421", version + 1).status, 303)
        self.assertIn("khi số là 420/500, đạt 84%", self.figure("learners", union)[0])
        self.assertEqual(save("", "", version + 2).status, 303)


class LoadedCase(unittest.TestCase):
    """The list counts as `dvht figures` of the case does, and the round comes out as it came in."""

    def share(self, case):
        """As the case's own minutes print it."""
        told = subprocess.run([DVHT, "document", os.path.join(CASES, case), "citizen_minutes", "--format", "html", "--draft"], check=True,
                              capture_output=True, text=True).stdout
        return re.search(r"[\d.]+/[\d.]+, đạt [\d,]+%", re.sub(r"<[^>]*>", "", told)).group()

    def test_same_figures(self):
        server = CaseServer("gia-thuy-2024")
        self.addCleanup(server.stop)
        secretary = server.browser("secretary")
        share = self.share("gia-thuy-2024")
        page = secretary.get("/dot/2024/cong-dan").text
        self.assertIn(f"Được công nhận: {share} ", page)
        self.assertIn("chi-tieu/", page)
        for show, count in (("duoc-tinh", int(share.split("/")[0])), ("tat-ca", int(re.search(r"/(\d+)", share).group(1)))):
            rows = secretary.get(f"/dot/2024/cong-dan/tai-ve?dang=csv&xem={show}").body.decode("utf-8-sig")
            self.assertEqual(len(list(csv.DictReader(io.StringIO(rows)))), count)


if __name__ == "__main__":
    unittest.main()
