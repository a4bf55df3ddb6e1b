"""RESULTS.md in parts, each written by its own run."""
import os
import re

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "RESULTS.md")


def write_part(name, lines):
    """Puts the lines in the place of the part of that name, or behind the others."""
    with open(PATH, encoding="utf-8") as file:
        text = file.read()
    part = f"<!-- {name} -->\n" + "\n".join(lines).strip() + f"\n<!-- /{name} -->\n"
    found = re.search(f"<!-- {name} -->.*<!-- /{name} -->\n", text, re.DOTALL)
    text = text[:found.start()] + part + text[found.end():] if found else text.rstrip() + "\n\n" + part
    with open(PATH, "w", encoding="utf-8") as file:
        file.write(text)
