/* place.c - see place.h. */
#include "place.h"
#include "base/fileio.h"
#include "store/fsck.h"
#include "store/unit.h"
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#define ROLE "dvht"

static const char *
server (void)
{
  return g_getenv ("DVHT_TEST_POSTGRES");
}

bool
place_on_postgres (void)
{
  return server () != NULL;
}

static void
run (const char *program, const char *name, const char *option)
{
  const char *command[] = { program, "-h", server (), "-U", ROLE, name, option, NULL };
  g_autoptr (GError) error = NULL;
  int status = 0;
  g_spawn_sync ("/", (char **)command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
}

Place
place_new (void)
{
  static int count = 0;
  Place place = { .folder = g_dir_make_tmp ("dvht-store-XXXXXX", NULL) };
  if (!place_on_postgres ()) {
    place.location = g_build_filename (place.folder, "dvht.db", NULL);
    return place;
  }
  place.name = g_strdup_printf ("test_%d_%d", getpid (), count++);
  place.location = g_strdup_printf ("postgresql:///%s?host=%s&user=" ROLE, place.name, server ());
  run ("createdb", place.name, NULL);
  return place;
}

void
place_clear (Place *place)
{
  if (place->name != NULL)
    run ("dropdb", place->name, "--force");
  g_assert_true (file_remove_tree (place->folder, NULL));
  g_free (place->folder);
  g_free (place->location);
  g_free (place->name);
  *place = (Place){ 0 };
}

Database *
place_open (const Place *place)
{
  const DatabaseOptions options = { .location = place->location, .readers = 2 };
  g_autoptr (GError) error = NULL;
  Database *database = database_open (&options, &error);
  g_assert_no_error (error);
  return database;
}

bool
place_found (Transaction *transaction, gint64 *ret_unit_id, GError **error)
{
  const UnitName name = { "2024-01-01", NULL, "Trường Tiểu học A", "TH A", "UBND xã B", "Phòng C", "B" };
  return unit_found (transaction, NULL, "tha", "tieu_hoc", &name, ret_unit_id, error);
}

void
place_assert_sound (Database *database, const char *folder, Arena *arena)
{
  g_autoptr (GError) error = NULL;
  FsckReport report = { 0 };
  fsck_run (database, folder, arena, &report, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < report.count; i++)
    g_test_message ("%s", message_english (arena, &report.items[i].message));
  g_assert_cmpuint (report.count, ==, 0);
}

/* What psql prints of it, with all rights.  By a file: what a command line holds has its limit. */
static char *
ask_server (const Place *place, const char *sql)
{
  g_autofree char *file = g_build_filename (place->folder, "script.sql", NULL);
  const char *command[]
      = { "psql", "-h", server (), "-U", "owner", "-d", place->name, "-v", "ON_ERROR_STOP=1",
          "-At",  "-f", file,      NULL };
  g_autoptr (GError) error = NULL;
  char *said = NULL;
  int status = 0;
  g_assert_true (g_file_set_contents (file, sql, -1, NULL));
  g_spawn_sync ("/", (char **)command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &said, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  return said;
}

/* Rows changed, -1: not told. */
static int
run_sql_on_server (const Place *place, const char *sql)
{
  g_autofree char *said = ask_server (place, sql);
  const char *number = strrchr (said, ' ');
  return number != NULL ? (int)g_ascii_strtoll (number, NULL, 10) : -1;
}

static int
add_row (void *user, int count, char **values, char **names)
{
  for (int i = 0; i < count; i++)
    g_string_append_printf (user, "%s%s", values[i] != NULL ? values[i] : "", i < count - 1 ? "|" : "\n");
  return 0;
}

char *
place_ask (const Place *place, const char *sql)
{
  sqlite3 *db = NULL;
  if (place->name != NULL)
    return ask_server (place, sql);
  GString *rows = g_string_new (NULL);
  g_assert_cmpint (sqlite3_open (place->location, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, add_row, rows, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  return g_string_free (rows, FALSE);
}

static int
run_sql (const Place *place, const char *sql)
{
  sqlite3 *db = NULL;
  if (place->name != NULL)
    return run_sql_on_server (place, sql);
  g_assert_cmpint (sqlite3_open (place->location, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  int changes = sqlite3_changes (db);
  sqlite3_close (db);
  return changes;
}

void
place_foreign (const Place *place, const char *sql)
{
  run_sql (place, sql);
}

void
place_tamper (const Place *place, const char *sql)
{
  g_assert_cmpint (run_sql (place, sql), >, 0);
}
