/* personal_parts.c - see personal_parts.h. */
#include "web/pages/personal_parts.h"
#include "model/term.h"
#include "web/shown.h"
#include <string.h>

bool
view_history (Request *request, Transaction *transaction, const char *kind, gint64 id, Value *object,
              GError **error)
{
  Arena *arena = request_arena (request);
  Value *list = value_list (arena);
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_personal_history, error, DB_TEXT (kind), DB_INT (id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    Value *item = value_object (arena);
    value_set_text (item, "at", shown_instant (arena, rows_int (rows, 0)));
    value_set_text (item, "words", term_action (rows_text_dup (rows, 1, arena)));
    value_set_text (item, "who", rows_text_dup (rows, 2, arena));
    value_append (list, item);
  }
  value_set (object, "history", list);
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

const char *
choice_text (Arena *arena, gint64 id, gint64 version)
{
  return arena_printf (arena, "%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT, id, version);
}

static bool
read_choice (const char *text, RecordChoice *ret)
{
  g_auto (GStrv) parts = g_strsplit (text, ".", 2);
  guint64 id = 0, version = 0;
  if (parts[0] == NULL || parts[1] == NULL
      || !g_ascii_string_to_unsigned (parts[0], 10, 1, G_MAXINT64, &id, NULL)
      || !g_ascii_string_to_unsigned (parts[1], 10, 1, G_MAXINT64, &version, NULL))
    return false;
  *ret = (RecordChoice){ (gint64)id, (gint64)version };
  return true;
}

RecordChoices
choices_ticked (Request *request, const char *input)
{
  g_autoptr (GPtrArray) ticked = request_list (request, input);
  RecordChoices choices = { 0 };
  for (guint i = 0; i < ticked->len; i++) {
    RecordChoice choice;
    if (read_choice (g_ptr_array_index (ticked, i), &choice))
      ARENA_PUSH (request_arena (request), choices.items, choices.count) = choice;
  }
  return choices;
}

const char *
names_short (Arena *arena, const Lines *names)
{
  const gsize named = MIN (names->count, 5);
  const char *text = NULL;
  for (gsize i = 0; i < named; i++)
    text = text == NULL ? names->items[i] : arena_concat (arena, text, ", ", names->items[i], NULL);
  return names->count > named
             ? arena_printf (arena, "%s và %" G_GSIZE_FORMAT " người nữa", text, names->count - named)
             : text;
}

void
tell_outcome (Request *request, const char *words, const char *what, const PersonalOutcome *outcome)
{
  Arena *arena = request_arena (request);
  const char *done = decimal_group (arena, (gint64)outcome->done);
  const char *left = names_short (arena, &outcome->left);
  if (left == NULL)
    request_notice (request, MSG_DONE_MANY, words, done, what, NULL);
  else
    request_notice (request, MSG_DONE_LEFT, words, done, what, left, NULL);
}

/* What is read off is shown to its person, so it must be something to look at. */
bool
scan_put (Request *request, const char *input, GError **error)
{
  Upload *uploads = NULL;
  gsize count = 0;
  if (!uploads_put (request, input, &uploads, &count, error))
    return false;
  bool good = count > 0
              && (g_str_has_prefix (uploads[0].blob.type, "image/")
                  || strcmp (uploads[0].blob.type, "application/pdf") == 0);
  if (!good)
    request_field_error (request, input, MSG_STUDY_SCAN_KIND, NULL);
  request_set_prepared (request, good ? &uploads[0] : NULL);
  return true;
}
