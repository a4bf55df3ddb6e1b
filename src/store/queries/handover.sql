-- What a person holds in a round, and hands over when leaving.

-- name: handover_items
-- One line a thing: its kind, record and version, what it is called and by when.
SELECT 'team' AS kind, t.id, t.version, t.role AS label, NULL AS due, NULL AS task, t.position AS place, 0 AS of
FROM team_member t WHERE t.unit_id = :unit_id AND t.round_id = :round_id AND t.person_id = :person_id AND t.ended_on IS NULL
UNION ALL
SELECT CASE WHEN a.indicator IS NULL THEN 'task' ELSE 'indicator' END, s.id, s.version, a.indicator, a.due, a.task, s.position, a.id
FROM assignee s JOIN assignment a ON a.unit_id = s.unit_id AND a.id = s.assignment_id
LEFT JOIN rating g ON g.unit_id = a.unit_id AND g.round_id = a.round_id AND g.indicator = a.indicator
WHERE s.unit_id = :unit_id AND s.person_id = :person_id AND s.round_id = :round_id AND s.ended_on IS NULL
AND a.state IS NULL AND (g.state IS NULL OR g.state <> 'agreed')
UNION ALL
SELECT 'paper', p.id, p.version, p.paper, p.due, NULL, 0, 0
FROM paper p WHERE p.unit_id = :unit_id AND p.round_id = :round_id AND p.signer_id = :person_id
AND p.state IN ('draft', 'submitted', 'returned')
UNION ALL
SELECT 'improvement', i.id, i.version, i.indicator, i.due, i.task, 0, 0
FROM improvement i WHERE i.unit_id = :unit_id AND i.round_id = :round_id AND i.owner_id = :person_id AND i.state IS NULL
UNION ALL
SELECT 'head', r.id, r.version, NULL, NULL, NULL, 0, 0
FROM round r WHERE r.unit_id = :unit_id AND r.id = :round_id AND r.head_id = :person_id
UNION ALL
SELECT 'union', r.id, r.version, NULL, NULL, NULL, 0, 0
FROM round r WHERE r.unit_id = :unit_id AND r.id = :round_id AND r.union_chair_id = :person_id
UNION ALL
SELECT 'role', g.id, 1, g.role, NULL, NULL, 0, g.account_id
FROM account a JOIN role_grant g ON g.unit_id = a.unit_id AND g.account_id = a.id
WHERE a.unit_id = :unit_id AND a.person_id = :person_id AND g.deputy_for IS NULL
AND g.role IN ('leader', 'secretary', 'member', 'union') AND (g.valid_to IS NULL OR g.valid_to >= :today);

-- name: handover_rounds
-- The rounds in which a person still holds something, newest first, and how much.
SELECT r.year, (SELECT count(*) FROM team_member t WHERE t.unit_id = r.unit_id AND t.round_id = r.id AND t.person_id = :person_id AND t.ended_on IS NULL)
 + (SELECT count(*) FROM assignee s JOIN assignment a ON a.unit_id = s.unit_id AND a.id = s.assignment_id
    LEFT JOIN rating g ON g.unit_id = a.unit_id AND g.round_id = a.round_id AND g.indicator = a.indicator
    WHERE s.unit_id = r.unit_id AND s.person_id = :person_id AND s.round_id = r.id AND s.ended_on IS NULL
    AND a.state IS NULL AND (g.state IS NULL OR g.state <> 'agreed'))
 + (SELECT count(*) FROM paper p WHERE p.unit_id = r.unit_id AND p.round_id = r.id AND p.signer_id = :person_id
    AND p.state IN ('draft', 'submitted', 'returned')) AS held
FROM round r WHERE r.unit_id = :unit_id ORDER BY r.year DESC, r.id DESC LIMIT 4;
