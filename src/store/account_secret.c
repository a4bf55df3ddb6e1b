/* account_secret.c - sessions, codes, tokens, and waits after failures; see account.h. */
#include "store/account_parts.h"
#include "store/audit.h"
#include <string.h>

static const char *const kind_names[SECRET_KIND_COUNT] = {
  [SECRET_SESSION] = "session", [SECRET_LOGIN] = "login", [SECRET_SLIP] = "slip",
  [SECRET_RESET] = "reset",     [SECRET_MAIL] = "mail",   [SECRET_RECOVERY] = "recovery",
  [SECRET_TOKEN] = "token",
};

static bool
kind_from_name (const char *name, SecretKind *ret)
{
  for (SecretKind kind = 0; kind < SECRET_KIND_COUNT; kind++)
    if (strcmp (kind_names[kind], name) == 0) {
      *ret = kind;
      return true;
    }
  return false;
}

static bool
read_secret (const Rows *rows, Arena *arena, Secret *ret)
{
  SecretKind kind = 0;
  gsize size = 0;
  if (!kind_from_name (rows_text (rows, 3), &kind)) /* of a newer program */
    return false;
  *ret
      = (Secret){ .unit_id = rows_int (rows, 0), .id = rows_int (rows, 1), .account_id = rows_int (rows, 2) };
  ret->kind = kind;
  ret->scope = rows_text_dup (rows, 4, arena);
  const void *csrf = rows_blob (rows, 5, &size);
  ret->has_csrf = csrf != NULL && size == TOKEN_HASH_SIZE;
  if (ret->has_csrf)
    memcpy (ret->csrf, csrf, size);
  ret->created_at = rows_int (rows, 6);
  ret->used_at = rows_int (rows, 7);
  ret->expires_at = rows_int (rows, 8);
  ret->login = rows_text_dup (rows, 9, arena);
  ret->person_id = rows_int (rows, 10);
  ret->name = rows_is_null (rows, 11) ? ret->login : rows_text_dup (rows, 11, arena);
  ret->unit_name = rows_text_dup (rows, 12, arena);
  ret->year = (int)rows_int (rows, 13);
  ret->events = rows_int (rows, 14);
  ret->unread = rows_int (rows, 16);
  ret->permissions = PERMISSION_BIT (PERMISSION_PERSONAL);
  return true;
}

bool
secret_find (Transaction *transaction, Arena *arena, const guint8 hash[TOKEN_HASH_SIZE], gint64 now,
             const char *today, Secret *ret, bool *ret_found, GError **error)
{
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_secret_find, error, DB_TEXT (today),
                                   DB_BLOB (hash, TOKEN_HASH_SIZE), DB_INT (now));
  bool found = false;
  Role role;
  if (!first_row (rows, &found, error))
    return false;
  *ret_found = found && read_secret (rows, arena, ret);
  if (!*ret_found)
    return true;
  GError *failure = NULL;
  do
    if (!rows_is_null (rows, 15) && role_from_name (rows_text (rows, 15), &role))
      ret->permissions |= role_permissions (role);
  while (rows_next (rows, &failure));
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

bool
secret_add (Transaction *transaction, const guint8 hash[TOKEN_HASH_SIZE], const Secret *secret,
            gint64 *ret_id, GError **error)
{
  gint64 id = 0, now = transaction_now (transaction);
  if (!transaction_next_id (transaction, &id, error)
      || !db_run (transaction, QUERY_secret_insert, NULL, error, DB_BLOB (hash, TOKEN_HASH_SIZE), DB_INT (id),
                  DB_INT (secret->account_id), DB_TEXT (kind_names[secret->kind]),
                  DB_TEXT (secret->label != NULL ? secret->label : ""),
                  DB_TEXT (secret->scope != NULL ? secret->scope : ""),
                  secret->has_csrf ? DB_BLOB (secret->csrf, TOKEN_HASH_SIZE) : DB_NULL,
                  DB_TEXT (secret->address), DB_INT (now),
                  secret->kind == SECRET_SESSION ? DB_INT (now) : DB_NULL,
                  secret->expires_at != 0 ? DB_INT (secret->expires_at) : DB_NULL))
    return false;
  if (ret_id != NULL)
    *ret_id = id;
  return true;
}

bool
secret_touch (Transaction *transaction, const guint8 hash[TOKEN_HASH_SIZE], gint64 expires_at, GError **error)
{
  return db_run (transaction, QUERY_secret_touch, NULL, error, DB_INT (transaction_now (transaction)),
                 expires_at != 0 ? DB_INT (expires_at) : DB_NULL, DB_BLOB (hash, TOKEN_HASH_SIZE));
}

bool
secret_end (Transaction *transaction, gint64 account_id, gint64 id, bool *ret_found, GError **error)
{
  gint64 changed = 0;
  if (!db_run (transaction, QUERY_secret_end, &changed, error, DB_INT (transaction_now (transaction)),
               DB_INT (account_id), DB_INT (id)))
    return false;
  *ret_found = changed > 0;
  return true;
}

bool
secret_end_kind (Transaction *transaction, gint64 account_id, SecretKind kind, gint64 but, GError **error)
{
  return db_run (transaction, QUERY_secret_end_kind, NULL, error, DB_INT (transaction_now (transaction)),
                 DB_INT (account_id), DB_TEXT (kind_names[kind]), DB_INT (but));
}

