/* figures.h - every figure, computed once from records, exactly.
 *
 * Report, summary table, minutes, submission letter, manifest and pages read
 * these and never count for themselves, so they cannot disagree. */
#pragma once
#include "model/round.h"

typedef struct {
  guint count, of;
} Share;

typedef struct {
  const RoundIndicator *indicator;
  const Rating *rating; /* NULL: none */
  bool applicable;      /* scheme applies it and the unit does not declare it not applicable */
  bool declared_not_applicable;
  bool has_share;
  Share share; /* measure known */
  bool has_learners;
  Share learners;
  bool threshold_unset; /* a share without measure or threshold */
  bool share_reached;   /* share and learners reach their thresholds; true where there is no share */
  bool met;             /* counts for the title: rated met and share reached; in a point scheme full marks */
  bool provisional;     /* the unit's own unconfirmed measure or threshold decides */
  Decimal points;       /* 0 where not given */
  const Evidence **evidence; /* what backs it, in the list's order */
  gsize evidence_count;
  const Person **assignees;
  gsize assignee_count;
} IndicatorFigures;

/* `max_points`: of its applicable indicators; 0 in a met scheme. */
typedef struct {
  guint met, applicable;
  Decimal points, max_points;
} CriterionFigures;

typedef struct {
  const Person *person;
  bool working;
  Decimal total;       /* of citizen points (qualities: how many are met, x DECIMAL_ONE) */
  guint blanks, below; /* blank indices, indices under the minimum */
  bool rule_met;       /* the citizen scheme's rule */
  bool citizen;        /* rule met, agreed, and working */
} PersonFigures;

typedef struct {
  const Round *round;
  guint people, people_total, citizens;
  PersonFigures *persons;       /* parallel to round->people */
  gsize *by_name;               /* indices of people in Vietnamese name order */
  IndicatorFigures *indicators; /* parallel to scheme->indicators */
  CriterionFigures *criteria;
  guint met, applicable;
  Decimal points;
  const PointClass *point_class; /* point schemes */
  bool title, provisional;
  const IndicatorFigures **missing;
  gsize missing_count;         /* applicable, not met: how far from the title */
  const char **evidence_codes; /* parallel to round->evidence; NULL: no code */
  const char **evidence_marks; /* the same in brackets, as printed in text */
  gsize *evidence_order;       /* indices of evidence as lists print them: by the indicator that
                                  gives the code, then as listed; without a code last */
  Share plan_ranks[8];         /* people per rank of the scheme's scale, by index */
} Figures;

/* Linear in people and evidence (but for sorting names).  round_apply_overrides
 * must have run.  Nothing fails: what is missing counts as no. */
const Figures *figures_compute (const Round *round, Arena *arena);

/* Printed code with brackets "[H1-1.1-01]", or NULL. */
const char *figures_evidence_code (const Figures *figures, const Evidence *evidence);

/* Text of [#name]: "people", "share.3.1" ...; NULL if there is no such figure. */
const char *figures_named (const Figures *figures, Arena *arena, const char *name);

/* "45/47, đạt 95,74%" */
const char *share_text (Arena *arena, Share share);
