/* account.c - accounts; see account.h. */
#include "store/account.h"
#include "base/sha256.h"
#include "model/login.h"
#include "store/account_parts.h"
#include "store/audit.h"
#include <string.h>

/* ---- reading ---- */

bool
first_row (Rows *rows, bool *ret_found, GError **error)
{
  GError *failure = NULL;
  if (rows == NULL)
    return false;
  bool found = rows_next (rows, &failure);
  if (failure != NULL) {
    g_propagate_error (error, failure);
    return false;
  }
  *ret_found = found;
  return true;
}

bool
rows_ended (GError *failure, GError **error)
{
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

static bool
read_account (Rows *rows, Arena *arena, Account *ret, bool *ret_found, GError **error)
{
  bool found = false;
  gsize size = 0;
  if (!first_row (rows, &found, error))
    return false;
  *ret_found = found;
  if (!found)
    return true;
  *ret
      = (Account){ .unit_id = rows_int (rows, 0), .id = rows_int (rows, 1), .person_id = rows_int (rows, 2) };
  ret->login = rows_text_dup (rows, 3, arena);
  ret->password_hash = rows_text_dup (rows, 4, arena);
  const void *secret = rows_blob (rows, 5, &size);
  ret->has_totp = secret != NULL && size == TOTP_SECRET_BYTES;
  if (ret->has_totp)
    memcpy (ret->totp_secret, secret, size);
  ret->totp_last = rows_int (rows, 6);
  ret->locked = strcmp (rows_text (rows, 7), "active") != 0;
  ret->name = rows_is_null (rows, 8) ? ret->login : rows_text_dup (rows, 8, arena);
  return true;
}

bool
account_find_login (Transaction *transaction, Arena *arena, const char *login, Account *ret, bool *ret_found,
                    GError **error)
{
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_account_by_login, error, DB_TEXT (login));
  return read_account (rows, arena, ret, ret_found, error);
}

bool
account_find (Transaction *transaction, Arena *arena, gint64 id, Account *ret, bool *ret_found,
              GError **error)
{
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_account_by_id, error, DB_INT (id));
  return read_account (rows, arena, ret, ret_found, error);
}

bool
account_email (Transaction *transaction, Arena *arena, gint64 id, const char **ret, GError **error)
{
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_account_email, error, DB_INT (id));
  bool found = false;
  if (!first_row (rows, &found, error))
    return false;
  const char *email = found ? rows_text_dup (rows, 0, arena) : NULL;
  *ret = email != NULL && email[0] != '\0' ? email : NULL;
  return true;
}

bool
account_list (Transaction *transaction, Arena *arena, ListedAccounts *ret, GError **error)
{
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_account_list, error);
  ListedAccounts list = { 0 };
  if (rows == NULL)
    return false;
  GError *failure = NULL;
  while (rows_next (rows, &failure)) {
    ListedAccount *account = &ARENA_PUSH (arena, list.items, list.count);
    *account = (ListedAccount){ .id = rows_int (rows, 0), .person_id = rows_int (rows, 5) };
    account->login = rows_text_dup (rows, 1, arena);
    account->locked = strcmp (rows_text (rows, 2), "active") != 0;
    account->has_password = rows_int (rows, 3) != 0;
    account->has_totp = rows_int (rows, 4) != 0;
    account->name = rows_is_null (rows, 6) ? account->login : rows_text_dup (rows, 6, arena);
    account->position = rows_text_dup (rows, 7, arena);
    account->department = rows_text_dup (rows, 8, arena);
  }
  if (failure != NULL) {
    g_propagate_error (error, failure);
    return false;
  }
  *ret = list;
  return true;
}

bool
account_list_missing (Transaction *transaction, Arena *arena, ListedAccounts *ret, GError **error)
{
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_account_missing, error);
  ListedAccounts list = { 0 };
  if (rows == NULL)
    return false;
  GError *failure = NULL;
  while (rows_next (rows, &failure))
    ARENA_PUSH (arena, list.items, list.count)
        = (ListedAccount){ .person_id = rows_int (rows, 0),
                           .name = rows_text_dup (rows, 1, arena),
                           .department = rows_text_dup (rows, 2, arena),
                           .position = rows_text_dup (rows, 3, arena) };
  if (failure != NULL) {
    g_propagate_error (error, failure);
    return false;
  }
  *ret = list;
  return true;
}

/* ---- changing ---- */

const char *
fingerprint (Arena *arena, const void *bytes, gsize size)
{
  char *hex = arena_alloc (arena, SHA256_HEX_LENGTH + 1);
  sha256_hex (bytes, size, hex);
  return hex;
}

/* Appends an event with the account as it now is. */
static bool
account_event (Transaction *transaction, const char *action, gint64 id, GError **error)
{
  g_autoptr (Arena) arena = arena_new ((gsize)1 << 20);
  Account account;
  bool found = false;
  if (!account_find (transaction, arena, id, &account, &found, error))
    return false;
  if (!found) {
    error_set (error, "account", MSG_DB_NOT_THERE, NULL);
    return false;
  }
  const char *hash = account.password_hash;
  const AuditField fields[] = {
    { "login", account.login },
    { "person", account.person_id != 0 ? arena_int (arena, account.person_id) : NULL },
    { "state", account.locked ? "locked" : "active" },
    { "password", hash != NULL ? fingerprint (arena, hash, strlen (hash)) : NULL },
    { "totp", account.has_totp ? fingerprint (arena, account.totp_secret, TOTP_SECRET_BYTES) : NULL },
  };
  const char *after = audit_json (arena, fields, G_N_ELEMENTS (fields));
  return audit_append (transaction, action, "account", id, NULL, after, error);
}

