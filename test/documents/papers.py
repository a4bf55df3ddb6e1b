"""What the document tests share: the program, the cases, readers of what was written."""
import os
import re
import subprocess
import tempfile
import unicodedata
import zipfile
import xml.etree.ElementTree as tree

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
CASES = os.path.join(ROOT, "test", "cases")
GOLDEN = os.path.join(ROOT, "test", "golden")
DVHT = os.environ.get("DVHT", os.path.join(ROOT, "build", "dvht"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_made = {}
_folder = tempfile.TemporaryDirectory(prefix="dvht-documents-")


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, **options)


def dossier(case, *options):
    """The folder of that case's dossier, made once per run."""
    key = (case, options)
    if key not in _made:
        out = os.path.join(_folder.name, f"{len(_made)}-{os.path.basename(case)}")
        done = run(DVHT, "dossier", case if os.path.isabs(case) else os.path.join(CASES, case), "--out", out, *options)
        if done.returncode != 0:
            raise AssertionError(f"dossier of {case} failed ({done.returncode}): {done.stdout}{done.stderr}")
        _made[key] = out
    return _made[key]


def scratch(name):
    path = os.path.join(_folder.name, name)
    os.makedirs(path, exist_ok=True)
    return path


def sample_cases():
    return sorted(name for name in os.listdir(CASES) if os.path.isfile(os.path.join(CASES, name, "case.json")))


def files(folder, ending):
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if f != "minh-chung")
        found += [os.path.join(place, n) for n in sorted(names) if n.endswith(ending)]
    return found


def pdf_text(path, *options):
    return run("pdftotext", "-enc", "UTF-8", *options, path, "-").stdout


def pdf_pages(path):
    return int(re.search(r"Pages:\s+(\d+)", run("pdfinfo", path).stdout).group(1))


def words(text):
    """Words for comparing readers: page numbers, dotted leaders and list marks left out."""
    text = unicodedata.normalize("NFC", text.replace("\u00a0", " ").replace("\u00ad", ""))
    text = re.sub(r"(?<=\S-)\n(?=\S)", "", text)  # word processors break lines at hyphens, ours does not
    found = re.findall(r"[^\s.…_|]+", text)
    return [w for w in found if not re.fullmatch(r"\d{1,3}", w) and w not in "-+–•"]


def short(name):
    """{namespace/main}tag -> main:tag"""
    return re.sub(r"\{[^}]*[/:]([^/}]*)\}", r"\1:", name)


def element_list(xml):
    """An XML part as one line per element: path depth, name, attributes in order, text."""
    lines = []

    def walk(element, depth):
        name = short(element.tag)
        attributes = " ".join(f"{short(key)}={value}" for key, value in sorted(element.attrib.items()))
        text = (element.text or "").strip("\n")
        lines.append(f"{' ' * depth}{name}{' ' + attributes if attributes else ''}{' | ' + text if text else ''}")
        for child in element:
            walk(child, depth + 1)

    walk(tree.fromstring(xml), 0)
    return "\n".join(lines) + "\n"


def docx_parts(path):
    with zipfile.ZipFile(path) as archive:
        return {name: element_list(archive.read(name)) for name in archive.namelist() if name.endswith((".xml", ".rels"))}


def docx_text(path):
    """The body's text in order of the file."""
    with zipfile.ZipFile(path) as archive:
        root = tree.fromstring(archive.read("word/document.xml"))
    out = []
    for element in root.iter():
        if element.tag == W + "t":
            out.append(element.text or "")
        elif element.tag in (W + "p", W + "br", W + "tab"):
            out.append("\n")
    return "".join(out)
