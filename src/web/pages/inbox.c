/* inbox.c - "Hộp thư": what the program and colleagues told somebody, each with the way to where it is
 * mended. */
#include "base/date.h"
#include "store/message.h"
#include "web/pages/pages.h"
#include "web/paging.h"
#include <string.h>

#define PAGE_ROWS 50

static const InputSpec list_inputs[] = { { .name = "tu", .kind = INPUT_INT, .label = "Từ dòng" }, { 0 } };
static const InputSpec id_inputs[]
    = { { .name = "id", .kind = INPUT_ID, .required = true, .label = "Tin" }, { 0 } };

/* The first line of a longer message is what it is called in the list. */
static void
set_words (Arena *arena, Value *item, const ListedMessage *message)
{
  const char *end = strchr (message->text, '\n');
  const char *label
      = end != NULL ? arena_strndup (arena, message->text, (gsize)(end - message->text)) : message->text;
  const char *title = message_kind_info (message->kind)->title;
  const char *from = message->from != NULL ? arena_concat (arena, " · ", message->from, NULL) : "";
  value_set_text (item, "label", label);
  value_set_text (item, "more", end != NULL ? end + 1 : NULL);
  value_set_text (item, "why", arena_concat (arena, title, from, NULL));
}

static Value *
message_value (Arena *arena, const ListedMessage *message)
{
  Value *item = value_object (arena);
  value_set_int (item, "id", message->id);
  value_set_text (item, "kind", message_kind_info (message->kind)->name);
  set_words (arena, item, message);
  value_set_bool (item, "leads", message->path != NULL);
  value_set_text (item, "at", date_instant_text (arena, message->at));
  return item;
}

static void
add_lists (Arena *arena, Value *page, const ListedMessages *messages)
{
  Value *unread = value_list (arena), *read = value_list (arena);
  for (gsize i = 0; i < messages->count; i++) {
    const ListedMessage *message = &messages->items[i];
    value_append (message->read_at == 0 ? unread : read, message_value (arena, message));
  }
  value_set (page, "unread", unread);
  value_set (page, "read", read);
  value_set_bool (page, "any_unread", value_length (unread) > 0);
  value_set_bool (page, "any_read", value_length (read) > 0);
}

static bool
show_inbox (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  const Identity *who = request_identity (request);
  guint start = (guint)CLAMP (request_int (request, "tu", 0), 0, 1000000);
  ListedMessages messages;
  gint64 all = 0;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL
      || !message_list (transaction, arena, who->account_id, start, PAGE_ROWS, &messages, &all, error))
    return false;
  Value *page = value_object (arena);
  add_lists (arena, page, &messages);
  value_set_int (page, "unread_count", who->unread);
  value_set_bool (page, "any", messages.count > 0);
  const Paging paging = { "/hop-thu?tu=", start, PAGE_ROWS, messages.count, all };
  view_paging (arena, page, &paging);
  request_show (request, value_view (page));
  return true;
}

static bool
write_read_all (Request *request, Transaction *transaction, GError **error)
{
  request_redirect (request, "/hop-thu");
  return message_read_all (transaction, request_identity (request)->account_id, error);
}

static bool
write_read (Request *request, Transaction *transaction, GError **error)
{
  request_redirect (request, "/hop-thu");
  return message_read (transaction, request_identity (request)->account_id, request_int (request, "id", 0),
                       error);
}

static bool
write_keep (Request *request, Transaction *transaction, GError **error)
{
  request_redirect (request, "/hop-thu");
  return message_keep (transaction, request_identity (request)->account_id, request_int (request, "id", 0),
                       error);
}

/* ---- opened: read from then on, which is written beside the request as "last seen" is ---- */

typedef struct {
  gint64 account_id, id;
} Opened;

static bool
write_opened (Transaction *transaction, void *user, GError **error)
{
  const Opened *opened = user;
  return message_read (transaction, opened->account_id, opened->id, error);
}

static void
opened_done (void *user, const GError *error)
{
  if (error != NULL)
    g_warning ("message read: %s", error->message);
  g_free (user);
}

/* A link that mails carry too, so it is a plain one: who follows it has read the message. */
static bool
open_message (Request *request, GError **error)
{
  const Identity *who = request_identity (request);
  const char *path = NULL;
  gint64 id = request_int (request, "id", 0);
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL
      || !message_path (transaction, request_arena (request), who->account_id, id, &path, error))
    return false;
  Opened *opened = g_new0 (Opened, 1);
  *opened = (Opened){ who->account_id, id };
  const Scope scope = { .unit_id = who->unit_id, .account_id = who->account_id };
  db_write_async (request_database (request), &scope, write_opened, opened_done, opened);
  request_redirect (request, path != NULL ? path : "/hop-thu");
  return true;
}

const Route inbox_routes[] = {
  { METHOD_GET, "/hop-thu", PERMISSION_PERSONAL, "One's messages, those not read first", "Hộp thư",
    list_inputs, show_inbox, NULL, NULL, "inbox" },
  { METHOD_POST, "/hop-thu/doc-het", PERMISSION_PERSONAL, "Marks all messages as read", NULL, NULL, NULL,
    NULL, write_read_all, NULL },
  { METHOD_GET, "/hop-thu/{id}", PERMISSION_PERSONAL, "Leads where a message points to, read from then on",
    NULL, id_inputs, open_message, NULL, NULL, NULL },
  { METHOD_POST, "/hop-thu/{id}/da-doc", PERMISSION_PERSONAL, "Marks one message as read", NULL, id_inputs,
    NULL, NULL, write_read, NULL },
  { METHOD_POST, "/hop-thu/{id}/chua-doc", PERMISSION_PERSONAL, "Marks one message as not read", NULL,
    id_inputs, NULL, NULL, write_keep, NULL },
  { 0 },
};
