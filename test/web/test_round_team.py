"""Team, plan, assignments, handing over, and everyone's list of work, against the real server."""
import json
import re
import subprocess
import unittest

from client import DVHT, Server

ROUND = "/dot/2026"


class Base(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)
        self.head = self.server.browser("head")

    def person(self, role, unit=1):
        """The person behind the seeded account of a role."""
        name = {"head": "Thủ trưởng đơn vị", "leader": "Tổ trưởng tổ đánh giá", "secretary": "Thư ký", "union": "Công đoàn",
                "member": "Thành viên tổ đánh giá", "staff": "Cán bộ, giáo viên, nhân viên"}[role]
        return self.server.sql("SELECT id FROM person WHERE unit_id = ? AND name = ?", unit, f"Vai {name}")[0][0]

    def sound(self):
        """What the pages did is told by the log."""
        done = subprocess.run([DVHT, "fsck", "--data", self.server.folder], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def found(self, roles="1"):
        answer = self.head.post(f"{ROUND}/to", [("leader", self.person("head")), ("secretary", self.person("secretary")),
                                                ("member", self.person("member")), ("member", self.person("leader")),
                                                *([("roles", roles)] if roles else [])])
        self.assertEqual((answer.status, answer.location), (303, f"{ROUND}/to"), answer.text[-600:])

    def members(self, browser=None):
        """(name, role) in the order of the page."""
        data = json.loads((browser or self.head).get(f"{ROUND}/to", Accept="application/json").body)
        return [(member["name"].removeprefix("Vai "), member["role"]) for member in data["members"]]

    def rows(self, browser=None):
        return json.loads((browser or self.head).get(f"{ROUND}/phan-cong", Accept="application/json").body)["rows"]

    def lay_out(self):
        self.assertEqual(self.head.post(f"{ROUND}/phan-cong/lap", {"guide": "1"}).status, 303)
        return self.rows()

    def work(self, browser):
        return json.loads(browser.get("/", Accept="application/json").body)


class Team(Base):
    def test_founded_with_roles(self):
        self.assertIn("Lập Tổ đánh giá", self.head.get(f"{ROUND}/to").text)
        self.assertIn(f'value="{self.person("head")}" data-about="Giáo viên" selected', self.head.get(f"{ROUND}/to").text,
                      "the head is proposed as leader")
        self.found()
        self.assertEqual(self.members(), [("Thủ trưởng đơn vị", "Tổ trưởng"), ("Thư ký", "Thư ký"),
                                          ("Thành viên tổ đánh giá", "Thành viên"), ("Tổ trưởng tổ đánh giá", "Thành viên")])
        self.assertIn("Thủ trưởng cũng là Tổ trưởng", self.head.get(f"{ROUND}/to").text)
        roles = self.server.sql("SELECT g.role FROM role_grant g JOIN account a ON a.unit_id = g.unit_id AND a.id = g.account_id "
                                "WHERE a.unit_id = 1 AND a.person_id = ? ORDER BY g.role", self.person("head"))
        self.assertEqual([role for role, in roles], ["head", "leader"])
        self.assertEqual(self.head.post(f"{ROUND}/to", {"leader": self.person("union"), "secretary": self.person("staff")}).status, 409)
        self.sound()

    def test_roles_are_never_silent(self):
        self.found(roles=None)
        count = self.server.sql("SELECT count(*) FROM role_grant WHERE unit_id = 1")[0][0]
        page = self.head.get(f"{ROUND}/to").text
        self.assertIn("Giao vai trò cho cả Tổ", page)
        secretary = self.server.browser("secretary")
        self.assertNotIn("Giao vai trò cho cả Tổ", secretary.get(f"{ROUND}/to").text)
        self.assertEqual(secretary.post(f"{ROUND}/to/vai-tro").status, 403)
        # A secretary's box is not there, and sending it grants nothing: nobody makes themselves leader.
        secretary.post(f"{ROUND}/to/them", {"person": self.person("staff"), "role": "leader", "roles": "1"})
        self.assertEqual(self.server.sql("SELECT count(*) FROM role_grant WHERE unit_id = 1")[0][0], count)
        self.assertEqual(self.head.post(f"{ROUND}/to/vai-tro").status, 303)
        self.assertGreater(self.server.sql("SELECT count(*) FROM role_grant WHERE unit_id = 1")[0][0], count)

    def test_wrong_choices(self):
        one = self.person("head")
        answer = self.head.post(f"{ROUND}/to", {"leader": one, "secretary": one})
        self.assertEqual(answer.status, 422)
        self.assertIn("phải là hai người", answer.text)
        self.assertEqual(self.head.post(f"{ROUND}/to", {"leader": one}).status, 422)
        self.assertEqual(self.head.post(f"{ROUND}/to", {"leader": one, "secretary": 987654}).status, 404)
        self.assertEqual(self.members(), [])
        self.found()
        self.assertEqual(self.head.post(f"{ROUND}/to/them", {"person": one, "role": "member"}).status, 422)
        self.assertEqual(self.server.browser("staff").get(f"{ROUND}/to").status, 403)
        self.assertEqual(self.server.browser("member").post(f"{ROUND}/to/them", {"person": one, "role": "member"}).status, 403)
        self.assertNotIn("Thêm người vào Tổ", self.server.browser("union").get(f"{ROUND}/to").text)

    def test_conflict_and_order(self):
        self.found()
        id, = self.server.sql("SELECT id FROM team_member WHERE unit_id = 1 AND person_id = ?", self.person("member"))[0]
        path = f"{ROUND}/to/{id}"
        version = self.head.get(path).hidden("version")
        self.assertEqual(self.head.post(path, {"version": version, "role": "member", "duty": "Tiêu chí 1"}).status, 303)
        late = self.server.browser("secretary").post(path, {"version": version, "role": "member", "duty": "Tiêu chí 2"})
        self.assertEqual(late.status, 409)
        self.assertIn("Hai người cùng sửa", late.text)
        self.assertIn("Tiêu chí 1", late.text)
        self.assertIn("Tiêu chí 2", late.text)
        self.assertEqual(self.head.post(f"{path}/cho", {"huong": "len"}).status, 303)
        self.assertEqual([role for _, role in self.members()], ["Tổ trưởng", "Thành viên", "Thư ký", "Thành viên"])
        version = self.head.get(path).hidden("version")
        self.assertEqual(self.head.post(f"{path}/bo", {"version": version}).status, 303)
        self.assertEqual(len(self.members()), 3)
        self.assertEqual(self.head.get(path).status, 404)
        self.sound()


class Plan(Base):
    def plan(self):
        return self.head.get(f"{ROUND}/ke-hoach")

    def field(self, name):
        found = re.search(rf'<textarea[^>]* name="{name}"[^>]*>([^<]*)</textarea>', self.plan().text)
        return found.group(1)

    def test_schedule_backwards(self):
        answer = self.head.post(f"{ROUND}/ke-hoach/tien-do", {"version": "0", "submit_before": "15/01/2127", "holidays": "04/01/2127 - 05/01/2127"})
        self.assertEqual(answer.status, 303, answer.text[-500:])
        lines = self.field("schedule").split("\n")
        self.assertEqual(len(lines), 8)
        self.assertTrue(lines[-1].startswith("10/01/2127 | 14/01/2127 | Hoàn thiện và gửi hồ sơ"), lines[-1])  # over a weekend
        self.assertFalse([line for line in lines if "04/01/2127" in line or "05/01/2127" in line], "the unit's own days off")
        self.assertEqual(self.head.post(f"{ROUND}/ke-hoach/tien-do", {"version": "0", "submit_before": "15/01/2127"}).status, 409)
        self.assertIn("Dòng 2 không phải ngày", self.head.post(f"{ROUND}/ke-hoach/tien-do", {
            "version": self.plan().hidden("version"), "submit_before": "15/01/2127", "holidays": "04/01/2127\nTết"}).text)
        self.assertIn("không còn đủ ngày làm việc", self.head.post(f"{ROUND}/ke-hoach/tien-do", {
            "version": self.plan().hidden("version"), "submit_before": "01/02/2026"}).text)
        self.sound()

    def test_written_and_shown(self):
        words = {"version": "0", "submit_before": "15/01/2027", "purposes": "Nâng cao việc học\nCông khai", "requirements": "",
                 "schedule": "01/12/2026 | 04/12/2026 | Lập Tổ | Hiệu trưởng", "duties": "Công đoàn\n- Động viên đoàn viên"}
        shown = self.head.post(f"{ROUND}/ke-hoach/xem", words)
        self.assertEqual(shown.status, 200)
        self.assertIn("Nâng cao việc học", shown.text)
        self.assertIn("Động viên đoàn viên", shown.text)
        self.assertEqual(self.server.sql("SELECT count(*) FROM plan")[0][0], 0, "a preview keeps nothing")
        self.assertEqual(self.head.post(f"{ROUND}/ke-hoach", words).status, 303)
        self.assertEqual(self.field("purposes"), "Nâng cao việc học\nCông khai")
        self.assertEqual(self.field("schedule"), "01/12/2026 | 04/12/2026 | Lập Tổ | Hiệu trưởng")
        version = self.plan().hidden("version")
        self.assertEqual(self.head.post(f"{ROUND}/ke-hoach/mau", {"version": version}).status, 303)
        self.assertEqual(self.field("purposes"), "Nâng cao việc học\nCông khai", "the unit's own words stay")
        self.assertIn("công khai, dân chủ, minh bạch", self.field("requirements"))
        self.assertEqual(self.field("duties").strip(), "Công đoàn\n- Động viên đoàn viên")
        self.sound()

    def test_standard_duties_name_the_union(self):
        self.assertEqual(self.head.post(f"{ROUND}/ke-hoach/mau", {"version": "0"}).status, 303)
        self.assertIn("Ban Chấp hành Công đoàn\n- Phối hợp", self.field("duties"))
        self.assertNotIn("{{", self.field("duties") + self.field("purposes"))

    def test_faults_and_conflict(self):
        for field, text, told in (("schedule", "hôm nay | mai | x", "Dòng 1 chưa đúng"), ("duties", "- của ai", "Dòng 1 chưa thuộc về ai")):
            answer = self.head.post(f"{ROUND}/ke-hoach", {"version": "0", field: text})
            self.assertEqual(answer.status, 422)
            self.assertIn(told, answer.text)
            self.assertIn(text, answer.text, "what was typed is still there")
            self.assertEqual(self.head.post(f"{ROUND}/ke-hoach/xem", {field: text}).status, 422)
        self.assertEqual(self.head.post(f"{ROUND}/ke-hoach", {"version": "0", "purposes": "Một"}).status, 303)
        page = self.plan()
        id, version = page.hidden("id"), page.hidden("version")
        fields = {"id": id, "version": version, "purposes": "Một\nHai"}
        self.assertEqual(self.head.post(f"{ROUND}/ke-hoach", fields).status, 303)
        late = self.server.browser("leader").post(f"{ROUND}/ke-hoach", {**fields, "purposes": "Một", "requirements": "Ba"})
        self.assertEqual(late.status, 409)
        # Only the others changed the purposes, only this one the requirements: chosen beforehand.
        self.assertRegex(late.text, r'(?s)name="chon-purposes" value="kia"[^>]*checked')
        self.assertRegex(late.text, r'(?s)name="chon-requirements" value="toi"[^>]*checked')
        self.assertEqual(self.server.browser("member").post(f"{ROUND}/ke-hoach", fields).status, 403)

    def test_shown_as_it_prints(self):
        """The pages beside the form have the letters and places that print: both styles of papers are there."""
        for style in ("van-ban.css", "papers.css"):
            self.assertIn(f"/tep/{style}", self.plan().text)

    def test_fixed_once_submitted(self):
        """What waits for a signature, or was issued, is not written anew behind its readers' backs."""
        self.assertEqual(self.head.post(f"{ROUND}/ke-hoach", {"version": "0", "purposes": "Một"}).status, 303)
        secretary = self.server.browser("secretary")
        self.assertEqual(secretary.post(f"{ROUND}/van-ban/plan/trinh", {"version": "0", "action": "submit"}).status, 303)
        page = self.plan()
        self.assertIn("Văn bản Kế hoạch chờ ký nên", page.text)
        self.assertIn(f'href="{ROUND}/van-ban/plan"', page.text)
        self.assertNotIn('class="button">Lưu', page.text)
        self.assertNotIn("Tính lùi từ ngày gửi", page.text)
        version = self.server.sql("SELECT version FROM plan")[0][0]
        for path, fields in (("", {"purposes": "Hai"}), ("/tien-do", {"submit_before": "15/01/2127"}), ("/mau", {})):
            refused = self.head.post(f"{ROUND}/ke-hoach{path}", {"version": version, **fields})
            self.assertEqual(refused.status, 409, path)
            self.assertIn("chờ ký", refused.text)
        paper = self.server.sql("SELECT version FROM paper WHERE paper = 'plan'")[0][0]
        self.assertEqual(secretary.post(f"{ROUND}/van-ban/plan/trinh", {"version": paper, "action": "withdraw"}).status, 303)
        self.assertEqual(self.head.post(f"{ROUND}/ke-hoach", {"version": version, "purposes": "Hai"}).status, 303)
        self.sound()


class Assignments(Base):
    def test_laid_out_and_given(self):
        self.found()
        rows = self.lay_out()
        self.assertEqual([row["indicator"] for row in rows[:2]], ["1.1", "1.2"])
        member, leader = self.person("member"), self.person("leader")
        ids = [row["id"] for row in rows[:3]]
        answer = self.head.post(f"{ROUND}/phan-cong", [*(("chosen", id) for id in ids), ("due", "15/12/2026"), ("person", member)])
        self.assertEqual(answer.status, 303)
        self.assertEqual([row["due"] for row in self.rows()[:4]], ["15/12/2026"] * 3 + [False])
        page = self.head.get(f"{ROUND}/phan-cong/{ids[0]}")
        fields = [("version", page.hidden("version")), ("due", "16/12/2026"), ("guidance", "Xem hồ sơ"), ("method", "Đếm"),
                  ("seen", member), ("person", member), ("other", leader)]
        self.assertEqual(self.head.post(f"{ROUND}/phan-cong/{ids[0]}", fields).status, 303)
        self.assertEqual(self.rows()[0]["names"], "Vai Thành viên tổ đánh giá, Vai Tổ trưởng tổ đánh giá")
        late = self.head.post(f"{ROUND}/phan-cong/{ids[0]}", [(n, "17/12/2026" if n == "due" else v) for n, v in fields])
        self.assertEqual(late.status, 409)
        self.assertIn("17/12/2026", late.text)
        self.assertEqual(self.head.post(f"{ROUND}/phan-cong", {"due": "15/12/2026"}).status, 422)
        self.assertEqual(self.server.browser("member").post(f"{ROUND}/phan-cong/lap").status, 403)
        load = json.loads(self.head.get(f"{ROUND}/phan-cong", Accept="application/json").body)["loads"]
        self.assertEqual({one["name"]: one["open"] for one in load}["Vai Thành viên tổ đánh giá"], 3)
        self.sound()

    def test_unions_task_is_done(self):
        union = self.server.browser("union")
        answer = self.head.post(f"{ROUND}/phan-cong/moi", [("task", "Vận động đoàn viên"), ("due", "01/12/2026"), ("other", self.person("union"))])
        self.assertEqual(answer.status, 303)
        task, = self.work(union)["tasks"][:1]
        self.assertEqual((task["kind"], task["label"], task["due"]), ("task", "Vận động đoàn viên", "01/12/2026"))
        self.assertEqual(union.get(task["path"]).status, 200)
        staff = self.server.browser("staff")
        self.assertEqual(staff.get(task["path"]).status, 404, "another's task is not there")
        self.assertEqual(staff.post(task["path"] + "/xong").status, 404)
        self.assertEqual(self.server.browser("member").post(task["path"] + "/xong").status, 403)
        self.assertEqual(union.post(task["path"] + "/xong").status, 303)
        self.assertNotIn("task", [one["kind"] for one in self.work(union)["tasks"]])
        self.assertEqual(self.rows()[-1]["state_words"], "đã xong")
        self.assertEqual(union.post(task["path"] + "/mo-lai").status, 303)
        id = self.rows()[-1]["id"]
        version = self.head.get(f"{ROUND}/phan-cong/{id}").hidden("version")
        self.assertEqual(self.head.post(f"{ROUND}/phan-cong/{id}/bo", {"version": version}).status, 303)
        self.assertEqual(self.rows(), [])
        self.sound()

    def test_a_deputy_does_the_work(self):
        rows = self.lay_out()
        self.head.post(f"{ROUND}/phan-cong", [("chosen", rows[0]["id"]), ("person", self.person("member")), ("due", "15/12/2126")])
        staff = self.server.browser("staff")
        self.assertNotIn("indicator", [one["kind"] for one in self.work(staff)["tasks"]])
        member, deputy = self.server.person("member")["account"], self.server.person("staff")["account"]
        self.server.sql("INSERT INTO role_grant (unit_id, id, account_id, role, valid_from, valid_to, deputy_for) "
                        "VALUES (1, 90001, ?, 'member', '2000-01-01', '2199-01-01', ?)", deputy, member)
        task = next(one for one in self.work(staff)["tasks"] if one["kind"] == "indicator")
        self.assertEqual(task["why"], "thay Vai Thành viên tổ đánh giá")
        self.assertEqual(staff.get(task["path"]).status, 200)


class Handover(Base):
    def test_everything_goes_in_one_step(self):
        self.found()
        rows = self.lay_out()
        member, staff = self.person("member"), self.person("staff")
        self.head.post(f"{ROUND}/phan-cong", [("chosen", rows[0]["id"]), ("chosen", rows[1]["id"]), ("person", member)])
        version, = self.server.sql("SELECT version FROM person WHERE unit_id = 1 AND id = ?", member)[0]
        self.assertEqual(self.head.post(f"/nguoi/{member}/nghi", {"version": version, "day": "05/12/2026", "kind": "moved"}).status, 303)
        self.assertIn(f'{ROUND}/ban-giao?from={member}', self.head.get(f"/nguoi/{member}").text, "offered where somebody leaves")
        preview = self.head.get(f"{ROUND}/ban-giao?from={member}&to={staff}&day=05/12/2026")
        self.assertIn("Sẽ chuyển 3 việc của Vai Thành viên tổ đánh giá", preview.text)
        fields = {"from": member, "to": staff, "day": "05/12/2026", "mark": preview.hidden("mark"), "roles": "1"}
        self.head.post(f"{ROUND}/phan-cong", [("chosen", rows[1]["id"]), ("due", "15/12/2026"), ("person", self.person("leader"))])
        self.assertEqual(self.server.browser("member").post(f"{ROUND}/ban-giao", fields).status, 403)
        answer = self.head.post(f"{ROUND}/ban-giao", fields)
        self.assertEqual(answer.status, 303, answer.text[-500:])
        shown = self.rows()
        self.assertEqual((shown[0]["names"], shown[0]["past"]),
                         ("Vai Cán bộ, giáo viên, nhân viên", "trước đây: Vai Thành viên tổ đánh giá (đến hết ngày 05/12/2026)"))
        page = self.head.get(f"{ROUND}/to").text
        self.assertIn("Trước đây trong Tổ", page)
        self.assertIn("đến hết ngày 05/12/2026", page)
        self.assertIn(("Cán bộ, giáo viên, nhân viên", "Thành viên"), self.members())
        roles = self.server.sql("SELECT role FROM role_grant WHERE unit_id = 1 AND account_id = ?", self.server.person("member")["account"])
        self.assertNotIn(("member",), roles)
        self.assertEqual(self.head.post(f"{ROUND}/ban-giao", fields).status, 409, "the same preview serves once")
        self.assertNotIn("ban-giao", self.head.get(f"/nguoi/{member}").text)
        self.sound()

    def test_what_changed_is_looked_at_again(self):
        rows = self.lay_out()
        member, staff = self.person("member"), self.person("staff")
        self.head.post(f"{ROUND}/phan-cong", [("chosen", rows[0]["id"]), ("person", member)])
        mark = self.head.get(f"{ROUND}/ban-giao?from={member}&to={staff}").hidden("mark")
        self.head.post(f"{ROUND}/phan-cong", [("chosen", rows[1]["id"]), ("person", member)])
        answer = self.head.post(f"{ROUND}/ban-giao", {"from": member, "to": staff, "mark": mark})
        self.assertEqual(answer.status, 409)
        self.assertIn("xem lại", answer.text)
        self.assertEqual(self.rows()[0]["names"], "Vai Thành viên tổ đánh giá")


class Foreign(Base):
    def test_another_unit_sees_and_changes_nothing(self):
        self.found()
        rows = self.lay_out()
        other = self.server.browser("head", "MNHS")
        # Ours get numbers that theirs do not have.
        self.server.sql("UPDATE team_member SET id = id + 5000 WHERE unit_id = 1")
        self.server.sql("UPDATE assignment SET id = id + 5000 WHERE unit_id = 1")
        before = self.server.sql("SELECT * FROM team_member") + self.server.sql("SELECT * FROM assignment")
        member = self.server.sql("SELECT id FROM team_member WHERE unit_id = 1")[0][0]
        work = int(rows[0]["id"]) + 5000
        self.assertEqual(self.members(other), [])
        self.assertEqual(self.rows(other), [])
        for path in (f"{ROUND}/to/{member}", f"{ROUND}/phan-cong/{work}", f"{ROUND}/viec/{work}"):
            self.assertEqual(other.get(path).status, 404, path)
        for path in ("to/tai-ve", "phan-cong/tai-ve"):
            self.assertEqual(len(other.get(f"{ROUND}/{path}?dang=csv").body.decode().splitlines()), 1, "headings alone")
        fields = {"version": "1", "role": "leader", "duty": "x", "due": "01/01/2027", "huong": "len"}
        for path in (f"{ROUND}/to/{member}", f"{ROUND}/to/{member}/cho", f"{ROUND}/to/{member}/bo", f"{ROUND}/phan-cong/{work}",
                     f"{ROUND}/phan-cong/{work}/bo", f"{ROUND}/viec/{work}/xong"):
            self.assertEqual(other.post(path, fields).status, 404, path)
        self.assertEqual(other.post(f"{ROUND}/phan-cong", [("chosen", work), ("due", "01/01/2027")]).status, 404)
        self.assertEqual(self.server.sql("SELECT * FROM team_member") + self.server.sql("SELECT * FROM assignment"), before)


class Work(Base):
    def kinds(self, role):
        return [task["kind"] for task in self.work(self.server.browser(role))["tasks"]]

    def test_each_sees_their_own(self):
        self.assertIn("study", self.kinds("staff"), "a plan of self-study is missing")
        self.assertNotIn("round", self.kinds("staff"))
        self.assertIn("Chọn người vào Tổ đánh giá", [task["label"] for task in self.work(self.head)["tasks"]])
        self.found()
        self.assertNotIn("Chọn người vào Tổ đánh giá", [task["label"] for task in self.work(self.head)["tasks"]])
        rows = self.lay_out()
        self.head.post(f"{ROUND}/phan-cong", [("chosen", rows[0]["id"]), ("person", self.person("member")), ("due", "15/12/2026")])
        self.head.post(f"{ROUND}/phan-cong", [("chosen", rows[1]["id"]), ("person", self.person("member")), ("due", "01/01/2026")])
        work = self.work(self.server.browser("member"))
        given = [task for task in work["tasks"] if task["kind"] == "indicator"]
        self.assertEqual([task["label"] for task in given], ["Chỉ tiêu 1.2", "Chỉ tiêu 1.1"], "by day")
        self.assertEqual((given[0]["state_shape"], given[0]["state_words"]), ("late", "quá hạn"))
        self.assertEqual(work["work_counts"]["late"], 1)
        self.assertEqual(work["work_counts"]["all"], len(work["tasks"]))

    def paper(self, key, state, signer=None, id=70001):
        signed = "NULL" if signer is None else str(signer)
        self.server.sql("INSERT INTO paper (unit_id, id, round_id, paper, state, signer_id, date, version) VALUES "
                        f"(1, {id}, (SELECT id FROM round WHERE unit_id = 1), '{key}', '{state}', {signed}, '2026-12-02', 1)")

    def test_papers(self):
        self.paper("team_decision", "submitted")
        self.paper("minutes", "submitted", self.person("leader"), 70002)
        self.paper("plan", "issued", None, 70003)
        self.paper("report", "returned", None, 70004)
        self.assertEqual([t["path"] for t in self.work(self.head)["tasks"] if t["kind"] == "sign"], [f"{ROUND}/van-ban/team_decision"])
        leader = self.work(self.server.browser("leader"))["tasks"]
        self.assertEqual([t["path"] for t in leader if t["kind"] == "sign"], [f"{ROUND}/van-ban/minutes"])
        staff = self.server.browser("staff")
        self.assertEqual([t["path"] for t in self.work(staff)["tasks"] if t["kind"] == "read"], [f"{ROUND}/van-ban/plan/doc"])
        self.assertIn("returned", self.kinds("secretary"))
        self.assertNotIn("returned", self.kinds("member"))
        self.server.sql("INSERT INTO receipt (unit_id, id, paper_id, person_id, at, version) VALUES (1, 70009, 70003, ?, 1, 1)", self.person("staff"))
        self.assertNotIn("read", [t["kind"] for t in self.work(staff)["tasks"]])

    def test_reviews_and_entered(self):
        round, = self.server.sql("SELECT id FROM round WHERE unit_id = 1")[0]
        self.server.sql("INSERT INTO study_plan (unit_id, id, round_id, person_id, state, entered_by, version) VALUES (1, 70001, ?, ?, 'submitted', ?, 1)",
                        round, self.person("staff"), self.person("member"))
        self.assertIn("Duyệt 1 kế hoạch tự học", [t["label"] for t in self.work(self.head)["tasks"]])
        entered = next(t for t in self.work(self.server.browser("staff"))["tasks"] if t["kind"] == "entered")
        self.assertIn("Vai Thành viên tổ đánh giá", entered["why"])

    def test_pages_of_all_roles(self):
        self.found()
        self.lay_out()
        for role in ("administrator", "head", "leader", "secretary", "member", "union", "staff"):
            browser = self.server.browser(role)
            page = browser.get("/")
            self.assertEqual(page.status, 200)
            rail = re.findall(r'<li class="is-(\w+)">', page.text)
            self.assertEqual(len(rail), 5)
            self.assertEqual(rail[1], "doing", "the team is there, its decision is not")
            overview = browser.get(ROUND)
            if overview.status == 403:
                self.assertIn(role, ("administrator", "staff"))
                self.assertNotIn(f'href="{ROUND}#', page.text)
                continue
            self.assertIn("Việc tiếp theo", overview.text)
            self.assertIn("Thủ trưởng (cũng là Tổ trưởng)", overview.text)
            for below in ("to", "ke-hoach", "phan-cong"):
                self.assertEqual(browser.get(f"{ROUND}/{below}").status, 200, (role, below))


if __name__ == "__main__":
    unittest.main()
