-- Drafts: what somebody typed and has not saved yet.

-- name: draft_put
-- Keeps the draft of one account and record.
INSERT INTO draft (unit_id, account_id, object_kind, object_id, base_version, content, saved_at)
VALUES (:unit_id, :account_id, :kind, :id, :base_version, :content, :saved_at)
ON CONFLICT (unit_id, account_id, object_kind, object_id) DO UPDATE SET base_version = excluded.base_version,
  content = excluded.content, saved_at = excluded.saved_at;

-- name: draft_get
-- The draft of one account and record.
SELECT base_version, saved_at, content FROM draft
WHERE unit_id = :unit_id AND account_id = :account_id AND object_kind = :kind AND object_id = :id;

-- name: draft_drop
-- Forgets it.
DELETE FROM draft WHERE unit_id = :unit_id AND account_id = :account_id AND object_kind = :kind AND object_id = :id;

-- name: draft_count
-- How many an account has.
SELECT count(*) FROM draft WHERE unit_id = :unit_id AND account_id = :account_id;

-- name: draft_drop_oldest
-- Forgets the oldest of an account.
DELETE FROM draft WHERE unit_id = :unit_id AND account_id = :account_id
AND saved_at = (SELECT min(o.saved_at) FROM draft o WHERE o.unit_id = :unit_id AND o.account_id = :account_id);
