"""The server is killed at random moments while a round is assessed through it: points of citizens, evidence with its
files, files in pieces, write-ups and their steps, what members hold, attendance and votes.  Environment: see crash.py."""
import hashlib
import json
import random
import re
import unittest

from crash_kept import NOTHING, Crash, Kept, Saver

ROUND = "/dot/2026"
MEETING = ROUND + "/hop/tu-danh-gia"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
JSON = {"Accept": "application/json"}


class Citizen(Saver):
    """Types points for themselves, hands them in, takes them back."""

    role = "staff"

    def prepare(self):
        self.person = self.test.person(self.role)
        self.kept["points"] = Kept("SELECT state, points, comment FROM citizen_assessment WHERE unit_id = 1 AND person_id = ?", self.person)

    def step(self, browser):
        id, version = self.version("citizen_assessment", "person_id = ?", self.person)
        stands = self.kept["points"].stands
        if stands and stands[0][0] == "submitted":
            self.send(browser, "points", [("draft", *stands[0][1:])], ROUND + "/cong-dan/cua-toi/rut", {"version": version})
            return
        mark, submit = self.mark(), self.random.random() < 0.5
        given = [str(self.random.randint(0, 9)) for _ in range(10)]
        fields = {"version": version, "comment": mark, **({"id": id} if id else {}), **{f"points.{n}": one for n, one in enumerate(given, 1)}}
        self.send(browser, "points", [("submitted" if submit else "draft", given, mark)], ROUND + "/cong-dan/cua-toi", {**fields, **({"gui": "1"} if submit else {})})


class SecondCitizen(Citizen):
    role = "union"


class Collector(Saver):
    """Adds evidence, mostly with a file, changes it, takes it out.  An item is one with its file or not at all, its code
    no other's; the file is what was sent."""

    role = "member"
    MOST = 12

    def prepare(self):
        for n in range(self.MOST):
            self.kept[n] = Kept("SELECT e.title, f.name, f.blob FROM evidence e LEFT JOIN evidence_file f ON f.unit_id = e.unit_id AND f.evidence_id = e.id "
                                "WHERE e.unit_id = 1 AND e.number = ?", f"{self.number}.{n}")

    def step(self, browser):
        n = self.random.randrange(self.MOST)
        id, version = self.version("evidence", "number = ?", f"{self.number}.{n}")
        kept, mark = self.kept[n], self.mark()
        fields = {"title": mark, "number": f"{self.number}.{n}", "version": version, "indicators": self.test.indicators[n % 5]}
        if id is None:
            data = PDF + mark.encode()
            kept.asked = [(mark, f"{mark}.pdf", hashlib.sha256(data).hexdigest())]
            answer = browser.upload(ROUND + "/minh-chung/moi", fields, [("tep", f"{mark}.pdf", data)])
            if self.saved_by(answer):
                kept.stands, kept.asked = kept.asked, NOTHING
        elif self.random.random() < 0.2:
            self.send(browser, n, None, f"{ROUND}/minh-chung/{id}/bo", {"version": version})
        else:
            self.send(browser, n, [(mark, *kept.stands[0][1:])], f"{ROUND}/minh-chung/{id}", fields)

    def saved_by(self, answer):
        if answer.status == 303:
            self.saved += 1
        else:
            self.complaints.append(f"{answer.status} {answer.text[-300:]}")
        return answer.status == 303


class Uploader(Saver):
    """Sends a file in pieces, goes on where the last answer or the kill left it, and attaches it."""

    role = "secretary"

    def prepare(self):
        self.data, self.id = None, None
        self.kept["item"] = Kept("SELECT f.name, f.blob, f.size FROM evidence_file f WHERE f.unit_id = 1 AND f.name LIKE 'manh-%' ORDER BY f.id")
        self.kept["item"].stands = None
        self.acknowledged = 0

    def good(self, answer):
        if answer.status != 200:
            self.complaints.append(f"{answer.status} {answer.text[-300:]}")
        return answer.status == 200

    def step(self, browser):
        if self.data is None:
            self.name = f"manh-{self.mark()}.pdf"
            self.data, self.id, self.acknowledged = PDF + random.Random(self.name).randbytes(60000), None, 0
        if self.id is None:
            answer = browser.post("/tai-len", {"year": 2026, "name": self.name, "size": len(self.data), "dau": self.name}, headers=JSON)
            if not self.good(answer):
                return
            self.id = json.loads(answer.body)["id"]
        state = browser.get(f"/tai-len/{self.id}", **JSON)
        if state.status == 404:  # a record took it, and the answer was lost
            if self.name not in [name for name, *_ in self.look(self.kept["item"]) or []]:
                self.complaints.append(f"{self.name} was on its way and is lost")
            self.data = None
            return
        there = json.loads(state.body)
        if there["received"] < self.acknowledged:
            self.complaints.append(f"{self.acknowledged} bytes were acknowledged, {there['received']} are there")
        if not there["whole"]:
            piece = self.data[there["received"]:there["received"] + self.random.randint(1, 30000)]
            answer = browser.ask("POST", f"/tai-len/{self.id}?tu={there['received']}", piece, {"Content-Type": "application/octet-stream", "X-Csrf": browser.csrf, **JSON})
            if self.good(answer):
                self.acknowledged = json.loads(answer.body)["received"]
                self.saved += 1
            return
        kept = self.kept["item"]
        self.send(browser, "item", (kept.stands or []) + [(self.name, hashlib.sha256(self.data).hexdigest(), len(self.data))], ROUND + "/minh-chung/moi",
                  {"title": self.name, "version": 0, "tai_len": self.id})
        if kept.asked is NOTHING:
            self.data = None


