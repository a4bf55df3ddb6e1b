"""The team's meetings: called, attended (typed and at the door), voted at, ended; invitation, calendar, minutes."""
import json
import re
import subprocess
import tempfile
import time
import unittest
import urllib.parse

from client import Loaded, Server

ROUND = "/dot/2026"
MEETING = f"{ROUND}/hop/tu-danh-gia"
NAMES = {"head": "Thủ trưởng đơn vị", "leader": "Tổ trưởng tổ đánh giá", "secretary": "Thư ký", "union": "Công đoàn",
         "member": "Thành viên tổ đánh giá", "staff": "Cán bộ, giáo viên, nhân viên"}
CALLED = {"begins": "14:00 30/12/2026", "place": "Phòng họp; tầng 2, nhà A"}


def text_of_pdf(body):
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(body)
        file.flush()
        return re.sub(r"\s+", " ", subprocess.run(["pdftotext", "-layout", file.name, "-"], check=True, capture_output=True, text=True).stdout)


class Base(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)
        self.head = self.server.browser("head")
        self.secretary = self.server.browser("secretary")

    def person(self, role, unit=1):
        return self.server.sql("SELECT id FROM person WHERE unit_id = ? AND name = ?", unit, f"Vai {NAMES[role]}")[0][0]

    def team(self):
        answer = self.head.post(f"{ROUND}/to", [("leader", self.person("head")), ("secretary", self.person("secretary")),
                                                ("member", self.person("member")), ("member", self.person("leader"))])
        self.assertEqual(answer.status, 303, answer.text[-600:])

    def call(self, browser=None, path=MEETING, **more):
        self.team()
        answer = (browser or self.secretary).post(path, {**CALLED, **more})
        self.assertEqual((answer.status, answer.location), (303, path), answer.text[-800:])

    def page(self, path=MEETING, browser=None):
        return json.loads((browser or self.secretary).get(path, Accept="application/json").body)

    def attendance(self, page=None, **now):
        """The rows of the form; roles → "present", or "absent: reason"."""
        wanted = {self.person(role): value for role, value in now.items()}
        fields = []
        for member in (page or self.page())["members"]:
            attends, _, reason = wanted.get(member["person_id"], f"{member['attends']}: {member['reason']}").partition(": ")
            fields += [("person", member["person_id"]), ("was", member["attends"]), ("was_reason", member["reason"]),
                       ("attends", attends), ("reason", reason)]
        return fields

    def states(self):
        return {member["person_id"]: (member["attends"], member["reason"]) for member in self.page()["members"]}

    def vote(self, indicator, votes_for, against, was=("", ""), browser=None, **more):
        return (browser or self.secretary).post(f"{MEETING}/chieu", {"chi-tieu": indicator, "for": votes_for, "against": against,
                                                                     "was_for": was[0], "was_against": was[1], **more})

    def open_door(self):
        self.assertEqual(self.secretary.post(f"{MEETING}/cua", {"viec": "mo"}).location, f"{MEETING}/cua")
        return self.server.sql("SELECT door_code FROM meeting WHERE unit_id = 1 AND kind = 'round'")[0][0]


