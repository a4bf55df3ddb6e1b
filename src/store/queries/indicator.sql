-- An indicator's page, and the list of all of a round.

-- name: indicator_page
-- What the page of one indicator tells, one line a fact: its name, two numbers, an id with its version, ten texts (see
-- indicator_store.c).  `draft` is the number by which drafts of it go.
-- scan: because it reads the one row of the round chosen
WITH r AS (SELECT unit_id, id, year, scheme, state, citizen_scheme, evidence_code, learners_total, learners_citizens FROM round
 WHERE unit_id = :unit_id AND year = :year ORDER BY id DESC LIMIT 1),
g AS (SELECT g.* FROM r JOIN rating g ON g.unit_id = r.unit_id AND g.round_id = r.id AND g.indicator = :indicator),
a AS (SELECT a.* FROM r JOIN assignment a ON a.unit_id = r.unit_id AND a.round_id = r.id AND a.indicator = :indicator)
SELECT 'round' AS name, r.id AS id, r.learners_total AS version, r.learners_citizens AS number, r.scheme AS t1, r.citizen_scheme AS t2,
  r.evidence_code AS t3, r.state AS t4, CAST(NULL AS TEXT) AS t5, CAST(NULL AS TEXT) AS t6, CAST(NULL AS TEXT) AS t7,
  CAST(NULL AS TEXT) AS t8, CAST(NULL AS TEXT) AS t9, CAST(NULL AS TEXT) AS t10 FROM r
UNION ALL SELECT 'unit', 0, 0, coalesce(u.is_public, 1), u.kind, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM unit u WHERE u.id = :unit_id
UNION ALL SELECT 'override', o.id, o.version, 0, o.text, o.measure, o.at_least, o.learners_at_least, p.name, o.confirmed_on, NULL, NULL, NULL, NULL
  FROM r JOIN scheme_override o ON o.unit_id = r.unit_id AND o.round_id = r.id AND o.indicator = :indicator
  LEFT JOIN person p ON p.unit_id = o.unit_id AND p.id = o.confirmed_by
UNION ALL SELECT 'rating', g.id, g.version, 0, g.state, g.result, g.points, g.reason, g.current, g.strengths, g.weaknesses, g.improvement, g.evidence, g.remarks FROM g
UNION ALL SELECT 'before', g.id, 0, q.year, q.scheme, g.result, g.points, g.reason, g.current, g.strengths, g.weaknesses, g.improvement, NULL, NULL
  FROM r JOIN round q ON q.unit_id = r.unit_id AND q.year = r.year - 1
  JOIN rating g ON g.unit_id = q.unit_id AND g.round_id = q.id AND g.indicator = :indicator
UNION ALL SELECT 'assignment', a.id, 0, 0, a.due, a.guidance, a.method, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM a
UNION ALL SELECT * FROM (SELECT 'assignee', s.person_id, 0, 0, p.name, s.ended_on, p.state, NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM a JOIN assignee s ON s.unit_id = a.unit_id AND s.round_id = a.round_id AND s.assignment_id = a.id
  JOIN person p ON p.unit_id = s.unit_id AND p.id = s.person_id ORDER BY s.position, s.id) people
UNION ALL SELECT * FROM (SELECT 'opinion', o.person_id, o.version, 0, p.name, o.result, o.points, o.text, NULL, NULL, NULL, NULL, NULL, NULL
  FROM r JOIN opinion o ON o.unit_id = r.unit_id AND o.round_id = r.id AND o.indicator = :indicator
  JOIN person p ON p.unit_id = o.unit_id AND p.id = o.person_id ORDER BY o.id) opinions
UNION ALL SELECT 'draft', d.account_id, d.base_version, d.saved_at, coalesce(p.name, c.login), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM draft d JOIN account c ON c.unit_id = d.unit_id AND c.id = d.account_id
  LEFT JOIN person p ON p.unit_id = c.unit_id AND p.id = c.person_id
  WHERE d.unit_id = :unit_id AND d.object_kind = 'rating' AND d.object_id = :draft AND d.saved_at >= :since