class Writer(Saver):
    """Writes an indicator, hands it in, takes it back."""

    role = "leader"
    first = 0

    def prepare(self):
        for indicator in self.test.indicators[self.first:self.first + 3]:
            self.kept[indicator] = Kept("SELECT state, current, strengths FROM rating WHERE unit_id = 1 AND indicator = ?", indicator)

    def step(self, browser):
        indicator, mark = self.random.choice(list(self.kept)), self.mark()
        id, version = self.version("rating", "indicator = ?", indicator)
        stands, path = self.kept[indicator].stands, f"{ROUND}/chi-tieu/{indicator}"
        if stands and stands[0][0] == "submitted":
            self.send(browser, indicator, [("doing", *stands[0][1:])], path + "/buoc", {"version": version, "viec": "withdraw"})
            return
        submit = self.random.random() < 0.3
        self.send(browser, indicator, [("submitted" if submit else "doing", mark, mark * 50)], path,
                  {"id": id or "", "version": version, "points": "1", "current": mark, "strengths": mark * 50, **({"gui": "1"} if submit else {})})


class Holder(Saver):
    """Says what they hold of an indicator, takes it back."""

    role = "head"

    def prepare(self):
        for indicator in self.test.indicators[:4]:
            self.kept[indicator] = Kept("SELECT points, text FROM opinion WHERE unit_id = 1 AND indicator = ? AND person_id = ?", indicator, self.test.person(self.role))

    def step(self, browser):
        indicator, mark = self.random.choice(list(self.kept)), self.mark()
        drop = self.kept[indicator].stands and self.random.random() < 0.3
        self.send(browser, indicator, None if drop else [("1", mark)], f"{ROUND}/chi-tieu/{indicator}/y-kien",
                  {"y_points": "" if drop else "1", "y_text": "" if drop else mark})


class Clerk(Saver):
    """Writes down who came to the meeting, and how they voted."""

    role = "secretary"

    def prepare(self):
        self.people = [self.test.person(role) for role in ("member", "leader")]
        for person in self.people:
            self.kept[person] = Kept("SELECT 'present', NULL FROM meeting m, json_each (m.present) j WHERE m.unit_id = 1 AND CAST(j.value AS TEXT) = CAST(?1 AS TEXT) "
                                     "UNION ALL SELECT 'absent', j.value ->> 'reason' FROM meeting m, json_each (m.absent) j "
                                     "WHERE m.unit_id = 1 AND CAST(j.value ->> 'person' AS TEXT) = CAST(?1 AS TEXT)", person)
        for indicator in self.test.indicators[:3]:
            self.kept[indicator] = Kept("SELECT CAST(j.value ->> 'for' AS INTEGER), CAST(j.value ->> 'against' AS INTEGER) FROM meeting m, json_each (m.votes) j "
                                        "WHERE m.unit_id = 1 AND j.value ->> 'indicator' = ?", indicator)

    def step(self, browser):
        which = self.random.choice(list(self.kept))
        stands = self.kept[which].stands
        if which in self.people:
            was = stands[0] if stands else ("", "")
            absent, reason = self.random.random() < 0.5, f"bận {self.mark()}"
            fields = [("person", which), ("was", was[0] or ""), ("was_reason", was[1] or ""), ("attends", "absent" if absent else "present"), ("reason", reason if absent else "")]
            self.send(browser, which, [("absent", reason) if absent else ("present", None)], MEETING + "/du-hop", fields)
        else:
            was, now = stands[0] if stands else ("", ""), (self.random.randint(1, 2), self.random.randint(0, 1))
            self.send(browser, which, [now], MEETING + "/chieu", {"chi-tieu": which, "for": now[0], "against": now[1], "was_for": was[0], "was_against": was[1]})


class CrashAssess(Crash):
    def make_savers(self):
        head, secretary = self.server.browser("head"), self.server.browser("secretary")
        self.indicators = list(dict.fromkeys(re.findall(r"/chi-tieu/([\d.]+)\"", head.get(ROUND + "/chi-tieu").body.decode())))
        self.assertEqual(head.post(ROUND + "/to", {"leader": self.person("head"), "secretary": self.person("secretary"), "member": self.person("member")}).status, 303)
        self.assertEqual(head.post(ROUND + "/to/them", {"person": self.person("leader"), "role": "member"}).status, 303)
        called = secretary.post(MEETING, {"begins": "14:00 30/12/2026", "place": "Phòng họp"})
        self.assertEqual(called.status, 303, called.text[-500:])
        kinds = (Citizen, SecondCitizen, Collector, Uploader, Writer, Holder, Clerk)
        savers = [kind(number, self.random, self) for number, kind in enumerate(kinds)]
        for saver in savers:
            for kept in saver.kept.values():
                kept.stands = saver.look(kept)
        return savers

    def settle(self, saver):
        super().settle(saver)
        codes = [code for code, in self.rows("SELECT code FROM evidence WHERE unit_id = 1 AND code IS NOT NULL UNION ALL SELECT code FROM spent_code WHERE unit_id = 1")]
        self.assertEqual(len(codes), len(set(codes)), "a code was given twice")

    def test_kills(self):
        self.kill_again_and_again()


if __name__ == "__main__":
    unittest.main()
