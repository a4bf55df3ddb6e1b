-- What people are told, and how they want to be told: see store/message.h.

-- name: message_insert
-- One more message.
INSERT INTO message (unit_id, id, account_id, kind, subject, text, path, from_person_id, at)
VALUES (:unit_id, :id, :account_id, :kind, :subject, :text, :path, :from_person_id, :at);

-- name: message_again
-- Told once more while it has not been read: the newer words take the place of the older ones.
UPDATE message SET text = :text, path = :path, from_person_id = :from_person_id, at = :at,
 mailed_at = CASE WHEN CAST(:mailed AS BIGINT) = 1 THEN mailed_at END
WHERE unit_id = :unit_id AND account_id = :account_id AND subject = :subject AND kind = :kind AND read_at IS NULL;

-- name: message_told
-- Has the account been told of the subject?
SELECT count(*) FROM message WHERE unit_id = :unit_id AND subject = :subject AND account_id = :account_id AND kind = :kind;

-- name: message_list
-- An account's messages: what has not been read first, newest first.
SELECT m.id, m.kind, m.text, m.path, p.name AS sender, m.at, m.read_at FROM message m
LEFT JOIN person p ON p.unit_id = m.unit_id AND p.id = m.from_person_id
WHERE m.unit_id = :unit_id AND m.account_id = :account_id
ORDER BY CASE WHEN m.read_at IS NULL THEN 0 ELSE 1 END, m.at DESC, m.id DESC LIMIT :count OFFSET :start;

-- name: message_count
-- How many messages an account has.
SELECT count(*) FROM message WHERE unit_id = :unit_id AND account_id = :account_id;

-- name: message_path
-- Where one of an account's messages leads.
SELECT coalesce(path, '') FROM message WHERE unit_id = :unit_id AND account_id = :account_id AND id = :id;

-- name: message_read
-- One is read.
UPDATE message SET read_at = coalesce(read_at, CAST(:at AS BIGINT)) WHERE unit_id = :unit_id AND account_id = :account_id AND id = :id;

-- name: message_unread
-- One is as if it had not been read.
UPDATE message SET read_at = NULL WHERE unit_id = :unit_id AND account_id = :account_id AND id = :id;

-- name: message_read_all
-- All up to a moment are read.
UPDATE message SET read_at = :at WHERE unit_id = :unit_id AND account_id = :account_id AND read_at IS NULL;

-- name: message_forget
-- What was read long ago.
DELETE FROM message WHERE unit_id = :unit_id AND read_at < :before;

-- ---- how one wants to be told ----

-- name: notice_choice_get
-- An account's choice.
SELECT mail, kinds_off, calendar, calendar_hash FROM notice_choice WHERE unit_id = :unit_id AND account_id = :account_id;

-- name: notice_choice_put
-- Sets it.
INSERT INTO notice_choice (unit_id, account_id, mail, kinds_off, calendar, calendar_hash)
VALUES (:unit_id, :account_id, :mail, :kinds_off, :calendar, :calendar_hash)
ON CONFLICT (unit_id, account_id) DO UPDATE SET mail = excluded.mail, kinds_off = excluded.kinds_off,
 calendar = excluded.calendar, calendar_hash = excluded.calendar_hash;

-- name: calendar_find
-- Whose calendar the secret of an address opens.
-- scope: installation, because the secret itself says whose it is
SELECT c.unit_id, a.person_id FROM notice_choice c JOIN account a ON a.unit_id = c.unit_id AND a.id = c.account_id
WHERE c.calendar_hash = :hash AND c.calendar = 1 AND a.state = 'active';

-- ---- by mail ----

-- name: digest_due
-- Accounts with something unread that no mail has told yet, how they want to be told, and when they were last.
SELECT a.id, p.name, p.email, coalesce(c.mail, 'daily') AS mail,
 (SELECT max(m.mailed_at) FROM message m WHERE m.unit_id = a.unit_id AND m.account_id = a.id) AS last
