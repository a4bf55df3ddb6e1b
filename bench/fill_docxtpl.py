#!/usr/bin/python3
"""Fills the eight templates with docxtpl: fill_docxtpl.py TEMPLATES OUT"""
import json
import os
import sys

from docxtpl import DocxTemplate

templates, out = sys.argv[1:]
os.makedirs(out, exist_ok=True)
with open(os.path.join(templates, "data.json"), encoding="utf-8") as file:
    papers = json.load(file)
for name, data in papers.items():
    document = DocxTemplate(os.path.join(templates, name))
    document.render(data, autoescape=True)
    document.save(os.path.join(out, name))
