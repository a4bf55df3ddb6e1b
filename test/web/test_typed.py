"""The sample's step 2 typed through the pages: the same figures, findings and case as its folder."""
import csv
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest

from client import CASES, DVHT, Loaded

SAMPLE = os.path.join(CASES, "gia-thuy-2024")
ROUND = "/dot/2024"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
                    "a5f645400000000049454e44ae426082")
TEXTS = ("current", "strengths", "weaknesses", "improvement")
LEFT = "GV048"  # no longer there: nobody can assess themself any more


def read_case(folder):
    with open(os.path.join(folder, "case.json"), encoding="utf-8") as file:
        return json.load(file)


def read_table(folder, name="results.csv"):
    with open(os.path.join(folder, name), encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def run(*arguments, codes=(0,)):
    done = subprocess.run([DVHT, *arguments], capture_output=True, text=True)
    assert done.returncode in codes, done.stdout + done.stderr
    return done.stdout


def day(text):
    return "/".join(reversed(text.split("-")))


def moment(text):
    date, time = text.split("T")
    return f"{time} {day(date)}"


class Blank(Loaded):
    """The sample before step 2: nothing assessed, no evidence, no meeting, no text of the report."""

    def found(self):
        with tempfile.TemporaryDirectory() as folder:
            case = shutil.copytree(SAMPLE, os.path.join(folder, "case"))
            facts = read_case(case)
            for name in ("meeting", "citizen_meeting", "report", "abbreviations"):
                del facts[name]
            facts.update(ratings=[], evidence=[])
            shutil.rmtree(os.path.join(case, "evidence"))
            with open(os.path.join(case, "case.json"), "w", encoding="utf-8") as file:
                json.dump(facts, file)
            rows = read_table(case)
            with open(os.path.join(case, "results.csv"), "w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([rows[0]] + [row if row[0] == LEFT else row[:7] + [""] * 11 + row[18:] for row in rows[1:]])
            out = run("load", case, "--draft", "--data", self.folder)
        self.round = out.splitlines()[-1].removeprefix("round ")
        self.logins = {}
        for login, role in re.findall(r"^login (\S+) (\S+)$", out, re.M):
            self.logins.setdefault(role, login)
        self.codes = {role: self.reset(login) for role, login in self.logins.items()}

    def export(self, out):
        run("export", "--data", self.folder, "--round", self.round, "--out", out)
        return out


class Typed(unittest.TestCase):
    def setUp(self):
        self.server = Blank()
        self.addCleanup(self.server.stop)
        self.head, self.secretary, self.member = (self.server.browser(role) for role in ("head", "secretary", "member"))
        self.case = read_case(SAMPLE)
        self.people = {row[0]: row for row in read_table(SAMPLE)[1:]}
        self.ids = dict(self.server.sql("SELECT code, id FROM person WHERE unit_id = 1"))

    def done(self, answer):
        self.assertEqual(answer.status, 303, answer.text[-1500:])
        return answer.location

    # ---- people ----

    def mine(self):
        """Those who log in tell of themselves; a person's id."""
        for role in self.server.logins:
            browser = {"head": self.head, "secretary": self.secretary, "member": self.member}.get(role) or self.server.browser(role)
            person, = self.server.sql("SELECT person_id FROM account WHERE login = ?", self.server.logins[role])[0]
            self.done(browser.post(f"{ROUND}/cong-dan/cua-toi", {"version": "0", "gui": "1", **self.points(self.code(person))}))
            yield person

    def code(self, person):
        return next(code for code, id in self.ids.items() if id == person)

    def points(self, code):
        return {f"points.{n}": value.replace(".", ",") for n, value in enumerate(self.people[code][7:17], 1)}

    def citizens(self):
        told = set(self.mine())
        for code, person in self.ids.items():
            if person not in told and code != LEFT:
                self.done(self.secretary.upload(f"{ROUND}/cong-dan/nhap-ho/{person}", {"version": "0", **self.points(code)},
                                                [("phieu", "phieu.png", PNG)]))
        for path, action, state in (("", "accept", "submitted"), ("/thong-nhat", "propose", "accepted")):
            chosen = self.server.sql("SELECT id, version FROM citizen_assessment WHERE state = ? ORDER BY id", state)
            self.assertGreaterEqual(len(chosen), 47)
            self.done(self.secretary.post(f"{ROUND}/cong-dan{path}", [("viec", action), *(("chon", f"{id}.{version}") for id, version in chosen)]))

    # ---- evidence, indicators ----

    def evidence(self):
        """Typed with its file; the sample's key of each → its own."""
        keys = {}
        for item in self.case["evidence"]:
            fields = {"version": "0", "title": item["title"], "number": item["number"], "date": day(item["date"]), "issuer": item["issuer"],
                      "paper_location": item["paper_location"], "box": "", "url": ""}
            with open(os.path.join(SAMPLE, item["files"][0]), "rb") as file:
                files = [("tep", os.path.basename(item["files"][0]), file.read())]
            where = self.done(self.member.post(f"{ROUND}/minh-chung/moi", [*fields.items(), *(("indicators", one) for one in item["indicators"])]))
            self.done(self.member.upload(f"{where}/tep", {}, files))
            id = where.rsplit("/", 1)[1]
            keys[item["key"]], = self.server.sql("SELECT key FROM evidence WHERE id = ?", int(id))[0]
        return keys

    def ratings(self, keys):
        for rating in self.case["ratings"]:
            path = f"{ROUND}/chi-tieu/{rating['indicator']}"
            page = self.secretary.get(path)
            fields = {name: re.sub(r"\[@(\w+)\]", lambda found: f"[@{keys[found.group(1)]}]", rating[name]) for name in TEXTS}
            self.done(self.secretary.post(path, {"id": page.hidden("id") or "", "version": page.hidden("version"), "result": rating["result"],
                                                 "gui": "1", **fields}))
            version, = self.server.sql("SELECT version FROM rating WHERE indicator = ?", rating["indicator"])[0]
            self.done(self.head.post(f"{path}/buoc", {"version": str(version), "viec": "agree"}))

    # ---- meetings, the report ----

    def meeting(self, kind, facts):
        path = f"{ROUND}/hop/{kind}"
        self.done(self.secretary.post(path, {"begins": moment(facts["start"]), "place": facts["place"]}))
        reasons = {self.ids[one["staff"]]: one["reason"] for one in facts["absent"]}
        present = [self.ids[code] for code in facts["present"]]
        rows = []
        for member in json.loads(self.secretary.get(path, Accept="application/json").body)["members"]:
            person = int(member["person_id"])
            rows += [("person", person), ("was", member["attends"]), ("was_reason", member["reason"]),
                     ("attends", "present" if person in present else "absent"), ("reason", reasons.get(person, ""))]
        self.done(self.secretary.post(f"{path}/du-hop", rows))
        for vote in facts.get("votes", []):
            self.done(self.secretary.post(f"{path}/chieu", {"chi-tieu": vote["indicator"], "for": vote["for"], "against": vote["against"],
                                                            "was_for": "", "was_against": ""}))
        page = self.secretary.get(path)
        self.done(self.secretary.post(path, {**{name: page.hidden(name) for name in ("id", "version", "seen")}, "place": facts["place"],
                                             "begins": moment(facts["start"]), "ends": moment(facts["end"]), "discussion": facts["discussion"],
                                             "conclusion": facts["conclusion"]}))
        self.done(self.secretary.post(f"{path}/ket-thuc"))

    def report(self):
        for name, text in self.case["report"].items():
            page = self.secretary.get(f"{ROUND}/bao-cao?phan={name}")
            self.done(self.secretary.post(f"{ROUND}/bao-cao/{name}", {"id": page.hidden("id") or "", "version": page.hidden("version"), "text": text}))
        for one in self.case["abbreviations"]:
            self.done(self.secretary.post(f"{ROUND}/bao-cao/viet-tat", {**one, "viec": "luu"}))

    # ---- compared ----

    def told(self, folder):
        """What `dvht check` finds and counts, and the figures on paper."""
        return [(one["severity"], one["code"], one["message"]) for one in json.loads(run("check", folder, "--json", codes=(0, 1)))]

    def dossier(self, folder, out):
        """Figures, and the files of evidence by their codes."""
        run("dossier", folder, "--out", out)
        with open(os.path.join(out, "manifest.json"), encoding="utf-8") as file:
            made = json.load(file)
        return made["result"], [one for one in made["files"] if one["path"].startswith("minh-chung/")]

    def plain(self, folder, keys=None):
        """The case, with the sample's keys of evidence in place of its own."""
        text = json.dumps(read_case(folder), ensure_ascii=False)
        for key, own in (keys or {}).items():
            text = re.sub(rf"(?<=[\"@]){re.escape(own)}(?=[\"\]])", key, text)
        case = json.loads(text)
        for item in case["evidence"]:
            item.pop("code", None) # as papers print them, below
            item["indicators"].sort()
            for path in item.pop("files"):
                self.assertTrue(os.path.exists(os.path.join(folder, path)), path)
        for rating in case["ratings"]: # what backs it may be told at either end
            named = [item["key"] for item in case["evidence"] if rating["indicator"] in item["indicators"]]
            rating["evidence"] = sorted({*rating.get("evidence", []), *named})
        for meeting in (case["meeting"], case["citizen_meeting"]):
            meeting["present"].sort() # here in the order of the team
        for one in (case, case["unit"]):
            for name in ("uid", "revision"):
                one.pop(name, None)
        return case

    def test_same_as_the_folder(self):
        self.citizens()
        keys = self.evidence()
        self.ratings(keys)
        self.report()
        self.meeting("cong-dan", self.case["citizen_meeting"])
        self.meeting("tu-danh-gia", self.case["meeting"])
        self.server.fsck()
        with tempfile.TemporaryDirectory() as folder:
            typed = self.server.export(os.path.join(folder, "typed"))
            data = os.path.join(folder, "data")
            out = run("load", SAMPLE, "--data", data)
            run("export", "--data", data, "--round", out.splitlines()[-1].removeprefix("round "), "--out", os.path.join(folder, "loaded"))
            loaded = os.path.join(folder, "loaded")
            self.assertEqual(read_table(typed), read_table(loaded))
            self.assertEqual(read_table(typed, "staff.csv"), read_table(loaded, "staff.csv"))
            self.maxDiff = None
            self.assertEqual(self.plain(typed, keys), self.plain(loaded))
            self.assertEqual(self.told(typed), self.told(SAMPLE))
            self.assertEqual(self.dossier(typed, os.path.join(folder, "a")), self.dossier(SAMPLE, os.path.join(folder, "b")))


if __name__ == "__main__":
    unittest.main()
