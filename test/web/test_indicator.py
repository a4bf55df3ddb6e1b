"""The page of one indicator: who writes, drafts, conflicts, steps, figures, points, history; the report's texts."""
import json
import os
import re
import struct
import unittest

from client import Loaded, Server

TOP = "/dot/2024/chi-tieu"
TEXTS = ("current", "strengths", "weaknesses", "improvement", "reason")


def typed(page, name):
    found = re.search(rf'<textarea[^>]*name="{name}"[^>]*>\n?(.*?)</textarea>', page.text, re.S)
    return found.group(1) if found else None


class Round(unittest.TestCase):
    """The sample school; 1.1 is the first member's, 1.2 the secretary's, 1.4 another member's."""

    def setUp(self):
        self.server = Loaded()
        self.addCleanup(self.server.stop)
        self.head, self.member, self.secretary = (self.server.browser(role) for role in ("head", "member", "secretary"))

    def tearDown(self):
        self.server.fsck()

    def rating(self, columns, indicator="1.1"):
        return self.server.sql(f"SELECT {columns} FROM rating WHERE indicator = ? ORDER BY id", indicator)[0]

    def step(self, action, indicator="1.1", browser=None, **more):
        browser = browser or self.head
        fields = {"version": str(self.rating("version", indicator)[0]), "viec": action, **more}
        return browser.post(f"{TOP}/{indicator}/buoc", fields)

    def opened(self, indicator="1.1"):
        self.assertEqual(self.step("reopen", indicator, remarks="Bổ sung số liệu.").status, 303)

    def write(self, browser, indicator="1.1", submit=False, **changed):
        """What the form holds, with some fields changed."""
        page = browser.get(f"{TOP}/{indicator}")
        fields = {"id": page.hidden("id") or "", "version": page.hidden("version") or str(self.rating("version", indicator)[0])}
        fields |= {name: typed(page, name) or "" for name in TEXTS}
        chosen = re.search(r'name="result" value="(\w+)" checked', page.text)
        fields |= {"result": chosen.group(1) if chosen else "met", **changed, **({"gui": "1"} if submit else {})}
        return browser.post(f"{TOP}/{indicator}", fields)

    def draft_number(self, page):
        return re.search(r'data-draft="rating/(-\d+)"', page.text).group(1)


