/* improvement.c - see improvement.h. */
#include "store/improvement.h"
#include "base/text.h"
#include "model/markup.h"
#include "model/plan_text.h"
#include "store/assignment.h"
#include "store/people.h"
#include <string.h>

#define TASK_BYTES 1000

/* ---- reading ---- */

enum {
  AT_ID,
  AT_VERSION,
  AT_INDICATOR,
  AT_TASK,
  AT_OWNER,
  AT_NAME,
  AT_DUE,
  AT_RESULT,
  AT_STATE,
  AT_SINCE,
  AT_CARRIED
};

static ImprovementRow
read_row (Arena *arena, const Rows *rows)
{
  return (ImprovementRow){ .id = rows_int (rows, AT_ID),
                           .version = rows_int (rows, AT_VERSION),
                           .owner_id = rows_int (rows, AT_OWNER),
                           .indicator = rows_text_dup (rows, AT_INDICATOR, arena),
                           .task = rows_text_dup (rows, AT_TASK, arena),
                           .owner = rows_text_dup (rows, AT_NAME, arena),
                           .due = rows_text_dup (rows, AT_DUE, arena),
                           .result = rows_text_dup (rows, AT_RESULT, arena),
                           .done = g_strcmp0 (rows_text (rows, AT_STATE), "done") == 0,
                           .since = (int)rows_int (rows, AT_SINCE),
                           .carried_to = (int)rows_int (rows, AT_CARRIED) };
}

bool
improvements_load (Transaction *transaction, Arena *arena, gint64 round_id, Improvements *ret, GError **error)
{
  Improvements list = { 0 };
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_improvement_rows, error, DB_INT (round_id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    ARENA_PUSH (arena, list.items, list.count) = read_row (arena, rows);
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  *ret = list;
  return true;
}

bool
improvement_find (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, ImprovementRow *ret,
                  GError **error)
{
  Improvements all;
  if (!improvements_load (transaction, arena, round_id, &all, error))
    return false;
  for (gsize i = 0; i < all.count; i++)
    if (all.items[i].id == id) {
      *ret = all.items[i];
      return true;
    }
  error_set (error, "improvement", MSG_DB_NOT_THERE, NULL);
  return false;
}

bool
improvement_is_late (const ImprovementRow *item, const char *today)
{
  return !item->done && item->carried_to == 0 && item->due != NULL && strcmp (item->due, today) < 0;
}

const char *
improvement_shape (const ImprovementRow *item, const char *today)
{
  return item->done                          ? "done"
         : improvement_is_late (item, today) ? "late"
         : item->result != NULL              ? "doing"
                                             : "todo";
}

const char *
improvement_words (const ImprovementRow *item, const char *today)
{
  return item->done                          ? "đã xong"
         : item->carried_to != 0             ? "theo dõi ở năm sau"
         : improvement_is_late (item, today) ? "quá hạn"
         : item->result != NULL              ? "đang làm"
                                             : "chưa làm";
}

/* ---- saving ---- */

static bool
owner_works (Transaction *transaction, Arena *arena, gint64 owner_id, GError **error)
{
  return owner_id == 0 || person_working (transaction, arena, owner_id, NULL, error);
}

/* One of that round, which no other round follows. */
static bool
may_change (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, ImprovementRow *ret,
            GError **error)
{
  if (!improvement_find (transaction, arena, round_id, id, ret, error))
    return false;
  if (ret->carried_to == 0)
    return true;
  error_set (error, "improvement", MSG_IMPROVEMENT_CARRIED, arena_int (arena, ret->carried_to), NULL);
  return false;
}

/* The place behind all others. */
static bool
next_place (Transaction *transaction, Arena *arena, gint64 round_id, const char **ret, GError **error)
{
  gint64 last = 0;
  if (!db_int (transaction, QUERY_improvement_last_place, -1, &last, error, DB_INT (round_id)))
    return false;
  *ret = arena_int (arena, last + 1);
  if (last + 1 < IMPROVEMENT_MAX)
    return true;
  error_set (error, "improvement", MSG_IMPROVEMENT_MANY, G_STRINGIFY (IMPROVEMENT_MAX), NULL);
  return false;
}

bool
improvement_add (Transaction *transaction, Arena *arena, gint64 round_id, const ImprovementEntry *entry,
                 gint64 *ret_id, GError **error)
{
  const char *place = NULL;
  if (!owner_works (transaction, arena, entry->owner_id, error)
      || !next_place (transaction, arena, round_id, &place, error))
    return false;
  return record_add (transaction, arena, RECORD_improvement, "improvement.add",
                     RECORD_FIELDS ({ "round_id", record_number (arena, round_id) }, { "position", place },
                                    { "indicator", entry->indicator }, { "task", entry->task },
                                    { "owner_id", record_number (arena, entry->owner_id) },
                                    { "due", entry->due }),
                     ret_id, error);
}

bool
improvement_save (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, gint64 version,
                  const ImprovementEntry *entry, GError **error)
{
  ImprovementRow old;
  if (!may_change (transaction, arena, round_id, id, &old, error))
    return false;
  bool handed = entry->owner_id != old.owner_id;
  if (handed && !owner_works (transaction, arena, entry->owner_id, error))
    return false;
  return record_save (
      transaction, arena, RECORD_improvement, handed ? "improvement.owner" : "improvement.save", id, version,
      RECORD_FIELDS ({ "indicator", entry->indicator }, { "task", entry->task },
                     { "owner_id", record_number (arena, entry->owner_id) }, { "due", entry->due }),
      error);
}

bool
improvement_report (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, gint64 version,
                    const char *result, bool done, GError **error)
{
  ImprovementRow old;
  return may_change (transaction, arena, round_id, id, &old, error)
         && record_save (transaction, arena, RECORD_improvement,
                         done ? "improvement.done" : "improvement.report", id, version,
                         RECORD_FIELDS ({ "result", result }, { "state", done ? "done" : NULL }), error);
}

bool
improvement_remove (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, gint64 version,
                    GError **error)
{
  ImprovementRow old;
  return may_change (transaction, arena, round_id, id, &old, error)
         && record_remove (transaction, arena, RECORD_improvement, "improvement.remove", id, version, error);
}

bool
improvement_carry (Transaction *transaction, Arena *arena, gint64 from_round, int from_year, gint64 id,
                   gint64 to_round, const char *indicator, GError **error)
{
  ImprovementRow old;
  const char *place = NULL;
  if (!may_change (transaction, arena, from_round, id, &old, error)
      || !next_place (transaction, arena, to_round, &place, error))
    return false;
  bool works = old.owner_id != 0 && person_working (transaction, arena, old.owner_id, NULL, NULL);
  return record_add (transaction, arena, RECORD_improvement, "improvement.carry",
                     RECORD_FIELDS ({ "round_id", record_number (arena, to_round) }, { "position", place },
                                    { "indicator", indicator }, { "task", old.task },
                                    { "owner_id", record_number (arena, works ? old.owner_id : 0) },
                                    { "due", old.due }, { "result", old.result },
                                    { "state", old.done ? "done" : NULL },
                                    { "carried_from", record_number (arena, id) },
                                    { "since", arena_int (arena, old.since != 0 ? old.since : from_year) }),
                     NULL, error);
}

/* ---- from what the ratings say ---- */

/* A text without the marks that cite evidence or print figures, and without bold. */
static const char *
plain_words (Arena *arena, const char *text)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  gsize at = 0;
  Mark mark;
  while (markup_next (arena, text, at, &mark)) {
    g_string_append_len (plain, text + at, (gssize)(mark.start - at));
    at = mark.start + mark.length;
  }
  g_string_append (plain, text + at);
  g_string_replace (plain, "**", "", 0);
  return arena_strdup (arena, plain->str);
}

