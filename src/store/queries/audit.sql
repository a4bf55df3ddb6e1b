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
-- Events for reading, newest first, below a sequence number and within a time.  Kinds and actions are names with
-- blanks around each, '' for all; `like` is a folded pattern of who did it or whom it is about; a person (0: all) stands
-- for what they did, what is about them or their account, and what names either in its payload.
SELECT e.seq, e.at, coalesce(a.login, '') AS login, coalesce(n.name, '') AS who, e.address, e.action,
       e.object_kind, e.object_id, p.before, p.after
FROM event e
LEFT JOIN event_payload p ON p.unit_id = e.unit_id AND p.seq = e.seq
LEFT JOIN account a ON a.unit_id = e.unit_id AND a.id = e.account_id
LEFT JOIN person n ON n.unit_id = e.unit_id AND n.id = a.person_id
LEFT JOIN account oa ON oa.unit_id = e.unit_id AND oa.id = e.object_id AND e.object_kind = 'account'
LEFT JOIN person o ON o.unit_id = e.unit_id AND o.id = CASE WHEN e.object_kind = 'person' THEN e.object_id ELSE oa.person_id END
WHERE e.unit_id = :unit_id AND e.seq < :below AND e.at >= :from_at AND e.at < :until_at
  AND (CAST(:kinds AS TEXT) = '' OR :kinds LIKE '% ' || e.object_kind || ' %')
  AND (CAST(:actions AS TEXT) = '' OR :actions LIKE '% ' || e.action || ' %')
  AND (CAST(:like AS TEXT) = '%' OR n.folded LIKE :like OR o.folded LIKE :like OR a.login LIKE :like)
  AND (CAST(:person AS BIGINT) = 0 OR o.id = :person OR e.account_id = :account
       OR p.before LIKE :account_mark OR p.after LIKE :account_mark OR p.before LIKE :person_mark OR p.after LIKE :person_mark)
ORDER BY e.seq DESC LIMIT :count;

-- name: audit_person
-- A person's name.
SELECT name FROM person WHERE unit_id = :unit_id AND id = :id;

-- name: audit_account
-- Whose account it is; its log-in where it is nobody's.
SELECT coalesce(n.name, a.login) AS name FROM account a LEFT JOIN person n ON n.unit_id = a.unit_id AND n.id = a.person_id
WHERE a.unit_id = :unit_id AND a.id = :id;

-- name: audit_of_object
-- The history of one thing, newest first; columns as in audit_page.
SELECT e.seq, e.at, coalesce(a.login, '') AS login, coalesce(n.name, '') AS who, e.address, e.action,
       e.object_kind, e.object_id, p.before, p.after
FROM event e LEFT JOIN event_payload p ON p.unit_id = e.unit_id AND p.seq = e.seq
LEFT JOIN account a ON a.unit_id = e.unit_id AND a.id = e.account_id
LEFT JOIN person n ON n.unit_id = a.unit_id AND n.id = a.person_id
WHERE e.unit_id = :unit_id AND e.object_kind = :kind AND e.object_id = :id ORDER BY e.seq DESC LIMIT 200;

-- name: audit_changes
-- When, by whom, and what stood there before; newest first; id 0: of any thing of the kind.
SELECT e.at, coalesce(n.name, a.login, '') AS who, p.before
FROM event e LEFT JOIN event_payload p ON p.unit_id = e.unit_id AND p.seq = e.seq
LEFT JOIN account a ON a.unit_id = e.unit_id AND a.id = e.account_id
LEFT JOIN person n ON n.unit_id = a.unit_id AND n.id = a.person_id
WHERE e.unit_id = :unit_id AND e.object_kind = :kind AND (CAST(:id AS BIGINT) = 0 OR e.object_id = :id)
ORDER BY e.seq DESC LIMIT :count;
