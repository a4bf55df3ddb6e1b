/* account_role.c - roles and deputies; see account.h. */
#include "store/account_parts.h"
#include "store/audit.h"
#include <string.h>

static bool
read_grants (Rows *rows, Arena *arena, RoleGrants *ret, GError **error)
{
  RoleGrants grants = { 0 };
  GError *failure = NULL;
  Role role;
  if (rows == NULL)
    return false;
  while (rows_next (rows, &failure)) {
    if (!role_from_name (rows_text (rows, 2), &role)) /* of a newer program */
      continue;
    RoleGrant *grant = &ARENA_PUSH (arena, grants.items, grants.count);
    *grant = (RoleGrant){ .id = rows_int (rows, 0), .account_id = rows_int (rows, 1), .role = role };
    grant->valid_from = rows_text_dup (rows, 3, arena);
    grant->valid_to = rows_text_dup (rows, 4, arena);
    grant->deputy_for = rows_int (rows, 5);
  }
  if (failure != NULL) {
    g_propagate_error (error, failure);
    return false;
  }
  *ret = grants;
  return true;
}

bool
role_grants_of (Transaction *transaction, Arena *arena, gint64 account_id, RoleGrants *ret, GError **error)
{
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_role_of_account, error, DB_INT (account_id));
  return read_grants (rows, arena, ret, error);
}

bool
role_grants_current (Transaction *transaction, Arena *arena, const char *today, RoleGrants *ret,
                     GError **error)
{
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_role_list, error, DB_TEXT (today));
  return read_grants (rows, arena, ret, error);
}

bool
administrator_remains (Transaction *transaction, const char *today, GError **error)
{
  gint64 count = 0;
  if (!db_int (transaction, QUERY_role_administrators, 0, &count, error,
               DB_TEXT (role_name (ROLE_ADMINISTRATOR)), DB_TEXT (today)))
    return false;
  if (count == 0)
    error_set (error, NULL, MSG_ACCOUNT_LAST_ADMINISTRATOR, NULL);
  return count > 0;
}

/* ---- granting ---- */

static bool
overlaps (const RoleGrant *a, const RoleGrant *b)
{
  bool a_first = a->valid_to != NULL && b->valid_from != NULL && strcmp (a->valid_to, b->valid_from) < 0;
  bool b_first = b->valid_to != NULL && a->valid_from != NULL && strcmp (b->valid_to, a->valid_from) < 0;
  return !a_first && !b_first;
}

static bool
is_among (const RoleGrants *grants, const RoleGrant *wanted)
{
  for (gsize i = 0; i < grants->count; i++) {
    const RoleGrant *grant = &grants->items[i];
    if (grant->role == wanted->role && grant->deputy_for == wanted->deputy_for && overlaps (grant, wanted))
      return true;
  }
  return false;
}

static bool
check_deputy (Transaction *transaction, Arena *arena, const RoleGrant *grant, GError **error)
{
  RoleGrants own;
  if (grant->deputy_for == 0)
    return true;
  if (grant->deputy_for == grant->account_id) {
    error_set (error, NULL, MSG_ROLE_DEPUTY_SELF, NULL);
    return false;
  }
  if (grant->valid_from == NULL || grant->valid_to == NULL) {
    error_set (error, NULL, MSG_ROLE_DEPUTY_ENDLESS, NULL);
    return false;
  }
  if (!role_grants_of (transaction, arena, grant->deputy_for, &own, error))
    return false;
  RoleGrant held = *grant;
  held.deputy_for = 0;
  if (is_among (&own, &held))
    return true;
  error_set (error, NULL, MSG_ROLE_NOT_HELD, NULL);
  return false;
}

static bool
check_grant (Transaction *transaction, const RoleGrant *grant, GError **error)
{
  g_autoptr (Arena) arena = arena_new ((gsize)64 << 20);
  RoleGrants there;
  if (grant->valid_from != NULL && grant->valid_to != NULL
      && strcmp (grant->valid_to, grant->valid_from) < 0) {
    error_set (error, NULL, MSG_ROLE_DATES, NULL);
    return false;
  }
  if (!role_grants_of (transaction, arena, grant->account_id, &there, error))
    return false;
  if (is_among (&there, grant)) {
    error_set (error, NULL, MSG_ROLE_TWICE, NULL);
    return false;
  }
  return check_deputy (transaction, arena, grant, error);
}

static char *
grant_json (Arena *arena, const RoleGrant *grant)
{
  const char *deputy_for = grant->deputy_for != 0 ? arena_int (arena, grant->deputy_for) : NULL;
  const AuditField fields[] = {
    { "account", arena_int (arena, grant->account_id) },
    { "role", role_name (grant->role) },
    { "valid_from", grant->valid_from },
    { "valid_to", grant->valid_to },
    { "deputy_for", deputy_for },
  };
  return audit_json (arena, fields, G_N_ELEMENTS (fields));
}

bool
role_grant_add (Transaction *transaction, const RoleGrant *grant, gint64 *ret_id, GError **error)
{
  gint64 id = 0;
  g_autoptr (Arena) arena = arena_new ((gsize)1 << 20);
  if (!check_grant (transaction, grant, error) || !transaction_next_id (transaction, &id, error)
      || !db_run (transaction, QUERY_role_insert, NULL, error, DB_INT (id), DB_INT (grant->account_id),
                  DB_TEXT (role_name (grant->role)), DB_TEXT (grant->valid_from), DB_TEXT (grant->valid_to),
                  grant->deputy_for != 0 ? DB_INT (grant->deputy_for) : DB_NULL)
      || !audit_append (transaction, "role.grant", "role", id, NULL, grant_json (arena, grant), error))
    return false;
  if (ret_id != NULL)
    *ret_id = id;
  return true;
}

static bool
get_grant (Transaction *transaction, Arena *arena, gint64 id, RoleGrants *ret, GError **error)
{
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_role_get, error, DB_INT (id));
  return read_grants (rows, arena, ret, error);
}

bool
role_grant_remove (Transaction *transaction, gint64 id, gint64 owner, const char *today, bool *ret_found,
                   GError **error)
{
  g_autoptr (Arena) arena = arena_new ((gsize)1 << 20);
  RoleGrants grants = { 0 };
  if (!get_grant (transaction, arena, id, &grants, error))
    return false;
  bool found = grants.count == 1 && (owner == 0 || grants.items[0].deputy_for == owner);
  *ret_found = found;
  if (!found)
    return true;
  const char *before = grant_json (arena, &grants.items[0]);
  bool own_administrator = grants.items[0].role == ROLE_ADMINISTRATOR && grants.items[0].deputy_for == 0;
  return db_run (transaction, QUERY_role_delete, NULL, error, DB_INT (id))
         && audit_append (transaction, "role.remove", "role", id, before, NULL, error)
         && (!own_administrator || administrator_remains (transaction, today, error));
}
