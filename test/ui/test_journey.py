"""First set-up as people do it, in Chromium: see test/node/journey.js."""
import os
import subprocess
import tempfile
import unittest

NODE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "node")


class Journey(unittest.TestCase):
    def test_first_set_up(self):
        """Every page at 1280, 390 and 320 px, light and dark: nothing sticks out, no violation, no error."""
        if not os.path.isdir(os.path.join(NODE, "node_modules", "playwright-core")):
            subprocess.run(["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"],
                           cwd=NODE, check=True, capture_output=True)
        with tempfile.TemporaryDirectory() as shots:
            done = subprocess.run(["node", "journey.js", os.path.abspath(os.environ["DVHT"]), shots], cwd=NODE,
                                  capture_output=True, text=True, timeout=280)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertGreaterEqual(len(os.listdir(shots)), 60, "pages were looked at")


if __name__ == "__main__":
    unittest.main()
