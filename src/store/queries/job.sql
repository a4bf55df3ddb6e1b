-- Work in the background: see store/job.h.

-- name: job_insert
-- A job that is due at once.
INSERT INTO job (unit_id, id, account_id, kind, state, input, progress, total, attempts, lease_until, created_at)
VALUES (:unit_id, :id, :account_id, :kind, 'waiting', :input, 0, :total, 0, :now, :now);

-- name: job_due
-- The job of a kind that is due first of those that have not ended, and when the last one is.
-- scope: installation, because whoever runs jobs works for all units
SELECT lease_until, unit_id, id, (SELECT max(lease_until) FROM job WHERE kind = :kind AND state IN ('waiting', 'running')) AS last
FROM job WHERE kind = :kind AND state IN ('waiting', 'running') ORDER BY lease_until, unit_id, id LIMIT 1;

-- name: job_take
-- Takes the job of a kind that is due first in a span of time, for one more attempt.
-- scope: installation, because whoever runs jobs works for all units
-- engine: sqlite
UPDATE job SET state = 'running', attempts = attempts + 1, progress = 0, lease_until = :until, started_at = :now
WHERE (unit_id, id) = (SELECT unit_id, id FROM job WHERE kind = :kind AND state IN ('waiting', 'running')
  AND lease_until >= :first AND lease_until <= :last ORDER BY lease_until, unit_id, id LIMIT 1)
RETURNING unit_id, id, account_id, kind, input, total, attempts, created_at;

-- name: job_take
-- Takes the job of a kind that is due first in a span of time, for one more attempt; passes over what another program is just taking.
-- scope: installation, because whoever runs jobs works for all units
-- engine: postgres
UPDATE job SET state = 'running', attempts = attempts + 1, progress = 0, lease_until = :until, started_at = :now
WHERE (unit_id, id) = (SELECT unit_id, id FROM job WHERE kind = :kind AND state IN ('waiting', 'running')
  AND lease_until >= :first AND lease_until <= :last ORDER BY lease_until, unit_id, id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING unit_id, id, account_id, kind, input, total, attempts, created_at;

-- name: job_renew
-- Whoever holds the job still does, and is so far.
UPDATE job SET lease_until = :until, progress = :progress, total = :total
WHERE unit_id = :unit_id AND id = :id AND state = 'running' AND attempts = :attempt;

-- name: job_done
-- It ended well.  What it was to do is forgotten: it may hold what is nobody's business any more.
UPDATE job SET state = 'done', input = :nothing, result = :result, problem = NULL, progress = total, finished_at = :now
WHERE unit_id = :unit_id AND id = :id AND state = 'running' AND attempts = :attempt;

-- name: job_failed
-- It ended badly.
UPDATE job SET state = 'failed', input = :nothing, problem = :problem, finished_at = :now
WHERE unit_id = :unit_id AND id = :id AND state = 'running' AND attempts = :attempt;

-- name: job_put_off
-- It waits to be taken again; `counted` attempts have been made.
UPDATE job SET state = 'waiting', problem = :problem, lease_until = :due, attempts = :counted
WHERE unit_id = :unit_id AND id = :id AND state = 'running' AND attempts = :attempt;

-- name: job_cancel
-- Its owner does without it.
UPDATE job SET state = 'cancelled', input = :nothing, problem = NULL, finished_at = :now
WHERE unit_id = :unit_id AND account_id = :account_id AND id = :id AND state IN ('waiting', 'running');

-- name: job_list
-- The latest jobs of an account.
SELECT id, kind, state, progress, total, problem, attempts, lease_until, created_at, finished_at,
  CASE WHEN result IS NULL THEN 0 ELSE 1 END, started_at
FROM job WHERE unit_id = :unit_id AND account_id = :account_id ORDER BY id DESC LIMIT :count;

-- name: job_get
-- One job of an account, with the same columns.
SELECT id, kind, state, progress, total, problem, attempts, lease_until, created_at, finished_at,
  CASE WHEN result IS NULL THEN 0 ELSE 1 END, started_at
FROM job WHERE unit_id = :unit_id AND account_id = :account_id AND id = :id;

-- name: job_result
-- What it left.
SELECT result FROM job WHERE unit_id = :unit_id AND account_id = :account_id AND id = :id AND result IS NOT NULL;

-- name: job_open
-- The account's job of a kind that has not ended, 0: none.
SELECT coalesce(max(id), 0) FROM job
WHERE unit_id = :unit_id AND account_id = :account_id AND kind = :kind AND state IN ('waiting', 'running');

-- name: job_drop_results
-- Results of a kind that came in a span of time are not kept any more.
-- scope: installation, because it is housekeeping
UPDATE job SET result = NULL WHERE kind = :kind AND result IS NOT NULL AND finished_at >= :first AND finished_at <= :last;

-- name: job_purge
-- Forgets jobs that ended in a span of time.
-- scope: installation, because it is housekeeping
DELETE FROM job WHERE state IN ('done', 'failed', 'cancelled') AND finished_at >= :first AND finished_at <= :last;

-- name: job_purge_own
-- The same of those that the program did by itself and well: nobody asks for them again.
-- scope: installation, because it is housekeeping
DELETE FROM job WHERE account_id = 0 AND state = 'done' AND state IN ('done', 'failed', 'cancelled') AND finished_at >= :first AND finished_at <= :last;
