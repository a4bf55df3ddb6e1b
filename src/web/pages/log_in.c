/* log_in.c - log-in with password and, where it is on, a one-time code; log-out. */
#include "base/password.h"
#include "base/totp.h"
#include "model/login.h"
#include "store/audit.h"
#include "store/unit.h"
#include "web/pages/account_parts.h"
#include "web/pages/pages.h"
#include "web/session_life.h"
#include <string.h>

#define PENDING_SECONDS ((gint64)300)

static const InputSpec log_in_inputs[] = {
  { .name = "login", .kind = INPUT_TEXT, .required = true, .label = "Tên đăng nhập", .limit = 100 },
  { .name = "password",
    .kind = INPUT_SECRET,
    .required = true,
    .label = "Mật khẩu",
    .limit = PASSWORD_MAX_BYTES },
  { .name = "tiep", .kind = INPUT_TEXT, .label = "Trang tiếp theo" },
  { 0 },
};

static const InputSpec show_inputs[]
    = { { .name = "tiep", .kind = INPUT_TEXT, .label = "Trang tiếp theo" }, { 0 } };

static const InputSpec code_inputs[] = {
  { .name = "pending", .kind = INPUT_TEXT, .required = true, .label = "Bước trước", .limit = 100 },
  { .name = "code", .kind = INPUT_TEXT, .required = true, .label = "Mã xác thực", .limit = 40 },
  { .name = "tiep", .kind = INPUT_TEXT, .label = "Trang tiếp theo" },
  { 0 },
};

/* Where to after the log-in: a path of ours only. */
static const char *
next_page (Request *request)
{
  const char *path = request_text (request, "tiep");
  bool own = path != NULL && path[0] == '/' && path[1] != '/' && strchr (path, '\\') == NULL;
  return own ? path : "/";
}

static void
show_form (Request *request, const char *pending)
{
  Value *page = value_object (request_arena (request));
  value_set_text (page, "pending", pending);
  value_set_text (page, "next", next_page (request));
  value_set_bool (page, "mail", request_can_mail (request));
  request_show (request, value_view (page));
}

static bool
show_log_in (Request *request, GError **error)
{
  bool founded = false;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !unit_any (transaction, &founded, error))
    return false;
  if (!founded)
    request_redirect (request, "/thiet-lap");
  else if (request_identity (request)->account_id != 0)
    request_redirect (request, next_page (request));
  else
    show_form (request, NULL);
  return true;
}

/* ---- the password ---- */

typedef struct {
  Account account;
  bool right;
  const char *account_key; /* of the throttle */
  const char *fresh_hash;  /* to keep instead of one with old parameters; NULL: none */
} LogIn;

static bool
prepare_log_in (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  LogIn *log_in = arena_new0 (arena, LogIn);
  const char *login = login_normalise (arena, request_text (request, "login"));
  const char *password = request_text (request, "password");
  bool found = false, stale = false;
  log_in->account_key = throttle_key_account (arena, login);
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !throttle_check (request, transaction, log_in->account_key, "password", error))
    return false;
  if (request_has_errors (request))
    return true;
  if (!account_find_login (transaction, arena, login, &log_in->account, &found, error))
    return false;
  bool usable = found && !log_in->account.locked;
  log_in->right = password_verify (usable ? log_in->account.password_hash : NULL, password, &stale);
  if (stale) {
    g_autofree char *fresh = password_hash (password, NULL);
    log_in->fresh_hash = arena_strdup (arena, fresh);
  }
  request_set_prepared (request, log_in);
  return true;
}

static bool
begin_second_step (Request *request, Transaction *transaction, const Account *account, GError **error)
{
  guint8 hash[TOKEN_HASH_SIZE];
  const char *pending = token_make (request_arena (request), hash);
  Secret secret = { .account_id = account->id, .kind = SECRET_LOGIN };
  secret.expires_at = transaction_now (transaction) + PENDING_SECONDS * G_USEC_PER_SEC;
  if (!secret_add (transaction, hash, &secret, NULL, error))
    return false;
  show_form (request, pending);
  return true;
}

static bool
write_log_in (Request *request, Transaction *transaction, GError **error)
{
  const LogIn *log_in = request_prepared (request);
  const Account *account = &log_in->account;
  if (!log_in->right)
    return throttle_failed (request, transaction, log_in->account_key, error)
           && (request_field_error (request, "password", MSG_LOGIN_WRONG, NULL), true);
  if (!transaction_set_unit (transaction, account->unit_id, error))
    return false;
  transaction_set_account (transaction, account->id);
  if (log_in->fresh_hash != NULL
      && !account_refresh_hash (transaction, account->id, log_in->fresh_hash, error))
    return false;
  if (account->has_totp)
    return begin_second_step (request, transaction, account, error);
  if (!throttle_clear (transaction, log_in->account_key, error)
      || !session_begin (request, transaction, account->unit_id, account->id, error))
    return false;
  request_redirect (request, next_page (request));
  return true;
}

/* ---- the one-time code ---- */

