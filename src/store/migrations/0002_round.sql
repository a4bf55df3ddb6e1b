-- What a unit puts into a round.  A table under "-- record" gets its statements (get, insert, update, delete,
-- list) and its entry for record.h from its columns; all its columns but unit_id, id and version stand in events.
-- A column whose comment begins with "blob" holds the SHA-256 of a file (or texts with such), so that fsck and
-- backup know which files are wanted.  Lists that are only ever read as a whole are JSON texts, as in a case folder.

ALTER TABLE unit ADD COLUMN is_public BIGINT;     -- null: not said yet
ALTER TABLE unit ADD COLUMN address TEXT;
ALTER TABLE unit ADD COLUMN phone TEXT;
ALTER TABLE unit ADD COLUMN email TEXT;
ALTER TABLE unit_name ADD COLUMN recogniser TEXT; -- who recognises: "Chủ tịch UBND …"
ALTER TABLE unit_name ADD COLUMN salutation TEXT; -- for "Kính gửi", where it is not the appraiser's name

ALTER TABLE person ADD COLUMN left_kind TEXT;     -- retired, moved

-- A round's own facts; year, scheme and state stand in 0001.
ALTER TABLE round ADD COLUMN citizen_scheme TEXT;
ALTER TABLE round ADD COLUMN evidence_code TEXT;  -- pattern
ALTER TABLE round ADD COLUMN head_id BIGINT;
ALTER TABLE round ADD COLUMN head_title TEXT;     -- JSON list of lines
ALTER TABLE round ADD COLUMN union_chair_id BIGINT;
ALTER TABLE round ADD COLUMN learners_total BIGINT;
ALTER TABLE round ADD COLUMN learners_citizens BIGINT;
ALTER TABLE round ADD COLUMN publication_url TEXT;
ALTER TABLE round ADD COLUMN publication_snapshot TEXT;
ALTER TABLE round ADD COLUMN number_series TEXT;  -- how numbers of papers run: one, kind (null), or groups as JSON

