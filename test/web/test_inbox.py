"""What people are told: in their inbox, by mail, in their calendar; who is told nothing, and who may not look."""
import datetime
import re
import time
import unittest

from client import Server
from smtp import MailServer

STUDY = "/dot/2026/tu-hoc"
PLAN = {"subject": "Toán", "goal": "Dạy phân số chắc hơn", "content": "Đọc sách", "schedule": "Tối thứ Ba", "outcome": "Một chuyên đề"}
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
                    "a5f645400000000049454e44ae426082")
SITE = "https://dvht.truong.vn"
NOTICES = "/tai-khoan-cua-toi/thong-bao"


class Told(unittest.TestCase):
    smtp = None

    def setUp(self):
        self.server = Server(smtp=self.smtp)
        self.addCleanup(self.end)
        self.staff, self.head, self.member, self.union = (self.server.browser(role) for role in ("staff", "head", "member", "union"))

    def end(self):
        """Messages have no events, and the records are still what their events tell."""
        self.server.end()
        try:
            self.assertIn("lành lặn", self.server.fsck())
        finally:
            self.server.launch()
            self.server.line()
            self.server.stop()

    def account(self, role, unit="THGT"):
        return self.server.person(role, unit)["account"]

    def person(self, role):
        return self.server.sql("SELECT person_id FROM account WHERE id = ? AND unit_id = 1", self.account(role))[0][0]

    def messages(self, role, unit=1):
        return self.server.sql("SELECT kind, text FROM message WHERE unit_id = ? AND account_id = ? ORDER BY id", unit, self.account(role))

    def submit(self, browser=None, version="0"):
        answer = (browser or self.staff).post(STUDY + "/cua-toi", {"version": version, **PLAN, "gui": "1"})
        self.assertEqual(answer.status, 303, answer.text)

    def return_plan(self, role="staff", remarks="Ghi rõ số giờ"):
        found = self.server.sql("SELECT id, version FROM study_plan WHERE unit_id = 1 AND person_id = ?", self.person(role))[0]
        answer = self.head.post(STUDY + "/danh-sach", {"viec": "return", "chon": f"{found[0]}.{found[1]}", "remarks": remarks})
        self.assertEqual(answer.status, 303, answer.text)

    def until(self, ready):
        end = time.monotonic() + 60
        while not (found := ready()):
            self.assertLess(time.monotonic(), end, "it does not come")
            time.sleep(0.02)
        return found

    def remind(self, browser=None):
        """As each morning; until it is done."""
        begun = (browser or self.head).post("/nhac-viec/ngay")
        self.assertEqual(begun.status, 303, begun.text)
        job = int(begun.location.rsplit("/", 1)[1])
        self.until(lambda: self.server.sql("SELECT 1 FROM job WHERE id = ? AND state = 'done'", job))


