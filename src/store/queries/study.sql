-- Plans of self-study, and what else is told of people's year.  Who is listed works in the unit at the year's end
-- (:last), as figures count them (model/figures.c).

-- name: study_plan_find
-- The plan of a person.
SELECT id FROM study_plan WHERE unit_id = :unit_id AND round_id = :round_id AND person_id = :person_id;

-- name: study_plan_page
-- People with the state of their plans, in Vietnamese order; `like` is a folded pattern, '%' for all; `show` and
-- `department` '' for all.
SELECT p.id, p.code, p.name, p.position, p.department, s.id AS plan_id, s.version, coalesce(s.state, 'none') AS state,
       s.subject, s.done, s.rank, CASE WHEN s.entered_by IS NULL THEN 0 ELSE 1 END AS entered,
       CASE WHEN s.objection IS NOT NULL AND s.objection_answer IS NULL THEN 1 ELSE 0 END AS objected
FROM person p LEFT JOIN study_plan s ON s.unit_id = p.unit_id AND s.round_id = :round_id AND s.person_id = p.id
WHERE p.unit_id = :unit_id AND p.state <> 'merged' AND (p.left_on IS NULL OR p.left_on > :last) AND (p.joined_on IS NULL OR p.joined_on <= :last)
AND (:like = '%' OR p.folded LIKE :like) AND (:department = '' OR p.department = :department)
AND (:show = '' OR coalesce(s.state, 'none') = :show OR (:show = 'unranked' AND s.state = 'approved' AND s.rank IS NULL)
  OR (:show = 'objected' AND s.objection IS NOT NULL AND s.objection_answer IS NULL))
ORDER BY p.sort_key, p.id LIMIT :count OFFSET :start;

-- name: study_people_page
-- The same where plans of any state are shown: the page is found before any plan is looked up.
-- scan: because it reads the rows of the page chosen
SELECT p.id, p.code, p.name, p.position, p.department, s.id AS plan_id, s.version, coalesce(s.state, 'none') AS state,
       s.subject, s.done, s.rank, CASE WHEN s.entered_by IS NULL THEN 0 ELSE 1 END AS entered,
       CASE WHEN s.objection IS NOT NULL AND s.objection_answer IS NULL THEN 1 ELSE 0 END AS objected
FROM (SELECT p.unit_id, p.id, p.code, p.name, p.position, p.department, p.sort_key FROM person p
 WHERE p.unit_id = :unit_id AND p.state <> 'merged' AND (p.left_on IS NULL OR p.left_on > :last) AND (p.joined_on IS NULL OR p.joined_on <= :last)
 AND (:like = '%' OR p.folded LIKE :like) AND (:department = '' OR p.department = :department)
 ORDER BY p.sort_key, p.id LIMIT :count OFFSET :start) p
LEFT JOIN study_plan s ON s.unit_id = p.unit_id AND s.round_id = :round_id AND s.person_id = p.id ORDER BY p.sort_key, p.id;

-- name: study_plan_count
-- How many the same filter finds.
SELECT count(*)
FROM person p LEFT JOIN study_plan s ON s.unit_id = p.unit_id AND s.round_id = :round_id AND s.person_id = p.id
WHERE p.unit_id = :unit_id AND p.state <> 'merged' AND (p.left_on IS NULL OR p.left_on > :last) AND (p.joined_on IS NULL OR p.joined_on <= :last)
AND (:like = '%' OR p.folded LIKE :like) AND (:department = '' OR p.department = :department)
AND (:show = '' OR coalesce(s.state, 'none') = :show OR (:show = 'unranked' AND s.state = 'approved' AND s.rank IS NULL)
  OR (:show = 'objected' AND s.objection IS NOT NULL AND s.objection_answer IS NULL));

-- name: study_people_count
-- The same where plans of any state are shown.
SELECT count(*) FROM person p
WHERE p.unit_id = :unit_id AND p.state <> 'merged' AND (p.left_on IS NULL OR p.left_on > :last) AND (p.joined_on IS NULL OR p.joined_on <= :last)
AND (:like = '%' OR p.folded LIKE :like) AND (:department = '' OR p.department = :department);

-- name: study_plan_contested
-- Plans that a colleague entered, to which their person objected without an answer so far.
SELECT id FROM study_plan WHERE unit_id = :unit_id AND round_id = :round_id AND objection IS NOT NULL AND objection_answer IS NULL;

-- name: study_plan_matching
-- The plans in one state that the same filter finds; +id: by the index of states, not all plans in order.
SELECT s.id, s.version
FROM person p JOIN study_plan s ON s.unit_id = p.unit_id AND s.round_id = :round_id AND s.person_id = p.id
WHERE p.unit_id = :unit_id AND p.state <> 'merged' AND (p.left_on IS NULL OR p.left_on > :last) AND (p.joined_on IS NULL OR p.joined_on <= :last)
AND (:like = '%' OR p.folded LIKE :like) AND (:department = '' OR p.department = :department)
AND (:show = '' OR s.state = :show OR (:show = 'unranked' AND s.state = 'approved' AND s.rank IS NULL)
  OR (:show = 'objected' AND s.objection IS NOT NULL AND s.objection_answer IS NULL))