class Writing(Round):
    def test_from_return_to_agreement(self):
        self.opened()
        page = self.member.get(TOP + "/1.1")
        self.assertIn("Bổ sung số liệu.", page.text)
        self.assertIn("trả lại", page.text)
        self.assertIn("H1-1.1-01", page.text, "the code as papers print it")
        self.assertIn("Kế hoạch học tập thường xuyên của cán bộ", page.text)
        self.assertIn("đã đối chiếu", page.text)
        self.assertEqual(self.write(self.member, current="Có kế hoạch [@mc01].").status, 303)
        self.assertEqual(self.rating("state, current"), ("returned", "Có kế hoạch [@mc01]."))
        self.assertEqual(self.write(self.member, submit=True).status, 303)
        self.assertEqual(self.rating("state")[0], "submitted")
        self.assertIsNone(typed(self.member.get(TOP + "/1.1"), "current"), "not written while it waits")
        self.assertEqual(self.step("withdraw", browser=self.member).status, 303)
        self.assertEqual(self.write(self.member, submit=True).status, 303)
        self.assertEqual(self.step("return").status, 422, "why?")
        self.assertEqual(self.step("agree", browser=self.member).status, 403)
        self.assertEqual(self.step("agree").status, 303)
        self.assertEqual(self.rating("state, remarks"), ("agreed", None))
        history = self.head.get(TOP + "/1.1/lich-su").text
        for words in ("gửi chỉ tiêu", "rút chỉ tiêu về sửa", "thống nhất chỉ tiêu", "viết chỉ tiêu", "mở lại chỉ tiêu"):
            self.assertIn(words, history)

    def test_only_whom_it_is_given_to(self):
        self.opened()
        self.opened("1.2")
        for browser, indicator, may in ((self.member, "1.1", True), (self.member, "1.2", False), (self.secretary, "1.1", True),
                                        (self.secretary, "1.2", True), (self.head, "1.2", True)):
            with self.subTest(indicator):
                page = browser.get(f"{TOP}/{indicator}")
                self.assertEqual(typed(page, "current") is not None, may)
                self.assertEqual(self.write(browser, indicator, current=f"Chữ {may}.").status, 303)
                self.assertEqual(self.rating("current", indicator)[0] == f"Chữ {may}.", may)
                if not may:
                    self.server.sql("UPDATE draft SET saved_at = saved_at WHERE unit_id = 1")
                    kept = browser.get(f"{TOP}/{indicator}").text
                    self.assertIn("Bản nháp của bạn, chưa lưu", kept)
                    self.assertIn("Chữ False.", kept)
                    self.assertEqual(self.step("withdraw", indicator, browser).status, 403)
        union = self.server.browser("union")
        self.assertEqual(union.get(TOP + "/1.1").status, 200)
        self.assertEqual(union.post(TOP + "/1.1", {"version": "1"}).status, 403)
        self.assertEqual(self.server.browser("staff").get(TOP + "/1.1").status, 403)

    def test_removed_while_writing(self):
        self.opened()
        page = self.member.get(TOP + "/1.1")
        given, = self.server.sql("SELECT a.id, a.version, s.person_id FROM assignment a JOIN assignee s ON s.assignment_id = a.id "
                                 "WHERE a.indicator = '1.1'")
        taken = self.head.post(f"/dot/2024/phan-cong/{given[0]}", {"version": str(given[1]), "seen": str(given[2])})
        self.assertEqual(taken.status, 303)
        answer = self.member.post(TOP + "/1.1", {"id": page.hidden("id"), "version": page.hidden("version"), "result": "met",
                                                 "current": "Viết dở thì bị thay."})
        self.assertEqual(answer.status, 303)
        shown = self.member.get(TOP + "/1.1").text
        self.assertIn("Viết dở thì bị thay.", shown)
        self.assertIn("không còn", shown)
        self.assertNotIn("Viết dở", self.rating("current")[0])

    def test_two_at_once(self):
        self.opened()
        number = self.draft_number(self.member.get(TOP + "/1.1"))
        version = str(self.rating("version")[0])
        kept = self.member.post("/ban-nhap", {"loai": "rating", "so": number, "ban": version, "noi_dung": '[["current","Đang gõ"]]'})
        self.assertEqual(kept.status, 200)
        seen = json.loads(self.head.get(TOP + "/1.1/dang-viet").text)
        self.assertEqual([writer["name"] for writer in seen["writers"]], ["Nguyễn Thị Lan"])
        self.assertIn("Nguyễn Thị Lan</strong> đang viết", self.head.get(TOP + "/1.1").text)
        self.assertEqual(json.loads(self.member.get(TOP + "/1.1/dang-viet").text)["writers"], [], "oneself is nobody else")
        self.assertEqual(self.write(self.head, current="Lời của Tổ trưởng.").status, 303)
        clash = self.write(self.member, version=version, current="Lời của tôi.")
        self.assertEqual(clash.status, 409)
        self.assertIn("Lời của Tổ trưởng.", clash.text)
        self.assertIn("Lời của tôi.", clash.text)
        self.assertIn("Bùi Thị Thu Hằng", clash.text)
        self.assertIn("Đang gõ", self.member.get(f"/ban-nhap?loai=rating&so={number}").text, "the draft is there still")
        self.assertEqual(self.write(self.member, current="Lời của hai người.").status, 303)
        self.assertIn('"found":false', self.member.get(f"/ban-nhap?loai=rating&so={number}").text)

    def test_handed_in_while_writing(self):
        self.opened()
        page = self.member.get(TOP + "/1.1")
        self.assertEqual(self.write(self.secretary, submit=True).status, 303)
        late = self.member.post(TOP + "/1.1", {"id": page.hidden("id"), "version": page.hidden("version"), "result": "met",
                                               "current": "Chữ gõ muộn."})
        self.assertEqual(late.status, 303)
        shown = self.member.get(TOP + "/1.1").text
        self.assertIn("chờ thống nhất", shown)
        self.assertIn("Chữ gõ muộn.", shown)

    def test_what_is_missing(self):
        self.opened()
        page = self.write(self.member, submit=True, current="")
        self.assertEqual(page.status, 422)
        self.assertIn("Hãy mô tả hiện trạng", page.text)
        self.assertEqual(self.write(self.member, current="").status, 303, "what is not handed in may lack it")
        page = self.write(self.member, result="not_applicable")
        self.assertEqual(page.status, 422)
        self.assertIn("vì sao chỉ tiêu không áp dụng", page.text)
        self.assertEqual(self.write(self.member, result="not_applicable", reason="Không có.", submit=True).status, 303)

    SHARP = ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[bấm](javascript:alert(1))", "![x](data:text/html;base64,PHNjcmlwdD4=)", "<svg/onload=alert(1)>",
             "**<iframe src=//x>**", "[@mc01\"><script>alert(1)</script>]", "&lt;script&gt;", "- <a href='javascript:alert(1)'>x</a>", "| a |\n|---|\n| <script> |")

    def test_scripts_are_harmless(self):
        """Whatever is typed stays text: on the page, in the preview, in the report."""
        self.opened()
        tag = re.compile(r"<(script(?! src=\"/tep/)|img(?! src=\"/tep/|>)|svg/|iframe|a href='|[^>]*\son\w+=)|href=\"(javascript|data):", re.I)
        for text in self.SHARP:
            with self.subTest(text):
                answer = self.head.post("/dot/2024/xem-truoc", {"noi_dung": text})
                self.assertIn(answer.status, (200, 422))
                self.assertIsNone(tag.search(answer.body.decode()), answer.text[:600])
                if answer.status == 422:
                    continue
                self.assertEqual(self.write(self.member, current=text).status, 303)
                for path in (TOP + "/1.1", TOP + "/1.1/lich-su", "/dot/2024/van-ban/report"):
                    page = self.head.get(path)
                    found = tag.search(page.body.decode())
                    self.assertIsNone(found, f"{path}: {found}")

    def test_read_as_it_prints(self):
        """Who only reads sees lists, bold words and tables, not their signs."""
        self.opened()
        text = "Có **47** người [@mc01].\n\n- một\n- hai\n\n| Tháng | Lớp |\n|---|---|\n| 9 | 2 |\n\n[#khong-co] [@khong]"
        self.assertEqual(self.write(self.member, current=text).status, 303)
        union = self.server.browser("union")
        page = union.get(TOP + "/1.1").text
        self.assertIn("Có <b>47</b> người [H1-1.1-01].", page)
        self.assertIn('<li class="gach-dau">- một</li>', page)
        self.assertRegex(page, r"<td><p[^>]*>9</p>")
        self.assertIn("[#khong-co] [@khong]", page, "what is not known stays as typed")
        self.assertNotIn("**", page)
        self.assertNotIn('href="#neo', page, "the page has no such anchors")
        history = self.member.get(TOP + "/1.1/lich-su").text
        self.assertIn("Có **47** người [H1-1.1-01].", history, "evidence by its code there too")
        deep = "> " * 40 + "<b>sâu</b>"
        self.assertEqual(self.write(self.member, current=deep).status, 303)
        self.assertIn("&gt; " * 40 + "&lt;b&gt;sâu", union.get(TOP + "/1.1").body.decode(), "beyond the limits: as typed")

    def test_old_text_back(self):
        before = self.rating("current")[0]
        self.opened()
        self.assertEqual(self.write(self.member, current="Lời khác hẳn.").status, 303)
        page = self.member.get(TOP + "/1.1/lich-su")
        self.assertIn("Lời khác hẳn.", page.text)
        first = re.search(r'name="lan" value="(\d+)"', page.text).group(1)
        back = {"version": str(self.rating("version")[0]), "lan": first}
        self.assertEqual(self.server.browser("union").post(TOP + "/1.1/tro-lai", back).status, 403)
        self.assertEqual(self.member.post(TOP + "/1.1/tro-lai", back).status, 303)
        self.assertEqual(self.rating("current, state"), (before, "returned"))

    def test_opinions(self):
        self.assertEqual(self.member.post(TOP + "/1.2/y-kien", {"y_result": "not_met", "y_text": "Chưa đủ quy chế."}).status, 303)
        self.assertEqual(self.secretary.post(TOP + "/1.2/y-kien", {"y_result": "met"}).status, 303)
        page = self.head.get(TOP + "/1.2").text
        self.assertIn("1 ý kiến khác", page)
        self.assertIn("Chưa đủ quy chế.", page)
        self.assertIn("1 ý kiến khác", self.head.get(TOP).text)
        self.assertEqual(self.member.post(TOP + "/1.2/y-kien", {"y_result": "", "y_text": ""}).status, 303)
        self.assertEqual(self.server.sql("SELECT count(*) FROM opinion"), [(1,)])
        self.assertEqual(self.server.browser("union").post(TOP + "/1.2/y-kien", {"y_result": "met"}).status, 403)


