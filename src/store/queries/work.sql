-- "Việc của tôi": what one person has to do, a statement for each source.

-- name: work_acts_for
-- Whom the account stands in for today: persons who lent it a role that they still hold.
SELECT DISTINCT a.person_id, p.name FROM role_grant g
JOIN account a ON a.unit_id = g.unit_id AND a.id = g.deputy_for
JOIN person p ON p.unit_id = a.unit_id AND p.id = a.person_id
WHERE g.unit_id = :unit_id AND g.account_id = :account_id AND g.deputy_for IS NOT NULL
AND g.valid_from <= :today AND g.valid_to >= :today
AND EXISTS (SELECT 1 FROM role_grant h WHERE h.unit_id = g.unit_id AND h.account_id = g.deputy_for AND h.role = g.role
 AND h.deputy_for IS NULL AND (h.valid_from IS NULL OR h.valid_from <= :today) AND (h.valid_to IS NULL OR h.valid_to >= :today))
ORDER BY a.person_id LIMIT 20;

-- name: work_given
-- What a person still has to do of what was given out, in any round.
SELECT r.year, r.scheme, a.id, a.indicator, a.task, a.due, CASE WHEN a.indicator IS NULL THEN a.state ELSE g.state END AS state
FROM assignee s JOIN assignment a ON a.unit_id = s.unit_id AND a.id = s.assignment_id
JOIN round r ON r.unit_id = a.unit_id AND r.id = a.round_id
LEFT JOIN rating g ON g.unit_id = a.unit_id AND g.round_id = a.round_id AND g.indicator = a.indicator
WHERE s.unit_id = :unit_id AND s.person_id = :person_id AND s.ended_on IS NULL
AND a.state IS NULL AND (g.state IS NULL OR g.state NOT IN ('submitted', 'agreed'))
ORDER BY a.due, a.position, a.id LIMIT 500;

-- name: work_study
-- A person's own plan of self-study in the newest round of a year; state null: not begun.
SELECT r.year, s.state, s.remarks FROM round r
JOIN person p ON p.unit_id = r.unit_id AND p.id = :person_id AND p.state = 'active'
LEFT JOIN study_plan s ON s.unit_id = r.unit_id AND s.round_id = r.id AND s.person_id = p.id
WHERE r.unit_id = :unit_id AND r.year = :year ORDER BY r.id DESC LIMIT 1;

-- name: work_citizen
-- A person's own self-assessment as citizen of learning in the newest round of a year; state null: not begun.
SELECT r.year, c.state, c.remarks FROM round r
JOIN person p ON p.unit_id = r.unit_id AND p.id = :person_id AND p.state = 'active'
LEFT JOIN citizen_assessment c ON c.unit_id = r.unit_id AND c.round_id = r.id AND c.person_id = p.id
WHERE r.unit_id = :unit_id AND r.year = :year ORDER BY r.id DESC LIMIT 1;

-- name: work_entered
-- What a colleague entered for the person from a signed form, and the person has not seen or objected to yet.
SELECT r.year, 'study_plan' AS kind, p.name FROM study_plan s
JOIN round r ON r.unit_id = s.unit_id AND r.id = s.round_id
LEFT JOIN person p ON p.unit_id = s.unit_id AND p.id = s.entered_by
WHERE s.unit_id = :unit_id AND s.round_id = :round_id AND s.person_id = :person_id AND s.entered_by IS NOT NULL
AND s.entered_seen IS NULL
UNION ALL
SELECT r.year, 'citizen_assessment', p.name FROM citizen_assessment c
JOIN round r ON r.unit_id = c.unit_id AND r.id = c.round_id
LEFT JOIN person p ON p.unit_id = c.unit_id AND p.id = c.entered_by
WHERE c.unit_id = :unit_id AND c.round_id = :round_id AND c.person_id = :person_id AND c.entered_by IS NOT NULL
AND c.entered_seen IS NULL;

-- name: work_queue
-- How many plans of self-study wait for approval, how many ratings for agreement, how many objections to plans
-- entered from paper for an answer; the same of self-assessments as citizens of learning.
SELECT (SELECT count(*) FROM study_plan s WHERE s.unit_id = r.unit_id AND s.round_id = r.id AND s.state = 'submitted') AS plans,
 (SELECT count(*) FROM rating g WHERE g.unit_id = r.unit_id AND g.round_id = r.id AND g.state = 'submitted') AS ratings, r.id,
 (SELECT count(*) FROM study_plan s WHERE s.unit_id = r.unit_id AND s.round_id = r.id AND s.objection IS NOT NULL AND s.objection_answer IS NULL) AS objections,
 (SELECT count(*) FROM citizen_assessment c WHERE c.unit_id = r.unit_id AND c.round_id = r.id AND c.state = 'submitted') AS citizens,
 (SELECT count(*) FROM citizen_assessment c WHERE c.unit_id = r.unit_id AND c.round_id = r.id AND c.objection IS NOT NULL AND c.objection_answer IS NULL) AS citizen_objections
