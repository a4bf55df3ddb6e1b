"""Cross-check in the browser: exactly the findings of `dvht check`, each with a page that is there."""
import json
import os
import subprocess
import unittest

from client import CASES, DVHT, Loaded, Server

PAGE = "/dot/2024/kiem-tra"


def said_of(folder):
    """What `dvht check` says of a case: (code, place, sentence)."""
    done = subprocess.run([DVHT, "check", folder, "--json"], capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    return [(finding["severity"], finding["code"], finding["where"], finding["message"]) for finding in json.loads(done.stdout)]


def shown(browser, path=PAGE):
    page = json.loads(browser.get(path, Accept="application/json").body)
    return [(item["severity"], item["code"], item["where"], item["message"]) for group in page["groups"] for item in group["items"]], page


class Findings(unittest.TestCase):
    def server(self, *arguments, **more):
        server = Loaded(*arguments, **more)
        self.addCleanup(server.stop)
        return server

    def test_as_the_command_says(self):
        for case in ("gia-thuy-2024",):
            head = self.server(case).browser("head")
            found, page = shown(head)
            self.assertEqual(sorted(found), sorted(said_of(os.path.join(CASES, case))))
            self.assertEqual(page["errors"], sum(finding[0] == "error" for finding in found))
            self.assertEqual(page["warnings"], sum(finding[0] == "warning" for finding in found))

    def test_no_keys_of_the_case(self):
        """Who works in the browser is told nothing of case.json."""
        page = self.server("gia-thuy-2024").browser("head").get(PAGE).text
        self.assertIn("chưa đối chiếu với văn bản gốc. Hãy đối chiếu rồi xác nhận.", page)
        self.assertNotRegex(page, "“[a-z]+_[a-z_]+”")

    def test_from_the_start(self):
        """What nobody has yet is one line, with a way to each."""
        server = Server()
        self.addCleanup(server.stop)
        head = server.browser("head")
        page = json.loads(head.get("/dot/2026/kiem-tra", Accept="application/json").body)
        text = head.get("/dot/2026/kiem-tra").text
        missing = [item for item in page["groups"][0]["items"] if item["code"] == "missing_rating"]
        self.assertGreater(len(missing), 1)
        self.assertIn(f"{len(missing)} chỉ tiêu áp dụng cho đơn vị chưa được đánh giá", text)
        self.assertNotIn("Hãy thêm kết quả của chỉ tiêu này", text)
        for item in missing:
            self.assertIn(f'<a href="/dot/2026/chi-tieu/{item["indicator"]}">', text)

    def test_marks_that_lead_nowhere(self):
        """A cited item that went, a figure nobody counts: told by the buttons that people know."""
        server = self.server("gia-thuy-2024")
        server.sql("UPDATE rating SET current = 'Theo [@mat] và [#so-la]; ' || current WHERE indicator = '1.1'")
        head = server.browser("head")
        page = json.loads(head.get(PAGE, Accept="application/json").body)
        found = {item["code"]: item for group in page["groups"] for item in group["items"]}
        for code, button in (("unknown_evidence", "nút Minh chứng"), ("unknown_figure", "nút Số liệu")):
            self.assertIn(button, found[code]["words"])
            self.assertEqual(found[code]["path"], "/dot/2024/chi-tieu/1.1")
            self.assertNotRegex(found[code]["words"], r"khóa|people|share\.")
        self.assertIn("people.total", found["unknown_figure"]["message"], "on the command line, for who writes the file")

    def test_many_to_confirm_in_one_line(self):
        head = self.server("gia-thuy-2024").browser("head")
        page = json.loads(head.get(PAGE, Accept="application/json").body)
        unconfirmed = [item for group in page["groups"] for item in group["items"] if item["code"] == "unverified_text"]
        text = head.get(PAGE).text
        self.assertGreater(len(unconfirmed), 1)
        self.assertIn(f"{len(unconfirmed)} chỉ tiêu chưa đối chiếu", text)
        for item in unconfirmed:
            self.assertIn(f'<a href="{item["path"]}">Chỉ tiêu {item["indicator"]}</a>', text)

    def test_faults_and_where_they_are_mended(self):
        server = self.server()
        first = server.sql("SELECT indicator FROM rating ORDER BY position LIMIT 1")[0][0]
        votes = json.loads(server.sql("SELECT votes FROM meeting WHERE kind = 'round'")[0][0])
        votes[0]["for"] = 400
        server.sql("DELETE FROM rating WHERE indicator = ?", first)
        server.sql("UPDATE evidence SET indicators = NULL")
        server.sql("UPDATE meeting SET votes = ? WHERE kind = 'round'", json.dumps(votes))
        server.sql("UPDATE paper SET date = '2025-12-01' WHERE paper = 'plan'")
        head = server.browser("head")
        found, page = shown(head)
        codes = {finding[1] for finding in found}
        self.assertLessEqual({"evidence_unlinked", "missing_rating", "vote_count", "dates_out_of_order"}, codes)
        paths = {item["code"]: item["path"] for group in page["groups"] for item in group["items"]}
        self.assertEqual(paths["vote_count"], "/dot/2024/hop/tu-danh-gia")
        self.assertEqual(paths["missing_rating"], f"/dot/2024/chi-tieu/{first}")
        self.assertRegex(paths["evidence_unlinked"], r"^/dot/2024/minh-chung/\d+$")
        self.assertTrue(paths["dates_out_of_order"].startswith("/dot/2024/"))
        text = head.get(PAGE).text
        for item in [item for group in page["groups"] for item in group["items"]]:
            self.assertIn(f'<a href="{item["path"]}">Chỉ tiêu' if item["joined"] else item["words"], text)
        self.assertIn(f'<span class="count">{page["errors"]}<span class="unseen"> lỗi</span></span>', self.after_board(head), "told in the menu")

    def after_board(self, browser):
        """The board computes it; from then on every page knows it, until something changes."""
        browser.get("/dot/2024/bang")
        return browser.get(PAGE).text

    def test_mending_one_is_seen_at_once(self):
        server = self.server()
        head = server.browser("head")
        before, _ = shown(head)
        self.assertEqual(head.post("/dot/2024/hop/tu-danh-gia/mo-lai").status, 303)
        id_ = json.loads(head.get("/dot/2024/hop/tu-danh-gia/chieu", Accept="application/json").body)
        vote = {"chi-tieu": id_["indicator"], "for": 500, "against": 0, "was_for": id_["was_for"], "was_against": id_["was_against"]}
        self.assertEqual(head.post("/dot/2024/hop/tu-danh-gia/chieu", vote).status, 303)
        after, page = shown(head)
        self.assertEqual({finding[1] for finding in after if finding not in before}, {"vote_count"})
        self.assertGreater(page["errors"], 0)

    def test_who_may_look(self):
        server = Server()
        self.addCleanup(server.stop)
        path = "/dot/2026/kiem-tra"
        for role, status in (("head", 200), ("leader", 200), ("secretary", 200), ("member", 200), ("union", 200), ("staff", 403)):
            self.assertEqual(server.browser(role).get(path).status, status, role)
        self.assertEqual(server.browser("head").get("/dot/1999/kiem-tra").status, 404)


if __name__ == "__main__":
    unittest.main()
