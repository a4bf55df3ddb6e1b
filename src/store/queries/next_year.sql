-- From one year's round to the next.

-- name: round_years
-- The years that have a round, the newest first.
SELECT year FROM round WHERE unit_id = :unit_id GROUP BY year ORDER BY year DESC LIMIT 12;

-- name: round_after
-- The round of the nearest later year; its newest.
SELECT id, year, scheme FROM round WHERE unit_id = :unit_id AND year > :year ORDER BY year, id DESC LIMIT 1;

-- name: round_before
-- The round of the nearest earlier year; its newest.
SELECT id, year, scheme FROM round WHERE unit_id = :unit_id AND year < :year ORDER BY year DESC, id DESC LIMIT 1;

-- name: evidence_of_former
-- A round's evidence in its order, each with what was taken of it already into another round (null: not taken).
SELECT e.id, e.title, e.number, e.date, e.issuer, e.code, e.paper_location, n.id AS taken,
 (SELECT count(*) FROM evidence_file f WHERE f.unit_id = e.unit_id AND f.round_id = e.round_id AND f.evidence_id = e.id
  AND f.replaced_by IS NULL) AS files, e.restricted, e.added_by
FROM evidence e LEFT JOIN evidence n ON n.unit_id = e.unit_id AND n.round_id = :round_id AND n.taken_from = e.id
WHERE e.unit_id = :unit_id AND e.round_id = :former ORDER BY e.position, e.id LIMIT 1000;

-- name: outcomes
-- What the authority decided in each round of the unit, the newest first.
SELECT r.year, r.scheme, o.kind, o.level, o.number, o.date, o.issuer, o.valid_until
FROM outcome o JOIN round r ON r.unit_id = o.unit_id AND r.id = o.round_id
WHERE o.unit_id = :unit_id ORDER BY r.year DESC, o.id DESC LIMIT 40;
