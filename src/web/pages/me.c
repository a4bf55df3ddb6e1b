/* me.c - one's own account: sessions, password, personal tokens. */
#include "base/date.h"
#include "base/password.h"
#include "store/audit.h"
#include "web/pages/account_parts.h"
#include "web/pages/pages.h"
#include "web/session_life.h"
#include <string.h>

#define TOKENS_MAX 50
#define DAYS_MAX 365

static const InputSpec id_inputs[]
    = { { .name = "id", .kind = INPUT_ID, .required = true, .label = "Mục" }, { 0 } };

static const InputSpec password_inputs[] = {
  { .name = "password",
    .kind = INPUT_SECRET,
    .required = true,
    .label = "Mật khẩu hiện nay",
    .limit = PASSWORD_MAX_BYTES },
  { .name = "new_password",
    .kind = INPUT_SECRET,
    .required = true,
    .label = "Mật khẩu mới",
    .limit = PASSWORD_MAX_BYTES },
  { .name = "repeat",
    .kind = INPUT_SECRET,
    .required = true,
    .label = "Gõ lại mật khẩu",
    .limit = PASSWORD_MAX_BYTES },
  { 0 },
};

static const InputSpec token_inputs[] = {
  { .name = "label", .kind = INPUT_TEXT, .required = true, .label = "Dùng để làm gì", .limit = 200 },
  { .name = "days", .kind = INPUT_INT, .required = true, .label = "Số ngày dùng" },
  { .name = "scope", .kind = INPUT_LIST, .label = "Quyền" },
  { 0 },
};

/* ---- the page ---- */

static const char *
address_shown (const Secret *secret)
{
  return secret->address != NULL ? secret->address : "";
}

static Value *
sessions_value (Request *request, const Secrets *sessions)
{
  Arena *arena = request_arena (request);
  Value *list = value_list (arena);
  for (gsize i = 0; i < sessions->count; i++) {
    const Secret *session = &sessions->items[i];
    Value *item = value_object (arena);
    value_set_int (item, "id", session->id);
    value_set_text (item, "device", session->label);
    value_set_text (item, "address", address_shown (session));
    value_set_text (item, "since", date_instant_text (arena, session->created_at));
    value_set_text (item, "seen", date_instant_text (arena, session->used_at));
    value_set_bool (item, "current", session->id == request_identity (request)->secret_id);
    value_append (list, item);
  }
  return list;
}

static Value *
tokens_value (Arena *arena, const Secrets *tokens)
{
  Value *list = value_list (arena);
  for (gsize i = 0; i < tokens->count; i++) {
    const Secret *token = &tokens->items[i];
    Value *item = value_object (arena);
    value_set_int (item, "id", token->id);
    value_set_text (item, "label", token->label);
    value_set_text (item, "scope", token->scope);
    value_set_text (item, "since", date_instant_text (arena, token->created_at));
    value_set_text (item, "until", date_instant_text (arena, token->expires_at));
    value_append (list, item);
  }
  return list;
}

/* Permissions that the person has and may lend to a script. */
static Value *
scopes_value (Request *request)
{
  Arena *arena = request_arena (request);
  Value *list = value_list (arena);
  g_autoptr (GPtrArray) chosen = request_list (request, "scope");
  for (Permission permission = 0; permission < PERMISSION_COUNT; permission++) {
    const char *name = permission_name (permission);
    if (permission == PERMISSION_PUBLIC || permission == PERMISSION_SETUP
        || !request_may (request, permission))
      continue;
    choice_add (arena, list, name, permission_vietnamese (permission),
                g_ptr_array_find_with_equal_func (chosen, name, g_str_equal, NULL));
  }
  return list;
}

static bool
fill_me (Request *request, Transaction *transaction, Value *page, GError **error)
{
  Arena *arena = request_arena (request);
  const Identity *who = request_identity (request);
  Secrets sessions, tokens;
  Account account;
  gint64 now = request_now (request), recovery = 0;
  bool found = false;
  if (!account_find (transaction, arena, who->account_id, &account, &found, error)
      || !secret_list (transaction, arena, who->account_id, SECRET_SESSION, now, &sessions, error)
      || !secret_list (transaction, arena, who->account_id, SECRET_TOKEN, now, &tokens, error)
      || !secret_count (transaction, who->account_id, SECRET_RECOVERY, now, &recovery, error))
    return false;
  value_set_text (page, "login", who->login);
  value_set_bool (page, "has_totp", account.has_totp);
  value_set_int (page, "recovery_left", recovery);
  value_set (page, "sessions", sessions_value (request, &sessions));
  value_set_bool (page, "other_sessions", sessions.count > 1);
  value_set (page, "tokens", tokens_value (arena, &tokens));
  value_set_bool (page, "any_token", tokens.count > 0);
  value_set (page, "scopes", scopes_value (request));
  value_set_text (page, "new_token", NULL);
  request_default (request, "days", "90");
  return true;
}

static bool
show_me (Request *request, GError **error)
{
  Value *page = value_object (request_arena (request));
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !fill_me (request, transaction, page, error))
    return false;
  request_show (request, value_view (page));
  return true;
}

/* ---- sessions ---- */

static bool
write_end_session (Request *request, Transaction *transaction, GError **error)
{
  const Identity *who = request_identity (request);
  bool found = false;
  if (!secret_end (transaction, who->account_id, request_int (request, "id", 0), &found, error))
    return false;
  if (!found)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  request_notice (request, MSG_SESSION_ENDED, NULL);
  request_redirect (request, "/tai-khoan-cua-toi");
  return audit_append (transaction, "account.end_session", "account", who->account_id, NULL, NULL, error);
}

