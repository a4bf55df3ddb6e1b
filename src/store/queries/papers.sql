-- Papers of a round, their register, and who has read them.

-- name: paper_id
-- The paper of a key.
SELECT id FROM paper WHERE unit_id = :unit_id AND round_id = :round_id AND paper = :paper;

-- name: receipt_of
-- The receipt of a person, of whatever time.
SELECT id FROM receipt WHERE unit_id = :unit_id AND paper_id = :paper_id AND person_id = :person_id;

-- name: receipt_at
-- When the person read the paper as it is issued now.
SELECT r.at FROM receipt r JOIN paper p ON p.unit_id = r.unit_id AND p.id = r.paper_id
WHERE r.unit_id = :unit_id AND r.paper_id = :paper_id AND r.person_id = :person_id
AND p.state = 'issued' AND (p.issued_at IS NULL OR r.at >= p.issued_at);
