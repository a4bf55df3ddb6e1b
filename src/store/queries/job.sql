-- Work in the background: see store/job.h.

-- name: job_insert
-- A job that is due at once.
INSERT INTO job (unit_id, id, account_id, kind, state, input, progress, total, attempts, lease_until, created_at)
VALUES (:unit_id, :id, :account_id, :kind, 'waiting', :input, 0, :total, 0, :now, :now);

-- name: job_due
-- When the first and the last job of some kinds are due that have not ended.
-- scope: installation, because whoever runs jobs works for all units
SELECT min(lease_until), max(lease_until) FROM job
WHERE state IN ('waiting', 'running') AND CAST(:kinds AS TEXT) LIKE '%|' || kind || '|%';

-- name: job_take
-- Takes the job of some kinds that has been due longest, for one more attempt.
-- scope: installation, because whoever runs jobs works for all units
-- engine: sqlite
UPDATE job SET state = 'running', attempts = attempts + 1, progress = 0, lease_until = :until, started_at = :now
WHERE (unit_id, id) = (SELECT unit_id, id FROM job WHERE state IN ('waiting', 'running')
  AND (lease_until <= :now OR lease_until > :ahead) AND CAST(:kinds AS TEXT) LIKE '%|' || kind || '|%'
  ORDER BY lease_until, unit_id, id LIMIT 1)
RETURNING unit_id, id, account_id, kind, input, total, attempts, created_at;

-- name: job_take
-- Takes the job of some kinds that has been due longest, for one more attempt; passes over what another program is just taking.
-- scope: installation, because whoever runs jobs works for all units
-- engine: postgres
UPDATE job SET state = 'running', attempts = attempts + 1, progress = 0, lease_until = :until, started_at = :now
WHERE (unit_id, id) = (SELECT unit_id, id FROM job WHERE state IN ('waiting', 'running')
  AND (lease_until <= :now OR lease_until > :ahead) AND CAST(:kinds AS TEXT) LIKE '%|' || kind || '|%'
  ORDER BY lease_until, unit_id, id LIMIT 1 FOR UPDATE SKIP LOCKED)
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
-- Results of a kind are kept for a time only; an end that has not come yet was set by a clock that ran ahead.
-- scope: installation, because it is housekeeping
UPDATE job SET result = NULL
WHERE state = 'done' AND kind = :kind AND result IS NOT NULL AND (finished_at < :before OR finished_at > :ahead);

-- name: job_purge
-- Forgets jobs that ended long ago, by the right clock.
-- scope: installation, because it is housekeeping
DELETE FROM job WHERE state IN ('done', 'failed', 'cancelled') AND (finished_at < :before OR finished_at > :ahead);