class Figures(Round):
    def test_as_in_the_case(self):
        page = self.head.get(TOP + "/3.1").text
        self.assertIn("95,74%", page)
        self.assertIn("45/47", page)
        listed = self.head.get(TOP).text
        for share in ("100%", "97,87%", "95,74%", "12/12", "5/5 đạt"):
            self.assertIn(share, listed)
        choices = json.loads(self.head.get(TOP + "/3.1/chen").text)
        self.assertEqual([item["code"] for item in choices["evidence"] if item["here"]], ["H3-3.1-01", "H3-3.1-02"])
        figures = {item["mark"]: item["value"] for item in choices["figures"]}
        self.assertEqual(figures["[#share.3.1]"], "45/47, đạt 95,74%")
        self.assertEqual((figures["[#people]"], figures["[#met]"]), ("47", "12"))
        for item in choices["evidence"]:  # the page itself shows the same codes
            if item["here"]:
                self.assertIn(item["code"], page)
        preview = self.head.post("/dot/2024/xem-truoc", {"noi_dung": "Đạt [#share.3.1] [@mc18], [@khong], [#khong]"}).text
        self.assertIn("45/47, đạt 95,74%", preview)
        self.assertIn("[H3-3.1-01]", preview)
        self.assertIn("không có minh chứng “khong”", preview)
        self.assertIn("không có số liệu “khong”", preview)

    def test_against_the_share(self):
        self.opened("3.1")
        page = self.write(self.member, "3.1", result="not_met")
        self.assertEqual(page.status, 422)
        self.assertIn("Số liệu tính được cho kết quả khác", page.text)
        self.assertEqual(self.write(self.member, "3.1", result="not_met", reason="Còn hồ sơ thiếu.").status, 303)
        page = self.head.get(TOP + "/3.1").text
        self.assertIn("khác với số liệu", page)
        self.assertIn("11/12", self.head.get(TOP).text)

    def test_proposed(self):
        self.server.sql("DELETE FROM rating WHERE indicator = '3.1'")
        self.server.sql("UPDATE year_result SET discipline = 0")
        self.assertRegex(self.head.get(TOP + "/3.1").text, r'value="met" checked')
        self.server.sql("DELETE FROM rating WHERE indicator = '2.1'")
        page = self.head.get(TOP + "/2.1").text
        self.assertIn("0/47", page)
        self.assertRegex(page, r'value="not_met" checked')

    def tearDown(self):
        if self._testMethodName != "test_proposed":  # which goes behind the program's back
            super().tearDown()

    def test_many_agreed(self):
        for indicator in ("1.1", "1.2", "1.3"):
            self.opened(indicator)
            self.assertEqual(self.write(self.secretary, indicator, submit=True).status, 303)
        page = self.head.get(TOP)
        chosen = re.findall(r'name="chon" value="([\d.]+)"', page.text)
        self.assertEqual(len(chosen), 3)
        self.assertEqual(self.step("withdraw", "1.3", self.secretary).status, 303)
        self.assertEqual(self.head.post(TOP).status, 422)
        self.assertEqual(self.member.post(TOP, [("chon", chosen[0])]).status, 403)
        self.assertEqual(self.head.post(TOP, [("chon", one) for one in chosen]).status, 303)
        self.assertEqual([self.rating("state", indicator)[0] for indicator in ("1.1", "1.2", "1.3")], ["agreed", "agreed", "doing"])
        self.assertIn("Để lại 1 chỉ tiêu", self.head.get(TOP).text)

    def test_paths(self):
        page = self.head.get(TOP + "/1.2").text
        self.assertRegex(page, r'href="/dot/2024/chi-tieu/1.1" rel="prev"')
        self.assertRegex(page, r'href="/dot/2024/chi-tieu/1.3" rel="next"')
        for none in ("9.9", "x", "1.1%20"):
            self.assertEqual(self.head.get(f"{TOP}/{none}").status, 404 if none != "1.1%20" else 200)
        for below in ("chen", "dang-viet", "lich-su"):
            self.assertEqual(self.head.get(f"{TOP}/9.9/{below}").status, 404)
        self.assertEqual(self.head.get("/dot/1999/chi-tieu/1.1").status, 404)
        self.opened()
        self.assertIn('href="/dot/2024/chi-tieu/1.1"', self.member.get("/").text)


