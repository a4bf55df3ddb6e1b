-- A round as the model reads it, and what a case brings into it.

-- name: round_facts
-- The round itself.
SELECT uuid, year, scheme, state, revision, citizen_scheme, evidence_code, head_id, head_title, union_chair_id,
       learners_total, learners_citizens, publication_url, publication_snapshot, number_series, version
FROM round WHERE unit_id = :unit_id AND id = :id;

-- name: round_set_facts
-- What a round says beside its year, scheme and state.
UPDATE round SET citizen_scheme = :citizen_scheme, evidence_code = :evidence_code, head_id = :head_id,
  head_title = :head_title, union_chair_id = :union_chair_id, learners_total = :learners_total,
  learners_citizens = :learners_citizens, publication_url = :publication_url,
  publication_snapshot = :publication_snapshot, number_series = :number_series, version = version + 1
WHERE unit_id = :unit_id AND id = :id AND version = :version;

-- name: round_people
-- Who belonged to the unit between two days, with what is told of their year; the last column: is anything told.
SELECT p.id, p.code, p.name, p.birth_date, p.gender, p.position, p.department, p.degree, p.email, p.left_on, p.left_kind,
       s.state AS plan_state, s.done, s.rank, y.discipline, y.training, y.emulation, y.note, c.points, c.agreed,
       s.subject, s.goal, s.content, s.schedule, s.outcome, s.progress, s.proof, s.rank_remarks, e.name AS entered_by,
       CASE WHEN s.id IS NULL AND y.id IS NULL AND c.id IS NULL THEN 0 ELSE 1 END AS told
FROM person p
LEFT JOIN study_plan s ON s.unit_id = p.unit_id AND s.round_id = :round_id AND s.person_id = p.id
LEFT JOIN year_result y ON y.unit_id = p.unit_id AND y.round_id = :round_id AND y.person_id = p.id
LEFT JOIN citizen_assessment c ON c.unit_id = p.unit_id AND c.round_id = :round_id AND c.person_id = p.id
LEFT JOIN person e ON e.unit_id = p.unit_id AND e.id = s.entered_by
WHERE p.unit_id = :unit_id AND p.state <> 'merged' AND (p.left_on IS NULL OR p.left_on >= :first)
AND (p.joined_on IS NULL OR p.joined_on <= :last)
ORDER BY p.id;

-- name: role_holder
-- The person who holds a role as their own; the one who got it last.
SELECT a.person_id FROM role_grant g JOIN account a ON a.unit_id = g.unit_id AND a.id = g.account_id
WHERE g.unit_id = :unit_id AND g.role = :role AND g.deputy_for IS NULL AND g.valid_to IS NULL AND a.person_id IS NOT NULL
ORDER BY g.id DESC LIMIT 1;

-- name: round_by_year
-- The newest round of a year.
SELECT id, year, scheme, state, version FROM round WHERE unit_id = :unit_id AND year = :year ORDER BY id DESC LIMIT 1;

-- name: round_text_id
-- A longer text of a round by its name.
SELECT id FROM round_text WHERE unit_id = :unit_id AND round_id = :round_id AND name = :name;
