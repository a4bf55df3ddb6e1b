"""Work in the background as people meet it: log-in slips of a big unit, followed, cancelled, had, and finished after a kill."""
import base64
import json
import re
import subprocess
import tempfile
import time
import unittest

from client import DVHT, Server

CODE = r"[34679A-Y]{4}(?:-[34679A-Y]{4}){3}"
SOME, MANY = 230, 1500


class WithBigUnit(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)
        self.admin = self.server.browser("administrator")

    def grow(self, count):
        """So many people more, each with an account; their ids."""
        lines = ["Mã,Họ và tên,Chức vụ,Tổ"] + [f"N{i},Người Số {i},Giáo viên,Tổ {i % 9}" for i in range(count)]
        content = base64.b64encode("\n".join(lines).encode()).decode()
        self.assertEqual(self.admin.post("/nguoi/nhap/luu", {"ten": "a.csv", "noi_dung": content}).status, 303)
        self.assertEqual(self.admin.post("/tai-khoan/tao").status, 303)
        return [id for id, in self.server.sql("SELECT id FROM account WHERE unit_id = 1 AND login LIKE 'thgt.nguoi.so%' "
                                              "ORDER BY id")]

    def start_again(self):
        """At another port."""
        self.server.start()
        self.admin = self.server.browser("administrator")

    def print_slips(self, ids, browser=None):
        return (browser or self.admin).post("/tai-khoan/phieu", [("id", str(id)) for id in ids])

    def look(self, path, browser=None):
        return json.loads((browser or self.admin).get(path, Accept="application/json").body)

    def await_state(self, path, *states):
        until = time.monotonic() + 120
        while time.monotonic() < until:
            job = self.look(path)
            if job["state_shape"] in states:
                return job
            time.sleep(0.01)
        self.fail(f"{path} is {job}")

    def text_of(self, pdf):
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(pdf)
            file.flush()
            return subprocess.run(["pdftotext", "-layout", file.name, "-"], check=True, capture_output=True, text=True).stdout

    def slip_events(self):
        return [object for object, in self.server.sql("SELECT object_id FROM event WHERE unit_id = 1 AND action = 'account.slip' "
                                                      "ORDER BY object_id")]


