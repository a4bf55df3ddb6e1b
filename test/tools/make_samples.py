#!/usr/bin/python3
"""Writes the invented sample cases of test/cases (all but gia-thuy-2024).  Run it again after changing it and commit what it writes.

mam-non-2025       kindergarten in a commune after 1 July 2025; deputy signs; numbers still blank; XLSX, names in NFD; own wording
thpt-2025          high school, provincial level, level 2: learners' share, improvements, learning plan, schedule, QR
tieu-hoc-2022      Thông tư 22/2020: points, eight qualities; not every paper issued"""
import csv
import json
import os
import shutil
import unicodedata

ROOT = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "cases")
STAFF = ["Mã", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Tổ", "Trình độ", "Email", "Trạng thái"]
RESULT = ["Mã", "Kế hoạch được duyệt", "Hoàn thành kế hoạch (%)", "Xếp loại kế hoạch", "Kỷ luật lao động", "Hoàn thành bồi dưỡng", "Danh hiệu thi đua"]
PDF = (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
       b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj 4 0 obj<</Length 0>>stream\n\nendstream endobj\n")


def pdf():
    """A blank one-page PDF with a right cross-reference table."""
    offsets, at = [], 0
    for number in range(1, 5):
        offsets.append(PDF.index(b"%d 0 obj" % number))
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return PDF + table + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(PDF)


def write_csv(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\r\n").writerows(rows)


def write_xlsx(path, rows, date_column=None):
    import datetime
    from openpyxl import Workbook
    book = Workbook()
    book.properties.created = book.properties.modified = datetime.datetime(2026, 1, 1)
    sheet = book.active
    for row in rows:
        cells = list(row)
        if date_column is not None and cells[date_column].count("/") == 2:
            day, month, year = map(int, cells[date_column].split("/"))
            cells[date_column] = datetime.date(year, month, day)
        sheet.append(cells)
    book.save(path)


def evidence(folder, issuer, symbol, year, entries):
    items = []
    for number, (title, indicators, kind) in enumerate(entries, 1):
        path = f"evidence/mc{number:02d}.pdf"
        with open(os.path.join(folder, path), "wb") as file:
            file.write(pdf())
        items.append({"key": f"mc{number:02d}", "title": title, "number": f"{10 + number}/{kind}-{symbol}", "date": f"{year}-{2 + number % 9:02d}-{5 + number:02d}",
                      "issuer": issuer, "files": [path], "paper_location": f"Tủ hồ sơ 1, hộp {1 + number % 3}", "indicators": indicators})
    return items


def rating(indicator, text, keys, **more):
    cites = "; ".join(f"[@{key}]" for key in keys)
    return {"indicator": indicator, "current": f"{text} {cites}." if cites else text, "strengths": "Đội ngũ đoàn kết, có nền nếp tự học.",
            "weaknesses": more.pop("weaknesses", "Thời gian dành cho tự học chưa đều giữa các tổ."),
            "improvement": "Xếp lịch sinh hoạt chuyên môn gắn với tự học ngay từ đầu năm.", "evidence": keys, **more}


def save(folder, facts):
    with open(os.path.join(folder, "case.json"), "w", encoding="utf-8") as file:
        json.dump(facts, file, ensure_ascii=False, indent=1)
        file.write("\n")


def fresh(name):
    folder = os.path.join(ROOT, name)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(os.path.join(folder, "evidence"))
    return folder


def keys_by_indicator(items):
    found = {}
    for item in items:
        for indicator in item["indicators"]:
            found.setdefault(indicator, []).append(item["key"])
    return found


def people(prefix, names, positions, group):
    rows = []
    for number, (name, gender, birth) in enumerate(names, 1):
        rows.append([f"{prefix}{number:02d}", name, birth, gender, positions.get(number, "Giáo viên"), group(number), "Đại học", "", ""])
    return rows


def mam_non():
    folder = fresh("mam-non-2025")
    names = [("Đỗ Thị Ánh Tuyết", "Nữ", "12/03/1975"), ("Nguyễn Thị Mỹ Hạnh", "Nữ", "05/09/1980"), ("Trần Thị Kim Ân", "Nữ", "21/11/1988"), ("Lò Thị Pó", "Nữ", "02/02/1990"),
             ("Nguyễn Thị Hạnh", "Nữ", "30/06/1991"), ("Vàng A Sáng", "Nam", "14/07/1986"), ("Phạm Thị Hoà", "Nữ", "09/10/1979"), ("Lê Thị Ân", "Nữ", "17/05/1993"), ("Hoàng Thị Dung", "Nữ", "25/12/1984"), ("Lý Thị Đào", "Nữ", "08/08/1995")]
    staff = people("CB", names, {1: "Hiệu trưởng", 2: "Phó Hiệu trưởng", 3: "Giáo viên, thư ký", 6: "Nhân viên bảo vệ", 7: "Chủ tịch Công đoàn"}, lambda n: "Nhà trẻ" if n % 2 else "Mẫu giáo")
    staff[9][8] = "chuyển đi"
    nfd = [STAFF] + [[unicodedata.normalize("NFD", cell) for cell in row] for row in staff]
    write_xlsx(os.path.join(folder, "staff.xlsx"), nfd, date_column=2)
    results = [RESULT + [f"CD{i}" for i in range(1, 11)] + ["Thống nhất", "Ghi chú"]]
    for number, row in enumerate(staff[:9], 1):
        points = [8.5, 9, 8, 8.5, 9, 7.5 if number != 4 else 4.5, 8, 8.5, 9, 9.5]
        results.append([row[0], "x", 100, "Tốt", "x", "x", "Lao động tiên tiến" if number % 4 else "-", *points, "" if number == 4 else "x", ""])
    write_xlsx(os.path.join(folder, "results.xlsx"), results)
    os.makedirs(os.path.join(folder, "wording"))
    with open(os.path.join(folder, "wording", "abbreviations.md"), "w", encoding="utf-8") as file:
        file.write("---\nform: list\nkind: DANH MỤC CHỮ VIẾT TẮT\nsubject: (Dùng trong hồ sơ năm {{year}} của {{unit.name_inline}})\n---\n\n"
                   "```table widths=\"12 35 *\"\n| TT | Chữ viết tắt | Viết đầy đủ |\n|:-:|:-:|---|\n{{#abbreviations}}\n| {{stt}} | {{short}} | {{long}} |\n{{/abbreviations}}\n```\n")
    unit = "Trường Mầm non Hoa Ban"
    items = evidence(folder, unit, "MNHB", 2025, [("Kế hoạch học tập thường xuyên năm 2025", ["1.1"], "KH"), ("Quy chế chi tiêu nội bộ", ["1.2"], "QĐ"), ("Dự toán kinh phí đào tạo, bồi dưỡng", ["1.3"], "QĐ"),
                     ("Danh mục thiết bị số của nhà trường", ["1.4"], "BC"), ("Kế hoạch Tuần lễ hưởng ứng học tập suốt đời", ["1.5"], "KH"), ("Kết quả xếp loại viên chức", ["2.1"], "TB"),
                     ("Kết quả bồi dưỡng thường xuyên", ["2.2"], "BC"), ("Kế hoạch tự học của từng người", ["2.3"], "KH"), ("Danh sách Công dân học tập", ["3.1"], "BB"), ("Biên bản sinh hoạt cụm", ["3.2"], "BB"), ("Quyết định tặng danh hiệu", ["3.3"], "QĐ")])
    by = keys_by_indicator(items)
    texts = {"1.1": "Nhà trường ban hành kế hoạch học tập thường xuyên và phổ biến đến [#people] người", "3.1": "Có [#share.3.1] người đạt danh hiệu Công dân học tập"}
    ratings = [rating(i, texts.get(i, f"Nhà trường thực hiện nội dung chỉ tiêu {i} đúng kế hoạch"), by.get(i, []), result="met") for i in ("1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3")]
    save(folder, {
        "format": "dvht-case/1", "scheme": "tt24-2023/cap-huyen/muc-do-1", "year": 2025,
        "unit": {"name": unit, "abbreviation": "MNHB", "kind": "mam_non", "public": True, "governing_body": "Ủy ban nhân dân xã Mường Hoa", "place": "Mường Hoa"},
        "authority": {"receiver": "Ủy ban nhân dân xã Mường Hoa", "recogniser": "Chủ tịch Ủy ban nhân dân xã Mường Hoa", "receiver_salutation": "Ủy ban nhân dân xã Mường Hoa (qua Phòng Văn hóa - Xã hội)"},
        "head": {"staff": "CB01", "title": "HIỆU TRƯỞNG"}, "union_chair": "CB07", "staff": "staff.xlsx", "results": "results.xlsx",
        "legal_bases": [
            {"kind": "Thông tư", "number": "52/2020/TT-BGDĐT", "date": "2020-12-31", "issuer": "Bộ Giáo dục và Đào tạo", "subject": "ban hành Điều lệ Trường mầm non", "authority_basis": True},
            {"kind": "Luật", "date": "2019-06-14", "subject": "Luật Giáo dục"},
            {"kind": "Thông tư", "number": "24/2023/TT-BGDĐT", "date": "2023-12-11", "issuer": "Bộ Giáo dục và Đào tạo", "subject": "quy định về đánh giá, công nhận “Đơn vị học tập” cấp huyện, tỉnh"}],
        "documents": {"team_decision": {"number": None, "date": "2025-11-03"}, "plan": {"number": None, "date": None},
                      "citizen_decision": {"number": None, "date": "2025-12-22", "signer": {"staff": "CB02", "title": ["KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"]}},
                      "minutes": {"number": None, "date": "2025-12-29"}, "report": {"number": None, "date": None}, "submission": {"number": None, "date": None, "signer": {"staff": "CB02", "title": ["KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"]}}},
        "team": {"leader": "CB01", "secretary": "CB03", "members": [{"staff": "CB02", "duty": "Phụ trách tiêu chí 1"}, {"staff": "CB07", "duty": "Phụ trách tiêu chí 2"}, {"staff": "CB08", "duty": "Phụ trách tiêu chí 3"}]},
        "ratings": ratings, "evidence": items, "evidence_code": "MC.{criterion}.{indicator}.{nn}",
        "meeting": {"start": "2025-12-29T08:00", "end": "2025-12-29T10:30", "place": "Văn phòng nhà trường", "present": ["CB01", "CB02", "CB03", "CB07"], "absent": [{"staff": "CB08", "reason": "Nghỉ ốm"}],
                    "votes": [{"indicator": r["indicator"], "for": 4, "against": 0} for r in ratings], "discussion": "Tổ đánh giá đối chiếu từng minh chứng.", "conclusion": "Thống nhất kết quả tự đánh giá."},
        "abbreviations": [{"short": "UBND", "long": "Ủy ban nhân dân"}],
        "scheme_overrides": {"2.3": {"measure": "study_plan", "at_least": 90}, "3.1": {"at_least": 80}}})


def thpt():
    folder = fresh("thpt-2025")
    given = "An Bình Cường Dũng Đạt Giang Hà Hải Hằng Hiếu Hoa Hùng Hương Khang Lan Linh Long Mai Minh Nam".split()
    family = "Nguyễn Trần Lê Phạm Vũ Đặng Bùi Đỗ Hồ Ngô".split()
    names = [(f"{family[n % 10]} {'Văn' if n % 3 else 'Thị Thu'} {given[n % 20]}", "Nam" if n % 3 else "Nữ", f"{1 + n % 28:02d}/{1 + n % 12:02d}/{1970 + n % 28}") for n in range(24)]
    staff = people("GV", names, {1: "Hiệu trưởng", 2: "Phó Hiệu trưởng", 3: "Thư ký hội đồng", 4: "Chủ tịch Công đoàn"}, lambda n: ["Toán - Tin", "Ngữ văn", "Ngoại ngữ", "Khoa học tự nhiên"][n % 4])
    write_csv(os.path.join(folder, "staff.csv"), [STAFF] + staff)
    results = [RESULT + [f"CD{i}" for i in range(1, 11)] + ["Thống nhất", "Ghi chú"]]
    for number, row in enumerate(staff, 1):
        results.append([row[0], "có", "98,5", "Tốt" if number % 3 else "Khá", "đạt", "1", "Chiến sĩ thi đua cơ sở" if number % 5 == 0 else "Lao động tiên tiến", *["9", "8,5", "9", "8", "9", "8,5", "9", "9", "10", "9,25"], "x", ""])
    write_csv(os.path.join(folder, "results.csv"), results)
    unit = "Trường Trung học phổ thông Nguyễn Văn Cừ"
    indicators = ["1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3", "3.4"]
    items = evidence(folder, unit, "NVC", 2025, [(f"Hồ sơ chỉ tiêu {i}: quyết định, kế hoạch và báo cáo kết quả", [i], "BC") for i in indicators] + [("Phần mềm thư viện số, bản in màn hình", ["1.4", "3.4"], "TB")])
    by = keys_by_indicator(items)
    table = ("\n\n| Nội dung | Số lượng |\n|---|---:|\n| Người đang làm việc | [#people] |\n| Chỉ tiêu đạt | [#met]/[#applicable] |\n")
    ratings = [rating(i, f"Nhà trường thực hiện chỉ tiêu {i} với kết quả **rõ rệt**", by[i], result="met") for i in indicators]
    ratings[0]["current"] += table
    save(folder, {
        "format": "dvht-case/1", "scheme": "tt24-2023/cap-tinh/muc-do-2", "year": 2025, "uid": "7d0c2b44-6f0f-4d53-9a0b-0a6f5b0e1c11", "revision": 3,
        "unit": {"name": unit, "abbreviation": "THPTNVC", "kind": "thpt", "public": True, "governing_body": "Sở Giáo dục và Đào tạo Hà Nội", "place": "Hà Nội", "phone": "024 0000 0000", "email": "truong@nvc.example"},
        "authority": {"receiver": "Sở Giáo dục và Đào tạo Hà Nội", "recogniser": "Chủ tịch Ủy ban nhân dân thành phố Hà Nội"},
        "head": {"staff": "GV01", "title": "HIỆU TRƯỞNG"}, "union_chair": "GV04", "staff": "staff.csv", "results": "results.csv", "learners": {"total": 1250, "citizens": 1231},
        "legal_bases": [
            {"kind": "Thông tư", "number": "32/2020/TT-BGDĐT", "date": "2020-09-15", "issuer": "Bộ Giáo dục và Đào tạo", "subject": "ban hành Điều lệ trường trung học cơ sở, trường trung học phổ thông và trường phổ thông có nhiều cấp học", "authority_basis": True},
            {"kind": "Thông tư", "number": "24/2023/TT-BGDĐT", "date": "2023-12-11", "issuer": "Bộ Giáo dục và Đào tạo", "subject": "quy định về đánh giá, công nhận “Đơn vị học tập” cấp huyện, tỉnh"}],
        "documents": {"learning_plan": {"number": 12, "date": "2025-01-20"}, "team_decision": {"number": 150, "date": "2025-11-10"}, "plan": {"number": 88, "date": "2025-11-12", "recipients": ["Sở GD&ĐT (để b/c)", "CBGVNV (để t/h)", "Lưu: VT"]},
                      "citizen_minutes": {"number": 7, "date": "2025-12-19"}, "citizen_decision": {"number": 163, "date": "2025-12-22"}, "minutes": {"number": 9, "date": "2025-12-30"},
                      "report": {"number": 3, "date": "2026-01-05", "signer": {"staff": "GV01", "title": ["TM. TỔ ĐÁNH GIÁ", "TỔ TRƯỞNG"]}}, "submission": {"number": 4, "date": "2026-01-06"}, "announcement": {"number": 5, "date": "2026-01-06"}},
        "team": {"leader": "GV01", "secretary": "GV03", "members": [{"staff": f"GV{n:02d}", "duty": f"Phụ trách chỉ tiêu {indicators[n - 2]}"} for n in (2, 4, 5, 6, 7, 8, 9)]},
        "assignments": [{"indicator": i, "members": [f"GV{2 + n % 8:02d}", f"GV{2 + (n + 1) % 8:02d}"], "due": "2025-12-15", "guidance": "Thu thập minh chứng, viết mô tả hiện trạng."} for n, i in enumerate(indicators)],
        "plan": {"purposes": ["Xác định mức độ đáp ứng của nhà trường theo từng tiêu chí.", "Công khai kết quả để cha mẹ học sinh và nhân dân biết, giám sát."], "requirements": ["Trung thực, khách quan, có minh chứng."], "submit_before": "2026-01-15",
                 "schedule": [{"from": "2025-11-10", "to": "2025-11-15", "work": "Thành lập Tổ đánh giá, ban hành kế hoạch", "who": "Hiệu trưởng"}, {"from": "2025-11-17", "to": "2025-12-15", "work": "Thu thập minh chứng, viết phiếu từng chỉ tiêu", "who": "Thành viên được phân công"}, {"from": "2025-12-30", "to": "2025-12-30", "work": "Họp Tổ đánh giá", "who": "Tổ trưởng"}],
                 "duties": [{"body": "Các tổ chuyên môn", "items": ["Phổ biến kế hoạch đến từng giáo viên.", "Nộp minh chứng đúng hạn."]}]},
        "ratings": ratings, "evidence": items,
        "citizen_meeting": {"start": "2025-12-19T14:00", "end": "2025-12-19T15:30", "place": "Phòng hội đồng", "present": ["GV01", "GV02", "GV03", "GV04", "GV05", "GV06", "GV07", "GV08", "GV09"], "absent": [], "discussion": "Xem xét từng phiếu.", "conclusion": "Thống nhất danh sách."},
        "meeting": {"start": "2025-12-30T14:00", "end": "2025-12-30T17:00", "place": "Phòng hội đồng", "present": ["GV01", "GV02", "GV03", "GV04", "GV05", "GV06", "GV07", "GV08"], "absent": [{"staff": "GV09", "reason": "Coi thi"}],
                    "votes": [{"indicator": i, "for": 8, "against": 0} for i in indicators], "discussion": "Thảo luận từng chỉ tiêu.", "conclusion": "Thống nhất đề nghị công nhận."},
        "report": {"introduction": "Báo cáo tổng hợp kết quả tự đánh giá năm 2025.", "unit_overview": "Trường có [#people] cán bộ, giáo viên, nhân viên.", "conclusion": "Trân trọng đề nghị."},
        "improvements": [{"indicator": "2.2", "task": "Bồi dưỡng năng lực số cho giáo viên", "owner": "GV05", "due": "2026-06-30", "result": ""}, {"indicator": "3.4", "task": "Hoàn thiện học liệu số dùng chung", "owner": "GV06", "due": "2026-09-30", "result": ""}],
        "learning_plan": {"content": "# Nội dung\n\n- Bồi dưỡng thường xuyên theo quy định.\n- Tự học tối thiểu một chuyên đề mỗi học kỳ.\n\n| Tháng | Nội dung |\n|---|---|\n| 3 | Năng lực số |\n| 10 | Tuần lễ học tập suốt đời |"},
        "publication": {"url": "https://truong.example/dvht/2025", "snapshot": "9f2c1d7e"},
        "abbreviations": [{"short": "CBGVNV", "long": "Cán bộ, giáo viên, nhân viên"}, {"short": "GD&ĐT", "long": "Giáo dục và Đào tạo"}],
        "scheme_overrides": {"2.1": {"at_least": 95}, "2.2": {"at_least": 95}, "2.3": {"measure": "study_plan", "at_least": 95, "text": "Thành viên có kế hoạch tự học được duyệt (nội dung minh hoạ).", "confirmed_by": "GV01", "confirmed_on": "2025-11-10"}}})


def tieu_hoc_22():
    folder = fresh("tieu-hoc-2022")
    names = [("Phan Thị Yến", "Nữ", "01/01/1972"), ("Huỳnh Văn Út", "Nam", "19/05/1981"), ("Võ Thị Cẩm Nhung", "Nữ", "23/03/1989"), ("Nguyễn Hoàng Ân", "Nam", "11/11/1992"), ("Trương Thị Ngọc Ẩn", "Nữ", "07/07/1994"), ("Đoàn Minh Ấn", "Nam", "30/04/1985")]
    staff = people("NV", names, {1: "Hiệu trưởng", 2: "Phó Hiệu trưởng", 3: "Văn thư"}, lambda n: "Tổ 1")
    write_csv(os.path.join(folder, "staff.csv"), [STAFF] + staff)
    results = [RESULT + [f"CD{i}" for i in range(1, 9)] + ["Thống nhất", "Ghi chú"]]
    for number, row in enumerate(staff, 1):
        results.append([row[0], "x", "100", "Khá", "x", "x", "Lao động tiên tiến" if number != 5 else "không", *(["x"] * 7), "x" if number != 6 else "", "x" if number != 6 else "", "Còn hạn chế ngoại ngữ" if number == 6 else ""])
    write_csv(os.path.join(folder, "results.csv"), results)
    unit = "Trường Tiểu học Long Thới"
    indicators = ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3"]
    points = [10, 9, 8.5, 10, 5, 9, 4, 20, 0, 4.5]
    items = evidence(folder, unit, "THLT", 2022, [(f"Minh chứng chỉ tiêu {i}", [i], "BC") for i in indicators if i != "3.2"])
    by = keys_by_indicator(items)
    save(folder, {
        "format": "dvht-case/1", "scheme": "tt22-2020", "citizen_scheme": "cong-dan-hoc-tap/22-2020", "year": 2022,
        "unit": {"name": unit, "abbreviation": "THLT", "kind": "tieu_hoc", "public": True, "governing_body": "Ủy ban nhân dân huyện Chợ Lách", "place": "Long Thới"},
        "authority": {"receiver": "Phòng Giáo dục và Đào tạo huyện Chợ Lách", "recogniser": "Chủ tịch Ủy ban nhân dân huyện Chợ Lách"},
        "head": {"staff": "NV01", "title": "HIỆU TRƯỞNG"}, "staff": "staff.csv", "results": "results.csv",
        "legal_bases": [{"kind": "Thông tư", "number": "28/2020/TT-BGDĐT", "date": "2020-09-04", "issuer": "Bộ Giáo dục và Đào tạo", "subject": "ban hành Điều lệ trường tiểu học", "authority_basis": True},
                        {"kind": "Thông tư", "number": "22/2020/TT-BGDĐT", "date": "2020-08-06", "issuer": "Bộ Giáo dục và Đào tạo", "subject": "quy định về đánh giá, xếp loại “Đơn vị học tập” cấp huyện, cấp tỉnh"}],
        "documents": {"team_decision": {"number": 8, "date": "2022-11-01"}, "minutes": {"number": 2, "date": "2022-12-28"}, "report": {"number": 1, "date": "2023-01-04"}, "submission": {"number": 3, "date": "2023-01-05"}},
        "team": {"leader": "NV01", "secretary": "NV03", "members": [{"staff": "NV02", "duty": ""}, {"staff": "NV04", "duty": ""}]},
        "ratings": [rating(i, f"Nhà trường tự chấm chỉ tiêu {i}", by.get(i, []), points=p) for i, p in zip(indicators, points)],
        "evidence": items,
        "meeting": {"start": "2022-12-28T14:00", "end": "2022-12-28T16:00", "place": "Phòng họp", "present": ["NV01", "NV02", "NV03", "NV04"], "absent": [], "votes": [{"indicator": i, "for": 4, "against": 0} for i in indicators],
                    "discussion": "Chấm điểm từng chỉ tiêu.", "conclusion": "Thống nhất tổng điểm."},
        "abbreviations": []})


mam_non()
thpt()
tieu_hoc_22()
