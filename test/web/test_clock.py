"""The computer's clock is wrong by years, or jumps: people get in, what they save is kept, and nothing that the wrong
clock has left behind keeps anybody out when it is right again."""
import json
import os
import re
import struct
import subprocess
import time
import unittest

from client import DVHT, PASSWORD, Server
from test_accounts import totp

YEAR = 365 * 24 * 3600
WRONG = "sai mật khẩu rồi"


class Clock(unittest.TestCase):
    def setUp(self):
        self.server = Server(environment={"LD_PRELOAD": os.environ["CLOCK"], "DVHT_CLOCK": "/dev/null",
                                          "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"}, started=False)
        self.addCleanup(self.server.stop)
        self.path = os.path.join(self.server.folder, "clock")
        self.server.environment["DVHT_CLOCK"] = self.path
        self.shift = 0
        self.set(0)
        self.server.start()
        self.number = 0

    def set(self, shift):
        """At once, for the program that runs too."""
        self.shift = shift
        with open(self.path, "r+b" if os.path.exists(self.path) else "wb") as file:
            file.write(struct.pack("q", shift))

    def log_in(self, login="thgt.secretary", password=PASSWORD):
        browser = self.server.browser()
        return browser, browser.log_in(login, password)

    def save(self, browser):
        self.number += 1
        done = browser.post("/nguoi/moi", {"code": f"C{self.number}", "name": "Người Mới", "position": "Giáo viên", "version": "0"})
        self.assertEqual(done.status, 303, done.text[-500:])

    def restart(self):
        self.server.process.terminate()
        self.assertEqual(self.server.process.wait(60), 0)
        self.server.process.stdout.close()
        self.server.start()

    def everything_works(self):
        browser, done = self.log_in()
        self.assertEqual(done.status, 303, done.text[-500:])
        self.save(browser)
        at, = self.server.sql("SELECT at FROM event WHERE unit_id = 1 ORDER BY seq DESC LIMIT 1")[0]
        self.assertLess(abs(at / 1e6 - time.time() - self.shift), YEAR / 2, "the clock is as wrong as it should be")
        for path in ("/", "/nguoi", "/tai-khoan-cua-toi"):
            self.assertEqual(browser.get(path).status, 200, path)
        self.assertEqual(self.server.browser("head").get("/healthz").status, 200)
        log = self.log_in("thgt.head")[0].get("/nhat-ky")
        self.assertEqual((log.status, f"C{self.number}" in log.text or "Người Mới" in log.text), (200, True))
        return browser

    def whole(self):
        saved, = self.server.sql("SELECT count(*) FROM person WHERE code LIKE 'C%'")[0]
        self.assertEqual(saved, self.number)
        for command in (["fsck"], ["audit", "verify"]):
            done = subprocess.run([DVHT, *command, "--data", self.server.folder], capture_output=True, text=True, timeout=60)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_wrong_by_years(self):
        for shift in (10 * YEAR, -26 * YEAR):
            with self.subTest(shift=shift):
                self.set(shift)
                self.everything_works()
                self.restart()
                self.everything_works()
                self.set(0)
                self.everything_works()
                self.restart()
                self.everything_works()
                self.whole()

    def test_jumps_while_people_work(self):
        """An hour back and forth, as clocks that are set do."""
        browser = self.everything_works()
        for shift in (3600, 0, -3600, 0, 7200, -7200):
            self.set(shift)
            self.save(browser)
            self.assertEqual(browser.get("/nguoi").status, 200)
        times = [at for at, in self.server.sql("SELECT at FROM event WHERE unit_id = 1 AND action = 'person.add' ORDER BY seq")]
        self.assertNotEqual(times, sorted(times), "the clock did jump back")
        self.whole()

    def test_a_round_while_it_jumps(self):
        """Evidence with codes, files in pieces, points, drafts: the same as by a clock that runs."""
        member, staff = self.server.browser("member"), self.server.browser("staff")
        data, head = b"%PDF-1.4\n" + bytes(3000), {"Accept": "application/json"}
        upload = json.loads(member.post("/tai-len", {"year": 2026, "name": "a.pdf", "size": len(data), "dau": "1"}, headers=head).body)["id"]
        for number, shift in enumerate((7200, 0, -7200, -10000, 3600)):
            self.set(shift)
            added = member.post("/dot/2026/minh-chung/moi", {"title": f"Số {number}", "version": 0, "indicators": "1.1"})
            self.assertEqual(added.status, 303, added.text[-300:])
            self.assertEqual(member.post(added.location, {"title": f"Số {number} sửa", "version": 2, "indicators": "1.1"}).status, 303)
            points = {f"points.{n}": "8" for n in range(1, 11)}
            saved = staff.post("/dot/2026/cong-dan/cua-toi", {"version": number, **points})
            self.assertEqual(saved.status, 303, saved.text[-300:])
            kept = member.post("/ban-nhap", {"loai": "rating", "so": "-5", "ban": "0", "noi_dung": f'[["current","Lần {number}"]]'})
            self.assertEqual(kept.status, 200)
            self.assertIn(f"Lần {number}", member.get("/ban-nhap?loai=rating&so=-5").text)
            piece = data[number * 600:(number + 1) * 600] if number < 4 else data[2400:]
            sent = member.ask("POST", f"/tai-len/{upload}?tu={number * 600}", piece, {"Content-Type": "application/octet-stream", "X-Csrf": member.csrf, **head})
            self.assertEqual(sent.status, 200, sent.text)
        self.assertTrue(json.loads(sent.body)["whole"])
        self.assertEqual(self.server.sql("SELECT code FROM evidence ORDER BY position"), [(f"H1-1.1-0{n}",) for n in range(1, 6)])
        self.whole()

    def test_waits_of_a_clock_ahead(self):
        self.set(10 * YEAR)
        for _ in range(7):
            self.log_in(password=WRONG)
        self.assertIn("Hãy đợi", self.log_in()[1].text)
        self.set(0)
        self.assertEqual(self.log_in()[1].status, 303)

    def test_codes_of_a_clock_ahead(self):
        browser, _ = self.log_in()
        page = browser.get("/tai-khoan-cua-toi/xac-thuc")
        secret = re.search(r"<code[^>]*>([A-Z2-7]{32})</code>", page.text).group(1)
        self.set(10 * YEAR)
        form = {"secret": page.hidden("secret"), "password": PASSWORD, "code": totp(secret, time.time() + self.shift)}
        browser, _ = self.log_in()
        self.assertEqual(browser.post("/tai-khoan-cua-toi/xac-thuc", form).status, 200)
        self.set(0)
        other, first = self.log_in()
        second = other.post("/dang-nhap/ma", {"pending": first.hidden("pending"), "code": totp(secret)})
        self.assertEqual(second.status, 303, "the phone's clock is right")

    def test_session_of_a_clock_ahead(self):
        """Once seen by the right clock it lives no longer than any other."""
        self.set(10 * YEAR)
        browser, _ = self.log_in()
        self.set(0)
        self.assertEqual(browser.get("/nguoi").status, 200)
        for _ in range(100):  # noted beside the answer
            ends, = self.server.sql("SELECT expires_at FROM secret WHERE kind = 'session' ORDER BY created_at DESC LIMIT 1")[0]
            if ends < (time.time() + YEAR) * 1e6:
                break
            time.sleep(0.05)
        self.assertLess(ends, (time.time() + YEAR) * 1e6)


if __name__ == "__main__":
    unittest.main()