class Report(Round):
    HERE = "/dot/2024/bao-cao"

    def test_texts(self):
        page = self.head.get(self.HERE + "?phan=conclusion")
        self.assertEqual(typed(page, "text"), "Nhà trường đề nghị được đánh giá, công nhận.")
        form = {"id": page.hidden("id"), "version": page.hidden("version"), "text": "Kết luận mới."}
        self.assertEqual(self.member.post(self.HERE + "/conclusion", form).status, 403)
        self.assertEqual(self.head.post(self.HERE + "/conclusion", form).status, 303)
        clash = self.secretary.post(self.HERE + "/conclusion", {**form, "text": "Kết luận khác."})
        self.assertEqual(clash.status, 409)
        self.assertIn("Kết luận mới.", clash.text)
        self.assertIn("Kết luận mới.", self.member.get(self.HERE).text)
        self.assertIn(self.head.post(self.HERE + "/learning_plan", form).status, (404, 422), "no part of the report")

    def test_read_as_it_prints(self):
        page = self.head.get(self.HERE + "?phan=conclusion")
        form = {"id": page.hidden("id"), "version": page.hidden("version"), "text": "Đạt **[#met]** chỉ tiêu, dẫn [@mc01]:\n\n- một <script>\n- hai"}
        self.assertEqual(self.head.post(self.HERE + "/conclusion", form).status, 303)
        read = self.member.get(self.HERE).text
        self.assertIn("Đạt <b>12</b> chỉ tiêu, dẫn [H1-1.1-01]:", read)
        self.assertIn('<li class="gach-dau">- một &lt;script&gt;</li>', self.member.get(self.HERE).body.decode())

    def test_abbreviations(self):
        path = self.HERE + "/viet-tat"
        self.assertEqual(self.head.post(path, {"short": "GV", "long": "Giáo viên", "viec": "luu"}).status, 303)
        twice = self.head.post(path, {"short": "GV", "long": "Giảng viên", "viec": "luu"})
        self.assertEqual(twice.status, 422)
        self.assertIn("đã có trong danh mục", twice.text)
        self.assertEqual(self.head.post(path, {"short": "NV", "long": "", "viec": "luu"}).status, 422)
        (number, version), = self.server.sql("SELECT id, version FROM abbreviation WHERE short = 'GV'")
        line = {"so": str(number), "ban": str(version), "short": "GV", "long": "Thầy cô giáo"}
        self.assertEqual(self.member.post(path, {**line, "viec": "luu"}).status, 403)
        self.assertEqual(self.head.post(path, {**line, "viec": "luu"}).status, 303)
        self.assertEqual(self.head.post(path, {**line, "viec": "bo"}).status, 409, "it has changed since")
        self.assertEqual(self.head.post(path, {**line, "ban": str(version + 1), "viec": "bo"}).status, 303)
        self.assertNotIn("Thầy cô giáo", self.head.get(self.HERE).text)