class Inbox(Told):
    def test_returned_to_who_mends_it(self):
        self.assertIn("Chưa có tin nào", self.staff.get("/hop-thu").text)
        self.assertNotIn("chưa đọc", self.staff.get("/").text)
        self.submit()
        self.assertEqual(self.messages("staff"), [], "nobody is told of what they did")
        self.assertEqual(self.messages("head"), [("submitted", "Có kế hoạch tự học chờ duyệt")])
        self.return_plan()
        self.assertEqual(self.messages("staff"), [("returned", "Kế hoạch tự học của bạn được trả lại để sửa: Ghi rõ số giờ")])
        self.assertIn('<span class="count">1<', self.staff.get("/").text)
        page = self.staff.get("/hop-thu").text
        self.assertIn("1 tin chưa đọc", page)
        link = re.search(r'href="(/hop-thu/\d+)"', page).group(1)
        answer = self.staff.get(link)
        self.assertEqual((answer.status, answer.location), (303, STUDY + "/cua-toi"))
        self.until(lambda: "Đã đọc hết" in self.staff.get("/hop-thu").text)
        self.assertNotIn('class="count"', self.staff.get("/").text)
        self.assertEqual(self.staff.post(link + "/chua-doc").status, 303)
        self.assertIn("1 tin chưa đọc", self.staff.get("/hop-thu").text)
        self.assertEqual(self.staff.post("/hop-thu/doc-het").status, 303)
        self.assertIn("Đã đọc hết", self.staff.get("/hop-thu").text)

    def test_one_line_for_each_matter(self):
        """A queue is one line until it is read; so is a plan that is returned twice, with the newest words."""
        for role in ("staff", "member", "secretary"):
            self.submit(self.server.browser(role))
        self.assertEqual(len(self.messages("head")), 1)
        self.return_plan()
        self.submit(version="3")
        self.return_plan(remarks="Thiếu lịch")
        self.assertEqual(self.messages("staff"), [("returned", "Kế hoạch tự học của bạn được trả lại để sửa: Thiếu lịch")])
        self.head.post("/hop-thu/doc-het")
        self.submit(version="5")
        self.assertEqual(len(self.messages("head")), 2, "what was read does not hide what is new")

    def test_entered_for_somebody(self):
        answer = self.member.upload(f"{STUDY}/nhap-ho/{self.person('staff')}", {"version": "0", **PLAN}, [("phieu", "phieu.png", PNG)])
        self.assertEqual(answer.status, 303, answer.text)
        kinds = [kind for kind, _ in self.messages("staff")]
        self.assertEqual(kinds, ["entered"])
        self.assertIn("Vai Thành viên tổ đánh giá đã nhập hộ", self.staff.get("/hop-thu").text)

    def test_own_only(self):
        self.submit()
        self.return_plan()
        id = self.server.sql("SELECT id FROM message WHERE unit_id = 1 AND account_id = ?", self.account("staff"))[0][0]
        for role, unit in (("member", "THGT"), ("head", "THGT"), ("staff", "MNHS"), ("administrator", "MNHS")):
            other = self.server.browser(role, unit)
            self.assertEqual(other.get(f"/hop-thu/{id}").status, 404)
            other.post(f"/hop-thu/{id}/da-doc")
            self.assertEqual(other.post(f"/hop-thu/{id}/chua-doc").status, 404)
            other.post("/hop-thu/doc-het")
            self.assertNotIn("Ghi rõ số giờ", other.get("/hop-thu").text)
        self.assertEqual(self.server.sql("SELECT count(*) FROM message WHERE unit_id = 1 AND id = ? AND read_at IS NULL", id), [(1,)])
        self.assertEqual(self.server.sql("SELECT count(*) FROM message WHERE unit_id <> 1"), [(0,)], "another unit hears nothing")


