/* test_migrate.c - databases of older programs (test/fixtures/databases/NNNN.db, of schema NNNN) open with
 * nothing lost, and a step that fails leaves what it found. */
#include "blob/blob.h"
#include "place.h"
#include "store/engine.h"
#include "store/fsck.h"
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

static const Engine *
engine (void)
{
  return place_on_postgres () ? &postgres_engine : &sqlite_engine;
}

/* ---- what a database holds ---- */

/* The tables of an old file and their columns: "person|unit_id,id,…", a line each. */
static char **
tables_of (const Place *old)
{
  g_autofree char *told
      = place_ask (old, "SELECT t.name, group_concat(c.name) FROM sqlite_schema t, "
                        "pragma_table_info(t.name) c WHERE t.type = 'table' GROUP BY t.name "
                        "ORDER BY t.name");
  return g_strsplit (g_strchomp (told), "\n", -1);
}

/* A list with each column inside `before` and `after`. */
static char *
each_column (const char *columns, const char *before, const char *after)
{
  g_auto (GStrv) names = g_strsplit (columns, ",", -1);
  g_autoptr (GString) list = g_string_new (NULL);
  for (guint i = 0; names[i] != NULL; i++)
    g_string_append_printf (list, "%s%s%s%s", i > 0 ? "," : "", before, names[i], after);
  return g_string_free (g_steal_pointer (&list), FALSE);
}

/* All that stands in the columns of the old file. */
static char *
dump (const Place *place, const Place *old)
{
  g_auto (GStrv) tables = tables_of (old);
  g_autoptr (GString) out = g_string_new (NULL);
  for (guint i = 0; tables[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (tables[i], "|", 2);
    bool server = place->name != NULL;
    g_autofree char *shown
        = each_column (parts[1], server ? "quote_nullable(" : "quote(", server ? "::text)" : ")");
    g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s ORDER BY %s", shown, parts[0], parts[1]);
    g_autofree char *told = place_ask (place, sql);
    g_string_append_printf (out, "== %s\n%s", parts[0], told);
  }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
assert_same (const char *before, const Place *place, const Place *old)
{
  g_autofree char *after = dump (place, old);
  g_assert_cmpstr (before, ==, after);
}

/* The files that its records name: those of the case that make_database.py loads, in the first unit. */
static void
put_files (const Place *place, Arena *arena)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder
      = g_build_filename (g_getenv ("FIXTURES"), "..", "cases", "tieu-hoc-2022", "evidence", NULL);
  g_autoptr (GDir) files = g_dir_open (folder, 0, &error);
  const char *name = NULL;
  g_assert_no_error (error);
  while ((name = g_dir_read_name (files)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    Blob blob;
    g_assert_true (blob_put_file (arena, place->folder, 1, path, &blob, &error));
    g_assert_no_error (error);
  }
}

static void
assert_sound (const Place *place)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Arena) arena = arena_new ((gsize)64 << 20);
  put_files (place, arena);
  DatabaseOptions options = { .location = place->location, .readers = 2 };
  FsckReport report = { 0 };
  g_autoptr (Database) database = database_open (&options, &error);
  g_assert_no_error (error);
  g_assert_true (fsck_run (database, place->folder, arena, &report, &error));
  g_assert_no_error (error);
  g_assert_cmpint (report.units, >, 0);
  if (report.count > 0)
    g_error ("%s", message_english (arena, &report.items[0].message));
}

/* ---- an old database at the place of a test ---- */

typedef struct {
  Place old;   /* the fixture's copy that no program opens */
  Place place; /* where it is opened */
  guint version;
} Old;

/* The fixture's rows as statements for the server. */
static void
send_rows (const Old *old)
{
  g_auto (GStrv) tables = tables_of (&old->old);
  g_autoptr (GString) script = g_string_new ("SET session_replication_role = replica;\n");
  for (guint i = 0; tables[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (tables[i], "|", 2), names = g_strsplit (parts[1], ",", -1);
    g_autoptr (GString) values = g_string_new (NULL);
    for (guint column = 0; names[column] != NULL; column++)
      g_string_append_printf (
          values, "%sCASE typeof(%s) WHEN 'blob' THEN '''\\x' || hex(%s) || '''' ELSE quote(%s) END",
          column > 0 ? " || ', ' || " : "", names[column], names[column], names[column]);
    g_autofree char *sql = g_strdup_printf ("SELECT 'INSERT INTO %s (%s) VALUES (' || %s || ');' FROM %s",
                                            parts[0], parts[1], values->str, parts[0]);
    g_autofree char *statements = place_ask (&old->old, sql);
    g_string_append (script, statements);
  }
  place_foreign (&old->place, script->str);
}

static bool
migrate_to (const Old *old, const Migration *steps, guint count, GError **error)
{
  DatabaseOptions options = { .location = old->place.location };
  Connection *connection = engine ()->open (&options, true, error);
  g_assert_nonnull (connection);
  bool done = migrate (engine (), connection, options.location, (Migrations){ steps, count }, error);
  engine ()->close (connection);
  return done;
}

static char *
fixture_path (guint version)
{
  g_autofree char *name = g_strdup_printf ("%04u.db", version);
  return g_build_filename (g_getenv ("FIXTURES"), "databases", name, NULL);
}

/* SQLite: the file itself.  PostgreSQL: the steps up to its schema, then its rows. */
static void
old_begin (Old *old, guint version)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = fixture_path (version), *content = NULL;
  gsize length = 0;
  *old = (Old){ .place = place_new (), .version = version };
  old->old.location = g_build_filename (old->place.folder, "old.db", NULL);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_true (g_file_set_contents (old->old.location, content, (gssize)length, NULL));
  if (!place_on_postgres ()) {
    g_assert_true (g_file_set_contents (old->place.location, content, (gssize)length, NULL));
    return;
  }
  g_assert_true (migrate_to (old, migration_table, version, &error));
  g_assert_no_error (error);
  send_rows (old);
}

