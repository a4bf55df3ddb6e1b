#!/usr/bin/env python3
"""Makes a small school by the program as it is today, for test/fixtures/databases: what later programs must be able to open.

usage: DVHT=build/dvht SEED=build/test/tools/seed_database make_database.py OUT.db

A loaded case, two units with an account of every role, and one of each kind of record that people leave behind; says
which tables stayed empty."""
import base64
import contextlib
import datetime
import json
import pathlib
import shutil
import sqlite3
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "test" / "web"))
from client import DVHT, SEED, Server  # noqa: E402
PERSON = {"position": "Giáo viên", "department": "Tổ 1", "birth": "15/01/1985", "gender": "Nữ", "phone": "0912 345 678"}


def done(answer, *statuses):
    assert answer.status in (statuses or (303,)), (answer.status, answer.text)
    return answer


def people(browser):
    """Added, changed, left, come back, made one of two; a list brought in and another taken back; a draft left open."""
    for code, name in (("NV1", "Nguyễn Thị Lan"), ("NV2", "Trần Văn Đức"), ("NV3", "Trần Văn Đức"), ("NV4", "Phạm Thị “Hoà”")):
        done(browser.post("/nguoi/moi", {**PERSON, "code": code, "name": name, "version": "0"}))
    lan, first, second, last = (browser.find(code) for code in ("NV1", "NV2", "NV3", "NV4"))
    done(browser.post(f"/nguoi/{lan}", {**PERSON, "code": "NV1", "name": "Nguyễn Thị Lan", "degree": "Đại học", "version": "1"}))
    done(browser.post(f"/nguoi/{lan}/nghi", {"version": "2", "kind": "retired", "day": "31/08/2026"}))
    done(browser.post(f"/nguoi/{lan}/tro-lai", {"version": "3"}))
    done(browser.post(f"/nguoi/{last}/nghi", {"version": "1", "kind": "moved", "day": "31/08/2026"}))
    done(browser.post("/nguoi/gop", {"mot": first, "hai": second, "ban_mot": "1", "ban_hai": "1", "giu": "mot"}))
    for code in ("NV5", "NV6"):
        content = f"Mã,Họ và tên,Chức vụ\n{code},Người Nhập {code},Giáo viên\n".encode()
        brought = done(browser.post("/nguoi/nhap/luu", {"ten": "danh-sach.csv", "noi_dung": base64.b64encode(content).decode()}))
    done(browser.post(brought.location + "/hoan-tac"))
    done(browser.post("/ban-nhap", {"loai": "person", "so": lan, "ban": "4", "noi_dung": '[["name","Nguyễn Thị Lan Hương"]]'}), 200)


def accounts(server, browser):
    """For all staff, a slip, a role for a time, a deputy, a token, a failed log-in, an account that is locked."""
    done(browser.post("/tai-khoan/tao"))
    staff, union = (str(server.person(role)["account"]) for role in ("staff", "union"))
    done(browser.post("/tai-khoan/phieu", {"id": union}), 200)
    done(browser.post(f"/tai-khoan/{staff}/vai-tro", {"role": "member", "from": "01/01/2026", "to": "31/12/2099"}))
    done(browser.post(f"/tai-khoan/{union}/khoa"))
    head = server.browser("head")
    day = datetime.date.today()
    done(head.post("/uy-quyen", {"role": "head", "account": staff, "from": f"{day:%d/%m/%Y}",
                                 "to": f"{day + datetime.timedelta(days=3):%d/%m/%Y}"}))
    done(head.post("/tai-khoan-cua-toi/ma-truy-cap", [("label", "đồng bộ"), ("days", "365"), ("scope", "people.read")]), 200)
    done(server.browser().log_in("thgt.head", "sai mật khẩu rồi"), 422)
    done(server.browser().log_in("thgt.head"))


def main(out):
    server = Server(seeded=False)  # its first start leaves a code for the set-up
    server.kill()
    subprocess.run([DVHT, "load", str(ROOT / "test" / "cases" / "tieu-hoc-2022"), "--data", server.folder], check=True)
    seeded = subprocess.run([SEED, server.folder], check=True, capture_output=True)
    server.people = json.loads(seeded.stdout)
    server.start()
    browser = server.browser("administrator")
    browser.find = lambda code: server.sql("SELECT id FROM person WHERE code = ?", code)[0][0]
    done(browser.post("/don-vi", {"version": "1", "valid_from": "01/07/2029", "name": "Trường Tiểu học Mới", "short_name": "Mới",
                                  "governing_body": "UBND phường Bồ Đề", "appraiser": "Phòng Văn hóa - Xã hội", "place": "Hà Nội"}))
    people(browser)
    accounts(server, browser)
    server.process.terminate()
    server.process.wait(60)
    subprocess.run([DVHT, "fsck", "--data", server.folder], check=True)
    out.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(server.database())) as database:
        database.execute("VACUUM INTO ?", (str(out),))
    with contextlib.closing(sqlite3.connect(out)) as database:
        for table in server.tables():
            count, = database.execute(f"SELECT count(*) FROM {table}").fetchone()
            print(f"{count:5} {table}" + ("" if count else "  EMPTY"))
    shutil.rmtree(server.folder)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]))
