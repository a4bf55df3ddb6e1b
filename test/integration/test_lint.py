"""The linter finds what its bad sample plants, no more and no less."""
import importlib.util
import os
import re
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
spec = importlib.util.spec_from_file_location("lint", os.path.join(ROOT, "tool", "lint.py"))
lint = importlib.util.module_from_spec(spec)
spec.loader.exec_module(lint)


class Linter(unittest.TestCase):
    def test_bad_sample(self):
        with open(os.path.join(ROOT, "test", "lint", "bad.c"), encoding="utf-8") as file:
            text = file.read()
        expected = [(n, m.group(1)) for n, line in enumerate(text.split("\n"), 1)
                    for m in [re.search(r"expect: ([a-z-]+)", line)] if m]
        found = [(n, rule) for n, rule, _ in lint.check(os.path.join(ROOT, "src", "base", "bad.c"), text)]
        self.assertEqual(sorted(expected), sorted(found))

    def test_sizes(self):
        body = "/* x */\nint\nf (void)\n{\n" + "  x ();\n" * 120 + "}\n" + "\n" * 1000
        rules = {rule for _, rule, _ in lint.check(os.path.join(ROOT, "src", "base", "x.c"), body)}
        self.assertEqual(rules, {"function-size", "file-size"})

    def test_header_without_contract(self):
        self.assertEqual(len(lint.check_header("x.h", "/* x.h */\n\nint f (void);\n")), 1)
        self.assertEqual(len(lint.check_header("x.h", "/* says */\nint f (void);\n")), 0)


if __name__ == "__main__":
    unittest.main()
