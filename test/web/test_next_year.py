"""The next year: a round opened from the one before, whole or not at all; evidence taken over; years side by side.

Environment: NEXT_YEAR_KILLS how many, CRASH_SEED the seed of a run to have again."""
import http.client
import json
import os
import random
import re
import shutil
import threading
import time
import unittest

from client import Server
from loaded import CASES, CaseServer

KILLS = int(os.environ.get("NEXT_YEAR_KILLS", "4" if os.environ.get("DVHT_TEST_POSTGRES") else "10"))
SEED = int(os.environ.get("CRASH_SEED", random.SystemRandom().randrange(10**9)))
ALL = {"to": "1", "ke-hoach": "1", "phan-cong": "1", "bo-tieu-chi": "1", "van-ban": "1", "cai-tien": "1"}
TT24 = "tt24-2023/cap-huyen/muc-do-1"
COPIED = ("team_member", "plan", "assignment", "assignee", "paper", "improvement", "scheme_override")


class Base(unittest.TestCase):
    case, year = "gia-thuy-2024", 2024

    def setUp(self):
        self.server = CaseServer(self.case)
        self.addCleanup(self.server.stop)
        self.head = self.server.browser("head")
        self.round = f"/dot/{self.year}"

    def open(self, browser=None, year=2026, scheme=None, **changed):
        fields = {"den": year, **({"scheme": scheme} if scheme else {}), **ALL, **changed}
        return (browser or self.head).post(f"{self.round}/nam-sau", {name: value for name, value in fields.items() if value is not None})

    def count(self, table, year):
        return self.server.sql(f"SELECT count(*) FROM {table} t JOIN round r ON r.unit_id = t.unit_id AND r.id = t.round_id "
                               "WHERE r.year = ?", year)[0][0]

    def get_json(self, path):
        return json.loads(self.head.get(path, Accept="application/json").body)


