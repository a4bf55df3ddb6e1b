"""The result before the head and the dossier: submitted, returned, approved, void, sent; each by who may.

Environment: APPROVAL_KILLS how often the server is killed while it approves, CRASH_SEED the seed of a run to have again."""
import http.client
import io
import json
import os
import random
import re
import shutil
import threading
import time
import unittest
import zipfile

from loaded import CaseServer

HERE = "/dot/2024/phe-duyet"
DOSSIER = "/dot/2024/ho-so"
KILLS = int(os.environ.get("APPROVAL_KILLS", "10"))
SEED = int(os.environ.get("CRASH_SEED", random.SystemRandom().randrange(10**9)))


class Approving(unittest.TestCase):
    """A server of its own on the sample case for each test; sound at its end."""

    def setUp(self):
        self.server = CaseServer()
        self.addCleanup(shutil.rmtree, self.server.folder)
        self.addCleanup(self.end)
        self.head, self.secretary, self.member, self.staff = (self.server.browser(role) for role in ("head", "secretary", "member", "staff"))

    def end(self):
        self.server.kill()
        self.assertIn("lành lặn", self.server.program("fsck"))

    def leader(self):
        """The secretary as leader too, who is not the head."""
        if not self.server.sql("SELECT 1 FROM role_grant WHERE role = 'leader' AND account_id = (SELECT id FROM account WHERE login = ?)", self.server.logins["secretary"]):
            account, = self.server.sql("SELECT id FROM account WHERE login = ?", self.server.logins["secretary"])[0]
            self.grant(account, "leader")
        return self.secretary

    def grant(self, account, role):
        answer = self.head.post(f"/tai-khoan/{account}/vai-tro", {"role": role})
        self.assertEqual(answer.status, 303, answer.text[-500:])

    def act(self, browser, action, page=None, **more):
        page = page or browser.get(HERE)
        return browser.post(HERE, {"version": page.hidden("version") or 0, "seen": page.hidden("seen") or 0, "action": action, **more})

    def approve(self):
        answer = self.act(self.head, "approve")
        self.assertEqual(answer.status, 303, answer.text[-800:])

    def states(self):
        return [state for state, in self.server.sql("SELECT state FROM approval ORDER BY position")]

    def events(self):
        return self.server.sql("SELECT count(*) FROM event")[0][0]

    def kept(self):
        return json.loads(self.server.sql("SELECT files FROM approval ORDER BY position DESC LIMIT 1")[0][0])


