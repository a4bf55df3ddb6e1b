-- Files that come in pieces.

-- name: upload_add
-- A file is announced.
INSERT INTO upload (unit_id, id, account_id, round_id, name, size, stamp, created_at)
VALUES (:unit_id, :id, :account_id, :round_id, :name, :size, :stamp, :now);

-- name: upload_get
-- One of an account's own.
SELECT round_id, name, size, hash, type FROM upload WHERE unit_id = :unit_id AND account_id = :account_id AND id = :id;

-- name: upload_again
-- The newest of an account's own that is the same file and not whole yet.
SELECT id FROM upload WHERE unit_id = :unit_id AND account_id = :account_id AND round_id = :round_id
AND name = :name AND size = :size AND stamp = :stamp AND stamp <> '' AND hash IS NULL ORDER BY id DESC LIMIT 1;

-- name: upload_count
-- How many an account has announced that no record has taken.
SELECT count(*) FROM upload WHERE unit_id = :unit_id AND account_id = :account_id;

-- name: upload_whole
-- All of it is there, as a file by its content.
UPDATE upload SET hash = :hash, type = :type WHERE unit_id = :unit_id AND account_id = :account_id AND id = :id;

-- name: upload_drop
-- A record has taken it, or nobody wants it.
DELETE FROM upload WHERE unit_id = :unit_id AND account_id = :account_id AND id = :id;

-- name: upload_purge
-- Forgets those that were announced long ago.
-- scope: installation, because it is housekeeping
-- scan: because it runs once a day over the few that are open
DELETE FROM upload WHERE created_at < :before;
