/* next_year.h - opening the round of another year from the one before, and taking over its evidence.
 *
 * People, legal bases and the unit's own wording are the unit's and hold for each round by themselves.  What
 * is copied begins anew: no states, no ratings, no numbers and dates of papers; days move by as many years.
 */
#pragma once
#include "scheme/scheme.h"
#include "store/record.h"

typedef struct {
  gint64 from_id;
  int from_year, year;
  const Scheme *from_scheme, *scheme;
  bool team, plan, assignments, overrides, papers, improvements; /* what to copy */
  const char *submit_before, *schedule; /* of the new plan: a day; JSON (round_parts.h), NULL: none */
} NextYear;

/* What comes, and what does not: people who have left, indicators that the other scheme does not have. */
typedef struct {
  gsize members, members_left, assignments, assignments_left, assignees, assignees_left;
  gsize overrides, papers, abbreviations, improvements, improvements_left;
  bool leader, secretary, plan;
} NextYearCounts;

/* What opening would copy, of everything that can be; changes nothing. */
bool next_year_count (Transaction *transaction, Arena *arena, const NextYear *next, NextYearCounts *ret,
                      GError **error);

/* Opens the round: all of it or nothing, an event for each record.  Error: MSG_NEXT_YEAR_THERE if the year
 * has a round. */
bool next_year_open (Transaction *transaction, Arena *arena, const NextYear *next, gint64 *ret_id,
                     GError **error);

/* The id that an indicator has in the other scheme: the same in the same scheme, else the one of the same
 * text; NULL: none. */
const char *next_year_indicator (const Scheme *from, const Scheme *to, Arena *arena, const char *id);

typedef struct {
  gint64 id;                 /* of the former round's item */
  const char *number, *date; /* of the new one; NULL: none */
} EvidenceTaken;

/* Takes items of a former round over: each gets a code of its own where it backs an indicator; its files are
 * shared by content.  What was taken before is left alone.  Told how many.  Error: MSG_DB_NOT_THERE. */
bool next_year_take_evidence (Transaction *transaction, Arena *arena, const NextYear *next, gint64 round_id,
                              const EvidenceTaken *items, gsize count, gsize *ret_taken, GError **error);
