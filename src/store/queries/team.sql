-- The team of a round.

-- name: team_members
-- Everybody of the team in the decision's order, those who have left it too; accounts of theirs, and whether
-- one of them holds the role of the same name today.
SELECT t.id, t.version, t.person_id, t.role, t.position, t.duty, t.ended_on, p.name, p.position AS office, p.state AS person_state,
  (SELECT min(a.id) FROM account a WHERE a.unit_id = t.unit_id AND a.person_id = t.person_id AND a.state = 'active') AS account,
  (SELECT count(*) FROM account a JOIN role_grant g ON g.unit_id = a.unit_id AND g.account_id = a.id
   WHERE a.unit_id = t.unit_id AND a.person_id = t.person_id AND g.role = t.role AND g.deputy_for IS NULL
   AND (g.valid_from IS NULL OR g.valid_from <= :today) AND (g.valid_to IS NULL OR g.valid_to >= :today)) AS granted
FROM team_member t LEFT JOIN person p ON p.unit_id = t.unit_id AND p.id = t.person_id
WHERE t.unit_id = :unit_id AND t.round_id = :round_id ORDER BY t.position, t.id;

-- name: person_choices
-- People at work in Vietnamese order, for choosing one; `like` is a folded pattern, '%' for all.
SELECT id, name, position, department, code FROM person WHERE unit_id = :unit_id AND state = 'active'
AND (:like = '%' OR folded LIKE :like) ORDER BY sort_key, id LIMIT :count;

-- name: team_open_work
-- How much of a round is still given to a person.
SELECT count(*) FROM assignee s JOIN assignment a ON a.unit_id = s.unit_id AND a.id = s.assignment_id
LEFT JOIN rating g ON g.unit_id = a.unit_id AND g.round_id = a.round_id AND g.indicator = a.indicator
WHERE s.unit_id = :unit_id AND s.person_id = :person_id AND s.round_id = :round_id AND s.ended_on IS NULL
AND a.state IS NULL AND (g.state IS NULL OR g.state <> 'agreed');

-- name: round_chairs
-- Who heads the unit in a round (the round's own word, else who holds the role), and the union's chair.
SELECT coalesce(r.head_id, (SELECT max(a.person_id) FROM role_grant g JOIN account a ON a.unit_id = g.unit_id AND a.id = g.account_id
  WHERE g.unit_id = r.unit_id AND g.role = 'head' AND g.deputy_for IS NULL AND g.valid_to IS NULL)) AS head, r.union_chair_id
FROM round r WHERE r.unit_id = :unit_id AND r.id = :id;