class Opening(Base):
    def test_opened(self):
        page = self.head.get(f"{self.round}/nam-sau?den=2026&scheme={TT24}").text
        self.assertIn("Đợt năm 2026 sẽ có", page)
        self.assertIn("12 dòng", page)
        self.assertIn("tiến độ tính lùi lại từ ngày 15/01/2027", page)
        self.head.post(f"{self.round}/cai-tien/de-xuat", {"due": "30/11/2025"})
        answer = self.open(scheme=TT24)
        self.assertEqual((answer.status, answer.location), (303, "/dot/2026"), answer.text[-600:])
        for table in ("team_member", "plan", "assignment", "assignee", "improvement"):
            self.assertEqual(self.count(table, 2026), self.count(table, 2024), table)
            self.assertGreater(self.count(table, 2026), 0, table)
        for table in ("rating", "evidence", "study_plan", "citizen_assessment", "meeting", "year_result"):
            self.assertEqual(self.count(table, 2026), 0, table)
        rows = self.get_json("/dot/2026/phan-cong")["rows"]
        self.assertEqual({row["state_words"] for row in rows}, {"chưa làm"})
        schedule = re.search(r'<textarea[^>]* name="schedule"[^>]*>([^<]*)<', self.head.get("/dot/2026/ke-hoach").text).group(1)
        self.assertRegex(schedule.split("\n")[-1], r"\d\d/01/2027 \| \d\d/01/2027")
        self.assertEqual(len(self.get_json("/dot/2026/to")["members"]), len(self.get_json("/dot/2024/to")["members"]))
        actions = [action for action, in self.server.sql("SELECT action FROM event ORDER BY seq DESC LIMIT 60")]
        self.assertIn("round.open", actions)
        self.assertIn("improvement.carry", actions)
        self.server.fsck()

    def test_only_what_was_chosen(self):
        self.assertEqual(self.open(**{name: None for name in ALL if name != "to"}).status, 303)
        self.assertGreater(self.count("team_member", 2026), 0)
        for table in ("plan", "assignment", "assignee", "improvement", "paper"):
            self.assertEqual(self.count(table, 2026), 0, table)
        self.assertIn("Chưa phân công", self.head.get("/dot/2026/phan-cong").text)

    def test_twice_is_refused(self):
        self.assertEqual(self.open().status, 303)
        before = self.server.sql("SELECT count(*) FROM event")[0][0]
        again = self.open()
        self.assertEqual(again.status, 422)
        self.assertIn("Năm 2026 đã có đợt đánh giá", again.text)
        self.assertEqual(self.server.sql("SELECT count(*) FROM event")[0][0], before, "nothing was written")
        page = self.head.get(f"{self.round}/nam-sau?den=2026").text
        self.assertIn("Năm 2026 đã có đợt đánh giá", page)
        self.assertNotIn("Mở đợt năm 2026</button>", page)

    def test_two_at_once(self):
        others = [self.head, self.server.browser("secretary")]
        answers = []
        threads = [threading.Thread(target=lambda b=browser: answers.append(self.open(b).status)) for browser in others]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(answers), [303, 422])
        self.assertEqual(self.server.sql("SELECT count(*) FROM round WHERE year = 2026")[0][0], 1)
        self.server.fsck()

    def test_what_cannot_be(self):
        for changed, told in (({"year": 2024}, "sau năm 2024"), ({"year": 1999}, "sau năm 2024"), ({"scheme": "khong/co"}, "Bộ tiêu chí"),
                              ({"scheme": "tt24-2023/cap-tinh/muc-do-1"}, "không dành cho"),
                              ({"submit_before": "01/05/2026"}, "sau năm đánh giá 2026")):
            answer = self.open(**changed)
            self.assertEqual(answer.status, 422, changed)
            self.assertIn(told, answer.text)
        self.assertEqual(self.server.sql("SELECT count(*) FROM round")[0][0], 1)

    def test_roles(self):
        for role in ("member", "staff"):
            self.assertEqual(self.server.browser(role).get(f"{self.round}/nam-sau").status, 403)
            self.assertEqual(self.open(self.server.browser(role)).status, 403)

    def test_who_left_stays_behind(self):
        id, person = self.server.sql("SELECT id, person_id FROM team_member WHERE role = 'member' ORDER BY id LIMIT 1")[0]
        version, = self.server.sql("SELECT version FROM person WHERE id = ?", person)[0]
        left = self.head.post(f"/nguoi/{person}/nghi", {"version": version, "day": "01/09/2026", "kind": "retired"})
        self.assertEqual(left.status, 303, left.text[-300:])
        self.assertIn("1 người đã nghỉ không sang", self.head.get(f"{self.round}/nam-sau?den=2026").text)
        self.assertEqual(self.open().status, 303)
        self.assertEqual(self.count("team_member", 2026), self.count("team_member", 2024) - 1)
        self.server.fsck()


class Years(Base):
    def test_side_by_side(self):
        alone = self.head.get(self.round).text
        self.assertNotIn("chọn năm khác", alone)
        self.assertIn('<a href="/dot/2024/nam-sau">Mở đợt năm sau', alone)
        self.open()
        self.assertNotIn("Mở đợt năm sau", self.head.get(self.round).text)
        self.assertIn('<a href="/dot/2026/minh-chung-nam-truoc">', self.head.get("/dot/2026").text)
        for page in ("", "/to", "/ke-hoach", "/phan-cong", "/van-ban", "/bo-tieu-chi", "/tu-hoc/danh-sach", "/ket-qua", "/cai-tien",
                     "/ket-qua-nam", "/ke-hoach-hoc-tap"):
            for year in (2024, 2026):
                answer = self.head.get(f"/dot/{year}{page}")
                self.assertEqual(answer.status, 200, f"{year}{page}")
                self.assertIn(f"Đợt đánh giá năm {year}", answer.text, "the rail is the year's own")
                self.assertIn(f'href="/dot/{year}/phan-cong"', answer.text, "so is the menu")
        former = self.head.get("/dot/2024/to").text
        self.assertIn('<a href="/dot/2026/to">Đợt năm 2026', former)
        self.assertIn('<a href="/dot/2024/to" aria-current="true">Đợt năm 2024', former)
        self.assertIn("Đợt đánh giá năm 2026", self.head.get("/nguoi").text)
        self.assertEqual(self.head.get("/dot/2025").status, 404)


