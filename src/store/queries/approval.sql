-- Approval of a round, and the dossier on its way.

-- name: approval_newest
-- The last one of a round.
SELECT id FROM approval WHERE unit_id = :unit_id AND round_id = :round_id ORDER BY position DESC LIMIT 1;

-- name: approval_history
-- All of a round, the last first.
SELECT a.id, a.position, a.state, s.name AS submitted_by, a.submitted_at, p.name AS approved_by, a.approved_at, a.hash, a.title,
       v.name AS void_by, a.void_at, a.void_reason, a.remarks
FROM approval a
LEFT JOIN person s ON s.unit_id = a.unit_id AND s.id = a.submitted_by
LEFT JOIN person p ON p.unit_id = a.unit_id AND p.id = a.approved_by
LEFT JOIN person v ON v.unit_id = a.unit_id AND v.id = a.void_by
WHERE a.unit_id = :unit_id AND a.round_id = :round_id ORDER BY a.position DESC LIMIT 50;

-- name: approval_position
-- The one of a round at a position.
SELECT id FROM approval WHERE unit_id = :unit_id AND round_id = :round_id AND position = :position;

-- name: approval_event
-- The last event of an approval: what came later came after it.
SELECT max(seq) FROM event WHERE unit_id = :unit_id AND object_kind = 'approval' AND object_id = :id;

-- name: approval_touched
-- How many events since one may have changed what a round's case says; the others are no affair of it.
SELECT count(*) FROM event WHERE unit_id = :unit_id AND seq > :seq
AND object_kind NOT IN ('account', 'role', 'token', 'receipt', 'approval', 'submission', 'publication', 'outcome', 'opinion', 'confirmation');

-- name: approval_changes
-- What they did and who, the newest first.
SELECT e.at, coalesce(n.name, a.login, '') AS who, e.action, e.object_kind, e.object_id
FROM event e LEFT JOIN account a ON a.unit_id = e.unit_id AND a.id = e.account_id
LEFT JOIN person n ON n.unit_id = a.unit_id AND n.id = a.person_id
WHERE e.unit_id = :unit_id AND e.seq > :seq
AND e.object_kind NOT IN ('account', 'role', 'token', 'receipt', 'approval', 'submission', 'publication', 'outcome', 'opinion', 'confirmation')
ORDER BY e.seq DESC LIMIT 30;

-- name: round_set_revision
-- One more state of the round that was approved.
UPDATE round SET revision = :revision WHERE unit_id = :unit_id AND id = :id AND revision = :was;

-- name: submission_sent
-- How often the dossier of a round was sent, the last first.
SELECT s.id, s.version, s.position, s.way, s.sent_on, s.file_number, s.receipt_number, s.received_on, s.receipt, s.receipt_name, s.note,
       a.position AS approval
FROM submission s LEFT JOIN approval a ON a.unit_id = s.unit_id AND a.id = s.approval_id
WHERE s.unit_id = :unit_id AND s.round_id = :round_id ORDER BY s.position DESC LIMIT 50;

-- name: submission_count
-- How often an approval was sent.
SELECT count(*) FROM submission WHERE unit_id = :unit_id AND round_id = :round_id AND approval_id = :approval_id;

-- name: submission_last
-- The position of the last one.
SELECT max(position) FROM submission WHERE unit_id = :unit_id AND round_id = :round_id;