AND s.state = :state
ORDER BY +s.id LIMIT 20000;

-- name: study_plan_states
-- Lines to be added up by state: people ('listed'), plans of everybody, less those of who is not listed (few, so looked
-- up one by one), and objections to be answered.
SELECT 'listed' AS state, count(*) AS people, 0 AS ranked, 0 AS objected FROM person p
WHERE p.unit_id = :unit_id AND p.state <> 'merged' AND (p.left_on IS NULL OR p.left_on > :last) AND (p.joined_on IS NULL OR p.joined_on <= :last)
UNION ALL SELECT s.state, count(*), count(s.rank), 0 FROM study_plan s
WHERE s.unit_id = :unit_id AND s.round_id = :round_id AND s.state IS NOT NULL GROUP BY s.state
UNION ALL SELECT gone.state, -count(*), -count(gone.rank), 0 FROM (SELECT
  (SELECT s.state FROM study_plan s WHERE s.unit_id = p.unit_id AND s.round_id = :round_id AND s.person_id = p.id) AS state,
  (SELECT s.rank FROM study_plan s WHERE s.unit_id = p.unit_id AND s.round_id = :round_id AND s.person_id = p.id) AS rank
 FROM person p WHERE p.unit_id = :unit_id AND (p.state = 'merged' OR p.left_on <= :last OR p.joined_on > :last)) gone
WHERE gone.state IS NOT NULL GROUP BY gone.state
UNION ALL SELECT 'objected', 0, 0, count(*) FROM study_plan s JOIN person p ON p.unit_id = s.unit_id AND p.id = s.person_id
WHERE s.unit_id = :unit_id AND s.round_id = :round_id AND s.objection IS NOT NULL AND s.objection_answer IS NULL
AND p.state <> 'merged' AND (p.left_on IS NULL OR p.left_on > :last) AND (p.joined_on IS NULL OR p.joined_on <= :last);

-- name: personal_history
-- What was done to a record, newest first.
SELECT e.at, e.action, coalesce(n.name, a.login, '') AS who
FROM event e LEFT JOIN account a ON a.unit_id = e.unit_id AND a.id = e.account_id
LEFT JOIN person n ON n.unit_id = a.unit_id AND n.id = a.person_id
WHERE e.unit_id = :unit_id AND e.object_kind = :kind AND e.object_id = :id ORDER BY e.seq DESC LIMIT 20;

-- name: personal_whose
-- A person, and the name of whoever entered something for them; `merged` 1: also one who was merged into another.
SELECT p.code, p.name, p.position, p.department, e.name AS entered_by
FROM person p LEFT JOIN person e ON e.unit_id = p.unit_id AND e.id = :entered_by
WHERE p.unit_id = :unit_id AND p.id = :id AND (p.state <> 'merged' OR CAST(:merged AS BIGINT) = 1);

-- name: personal_owner
-- Whose record it is.
SELECT name FROM person WHERE unit_id = :unit_id AND id = :id;

-- name: person_departments
-- The departments that people at work belong to.
SELECT DISTINCT department FROM person
WHERE unit_id = :unit_id AND state NOT IN ('left', 'merged') AND department IS NOT NULL LIMIT 500;

-- ---- what else is told of people's year ----

-- name: year_result_find
-- What is told of a person.
SELECT id FROM year_result WHERE unit_id = :unit_id AND round_id = :round_id AND person_id = :person_id;

-- name: year_result_page
-- People with what is told of their year, in Vietnamese order; filtered as plans are.
-- scan: because it reads the rows of the page chosen
SELECT p.id, p.code, p.name, p.position, p.department, s.state AS plan_state, s.done, s.rank,
       y.version, y.discipline, y.training, y.emulation, y.note
FROM (SELECT p.unit_id, p.id, p.code, p.name, p.position, p.department, p.sort_key FROM person p
 WHERE p.unit_id = :unit_id AND p.state <> 'merged' AND (p.left_on IS NULL OR p.left_on > :last) AND (p.joined_on IS NULL OR p.joined_on <= :last)
 AND (:like = '%' OR p.folded LIKE :like) AND (:department = '' OR p.department = :department)
 ORDER BY p.sort_key, p.id LIMIT :count OFFSET :start) p
LEFT JOIN study_plan s ON s.unit_id = p.unit_id AND s.round_id = :round_id AND s.person_id = p.id
LEFT JOIN year_result y ON y.unit_id = p.unit_id AND y.round_id = :round_id AND y.person_id = p.id ORDER BY p.sort_key, p.id;

-- name: year_result_titles
-- The titles given so far.
SELECT DISTINCT emulation FROM year_result WHERE unit_id = :unit_id AND round_id = :round_id AND emulation IS NOT NULL LIMIT 50;
