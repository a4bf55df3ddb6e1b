/* migrate.c - numbered steps, one transaction each, a copy of the file first. */
#include "store/engine.h"
#include <string.h>
#include <unistd.h>

/* The version is asked for again inside: another program may have done it meanwhile. */
static bool
apply (const Engine *engine, Connection *connection, const Migration *step, guint index, GError **error)
{
  guint version = 0;
  g_autoptr (GString) sql = g_string_new (step->sql);
  g_string_replace (sql, "$blob", engine->blob_word, 0);
  g_string_replace (sql, engine->own_lines, "", 0);
  g_string_replace (sql, " TEXT", engine->text_word, 0);
  if (!engine->begin (connection, true, error))
    return false;
  if (engine->schema_version (connection, &version, error) && version > index) {
    engine->rollback (connection);
    return true;
  }
  if (version == index && engine->script (connection, sql->str, error)
      && engine->set_schema_version (connection, index + 1, error) && engine->commit (connection, error))
    return true;
  engine->rollback (connection);
  return false;
}

/* "dvht.db-truoc-0002" beside the file; an older copy of that name is replaced, half of one is no copy. */
static bool
copy_before (const Engine *engine, Connection *connection, const char *location, guint version,
             GError **error)
{
  if (version == 0 || engine->backup == NULL)
    return true;
  g_autofree char *path = g_strdup_printf ("%s-truoc-%04u", location, version + 1);
  unlink (path);
  if (engine->backup (connection, path, error))
    return true;
  unlink (path);
  return false;
}

bool
migrate (const Engine *engine, Connection *connection, const char *location, Migrations migrations,
         GError **error)
{
  guint version = 0;
  if (!engine->schema_version (connection, &version, error))
    return false;
  if (version > migrations.count) {
    error_set (error, location, MSG_DB_TOO_NEW, NULL);
    return false;
  }
  if (version < migrations.count && !copy_before (engine, connection, location, version, error))
    return false;
  for (guint i = version; i < migrations.count; i++)
    if (!apply (engine, connection, &migrations.steps[i], i, error))
      return false;
  return true;
}
