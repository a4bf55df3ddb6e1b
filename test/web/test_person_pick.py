"""Choosing one of more people than a list holds: typed by name or code, found by the server, offered while typing."""
import json
import re
import unittest
import urllib.parse

from client import Server

ROUND = "/dot/2026"
MANY = 205


class Many(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)
        self.head = self.server.browser("head")

    def crowd(self):
        """So many that no list holds them: two of one name, one whose name begins another's."""
        clerk = self.server.browser("administrator")
        for code, name in (("X001", "Lò Văn Đông"), ("X002", "Lò Văn Đông"), ("X003", "Sùng Thị Mai"), ("X0031", "Sùng Thị Mai Hoa")):
            self.assertEqual(clerk.post("/nguoi/moi", {"code": code, "name": name, "position": "Giáo viên", "version": "0"}).status, 303)
        # The rest needs no events for what is asked here.
        self.server.sql("INSERT INTO person (unit_id, id, uuid, code, name, sort_key, folded, state, version) "
                        f"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MANY}) "
                        "SELECT 1, 100000 + i, 'crowd-' || i, 'C' || i, 'Người ' || i, 'nguoi' || i, 'nguoi ' || i || ' c' || i, 'active', 1 FROM n")

    def person(self, code):
        return self.server.sql("SELECT id FROM person WHERE unit_id = 1 AND code = ?", code)[0][0]

    def team(self):
        data = json.loads(self.head.get(f"{ROUND}/to", Accept="application/json").body)
        return [(member["person_id"], member["role"]) for member in data["members"]]

    def found(self, **fields):
        return self.head.post(f"{ROUND}/to", {"leader_name": "X001", "secretary_name": "sung thi mai (x003)", "members": "X0031\n\n lo van dong (X002) \n", **fields})

    def test_a_school_has_lists(self):
        page = self.head.get(f"{ROUND}/to").text
        self.assertIn('<select id="f-leader" name="leader" data-pick required', page)
        self.assertIn('name="member" value=', page)
        self.assertNotIn("data-pick-from", page)

    def test_a_team_by_names(self):
        self.crowd()
        page = self.head.get(f"{ROUND}/to").text
        self.assertNotIn("<option", page)
        self.assertIn('name="leader_name" type="text" value="Vai Thủ trưởng đơn vị (', page)  # proposed
        self.assertLess(len(page), 40000)
        self.assertEqual(self.found().status, 303)
        self.assertEqual(self.team(), [(self.person("X001"), "Tổ trưởng"), (self.person("X003"), "Thư ký"), (self.person("X0031"), "Thành viên"),
                                       (self.person("X002"), "Thành viên")])
        add = self.head.post(f"{ROUND}/to/them", {"person_name": "người 77", "role": "member"})
        self.assertEqual(add.status, 303)
        self.assertEqual(self.team()[-1], (100077, "Thành viên"))

    def test_somebody_named_twice_is_one(self):
        self.crowd()
        self.assertEqual(self.found(members="X0031\nSùng Thị Mai Hoa (X0031)\nX002\nx0031").status, 303)
        self.assertEqual([person for person, _ in self.team()], [self.person(code) for code in ("X001", "X003", "X0031", "X002")])

    def test_who_is_meant(self):
        self.crowd()
        answer = self.found(leader_name="Lò Văn Đông")
        self.assertEqual(answer.status, 422)
        self.assertIn("có thể là nhiều người. Hãy ghi cả mã, như Lò Văn Đông (X001), Lò Văn Đông (X002).", answer.text)
        self.assertIn('name="leader_name" type="text" value="Lò Văn Đông"', answer.text, "what was typed stays")
        self.assertIn("lo van dong (X002)", answer.text)
        answer = self.found(secretary_name="Không Có Ai")
        self.assertEqual(answer.status, 422)
        self.assertIn("Không có ai đang làm việc tên là hay có mã “Không Có Ai”", answer.text)
        self.assertIn("“Ai Đó”", self.found(members="X0031\nAi Đó").text)
        self.assertIn("Mục này còn để trống", self.found(leader_name="").text)
        self.assertIn("phải là hai người", self.found(secretary_name="x001").text)
        self.assertEqual(self.team(), [])
        self.assertEqual(self.found(leader_name="Sùng Thị Mai", secretary_name="X002").status, 303, "exactly this name")
        self.assertEqual(self.team()[0], (self.person("X003"), "Tổ trưởng"))

    def test_work_is_given_and_handed_over(self):
        self.crowd()
        self.assertEqual(self.found().status, 303)
        self.assertEqual(self.head.post(f"{ROUND}/phan-cong/lap", {"guide": "1"}).status, 303)
        table = self.head.get(f"{ROUND}/phan-cong").text
        self.assertIn('name="person_name"', table)
        work = re.findall(r'name="chosen" value="(\d+)"', table)
        answer = self.head.post(f"{ROUND}/phan-cong", {"chosen": work[0], "person_name": "Lò Văn"})
        self.assertEqual(answer.status, 422)
        self.assertIn("có thể là nhiều người", answer.text)
        self.assertEqual(self.head.post(f"{ROUND}/phan-cong", {"chosen": work[0], "person_name": "X003"}).status, 303)
        form = self.head.get(f"{ROUND}/phan-cong/{work[1]}")
        self.assertIn('name="other_name"', form.text)
        sent = {"version": form.hidden("version"), "other_name": "Ngươi 99999"}
        self.assertEqual(self.head.post(f"{ROUND}/phan-cong/{work[1]}", sent).status, 422)
        self.assertEqual(self.head.post(f"{ROUND}/phan-cong/{work[1]}", {**sent, "other_name": "C88"}).status, 303)
        given = self.server.sql("SELECT person_id FROM assignee WHERE unit_id = 1 AND assignment_id = ?", int(work[1]))
        self.assertEqual(given, [(100088,)])
        look = self.head.get(f"{ROUND}/ban-giao?from_name=sung+thi+mai+(x003)&to_name=C99").text
        self.assertIn("việc của Sùng Thị Mai", look)
        self.assertIn('name="to" value="100099"', look)
        self.assertIn('value="Người 99 (C99)"', self.head.get(f"{ROUND}/ban-giao?from={self.person('X003')}&to=100099").text)
        wrong = self.head.get(f"{ROUND}/ban-giao?from_name=lo+van+dong").text
        self.assertIn("có thể là nhiều người", wrong)

    def test_who_has_left_hands_over(self):
        self.crowd()
        self.assertEqual(self.found().status, 303)
        left = self.person("X003")
        self.server.sql("UPDATE person SET state = 'left' WHERE unit_id = 1 AND id = ?", left)
        page = self.head.get(f"{ROUND}/ban-giao?from={left}&to_name=C99").text
        self.assertIn("Sùng Thị Mai, đã nghỉ việc", page)
        self.assertIn(f'type="hidden" name="from" value="{left}"', page)
        self.assertIn('name="to" value="100099"', page)

    def test_a_task_has_an_owner(self):
        self.crowd()
        task = {"indicator": "1.1", "task": "Mở lớp", "owner_id_name": "C77"}
        self.assertEqual(self.head.post(f"{ROUND}/cai-tien/moi", {**task, "owner_id_name": "C"}).status, 422)
        self.assertEqual(self.head.post(f"{ROUND}/cai-tien/moi", task).status, 303)
        id, owner = self.server.sql("SELECT id, owner_id FROM improvement WHERE unit_id = 1")[0]
        self.assertEqual(owner, 100077)
        self.assertIn('name="owner_id_name" type="text" value="Người 77 (C77)"', self.head.get(f"{ROUND}/cai-tien/{id}").text)

    def test_offered_while_typing(self):
        self.crowd()

        def offered(typed):
            answer = self.head.get("/nguoi/goi-y?tim=" + urllib.parse.quote(typed))
            self.assertEqual(answer.status, 200)
            return [person["text"] for person in json.loads(answer.body)["people"]]

        self.assertEqual(offered("dong"), ["Lò Văn Đông (X001)", "Lò Văn Đông (X002)"])
        self.assertEqual(offered("x0031"), ["Sùng Thị Mai Hoa (X0031)"])
        self.assertEqual(len(offered("nguoi")), 8)
        self.assertEqual(offered("không ai"), [])
        self.assertEqual(self.server.browser("staff").get("/nguoi/goi-y?tim=dong").status, 403)


if __name__ == "__main__":
    unittest.main()
