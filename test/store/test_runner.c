/* test_runner.c - jobs being done: begun at once, told, cancelled, tried again, given back, taken over after
 * a crash, by several programs. */
#include "jobs/runner.h"
#include "place.h"
#include "store/unit.h"
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utime.h>

#define SECOND ((gint64)G_USEC_PER_SEC)
#define HOUR (3600 * SECOND)
#define START ((gint64)1795500000 * SECOND)
#define PATIENCE (20 * SECOND)
#define MANY 40

typedef struct {
  Place place;
  Database *database;
  Runner *runner;
  Arena *arena;
  gint64 now, unit_id; /* now: atomic */
} Fixture;

static gint64
fixture_clock (void *user)
{
  return __atomic_load_n (&((Fixture *)user)->now, __ATOMIC_SEQ_CST);
}

static void
pass (Fixture *fixture, gint64 time)
{
  __atomic_add_fetch (&fixture->now, time, __ATOMIC_SEQ_CST);
}

static Database *
open_database (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  DatabaseOptions options
      = { .location = fixture->place.location, .readers = 4, .clock = fixture_clock, .clock_user = fixture };
  Database *database = database_open (&options, &error);
  g_assert_no_error (error);
  return database;
}

static bool
found_unit (Transaction *transaction, void *user, GError **error)
{
  UnitName name = { "2025-07-01", NULL, "Trường", "Trường", "UBND", "Phòng", "Hà Nội" };
  return unit_found (transaction, NULL, "A", "tieu_hoc", &name, &((Fixture *)user)->unit_id, error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const Scope nobody = { 0 };
  g_autoptr (GError) error = NULL;
  fixture->arena = arena_new ((gsize)64 << 20);
  fixture->now = START;
  fixture->place = place_new ();
  fixture->database = open_database (fixture);
  db_write (fixture->database, &nobody, found_unit, fixture, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  runner_stop (fixture->runner);
  database_close (fixture->database);
  place_clear (&fixture->place);
  arena_free (fixture->arena);
}

/* ---- kinds of the test; what they do is told by these, as kinds have nothing of their own ---- */

static gint begun, ended;          /* functions */
static gint counted[MANY * 3 + 1]; /* by id */
static gint fails;                 /* so many attempts more */
static gint pipe_end = -1;         /* told that it has begun */

static bool
note_run (Transaction *transaction, void *user, GError **error)
{
  return db_run (transaction, QUERY_setting_put, NULL, error, DB_TEXT (user), DB_TEXT ("done"));
}

static WorkEnd
do_quick (Work *work, GError **error)
{
  g_autoptr (GBytes) result = g_bytes_new_static ("xong", 4);
  g_atomic_int_inc (&begun);
  return work_finish (work, note_run, (void *)work_job (work)->input, result, error) ? WORK_DONE : WORK_LATER;
}

/* Goes on until it has to end, and even then tries to finish. */
static WorkEnd
do_endless (Work *work, GError **error)
{
  char one = 1;
  g_atomic_int_inc (&begun);
  if (pipe_end >= 0 && write (pipe_end, &one, 1) != 1)
    return WORK_GIVEN_UP;
  for (gint64 i = 1; !work_must_end (work); i++) {
    work_tell (work, i, 1000000);
    g_usleep (1000);
  }
  g_atomic_int_inc (&ended);
  return WORK_LATER;
}

/* Takes no notice of being cancelled until it is too late. */
static WorkEnd
do_deaf (Work *work, GError **error)
{
  g_atomic_int_inc (&begun);
  while (g_atomic_int_get (&fails) > 0)
    g_usleep (1000);
  bool finished = work_finish (work, note_run, (void *)"deaf", NULL, error);
  g_atomic_int_inc (&ended);
  return finished ? WORK_DONE : WORK_LATER;
}

static WorkEnd
do_flaky (Work *work, GError **error)
{
  if (g_atomic_int_add (&fails, -1) <= 0)
    return do_quick (work, error);
  error_set (error, NULL, MSG_MAIL_LATER, "451", NULL);
  return WORK_LATER;
}

static WorkEnd
do_hopeless (Work *work, GError **error)
{
  error_set (error, NULL, MSG_MAIL_REFUSED, "a@b", "550", NULL);
  return WORK_GIVEN_UP;
}

static WorkEnd
do_counted (Work *work, GError **error)
{
  g_atomic_int_inc (&counted[work_job (work)->id]);
  return work_finish (work, NULL, NULL, NULL, error) ? WORK_DONE : WORK_LATER;
}

static const WorkKind kinds[] = {
  { "quick", LANE_COMPUTE, do_quick, 3 },     { "endless", LANE_COMPUTE, do_endless, 3 },
  { "deaf", LANE_COMPUTE, do_deaf, 3 },       { "flaky", LANE_COMPUTE, do_flaky, 3 },
  { "counted", LANE_COMPUTE, do_counted, 3 }, { "hopeless", LANE_COMPUTE, do_hopeless, 3 },
  { "stuck", LANE_MAIL, do_endless, 3 },      { 0 },
};

/* As another program has them: what was endless there is quick here. */
static const WorkKind other_kinds[] = { { "endless", LANE_COMPUTE, do_quick, 3 }, { 0 } };

static Runner *
start (Database *database, const WorkKind *table, gint64 poll)
{
  static const SmtpSettings smtp = { .address = "smtp://127.0.0.1:9/x", .from = "a@b" };
  RunnerOptions options = { .database = database, .kinds = table, .smtp = &smtp, .poll = poll };
  return runner_start (&options);
}

static void
reset_counters (void)
{
  g_atomic_int_set (&begun, 0);
  g_atomic_int_set (&ended, 0);
  g_atomic_int_set (&fails, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (counted); i++)
    g_atomic_int_set (&counted[i], 0);
}

/* ---- asking ---- */

typedef struct {
  const char *kind, *input;
  gint64 id;
  bool found, cancels;
} Order;

static bool
do_order (Transaction *transaction, void *user, GError **error)
{
  Order *order = user;
  return order->cancels ? job_cancel (transaction, 5, order->id, &order->found, error)
                        : job_enqueue (transaction, order->kind, 5, order->input, 0, &order->id, error);
}

static Order
run_order (Fixture *fixture, Order order)
{
  g_autoptr (GError) error = NULL;
  Scope scope = { .unit_id = fixture->unit_id, .account_id = 5 };
  db_write (fixture->database, &scope, do_order, &order, &error);
  g_assert_no_error (error);
  return order;
}

static gint64
add (Fixture *fixture, const char *kind)
{
  return run_order (fixture, (Order){ .kind = kind, .input = kind }).id;
}

static ListedJob
look (Fixture *fixture, gint64 id)
{
  g_autoptr (GError) error = NULL;
  Scope scope = { .unit_id = fixture->unit_id };
  g_autoptr (Transaction) transaction = db_read (fixture->database, &scope, &error);
  ListedJob job = { 0 };
  bool found = false;
  job_find (transaction, fixture->arena, 5, id, &job, &found, &error);
  g_assert_no_error (error);
  g_assert_true (found);
  g_usleep (1000); /* tests ask again and again */
  return job;
}

static ListedJob
await_state (Fixture *fixture, gint64 id, JobState state)
{
  gint64 until = g_get_monotonic_time () + PATIENCE;
  for (;;) {
    ListedJob job = look (fixture, id);
    if (job.state == state)
      return job;
    if (g_get_monotonic_time () > until)
      g_error ("job %d is in state %d, not %d: %s", (int)id, (int)job.state, (int)state, job.problem);
  }
}

static void
await_count (gint *counter, gint count)
{
  gint64 until = g_get_monotonic_time () + PATIENCE;
  while (g_atomic_int_get (counter) < count) {
    g_assert_cmpint (g_get_monotonic_time (), <, until);
    g_usleep (1000);
  }
}

static bool
was_written (Fixture *fixture, const char *name)
{
  static const Scope nobody = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = db_read (fixture->database, &nobody, &error);
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_setting_get, &error, DB_TEXT (name));
  bool found = rows_next (rows, &error);
  g_assert_no_error (error);
  return found;
}

/* ---- the tests ---- */

static void
test_begun_at_once (Fixture *fixture, gconstpointer data)
{
  reset_counters ();
  gint64 before = add (fixture, "quick"); /* waits when the runner starts */
  fixture->runner = start (fixture->database, kinds, HOUR);
  await_state (fixture, before, JOB_DONE);
  for (guint i = 0; i < 20; i++) /* poll is an hour: each of these was told of */
    await_state (fixture, add (fixture, "quick"), JOB_DONE);
  g_assert_true (was_written (fixture, "quick"));
  g_assert_cmpint (g_atomic_int_get (&begun), ==, 21);
}

static void
test_told_and_cancelled (Fixture *fixture, gconstpointer data)
{
  reset_counters ();
  fixture->runner = start (fixture->database, kinds, HOUR);
  gint64 id = add (fixture, "endless"), behind = add (fixture, "quick"),
         until = g_get_monotonic_time () + PATIENCE;
  ListedJob job = await_state (fixture, id, JOB_RUNNING);
  while (job.progress == 0 && g_get_monotonic_time () < until)
    job = look (fixture, id);
  g_assert_cmpint (job.progress, >, 0);
  g_assert_cmpint (job.total, ==, 1000000);
  g_assert_cmpint (look (fixture, behind).state, ==, JOB_WAITING);
  g_assert_true (run_order (fixture, (Order){ .id = id, .cancels = true }).found);
  await_count (&ended, 1); /* the function was told */
  await_state (fixture, behind, JOB_DONE);
  g_assert_cmpint (look (fixture, id).state, ==, JOB_CANCELLED);
}

static void
test_cancelled_work_changes_nothing (Fixture *fixture, gconstpointer data)
{
  reset_counters ();
  g_atomic_int_set (&fails, 1);
  fixture->runner = start (fixture->database, kinds, HOUR);
  gint64 id = add (fixture, "deaf");
  await_count (&begun, 1);
  g_assert_true (run_order (fixture, (Order){ .id = id, .cancels = true }).found);
  g_atomic_int_set (&fails, 0);
  await_count (&ended, 1);
  await_state (fixture, add (fixture, "quick"), JOB_DONE);
  g_assert_cmpint (look (fixture, id).state, ==, JOB_CANCELLED);
  g_assert_false (was_written (fixture, "deaf"));
}

static void
test_tried_again (Fixture *fixture, gconstpointer data)
{
  reset_counters ();
  g_atomic_int_set (&fails, 2);
  fixture->runner = start (fixture->database, kinds, SECOND / 50);
  gint64 id = add (fixture, "flaky");
  ListedJob job = { 0 };
  while (job.problem == NULL)
    job = look (fixture, id);
  g_assert_cmpint (job.state, ==, JOB_WAITING);
  g_assert_cmpint (job.due, ==, START + 5 * SECOND);
  g_assert_nonnull (strstr (job.problem, "451"));
  pass (fixture, 5 * SECOND);
  while (job.attempts == 1 || job.state != JOB_WAITING)
    job = look (fixture, id);
  g_assert_cmpint (job.due, ==, START + 20 * SECOND); /* three times as long */
  pass (fixture, 15 * SECOND);
  job = await_state (fixture, id, JOB_DONE);
  g_assert_null (job.problem);
  g_assert_cmpint (job.attempts, ==, 3);
}

static void
test_given_up (Fixture *fixture, gconstpointer data)
{
  reset_counters ();
  g_atomic_int_set (&fails, 100);
  fixture->runner = start (fixture->database, kinds, SECOND / 50);
  gint64 id = add (fixture, "flaky"), hopeless = add (fixture, "hopeless");
  ListedJob job = await_state (fixture, hopeless, JOB_FAILED);
  g_assert_cmpint (job.attempts, ==, 1);
  g_assert_nonnull (strstr (job.problem, "550"));
  while ((job = look (fixture, id)).state != JOB_FAILED)
    pass (fixture, SECOND);
  g_assert_cmpint (job.attempts, ==, 3);
  g_assert_nonnull (strstr (job.problem, "Đã thử 3 lần"));
}

static void
test_stopped_and_given_back (Fixture *fixture, gconstpointer data)
{
  reset_counters ();
  Runner *first = start (fixture->database, kinds, HOUR);
  gint64 id = add (fixture, "endless");
  await_state (fixture, id, JOB_RUNNING);
  await_count (&begun, 1);
  runner_stop (first);
  g_assert_cmpint (g_atomic_int_get (&ended), ==, 1);
  ListedJob job = look (fixture, id);
  g_assert_cmpint (job.state, ==, JOB_WAITING);
  g_assert_cmpint (job.attempts, ==, 0);
  g_assert_cmpint (job.due, ==, START);
  fixture->runner = start (fixture->database, other_kinds, HOUR);
  await_state (fixture, id, JOB_DONE);
}

/* A mail server that does not answer holds up nothing but mails. */
static void
test_lanes_apart (Fixture *fixture, gconstpointer data)
{
  reset_counters ();
  fixture->runner = start (fixture->database, kinds, HOUR);
  gint64 stuck = add (fixture, "stuck");
  await_state (fixture, stuck, JOB_RUNNING);
  await_state (fixture, add (fixture, "quick"), JOB_DONE);
  g_assert_cmpint (look (fixture, stuck).state, ==, JOB_RUNNING);
}

static void
test_mails_wait_without_a_server (Fixture *fixture, gconstpointer data)
{
  reset_counters ();
  RunnerOptions options = { .database = fixture->database, .kinds = kinds, .poll = SECOND / 50 };
  fixture->runner = runner_start (&options);
  gint64 mail = add (fixture, "stuck");
  await_state (fixture, add (fixture, "quick"), JOB_DONE);
  await_state (fixture, add (fixture, "quick"), JOB_DONE);
  g_assert_cmpint (look (fixture, mail).state, ==, JOB_WAITING);
}

/* The data folder is swept while the program runs: what was given up long ago goes, nothing else. */
static void
test_sweeps (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_strdup_printf ("%s/uploads/%d", fixture->place.folder, (int)fixture->unit_id);
  g_autofree char *old = g_build_filename (folder, "1", NULL), *young = g_build_filename (folder, "2", NULL);
  gint64 long_ago = g_get_real_time () / SECOND - (gint64)30 * 24 * 3600;
  struct utimbuf times = { (time_t)long_ago, (time_t)long_ago };
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (old, "x", 1, NULL));
  g_assert_true (g_file_set_contents (young, "x", 1, NULL));
  g_assert_cmpint (utime (old, &times), ==, 0);
  RunnerOptions options = {
    .database = fixture->database, .kinds = kinds, .poll = SECOND / 50, .data_folder = fixture->place.folder
  };
  fixture->runner = runner_start (&options);
  gint64 until = g_get_monotonic_time () + PATIENCE;
  while (g_file_test (old, G_FILE_TEST_EXISTS)) {
    g_assert_cmpint (g_get_monotonic_time (), <, until);
    g_usleep (SECOND / 100);
  }
  g_assert_true (g_file_test (young, G_FILE_TEST_EXISTS));
}

