/* forgot.c - who forgot the password asks for a code by mail.
 *
 * The answer is the same whether there is such an account, whether it has an address and whether a mail goes
 * out: the page tells nobody who works here.  The work is the same too but for one row, and who the mail goes
 * to is looked up only by the job. */
#include "model/job_input.h"
#include "model/login.h"
#include "store/audit.h"
#include "store/job.h"
#include "web/pages/account_parts.h"
#include "web/pages/pages.h"

static const InputSpec inputs[] = {
  { .name = "login", .kind = INPUT_TEXT, .required = true, .label = "Tên đăng nhập", .limit = 100 },
  { 0 },
};

static void
show_page (Request *request, bool asked)
{
  Value *page = value_object (request_arena (request));
  value_set_bool (page, "mail", request_can_mail (request));
  value_set_bool (page, "asked", asked);
  request_show (request, value_view (page));
}

static bool
show_forgot (Request *request, GError **error)
{
  show_page (request, false);
  return true;
}

/* How often this name, and this address, may ask. */
static bool
count_asking (Request *request, Transaction *transaction, const char *login, bool *ret_may, GError **error)
{
  Arena *arena = request_arena (request);
  const char *names[] = { arena_concat (arena, "ask:", login, NULL),
                          throttle_key_address (transaction, arena, "ask-address") };
  const ThrottlePolicy *const policies[] = { &throttle_ask_account, &throttle_ask_address };
  gint64 wait = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    Throttle throttle;
    if (!throttle_read (transaction, names[i], &throttle, error))
      return false;
    wait = MAX (wait, throttle_wait (policies[i], throttle, transaction_now (transaction)));
  }
  *ret_may = wait == 0;
  if (!*ret_may)
    request_field_error (request, "login", MSG_ASK_WAIT,
                         arena_printf (arena, "%" G_GINT64_FORMAT, wait / (60 * G_USEC_PER_SEC) + 1), NULL);
  for (gsize i = 0; *ret_may && i < G_N_ELEMENTS (names); i++)
    if (!throttle_count (transaction, policies[i], names[i], error))
      return false;
  return true;
}

/* One that is under way already will bring a code of its own. */
static bool
send_code (Request *request, Transaction *transaction, const Account *account, GError **error)
{
  const char *kind = job_kind_info (JOB_CODE_MAIL)->name;
  CodeMailInput input = { .account_id = account->id, .site = request_site (request), .asked = true };
  gint64 open = 0;
  if (!transaction_set_unit (transaction, account->unit_id, error)
      || !job_find_open (transaction, account->id, kind, &open, error))
    return false;
  return open != 0
         || (job_enqueue (transaction, kind, account->id,
                          code_mail_input_write (request_arena (request), &input), 0, NULL, error)
             && audit_append (transaction, "account.ask_code", "account", account->id, NULL, NULL, error));
}

static bool
write_forgot (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  const char *login = login_normalise (arena, request_text (request, "login"));
  Account account;
  bool may = false, found = false;
  if (!request_can_mail (request)) {
    show_page (request, false);
    return true;
  }
  if (!count_asking (request, transaction, login, &may, error))
    return false;
  if (!may)
    return request_invalid (request, error);
  if (!account_find_login (transaction, arena, login, &account, &found, error)
      || (found && !account.locked && !send_code (request, transaction, &account, error)))
    return false;
  show_page (request, true);
  return true;
}

const Route forgot_routes[] = {
  { METHOD_GET, "/quen-mat-khau", PERMISSION_PUBLIC, "The form to ask for a code by mail", "Quên mật khẩu",
    NULL, show_forgot, NULL, NULL, "forgot" },
  { METHOD_POST, "/quen-mat-khau", PERMISSION_PUBLIC,
    "Mails a code to choose a new password, if there is such an account", "Quên mật khẩu", inputs,
    show_forgot, NULL, write_forgot, "forgot" },
  { 0 },
};