static void
old_end (Old *old)
{
  g_free (old->old.location);
  place_clear (&old->place);
}

/* The copy that the step to `version` leaves beside a file; no location: there is none. */
static Place
copy_before (const Old *old, guint version)
{
  g_autofree char *path = g_strdup_printf ("%s-truoc-%04u", old->place.location, version);
  bool there = g_file_test (path, G_FILE_TEST_EXISTS);
  return (Place){ .location = there ? g_steal_pointer (&path) : NULL };
}

static void
assert_copy (const Old *old, guint version, const char *before)
{
  Place copy = copy_before (old, version);
  if (engine ()->backup == NULL) {
    g_assert_null (copy.location);
    return;
  }
  assert_same (before, &copy, &old->old);
  assert_sound (&copy);
  g_free (copy.location);
}

/* ---- tests ---- */

static void
test_old_database (gconstpointer data)
{
  Old old;
  old_begin (&old, GPOINTER_TO_UINT (data));
  g_autofree char *before = dump (&old.place, &old.old);
  g_assert_nonnull (strstr (before, "Nguyễn Thị Lan"));
  for (guint time = 0; time < 2; time++) {
    assert_sound (&old.place);
    assert_same (before, &old.place, &old.old);
  }
  if (old.version < migration_count)
    assert_copy (&old, old.version + 1, before);
  else
    g_assert_null (copy_before (&old, old.version + 1).location);
  old_end (&old);
}

/* This program's schema and one step more. */
typedef struct {
  Old old;
  Migration *steps;
  guint count;
  char *before;
} Next;

static void
next_begin (Next *next, const char *sql)
{
  g_autoptr (GError) error = NULL;
  old_begin (&next->old, 1);
  g_assert_true (migrate_to (&next->old, migration_table, migration_count, &error));
  g_assert_no_error (error);
  next->count = migration_count + 1;
  next->steps = g_new (Migration, next->count);
  memcpy (next->steps, migration_table, migration_count * sizeof (Migration));
  next->steps[migration_count] = (Migration){ "next", sql };
  next->before = dump (&next->old.place, &next->old.old);
}

static void
next_end (Next *next)
{
  g_free (next->before);
  g_free (next->steps);
  old_end (&next->old);
}

static void
test_next_step (void)
{
  Next next;
  g_autoptr (GError) error = NULL;
  next_begin (&next, "CREATE TABLE further (name TEXT NOT NULL PRIMARY KEY, bytes $blob);"
                     "UPDATE person SET name = 'x';");
  g_assert_true (migrate_to (&next.old, next.steps, next.count, &error));
  g_assert_no_error (error);
  g_autofree char *names = place_ask (&next.old.place, "SELECT DISTINCT name FROM person");
  g_assert_cmpstr (names, ==, "x\n");
  assert_copy (&next.old, next.count, next.before);
  g_assert_false (migrate_to (&next.old, migration_table, migration_count, &error));
  g_assert_error (error, DVHT_ERROR, MSG_DB_TOO_NEW);
  next_end (&next);
}

/* A fault when half of the step is done. */
static void
test_failed_step (void)
{
  Next next;
  next_begin (&next, "CREATE TABLE further (name TEXT NOT NULL PRIMARY KEY, bytes $blob);"
                     "UPDATE person SET name = 'x'; DELETE FROM event; DROP TABLE throttle;"
                     "SELECT no_such_column FROM person;");
  for (guint time = 0; time < 2; time++) {
    g_autoptr (GError) error = NULL;
    g_assert_false (migrate_to (&next.old, next.steps, next.count, &error));
    g_assert_nonnull (error);
    assert_same (next.before, &next.old.place, &next.old.old);
  }
  assert_sound (&next.old.place);
  assert_copy (&next.old, next.count, next.before);
  next_end (&next);
}

/* Nothing is begun without the copy, and half of a copy is not left to be taken for one. */
static void
test_no_room_for_the_copy (void)
{
  Next next;
  g_autoptr (GError) error = NULL;
  struct rlimit kept, small;
  next_begin (&next, "UPDATE person SET name = 'x';");
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &kept), ==, 0);
  small = (struct rlimit){ 100000, kept.rlim_max };
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  bool done = migrate_to (&next.old, next.steps, next.count, &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &kept), ==, 0);
  g_assert_false (done);
  g_assert_nonnull (error);
  assert_same (next.before, &next.old.place, &next.old.old);
  g_assert_null (copy_before (&next.old, next.count).location);
  next_end (&next);
}

/* Every schema but the newest has its file: that one is still to be made when the next step comes. */
int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint version = 1; version <= migration_count; version++) {
    g_autofree char *path = fixture_path (version), *name = g_strdup_printf ("/migrate/from-%04u", version);
    if (g_file_test (path, G_FILE_TEST_EXISTS))
      g_test_add_data_func (name, GUINT_TO_POINTER (version), test_old_database);
    else
      g_assert_cmpint (version, ==, migration_count);
  }
  g_test_add_func ("/migrate/next-step", test_next_step);
  g_test_add_func ("/migrate/failed-step", test_failed_step);
  if (!place_on_postgres ())
    g_test_add_func ("/migrate/no-room-for-the-copy", test_no_room_for_the_copy);
  return g_test_run ();
}
