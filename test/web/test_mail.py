"""Mails by jobs, and a new password by mail, against a mail server that takes, refuses, delays and goes away."""
import re
import shutil
import subprocess
import time
import unittest

from client import DVHT, PASSWORD, Server
from smtp import MailServer, free_port

NEW = "con mèo trèo cây cau"
ADDRESS = "an.nguyen@gmail.com"
SITE = "https://dvht.truong.vn"
CODE = r"[34679A-Y]{4}(?:-[34679A-Y]{4}){3}"


class WithMail(unittest.TestCase):
    """The founder of the first unit is a person, so that there is somebody with an address."""

    def serve(self, line):
        self.server = Server(smtp=line)
        self.addCleanup(self.server.stop)
        self.login = self.server.person("founder")["login"]
        self.give_address(ADDRESS)

    def give_address(self, address, unit="THGT"):
        browser = self.server.browser("administrator", unit)
        path = re.search(r'href="(/nguoi/\d+)"', browser.get("/nguoi").text).group(1)
        page = browser.get(path)
        fields = {name: page.hidden(name) for name in ("version", "code")}
        fields |= {"name": "Nguyễn Văn An", "position": "Hiệu trưởng", "email": address}
        self.assertEqual(browser.post(path, fields).status, 303)

    def mail_server(self, **options):
        mails = MailServer(**options)
        self.addCleanup(mails.stop)
        return mails

    def ask(self, login=None, **headers):
        return self.server.browser().post("/quen-mat-khau", {"login": login or self.login}, headers=headers)

    def choose(self, code, password=NEW):
        browser = self.server.browser()
        return browser, browser.post("/phieu", {"ma": code, "new_password": password, "repeat": password})

    def jobs(self, kind="code-mail"):
        return self.server.sql("SELECT id, state, problem, attempts FROM job WHERE kind = ? ORDER BY id", kind)

    def await_job(self, ready, kind="code-mail"):
        """The newest job of the kind, once it is so."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            found = self.jobs(kind)
            if found and ready(*found[-1]):
                return found[-1]
            time.sleep(0.02)
        raise AssertionError(f"the job is {self.jobs(kind)}")

    def ended(self, state, kind="code-mail"):
        return self.await_job(lambda id, now, problem, attempts: now == state, kind)

    def events(self, action):
        return self.server.sql("SELECT account_id, address, object_id FROM event WHERE action = ?", action)


class Reset(WithMail):
    def setUp(self):
        self.mails = self.mail_server()
        self.serve(self.mails.url(f"&site={SITE}"))

    def test_whole_way(self):
        founder, account = self.server.browser("founder"), self.server.person("founder")["account"]
        self.assertIn('href="/quen-mat-khau"', self.server.browser().get("/dang-nhap").text)
        answer = self.ask("THGT.Nguyễn.Văn.An")
        self.assertEqual(answer.status, 200)
        self.assertIn("Nếu có tài khoản mang tên ấy", answer.text)
        mail = self.mails.wait()[0]
        self.assertEqual((mail.receiver, mail["To"], mail["Auto-Submitted"]), (ADDRESS, ADDRESS, "auto-generated"))
        self.assertEqual(mail["From"], "Trường Tiểu học Gia Thụy <dvht@truong.vn>")
        self.assertEqual(mail["Subject"], "Đặt lại mật khẩu tại Trường Tiểu học Gia Thụy")
        text = mail.get_content()
        self.assertIn("Kính gửi Nguyễn Văn An", text)
        self.assertIn(self.login, text)
        code = re.search(rf"{re.escape(SITE)}/phieu\?ma=({CODE})", text).group(1)
        self.ended("done")
        self.assertEqual(self.server.browser().get(f"/phieu?ma={code}").status, 200)
        self.assertEqual(founder.get("/tai-khoan-cua-toi").status, 200, "nothing has changed yet")
        self.assertEqual(self.server.browser().log_in(self.login).status, 303)
        me, done = self.choose(code)
        self.assertEqual((done.status, done.location), (303, "/"), done.text)
        self.assertEqual(founder.get("/").location, "/dang-nhap", "open sessions end")
        self.assertEqual(self.server.browser().log_in(self.login).status, 422)
        self.assertEqual(self.server.browser().log_in(self.login, NEW).status, 303)
        self.assertEqual(self.choose(code)[1].status, 422, "it serves once")
        told = self.mails.wait(2)[1]
        self.assertEqual(told["Subject"], "Mật khẩu vừa được đặt lại tại Trường Tiểu học Gia Thụy")
        self.assertNotIn(NEW, told.get_content())
        self.assertEqual(self.events("account.ask_code"), [(0, "127.0.0.1", account)])
        self.assertEqual([object for _, _, object in self.events("account.mail_code")], [account])
        self.assertIn("xin gửi mã đặt lại mật khẩu qua email", self.server.browser("administrator").get("/nhat-ky").text)
        self.assertIn("Gửi mã đặt lại mật khẩu qua email", me.get("/viec-nen").text)
        self.assertNotIn(code, me.get("/viec-nen").text)

    def test_an_hour(self):
        self.ask()
        code = re.search(CODE, self.mails.wait()[0].get_content()).group(0)
        self.ended("done")
        [(created, expires)] = self.server.sql("SELECT created_at, expires_at FROM secret WHERE kind = 'mail'")
        self.assertLessEqual(expires - created, 3600 * 10**6)
        self.assertGreater(expires - created, 3500 * 10**6)
        self.server.sql("UPDATE secret SET expires_at = created_at - 1 WHERE kind = 'mail'")
        self.assertEqual(self.choose(code)[1].status, 422)

    def test_code_stands_nowhere(self):
        self.ask()
        code = re.search(CODE, self.mails.wait()[0].get_content()).group(0)
        self.ended("done")
        for table in self.server.tables():
            for row in self.server.sql(f"SELECT * FROM {table}"):
                for value in row:
                    self.assertNotIn(code.encode() if isinstance(value, bytes) else code,
                                     value if isinstance(value, bytes) else str(value))

    def test_same_answer(self):
        """Whether there is such an account, whether it has an address, whether it is locked."""
        admin = self.server.browser("administrator")
        self.assertEqual(admin.post(f"/tai-khoan/{self.server.person('union')['account']}/khoa").status, 303)
        answers = [self.ask(login) for login in (self.login, "thgt.staff", "thgt.union", "thgt.nobody", "x y z")]
        self.assertEqual({answer.status for answer in answers}, {200})
        self.assertEqual(len({answer.body for answer in answers}), 1)
        self.assertEqual(self.mails.wait()[0].receiver, ADDRESS)
        self.await_job(lambda *_: all(state in ("done", "failed") for _, state, *_ in self.jobs()))
        self.assertEqual(len(self.mails.mails), 1)
        self.assertEqual(len(self.jobs()), 2, "nothing is done for who is locked or is not there")

    def test_throttled_by_name(self):
        for login in (self.login, "thgt.nobody"):
            statuses = [self.ask(login).status for _ in range(5)]
            self.assertEqual(statuses, [200, 200, 200, 200, 422], login)
        again = self.ask(self.login)
        self.assertIn("đã xin gửi mã nhiều lần", again.text)
        self.assertEqual(self.server.browser().log_in(self.login).status, 303, "that keeps nobody from logging in")

    def test_throttled_by_address(self):
        statuses = [self.ask(f"thgt.nobody.{number}").status for number in range(22)]
        self.assertEqual(statuses, [200] * 21 + [422])
        self.assertEqual(self.ask().status, 422)

    def test_slips_outlast_it(self):
        """Anybody can ask for a mail; that makes no slip and no other code useless."""
        admin = self.server.browser("administrator")
        path = f"/tai-khoan/{self.server.person('founder')['account']}"
        slip = re.search(r"<code[^>]*>(\S+)</code>", admin.post(path + "/dat-lai").text).group(1)
        for count in (1, 2):
            self.ask()
            self.mails.wait(count)
            self.ended("done")
        first, second = (re.search(CODE, mail.get_content()).group(0) for mail in self.mails.mails)
        self.assertNotEqual(first, second)
        self.assertEqual(self.choose(first)[1].status, 303, "the first of two mails serves as well")
        self.assertEqual(self.choose(second)[1].status, 422)
        self.assertEqual(self.choose(slip)[1].status, 422)

    def test_foreign_host(self):
        """The link leads where the settings say, whatever the request calls this server."""
        self.assertEqual(self.ask(Host="ke-xau.vn").status, 200)
        text = self.mails.wait()[0].get_content()
        self.assertNotIn("ke-xau", text)
        self.assertIn(SITE, text)

    def test_foreign_form(self):
        self.assertEqual(self.ask(Origin="https://ke-xau.vn").status, 403)
        self.assertEqual(self.jobs(), [])


class WithoutSite(WithMail):
    def setUp(self):
        self.mails = self.mail_server()
        self.serve(self.mails.url())

    def test_no_link_is_guessed(self):
        self.assertEqual(self.ask(Host="ke-xau.vn").status, 200)
        text = self.mails.wait()[0].get_content()
        self.assertNotIn("http", text)
        self.assertIn("nhập mã trên phiếu đăng nhập", text)
        self.ended("done")
        self.assertEqual(self.choose(re.search(CODE, text).group(0))[1].status, 303)

    def test_by_the_administrator(self):
        admin, account = self.server.browser("administrator"), self.server.person("founder")["account"]
        path = f"/tai-khoan/{account}"
        self.assertIn(f"Gửi mã qua email tới {ADDRESS}", admin.get(path).text)
        sent = admin.post(path + "/gui-ma")
        self.assertEqual((sent.status, sent.location), (303, path))
        self.assertIn(f"Đang gửi mã tới {ADDRESS}", admin.get(path).text)
        text = self.mails.wait()[0].get_content()
        self.ended("done")
        self.assertIn("Người quản trị của đơn vị gửi bạn mã", text)
        code = re.search(rf"http://{re.escape(self.server.host)}/phieu\?ma=({CODE})", text).group(1)
        self.assertEqual(self.server.browser().log_in(self.login).status, 303, "the old password serves meanwhile")
        [(created, expires)] = self.server.sql("SELECT created_at, expires_at FROM secret WHERE kind = 'mail'")
        self.assertGreater(expires - created, 2 * 24 * 3600 * 10**6)
        self.assertEqual(self.choose(code)[1].status, 303)
        self.assertIn("Gửi mã đặt lại mật khẩu qua email", admin.get("/viec-nen").text)

    def test_who_has_no_address(self):
        admin = self.server.browser("administrator")
        path = f"/tai-khoan/{self.server.person('staff')['account']}"
        self.assertNotIn("Gửi mã qua email", admin.get(path).text)
        refused = admin.post(path + "/gui-ma")
        self.assertEqual(refused.status, 422)
        self.assertIn("chưa có địa chỉ email", refused.text)
        self.assertEqual(self.jobs(), [])

    def test_address_that_is_none(self):
        """The form takes none such; one that came in before it looked is told, and nothing leaves."""
        self.give_address("an@truong.vn")
        self.server.sql("UPDATE person SET email = ? WHERE email = ?", "an@truong.vn>\tRCPT TO:<x@y.vn", "an@truong.vn")
        self.assertEqual(self.ask().status, 200)
        _, _, problem, _ = self.ended("failed")
        self.assertIn("không phải địa chỉ email", problem)
        self.assertEqual(self.mails.mails, [])


class Outage(WithMail):
    def test_refused(self):
        mails = self.mail_server()
        mails.unknown = {ADDRESS}
        self.serve(mails.url())
        self.ask()
        _, _, problem, attempts = self.ended("failed")
        self.assertIn(f"{ADDRESS} (550 5.1.1 no such mailbox)", problem)
        self.assertIn("kiểm tra địa chỉ email", problem)
        self.assertEqual((attempts, mails.attempts), (1, 1), "it is of no use to try again")
        me = self.server.browser("founder")
        self.assertIn("không làm được", me.get("/viec-nen").text)
        page = me.get(re.search(r'href="(/viec-nen/\d+)"', me.get("/viec-nen").text).group(1))
        self.assertIn("550 5.1.1 no such mailbox", page.text)
        self.assertEqual(self.events("account.mail_code"), [], "a code that went nowhere counts nowhere")

    def test_not_now(self):
        mails = self.mail_server()
        mails.later = 1
        self.serve(mails.url())
        self.ask()
        _, _, problem, _ = self.await_job(lambda id, state, problem, attempts: problem is not None)
        self.assertIn("451 4.3.0 try again later", problem)
        me = self.server.browser("founder")
        waiting = me.get(re.search(r'href="(/viec-nen/\d+)"', me.get("/viec-nen").text).group(1))
        self.assertIn("chờ làm lại", waiting.text)
        self.assertIn("Làm lại lúc", waiting.text)
        self.assertNotIn("data-progress", waiting.text, "what waits for hours is not asked for each second")
        text = mails.wait()[0].get_content()
        self.ended("done")
        self.assertEqual(mails.attempts, 2)
        self.assertEqual(self.choose(re.search(CODE, text).group(0))[1].status, 303)

    def test_down_then_up(self):
        port = free_port()
        self.serve(f"smtp://127.0.0.1:{port}?from=dvht@truong.vn")
        self.ask()
        _, state, problem, _ = self.await_job(lambda id, state, problem, attempts: problem is not None)
        self.assertEqual(state, "waiting")
        self.assertIn("Chưa kết nối được với máy chủ thư", problem)
        mails = self.mail_server(port=port)
        text = mails.wait()[0].get_content()
        self.ended("done")
        self.assertEqual(self.choose(re.search(CODE, text).group(0))[1].status, 303)

    def test_killed_meanwhile(self):
        """The server of mails is down, ours is killed: the mail goes out afterwards."""
        port = free_port()
        self.serve(f"smtp://127.0.0.1:{port}?from=dvht@truong.vn")
        self.ask()
        self.await_job(lambda id, state, problem, attempts: problem is not None)
        self.server.kill()
        mails = self.mail_server(port=port)
        self.server.start()
        mails.wait()
        self.ended("done")
        self.assertEqual(len(mails.mails), 1)

    def test_slow(self):
        """A slow mail server holds up its mails only; one that goes on and on is cut off when the program ends."""
        mails = self.mail_server()
        mails.slow = 0.5
        self.serve(mails.url())
        self.ask()
        self.await_job(lambda id, state, problem, attempts: state == "running")
        self.assertEqual(self.server.browser("administrator").get("/nguoi").status, 200)
        mails.wait()
        self.ended("done")
        mails.slow = 1000
        self.ask()
        self.await_job(lambda id, state, problem, attempts: state == "running")
        self.server.end()
        self.assertEqual([state for _, state, *_ in self.jobs()], ["done", "waiting"], "given back for the next start")
        mails.slow = 0
        self.server.start()
        mails.wait(2)

    def test_wrong_password(self):
        mails = self.mail_server(password=["u", "mật khẩu"])
        self.serve(mails.url(who="u:sai@"))
        self.ask()
        _, state, problem, _ = self.await_job(lambda id, state, problem, attempts: problem is not None)
        self.assertEqual(state, "waiting", "whoever runs the server can mend it")
        self.assertIn("535 5.7.8 wrong password", problem)
        self.assertIn("smtp.url", problem)
        self.server.kill()
        self.server.write_file("smtp.url", mails.url(who="u:m%E1%BA%ADt%20kh%E1%BA%A9u@"))
        self.server.start()
        mails.wait()

    def test_cancelled(self):
        port = free_port()
        self.serve(f"smtp://127.0.0.1:{port}?from=dvht@truong.vn")
        self.ask()
        id, *_ = self.await_job(lambda id, state, problem, attempts: problem is not None)
        me, other = self.server.browser("founder"), self.server.browser("administrator")
        self.assertEqual(other.post(f"/viec-nen/{id}/huy").status, 404)
        self.assertEqual(me.post(f"/viec-nen/{id}/huy").location, f"/viec-nen/{id}")
        self.assertIn("đã hủy", me.get(f"/viec-nen/{id}").text)
        me.post(f"/viec-nen/{id}/huy")
        self.assertIn("đã kết thúc nên không hủy được", me.get(f"/viec-nen/{id}").text)
        mails = self.mail_server(port=port)
        self.assertEqual(self.ask().status, 200)  # a second one, so that there is something to wait for
        mails.wait()
        self.ended("done")
        self.assertEqual(len(mails.mails), 1)
        self.assertEqual(self.server.sql("SELECT state, input FROM job WHERE id = ?", id)[0][0], "cancelled")


class NotSet(unittest.TestCase):
    def test_told_so(self):
        server = Server()
        self.addCleanup(server.stop)
        log_in = server.browser().get("/dang-nhap").text
        self.assertNotIn("/quen-mat-khau", log_in)
        self.assertIn("nhờ người quản trị của đơn vị cấp", log_in)
        page = server.browser().get("/quen-mat-khau")
        self.assertIn("Chương trình ở đây không gửi thư", page.text)
        self.assertNotIn("<form", page.text)
        asked = server.browser().post("/quen-mat-khau", {"login": "thgt.staff"})
        self.assertIn("Chương trình ở đây không gửi thư", asked.text)
        admin = server.browser("administrator")
        refused = admin.post(f"/tai-khoan/{server.person('staff')['account']}/gui-ma")
        self.assertEqual(refused.status, 422)
        self.assertIn("chưa được đặt máy chủ gửi thư", refused.text)
        self.assertEqual(server.sql("SELECT count(*) FROM job"), [(0,)])

    def test_wrong_settings(self):
        server = Server()
        self.addCleanup(shutil.rmtree, server.folder)
        server.kill()
        for line, says in [("mail.truong.vn", "đúng một dòng"), ("smtps://u:bimat@mail.vn", "from="),
                           ("smtps://u:bimat@mail.vn?from=a@b.vn&site=x", "site=")]:
            server.write_file("smtp.url", line)
            done = subprocess.run([DVHT, "serve", "--data", server.folder, "--listen", "127.0.0.1:0"],
                                  capture_output=True, text=True, timeout=60)
            self.assertEqual(done.returncode, 2, done.stdout)
            self.assertIn("smtp.url", done.stderr)
            self.assertIn(says, done.stderr)
            self.assertNotIn("bimat", done.stderr)


if __name__ == "__main__":
    unittest.main()
