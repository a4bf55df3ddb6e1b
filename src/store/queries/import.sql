-- Imports of people: events that name the events of their people.

-- name: import_events
-- The imports, newest first, and whether each was taken back.
SELECT e.object_id, e.at, coalesce(n.name, a.login, '') AS who, p.after,
  (SELECT count(*) FROM event u WHERE u.unit_id = e.unit_id AND u.object_kind = 'import' AND u.object_id = e.object_id
   AND u.action = 'people.import_undo') AS undone
FROM event e LEFT JOIN event_payload p ON p.unit_id = e.unit_id AND p.seq = e.seq
LEFT JOIN account a ON a.unit_id = e.unit_id AND a.id = e.account_id
LEFT JOIN person n ON n.unit_id = a.unit_id AND n.id = a.person_id
WHERE e.unit_id = :unit_id AND e.object_kind = 'import' AND e.action = 'people.import'
ORDER BY e.seq DESC LIMIT :count;

-- name: import_event
-- One import, with the same columns.
SELECT e.object_id, e.at, coalesce(n.name, a.login, '') AS who, p.after,
  (SELECT count(*) FROM event u WHERE u.unit_id = e.unit_id AND u.object_kind = 'import' AND u.object_id = e.object_id
   AND u.action = 'people.import_undo') AS undone
FROM event e LEFT JOIN event_payload p ON p.unit_id = e.unit_id AND p.seq = e.seq
LEFT JOIN account a ON a.unit_id = e.unit_id AND a.id = e.account_id
LEFT JOIN person n ON n.unit_id = a.unit_id AND n.id = a.person_id
WHERE e.unit_id = :unit_id AND e.object_kind = 'import' AND e.object_id = :id AND e.action = 'people.import';

-- name: import_people
-- What an import did to whom, the last event of each, and how many accounts they have.
SELECT e.seq, e.object_id, e.action, p.before, n.version, n.name,
  (SELECT max(l.seq) FROM event l WHERE l.unit_id = e.unit_id AND l.object_kind = 'person' AND l.object_id = e.object_id) AS last,
  (SELECT count(*) FROM account a WHERE a.unit_id = e.unit_id AND a.person_id = e.object_id) AS accounts
FROM event e LEFT JOIN event_payload p ON p.unit_id = e.unit_id AND p.seq = e.seq
LEFT JOIN person n ON n.unit_id = e.unit_id AND n.id = e.object_id
WHERE e.unit_id = :unit_id AND e.seq >= :first AND e.seq <= :last AND e.object_kind = 'person' ORDER BY e.seq;