bool
secret_list (Transaction *transaction, Arena *arena, gint64 account_id, SecretKind kind, gint64 now,
             Secrets *ret, GError **error)
{
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_secret_list, error, DB_INT (account_id),
                                   DB_TEXT (kind_names[kind]), DB_INT (now));
  Secrets list = { 0 };
  GError *failure = NULL;
  if (rows == NULL)
    return false;
  while (rows_next (rows, &failure)) {
    Secret *secret = &ARENA_PUSH (arena, list.items, list.count);
    *secret = (Secret){ .id = rows_int (rows, 0), .account_id = account_id, .kind = kind };
    secret->label = rows_text_dup (rows, 1, arena);
    secret->scope = rows_text_dup (rows, 2, arena);
    secret->address = rows_text_dup (rows, 3, arena);
    secret->created_at = rows_int (rows, 4);
    secret->used_at = rows_int (rows, 5);
    secret->expires_at = rows_int (rows, 6);
  }
  if (failure != NULL) {
    g_propagate_error (error, failure);
    return false;
  }
  *ret = list;
  return true;
}

bool
secret_count (Transaction *transaction, gint64 account_id, SecretKind kind, gint64 now, gint64 *ret,
              GError **error)
{
  return db_int (transaction, QUERY_secret_count, 0, ret, error, DB_INT (account_id),
                 DB_TEXT (kind_names[kind]), DB_INT (now));
}

/* ---- codes and tokens ---- */

bool
account_add_code (Transaction *transaction, gint64 id, SecretKind kind, const guint8 hash[TOKEN_HASH_SIZE],
                  gint64 expires_at, GError **error)
{
  static const char *const actions[SECRET_KIND_COUNT] = {
    [SECRET_SLIP] = "account.slip", [SECRET_RESET] = "account.code", [SECRET_MAIL] = "account.mail_code"
  };
  Secret secret = { .account_id = id, .kind = kind, .expires_at = expires_at };
  if (kind != SECRET_MAIL
      && (!secret_end_kind (transaction, id, SECRET_SLIP, 0, error)
          || !secret_end_kind (transaction, id, SECRET_RESET, 0, error)
          || !secret_end_kind (transaction, id, SECRET_MAIL, 0, error)))
    return false;
  return secret_add (transaction, hash, &secret, NULL, error)
         && audit_append (transaction, actions[kind], "account", id, NULL, NULL, error);
}

bool
account_add_codes (Transaction *transaction, const NewCodes *codes, SecretKind kind, GError **error)
{
  for (gsize i = 0; i < codes->count; i++)
    if (!account_add_code (transaction, codes->items[i].account_id, kind, codes->items[i].hash,
                           codes->expires_at, error))
      return false;
  return true;
}

bool
account_issue_code (Transaction *transaction, Arena *arena, gint64 id, SecretKind kind, gint64 expires_at,
                    const char **ret_code, GError **error)
{
  guint8 hash[TOKEN_HASH_SIZE];
  const char *code = code_make (arena, CODE_SLIP_GROUPS, hash);
  if (!account_add_code (transaction, id, kind, hash, expires_at, error))
    return false;
  *ret_code = code;
  return true;
}

bool
account_issue_token (Transaction *transaction, Arena *arena, gint64 id, const char *label, const char *scope,
                     gint64 expires_at, const char **ret_token, GError **error)
{
  guint8 hash[TOKEN_HASH_SIZE];
  gint64 token_id = 0;
  const char *token = token_make_personal (arena, hash);
  const AuditField fields[] = { { "account", arena_int (arena, id) },
                                { "label", label },
                                { "scope", scope },
                                { "fingerprint", fingerprint (arena, hash, sizeof hash) } };
  Secret secret
      = { .account_id = id, .kind = SECRET_TOKEN, .label = label, .scope = scope, .expires_at = expires_at };
  if (!secret_add (transaction, hash, &secret, &token_id, error)
      || !audit_append (transaction, "token.create", "token", token_id, NULL,
                        audit_json (arena, fields, G_N_ELEMENTS (fields)), error))
    return false;
  *ret_token = token;
  return true;
}

bool
secret_purge (Transaction *transaction, GError **error)
{
  const gint64 day = (gint64)24 * 3600 * G_USEC_PER_SEC, now = transaction_now (transaction);
  return db_run (transaction, QUERY_secret_purge, NULL, error, DB_INT (now - 90 * day))
         && db_run (transaction, QUERY_throttle_purge, NULL, error, DB_INT (now - 7 * day));
}

/* ---- waits ---- */

bool
throttle_read (Transaction *transaction, const char *name, Throttle *ret, GError **error)
{
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_throttle_get, error, DB_TEXT (name));
  bool found = false;
  if (!first_row (rows, &found, error))
    return false;
  *ret = found ? (Throttle){ rows_int (rows, 0), rows_int (rows, 1) } : (Throttle){ 0 };
  return true;
}

bool
throttle_count (Transaction *transaction, const ThrottlePolicy *policy, const char *name, GError **error)
{
  Throttle throttle;
  if (!throttle_read (transaction, name, &throttle, error))
    return false;
  throttle = throttle_after_failure (policy, throttle, transaction_now (transaction));
  return db_run (transaction, QUERY_throttle_put, NULL, error, DB_TEXT (name), DB_INT (throttle.failures),
                 DB_INT (throttle.blocked_until));
}

bool
throttle_clear (Transaction *transaction, const char *name, GError **error)
{
  return db_run (transaction, QUERY_throttle_delete, NULL, error, DB_TEXT (name));
}
