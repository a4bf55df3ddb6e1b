-- The round at one look.

-- name: board_facts
-- One line a fact: its name, an indicator, a state or result, a number (see pages/board.c).
-- scan: because people of the unit are counted
SELECT 'rating' AS name, g.indicator AS indicator, g.state AS state, 1 AS number FROM rating g WHERE g.unit_id = :unit_id AND g.round_id = :round_id
UNION ALL SELECT 'opinion', o.indicator, o.result, o.person_id FROM opinion o WHERE o.unit_id = :unit_id AND o.round_id = :round_id
UNION ALL SELECT 'study', NULL, s.state, count(*) FROM study_plan s JOIN person p ON p.unit_id = s.unit_id AND p.id = s.person_id AND p.state = 'active'
  WHERE s.unit_id = :unit_id AND s.round_id = :round_id AND s.state IS NOT NULL GROUP BY s.state
UNION ALL SELECT 'citizen', NULL, c.state, count(*) FROM citizen_assessment c JOIN person p ON p.unit_id = c.unit_id AND p.id = c.person_id AND p.state = 'active'
  WHERE c.unit_id = :unit_id AND c.round_id = :round_id AND c.state IS NOT NULL GROUP BY c.state
UNION ALL SELECT 'people', NULL, NULL, count(*) FROM person p WHERE p.unit_id = :unit_id AND p.state = 'active';