class Clock(unittest.TestCase):
    """The computer's clock jumps back between two saves."""

    def test_order_of_history(self):
        server = Server(environment={"LD_PRELOAD": os.environ["CLOCK"], "DVHT_CLOCK": "/dev/null",
                                     "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"}, started=False)
        self.addCleanup(server.stop)
        clock = server.environment["DVHT_CLOCK"] = os.path.join(server.folder, "clock")

        def shift(seconds):
            with open(clock, "r+b" if os.path.exists(clock) else "wb") as file:
                file.write(struct.pack("q", seconds))

        shift(0)
        server.start()
        head = server.browser("head")
        here = "/dot/2026/chi-tieu/1.1"
        self.assertEqual(head.post(here, {"version": "0", "current": "Lời thứ nhất."}).status, 303)
        shift(-3600)
        for version, text in (("1", "Lời thứ hai."), ("2", "Lời thứ ba.")):
            id, = server.sql("SELECT id FROM rating")[0]
            self.assertEqual(head.post(here, {"id": str(id), "version": version, "current": text}).status, 303)
        page = head.get(here + "/lich-su").text
        places = [page.index(f'thêm:</span></span><span class="words">{text}') for text in ("Lời thứ ba.", "Lời thứ hai.", "Lời thứ nhất.")]
        self.assertEqual(places, sorted(places), "as they were saved, not by the clock")
        server.fsck()


