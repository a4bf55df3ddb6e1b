"""The server is killed at random moments while a round is prepared through it: plans of self-study, papers and their steps,
receipts, the team, assignments, the plan.  Environment: see crash.py."""
import unittest

from crash_kept import NOTHING, Crash, Kept, Saver

ROUND = "/dot/2026"


class Author(Saver):
    """Writes a plan of self-study, hands it in, takes it back."""

    role = "staff"

    def prepare(self):
        self.person = self.test.person(self.role)
        self.kept["plan"] = Kept("SELECT state, goal, content, outcome FROM study_plan WHERE unit_id = 1 AND person_id = ?", self.person)

    def step(self, browser):
        _, version = self.version("study_plan", "person_id = ?", self.person)
        stands = self.kept["plan"].stands
        if stands and stands[0][0] == "submitted":
            self.send(browser, "plan", [("draft", *stands[0][1:])], ROUND + "/tu-hoc/cua-toi/rut", {"version": version})
            return
        mark, submit = self.mark(), self.random.random() < 0.5
        fields = {"version": version, "subject": "Toán", "goal": mark, "content": mark, "schedule": "Tối", "outcome": mark, **({"gui": "1"} if submit else {})}
        self.send(browser, "plan", [("submitted" if submit else "draft", mark, mark, mark)], ROUND + "/tu-hoc/cua-toi", fields)


class SecondAuthor(Author):
    role = "union"


class Secretary(Saver):
    """Puts a paper's facts down, submits it, takes it back."""

    role = "secretary"

    def prepare(self):
        self.kept["paper"] = Kept("SELECT state, number, recipients, signer_title, CASE WHEN original IS NULL THEN 0 ELSE 1 END FROM paper "
                                  "WHERE unit_id = 1 AND paper = 'team_decision'")

    def step(self, browser):
        _, version = self.version("paper", "paper = 'team_decision'")
        stands = self.kept["paper"].stands
        path = ROUND + "/van-ban/team_decision"
        if stands and stands[0][0] == "submitted":
            self.send(browser, "paper", [("draft", *stands[0][1:-1], 0)], path + "/trinh", {"version": version, "action": "withdraw"})
        elif stands and self.random.random() < 0.3:
            self.send(browser, "paper", [("submitted", *stands[0][1:-1], 1)], path + "/trinh", {"version": version, "action": "submit"})
        else:
            self.marks += 1
            mark = f"Nơi {self.marks}"
            self.send(browser, "paper", [("draft", self.marks, [mark], [mark], 0)], path,
                      {"version": version, "number": self.marks, "recipients": mark, "signer_title": mark})


class Leader(Saver):
    """Writes the plan, and what somebody does in the team."""

    role = "leader"

    def prepare(self):
        self.member = self.test.person("member")
        self.kept["plan"] = Kept("SELECT purposes, requirements FROM plan WHERE unit_id = 1")
        self.kept["member"] = Kept("SELECT role, duty FROM team_member WHERE unit_id = 1 AND person_id = ?", self.member)
        self.kept["member"].stands = [("member", None)]

    def step(self, browser):
        mark = self.mark()
        id, version = self.version("team_member", "person_id = ?", self.member)
        if self.random.random() < 0.5:
            _, version = self.version("plan", "id > 0")
            self.send(browser, "plan", [([mark], [mark, mark])], ROUND + "/ke-hoach",
                      {"version": version, "purposes": mark, "requirements": f"{mark}\n{mark}"})
        elif id is None:
            self.send(browser, "member", [("member", mark)], ROUND + "/to/them", {"person": self.member, "role": "member", "duty": mark})
        elif self.random.random() < 0.2:
            self.send(browser, "member", None, f"{ROUND}/to/{id}/bo", {"version": version})
        else:
            self.send(browser, "member", [("member", mark)], f"{ROUND}/to/{id}", {"version": version, "role": "member", "duty": mark})