class Remind(Told):
    def test_what_is_missing_once(self):
        self.remind()
        self.assertEqual(self.messages("staff"), [], "nobody has begun, and no day is near")
        self.submit(self.member)
        self.remind()
        missing = [("reminder", "Nhiều người đã gửi; còn thiếu kế hoạch tự học của bạn")]
        self.assertEqual(self.messages("staff"), missing)
        self.assertEqual([kind for kind, _ in self.messages("member")], [], "who has sent theirs is left in peace")
        self.remind()
        self.assertEqual(self.messages("staff"), missing, "never twice")
        self.staff.post("/hop-thu/doc-het")
        self.remind()
        self.assertEqual(self.messages("staff"), missing, "not even once it is read")

    def improvement(self, days, **more):
        """A task for the staff's person, due in so many days; its id."""
        due = (datetime.date.today() + datetime.timedelta(days)).strftime("%d/%m/%Y")
        answer = self.head.post("/dot/2026/cai-tien/moi", {"indicator": "1.1", "task": "Mở tủ sách", "due": due, "owner_id": self.person("staff"), **more})
        self.assertEqual(answer.status, 303, answer.text[-500:])
        return self.server.sql("SELECT max(id) FROM improvement")[0][0], due

    def test_improvement_is_followed(self):
        """Its owner is reminded as of other work, once, until it is done; and has it in the calendar."""
        late, late_due = self.improvement(-3)
        soon, soon_due = self.improvement(2, task="Lập câu lạc bộ đọc")
        done, _ = self.improvement(1, task="Việc đã xong")
        self.improvement(90, task="Việc còn lâu")
        self.improvement(0, task="Việc không hạn", due="")
        version = self.staff.get(f"/dot/2026/cai-tien/{done}").hidden("version")
        self.assertEqual(self.staff.post(f"/dot/2026/cai-tien/{done}/ket-qua", {"version": version, "result": "Đã làm", "xong": "1"}).status, 303)
        for _ in range(2):
            self.remind()
        told = [text for kind, text in self.messages("staff") if kind == "reminder" and "cải tiến" in text]
        self.assertEqual(sorted(told), [f"Việc cải tiến: Lập câu lạc bộ đọc đến hạn ngày {soon_due}", f"Việc cải tiến: Mở tủ sách quá hạn từ ngày {late_due}"])
        paths = {row[0] for row in self.server.sql("SELECT path FROM message WHERE kind = 'reminder' AND text LIKE '%cải tiến%'")}
        self.assertEqual(paths, {f"/dot/2026/cai-tien/{late}", f"/dot/2026/cai-tien/{soon}"})
        address = re.search(r"http://[^/]+(/lich/[\w-]{43}\.ics)", self.staff.post(NOTICES + "/lich").text).group(1)
        feed = self.server.browser().get(address).body.decode().replace("\r\n ", "")
        for line in ("SUMMARY:Hạn cải tiến: Mở tủ sách", "SUMMARY:Hạn cải tiến: Lập câu lạc bộ đọc"):
            self.assertIn(f"\r\n{line}\r\n", feed)
        for kept in ("Việc đã xong", "Việc không hạn"):
            self.assertNotIn(kept, feed)
        self.assertRegex(feed, rf"URL:http://[^/]+/dot/2026/cai-tien/{late}\r\n")

    def test_who_may(self):
        for role in ("head", "leader", "secretary", "union"):
            self.assertEqual(self.server.browser(role).get("/nhac-viec").status, 200)
        for role in ("staff", "member", "administrator"):
            browser = self.server.browser(role)
            self.assertEqual(browser.get("/nhac-viec").status, 403)
            self.assertEqual(browser.post("/nhac-viec", {"nhom": "all", "loi": "x"}).status, 403)
            self.assertEqual(browser.post("/nhac-viec/ngay").status, 403)

    def test_encouragement(self):
        self.submit()
        page = self.union.get("/nhac-viec?nhom=study").text
        self.assertIn("chưa gửi kế hoạch tự học", page)
        self.assertNotIn("Vai Cán bộ, giáo viên, nhân viên", page)
        self.assertIn("1. ", re.search(r'<textarea id="zalo"[^>]*>([^<]*)', page).group(1), "to paste, without a script too")
        words = {"nhom": "study", "loi": "Cố lên các đồng chí\nCòn ba ngày nữa"}
        answer = self.union.post("/nhac-viec", words)
        self.assertEqual(answer.status, 303, answer.text)
        self.assertEqual(self.messages("head"), [("submitted", "Có kế hoạch tự học chờ duyệt"), ("encouragement", words["loi"])])
        self.assertEqual((self.messages("staff"), self.messages("union")), ([], []))
        self.assertIn("Vai Công đoàn", self.head.get("/hop-thu").text)
        self.assertEqual(self.union.post("/nhac-viec", words).status, 422, "the same words reach nobody twice")
        self.assertEqual(self.union.post("/nhac-viec", {"nhom": "study", "loi": " "}).status, 422)
        self.assertEqual(self.union.post("/nhac-viec", {"nhom": "lạ", "loi": "x"}).status, 422)
        self.assertEqual(self.server.sql("SELECT count(*) FROM message WHERE unit_id = 2"), [(0,)])


