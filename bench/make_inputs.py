#!/usr/bin/python3
"""Makes the rivals' inputs from a dossier that dvht wrote, so that all fill the same papers.

usage: make_inputs.py DOSSIER OUT
For each of the eight DOCX: a template per rival (every text is a tag; the rows of a long table are one looped row) and the
data that brings the text back, as data.json.  Styles, sections and pictures stay as they are."""
import copy
import glob
import json
import os
import sys
import zipfile
import xml.etree.ElementTree as tree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LOOP_FROM = 5  # tables with at least that many like rows become loops


def tag(name):
    return f"{{{W}}}{name}"


class Syntax:
    """How a template language writes a value and a looped row."""

    def __init__(self, kind):
        self.kind = kind

    def value(self, name):
        return {"docxtemplater": "{%s}", "docxtpl": "{{ %s }}", "carbone": "{d.%s}"}[self.kind] % name

    def cell(self, loop, column, row):
        if self.kind == "carbone":
            return "{d.%s[i%s].c%d}" % (loop, "+1" if row else "", column)
        if self.kind == "docxtpl":
            return "{{ r.c%d }}" % column
        return "{c%d}" % column


def texts(element):
    return [t for t in element.iter(tag("t"))]


def set_text(element, text):
    """The whole text of an element becomes one run's text (its first), others empty."""
    found = texts(element)
    if text and not found:  # an empty cell of the row that stands for all
        run = tree.SubElement(next(element.iter(tag("p"))), tag("r"))
        found = [tree.SubElement(run, tag("t"))]
    for index, node in enumerate(found):
        node.text = text if index == 0 else ""


def whole_text(element):
    return "".join(node.text or "" for node in texts(element))


def paragraph_row(syntax, row, words):
    """A copy of a row whose first paragraph holds a control tag (docxtpl's {%tr %})."""
    control = copy.deepcopy(row)
    for cell in control.findall(tag("tc")):
        set_text(cell, "")
    set_text(control, words)
    return control


def loop_table(table, syntax, data, name):
    rows = table.findall(tag("tr"))
    body = [r for r in rows if r.find(f"{tag('trPr')}/{tag('tblHeader')}") is None]
    widths = [len(r.findall(tag("tc"))) for r in body]
    if len(body) < LOOP_FROM or len(set(widths)) != 1:
        return False
    data[name] = [{f"c{i}": whole_text(c) for i, c in enumerate(r.findall(tag("tc")))} for r in body]
    model = body[1]
    for row in body:
        if row is not model:
            table.remove(row)
    place = list(table).index(model)
    cells = model.findall(tag("tc"))
    for index, cell in enumerate(cells):
        set_text(cell, syntax.cell(name, index, 0))
    if syntax.kind == "docxtemplater":
        first, last = texts(cells[0]), texts(cells[-1])
        if first and last:
            first[0].text = "{#%s}" % name + (first[0].text or "")
            last[0].text = (last[0].text or "") + "{/%s}" % name
    elif syntax.kind == "carbone":
        second = copy.deepcopy(model)
        for index, cell in enumerate(second.findall(tag("tc"))):
            set_text(cell, syntax.cell(name, index, 1))
        table.insert(place + 1, second)
    else:
        table.insert(place, paragraph_row(syntax, model, "{%%tr for r in %s %%}" % name))
        table.insert(place + 2, paragraph_row(syntax, model, "{%tr endfor %}"))
    return True


def templated(xml, syntax):
    root = tree.fromstring(xml)
    data, looped = {}, set()
    for index, table in enumerate(root.iter(tag("tbl"))):
        if loop_table(table, syntax, data, f"r{index}"):
            looped.update(id(p) for p in table.iter(tag("p")))
    for index, paragraph in enumerate(root.iter(tag("p"))):
        text = whole_text(paragraph)
        if id(paragraph) not in looped and text.strip():
            data[f"t{index}"] = text
            set_text(paragraph, syntax.value(f"t{index}"))
    return tree.tostring(root, encoding="utf-8", xml_declaration=True), data


def sheets_json(dossier, target):
    from openpyxl import load_workbook
    books = {}
    for path in sorted(glob.glob(os.path.join(dossier, "*.xlsx"))):
        rows = load_workbook(path).worksheets[0].iter_rows(values_only=True)
        books[os.path.basename(path)] = [[str(c) if hasattr(c, "year") else c for c in row] for row in rows]
    with open(target, "w", encoding="utf-8") as file:
        json.dump(books, file, ensure_ascii=False)


def main():
    dossier, out = sys.argv[1:]
    for prefix, uri in (("w", W), ("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
                        ("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
                        ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
                        ("pic", "http://schemas.openxmlformats.org/drawingml/2006/picture")):
        tree.register_namespace(prefix, uri)
    papers = sorted(glob.glob(os.path.join(dossier, "0*.docx")))
    plain = {}
    for kind in ("docxtemplater", "docxtpl", "carbone"):
        folder = os.path.join(out, kind)
        os.makedirs(folder, exist_ok=True)
        everything = {}
        for paper in papers:
            name = os.path.basename(paper)
            with zipfile.ZipFile(paper) as source, zipfile.ZipFile(os.path.join(folder, name), "w", zipfile.ZIP_DEFLATED) as target:
                for entry in source.namelist():
                    content = source.read(entry)
                    if entry == "word/document.xml":
                        content, everything[name] = templated(content, Syntax(kind))
                    target.writestr(entry, content)
        with open(os.path.join(folder, "data.json"), "w", encoding="utf-8") as file:
            json.dump(everything, file, ensure_ascii=False)
    for paper in papers:  # for generators without templates: paragraphs and tables in order
        with zipfile.ZipFile(paper) as source:
            body = tree.fromstring(source.read("word/document.xml")).find(tag("body"))
        items = []
        for element in body:
            if element.tag == tag("p"):
                items.append({"p": whole_text(element)})
            elif element.tag == tag("tbl"):
                items.append({"table": [[whole_text(c) for c in r.findall(tag("tc"))] for r in element.findall(tag("tr"))]})
        plain[os.path.basename(paper)] = items
    sheets_json(dossier, os.path.join(out, "sheets.json"))
    with open(os.path.join(out, "plain.json"), "w", encoding="utf-8") as file:
        json.dump(plain, file, ensure_ascii=False)


main()