class Improvements(Base):
    case, year = "tieu-hoc-2022", 2022

    def test_carried_into_the_next_report(self):
        self.head.post(f"{self.round}/cai-tien/de-xuat", {"due": "30/11/2023"})
        first = self.get_json(f"{self.round}/cai-tien")["rows"][0]["id"]
        self.head.post(f"{self.round}/cai-tien/{first}/ket-qua", {"version": "1", "result": "Đã xếp lịch cả năm", "xong": "1"})
        self.assertEqual(self.open(year=2023, scheme="tt22-2020").status, 303)
        rows = self.get_json("/dot/2023/cai-tien")["rows"]
        self.assertEqual([(row["since"], row["state_words"]) for row in rows[:2]], [("2022", "đã xong"), ("2022", "quá hạn")])
        # The former year's plan says where it is followed now, and takes no more changes.
        old = self.get_json(f"{self.round}/cai-tien")["rows"][1]
        self.assertEqual((old["state_words"], old["carried_to"]), ("theo dõi ở năm sau", "2023"))
        self.assertEqual(self.head.post(f"{self.round}/cai-tien/{old['id']}/ket-qua", {"version": "1", "result": "x"}).status, 409)
        document = self.head.get("/dot/2023/van-ban/report").text
        self.assertIn("KẾT QUẢ THỰC HIỆN KẾ HOẠCH CẢI TIẾN", document)
        self.assertIn("Đã xếp lịch cả năm", document)
        # Done and told of once: it does not come along a second time.
        self.assertEqual(self.head.post("/dot/2023/nam-sau", {"den": 2024, "scheme": "tt22-2020", **ALL}).status, 303)
        self.assertEqual(len(self.get_json("/dot/2024/cai-tien")["rows"]), len(rows) - 1)
        self.server.fsck()

    def test_from_points_to_levels(self):
        self.head.post(f"{self.round}/cai-tien/de-xuat", {"due": "30/11/2023"})
        page = self.head.get(f"{self.round}/nam-sau?den=2026").text
        self.assertIn("Bộ tiêu chí khác năm 2022", page)
        self.assertIn("10 việc thuộc chỉ tiêu không có trong bộ tiêu chí mới", page)
        self.assertIn(f'value="{TT24}" selected', page, "what is out of force is not proposed")
        self.assertEqual(self.open(scheme=TT24).status, 303)
        self.assertEqual(self.server.sql("SELECT scheme FROM round WHERE year = 2026")[0][0], TT24)
        for year in (2022, 2026):
            for page in ("", "/bo-tieu-chi", "/phan-cong", "/cai-tien", "/ket-qua", "/minh-chung-nam-truoc"):
                self.assertEqual(self.head.get(f"/dot/{year}{page}").status, 200, f"{year}{page}")
        self.assertEqual(self.head.post("/dot/2026/phan-cong/lap", {}).status, 303)
        self.assertGreater(self.count("assignment", 2026), 10)
        # What has no indicator in the new scheme is taken on by hand, once.
        self.assertIn("10 việc của năm 2022 chưa xong và chưa chuyển sang", self.head.get("/dot/2026/cai-tien").text)
        id = self.get_json(f"{self.round}/cai-tien")["rows"][0]["id"]
        self.assertIn("Chuyển sang năm 2026", self.head.get(f"{self.round}/cai-tien/{id}").text)
        self.assertEqual(self.head.post(f"{self.round}/cai-tien/{id}/chuyen", {"chi-tieu": "9.9"}).status, 422)
        self.assertEqual(self.server.browser("member").post(f"{self.round}/cai-tien/{id}/chuyen", {"chi-tieu": "2.1"}).status, 403)
        self.assertEqual(self.head.post(f"{self.round}/cai-tien/{id}/chuyen", {"chi-tieu": "2.1"}).status, 303)
        self.assertEqual(self.head.post(f"{self.round}/cai-tien/{id}/chuyen", {"chi-tieu": "2.1"}).status, 409)
        row, = self.get_json("/dot/2026/cai-tien")["rows"]
        self.assertEqual((row["indicator"], row["since"]), ("2.1", "2022"))
        self.assertIn("9 việc của năm 2022", self.head.get("/dot/2026/cai-tien").text)
        self.server.fsck()