class Acts(Approving):
    def test_files_called_the_same(self):
        """A camera's IMG_1.JPG and another's img_1.jpg, one name typed in two ways: the round is approved with each."""
        item = self.server.sql("SELECT id FROM evidence ORDER BY position LIMIT 1")[0][0]
        files = [("tep", name, name.encode()) for name in ("IMG_1.JPG", "img_1.jpg", "Quyết định.txt", "QUYE\u0302\u0301T ĐỊNH.txt")]
        self.assertEqual(self.member.upload(f"/dot/2024/minh-chung/{item}/tep", {}, files).status, 303)
        self.approve()
        self.assertEqual(self.states()[-1], "approved")

    def test_roles(self):
        self.assertIn("chưa trình", self.member.get(HERE).text)
        self.assertEqual((self.staff.get(HERE).status, self.staff.get(DOSSIER).status), (403, 403))
        other = self.server.browser()
        self.assertEqual((other.get(HERE).status, other.get(DOSSIER + "/1/ho-so.zip").status), (303, 303), "not logged in")
        for browser in (self.secretary, self.member, self.staff):
            self.assertEqual(browser.post(HERE + "/trinh").status, 403)
            self.assertEqual(browser.post(HERE, {"version": 0, "seen": 1, "action": "approve"}).status, 403)
        self.assertEqual(self.member.post(DOSSIER + "/nop", {"lan": 1, "way": "direct", "sent_on": "10/01/2025"}).status, 403)
        self.assertEqual(self.head.get("/dot/2023/phe-duyet").status, 404)
        self.assertEqual(self.head.get(DOSSIER + "/1/ho-so.zip").status, 404)
        self.assertEqual(self.states(), [])

    def test_way(self):
        """Submitted by the leader, returned by the head, submitted again, approved, opened again."""
        leader = self.leader()
        self.assertEqual(leader.post(HERE + "/trinh").location, HERE)
        self.assertEqual(leader.post(HERE + "/trinh").status, 409, "it waits already")
        self.assertIn("Phê duyệt kết quả và hồ sơ của đợt", self.head.get("/").text)
        self.assertEqual(self.act(leader, "approve").status, 403)
        self.assertEqual(self.act(self.head, "return").status, 422, "without saying why")
        self.assertEqual(self.act(self.head, "return", remarks="Thiếu số liệu\nXem chỉ tiêu 2.3").status, 303)
        self.assertIn("Xem chỉ tiêu 2.3", leader.get(HERE).text)
        self.assertIn("Sửa và trình lại kết quả", leader.get("/").text)
        self.assertEqual(leader.post(HERE + "/trinh").status, 303)
        before = self.events()
        self.approve()
        self.assertEqual(self.server.sql("SELECT action FROM event WHERE seq > ? ORDER BY seq", before)[-1], ("approval.approve",))
        self.assertEqual(self.server.sql("SELECT revision FROM round"), [(1,)])
        page = self.member.get(HERE).text
        self.assertIn("vẫn đúng với dữ liệu hôm nay", page)
        self.assertIn("Nộp hồ sơ đã phê duyệt", self.secretary.get("/").text)
        self.assertEqual(leader.post(HERE + "/trinh").status, 409, "it holds")
        self.assertEqual(self.act(self.head, "reopen").status, 422)
        self.assertEqual(self.act(self.head, "reopen", remarks="Sửa tên người").status, 303)
        self.assertIn("Sửa tên người", self.member.get(HERE).text)
        self.assertEqual(self.states(), ["void"])
        self.assertEqual(self.member.get(DOSSIER + "/1/ho-so.zip").status, 200, "what was approved stays to be looked at")
        self.assertIn("hết hiệu lực", self.member.get(DOSSIER + "?lan=1").text)
        self.assertIn("DỰ THẢO", self.member.get(DOSSIER).text)

    def test_head_and_leader_in_one(self):
        page = self.head.get(HERE)
        self.assertIn("Trình và phê duyệt", page.text)
        answer = self.act(self.head, "approve", page)
        self.assertEqual(answer.status, 303)
        self.assertIn("cùng một lần", self.head.get(HERE).text)
        self.assertEqual(self.states(), ["approved"])

    def test_errors_are_listed(self):
        """An indicator without a rating."""
        leader = self.leader()
        indicator, = self.server.sql("SELECT indicator FROM rating ORDER BY position LIMIT 1")[0]
        self.server.sql("UPDATE rating SET result = NULL WHERE indicator = ?", indicator)
        try:
            page = self.head.get(HERE)
            self.assertIn("Phải sửa trước khi trình", page.text)
            self.assertIn(indicator, page.text)
            self.assertNotIn("Trình và phê duyệt", page.text)
            for answer in (leader.post(HERE + "/trinh"), self.head.post(HERE, {"version": 0, "seen": 10**9, "action": "approve"})):
                self.assertEqual(answer.status, 422)
                self.assertIn("lỗi phải sửa", answer.text)
            self.assertEqual(self.states(), [])
        finally:
            self.server.sql("UPDATE rating SET result = 'met' WHERE indicator = ?", indicator)

    def test_changed_while_looking(self):
        """What is approved is what was looked at."""
        page = self.head.get(HERE)
        person = self.person()
        self.save_person(person, position="Giáo viên giỏi")
        answer = self.act(self.head, "approve", page)
        self.assertEqual(answer.status, 409)
        self.assertIn("vừa thay đổi", answer.text)
        self.assertEqual(self.states(), [])
        self.approve()

    def person(self):
        return self.server.sql("SELECT id, code, name, version FROM person WHERE code = 'GV003'")[0]

    def save_person(self, person, **changed):
        id, code, name, version = person
        answer = self.head.post(f"/nguoi/{id}", {"code": code, "name": name, "version": version, **changed})
        self.assertEqual(answer.status, 303, answer.text[-500:])

    def test_void_by_change(self):
        """Seen by all, what and who; voided when it is submitted again."""
        self.approve()
        old = self.member.get(DOSSIER + "/1/ho-so.zip").body
        self.save_person(self.person(), position="Nhân viên")
        for browser in (self.head, self.member):
            page = browser.get(HERE).text
            self.assertIn("Dữ liệu đã khác bản phê duyệt", page)
            self.assertIn("Danh sách người", page)
            self.assertIn("sửa thông tin người", page)
        self.assertEqual(self.member.get(DOSSIER + "/1/ho-so.zip").body, old)
        self.assertEqual(self.states(), ["approved"])
        self.approve()
        self.assertEqual(self.states(), ["void", "approved"])
        page = self.member.get(HERE).text
        self.assertIn("vẫn đúng với dữ liệu hôm nay", page)
        self.assertIn("Dữ liệu đã đổi sau khi phê duyệt", page)
        self.assertEqual(self.server.sql("SELECT revision FROM round"), [(2,)])
        self.assertNotEqual(self.member.get(DOSSIER + "/2/ho-so.zip").body, old)

    def test_put_back_holds_again(self):
        self.approve()
        was, = self.server.sql("SELECT position FROM person WHERE code = 'GV003'")[0]
        facts = {"position": was}
        for column, field in (("department", "department"), ("gender", "gender"), ("degree", "degree"), ("email", "email"), ("phone", "phone")):
            value, = self.server.sql(f"SELECT {column} FROM person WHERE code = 'GV003'")[0]
            facts[field] = value or ""
        birth, = self.server.sql("SELECT birth_date FROM person WHERE code = 'GV003'")[0]
        facts["birth"] = birth or ""
        self.save_person(self.person(), **{**facts, "position": "Nhân viên"})
        self.assertIn("Dữ liệu đã khác", self.head.get(HERE).text)
        self.save_person(self.person(), **facts)
        self.assertIn("vẫn đúng với dữ liệu hôm nay", self.head.get(HERE).text)

    def test_register_does_not_void(self):
        """Numbers, days, signed copies, receipts; log-ins and roles, too."""
        self.approve()
        self.secretary.post("/dot/2024/van-ban/announcement", {"version": 0, "number": "5", "date": "07/01/2025"})
        version, = self.server.sql("SELECT version FROM paper WHERE paper = 'report'")[0]
        answer = self.secretary.upload("/dot/2024/van-ban/report/ban-ky", {"version": version}, [("signed", "bc.pdf", b"%PDF-1.4\n%%EOF\n")])
        self.assertEqual(answer.status, 303, answer.text[-300:])
        self.server.browser("member")
        page = self.member.get(HERE).text
        self.assertIn("vẫn đúng với dữ liệu hôm nay", page)
        dossier = self.member.get(DOSSIER).text
        self.assertIn("bản ký", dossier)
        self.assertEqual(self.states(), ["approved"])

    def test_two_heads(self):
        """One wins, the other is told who."""
        account, = self.server.sql("SELECT id FROM account WHERE login = ?", self.server.logins["secretary"])[0]
        self.grant(account, "head")
        browsers = [self.head, self.secretary]
        pages = [browser.get(HERE) for browser in browsers]
        answers = [None, None]

        def go(number):
            answers[number] = self.act(browsers[number], "approve", pages[number])

        threads = [threading.Thread(target=go, args=(number,)) for number in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(answer.status for answer in answers), [303, 409])
        lost = next(answer for answer in answers if answer.status == 409)
        self.assertRegex(lost.text, "vừa phê duyệt bản này rồi")
        self.assertEqual(self.states(), ["approved"])


