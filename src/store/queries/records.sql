-- Records as their events tell them, for the verifier (fsck.c).  The first column is the id that
-- events name, the others are called as in the events' payloads; all are texts.  Columns that
-- follow from others are made anew instead.

-- name: record_unit
-- The unit itself.
SELECT CAST(id AS TEXT) AS id, uuid, code, kind, CAST(is_public AS TEXT) AS is_public, address, phone, email FROM unit WHERE id = :unit_id;

-- name: record_unit_name
-- Names in the course of time; their id is the day as a number.
SELECT replace(valid_from, '-', '') AS id, valid_from, valid_to, name, short_name, governing_body, appraiser, place,
       recogniser, salutation
FROM unit_name WHERE unit_id = :unit_id ORDER BY valid_from;

-- name: record_round
-- Rounds.
SELECT CAST(id AS TEXT) AS id, uuid, CAST(year AS TEXT) AS year, scheme, state, CAST(revision AS TEXT) AS revision,
       citizen_scheme, evidence_code, CAST(head_id AS TEXT) AS head_id, head_title, CAST(union_chair_id AS TEXT) AS union_chair_id,
       CAST(learners_total AS TEXT) AS learners_total, CAST(learners_citizens AS TEXT) AS learners_citizens,
       publication_url, publication_snapshot, number_series
FROM round WHERE unit_id = :unit_id ORDER BY year, scheme;

-- name: record_person
-- People.
SELECT CAST(id AS TEXT) AS id, uuid, code, name, birth_date AS birth, gender, position, department, degree, email, phone,
       state, joined_on, left_on, left_kind, CAST(merged_into AS TEXT) AS merged_into
FROM person WHERE unit_id = :unit_id ORDER BY unit_id, id;

-- name: record_account
-- Accounts; secrets appear in events as fingerprints only.
SELECT CAST(id AS TEXT) AS id, CAST(person_id AS TEXT) AS person, login, state, password_hash AS password, totp_secret AS totp
FROM account WHERE unit_id = :unit_id ORDER BY unit_id, id;

-- name: record_role
-- Roles granted.
SELECT CAST(id AS TEXT) AS id, CAST(account_id AS TEXT) AS account, role, valid_from, valid_to, CAST(deputy_for AS TEXT) AS deputy_for
FROM role_grant WHERE unit_id = :unit_id ORDER BY unit_id, id;

-- name: record_token
-- Personal tokens that have not been ended.
SELECT CAST(id AS TEXT) AS id, CAST(account_id AS TEXT) AS account, label, scope, hash AS fingerprint
FROM secret WHERE unit_id = :unit_id AND kind = 'token' AND ended_at IS NULL
AND account_id IN (SELECT a.id FROM account a WHERE a.unit_id = :unit_id) ORDER BY id;

-- name: record_keys
-- What sorting and finding of people rest on.
SELECT id, name, code, position, department, sort_key, folded FROM person WHERE unit_id = :unit_id ORDER BY unit_id, id;

-- name: record_set_keys
-- Makes them anew.
UPDATE person SET sort_key = :sort_key, folded = :folded WHERE unit_id = :unit_id AND id = :id;

-- name: record_ids
-- The next id, and the highest given so far.
SELECT u.next_id, (SELECT max(i.id) FROM (
  SELECT max(id) AS id FROM round WHERE unit_id = :unit_id
  UNION ALL SELECT max(id) FROM person WHERE unit_id = :unit_id
  UNION ALL SELECT max(id) FROM account WHERE unit_id = :unit_id
  UNION ALL SELECT max(id) FROM role_grant WHERE unit_id = :unit_id
  UNION ALL SELECT max(id) FROM job WHERE unit_id = :unit_id
  $record_ids) AS i)
FROM unit u WHERE u.id = :unit_id;

-- name: blob_named
-- All texts of the unit that name files by content.
$blob_columns;

-- name: record_set_next_id
-- Gives no id twice again.
UPDATE unit SET next_id = :next_id WHERE id = :unit_id;