typedef struct {
  int count, year;
} NewUnits;

static bool
found_units (Transaction *transaction, void *user, GError **error)
{
  const NewUnits *units = user;
  UnitName name = { "2025-07-01", NULL, "Trường", "Trường", "UBND", "Phòng", "Hà Nội" };
  bool good = true;
  for (int i = 0; good && i < units->count; i++) {
    g_autofree char *code = g_strdup_printf ("%d-%d", units->year, i);
    gint64 id = 0;
    good = unit_found (transaction, NULL, code, "tieu_hoc", &name, &id, error);
  }
  return good;
}

/* So many units more, each with a round of a year. */
static void
add_rounds (Fixture *fixture, int count, int year)
{
  static const Scope nobody = { 0 };
  g_autoptr (GError) error = NULL;
  NewUnits units = { count, year };
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO round (unit_id, id, uuid, year, scheme, state, revision, version) "
      "SELECT id, 1000, 'round-' || id, %d, 'tt22-2020', 'preparing', 0, 1 FROM unit WHERE code LIKE '%d-%%'",
      year, year);
  db_write (fixture->database, &nobody, found_units, &units, &error);
  g_assert_no_error (error);
  place_tamper (&fixture->place, sql);
}

static int
ask_number (const Fixture *fixture, const char *sql)
{
  g_autofree char *found = place_ask (&fixture->place, sql);
  return (int)g_ascii_strtoll (found, NULL, 10);
}

