-- Statements that the store itself needs.

-- name: unit_next_id
-- Gives the next id of a unit; ids are never given twice.
UPDATE unit SET next_id = next_id + 1 WHERE id = :unit_id RETURNING next_id - 1;

-- name: setting_get
-- One setting of the installation.
SELECT value FROM setting WHERE name = :name;

-- name: setting_put
-- Sets a setting of the installation.
INSERT INTO setting (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: unit_lock
-- Holds up other writes of the unit until this one is through.
-- engine: sqlite
SELECT 1 FROM unit WHERE id = :unit_id;

-- name: unit_lock
-- Holds up other writes of the unit until this one is through.
-- engine: postgres
SELECT 1 FROM unit WHERE id = :unit_id FOR UPDATE;