class Calling(Base):
    def test_nobody_to_call(self):
        self.assertIn("lập Tổ đánh giá", self.secretary.get(MEETING).text)
        self.assertIn("lập Tổ đánh giá", self.secretary.get(f"{ROUND}/hop").text)

    def test_called(self):
        self.call()
        page = self.page()
        self.assertEqual((page["state_name"], page["begins"], page["place"]), ("planned", "14:00 30/12/2026", CALLED["place"]))
        self.assertEqual((page["present_count"], page["team_count"], page["share"]), (0, 4, "0"))
        work = json.loads(self.server.browser("member").get("/", Accept="application/json").body)["tasks"]
        self.assertIn((MEETING, "30/12/2026"), [(item["path"], item["due"]) for item in work])
        self.assertNotIn("meeting", [item["kind"] for item in json.loads(self.server.browser("union").get("/", Accept="application/json").body)["tasks"]],
                         "who is not of the team is not called")
        self.assertIn("triệu tập cuộc họp", self.head.get("/nhat-ky").text)
        self.server.fsck()

    def test_times_as_people_type_them(self):
        self.team()
        for typed, shown in (("8h5 02/01/2027", "08:05 02/01/2027"), ("14h 02/01/2027", "14:00 02/01/2027"), ("2026-12-30T07:30", "07:30 30/12/2026"), ("9:15, 3.1.2027", "09:15 03/01/2027")):
            page = self.page()
            more = {} if not page["called"] else dict(self.texts())
            self.assertEqual(self.secretary.post(MEETING, {**more, "begins": typed, "place": "P1"}).status, 303)
            self.assertEqual(self.page()["begins"], shown)
        for wrong in ("25:00 30/12/2026", "14:00", "14:00 31/02/2027", "chiều mai", "14:60 30/12/2026", "14: 30/12/2026", "24h 30/12/2026"):
            answer = self.secretary.post(MEETING, {**dict(self.texts()), "begins": wrong})
            self.assertEqual(answer.status, 422, wrong)
            self.assertIn(f"“{wrong}” không phải giờ và ngày", answer.text)

    def texts(self, browser=None):
        """The form of what was discussed, as it stands on the page."""
        text = (browser or self.secretary).get(MEETING)
        fields = {name: text.hidden(name) for name in ("id", "version", "seen")}
        return {**fields, "place": "P1", "discussion": self.page()["discussion"] or "", "conclusion": self.page()["conclusion"] or ""}

    def test_invitation(self):
        self.call()
        papers = f"{ROUND}/van-ban/invitation"
        self.assertEqual(self.secretary.get(papers).status, 200)
        text = text_of_pdf(self.secretary.get(f"{papers}/tep/giay-moi-hop-tu-danh-gia.pdf").body)
        for part in ("GIẤY MỜI", "/GM-", "14 giờ 00, ngày 30 tháng 12 năm 2026", "Phòng họp; tầng 2, nhà A", "Vai Thư ký", "Vai Thủ trưởng đơn vị"):
            self.assertIn(part, text)
        self.assertEqual(self.secretary.get(f"{papers}/tep/giay-moi-hop-tu-danh-gia.docx").body[:2], b"PK")
        other = self.secretary.get(f"{ROUND}/van-ban/citizen_invitation")
        self.assertIn("Chưa có nội dung", other.text, "that meeting was not called")

    def test_calendar(self):
        self.team()
        self.assertEqual(self.secretary.get(f"{MEETING}/lich.ics").status, 404, "nothing to put into it yet")
        self.assertEqual(self.secretary.post(MEETING, CALLED).status, 303)
        answer = self.server.browser("member").get(f"{MEETING}/lich.ics")
        self.assertEqual(answer.headers["Content-Type"], "text/calendar; charset=utf-8")
        self.assertIn("hop-tu-danh-gia.ics", answer.headers["Content-Disposition"])
        lines = answer.body.decode().replace("\r\n ", "").split("\r\n")
        for line in ("DTSTART:20261230T070000Z", "DTEND:20261230T080000Z", "SUMMARY:Họp tự đánh giá năm 2026", "LOCATION:Phòng họp\\; tầng 2\\, nhà A"):
            self.assertIn(line, lines)

    def test_one_event_in_all_calendars(self):
        """The meeting's file and the calendar that a telephone subscribes to say the same of it, and say it again."""
        self.call()
        member = self.server.browser("member")
        address = re.search(r"http://[^/]+(/lich/[\w-]{43}\.ics)", member.post("/tai-khoan-cua-toi/thong-bao/lich").text).group(1)

        def event(path):
            whole = member.get(path).body.decode().replace("\r\n ", "")
            found = [part.split("END:VEVENT")[0] for part in whole.split("BEGIN:VEVENT")[1:] if "LOCATION:" in part]
            self.assertEqual(len(found), 1, whole)
            return found[0]

        first = event(f"{MEETING}/lich.ics")
        self.assertEqual(event(address), first)
        self.assertIn(f"/hop/tu-danh-gia\r\n", first)
        time.sleep(1.1)
        self.assertEqual(event(f"{MEETING}/lich.ics"), first, "the clock alone changes nothing")
        moved = {**CALLED, **{name: self.secretary.get(MEETING).hidden(name) for name in ("id", "version", "seen")}, "place": "Phòng khác"}
        self.assertEqual(self.secretary.post(MEETING, moved).status, 303)
        second = event(f"{MEETING}/lich.ics")
        self.assertEqual(event(address), second)

        def of(name, text):
            return re.search(f"{name}:(.*)\r\n", text).group(1)

        self.assertEqual(of("UID", first), of("UID", second))
        self.assertLess(int(of("SEQUENCE", first)), int(of("SEQUENCE", second)))
        self.assertLess(of("DTSTAMP", first), of("DTSTAMP", second))

    def test_only_who_may(self):
        self.team()
        for role in ("member", "union", "staff"):
            self.assertEqual(self.server.browser(role).post(MEETING, CALLED).status, 403, role)
        self.assertEqual(self.server.browser("staff").get(MEETING).status, 403)
        self.assertEqual(self.secretary.get(f"{ROUND}/hop/khac").status, 404)
        self.assertEqual(self.secretary.get(f"{MEETING}/chieu").status, 404, "not called yet")

    def test_another_unit(self):
        self.call()
        other = self.server.browser("secretary", "THCS") if any(p["unit"] == "THCS" for p in self.server.people) else None
        units = sorted({p["unit"] for p in self.server.people} - {"THGT"})
        other = other or self.server.browser("secretary", units[0])
        text = other.get(MEETING).text
        self.assertNotIn(CALLED["place"], text)
        code = self.open_door()
        self.assertIn(other.post(f"{MEETING}/diem-danh", {"ma": code}).status, (403, 404))
        fields = [("person", self.person("member")), ("was", "unknown"), ("was_reason", ""), ("attends", "present"), ("reason", "")]
        self.assertEqual(other.post(f"{MEETING}/du-hop", fields).status, 404)
        self.assertEqual({state for state, _ in self.states().values()}, {"unknown"})