static void
await_reminders (const Fixture *fixture, int count)
{
  gint64 until = g_get_monotonic_time () + PATIENCE;
  while (ask_number (fixture, "SELECT count(*) FROM job WHERE kind = 'reminders'") != count)
    g_assert_cmpint (g_get_monotonic_time (), <, until);
}

static void
start_daily (Fixture *fixture, const WorkKind *table)
{
  RunnerOptions options
      = { .database = fixture->database, .kinds = table, .poll = SECOND / 50, .daily = SECOND / 100 };
  fixture->runner = runner_start (&options);
}

static const WorkKind held_up[] = { { "reminders", LANE_COMPUTE, do_endless, 3 }, { 0 } };
static const WorkKind reminding[] = { { "reminders", LANE_COMPUTE, do_counted, 3 }, { 0 } };

/* Of itself, once a day from six in the morning on, and by what the clock of the database says. */
static void
test_reminders_each_day (Fixture *fixture, gconstpointer data)
{
  add_rounds (fixture, 1, 2026);
  start_daily (fixture, reminding);
  await_reminders (fixture, 1);
  pass (fixture, 16 * HOUR); /* 05:00 of the next day */
  g_usleep (SECOND / 5);     /* a few looks */
  await_reminders (fixture, 1);
  pass (fixture, HOUR);
  await_reminders (fixture, 2);
}

