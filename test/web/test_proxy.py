"""What a proxy says of the client counts if the proxy is named, and else does not."""
import subprocess
import tempfile
import unittest

from client import DVHT, PASSWORD, Server

CLIENT = "203.0.113.9"
WRONG = "sai mật khẩu rồi"


def forwarded(address=CLIENT, proto="https"):
    return {"X-Forwarded-For": address, "X-Forwarded-Proto": proto}


class WithProxy(unittest.TestCase):
    options = ()

    def setUp(self):
        self.server = Server(options=self.options)
        self.addCleanup(self.server.stop)

    def log_in(self, login="thgt.administrator", password=PASSWORD, **headers):
        browser = self.server.browser()
        browser.headers = headers or forwarded()
        return browser.log_in(login, password)

    def post(self, origin):
        browser = self.server.browser("administrator")
        return browser.post("/nguoi/moi", {"code": "P1", "name": "Người Mới", "position": "Giáo viên", "version": "0"},
                            headers={**forwarded(), "Origin": f"{origin}://{self.server.host}"}).status

    def addresses(self):
        return {row[0] for row in self.server.sql("SELECT DISTINCT address FROM event WHERE address IS NOT NULL")}

    def fail_often(self, headers):
        """Beyond what is free of an address; each time another account, so that no account waits."""
        for number in range(31):
            said = self.log_in(f"thgt.khong.co{number}", WRONG, **headers(number))
            self.assertIn("không đúng", said.text, number)


class Named(WithProxy):
    options = ("--proxy", "10.0.0.0/8, 127.0.0.1")

    def test_believed(self):
        answer = self.log_in()
        self.assertEqual(answer.status, 303)
        self.assertIn("; Secure", answer.headers["Set-Cookie"])
        self.assertNotIn("; Secure", self.log_in(**forwarded(proto="http")).headers["Set-Cookie"])
        self.assertEqual(self.post("http"), 403, "another origin than the one that browsers see")
        self.assertEqual(self.post("https"), 303)
        self.assertEqual(self.addresses(), {CLIENT})
        self.assertEqual(self.server.sql("SELECT DISTINCT address FROM secret WHERE kind = 'session' AND address IS NOT NULL"),
                         [(CLIENT,)])

    def test_only_what_a_proxy_wrote(self):
        """What the client wrote itself stands further left; the hop through 10.1.1.1 is one of ours."""
        for said in (f"127.0.0.1, {CLIENT}", f"10.9.9.9, 8.8.8.8,{CLIENT} , 10.1.1.1"):
            self.assertEqual(self.log_in(**forwarded(said)).status, 303)
        self.post("https")
        self.assertEqual(self.addresses(), {CLIENT})

    def test_waits_by_client(self):
        self.fail_often(lambda number: forwarded(f"198.51.100.{number}, {CLIENT}"))
        self.assertIn("Hãy đợi", self.log_in().text, "forged hops do not help")
        self.assertEqual(self.log_in(**forwarded("203.0.113.10")).status, 303, "others do not wait")

    def test_waits_by_network(self):
        """Whoever has one IPv6 address has as many as they like."""
        self.fail_often(lambda number: forwarded(f"2001:db8:1:2::{number:x}"))
        self.assertIn("Hãy đợi", self.log_in(**forwarded("2001:db8:1:2:99::1")).text)
        self.assertEqual(self.log_in(**forwarded("2001:db8:1:3::1")).status, 303)

    def test_note_for_the_administrator(self):
        words = "HTTP không mã hóa"
        for role, headers, shown in (("administrator", forwarded("192.168.1.7", "http"), True),
                                     ("administrator", forwarded("192.168.1.7"), False),
                                     ("administrator", forwarded("127.0.0.1", "http"), False),
                                     ("staff", forwarded("192.168.1.7", "http"), False)):
            with self.subTest(role=role, headers=headers):
                browser = self.server.browser(role)
                self.assertEqual(words in browser.get("/", **headers).text, shown)
                if role == "administrator":
                    self.assertEqual(words in browser.get("/tai-khoan", **headers).text, shown)


class NotNamed(WithProxy):
    options = ("--proxy", "10.0.0.1")

    def test_not_believed(self):
        answer = self.log_in()
        self.assertEqual(answer.status, 303)
        self.assertNotIn("Secure", answer.headers["Set-Cookie"])
        self.assertEqual(self.post("https"), 403)
        self.assertEqual(self.post("http"), 303)
        self.assertEqual(self.addresses(), {"127.0.0.1"})
        self.assertNotIn("HTTP không mã hóa", self.server.browser("administrator").get("/", **forwarded("192.168.1.7", "http")).text)

    def test_waits_by_socket(self):
        self.fail_often(lambda number: forwarded(f"203.0.113.{number}"))
        self.assertIn("Hãy đợi", self.log_in(**forwarded("203.0.113.200")).text)


class Told(unittest.TestCase):
    def start(self, listen, *options):
        """A server whose words to the person who started it are read: address, process."""
        server = Server()
        self.addCleanup(server.stop)
        process = subprocess.Popen([DVHT, "serve", "--data", server.folder + "/other", "--listen", listen, *options],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stderr.close)
        port = process.stdout.readline().strip().rsplit(":", 1)[1]
        browser = server.browser()
        browser.host = f"127.0.0.1:{port}"
        return browser, process

    def end(self, process):
        process.terminate()
        self.assertEqual(process.wait(60), 0)
        return process.stderr.read()

    def test_open_to_the_network(self):
        for listen, options, told in (("0.0.0.0:0", (), True), ("0.0.0.0:0", ("--proxy=10.0.0.1",), False),
                                      ("127.0.0.1:0", (), False), ("localhost:0", (), False)):
            with self.subTest(listen=listen, options=options):
                _, process = self.start(listen, *options)
                self.assertEqual("không mã hóa" in self.end(process), told)

    def test_proxy_that_is_not_named(self):
        browser, process = self.start("127.0.0.1:0")
        for number in range(3):
            browser.get("/healthz", **forwarded(f"203.0.113.{number}"))
        said = self.end(process)
        self.assertEqual(said.count("--proxy 127.0.0.1"), 1, said)
        self.assertNotIn("203.0.113", said)

    def test_no_list(self):
        with tempfile.TemporaryDirectory(prefix="dvht-web-") as folder:
            for text in ("", "nginx", "10.0.0.0/0", "127.0.0.1:80"):
                done = subprocess.run([DVHT, "serve", "--data", folder, "--listen", "127.0.0.1:0", "--proxy", text],
                                      capture_output=True, text=True, timeout=60)
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                self.assertIn(f"“{text}” không phải địa chỉ", done.stderr)


if __name__ == "__main__":
    unittest.main()
