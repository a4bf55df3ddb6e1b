/* test_job.c - jobs: leases, attempts, pauses, cancelling, clocks that ran ahead, several takers at once,
 * restarts. */
#include "place.h"
#include "store/job.h"
#include "store/unit.h"
#include <string.h>

#define SECOND ((gint64)G_USEC_PER_SEC)
#define DAY (24 * 3600 * SECOND)
#define YEAR (365 * DAY)
#define START ((gint64)1795500000 * SECOND)

static const char *const all_kinds[] = { "slips", "mail", NULL };
static const char *const slips_only[] = { "slips", NULL };

typedef struct {
  Place place;
  Database *database;
  Arena *arena;
  gint64 now, unit_id, other_id;
  gint told; /* by the database */
} Fixture;

static gint64
fixture_clock (void *user)
{
  return ((Fixture *)user)->now;
}

static void
count_told (void *user)
{
  g_atomic_int_inc (&((Fixture *)user)->told);
}

static void
open_database (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  DatabaseOptions options
      = { .location = fixture->place.location, .readers = 2, .clock = fixture_clock, .clock_user = fixture };
  fixture->database = database_open (&options, &error);
  g_assert_no_error (error);
  database_watch (fixture->database, count_told, fixture);
}

static bool
found_units (Transaction *transaction, void *user, GError **error)
{
  Fixture *fixture = user;
  UnitName name = { "2025-07-01", NULL, "Trường", "Trường", "UBND", "Phòng", "Hà Nội" };
  return unit_found (transaction, NULL, "A", "tieu_hoc", &name, &fixture->unit_id, error)
         && unit_found (transaction, NULL, "B", "tieu_hoc", &name, &fixture->other_id, error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const Scope nobody = { 0 };
  g_autoptr (GError) error = NULL;
  fixture->arena = arena_new ((gsize)64 << 20);
  fixture->now = START;
  fixture->place = place_new ();
  open_database (fixture);
  db_write (fixture->database, &nobody, found_units, fixture, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  database_close (fixture->database);
  place_clear (&fixture->place);
  arena_free (fixture->arena);
}

/* ---- one step of a test as a write of its own ---- */

typedef enum { ADD, TAKE, RENEW, FINISH, FAIL, PUT_OFF, PUT_BACK, CANCEL, PURGE } Act;

typedef struct {
  Act act;
  Arena *arena;
  const char *kind;         /* of ADD */
  const char *const *kinds; /* of TAKE */
  gint64 account_id, id, pause;
  Job job;
  bool yes; /* found, held */
  bool breaks;
} Step;

static bool
do_step (Transaction *transaction, void *user, GError **error)
{
  Step *step = user;
  switch (step->act) {
  case ADD:
    return job_enqueue (transaction, step->kind, step->account_id, "{\"x\":1}", 7, &step->id, error)
           && (!step->breaks || (error_set (error, "test", MSG_INTERNAL, "on purpose", NULL), false));
  case TAKE:
    return job_take (transaction, step->arena, step->kinds, &step->job, &step->yes, error);
  case RENEW:
    return job_renew (transaction, &step->job, 3, 9, &step->yes, error);
  case FINISH:
    return job_finish (transaction, &step->job, "kết quả", strlen ("kết quả"), error);
  case FAIL:
    return job_fail (transaction, &step->job, "Không được.", &step->yes, error);
  case PUT_OFF:
    return job_put_off (transaction, &step->job, "Chưa được.", step->pause, &step->yes, error);
  case PUT_BACK:
    return job_put_back (transaction, &step->job, &step->yes, error);
  case CANCEL:
    return job_cancel (transaction, step->account_id, step->id, &step->yes, error);
  case PURGE:
    return job_purge (transaction, error);
  }
  return false;
}

static void
try_step (Fixture *fixture, gint64 unit_id, Step *step, GError **error)
{
  Scope scope = { .unit_id = unit_id, .account_id = step->account_id };
  step->arena = fixture->arena;
  db_write (fixture->database, &scope, do_step, step, error);
}

static Step
run_step (Fixture *fixture, gint64 unit_id, Step step)
{
  g_autoptr (GError) error = NULL;
  try_step (fixture, unit_id, &step, &error);
  g_assert_no_error (error);
  return step;
}

static gint64
add (Fixture *fixture, const char *kind, gint64 account_id)
{
  return run_step (fixture, fixture->unit_id, (Step){ .act = ADD, .kind = kind, .account_id = account_id })
      .id;
}

static Job
take (Fixture *fixture)
{
  Step step = run_step (fixture, 0, (Step){ .act = TAKE, .kinds = all_kinds });
  g_assert_true (step.yes);
  return step.job;
}

static void
assert_none_due (Fixture *fixture)
{
  g_assert_false (run_step (fixture, 0, (Step){ .act = TAKE, .kinds = all_kinds }).yes);
}

static bool
held (Fixture *fixture, Act act, const Job *job, gint64 pause)
{
  return run_step (fixture, job->unit_id, (Step){ .act = act, .job = *job, .pause = pause }).yes;
}

static void
finish (Fixture *fixture, const Job *job)
{
  run_step (fixture, job->unit_id, (Step){ .act = FINISH, .job = *job });
}

static void
assert_lost (Fixture *fixture, const Job *job)
{
  g_autoptr (GError) error = NULL;
  Step step = { .act = FINISH, .job = *job };
  g_assert_false (held (fixture, RENEW, job, 0));
  g_assert_false (held (fixture, FAIL, job, 0));
  g_assert_false (held (fixture, PUT_OFF, job, 0));
  try_step (fixture, job->unit_id, &step, &error);
  g_assert_error (error, DVHT_ERROR, MSG_JOB_LOST);
}

static Transaction *
read_unit (Fixture *fixture, gint64 unit_id)
{
  g_autoptr (GError) error = NULL;
  Scope scope = { .unit_id = unit_id };
  Transaction *transaction = db_read (fixture->database, &scope, &error);
  g_assert_no_error (error);
  return transaction;
}

static ListedJob
look (Fixture *fixture, gint64 account_id, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = read_unit (fixture, fixture->unit_id);
  ListedJob job = { 0 };
  bool found = false;
  job_find (transaction, fixture->arena, account_id, id, &job, &found, &error);
  g_assert_no_error (error);
  g_assert_true (found);
  return job;
}

static void
assert_gone (Fixture *fixture, gint64 account_id, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = read_unit (fixture, fixture->unit_id);
  ListedJob job = { 0 };
  bool found = true;
  job_find (transaction, fixture->arena, account_id, id, &job, &found, &error);
  g_assert_no_error (error);
  g_assert_false (found);
}

static char *
result_of (Fixture *fixture, gint64 account_id, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = read_unit (fixture, fixture->unit_id);
  g_autoptr (GBytes) bytes = NULL;
  job_result (transaction, account_id, id, &bytes, &error);
  g_assert_no_error (error);
  return bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;
}

static gint64
next_due (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = read_unit (fixture, 0);
  gint64 due = -1;
  job_next_due (transaction, all_kinds, &due, &error);
  g_assert_no_error (error);
  return due;
}

/* ---- the tests ---- */

static void
test_done (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (next_due (fixture), ==, 0);
  gint64 id = add (fixture, "slips", 5);
  g_assert_cmpint (next_due (fixture), ==, START);
  Job job = take (fixture);
  g_assert_cmpint (job.unit_id, ==, fixture->unit_id);
  g_assert_cmpint (job.id, ==, id);
  g_assert_cmpint (job.account_id, ==, 5);
  g_assert_cmpint (job.attempt, ==, 1);
  g_assert_cmpint (job.total, ==, 7);
  g_assert_cmpint (job.created_at, ==, START);
  g_assert_cmpstr (job.kind, ==, "slips");
  g_assert_cmpstr (job.input, ==, "{\"x\":1}");
  g_assert_true (held (fixture, RENEW, &job, 0));
  ListedJob listed = look (fixture, 5, id);
  g_assert_cmpint (listed.state, ==, JOB_RUNNING);
  g_assert_cmpint (listed.progress, ==, 3);
  g_assert_cmpint (listed.total, ==, 9);
  fixture->now += 2 * SECOND;
  finish (fixture, &job);
  listed = look (fixture, 5, id);
  g_assert_cmpint (listed.state, ==, JOB_DONE);
  g_assert_cmpint (listed.progress, ==, 9);
  g_assert_cmpint (listed.finished_at, ==, START + 2 * SECOND);
  g_assert_true (listed.has_result);
  g_autofree char *result = result_of (fixture, 5, id);
  g_assert_cmpstr (result, ==, "kết quả");
  assert_lost (fixture, &job); /* it ends once */
  assert_none_due (fixture);
}

static void
test_kinds_apart (Fixture *fixture, gconstpointer data)
{
  add (fixture, "later-version", 5);
  gint64 id = add (fixture, "mail", 5);
  g_assert_false (run_step (fixture, 0, (Step){ .act = TAKE, .kinds = slips_only }).yes);
  g_assert_cmpint (take (fixture).id, ==, id);
  assert_none_due (fixture);
}

static void
test_lease (Fixture *fixture, gconstpointer data)
{
  gint64 id = add (fixture, "slips", 5);
  Job first = take (fixture);
  assert_none_due (fixture);
  fixture->now += JOB_LEASE - SECOND;
  g_assert_true (held (fixture, RENEW, &first, 0));
  fixture->now += JOB_LEASE - SECOND;
  assert_none_due (fixture);
  g_assert_cmpint (next_due (fixture), ==, fixture->now + SECOND);
  fixture->now += SECOND;
  Job second = take (fixture);
  g_assert_cmpint (second.id, ==, id);
  g_assert_cmpint (second.attempt, ==, 2);
  g_assert_cmpint (look (fixture, 5, id).progress, ==, 0);
  assert_lost (fixture, &first);
  finish (fixture, &second);
}

/* A machine that slept: the lease has run out, but nobody else was there to take the job. */
static void
test_lease_renewed_late (Fixture *fixture, gconstpointer data)
{
  add (fixture, "slips", 5);
  Job job = take (fixture);
  fixture->now += 5 * DAY;
  g_assert_true (held (fixture, RENEW, &job, 0));
  assert_none_due (fixture);
  finish (fixture, &job);
}

static void
test_put_off (Fixture *fixture, gconstpointer data)
{
  gint64 id = add (fixture, "mail", 5);
  Job job = take (fixture);
  g_assert_true (held (fixture, PUT_OFF, &job, 60 * SECOND));
  ListedJob listed = look (fixture, 5, id);
  g_assert_cmpint (listed.state, ==, JOB_WAITING);
  g_assert_cmpstr (listed.problem, ==, "Chưa được.");
  g_assert_cmpint (listed.due, ==, START + 60 * SECOND);
  fixture->now += 59 * SECOND;
  assert_none_due (fixture);
  fixture->now += SECOND;
  job = take (fixture);
  g_assert_cmpint (job.attempt, ==, 2);
  g_assert_cmpstr (job.input, ==, "{\"x\":1}");
  g_assert_true (held (fixture, PUT_OFF, &job, YEAR)); /* no pause is longer than the longest */
  fixture->now += JOB_LONGEST_PAUSE;
  job = take (fixture);
  g_assert_true (held (fixture, PUT_BACK, &job, 0));
  job = take (fixture);
  g_assert_cmpint (job.attempt, ==, 3);
  g_assert_true (held (fixture, FAIL, &job, 0));
  listed = look (fixture, 5, id);
  g_assert_cmpint (listed.state, ==, JOB_FAILED);
  g_assert_cmpstr (listed.problem, ==, "Không được.");
  g_assert_false (listed.has_result);
  g_assert_null (result_of (fixture, 5, id));
}

static bool
cancel (Fixture *fixture, gint64 unit_id, gint64 account_id, gint64 id)
{
  return run_step (fixture, unit_id, (Step){ .act = CANCEL, .account_id = account_id, .id = id }).yes;
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  gint64 waiting = add (fixture, "slips", 5);
  g_assert_false (cancel (fixture, fixture->unit_id, 6, waiting)); /* somebody else's */
  g_assert_false (cancel (fixture, fixture->other_id, 5, waiting));
  g_assert_true (cancel (fixture, fixture->unit_id, 5, waiting));
  g_assert_false (cancel (fixture, fixture->unit_id, 5, waiting));
  assert_none_due (fixture);
  gint64 running = add (fixture, "slips", 5);
  Job job = take (fixture);
  g_assert_true (cancel (fixture, fixture->unit_id, 5, running));
  assert_lost (fixture, &job);
  g_assert_cmpint (look (fixture, 5, running).state, ==, JOB_CANCELLED);
  g_assert_cmpint (look (fixture, 5, running).finished_at, ==, START);
}

/* A clock that ran ahead by a year, then was set right. */
static void
test_clock_ahead (Fixture *fixture, gconstpointer data)
{
  gint64 id = add (fixture, "slips", 5);
  fixture->now = START + YEAR;
  Job job = take (fixture);
  fixture->now = START;
  g_assert_cmpint (next_due (fixture), ==, START);
  Job again = take (fixture);
  g_assert_cmpint (again.attempt, ==, 2);
  assert_lost (fixture, &job);
  fixture->now = START + YEAR;
  g_assert_true (held (fixture, PUT_OFF, &again, 60 * SECOND));
  fixture->now = START;
  g_assert_cmpint (next_due (fixture), ==, START);
  job = take (fixture);
  g_assert_cmpint (job.id, ==, id);
  g_assert_cmpint (job.attempt, ==, 3);
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  gint64 first = add (fixture, "mail", 5);
  fixture->now += SECOND;
  gint64 second = add (fixture, "slips", 5);
  fixture->now += SECOND;
  g_assert_cmpint (take (fixture).id, ==, first);
  g_assert_cmpint (take (fixture).id, ==, second);
}

/* What waits for long, and by which clock, is asked of each kind; the oldest of all is taken. */
static void
test_due_of_each_kind (Fixture *fixture, gconstpointer data)
{
  gint64 delayed = add (fixture, "mail", 5);
  Job job = take (fixture);
  g_assert_true (held (fixture, PUT_OFF, &job, 60 * SECOND));
  fixture->now = START + YEAR; /* by a clock that runs ahead */
  gint64 ahead = add (fixture, "mail", 5);
  fixture->now = START;
  g_assert_cmpint (next_due (fixture), ==, START);
  gint64 fresh = add (fixture, "slips", 5), last = add (fixture, "slips", 5);
  fixture->now = START + SECOND;
  g_assert_cmpint (take (fixture).id, ==, fresh);
  g_assert_cmpint (take (fixture).id, ==, last);
  g_assert_cmpint (take (fixture).id, ==, ahead);
  assert_none_due (fixture);
  g_assert_cmpint (next_due (fixture), ==, START + SECOND + JOB_LEASE); /* of what has been taken */
  fixture->now = START + 60 * SECOND;
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (take (fixture).id, !=, delayed);
  g_assert_cmpint (take (fixture).id, ==, delayed);
  assert_none_due (fixture);
}

static void
test_own_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 id = add (fixture, "slips", 5), open = -1;
  ListedJobs jobs;
  ListedJob job;
  bool found = true;
  g_autoptr (Transaction) ours = read_unit (fixture, fixture->unit_id);
  g_assert_true (job_list (ours, fixture->arena, 5, &jobs, &error));
  g_assert_cmpuint (jobs.count, ==, 1);
  g_assert_true (job_list (ours, fixture->arena, 6, &jobs, &error));
  g_assert_cmpuint (jobs.count, ==, 0);
  g_assert_true (job_find_open (ours, 5, "slips", &open, &error));
  g_assert_cmpint (open, ==, id);
  g_assert_true (job_find_open (ours, 5, "mail", &open, &error));
  g_assert_cmpint (open, ==, 0);
  g_autoptr (Transaction) theirs = read_unit (fixture, fixture->other_id);
  g_assert_true (job_find (theirs, fixture->arena, 5, id, &job, &found, &error));
  g_assert_false (found);
}

static void
test_purge (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  ListedJobs jobs;
  fixture->now = START + YEAR; /* by a clock that ran ahead */
  add (fixture, "slips", 5);
  Job ahead = take (fixture);
  finish (fixture, &ahead);
  fixture->now = START;
  gint64 kept = add (fixture, "slips", 5);
  Job job = take (fixture);
  finish (fixture, &job);
  gint64 own = add (fixture, "slips", 0), waiting = add (fixture, "mail", 5);
  job = take (fixture);
  g_assert_cmpint (job.id, ==, own);
  finish (fixture, &job);
  run_step (fixture, 0, (Step){ .act = PURGE });
  g_assert_true (look (fixture, 5, kept).has_result);
  look (fixture, 0, own);
  fixture->now += DAY + SECOND;
  run_step (fixture, 0, (Step){ .act = PURGE });
  g_assert_cmpint (look (fixture, 5, kept).state, ==, JOB_DONE);
  g_assert_false (look (fixture, 5, kept).has_result);
  assert_gone (fixture, 0, own);
  fixture->now += 30 * DAY;
  run_step (fixture, 0, (Step){ .act = PURGE });
  g_autoptr (Transaction) transaction = read_unit (fixture, fixture->unit_id);
  g_assert_true (job_list (transaction, fixture->arena, 5, &jobs, &error));
  g_assert_cmpuint (jobs.count, ==, 1);
  g_assert_cmpint (jobs.items[0].id, ==, waiting);
}

static void
test_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Step broken = { .act = ADD, .kind = "slips", .breaks = true };
  g_assert_cmpint (g_atomic_int_get (&fixture->told), ==, 0);
  try_step (fixture, fixture->unit_id, &broken, &error);
  g_assert_error (error, DVHT_ERROR, MSG_INTERNAL);
  g_assert_cmpint (g_atomic_int_get (&fixture->told), ==, 0);
  add (fixture, "slips", 5);
  g_assert_cmpint (g_atomic_int_get (&fixture->told), ==, 1);
  database_watch (fixture->database, NULL, NULL);
  add (fixture, "slips", 5);
  g_assert_cmpint (g_atomic_int_get (&fixture->told), ==, 1);
}