/* A few units at a time, each once although the program ends in between, and none whose last round is old. */
static void
test_reminders_of_many_units (Fixture *fixture, gconstpointer data)
{
  enum { UNITS = 250, BATCH = 100 };
  reset_counters ();
  add_rounds (fixture, UNITS, 2025);
  add_rounds (fixture, 3, 2024);
  start_daily (fixture, held_up);
  await_reminders (fixture, BATCH);
  g_usleep (SECOND / 5); /* a few looks */
  await_reminders (fixture, BATCH);
  g_clear_pointer (&fixture->runner, runner_stop);
  start_daily (fixture, reminding);
  await_reminders (fixture, UNITS);
  g_usleep (SECOND / 5);
  await_reminders (fixture, UNITS);
  g_assert_cmpint (ask_number (fixture, "SELECT count(DISTINCT unit_id) FROM job"), ==, UNITS);
}

/* The lease is renewed for as long as the work takes. */
static void
test_lease_renewed (Fixture *fixture, gconstpointer data)
{
  reset_counters ();
  fixture->runner = start (fixture->database, kinds, SECOND / 50);
  gint64 id = add (fixture, "endless");
  ListedJob job = await_state (fixture, id, JOB_RUNNING);
  g_assert_cmpint (job.due, <=, START + JOB_LEASE);
  pass (fixture, JOB_LEASE - SECOND);
  gint64 until = g_get_monotonic_time () + PATIENCE;
  while (look (fixture, id).due < START + 2 * JOB_LEASE - SECOND)
    g_assert_cmpint (g_get_monotonic_time (), <, until);
  g_assert_cmpint (look (fixture, id).attempts, ==, 1);
}

