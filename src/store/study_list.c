/* study_list.c - see study_list.h. */
#include "store/study_list.h"
#include "base/text.h"
#include "store/people.h"
#include "store/search.h"
#include <stdlib.h>
#include <string.h>

/* ---- lists ---- */

static DbValue
last_day (Arena *arena, int year)
{
  return DB_TEXT (arena_printf (arena, "%04d-12-31", year));
}

static DbValue
all_if_null (const char *text)
{
  return DB_TEXT (text != NULL ? text : "");
}

static DbValue
pattern (Arena *arena, const StudyFilter *filter)
{
  return DB_TEXT (search_like (arena, filter->search));
}

/* People by what is told of themselves, with something of the round. */
static Rows *
page_of_people (Transaction *transaction, Arena *arena, QueryId query, const StudyFilter *filter,
                GError **error)
{
  return db_rows (transaction, query, error, last_day (arena, filter->year), pattern (arena, filter),
                  all_if_null (filter->department), DB_INT (MIN (filter->count, STUDY_ROWS_MAX)),
                  DB_INT (filter->start), DB_INT (filter->round_id));
}

Rows *
study_plan_page (Transaction *transaction, Arena *arena, const StudyFilter *filter, GError **error)
{
  if (filter->show == NULL)
    return page_of_people (transaction, arena, QUERY_study_people_page, filter, error);
  return db_rows (transaction, QUERY_study_plan_page, error, DB_INT (filter->round_id),
                  last_day (arena, filter->year), pattern (arena, filter), all_if_null (filter->department),
                  all_if_null (filter->show), DB_INT (MIN (filter->count, STUDY_ROWS_MAX)),
                  DB_INT (filter->start));
}

bool
study_plan_count (Transaction *transaction, Arena *arena, const StudyFilter *filter, gint64 *ret,
                  GError **error)
{
  if (filter->show == NULL)
    return db_int (transaction, QUERY_study_people_count, 0, ret, error, last_day (arena, filter->year),
                   pattern (arena, filter), all_if_null (filter->department));
  return db_int (transaction, QUERY_study_plan_count, 0, ret, error, DB_INT (filter->round_id),
                 last_day (arena, filter->year), pattern (arena, filter), all_if_null (filter->department),
                 all_if_null (filter->show));
}

bool
study_plan_matching (Transaction *transaction, Arena *arena, const StudyFilter *filter, const char *state,
                     RecordChoices *ret, const char **ret_mark, GError **error)
{
  RecordChoices choices = { 0 };
  GError *local = NULL;
  g_autoptr (Rows) rows
      = db_rows (transaction, QUERY_study_plan_matching, error, DB_INT (filter->round_id),
                 last_day (arena, filter->year), pattern (arena, filter), all_if_null (filter->department),
                 all_if_null (filter->show), DB_TEXT (state));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    ARENA_PUSH (arena, choices.items, choices.count)
        = (RecordChoice){ rows_int (rows, 0), rows_int (rows, 1) };
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  *ret = choices;
  *ret_mark = choices_mark (arena, &choices);
  return true;
}

/* ---- counts ---- */

static void
count_row (const Rows *rows, StudyCounts *counts)
{
  const char *state = rows_text (rows, 0);
  const struct {
    const char *state;
    guint *count;
  } states[] = { { "listed", &counts->people },
                 { "draft", &counts->draft },
                 { "submitted", &counts->submitted },
                 { "returned", &counts->returned },
                 { "approved", &counts->approved } };
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (state, states[i].state) == 0)
      *states[i].count += (guint)rows_int (rows, 1); /* a line may take away again: modulo 2^32 */
  counts->ranked += (guint)rows_int (rows, 2);
  counts->objected += (guint)rows_int (rows, 3);
}

bool
study_counts (Transaction *transaction, Arena *arena, gint64 round_id, int year, StudyCounts *ret,
              GError **error)
{
  StudyCounts counts = { 0 };
  GError *local = NULL;
  g_autoptr (Rows) rows
      = db_rows (transaction, QUERY_study_plan_states, error, last_day (arena, year), DB_INT (round_id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    count_row (rows, &counts);
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  counts.none = counts.people - counts.draft - counts.submitted - counts.returned - counts.approved;
  *ret = counts;
  return true;
}

Share
study_share (const StudyCounts *counts)
{
  return (Share){ counts->approved, counts->people };
}

/* The first column, as far as it is text. */
static bool
read_lines (Rows *open_rows, Arena *arena, Lines *ret, GError **error)
{
  g_autoptr (Rows) rows = open_rows;
  Lines lines = { 0 };
  GError *local = NULL;
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    ARENA_PUSH (arena, lines.items, lines.count) = rows_text_dup (rows, 0, arena);
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  *ret = lines;
  return true;
}

static int
compare_words (gconstpointer a, gconstpointer b, gpointer arena)
{
  return strcmp (text_sort_key (arena, *(const char *const *)a),
                 text_sort_key (arena, *(const char *const *)b));
}

bool
study_departments (Transaction *transaction, Arena *arena, Lines *ret, GError **error)
{
  if (!read_lines (db_rows (transaction, QUERY_person_departments, error), arena, ret, error))
    return false;
  if (ret->count > 1)
    g_qsort_with_data (ret->items, (gint)ret->count, sizeof *ret->items, compare_words, arena);
  return true;
}

/* ---- what else is told of people's year ---- */

Rows *
year_result_page (Transaction *transaction, Arena *arena, const StudyFilter *filter, GError **error)
{
  return page_of_people (transaction, arena, QUERY_year_result_page, filter, error);
}

bool
year_result_titles (Transaction *transaction, Arena *arena, gint64 round_id, Lines *ret, GError **error)
{
  return read_lines (db_rows (transaction, QUERY_year_result_titles, error, DB_INT (round_id)), arena, ret,
                     error);
}

bool
year_result_save (Transaction *transaction, Arena *arena, gint64 round_id, const YearResult *result,
                  GError **error)
{
  gint64 id = 0;
  StudyPlan plan; /* only to see that there is such a person */
  const AuditField fields[] = { { "discipline", result->discipline ? "1" : "0" },
                                { "training", result->training ? "1" : "0" },
                                { "emulation", result->emulation },
                                { "note", result->note },
                                { "round_id", record_number (arena, round_id) },
                                { "person_id", record_number (arena, result->person_id) } };
  const RecordFields all = { fields, G_N_ELEMENTS (fields) };
  if (!db_int (transaction, QUERY_year_result_find, 0, &id, error, DB_INT (round_id),
               DB_INT (result->person_id)))
    return false;
  if (id != 0)
    return record_save (transaction, arena, RECORD_year_result, "year_result.save", id, result->version, all,
                        error);
  return study_plan_of (transaction, arena, round_id, result->person_id, &plan, error)
         && record_add (transaction, arena, RECORD_year_result, "year_result.add", all, NULL, error);
}
