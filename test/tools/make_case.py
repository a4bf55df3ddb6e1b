#!/usr/bin/python3
"""Makes a case folder of any size, always the same for the same arguments.

usage: make_case.py OUT [--people N] [--evidence N] [--year N] [--seed N] [--xlsx] [--kind KIND]
Used by tests and benches; the people are invented."""
import argparse
import csv
import json
import os
import random

FAMILY = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý".split()
MIDDLE = "Thị Văn Thị_Thu Minh Ngọc Thị_Bích Đức Hữu Thanh Kim Quang Thị_Hồng Xuân Thuỳ".split()
GIVEN = ("Hằng Lan Ngọc Hoa Ánh Ân Bình Châu Chi Cúc Dung Duyên Đào Đạt Giang Hà Hạnh Hiền Huệ Hương Khánh Liên Linh Loan Mai My Nga Ngân "
         "Nhung Oanh Phúc Phương Quyên Sơn Tâm Thảo Thắng Thuý Trang Trâm Tú Tuyết Uyên Vân Vinh Xuân Yến").split()
INDICATORS = ["1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3", "3.4"]
RANKS = ["Tốt", "Khá", "Đạt"]
TEXT = ("Nhà trường đã triển khai đầy đủ nội dung của chỉ tiêu {i} trong năm {y} {c}.\n\nKết quả chính:\n\n- Công tác chỉ đạo được thực hiện "
        "**thường xuyên**, có kiểm tra, rút kinh nghiệm.\n- Cán bộ, giáo viên, nhân viên tham gia đầy đủ, có sản phẩm cụ thể; nhà trường có [#people] "
        "người đang làm việc, [#citizens] người đạt danh hiệu Công dân học tập.")


def people(random_, count):
    for number in range(1, count + 1):
        name = " ".join([random_.choice(FAMILY), random_.choice(MIDDLE).replace("_", " "), random_.choice(GIVEN)])
        position = {1: "Hiệu trưởng", 2: "Phó Hiệu trưởng", 3: "Thư ký hội đồng", 4: "Chủ tịch Công đoàn"}.get(number, "Giáo viên")
        yield {"Mã": f"GV{number:04d}", "Họ và tên": name, "Ngày sinh": f"{random_.randint(1, 28):02d}/{random_.randint(1, 12):02d}/{random_.randint(1968, 2001)}",
               "Giới tính": random_.choice(["Nam", "Nữ"]), "Chức vụ": position, "Tổ": f"Tổ {random_.randint(1, 5)}",
               "Trình độ": random_.choice(["Đại học", "Thạc sĩ"]), "Email": f"gv{number:04d}@truong.example", "Trạng thái": "đang làm việc"}


def result(random_, person, number):
    row = {"Mã": person["Mã"], "Kế hoạch được duyệt": "x", "Hoàn thành kế hoạch (%)": random_.choice(["100", "95", "90"]),
           "Xếp loại kế hoạch": random_.choice(RANKS), "Kỷ luật lao động": "x", "Hoàn thành bồi dưỡng": "" if number % 41 == 40 else "x",
           "Danh hiệu thi đua": "Lao động tiên tiến"}
    for index in range(1, 11):
        row[f"CD{index}"] = random_.choice(["8", "8,5", "9", "9,5", "10"])
    row["Thống nhất"] = "" if number % 37 == 36 else "x"
    row["Ghi chú"] = ""
    return row


def write_table(folder, stem, rows, xlsx):
    rows = list(rows)
    if not xlsx:
        with open(os.path.join(folder, stem + ".csv"), "w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\r\n")
            writer.writeheader()
            writer.writerows(rows)
        return stem + ".csv"
    from openpyxl import Workbook
    book = Workbook(write_only=True)
    sheet = book.create_sheet(stem)
    sheet.append(list(rows[0].keys()))
    for row in rows:
        sheet.append([float(v.replace(",", ".")) if k.startswith("CD") else v for k, v in row.items()])
    book.save(os.path.join(folder, stem + ".xlsx"))
    return stem + ".xlsx"


def evidence_items(folder, count, year):
    items = []
    for number in range(1, count + 1):
        path = f"evidence/mc{number:04d}.txt"
        with open(os.path.join(folder, path), "w", encoding="utf-8") as file:
            file.write(f"Minh chứng {number}\n")
        items.append({"key": f"mc{number:04d}", "title": f"Văn bản minh chứng số {number} về hoạt động học tập của đơn vị", "number": f"{number}/BC-THM",
                      "date": f"{year}-{1 + number % 12:02d}-{1 + number % 28:02d}", "issuer": "Trường Tiểu học Mẫu", "files": [path],
                      "paper_location": f"Tủ hồ sơ {1 + number % 3}, hộp {1 + number % 5}", "indicators": [INDICATORS[number % len(INDICATORS)]]})
    return items


