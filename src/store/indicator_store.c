/* indicator_store.c - see indicator_store.h. */
#include "store/indicator_store.h"
#include "store/round_parts.h"
#include <string.h>

enum {
  FACT_NAME,
  FACT_ID,
  FACT_VERSION,
  FACT_NUMBER,
  FACT_TEXT /* the first of ten */
};

typedef struct {
  Arena *arena;
  const IndicatorAsk *ask;
  IndicatorPage *page;
  const char *scheme, *before_scheme;
  gsize people, opinions, writers;
} Reader;

static const char *
text_at (const Reader *reader, const Rows *rows, int at)
{
  return rows_text_dup (rows, FACT_TEXT + at - 1, reader->arena);
}

gint64
rating_draft_number (Arena *arena, int year, const char *indicator)
{
  return -1 - (gint64)g_str_hash (arena_printf (arena, "%d/%s", year, indicator));
}

static CivilDate
day_of (const char *text)
{
  CivilDate date = { 0 };
  return text != NULL && date_parse_iso (text, &date) ? date : (CivilDate){ 0 };
}

/* ---- facts of one indicator ---- */

static void
read_round (Reader *reader, const Rows *rows)
{
  Round *round = reader->page->round;
  reader->page->round_id = rows_int (rows, FACT_ID);
  reader->scheme = text_at (reader, rows, 1);
  reader->page->citizen_scheme = text_at (reader, rows, 2);
  reader->page->round_state = text_at (reader, rows, 4);
  round->evidence_code_pattern = text_at (reader, rows, 3);
  round->has_learners = !rows_is_null (rows, FACT_VERSION);
  round->learners_total = (guint)rows_int (rows, FACT_VERSION);
  round->learners_citizens = (guint)rows_int (rows, FACT_NUMBER);
}

static void
read_override (Reader *reader, const Rows *rows)
{
  StoredOverride *stored = &reader->page->override;
  const char *measure = text_at (reader, rows, 2);
  stored->id = rows_int (rows, FACT_ID);
  stored->version = rows_int (rows, FACT_VERSION);
  stored->said.text = text_at (reader, rows, 1);
  stored->said.has_measure = measure != NULL && measure_from_name (measure, &stored->said.measure);
  stored->said.at_least = decimal_of_stored (text_at (reader, rows, 3));
  stored->said.learners_at_least = decimal_of_stored (text_at (reader, rows, 4));
  stored->said.confirmed_by.code = text_at (reader, rows, 5);
  stored->said.confirmed_on = day_of (text_at (reader, rows, 6));
}

/* `first`: the column of the result; that of the state stands before it. */
static RatingRow
read_rating (const Reader *reader, const Rows *rows)
{
  return (RatingRow){ .id = rows_int (rows, FACT_ID),
                      .version = rows_int (rows, FACT_VERSION),
                      .state = text_at (reader, rows, 1),
                      .result = text_at (reader, rows, 2),
                      .points = text_at (reader, rows, 3),
                      .reason = text_at (reader, rows, 4),
                      .current = text_at (reader, rows, 5),
                      .strengths = text_at (reader, rows, 6),
                      .weaknesses = text_at (reader, rows, 7),
                      .improvement = text_at (reader, rows, 8),
                      .evidence = text_at (reader, rows, 9),
                      .remarks = text_at (reader, rows, 10) };
}

static void
read_before (Reader *reader, const Rows *rows)
{
  reader->page->before = read_rating (reader, rows);
  reader->before_scheme = reader->page->before.state; /* the same column */
  reader->page->before_year = (int)rows_int (rows, FACT_NUMBER);
}

static Writer
read_writer (const Reader *reader, const Rows *rows)
{
  return (Writer){ rows_int (rows, FACT_ID), rows_int (rows, FACT_NUMBER), text_at (reader, rows, 1) };
}

static void
read_fact (Reader *reader, const Rows *rows)
{
  IndicatorPage *page = reader->page;
  const char *name = rows_text (rows, FACT_NAME);
  if (strcmp (name, "round") == 0)
    read_round (reader, rows);
  else if (strcmp (name, "unit") == 0) {
    const char *kind = text_at (reader, rows, 1);
    unit_kind_from_name (kind != NULL ? kind : "", &page->round->unit.kind);
    page->round->unit.is_public = rows_int (rows, FACT_NUMBER) != 0;
  } else if (strcmp (name, "override") == 0)
    read_override (reader, rows);
  else if (strcmp (name, "rating") == 0)
    page->rating = read_rating (reader, rows);
  else if (strcmp (name, "before") == 0)
    read_before (reader, rows);
  else if (strcmp (name, "assignment") == 0) {
    page->assignment_id = rows_int (rows, FACT_ID);
    page->due = text_at (reader, rows, 1);
    page->guidance = text_at (reader, rows, 2);
    page->method = text_at (reader, rows, 3);
  } else if (strcmp (name, "assignee") == 0)
    ARENA_PUSH (reader->arena, page->people, page->person_count)
        = (IndicatorPerson){ rows_int (rows, FACT_ID), text_at (reader, rows, 1), text_at (reader, rows, 2),
                             g_strcmp0 (rows_text (rows, FACT_TEXT + 2), "active") != 0 };
  else if (strcmp (name, "opinion") == 0)
    ARENA_PUSH (reader->arena, page->opinions, page->opinion_count)
        = (OpinionRow){ rows_int (rows, FACT_ID),  rows_int (rows, FACT_VERSION), text_at (reader, rows, 1),
                        text_at (reader, rows, 2), text_at (reader, rows, 3),     text_at (reader, rows, 4) };
  else if (strcmp (name, "draft") == 0)
    ARENA_PUSH (reader->arena, page->writers.items, page->writers.count) = read_writer (reader, rows);
  else
    page->saved = read_writer (reader, rows);
}

