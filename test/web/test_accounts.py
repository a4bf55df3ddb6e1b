"""Set-up, log-in, slips, sessions, one-time codes, tokens, roles and deputies, as browsers meet them."""
import base64
import datetime
import hashlib
import hmac
import re
import struct
import subprocess
import time
import unittest

from client import PASSWORD, Browser, Server

UNIT = {"name": "Trường Tiểu học Gia Thụy", "short_name": "Gia Thụy", "code": "THGT", "kind": "tieu_hoc",
        "governing_body": "UBND phường Bồ Đề", "appraiser": "Phòng Văn hóa - Xã hội", "place": "Hà Nội",
        "scheme": "tt22-2020", "year": "2026", "person": "Nguyễn Thị Hà", "position": "Hiệu trưởng", "head": "1",
        "new_password": PASSWORD, "repeat": PASSWORD}


def totp(secret, moment=None):
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.new(key, struct.pack(">Q", int((moment or time.time()) // 30)), hashlib.sha1).digest()
    at = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[at:at + 4])[0] & 0x7fffffff) % 1000000:06d}"


class Setup(unittest.TestCase):
    def setUp(self):
        self.server = Server(seeded=False)
        self.addCleanup(self.server.stop)
        self.browser = self.server.browser()

    def test_first_run(self):
        line = self.server.line()
        code = re.search(r"/thiet-lap\?ma=(\S+)", line).group(1)
        self.assertEqual(self.browser.get("/").location, "/dang-nhap")
        self.assertEqual(self.browser.get("/dang-nhap").location, "/thiet-lap")
        self.assertEqual(self.browser.get(f"/thiet-lap?ma={code}").hidden("ma") or code, code)
        wrong = self.browser.post("/thiet-lap", {**UNIT, "ma": "AAAA-AAAA-AAAA"})
        self.assertEqual(wrong.status, 422)
        self.assertIn("Mã thiết lập không đúng", wrong.text)
        self.assertNotIn("dvht", self.browser.cookies)
        for field, value, says in [("code", "Gia Thụy", "chữ không dấu"), ("kind", "x", "Loại hình"),
                                   ("scheme", "x", "Bộ tiêu chí"), ("year", "1999", "Năm"),
                                   ("new_password", "ngắn", "quá ngắn"), ("repeat", "khác hẳn", "không giống nhau"),
                                   ("name", "", "Tên đơn vị")]:
            with self.subTest(field):
                answer = self.browser.post("/thiet-lap", {**UNIT, "ma": code, field: value})
                self.assertEqual(answer.status, 422)
                self.assertIn(says, answer.text)
                self.assertIn("Phòng Văn hóa - Xã hội", answer.text, "what was typed is kept")
                self.assertNotIn(PASSWORD, answer.text)
        done = self.browser.post("/thiet-lap", {**UNIT, "ma": code})
        self.assertEqual((done.status, done.location), (303, "/"), done.text)
        page = self.browser.get("/")
        self.assertIn("thgt.nguyen.thi.ha", page.text)
        self.assertIn("Nguyễn Thị Hà", page.text)
        self.assertEqual(self.browser.get("/tai-khoan").status, 200)
        self.assertEqual(self.browser.get("/uy-quyen").status, 200)
        other = self.server.browser()
        self.assertEqual(other.get("/thiet-lap").status, 404)
        self.assertEqual(other.post("/thiet-lap", {**UNIT, "ma": code, "code": "X"}).status, 404)
        self.assertEqual(other.log_in("THGT.Nguyễn.Thị.Hà").status, 303)


class WithSchool(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)

    def rows(self, sql, *values):
        return self.server.sql(sql, *values)