class Attending(Base):
    def test_typed(self):
        self.call()
        answer = self.secretary.post(f"{MEETING}/du-hop", self.attendance(head="present", secretary="present", member="absent: đi công tác"))
        self.assertEqual((answer.status, answer.location), (303, f"{MEETING}#du-hop"), answer.text[-500:])
        self.assertEqual((self.states()[self.person("member")], self.states()[self.person("head")]), (("absent", "đi công tác"), ("present", "")))
        page = self.page()
        self.assertEqual((page["present_count"], page["absent_count"], page["unknown_count"], page["share"]), (2, 1, 1, "50"))
        self.server.fsck()

    def test_two_clerks(self):
        """Each keeps what the other wrote of other people; of the same person the second is asked."""
        self.call()
        seen = self.page()
        leader = self.server.browser("leader")
        self.assertEqual(leader.post(f"{MEETING}/du-hop", self.attendance(seen, member="present")).status, 303)
        self.assertEqual(self.secretary.post(f"{MEETING}/du-hop", self.attendance(seen, head="present")).status, 303)
        self.assertEqual([self.states()[self.person(role)][0] for role in ("member", "head")], ["present", "present"])
        answer = self.secretary.post(f"{MEETING}/du-hop", self.attendance(seen, member="absent: ốm"))
        self.assertEqual(answer.status, 422)
        self.assertIn("Vừa có người khác ghi", answer.text)
        self.assertEqual(self.states()[self.person("member")], ("present", ""))

    def test_texts_while_others_come(self):
        """Who comes meanwhile is no conflict with the texts; another clerk's texts are."""
        self.call()
        page = self.secretary.get(MEETING)
        form = {name: page.hidden(name) for name in ("id", "version", "seen")}
        self.assertEqual(self.secretary.post(f"{MEETING}/du-hop", self.attendance(head="present")).status, 303)
        self.assertEqual(self.secretary.post(MEETING, {**CALLED, **form, "conclusion": "Thống nhất."}).status, 303)
        answer = self.server.browser("leader").post(MEETING, {**CALLED, **form, "conclusion": "Không thống nhất."})
        self.assertEqual(answer.status, 409)
        self.assertIn("Hai người cùng sửa", answer.text)
        self.assertIn("Thống nhất.", answer.text)
        self.assertEqual(self.page()["conclusion"], "Thống nhất.")
        self.server.fsck()

    def test_at_the_door(self):
        self.call()
        member, code = self.server.browser("member"), self.open_door()
        self.assertIn("<svg", self.secretary.get(f"{MEETING}/cua").text)
        address = f"{MEETING}/diem-danh?ma={urllib.parse.quote(code)}"
        stranger = self.server.browser()
        self.assertIn("/dang-nhap?tiep=", stranger.get(address, Accept="text/html").location or "", "log in first, then on")
        self.assertIn("Tôi có mặt", member.get(address).text)
        self.assertEqual(self.states()[self.person("member")][0], "unknown", "looking is not coming")
        self.assertEqual(member.post(f"{MEETING}/diem-danh", {"ma": code}).status, 303)
        self.assertEqual(member.post(f"{MEETING}/diem-danh", {"ma": code}).status, 303, "twice is once")
        self.assertEqual(self.states()[self.person("member")][0], "present")
        self.assertIn("đã được ghi là có mặt", member.get(f"{MEETING}/diem-danh").text)
        self.assertEqual(self.server.browser("union").post(f"{MEETING}/diem-danh", {"ma": code}).status, 403, "not of the team")
        self.secretary.post(f"{MEETING}/du-hop", self.attendance(head="present", secretary="present"))
        here = json.loads(self.server.sql("SELECT present FROM meeting WHERE unit_id = 1 AND kind = 'round'")[0][0])
        self.assertEqual(here, [self.person(role) for role in ("head", "secretary", "member")], "in the order of the team, not of the door")
        self.server.fsck()

    def test_forged_and_closed(self):
        self.call()
        head, code = self.server.browser("head"), self.open_door()
        for forged in ("", code[:-1], code + "x", code.swapcase(), "A" * 43):
            self.assertEqual(head.post(f"{MEETING}/diem-danh", {"ma": forged}).status, 403, forged)
        self.assertEqual(self.secretary.post(f"{MEETING}/cua", {"viec": "dong"}).status, 303)
        self.assertEqual(head.post(f"{MEETING}/diem-danh", {"ma": code}).status, 403, "closed")
        fresh = self.open_door()
        self.assertNotEqual(fresh, code)
        self.assertEqual(head.post(f"{MEETING}/diem-danh", {"ma": code}).status, 403, "the code of before")
        self.assertEqual(self.server.browser("member").post(f"{MEETING}/cua", {"viec": "mo"}).status, 403)
        self.assertEqual({state for state, _ in self.states().values()}, {"unknown"})
        self.assertNotIn(fresh, self.server.browser("member").get(MEETING, Accept="application/json").text, "who is away does not learn it")
        self.assertEqual(head.post(f"{MEETING}/diem-danh", {"ma": fresh}).status, 303)