class Dossier(Approving):
    def unzip(self, body):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def test_files(self):
        self.assertIn("DỰ THẢO", self.member.get(DOSSIER).text)
        draft = self.unzip(self.member.get(DOSSIER + "/du-thao.zip").body)
        self.assertIn("07-bao-cao.pdf", draft)
        self.approve()
        files = self.unzip(self.member.get(DOSSIER + "/1/ho-so.zip").body)
        self.assertNotEqual(files["07-bao-cao.pdf"], draft["07-bao-cao.pdf"])
        page = self.member.get(DOSSIER).text
        for path in re.findall(rf'href="({DOSSIER}/1/[^"]+)"', page):
            with self.subTest(path):
                answer = self.member.get(path)
                self.assertEqual(answer.status, 200)
                name = path.removeprefix(DOSSIER + "/1/").removeprefix("tep/")
                if name in files:
                    self.assertTrue(answer.body == files[name])
        self.assertIn("01/BC-THGT", page)
        for path in ("/1/tep/..", "/1/tep/case.json", "/1/xem/khong-co", "/2/ho-so.zip", "/1/minh-chung/khong-co.pdf"):
            self.assertEqual(self.member.get(DOSSIER + path).status, 404, path)
        sheets = self.member.get(DOSSIER + "/1/xem/07-bao-cao").text
        self.save_name("Người Khác")
        self.assertEqual(self.member.get(DOSSIER + "/1/xem/07-bao-cao").text, sheets, "kept as it was")
        self.assertEqual(self.unzip(self.member.get(DOSSIER + "/1/ho-so.zip").body), files)

    def test_signed_copies(self):
        """Those of its papers go along in an archive of their own; what was approved stays as it was."""
        self.approve()
        plain = self.member.get(DOSSIER + "/1/ho-so.zip").body
        signed = DOSSIER + "/1/ho-so-ban-ky.zip"
        self.assertNotIn(signed, self.member.get(DOSSIER).text)
        self.assertEqual(self.member.get(signed).status, 404, "there is none")
        scans = {"report": ("Báo cáo (đã ký).PDF", b"%PDF-1.4\n%%EOF\n"), "submission": ("tt.jpg", b"\xff\xd8\xff\xe0" + bytes(20))}
        for paper, (name, data) in scans.items():
            found = self.server.sql("SELECT version FROM paper WHERE paper = ?", paper)
            answer = self.secretary.upload(f"/dot/2024/van-ban/{paper}/ban-ky", {"version": found[0][0] if found else 0}, [("signed", name, data)])
            self.assertEqual(answer.status, 303, answer.text[-500:])
        self.assertIn(signed, self.member.get(DOSSIER).text)
        files, whole = self.unzip(plain), self.unzip(self.member.get(signed).body)
        self.assertEqual({name: data for name, data in whole.items() if not name.startswith("ban-ky/")}, files)
        self.assertEqual({name: data for name, data in whole.items() if name.startswith("ban-ky/")},
                         {"ban-ky/07-bao-cao.pdf": scans["report"][1], "ban-ky/02-to-trinh.jpg": scans["submission"][1]})
        self.assertEqual(self.member.get(DOSSIER + "/1/ho-so.zip").body, plain)

    def save_name(self, name):
        id, code, version = self.server.sql("SELECT id, code, version FROM person WHERE code = 'GV003'")[0]
        self.assertEqual(self.head.post(f"/nguoi/{id}", {"code": code, "name": name, "position": "Giáo viên", "version": version}).status, 303)

    def test_sending(self):
        send = {"way": "online", "sent_on": "10/01/2025", "file_number": "H26.01-250110-0001", "lan": 1}
        self.assertEqual(self.secretary.post(DOSSIER + "/nop", send).status, 404, "nothing is approved")
        self.approve()
        self.assertEqual(self.secretary.post(DOSSIER + "/nop", {**send, "way": "pigeon"}).status, 422)
        self.assertEqual(self.secretary.post(DOSSIER + "/nop", {**send, "sent_on": "10/01/2999"}).status, 422)
        self.assertEqual(self.secretary.post(DOSSIER + "/nop", send).status, 303)
        self.assertIn("H26.01-250110-0001", self.member.get(DOSSIER).text)
        self.assertNotIn("Nộp hồ sơ đã phê duyệt", self.secretary.get("/").text)
        (id, version), = self.server.sql("SELECT id, version FROM submission")
        path = f"{DOSSIER}/nop/{id}"
        early = self.secretary.upload(path, {"version": version, "received_on": "09/01/2025"}, [])
        self.assertEqual(early.status, 422)
        wrong = self.secretary.upload(path, {"version": version, "received_on": "11/01/2025"}, [("receipt", "a.txt", b"xin chao")])
        self.assertEqual(wrong.status, 422)
        scan = b"%PDF-1.4\n%%EOF\n"
        done = self.secretary.upload(path, {"version": version, "received_on": "11/01/2025", "receipt_number": "12/TN"}, [("receipt", "tn.pdf", scan)])
        self.assertEqual(done.status, 303, done.text[-300:])
        self.assertIn("đã tiếp nhận", self.member.get(DOSSIER).text)
        self.assertEqual(self.member.get(path + "/giay-tiep-nhan").body, scan)
        self.assertEqual(self.secretary.post(path + "/bo", {"version": version}).status, 409, "somebody's receipt is there")
        self.assertEqual(self.secretary.post(path + "/bo", {"version": version + 1}).status, 303)
        self.assertEqual(self.server.sql("SELECT count(*) FROM submission"), [(0,)])

    def become(self, role):
        """Behind the program's back: what the secretary's account is from now on."""
        self.server.sql("UPDATE role_grant SET role = ? WHERE role <> 'staff' AND account_id = (SELECT id FROM account WHERE login = ?)", role, self.server.logins["secretary"])

    def test_joined(self):
        self.approve()
        evidence = [file["name"] for file in self.kept() if file["name"].startswith("minh-chung/") and file["name"].endswith(".pdf")]
        job = self.secretary.post(DOSSIER + "/1/noi-minh-chung").location
        self.assertRegex(job, r"^/viec-nen/\d+$")
        for _ in range(200):
            answer = self.secretary.get(job + "/ket-qua")
            if answer.status == 200:
                break
            time.sleep(0.05)
        self.assertTrue(answer.body.startswith(b"%PDF-"), self.secretary.get(job).text[-600:])
        plain = self.secretary.get(DOSSIER + "/1/tep/ho-so.pdf").body
        if evidence:
            self.assertGreater(len(answer.body), len(plain))
        self.assertEqual(self.head.get(job + "/ket-qua").status, 404, "it is the secretary's alone")
        # It holds restricted evidence, or may: who has become a member since has it no more.
        self.become("member")
        refused = self.secretary.get(job + "/ket-qua")
        self.assertEqual(refused.status, 403)
        self.assertIn("minh chứng hạn chế", refused.text)
        self.assertNotIn(job + "/ket-qua", self.secretary.get(job).text)
        self.assertEqual(self.secretary.get(DOSSIER + "/1/tep/07-bao-cao.pdf").status, 200)
        self.assertEqual(self.secretary.post(DOSSIER + "/1/noi-minh-chung").status, 403)
        self.become("secretary")
        self.assertEqual(self.secretary.get(job + "/ket-qua").status, 200)