FROM account a JOIN person p ON p.unit_id = a.unit_id AND p.id = a.person_id AND p.state = 'active'
LEFT JOIN notice_choice c ON c.unit_id = a.unit_id AND c.account_id = a.id
WHERE a.unit_id = :unit_id AND a.state = 'active' AND p.email <> '' AND coalesce(c.mail, 'daily') <> 'none'
AND EXISTS (SELECT 1 FROM message m WHERE m.unit_id = a.unit_id AND m.account_id = a.id AND m.read_at IS NULL
 AND m.mailed_at IS NULL AND m.at >= :since)
ORDER BY a.id LIMIT 20000;

-- name: digest_messages
-- What they have not read nor had by mail.
SELECT id, kind, text, path FROM message WHERE unit_id = :unit_id AND account_id = :account_id AND read_at IS NULL
AND mailed_at IS NULL AND at >= :since ORDER BY at, id LIMIT 1000;

-- name: message_mailed
-- A mail tells it; nothing changes if another one has.
UPDATE message SET mailed_at = :at WHERE unit_id = :unit_id AND account_id = :account_id AND id = :id AND mailed_at IS NULL;

-- name: digest_units_each
-- Units in which somebody who wants each message at once has one that no mail has told.
-- scope: installation, because it is housekeeping
-- scan: because few choose so
SELECT DISTINCT c.unit_id FROM notice_choice c
JOIN message m ON m.unit_id = c.unit_id AND m.account_id = c.account_id AND m.read_at IS NULL AND m.mailed_at IS NULL
WHERE c.mail = 'each' AND m.at >= :since ORDER BY c.unit_id;

-- name: reminder_units
-- The next units in which somebody may have to be reminded, or to be mailed what is unread: with a round of late.
-- scope: installation, because it is housekeeping
SELECT u.id FROM unit u WHERE u.id > :after AND (EXISTS (SELECT 1 FROM round r WHERE r.unit_id = u.id AND r.year >= :year)
 OR EXISTS (SELECT 1 FROM message m WHERE m.unit_id = u.id AND m.read_at IS NULL AND m.at >= :since)) ORDER BY u.id LIMIT :count;

-- ---- what is missing ----

-- name: reminder_accounts
-- Accounts of people at work.
SELECT a.id, a.person_id FROM account a JOIN person p ON p.unit_id = a.unit_id AND p.id = a.person_id AND p.state = 'active'
WHERE a.unit_id = :unit_id AND a.state = 'active' ORDER BY a.id LIMIT 20000;

-- name: reminder_round
-- The newest round: until when it is to be handed in, and how many have begun with plans of self-study and with self-assessments.
SELECT r.id, r.year, (SELECT max(p.submit_before) FROM plan p WHERE p.unit_id = r.unit_id AND p.round_id = r.id) AS due,
 (SELECT count(*) FROM study_plan s WHERE s.unit_id = r.unit_id AND s.round_id = r.id AND s.state IN ('submitted', 'approved')) AS plans,
 (SELECT count(*) FROM citizen_assessment c WHERE c.unit_id = r.unit_id AND c.round_id = r.id AND c.state IN ('submitted', 'accepted')) AS citizens
FROM round r WHERE r.unit_id = :unit_id ORDER BY r.year DESC, r.id DESC LIMIT 1;

-- name: missing_people
-- People at work who lack something of a round: 'study' and 'citizen' not handed in, 'late' work overdue, 'given' work not done, 'all'
-- everybody; with an account of theirs, if they have one.
SELECT p.id, p.name, p.department, (SELECT min(a.id) FROM account a WHERE a.unit_id = p.unit_id AND a.person_id = p.id AND a.state = 'active') AS account
FROM person p WHERE p.unit_id = :unit_id AND p.state = 'active' AND (CAST(:who AS TEXT) = 'all'
 OR (CAST(:who AS TEXT) = 'study' AND NOT EXISTS (SELECT 1 FROM study_plan s WHERE s.unit_id = p.unit_id AND s.round_id = :round_id
   AND s.person_id = p.id AND s.state IN ('submitted', 'approved')))
 OR (CAST(:who AS TEXT) = 'citizen' AND NOT EXISTS (SELECT 1 FROM citizen_assessment c WHERE c.unit_id = p.unit_id AND c.round_id = :round_id
   AND c.person_id = p.id AND c.state IN ('submitted', 'accepted')))
 OR (CAST(:who AS TEXT) IN ('given', 'late') AND EXISTS (SELECT 1 FROM assignee s JOIN assignment w ON w.unit_id = s.unit_id AND w.id = s.assignment_id
   LEFT JOIN rating g ON g.unit_id = w.unit_id AND g.round_id = w.round_id AND g.indicator = w.indicator
   WHERE s.unit_id = p.unit_id AND s.person_id = p.id AND s.round_id = :round_id AND s.ended_on IS NULL AND w.state IS NULL
   AND (g.state IS NULL OR g.state NOT IN ('submitted', 'agreed')) AND (CAST(:who AS TEXT) = 'given' OR w.due < :today))))