typedef struct {
  Secret pending;
  Account account;
  const char *account_key;
  gint64 step;      /* of a right code; 0: none */
  bool is_recovery; /* typed as a recovery code */
  guint8 recovery_hash[TOKEN_HASH_SIZE];
} SecondStep;

static bool
show_second_step (Request *request, GError **error)
{
  show_form (request, request_text (request, "pending"));
  return true;
}

static bool
find_pending (Request *request, Transaction *transaction, SecondStep *step, bool *ret_found, GError **error)
{
  Arena *arena = request_arena (request);
  const char *text = request_text (request, "pending");
  guint8 hash[TOKEN_HASH_SIZE];
  bool found = false;
  if (!token_hash (text, strlen (text), hash)) {
    *ret_found = false;
    return true;
  }
  if (!secret_find (transaction, arena, hash, request_now (request), request_today (request), &step->pending,
                    &found, error))
    return false;
  *ret_found = found && step->pending.kind == SECRET_LOGIN;
  return !*ret_found
         || (transaction_set_unit (transaction, step->pending.unit_id, error)
             && account_find (transaction, arena, step->pending.account_id, &step->account, ret_found,
                              error));
}

static bool
prepare_code (Request *request, GError **error)
{
  SecondStep *step = arena_new0 (request_arena (request), SecondStep);
  const char *code = request_text (request, "code");
  bool found = false;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !find_pending (request, transaction, step, &found, error))
    return false;
  if (!found)
    return request_refuse (request, error, 401, MSG_LOGIN_PENDING_OVER, NULL);
  step->account_key = throttle_key_account (request_arena (request), step->account.login);
  if (!throttle_check (request, transaction, step->account_key, "code", error))
    return false;
  gint64 seconds = request_now (request) / G_USEC_PER_SEC;
  totp_verify (step->account.totp_secret, TOTP_SECRET_BYTES, code, seconds, step->account.totp_last,
               &step->step);
  step->is_recovery = code_hash (code, CODE_RECOVERY_GROUPS, step->recovery_hash);
  request_set_prepared (request, step);
  return true;
}

/* A recovery code serves once. */
static bool
use_recovery (Request *request, Transaction *transaction, const SecondStep *step, bool *ret_right,
              GError **error)
{
  Secret secret;
  bool found = false;
  if (!step->is_recovery)
    return true;
  if (!secret_find (transaction, request_arena (request), step->recovery_hash, transaction_now (transaction),
                    request_today (request), &secret, &found, error))
    return false;
  if (!found || secret.kind != SECRET_RECOVERY || secret.account_id != step->account.id
      || secret.unit_id != step->account.unit_id)
    return true;
  return secret_end (transaction, secret.account_id, secret.id, ret_right, error)
         && audit_append (transaction, "account.recovery", "account", secret.account_id, NULL, NULL, error);
}

static bool
write_code (Request *request, Transaction *transaction, GError **error)
{
  const SecondStep *step = request_prepared (request);
  bool right = false, ended = false;
  if (!transaction_set_unit (transaction, step->account.unit_id, error))
    return false;
  transaction_set_account (transaction, step->account.id);
  if (step->step != 0 && !account_use_totp (transaction, step->account.id, step->step, &right, error))
    return false;
  if (!right && !use_recovery (request, transaction, step, &right, error))
    return false;
  if (!right)
    return throttle_failed (request, transaction, step->account_key, error)
           && (request_field_error (request, "code", MSG_LOGIN_CODE_WRONG, NULL), true);
  if (!secret_end (transaction, step->account.id, step->pending.id, &ended, error))
    return false;
  if (!ended) /* the same form sent twice at once */
    return request_refuse (request, error, 401, MSG_LOGIN_PENDING_OVER, NULL);
  if (!throttle_clear (transaction, step->account_key, error)
      || !session_begin (request, transaction, step->account.unit_id, step->account.id, error))
    return false;
  request_redirect (request, next_page (request));
  return true;
}

/* ---- log-out ---- */

static bool
write_log_out (Request *request, Transaction *transaction, GError **error)
{
  const Identity *who = request_identity (request);
  bool found = false;
  if (!secret_end (transaction, who->account_id, who->secret_id, &found, error))
    return false;
  session_forget (request);
  request_redirect (request, "/dang-nhap");
  return true;
}

const Route log_in_routes[] = {
  { METHOD_GET, "/dang-nhap", PERMISSION_PUBLIC, "The form to log in", "Đăng nhập", show_inputs, show_log_in,
    NULL, NULL, "log_in" },
  { METHOD_POST, "/dang-nhap", PERMISSION_PUBLIC, "Logs in by password", "Đăng nhập", log_in_inputs,
    show_log_in, prepare_log_in, write_log_in, "log_in" },
  { METHOD_POST, "/dang-nhap/ma", PERMISSION_PUBLIC, "Second step: a one-time or recovery code", "Đăng nhập",
    code_inputs, show_second_step, prepare_code, write_code, "log_in" },
  { METHOD_POST, "/dang-xuat", PERMISSION_PERSONAL, "Logs out", "Đăng xuất", NULL, NULL, NULL, write_log_out,
    NULL },
  { 0 },
};
