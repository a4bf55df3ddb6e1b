"""Who sends a byte now and then holds a connection for a while, never for good, and nobody else up."""
import resource
import socket
import time
import unittest

from client import Server

MANY = 1000
ROUNDS = 90  # of a byte each; what is not let go by then never is

FORM = b"POST /dang-nhap HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
# What is sent at once, and what follows a byte at a time for as long as it goes.
SLOW = {
    "nothing": (b"", b""),
    "a first line": (b"GET /", b"a"),
    "a header": (b"GET /dang-nhap HTTP/1.1\r\nHost: x\r\nX-Long: ", b"a"),
    "headers": (b"GET /dang-nhap HTTP/1.1\r\nHost: x\r\n", b"A: b\r\n"),
    "a body": (FORM + b"Content-Length: 1000\r\n\r\nlogin=", b"a"),
    "chunks": (FORM + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
    "the size of a chunk": (FORM + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),
    "a trailer": (FORM + b"Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\nX-Trailer: ", b"a"),
}
STEADY = 20 * 2000  # bytes of a body that comes slowly, but comes


class Connection:
    def __init__(self, host, first, then):
        name, port = host.split(":")
        self.socket = socket.create_connection((name, int(port)), timeout=30)
        self.then = then
        self.at = 0
        self.open = True
        self.send(first)
        self.socket.setblocking(False)

    def send(self, data):
        try:
            self.socket.sendall(data)
        except OSError:
            self.end()

    def end(self):
        self.open = False
        self.socket.close()

    def step(self):
        """One byte more, unless the server has had enough."""
        if self.open and self.then:
            self.send(self.then[self.at % len(self.then):][:1])
            self.at += 1
        try:
            if self.open and self.socket.recv(4096) == b"":
                self.end()
        except BlockingIOError:
            pass
        except OSError:
            self.end()


class Slow(unittest.TestCase):
    def setUp(self):
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (1024, most))  # as systems set it for the program
        self.server = Server()
        self.addCleanup(self.server.stop)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))

    def steady(self):
        """A body of a poor line: 2 KB a second."""
        name, port = self.server.host.split(":")
        line = socket.create_connection((name, int(port)), timeout=30)
        line.sendall(FORM + f"Content-Length: {STEADY}\r\n\r\n".encode())
        return line

    def test_held_for_a_while(self):
        kinds = list(SLOW)
        slow = [(kind, Connection(self.server.host, *SLOW[kind]))
                for kind in (kinds[number % len(kinds)] for number in range(MANY))]
        browser = self.server.browser("administrator")
        line, sent, rounds = self.steady(), 0, 0
        while any(one.open for _, one in slow) or sent < STEADY:
            rounds += 1
            left = {kind for kind, one in slow if one.open}
            self.assertLess(rounds, ROUNDS, f"still held by {left}")
            self.assertEqual(browser.get("/nguoi").status, 200, "others go on")
            saved = browser.post("/nguoi/moi", {"code": f"S{rounds}", "name": "Người Nhanh", "position": "Giáo viên", "version": "0"})
            self.assertEqual(saved.status, 303, "and save")
            if sent < STEADY:
                line.sendall(b"x" * 2000)
                sent += 2000
            for _, one in slow:
                one.step()
            time.sleep(0.9)
        self.assertRegex(line.recv(4096), b"^HTTP/1.1 4", "what comes slowly but steadily is read to its end")
        line.close()


if __name__ == "__main__":
    unittest.main()