static bool
read_facts (Reader *reader, Transaction *transaction, GError **error)
{
  const IndicatorAsk *ask = reader->ask;
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (
      transaction, QUERY_indicator_page, error, DB_INT (ask->year), DB_TEXT (ask->indicator),
      DB_INT (rating_draft_number (reader->arena, ask->year, ask->indicator)), DB_INT (ask->since));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    read_fact (reader, rows);
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

/* ---- evidence and people ---- */

static bool
read_evidence (Transaction *transaction, Arena *arena, gint64 round_id, Round *round, gint64 **ret_ids,
               gint64 **ret_for, GError **error)
{
  gint64 *ids = NULL, *owners = NULL;
  gsize count = 0, owner_count = 0;
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_indicator_evidence, error, DB_INT (round_id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    ARENA_PUSH (arena, ids, count) = rows_int (rows, 8);
    ARENA_PUSH (arena, owners, owner_count) = rows_int (rows, 9);
    ARENA_PUSH (arena, round->evidence, round->evidence_count)
        = (Evidence){ .key = rows_text_dup (rows, 0, arena),
                      .title = rows_text_dup (rows, 1, arena),
                      .number = rows_text_dup (rows, 2, arena),
                      .date = day_of (rows_text (rows, 3)),
                      .issuer = rows_text_dup (rows, 4, arena),
                      .box = rows_text_dup (rows, 5, arena),
                      .code = rows_text_dup (rows, 6, arena),
                      .indicators = lines_of_json (arena, rows_text (rows, 7)) };
  }
  if (ret_ids != NULL) {
    *ret_ids = ids;
    *ret_for = owners;
  }
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

static Person
read_person (Arena *arena, const Round *round, const Rows *rows, const char *last)
{
  Person person = { 0 };
  const char *left_on = rows_text (rows, 0);
  if (left_on != NULL && strcmp (left_on, last) <= 0)
    person.state = PERSON_RETIRED;
  Result *result = arena_new0 (arena, Result);
  *result = (Result){ .plan_approved = g_strcmp0 (rows_text (rows, 1), "approved") == 0,
                      .plan_done = DECIMAL_UNSET,
                      .discipline = rows_int (rows, 2) != 0,
                      .training = rows_int (rows, 3) != 0,
                      .emulation = rows_text (rows, 4) != NULL ? "" : NULL,
                      .agreed = rows_int (rows, 5) != 0 };
  citizen_points_read (round->citizen_scheme, rows_text (rows, 6), result->citizen);
  person.result = result;
  return person;
}

static bool
read_people (Transaction *transaction, Arena *arena, gint64 round_id, Round *round, GError **error)
{
  GError *local = NULL;
  const char *last = arena_printf (arena, "%04d-12-31", round->year);
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_indicator_people, error, DB_INT (round_id),
                                   DB_TEXT (arena_printf (arena, "%04d-01-01", round->year)), DB_TEXT (last));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    Person person = read_person (arena, round, rows, last);
    ARENA_PUSH (arena, round->people, round->person_count) = person;
  }
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

/* ---- put together ---- */

static bool
same_regulation (const char *a, const char *b)
{
  gsize length = strcspn (a, "/");
  return length == strcspn (b, "/") && strncmp (a, b, length) == 0;
}

static bool
wants_people (const RoundIndicator *holds)
{
  return holds->measure != MEASURE_NONE && holds->measure != MEASURE_UNSET;
}

Rating
rating_of_row (Arena *arena, const Indicator *indicator, const RatingRow *row)
{
  return (Rating){ .indicator_id = indicator->id,
                   .indicator = indicator,
                   .result = rating_result_of (row->result),
                   .points = decimal_of_stored (row->points),
                   .reason = row->reason,
                   .current = row->current,
                   .strengths = row->strengths,
                   .weaknesses = row->weaknesses,
                   .improvement = row->improvement,
                   .evidence = lines_of_json (arena, row->evidence) };
}

static void
hold (Reader *reader, const Scheme *scheme, const Indicator *indicator)
{
  IndicatorPage *page = reader->page;
  Round *round = page->round;
  round->scheme = scheme;
  round->year = reader->ask->year;
  page->at = (gsize)(indicator - scheme->indicators);
  page->override.said.indicator_id = indicator->id;
  page->override.said.indicator = indicator;
  round->overrides = &page->override.said;
  round->override_count = page->override.id != 0;
  round_apply_overrides (round, reader->arena);
  if (page->rating.id != 0)
    ARENA_PUSH (reader->arena, round->ratings, round->rating_count)
        = rating_of_row (reader->arena, indicator, &page->rating);
  else
    page->rating.state = "todo";
  if (reader->before_scheme == NULL || !same_regulation (reader->before_scheme, scheme->id))
    page->before_year = 0;
}

static const CitizenScheme *
citizen_scheme_of (const Reader *reader, GError **error)
{
  static const CitizenScheme none = { 0 }; /* nobody's points are looked at */
  const IndicatorPage *page = reader->page;
  const Scheme *scheme = page->round->scheme;
  if (page->round->indicators[page->at].measure != MEASURE_CITIZEN)
    return &none;
  return citizen_scheme_load (reader->ask->library, reader->arena,
                              page->citizen_scheme != NULL     ? page->citizen_scheme
                              : scheme->citizen_scheme != NULL ? scheme->citizen_scheme
                                                               : CITIZEN_SCHEME_DEFAULT,
                              error);
}

bool
indicator_page_load (Transaction *transaction, Arena *arena, const IndicatorAsk *ask, IndicatorPage *ret,
                     bool *ret_found, GError **error)
{
  *ret = (IndicatorPage){ .round = arena_new0 (arena, Round) };
  ret->override.said = (SchemeOverride){ .at_least = DECIMAL_UNSET, .learners_at_least = DECIMAL_UNSET };
  *ret_found = false;
  Reader reader = { .arena = arena, .ask = ask, .page = ret };
  if (!read_facts (&reader, transaction, error))
    return false;
  const Scheme *scheme = reader.scheme != NULL ? ask->scheme_of (reader.scheme, ask->user) : NULL;
  const Indicator *indicator = scheme != NULL ? scheme_find_indicator (scheme, ask->indicator) : NULL;
  if (indicator == NULL)
    return true;
  hold (&reader, scheme, indicator);
  ret->round->citizen_scheme = citizen_scheme_of (&reader, error);
  *ret_found = ret->round->citizen_scheme != NULL;
  return *ret_found
         && read_evidence (transaction, arena, ret->round_id, ret->round, &ret->evidence_ids,
                           &ret->evidence_for, error)
         && (!wants_people (&ret->round->indicators[ret->at])
             || read_people (transaction, arena, ret->round_id, ret->round, error));
}

bool
indicator_writers (Transaction *transaction, Arena *arena, gint64 round_id, int year, const char *indicator,
                   gint64 since, Writers *ret, Writer *ret_saved, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_indicator_writers, error,
                                   DB_INT (rating_draft_number (arena, year, indicator)), DB_INT (since),
                                   DB_INT (round_id), DB_TEXT (indicator));
  if (rows == NULL)
    return false;
  *ret = (Writers){ 0 };
  *ret_saved = (Writer){ 0 };
  while (rows_next (rows, &local)) {
    Writer writer = { rows_int (rows, 1), rows_int (rows, 2), rows_text_dup (rows, 3, arena) };
    if (strcmp (rows_text (rows, 0), "draft") == 0)
      ARENA_PUSH (arena, ret->items, ret->count) = writer;
    else
      *ret_saved = writer;
  }
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

bool
indicator_round_fill (Transaction *transaction, Arena *arena, gint64 round_id, Round *round, GError **error)
{
  Records records;
  if (!record_list (transaction, arena, RECORD_rating, round_id, &records, error))
    return false;
  for (gsize i = 0; i < records.count; i++) {
    const Record *record = &records.items[i];
    const Indicator *indicator = scheme_find_indicator (round->scheme, record_text (record, "indicator"));
    if (indicator == NULL)
      continue;
    const RatingRow row = { .result = record_text (record, "result"),
                            .points = record_text (record, "points"),
                            .reason = record_text (record, "reason"),
                            .current = record_text (record, "current"),
                            .strengths = record_text (record, "strengths"),
                            .weaknesses = record_text (record, "weaknesses"),
                            .improvement = record_text (record, "improvement"),
                            .evidence = record_text (record, "evidence") };
    ARENA_PUSH (arena, round->ratings, round->rating_count) = rating_of_row (arena, indicator, &row);
  }
  return read_evidence (transaction, arena, round_id, round, NULL, NULL, error)
         && read_people (transaction, arena, round_id, round, error);
}
