#!/usr/bin/python3
"""Merely reads a case's two sheets with openpyxl: read_openpyxl.py FILE..."""
import sys

from openpyxl import load_workbook

count = 0
for name in sys.argv[1:]:
    for row in load_workbook(name, read_only=True, data_only=True).worksheets[0].iter_rows(values_only=True):
        count += any(value is not None for value in row)
print(count)
