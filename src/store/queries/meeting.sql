-- The team's meetings.

-- name: meeting_is_member
-- Is somebody of the team of a round?
SELECT count(*) FROM team_member WHERE unit_id = :unit_id AND round_id = :round_id AND person_id = :person_id AND ended_on IS NULL;

-- name: meeting_to_come
-- Meetings that a person is called to and that are not over, in the newest two years.
SELECT r.year, m.kind, m.begins, m.place FROM round r JOIN meeting m ON m.unit_id = r.unit_id AND m.round_id = r.id
WHERE r.unit_id = :unit_id AND r.year >= :year AND m.state = 'planned'
AND EXISTS (SELECT 1 FROM team_member t WHERE t.unit_id = r.unit_id AND t.round_id = r.id AND t.person_id = :person_id AND t.ended_on IS NULL)
ORDER BY m.begins, m.id LIMIT 20;