/* ---- several programs ---- */

G_NORETURN static void
work_until_killed (Fixture *fixture, const WorkKind *table, int end)
{
  pipe_end = end;
  fixture->database = open_database (fixture);
  start_daily (fixture, table);
  for (;;)
    pause ();
}

static void
kill_at_work (Fixture *fixture, const WorkKind *table)
{
  int ends[2];
  char one = 0;
  g_assert_cmpint (pipe (ends), ==, 0);
  pid_t child = fork ();
  if (child == 0)
    work_until_killed (fixture, table, ends[1]);
  close (ends[1]);
  g_assert_cmpint (read (ends[0], &one, 1), ==, 1); /* it has begun */
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
  close (ends[0]);
}

static void
test_killed_and_taken_over (Fixture *fixture, gconstpointer data)
{
  reset_counters ();
  gint64 id = add (fixture, "endless");
  g_clear_pointer (&fixture->database, database_close);
  kill_at_work (fixture, kinds);
  fixture->database = open_database (fixture);
  g_assert_cmpint (look (fixture, id).state, ==, JOB_RUNNING);
  fixture->runner = start (fixture->database, other_kinds, SECOND / 50);
  g_usleep (SECOND / 5);
  g_assert_cmpint (look (fixture, id).state, ==, JOB_RUNNING); /* its lease holds still */
  pass (fixture, JOB_LEASE);
  ListedJob job = await_state (fixture, id, JOB_DONE);
  g_assert_cmpint (job.attempts, ==, 2);
  g_assert_cmpint (g_atomic_int_get (&begun), ==, 1);
}

