-- Units, their names in the course of time, rounds.

-- name: unit_count
-- How many units the installation has: none yet means the first run.
-- scope: installation, because it asks for units at all
-- scan: because it reads one row at most
SELECT count(*) FROM (SELECT 1 FROM unit LIMIT 1) AS first;

-- name: unit_next_number
-- The id of a new unit.
-- scope: installation, because it founds a unit
-- scan: because it reads the key's last entry only
SELECT coalesce(max(id), 0) + 1 FROM unit;

-- name: unit_insert
-- Founds a unit.
INSERT INTO unit (id, uuid, code, kind, next_id, audit_seq, audit_hash, version)
VALUES (:unit_id, :uuid, :code, :kind, 1, 0, :audit_hash, 1);

-- name: unit_get
-- The unit itself.
SELECT id, uuid, code, kind, version, audit_seq, is_public, address, phone, email FROM unit WHERE id = :unit_id;

-- name: unit_touch
-- One more version if nobody has changed the unit meanwhile.
UPDATE unit SET version = version + 1 WHERE id = :unit_id AND version = :version;

-- name: unit_set_profile
-- What stands beside the unit's names.
UPDATE unit SET is_public = :is_public, address = :address, phone = :phone, email = :email WHERE id = :unit_id;

-- name: unit_all
-- Every unit, for the verifier and the command line.
-- scope: installation, because fsck and the command line walk all units
-- scan: because it lists them all
SELECT id, code FROM unit ORDER BY id;

-- name: unit_name_at
-- The names on a day.
SELECT valid_from, valid_to, name, short_name, governing_body, appraiser, place, recogniser, salutation FROM unit_name
WHERE unit_id = :unit_id AND valid_from <= :day AND (valid_to IS NULL OR valid_to >= :day)
ORDER BY valid_from DESC LIMIT 1;

-- name: unit_names
-- All names in the course of time.
SELECT valid_from, valid_to, name, short_name, governing_body, appraiser, place, recogniser, salutation FROM unit_name
WHERE unit_id = :unit_id ORDER BY valid_from;

-- name: unit_name_put
-- Names from a day on.
INSERT INTO unit_name (unit_id, valid_from, valid_to, name, short_name, governing_body, appraiser, place, recogniser, salutation)
VALUES (:unit_id, :valid_from, :valid_to, :name, :short_name, :governing_body, :appraiser, :place, :recogniser, :salutation)
ON CONFLICT (unit_id, valid_from) DO UPDATE SET valid_to = excluded.valid_to, name = excluded.name,
  short_name = excluded.short_name, governing_body = excluded.governing_body, appraiser = excluded.appraiser,
  place = excluded.place, recogniser = excluded.recogniser, salutation = excluded.salutation;

-- name: round_insert
-- Opens a round.
INSERT INTO round (unit_id, id, uuid, year, scheme, state, revision, version)
VALUES (:unit_id, :id, :uuid, :year, :scheme, 'preparing', :revision, 1);

-- name: round_all
-- The unit's rounds, newest first.
SELECT id, uuid, year, scheme, state, revision, version FROM round WHERE unit_id = :unit_id
ORDER BY year DESC, scheme, id;

-- name: round_of_year
-- A round by year and scheme.
SELECT id FROM round WHERE unit_id = :unit_id AND year = :year AND scheme = :scheme;

-- name: unit_total
-- How many units there are.
-- scope: installation, because the command line tells it of a backup
-- scan: because all are counted
SELECT count(*) FROM unit;
