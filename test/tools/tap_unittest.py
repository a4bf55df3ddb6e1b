#!/usr/bin/env python3
"""Runs a unittest file and prints TAP, so that each test counts by itself.

usage: tap_unittest.py FILE [NAME...]"""
import importlib.util
import os
import sys
import unittest


class TapResult(unittest.TestResult):
    def __init__(self, total):
        super().__init__()
        self.number = 0
        print(f"1..{total}", flush=True)

    def line(self, ok, test, note=""):
        self.number += 1
        name = test.id().split(".", 1)[-1].replace("#", "")
        print(f"{'ok' if ok else 'not ok'} {self.number} - {name}{note}", flush=True)

    def addSuccess(self, test):
        self.line(True, test)

    def addSkip(self, test, reason):
        self.line(True, test, f" # SKIP {reason}")

    def report(self, test, error):
        self.line(False, test)
        for text in self._exc_info_to_string(error, test).splitlines():
            print(f"# {text}", flush=True)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.report(test, err)

    addError = addFailure

    def addSubTest(self, test, subtest, err):
        if err is not None:
            super().addSubTest(test, subtest, err)
            for text in self._exc_info_to_string(err, subtest).splitlines():
                print(f"# {text}", flush=True)

    def stopTest(self, test):
        # A test whose only faults lie in subtests calls neither addSuccess nor addFailure.
        if self.number < self.testsRun:
            self.line(False, test)
        super().stopTest(test)


def main():
    path = sys.argv[1]
    sys.path.insert(0, os.path.dirname(os.path.abspath(path)))
    spec = importlib.util.spec_from_file_location(os.path.splitext(os.path.basename(path))[0], path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    loader = unittest.defaultTestLoader
    suite = loader.loadTestsFromNames(sys.argv[2:], module) if sys.argv[2:] else loader.loadTestsFromModule(module)
    result = TapResult(suite.countTestCases())
    suite.run(result)
    sys.exit(0 if result.wasSuccessful() else 1)


main()