static void
test_restart (Fixture *fixture, gconstpointer data)
{
  gint64 waiting = add (fixture, "slips", 5);
  Job job = take (fixture);
  g_clear_pointer (&fixture->database, database_close);
  open_database (fixture);
  assert_none_due (fixture); /* its lease still holds */
  fixture->now += JOB_LEASE;
  job = take (fixture);
  g_assert_cmpint (job.id, ==, waiting);
  g_assert_cmpstr (job.input, ==, "{\"x\":1}");
  finish (fixture, &job);
}

/* ---- several at once ---- */

enum { MANY = 120, TAKERS = 4 };

typedef struct {
  Fixture *fixture;
  gint64 taken[2 * MANY + 1][2]; /* unit, id */
  gsize count;
} Taker;

static gpointer
take_all (gpointer data)
{
  Taker *taker = data;
  for (;;) {
    g_autoptr (Arena) arena = arena_new ((gsize)1 << 20);
    g_autoptr (GError) error = NULL;
    static const Scope nobody = { 0 };
    Step step = { .act = TAKE, .kinds = all_kinds, .arena = arena };
    db_write (taker->fixture->database, &nobody, do_step, &step, &error);
    g_assert_no_error (error);
    if (!step.yes)
      return NULL;
    taker->taken[taker->count][0] = step.job.unit_id;
    taker->taken[taker->count++][1] = step.job.id;
  }
}

