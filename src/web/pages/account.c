/* account.c - one account as the administrator sees it: roles with dates, reset, lock. */
#include "base/date.h"
#include "base/mail.h"
#include "model/job_input.h"
#include "store/audit.h"
#include "store/job.h"
#include "web/pages/account_parts.h"
#include "web/pages/pages.h"
#include <string.h>

#define RESET_DAYS 3

static const InputSpec id_inputs[]
    = { { .name = "id", .kind = INPUT_ID, .required = true, .label = "Tài khoản" }, { 0 } };

static const InputSpec grant_inputs[] = {
  { .name = "id", .kind = INPUT_ID, .required = true, .label = "Tài khoản" },
  { .name = "role", .kind = INPUT_TEXT, .required = true, .label = "Vai trò", .limit = 40 },
  { .name = "from", .kind = INPUT_DATE, .label = "Từ ngày" },
  { .name = "to", .kind = INPUT_DATE, .label = "Đến hết ngày" },
  { 0 },
};

static const InputSpec remove_inputs[] = {
  { .name = "id", .kind = INPUT_ID, .required = true, .label = "Tài khoản" },
  { .name = "grant", .kind = INPUT_ID, .required = true, .label = "Vai trò" },
  { 0 },
};

static const char *
own_path (Request *request)
{
  return arena_printf (request_arena (request), "/tai-khoan/%" G_GINT64_FORMAT,
                       request_int (request, "id", 0));
}

/* The account of {id}; an error 404 if the unit has none. */
static bool
find_account (Request *request, Transaction *transaction, Account *ret, GError **error)
{
  bool found = false;
  if (!account_find (transaction, request_arena (request), request_int (request, "id", 0), ret, &found,
                     error))
    return false;
  return found || request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
}

static Value *
grants_value (Arena *arena, const RoleGrants *grants)
{
  Value *list = value_list (arena);
  for (gsize i = 0; i < grants->count; i++) {
    const RoleGrant *grant = &grants->items[i];
    Value *item = value_object (arena);
    value_set_int (item, "grant", grant->id);
    value_set_text (item, "role", role_vietnamese (grant->role));
    value_set_text (item, "dates", dates_text (arena, grant->valid_from, grant->valid_to));
    value_set_bool (item, "lent", grant->deputy_for != 0);
    value_append (list, item);
  }
  return list;
}

/* Where mail to the account goes; NULL: no mail can be sent to it. */
static bool
find_address (Request *request, Transaction *transaction, const Account *account, const char **ret,
              GError **error)
{
  const char *email = NULL;
  if (!account_email (transaction, request_arena (request), account->id, &email, error))
    return false;
  *ret = request_can_mail (request) && email != NULL && mail_address_is_valid (email) ? email : NULL;
  return true;
}

static bool
fill_account (Request *request, Transaction *transaction, Value *page, GError **error)
{
  Arena *arena = request_arena (request);
  const char *chosen = request_text (request, "role");
  Account account;
  RoleGrants grants;
  const char *address = NULL;
  if (!find_account (request, transaction, &account, error)
      || !find_address (request, transaction, &account, &address, error)
      || !role_grants_of (transaction, arena, account.id, &grants, error))
    return false;
  Value *roles = value_list (arena);
  for (Role role = 0; role < ROLE_COUNT; role++)
    choice_add (arena, roles, role_name (role), role_vietnamese (role),
                g_strcmp0 (chosen, role_name (role)) == 0);
  value_set_text (page, "title", account.name);
  value_set_int (page, "id", account.id);
  value_set_text (page, "login", account.login);
  value_set_bool (page, "locked", account.locked);
  value_set_bool (page, "has_password", account.password_hash != NULL);
  value_set_bool (page, "has_totp", account.has_totp);
  value_set (page, "grants", grants_value (arena, &grants));
  value_set (page, "roles", roles);
  value_set_text (page, "code", NULL);
  value_set_text (page, "mail_to", account.locked ? NULL : address);
  return true;
}

static bool
show_account (Request *request, GError **error)
{
  Value *page = value_object (request_arena (request));
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !fill_account (request, transaction, page, error))
    return false;
  request_show (request, value_view (page));
  return true;
}

/* ---- roles ---- */

static bool
write_grant (Request *request, Transaction *transaction, GError **error)
{
  g_autoptr (GError) problem = NULL;
  Account account;
  RoleGrant grant
      = { .valid_from = request_text (request, "from"), .valid_to = request_text (request, "to") };
  if (!find_account (request, transaction, &account, error))
    return false;
  grant.account_id = account.id;
  if (!role_from_name (request_text (request, "role"), &grant.role)) {
    request_field_error (request, "role", MSG_INPUT_CHOICE, NULL);
    return request_invalid (request, error);
  }
  if (!role_grant_add (transaction, &grant, NULL, &problem))
    return grant_problem (request, "to", g_steal_pointer (&problem), error);
  request_notice (request, MSG_ROLE_GRANTED, role_vietnamese (grant.role), account.name, NULL);
  request_redirect (request, own_path (request));
  return true;
}

static bool
write_remove (Request *request, Transaction *transaction, GError **error)
{
  bool found = false;
  if (!role_grant_remove (transaction, request_int (request, "grant", 0), 0, request_today (request), &found,
                          error))
    return false;
  if (!found)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  request_notice (request, MSG_ROLE_REMOVED, NULL);
  request_redirect (request, own_path (request));
  return true;
}

