-- The chain of events.

-- name: audit_head
-- Where the unit's chain ends.
SELECT audit_seq, audit_hash FROM unit WHERE id = :unit_id;

-- name: audit_set_head
-- Moves the end of the chain.
UPDATE unit SET audit_seq = :seq, audit_hash = :hash WHERE id = :unit_id;

-- name: audit_event
-- One event of the chain.
INSERT INTO event (unit_id, seq, at, account_id, address, action, object_kind, object_id, digest, hash)
VALUES (:unit_id, :seq, :at, :account_id, :address, :action, :object_kind, :object_id, :digest, :hash);

-- name: audit_payload
-- What an event changed; can be erased by law without breaking the chain.
INSERT INTO event_payload (unit_id, seq, salt, before, after) VALUES (:unit_id, :seq, :salt, :before, :after);

-- name: audit_walk
-- The chain from the first event, for the verifier; payload columns are null where erased.
SELECT e.seq, e.at, e.account_id, e.address, e.action, e.object_kind, e.object_id, e.digest, e.hash,
       p.salt, p.before, p.after
FROM event e LEFT JOIN event_payload p ON p.unit_id = e.unit_id AND p.seq = e.seq
WHERE e.unit_id = :unit_id ORDER BY e.seq;

-- name: audit_page
-- Events for reading, newest first, below a sequence number; action and object kind '' for all.
SELECT e.seq, e.at, e.account_id, coalesce(a.login, '') AS login, coalesce(n.name, '') AS who, e.address, e.action,
       e.object_kind, e.object_id, p.before, p.after
FROM event e
LEFT JOIN event_payload p ON p.unit_id = e.unit_id AND p.seq = e.seq
LEFT JOIN account a ON a.unit_id = e.unit_id AND a.id = e.account_id
LEFT JOIN person n ON n.unit_id = a.unit_id AND n.id = a.person_id
WHERE e.unit_id = :unit_id AND e.seq < :below
  AND (CAST(:kind AS TEXT) = '' OR e.object_kind = :kind) AND (CAST(:account AS BIGINT) = 0 OR e.account_id = :account)
ORDER BY e.seq DESC LIMIT :count;

-- name: audit_of_object
-- The history of one thing, newest first.
SELECT e.seq, e.at, e.account_id, e.action, p.before, p.after
FROM event e LEFT JOIN event_payload p ON p.unit_id = e.unit_id AND p.seq = e.seq
WHERE e.unit_id = :unit_id AND e.object_kind = :kind AND e.object_id = :id ORDER BY e.seq DESC LIMIT 200;

-- name: audit_changes
-- When, by whom, and what stood there before; newest first; id 0: of any thing of the kind.
SELECT e.at, coalesce(n.name, a.login, '') AS who, p.before
FROM event e LEFT JOIN event_payload p ON p.unit_id = e.unit_id AND p.seq = e.seq
LEFT JOIN account a ON a.unit_id = e.unit_id AND a.id = e.account_id
LEFT JOIN person n ON n.unit_id = a.unit_id AND n.id = a.person_id
WHERE e.unit_id = :unit_id AND e.object_kind = :kind AND (CAST(:id AS BIGINT) = 0 OR e.object_id = :id)
ORDER BY e.seq DESC LIMIT :count;