class Voting(Base):
    def setUp(self):
        super().setUp()
        self.call()

    def screen(self, indicator):
        return self.page(f"{MEETING}/chieu?chi-tieu={indicator}")

    def test_on_the_wall(self):
        first = self.page(f"{MEETING}/chieu")
        self.assertEqual((first["place"], first["voted_count"]), (1, 0))
        following = urllib.parse.parse_qs(first["next"].split("?")[1])["chi-tieu"][0]
        answer = self.vote(first["indicator"], 4, 0, tiep="1")
        self.assertEqual((answer.status, answer.location), (303, f"{MEETING}/chieu?chi-tieu={following}"))
        self.assertEqual(self.page(f"{MEETING}/chieu")["indicator"], following, "opens at the first that is open")
        shown = self.screen(first["indicator"])
        self.assertEqual((shown["was_for"], shown["was_against"], shown["carried"], shown["over"]), ("4", "0", True, True))
        text = self.secretary.get(f"{MEETING}/chieu?chi-tieu={first['indicator']}").text
        self.assertIn('rel="next"', text)
        self.assertIn("nhiều hơn 0 người có mặt", text)

    def test_two_clerks(self):
        id_ = self.page(f"{MEETING}/chieu")["indicator"]
        self.assertEqual(self.vote(id_, 3, 1).status, 303)
        answer = self.vote(id_, 2, 2, browser=self.server.browser("leader"))
        self.assertEqual(answer.status, 422)
        self.assertIn("Vừa có người khác ghi", answer.text)
        self.assertEqual(self.vote(id_, 2, 2, was=("3", "1")).status, 303, "who has seen it may change it")
        self.assertEqual((self.screen(id_)["was_for"], self.screen(id_)["was_against"]), ("2", "2"))
        self.assertEqual(self.vote(id_, 0, 0, was=("2", "2")).status, 303)
        self.assertFalse(self.screen(id_)["voted"])
        self.server.fsck()

    def test_wrong_votes(self):
        id_ = self.page(f"{MEETING}/chieu")["indicator"]
        for votes_for, against in ((-1, 0), (1, "hai"), (100000, 0)):
            self.assertEqual(self.vote(id_, votes_for, against).status, 422)
        self.assertEqual(self.vote("9.9", 1, 0).status, 404)
        self.assertEqual(self.vote(id_, 1, 0, browser=self.server.browser("member")).status, 403)
        self.assertEqual(self.page()["voted"], 0)

    def test_opinions(self):
        id_ = self.page(f"{MEETING}/chieu")["indicator"]
        said = {"chi-tieu": id_, "person": self.person("member"), "text": "Cần <b>thêm</b> minh chứng"}
        self.assertEqual(self.secretary.post(f"{MEETING}/y-kien", said).status, 303)
        self.assertEqual(self.secretary.post(f"{MEETING}/y-kien", {**said, "text": "Đồng ý", "person": ""}).status, 303)
        self.assertEqual([(o["who"], o["text"]) for o in self.screen(id_)["said"]],
                         [("Vai Thành viên tổ đánh giá", "Cần <b>thêm</b> minh chứng"), (False, "Đồng ý")])
        self.assertIn(b"&lt;b&gt;", self.secretary.get(f"{MEETING}/chieu?chi-tieu={id_}").body)
        self.assertEqual(self.secretary.post(f"{MEETING}/y-kien", {**said, "person": "999999"}).status, 404)
        self.assertEqual(self.secretary.post(f"{MEETING}/y-kien", {**said, "text": " "}).status, 422)
        drop = {"chi-tieu": id_, "index": 0, "text": "Cần <b>thêm</b> minh chứng"}
        self.assertEqual(self.secretary.post(f"{MEETING}/y-kien/bo", drop).status, 303)
        self.assertEqual(self.secretary.post(f"{MEETING}/y-kien/bo", drop).status, 404, "another stands there now")
        self.assertEqual([o["text"] for o in self.screen(id_)["said"]], ["Đồng ý"])
        self.server.fsck()

    def test_minutes_make_themselves(self):
        id_ = self.page(f"{MEETING}/chieu")["indicator"]
        answer = self.secretary.post(f"{MEETING}/ket-thuc", {"ends": "16:30 30/12/2026"})
        self.assertEqual(answer.status, 422)
        self.assertIn("Chưa ghi ai có mặt", answer.text)
        self.secretary.post(f"{MEETING}/du-hop", self.attendance(head="present", secretary="present", member="present", leader="absent: nghỉ ốm"))
        self.assertEqual(self.vote(id_, 2, 1).status, 303)
        self.secretary.post(f"{MEETING}/y-kien", {"chi-tieu": id_, "person": self.person("member"), "text": "Bổ sung ảnh chụp"})
        page = self.secretary.get(MEETING)
        form = {name: page.hidden(name) for name in ("id", "version", "seen")}
        self.secretary.post(MEETING, {**CALLED, **form, "discussion": "Thảo luận sôi nổi.", "conclusion": "Thống nhất kết quả."})
        self.assertEqual(self.secretary.post(f"{MEETING}/ket-thuc", {"ends": "16:30 30/12/2026"}).status, 303)
        self.assertEqual(self.page()["state_name"], "held")
        text = text_of_pdf(self.secretary.get(f"{ROUND}/van-ban/minutes/tep/06-bien-ban.pdf").body)
        for part in ("14 giờ 00, ngày 30 tháng 12 năm 2026", "16 giờ 30", "Có mặt: 03/04", "nghỉ ốm", "Thảo luận sôi nổi.", "Thống nhất kết quả.",
                     f"Chỉ tiêu {id_}, Vai Thành viên tổ đánh giá: Bổ sung ảnh chụp"):
            self.assertIn(part, text)
        self.assertRegex(text, rf"{re.escape(id_)} .{{0,120}}? 2 +1 ")
        self.assertEqual(self.vote(id_, 3, 0, was=("2", "1")).status, 409, "it is over")
        self.assertEqual(self.secretary.post(f"{MEETING}/mo-lai").status, 303)
        self.assertEqual(self.vote(id_, 3, 0, was=("2", "1")).status, 303)
        self.assertIn("kết thúc cuộc họp", self.head.get("/nhat-ky").text)
        self.server.fsck()