class Evidence(Base):
    def take(self, chosen, numbers=None, days=None, browser=None):
        ids = [row["id"] for row in self.rows() if not row["taken"]]
        fields = [("chosen", id) for id in chosen]
        for id in ids:
            fields += [("ma", id), ("so", (numbers or {}).get(id, "")), ("ngay", (days or {}).get(id, ""))]
        return (browser or self.head).post("/dot/2026/minh-chung-nam-truoc", fields)

    def rows(self):
        return self.get_json("/dot/2026/minh-chung-nam-truoc")["rows"]

    def test_taken_over(self):
        self.open()
        rows = self.rows()
        one, two, three = (row["id"] for row in rows[:3])
        self.assertEqual(self.take([]).status, 422)
        wrong = self.take([one], days={one: "hôm qua"})
        self.assertEqual(wrong.status, 422)
        self.assertIn("hôm qua", wrong.text, "what was typed is still there")
        self.assertEqual(self.take([one], {one: "05/KH-THGT"}, {one: "12/09/2026"}).status, 303)
        taken = self.server.sql("SELECT e.number, e.date, e.code, e.taken_from, e.indicators, e.id FROM evidence e WHERE e.taken_from IS NOT NULL")
        self.assertEqual([row[:4] for row in taken], [("05/KH-THGT", "2026-09-12", "H1-1.1-01", one)])
        self.assertEqual(taken[0][4], self.server.sql("SELECT indicators FROM evidence WHERE id = ?", one)[0][0])
        blobs = [[blob for blob, in self.server.sql("SELECT blob FROM evidence_file WHERE evidence_id = ? ORDER BY position", id)]
                 for id in (one, taken[0][5])]
        self.assertEqual(blobs[0], blobs[1], "files are shared by content")
        self.assertTrue(self.rows()[0]["taken"])
        # Many at once; what was taken before is left alone.
        self.assertEqual(self.take([row["id"] for row in rows]).status, 303)
        self.assertEqual(self.count("evidence", 2026), self.count("evidence", 2024))
        self.assertEqual(self.server.sql("SELECT count(*) FROM evidence WHERE taken_from = ?", one)[0][0], 1)
        self.server.fsck()

    def test_not_anybodys(self):
        self.open()
        one = self.rows()[0]["id"]
        self.assertEqual(self.take([one], browser=self.server.browser("staff")).status, 403)
        self.assertEqual(self.head.post("/dot/2026/minh-chung-nam-truoc", {"chosen": 987654, "ma": 987654, "so": "", "ngay": ""}).status, 404)
        self.server.sql("UPDATE evidence SET restricted = 1 WHERE id = ?", one)
        member = self.server.browser("member")
        self.assertNotIn(one, [row["id"] for row in json.loads(member.get("/dot/2026/minh-chung-nam-truoc", Accept="application/json").body)["rows"]])
        self.assertEqual(self.take([one], browser=member).status, 404)
        self.assertIn("Không có minh chứng năm trước", self.head.get("/dot/2024/minh-chung-nam-truoc").text)


class Foreign(unittest.TestCase):
    def test_units_do_not_meet(self):
        server = Server()
        self.addCleanup(server.stop)
        other_unit = next(person["unit"] for person in server.people if person["unit"] != "THGT")
        head, other = server.browser("head"), server.browser("head", unit=other_unit)
        fields = {"den": "2027", "scheme": "tt22-2020", **ALL}
        self.assertEqual(head.post("/dot/2026/nam-sau", fields).status, 303)
        self.assertEqual(server.sql("SELECT count(*) FROM round WHERE year = 2027")[0][0], 1)
        self.assertEqual(other.get("/dot/2027").status, 404)
        self.assertEqual(other.get("/dot/2027/nam-sau").status, 404)
        self.assertEqual(other.post("/dot/2027/nam-sau", fields).status, 404)
        self.assertEqual(other.post("/dot/2026/nam-sau", fields).status, 303, "its own year is free")


