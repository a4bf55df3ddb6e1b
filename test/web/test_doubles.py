"""People who stand in the list twice are found, shown side by side and made one."""
import re
import subprocess
import unittest

from client import DVHT, Server


class Doubles(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)
        self.browser = self.server.browser("administrator")

    def add(self, code, name, **more):
        answer = self.browser.post("/nguoi/moi", {"code": code, "name": name, "position": "Giáo viên", **more})
        self.assertEqual(answer.status, 303)
        return self.server.sql("SELECT id FROM person WHERE code = ?", code)[0][0]

    def pairs(self):
        return set(re.findall(r"/nguoi/gop\?mot=(\d+)&hai=(\d+)", self.browser.get("/nguoi/trung").text))

    def test_found(self):
        self.assertIn("Không thấy ai trùng", self.browser.get("/nguoi/trung").text)
        a = self.add("A1", "Nguyễn Thị Lan", birth="15/01/1985")
        self.add("A2", "Nguyễn Thị Lan", birth="16/01/1985")
        self.assertEqual(self.pairs(), set(), "the same name, born on other days: two people")
        b = self.add("A3", "NGUYEN THI LAN", birth="15/01/1985")
        c = self.add("B1", "Trần Văn Đức", email="Duc@truong.edu.vn", phone="0912 345 678")
        d = self.add("B2", "Trần Đức", email="duc@truong.edu.vn")
        e = self.add("B3", "Ông Đức", phone="+84 912.345.678")
        self.assertEqual({frozenset(map(int, pair)) for pair in self.pairs()},
                         {frozenset((a, b)), frozenset((c, d)), frozenset((c, e))})

    def test_merged(self):
        a = self.add("A1", "Nguyễn Thị Lan", birth="15/01/1985", department="Tổ 1")
        b = self.add("A2", "Nguyễn Thị Lan", department="Tổ 2", phone="0912 345 678")
        self.assertEqual(self.browser.post("/tai-khoan/tao", {}).status, 303)
        self.assertEqual(self.server.sql("SELECT count(*) FROM account WHERE person_id = ?", b), [(1,)])
        shown = self.browser.get(f"/nguoi/gop?mot={a}&hai={b}")
        for text in ("Tổ 1", "Tổ 2", "15/01/1985", "0912 345 678"):
            self.assertIn(text, shown.text)
        pair = {"mot": a, "hai": b, "ban_mot": "1", "ban_hai": "1"}
        self.assertEqual(self.browser.post("/nguoi/gop", pair).status, 422, "who is kept was not said")
        self.assertEqual(self.browser.post("/nguoi/gop", {**pair, "giu": "mot", "ban_hai": "7"}).status, 409)
        self.assertEqual(self.browser.post("/nguoi/gop", {**pair, "giu": "mot", "hai": a}).status, 422)
        done = self.browser.post("/nguoi/gop", {**pair, "giu": "mot"})
        self.assertEqual((done.status, done.location), (303, f"/nguoi/{a}"))
        kept = self.browser.get(f"/nguoi/{a}").text
        for text in ("Tổ 1", "15/01/1985", "0912 345 678"):
            self.assertIn(text, kept)
        self.assertEqual(self.server.sql("SELECT state, merged_into FROM person WHERE id = ?", b), [("merged", a)])
        self.assertEqual(self.server.sql("SELECT person_id FROM account WHERE person_id IN (?, ?)", a, b), [(a,), (a,)])
        self.assertEqual(self.pairs(), set())
        self.assertIn("đã gộp vào người khác", self.browser.get(f"/nguoi/{b}").text)
        for path in (f"/nguoi/{b}/tro-lai", f"/nguoi/{b}/nghi"):
            self.assertEqual(self.browser.post(path, {"version": "2", "kind": "moved"}).status, 422, "who was merged stays merged")
        again = {"code": "A2", "name": "X", "position": "Y", "version": "2"}
        self.assertEqual(self.browser.post(f"/nguoi/{b}", again).status, 422)
        self.assertIn("gộp hai người trùng", self.browser.get("/nhat-ky").text)
        checked = subprocess.run([DVHT, "fsck", "--data", self.server.folder], capture_output=True, text=True)
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)

    def test_what_hangs_on_them(self):
        """Plans, seats, work, receipts go along; where both have one the kept person's stands, and nobody sits in the team twice."""
        a, b, c = self.add("A1", "Nguyễn Thị Lan"), self.add("A2", "Nguyễn Thị Lan"), self.add("C1", "Phạm Văn Đức")
        head, round = self.server.browser("head"), "/dot/2026"
        self.assertEqual(head.post(round + "/to", {"leader": c, "secretary": b}).status, 303)
        self.assertEqual(head.post(round + "/to/them", {"person": a, "role": "member", "duty": "Tiêu chí 1"}).status, 303)
        for chosen in ([a, b], [b]):
            self.assertEqual(head.post(round + "/phan-cong/moi", [("task", f"Việc {len(chosen)}"), *(("person", one) for one in chosen)]).status, 303)
        member, plan = self.server.browser("member"), {"version": "0", "subject": "Toán", "content": "Đọc sách", "schedule": "Tối", "outcome": "Bài"}
        for person, words in ((a, "Của người thứ nhất"), (b, "Của người thứ hai")):
            answer = member.upload(f"{round}/tu-hoc/nhap-ho/{person}", {**plan, "goal": words}, [("phieu", "a.pdf", b"%PDF-1.4\n%%EOF\n")])
            self.assertEqual(answer.status, 303, answer.text[-400:])
        shown = self.browser.get(f"/nguoi/gop?mot={a}&hai={b}").text
        self.assertIn("Có 3 mục cả hai người đều có: kế hoạch tự học, chỗ trong Tổ, việc được giao", shown)
        versions = {"ban_mot": "1", "ban_hai": "1"}
        self.assertEqual(self.browser.post("/nguoi/gop", {"mot": a, "hai": b, **versions, "giu": "mot"}).status, 303)
        self.assertEqual(self.server.sql("SELECT person_id, goal FROM study_plan ORDER BY id"), [(a, "Của người thứ nhất"), (b, "Của người thứ hai")])
        self.assertEqual(self.server.sql("SELECT person_id, role, duty FROM team_member ORDER BY position"), [(c, "leader", None), (a, "secretary", "Tiêu chí 1")])
        self.assertEqual(self.server.sql("SELECT person_id FROM assignee ORDER BY assignment_id"), [(a,), (a,)])
        self.server.fsck()

    def test_foreign_unit(self):
        """Whoever has the numbers of another unit's people finds nobody there, and nothing moves."""
        a, b = self.add("A1", "Nguyễn Thị Lan"), self.add("A2", "Nguyễn Thị Lan")
        self.server.sql("UPDATE person SET id = id + 5000 WHERE id IN (?, ?)", a, b)
        other = self.server.browser("administrator", "MNHS")
        before = self.server.sql("SELECT id, state, merged_into FROM person ORDER BY unit_id, id")
        self.assertEqual(other.get(f"/nguoi/gop?mot={a + 5000}&hai={b + 5000}").status, 404)
        sent = {"mot": a + 5000, "hai": b + 5000, "ban_mot": "1", "ban_hai": "1", "giu": "mot"}
        self.assertEqual(other.post("/nguoi/gop", sent).status, 404)
        self.assertEqual(self.server.sql("SELECT id, state, merged_into FROM person ORDER BY unit_id, id"), before)

    def test_plan_of_the_other_goes_along(self):
        a, b = self.add("A1", "Nguyễn Thị Lan"), self.add("A2", "Nguyễn Thị Lan")
        answer = self.server.browser("member").upload(f"/dot/2026/tu-hoc/nhap-ho/{b}", {"version": "0", "subject": "Toán", "goal": "Dạy", "content": "Đọc"},
                                                      [("phieu", "a.pdf", b"%PDF-1.4\n%%EOF\n")])
        self.assertEqual(answer.status, 303)
        self.assertNotIn("cả hai người đều có", self.browser.get(f"/nguoi/gop?mot={a}&hai={b}").text)
        self.assertEqual(self.browser.post("/nguoi/gop", {"mot": a, "hai": b, "ban_mot": "1", "ban_hai": "1", "giu": "mot"}).status, 303)
        self.assertEqual(self.server.sql("SELECT person_id FROM study_plan"), [(a,)])
        self.server.fsck()


if __name__ == "__main__":
    unittest.main()