class Citizens(Base):
    def test_the_other_meeting(self):
        other = f"{ROUND}/hop/cong-dan"
        self.call(path=other)
        self.assertEqual(self.page(other)["state_name"], "planned")
        self.assertFalse(self.page()["called"])
        self.assertEqual(self.secretary.get(f"{other}/chieu").status, 404, "its list has a page of its own")
        self.assertEqual(self.secretary.post(f"{other}/chieu", {"chi-tieu": "1.1", "for": 1, "against": 0}).status, 404)
        self.secretary.post(f"{other}/du-hop", self.attendance(self.page(other), head="present"))
        self.assertEqual(self.secretary.post(f"{other}/ket-thuc", {"ends": "09:00 30/12/2026"}).status, 303)
        text = text_of_pdf(self.secretary.get(f"{ROUND}/van-ban/citizen_minutes/tep/bien-ban-thong-nhat-danh-sach.pdf").body)
        self.assertIn("Có mặt: 01/04", text)


class FromACase(unittest.TestCase):
    def test_loaded(self):
        server = Loaded()
        self.addCleanup(server.stop)
        head = server.browser("head")
        page = json.loads(head.get("/dot/2024/hop/tu-danh-gia", Accept="application/json").body)
        self.assertEqual(page["state_name"], "held")
        self.assertEqual(page["voted"], page["agenda"])
        self.assertGreater(page["present_count"], 0)
        self.assertIn("Chưa có nội dung", head.get("/dot/2024/van-ban/invitation").text, "it is over")


if __name__ == "__main__":
    unittest.main()
