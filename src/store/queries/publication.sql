-- What the public may read.

-- name: publication_at
-- What was published under an address, the newest first, without what it said.
-- scope: installation, because the address is of the whole installation
SELECT position, state, published_at, withdrawn_at, withdrawn_reason
FROM publication WHERE address = :address ORDER BY position DESC;

-- name: publication_mark
-- Which is the newest under an address, and how it stands; one row by the index, for each visit.
-- scope: installation, because the address is of the whole installation
SELECT unit_id, id, state, withdrawn_at FROM publication WHERE address = :address ORDER BY position DESC LIMIT 1;

-- name: publication_content
-- What the newest under an address says, the files that go with it, and the hash of what was approved.
-- scope: installation, because the address is of the whole installation
SELECT p.content, p.files, a.hash FROM publication p LEFT JOIN approval a ON a.unit_id = p.unit_id AND a.id = p.approval_id
WHERE p.address = :address ORDER BY p.position DESC LIMIT 1;

-- name: publication_address_owner
-- The unit that has an address.
-- scope: installation, because the address is of the whole installation
SELECT unit_id FROM publication WHERE address = :address LIMIT 1;

-- name: publication_round_address
-- The address that a round has had from its first publication on.
SELECT address FROM publication WHERE unit_id = :unit_id AND round_id = :round_id ORDER BY position LIMIT 1;

-- name: publication_newest
-- What is public now, the newest first, from a place in the list on.
-- scope: installation, because it is for everybody
SELECT unit_id, address, published_at, content FROM publication WHERE state = 'published'
ORDER BY published_at DESC LIMIT :count OFFSET :start;

-- name: approval_of_snapshot
-- What was approved under the code that stands on its papers, and under which address it is public.
-- scope: installation, because whoever holds the paper knows the code only
SELECT a.unit_id, a.state, a.hash, a.approved_at, a.void_at, p.address, p.state AS published, r.year
FROM approval a JOIN round r ON r.unit_id = a.unit_id AND r.id = a.round_id
LEFT JOIN publication p ON p.unit_id = a.unit_id AND p.approval_id = a.id
WHERE a.snapshot = :snapshot ORDER BY a.position DESC, p.position DESC LIMIT 1;
