"""The unit: its profile, and the change of 1 July 2025 proposed in words, never made by itself."""
import re
import subprocess
import unittest

from client import DVHT, PASSWORD, Server

OLD = {"valid_from": "01/01/2020", "name": "Trường Tiểu học Gia Thụy", "short_name": "Gia Thụy", "place": "Hà Nội",
       "governing_body": "UBND quận Long Biên", "appraiser": "Phòng GD&ĐT quận Long Biên"}


class Unit(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)
        self.browser = self.server.browser("administrator")

    def rename(self, **fields):
        version = self.browser.get("/don-vi").hidden("version")
        return self.browser.post("/don-vi", {**OLD, "version": version, **fields})

    def names(self):
        return self.server.sql("SELECT valid_from, valid_to, governing_body, appraiser, recogniser FROM unit_name WHERE unit_id = 1 "
                               "ORDER BY valid_from")

    def field(self, page, name):
        return re.search(rf'name="{name}" type="text"[^>]*value="([^"]*)"', page).group(1)

    def test_nothing_is_proposed_without_a_district(self):
        self.assertNotIn("suy luận của chương trình", self.browser.get("/don-vi").text)

    def test_proposed_filled_and_saved_only_by_hand(self):
        """The names of today still have a district: said so, with the words that it is an inference."""
        self.assertEqual(self.rename(valid_from="01/07/2025").status, 303)
        before = self.names()
        page = self.browser.get("/don-vi").text
        self.assertIn("UBND quận Long Biên", page)
        self.assertIn("suy luận của chương trình", page)
        self.assertEqual(self.field(page, "governing_body"), "UBND quận Long Biên", "nothing is filled in by itself")
        filled = self.browser.get("/don-vi?dien=1&xa=ph%C6%B0%E1%BB%9Dng+B%E1%BB%93+%C4%90%E1%BB%81").text
        self.assertEqual([self.field(filled, name) for name in ("valid_from", "governing_body", "appraiser", "recogniser")],
                         ["01/07/2025", "UBND phường Bồ Đề", "UBND phường Bồ Đề", "Chủ tịch UBND phường Bồ Đề"])
        self.assertEqual(self.names(), before, "one click fills the form and saves nothing")
        self.assertEqual(self.rename(valid_from="01/07/2025", governing_body="UBND phường Bồ Đề", appraiser="UBND phường Bồ Đề",
                                     recogniser="Chủ tịch UBND phường Bồ Đề").status, 303)
        self.assertEqual(self.names()[-1], ("2025-07-01", None, "UBND phường Bồ Đề", "UBND phường Bồ Đề", "Chủ tịch UBND phường Bồ Đề"))
        self.assertNotIn("suy luận của chương trình", self.browser.get("/don-vi").text)

    def test_a_gap_is_not_saved(self):
        self.rename(valid_from="01/07/2025")
        filled = self.browser.get("/don-vi?dien=1").text
        self.assertEqual(self.field(filled, "governing_body"), "UBND phường …")
        before = self.names()
        refused = self.rename(valid_from="01/07/2025", governing_body="UBND phường …")
        self.assertEqual(refused.status, 422)
        self.assertIn("Ghi tên xã, phường vào chỗ “…”", refused.text)
        self.assertEqual(self.names(), before)

    def test_not_for_those_who_may_not_write(self):
        self.rename(valid_from="01/07/2025")
        self.assertNotIn("suy luận của chương trình", self.server.browser("staff").get("/don-vi").text)

    def test_who_recognises_is_kept(self):
        self.rename(recogniser="Chủ tịch UBND quận Long Biên", salutation="UBND quận (qua Phòng GD&ĐT)")
        self.assertEqual(self.names()[0][-1], "Chủ tịch UBND quận Long Biên")
        self.assertIn("UBND quận (qua Phòng GD&ĐT)", self.server.sql("SELECT salutation FROM unit_name WHERE valid_from = '2020-01-01'")[0])

    def test_profile(self):
        version = self.browser.get("/don-vi").hidden("version")
        fields = {"version": version, "is_public": "1", "address": "Số 1, phố Gia Thụy", "phone": "024 3827 1234", "email": "c1giathuy@hanoiedu.vn"}
        self.assertEqual(self.browser.post("/don-vi/thong-tin", fields).status, 303)
        page = self.browser.get("/don-vi").text
        for words in ("Trường tiểu học, công lập", "Số 1, phố Gia Thụy", "024 3827 1234"):
            self.assertIn(words, page)
        self.assertIn("sửa thông tin đơn vị", self.browser.get("/nhat-ky").text)
        met = self.browser.post("/don-vi/thong-tin", {**fields, "is_public": "0", "phone": "x"})
        self.assertEqual(met.status, 409, "two at a time: both are shown")
        self.assertIn("x", met.text)
        checked = subprocess.run([DVHT, "fsck", "--data", self.server.folder], capture_output=True, text=True)
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)


class FirstSetUp(unittest.TestCase):
    """The year chosen decides what is proposed; what is typed is asked about once and never changed."""

    def setUp(self):
        self.server = Server(seeded=False)
        self.addCleanup(self.server.stop)
        self.browser = self.server.browser()
        code = re.search(r"/thiet-lap\?ma=(\S+)", self.server.line()).group(1)
        self.form = {"ma": code, "name": "Trường Tiểu học Gia Thụy", "short_name": "Gia Thụy", "code": "THGT", "kind": "tieu_hoc",
                     "governing_body": "UBND quận Long Biên", "appraiser": "Phòng GD&ĐT quận Long Biên", "place": "Hà Nội",
                     "scheme": "tt24-2023/cap-huyen/muc-do-1", "year": "2025", "person": "Nguyễn Thị Hà", "position": "Hiệu trưởng",
                     "new_password": PASSWORD, "repeat": PASSWORD}

    def names(self):
        return self.server.sql("SELECT governing_body FROM unit_name")

    def test_proposals_by_kind_and_year(self):
        page = self.browser.get("/thiet-lap?ma=" + self.form["ma"]).text
        found = re.findall(r'data-proposal data-kinds="([^"]*)" data-from="(\d+)" data-until="(\d+)" hidden>.*?data-governing_body="([^"]*)"', page, re.S)
        self.assertEqual([row for row in found if "tieu_hoc" in row[0]],
                         [("mam_non tieu_hoc thcs", "2020", "2024", "UBND quận, huyện …"),
                          ("mam_non tieu_hoc thcs", "2025", "2100", "UBND xã, phường …")])
        self.assertIn("suy luận của chương trình", page)

    def test_a_district_of_2025_is_asked_about(self):
        asked = self.browser.post("/thiet-lap", self.form)
        self.assertEqual(asked.status, 422)
        self.assertIn("Từ 01/7/2025 không còn cấp huyện", asked.text)
        self.assertIn('name="giu"', asked.text)
        self.assertIn('value="UBND quận Long Biên"', asked.text, "what was typed stays")
        gap = self.browser.post("/thiet-lap", {**self.form, "governing_body": "UBND phường …", "appraiser": "UBND phường …"})
        self.assertIn("Ghi tên xã, phường vào chỗ “…”", gap.text)
        self.assertEqual(self.names(), [])
        self.assertEqual(self.browser.post("/thiet-lap", {**self.form, "giu": "1"}).status, 303)
        self.assertEqual(self.names(), [("UBND quận Long Biên",)])

    def test_a_district_of_2024_is_right(self):
        self.assertEqual(self.browser.post("/thiet-lap", {**self.form, "year": "2024"}).status, 303)
        self.assertEqual(self.names(), [("UBND quận Long Biên",)])


if __name__ == "__main__":
    unittest.main()
