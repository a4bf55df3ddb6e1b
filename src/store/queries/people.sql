-- People.

-- name: person_page
-- People of one state in Vietnamese order, from a place in the list on; `like` is a folded pattern, '%' for all. What the page shows comes first.
SELECT id, code, name, position, department, birth_date AS birth_shown, email, birth_date, gender, degree, phone, version
FROM person WHERE unit_id = :unit_id AND state = :state AND (:like = '%' OR folded LIKE :like)
ORDER BY sort_key, id LIMIT :count OFFSET :start;

-- name: person_left
-- The same of those who left: when and how.
SELECT id, code, name, position, department, left_on, left_on AS left_shown, left_kind,
       CASE WHEN left_kind = 'retired' THEN 1 END AS retired, CASE WHEN left_kind = 'moved' THEN 1 END AS moved, version
FROM person WHERE unit_id = :unit_id AND state = :state AND (:like = '%' OR folded LIKE :like)
ORDER BY sort_key, id LIMIT :count OFFSET :start;

-- name: person_leaving
-- When and how somebody left.
SELECT left_on, left_kind FROM person WHERE unit_id = :unit_id AND id = :id;

-- name: person_told
-- All that the same filter finds, with all that is known of them; for spreadsheets.
SELECT code, name, birth_date, gender, position, department, degree, email, phone, left_on, left_kind
FROM person WHERE unit_id = :unit_id AND state = :state AND (:like = '%' OR folded LIKE :like)
ORDER BY sort_key, id LIMIT :count;

-- name: person_count
-- How many the same filter finds.
SELECT count(*) FROM person WHERE unit_id = :unit_id AND state = :state AND (:like = '%' OR folded LIKE :like);

-- name: person_get
-- One person.
SELECT id, uuid, code, name, birth_date, gender, position, department, degree, email, phone, state, joined_on,
       left_on, merged_into, version
FROM person WHERE unit_id = :unit_id AND id = :id;

-- name: person_by_code
-- Whose code this is.
SELECT id FROM person WHERE unit_id = :unit_id AND code = :code;

-- name: person_entries
-- All people at work as texts, for the comparison with a spreadsheet.
SELECT id, code, name, birth_date, gender, position, department, degree, email, phone, version
FROM person WHERE unit_id = :unit_id AND state = 'active' ORDER BY sort_key, id;

-- name: person_insert
-- A new person.
INSERT INTO person (unit_id, id, uuid, code, name, sort_key, folded, birth_date, gender, position, department, degree,
                    email, phone, state, joined_on, version)
VALUES (:unit_id, :id, :uuid, :code, :name, :sort_key, :folded, :birth, :gender, :position, :department, :degree,
        :email, :phone, 'active', :joined_on, 1);

-- name: person_update
-- Changes a person if nobody has since that version; code, order and department have a statement of their own.
UPDATE person SET name = :name, folded = :folded, birth_date = :birth, gender = :gender, position = :position,
  degree = :degree, email = :email, phone = :phone, version = version + 1
WHERE unit_id = :unit_id AND id = :id AND version = :version;

-- name: person_reorder
-- What indexes are made of, and so costs more to write: only where one of them has changed.
UPDATE person SET code = :code, sort_key = :sort_key, department = :department WHERE unit_id = :unit_id AND id = :id;

-- name: person_set_state
-- Leaves, comes back or is merged into another.
UPDATE person SET state = :state, left_on = :left_on, left_kind = :left_kind, merged_into = :merged_into, version = version + 1
WHERE unit_id = :unit_id AND id = :id AND version = :version;

-- name: person_doubles
-- Everybody but those who were merged, for finding doubles.
SELECT id, code, name, birth_date, gender, position, department, degree, email, phone, version
FROM person WHERE unit_id = :unit_id AND state IN ('active', 'left') ORDER BY sort_key, id LIMIT 50000;

-- name: person_holdings
-- What hangs on a person, by kind of record, and the place where only one of each person stands.
SELECT 'study_plan' AS kind, id, CAST(round_id AS TEXT) AS place FROM study_plan WHERE unit_id = :unit_id AND person_id = :person_id
UNION ALL SELECT 'year_result', id, CAST(round_id AS TEXT) FROM year_result WHERE unit_id = :unit_id AND person_id = :person_id
UNION ALL SELECT 'citizen_assessment', id, CAST(round_id AS TEXT) FROM citizen_assessment WHERE unit_id = :unit_id AND person_id = :person_id
UNION ALL SELECT 'opinion', id, CAST(round_id AS TEXT) || ' ' || indicator FROM opinion WHERE unit_id = :unit_id AND person_id = :person_id
UNION ALL SELECT 'receipt', id, CAST(paper_id AS TEXT) FROM receipt WHERE unit_id = :unit_id AND person_id = :person_id
UNION ALL SELECT 'team_member', id, CASE WHEN ended_on IS NULL THEN CAST(round_id AS TEXT) ELSE 'past ' || CAST(id AS TEXT) END
  FROM team_member WHERE unit_id = :unit_id AND person_id = :person_id
UNION ALL SELECT 'assignee', id, CASE WHEN ended_on IS NULL THEN CAST(assignment_id AS TEXT) ELSE 'past ' || CAST(id AS TEXT) END
  FROM assignee WHERE unit_id = :unit_id AND person_id = :person_id
UNION ALL SELECT 'confirmation', id, 'any ' || CAST(id AS TEXT) FROM confirmation WHERE unit_id = :unit_id AND person_id = :person_id
UNION ALL SELECT 'paper', id, 'any ' || CAST(id AS TEXT) FROM paper WHERE unit_id = :unit_id AND signer_id = :person_id
UNION ALL SELECT 'improvement', id, 'any ' || CAST(id AS TEXT) FROM improvement WHERE unit_id = :unit_id AND owner_id = :person_id;

-- name: person_delete
-- Takes out who was never meant to be there; elsewhere nobody is deleted.
DELETE FROM person WHERE unit_id = :unit_id AND id = :id AND version = :version;
