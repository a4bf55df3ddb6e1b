"""HTTP that two programs could read in two ways, to the program itself and through a real nginx: no request hides
within another, whichever way, and what the proxy says of the client arrives."""
import unittest

from client import PASSWORD, Server
from nginx import Nginx, Reader
from raw import ask, statuses

HIDDEN = b"GET /trom HTTP/1.1\r\nHost: x\r\n\r\n"
LENGTH = str(len(HIDDEN)).encode()
FORM = b"POST /dang-nhap HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
GET = b"GET /healthz HTTP/1.1\r\nHost: x\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
END = b"\r\n0\r\n\r\n" + HIDDEN

# name: bytes, what the program answers, what nginx answers.  A second answer is that of HIDDEN, where it is a request
# of its own: libmicrohttpd hides a bare LF, a folded line and NUL from the guard; alone it reads them in one way.
CASES = {
    "line ends LF": (b"GET /healthz HTTP/1.1\nHost: x\n\n", [200], [200]),
    "one line ends LF": (GET[:-2] + b"\nX-A: b\r\n\r\n", [200], [200]),
    "one line ends CR": (GET[:-2] + b"\rX-A: b\r\n\r\n", [400], [400]),
    "fold": (GET + b"X-A: b\r\n c\r\n\r\n", [200], [400]),
    "fold of the host": (b"GET /healthz HTTP/1.1\r\nHost:\r\n x\r\n\r\n", [400], [400]),
    "fold of the first line": (b"GET /healthz HTTP/1.1\r\n X: y\r\nHost: x\r\n\r\n", [400], [400]),
    "NUL in a value": (GET + b"X-A: b\0c\r\n\r\n", [200], [400]),
    "NUL in a name": (GET + b"X\0-A: bc\r\n\r\n", [400], [400]),
    "NUL in the host": (b"GET /healthz HTTP/1.1\r\nHost: x\0y\r\n\r\n", [200], [400]),
    "NUL in the target": (b"GET /healthz\0 HTTP/1.1\r\nHost: x\r\n\r\n", [200], [400]),
    "length and coding": (FORM + b"Content-Length: 4\r\n" + CHUNKED + END, [400], [400]),
    "coding and length": (FORM + CHUNKED + b"Content-Length: 100\r\n" + END, [400], [400]),
    "two lengths": (FORM + b"Content-Length: 0\r\nContent-Length: " + LENGTH + b"\r\n\r\n" + HIDDEN, [400], [400]),
    "a length twice": (FORM + b"Content-Length: 0\r\nContent-Length: 0\r\n\r\n" + HIDDEN, [400], [400]),
    "list of lengths": (FORM + b"Content-Length: 0, " + LENGTH + b"\r\n\r\n" + HIDDEN, [400], [400]),
    "length with a sign": (FORM + b"Content-Length: +0\r\n\r\n" + HIDDEN, [400], [400]),
    "folded length": (FORM + b"Content-Length:\r\n 0\r\n\r\n" + HIDDEN, [422, 404], [400]),
    "length with NUL": (FORM + b"Content-Length: 0\0" + LENGTH + b"\r\n\r\n" + HIDDEN, [422, 404], [400]),
    "length ends LF, coding": (FORM + b"Content-Length: 5\n" + CHUNKED + END, [400], [400]),
    "two codings": (FORM + b"Transfer-Encoding: chunked, identity\r\n" + END, [501], [501]),
    "odd coding": (FORM + b"Transfer-Encoding: xchunked\r\n" + END, [501], [501]),
    "coding with a blank": (FORM + b"Transfer-Encoding : chunked\r\n" + END, [400], [400]),
    "length, coding with a blank": (FORM + b"Content-Length: 5\r\nTransfer-Encoding : chunked\r\n" + END, [400], [400]),
    "length, coding in a fold": (FORM + b"Content-Length: 5\r\nX: y\r\n Transfer-Encoding: chunked\r\n" + END, [400], [400]),
    "coding with VT": (FORM + b"Transfer-Encoding: \x0bchunked\r\n" + END, [400], [501]),
    "length, coding with NUL": (FORM + b"Content-Length: 5\r\nTransfer-Encoding: chunked\0\r\n" + END, [400], [400]),
    "coding of 1.0": (FORM.replace(b"1.1", b"1.0") + CHUNKED + b"Connection: keep-alive\r\n" + END, [400], [400]),
    "size with a sign": (FORM + CHUNKED + b"\r\n+1\r\nx" + END, [400], [400]),
    "size in C": (FORM + CHUNKED + b"\r\n0x1\r\nx" + END, [400], [400]),
    "size beyond 64 bits": (FORM + CHUNKED + b"\r\n10000000000000001\r\nx" + END, [413], [400]),
    "chunk longer than its size": (FORM + CHUNKED + b"\r\n1\r\nxy" + END, [400], [400]),
    "chunk's extension with LF": (FORM + CHUNKED + b"\r\n1;a\nb\r\nx" + END, [400], [400]),
    "last chunk ends LF": (FORM + CHUNKED + b"\r\n0\n\n" + HIDDEN, [422, 404], [422, 404]),
    "two hosts": (GET + b"Host: y\r\n\r\n", [400], [400]),
    "no host": (b"GET /healthz HTTP/1.1\r\n\r\n", [400], [400]),
    "whole address": (b"GET http://y/healthz HTTP/1.1\r\nHost: x\r\n\r\n", [400], [200]),
    "body of a GET": (GET + b"Content-Length: " + LENGTH + b"\r\n\r\n" + HIDDEN, [400], [400]),
    "no version": (b"GET /healthz\r\n\r\n", [400], [400]),
    "small letters": (b"get /healthz HTTP/1.1\r\nHost: x\r\n\r\n", [405], [400]),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", [505], [400]),
    "tunnel": (b"CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n", [405], [400]),
    "two requests": (GET + b"\r\n" + HIDDEN, [200, 404], [200, 404]),
}