/* What ends the program each time is not tried for ever. */
static void
test_interrupted_too_often (Fixture *fixture, gconstpointer data)
{
  reset_counters ();
  gint64 id = add (fixture, "endless");
  for (guint i = 0; i < 3; i++) {
    g_clear_pointer (&fixture->database, database_close);
    kill_at_work (fixture, kinds);
    fixture->database = open_database (fixture);
    pass (fixture, JOB_LEASE);
  }
  fixture->runner = start (fixture->database, other_kinds, HOUR);
  ListedJob job = await_state (fixture, id, JOB_FAILED);
  g_assert_nonnull (strstr (job.problem, "dừng 3 lần"));
  g_assert_cmpint (g_atomic_int_get (&begun), ==, 0);
}

/* So is a country when the program is killed: what was begun is begun again, the rest comes behind it. */
static void
test_reminders_after_a_kill (Fixture *fixture, gconstpointer data)
{
  enum { UNITS = 250 };
  reset_counters ();
  add_rounds (fixture, UNITS, 2026);
  g_clear_pointer (&fixture->database, database_close);
  kill_at_work (fixture, held_up);
  fixture->database = open_database (fixture);
  pass (fixture, JOB_LEASE);
  start_daily (fixture, reminding);
  await_reminders (fixture, UNITS);
  g_assert_cmpint (ask_number (fixture, "SELECT count(DISTINCT unit_id) FROM job"), ==, UNITS);
}

static void
test_two_programs (Fixture *fixture, gconstpointer data)
{
  gint64 ids[MANY];
  reset_counters ();
  Database *other = open_database (fixture);
  fixture->runner = start (fixture->database, kinds, SECOND / 50);
  Runner *second = start (other, kinds, SECOND / 50);
  for (guint i = 0; i < MANY; i++)
    ids[i] = add (fixture, "counted");
  for (guint i = 0; i < MANY; i++) {
    await_state (fixture, ids[i], JOB_DONE);
    g_assert_cmpint (g_atomic_int_get (&counted[ids[i]]), ==, 1);
  }
  runner_stop (second);
  database_close (other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(path, test) g_test_add ("/runner/" path, Fixture, NULL, set_up, test, tear_down)
  TEST ("begun-at-once", test_begun_at_once);
  TEST ("told-and-cancelled", test_told_and_cancelled);
  TEST ("cancelled-work-changes-nothing", test_cancelled_work_changes_nothing);
  TEST ("tried-again", test_tried_again);
  TEST ("given-up", test_given_up);
  TEST ("stopped-and-given-back", test_stopped_and_given_back);
  TEST ("lanes-apart", test_lanes_apart);
  TEST ("mails-wait-without-a-server", test_mails_wait_without_a_server);
  TEST ("sweeps", test_sweeps);
  TEST ("reminders-each-day", test_reminders_each_day);
  TEST ("reminders-of-many-units", test_reminders_of_many_units);
  TEST ("lease-renewed", test_lease_renewed);
  TEST ("killed-and-taken-over", test_killed_and_taken_over);
  TEST ("interrupted-too-often", test_interrupted_too_often);
  TEST ("reminders-after-a-kill", test_reminders_after_a_kill);
  TEST ("two-programs", test_two_programs);
  return g_test_run ();
}