class LogIn(WithSchool):
    def test_log_in_and_out(self):
        browser = self.server.browser()
        self.assertEqual(browser.get("/tai-khoan-cua-toi").location, "/dang-nhap?tiep=%2Ftai-khoan-cua-toi")
        answer = browser.log_in("thgt.staff", tiep="/tai-khoan-cua-toi")
        self.assertEqual((answer.status, answer.location), (303, "/tai-khoan-cua-toi"))
        cookie = answer.headers["Set-Cookie"]
        self.assertIn("HttpOnly", cookie)
        self.assertIn("SameSite=Lax", cookie)
        token = browser.cookies["dvht"]
        self.assertEqual(self.rows("SELECT count(*) FROM secret WHERE hash = ?", token.encode()), [(0,)])
        out = browser.post("/dang-xuat")
        self.assertEqual((out.status, out.location), (303, "/dang-nhap"))
        self.assertNotIn("dvht", browser.cookies)
        browser.cookies["dvht"] = token
        self.assertEqual(browser.get("/tai-khoan-cua-toi").status, 303)

    def test_link_sent_around(self):
        """Who is not logged in gets to the page of the link after the log-in; too long an address is let go."""
        browser = self.server.browser()
        page = browser.get(browser.get("/nhat-ky?loai=unit%20name&truoc=5").location)
        answer = browser.log_in("thgt.administrator", tiep=page.hidden("tiep"))
        self.assertEqual((answer.status, answer.location), (303, "/nhat-ky?loai=unit%20name&truoc=5"))
        self.assertEqual(self.server.browser().get("/nhat-ky?loai=" + "x" * 300).location, "/dang-nhap")

    def test_only_own_pages_come_next(self):
        for bad in ["//evil.example", "https://evil.example", "/\\evil.example", "nguoi"]:
            answer = self.server.browser().log_in("thgt.staff", tiep=bad)
            self.assertEqual(answer.location, "/", bad)

    def test_wrong_password_and_unknown_account_look_alike(self):
        known = self.server.browser().log_in("thgt.staff", "sai mật khẩu rồi")
        unknown = self.server.browser().log_in("thgt.nobody", "sai mật khẩu rồi")
        self.assertEqual((known.status, unknown.status), (422, 422))
        self.assertEqual(known.text.replace("thgt.staff", ""), unknown.text.replace("thgt.nobody", ""))
        self.assertNotIn("sai mật khẩu rồi", known.text)

    def test_throttle(self):
        for _ in range(6):
            self.assertIn("không đúng", self.server.browser().log_in("thgt.staff", "sai mật khẩu rồi").text)
        blocked = self.server.browser().log_in("thgt.staff")
        self.assertEqual(blocked.status, 422)
        self.assertRegex(blocked.text, r"Hãy đợi \d+ giây")
        self.assertEqual(self.server.browser().log_in("thgt.head").status, 303, "others are not held up")
        self.server.sql("UPDATE throttle SET blocked_until = 1")
        self.assertEqual(self.server.browser().log_in("thgt.staff").status, 303)
        self.assertEqual(self.rows("SELECT count(*) FROM throttle WHERE name LIKE 'account:%'"), [(0,)])

    def test_expired_and_locked(self):
        browser = self.server.browser("staff")
        self.assertEqual(browser.get("/tai-khoan-cua-toi").status, 200)
        self.server.sql("UPDATE account SET state = 'locked' WHERE login = 'thgt.staff'")
        self.assertEqual(browser.get("/tai-khoan-cua-toi").status, 303)
        self.assertEqual(self.server.browser().log_in("thgt.staff").status, 422)
        head = self.server.browser("head")
        self.server.sql("UPDATE secret SET expires_at = 5 WHERE kind = 'session'")
        self.assertEqual(head.get("/tai-khoan-cua-toi").status, 303)

    def test_last_seen(self):
        self.server.sql("UPDATE secret SET used_at = used_at - 301000000, created_at = created_at - 301000000")
        before = self.rows("SELECT max(used_at) FROM secret")[0][0]
        self.server.browser("staff").get("/tai-khoan-cua-toi")
        for _ in range(100):
            seen, = self.rows("SELECT count(*) FROM secret WHERE used_at > ?", before)[0]
            if seen:
                break
            time.sleep(0.05)
        self.assertEqual(seen, 1)
        first = self.rows("SELECT max(used_at) FROM secret")
        self.server.browser("staff").get("/tai-khoan-cua-toi")
        time.sleep(0.2)
        self.assertEqual(self.rows("SELECT max(used_at) FROM secret"), first, "written every five minutes only")

    def test_csrf(self):
        browser = self.server.browser("staff")
        self.assertEqual(browser.post("/dang-xuat", csrf=False).status, 403)
        self.assertEqual(browser.post("/dang-xuat", {"csrf": "0" * 64}, csrf=False).status, 403)
        self.assertEqual(browser.post("/dang-xuat", headers={"Origin": "http://evil.example"}).status, 403)
        self.assertEqual(self.server.browser().post("/dang-nhap", {"login": "thgt.staff", "password": PASSWORD},
                                                    headers={"Origin": "http://evil.example"}).status, 403)
        self.assertEqual(browser.get("/tai-khoan-cua-toi").status, 200, "still logged in")
        self.assertEqual(browser.post("/dang-xuat", headers={"Origin": "http://" + self.server.host}).status, 303)


