/* citizen.h - people's self-assessments as "Công dân học tập" (citizen schemes: model/citizen.h).
 *
 * What may be done in which state, by whom, stands in model/workflow.def; that a self-assessment is one's own
 * is looked at here.  It is found by its round and person, never by an id that a form sends. */
#pragma once
#include "model/citizen.h"
#include "store/personal.h"

typedef PersonalRecord CitizenAssessment; /* RECORD_citizen_assessment */

/* That of a person; `ret->record.id` 0 if there is none (whose it would be stands there all the same).
 * Error: MSG_DB_NOT_THERE if there is no such person. */
bool citizen_of (Transaction *transaction, Arena *arena, gint64 round_id, gint64 person_id,
                 CitizenAssessment *ret, GError **error);
/* One of the round by its id.  Error: MSG_DB_NOT_THERE. */
bool citizen_load (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, CitizenAssessment *ret,
                   GError **error);
/* What it comes to by the scheme, and by the team's points where it has any (else false).  `own` false: what
 * is being written still counts as blank. */
PersonFigures citizen_figures (Arena *arena, const CitizenScheme *scheme, const Record *record, bool own);
bool citizen_team_figures (Arena *arena, const CitizenScheme *scheme, const Record *record,
                           PersonFigures *ret);

/* ---- by the person ---- */

typedef struct {
  const char *points, *comment; /* the list as citizen_points_json; NULL: blank */
} CitizenWords;

typedef struct {
  gint64 round_id, person_id;
  PermissionSet permissions;
} CitizenAuthor;

/* Writes one's own, and hands it in if `submit`.  Points of one's own end what a colleague entered.  Errors:
 * as record_step; MSG_DB_NOT_THERE if `id` (0: not told) is not one's own. */
bool citizen_write (Transaction *transaction, Arena *arena, const CitizenAuthor *author, gint64 id,
                    gint64 version, const CitizenWords *words, bool submit, GError **error);
bool citizen_withdraw (Transaction *transaction, Arena *arena, const CitizenAuthor *author, gint64 version,
                       GError **error);
/* See entered_see. */
bool citizen_answer_entry (Transaction *transaction, Arena *arena, const CitizenAuthor *author,
                           const char *objection, GError **error);

/* ---- by the team ---- */

typedef struct {
  gint64 round_id, person_id; /* whose */
  gint64 by;                  /* person who enters */
  PermissionSet permissions;
  const char *scan, *scan_name; /* SHA-256 */
} CitizenEntry;

/* Hands in what the signed form says (nhập hộ).  Errors: as record_step; MSG_CITIZEN_ENTER_OWN;
 * MSG_STUDY_ENTER_WRITTEN where the person has written for themselves. */
bool citizen_enter (Transaction *transaction, Arena *arena, const CitizenEntry *entry, gint64 version,
                    const CitizenWords *words, GError **error);

/* The team's differing opinion; no points and no comment: none any more. */
bool citizen_differ (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, gint64 version,
                     PermissionSet permissions, const char *points, const char *comment, GError **error);

typedef enum { CITIZEN_AGREE, CITIZEN_DISAGREE, CITIZEN_PROPOSED } CitizenDecision;
/* Decides of each that is accepted and still as it was chosen.  Whoever does not meet the scheme's rule is
 * not agreed to (the person is left); CITIZEN_PROPOSED agrees to those who meet it by their own points and by
 * the team's, where it has any, and to nobody else. */
bool citizens_decide (Transaction *transaction, Arena *arena, const CitizenScheme *scheme, gint64 round_id,
                      CitizenDecision decision, const char *reason, const RecordChoices *choices,
                      PermissionSet permissions, PersonalOutcome *ret, GError **error);

/* ---- the list ---- */

typedef struct {
  gint64 person_id, id, version; /* id 0: no self-assessment */
  const char *code, *name, *position, *department, *state, *reason, *rank;
  bool found; /* by the filter's search and department */
  bool entered, objected, decided, agreed, differs;
  PersonFigures figures; /* by the person's own points; what is being written still counts as blank */
  PersonFigures team;    /* by the team's, where it differs */
} CitizenRow;

typedef struct {
  guint people, none, draft, submitted, returned, accepted, undecided, citizens, objected;
} CitizenCounts;

typedef struct {
  CitizenRow *items;
  gsize count;
  CitizenCounts counts; /* of everybody, found or not */
} CitizenList;

typedef struct {
  gint64 round_id;
  int year;                        /* of the round: who works in the unit at its end is listed */
  const char *search, *department; /* NULL: all */
} CitizenFilter;

/* Everybody at work, by one statement. */
bool citizen_list (Transaction *transaction, Arena *arena, const CitizenScheme *scheme,
                   const CitizenFilter *filter, CitizenList *ret, GError **error);
/* Is the row one of those?  A state, "none", "undecided", "citizen", "other" (not counted), "objected"; NULL:
 * all. */
bool citizen_row_is (const CitizenRow *row, const char *show);
/* The measure citizen of figures.h. */
Share citizen_share (const CitizenCounts *counts);
