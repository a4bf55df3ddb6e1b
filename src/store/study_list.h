/* study_list.h - lists of people with their plans and with what else is told of their year. */
#pragma once
#include "model/figures.h"
#include "store/study.h"

#define STUDY_ROWS_MAX 20000u

typedef struct {
  gint64 round_id;
  int year;               /* of the round: who works in the unit at its end is listed */
  const char *search;     /* as typed; NULL: all */
  const char *department; /* NULL: all */
  const char
      *show; /* a state of plans, "none", "unranked" (approved, not classified), "objected"; NULL: all */
  guint start, count; /* of the page; count at most STUDY_ROWS_MAX */
} StudyFilter;

/* Rows for a page (study_plan_page in queries/study.sql), and the count of all that it finds. */
Rows *study_plan_page (Transaction *transaction, Arena *arena, const StudyFilter *filter, GError **error);
bool study_plan_count (Transaction *transaction, Arena *arena, const StudyFilter *filter, gint64 *ret,
                       GError **error);
/* All plans in a state that the filter finds (its page left out), and what tells this set from another:
 * `*ret_mark` changes when one of them changes, comes or goes. */
bool study_plan_matching (Transaction *transaction, Arena *arena, const StudyFilter *filter,
                          const char *state, RecordChoices *ret, const char **ret_mark, GError **error);

/* How many people stand where. */
typedef struct {
  guint people, none, draft, submitted, returned, approved, ranked, objected;
} StudyCounts;
bool study_counts (Transaction *transaction, Arena *arena, gint64 round_id, int year, StudyCounts *ret,
                   GError **error);
/* The measure study_plan of figures.h: approved plans of those who work in the unit. */
Share study_share (const StudyCounts *counts);

/* Departments in Vietnamese order. */
bool study_departments (Transaction *transaction, Arena *arena, Lines *ret, GError **error);

/* ---- what else is told of people's year ---- */

/* Rows for a page of year_result_page; `show` is not looked at, study_plan_count counts them. */
Rows *year_result_page (Transaction *transaction, Arena *arena, const StudyFilter *filter, GError **error);
/* The titles given so far, for choosing again. */
bool year_result_titles (Transaction *transaction, Arena *arena, gint64 round_id, Lines *ret, GError **error);

typedef struct {
  gint64 person_id, version; /* version 0: nothing was told when the form was made */
  bool discipline, training;
  const char *emulation, *note; /* NULL: none */
} YearResult;

/* Tells of a person's year.  Errors: MSG_SAVE_CONFLICT if somebody has told otherwise since, MSG_DB_NOT_THERE
 * if there is no such person. */
bool year_result_save (Transaction *transaction, Arena *arena, gint64 round_id, const YearResult *result,
                       GError **error);
