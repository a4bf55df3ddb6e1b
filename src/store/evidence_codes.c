/* evidence_codes.c - codes of a round's evidence as they are given, and where items are cited. */
#include "model/backing.h"
#include "model/evidence_code.h"
#include "model/markup.h"
#include "store/evidence.h"
#include "store/round_parts.h"
#include "store/round_store.h"
#include <string.h>

/* The columns of a rating that are Markdown. */
static const char *const rating_texts[] = { "current", "strengths", "weaknesses", "improvement" };

#define LAST_CHARACTER "\xf4\x8f\xbf\xbf" /* nothing that begins alike sorts behind it */

/* ---- codes ---- */

/* What of a round says which codes there are and which come next: first the items that have none, then only
 * the codes that are taken. */
typedef struct {
  Round round;
  gint64 *ids; /* of the items without a code, which come first in round.evidence */
  gsize count;
} Codes;

static bool
read_items (Transaction *transaction, Arena *arena, gint64 round_id, Codes *codes, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_evidence_without_code, error, DB_INT (round_id));
  while (rows != NULL && rows_next (rows, &local)) {
    ARENA_PUSH (arena, codes->ids, codes->count) = rows_int (rows, 0);
    ARENA_PUSH (arena, codes->round.evidence, codes->round.evidence_count)
        = (Evidence){ .key = rows_text_dup (rows, 1, arena),
                      .box = rows_text_dup (rows, 2, arena),
                      .indicators = lines_of_json (arena, rows_text (rows, 3)),
                      .title = rows_text_dup (rows, 4, arena),
                      .number = rows_text_dup (rows, 5, arena),
                      .issuer = rows_text_dup (rows, 6, arena) };
  }
  if (local != NULL)
    g_propagate_error (error, local);
  return rows != NULL && local == NULL;
}

/* Those that begin so. */
static bool
read_taken (Transaction *transaction, Arena *arena, gint64 round_id, const char *start, Codes *codes,
            GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows
      = db_rows (transaction, QUERY_evidence_taken_codes, error, DB_INT (round_id), DB_TEXT (start),
                 DB_TEXT (arena_concat (arena, start, LAST_CHARACTER, NULL)));
  while (rows != NULL && rows_next (rows, &local))
    ARENA_PUSH (arena, codes->round.evidence, codes->round.evidence_count)
        = (Evidence){ .key = "", .code = rows_text_dup (rows, 0, arena) };
  if (local != NULL)
    g_propagate_error (error, local);
  return rows != NULL && local == NULL;
}

/* Of the series that get a code now, and of no others: a round may have very many. */
static bool
read_series (Transaction *transaction, Arena *arena, gint64 round_id, const Indicator *const *named_by,
             Codes *codes, GError **error)
{
  g_autoptr (GHashTable) read = g_hash_table_new (g_str_hash, g_str_equal);
  for (gsize i = 0; i < codes->count; i++) {
    const char *start = named_by[i] != NULL ? evidence_code_start (&codes->round, &codes->round.evidence[i],
                                                                   named_by[i], arena)
                                            : NULL;
    if (start != NULL && g_hash_table_add (read, (gpointer)start)
        && !read_taken (transaction, arena, round_id, start, codes, error))
      return false;
  }
  return true;
}

/* Ratings as far as they say what backs them. */
static bool
read_ratings (Transaction *transaction, Arena *arena, gint64 round_id, Round *round, GError **error)
{
  Records records;
  if (!record_list (transaction, arena, RECORD_rating, round_id, &records, error))
    return false;
  for (gsize i = 0; i < records.count; i++) {
    const Record *record = &records.items[i];
    const char *id = record_text (record, "indicator");
    ARENA_PUSH (arena, round->ratings, round->rating_count)
        = (Rating){ .indicator_id = id,
                    .indicator = scheme_find_indicator (round->scheme, id),
                    .current = record_text (record, "current"),
                    .strengths = record_text (record, "strengths"),
                    .weaknesses = record_text (record, "weaknesses"),
                    .improvement = record_text (record, "improvement"),
                    .evidence = lines_of_json (arena, record_text (record, "evidence")) };
  }
  return true;
}