-- record
-- What the unit changes or confirms of an indicator of its scheme.
CREATE TABLE scheme_override (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  indicator TEXT NOT NULL,
  text TEXT,
  measure TEXT,
  at_least TEXT,
  learners_at_least TEXT,
  confirmed_by BIGINT,              -- person
  confirmed_on TEXT,
  version BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX scheme_override_indicator ON scheme_override (unit_id, round_id, indicator);

-- record
-- A paper that the round issues, by its key of the case's `documents`; made when first worked on.
CREATE TABLE paper (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  paper TEXT NOT NULL,              -- team_decision …
  number BIGINT,
  date TEXT,
  recipients TEXT,                  -- JSON list of lines
  signer_id BIGINT,                 -- person; null: the head
  signer_title TEXT,                -- JSON list of lines
  state TEXT NOT NULL,              -- draft, submitted, returned, signed, issued
  remarks TEXT,                     -- why it was returned
  wording TEXT,                     -- of this one paper, Markdown; null: the unit's or the scheme's
  original TEXT,                    -- blob: the PDF as it went to be signed; never made anew
  original_docx TEXT,               -- blob: the same as a Word file
  original_page TEXT,               -- blob: and as the sheets that is read on a screen
  blanks TEXT,                      -- what the original leaves to a pen: "number", "date", "number date"
  submitted_at BIGINT,              -- instants of the steps; null: not taken, or taken back
  signed_at BIGINT,
  issued_at BIGINT,
  signed TEXT,                      -- blob: the signed scan or PDF
  signed_name TEXT,
  due TEXT,                         -- for whoever has to sign
  version BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX paper_key ON paper (unit_id, round_id, paper);

-- record
-- The unit's own wording of a document, for all its rounds.
CREATE TABLE wording (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  document TEXT NOT NULL,           -- "report"
  text TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX wording_document ON wording (unit_id, document);

-- record
-- Somebody has read an issued paper.
CREATE TABLE receipt (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  paper_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX receipt_person ON receipt (unit_id, paper_id, person_id);

-- record
CREATE TABLE team_member (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  role TEXT NOT NULL,               -- leader, secretary, member
  position BIGINT NOT NULL,         -- order of the decision
  duty TEXT,
  ended_on TEXT,                    -- left the team that day; kept so that past names stay
  version BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE INDEX team_member_round ON team_member (unit_id, round_id, position);

-- record
-- Work given out: an indicator, or a task in words (the union's, say).
CREATE TABLE assignment (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  indicator TEXT,
  task TEXT,
  due TEXT,
  guidance TEXT,
  method TEXT,                      -- way of rating
  state TEXT,                       -- of a task: null or done
  version BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE INDEX assignment_round ON assignment (unit_id, round_id, position);

-- record
CREATE TABLE assignee (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  assignment_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  ended_on TEXT,                    -- handed over that day; kept so that past names stay
  version BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE INDEX assignee_assignment ON assignee (unit_id, round_id, assignment_id, position);
CREATE INDEX assignee_person ON assignee (unit_id, person_id);

-- record
-- The plan of the self-assessment; one a round.
CREATE TABLE plan (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  purposes TEXT,                    -- JSON list of lines; null: the scheme's wording
  requirements TEXT,                -- the same
  submit_before TEXT,
  schedule TEXT,                    -- JSON list of {from, to, work, who}
  duties TEXT,                      -- JSON list of {body, items}
  holidays TEXT,                    -- JSON list of the unit's own days off: "16/02/2027 - 20/02/2027"
  version BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX plan_round ON plan (unit_id, round_id);

-- record
-- A person's plan of self-study of the year.
CREATE TABLE study_plan (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  state TEXT NOT NULL,              -- draft, submitted, returned, approved
  subject TEXT,                     -- what is studied above all
  goal TEXT,
  content TEXT,                     -- lines
  schedule TEXT,
  outcome TEXT,                     -- what shall come of it
  remarks TEXT,                     -- of whoever returned it
  done TEXT,                        -- percent, decimal point
  progress TEXT,                    -- in words
  proof TEXT,                       -- blobs: JSON list of {name, blob}
  rank TEXT,                        -- the team's classification at the year's end
  rank_remarks TEXT,
  entered_by BIGINT,                -- person who entered it from a signed paper form (nhập hộ)
  scan TEXT,                        -- blob: that form
  scan_name TEXT,
  entered_seen BIGINT,              -- 1: the person has seen that it was entered
  objection TEXT,                   -- what the person says against it
  objection_answer TEXT,            -- of whoever approves plans
  version BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX study_plan_person ON study_plan (unit_id, round_id, person_id);

-- record
-- What else is told of a person's year.
CREATE TABLE year_result (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  discipline BIGINT,                -- 1 kept, 0 not; null: not said
  training BIGINT,
  emulation TEXT,
  note TEXT,
  version BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX year_result_person ON year_result (unit_id, round_id, person_id);

-- record
-- A person's self-assessment as citizen of learning.
CREATE TABLE citizen_assessment (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  state TEXT NOT NULL,              -- draft, submitted, returned, accepted
  points TEXT,                      -- JSON list, null where blank
  comment TEXT,
  remarks TEXT,
  team_points TEXT,                 -- a differing opinion
  agreed BIGINT,                    -- 1 the team agrees, 0 not; null: not decided
  reason TEXT,
  entered_by BIGINT,
  scan TEXT,                        -- blob: the signed form
  scan_name TEXT,
  objection TEXT,
  version BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX citizen_assessment_person ON citizen_assessment (unit_id, round_id, person_id);

-- record
CREATE TABLE rating (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  indicator TEXT NOT NULL,
  position BIGINT NOT NULL,
  state TEXT NOT NULL,              -- todo, doing, submitted, returned, agreed
  result TEXT,                      -- met, not_met, not_applicable
  points TEXT,
  reason TEXT,
  current TEXT,
  strengths TEXT,
  weaknesses TEXT,
  improvement TEXT,
  evidence TEXT,                    -- JSON list of keys
  remarks TEXT,
  version BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX rating_indicator ON rating (unit_id, round_id, indicator);

-- record
CREATE TABLE evidence (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  key TEXT NOT NULL,
  position BIGINT NOT NULL,
  title TEXT NOT NULL,
  number TEXT,
  date TEXT,
  issuer TEXT,
  url TEXT,
  paper_location TEXT,
  box TEXT,
  code TEXT,                        -- once given never another's
  indicators TEXT,                  -- JSON list of ids
  restricted BIGINT,
  folded TEXT NOT NULL,             -- derived: title, number, issuer, code without accents
  version BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX evidence_key ON evidence (unit_id, round_id, key);
CREATE INDEX evidence_order ON evidence (unit_id, round_id, position);

-- record
CREATE TABLE evidence_file (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  evidence_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  name TEXT NOT NULL,               -- as it was called
  blob TEXT NOT NULL,               -- blob: the content
  size BIGINT NOT NULL,
  type TEXT NOT NULL,               -- application/pdf …
  replaced_by BIGINT,               -- a newer version of the same file
  version BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE INDEX evidence_file_of ON evidence_file (unit_id, round_id, evidence_id, position);

-- record
-- The team's meetings: kind round (self-assessment) or citizen (the list of citizens of learning).
CREATE TABLE meeting (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,              -- planned, held
  begins TEXT,                      -- local ISO time
  ends TEXT,
  place TEXT,
  present TEXT,                     -- JSON list of persons
  absent TEXT,                      -- JSON list of {person, reason}
  votes TEXT,                       -- JSON list of {indicator, for, against}
  discussion TEXT,
  conclusion TEXT,
  version BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX meeting_kind ON meeting (unit_id, round_id, kind);

-- record
-- Longer texts of a round by name: introduction, unit_overview, conclusion, learning_plan; extra (keys of a
-- case that are anyone's own, by JSON Pointer).
CREATE TABLE round_text (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  text TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX round_text_name ON round_text (unit_id, round_id, name);

-- record
CREATE TABLE improvement (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  indicator TEXT NOT NULL,
  task TEXT NOT NULL,
  owner_id BIGINT,
  due TEXT,
  result TEXT,
  version BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE INDEX improvement_round ON improvement (unit_id, round_id, position);

-- record
CREATE TABLE abbreviation (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  id BIGINT NOT NULL,
  round_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  short TEXT NOT NULL,
  long TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE INDEX abbreviation_round ON abbreviation (unit_id, round_id, position);

-- Files by content; which record names them says what they are.  No event: the records' events name them.
CREATE TABLE blob (
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  hash TEXT NOT NULL,               -- SHA-256, hexadecimal
  size BIGINT NOT NULL,
  type TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (unit_id, hash)
);
