-- Evidence of a round: the list, its files, the codes that are taken.

-- name: evidence_page
-- Items in their order; `like` is a folded pattern, '%' for all, `word` a part of it; `indicator` a pattern for the list of
-- indicators, '' for all; `show` '' for all, or unfiled, unlinked; `every` 1: restricted ones too, else only those of `account`.
-- Which they are is found first, so that files are counted of these alone; the sum keeps the engine from walking
-- through all items in their order to find those of a block.
-- scan: because of what it found itself, by an index
SELECT e.id, e.code, e.title, e.number, e.date, e.issuer, e.indicators, e.paper_location, e.box, e.url, e.restricted,
       (SELECT count(*) FROM evidence_file f WHERE f.unit_id = e.unit_id AND f.round_id = e.round_id AND f.evidence_id = e.id AND f.replaced_by IS NULL) AS files
FROM (SELECT b.block, e.position, e.id FROM evidence_block b CROSS JOIN evidence e
  WHERE e.unit_id = :unit_id AND e.round_id = :round_id AND e.block = b.block
  AND b.unit_id = :unit_id AND b.round_id = :round_id AND strpos(b.folded, :word) > 0 AND (:like = '%' OR e.folded LIKE :like) AND (:indicator = '' OR e.indicators LIKE :indicator)
  AND (:show = '' OR (:show = 'unlinked' AND e.indicators IS NULL) OR (:show = 'unfiled' AND NOT EXISTS (SELECT 1 FROM evidence_file f
    WHERE f.unit_id = e.unit_id AND f.round_id = e.round_id AND f.evidence_id = e.id AND f.replaced_by IS NULL)))
  AND (:every = 1 OR coalesce(e.restricted, 0) = 0 OR e.added_by = :account)
  ORDER BY b.block, e.position + 0, e.id LIMIT :count OFFSET :start) c
JOIN evidence e ON e.unit_id = :unit_id AND e.id = c.id
ORDER BY e.position, e.id;

-- name: evidence_count
-- How many the same filter finds, `most` at most.
-- scan: because of what it found itself, by an index
SELECT count(*) FROM (SELECT 1 AS one FROM evidence_block b CROSS JOIN evidence e
  WHERE e.unit_id = :unit_id AND e.round_id = :round_id AND e.block = b.block
  AND b.unit_id = :unit_id AND b.round_id = :round_id AND strpos(b.folded, :word) > 0 AND (:like = '%' OR e.folded LIKE :like) AND (:indicator = '' OR e.indicators LIKE :indicator)
  AND (:show = '' OR (:show = 'unlinked' AND e.indicators IS NULL) OR (:show = 'unfiled' AND NOT EXISTS (SELECT 1 FROM evidence_file f
    WHERE f.unit_id = e.unit_id AND f.round_id = e.round_id AND f.evidence_id = e.id AND f.replaced_by IS NULL)))
  AND (:every = 1 OR coalesce(e.restricted, 0) = 0 OR e.added_by = :account)
  ORDER BY b.block LIMIT :most) c;

-- name: evidence_total
-- How many there are for whoever asks.
SELECT (SELECT count(*) FROM evidence e WHERE e.unit_id = :unit_id AND e.round_id = :round_id)
  - (SELECT count(*) FROM evidence e WHERE e.unit_id = :unit_id AND e.round_id = :round_id AND e.restricted = 1 AND :every = 0 AND coalesce(e.added_by, 0) <> :account);

-- name: evidence_hidden
-- How many restricted items are not the account's own.
SELECT count(*) FROM evidence WHERE unit_id = :unit_id AND round_id = :round_id AND restricted = 1 AND coalesce(added_by, 0) <> :account;

-- name: evidence_last
-- The last place in the list.
SELECT coalesce(max(position), 0) FROM evidence WHERE unit_id = :unit_id AND round_id = :round_id;

-- name: evidence_pattern
-- How codes of the round look; null: as the program has it.
SELECT evidence_code FROM round WHERE unit_id = :unit_id AND id = :id;

-- name: evidence_without_code
-- Items that have no code yet with what codes are made of, in their order.  The sum keeps the engine from walking
-- through all items in that order to find the few.
SELECT id, key, box, indicators, title, number, issuer FROM evidence
WHERE unit_id = :unit_id AND round_id = :round_id AND code IS NULL ORDER BY position + 0, id;

-- name: evidence_taken_codes
-- Codes between two texts that no other item may bear: those given, and those of items that were taken out.
SELECT code FROM evidence WHERE unit_id = :unit_id AND round_id = :round_id AND code >= :first AND code < :last
UNION ALL SELECT code FROM spent_code WHERE unit_id = :unit_id AND round_id = :round_id AND code >= :first AND code < :last;

-- name: evidence_files
-- Files of an item, those that were replaced too, in their order.
SELECT id, version, name, blob, size, type, replaced_by, position FROM evidence_file
WHERE unit_id = :unit_id AND round_id = :round_id AND evidence_id = :evidence_id ORDER BY position, id;