static bool
read_pattern (Transaction *transaction, Arena *arena, gint64 round_id, Round *round, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_evidence_pattern, error, DB_INT (round_id));
  if (rows != NULL && rows_next (rows, &local))
    round->evidence_code_pattern = rows_text_dup (rows, 0, arena);
  if (local != NULL)
    g_propagate_error (error, local);
  return rows != NULL && local == NULL;
}

static bool
keep_code (Transaction *transaction, Arena *arena, const Codes *codes, gsize at, const char *code,
           GError **error)
{
  const Evidence *item = &codes->round.evidence[at];
  return record_save (
      transaction, arena, RECORD_evidence, "evidence.code", codes->ids[at], RECORD_ANY_VERSION,
      RECORD_FIELDS ({ "code", code },
                     { "folded", evidence_folded (arena, item->title, item->number, item->issuer, code) }),
      error);
}

bool
evidence_give_codes (Transaction *transaction, Arena *arena, const EvidenceRound *round, GError **error)
{
  Codes codes = { .round = { .scheme = round->scheme } };
  if (!read_items (transaction, arena, round->round_id, &codes, error))
    return false;
  if (codes.count == 0)
    return true;
  if (!read_ratings (transaction, arena, round->round_id, &codes.round, error)
      || !read_pattern (transaction, arena, round->round_id, &codes.round, error))
    return false;
  IndicatorFigures *figures = arena_array (arena, IndicatorFigures, round->scheme->indicator_count);
  const Indicator **named_by = backing_collect (&codes.round, figures, arena);
  if (!read_series (transaction, arena, round->round_id, named_by, &codes, error))
    return false;
  const char **given = evidence_codes_assign (&codes.round, named_by, arena);
  for (gsize i = 0; i < codes.count; i++)
    if (given[i] != NULL && !keep_code (transaction, arena, &codes, i, given[i], error))
      return false;
  return true;
}

/* ---- citations ---- */

static bool
text_cites (Arena *arena, const char *text, const char *key)
{
  Mark mark;
  for (gsize offset = 0; text != NULL && markup_next (arena, text, offset, &mark);
       offset = mark.start + mark.length)
    if (mark.kind == MARK_EVIDENCE && strcmp (mark.name, key) == 0)
      return true;
  return false;
}

static bool
rating_cites (Arena *arena, const Record *rating, const char *key)
{
  Lines own = lines_of_json (arena, record_text (rating, "evidence"));
  for (gsize i = 0; i < own.count; i++)
    if (strcmp (own.items[i], key) == 0)
      return true;
  for (gsize i = 0; i < G_N_ELEMENTS (rating_texts); i++)
    if (text_cites (arena, record_text (rating, rating_texts[i]), key))
      return true;
  return false;
}

static const char *
join (Arena *arena, const char *list, const char *more)
{
  return list == NULL ? more : arena_concat (arena, list, ", ", more, NULL);
}

bool
evidence_cited (Transaction *transaction, Arena *arena, gint64 round_id, const char *key,
                const char **ret_where, GError **error)
{
  Records ratings, texts, meetings;
  const char *where = NULL;
  bool in_text = false, in_meeting = false;
  if (!record_list (transaction, arena, RECORD_rating, round_id, &ratings, error)
      || !record_list (transaction, arena, RECORD_round_text, round_id, &texts, error)
      || !record_list (transaction, arena, RECORD_meeting, round_id, &meetings, error))
    return false;
  for (gsize i = 0; i < ratings.count; i++)
    if (rating_cites (arena, &ratings.items[i], key))
      where = join (arena, where,
                    arena_concat (arena, where == NULL ? "chỉ tiêu " : "",
                                  record_text (&ratings.items[i], "indicator"), NULL));
  for (gsize i = 0; i < texts.count; i++)
    in_text |= text_cites (arena, record_text (&texts.items[i], "text"), key);
  for (gsize i = 0; i < meetings.count; i++)
    in_meeting |= text_cites (arena, record_text (&meetings.items[i], "discussion"), key)
                  || text_cites (arena, record_text (&meetings.items[i], "conclusion"), key);
  where = in_text ? join (arena, where, "phần lời của báo cáo") : where;
  *ret_where = in_meeting ? join (arena, where, "biên bản họp") : where;
  return true;
}
