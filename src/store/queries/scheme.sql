-- What a unit says of its round's scheme: changes, confirmations, what does not apply.

-- name: scheme_override_of_round
-- All of a round, with the confirmers' names.
SELECT o.id, o.version, o.indicator, o.text, o.measure, o.at_least, o.learners_at_least, o.confirmed_on, p.name
FROM scheme_override o LEFT JOIN person p ON p.unit_id = o.unit_id AND p.id = o.confirmed_by
WHERE o.unit_id = :unit_id AND o.round_id = :round_id ORDER BY o.indicator;

-- name: scheme_override_find
-- The record of an indicator.
SELECT id FROM scheme_override WHERE unit_id = :unit_id AND round_id = :round_id AND indicator = :indicator;

-- name: rating_results
-- What is decided of each indicator of a round, without its texts.
SELECT id, version, indicator, state, result, reason FROM rating
WHERE unit_id = :unit_id AND round_id = :round_id ORDER BY indicator;

-- name: rating_find
-- The rating of an indicator.
SELECT id FROM rating WHERE unit_id = :unit_id AND round_id = :round_id AND indicator = :indicator;