typedef struct {
  Transaction *transaction;
  GError *error;
} LoginSearch;

static bool
login_taken (void *user, const char *login)
{
  LoginSearch *search = user;
  gint64 taken = 0;
  if (search->error == NULL)
    db_int (search->transaction, QUERY_account_login_taken, 0, &taken, &search->error, DB_TEXT (login));
  return taken != 0;
}

bool
account_create (Transaction *transaction, Arena *arena, gint64 person_id, const char *unit_code,
                const char *name, gint64 *ret_id, const char **ret_login, GError **error)
{
  LoginSearch search = { transaction, NULL };
  gint64 id = 0;
  const char *login = login_make (arena, unit_code, name, login_taken, &search);
  if (search.error != NULL) {
    g_propagate_error (error, search.error);
    return false;
  }
  if (login == NULL) {
    error_set (error, NULL, MSG_ACCOUNT_LOGIN_SPENT, name, NULL);
    return false;
  }
  if (!transaction_next_id (transaction, &id, error)
      || !db_run (transaction, QUERY_account_insert, NULL, error, DB_INT (id),
                  person_id != 0 ? DB_INT (person_id) : DB_NULL, DB_TEXT (login))
      || !account_event (transaction, "account.create", id, error))
    return false;
  *ret_id = id;
  *ret_login = login;
  return true;
}

bool
account_set_password (Transaction *transaction, gint64 id, const char *hash, gint64 but, GError **error)
{
  static const SecretKind ended[] = { SECRET_SESSION, SECRET_LOGIN, SECRET_SLIP, SECRET_RESET, SECRET_MAIL };
  for (gsize i = 0; i < G_N_ELEMENTS (ended); i++)
    if (!secret_end_kind (transaction, id, ended[i], but, error))
      return false;
  if (!db_run (transaction, QUERY_account_set_password, NULL, error, DB_TEXT (hash), DB_INT (id)))
    return false;
  const char *action = hash != NULL ? "account.password" : "account.reset";
  return account_event (transaction, action, id, error);
}

bool
account_refresh_hash (Transaction *transaction, gint64 id, const char *hash, GError **error)
{
  return db_run (transaction, QUERY_account_set_password, NULL, error, DB_TEXT (hash), DB_INT (id))
         && account_event (transaction, "account.rehash", id, error);
}

bool
account_set_totp (Transaction *transaction, gint64 id, const guint8 *secret, gint64 step, GError **error)
{
  DbValue bytes = secret != NULL ? DB_BLOB (secret, TOTP_SECRET_BYTES) : DB_NULL;
  DbValue last = secret != NULL ? DB_INT (step) : DB_NULL;
  if (secret == NULL && !secret_end_kind (transaction, id, SECRET_RECOVERY, 0, error))
    return false;
  return db_run (transaction, QUERY_account_set_totp, NULL, error, bytes, last, DB_INT (id))
         && account_event (transaction, secret != NULL ? "account.totp_on" : "account.totp_off", id, error);
}

bool
account_use_totp (Transaction *transaction, gint64 id, gint64 step, bool *ret_fresh, GError **error)
{
  gint64 changed = 0;
  if (!db_run (transaction, QUERY_account_use_totp, &changed, error, DB_INT (step), DB_INT (id)))
    return false;
  *ret_fresh = changed == 1;
  return true;
}

bool
account_set_locked (Transaction *transaction, gint64 id, bool locked, const char *today, GError **error)
{
  static const SecretKind ended[] = { SECRET_SESSION, SECRET_LOGIN, SECRET_SLIP, SECRET_RESET, SECRET_TOKEN };
  for (gsize i = 0; locked && i < G_N_ELEMENTS (ended); i++)
    if (!secret_end_kind (transaction, id, ended[i], 0, error))
      return false;
  return db_run (transaction, QUERY_account_set_state, NULL, error, DB_TEXT (locked ? "locked" : "active"),
                 DB_INT (id))
         && account_event (transaction, locked ? "account.lock" : "account.unlock", id, error)
         && (!locked || administrator_remains (transaction, today, error));
}

bool
account_move (Transaction *transaction, gint64 person_id, gint64 to_person_id, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_account_of_person, error, DB_INT (person_id));
  GError *failure = NULL;
  if (rows == NULL)
    return false;
  while (rows_next (rows, &failure)) {
    gint64 id = rows_int (rows, 0);
    g_array_append_val (ids, id);
  }
  g_clear_pointer (&rows, rows_close);
  if (failure != NULL) {
    g_propagate_error (error, failure);
    return false;
  }
  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);
    if (!db_run (transaction, QUERY_account_set_person, NULL, error, DB_INT (to_person_id), DB_INT (id))
        || !account_event (transaction, "account.move", id, error))
      return false;
  }
  return true;
}
