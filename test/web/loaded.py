"""A server on the data of a loaded case, with browsers of its people."""
import os
import re
import subprocess

from client import DVHT, PASSWORD, Server

CASES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "cases")


class CaseServer(Server):
    """logins: role → log-in, as `dvht load` prints them; the first of each role."""

    def __init__(self, case="gia-thuy-2024"):
        self.case = case if os.sep in case else os.path.join(CASES, case)
        self.logins, self.codes = {}, {}
        super().__init__(seeded=False)

    def start(self):
        if not self.logins:
            said = self.program("load", self.case).splitlines()
            for login, role in (line.split()[1:] for line in said if line.startswith("login ")):
                self.logins.setdefault(role, login)
            self.round = int(said[-1].removeprefix("round "))
            for role, login in self.logins.items():
                self.codes[role] = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4})+", self.program("user", "reset", login)).group()
        super().start()

    def program(self, *arguments):
        """What the program says; only while it does not serve the folder."""
        return subprocess.run([DVHT, *arguments, "--data", self.folder], check=True, capture_output=True, text=True).stdout

    def browser(self, role=None, unit=None):
        browser = super().browser(None)
        if role is not None:
            if role in self.codes:
                chosen = browser.post("/phieu", {"ma": self.codes.pop(role), "new_password": PASSWORD, "repeat": PASSWORD})
                assert chosen.status == 303, chosen.text
                browser.learn_csrf()
            else:
                assert browser.log_in(self.logins[role]).status == 303
        return browser