static bool
write_end_others (Request *request, Transaction *transaction, GError **error)
{
  const Identity *who = request_identity (request);
  request_notice (request, MSG_SESSIONS_ENDED, NULL);
  request_redirect (request, "/tai-khoan-cua-toi");
  return secret_end_kind (transaction, who->account_id, SECRET_SESSION, who->secret_id, error)
         && audit_append (transaction, "account.end_session", "account", who->account_id, NULL, NULL, error);
}

/* ---- the password ---- */

typedef struct {
  bool right;
  const char *account_key, *hash;
} Change;

static bool
prepare_password (Request *request, GError **error)
{
  const Identity *who = request_identity (request);
  Change *change = arena_new0 (request_arena (request), Change);
  request_set_prepared (request, change);
  change->account_key = throttle_key_account (request_arena (request), who->login);
  return password_prove (request, change->account_key, &change->right, error)
         && (!change->right || request_has_errors (request)
             || password_choose (request, who->login, &change->hash, error));
}

static bool
write_password (Request *request, Transaction *transaction, GError **error)
{
  const Change *change = request_prepared (request);
  const Identity *who = request_identity (request);
  if (!change->right)
    return throttle_failed (request, transaction, change->account_key, error)
           && (request_field_error (request, "password", MSG_PASSWORD_OLD_WRONG, NULL), true);
  request_notice (request, MSG_PASSWORD_CHANGED, NULL);
  request_redirect (request, "/tai-khoan-cua-toi");
  return account_set_password (transaction, who->account_id, change->hash, who->secret_id, error)
         && throttle_clear (transaction, change->account_key, error);
}

/* ---- personal tokens ---- */

/* The chosen permissions as the store keeps them; NULL after reporting what is wrong. */
static const char *
read_scope (Request *request)
{
  g_autoptr (GPtrArray) chosen = request_list (request, "scope");
  g_autoptr (GString) scope = g_string_new (NULL);
  Permission permission;
  for (guint i = 0; i < chosen->len && i < PERMISSION_COUNT; i++) {
    const char *name = g_ptr_array_index (chosen, i);
    bool lendable = permission_from_name (name, &permission) && permission != PERMISSION_SETUP
                    && permission != PERMISSION_PUBLIC && request_may (request, permission);
    if (!lendable) {
      request_field_error (request, "scope", MSG_TOKEN_SCOPE_FOREIGN, NULL);
      return NULL;
    }
    g_string_append_printf (scope, "%s%s", scope->len > 0 ? " " : "", name);
  }
  if (scope->len == 0) {
    request_field_error (request, "scope", MSG_TOKEN_SCOPE_NONE, NULL);
    return NULL;
  }
  return arena_strndup (request_arena (request), scope->str, scope->len);
}

static bool
write_token (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  const Identity *who = request_identity (request);
  gint64 days = request_int (request, "days", 0), count = 0, now = transaction_now (transaction);
  const char *scope = read_scope (request), *token = NULL;
  if (days < 1 || days > DAYS_MAX)
    request_field_error (request, "days", MSG_TOKEN_DAYS, G_STRINGIFY (DAYS_MAX), NULL);
  if (!secret_count (transaction, who->account_id, SECRET_TOKEN, now, &count, error))
    return false;
  if (count >= TOKENS_MAX)
    request_field_error (request, "label", MSG_TOKEN_TOO_MANY, G_STRINGIFY (TOKENS_MAX), NULL);
  if (request_has_errors (request))
    return request_invalid (request, error);
  CivilDate last = date_add_days (date_at_instant (now), (gint32)days);
  Value *page = value_object (arena);
  if (!account_issue_token (transaction, arena, who->account_id, request_text (request, "label"), scope,
                            date_end_instant (last), &token, error)
      || !fill_me (request, transaction, page, error))
    return false;
  value_set_text (page, "new_token", token);
  request_show (request, value_view (page));
  return true;
}

static bool
write_end_token (Request *request, Transaction *transaction, GError **error)
{
  const Identity *who = request_identity (request);
  gint64 id = request_int (request, "id", 0);
  bool found = false;
  if (!secret_end (transaction, who->account_id, id, &found, error))
    return false;
  if (!found)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  request_notice (request, MSG_TOKEN_ENDED, NULL);
  request_redirect (request, "/tai-khoan-cua-toi");
  return audit_append (transaction, "token.end", "token", id, "{}", NULL, error);
}

const Route me_routes[] = {
  { METHOD_GET, "/tai-khoan-cua-toi", PERMISSION_PERSONAL,
    "One's own account: sessions, tokens, one-time codes", "Tài khoản của tôi", NULL, show_me, NULL, NULL,
    "me" },
  { METHOD_POST, "/tai-khoan-cua-toi/phien/{id}/ket-thuc", PERMISSION_PERSONAL,
    "Ends one of one's own sessions", NULL, id_inputs, NULL, NULL, write_end_session, NULL },
  { METHOD_POST, "/tai-khoan-cua-toi/phien/ket-thuc-het", PERMISSION_PERSONAL,
    "Ends all of one's own sessions but this", NULL, NULL, NULL, NULL, write_end_others, NULL },
  { METHOD_POST, "/tai-khoan-cua-toi/mat-khau", PERMISSION_PERSONAL, "Changes one's own password",
    "Tài khoản của tôi", password_inputs, show_me, prepare_password, write_password, "me" },
  { METHOD_POST, "/tai-khoan-cua-toi/ma-truy-cap", PERMISSION_PERSONAL, "Makes a personal token, shown once",
    "Tài khoản của tôi", token_inputs, show_me, NULL, write_token, "me" },
  { METHOD_POST, "/tai-khoan-cua-toi/ma-truy-cap/{id}/thu-hoi", PERMISSION_PERSONAL, "Ends a personal token",
    NULL, id_inputs, NULL, NULL, write_end_token, NULL },
  { 0 },
};
