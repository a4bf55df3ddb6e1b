/* slip.c - a password chosen with a code: from a log-in slip, or after a reset. */
#include "base/date.h"
#include "base/mail.h"
#include "base/password.h"
#include "model/job_input.h"
#include "store/job.h"
#include "store/unit.h"
#include "web/pages/account_parts.h"
#include "web/pages/pages.h"
#include "web/session_life.h"

static const InputSpec show_inputs[]
    = { { .name = "ma", .kind = INPUT_TEXT, .label = "Mã", .limit = 40 }, { 0 } };

static const InputSpec inputs[] = {
  { .name = "ma", .kind = INPUT_TEXT, .required = true, .label = "Mã trên phiếu", .limit = 40 },
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

typedef struct {
  Secret secret;
  bool found, has_totp;
  guint8 hash[TOKEN_HASH_SIZE];
  const char *password_hash;
} Choice;

static bool
find_code (Request *request, Transaction *transaction, const guint8 hash[TOKEN_HASH_SIZE], Secret *ret,
           bool *ret_found, GError **error)
{
  if (!secret_find (transaction, request_arena (request), hash, request_now (request),
                    request_today (request), ret, ret_found, error))
    return false;
  *ret_found
      = *ret_found && (ret->kind == SECRET_SLIP || ret->kind == SECRET_RESET || ret->kind == SECRET_MAIL);
  return true;
}

/* Looking at the form uses nothing up: phones open links before their owners do. */
static bool
show_slip (Request *request, GError **error)
{
  Value *page = value_object (request_arena (request));
  value_set_int (page, "least", PASSWORD_MIN_LETTERS);
  request_show (request, value_view (page));
  return true;
}

static bool
prepare_slip (Request *request, GError **error)
{
  Choice *choice = arena_new0 (request_arena (request), Choice);
  Account account;
  bool found = false;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !throttle_check (request, transaction, NULL, "ma", error))
    return false;
  request_set_prepared (request, choice);
  if (request_has_errors (request)
      || !code_hash (request_text (request, "ma"), CODE_SLIP_GROUPS, choice->hash))
    return true;
  if (!find_code (request, transaction, choice->hash, &choice->secret, &choice->found, error))
    return false;
  if (!choice->found)
    return true;
  if (!transaction_set_unit (transaction, choice->secret.unit_id, error)
      || !account_find (transaction, request_arena (request), choice->secret.account_id, &account, &found,
                        error))
    return false;
  choice->has_totp = account.has_totp;
  return password_choose (request, choice->secret.login, &choice->password_hash, error);
}

/* Who had a password already is told that it was replaced, in case it was not them. */
static bool
tell_owner (Request *request, Transaction *transaction, const Secret *secret, GError **error)
{
  Arena *arena = request_arena (request);
  const char *email = NULL;
  UnitName unit;
  if (secret->kind == SECRET_SLIP || !request_can_mail (request))
    return true;
  if (!account_email (transaction, arena, secret->account_id, &email, error)
      || !unit_name_at (transaction, arena, request_today (request), &unit, error))
    return false;
  if (email == NULL || !mail_address_is_valid (email))
    return true;
  Message subject = message_make (MSG_MAIL_PASSWORD_SUBJECT, unit.name, NULL);
  Message text = message_make (MSG_MAIL_PASSWORD, secret->name, secret->login,
                               date_instant_text (arena, transaction_now (transaction)), unit.name, NULL);
  MailInput mail = { email, message_vietnamese (arena, &subject), message_vietnamese (arena, &text), NULL };
  return job_enqueue (transaction, job_kind_info (JOB_MAIL)->name, secret->account_id,
                      mail_input_write (arena, &mail), 0, NULL, error);
}

static bool
write_slip (Request *request, Transaction *transaction, GError **error)
{
  const Choice *choice = request_prepared (request);
  Secret secret;
  bool found = false;
  if (choice->found && !find_code (request, transaction, choice->hash, &secret, &found, error))
    return false;
  if (!found) /* never was, has served, or ran out */
    return throttle_failed (request, transaction, NULL, error)
           && (request_field_error (request, "ma", MSG_SLIP_CODE_WRONG, NULL), true);
  if (!transaction_set_unit (transaction, secret.unit_id, error))
    return false;
  transaction_set_account (transaction, secret.account_id);
  if (!account_set_password (transaction, secret.account_id, choice->password_hash, 0, error)
      || !tell_owner (request, transaction, &secret, error)
      || !throttle_clear (transaction, throttle_key_account (request_arena (request), secret.login), error))
    return false;
  request_notice (request, MSG_PASSWORD_CHOSEN, secret.login, NULL);
  if (!choice->has_totp && !session_begin (request, transaction, secret.unit_id, secret.account_id, error))
    return false;
  request_redirect (request, choice->has_totp ? "/dang-nhap" : "/");
  return true;
}

const Route slip_routes[] = {
  { METHOD_GET, "/phieu", PERMISSION_PUBLIC, "The form to choose a password with a code", "Nhận mật khẩu",
    show_inputs, show_slip, NULL, NULL, "slip" },
  { METHOD_POST, "/phieu", PERMISSION_PUBLIC, "Chooses a password with a code, which serves once",
    "Nhận mật khẩu", inputs, show_slip, prepare_slip, write_slip, "slip" },
  { 0 },
};
