/* citizen_list.c - everybody's self-assessment as a list; see citizen.h. */
#include "store/citizen.h"
#include "store/round_parts.h"
#include "store/search.h"
#include <string.h>

/* Columns of citizen_people. */
enum {
  ROW_PERSON,
  ROW_CODE,
  ROW_NAME,
  ROW_POSITION,
  ROW_DEPARTMENT,
  ROW_ID,
  ROW_VERSION,
  ROW_STATE,
  ROW_POINTS,
  ROW_TEAM_POINTS,
  ROW_AGREED,
  ROW_REASON,
  ROW_RANK,
  ROW_ENTERED,
  ROW_OBJECTED,
  ROW_FOUND
};

static const Person *
person_with (Arena *arena, const CitizenScheme *scheme, const char *points, bool told, bool agreed)
{
  Person *person = arena_new0 (arena, Person);
  Result *result = told ? arena_new0 (arena, Result) : NULL;
  if (told) {
    citizen_points_read (scheme, points, result->citizen);
    result->agreed = agreed;
  }
  person->result = result;
  return person;
}

static CitizenRow
read_row (Arena *arena, const CitizenScheme *scheme, const Rows *rows)
{
  CitizenRow row = { .person_id = rows_int (rows, ROW_PERSON),
                     .id = rows_int (rows, ROW_ID),
                     .version = rows_int (rows, ROW_VERSION),
                     .code = rows_text_dup (rows, ROW_CODE, arena),
                     .name = rows_text_dup (rows, ROW_NAME, arena),
                     .position = rows_text_dup (rows, ROW_POSITION, arena),
                     .department = rows_text_dup (rows, ROW_DEPARTMENT, arena),
                     .state = rows_text_dup (rows, ROW_STATE, arena),
                     .reason = rows_text_dup (rows, ROW_REASON, arena),
                     .rank = rows_text_dup (rows, ROW_RANK, arena),
                     .found = rows_int (rows, ROW_FOUND) != 0,
                     .entered = rows_int (rows, ROW_ENTERED) != 0,
                     .objected = rows_int (rows, ROW_OBJECTED) != 0,
                     .decided = !rows_is_null (rows, ROW_AGREED),
                     .agreed = rows_int (rows, ROW_AGREED) != 0,
                     .differs = !rows_is_null (rows, ROW_TEAM_POINTS) };
  bool told = row.id != 0 && strcmp (row.state, "draft") != 0;
  row.figures
      = citizen_assess (scheme, person_with (arena, scheme, rows_text (rows, ROW_POINTS), told, row.agreed));
  if (row.differs)
    row.team = citizen_assess (scheme,
                               person_with (arena, scheme, rows_text (rows, ROW_TEAM_POINTS), true, false));
  return row;
}

bool
citizen_row_is (const CitizenRow *row, const char *show)
{
  if (show == NULL)
    return true;
  if (strcmp (show, "citizen") == 0)
    return row->figures.citizen;
  if (strcmp (show, "other") == 0)
    return !row->figures.citizen;
  if (strcmp (show, "undecided") == 0)
    return strcmp (row->state, "accepted") == 0 && !row->decided;
  if (strcmp (show, "objected") == 0)
    return row->objected;
  return strcmp (row->state, show) == 0;
}

static void
count_row (const CitizenRow *row, CitizenCounts *counts)
{
  const struct {
    const char *show;
    guint *count;
  } all[] = { { NULL, &counts->people },           { "none", &counts->none },
              { "draft", &counts->draft },         { "submitted", &counts->submitted },
              { "returned", &counts->returned },   { "accepted", &counts->accepted },
              { "undecided", &counts->undecided }, { "citizen", &counts->citizens },
              { "objected", &counts->objected } };
  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    *all[i].count += citizen_row_is (row, all[i].show);
}

bool
citizen_list (Transaction *transaction, Arena *arena, const CitizenScheme *scheme,
              const CitizenFilter *filter, CitizenList *ret, GError **error)
{
  CitizenList list = { 0 };
  GError *local = NULL;
  g_autoptr (Rows) rows
      = db_rows (transaction, QUERY_citizen_people, error, DB_TEXT (search_like (arena, filter->search)),
                 DB_TEXT (filter->department != NULL ? filter->department : ""), DB_INT (filter->round_id),
                 DB_TEXT (arena_printf (arena, "%04d-12-31", filter->year)));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    CitizenRow row = read_row (arena, scheme, rows);
    count_row (&row, &list.counts);
    ARENA_PUSH (arena, list.items, list.count) = row;
  }
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  *ret = list;
  return true;
}

Share
citizen_share (const CitizenCounts *counts)
{
  return (Share){ counts->citizens, counts->people };
}
