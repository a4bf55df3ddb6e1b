/* unsubscribe.c - no more mails, by the link that each of them carries: without a log-in, with one click
 * (RFC 8058: a mail program posts to the same address by itself).  Looking at the page changes nothing. */
#include "store/message.h"
#include "web/pages/pages.h"

static const InputSpec inputs[]
    = { { .name = "ma", .kind = INPUT_TEXT, .required = true, .label = "Mã", .limit = 100 }, { 0 } };

/* In the unit and by the account that the link was made for; refuses any other text. */
static bool
find_choice (Request *request, Transaction *transaction, gint64 *ret_account_id, NoticeChoice *ret,
             GError **error)
{
  gint64 unit_id = 0;
  bool found = false;
  if (!unsubscribe_find (transaction, request_text (request, "ma"), &unit_id, ret_account_id, &found, error))
    return false;
  if (!found)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  return transaction_set_unit (transaction, unit_id, error)
         && notice_choice_load (transaction, request_arena (request), *ret_account_id, ret, error);
}

static void
show_page (Request *request, bool stopped)
{
  Value *page = value_object (request_arena (request));
  value_set_text (page, "ma", request_text (request, "ma"));
  value_set_bool (page, "stopped", stopped);
  request_show (request, value_view (page));
}

static bool
show_unsubscribe (Request *request, GError **error)
{
  NoticeChoice choice = { 0 };
  gint64 account_id = 0;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !find_choice (request, transaction, &account_id, &choice, error))
    return false;
  show_page (request, choice.mail == MAIL_NONE);
  return true;
}

static bool
write_unsubscribe (Request *request, Transaction *transaction, GError **error)
{
  NoticeChoice choice = { 0 };
  gint64 account_id = 0;
  if (!find_choice (request, transaction, &account_id, &choice, error))
    return false;
  show_page (request, true);
  if (choice.mail == MAIL_NONE)
    return true;
  choice.mail = MAIL_NONE;
  transaction_set_account (transaction, account_id);
  return notice_choice_save (transaction, account_id, &choice, error);
}

const Route unsubscribe_routes[] = {
  { METHOD_GET, "/thoi-nhan-thu/{ma}", PERMISSION_PUBLIC,
    "The page that a mail's link to get no more leads to", "Thôi nhận thư", inputs, show_unsubscribe, NULL,
    NULL, "unsubscribe" },
  { METHOD_POST, "/thoi-nhan-thu/{ma}", PERMISSION_PUBLIC, "No more mails for whom the link was made",
    "Thôi nhận thư", inputs, NULL, NULL, write_unsubscribe, "unsubscribe" },
  { 0 },
};
