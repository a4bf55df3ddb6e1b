/* test_database.c - reading, writing, isolation of writes and what survives a kill. */
#include "place.h"
#include "store/db.h"
#include "store/engine.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
  Place place;
  Database *database;
} Fixture;

static const Scope nobody = { 0 };

static void
open_database (Fixture *fixture)
{
  fixture->database = place_open (&fixture->place);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->place = place_new ();
  open_database (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  database_close (fixture->database);
  place_clear (&fixture->place);
}

/* A write that puts a setting, and may fail after it. */
typedef struct {
  const char *name, *value;
  bool fails;
} Put;

static bool
put (Transaction *transaction, void *user, GError **error)
{
  const Put *wanted = user;
  if (!db_run (transaction, QUERY_setting_put, NULL, error, DB_TEXT (wanted->name), DB_TEXT (wanted->value)))
    return false;
  if (wanted->fails)
    error_set (error, "test", MSG_INTERNAL, "on purpose", NULL);
  return !wanted->fails;
}

static char *
get (Database *database, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = db_read (database, &nobody, &error);
  g_assert_no_error (error);
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_setting_get, &error, DB_TEXT (name));
  g_assert_no_error (error);
  char *value = rows_next (rows, &error) ? g_strdup (rows_text (rows, 0)) : NULL;
  g_assert_no_error (error);
  return value;
}

static void
test_put_and_get (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Put wanted = { "a", "một", false };
  g_assert_true (db_write (fixture->database, &nobody, put, &wanted, &error));
  g_autofree char *value = get (fixture->database, "a");
  g_assert_cmpstr (value, ==, "một");
  g_assert_null (get (fixture->database, "b"));
}

static void
assert_row (Rows *rows, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (rows_next (rows, &error));
  g_assert_cmpstr (rows_text (rows, 0), ==, expected);
  g_assert_false (rows_next (rows, &error));
  g_assert_no_error (error);
}

/* Asked together, read in another order, or not at all. */
static void
test_several_rows_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Put a = { "a", "một", false }, b = { "b", "hai", false };
  g_assert_true (db_write (fixture->database, &nobody, put, &a, &error));
  g_assert_true (db_write (fixture->database, &nobody, put, &b, &error));
  g_autoptr (Transaction) transaction = db_read (fixture->database, &nobody, &error);
  g_autoptr (Rows) first = db_rows (transaction, QUERY_setting_get, &error, DB_TEXT ("a"));
  Rows *unread = db_rows (transaction, QUERY_setting_get, &error, DB_TEXT ("a"));
  g_autoptr (Rows) second = db_rows (transaction, QUERY_setting_get, &error, DB_TEXT ("b"));
  g_autoptr (Rows) none = db_rows (transaction, QUERY_setting_get, &error, DB_TEXT ("c"));
  g_assert_no_error (error);
  rows_close (unread);
  assert_row (second, "hai");
  assert_row (first, "một");
  g_assert_false (rows_next (none, &error));
  g_assert_no_error (error);
  g_autoptr (Rows) later = db_rows (transaction, QUERY_setting_get, &error, DB_TEXT ("b"));
  assert_row (later, "hai");
}

static void
test_failed_write_leaves_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Put wanted = { "a", "một", true };
  g_assert_false (db_write (fixture->database, &nobody, put, &wanted, &error));
  g_assert_error (error, DVHT_ERROR, MSG_INTERNAL);
  g_assert_null (get (fixture->database, "a"));
}

/* ---- many at once: those that fail undo only themselves ---- */

typedef struct {
  Put put;
  char name[16];
  gint *pending;
  bool failed;
} Async;

static void
async_done (void *user, const GError *error)
{
  Async *async = user;
  async->failed = error != NULL;
  g_atomic_int_add (async->pending, -1);
}

static bool
async_put (Transaction *transaction, void *user, GError **error)
{
  return put (transaction, &((Async *)user)->put, error);
}

static void
test_writes_of_one_group_are_apart (Fixture *fixture, gconstpointer data)
{
  enum { COUNT = 2000 };
  static Async all[COUNT];
  gint pending = COUNT;
  for (int i = 0; i < COUNT; i++) {
    g_snprintf (all[i].name, sizeof all[i].name, "k%d", i);
    all[i].put = (Put){ all[i].name, "x", i % 3 == 0 };
    all[i].pending = &pending;
    db_write_async (fixture->database, &nobody, async_put, async_done, &all[i]);
  }
  while (g_atomic_int_get (&pending) > 0)
    g_usleep (1000);
  for (int i = 0; i < COUNT; i++) {
    g_autofree char *value = get (fixture->database, all[i].name);
    g_assert_cmpint (all[i].failed, ==, i % 3 == 0);
    g_assert_cmpstr (value, ==, i % 3 == 0 ? NULL : "x");
  }
}

/* ---- kill -9 ---- */