class Faults(Approving):
    def test_full_disk(self):
        """In the middle of the snapshot: said so, nothing is approved, and it goes on afterwards."""
        import resource
        limit = lambda size: resource.prlimit(self.server.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
        page = self.head.get(HERE)
        limit(40000)
        answer = self.act(self.head, "approve", page)
        limit(resource.RLIM_INFINITY)
        self.assertIn(answer.status, (500, 507))
        self.assertIn("Ổ đĩa", answer.text)
        self.assertEqual(self.states(), [])
        self.approve()

    def test_kills(self):
        """At any moment of an approval: all of it or nothing."""
        chance = random.Random(SEED)
        print(f"# seed {SEED}, {KILLS} kills", flush=True)
        approved = 0
        for kill in range(KILLS):
            head = self.head if kill == 0 else self.server.browser("head")
            page = head.get(HERE)
            acknowledged = []

            def go():
                try:
                    acknowledged.append(self.act(head, "approve", page).status)
                except (OSError, http.client.HTTPException):
                    pass

            thread = threading.Thread(target=go)
            thread.start()
            time.sleep(chance.uniform(0, 0.8))
            self.server.kill()
            thread.join()
            self.assertIn("lành lặn", self.server.program("fsck"))
            states = self.states()
            self.assertIn(states.count("approved"), (0, 1))
            self.assertNotIn("submitted", states)
            if acknowledged:
                self.assertEqual((acknowledged, states[-1]), ([303], "approved"))
            revision, = self.server.sql("SELECT revision FROM round")[0]
            self.assertEqual(revision, len([hash_ for hash_, in self.server.sql("SELECT hash FROM approval") if hash_]))
            self.server.start()
            if states and states[-1] == "approved":
                approved += 1
                head = self.server.browser("head")
                self.assertEqual(head.get(f"{DOSSIER}/{len(states)}/ho-so.zip").status, 200)
                self.assertEqual(self.act(head, "reopen", remarks="thử lại").status, 303)
        print(f"# {approved} were approved", flush=True)
        self.approve_again()

    def approve_again(self):
        self.head = self.server.browser("head")
        self.approve()


if __name__ == "__main__":
    unittest.main()