/* ---- lock, reset ---- */

static bool
set_locked (Request *request, Transaction *transaction, bool locked, GError **error)
{
  Account account;
  if (!find_account (request, transaction, &account, error)
      || !account_set_locked (transaction, account.id, locked, request_today (request), error)
      || !throttle_clear (transaction, throttle_key_account (request_arena (request), account.login), error))
    return false;
  request_notice (request, locked ? MSG_ACCOUNT_LOCKED : MSG_ACCOUNT_UNLOCKED, account.login, NULL);
  request_redirect (request, own_path (request));
  return true;
}

static bool
write_lock (Request *request, Transaction *transaction, GError **error)
{
  return set_locked (request, transaction, true, error);
}

static bool
write_unlock (Request *request, Transaction *transaction, GError **error)
{
  return set_locked (request, transaction, false, error);
}

/* The code is shown on this answer only. */
static bool
write_reset (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  Value *page = value_object (arena);
  Account account;
  const char *code = NULL;
  CivilDate last = date_add_days (date_at_instant (transaction_now (transaction)), RESET_DAYS);
  if (!find_account (request, transaction, &account, error)
      || !account_set_password (transaction, account.id, NULL, 0, error)
      || !throttle_clear (transaction, throttle_key_account (arena, account.login), error)
      || !account_issue_code (transaction, arena, account.id, SECRET_RESET, date_end_instant (last), &code,
                              error)
      || !fill_account (request, transaction, page, error))
    return false;
  value_set_text (page, "code", code);
  value_set_text (page, "code_until", date_short (arena, last));
  value_set_text (page, "code_address", arena_concat (arena, request_origin (request), "/phieu", NULL));
  request_show (request, value_view (page));
  return true;
}

/* The old password serves until a new one is chosen. */
static bool
write_mail_code (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  Account account;
  const char *address = NULL, *site = request_site (request);
  if (!find_account (request, transaction, &account, error)
      || !find_address (request, transaction, &account, &address, error))
    return false;
  if (address == NULL || account.locked) {
    MessageId why = account.locked ? MSG_MAIL_ACCOUNT_GONE : MSG_MAIL_NO_ADDRESS;
    return request_refuse (request, error, 422, request_can_mail (request) ? why : MSG_MAIL_NOT_SET, NULL);
  }
  /* An administrator's own form came from where this administrator reaches the program. */
  CodeMailInput input = { account.id, site != NULL ? site : request_origin (request), RESET_DAYS, false };
  if (!job_enqueue (transaction, job_kind_info (JOB_CODE_MAIL)->name, request_identity (request)->account_id,
                    code_mail_input_write (arena, &input), 0, NULL, error)
      || !audit_append (transaction, "account.ask_code", "account", account.id, NULL, NULL, error))
    return false;
  request_notice (request, MSG_MAIL_CODE_BEGUN, address, NULL);
  request_redirect (request, own_path (request));
  return true;
}

static bool
write_totp_off (Request *request, Transaction *transaction, GError **error)
{
  Account account;
  if (!find_account (request, transaction, &account, error)
      || !account_set_totp (transaction, account.id, NULL, 0, error))
    return false;
  request_notice (request, MSG_TOTP_OFF, NULL);
  request_redirect (request, own_path (request));
  return true;
}

const Route account_routes[] = {
  { METHOD_GET, "/tai-khoan/{id}", PERMISSION_ACCOUNTS, "One account with its roles", NULL, id_inputs,
    show_account, NULL, NULL, "account" },
  { METHOD_POST, "/tai-khoan/{id}/vai-tro", PERMISSION_ACCOUNTS, "Grants a role", NULL, grant_inputs,
    show_account, NULL, write_grant, "account" },
  { METHOD_POST, "/tai-khoan/{id}/vai-tro/{grant}/bo", PERMISSION_ACCOUNTS, "Takes a role away", NULL,
    remove_inputs, NULL, NULL, write_remove, NULL },
  { METHOD_POST, "/tai-khoan/{id}/khoa", PERMISSION_ACCOUNTS, "Locks an account and ends its sessions", NULL,
    id_inputs, NULL, NULL, write_lock, NULL },
  { METHOD_POST, "/tai-khoan/{id}/mo-khoa", PERMISSION_ACCOUNTS, "Unlocks an account", NULL, id_inputs, NULL,
    NULL, write_unlock, NULL },
  { METHOD_POST, "/tai-khoan/{id}/dat-lai", PERMISSION_ACCOUNTS,
    "Takes the password away and shows a code to choose a new one", NULL, id_inputs, NULL, NULL, write_reset,
    "account" },
  { METHOD_POST, "/tai-khoan/{id}/gui-ma", PERMISSION_ACCOUNTS, "Mails a code to choose a new password", NULL,
    id_inputs, NULL, NULL, write_mail_code, NULL },
  { METHOD_POST, "/tai-khoan/{id}/tat-xac-thuc", PERMISSION_ACCOUNTS,
    "Turns one-time codes of an account off", NULL, id_inputs, NULL, NULL, write_totp_off, NULL },
  { 0 },
};