def told(answers):
    """libmicrohttpd sends the head of its own refusals twice."""
    found = statuses(answers)
    return found[:1] if found == [400, 400] else found


class Alone(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def test_read_in_one_way(self):
        for name, (data, expected, _) in CASES.items():
            with self.subTest(name):
                answers, closed = ask(self.server.host, data)
                self.assertEqual(told(answers), expected, answers)
                if expected[0] in (405, 413, 501, 505) or (expected == [400] and name != "body of a GET"):
                    self.assertTrue(closed, "after a refusal nothing more is read")

    def test_no_answer_within_an_answer(self):
        """Ends of lines in what is typed do not end lines of a head."""
        browser = self.server.browser("administrator")
        for evil in ("/\r\nSet-Cookie: dvht=x", "/\nX-Evil: 1", "/\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", "/\u010d\u010aX-Evil: 1"):
            with self.subTest(evil=evil):
                answers = [self.server.browser().post("/dang-nhap", {"login": "thgt.staff", "password": PASSWORD, "tiep": evil}),
                           browser.post("/nguoi/moi", {"code": str(hash(evil)), "name": evil, "position": "x", "version": "0"})]
                for answer in answers:
                    self.assertNotIn("X-Evil", answer.headers)
                    self.assertNotIn("dvht=x", [cookie.split(";")[0] for cookie in answer.headers.get_all("Set-Cookie") or []])
                    self.assertTrue(str(answer.location or "/").startswith("/"))
                    self.assertNotIn(b"HTTP/1.1 200 OK", answer.body)


class Behind(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(options=("--proxy", "127.0.0.1"))
        cls.nginx = Nginx(cls.server.host)

    @classmethod
    def tearDownClass(cls):
        cls.nginx.stop()
        cls.server.stop()

    def test_nothing_is_hidden(self):
        for name, (data, _, expected) in CASES.items():
            with self.subTest(name):
                answers, _ = ask(self.nginx.plain, data)
                self.assertEqual(told(answers), expected, answers)
                for _ in range(2):  # on the same connection to the program
                    answers, _ = ask(self.nginx.plain, GET + b"Connection: close\r\n\r\n")
                    self.assertEqual(statuses(answers), [200], "answers go to those who asked")
                    self.assertIn(b'"ok"', answers)
        passed = [request for connection in self.nginx.relay.seen for request in Reader(connection).all()]
        plain = sum(target == b"/trom" for _, target, _ in passed)
        self.assertEqual(plain, sum(len(expected) == 2 for _, _, expected in CASES.values()), "only where it was asked for")

    def log_in(self, secure, *headers):
        body = f"login=thgt.staff&password={PASSWORD}".encode()
        scheme, host = ("https", self.nginx.secure) if secure else ("http", self.nginx.plain)
        data = "\r\n".join(["POST /dang-nhap HTTP/1.1", f"Host: {host}", f"Origin: {scheme}://{host}", "Connection: close",
                            "Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}", *headers, "", ""])
        answers, _ = ask(host, data.encode() + body, secure, source="127.0.0.2", rest=20)
        self.assertEqual(statuses(answers), [303], answers)
        return answers

    def test_client_and_scheme(self):
        """Whatever the client says of itself."""
        for forged in ((), ("X-Forwarded-For: 8.8.8.8", "X-Forwarded-Proto: https"), ("X-Forwarded-For: 127.0.0.1",)):
            with self.subTest(forged=forged):
                self.assertIn(b"; Secure", self.log_in(True, *forged))
                self.assertNotIn(b"; Secure", self.log_in(False, *forged))
        self.assertEqual(self.server.sql("SELECT DISTINCT address FROM secret WHERE kind = 'session' AND address IS NOT NULL"),
                         [("127.0.0.2",)])


if __name__ == "__main__":
    unittest.main()