FROM round r WHERE r.unit_id = :unit_id AND r.year = :year ORDER BY r.id DESC LIMIT 1;

-- name: work_to_sign
-- Papers that wait for a person's signature: where no signer is named the head's, minutes the team's leader's.
SELECT r.year, r.scheme, p.paper, p.due FROM paper p JOIN round r ON r.unit_id = p.unit_id AND r.id = p.round_id
WHERE p.unit_id = :unit_id AND p.state = 'submitted'
AND coalesce(p.signer_id, CASE WHEN p.paper IN ('minutes', 'citizen_minutes') THEN (SELECT max(t.person_id) FROM team_member t
  WHERE t.unit_id = p.unit_id AND t.round_id = p.round_id AND t.role = 'leader') END, r.head_id, (SELECT max(a.person_id) FROM role_grant g JOIN account a ON a.unit_id = g.unit_id AND a.id = g.account_id
  WHERE g.unit_id = p.unit_id AND g.role = 'head' AND g.deputy_for IS NULL AND g.valid_to IS NULL)) = :person_id
ORDER BY p.due, p.id LIMIT 200;

-- name: work_returned
-- Papers returned to whoever sent them to be signed.
SELECT r.year, r.scheme, p.paper, p.due, p.remarks FROM paper p JOIN round r ON r.unit_id = p.unit_id AND r.id = p.round_id
WHERE p.unit_id = :unit_id AND p.state = 'returned'
AND coalesce((SELECT e.account_id FROM event e WHERE e.unit_id = p.unit_id AND e.object_kind = 'paper' AND e.object_id = p.id
  AND e.action = 'paper.submit' ORDER BY e.seq DESC LIMIT 1), :account_id) = :account_id
ORDER BY p.due, p.id LIMIT 200;

-- name: work_unread
-- Papers issued in the newest two years that the person has neither signed (as in work_to_sign) nor read as they are issued now.
SELECT r.year, r.scheme, p.paper, p.date FROM paper p JOIN round r ON r.unit_id = p.unit_id AND r.id = p.round_id
WHERE p.unit_id = :unit_id AND p.state = 'issued' AND r.year >= :year
AND coalesce(p.signer_id, CASE WHEN p.paper IN ('minutes', 'citizen_minutes') THEN (SELECT max(t.person_id) FROM team_member t
  WHERE t.unit_id = p.unit_id AND t.round_id = p.round_id AND t.role = 'leader') END, r.head_id, (SELECT max(a.person_id) FROM role_grant g JOIN account a ON a.unit_id = g.unit_id AND a.id = g.account_id
  WHERE g.unit_id = p.unit_id AND g.role = 'head' AND g.deputy_for IS NULL AND g.valid_to IS NULL), 0) <> :person_id
AND NOT EXISTS (SELECT 1 FROM receipt c WHERE c.unit_id = p.unit_id AND c.paper_id = p.id AND c.person_id = :person_id
  AND (p.issued_at IS NULL OR c.at >= p.issued_at))
ORDER BY p.date, p.id LIMIT 100;

-- name: work_approval
-- How the last approval of a round stands, and how often its dossier was sent.
SELECT a.state, a.remarks, (SELECT count(*) FROM submission s WHERE s.unit_id = a.unit_id AND s.round_id = a.round_id AND s.approval_id = a.id) AS sent
FROM approval a WHERE a.unit_id = :unit_id AND a.round_id = :round_id ORDER BY a.position DESC LIMIT 1;

-- name: work_improvement
-- Tasks of improvement that are a person's and not done, but for those that went on to a later round.
SELECT r.year, i.id, i.indicator, i.task, i.due, i.result FROM improvement i JOIN round r ON r.unit_id = i.unit_id AND r.id = i.round_id
WHERE i.unit_id = :unit_id AND i.owner_id = :person_id AND i.state IS NULL
AND NOT EXISTS (SELECT 1 FROM improvement n WHERE n.unit_id = i.unit_id AND n.carried_from = i.id)
ORDER BY i.due, i.position, i.id LIMIT 200;
