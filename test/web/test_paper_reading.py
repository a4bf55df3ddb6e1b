"""Issued papers are for all staff to read; what is not issued is not there."""
import unittest

from client import Server
from loaded import CaseServer

PAPER = "/dot/2024/van-ban/team_decision/doc"


class Reading(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = CaseServer()
        cls.staff, cls.member = cls.server.browser("staff"), cls.server.browser("member")

    @classmethod
    def tearDownClass(cls):
        cls.server.kill()
        said = cls.server.program("fsck")
        assert "lành lặn" in said, said

    def test_page(self):
        page = self.staff.get(PAPER)
        self.assertEqual(page.status, 200)
        for told in ("Quyết định thành lập Tổ đánh giá", "66/QĐ-THGT", "02/12/2024", "QUYẾT ĐỊNH:", "Tôi đã đọc"):
            self.assertIn(told, page.text)
        self.assertIn('<section class="to">', page.text, "the sheets stand in the page")

    def test_read_once(self):
        path = "/dot/2024/van-ban/plan/doc"
        self.assertEqual(self.member.post(path).location, path)
        told = self.member.get(path)
        self.assertIn("Bạn đã đọc lúc", told.text)
        self.assertNotIn("<button class=\"button\">Tôi đã đọc", told.text)
        self.assertEqual(self.member.post(path).status, 303, "a second time does nothing")
        self.assertEqual(self.server.sql("SELECT count(*) FROM receipt r JOIN paper p ON p.id = r.paper_id WHERE p.paper = 'plan'"),
                         [(1,)])
        self.assertIn("Tôi đã đọc", self.staff.get(path).text, "others have not")

    def test_files(self):
        pdf = self.staff.get(PAPER + "/tep/a-quyet-dinh-thanh-lap-to.pdf")
        self.assertEqual((pdf.status, pdf.headers["Content-Type"], pdf.body[:5]), (200, "application/pdf", b"%PDF-"))
        self.assertIsNone(pdf.headers["Content-Disposition"], "shown in place")
        docx = self.staff.get(PAPER + "/tep/a-quyet-dinh-thanh-lap-to.docx")
        self.assertEqual((docx.status, docx.body[:2]), (200, b"PK"))
        for name in ("b-ke-hoach.pdf", "a-quyet-dinh-thanh-lap-to.html", "..", "ban-ky"):
            self.assertEqual(self.staff.get(f"{PAPER}/tep/{name}").status, 404, name)

    def test_not_issued(self):
        """Neither what nobody has worked on, nor what is only looked at, nor what is not there at all."""
        for paper in ("announcement", "cover", "nothing", "learning_plan"):
            for below in ("", "/tep/x.pdf", "/ban-ky"):
                self.assertEqual(self.staff.get(f"/dot/2024/van-ban/{paper}/doc{below}").status, 404, paper)
            self.assertEqual(self.staff.post(f"/dot/2024/van-ban/{paper}/doc").status, 404, paper)
        self.assertEqual(self.staff.get("/dot/2023/van-ban/team_decision/doc").status, 404)

    def test_nobody(self):
        self.assertTrue(self.server.browser().get(PAPER).location.startswith("/dang-nhap?tiep="))


class Drafts(unittest.TestCase):
    def test_state(self):
        """A paper taken back is not there any more; issued again it has to be read again."""
        server = CaseServer()
        self.addCleanup(server.stop)
        staff = server.browser("staff")
        self.assertEqual(staff.post(PAPER).status, 303)
        server.sql("UPDATE paper SET state = 'signed' WHERE paper = 'team_decision'")
        self.assertEqual(staff.get(PAPER).status, 404)
        server.sql("UPDATE paper SET state = 'issued', issued_at = 9000000000000000 WHERE paper = 'team_decision'")
        self.assertIn("Tôi đã đọc", staff.get(PAPER).text)

    def test_foreign_unit(self):
        server = Server()
        self.addCleanup(server.stop)
        server.sql("INSERT INTO paper (unit_id, id, round_id, paper, state, version) SELECT 1, 5000, id, 'team_decision', 'issued', 1 "
                   "FROM round WHERE unit_id = 1")
        path = "/dot/2026/van-ban/team_decision/doc"
        self.assertEqual(server.browser("staff").get(path).status, 200)
        self.assertEqual(server.browser("staff", "MNHS").get(path).status, 404)
        self.assertEqual(server.browser("head", "MNHS").post(path).status, 404)


if __name__ == "__main__":
    unittest.main()
