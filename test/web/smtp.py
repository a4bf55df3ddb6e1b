"""A mail server for tests: takes mails and keeps them, or refuses, delays and goes away as it is told."""
import base64
import email
import email.policy
import socket
import socketserver
import threading
import time


def free_port():
    """A port where nobody listens; nobody else is given it for a while."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Talk(socketserver.StreamRequestHandler):
    def answer(self, text):
        time.sleep(self.server.slow)
        self.wfile.write(text.encode() + b"\r\n")

    def line(self):
        return self.rfile.readline().decode("utf-8", "replace").rstrip("\r\n")

    def log_in(self, given):
        if not given:
            self.answer("334 ")
            given = [self.line()]
        right = base64.b64decode(given[0]).decode().split("\0")[1:] == self.server.password
        self.answer("235 fine" if right else "535 5.7.8 wrong password")

    def read_mail(self):
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        return b"".join(lines)

    def take(self, receiver):
        self.answer("354 go on")
        content = self.read_mail()
        self.server.attempts += 1
        if self.server.later > 0:
            self.server.later -= 1
            return self.answer("451 4.3.0 try again later")
        self.server.keep(receiver, content)
        return self.answer("250 2.0.0 taken")

    def handle(self):
        receiver = None
        self.answer("220 test ESMTP")
        while line := self.line():
            verb = line[:4].upper()
            if verb == "EHLO" and self.server.password:
                self.wfile.write(b"250-test\r\n")
                self.answer("250 AUTH PLAIN")
            elif verb == "AUTH":
                self.log_in(line.split()[2:])
            elif verb == "RCPT":
                receiver = line.split(":", 1)[1].strip("<> ")
                known = receiver not in self.server.unknown
                self.server.attempts += not known
                self.answer("250 fine" if known else "550 5.1.1 no such mailbox")
            elif verb == "DATA":
                self.take(receiver)
            elif verb == "QUIT":
                return self.answer("221 bye")
            else:
                self.answer("250 fine")


class MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port=0, password=None):
        """password: [user, password] to log in with; None: nobody has to."""
        super().__init__(("127.0.0.1", port), Talk)
        self.password = password
        self.slow, self.later, self.attempts = 0, 0, 0
        self.unknown = set()
        self.mails = []
        self.came = threading.Condition()
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def handle_error(self, request, client_address):
        """A client that goes away in the middle is nothing to tell of."""

    def url(self, more="", who=""):
        return f"smtp://{who}127.0.0.1:{self.server_address[1]}?from=dvht@truong.vn{more}"

    def keep(self, receiver, content):
        mail = email.message_from_bytes(content, policy=email.policy.default)
        mail.receiver = receiver
        with self.came:
            self.mails.append(mail)
            self.came.notify_all()

    def wait(self, count=1, patience=60):
        """That many mails, as soon as they are there."""
        with self.came:
            if not self.came.wait_for(lambda: len(self.mails) >= count, patience):
                raise AssertionError(f"{len(self.mails)} mails came, not {count}")
            return list(self.mails)

    def stop(self):
        self.shutdown()
        self.server_close()