class Slips(WithSchool):
    def add_people(self, names):
        head = self.server.browser("head")
        for number, name in enumerate(names, 2):
            done = head.post("/nguoi/moi", {"code": f"{number:03}", "name": name, "position": "Giáo viên"})
            self.assertEqual(done.status, 303, done.text)

    def slips(self, admin, ids):
        answer = admin.post("/tai-khoan/phieu", [("id", str(id)) for id in ids])
        self.assertEqual((answer.status, answer.headers["Content-Type"]), (200, "application/pdf"), answer.body[:300])
        self.assertIn("phieu-dang-nhap.pdf", answer.headers["Content-Disposition"])
        text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=answer.body, capture_output=True, check=True)
        return text.stdout.decode()

    def test_all_staff_at_once(self):
        self.add_people(["Trần Thị Bé", "Trần Thị Bè", "Lê Văn Cường"])
        admin = self.server.browser("administrator")
        self.assertIn("3 người đang làm việc chưa có tài khoản", admin.get("/tai-khoan").text)
        self.assertEqual(admin.post("/tai-khoan/tao").status, 303)
        page = admin.get("/tai-khoan")
        self.assertNotIn("chưa có tài khoản", page.text.replace("Đã cấp", ""))
        new = self.rows("SELECT id, login FROM account WHERE unit_id = 1 AND password_hash IS NULL ORDER BY id")
        self.assertEqual([login for _, login in new], ["thgt.tran.thi.be", "thgt.tran.thi.be2", "thgt.le.van.cuong"])
        text = self.slips(admin, [id for id, _ in new])
        codes = re.findall(r"Mã: ([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})", text)
        self.assertEqual(len(set(codes)), 3)
        self.assertIn(self.server.host, text)
        self.assertEqual(self.slips(admin, [new[0][0]]).count("Mã: "), 1)
        old, browser = codes[0], self.server.browser()
        taken = browser.post("/phieu", {"ma": old, "new_password": PASSWORD, "repeat": PASSWORD})
        self.assertEqual(taken.status, 422, "a new slip ends the one before")
        form = {"ma": codes[2].lower().replace("-", " "), "new_password": "con mèo trèo cây cau", "repeat": "con mèo trèo cây cau"}
        browser.get("/phieu?ma=" + codes[2])
        for field, value in [("new_password", "ngắn"), ("repeat", "khác"), ("new_password", "thgt.le.van.cuong")]:
            self.assertEqual(browser.post("/phieu", {**form, field: value}).status, 422)
        self.assertEqual(browser.post("/phieu", form).status, 303)
        self.assertIn("Lê Văn Cường", browser.get("/").text)
        self.assertEqual(self.server.browser().post("/phieu", form).status, 422, "serves once")
        self.assertEqual(self.server.browser().log_in("thgt.le.van.cuong", "con mèo trèo cây cau").status, 303)

    def test_foreign_and_empty_choice(self):
        foreign = self.server.person("staff", "MNHS")
        own = [p["account"] for p in self.server.people if p["unit"] == "THGT"]
        admin = self.server.browser("administrator")
        unknown = foreign["account"] if foreign["account"] not in own else 999999
        self.assertEqual(admin.post("/tai-khoan/phieu", {"id": str(unknown)}).status, 422)
        self.assertEqual(admin.post("/tai-khoan/phieu").status, 422)

    def test_expired(self):
        admin = self.server.browser("administrator")
        text = self.slips(admin, [self.server.person("staff")["account"]])
        code = re.search(r"Mã: (\S+)", text).group(1)
        self.server.sql("UPDATE secret SET expires_at = 5 WHERE kind = 'slip'")
        form = {"ma": code, "new_password": "con mèo trèo cây cau", "repeat": "con mèo trèo cây cau"}
        self.assertIn("hết hạn", self.server.browser().post("/phieu", form).text)