/* A line's words with a capital and no blanks where marks stood; NULL: nothing is said. */
static const char *
task_of (Arena *arena, const char *line)
{
  const char *text = text_squeeze (arena, line);
  gsize length = strlen (text);
  while (length > 0 && strchr (" .;,", text[length - 1]) != NULL)
    length--;
  return length > 0 && length <= TASK_BYTES ? arena_strndup (arena, text, length) : NULL;
}

static bool
has_own (const Improvements *present, const char *indicator)
{
  for (gsize i = 0; i < present->count; i++)
    if (present->items[i].since == 0 && strcmp (present->items[i].indicator, indicator) == 0)
      return true;
  return false;
}

static gint64
who_had (const AssignmentRows *rows, const char *indicator)
{
  for (gsize i = 0; i < rows->count; i++)
    for (gsize k = 0; g_strcmp0 (rows->items[i].indicator, indicator) == 0 && k < rows->items[i].people_count;
         k++)
      if (rows->items[i].people[k].ended_on == NULL && !rows->items[i].people[k].left)
        return rows->items[i].people[k].person_id;
  return 0;
}

static bool
propose_of (Transaction *transaction, Arena *arena, gint64 round_id, const Record *rating,
            ImprovementEntry entry, guint *added, GError **error)
{
  const char *wanted = record_text (rating, "improvement"), *weak = record_text (rating, "weaknesses");
  const char *text = wanted != NULL ? wanted : weak;
  Lines lines = text != NULL ? lines_parse (arena, plain_words (arena, text)) : (Lines){ 0 };
  for (gsize i = 0; i < lines.count; i++) {
    const char *task = task_of (arena, lines.items[i]);
    if (task == NULL)
      continue;
    entry.task = wanted != NULL ? task : arena_concat (arena, "Khắc phục: ", task, NULL);
    if (!improvement_add (transaction, arena, round_id, &entry, NULL, error))
      return false;
    (*added)++;
  }
  return true;
}

bool
improvement_propose (Transaction *transaction, Arena *arena, gint64 round_id, const char *due,
                     guint *ret_added, GError **error)
{
  Improvements present;
  Records ratings;
  AssignmentRows given;
  guint added = 0;
  if (!improvements_load (transaction, arena, round_id, &present, error)
      || !record_list (transaction, arena, RECORD_rating, round_id, &ratings, error)
      || !assignment_rows (transaction, arena, round_id, &given, error))
    return false;
  for (gsize i = 0; i < ratings.count; i++) {
    const char *indicator = record_text (&ratings.items[i], "indicator");
    ImprovementEntry entry = { .indicator = indicator, .due = due, .owner_id = who_had (&given, indicator) };
    if (!has_own (&present, indicator)
        && !propose_of (transaction, arena, round_id, &ratings.items[i], entry, &added, error))
      return false;
  }
  *ret_added = added;
  return true;
}