class Points(unittest.TestCase):
    """A scheme of points (22/2020): nobody has begun, nothing is assigned."""

    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)
        self.head, self.member = self.server.browser("head"), self.server.browser("member")
        self.top = "/dot/2026/chi-tieu"
        self.first = re.search(r'href="/dot/2026/chi-tieu/([\d.]+)"', self.head.get(self.top).text).group(1)
        self.here = f"{self.top}/{self.first}"

    def tearDown(self):
        self.server.fsck()

    def write(self, browser=None, **fields):
        return (browser or self.head).post(self.here, {"version": "0", **fields})

    def test_points(self):
        page = self.head.get(self.here).text
        self.assertNotIn('name="result"', page)
        most = re.search(r"từ 0 đến ([\d,]+)", page).group(1)
        for wrong in ("-1", "1000", "chín"):
            answer = self.write(points=wrong)
            self.assertEqual(answer.status, 422)
            self.assertIn(f"từ 0 đến {most}", answer.text)
        self.assertEqual(self.write(points="1,5", gui="1").status, 422, "what was done is missing")
        self.assertEqual(self.write(points="1,5", current="Đã làm.", result="met").status, 303)
        self.assertEqual(self.server.sql("SELECT points, result, state FROM rating"), [("1.5", None, "doing")])
        self.assertIn("1,5 điểm", self.head.get(self.top).text)
        self.assertEqual(self.write(points="2", current="Người khác viết trước.").status, 409)
        self.assertEqual(self.head.post(self.here + "/y-kien", {"y_points": most}).status, 303)
        self.assertIn("khác kết quả đang ghi", self.head.get(self.here).text)

    def test_not_assigned(self):
        self.assertIn("Chưa phân công ai", self.head.get(self.top).text)
        self.assertEqual(self.write(self.member, points="1", current="Không phải việc của tôi.").status, 303)
        self.assertEqual(self.server.sql("SELECT count(*) FROM rating"), [(0,)])
        self.assertIn("Không phải việc của tôi.", self.member.get(self.here).text)

    def test_foreign_unit(self):
        self.assertEqual(self.write(points="1", current="Của chúng tôi.").status, 303)
        theirs = self.server.browser("head", "MNHS")
        for path in (self.here, self.here + "/lich-su", self.here + "/chen", self.here + "/dang-viet", self.top):
            self.assertNotIn("Của chúng tôi.", theirs.get(path).text)
        self.assertNotIn("head", theirs.get(self.here + "/dang-viet").text)


if __name__ == "__main__":
    unittest.main()
