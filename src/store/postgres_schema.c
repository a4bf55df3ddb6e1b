/* postgres_schema.c - versions, migrations, row-level security and plans of the PostgreSQL engine. */
#include "store/postgres_parts.h"
#include <string.h>

static bool
postgres_number (Connection *connection, const char *sql, gint64 *ret, GError **error)
{
  PGresult *result = NULL;
  if (!wire_run (connection, sql, &result, error))
    return false;
  *ret = PQntuples (result) > 0 ? g_ascii_strtoll (PQgetvalue (result, 0, 0), NULL, 10) : 0;
  PQclear (result);
  return true;
}

/* Waits for another program that migrates; within a transaction holds others up. */
bool
postgres_schema_version (Connection *connection, guint *ret, GError **error)
{
  gint64 ours = 0, tables = 0, version = 0;
  if (!postgres_number (
          connection,
          "SELECT pg_advisory_xact_lock(4474452002);"
          "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'dvht_schema'",
          &ours, error)
      || !postgres_number (connection, "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()",
                           &tables, error)
      || (ours > 0 && !postgres_number (connection, "SELECT max(version) FROM dvht_schema", &version, error)))
    return false;
  if (ours == 0 && tables > 0) {
    error_set (error, POSTGRES_PLACE, MSG_DB_NOT_OURS, NULL);
    return false;
  }
  *ret = (guint)version;
  return true;
}

/* A unit's rows are seen and written by its own transactions only, whatever a statement says; holds for
 * the tables' owner as well.  A CASE, since the planner takes what it cannot see through for half of the
 * rows: with an OR it takes each unit for a single row, and joins two thousands of rows each with each. */
static void
append_security (GString *sql, const char *table)
{
  const char *key = strcmp (table, "unit") == 0 ? "id" : "unit_id";
  g_string_append_printf (
      sql,
      "DO $$ BEGIN IF to_regclass('%s') IS NOT NULL THEN "
      "ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; "
      "DROP POLICY IF EXISTS own_unit ON %s; CREATE POLICY own_unit ON %s USING "
      "(CASE WHEN (SELECT current_setting('dvht.scope', true)) = 'installation' THEN true "
      "ELSE %s = (SELECT nullif(current_setting('dvht.unit_id', true), '')::bigint) END); "
      "END IF; END $$;",
      table, table, table, table, key);
}

bool
postgres_set_schema_version (Connection *connection, guint version, GError **error)
{
  g_autoptr (GString) sql
      = g_string_new ("CREATE TABLE IF NOT EXISTS dvht_schema (version INTEGER NOT NULL);");
  g_string_append_printf (sql, "INSERT INTO dvht_schema VALUES (%u);", version);
  for (gsize i = 0; tenant_tables[i] != NULL; i++)
    append_security (sql, tenant_tables[i]);
  return wire_run (connection, sql->str, NULL, error);
}

/* Migrations may take their time and see all rows. */
bool
postgres_script (Connection *connection, const char *sql, GError **error)
{
  return wire_run (connection, "SET LOCAL statement_timeout = 0; SET LOCAL dvht.scope = 'installation'", NULL,
                   error)
         && wire_run (connection, sql, NULL, error);
}

/* ---- for tests ---- */

static bool
append_types (Connection *connection, QueryId query, GString *out, GError **error)
{
  PGresult *result = NULL;
  g_autofree char *sql = g_strdup_printf ("PREPARE plan AS %s", query_table[query].postgres);
  if (!wire_run (connection, sql, NULL, error))
    return false;
  PQexitPipelineMode (connection->pg);
  result = PQdescribePrepared (connection->pg, "plan");
  PQenterPipelineMode (connection->pg);
  for (int i = 0; i < PQnfields (result); i++)
    if (wire_kind (PQftype (result, i)) == DB_KIND_TEXT && PQftype (result, i) != 25 /* text */)
      g_string_append_printf (out, "type %u of column %s\n", PQftype (result, i), PQfname (result, i));
  PQclear (result);
  return true;
}

char *
postgres_plan (Connection *connection, QueryId query, GError **error)
{
  g_autoptr (GString) plan = g_string_new (NULL);
  g_autoptr (GString) sql = g_string_new ("EXPLAIN (COSTS OFF) EXECUTE plan");
  PGresult *result = NULL;
  if (connection->pg == NULL && !postgres_connect (connection, error))
    return NULL;
  for (int i = 0; i < query_table[query].parameter_count; i++)
    g_string_append (sql, i == 0 ? " (NULL" : ", NULL");
  g_string_append (sql, query_table[query].parameter_count > 0 ? ")" : "");
  if (!wire_run (connection,
                 "SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan; DEALLOCATE ALL", NULL,
                 error)
      || !append_types (connection, query, plan, error) || !wire_run (connection, sql->str, &result, error))
    return NULL;
  for (int i = 0; i < PQntuples (result); i++)
    g_string_append_printf (plan, "%s\n", PQgetvalue (result, i, 0));
  PQclear (result);
  return g_string_free (g_steal_pointer (&plan), FALSE);
}
