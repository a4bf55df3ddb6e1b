/* test_postgres.c - what only a server can do to us: roles, rows of others, connections that end. */
#include "place.h"
#include "store/db.h"
#include "store/setup.h"
#include <string.h>

typedef struct {
  Place place;
  Database *database;
} Fixture;

static const Scope nobody = { 0 };

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fixture->place = place_new ();
  DatabaseOptions options = { .location = fixture->place.location, .readers = 1 };
  fixture->database = database_open (&options, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  database_close (fixture->database);
  place_clear (&fixture->place);
}

/* Ends all of the program's connections to the test's database, as a restart of the server does. */
static void
end_connections (const Fixture *fixture)
{
  g_autofree char *sql = g_strdup_printf ("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                                          "datname = '%s' AND pid <> pg_backend_pid()",
                                          fixture->place.name);
  place_foreign (&fixture->place, sql);
}

typedef struct {
  Fixture *fixture;
  guint runs;
  bool cuts; /* the connection, at the first run, after its work */
} Put;

static bool
put (Transaction *transaction, void *user, GError **error)
{
  Put *wanted = user;
  if (!db_run (transaction, QUERY_setting_put, NULL, error, DB_TEXT ("name"), DB_TEXT ("value")))
    return false;
  if (wanted->runs++ == 0 && wanted->cuts)
    end_connections (wanted->fixture);
  return true;
}

static char *
get (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Transaction) transaction = db_read (fixture->database, &nobody, &error);
  g_assert_no_error (error);
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_setting_get, &error, DB_TEXT ("name"));
  g_assert_no_error (error);
  return rows_next (rows, &error) ? g_strdup (rows_text (rows, 0)) : NULL;
}

static void
test_idle_connections_end (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Put wanted = { fixture, 0, false };
  end_connections (fixture);
  db_write (fixture->database, &nobody, put, &wanted, &error);
  g_assert_no_error (error);
  end_connections (fixture);
  g_autofree char *value = get (fixture);
  g_assert_cmpstr (value, ==, "value");
}

/* The write is run once more, from its beginning, on a new connection. */
static void
test_connection_ends_in_a_write (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Put wanted = { fixture, 0, true };
  db_write (fixture->database, &nobody, put, &wanted, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wanted.runs, ==, 2);
  g_autofree char *value = get (fixture);
  g_assert_cmpstr (value, ==, "value");
}

/* An answer that never came is not an empty one. */
static void
test_connection_ends_in_a_snapshot (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL, again = NULL;
  g_autoptr (Transaction) transaction = db_read (fixture->database, &nobody, &error);
  g_autoptr (Rows) before = db_rows (transaction, QUERY_setting_get, &error, DB_TEXT ("name"));
  g_assert_false (rows_next (before, &error)); /* connects when first asked */
  g_assert_no_error (error);
  end_connections (fixture);
  g_autoptr (Rows) first = db_rows (transaction, QUERY_setting_get, &error, DB_TEXT ("name"));
  g_autoptr (Rows) second = db_rows (transaction, QUERY_setting_get, &error, DB_TEXT ("name"));
  g_assert_no_error (error);
  g_assert_false (rows_next (first, &error));
  g_assert_error (error, DVHT_ERROR, MSG_DB_AWAY);
  g_assert_false (rows_next (second, &again));
  g_assert_nonnull (again);
}

static void
test_roles_above_the_rules_are_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) location = g_string_new (fixture->place.location);
  g_string_replace (location, "user=dvht", "user=owner", 0);
  DatabaseOptions options = { .location = location->str, .readers = 1 };
  g_assert_null (database_open (&options, &error));
  g_assert_error (error, DVHT_ERROR, MSG_DB_ROLE);
}

static char *
ask_as_role (const Fixture *fixture, const char *sql, bool *ret_done)
{
  const char *command[] = { "psql",
                            "-h",
                            g_getenv ("DVHT_TEST_POSTGRES"),
                            "-U",
                            "dvht",
                            "-d",
                            fixture->place.name,
                            "-qAt",
                            "-v",
                            "ON_ERROR_STOP=1",
                            "-c",
                            sql,
                            NULL };
  char *out = NULL;
  int status = 0;
  g_assert_true (g_spawn_sync ("/", (char **)command, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL,
                               NULL, NULL, &out, NULL, &status, NULL));
  *ret_done = g_spawn_check_wait_status (status, NULL);
  return g_strchomp (out);
}

#define FOUND                                                                                                \
  "INSERT INTO unit (id, uuid, code, kind, next_id, audit_seq, audit_hash, version) VALUES "                 \
  "(1, 'a', 'A', 'school', 1, 0, '', 1), (2, 'b', 'B', 'school', 1, 0, '', 1)"
#define ADD_TO_TWO                                                                                           \
  "INSERT INTO legal_basis (unit_id, id, position, content, version) VALUES (2, 9, 1, '{}', 1)"

/* Whatever a statement says: the owner of the tables too sees and writes the rows of its unit alone. */
static void
test_rows_of_other_units (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *sql, *found;
    bool done;
  } cases[] = {
    { "SELECT count(*) FROM unit", "0", true },
    { "SET dvht.unit_id = '1'; SELECT string_agg(code, ',') FROM unit", "A", true },
    { "SET dvht.unit_id = '2'; " ADD_TO_TWO, "", true },
    { "SET dvht.unit_id = '1'; SELECT count(*) FROM legal_basis", "0", true },
    { "SET dvht.unit_id = '2'; SELECT count(*) FROM legal_basis", "1", true },
    { "SET dvht.unit_id = '1'; INSERT INTO legal_basis (unit_id, id, position, content, version) VALUES (2, "
      "8, 1, '{}', 1)",
      "", false },
    { "SET dvht.unit_id = '1'; UPDATE unit SET code = 'X'; SET dvht.unit_id = '2'; SELECT code FROM unit",
      "B", true },
    { "SET dvht.unit_id = '2'; UPDATE legal_basis SET unit_id = 1", "", false },
  };
  place_tamper (&fixture->place, FOUND);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    bool done = false;
    g_autofree char *found = ask_as_role (fixture, cases[i].sql, &done);
    g_test_message ("%s", cases[i].sql);
    g_assert_cmpint (done, ==, cases[i].done);
    g_assert_cmpstr (found, ==, cases[i].found);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/postgres/idle-connections-end", test_idle_connections_end);
  ADD ("/postgres/connection-ends-in-a-write", test_connection_ends_in_a_write);
  ADD ("/postgres/connection-ends-in-a-snapshot", test_connection_ends_in_a_snapshot);
  ADD ("/postgres/roles-above-the-rules-are-refused", test_roles_above_the_rules_are_refused);
  ADD ("/postgres/rows-of-other-units", test_rows_of_other_units);
  return g_test_run ();
}