G_NORETURN static void
write_until_killed (const char *path, int acknowledged)
{
  DatabaseOptions options = { .location = path, .readers = 1 };
  Database *database = database_open (&options, NULL);
  for (int i = 0; database != NULL; i++) {
    char name[16];
    g_snprintf (name, sizeof name, "%d", i);
    Put wanted = { name, "x", false };
    if (!db_write (database, &nobody, put, &wanted, NULL)
        || write (acknowledged, &i, sizeof i) != (gssize)sizeof i)
      break;
  }
  _exit (1);
}

static int
kill_writer (const char *path, guint microseconds)
{
  int ends[2], last = -1, number = 0;
  g_assert_cmpint (pipe (ends), ==, 0);
  pid_t child = fork ();
  if (child == 0) {
    close (ends[0]);
    write_until_killed (path, ends[1]);
  }
  close (ends[1]);
  if (read (ends[0], &number, sizeof number) == (gssize)sizeof number) /* it is at work */
    last = number;
  g_usleep (microseconds);
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
  while (read (ends[0], &number, sizeof number) == (gssize)sizeof number)
    last = number;
  close (ends[0]);
  return last;
}

static void
test_acknowledged_writes_survive_kills (Fixture *fixture, gconstpointer data)
{
  int most = 0;
  for (guint round = 0; round < 50; round++) {
    g_clear_pointer (&fixture->database, database_close);
    int last = kill_writer (fixture->place.location, (guint)g_test_rand_int_range (0, 20000));
    most = MAX (most, last);
    open_database (fixture);
    for (int i = 0; i <= last; i++) {
      char name[16];
      g_snprintf (name, sizeof name, "%d", i);
      g_autofree char *value = get (fixture->database, name);
      g_assert_cmpstr (value, ==, "x");
    }
  }
  g_assert_cmpint (most, >, 0); /* else nothing was put to the test */
}

/* ---- what is not ours ---- */

static void
test_damaged_files_are_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->place.folder, "other.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *junk = g_strnfill (5000, 'x');
  g_assert_true (g_file_set_contents (path, junk, -1, NULL));
  DatabaseOptions options = { .location = path, .readers = 1 };
  g_assert_null (database_open (&options, &error));
  g_assert_error (error, DVHT_ERROR, MSG_DB_DAMAGED);
}

/* Of the file; of a database on a server nothing. */
static GBytes *
content_of (const Place *place)
{
  char *content = NULL;
  gsize length = 0;
  bool file = !place_on_postgres ();
  g_assert_true (!file || g_file_get_contents (place->location, &content, &length, NULL));
  return g_bytes_new_take (content, length);
}

static void
test_foreign_databases_are_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Place place = place_new ();
  place_foreign (&place, "CREATE TABLE shop (id INTEGER)");
  g_autoptr (GBytes) before = content_of (&place);
  DatabaseOptions options = { .location = place.location, .readers = 1 };
  g_assert_null (database_open (&options, &error));
  g_assert_error (error, DVHT_ERROR, MSG_DB_NOT_OURS);
  g_autoptr (GBytes) after = content_of (&place);
  g_assert_true (g_bytes_equal (before, after)); /* not a byte of it is ours to change */
  place_clear (&place);
}

/* Every statement is understood, and reads by an index unless it says why not. */
static void
test_plans (Fixture *fixture, gconstpointer data)
{
  DatabaseOptions options = { .location = fixture->place.location };
  const Engine *engine = place_on_postgres () ? &postgres_engine : &sqlite_engine;
  const char *scan = place_on_postgres () ? "Seq Scan" : "SCAN";
  g_autoptr (GError) error = NULL;
  Connection *connection = engine->open (&options, false, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < QUERY_COUNT; i++) {
    g_autofree char *plan = engine->plan (connection, (QueryId)i, &error);
    g_assert_no_error (error);
    if (!query_table[i].scans && strstr (plan, scan) != NULL && strstr (plan, "SCAN CONSTANT") == NULL)
      g_error ("%s reads a whole table:\n%s", query_table[i].name, plan);
    if (strstr (plan, "type ") != NULL)
      g_error ("%s gives what the rows do not read:\n%s", query_table[i].name, plan);
  }
  engine->close (connection);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/database/put-and-get", test_put_and_get);
  ADD ("/database/several-rows-at-once", test_several_rows_at_once);
  ADD ("/database/failed-write-leaves-nothing", test_failed_write_leaves_nothing);
  ADD ("/database/writes-of-one-group-are-apart", test_writes_of_one_group_are_apart);
  ADD ("/database/acknowledged-writes-survive-kills", test_acknowledged_writes_survive_kills);
  ADD ("/database/foreign-databases-are-refused", test_foreign_databases_are_refused);
  ADD ("/database/plans", test_plans);
  if (!place_on_postgres ())
    ADD ("/database/damaged-files-are-refused", test_damaged_files_are_refused);
  return g_test_run ();
}
