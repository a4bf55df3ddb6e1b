-- Steps 2 and 3 of a round: what the team says of one another's work, files that come in pieces, approval,
-- publication, outcome, messages.  For "-- record" see 0002.  A column added to a record's table here stands
-- among its own as if it had been there from the start; in older events it is null.  What stands behind "--sqlite:" and
-- "--postgres:" is for that engine alone.

ALTER TABLE citizen_assessment ADD COLUMN team_comment TEXT;     -- why the team sees it differently
ALTER TABLE citizen_assessment ADD COLUMN entered_seen BIGINT;   -- 1: the person has seen that it was entered
ALTER TABLE citizen_assessment ADD COLUMN objection_answer TEXT; -- of whoever reviews

ALTER TABLE meeting ADD COLUMN door_code TEXT;                   -- in the QR code at the door; null: closed
ALTER TABLE meeting ADD COLUMN opinions TEXT;                    -- JSON list of {indicator, person, text}

ALTER TABLE improvement ADD COLUMN state TEXT;                   -- null: open, done
ALTER TABLE improvement ADD COLUMN carried_from BIGINT;          -- improvement of the year before
ALTER TABLE improvement ADD COLUMN since BIGINT;                 -- year whose plan it comes from; null: the round's
CREATE INDEX improvement_carried ON improvement (unit_id, carried_from);
CREATE INDEX improvement_owner ON improvement (unit_id, owner_id);

ALTER TABLE evidence ADD COLUMN taken_from BIGINT;               -- evidence of the year before
CREATE INDEX evidence_taken ON evidence (unit_id, round_id, taken_from);
ALTER TABLE evidence ADD COLUMN added_by BIGINT;                 -- account: sees it even where it is restricted
CREATE INDEX evidence_code ON evidence (unit_id, round_id, code);
CREATE INDEX evidence_restricted ON evidence (unit_id, round_id) WHERE restricted = 1;

-- What is searched of sixteen items of a round at a time, by their position, so that a word is looked for in few long texts
-- rather than in many short ones (decision 0046).  Kept by the database itself.
CREATE TABLE evidence_block (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  round_id BIGINT NOT NULL,
  block BIGINT NOT NULL,            -- position / 16
  folded TEXT NOT NULL,             -- of its items, one a line
  PRIMARY KEY (unit_id, round_id, block)
);
--sqlite: ALTER TABLE evidence ADD COLUMN block BIGINT GENERATED ALWAYS AS (position / 16) VIRTUAL;
--postgres: ALTER TABLE evidence ADD COLUMN block BIGINT GENERATED ALWAYS AS (position / 16) STORED;
CREATE INDEX evidence_in_block ON evidence (unit_id, round_id, block);
--sqlite: CREATE TRIGGER evidence_block_add AFTER INSERT ON evidence BEGIN
--sqlite:   INSERT INTO evidence_block (unit_id, round_id, block, folded) VALUES (NEW.unit_id, NEW.round_id, NEW.block, NEW.folded)
--sqlite:   ON CONFLICT (unit_id, round_id, block) DO UPDATE SET folded = evidence_block.folded || char(10) || excluded.folded;
--sqlite: END;
--sqlite: CREATE TRIGGER evidence_block_change AFTER UPDATE OF round_id, position, folded ON evidence BEGIN
--sqlite:   UPDATE evidence_block SET folded = coalesce((SELECT group_concat(e.folded, char(10)) FROM evidence e WHERE e.unit_id = OLD.unit_id
--sqlite:     AND e.round_id = OLD.round_id AND e.block = OLD.block), '')
--sqlite:   WHERE unit_id = OLD.unit_id AND round_id = OLD.round_id AND block = OLD.block;
--sqlite:   INSERT INTO evidence_block (unit_id, round_id, block, folded) SELECT NEW.unit_id, NEW.round_id, NEW.block, NEW.folded
--sqlite:   WHERE NEW.block <> OLD.block OR NEW.round_id <> OLD.round_id
--sqlite:   ON CONFLICT (unit_id, round_id, block) DO UPDATE SET folded = evidence_block.folded || char(10) || excluded.folded;
--sqlite: END;
--sqlite: CREATE TRIGGER evidence_block_remove AFTER DELETE ON evidence BEGIN
--sqlite:   UPDATE evidence_block SET folded = coalesce((SELECT group_concat(e.folded, char(10)) FROM evidence e WHERE e.unit_id = OLD.unit_id
--sqlite:     AND e.round_id = OLD.round_id AND e.block = OLD.block), '')
--sqlite:   WHERE unit_id = OLD.unit_id AND round_id = OLD.round_id AND block = OLD.block;
--sqlite: END;
--sqlite: INSERT INTO evidence_block (unit_id, round_id, block, folded)
--sqlite: SELECT unit_id, round_id, block, group_concat(folded, char(10)) FROM evidence GROUP BY unit_id, round_id, block;
--postgres: ALTER TABLE evidence_block SET (toast_tuple_target = 8160);
--postgres: CREATE FUNCTION evidence_block_keep () RETURNS trigger LANGUAGE plpgsql AS $$
--postgres: BEGIN
--postgres:   IF TG_OP <> 'INSERT' THEN
--postgres:     UPDATE evidence_block SET folded = coalesce((SELECT string_agg(e.folded, chr(10)) FROM evidence e WHERE e.unit_id = OLD.unit_id
--postgres:       AND e.round_id = OLD.round_id AND e.block = OLD.block), '')
--postgres:     WHERE unit_id = OLD.unit_id AND round_id = OLD.round_id AND block = OLD.block;
--postgres:   END IF;
--postgres:   IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND (NEW.block <> OLD.block OR NEW.round_id <> OLD.round_id)) THEN
--postgres:     INSERT INTO evidence_block (unit_id, round_id, block, folded) VALUES (NEW.unit_id, NEW.round_id, NEW.block, NEW.folded)
--postgres:     ON CONFLICT (unit_id, round_id, block) DO UPDATE SET folded = evidence_block.folded || chr(10) || excluded.folded;
--postgres:   END IF;
--postgres:   RETURN NULL;
--postgres: END $$;
--postgres: CREATE TRIGGER evidence_block_keep AFTER INSERT OR DELETE OR UPDATE OF round_id, position, folded ON evidence
--postgres: FOR EACH ROW EXECUTE FUNCTION evidence_block_keep ();
--postgres: INSERT INTO evidence_block (unit_id, round_id, block, folded)
--postgres: SELECT unit_id, round_id, block, string_agg(folded, chr(10)) FROM evidence GROUP BY unit_id, round_id, block;

