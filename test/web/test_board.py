"""The board of a round: indicators by state and member, distance to the title, bars that are tables."""
import json
import unittest

from client import Loaded, Server

PAGE = "/dot/2024/bang"


def board(browser, path=PAGE):
    return json.loads(browser.get(path, Accept="application/json").body)


class OfACase(unittest.TestCase):
    def setUp(self):
        self.server = Loaded()
        self.addCleanup(self.server.stop)
        self.head = self.server.browser("head")

    def test_matrix(self):
        page = board(self.head)
        team = json.loads(self.head.get("/dot/2024/to", Accept="application/json").body)
        self.assertEqual(page["members"], [member["name"] for member in team["members"]])
        rows = json.loads(self.head.get("/dot/2024/phan-cong", Accept="application/json").body)["rows"]
        given = {row["indicator"]: set((row["names"] or "").split(", ")) for row in rows if row["indicator"]}
        self.assertEqual(len(page["rows"]), page["applicable"])
        for row in page["rows"]:
            named = {name for name, cell in zip(page["members"], row["cells"]) if cell["shape"]}
            self.assertEqual(named, given[row["indicator"]] & set(page["members"]), row["indicator"])
        text = self.head.get(PAGE).text
        self.assertIn("s-done", text)
        self.assertIn("đã thống nhất", text, "told by words, too")

    def test_title_and_results(self):
        page = board(self.head)
        self.assertEqual(page["met"], page["applicable"] - page["missing_count"])
        self.assertEqual(len(page["charts"]), 4)
        for chart in page["charts"]:
            self.assertGreater(len(chart["points"]), 0, chart["title"])
        results = [point["shown"].split("/") for point in page["charts"][1]["points"]]
        self.assertEqual((sum(int(met) for met, _ in results), sum(int(of) for _, of in results)), (page["met"], page["applicable"]))
        checked = json.loads(self.head.get("/dot/2024/kiem-tra", Accept="application/json").body)
        self.assertEqual((page["errors"], page["warnings"]), (checked["errors"], checked["warnings"]))

    def test_what_changes_is_seen_at_once(self):
        """It is remembered only as long as nothing in the unit changes."""
        before = board(self.head)
        id_ = before["rows"][0]["indicator"]
        self.assertFalse(before["rows"][0]["late"])
        rows = json.loads(self.head.get("/dot/2024/phan-cong", Accept="application/json").body)["rows"]
        row = next(row for row in rows if row["indicator"] == id_)
        self.assertEqual(self.head.post("/dot/2024/hop/tu-danh-gia/mo-lai").status, 303)
        screen = json.loads(self.head.get(f"/dot/2024/hop/tu-danh-gia/chieu?chi-tieu={id_}", Accept="application/json").body)
        vote = {"chi-tieu": id_, "for": 300, "against": 300, "was_for": screen["was_for"], "was_against": screen["was_against"]}
        self.assertEqual(self.head.post("/dot/2024/hop/tu-danh-gia/chieu", vote).status, 303)
        self.assertEqual(board(self.head)["errors"], before["errors"] + 1, row)


class FromTheStart(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)
        self.head = self.server.browser("head")

    def test_empty(self):
        page = board(self.head, "/dot/2026/bang")
        self.assertEqual((page["met"], page["any_members"]), (0, False))
        self.assertEqual(page["missing_count"], page["applicable"])
        self.assertEqual({item["who"] for item in page["missing"]}, {"Tổ trưởng phân công"})
        text = self.head.get("/dot/2026/bang").text
        self.assertIn("chọn người vào Tổ", text)
        self.assertIn(f'{page["missing_count"]} chỉ tiêu chưa giao cho ai', text)
        self.assertEqual(text.count("chưa tự đánh giá"), 0, "not said once for each indicator")
        work = json.loads(self.head.get("/", Accept="application/json").body)["tasks"]
        self.assertNotIn("errors", [item["kind"] for item in work], "that nobody has begun is no fault")

    def test_overdue_and_whose_move(self):
        person = self.server.sql("SELECT id FROM person WHERE unit_id = 1 AND name = 'Vai Thư ký'")[0][0]
        head = self.server.sql("SELECT id FROM person WHERE unit_id = 1 AND name = 'Vai Thủ trưởng đơn vị'")[0][0]
        self.assertEqual(self.head.post("/dot/2026/to", [("leader", head), ("secretary", person)]).status, 303)
        self.assertEqual(self.head.post("/dot/2026/phan-cong/lap", {}).status, 303)
        rows = json.loads(self.head.get("/dot/2026/phan-cong", Accept="application/json").body)["rows"]
        self.assertEqual(self.head.post("/dot/2026/phan-cong", [("chosen", rows[0]["id"]), ("due", "01/02/2026"), ("person", person)]).status, 303)
        page = board(self.head, "/dot/2026/bang")
        row = page["rows"][0]
        self.assertEqual((row["state_words"], row["late"], page["overdue"], row["due"]), ("quá hạn", True, 1, "01/02/2026"))
        self.assertEqual([cell["shape"] or "" for cell in row["cells"]], ["", "late"])
        self.assertEqual((page["missing"][0]["who"], page["missing"][0]["unassigned"]), ("Vai Thư ký", False))
        self.assertEqual(page["unassigned_count"], page["missing_count"] - 1)
        self.assertIn("chưa tự đánh giá</a><span class=\"why\">Vai Thư ký", self.head.get("/dot/2026/bang").text)

    def test_who_may_look(self):
        for role, status in (("leader", 200), ("member", 200), ("union", 200), ("staff", 403)):
            self.assertEqual(self.server.browser(role).get("/dot/2026/bang").status, status, role)
        units = sorted({p["unit"] for p in self.server.people} - {"THGT"})
        other = board(self.server.browser("head", units[0]), "/dot/2026/bang")
        self.assertFalse(other["any_members"])


if __name__ == "__main__":
    unittest.main()
