-- Work given out in a round.

-- name: assignment_rows
-- All of it in order, with how far the indicator's rating is.
SELECT a.id, a.version, a.position, a.indicator, a.task, a.due, a.guidance, a.method, a.state, g.state AS rating
FROM assignment a LEFT JOIN rating g ON g.unit_id = a.unit_id AND g.round_id = a.round_id AND g.indicator = a.indicator
WHERE a.unit_id = :unit_id AND a.round_id = :round_id ORDER BY a.position, a.id;

-- name: assignment_people
-- Who does it or did it before, in the order in which they were named.
SELECT s.id, s.version, s.assignment_id, s.person_id, s.ended_on, p.name, p.state AS person_state
FROM assignee s LEFT JOIN person p ON p.unit_id = s.unit_id AND p.id = s.person_id
WHERE s.unit_id = :unit_id AND s.round_id = :round_id ORDER BY s.assignment_id, s.position, s.id;

-- name: assignment_begun
-- Has anything been done about it?
SELECT count(*) FROM assignment a LEFT JOIN rating g ON g.unit_id = a.unit_id AND g.round_id = a.round_id AND g.indicator = a.indicator
WHERE a.unit_id = :unit_id AND a.id = :id AND (a.state IS NOT NULL OR g.state <> 'todo');