class Mailed(Told):
    def setUp(self):
        self.mails = MailServer()
        self.addCleanup(self.mails.stop)
        self.smtp = self.mails.url(f"&site={SITE}")
        super().setUp()
        self.server.sql("UPDATE person SET email = ? WHERE unit_id = 1 AND id = ?", "an@truong.vn", self.person("staff"))

    def end(self):
        """The address was not written by the program."""
        self.server.stop()

    def sent(self):
        """How many mails the digests made so far."""
        return self.server.sql("SELECT count(*) FROM job WHERE kind = 'mail'")[0][0]

    def digest(self):
        before = self.server.sql("SELECT count(*) FROM job WHERE kind = 'digest' AND state = 'done'")[0][0]
        self.remind()
        self.until(lambda: self.server.sql("SELECT count(*) FROM job WHERE kind = 'digest' AND state = 'done'")[0][0] > before)

    def test_digest_once_a_day(self):
        self.submit()
        self.return_plan()
        self.digest()
        mail = self.mails.wait()[0]
        self.assertEqual((mail["To"], mail["Subject"]), ("an@truong.vn", "1 tin chưa đọc tại Trường Tiểu học Gia Thụy"))
        text = mail.get_content()
        self.assertIn("Ghi rõ số giờ", text)
        id = self.server.sql("SELECT id FROM message WHERE account_id = ?", self.account("staff"))[0][0]
        self.assertIn(f"{SITE}/hop-thu/{id}", text)
        self.union.post("/nhac-viec", {"nhom": "all", "loi": "Cảm ơn mọi người"})
        self.digest()
        self.assertEqual(self.sent(), 1, "one a day")
        self.staff.post(NOTICES, [("mail", "each"), ("kind", "returned")])
        self.digest()
        self.assertEqual(self.sent(), 1, "kinds that are not wanted are left out")
        self.staff.post(NOTICES, [("mail", "each"), ("kind", "returned"), ("kind", "encouragement")])
        self.digest()
        self.assertIn("Cảm ơn mọi người", self.mails.wait(2)[1].get_content())

    def test_no_more_with_one_click(self):
        self.submit()
        self.return_plan()
        self.digest()
        mail = self.mails.wait()[0]
        self.assertEqual(mail["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
        path = re.fullmatch(rf"<{SITE}(/thoi-nhan-thu/[0-9a-f-]+)>", mail["List-Unsubscribe"]).group(1)
        self.assertIn(SITE + path, mail.get_content())
        nobody = self.server.browser()
        self.assertIn("Thôi nhận thư", nobody.get(path).text)
        self.assertEqual(self.server.sql("SELECT count(*) FROM notice_choice"), [(0,)], "looking changes nothing")
        unit, account, seal = path.rsplit("/", 1)[1].split("-")
        forged = [f"{unit}-{self.account('head')}-{seal}", f"2-{account}-{seal}", f"{unit}-{account}-{'0' * len(seal)}", f"{unit}-{account}",
                  "x", f"{unit}-{account}-{seal}-1", f" {unit}-0{account}-{seal}"]
        for one in forged:
            self.assertEqual(nobody.get("/thoi-nhan-thu/" + one.replace(" ", "%20")).status, 404, one)
            self.assertEqual(nobody.post("/thoi-nhan-thu/" + one.replace(" ", "%20"), {"List-Unsubscribe": "One-Click"}).status, 404, one)
        self.assertEqual(self.server.sql("SELECT count(*) FROM notice_choice"), [(0,)])
        for _ in range(2):
            self.assertEqual(nobody.post(path, {"List-Unsubscribe": "One-Click"}).status, 200)
        self.assertEqual(self.server.sql("SELECT unit_id, account_id, mail FROM notice_choice"), [(1, self.account("staff"), "none")])
        self.assertIn("Bạn không nhận thư nào", nobody.get(path).text)
        self.submit(version="3")
        self.return_plan()
        self.digest()
        self.assertEqual(self.sent(), 1)

    def test_nobody_without_an_address(self):
        self.submit(self.member)
        self.remind()
        self.assertEqual(len(self.messages("secretary")), 1)
        self.digest()
        self.assertEqual([mail["To"] for mail in self.mails.wait()], ["an@truong.vn"])


class Calendar(Told):
    def open(self, browser):
        page = browser.post(NOTICES + "/lich")
        self.assertEqual(page.status, 200, page.text)
        return re.search(r"http://[^/]+(/lich/[\w-]{43}\.ics)", page.text).group(1)

    def plan(self):
        """A person's work, the team's meeting and the day of submission, behind the program's back."""
        round_id = self.server.sql("SELECT id FROM round WHERE unit_id = 1")[0][0]
        staff, head = self.person("staff"), self.person("head")
        rows = ["INSERT INTO assignment (unit_id, id, round_id, position, task, due, version) VALUES (1, 9001, {r}, 1, 'Rà danh sách; nộp', '2026-12-01', 3)",
                "INSERT INTO assignment (unit_id, id, round_id, position, task, due, version) VALUES (1, 9002, {r}, 2, 'Việc của người khác', '2026-12-02', 1)",
                "INSERT INTO assignee (unit_id, id, round_id, assignment_id, person_id, position, version) VALUES (1, 9003, {r}, 9001, {s}, 1, 1)",
                "INSERT INTO assignee (unit_id, id, round_id, assignment_id, person_id, position, version) VALUES (1, 9004, {r}, 9002, {h}, 1, 1)",
                "INSERT INTO team_member (unit_id, id, round_id, person_id, role, position, version) VALUES (1, 9005, {r}, {s}, 'member', 1, 1)",
                "INSERT INTO meeting (unit_id, id, round_id, kind, state, begins, ends, place, version) VALUES "
                "(1, 9006, {r}, 'round', 'planned', '2026-12-30T14:00', '2026-12-30T16:30', 'Phòng họp, tầng 2', 1)",
                "INSERT INTO plan (unit_id, id, round_id, submit_before, version) VALUES (1, 9007, {r}, '2027-01-15', 1)"]
        for row in rows:
            self.server.sql(row.format(r=round_id, s=staff, h=head))

    def end(self):
        """Its records were not written by the program."""
        self.server.stop()

    def test_feed(self):
        self.plan()
        path = self.open(self.staff)
        nobody = self.server.browser()
        answer = nobody.get(path)
        self.assertEqual((answer.status, answer.headers["Content-Type"]), (200, "text/calendar; charset=utf-8"))
        text = answer.body.decode()
        self.assertEqual(answer.body, nobody.get(path).body, "the same as long as nothing changes")
        self.assertEqual(text.count("BEGIN:VEVENT"), 3)
        for line in ("SUMMARY:Hạn: Rà danh sách\\; nộp", "DTSTART;VALUE=DATE:20261201", "DTSTART:20261230T070000Z", "DTEND:20261230T093000Z",
                     "LOCATION:Phòng họp\\, tầng 2", "DTSTART;VALUE=DATE:20270115", "SEQUENCE:2"):
            self.assertIn(f"\r\n{line}\r\n", text)
        self.assertNotIn("người khác", text)
        self.assertNotIn("Vai ", text, "nobody's name")
        self.assertTrue(all(len(line) <= 75 for line in answer.body.split(b"\r\n")))
        self.assertIn("no-store", answer.headers["Cache-Control"])

    def test_renewed_closed_forged(self):
        self.plan()
        first = self.open(self.staff)
        self.assertNotIn(first, self.staff.get(NOTICES).text, "shown once")
        second = self.open(self.staff)
        nobody = self.server.browser()
        self.assertEqual((nobody.get(first).status, nobody.get(second).status), (404, 200))
        self.assertEqual(nobody.get(second.removesuffix(".ics")).status, 404)
        self.assertEqual(nobody.get("/lich/" + "A" * 43 + ".ics").status, 404)
        self.assertEqual(nobody.get("/lich/.ics").status, 404)
        kept = self.server.sql("SELECT calendar_hash FROM notice_choice")[0][0]
        self.assertNotIn(second.removeprefix("/lich/").removesuffix(".ics"), kept)
        self.assertEqual(nobody.get(f"/lich/{kept}.ics").status, 404, "what is stored opens nothing")
        self.staff.post(NOTICES, [("mail", "weekly")])
        self.assertEqual(nobody.get(second).status, 200, "another choice does not close it")
        self.assertEqual(self.staff.post(NOTICES + "/lich/dong").status, 303)
        self.assertEqual(nobody.get(second).status, 404)
        third = self.open(self.staff)
        self.server.sql("UPDATE account SET state = 'locked' WHERE id = ?", self.account("staff"))
        self.assertEqual(nobody.get(third).status, 404, "with the account goes the calendar")


if __name__ == "__main__":
    unittest.main()