class Personal(WithSchool):
    def test_sessions(self):
        here, there = self.server.browser(), self.server.browser()
        here.headers["User-Agent"] = "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/128.0"
        there.headers["User-Agent"] = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
        here.log_in("thgt.member")
        there.log_in("thgt.member")
        page = here.get("/tai-khoan-cua-toi")
        self.assertIn("máy này", page.row("Firefox trên Windows"))
        row = page.row("Chrome trên Android")
        self.assertNotIn("máy này", row)
        id = re.search(r"phien/(\d+)/ket-thuc", row).group(1)
        stranger = self.server.browser("head")
        self.assertEqual(stranger.post(f"/tai-khoan-cua-toi/phien/{id}/ket-thuc").status, 404)
        self.assertEqual(there.get("/tai-khoan-cua-toi").status, 200)
        self.assertEqual(here.post(f"/tai-khoan-cua-toi/phien/{id}/ket-thuc").status, 303)
        self.assertEqual(there.get("/tai-khoan-cua-toi").status, 303)
        there.log_in("thgt.member")
        self.assertEqual(here.post("/tai-khoan-cua-toi/phien/ket-thuc-het").status, 303)
        self.assertEqual((here.get("/tai-khoan-cua-toi").status, there.get("/tai-khoan-cua-toi").status), (200, 303))

    def test_password(self):
        here, there = self.server.browser(), self.server.browser("member")
        here.log_in("thgt.member")
        form = {"password": PASSWORD, "new_password": "con mèo trèo cây cau", "repeat": "con mèo trèo cây cau"}
        wrong = here.post("/tai-khoan-cua-toi/mat-khau", {**form, "password": "sai"})
        self.assertIn("hiện nay không đúng", wrong.text)
        self.assertEqual(here.post("/tai-khoan-cua-toi/mat-khau", {**form, "repeat": "sai"}).status, 422)
        self.assertEqual(here.post("/tai-khoan-cua-toi/mat-khau", form).status, 303)
        self.assertEqual((here.get("/tai-khoan-cua-toi").status, there.get("/tai-khoan-cua-toi").status), (200, 303))
        self.assertEqual(self.server.browser().log_in("thgt.member").status, 422)
        self.assertEqual(self.server.browser().log_in("thgt.member", "con mèo trèo cây cau").status, 303)

    def turn_on(self, browser):
        page = browser.get("/tai-khoan-cua-toi/xac-thuc")
        secret = re.search(r"<code[^>]*>([A-Z2-7]{32})</code>", page.text).group(1)
        form = {"secret": page.hidden("secret"), "password": PASSWORD, "code": totp(secret)}
        self.assertIn("<svg", page.text)
        self.assertEqual(browser.post("/tai-khoan-cua-toi/xac-thuc", {**form, "password": "sai"}).status, 422)
        self.assertEqual(browser.post("/tai-khoan-cua-toi/xac-thuc", {**form, "code": "000000"}).status, 422)
        done = browser.post("/tai-khoan-cua-toi/xac-thuc", form)
        self.assertEqual(done.status, 200, done.text)
        codes = re.findall(r"<code[^>]*>([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})</code>", done.text)
        self.assertEqual(len(set(codes)), 10)
        return secret, codes

    def second_step(self, login, code):
        browser = self.server.browser()
        pending = browser.log_in(login).hidden("pending")
        self.assertNotIn("dvht", browser.cookies)
        return browser, browser.post("/dang-nhap/ma", {"pending": pending, "code": code})

    def test_totp(self):
        me = self.server.browser("member")
        secret, codes = self.turn_on(me)
        _, replay = self.second_step("thgt.member", totp(secret))
        self.assertEqual(replay.status, 422, "the code that turned it on has served")
        code = totp(secret, time.time() + 30)
        browser, fine = self.second_step("thgt.member", code)
        self.assertEqual((fine.status, fine.location), (303, "/"))
        self.assertEqual(browser.get("/tai-khoan-cua-toi").status, 200)
        _, again = self.second_step("thgt.member", code)
        self.assertEqual(again.status, 422, "each code serves once")
        _, recovered = self.second_step("thgt.member", codes[3].lower())
        self.assertEqual(recovered.status, 303)
        _, twice = self.second_step("thgt.member", codes[3])
        self.assertEqual(twice.status, 422)
        _, foreign = self.second_step("thgt.member", self.turn_on(self.server.browser("head"))[1][0])
        self.assertEqual(foreign.status, 422, "somebody else's recovery code")
        self.assertIn("còn 9 mã dự phòng", me.get("/tai-khoan-cua-toi").text)
        self.assertEqual(me.post("/tai-khoan-cua-toi/xac-thuc/tat", {"password": "sai"}).status, 422)
        self.assertEqual(me.post("/tai-khoan-cua-toi/xac-thuc/tat", {"password": PASSWORD}).status, 303)
        self.assertEqual(self.server.browser().log_in("thgt.member").location, "/")

    def test_second_step_needs_the_first(self):
        for pending in ["", "x", "A" * 43, self.server.person("head")["session"]]:
            answer = self.server.browser().post("/dang-nhap/ma", {"pending": pending, "code": "123456"})
            self.assertIn(answer.status, (401, 422), pending)

    def bearer(self, token, path="/nguoi", method="GET"):
        return Browser(self.server.host).ask(method, path, "" if method == "POST" else None,
                                             {"Authorization": f"Bearer {token}", "Accept": "application/json"}).status

    def test_tokens(self):
        head = self.server.browser("head")
        form = [("label", "đồng bộ"), ("days", "30"), ("scope", "people.read")]
        made = head.post("/tai-khoan-cua-toi/ma-truy-cap", form)
        token = re.search(r"<code[^>]*>(dvht_\S{43})</code>", made.text).group(1)
        self.assertNotIn(token, head.get("/tai-khoan-cua-toi").text)
        self.assertEqual(self.bearer(token), 200)
        self.assertEqual(self.bearer(token, "/nhat-ky"), 403, "the head may, the token may not")
        self.assertEqual(self.bearer(token, "/tai-khoan-cua-toi"), 403)
        self.assertEqual(self.bearer(token, "/nguoi/moi", "POST"), 403)
        other = token[:-1] + ("E" if token.endswith("A") else "A")
        self.assertEqual(self.bearer(other), 401)
        self.assertEqual(self.bearer(head.cookies["dvht"]), 401, "a session is no token")
        browser = self.server.browser()
        browser.cookies["dvht"] = token
        self.assertEqual(browser.get("/nguoi").status, 303, "a token is no session")
        for bad in [[("label", "x"), ("days", "30")], [("label", "x"), ("days", "0"), ("scope", "people.read")],
                    [("label", "x"), ("days", "30"), ("scope", "accounts")],
                    [("label", "x"), ("days", "30"), ("scope", "root")], [("days", "30"), ("scope", "people.read")]]:
            self.assertEqual(head.post("/tai-khoan-cua-toi/ma-truy-cap", bad).status, 422, bad)
        id = re.search(r"ma-truy-cap/(\d+)/thu-hoi", head.get("/tai-khoan-cua-toi").text).group(1)
        self.assertEqual(self.server.browser("staff").post(f"/tai-khoan-cua-toi/ma-truy-cap/{id}/thu-hoi").status, 404)
        self.assertEqual(head.post(f"/tai-khoan-cua-toi/ma-truy-cap/{id}/thu-hoi").status, 303)
        self.assertEqual(self.bearer(token), 401)


