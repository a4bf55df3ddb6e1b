"""Sample data of every page: the frame's names, each page's own, and long, empty, full and faulty cases.

A page PAGE has data/PAGE.json, more cases in data/PAGE.CASE.json; each is an object whose names go over
the frame's (data/frame.json).  "form" may name values and errors; the fields that a template asks for and
the data does not tell are empty.  The value {"people": N} stands for N made-up people."""
import glob
import json
import os
import re

HERE = os.path.dirname(os.path.abspath(__file__))
UI = os.path.join(HERE, "..", "..", "data", "ui")

FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô"]
MIDDLE = ["Thị Thu", "Văn", "Ngọc", "Minh", "Thị Hồng", "Đức", "Thị Phương", "Quang", "Thị"]
GIVEN = ["An", "Bình", "Chi", "Dung", "Đạt", "Giang", "Hà", "Hạnh", "Khánh", "Lan", "Mai", "Nga", "Oanh", "Phúc", "Quyên",
         "Sơn", "Thảo", "Uyên", "Vinh", "Yến"]
POSITION = ["Giáo viên", "Giáo viên", "Giáo viên", "Tổ trưởng chuyên môn", "Nhân viên thư viện", "Kế toán"]
DEPARTMENT = ["Tổ 1", "Tổ 2", "Tổ 3", "Tổ 4", "Tổ 5", "Tổ Văn phòng", "Tổ Ngoại ngữ - Tin học - Năng khiếu"]


def people(count):
    made = []
    for i in range(count):
        given = GIVEN[i * len(GIVEN) // max(count, 1)]
        made.append({"id": 100 + i, "code": f"NV{i + 1:03d}",
                     "name": f"{FAMILY[i * 7 % 10]} {MIDDLE[i * 5 % 9]} {given}",
                     "birth_date": f"19{70 + i % 29}-{1 + i % 12:02d}-{1 + i * 3 % 28:02d}",
                     "birth_shown": f"{1 + i * 3 % 28:02d}/{1 + i % 12:02d}/19{70 + i % 29}",
                     "gender": "Nữ" if "Thị" in MIDDLE[i * 5 % 9] else "Nam", "position": POSITION[i % 6],
                     "department": DEPARTMENT[i % 7], "degree": "Đại học", "email": f"nv{i + 1:03d}@giathuy.edu.vn",
                     "phone": "", "version": 1, "login": f"thgt.nv{i + 1:03d}", "roles": "Cán bộ, giáo viên, nhân viên",
                     "locked": i % 41 == 9, "waiting": i % 5 == 0, "has_totp": i % 9 == 1})
    return made


def fill(value):
    if isinstance(value, dict) and set(value) == {"people"}:
        return people(value["people"])
    if isinstance(value, dict):
        return {name: fill(item) for name, item in value.items()}
    if isinstance(value, list):
        return [fill(item) for item in value]
    return value


def read(name):
    with open(os.path.join(HERE, "data", name), encoding="utf-8") as file:
        return json.load(file)


def fields(template):
    """The names of form.NAME that a page asks for."""
    with open(template, encoding="utf-8") as file:
        return set(re.findall(r"form\.([a-z_]+)", file.read()))


def samples():
    """(case, template, data) of all; every page must have at least one."""
    frame = read("frame.json")
    for path in sorted(glob.glob(os.path.join(UI, "pages", "*.mustache"))):
        page = os.path.basename(path)[:-len(".mustache")]
        found = sorted(name for name in os.listdir(os.path.join(HERE, "data"))
                       if name == f"{page}.json" or name.startswith(f"{page}."))
        for name in found or [f"{page}.json"]:
            data = {**frame, **fill(read(name))}
            given = data.get("form", {})
            data["form"] = {field: {"name": field, "value": "", "error": None, **given.get(field, {})}
                            for field in fields(path) | set(given)}
            data["has_errors"] = bool(data["errors"])
            if not data["logged_in"]:
                data.update({"menu": [], "rail": [], "any_rail": False, "year": None, "search_path": None,
                             "unit_name": "", "person_name": "", "csrf": ""})
            yield name[:-len(".json")], path, data
