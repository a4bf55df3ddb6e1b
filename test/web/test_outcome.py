"""What the authority decided: recognition with its level and end, refusal with reasons, the decision's scan."""
import json
import unittest

from client import Server
from loaded import CaseServer
from test_study import PDF

ROUND = "/dot/2024"
PAGE = f"{ROUND}/ket-qua"
GRANTED = {"version": "0", "kind": "recognised", "level": "1", "number": "123/QĐ-UBND", "date": "10/02/2025",
           "issuer": "Chủ tịch UBND quận"}


class Outcome(unittest.TestCase):
    def setUp(self):
        self.server = CaseServer()
        self.addCleanup(self.server.stop)
        self.head = self.server.browser("head")

    def column(self, name):
        found = self.server.sql(f"SELECT {name} FROM outcome")
        return found[0][0] if found else None

    def save(self, browser=None, files=(), **changed):
        return (browser or self.head).upload(PAGE, {**GRANTED, **changed}, files)

    def test_recognised(self):
        empty = self.head.get(PAGE).text
        self.assertIn("Khi nhận được quyết định", empty)
        answer = self.save(files=[("tep", "quyết định.pdf", PDF)])
        self.assertEqual((answer.status, answer.location), (303, PAGE), answer.text[-500:])
        self.assertEqual((self.column("valid_until"), self.column("valid_reason")), ("2028-02-10", None))
        page = self.head.get(PAGE).text
        self.assertIn("có thể đề nghị mức độ 2 từ <span class=\"num\">10/02/2026", page)
        self.assertIn("10/02/2028", page)
        self.assertIn("quyết định.pdf", page)
        scan = self.head.get(f"{PAGE}/quyet-dinh")
        self.assertEqual((scan.status, scan.body), (200, PDF))
        # Changed later: the scan stays where none is sent.
        ids = {"id": self.column("id"), "version": self.column("version")}
        self.assertEqual(self.save(**ids, number="124/QĐ-UBND", valid_until="10/02/2028").status, 303)
        self.assertEqual((self.column("number"), self.column("scan_name")), ("124/QĐ-UBND", "quyết định.pdf"))
        self.server.fsck()

    def test_other_end_needs_a_reason(self):
        answer = self.save(valid_until="10/02/2027")
        self.assertEqual(answer.status, 422)
        self.assertIn("Khác ngày đề xuất 10/02/2028", answer.text)
        self.assertEqual(self.save(valid_until="10/02/2027", valid_reason="quyết định ghi 24 tháng").status, 303)
        self.assertEqual(self.column("valid_until"), "2027-02-10")
        self.assertEqual(self.save(valid_until="01/02/2025", id=self.column("id"), version="1").status, 422)
        # It ends within half a year: the overview and the head's own list say so.
        self.assertIn("sắp hết giá trị", self.head.get(ROUND).text)
        tasks = json.loads(self.head.get("/", Accept="application/json").body)["tasks"]
        self.assertIn(("Quyết định công nhận đang có sắp hết giá trị: đề nghị công nhận lại", "10/02/2027"),
                      [(task["label"], task["due"]) for task in tasks])

    def test_what_a_decision_must_say(self):
        for left_out, told in (("number", "phải có mục này"), ("date", "phải có mục này"), ("level", "phải có mục này")):
            answer = self.save(**{left_out: ""})
            self.assertEqual(answer.status, 422)
            self.assertIn(told, answer.text)
        self.assertIn("chưa tới", self.save(date="10/02/2127").text)
        self.assertEqual(self.save(kind="refused", reason="").status, 422)
        self.assertIsNone(self.column("id"))
        self.assertEqual(self.save(kind="refused", reason="Chỉ tiêu 2.1 chưa đủ").status, 303)
        self.assertEqual((self.column("level"), self.column("valid_until")), (None, None))
        page = self.head.get(PAGE).text
        self.assertIn("không được công nhận", page)
        self.assertIn("Chỉ tiêu 2.1 chưa đủ", page)

    def test_two_at_once(self):
        self.assertEqual(self.save().status, 303)
        late = self.save(number="999/QĐ-UBND")
        self.assertEqual(late.status, 409)
        self.assertEqual(self.column("number"), "123/QĐ-UBND")
        self.assertEqual(self.save(id=self.column("id"), version=self.column("version"), number="125/QĐ-UBND").status, 303)
        late = self.save(id=self.column("id"), version="1", number="126/QĐ-UBND")
        self.assertEqual(late.status, 409)
        self.assertIn("Hai người cùng sửa", late.text)

    def test_roles(self):
        self.assertEqual(self.save().status, 303)
        member = self.server.browser("member")
        self.assertIn("123/QĐ-UBND", member.get(PAGE).text)
        self.assertNotIn("<form", member.get(PAGE).text.split("<main")[1])
        self.assertEqual(self.save(member).status, 403)
        self.assertEqual(self.server.browser("staff").get(PAGE).status, 403)


class Foreign(unittest.TestCase):
    def test_another_unit_sees_nothing(self):
        server = Server()
        self.addCleanup(server.stop)
        answer = server.browser("head").upload("/dot/2026/ket-qua", {**GRANTED, "level": "", "date": "10/02/2026"}, [("tep", "qd.pdf", PDF)])
        self.assertEqual(answer.status, 303, answer.text[-400:])
        other = server.browser("head", unit=next(p["unit"] for p in server.people if p["unit"] != "THGT"))
        self.assertNotIn("123/QĐ-UBND", other.get("/dot/2026/ket-qua").text)
        self.assertEqual(other.get("/dot/2026/ket-qua/quyet-dinh").status, 404)


class Levels(unittest.TestCase):
    def test_level_two_at_once_warns(self):
        server = CaseServer("thpt-2025")
        self.addCleanup(server.stop)
        head = server.browser("head")
        page = head.get("/dot/2025/ket-qua").text
        self.assertIn("Chưa thấy quyết định công nhận mức độ 1", page)
        answer = head.upload("/dot/2025/ket-qua", {**GRANTED, "level": "2", "date": "10/02/2026"}, [])
        self.assertEqual(answer.status, 303)
        self.assertNotIn("có thể đề nghị mức độ 2", head.get("/dot/2025/ket-qua").text)


if __name__ == "__main__":
    unittest.main()