static void
test_several_takers (Fixture *fixture, gconstpointer data)
{
  static Taker takers[TAKERS];
  GThread *threads[TAKERS];
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < MANY; i++) {
    add (fixture, i % 2 == 0 ? "slips" : "mail", 5);
    run_step (fixture, fixture->other_id, (Step){ .act = ADD, .kind = "slips", .account_id = 5 });
  }
  for (guint i = 0; i < TAKERS; i++) {
    takers[i] = (Taker){ .fixture = fixture };
    threads[i] = g_thread_new ("taker", take_all, &takers[i]);
  }
  for (guint i = 0; i < TAKERS; i++) {
    g_thread_join (threads[i]);
    for (gsize k = 0; k < takers[i].count; k++) {
      char *key = g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, takers[i].taken[k][0],
                                   takers[i].taken[k][1]);
      g_assert_true (g_hash_table_add (seen, key)); /* none is taken twice */
    }
  }
  g_assert_cmpuint (g_hash_table_size (seen), ==, 2 * MANY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(path, test) g_test_add ("/job/" path, Fixture, NULL, set_up, test, tear_down)
  TEST ("done", test_done);
  TEST ("kinds-apart", test_kinds_apart);
  TEST ("lease", test_lease);
  TEST ("lease-renewed-late", test_lease_renewed_late);
  TEST ("put-off", test_put_off);
  TEST ("cancel", test_cancel);
  TEST ("clock-ahead", test_clock_ahead);
  TEST ("order", test_order);
  TEST ("due-of-each-kind", test_due_of_each_kind);
  TEST ("own-only", test_own_only);
  TEST ("purge", test_purge);
  TEST ("told", test_told);
  TEST ("restart", test_restart);
  TEST ("several-takers", test_several_takers);
  return g_test_run ();
}