ORDER BY p.sort_key, p.id LIMIT 20000;

-- ---- a person's calendar ----

-- name: feed_assignments
-- Work given to a person, with a day.
SELECT w.id, w.version, r.year, w.indicator, w.task, w.due, (SELECT max(e.at) FROM event e WHERE e.unit_id = w.unit_id
 AND e.object_kind = 'assignment' AND e.object_id = w.id) AS changed
FROM assignee s JOIN assignment w ON w.unit_id = s.unit_id AND w.id = s.assignment_id
JOIN round r ON r.unit_id = w.unit_id AND r.id = w.round_id
WHERE s.unit_id = :unit_id AND s.person_id = :person_id AND s.ended_on IS NULL AND w.due IS NOT NULL
ORDER BY w.due, w.id LIMIT 500;

-- name: feed_improvements
-- Tasks of improvement that are a person's and not done, with a day, but for those that went on to a later round.
SELECT i.id, i.version, r.year, i.task, i.due, (SELECT max(e.at) FROM event e WHERE e.unit_id = i.unit_id
 AND e.object_kind = 'improvement' AND e.object_id = i.id) AS changed
FROM improvement i JOIN round r ON r.unit_id = i.unit_id AND r.id = i.round_id
WHERE i.unit_id = :unit_id AND i.owner_id = :person_id AND i.state IS NULL AND i.due IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM improvement n WHERE n.unit_id = i.unit_id AND n.carried_from = i.id)
ORDER BY i.due, i.id LIMIT 200;

-- name: feed_meetings
-- Meetings of the teams that a person belongs to.
SELECT DISTINCT m.id, m.version, r.year, m.kind, m.begins, m.ends, m.place, (SELECT max(e.at) FROM event e WHERE e.unit_id = m.unit_id
 AND e.object_kind = 'meeting' AND e.object_id = m.id) AS changed
FROM team_member t JOIN meeting m ON m.unit_id = t.unit_id AND m.round_id = t.round_id
JOIN round r ON r.unit_id = m.unit_id AND r.id = m.round_id
WHERE t.unit_id = :unit_id AND t.person_id = :person_id AND t.ended_on IS NULL AND m.begins IS NOT NULL
ORDER BY m.begins, m.id LIMIT 100;

-- name: feed_meeting
-- One meeting, in the same columns.
SELECT m.id, m.version, r.year, m.kind, m.begins, m.ends, m.place, (SELECT max(e.at) FROM event e WHERE e.unit_id = m.unit_id
 AND e.object_kind = 'meeting' AND e.object_id = m.id) AS changed
FROM meeting m JOIN round r ON r.unit_id = m.unit_id AND r.id = m.round_id
WHERE m.unit_id = :unit_id AND m.id = :id AND m.begins IS NOT NULL;

-- name: feed_submissions
-- Until when rounds of a person's teams are to be handed in.
SELECT DISTINCT q.id, q.version, r.year, q.submit_before, (SELECT max(e.at) FROM event e WHERE e.unit_id = q.unit_id
 AND e.object_kind = 'plan' AND e.object_id = q.id) AS changed
FROM team_member t JOIN plan q ON q.unit_id = t.unit_id AND q.round_id = t.round_id
JOIN round r ON r.unit_id = q.unit_id AND r.id = q.round_id
WHERE t.unit_id = :unit_id AND t.person_id = :person_id AND t.ended_on IS NULL AND q.submit_before IS NOT NULL
ORDER BY q.submit_before, q.id LIMIT 50;
