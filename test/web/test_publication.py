"""The result made public: by the head alone, of what was approved, without what was not ticked; codes on papers."""
import json
import re
import unittest

from loaded import CaseServer
from test_outcome import GRANTED
from test_study import PDF

SITE = "https://hoso.truong.vn"
HERE = "/dot/2024/cong-khai"
PUBLIC = "/cong-khai/thgt-2024"


class Publication(unittest.TestCase):
    def setUp(self):
        self.server = CaseServer()
        self.addCleanup(self.server.stop)
        self.head, self.secretary, self.member, self.staff = (self.server.browser(role) for role in ("head", "secretary", "member", "staff"))
        self.anybody = self.server.browser()

    def approve(self):
        page = self.head.get("/dot/2024/phe-duyet")
        answer = self.head.post("/dot/2024/phe-duyet", {"version": page.hidden("version") or 0, "seen": page.hidden("seen"), "action": "approve"})
        self.assertEqual(answer.status, 303, answer.text[-800:])

    def publish(self, *ticked, browser=None, files=()):
        approval = self.server.sql("SELECT id FROM approval ORDER BY position DESC LIMIT 1")
        fields = [("approval", str(approval[0][0] if approval else 1))] + [(name, "1") for name in ticked] + [("files", name) for name in files]
        return (browser or self.head).post(HERE, fields)

    def withdraw(self, reason):
        page = self.head.get(HERE)
        return self.head.post(HERE + "/rut", {"id": page.hidden("id"), "version": page.hidden("version"), "reason": reason})

    def test_only_what_was_approved(self):
        self.assertIn("Chưa có gì để công khai", self.head.get(HERE).text)
        self.assertEqual(self.publish("criteria").status, 409)
        self.assertEqual(self.anybody.get(PUBLIC).status, 404)
        self.approve()
        for browser in (self.secretary, self.member, self.staff):
            self.assertEqual(self.publish(browser=browser).status, 403)
        self.assertEqual(self.server.sql("SELECT count(*) FROM publication"), [(0,)])
        self.assertEqual(self.publish("criteria").status, 303)
        self.assertIn("Trường Tiểu học Gia Thụy", self.anybody.get("/cong-khai").text)
        page = self.anybody.get(PUBLIC)
        self.assertEqual(page.status, 200)
        self.assertIn("47/47, đạt 100%", page.text)
        self.assertEqual(page.headers["Cache-Control"], "public, no-cache")
        self.assertNotIn("Set-Cookie", page.headers)
        for kept in ("Bùi Thị Thu Hằng", "hằng@", "NV001"):
            self.assertNotIn(kept, page.text)
        again = self.anybody.get(PUBLIC, **{"If-None-Match": page.headers["ETag"]})
        self.assertEqual((again.status, again.text), (304, ""))

    def test_documents_and_names_when_ticked(self):
        self.approve()
        self.publish("names", files=["07-bao-cao.pdf", "minh-chung/khac.pdf", "../dvht.db", "ho-so.zip"])
        page = self.anybody.get(PUBLIC).text
        self.assertIn("Đặng Hữu", page)
        self.assertNotIn("Theo tiêu chí", page)
        self.assertEqual(re.findall(r'href="(/cong-khai/thgt-2024/tep/\d+)"', page), [PUBLIC + "/tep/1"])
        report = self.anybody.get(PUBLIC + "/tep/1")
        kept = {file["name"]: file for file in json.loads(self.server.sql("SELECT files FROM approval")[0][0])}
        self.assertEqual(report.headers["Content-Type"], "application/pdf")
        self.assertEqual(len(report.body), kept["07-bao-cao.pdf"]["size"])
        for number in ("0", "2", "-1", "99999999999"):
            self.assertEqual(self.anybody.get(f"{PUBLIC}/tep/{number}").status, 404)

    def test_withdrawn_stay_listed(self):
        self.approve()
        self.publish("criteria", files=["07-bao-cao.pdf"])
        self.assertEqual(self.withdraw("").status, 422)
        self.assertEqual(self.withdraw("Có chỗ phải xem lại").status, 303)
        page = self.anybody.get(PUBLIC).text
        self.assertIn("Có chỗ phải xem lại", page)
        self.assertNotIn("47/47", page)
        self.assertEqual(self.anybody.get(PUBLIC + "/tep/1").status, 404)
        self.publish("criteria")
        self.publish()
        page = self.anybody.get(PUBLIC).text
        self.assertEqual(page.count("<li>Bản "), 2)
        self.assertNotIn("47/47", page)
        self.assertEqual(self.server.sql("SELECT state, count(*) FROM publication GROUP BY state ORDER BY state"), [("published", 1), ("withdrawn", 2)])

    def test_renamed_unit_keeps_page_and_address(self):
        self.approve()
        self.publish("criteria")
        page = self.head.get("/don-vi")
        renamed = self.head.post("/don-vi", {"version": page.hidden("version"), "valid_from": "01/01/2025", "name": "Trường Tiểu học Khác", "short_name": "Khác",
                                             "governing_body": "UBND phường Bồ Đề", "appraiser": "Phòng Văn hóa - Xã hội", "place": "Hà Nội"})
        self.assertEqual(renamed.status, 303, renamed.text[-600:])
        self.assertIn("<h1>Trường Tiểu học Gia Thụy</h1>", self.anybody.get(PUBLIC).text)

    def test_what_was_withdrawn_is_told_to_nobody(self):
        """Neither as JSON, nor to who has it kept, nor once another process withdrew it."""
        self.approve()
        self.publish("names", "criteria")
        page = self.anybody.get(PUBLIC)
        told = self.anybody.get(PUBLIC, Accept="application/json")
        self.assertEqual(told.headers["Content-Type"], "application/json; charset=utf-8")
        self.assertIn("Đặng Hữu", told.text)
        self.assertNotEqual(told.headers["ETag"], page.headers["ETag"])
        self.assertEqual([answer.headers["Vary"] for answer in (page, told)], ["Accept", "Accept"])
        self.server.sql("UPDATE publication SET state = 'withdrawn', withdrawn_at = 1733000000000000, withdrawn_reason = 'Nhầm số' WHERE state = 'published'")
        for kind, known in (("text/html", page), ("application/json", told), ("text/html", page)):
            after = self.anybody.get(PUBLIC, **{"Accept": kind, "If-None-Match": known.headers["ETag"]})
            self.assertEqual(after.status, 200)
            self.assertIn("Nhầm số", after.text)
            for kept in ("Đặng Hữu", "47/47", "criteria", "citizens"):
                self.assertNotIn(kept, after.text)
            self.assertIn("Trường Tiểu học Gia Thụy", after.text)
            again = self.anybody.get(PUBLIC, **{"Accept": kind, "If-None-Match": after.headers["ETag"]})
            self.assertEqual((again.status, again.text), (304, ""))

    def test_same_page_for_everybody(self):
        """Asked for once or often, with whatever cookies, as a head only: the same bytes, and nothing is set."""
        self.approve()
        self.publish("criteria")
        first = self.anybody.get(PUBLIC)
        curious = self.server.browser()
        curious.cookies = {"dvht_loi": "Da%20luu", "dvht_mau": "toi", "dvht": "khong-co"}
        for browser in (self.head, curious, self.staff):
            again = browser.get(PUBLIC)
            self.assertEqual((again.status, again.body, again.headers["Set-Cookie"]), (200, first.body, None))
        self.assertEqual(curious.cookies["dvht_loi"], "Da%20luu")
        head = self.anybody.ask("HEAD", PUBLIC)
        self.assertEqual((head.status, head.body), (200, b""))
        for name in ("ETag", "Cache-Control", "Content-Length", "Content-Type", "Vary"):
            self.assertEqual(head.headers[name], first.headers[name], name)
        missing = self.anybody.get("/cong-khai/khong-co")
        self.assertEqual((missing.status, missing.headers["Cache-Control"], missing.headers["ETag"]), (404, "no-store", None))

    def resident(self):
        with open(f"/proc/{self.server.process.pid}/status", encoding="ascii") as status:
            return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) / 1024

    def test_crawlers_fill_no_memory(self):
        """Hundreds of long results, each asked for: so many are kept and no more, and each is answered as its own."""
        self.approve()
        self.publish("names")
        content = json.loads(self.server.sql("SELECT content FROM publication")[0][0])
        content["names"] = [{"name": f"Nguyễn Thị Số {n}"} for n in range(2500)]
        self.server.sql("UPDATE publication SET content = ?", json.dumps(content, ensure_ascii=False))
        columns = ", ".join(name for name in self.server.tables()["publication"] if name not in ("id", "address", "content"))
        self.server.sql(f"WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 799) INSERT INTO publication (id, address, content, {columns}) "
                        f"SELECT 900000 + i, 'so-' || i, replace(content, 'Trường Tiểu học Gia Thụy', 'Trường số ' || i), {columns} FROM publication, n")
        for n in range(300):
            self.anybody.get(f"/cong-khai/so-{n}")
        before = self.resident()
        for n in range(800):
            page = self.anybody.get(f"/cong-khai/so-{n}?n={n}")
            self.assertIn(f"<h1>Trường số {n}</h1>".encode(), page.body)
        for n in range(800):
            self.assertEqual(self.anybody.get(f"/cong-khai/khong-co-{n}").status, 404)
        self.assertLess(self.resident() - before, 12)

    def serve_site(self):
        """Where it is known how people reach the server."""
        self.server.end()
        self.server.write_file("smtp.url", f"smtp://127.0.0.1:1?from=dvht@truong.vn&site={SITE}\n")
        self.server.start()
        for browser in (self.head, self.secretary, self.member, self.staff, self.anybody):
            browser.host = self.server.host

    def test_code_says_whose_paper_it_is(self):
        """A true code on another's paper shows by the name and year; the name is that of the day of approval."""
        self.serve_site()
        self.approve()
        (code, hash), = self.server.sql("SELECT snapshot, hash FROM approval")
        page = self.head.get("/don-vi")
        renamed = self.head.post("/don-vi", {"version": page.hidden("version"), "valid_from": "01/01/2127", "name": "Trường Tiểu học Khác", "short_name": "Khác",
                                             "governing_body": "UBND phường Bồ Đề", "appraiser": "Phòng Văn hóa - Xã hội", "place": "Hà Nội"})
        self.assertEqual(renamed.status, 303, renamed.text[-600:])
        told = []

        def look():
            page = self.anybody.get(f"/cong-khai/ma/{code}")
            self.assertEqual(page.status, 200)
            for part in (hash, "Trường Tiểu học Gia Thụy", "năm 2024", 'content="noindex"'):
                self.assertIn(part, page.text)
            for kept in ("47/47", "Đặng Hữu"):
                self.assertNotIn(kept, page.text)
            told.append(re.search("<h1>(.*)</h1>", page.text).group(1))

        look()
        self.publish("criteria")
        look()
        self.withdraw("Nhầm")
        look()
        self.publish()
        look()
        self.assertEqual(told, ["Bản này đã duyệt, chưa công khai", "Đúng bản đang công khai", "Bản này đã rút khỏi trang công khai", "Đúng bản đang công khai"])
        # Forged: near a true one, in other letters, cut, too long.
        for forged in (code[:-1] + ("0" if code[-1] != "0" else "1"), code.upper() if code.upper() != code else code + "A", code[:-1], code + "0", "x" * 80):
            self.assertEqual(self.anybody.get("/cong-khai/ma/" + forged).status, 404, forged)

    def test_found_and_shared(self):
        """What search engines and messengers show of it; nobody's word but the site's own for its address."""
        self.approve()
        self.publish("criteria")
        page = self.anybody.get(PUBLIC, Host="gia-mao.vn").text
        self.assertIn("<title>Kết quả tự đánh giá “Đơn vị học tập” năm 2024, Trường Tiểu học Gia Thụy</title>", page)
        self.assertRegex(page, '<meta name="description" content="Trường Tiểu học Gia Thụy tự đánh giá đạt danh hiệu “Đơn vị học tập” năm 2024; 12/12 chỉ tiêu đạt[^"]*">')
        self.assertIn('<meta property="og:title"', page)
        self.assertNotIn("gia-mao.vn", page)
        self.assertNotIn("canonical", page)
        self.serve_site()
        page = self.anybody.get(PUBLIC).text
        self.assertIn(f'<link rel="canonical" href="{SITE}{PUBLIC}">', page)
        self.assertIn(f'<meta property="og:url" content="{SITE}{PUBLIC}">', page)
        self.assertIn(f"{SITE}{PUBLIC}", page.split("</head>")[1], "who has it printed can find it")
        self.assertIn(self.server.sql("SELECT hash FROM approval")[0][0], page)
        self.assertNotIn("noindex", page)
        self.withdraw("Nhầm")
        page = self.anybody.get(PUBLIC).text
        self.assertIn('<meta name="robots" content="noindex">', page)
        self.assertNotIn("12/12", page)
        self.assertNotIn(self.server.sql("SELECT hash FROM approval")[0][0], page)
        self.assertIn("Disallow: /cong-khai/ma/\n", self.anybody.get("/robots.txt").text)

    def test_decision_when_ticked(self):
        self.approve()
        self.assertNotIn('name="decision"', self.head.get(HERE).text, "there is none yet")
        self.publish("decision", "scan")
        self.assertNotIn("QĐ-UBND", self.anybody.get(PUBLIC).text)
        self.assertEqual(self.head.upload("/dot/2024/ket-qua", {**GRANTED, "valid_reason": ""}, [("tep", "quyết định.pdf", PDF)]).status, 303)
        self.publish("criteria")
        self.assertNotIn("QĐ-UBND", self.anybody.get(PUBLIC).text)
        self.assertIn('name="scan"', self.head.get(HERE).text)
        self.publish("decision", "scan", "names", files=["07-bao-cao.pdf"])
        page = self.anybody.get(PUBLIC).text
        for part in ("Được công nhận “Đơn vị học tập” mức độ 1", "123/QĐ-UBND", "10/02/2025", "Chủ tịch UBND quận", "10/02/2028"):
            self.assertIn(part, page)
        self.assertNotIn("việc công nhận do cơ quan có thẩm quyền quyết định", page)
        self.assertEqual(self.anybody.get(PUBLIC + "/tep/2").body, PDF)
        # The form of the next one begins with what is public.
        form = self.head.get(HERE).text
        ticked = set(re.findall(r'type="checkbox" name="(\w+)" value="([^"]+)" checked', form))
        self.assertEqual(ticked, {("decision", "1"), ("scan", "1"), ("names", "1"), ("files", "07-bao-cao.pdf")})
        self.head.upload("/dot/2024/ket-qua", {"version": 1, "id": self.server.sql("SELECT id FROM outcome")[0][0], "kind": "refused", "reason": "Thiếu minh chứng",
                                               "number": "9/UBND", "date": "10/02/2025", "issuer": "Chủ tịch UBND quận"}, [])
        self.assertIn("123/QĐ-UBND", self.anybody.get(PUBLIC).text, "as it was published")
        self.publish("decision")
        page = self.anybody.get(PUBLIC).text
        self.assertIn("Chưa được công nhận", page)
        self.assertIn("9/UBND", page)
        self.assertNotIn("Thiếu minh chứng", page)

    def test_what_is_public_outlives_its_approval(self):
        self.approve()
        self.publish("criteria")
        id, code, version = self.server.sql("SELECT id, code, version FROM person WHERE name = 'Bùi Thị Hồng Dung'")[0]
        self.assertEqual(self.head.post(f"/nguoi/{id}", {"code": code, "name": "Người Khác", "position": "Giáo viên", "version": version}).status, 303)
        self.head.get("/dot/2024/phe-duyet")
        page = self.head.get(HERE).text
        self.assertNotIn("Chưa có gì để công khai", page)
        self.assertIn("đã thay đổi", page)
        self.assertIn("Rút bản này", page)
        self.assertEqual(self.anybody.get(PUBLIC).status, 200)
        # What is published now is what was approved then.
        was, = self.server.sql("SELECT content FROM publication")[0]
        self.assertEqual(self.publish("criteria", "names").status, 303)
        page = self.anybody.get(PUBLIC).text
        self.assertIn("<li>Bùi Thị Hồng Dung</li>", page)
        self.assertNotIn("Người Khác", page)
        now, = self.server.sql("SELECT content FROM publication ORDER BY position DESC LIMIT 1")[0]
        self.assertEqual({**json.loads(was), "names": None, "has_names": False}, {**json.loads(now), "names": None, "has_names": False})

    def test_papers_beside_it(self):
        """The announcement and the minutes of posting are one step away, as files to print."""
        self.approve()
        page = self.head.get(HERE).text
        for path in ("announcement", "posting_minutes"):
            self.assertIn(f'href="/dot/2024/van-ban/{path}"', page)
            self.assertEqual(self.head.get(f"/dot/2024/van-ban/{path}").status, 200)

    def test_codes(self):
        """A code that was not given out tells nothing; crawlers are told what is theirs."""
        for code in ("khong-co", "0" * 16, "' OR 1=1 --", "%00"):
            self.assertEqual(self.anybody.get("/cong-khai/ma/" + code.replace(" ", "%20").replace("'", "%27")).status in (400, 404), True, code)
        self.assertIn("Disallow: /\n", self.anybody.get("/robots.txt").text)


if __name__ == "__main__":
    unittest.main()