-- record
-- Codes of evidence that was taken out: never another's.
CREATE TABLE spent_code (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  code TEXT NOT NULL,
  title TEXT,                       -- of what bore it
  version BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE INDEX spent_code_round ON spent_code (unit_id, round_id, code);

ALTER TABLE job ADD COLUMN started_at BIGINT;                    -- of the attempt under way, for how long is left
-- What waits of a kind is found without reading what waits of others; what ended without reading what did lately.
DROP INDEX job_waiting;
CREATE INDEX job_open ON job (kind, lease_until, unit_id, id) WHERE state IN ('waiting', 'running');
CREATE INDEX job_ended ON job (finished_at) WHERE state IN ('done', 'failed', 'cancelled');
CREATE INDEX job_result ON job (kind, finished_at) WHERE result IS NOT NULL;

-- Lists of everybody with their year: in order and filtered without reading people who are not shown.
CREATE INDEX person_listed ON person (unit_id, sort_key, id, state, department, left_on, joined_on);
-- Partial, though no state is null: a statement that asks for no state cannot take it, and finds a plan by its person.
CREATE INDEX study_plan_state ON study_plan (unit_id, round_id, state, rank) WHERE state IS NOT NULL;
CREATE INDEX citizen_assessment_state ON citizen_assessment (unit_id, round_id, state) WHERE state IS NOT NULL;
-- A round belongs to one unit: told so, the planner no longer takes what a round holds for one row.
--postgres: CREATE STATISTICS study_plan_of_round (dependencies, ndistinct) ON unit_id, round_id FROM study_plan;
--postgres: CREATE STATISTICS citizen_assessment_of_round (dependencies, ndistinct) ON unit_id, round_id FROM citizen_assessment;
--postgres: CREATE STATISTICS year_result_of_round (dependencies, ndistinct) ON unit_id, round_id FROM year_result;
CREATE INDEX study_plan_objection ON study_plan (unit_id, round_id) WHERE objection IS NOT NULL;

-- record
-- What a member of the team holds of an indicator, beside the agreed rating.
CREATE TABLE opinion (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  indicator TEXT NOT NULL,
  person_id BIGINT NOT NULL,
  result TEXT,                      -- met, not_met, not_applicable
  points TEXT,
  text TEXT,
  version BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX opinion_person ON opinion (unit_id, round_id, indicator, person_id);

-- record
-- Figures of the unit that somebody vouches for: the union its own, whoever keeps the learners theirs.
CREATE TABLE confirmation (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  subject TEXT NOT NULL,            -- "indicator 2.3", "learners"
  figures TEXT NOT NULL,            -- what stood there when it was confirmed
  person_id BIGINT NOT NULL,
  confirmed_on TEXT NOT NULL,
  note TEXT,
  version BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX confirmation_subject ON confirmation (unit_id, round_id, subject);

-- A file that comes in pieces; its bytes wait in the data folder.  No event: the record that names it has one.
CREATE TABLE upload (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  name TEXT NOT NULL,               -- as it was called
  size BIGINT NOT NULL,             -- of the whole
  stamp TEXT NOT NULL,              -- what the browser knows it by, to find it again; '' for none
  hash TEXT,                        -- blob: once whole
  type TEXT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE INDEX upload_account ON upload (unit_id, account_id, id);

-- record
-- A round handed to the head: what was approved, by its hash, with the files as they were then.
CREATE TABLE approval (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  position BIGINT NOT NULL,         -- 1, 2 … of the round
  state TEXT NOT NULL,              -- submitted, returned, approved, void
  submitted_by BIGINT NOT NULL,     -- person
  submitted_at BIGINT NOT NULL,
  remarks TEXT,                     -- why it was returned
  approved_by BIGINT,
  approved_at BIGINT,
  hash TEXT,                        -- blob: the dossier's manifest.json, which names each of its files; so its hash
  snapshot TEXT,                    -- in the QR code of its papers
  files TEXT,                       -- blobs: the dossier, JSON list of {name, blob, size}
  previews TEXT,                    -- blobs: its papers as sheets to look at, the same
  case_files TEXT,                  -- blobs: the canonical case folder, the same
  source_file TEXT,                 -- blob: scheme and wording it was made with (ZIP)
  title TEXT,                       -- the result as it was approved
  void_at BIGINT,
  void_by BIGINT,
  void_reason TEXT,
  version BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE INDEX approval_round ON approval (unit_id, round_id, position);
CREATE INDEX approval_snapshot ON approval (snapshot);

-- record
-- The dossier on its way to the office.
CREATE TABLE submission (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  approval_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  way TEXT NOT NULL,                -- direct, online, post
  sent_on TEXT NOT NULL,
  file_number TEXT,                 -- the portal's
  receipt_number TEXT,
  received_on TEXT,
  receipt TEXT,                     -- blob: scan of the receipt
  receipt_name TEXT,
  note TEXT,
  version BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE INDEX submission_round ON submission (unit_id, round_id, position);

-- record
-- What the public may read, without log-in; withdrawn ones stay listed.
CREATE TABLE publication (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  approval_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  address TEXT NOT NULL,            -- last step of its address, of this installation alone
  state TEXT NOT NULL,              -- published, withdrawn
  published_at BIGINT NOT NULL,
  published_by BIGINT NOT NULL,     -- person
  withdrawn_at BIGINT,
  withdrawn_reason TEXT,
  content TEXT NOT NULL,            -- JSON: what the page says, as it was ticked and frozen
  files TEXT,                       -- blobs: JSON list of {name, blob, size, title}
  version BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE INDEX publication_round ON publication (unit_id, round_id, position);
CREATE INDEX publication_address ON publication (address, position);
CREATE INDEX publication_newest ON publication (state, published_at);

-- record
-- What the authority decided.
CREATE TABLE outcome (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  kind TEXT NOT NULL,               -- recognised, refused
  level BIGINT,
  number TEXT,                      -- of the decision, as written
  date TEXT,
  issuer TEXT,
  valid_until TEXT,
  valid_reason TEXT,                -- where it is not 36 months
  reason TEXT,                      -- why it was refused
  scan TEXT,                        -- blob: the decision
  scan_name TEXT,
  version BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX outcome_round ON outcome (unit_id, round_id);

-- What the program or a colleague tells a person; read and forgotten, so no event.
CREATE TABLE message (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  kind TEXT NOT NULL,               -- reminder, returned, encouragement …
  subject TEXT NOT NULL,            -- what it is about, so that it is told once: "study_plan 12"
  text TEXT NOT NULL,
  path TEXT,                        -- where it is mended
  from_person_id BIGINT,
  at BIGINT NOT NULL,
  read_at BIGINT,
  mailed_at BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE INDEX message_account ON message (unit_id, account_id, id);
CREATE INDEX message_subject ON message (unit_id, subject, account_id);
CREATE INDEX message_unread ON message (unit_id, account_id) WHERE read_at IS NULL; -- each page tells how many

-- How a person wants to be told, and the secret of the calendar's address.
CREATE TABLE notice_choice (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  account_id BIGINT NOT NULL,
  mail TEXT NOT NULL,               -- each, daily, weekly, none
  kinds_off TEXT,                   -- JSON list of kinds that are not wanted by mail
  calendar BIGINT NOT NULL,         -- 1: the feed is open
  calendar_hash TEXT,               -- SHA-256 of the address's secret
  PRIMARY KEY (unit_id, account_id)
);
CREATE INDEX notice_choice_calendar ON notice_choice (calendar_hash);

CREATE INDEX draft_record ON draft (unit_id, object_kind, object_id); -- who else is writing
