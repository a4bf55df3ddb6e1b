-- First schema, in the dialect both engines read.  The migrator replaces the words that differ:
--   $blob  = BLOB | BYTEA
--   TEXT   = TEXT | TEXT COLLATE "C": both compare and sort by bytes
-- On PostgreSQL it also puts row-level security on each table with a unit_id, and on unit.
-- Instants are microseconds UTC, civil dates "YYYY-MM-DD" text.  Tenant tables start their key
-- with unit_id.  ids are given by unit.next_id, so they are unique within a unit over all kinds.

CREATE TABLE setting (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE unit (
  id BIGINT NOT NULL PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  code TEXT NOT NULL,               -- for evidence codes and log-in names
  kind TEXT NOT NULL,               -- as in case.json
  next_id BIGINT NOT NULL,
  audit_seq BIGINT NOT NULL,        -- head of the audit chain
  audit_hash $blob NOT NULL,
  version BIGINT NOT NULL
);
CREATE UNIQUE INDEX unit_code ON unit (code);

-- Names and authorities valid from-to, so that a letterhead follows its paper's date.
CREATE TABLE unit_name (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  name TEXT NOT NULL,
  short_name TEXT NOT NULL,
  governing_body TEXT NOT NULL,
  appraiser TEXT NOT NULL,          -- the office that receives the dossier
  place TEXT NOT NULL,
  PRIMARY KEY (unit_id, valid_from)
);

CREATE TABLE round (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  uuid TEXT NOT NULL,
  year BIGINT NOT NULL,
  scheme TEXT NOT NULL,
  state TEXT NOT NULL,
  revision BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX round_year ON round (unit_id, year, scheme);

CREATE TABLE person (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  uuid TEXT NOT NULL,
  code TEXT NOT NULL,               -- the case folder's person id
  name TEXT NOT NULL,
  sort_key TEXT NOT NULL,           -- Vietnamese, given name first
  folded TEXT NOT NULL,             -- name, position, department without accents, for finding
  gender TEXT,
  birth_date TEXT,
  position TEXT,
  department TEXT,                  -- "Tổ" of a case folder
  degree TEXT,
  email TEXT,
  phone TEXT,
  state TEXT NOT NULL,              -- active, left, merged
  joined_on TEXT,
  left_on TEXT,
  merged_into BIGINT,
  version BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE INDEX person_sorted ON person (unit_id, state, sort_key, id);
CREATE UNIQUE INDEX person_code ON person (unit_id, code);

-- record
CREATE TABLE legal_basis (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  content TEXT NOT NULL,            -- as it is cited, JSON of the case's legal basis
  version BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);

CREATE TABLE account (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  person_id BIGINT,
  login TEXT NOT NULL UNIQUE,       -- over the whole installation, folded
  password_hash TEXT,               -- argon2id; null until chosen
  totp_secret $blob,
  totp_last BIGINT,                 -- last step used: a code serves once
  state TEXT NOT NULL,              -- active, locked
  version BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE INDEX account_person ON account (unit_id, person_id);

CREATE TABLE role_grant (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  role TEXT NOT NULL,
  valid_from TEXT,
  valid_to TEXT,
  deputy_for BIGINT,                -- account whose role this is for a time
  PRIMARY KEY (unit_id, id)
);
CREATE INDEX role_grant_account ON role_grant (unit_id, account_id);

-- Secrets that are shown once: log-in slips, resets, recovery codes, personal tokens, sessions.
-- Only SHA-256 of them is kept.
CREATE TABLE secret (
  hash $blob NOT NULL PRIMARY KEY,
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  kind TEXT NOT NULL,               -- session, slip, reset, recovery, token
  label TEXT NOT NULL,              -- device of a session, name of a token
  scope TEXT NOT NULL,              -- of tokens
  csrf $blob,                       -- of sessions
  address TEXT,
  created_at BIGINT NOT NULL,
  used_at BIGINT,
  expires_at BIGINT,
  ended_at BIGINT
);
CREATE INDEX secret_account ON secret (unit_id, account_id, kind);

CREATE TABLE throttle (
  name TEXT NOT NULL PRIMARY KEY,   -- "account:…", "address:…"
  failures BIGINT NOT NULL,
  blocked_until BIGINT NOT NULL
);

-- Every change.  The chain hashes digests; payloads lie beside it and can be erased by law.
CREATE TABLE event (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  seq BIGINT NOT NULL,
  at BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  address TEXT,
  action TEXT NOT NULL,             -- person.save
  object_kind TEXT NOT NULL,
  object_id BIGINT NOT NULL,
  digest $blob NOT NULL,            -- SHA-256 of salt and payload
  hash $blob NOT NULL,              -- SHA-256 of the previous hash and this row's fields
  PRIMARY KEY (unit_id, seq)
);
CREATE INDEX event_object ON event (unit_id, object_kind, object_id, seq);

CREATE TABLE event_payload (
  unit_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  salt $blob NOT NULL,
  before TEXT,                      -- JSON
  after TEXT,
  PRIMARY KEY (unit_id, seq)
);

CREATE TABLE draft (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  account_id BIGINT NOT NULL,
  object_kind TEXT NOT NULL,
  object_id BIGINT NOT NULL,
  base_version BIGINT NOT NULL,
  content TEXT NOT NULL,
  saved_at BIGINT NOT NULL,
  PRIMARY KEY (unit_id, account_id, object_kind, object_id)
);

CREATE TABLE job (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,              -- waiting, running, done, failed, cancelled
  input $blob NOT NULL,
  progress BIGINT NOT NULL,
  total BIGINT NOT NULL,
  result $blob,
  problem TEXT,
  attempts BIGINT NOT NULL,
  lease_until BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  finished_at BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE INDEX job_waiting ON job (state, lease_until);
