-- Papers of a round, their register, and who has read them.

-- name: paper_id
-- The paper of a key.
SELECT id FROM paper WHERE unit_id = :unit_id AND round_id = :round_id AND paper = :paper;

-- name: paper_numbers
-- Numbers and dates of all papers of the unit, with the year of their round and who is named to sign.
SELECT p.id, p.round_id, r.year, p.paper, p.number, p.date, n.name AS signer
FROM paper p JOIN round r ON r.unit_id = p.unit_id AND r.id = p.round_id
LEFT JOIN person n ON n.unit_id = p.unit_id AND n.id = p.signer_id
WHERE p.unit_id = :unit_id ORDER BY r.year, p.round_id, p.id;

-- name: paper_setting
-- How numbers of a round's papers run.
SELECT number_series FROM round WHERE unit_id = :unit_id AND id = :round_id;

-- name: paper_waiting
-- Papers that wait to be signed: all, or those that a person may sign beside the head; longest waiting first.
SELECT p.id, p.round_id, r.year, r.scheme, p.paper, p.version, p.number, p.date, p.due, p.submitted_at, n.name AS signer
FROM paper p JOIN round r ON r.unit_id = p.unit_id AND r.id = p.round_id
LEFT JOIN person n ON n.unit_id = p.unit_id AND n.id = p.signer_id
WHERE p.unit_id = :unit_id AND p.state = 'submitted' AND (CAST(:all AS BIGINT) = 1 OR p.signer_id = :person_id
  OR (p.signer_id IS NULL AND p.paper IN ('minutes', 'citizen_minutes'))
  OR p.signer_id = (SELECT t.person_id FROM team_member t
                    WHERE t.unit_id = :unit_id AND t.round_id = p.round_id AND t.role = 'leader'))
ORDER BY p.submitted_at, p.id;

-- name: paper_waiting_count
-- How many of them.
SELECT count(*) FROM paper p
WHERE p.unit_id = :unit_id AND p.state = 'submitted' AND (CAST(:all AS BIGINT) = 1 OR p.signer_id = :person_id
  OR (p.signer_id IS NULL AND p.paper IN ('minutes', 'citizen_minutes'))
  OR p.signer_id = (SELECT t.person_id FROM team_member t
                    WHERE t.unit_id = :unit_id AND t.round_id = p.round_id AND t.role = 'leader'));

-- name: paper_leader
-- Who leads the team of a round.
SELECT person_id FROM team_member WHERE unit_id = :unit_id AND round_id = :round_id AND role = 'leader' ORDER BY position LIMIT 1;

-- name: receipt_of
-- The receipt of a person, of whatever time.
SELECT id FROM receipt WHERE unit_id = :unit_id AND paper_id = :paper_id AND person_id = :person_id;

-- name: receipt_at
-- When the person read the paper as it is issued now.
SELECT r.at FROM receipt r JOIN paper p ON p.unit_id = r.unit_id AND p.id = r.paper_id
WHERE r.unit_id = :unit_id AND r.paper_id = :paper_id AND r.person_id = :person_id
AND p.state = 'issued' AND (p.issued_at IS NULL OR r.at >= p.issued_at);

-- name: receipt_readers
-- Everybody at work, and whoever read it and left since: when they read the paper as issued at :issued_at; first who
-- has not.
SELECT p.id, p.code, p.name, p.position, p.department, p.state, r.at,
       CASE WHEN EXISTS (SELECT 1 FROM account a WHERE a.unit_id = p.unit_id AND a.person_id = p.id AND a.state = 'active')
         THEN 1 ELSE 0 END AS has_account
FROM person p
LEFT JOIN receipt r ON r.unit_id = p.unit_id AND r.paper_id = :paper_id AND r.person_id = p.id AND r.at >= :issued_at
WHERE p.unit_id = :unit_id AND (p.state = 'active' OR (p.state = 'left' AND r.id IS NOT NULL))
ORDER BY CASE WHEN r.id IS NULL THEN 0 ELSE 1 END, p.sort_key, p.id LIMIT :count;

-- name: receipt_counts
-- How many are at work, how many of them have read it, and how many who left since.
SELECT (SELECT count(*) FROM person p WHERE p.unit_id = :unit_id AND p.state = 'active') AS people,
 count(CASE WHEN r.state = 'active' THEN 1 END) AS readers, count(CASE WHEN r.state = 'left' THEN 1 END) AS left_since
FROM (SELECT (SELECT p.state FROM person p WHERE p.unit_id = c.unit_id AND p.id = c.person_id) AS state
 FROM receipt c WHERE c.unit_id = :unit_id AND c.paper_id = :paper_id AND c.at >= :issued_at) r;

-- name: wording_id
-- The unit's own wording of a document.
SELECT id FROM wording WHERE unit_id = :unit_id AND document = :document;

-- name: paper_chairs
-- Who signs where a paper names nobody: the unit's head of the round (else whoever holds the office) with how the
-- head is titled, and the team's leader.
SELECT coalesce(h.name, (SELECT n.name FROM role_grant g JOIN account a ON a.unit_id = g.unit_id AND a.id = g.account_id
    JOIN person n ON n.unit_id = a.unit_id AND n.id = a.person_id
    WHERE g.unit_id = :unit_id AND g.role = 'head' AND g.deputy_for IS NULL AND g.valid_to IS NULL ORDER BY g.id DESC LIMIT 1)) AS head,
  r.head_title, h.position,
  (SELECT n.name FROM team_member t JOIN person n ON n.unit_id = t.unit_id AND n.id = t.person_id
   WHERE t.unit_id = :unit_id AND t.round_id = r.id AND t.role = 'leader' ORDER BY t.position LIMIT 1) AS leader,
  u.code, r.number_series, r.version
FROM round r JOIN unit u ON u.id = r.unit_id LEFT JOIN person h ON h.unit_id = r.unit_id AND h.id = r.head_id
WHERE r.unit_id = :unit_id AND r.id = :round_id;

-- name: paper_signers
-- Who works in the unit, to be chosen as signer.
SELECT id, name, position FROM person WHERE unit_id = :unit_id AND state = 'active' ORDER BY sort_key, id;

-- name: paper_history
-- What was done to a paper, newest first.
SELECT e.at, coalesce(n.name, a.login, '') AS who, e.action
FROM event e LEFT JOIN account a ON a.unit_id = e.unit_id AND a.id = e.account_id
LEFT JOIN person n ON n.unit_id = a.unit_id AND n.id = a.person_id
WHERE e.unit_id = :unit_id AND e.object_kind = 'paper' AND e.object_id = :id ORDER BY e.seq DESC LIMIT 12;
