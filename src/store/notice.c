/* notice.c - see notice.h. */
#include "store/notice.h"
#include "base/date.h"
#include "base/text.h"
#include "model/permission.h"
#include "model/round.h"
#include "store/account_parts.h"
#include <string.h>

#define MEMORY ((gsize)4 << 20)

typedef struct {
  const char *event;
  MessageKind kind;
  const char *together;
  Permission permission; /* PUBLIC: its owners */
  QueryId statement;
  const char *sentence, *path;
} Notice;

static const Notice notices[] = {
#define NOTICE(event, kind, together, permission, statement, sentence, path)                                 \
  { event, MESSAGE_##kind, together, PERMISSION_##permission, QUERY_##statement, sentence, path },
#include "store/notice.def"
#undef NOTICE
};

/* What a step is about, and whom it tells. */
typedef struct {
  Transaction *transaction;
  Arena *arena;
  const Notice *notice;
  gint64 object_id, round_id;
  const char *year, *name, *place, *remarks, *by;
  gint64 by_person;
  gint64 *accounts;
  gsize count;
} Telling;

/* Papers are called by their key in records. */
static const char *
shown_name (Arena *arena, const char *name)
{
  Paper paper;
  return name == NULL                     ? ""
         : paper_from_name (name, &paper) ? paper_label (paper)
                                          : arena_strdup (arena, name);
}

static void
add_account (Telling *telling, gint64 id)
{
  if (id != 0 && id != transaction_scope (telling->transaction)->account_id)
    ARENA_PUSH (telling->arena, telling->accounts, telling->count) = id;
}

static bool
read_object (Telling *telling, GError **error)
{
  GError *local = NULL;
  bool owners = telling->notice->permission == PERMISSION_PUBLIC;
  g_autoptr (Rows) rows
      = db_rows (telling->transaction, telling->notice->statement, error, DB_INT (telling->object_id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    telling->round_id = rows_int (rows, 1);
    telling->year = arena_int (telling->arena, rows_int (rows, 2));
    telling->name = shown_name (telling->arena, rows_text (rows, 3));
    telling->place = rows_is_null (rows, 4) ? "" : rows_text_dup (rows, 4, telling->arena);
    telling->remarks = rows_text_dup (rows, 5, telling->arena);
    if (owners)
      add_account (telling, rows_int (rows, 0));
  }
  return rows_ended (local, error);
}

/* "|head|leader|" */
static const char *
roles_of (Arena *arena, Permission permission)
{
  const char *roles = "|";
  for (Role role = 0; role < ROLE_COUNT; role++)
    if (permission_held (role_permissions (role), permission))
      roles = arena_concat (arena, roles, role_name (role), "|", NULL);
  return roles;
}

static bool
read_holders (Telling *telling, GError **error)
{
  GError *local = NULL;
  Arena *arena = telling->arena;
  const char *today = date_iso (arena, date_at_instant (transaction_now (telling->transaction)));
  g_autoptr (Rows) rows = db_rows (telling->transaction, QUERY_notice_holders, error,
                                   DB_TEXT (roles_of (arena, telling->notice->permission)), DB_TEXT (today));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    add_account (telling, rows_int (rows, 0));
  return rows_ended (local, error);
}

static bool
read_by (Telling *telling, GError **error)
{
  bool found = false;
  g_autoptr (Rows) rows = db_rows (telling->transaction, QUERY_notice_by, error,
                                   DB_INT (transaction_scope (telling->transaction)->account_id));
  if (!first_row (rows, &found, error))
    return false;
  telling->by = found ? rows_text_dup (rows, 0, telling->arena) : "";
  telling->by_person = found ? rows_int (rows, 1) : 0;
  return true;
}

static const char *
fill (const Telling *telling, const char *pattern)
{
  const char *remarks
      = telling->remarks != NULL ? arena_concat (telling->arena, ": ", telling->remarks, NULL) : "";
  g_autoptr (GString) text = g_string_new (pattern);
  g_string_replace (text, "{place}", telling->place, 1);
  g_string_replace (text, "{by}", telling->by, 1);
  g_string_replace (text, "{name}", telling->name, 1);
  g_string_replace (text, "{remarks}", remarks, 1);
  return arena_strndup (telling->arena, text->str, text->len);
}

static bool
put_all (const Telling *telling, GError **error)
{
  Arena *arena = telling->arena;
  const Notice *notice = telling->notice;
  const char *kind = arena_strndup (arena, notice->event, strcspn (notice->event, "."));
  const char *path = fill (telling, notice->path);
  bool together = notice->together[0] != '\0'; /* several people's, so nobody's by name */
  NewMessage message = { .kind = notice->kind, .from_person_id = together ? 0 : telling->by_person };
  message.subject
      = together ? arena_concat (arena, notice->together, " ", arena_int (arena, telling->round_id), NULL)
                 : arena_concat (arena, kind, " ", arena_int (arena, telling->object_id), NULL);
  message.text = text_capitalise (arena, fill (telling, notice->sentence));
  message.path = path[0] == '/' ? path : arena_concat (arena, "/dot/", telling->year, "/", path, NULL);
  for (gsize i = 0; i < telling->count; i++) {
    message.account_id = telling->accounts[i];
    if (!message_put (telling->transaction, &message, error))
      return false;
  }
  return true;
}

static bool
tell (Transaction *transaction, const Notice *notice, gint64 object_id, GError **error)
{
  g_autoptr (Arena) arena = arena_new (MEMORY);
  Telling telling = { .transaction = transaction, .arena = arena, .notice = notice, .object_id = object_id };
  if (!read_object (&telling, error))
    return false;
  if (telling.year == NULL) /* it is gone, or of no round */
    return true;
  if (notice->permission != PERMISSION_PUBLIC && !read_holders (&telling, error))
    return false;
  return telling.count == 0 || (read_by (&telling, error) && put_all (&telling, error));
}

bool
notice_tell (Transaction *transaction, const char *event, gint64 object_id, GError **error)
{
  if (transaction_scope (transaction)->account_id == 0)
    return true;
  for (gsize i = 0; i < G_N_ELEMENTS (notices); i++)
    if (strcmp (notices[i].event, event) == 0 && !tell (transaction, &notices[i], object_id, error))
      return false;
  return true;
}
