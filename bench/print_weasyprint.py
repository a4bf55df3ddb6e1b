#!/usr/bin/python3
"""Prints the eight HTML previews with WeasyPrint: print_weasyprint.py HTML-FOLDER OUT"""
import glob
import os
import sys

from weasyprint import HTML

source, out = sys.argv[1:]
os.makedirs(out, exist_ok=True)
for path in sorted(glob.glob(os.path.join(source, "*.html"))):
    HTML(path).write_pdf(os.path.join(out, os.path.basename(path)[:-5] + ".pdf"))