class Administration(WithSchool):
    def test_roles(self):
        admin, staff = self.server.browser("administrator"), self.server.browser("staff")
        path = f"/tai-khoan/{self.server.person('staff')['account']}"
        self.assertEqual(staff.get("/nguoi").status, 403)
        self.assertEqual(admin.post(path + "/vai-tro", {"role": "member", "to": "31/12/2099"}).status, 303)
        self.assertEqual(staff.get("/nguoi").status, 200, "at once, without a new log-in")
        page = admin.get(path)
        self.assertIn("đến hết 31/12/2099", page.text)
        self.assertEqual(admin.post(path + "/vai-tro", {"role": "member"}).status, 422)
        self.assertEqual(admin.post(path + "/vai-tro", {"role": "root"}).status, 422)
        self.assertEqual(admin.post(path + "/vai-tro", {"role": "head", "from": "02/01/2027", "to": "01/01/2027"}).status, 422)
        self.assertEqual(admin.post(path + "/vai-tro", {"role": "head", "from": "01/01/2020", "to": "02/01/2020"}).status, 303)
        self.assertEqual(staff.get("/nhat-ky").status, 403, "a role that is over counts no more")
        grant = re.search(r"vai-tro/(\d+)/bo", page.row("đến hết 31/12/2099")).group(1)
        self.assertEqual(admin.post(f"{path}/vai-tro/{grant}/bo").status, 303)
        self.assertEqual(staff.get("/nguoi").status, 403)
        self.assertEqual(admin.post(f"{path}/vai-tro/{grant}/bo").status, 404)

    def test_lock_and_reset(self):
        admin, staff = self.server.browser("administrator"), self.server.browser("staff")
        path = f"/tai-khoan/{self.server.person('staff')['account']}"
        self.assertEqual(admin.post(path + "/khoa").status, 303)
        self.assertEqual(staff.get("/").location, "/dang-nhap")
        self.assertEqual(self.server.browser().log_in("thgt.staff").status, 422)
        self.assertEqual(admin.post(path + "/mo-khoa").status, 303)
        self.assertEqual(self.server.browser().log_in("thgt.staff").status, 303)
        shown = admin.post(path + "/dat-lai")
        code = re.search(r"<code[^>]*>(\S+)</code>", shown.text).group(1)
        self.assertNotIn(code, admin.get(path).text)
        self.assertEqual(self.server.browser().log_in("thgt.staff").status, 422)
        form = {"ma": code, "new_password": "con mèo trèo cây cau", "repeat": "con mèo trèo cây cau"}
        self.assertEqual(self.server.browser().post("/phieu", form).status, 303)

    def test_last_administrator(self):
        founder, admin = self.server.person("founder"), self.server.person("administrator")
        browser = self.server.browser("founder")
        self.assertEqual(browser.post(f"/tai-khoan/{admin['account']}/khoa").status, 303)
        self.assertEqual(browser.post(f"/tai-khoan/{founder['account']}/khoa").status, 422)
        self.assertEqual(browser.get("/tai-khoan").status, 200)

    def test_deputies(self):
        head, staff = self.server.browser("head"), self.server.browser("staff")
        account = str(self.server.person("staff")["account"])
        today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).date()
        form = {"role": "head", "account": account, "from": today.strftime("%d/%m/%Y"),
                "to": (today + datetime.timedelta(days=3)).strftime("%d/%m/%Y")}
        self.assertEqual(staff.get("/nhat-ky").status, 403)
        self.assertEqual(head.post("/uy-quyen", {**form, "role": "administrator"}).status, 422, "not held")
        self.assertEqual(head.post("/uy-quyen", {**form, "to": ""}).status, 422)
        self.assertEqual(head.post("/uy-quyen", {**form, "account": str(self.server.person("head")["account"])}).status, 422)
        self.assertEqual(head.post("/uy-quyen", form).status, 303)
        self.assertEqual(staff.get("/nhat-ky").status, 200)
        lent = head.get("/uy-quyen")
        id = re.search(r"uy-quyen/(\d+)/thu-hoi", lent.text).group(1)
        self.assertEqual(self.server.browser("administrator").post(f"/uy-quyen/{id}/thu-hoi").status, 404, "not lent by them")
        self.assertEqual(staff.post("/uy-quyen", {**form, "account": str(self.server.person("union")["account"])}).status, 422,
                         "what is lent cannot be lent on")
        self.assertEqual(head.post(f"/uy-quyen/{id}/thu-hoi").status, 303)
        self.assertEqual(staff.get("/nhat-ky").status, 403)


if __name__ == "__main__":
    unittest.main()
