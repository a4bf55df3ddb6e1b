/* notices.c - how one wants to be told: mails or none, of which kinds, and a calendar to subscribe to. */
#include "store/message.h"
#include "store/unit.h"
#include "web/pages/account_parts.h"
#include "web/pages/pages.h"
#include <string.h>

#define HERE "/tai-khoan-cua-toi/thong-bao"

static const InputSpec inputs[] = {
  { .name = "mail", .kind = INPUT_CHOICE, .required = true, .label = "Thư", .choices = mail_choice_names },
  { .name = "kind", .kind = INPUT_LIST, .label = "Loại tin" },
  { 0 },
};

static const char *const mail_words[MAIL_CHOICE_COUNT]
    = { [MAIL_DAILY] = "Mỗi ngày một thư, gom các tin chưa đọc",
        [MAIL_EACH] = "Có tin là gửi, gom trong vài phút",
        [MAIL_WEEKLY] = "Mỗi tuần một thư",
        [MAIL_NONE] = "Không gửi thư" };

/* ---- the page ---- */

static void
add_choices (Arena *arena, Value *page, const NoticeChoice *choice)
{
  Value *mails = value_list (arena), *kinds = value_list (arena);
  for (MailChoice mail = 0; mail < MAIL_CHOICE_COUNT; mail++)
    choice_add (arena, mails, mail_choice_names[mail], mail_words[mail], mail == choice->mail);
  for (MessageKind kind = 0; kind < MESSAGE_KIND_COUNT; kind++) {
    const MessageKindInfo *info = message_kind_info (kind);
    choice_add (arena, kinds, info->name, arena_concat (arena, info->title, ": ", info->words, NULL),
                !choice->off[kind]);
  }
  value_set (page, "mails", mails);
  value_set (page, "kinds", kinds);
}

static bool
fill_page (Request *request, Transaction *transaction, Value *page, GError **error)
{
  Arena *arena = request_arena (request);
  gint64 account_id = request_identity (request)->account_id;
  NoticeChoice choice;
  const char *email = NULL;
  if (!notice_choice_load (transaction, arena, account_id, &choice, error)
      || !account_email (transaction, arena, account_id, &email, error))
    return false;
  add_choices (arena, page, &choice);
  value_set_text (page, "email", email);
  value_set_bool (page, "can_mail", request_can_mail (request));
  value_set_bool (page, "calendar", choice.calendar);
  value_set_text (page, "address", NULL);
  return true;
}

static bool
show_notices (Request *request, GError **error)
{
  Value *page = value_object (request_arena (request));
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !fill_page (request, transaction, page, error))
    return false;
  request_show (request, value_view (page));
  return true;
}

static bool
write_notices (Request *request, Transaction *transaction, GError **error)
{
  gint64 account_id = request_identity (request)->account_id;
  NoticeChoice choice;
  g_autoptr (GPtrArray) wanted = request_list (request, "kind");
  if (!notice_choice_load (transaction, request_arena (request), account_id, &choice, error))
    return false;
  for (MailChoice mail = 0; mail < MAIL_CHOICE_COUNT; mail++)
    if (strcmp (mail_choice_names[mail], request_text (request, "mail")) == 0)
      choice.mail = mail;
  for (MessageKind kind = 0; kind < MESSAGE_KIND_COUNT; kind++)
    choice.off[kind]
        = !g_ptr_array_find_with_equal_func (wanted, message_kind_info (kind)->name, g_str_equal, NULL);
  request_notice (request, MSG_NOTICES_SAVED, NULL);
  request_redirect (request, HERE);
  return notice_choice_save (transaction, account_id, &choice, error);
}

/* ---- the calendar ---- */

/* Its address is shown this once. */
static bool
write_open (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  Value *page = value_object (arena);
  const char *secret = NULL, *site = request_site (request);
  if (!calendar_open (transaction, arena, request_identity (request)->account_id, &secret, error)
      || !fill_page (request, transaction, page, error))
    return false;
  value_set_text (
      page, "address",
      arena_concat (arena, site != NULL ? site : request_origin (request), "/lich/", secret, ".ics", NULL));
  request_show (request, value_view (page));
  return true;
}

static bool
write_close (Request *request, Transaction *transaction, GError **error)
{
  request_notice (request, MSG_CALENDAR_CLOSED, NULL);
  request_redirect (request, HERE);
  return calendar_close (transaction, request_arena (request), request_identity (request)->account_id, error);
}

const Route notices_routes[] = {
  { METHOD_GET, HERE, PERMISSION_PERSONAL, "How one wants to be told", "Cách nhận thông báo", NULL,
    show_notices, NULL, NULL, "notices" },
  { METHOD_POST, HERE, PERMISSION_PERSONAL, "Chooses mails and kinds", "Cách nhận thông báo", inputs,
    show_notices, NULL, write_notices, "notices" },
  { METHOD_POST, HERE "/lich", PERMISSION_PERSONAL,
    "Opens one's calendar at a new secret address, shown once", "Cách nhận thông báo", NULL, show_notices,
    NULL, write_open, "notices" },
  { METHOD_POST, HERE "/lich/dong", PERMISSION_PERSONAL, "Closes one's calendar", NULL, NULL, NULL, NULL,
    write_close, NULL },
  { 0 },
};
