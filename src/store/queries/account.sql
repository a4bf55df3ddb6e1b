-- Accounts, their roles and secrets.

-- name: account_by_login
-- The account that a log-in names.
-- scope: installation, because who logs in has not said which unit
SELECT a.unit_id, a.id, a.person_id, a.login, a.password_hash, a.totp_secret, a.totp_last, a.state, p.name
FROM account a LEFT JOIN person p ON p.unit_id = a.unit_id AND p.id = a.person_id
WHERE a.login = :login;

-- name: account_by_id
-- One account of the unit.
SELECT a.unit_id, a.id, a.person_id, a.login, a.password_hash, a.totp_secret, a.totp_last, a.state, p.name
FROM account a LEFT JOIN person p ON p.unit_id = a.unit_id AND p.id = a.person_id
WHERE a.unit_id = :unit_id AND a.id = :id;

-- name: account_email
-- The e-mail address of an account's person.
SELECT p.email FROM account a JOIN person p ON p.unit_id = a.unit_id AND p.id = a.person_id
WHERE a.unit_id = :unit_id AND a.id = :id;

-- name: account_login_taken
-- Is the log-in given already?
-- scope: installation, because log-ins are unique over all units
SELECT 1 FROM account WHERE login = :login;

-- name: account_insert
-- A new account without a password.
INSERT INTO account (unit_id, id, person_id, login, state, version) VALUES (:unit_id, :id, :person_id, :login, 'active', 1);

-- name: account_set_password
-- Sets or takes away (null) the password.
UPDATE account SET password_hash = :password_hash, version = version + 1 WHERE unit_id = :unit_id AND id = :id;

-- name: account_set_totp
-- Turns one-time codes on or off (null).
UPDATE account SET totp_secret = :totp_secret, totp_last = :totp_last, version = version + 1 WHERE unit_id = :unit_id AND id = :id;

-- name: account_use_totp
-- Remembers the last step used; changes nothing if a later one was used meanwhile (ten later: TOTP_AHEAD_STEPS).
UPDATE account SET totp_last = :totp_last WHERE unit_id = :unit_id AND id = :id AND (totp_last IS NULL OR totp_last < :totp_last OR totp_last - 10 > :totp_last);

-- name: account_set_state
-- Locks or unlocks.
UPDATE account SET state = :state, version = version + 1 WHERE unit_id = :unit_id AND id = :id;

-- name: account_of_person
-- The accounts of a person.
SELECT id FROM account WHERE unit_id = :unit_id AND person_id = :person_id ORDER BY id LIMIT 100;

-- name: account_set_person
-- Whose account it is.
UPDATE account SET person_id = :person_id, version = version + 1 WHERE unit_id = :unit_id AND id = :id;

-- name: account_list
-- All accounts of the unit in the order of names.
SELECT a.id, a.login, a.state, CASE WHEN a.password_hash IS NULL THEN 0 ELSE 1 END,
CASE WHEN a.totp_secret IS NULL THEN 0 ELSE 1 END, a.person_id, p.name, p.position, p.department
FROM account a LEFT JOIN person p ON p.unit_id = a.unit_id AND p.id = a.person_id
WHERE a.unit_id = :unit_id
ORDER BY coalesce(p.sort_key, ''), a.id LIMIT 5000;

-- name: account_missing
-- People at work who have no account yet.
SELECT p.id, p.name, p.department, p.position FROM person p
WHERE p.unit_id = :unit_id AND p.state = 'active'
AND NOT EXISTS (SELECT 1 FROM account a WHERE a.unit_id = p.unit_id AND a.person_id = p.id)
ORDER BY p.sort_key, p.id LIMIT 5000;

-- name: account_all
-- Every account of the installation, for the command line.
-- scope: installation, because the person at the machine looks after all units
-- scan: because all are wanted
SELECT a.unit_id, a.id, a.login, a.state, u.code, p.name FROM account a JOIN unit u ON u.id = a.unit_id
LEFT JOIN person p ON p.unit_id = a.unit_id AND p.id = a.person_id ORDER BY u.code, a.login;

-- ---- roles ----

-- name: role_list
-- All grants of the unit that are not over on a day.
SELECT g.id, g.account_id, g.role, g.valid_from, g.valid_to, g.deputy_for FROM role_grant g
WHERE g.unit_id = :unit_id AND (g.valid_to IS NULL OR g.valid_to >= :today) ORDER BY g.account_id, g.id LIMIT 20000;

-- name: role_of_account
-- All grants of one account, those that are over too.
SELECT id, account_id, role, valid_from, valid_to, deputy_for FROM role_grant
WHERE unit_id = :unit_id AND account_id = :account_id ORDER BY id;

-- name: role_deputies
-- Who stands in for this account, now or later.
SELECT g.id, g.account_id, g.role, g.valid_from, g.valid_to, g.deputy_for, a.login, p.name FROM role_grant g
JOIN account a ON a.unit_id = g.unit_id AND a.id = g.account_id
LEFT JOIN person p ON p.unit_id = a.unit_id AND p.id = a.person_id
WHERE g.unit_id = :unit_id AND g.deputy_for = :account_id AND (g.valid_to IS NULL OR g.valid_to >= :today) ORDER BY g.valid_from, g.id;

-- name: role_get
-- One grant.
SELECT id, account_id, role, valid_from, valid_to, deputy_for FROM role_grant WHERE unit_id = :unit_id AND id = :id;

