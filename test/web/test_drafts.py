"""What somebody typed and has not saved is kept for them alone, and goes when they save."""
import json
import unittest

from client import Server

NEW = {"code": "NV9", "name": "Lê Thị Hoa", "position": "Giáo viên"}


class Drafts(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)
        self.browser = self.server.browser("administrator")

    def draft(self, browser=None, id=0, kind="person"):
        answer = (browser or self.browser).get(f"/ban-nhap?loai={kind}&so={id}", Accept="application/json")
        return json.loads(answer.body) if answer.status == 200 else answer.status

    def keep(self, content, id=0, browser=None, kind="person"):
        return (browser or self.browser).post("/ban-nhap", {"loai": kind, "so": id, "ban": "3", "noi_dung": content})

    def test_kept_and_gone(self):
        self.assertFalse(self.draft()["found"])
        content = json.dumps([["name", "Lê Thị\nHoa “x”"], ["code", ""]], ensure_ascii=False)
        self.assertEqual(self.keep("[]").status, 200)
        kept = self.keep(content)
        self.assertRegex(json.loads(kept.body)["at"], r"^\d\d:\d\d ")
        self.assertEqual((self.draft()["content"], self.draft()["version"]), (content, 3))
        self.assertFalse(self.draft(self.server.browser("secretary"))["found"], "a draft is one's own")
        self.assertFalse(self.draft(id=7)["found"])
        self.assertEqual(self.browser.post("/nguoi/moi", {**NEW, "name": ""}).status, 422)
        self.assertTrue(self.draft()["found"], "it stays until it is saved")
        self.assertEqual(self.browser.post("/nguoi/moi", NEW).status, 303)
        self.assertFalse(self.draft()["found"])

    def test_dropped(self):
        self.keep("[]", 5)
        self.assertEqual(self.browser.post("/ban-nhap/bo", {"loai": "person", "so": "5"}).status, 200)
        self.assertFalse(self.draft(id=5)["found"])

    def test_only_what_one_edits(self):
        staff = self.server.browser("staff")
        self.assertEqual(self.keep("[]", browser=staff).status, 404)
        self.assertEqual(self.draft(staff), 404)
        self.assertEqual(self.keep("[]", kind="nothing").status, 404)
        self.assertEqual(self.keep("").status, 422)
        self.assertEqual(self.keep("x" * (201 << 10)).status, 422)
        self.assertEqual(self.browser.post("/ban-nhap", {"loai": "person", "noi_dung": "[]"}, csrf=False).status, 403)

    def test_not_without_end(self):
        for id in range(1, 210):
            self.assertEqual(self.keep("[]", id).status, 200)
        self.assertLessEqual(self.server.sql("SELECT count(*) FROM draft")[0][0], 200)
        self.assertTrue(self.draft(id=209)["found"])
        self.assertFalse(self.draft(id=1)["found"])


if __name__ == "__main__":
    unittest.main()