def case(arguments, staff, items):
    year, ids = arguments.year, [person["Mã"] for person in staff]
    team = ids[:min(11, len(ids))]
    backing = {i: [e["key"] for e in items if i in e["indicators"]] for i in INDICATORS}
    cite = {i: "; ".join(f"[@{key}]" for key in keys[:4]) for i, keys in backing.items()}
    return {
        "format": "dvht-case/1", "scheme": "tt24-2023/cap-huyen/muc-do-1", "year": year,
        "unit": {"name": "Trường Tiểu học Mẫu", "abbreviation": "THM", "kind": arguments.kind, "public": True,
                 "governing_body": "Ủy ban nhân dân phường Mẫu", "place": "Mẫu"},
        "authority": {"receiver": "Phòng Văn hóa - Xã hội phường Mẫu", "recogniser": "Chủ tịch Ủy ban nhân dân phường Mẫu"},
        "head": {"staff": ids[0], "title": "HIỆU TRƯỞNG"}, "union_chair": ids[min(3, len(ids) - 1)],
        "legal_bases": [
            {"kind": "Thông tư", "number": "28/2020/TT-BGDĐT", "date": "2020-09-04", "issuer": "Bộ Giáo dục và Đào tạo",
             "subject": "ban hành Điều lệ trường tiểu học", "authority_basis": True},
            {"kind": "Thông tư", "number": "24/2023/TT-BGDĐT", "date": "2023-12-11", "issuer": "Bộ Giáo dục và Đào tạo",
             "subject": "quy định về đánh giá, công nhận “Đơn vị học tập” cấp huyện, tỉnh"}],
        "documents": {"team_decision": {"number": 66, "date": f"{year}-12-02"}, "plan": {"number": 67, "date": f"{year}-12-03"},
                      "citizen_decision": {"number": 70, "date": f"{year}-12-25"}, "minutes": {"number": 5, "date": f"{year}-12-30"},
                      "report": {"number": 1, "date": f"{year + 1}-01-03"}, "submission": {"number": 2, "date": f"{year + 1}-01-06"}},
        "team": {"leader": team[0], "secretary": team[min(2, len(team) - 1)], "members": [{"staff": s, "duty": "Thành viên"} for s in team[1:2] + team[3:]]},
        "assignments": [{"indicator": i, "members": [team[n % len(team)]], "due": f"{year}-12-20", "guidance": "Thu thập minh chứng."} for n, i in enumerate(INDICATORS)],
        "ratings": [{"indicator": i, "result": "met", "current": TEXT.format(i=i, y=year, c=cite[i]), "strengths": "Tập thể đoàn kết, chủ động tự học.",
                     "weaknesses": "Một số ít giáo viên còn hạn chế về ngoại ngữ.", "improvement": "Tiếp tục duy trì, bổ sung hình thức học tập trực tuyến.",
                     "evidence": backing[i]} for i in INDICATORS],
        "evidence": items,
        "meeting": {"start": f"{year}-12-30T14:00", "end": f"{year}-12-30T16:30", "place": "Phòng họp", "present": team, "absent": [],
                    "votes": [{"indicator": i, "for": len(team), "against": 0} for i in INDICATORS], "discussion": "Thảo luận.", "conclusion": "Thống nhất."},
        "citizen_meeting": {"start": f"{year}-12-23T15:00", "end": f"{year}-12-23T16:00", "place": "Phòng họp", "present": team, "absent": [],
                            "discussion": "Xem xét.", "conclusion": "Thống nhất."},
        "report": {"introduction": "Báo cáo được xây dựng từ kết quả tự đánh giá.", "unit_overview": "Trường có [#people.total] người.", "conclusion": "Đề nghị công nhận."},
        "abbreviations": [{"short": "CBGVNV", "long": "Cán bộ, giáo viên, nhân viên"}, {"short": "UBND", "long": "Ủy ban nhân dân"}],
        "scheme_overrides": {"2.3": {"measure": "study_plan", "at_least": 90}, "3.1": {"at_least": 90}},
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--evidence", type=int, default=80)
    parser.add_argument("--year", type=int, default=2025)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", default="tieu_hoc")
    parser.add_argument("--xlsx", action="store_true")
    arguments = parser.parse_args()
    random_ = random.Random(arguments.seed)
    os.makedirs(os.path.join(arguments.out, "evidence"), exist_ok=True)
    staff = list(people(random_, arguments.people))
    results = [result(random_, person, number) for number, person in enumerate(staff, 1)]
    facts = case(arguments, staff, evidence_items(arguments.out, arguments.evidence, arguments.year))
    facts["staff"] = write_table(arguments.out, "staff", staff, arguments.xlsx)
    facts["results"] = write_table(arguments.out, "results", results, arguments.xlsx)
    with open(os.path.join(arguments.out, "case.json"), "w", encoding="utf-8") as file:
        json.dump(facts, file, ensure_ascii=False, indent=1)


main()