-- name: role_insert
-- Grants a role, or lends one to a deputy.
INSERT INTO role_grant (unit_id, id, account_id, role, valid_from, valid_to, deputy_for)
VALUES (:unit_id, :id, :account_id, :role, :valid_from, :valid_to, :deputy_for);

-- name: role_delete
-- Takes a role away.
DELETE FROM role_grant WHERE unit_id = :unit_id AND id = :id;

-- name: role_administrators
-- How many accounts that are not locked hold a role of their own today and later.
SELECT count(DISTINCT g.account_id) FROM role_grant g JOIN account a ON a.unit_id = g.unit_id AND a.id = g.account_id
WHERE g.unit_id = :unit_id AND g.role = :role AND g.deputy_for IS NULL AND a.state = 'active'
AND (g.valid_from IS NULL OR g.valid_from <= :today) AND g.valid_to IS NULL;

-- ---- secrets ----

-- name: secret_insert
-- A new secret of an account.
INSERT INTO secret (hash, unit_id, id, account_id, kind, label, scope, csrf, address, created_at, used_at, expires_at)
VALUES (:hash, :unit_id, :id, :account_id, :kind, :label, :scope, :csrf, :address, :created_at, :used_at, :expires_at);

-- name: secret_find
-- A secret that still counts, by its hash, of an account that is not locked; whose it is, what each page tells of the unit and the
-- inbox, and a row for each role that counts today: the account's own and those it stands in for while their owner has them.
-- scope: installation, because the secret itself says whose it is
SELECT s.unit_id, s.id, s.account_id, s.kind, s.scope, s.csrf, s.created_at, s.used_at, s.expires_at, a.login, a.person_id, p.name,
coalesce((SELECT n.name FROM unit_name n WHERE n.unit_id = s.unit_id AND n.valid_from <= :today AND (n.valid_to IS NULL OR n.valid_to >= :today)
ORDER BY n.valid_from DESC LIMIT 1), (SELECT n.name FROM unit_name n WHERE n.unit_id = s.unit_id ORDER BY n.valid_from LIMIT 1)) AS unit_name,
(SELECT max(r.year) FROM round r WHERE r.unit_id = s.unit_id) AS year, u.audit_seq, g.role,
(SELECT count(*) FROM message m WHERE m.unit_id = s.unit_id AND m.account_id = s.account_id AND m.read_at IS NULL) AS unread
FROM secret s JOIN account a ON a.unit_id = s.unit_id AND a.id = s.account_id JOIN unit u ON u.id = s.unit_id
LEFT JOIN person p ON p.unit_id = a.unit_id AND p.id = a.person_id
LEFT JOIN role_grant g ON g.unit_id = a.unit_id AND g.account_id = a.id
AND (g.valid_from IS NULL OR g.valid_from <= :today) AND (g.valid_to IS NULL OR g.valid_to >= :today)
AND (g.deputy_for IS NULL OR EXISTS (SELECT 1 FROM role_grant h
WHERE h.unit_id = g.unit_id AND h.account_id = g.deputy_for AND h.role = g.role AND h.deputy_for IS NULL
AND (h.valid_from IS NULL OR h.valid_from <= :today) AND (h.valid_to IS NULL OR h.valid_to >= :today)))
WHERE s.hash = :hash AND s.ended_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > :now) AND a.state = 'active';

-- name: secret_touch
-- Last seen; a session lives on.
UPDATE secret SET used_at = :now, expires_at = :expires_at WHERE hash = :hash AND unit_id = :unit_id AND ended_at IS NULL;

-- name: secret_end
-- Ends one secret of an account.
UPDATE secret SET ended_at = :now WHERE unit_id = :unit_id AND account_id = :account_id AND id = :id AND ended_at IS NULL;

-- name: secret_end_kind
-- Ends all of an account's secrets of a kind but one.
UPDATE secret SET ended_at = :now WHERE unit_id = :unit_id AND account_id = :account_id AND kind = :kind AND id <> :but AND ended_at IS NULL;

-- name: secret_list
-- The secrets of a kind that still count.
SELECT id, label, scope, address, created_at, used_at, expires_at FROM secret
WHERE unit_id = :unit_id AND account_id = :account_id AND kind = :kind AND ended_at IS NULL AND (expires_at IS NULL OR expires_at > :now)
ORDER BY created_at DESC, id DESC LIMIT 200;

-- name: secret_count
-- How many secrets of a kind still count.
SELECT count(*) FROM secret
WHERE unit_id = :unit_id AND account_id = :account_id AND kind = :kind AND ended_at IS NULL AND (expires_at IS NULL OR expires_at > :now);

-- name: secret_purge
-- Forgets what ended or ran out long ago.
-- scope: installation, because it is housekeeping
-- scan: because nothing waits for it
DELETE FROM secret WHERE ended_at < :before OR expires_at < :before;

-- ---- waits after failures ----

-- name: throttle_get
-- Failures of an account or address.
SELECT failures, blocked_until FROM throttle WHERE name = :name;

-- name: throttle_put
-- Failures of an account or address.
INSERT INTO throttle (name, failures, blocked_until) VALUES (:name, :failures, :blocked_until)
ON CONFLICT (name) DO UPDATE SET failures = excluded.failures, blocked_until = excluded.blocked_until;

-- name: throttle_delete
-- Forgets the failures of an account or address.
DELETE FROM throttle WHERE name = :name;

-- name: throttle_purge
-- Forgets failures of long ago.
-- scan: because nothing waits for it
DELETE FROM throttle WHERE blocked_until < :before;