class Packages(unittest.TestCase):
    """A package dropped into the data folder, with no build."""

    @staticmethod
    def drop(server, name="tinh-a-2026", **changed):
        source = os.path.join(os.path.dirname(os.path.dirname(CASES)), "data", "schemes", "tt22-2020")
        target = os.path.join(server.folder, "schemes", name)
        shutil.copytree(source, target)
        path = os.path.join(target, "scheme.json")
        with open(path, encoding="utf-8") as file:
            scheme = json.load(file)
        with open(path, "w", encoding="utf-8") as file:
            json.dump({**scheme, "name": "Bộ tiêu chí tỉnh A năm 2026", "in_force": {"from": "2026-01-01"}, **changed}, file)

    def test_next_year(self):
        server = CaseServer()
        self.addCleanup(server.stop)
        server.end()
        self.drop(server)
        self.drop(server, "tinh-b-hong", criteria=7)  # one with a fault is left out, and in nobody's way
        server.start()
        head = server.browser("head")
        page = head.get("/dot/2024/nam-sau?den=2026").text
        self.assertIn('value="tinh-a-2026"', page)
        self.assertNotIn("tinh-b-hong", page)
        answer = head.post("/dot/2024/nam-sau", {"den": 2026, "scheme": "tinh-a-2026", **ALL})
        self.assertEqual(answer.status, 303, answer.text[-500:])
        for page in ("", "/bo-tieu-chi", "/phan-cong", "/van-ban", "/ket-qua"):
            self.assertEqual(head.get(f"/dot/2026{page}").status, 200, page)
        self.assertIn("Bộ tiêu chí tỉnh A năm 2026", head.get("/dot/2026").text)
        self.assertEqual(head.post("/dot/2026/phan-cong/lap", {}).status, 303)
        server.fsck()

    def test_folder_of_the_option(self):
        """What lies elsewhere is used when it is named, as by every other command."""
        elsewhere = Server(seeded=False, started=False)
        self.addCleanup(shutil.rmtree, elsewhere.folder)
        self.drop(elsewhere)
        server = Server(seeded=False, options=("--schemes", os.path.join(elsewhere.folder, "schemes")))
        self.addCleanup(server.stop)
        self.assertIn('value="tinh-a-2026"', server.browser().get("/thiet-lap").text)

    def test_first_set_up(self):
        server = Server(seeded=False, started=False)
        self.drop(server)
        self.drop(server, "tinh-b-hong", criteria=7)
        server.start()
        self.addCleanup(server.stop)
        page = server.browser().get("/thiet-lap").text
        self.assertIn('value="tinh-a-2026"', page)
        self.assertNotIn("tinh-b-hong", page)


class Kills(unittest.TestCase):
    """The server is killed while a year is opened: all of the round is there, or nothing."""

    def test_kills(self):
        print(f"# seed {SEED}, {KILLS} kills", flush=True)
        chance = random.Random(SEED)
        server = CaseServer()
        self.addCleanup(shutil.rmtree, server.folder)
        self.addCleanup(server.kill)
        head = server.browser("head")
        counts = {table: server.sql(f"SELECT count(*) FROM {table} WHERE round_id = ?", server.round)[0][0]
                  for table in ("team_member", "plan", "assignment", "assignee")}
        began = time.monotonic()
        self.ask(head, 2025, [])
        took = time.monotonic() - began  # kills are spread over as long as one opening takes
        opened = 0
        for kill in range(KILLS):
            year = 2026 + kill
            said = []
            thread = threading.Thread(target=self.ask, args=(head, year, said))
            thread.start()
            time.sleep(chance.uniform(0, 1.2 * took))
            server.kill()
            thread.join()
            server.start()
            head.host = server.host
            found = server.sql("SELECT id FROM round WHERE year = ?", year)
            self.assertIn(len(found), [1] if said else [0, 1], "what was acknowledged is there")
            for table, count in counts.items():
                there = server.sql(f"SELECT count(*) FROM {table} WHERE round_id = ?", found[0][0] if found else -1)[0][0]
                self.assertEqual(there, count if found else 0, f"{table} of {year} is half there")
            opened += len(found)
            server.fsck()
        print(f"# {opened} opened, one takes {1000 * took:.0f} ms", flush=True)

    @staticmethod
    def ask(browser, year, said):
        try:
            answer = browser.post("/dot/2024/nam-sau", {"den": year, "scheme": TT24, **ALL})
            if answer.status == 303:
                said.append(year)
        except (OSError, http.client.HTTPException):  # no answer, or half of one
            pass


if __name__ == "__main__":
    unittest.main()
