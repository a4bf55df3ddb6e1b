"""A real nginx in front of a server under test, by the site that doc/nginx.conf shows, and between the two
somebody who writes down what nginx passes on."""
import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import threading
import time

SITE = pathlib.Path(__file__).resolve().parents[2] / "doc" / "nginx.conf"
PROGRAM = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
HEAD = """daemon off; master_process off; worker_processes 1; {user} pid {folder}/pid; error_log {folder}/log;
events {{}}
http {{
access_log off;
client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
{site}
}}
"""


class Relay:
    """Passes bytes on to the server and keeps those that went there, a connection each."""

    def __init__(self, host):
        self.to = host.rsplit(":", 1)
        self.seen = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.host = f"127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                near = self.listener.accept()[0]
            except OSError:
                return
            far = socket.create_connection((self.to[0], int(self.to[1])), timeout=60)
            kept = bytearray()
            self.seen.append(kept)
            threading.Thread(target=self.pump, args=(near, far, kept), daemon=True).start()
            threading.Thread(target=self.pump, args=(far, near, None), daemon=True).start()

    @staticmethod
    def pump(source, target, kept):
        try:
            while data := source.recv(65536):
                if kept is not None:
                    kept += data
                target.sendall(data)
        except OSError:
            pass
        for end in (source, target):
            end.close()

    def stop(self):
        self.listener.close()


class Nginx:
    def __init__(self, host):
        self.relay = Relay(host)
        self.folder = tempfile.mkdtemp(prefix="dvht-nginx-")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout",
                        self.folder + "/key", "-out", self.folder + "/certificate"], check=True, stderr=subprocess.DEVNULL)
        for _ in range(20):
            if self.try_start():
                return
        raise RuntimeError(pathlib.Path(self.folder, "log").read_text(encoding="utf-8"))

    def try_start(self):
        """False: somebody else took one of the ports meanwhile."""
        ports = []
        for _ in range(2):
            with socket.create_server(("127.0.0.1", 0)) as free:
                ports.append(free.getsockname()[1])
        self.plain, self.secure = (f"127.0.0.1:{port}" for port in ports)
        site = SITE.read_text(encoding="utf-8")
        for old, new in {"server 127.0.0.1:8080;": f"server {self.relay.host};", "keepalive 16;": "keepalive 1;",
                         "listen 443 ssl;": f"listen {self.plain}; listen {self.secure} ssl;",
                         "/etc/ssl/certs/dvht.pem": self.folder + "/certificate", "/etc/ssl/private/dvht.key": self.folder + "/key"}.items():
            assert site.count(old) == 1, old
            site = site.replace(old, new)
        path = self.folder + "/nginx.conf"
        user = "user root;" if os.geteuid() == 0 else ""
        pathlib.Path(path).write_text(HEAD.format(folder=self.folder, site=site, user=user), encoding="utf-8")
        self.process = subprocess.Popen([PROGRAM, "-p", self.folder, "-c", path, "-e", self.folder + "/log"])
        for _ in range(200):
            try:
                for port in ports:
                    socket.create_connection(("127.0.0.1", port), timeout=5).close()
                return True
            except OSError:
                if self.process.poll() is not None:
                    return False
                time.sleep(0.02)
        self.process.kill()
        return False

    def stop(self):
        self.process.terminate()
        self.process.wait(60)
        self.relay.stop()
        shutil.rmtree(self.folder)


class Reader:
    """Reads requests as strictly as can be."""

    def __init__(self, data):
        self.data = bytes(data)

    def line(self):
        line, end, self.data = self.data.partition(b"\r\n")
        assert end and not re.search(rb"[\r\n\0]", line), line
        return line

    def body(self, length):
        body, self.data = self.data[:length], self.data[length:]
        assert len(body) == length
        return body

    def chunks(self):
        while size := int(self.line(), 16):
            self.body(size)
            assert self.line() == b""
        assert self.line() == b""

    def request(self):
        """(method, target, headers)"""
        method, target, version = self.line().split(b" ")
        assert version == b"HTTP/1.1"
        headers = {}
        while line := self.line():
            name, value = re.fullmatch(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+): ?(.*)", line).groups()
            assert name.lower() not in headers or name.lower().startswith(b"x-"), line
            headers[name.lower()] = value
        assert not {b"content-length", b"transfer-encoding"} <= set(headers), (target, headers)
        if b"transfer-encoding" in headers:
            assert headers[b"transfer-encoding"] == b"chunked"
            self.chunks()
        else:
            self.body(int(headers.get(b"content-length", b"0")))
        return method, target, headers

    def all(self):
        found = []
        while self.data:
            found.append(self.request())
        return found
