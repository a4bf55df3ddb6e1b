-- What a step is about (store/notice.def): of the record :id a row for each account that it concerns (null: none), with the round and its
-- year, what it is called, its place in an address, and what was said about it.

-- name: notice_study
-- A plan of self-study, and whose it is.
SELECT a.id, r.id AS round_id, r.year, CAST(NULL AS TEXT) AS name, CAST(NULL AS TEXT) AS place, s.remarks
FROM study_plan s JOIN round r ON r.unit_id = s.unit_id AND r.id = s.round_id
LEFT JOIN account a ON a.unit_id = s.unit_id AND a.person_id = s.person_id AND a.state = 'active'
WHERE s.unit_id = :unit_id AND s.id = :id;

-- name: notice_citizen
-- A self-assessment, and whose it is.
SELECT a.id, r.id AS round_id, r.year, CAST(NULL AS TEXT) AS name, CAST(NULL AS TEXT) AS place, s.remarks
FROM citizen_assessment s JOIN round r ON r.unit_id = s.unit_id AND r.id = s.round_id
LEFT JOIN account a ON a.unit_id = s.unit_id AND a.person_id = s.person_id AND a.state = 'active'
WHERE s.unit_id = :unit_id AND s.id = :id;

-- name: notice_rating
-- An indicator's rating, and who works on it.
SELECT DISTINCT a.id, r.id AS round_id, r.year, s.indicator AS name, s.indicator AS place, s.remarks
FROM rating s JOIN round r ON r.unit_id = s.unit_id AND r.id = s.round_id
LEFT JOIN assignment w ON w.unit_id = s.unit_id AND w.round_id = s.round_id AND w.indicator = s.indicator
LEFT JOIN assignee e ON e.unit_id = w.unit_id AND e.round_id = w.round_id AND e.assignment_id = w.id AND e.ended_on IS NULL
LEFT JOIN account a ON a.unit_id = e.unit_id AND a.person_id = e.person_id AND a.state = 'active'
WHERE s.unit_id = :unit_id AND s.id = :id;

-- name: notice_paper_signer
-- A paper, and who signs it, as work_to_sign says.
SELECT a.id, r.id AS round_id, r.year, s.paper AS name, s.paper AS place, CAST(NULL AS TEXT) AS remarks
FROM paper s JOIN round r ON r.unit_id = s.unit_id AND r.id = s.round_id
LEFT JOIN account a ON a.unit_id = s.unit_id AND a.state = 'active' AND a.person_id = coalesce(s.signer_id,
 CASE WHEN s.paper IN ('minutes', 'citizen_minutes') THEN (SELECT max(t.person_id) FROM team_member t
  WHERE t.unit_id = s.unit_id AND t.round_id = s.round_id AND t.role = 'leader') END,
 r.head_id, (SELECT max(h.person_id) FROM role_grant g JOIN account h ON h.unit_id = g.unit_id AND h.id = g.account_id
  WHERE g.unit_id = s.unit_id AND g.role = 'head' AND g.deputy_for IS NULL AND g.valid_to IS NULL))
WHERE s.unit_id = :unit_id AND s.id = :id;

-- name: notice_paper_submitter
-- A paper, and who handed it in last.
SELECT a.id, r.id AS round_id, r.year, s.paper AS name, s.paper AS place, s.remarks
FROM paper s JOIN round r ON r.unit_id = s.unit_id AND r.id = s.round_id
LEFT JOIN account a ON a.unit_id = s.unit_id AND a.state = 'active' AND a.id = (SELECT e.account_id FROM event e
  WHERE e.unit_id = s.unit_id AND e.object_kind = 'paper' AND e.object_id = s.id AND e.action = 'paper.submit' ORDER BY e.seq DESC LIMIT 1)
WHERE s.unit_id = :unit_id AND s.id = :id;

-- name: notice_approval
-- A round handed to the head, and who handed it in.
SELECT a.id, r.id AS round_id, r.year, CAST(r.year AS TEXT) AS name, CAST(NULL AS TEXT) AS place, s.remarks
FROM approval s JOIN round r ON r.unit_id = s.unit_id AND r.id = s.round_id
LEFT JOIN account a ON a.unit_id = s.unit_id AND a.person_id = s.submitted_by AND a.state = 'active'
WHERE s.unit_id = :unit_id AND s.id = :id;

-- name: notice_assignee
-- Work given to somebody.
SELECT a.id, r.id AS round_id, r.year, CAST(r.year AS TEXT) AS name, CAST(NULL AS TEXT) AS place, CAST(NULL AS TEXT) AS remarks
FROM assignee s JOIN round r ON r.unit_id = s.unit_id AND r.id = s.round_id
LEFT JOIN account a ON a.unit_id = s.unit_id AND a.person_id = s.person_id AND a.state = 'active'
WHERE s.unit_id = :unit_id AND s.id = :id;

-- name: notice_meeting
-- A meeting of the team, and who belongs to it.
SELECT DISTINCT a.id, r.id AS round_id, r.year, CAST(NULL AS TEXT) AS name, s.kind AS place, CAST(NULL AS TEXT) AS remarks
FROM meeting s JOIN round r ON r.unit_id = s.unit_id AND r.id = s.round_id
LEFT JOIN team_member t ON t.unit_id = s.unit_id AND t.round_id = s.round_id AND t.ended_on IS NULL
LEFT JOIN account a ON a.unit_id = t.unit_id AND a.person_id = t.person_id AND a.state = 'active'
WHERE s.unit_id = :unit_id AND s.id = :id;

-- name: notice_improvement
-- A task of the improvement plan, and who has it.
SELECT a.id, r.id AS round_id, r.year, CAST(r.year AS TEXT) AS name, CAST(NULL AS TEXT) AS place, CAST(NULL AS TEXT) AS remarks
FROM improvement s JOIN round r ON r.unit_id = s.unit_id AND r.id = s.round_id
LEFT JOIN account a ON a.unit_id = s.unit_id AND a.person_id = s.owner_id AND a.state = 'active'
WHERE s.unit_id = :unit_id AND s.id = :id;

-- name: notice_holders
-- Accounts that hold one of some roles ("|head|leader|") today, deputies too.
SELECT DISTINCT g.account_id FROM role_grant g JOIN account a ON a.unit_id = g.unit_id AND a.id = g.account_id AND a.state = 'active'
WHERE g.unit_id = :unit_id AND CAST(:roles AS TEXT) LIKE '%|' || g.role || '|%'
AND (g.valid_from IS NULL OR g.valid_from <= :today) AND (g.valid_to IS NULL OR g.valid_to >= :today) LIMIT 1000;

-- name: notice_by
-- Who an account is.
SELECT coalesce(p.name, a.login), p.id FROM account a LEFT JOIN person p ON p.unit_id = a.unit_id AND p.id = a.person_id
WHERE a.unit_id = :unit_id AND a.id = :account_id;
