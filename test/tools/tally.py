#!/usr/bin/env python3
"""Adds up JUnit files and ends with "N passed, N failed"; exits 1 if anything failed.

usage: tally.py [--also-failed N] FILE..."""
import sys
import xml.etree.ElementTree as tree


def main():
    arguments = sys.argv[1:]
    failed = 0
    if arguments[:1] == ["--also-failed"]:
        failed = int(arguments[1])
        arguments = arguments[2:]
    passed = skipped = 0
    for name in arguments:
        for case in tree.parse(name).getroot().iter("testcase"):
            kinds = {child.tag for child in case}
            if kinds & {"failure", "error"}:
                failed += 1
                print(f"failed: {case.get('classname')} {case.get('name')}")
            elif "skipped" in kinds:
                skipped += 1
            else:
                passed += 1
    if passed == 0:
        failed += 1
        print("failed: no test ran")
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    sys.exit(1 if failed else 0)


main()
