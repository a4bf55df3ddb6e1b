-- How far a round is.

-- name: round_progress
-- One line a fact: its name, a text, a number (see round_progress.c).  Who has left is few: their plans are looked up one by one.
-- scan: because it reads the one row of the round chosen
WITH r AS (SELECT unit_id, id, year, scheme, head_id FROM round
 WHERE unit_id = :unit_id AND year = :year ORDER BY id DESC LIMIT 1)
SELECT 'round' AS name, r.scheme AS text, r.id AS number FROM r
UNION ALL SELECT 'head', NULL, coalesce(r.head_id, (SELECT max(a.person_id) FROM role_grant g
  JOIN account a ON a.unit_id = g.unit_id AND a.id = g.account_id
  WHERE g.unit_id = r.unit_id AND g.role = 'head' AND g.deputy_for IS NULL AND g.valid_to IS NULL)) FROM r
UNION ALL SELECT 'unit', u.kind, coalesce(u.is_public, 1) FROM unit u WHERE u.id = :unit_id
UNION ALL SELECT 'people', NULL, count(*) FROM person p WHERE p.unit_id = :unit_id AND p.state = 'active'
UNION ALL SELECT 'paper', p.state || ' ' || p.paper, 0 FROM r JOIN paper p ON p.unit_id = r.unit_id AND p.round_id = r.id
UNION ALL SELECT 'study', s.state, count(*) FROM r JOIN study_plan s ON s.unit_id = r.unit_id AND s.round_id = r.id AND s.state IS NOT NULL GROUP BY s.state
UNION ALL SELECT 'study', gone.state, -count(*) FROM (SELECT (SELECT s.state FROM study_plan s
    WHERE s.unit_id = p.unit_id AND s.round_id = (SELECT r.id FROM r) AND s.person_id = p.id) AS state
   FROM person p WHERE p.unit_id = :unit_id AND p.state IN ('left', 'merged')) gone WHERE gone.state IS NOT NULL GROUP BY gone.state
UNION ALL SELECT 'citizen', c.state, count(*) FROM r JOIN citizen_assessment c ON c.unit_id = r.unit_id AND c.round_id = r.id AND c.state IS NOT NULL GROUP BY c.state
UNION ALL SELECT 'citizen', gone.state, -count(*) FROM (SELECT (SELECT c.state FROM citizen_assessment c
    WHERE c.unit_id = p.unit_id AND c.round_id = (SELECT r.id FROM r) AND c.person_id = p.id) AS state
   FROM person p WHERE p.unit_id = :unit_id AND p.state IN ('left', 'merged')) gone WHERE gone.state IS NOT NULL GROUP BY gone.state
UNION ALL SELECT 'team', t.role, t.person_id FROM r JOIN team_member t ON t.unit_id = r.unit_id AND t.round_id = r.id WHERE t.ended_on IS NULL
UNION ALL SELECT 'plan', p.submit_before, 1 FROM r JOIN plan p ON p.unit_id = r.unit_id AND p.round_id = r.id
UNION ALL SELECT CASE WHEN o.confirmed_by IS NOT NULL AND o.confirmed_on IS NOT NULL THEN 'confirmed'
   WHEN coalesce(o.text, o.measure, o.at_least, o.learners_at_least) IS NOT NULL THEN 'changed' ELSE 'same' END, o.indicator, 0
  FROM r JOIN scheme_override o ON o.unit_id = r.unit_id AND o.round_id = r.id
UNION ALL SELECT 'rating', g.state, count(*) FROM r JOIN rating g ON g.unit_id = r.unit_id AND g.round_id = r.id GROUP BY g.state
UNION ALL SELECT 'given', NULL, count(*) FROM r JOIN assignment a ON a.unit_id = r.unit_id AND a.round_id = r.id
  WHERE a.indicator IS NOT NULL AND EXISTS (SELECT 1 FROM assignee s WHERE s.unit_id = a.unit_id AND s.round_id = a.round_id
  AND s.assignment_id = a.id AND s.ended_on IS NULL)
UNION ALL SELECT 'approval', a.state, (SELECT count(*) FROM submission s WHERE s.unit_id = a.unit_id AND s.round_id = a.round_id AND s.approval_id = a.id)
  FROM r JOIN approval a ON a.unit_id = r.unit_id AND a.round_id = r.id
  WHERE a.position = (SELECT max(b.position) FROM approval b WHERE b.unit_id = r.unit_id AND b.round_id = r.id)
UNION ALL SELECT 'due', min(a.due), 0 FROM r JOIN assignment a ON a.unit_id = r.unit_id AND a.round_id = r.id
  LEFT JOIN rating g ON g.unit_id = a.unit_id AND g.round_id = a.round_id AND g.indicator = a.indicator
  WHERE a.indicator IS NOT NULL AND (g.state IS NULL OR g.state NOT IN ('submitted', 'agreed'))
UNION ALL SELECT 'outcome', o.kind, 0 FROM r JOIN outcome o ON o.unit_id = r.unit_id AND o.round_id = r.id
UNION ALL SELECT 'valid', max(o.valid_until), 0 FROM outcome o WHERE o.unit_id = :unit_id AND o.kind = 'recognised'
UNION ALL SELECT 'improvement', CASE WHEN i.state IS NULL AND EXISTS (SELECT 1 FROM improvement n
   WHERE n.unit_id = i.unit_id AND n.carried_from = i.id) THEN 'carried' ELSE i.state END, count(*)
  FROM r JOIN improvement i ON i.unit_id = r.unit_id AND i.round_id = r.id GROUP BY 2
UNION ALL SELECT 'improve', min(i.due), 0 FROM r JOIN improvement i ON i.unit_id = r.unit_id AND i.round_id = r.id WHERE i.state IS NULL
  AND NOT EXISTS (SELECT 1 FROM improvement n WHERE n.unit_id = i.unit_id AND n.carried_from = i.id);
