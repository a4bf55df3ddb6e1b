/* audit.c - the log of all changes, in plain Vietnamese. */
#include "model/term.h"
#include "web/pages/pages.h"
#include "web/payload.h"
#include "web/shown.h"
#include <string.h>

#define PAGE_ROWS 50

static const InputSpec inputs[] = {
  { .name = "loai", .kind = INPUT_TEXT, .label = "Loại", .limit = 40 },
  { .name = "truoc", .kind = INPUT_ID, .label = "Trước số" },
  { 0 },
};

/* A list by its items' names. */
static const char *
list_words (Arena *arena, const char *kind, const char *name, const json_t *list)
{
  const char *words = "";
  for (gsize i = 0; i < json_array_size (list); i++) {
    const char *item = json_string_value (json_array_get (list, i));
    if (item != NULL)
      words = arena_concat (arena, words, words[0] != '\0' ? "; " : "",
                            term_value (arena, kind, name, arena_strdup (arena, item)), NULL);
  }
  return words;
}

static const char *
member_words (Arena *arena, const char *kind, const json_t *object, const char *name)
{
  const json_t *value = json_object_get (object, name);
  if (json_is_array (value))
    return list_words (arena, kind, name, value);
  if (json_is_boolean (value))
    return json_is_true (value) ? "có" : "";
  return json_is_string (value)
             ? term_value (arena, kind, name, arena_strdup (arena, json_string_value (value)))
             : "";
}

/* Of use to `dvht fsck` only; a person reads nothing in it. */
static bool
is_for_verifier (const char *name)
{
  static const char *const names[] = { "uuid", "password", "totp", "fingerprint", "first", "last" };
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i], name) == 0)
      return true;
  return false;
}

/* What differs between before and after, field by field.  An event names what it sets; a content is set
 * whole, so that what it leaves out is told too. */
static Value *
differences (Arena *arena, const char *kind, const char *before, const char *after)
{
  Value *list = value_list (arena);
  bool whole = false;
  json_auto_t *old = payload_load (before, NULL), *now = payload_load (after, &whole);
  json_auto_t *names = json_copy (now != NULL ? now : old);
  if (whole && old != NULL)
    json_object_update_missing (names, old);
  const char *name = NULL;
  json_t *value = NULL;
  json_object_foreach (names, name, value)
  {
    const char *was = member_words (arena, kind, old, name), *is = member_words (arena, kind, now, name);
    if (strcmp (was, is) == 0 || is_for_verifier (name))
      continue;
    Value *item = value_object (arena);
    value_set_text (item, "field", term_field (kind, arena_strdup (arena, name)));
    value_set_text (item, "before", was);
    value_set_text (item, "after", is);
    value_append (list, item);
  }
  return list;
}

static Value *
event_value (const Rows *rows, Arena *arena)
{
  Value *event = value_object (arena);
  const char *who = rows_text_dup (rows, 4, arena), *login = rows_text_dup (rows, 3, arena),
             *kind = rows_text_dup (rows, 7, arena);
  value_set_int (event, "seq", rows_int (rows, 0));
  value_set_text (event, "at", shown_instant (arena, rows_int (rows, 1)));
  value_set_text (event, "who", who[0] != '\0' ? who : login[0] != '\0' ? login : "Chương trình");
  value_set_text (event, "address", rows_text_dup (rows, 5, arena));
  value_set_text (event, "action", term_action (rows_text_dup (rows, 6, arena)));
  value_set_int (event, "object_id", rows_int (rows, 8));
  const char *before = rows_text_dup (rows, 9, arena), *after = rows_text_dup (rows, 10, arena);
  value_set (event, "changes", differences (arena, kind, before, after));
  return event;
}

static bool
show_audit (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  const char *kind = request_text (request, "loai");
  Transaction *transaction = request_read (request, error);
  g_autoptr (Rows) rows = transaction == NULL
                              ? NULL
                              : db_rows (transaction, QUERY_audit_page, error,
                                         DB_INT (request_int (request, "truoc", G_MAXINT64)),
                                         DB_TEXT (kind != NULL ? kind : ""), DB_INT (0), DB_INT (PAGE_ROWS));
  if (rows == NULL)
    return false;
  Value *events = value_list (arena);
  gint64 last = 0;
  GError *local = NULL;
  while (rows_next (rows, &local)) {
    last = rows_int (rows, 0);
    value_append (events, event_value (rows, arena));
  }
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  Value *page = value_object (arena);
  value_set (page, "events", events);
  value_set_bool (page, "any", value_length (events) > 0);
  value_set_text (page, "older",
                  value_length (events) == PAGE_ROWS
                      ? arena_printf (arena, "/nhat-ky?truoc=%" G_GINT64_FORMAT, last)
                      : NULL);
  request_show (request, value_view (page));
  return true;
}

const Route audit_routes[] = {
  { METHOD_GET, "/nhat-ky", PERMISSION_AUDIT_READ, "The log of all changes", "Nhật ký", inputs, show_audit,
    NULL, NULL, "audit" },
  { 0 },
};
