"""Files of up to 200 MB in pieces: cut anywhere, continued, killed in between; nobody else's."""
import hashlib
import http.client
import json
import os
import random
import socket
import unittest

from client import Server

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
JSON = {"Accept": "application/json"}
LIMIT = 200 << 20
KILLS = int(os.environ.get("UPLOAD_KILLS", "10"))


def content(size, seed=1):
    return PDF + random.Random(seed).randbytes(size - len(PDF))


class Uploads(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)
        self.addCleanup(self.server.fsck)
        self.browser = self.server.browser("member")

    def begin(self, size, name="ke-hoach.pdf", browser=None, stamp="1", year=2026):
        fields = {"year": year, "name": name, "size": size, "dau": stamp}
        return (browser or self.browser).post("/tai-len", fields, headers=JSON)

    def announced(self, size, **more):
        answer = self.begin(size, **more)
        self.assertEqual(answer.status, 200, answer.text)
        return json.loads(answer.body)["id"]

    def state(self, id, browser=None):
        answer = (browser or self.browser).get(f"/tai-len/{id}", **JSON)
        self.assertEqual(answer.status, 200, answer.text)
        return json.loads(answer.body)

    def piece(self, id, offset, data, browser=None, csrf=None):
        browser = browser or self.browser
        return browser.ask("POST", f"/tai-len/{id}?tu={offset}", data,
                           {"Content-Type": "application/octet-stream", "X-Csrf": csrf or browser.csrf, **JSON})

    def cut(self, id, offset, data, announced):
        """As a line that is lost: the head promises more than comes.  Whatever of it came stays."""
        host, port = self.server.host.split(":")
        cookie = "; ".join(f"{name}={value}" for name, value in self.browser.cookies.items())
        head = (f"POST /tai-len/{id}?tu={offset} HTTP/1.1\r\nHost: {self.server.host}\r\nCookie: {cookie}\r\nX-Csrf: {self.browser.csrf}\r\n"
                f"Content-Type: application/octet-stream\r\nContent-Length: {announced}\r\n\r\n")
        with socket.create_connection((host, int(port)), timeout=20) as line:
            line.sendall(head.encode() + data)

    def received(self, id, least):
        """How much came, once the server has read what was sent."""
        for _ in range(2000):
            there = self.state(id)["received"]
            if there >= least:
                return there
        return there

    def attach(self, id, browser=None, **fields):
        return (browser or self.browser).post("/dot/2026/minh-chung/moi", {"title": "Kế hoạch", "version": 0, "tai_len": id, **fields})

    def blobs(self):
        return {name for _, _, names in os.walk(os.path.join(self.server.folder, "blobs", "1")) for name in names}

    def parts(self):
        folder = os.path.join(self.server.folder, "uploads", "1")
        return os.listdir(folder) if os.path.isdir(folder) else []

    # ---- the way it goes ----

    def test_numbers_that_come_again(self):
        """A database that was put back to an earlier day gives numbers anew: what lies under one, which may be a blob's
        second name by now, is not the beginning of another file."""
        first = self.announced(5)
        self.assertTrue(json.loads(self.piece(first, 0, b"12345").body)["whole"])
        folder = os.path.join(self.server.folder, "uploads", "1")
        os.link(os.path.join(folder, str(first)), os.path.join(folder, str(first + 1)))
        second = self.announced(8, name="khac.pdf")
        self.assertEqual(second, first + 1)
        self.assertEqual(self.state(second)["received"], 0)
        self.assertTrue(json.loads(self.piece(second, 0, b"abcdefgh").body)["whole"])
        kept = {}
        for hash in self.blobs():
            with open(os.path.join(self.server.folder, "blobs", "1", hash[:2], hash), "rb") as file:
                kept[hash] = file.read()
        self.assertEqual({hashlib.sha256(data).hexdigest() for data in kept.values()}, set(kept))
        self.assertIn(b"12345", kept.values())
        self.assertIn(b"abcdefgh", kept.values())

    def test_in_pieces(self):
        data = content(300000)
        id = self.announced(len(data))
        self.assertEqual(self.state(id), {"id": id, "name": "ke-hoach.pdf", "size": 300000, "received": 0, "whole": False})
        answer = self.piece(id, 0, data[:100000])
        self.assertEqual((answer.status, json.loads(answer.body)["received"]), (200, 100000))
        self.assertFalse(self.blobs(), "what is not whole is no file of anybody's")
        self.assertEqual(self.attach(id).status, 422)
        answer = self.piece(id, 100000, data[100000:])
        self.assertTrue(json.loads(answer.body)["whole"], answer.text)
        self.assertEqual(self.blobs(), {hashlib.sha256(data).hexdigest()})
        answer = self.attach(id)
        self.assertEqual(answer.status, 303, answer.text)
        self.assertEqual(self.server.sql("SELECT name, blob, size, type FROM evidence_file"),
                         [("ke-hoach.pdf", hashlib.sha256(data).hexdigest(), 300000, "application/pdf")])
        self.assertEqual(self.server.sql("SELECT count(*) FROM upload"), [(0,)])
        self.assertEqual(self.parts(), [], "the pieces are of no use any more")
        self.assertEqual(self.attach(id).status, 404, "it was taken")
        file = self.server.sql("SELECT evidence_id, id FROM evidence_file")[0]
        self.assertEqual(self.browser.get("/dot/2026/minh-chung/%d/tep/%d?tai=1" % file).body, data)

    def test_cut_and_continued(self):
        data, rng = content(2000000, 5), random.Random(7)
        id, there = self.announced(len(data)), 0
        while there < len(data):
            reach = min(len(data), there + rng.randrange(1, 400000))
            if reach == len(data):
                self.assertTrue(json.loads(self.piece(id, there, data[there:]).body)["whole"])
                break
            self.cut(id, there, data[there:reach], len(data) - there)
            there = self.received(id, reach)
            self.assertEqual(there, reach)
        self.assertEqual(self.blobs(), {hashlib.sha256(data).hexdigest()})

    def test_found_again(self):
        """After the page was closed: the same file goes on, another of the same name does not."""
        data = content(5000)
        id = self.announced(len(data))
        self.piece(id, 0, data[:1000])
        answer = self.begin(len(data))
        self.assertEqual((json.loads(answer.body)["id"], json.loads(answer.body)["received"]), (id, 1000))
        self.assertNotEqual(self.announced(len(data), stamp="2"), id)
        self.assertNotEqual(self.announced(len(data) + 1), id)
        self.assertNotEqual(self.announced(len(data), stamp=""), self.announced(len(data), stamp=""))
        self.assertNotEqual(self.announced(len(data), browser=self.server.browser("head")), id)

    def test_last_answer_lost(self):
        """All bytes are there and the program ended before it said so: nothing is sent again."""
        data = content(4000)
        id = self.announced(len(data))
        self.piece(id, 0, data[:3999])
        with open(os.path.join(self.server.folder, "uploads", "1", str(id)), "ab") as part:
            part.write(data[3999:])
        self.assertEqual(self.state(id), {"id": id, "name": "ke-hoach.pdf", "size": 4000, "received": 4000, "whole": False})
        self.assertTrue(json.loads(self.piece(id, 4000, b"").body)["whole"])

    # ---- what is refused ----

    def test_wrong_offset(self):
        data = content(5000)
        id = self.announced(len(data))
        self.piece(id, 0, data[:1000])
        for offset in (0, 999, 1001, 5000, -1):
            answer = self.piece(id, offset, b"x")
            self.assertEqual(answer.status, 409, offset)
            self.assertIn("1000", answer.text)
        self.assertEqual(self.state(id)["received"], 1000)

    def test_too_much(self):
        self.assertEqual(self.begin(LIMIT + 1).status, 413)
        self.assertIn("200 MB", self.begin(LIMIT + 1).text)
        self.assertEqual(self.begin(0).status, 422)
        self.assertEqual(self.begin(-5).status, 422)
        self.assertEqual(self.begin(10, name="").status, 422)
        self.assertEqual(self.begin(10, year=1999).status, 404)
        data = content(5000)
        id = self.announced(len(data))
        answer = self.piece(id, 0, data + b"more")
        self.assertEqual(answer.status, 413, answer.text)
        self.assertLessEqual(self.state(id)["received"], 5000)
        self.assertFalse(self.blobs())

    def test_too_many(self):
        for _ in range(300):
            last = self.begin(10, stamp="")
        self.assertEqual(last.status, 200)
        answer = self.begin(10, stamp="")
        self.assertEqual(answer.status, 422)
        self.assertIn("300", answer.text)

    def test_foreign(self):
        data = content(5000)
        id = self.announced(len(data))
        self.piece(id, 0, data[:1000])
        for other in (self.server.browser("secretary"), self.server.browser("head"), self.server.browser("member", "MNHS")):
            self.assertEqual(other.get(f"/tai-len/{id}").status, 404)
            self.assertEqual(self.piece(id, 1000, data[1000:], browser=other).status, 404)
        self.piece(id, 1000, data[1000:])
        for other in (self.server.browser("secretary"), self.server.browser("member", "MNHS")):
            self.assertEqual(self.attach(id, browser=other).status, 404)
        self.assertEqual(self.server.sql("SELECT count(*) FROM evidence"), [(0,)])
        for role in ("staff", "union", None):
            self.assertIn(self.begin(10, browser=self.server.browser(role)).status, (401, 403), role)

    def test_token(self):
        id = self.announced(5000)
        self.assertEqual(self.piece(id, 0, b"x", csrf="0" * 64).status, 403)
        self.assertEqual(self.state(id)["received"], 0)

    def test_names(self):
        """Whatever a file is called, its name is one."""
        for given, kept in (("../../etc/passwd", "passwd"), ("C:\\Anh\\Hồ sơ.pdf", "Hồ sơ.pdf"), ("a/", "tep"), ("..", "tep"),
                            ("Quye\u0302\u0301t d\u0323inh 🌾.pdf", "Quyết ḍinh 🌾.pdf"), ("x" * 500 + ".pdf", "x" * 196 + ".pdf")):
            id = self.announced(5, name=given, stamp="")
            self.assertEqual(self.state(id)["name"], kept)
        self.assertFalse(self.parts())

    def test_programs(self):
        """A program proves nothing; text that looks like one of the web's is kept, to be fetched only."""
        with open("/bin/true", "rb") as file:
            data = file.read()
        id = self.announced(len(data), name="anh.jpg")
        self.assertTrue(json.loads(self.piece(id, 0, data).body)["whole"])
        answer = self.attach(id)
        self.assertEqual(answer.status, 422)
        self.assertIn("chương trình", answer.text)

    # ---- killed ----

    def test_killed(self):
        """The program is killed somewhere in each piece: sound, and the file goes on from what is there."""
        data, rng = content(1500000, 3), random.Random(11)
        id, there = self.announced(len(data)), 0
        for _ in range(KILLS):
            reach = there + rng.randrange(1, (len(data) - there) // 4)
            self.cut(id, there, data[there:reach], len(data) - there)
            self.server.kill()
            self.server.fsck()
            self.server.start()
            self.browser.host = self.server.host
            there = self.state(id)["received"]
            self.assertLessEqual(there, reach)
            self.assertFalse(self.blobs())
            self.assertEqual(self.server.sql("SELECT count(*) FROM evidence_file"), [(0,)])
        self.assertTrue(json.loads(self.piece(id, there, data[there:]).body)["whole"])
        self.assertEqual(self.blobs(), {hashlib.sha256(data).hexdigest()})

    def test_killed_at_the_end(self):
        """Killed while the whole becomes a file: it is one, or the last bytes are asked for again."""
        for turn in range(max(2, KILLS // 3)):
            data = content(400000, 20 + turn)
            id = self.announced(len(data), name=f"tep-{turn}.pdf")
            try:
                self.cut(id, 0, data, len(data))
            except OSError:
                pass
            self.server.kill()
            self.server.fsck()
            self.server.start()
            self.browser.host = self.server.host
            state = self.state(id)
            if not state["whole"]:
                state = json.loads(self.piece(id, state["received"], data[state["received"]:]).body)
            self.assertTrue(state["whole"])
            self.assertEqual(self.attach(id).status, 303)
            self.assertIn(hashlib.sha256(data).hexdigest(), self.blobs())

    def test_memory(self):
        """50 MB go by without staying: the program's memory hardly grows."""
        def resident():
            with open(f"/proc/{self.server.process.pid}/status", encoding="ascii") as status:
                return int(next(line for line in status if line.startswith("VmHWM")).split()[1])

        small = content(1000, 40)
        self.piece(self.announced(len(small)), 0, small)
        before, size = resident(), 50 << 20
        id = self.announced(size)
        connection = http.client.HTTPConnection(self.server.host, timeout=60)
        cookie = "; ".join(f"{name}={value}" for name, value in self.browser.cookies.items())
        block = content(1 << 20, 41)
        connection.request("POST", f"/tai-len/{id}?tu=0", iter([block] * 50),
                           {"Cookie": cookie, "X-Csrf": self.browser.csrf, "Content-Length": str(size), **JSON})
        self.assertTrue(json.loads(connection.getresponse().read())["whole"])
        connection.close()
        self.assertLess(resident() - before, 2048, "kB")


if __name__ == "__main__":
    unittest.main()
