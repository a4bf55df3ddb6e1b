-- What is to be improved after a round, followed through the year.

-- name: improvement_rows
-- The tasks of a round in their order; the last column: the year to whose round it went on.
SELECT i.id, i.version, i.indicator, i.task, i.owner_id, p.name, i.due, i.result, i.state, i.since,
 (SELECT max(r.year) FROM improvement n JOIN round r ON r.unit_id = n.unit_id AND r.id = n.round_id
  WHERE n.unit_id = i.unit_id AND n.carried_from = i.id) AS carried_to
FROM improvement i LEFT JOIN person p ON p.unit_id = i.unit_id AND p.id = i.owner_id
WHERE i.unit_id = :unit_id AND i.round_id = :round_id ORDER BY i.position, i.id;

-- name: improvement_last_place
-- Behind all others.
SELECT max(position) FROM improvement WHERE unit_id = :unit_id AND round_id = :round_id;

-- name: improvement_left
-- The newest earlier year with tasks that are not done and went on to no other round, and how many.
SELECT r.year, count(*) FROM round r JOIN improvement i ON i.unit_id = r.unit_id AND i.round_id = r.id
WHERE r.unit_id = :unit_id AND r.year < :year AND i.state IS NULL
AND NOT EXISTS (SELECT 1 FROM improvement n WHERE n.unit_id = i.unit_id AND n.carried_from = i.id)
GROUP BY r.year ORDER BY r.year DESC LIMIT 1;