UNION ALL SELECT * FROM (SELECT 'saved', e.seq, 0, e.at, coalesce(p.name, c.login, ''), e.action, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM g JOIN event e ON e.unit_id = g.unit_id AND e.object_kind = 'rating' AND e.object_id = g.id
  LEFT JOIN account c ON c.unit_id = e.unit_id AND c.id = e.account_id
  LEFT JOIN person p ON p.unit_id = c.unit_id AND p.id = c.person_id ORDER BY e.seq DESC LIMIT 1) saved;

-- name: indicator_evidence
-- All evidence of a round in its order, as far as codes and lists of an indicator need it.
SELECT key, title, number, date, issuer, box, code, indicators, id, CASE WHEN restricted = 1 THEN coalesce(added_by, 0) ELSE -1 END AS only_for FROM evidence
WHERE unit_id = :unit_id AND round_id = :round_id ORDER BY position, id;

-- name: indicator_people
-- Who belonged to the unit between two days and what shares are counted from; points only of whom the team agreed on.
SELECT p.left_on, s.state, y.discipline, y.training, y.emulation, c.agreed, CASE WHEN c.agreed = 1 THEN c.points END AS points
FROM person p
LEFT JOIN study_plan s ON s.unit_id = p.unit_id AND s.round_id = :round_id AND s.person_id = p.id
LEFT JOIN year_result y ON y.unit_id = p.unit_id AND y.round_id = :round_id AND y.person_id = p.id
LEFT JOIN citizen_assessment c ON c.unit_id = p.unit_id AND c.round_id = :round_id AND c.person_id = p.id
WHERE p.unit_id = :unit_id AND p.state <> 'merged' AND (p.left_on IS NULL OR p.left_on >= :first)
AND (p.joined_on IS NULL OR p.joined_on <= :last);

-- name: indicator_writers
-- Who has typed at an indicator since an instant, and how the rating stands: its version and who saved it last.
-- scan: because it reads the one row of the inner statement
SELECT 'draft' AS name, d.account_id AS id, d.saved_at AS at, coalesce(p.name, c.login) AS who
FROM draft d JOIN account c ON c.unit_id = d.unit_id AND c.id = d.account_id
LEFT JOIN person p ON p.unit_id = c.unit_id AND p.id = c.person_id
WHERE d.unit_id = :unit_id AND d.object_kind = 'rating' AND d.object_id = :draft AND d.saved_at >= :since
UNION ALL SELECT * FROM (SELECT 'saved', g.version, e.at, coalesce(p.name, c.login, '')
  FROM rating g JOIN event e ON e.unit_id = g.unit_id AND e.object_kind = 'rating' AND e.object_id = g.id
  LEFT JOIN account c ON c.unit_id = e.unit_id AND c.id = e.account_id
  LEFT JOIN person p ON p.unit_id = c.unit_id AND p.id = c.person_id
  WHERE g.unit_id = :unit_id AND g.round_id = :round_id AND g.indicator = :indicator ORDER BY e.seq DESC LIMIT 1) saved;

-- name: opinion_find
-- What a person holds of an indicator.
SELECT id FROM opinion WHERE unit_id = :unit_id AND round_id = :round_id AND indicator = :indicator AND person_id = :person_id;

-- name: indicator_given
-- Is the indicator given to the person now?
SELECT count(*) FROM assignment a JOIN assignee s ON s.unit_id = a.unit_id AND s.round_id = a.round_id AND s.assignment_id = a.id
WHERE a.unit_id = :unit_id AND a.round_id = :round_id AND a.indicator = :indicator AND s.person_id = :person_id AND s.ended_on IS NULL;

-- name: opinion_counts
-- How many of a round hold another result than the rating has.
SELECT o.indicator, count(*) FROM opinion o
LEFT JOIN rating g ON g.unit_id = o.unit_id AND g.round_id = o.round_id AND g.indicator = o.indicator
WHERE o.unit_id = :unit_id AND o.round_id = :round_id
AND (coalesce(o.result, '') <> coalesce(g.result, '') OR coalesce(o.points, '') <> coalesce(g.points, ''))
AND (o.result IS NOT NULL OR o.points IS NOT NULL)
GROUP BY o.indicator ORDER BY o.indicator;
