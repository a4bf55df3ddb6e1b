-- Self-assessments as "Công dân học tập".  Who is listed works in the unit at the year's end (:last), as figures
-- count them (model/figures.c).

-- name: citizen_contested
-- Self-assessments that a colleague entered, to which their person objected without an answer so far.
SELECT id FROM citizen_assessment WHERE unit_id = :unit_id AND round_id = :round_id AND objection IS NOT NULL AND objection_answer IS NULL;

-- name: citizen_find
-- The self-assessment of a person.
SELECT id FROM citizen_assessment WHERE unit_id = :unit_id AND round_id = :round_id AND person_id = :person_id;

-- name: citizen_people
-- Everybody at work with their self-assessment, in Vietnamese order; `found`: the filter finds them (`like` a folded
-- pattern, '%' for all; `department` '' for all).
SELECT p.id, p.code, p.name, p.position, p.department, c.id AS assessment_id, c.version, coalesce(c.state, 'none') AS state,
       c.points, c.team_points, c.agreed, c.reason, s.rank, CASE WHEN c.entered_by IS NULL THEN 0 ELSE 1 END AS entered,
       CASE WHEN c.objection IS NOT NULL AND c.objection_answer IS NULL THEN 1 ELSE 0 END AS objected,
       CASE WHEN (:like = '%' OR p.folded LIKE :like) AND (:department = '' OR p.department = :department) THEN 1 ELSE 0 END AS found
FROM person p LEFT JOIN citizen_assessment c ON c.unit_id = p.unit_id AND c.round_id = :round_id AND c.person_id = p.id
LEFT JOIN study_plan s ON s.unit_id = p.unit_id AND s.round_id = :round_id AND s.person_id = p.id
WHERE p.unit_id = :unit_id AND p.state <> 'merged' AND (p.left_on IS NULL OR p.left_on > :last) AND (p.joined_on IS NULL OR p.joined_on <= :last)
ORDER BY p.sort_key, p.id LIMIT 20000;

-- name: citizen_papers
-- The papers of the list: minutes and decision.
SELECT paper, state, number, date FROM paper WHERE unit_id = :unit_id AND round_id = :round_id AND paper IN ('citizen_minutes', 'citizen_decision');

-- ---- figures that somebody vouches for ----

-- name: confirmation_all
-- What was vouched for in a round, by whom.
SELECT c.id, c.subject, c.figures, c.confirmed_on, c.note, p.name FROM confirmation c
LEFT JOIN person p ON p.unit_id = c.unit_id AND p.id = c.person_id
WHERE c.unit_id = :unit_id AND c.round_id = :round_id ORDER BY c.subject LIMIT 500;

-- name: evidence_of_indicator
-- Evidence that names an indicator; `like`: its id as it stands in the list, '%"3.1"%'.
SELECT id, title, code, CASE WHEN restricted = 1 THEN coalesce(added_by, 0) ELSE -1 END AS only_for FROM evidence WHERE unit_id = :unit_id AND round_id = :round_id AND indicators LIKE :like
ORDER BY position, id LIMIT 50;
