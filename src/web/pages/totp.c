/* totp.c - one-time codes on and off, with recovery codes. */
#include "base/totp.h"
#include "base/password.h"
#include "base/text.h"
#include "web/pages/account_parts.h"
#include "web/pages/pages.h"
#include <string.h>

#define RECOVERY_CODES 10
#define ISSUER "ĐVHT"

G_STATIC_ASSERT (TOTP_SECRET_SIZE == TOTP_SECRET_BYTES);

static const InputSpec on_inputs[] = {
  { .name = "secret", .kind = INPUT_TEXT, .required = true, .label = "Khóa", .limit = 2 * TOTP_SECRET_SIZE },
  { .name = "password",
    .kind = INPUT_SECRET,
    .required = true,
    .label = "Mật khẩu",
    .limit = PASSWORD_MAX_BYTES },
  { .name = "code", .kind = INPUT_TEXT, .required = true, .label = "Mã trên điện thoại", .limit = 20 },
  { 0 },
};

static const InputSpec off_inputs[] = {
  { .name = "password",
    .kind = INPUT_SECRET,
    .required = true,
    .label = "Mật khẩu",
    .limit = PASSWORD_MAX_BYTES },
  { 0 },
};

static char *
secret_text (Arena *arena, const guint8 secret[TOTP_SECRET_SIZE])
{
  char *text = arena_alloc (arena, 2 * TOTP_SECRET_SIZE + 1);
  text_hex (secret, TOTP_SECRET_SIZE, text);
  return text;
}

static bool
secret_read (const char *text, guint8 ret[TOTP_SECRET_SIZE])
{
  if (text == NULL || strlen (text) != 2 * TOTP_SECRET_SIZE
      || strspn (text, "0123456789abcdef") != strlen (text))
    return false;
  for (gsize i = 0; i < TOTP_SECRET_SIZE; i++)
    ret[i] = (guint8)(g_ascii_xdigit_value (text[2 * i]) << 4 | g_ascii_xdigit_value (text[2 * i + 1]));
  return true;
}

/* The secret goes to the page and comes back with a code that proves it reached the phone: only then
 * is it kept. */
static bool
show_totp (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  const Identity *who = request_identity (request);
  guint8 secret[TOTP_SECRET_SIZE];
  Account account;
  bool found = false;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !account_find (transaction, arena, who->account_id, &account, &found, error))
    return false;
  if (!secret_read (request_text (request, "secret"), secret))
    totp_make_secret (secret);
  Value *page = value_object (arena);
  value_set_bool (page, "has_totp", found && account.has_totp);
  value_set_text (page, "secret", secret_text (arena, secret));
  value_set_text (page, "typed", totp_base32 (arena, secret, sizeof secret));
  value_set_raw (page, "qr", qr_svg (arena, totp_uri (arena, secret, sizeof secret, ISSUER, who->login)));
  value_set (page, "codes", value_list (arena));
  value_set_bool (page, "done", false);
  request_show (request, value_view (page));
  return true;
}

typedef struct {
  bool right;
  const char *account_key;
  guint8 secret[TOTP_SECRET_SIZE];
  gint64 step;
} Proof;

static bool
prepare_proof (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Proof *proof = arena_new0 (arena, Proof);
  request_set_prepared (request, proof);
  proof->account_key = throttle_key_account (arena, request_identity (request)->login);
  return password_prove (request, proof->account_key, &proof->right, error);
}

static bool
prepare_on (Request *request, GError **error)
{
  if (!prepare_proof (request, error))
    return false;
  Proof *proof = request_prepared (request);
  gint64 seconds = request_now (request) / G_USEC_PER_SEC;
  if (!secret_read (request_text (request, "secret"), proof->secret)
      || !totp_verify (proof->secret, sizeof proof->secret, request_text (request, "code"), seconds, 0,
                       &proof->step))
    request_field_error (request, "code", MSG_TOTP_PROVE, NULL);
  return true;
}

static bool
wrong_password (Request *request, Transaction *transaction, const Proof *proof, GError **error)
{
  return throttle_failed (request, transaction, proof->account_key, error)
         && (request_field_error (request, "password", MSG_PASSWORD_OLD_WRONG, NULL), true);
}

static bool
add_recovery_codes (Request *request, Transaction *transaction, Value *list, GError **error)
{
  guint8 hash[TOKEN_HASH_SIZE];
  Secret secret = { .account_id = request_identity (request)->account_id, .kind = SECRET_RECOVERY };
  if (!secret_end_kind (transaction, secret.account_id, SECRET_RECOVERY, 0, error))
    return false;
  for (guint i = 0; i < RECOVERY_CODES; i++) {
    value_append_text (list, code_make (request_arena (request), CODE_RECOVERY_GROUPS, hash));
    if (!secret_add (transaction, hash, &secret, NULL, error))
      return false;
  }
  return true;
}

static bool
write_on (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  const Proof *proof = request_prepared (request);
  if (!proof->right)
    return wrong_password (request, transaction, proof, error);
  Value *page = value_object (arena), *codes = value_list (arena);
  if (!account_set_totp (transaction, request_identity (request)->account_id, proof->secret, proof->step,
                         error)
      || !add_recovery_codes (request, transaction, codes, error))
    return false;
  value_set_bool (page, "has_totp", true);
  value_set_bool (page, "done", true);
  value_set (page, "codes", codes);
  value_set_text (page, "secret", "");
  value_set_text (page, "typed", "");
  value_set_text (page, "qr", NULL);
  request_show (request, value_view (page));
  return true;
}

static bool
write_off (Request *request, Transaction *transaction, GError **error)
{
  const Proof *proof = request_prepared (request);
  if (!proof->right)
    return wrong_password (request, transaction, proof, error);
  request_notice (request, MSG_TOTP_OFF, NULL);
  request_redirect (request, "/tai-khoan-cua-toi");
  return account_set_totp (transaction, request_identity (request)->account_id, NULL, 0, error);
}

const Route totp_routes[] = {
  { METHOD_GET, "/tai-khoan-cua-toi/xac-thuc", PERMISSION_PERSONAL,
    "The form to turn one-time codes on or off", "Xác thực hai lớp", NULL, show_totp, NULL, NULL, "totp" },
  { METHOD_POST, "/tai-khoan-cua-toi/xac-thuc", PERMISSION_PERSONAL,
    "Turns one-time codes on; recovery codes are shown once", "Xác thực hai lớp", on_inputs, show_totp,
    prepare_on, write_on, "totp" },
  { METHOD_POST, "/tai-khoan-cua-toi/xac-thuc/tat", PERMISSION_PERSONAL, "Turns one-time codes off",
    "Xác thực hai lớp", off_inputs, show_totp, prepare_proof, write_off, "totp" },
  { 0 },
};
