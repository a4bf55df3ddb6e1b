"""What is far too large is refused in words before it costs anything, and the program goes on."""
import json
import socket
import unittest

from client import Server
from raw import ask, statuses

EDGE = "dvhtdvht"
PERSON = {"code": "G1", "name": "Người Mới", "position": "Giáo viên", "version": "0"}


class Giant(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def setUp(self):
        self.browser = self.server.browser("administrator")

    def tearDown(self):
        self.assertEqual(self.browser.get("/nguoi").status, 200)
        self.assertEqual(self.server.sql("SELECT count(*) FROM person WHERE code = 'G1'"), [(0,)])
        self.assertLess(self.memory(), 400, "MiB")

    def memory(self):
        """MiB at the most so far."""
        with open(f"/proc/{self.server.process.pid}/status", encoding="ascii") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmHWM:")) >> 10

    def refused(self, answer, status, *words):
        self.assertEqual(answer.status, status, answer.text[:500])
        for word in words:
            self.assertTrue(word in answer.text, f"{word} is not in {answer.text[-1500:]}")

    def send(self, body, kind="application/x-www-form-urlencoded", path="/nguoi/moi"):
        return self.browser.ask("POST", path, body.encode(), {"Content-Type": kind})

    def test_length_beyond_the_limit(self):
        """Refused by its head: nothing of the body is awaited."""
        for length in (1 << 30, 1 << 62, 10**18 - 1, 10**40):
            head = f"POST /nguoi/moi HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n"
            answers, closed = ask(self.server.host, head.encode())
            self.assertTrue(closed)
            self.assertIn(statuses(answers)[0], (400, 413), answers)
        self.assertIn("quá lớn".encode(), ask(self.server.host, b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n")[0])

    def test_chunks_without_end(self):
        name, port = self.server.host.split(":")
        chunk = b"100000\r\n" + b"x" * (1 << 20) + b"\r\n"
        sent = 0
        with socket.create_connection((name, int(port)), timeout=30) as line:
            line.sendall(b"POST /dang-nhap HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
            try:
                while sent < 200:
                    line.sendall(chunk)
                    sent += 1
            except OSError:
                pass
        self.assertLess(sent, 20, "MiB were taken, some of them by the system")

    def test_file_where_none_is_taken(self):
        head = f"POST /dang-nhap HTTP/1.1\r\nHost: x\r\nContent-Length: {5 << 20}\r\n\r\n"
        self.assertEqual(statuses(ask(self.server.host, head.encode())[0]), [413])

    def test_fields(self):
        many = "&".join(f"a{number}=" for number in range(20001))
        self.refused(self.send(many), 400, "quá nhiều")
        self.refused(self.browser.post("/nguoi/moi", {**PERSON, "name": "x" * 400000}), 422, "Dài quá (400000 ký tự)")
        self.refused(self.browser.post("/nguoi/moi", {**PERSON, "name": "ề" * 200}), 422, "Hãy rút gọn còn khoảng 100 ký tự")
        self.refused(self.browser.post("/nguoi/moi", {**PERSON, "x" * 400000: "y"}), 303)
        self.server.sql("DELETE FROM person WHERE code = 'G1'")

    def test_multipart(self):
        part = f'--{EDGE}\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'
        multipart = f"multipart/form-data; boundary={EDGE}"
        self.refused(self.send(part * 20001 + f"--{EDGE}--\r\n", multipart, "/nguoi/nhap"), 400, "quá nhiều")
        file = f'--{EDGE}\r\nContent-Disposition: form-data; name="tep"; filename="a.csv"\r\n\r\n'
        self.refused(self.send(file + "x" * (10 << 20) + f"\r\n--{EDGE}--\r\n", multipart, "/nguoi/nhap"), 403)
        csrf = f'--{EDGE}\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{self.browser.csrf}\r\n'
        large = csrf + file + "Mã,Họ và tên,Chức vụ\n" + "x" * ((10 << 20) + 100) + f"\r\n--{EDGE}--\r\n"
        self.refused(self.send(large, multipart, "/nguoi/nhap"), 422, "lớn quá")
        long_head = f'--{EDGE}\r\n{"X-A: b" * 100000}\r\n\r\n\r\n--{EDGE}--\r\n'
        self.refused(self.send(long_head, multipart, "/nguoi/nhap"), 400)

    def test_largest_list(self):
        """What the page of an import takes can be saved from there."""
        rows = [f"GL{number},Người Số {number},Giáo viên," + "+/" * 9000 for number in range(114)]
        content = ("Mã,Họ và tên,Chức vụ,Ghi chú\n" + "\n".join(rows)).encode()
        self.assertTrue((2 << 20) - 50000 < len(content) < 2 << 20, len(content))
        head = f'--{EDGE}\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{self.browser.csrf}\r\n' \
               f'--{EDGE}\r\nContent-Disposition: form-data; name="tep"; filename="a.csv"\r\n\r\n'
        body = head + content.decode() + f"\r\n--{EDGE}--\r\n"
        seen = self.send(body, f"multipart/form-data; boundary={EDGE}", "/nguoi/nhap")
        self.assertIn("114", seen.text)
        packed = seen.hidden("noi_dung")
        self.assertEqual(self.browser.post("/nguoi/nhap/luu", {"ten": "a.csv", "noi_dung": packed}).status, 303)
        self.assertEqual(self.server.sql("SELECT count(*) FROM person WHERE code LIKE 'GL%'"), [(114,)])

    def test_json(self):
        def send(value):
            return self.send(value if isinstance(value, str) else json.dumps(value), "application/json")

        self.refused(send("[" * 500000), 400)
        self.refused(send('{"a":' * 100000 + "1" + "}" * 100000), 400)
        self.refused(send({"a": [""] * 20001}), 400, "quá nhiều")
        self.refused(send({**PERSON, "csrf": self.browser.csrf, "name": "x" * 400000}), 422, "Dài quá")
        self.refused(send('{"a":' + "9" * 400000 + "}"), 400)

    def test_head(self):
        get = b"GET /healthz HTTP/1.1\r\nHost: x\r\n"
        for data, allowed in ((b"GET /" + b"a" * 5000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", {414}),
                              (b"GET /" + b"a" * 100000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", {414, 431}),
                              (get + b"A: b\r\n" * 65 + b"\r\n", {431}),
                              (get + b"A: b\r\n" * 10000 + b"\r\n", {431}),
                              (get + b"Cookie: " + b"a" * 100000 + b"\r\n\r\n", {431}),
                              (get + b"Cookie: dvht=" + b"a" * 7000 + b"\r\n\r\n", {200})):
            answers, _ = ask(self.server.host, data)
            with self.subTest(head=data[:30], length=len(data)):
                self.assertTrue(answers and statuses(answers)[0] in allowed, answers[:200])


if __name__ == "__main__":
    unittest.main()
