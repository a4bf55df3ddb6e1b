/* account_parts.c - see account_parts.h. */
#include "web/pages/account_parts.h"
#include "base/date.h"
#include "base/password.h"
#include "web/proxy.h"
#include <qrencode.h>
#include <string.h>

#define ADDRESS_MAX 64
#define QR_MAX_BYTES 1000
#define QR_QUIET 4 /* modules of white around it */

const char *
throttle_key_account (Arena *arena, const char *login)
{
  return arena_concat (arena, "account:", login, NULL);
}

const char *
throttle_key_address (Transaction *transaction, Arena *arena, const char *what)
{
  const char *address = transaction_scope (transaction)->address;
  return arena_printf (arena, "%s:%.*s", what, ADDRESS_MAX,
                       address_network (arena, address != NULL ? address : ""));
}

bool
throttle_check (Request *request, Transaction *transaction, const char *account_key, const char *input,
                GError **error)
{
  Arena *arena = request_arena (request);
  Throttle account = { 0 }, address = { 0 };
  gint64 now = request_now (request);
  if ((account_key != NULL && !throttle_read (transaction, account_key, &account, error))
      || !throttle_read (transaction, throttle_key_address (transaction, arena, "address"), &address, error))
    return false;
  gint64 wait = MAX (throttle_wait (&throttle_account, account, now),
                     throttle_wait (&throttle_address, address, now));
  gint64 seconds = (wait + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
  if (seconds > 90)
    request_field_error (request, input, MSG_LOGIN_WAIT_MINUTES, arena_int (arena, (seconds + 59) / 60),
                         NULL);
  else if (seconds > 0)
    request_field_error (request, input, MSG_LOGIN_WAIT_SECONDS, arena_int (arena, seconds), NULL);
  return true;
}

bool
throttle_failed (Request *request, Transaction *transaction, const char *account_key, GError **error)
{
  return (account_key == NULL || throttle_count (transaction, &throttle_account, account_key, error))
         && throttle_count (transaction, &throttle_address,
                            throttle_key_address (transaction, request_arena (request), "address"), error);
}

bool
password_choose (Request *request, const char *login, const char **ret_hash, GError **error)
{
  Arena *arena = request_arena (request);
  const char *password = request_text (request, "new_password"), *repeat = request_text (request, "repeat");
  Message problem;
  if (!password_acceptable (arena, password, login, &problem)) {
    request_field_error (request, "new_password", problem.id, problem.args[0], NULL);
    return true;
  }
  if (strcmp (password, repeat) != 0) {
    request_field_error (request, "repeat", MSG_PASSWORD_REPEAT, NULL);
    return true;
  }
  g_autofree char *hash = password_hash (password, error);
  if (hash == NULL)
    return false;
  *ret_hash = arena_strdup (arena, hash);
  return true;
}

bool
password_prove (Request *request, const char *account_key, bool *ret_right, GError **error)
{
  Account account;
  bool found = false;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !throttle_check (request, transaction, account_key, "password", error))
    return false;
  if (request_has_errors (request))
    return true;
  if (!account_find (transaction, request_arena (request), request_identity (request)->account_id, &account,
                     &found, error))
    return false;
  *ret_right
      = password_verify (found ? account.password_hash : NULL, request_text (request, "password"), NULL);
  return true;
}

bool
grant_problem (Request *request, const char *input, GError *problem, GError **error)
{
  static const MessageId known[]
      = { MSG_ROLE_DATES, MSG_ROLE_TWICE, MSG_ROLE_NOT_HELD, MSG_ROLE_DEPUTY_ENDLESS, MSG_ROLE_DEPUTY_SELF };
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_error_matches (problem, DVHT_ERROR, (gint)known[i])) {
      request_field_error (request, input, known[i], NULL);
      g_error_free (problem);
      return request_invalid (request, error);
    }
  g_propagate_error (error, problem);
  return false;
}

void
choice_add (Arena *arena, Value *list, const char *value, const char *label, bool chosen)
{
  Value *item = value_object (arena);
  value_set_text (item, "value", value);
  value_set_text (item, "label", label);
  value_set_bool (item, "chosen", chosen);
  value_append (list, item);
}

static const char *
day_text (Arena *arena, const char *iso)
{
  CivilDate date;
  return iso != NULL && date_parse_iso (iso, &date) ? date_short (arena, date) : NULL;
}

const char *
dates_text (Arena *arena, const char *from, const char *to)
{
  const char *first = day_text (arena, from), *last = day_text (arena, to);
  if (first == NULL && last == NULL)
    return "";
  if (last == NULL)
    return arena_concat (arena, "từ ", first, NULL);
  if (first == NULL)
    return arena_concat (arena, "đến hết ", last, NULL);
  return arena_concat (arena, "từ ", first, " đến hết ", last, NULL);
}

const char *
qr_svg (Arena *arena, const char *text)
{
  QRcode *code = strlen (text) <= QR_MAX_BYTES ? QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M) : NULL;
  if (code == NULL)
    return NULL;
  int size = code->width, whole = size + 2 * QR_QUIET;
  g_autoptr (GString) svg = g_string_new (NULL);
  g_string_printf (svg,
                   "<svg class=\"qr\" viewBox=\"0 0 %d %d\" width=\"200\" height=\"200\" role=\"img\" "
                   "aria-label=\"Mã QR\"><rect width=\"%d\" height=\"%d\" fill=\"#fff\"/><path d=\"",
                   whole, whole, whole, whole);
  for (int y = 0; y < size; y++)
    for (int x = 0; x < size; x++)
      if (code->data[y * size + x] & 1)
        g_string_append_printf (svg, "M%d %dh1v1h-1z", x + QR_QUIET, y + QR_QUIET);
  g_string_append (svg, "\" fill=\"#000\"/></svg>");
  QRcode_free (code);
  return arena_strndup (arena, svg->str, svg->len);
}
