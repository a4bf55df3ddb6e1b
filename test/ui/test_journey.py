"""People at work in Chromium, against the real server: see test/node/journeys."""
import fcntl
import json
import os
import subprocess
import tempfile
import unittest

NODE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "node")


def install():
    """What package.json names, unless it is there; one at a time, for journeys run side by side."""
    with open(os.path.join(NODE, "package.json"), encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        install_locked(json.load(file)["devDependencies"])


def install_locked(wanted):
    if not all(os.path.isdir(os.path.join(NODE, "node_modules", name)) for name in wanted):
        subprocess.run(["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"],
                       cwd=NODE, check=True, capture_output=True)


class Journey(unittest.TestCase):
    def test_journey(self):
        """Every page at 1366, 360 and 320 px, light, dark, on paper, twice as large: nothing sticks out, no violation, no error."""
        install()
        with tempfile.TemporaryDirectory() as shots:
            done = subprocess.run(["node", "journey.js", os.environ["JOURNEY"], os.path.abspath(os.environ["DVHT"]), shots], cwd=NODE,
                                  capture_output=True, text=True, timeout=1150)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertGreaterEqual(len(os.listdir(shots)), int(os.environ["SHOTS"]), "pages were looked at")


if __name__ == "__main__":
    unittest.main()
