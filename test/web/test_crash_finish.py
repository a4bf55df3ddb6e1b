"""The server is killed at random moments while a round is approved, reopened, published and taken back: each is there as
a whole, with all its files, or not at all.  Environment: see crash.py."""
import time
import unittest

from crash_kept import Crash, Kept, Saver
from loaded import CaseServer

ROUND = "/dot/2024"
APPROVAL, PUBLIC = ROUND + "/phe-duyet", ROUND + "/cong-khai"


class Head(Saver):
    role = "head"

    def prepare(self):
        self.kept["approvals"] = Kept("SELECT position, state FROM approval ORDER BY position")
        self.kept["publications"] = Kept("SELECT position, state FROM publication ORDER BY position")

    def decide(self, browser, action, becomes):
        page = browser.get(APPROVAL)
        self.send(browser, "approvals", becomes, APPROVAL,
                  {"version": page.hidden("version") or 0, "seen": page.hidden("seen") or 0, "action": action, "remarks": "" if action == "approve" else "xem lại"})

    def step(self, browser):
        approvals, publications = (self.kept[name].stands or [] for name in ("approvals", "publications"))
        taken_back = [(position, "withdrawn") for position, _ in publications]
        chance = self.random.random()
        if not approvals or approvals[-1][1] != "approved":
            self.decide(browser, "approve", [*approvals, (len(approvals) + 1, "approved")])
        elif chance < 0.3:
            self.decide(browser, "reopen", [*approvals[:-1], (len(approvals), "void")])
        elif publications and publications[-1][1] == "published" and chance < 0.6:
            page = browser.get(PUBLIC)
            self.send(browser, "publications", taken_back, PUBLIC + "/rut", {"id": page.hidden("id"), "version": page.hidden("version"), "reason": "xem lại"})
        else:
            approval, _ = self.version("approval", "position = ?", len(approvals))
            self.send(browser, "publications", [*taken_back, (len(publications) + 1, "published")], PUBLIC,
                      {"approval": approval, "criteria": 1, "files": "07-bao-cao.pdf"})


class CrashFinish(Crash):
    least = 0.1

    def make_server(self):
        """A dossier is made before anything is acknowledged: some must have the time, on whatever machine."""
        server = CaseServer()
        self.heads = server.browser("head")
        begun = time.monotonic()
        self.assertEqual(self.heads.get(f"{ROUND}/ho-so/du-thao.zip").status, 200)
        self.longest = max(1.0, 5 * (time.monotonic() - begun))
        return server

    def browser_of(self, saver):
        """The same session for all: checking a password takes longer than a kill waits."""
        self.heads.host = self.server.host
        return self.heads

    def make_savers(self):
        return [Head(0, self.random, self)]

    def settle(self, saver):
        super().settle(saver)
        revision, = self.rows("SELECT coalesce(revision, 0) FROM round")[0]
        self.assertEqual(revision, len([hash_ for hash_, in self.rows("SELECT hash FROM approval") if hash_]))
        shown = [state for _, state in saver.kept["publications"].stands or []]
        self.assertLessEqual(shown.count("published"), 1)

    def test_kills(self):
        self.kill_again_and_again()
        anybody, head = self.server.browser(), self.browser_of(None)
        published = self.rows("SELECT address FROM publication WHERE state = 'published'")
        for address, in published:
            self.assertEqual(anybody.get(f"/cong-khai/{address}").status, 200)
        for position, in self.rows("SELECT position FROM approval"):
            self.assertEqual(head.get(f"{ROUND}/ho-so/{position}/ho-so.zip").status, 200)


if __name__ == "__main__":
    unittest.main()
