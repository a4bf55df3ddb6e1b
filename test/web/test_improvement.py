"""The plan of improvement: proposed from the weaknesses, followed by its owners, told as a table."""
import csv
import io
import json
import unittest

from client import Server
from loaded import CaseServer

ROUND = "/dot/2022"
PAGE = f"{ROUND}/cai-tien"


class Improvement(unittest.TestCase):
    def setUp(self):
        self.server = CaseServer("tieu-hoc-2022")
        self.addCleanup(self.server.stop)
        self.head = self.server.browser("head")

    def rows(self, browser=None):
        return json.loads((browser or self.head).get(PAGE, Accept="application/json").body)["rows"]

    def work(self, browser):
        return [task for task in json.loads(browser.get("/", Accept="application/json").body)["tasks"] if task["kind"] == "improvement"]

    def person_of(self, role):
        return self.server.sql("SELECT person_id FROM account WHERE login = ?", self.server.logins[role])[0][0]

    def change(self, id, **fields):
        """A task as its form would send it."""
        page = self.head.get(f"{PAGE}/{id}")
        row = self.server.sql("SELECT indicator, task FROM improvement WHERE id = ?", id)[0]
        return self.head.post(f"{PAGE}/{id}", {"version": page.hidden("version"), "indicator": row[0], "task": row[1], **fields})

    def test_proposed_from_weaknesses(self):
        self.assertIn("Chưa có việc cải tiến", self.head.get(PAGE).text)
        self.assertEqual(self.head.post(f"{PAGE}/de-xuat", {"due": "30/11/2023"}).status, 303)
        rows = self.rows()
        self.assertEqual(len(rows), 10)
        self.assertEqual((rows[0]["task"], rows[0]["due"]), ("Xếp lịch sinh hoạt chuyên môn gắn với tự học ngay từ đầu năm", "30/11/2023"))
        self.assertEqual({row["state_words"] for row in rows}, {"quá hạn"})
        self.assertIn("10 việc quá hạn", self.head.get(PAGE).text)
        # Again: nothing twice.
        self.head.post(f"{PAGE}/de-xuat", {"due": "30/11/2023"})
        self.assertEqual(len(self.rows()), 10)
        overview = self.head.get(ROUND).text
        self.assertIn("0/10", overview)
        self.server.fsck()

    def test_followed(self):
        self.head.post(f"{PAGE}/de-xuat", {"due": "30/11/2023"})
        first, second = (row["id"] for row in self.rows()[:2])
        staff = self.server.browser("staff")
        self.assertEqual(staff.get(PAGE).status, 403)
        self.assertEqual(staff.get(f"{PAGE}/{first}").status, 404)
        self.assertEqual(self.change(first, owner_id=self.person_of("staff"), due="01/12/2126").status, 303)
        task, = self.work(staff)
        self.assertEqual((task["due"], task["path"], task["state_words"]), ("01/12/2126", f"{PAGE}/{first}", "chưa làm"))
        page = staff.get(task["path"])
        self.assertEqual(page.status, 200)
        self.assertNotIn("Lưu việc", page.text)
        self.assertEqual(staff.post(f"{PAGE}/{first}/ket-qua", {"version": page.hidden("version"), "xong": "1"}).status, 422)
        self.assertEqual(staff.post(f"{PAGE}/{second}/ket-qua", {"version": "1", "result": "x"}).status, 404)
        self.assertEqual(staff.post(f"{PAGE}/{first}", {"version": page.hidden("version"), "indicator": "1.1", "task": "x"}).status, 403)
        self.assertEqual(staff.post(f"{PAGE}/{first}/ket-qua", {"version": page.hidden("version"), "result": "Đã xếp lịch hai tổ"}).status, 303)
        self.assertEqual(self.work(staff)[0]["state_words"], "đang làm")
        page = staff.get(f"{PAGE}/{first}")
        done = {"version": page.hidden("version"), "result": "Đã xếp lịch cả năm", "xong": "1"}
        self.assertEqual(staff.post(f"{PAGE}/{first}/ket-qua", done).status, 303)
        self.assertEqual(self.work(staff), [])
        row = next(row for row in self.rows() if row["id"] == first)
        self.assertEqual((row["state_words"], row["result"]), ("đã xong", "Đã xếp lịch cả năm"))
        self.assertEqual(staff.post(f"{PAGE}/{first}/ket-qua", {**done, "result": "khác"}).status, 409)
        self.server.fsck()

    def told(self, browser):
        """What the inbox says of this plan."""
        return [message["label"] for message in json.loads(browser.get("/hop-thu", Accept="application/json").body)["unread"] if "cải tiến" in message["label"]]

    def test_owners_are_told(self):
        """Once until they look, whether it is added for them or handed over; nobody of what they did."""
        staff, member = self.server.browser("staff"), self.server.browser("member")
        self.server.sql("DELETE FROM message")
        new = {"indicator": "1.1", "task": "Mở tủ sách", "due": "01/12/2126"}
        self.assertEqual(self.head.post(f"{PAGE}/moi", {**new, "owner_id": self.person_of("staff")}).status, 303)
        self.assertEqual(self.told(staff), ["Bạn được giao việc trong kế hoạch cải tiến năm 2022; việc và hạn ở Việc của tôi"])
        self.head.post(f"{PAGE}/moi", {**new, "task": "Mở hai tủ sách", "owner_id": self.person_of("staff")})
        self.assertEqual(len(self.told(staff)), 1)
        self.assertEqual([self.told(browser) for browser in (member, self.head)], [[], []])
        id = self.rows()[0]["id"]
        self.assertEqual(self.change(id, owner_id=self.person_of("staff"), due="02/12/2126").status, 303)
        self.assertEqual(self.change(id, owner_id=self.person_of("member")).status, 303)
        self.assertEqual((len(self.told(staff)), len(self.told(member))), (1, 1))
        self.assertEqual(self.change(id, owner_id=self.person_of("head")).status, 303)
        self.assertEqual(self.told(self.head), [])
        self.assertEqual(self.server.sql("SELECT count(*) FROM event WHERE action = 'improvement.owner'"), [(2,)])
        self.server.fsck()

    def test_written_by_hand(self):
        new = {"indicator": "1.1", "task": "Mở tủ sách", "due": ""}
        self.assertEqual(self.head.post(f"{PAGE}/moi", {**new, "indicator": "99.9"}).status, 422)
        self.assertEqual(self.head.post(f"{PAGE}/moi", {**new, "owner_id": "987654"}).status, 404)
        self.assertEqual(self.head.post(f"{PAGE}/moi", new).status, 303)
        row, = self.rows()
        page = self.head.get(f"{PAGE}/{row['id']}")
        self.assertEqual(self.change(row["id"], task="Mở hai tủ sách").status, 303)
        late = self.head.post(f"{PAGE}/{row['id']}", {**new, "version": page.hidden("version"), "task": "Mở ba tủ sách"})
        self.assertEqual(late.status, 409)
        self.assertIn("Mở hai tủ sách", late.text)
        self.assertIn("Mở ba tủ sách", late.text)
        member = self.server.browser("member")
        self.assertEqual(len(self.rows(member)), 1)
        self.assertEqual(member.post(f"{PAGE}/moi", new).status, 403)
        version = self.head.get(f"{PAGE}/{row['id']}").hidden("version")
        self.assertEqual(self.head.post(f"{PAGE}/{row['id']}/bo", {"version": version}).status, 303)
        self.assertEqual(self.rows(), [])
        self.server.fsck()

    def test_exports(self):
        self.head.post(f"{PAGE}/de-xuat", {"due": "30/11/2023"})
        sheet = list(csv.reader(io.StringIO(self.head.get(f"{PAGE}/tai-ve?dang=csv").body.decode("utf-8-sig"))))
        self.assertEqual((sheet[0][0], len(sheet)), ("Chỉ tiêu", 11))
        self.assertEqual(self.head.get(f"{PAGE}/tai-ve?dang=xlsx").body[:2], b"PK")


class Foreign(unittest.TestCase):
    def test_another_unit_sees_nothing(self):
        server = Server()
        self.addCleanup(server.stop)
        head = server.browser("head")
        self.assertEqual(head.post("/dot/2026/cai-tien/moi", {"indicator": "1.1", "task": "Mở tủ sách"}).status, 303)
        id, = server.sql("SELECT id FROM improvement")[0]
        other = server.browser("head", unit=next(p["unit"] for p in server.people if p["unit"] != "THGT"))
        self.assertNotIn("Mở tủ sách", other.get("/dot/2026/cai-tien").text)
        self.assertEqual(other.get(f"/dot/2026/cai-tien/{id}").status, 404)
        self.assertEqual(other.post(f"/dot/2026/cai-tien/{id}/bo", {"version": "1"}).status, 404)


if __name__ == "__main__":
    unittest.main()
