/* indicator_store.h - one indicator of a round as its page needs it, in three statements at most.
 *
 * Figures are the model's own (figures_compute) over a Round that holds just what they are counted from: the
 * unit's kind, this indicator's override and rating, all evidence (for codes), and the people where the
 * indicator is a share. */
#pragma once
#include "model/figures.h"
#include "store/scheme_override.h"

#define WRITING_FOR ((gint64)10 * 60 * G_USEC_PER_SEC) /* who typed within it is writing now */

/* What the unit wrote of it; all NULL and 0 where nobody has begun. */
typedef struct {
  gint64 id, version;
  const char *state; /* never NULL: "todo" */
  const char *result, *points, *reason, *current, *strengths, *weaknesses, *improvement, *evidence, *remarks;
} RatingRow;

typedef struct {
  gint64 person_id;
  const char *name, *ended_on; /* ended_on NULL: does it now */
  bool left;                   /* has left the unit */
} IndicatorPerson;

typedef struct {
  gint64 person_id, version;
  const char *name, *result, *points, *text;
} OpinionRow;

typedef struct {
  gint64 account_id, at;
  const char *name;
} Writer;
typedef struct {
  Writer *items;
  gsize count;
} Writers;

typedef struct {
  gint64 round_id;
  const char *round_state;
  Round *round;               /* see above; round->indicators[at] is how the indicator holds here */
  gsize at;                   /* in the scheme */
  const char *citizen_scheme; /* its id */
  StoredOverride override;
  RatingRow rating, before; /* before: of the round of the year before, where its regulation is the same */
  int before_year;          /* 0: none */
  gint64 assignment_id;
  const char *due, *guidance, *method;
  IndicatorPerson *people;
  gsize person_count;
  OpinionRow *opinions;
  gsize opinion_count;
  Writers writers;      /* drafts of the last minutes, one's own among them */
  Writer saved;         /* who changed the rating last; name NULL: nobody yet */
  gint64 *evidence_ids; /* parallel to round->evidence */
  gint64 *evidence_for; /* … too: EVIDENCE_OPEN, or whose account alone sees it beside the office */
} IndicatorPage;

typedef const Scheme *(*IndicatorScheme) (const char *id, void *user);
typedef struct {
  int year;
  const char *indicator;
  gint64 since; /* instant: older drafts are of nobody who is writing */
  const SchemeLibrary *library;
  IndicatorScheme scheme_of;
  void *user;
} IndicatorAsk;

/* `*ret_found` false: no such round, or no such indicator in its scheme. */
bool indicator_page_load (Transaction *transaction, Arena *arena, const IndicatorAsk *ask, IndicatorPage *ret,
                          bool *ret_found, GError **error);

/* The number by which drafts of an indicator's rating go: there may be no record yet. */
gint64 rating_draft_number (Arena *arena, int year, const char *indicator);

/* Who has typed there since that instant, and who saved last: small, for asking again and again.  `saved`'s
 * account_id is the rating's version. */
bool indicator_writers (Transaction *transaction, Arena *arena, gint64 round_id, int year,
                        const char *indicator, gint64 since, Writers *ret, Writer *ret_saved, GError **error);

/* What figures of all indicators need beside overrides and the unit's kind: ratings, evidence, people of a
 * Round that has its scheme, citizen scheme and year.  Three statements. */
bool indicator_round_fill (Transaction *transaction, Arena *arena, gint64 round_id, Round *round,
                           GError **error);

/* A column's rating as the model reads it. */
Rating rating_of_row (Arena *arena, const Indicator *indicator, const RatingRow *row);
