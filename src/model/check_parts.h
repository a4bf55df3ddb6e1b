/* check_parts.h - the checks by subject; private to check*.c. */
#pragma once
#include "model/check.h"

typedef struct {
  const Round *round;
  const Figures *figures;
  Findings *findings;
  Arena *arena;         /* of the findings */
  GHashTable *evidence; /* key -> Evidence */
  bool people_unread;   /* the staff table gave nobody and the reader said why */
  bool results_unread;  /* the same of the results: shares mean nothing then */
} Check;

void check_overrides (Check *check); /* check_overrides.c: the unit's changes of the scheme */
void check_people (Check *check);    /* check_people.c: who is named and unknown */
void check_person (Check *check, const PersonRef *ref, const char *where);
void check_papers (Check *check);        /* check_papers.c: dates, numbers, legal bases, due date */
void check_assignments (Check *check);   /* check_ratings.c: also improvements */
void check_ratings (Check *check);       /* check_ratings.c: one by one, and those that lack */
void check_shares (Check *check);        /* check_shares.c: rating against share and threshold */
void check_evidence (Check *check);      /* check_evidence.c */
void check_meetings (Check *check);      /* check_meetings.c: presence, quorum, votes */
void check_texts (Check *check);         /* check_texts.c: [@key] and [#name] */
void check_abbreviations (Check *check); /* check_abbreviations.c */

/* Every text that a person wrote in sentences, in the order of the file; `markdown` false for guidance.
 * NULL texts are left out.  `where` lives in the check's arena. */
typedef void CheckTextVisitor (Check *check, const char *where, const char *text, bool markdown, void *user);
void check_each_text (Check *check, CheckTextVisitor *visit, void *user);

/* "/ratings/3" + "result"; NULL tail gives the row itself. */
const char *check_place (Check *check, const char *list, gsize index, const char *tail);

/* Where an indicator's rating stands; "/ratings" if it has none. */
const char *check_rating_place (Check *check, const IndicatorFigures *item);

/* Reports an id that the scheme lacks. */
void check_indicator (Check *check, const char *id, const Indicator *indicator, const char *where);