class Head(Saver):
    """Gives out tasks to one or two people, changes them, takes them out."""

    role = "head"

    def prepare(self):
        self.people = [self.test.person(role) for role in ("staff", "union")]
        for task in ("Việc một", "Việc hai"):
            self.kept[task] = Kept("SELECT guidance, (SELECT count(*) FROM assignee s WHERE s.unit_id = a.unit_id AND s.assignment_id = a.id "
                                   "AND s.ended_on IS NULL) FROM assignment a WHERE unit_id = 1 AND task = ?", task)

    def step(self, browser):
        task, mark = self.random.choice(list(self.kept)), self.mark()
        id, version = self.version("assignment", "task = ?", task)
        chosen = self.people[:self.random.randint(1, 2)]
        seen = [one for one, in self.test.rows("SELECT person_id FROM assignee WHERE unit_id = 1 AND assignment_id = ? AND ended_on IS NULL", id or 0)]
        fields = [("task", task), ("guidance", mark), *(("person", one) for one in chosen), *(("seen", one) for one in seen)]
        if id is None:
            self.send(browser, task, [(mark, len(chosen))], ROUND + "/phan-cong/moi", fields)
        elif self.random.random() < 0.2:
            self.send(browser, task, None, f"{ROUND}/phan-cong/{id}/bo", {"version": version})
        else:
            self.send(browser, task, [(mark, len(chosen))], f"{ROUND}/phan-cong/{id}", [("version", version), *fields])


class Reader(Saver):
    """Reads the issued plan of learning once; it is issued anew each time, so that there is something to read."""

    role = "member"

    def prepare(self):
        self.kept["receipt"] = Kept("SELECT 1 FROM receipt r JOIN paper p ON p.unit_id = r.unit_id AND p.id = r.paper_id "
                                    "WHERE (p.state <> 'issued' OR r.at >= p.issued_at) AND r.unit_id = 1 AND p.paper = 'learning_plan' AND r.person_id = ?", self.test.person(self.role))

    def step(self, browser):
        if self.kept["receipt"].stands is None:
            self.send(browser, "receipt", [(1,)], ROUND + "/van-ban/learning_plan/doc", {})
            return
        head = self.test.server.browser("head")
        state, version = self.test.rows("SELECT state, version FROM paper WHERE unit_id = 1 AND paper = 'learning_plan'")[0]
        action, way = {"issued": ("reopen", "ky"), "draft": ("sign", "ky"), "signed": ("issue", "trinh")}[state]
        if action == "issue":  # from the next instant on nobody has read it
            self.kept["receipt"].asked = None
        if self.post(head, f"{ROUND}/van-ban/learning_plan/{way}", {"action": action, "version": version}) and action == "issue":
            self.kept["receipt"].stands, self.kept["receipt"].asked = None, NOTHING


class CrashRound(Crash):
    def make_savers(self):
        head = self.server.browser("head")
        team = {"leader": self.person("head"), "secretary": self.person("secretary"), "member": self.person("member")}
        self.assertEqual(head.post(ROUND + "/to", team).status, 303)
        self.assertEqual(head.post(ROUND + "/ke-hoach-hoc-tap", {"version": "0", "text": "Mỗi người học một chuyên đề."}).status, 303)
        for way, action in (("ky", "sign"), ("trinh", "issue")):
            version = self.rows("SELECT coalesce(max(version), 0) FROM paper WHERE unit_id = 1 AND paper = 'learning_plan'")[0][0]
            answer = head.post(f"{ROUND}/van-ban/learning_plan/{way}", {"action": action, "version": version})
            self.assertEqual(answer.status, 303, answer.text[-500:])
        kinds = (Author, SecondAuthor, Secretary, Leader, Head, Reader)
        return [kind(number, self.random, self) for number, kind in enumerate(kinds)]

    def test_kills(self):
        self.kill_again_and_again()


if __name__ == "__main__":
    unittest.main()
