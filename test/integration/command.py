"""Runs the program under test (environment DVHT)."""
import collections
import os
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DVHT = os.environ.get("DVHT", os.path.join(ROOT, "build", "dvht"))
CASES = os.path.join(ROOT, "test", "cases")

MAKE_CASE = os.path.join(ROOT, "test", "tools", "make_case.py")
with open(DVHT, "rb") as _program:
    SANITIZED = b"__asan_init" in _program.read()  # which takes a lot of memory of its own

Ran = collections.namedtuple("Ran", "code out err")


def run(*arguments, binary=False, environment=None, **options):
    """Exit code, standard output, standard error; killed after two minutes."""
    done = subprocess.run([DVHT, *arguments], capture_output=True, timeout=120, check=False,
                          env={**os.environ, **(environment or {})}, **options)
    out = done.stdout if binary else done.stdout.decode("utf-8")
    return Ran(done.returncode, out, done.stderr.decode("utf-8"))