class Slips(WithBigUnit):
    def test_many(self):
        ids = self.grow(SOME)
        begun = self.print_slips(ids)
        self.assertEqual(begun.status, 303, begun.text)
        path = begun.location
        self.assertRegex(path, r"^/viec-nen/\d+$")
        self.assertIn("Đang lập phiếu", self.admin.get(path).text)
        self.await_state(path, "done")
        page = self.admin.get(path)
        self.assertIn(f"{SOME} phiếu", page.text)
        self.assertIn("Tải phieu-dang-nhap.pdf", page.text)
        self.assertNotIn("data-progress", page.text)
        self.assertIn(f'href="{path}/ket-qua"', self.admin.get("/viec-nen").text)
        pdf = self.admin.get(path + "/ket-qua")
        self.assertEqual((pdf.status, pdf.headers["Content-Type"]), (200, "application/pdf"))
        self.assertIn("phieu-dang-nhap.pdf", pdf.headers["Content-Disposition"])
        self.assertEqual(pdf.headers["Cache-Control"], "no-store")
        text = self.text_of(pdf.body)
        codes = re.findall(CODE, text)
        self.assertEqual((len(codes), len(set(codes))), (SOME, SOME))
        self.assertEqual(self.slip_events(), ids, "each was given one, by an event")
        who = self.server.browser()
        form = {"ma": codes[0], "new_password": "con mèo trèo cây cau", "repeat": "con mèo trèo cây cau"}
        self.assertEqual(who.post("/phieu", form).status, 303)
        self.assertEqual(self.admin.get(path + "/ket-qua").body, pdf.body, "it can be had again")

    def test_time_left(self):
        """Told from how fast it went, once it has gone on for a while."""
        now = time.time_ns() // 1000
        account = self.server.person("administrator")["account"]
        for id, progress, gone in ((9001, 250, 10), (9002, 0, 10), (9003, 10, 60), (9004, 995, 100)):
            self.server.sql("INSERT INTO job (unit_id, id, account_id, kind, state, input, progress, total, attempts, lease_until, created_at, started_at) "
                            "VALUES (1, ?, ?, 'slips', 'running', ?, ?, 1000, 1, ?, ?, ?)", id, account, b"x", progress, now + 60 * 10**6, now, now - gone * 10**6)
        for id, words in ((9001, r"còn khoảng (30|35) giây"), (9003, r"còn khoảng 1\d\d phút|còn khoảng 2 giờ"), (9004, "sắp xong")):
            self.assertRegex(self.look(f"/viec-nen/{id}")["time_left"], words)
        self.assertFalse(self.look("/viec-nen/9002")["time_left"])
        self.assertRegex(self.admin.get("/viec-nen/9001").text, "250 trên 1000 .*còn khoảng")

    def test_few_come_at_once(self):
        ids = self.grow(20)
        answer = self.print_slips(ids)
        self.assertEqual((answer.status, answer.headers["Content-Type"]), (200, "application/pdf"))
        self.assertEqual(self.server.sql("SELECT count(*) FROM job"), [(0,)])

    def test_own_only(self):
        path = self.print_slips(self.grow(SOME)).location
        self.await_state(path, "done")
        for role, unit in (("founder", "THGT"), ("administrator", "MNHS"), ("staff", "THGT")):
            other = self.server.browser(role, unit)
            self.assertEqual(other.get(path).status, 404)
            self.assertEqual(other.get(path + "/ket-qua").status, 404)
            self.assertEqual(other.post(path + "/huy").status, 404)
            self.assertIn("Chưa có việc nào", other.get("/viec-nen").text)

    def test_role_that_is_over(self):
        """The codes of all staff are not for who administers no more."""
        path = self.print_slips(self.grow(SOME)).location
        self.await_state(path, "done")
        me = self.server.person("administrator")["account"]
        founder = self.server.browser("founder")
        grant = re.search(r"vai-tro/(\d+)/bo", founder.get(f"/tai-khoan/{me}").text).group(1)
        self.assertEqual(founder.post(f"/tai-khoan/{me}/vai-tro/{grant}/bo").status, 303)
        self.assertEqual(self.admin.get(path + "/ket-qua").status, 403)
        self.assertNotIn("ket-qua", self.admin.get(path).text)

    def test_one_at_a_time(self):
        """A second click leads to the job that is under way, or the first slips would be useless when they are printed."""
        ids = self.grow(MANY)
        first, second = self.print_slips(ids), self.print_slips(ids)
        state = self.look(first.location)["state_shape"]
        if state in ("todo", "doing"):  # else it was quicker than the second click
            self.assertEqual(second.location, first.location)
            self.assertIn("Phiếu của lần chọn trước đang được lập", self.admin.get(first.location).text)
        self.await_state(first.location, "done")

    def test_nobody_left(self):
        ids = self.grow(SOME)
        self.server.sql("UPDATE account SET state = 'locked' WHERE login LIKE 'thgt.nguoi.so%'")
        path = self.print_slips(ids).location
        self.await_state(path, "fail")
        self.assertIn("Hãy chọn ít nhất một tài khoản đang hoạt động", self.admin.get(path).text)

    def test_result_is_dropped(self):
        path = self.print_slips(self.grow(SOME)).location
        self.await_state(path, "done")
        self.server.kill()
        self.server.sql("UPDATE job SET finished_at = finished_at - ? WHERE kind = 'slips'", 86400 * 10**6 + 10**6)
        self.start_again()
        until = time.monotonic() + 30
        while self.look(path)["file"] and time.monotonic() < until:
            time.sleep(0.02)
        self.assertIn("nên đã được xóa", self.admin.get(path).text)
        self.assertEqual(self.admin.get(path + "/ket-qua").status, 404)


class Ends(WithBigUnit):
    def test_killed(self):
        """Killed in the middle: nothing has changed; the next start does it once, as if nothing had been."""
        ids = self.grow(MANY)
        path = self.print_slips(ids).location
        self.await_state(path, "doing")
        self.server.kill()
        id = int(path.rsplit("/", 1)[1])
        [(state, attempts)] = self.server.sql("SELECT state, attempts FROM job WHERE id = ?", id)
        self.assertEqual((state, attempts), ("running", 1), "the kill came too late")
        self.assertEqual(self.slip_events(), [])
        self.start_again()
        page = self.admin.get(path)
        self.assertIn("data-progress", page.text)
        self.await_state(path, "done")
        self.assertEqual(self.server.sql("SELECT attempts FROM job WHERE id = ?", id), [(2,)])
        self.assertEqual(self.slip_events(), ids)
        self.assertEqual(self.server.sql("SELECT count(*) FROM secret WHERE kind = 'slip' AND ended_at IS NULL"), [(MANY,)])
        codes = re.findall(CODE, self.text_of(self.admin.get(path + "/ket-qua").body))
        self.assertEqual(len(set(codes)), MANY)
        form = {"ma": codes[-1], "new_password": "con mèo trèo cây cau", "repeat": "con mèo trèo cây cau"}
        self.assertEqual(self.server.browser().post("/phieu", form).status, 303)
        self.server.end()
        done = subprocess.run([DVHT, "fsck", "--data", self.server.folder], capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.server.start()

    def test_stopped(self):
        """Told to end, the program does not wait for a long job: it is there at the next start."""
        path = self.print_slips(self.grow(MANY)).location
        self.await_state(path, "doing")
        self.server.end()
        [(state, attempts)] = self.server.sql("SELECT state, attempts FROM job WHERE kind = 'slips'")
        self.assertIn((state, attempts), [("waiting", 0), ("done", 1)])
        self.start_again()
        self.await_state(path, "done")
        self.assertEqual(self.server.sql("SELECT attempts FROM job WHERE kind = 'slips'"), [(1,)])


if __name__ == "__main__":
    unittest.main()
