/* citizen_parts.h - shared by the pages of "Công dân học tập": /dot/{year}/cong-dan/… */
#pragma once
#include "store/citizen.h"
#include "store/unit.h"
#include "web/pages/personal_parts.h"

typedef struct {
  RoundHead head;
  RoundFacts facts;
  gint64 version;              /* of the round's facts */
  const CitizenScheme *scheme; /* shared */
} CitizenRound;
/* The round of the address's year and the citizen scheme that holds in it. */
bool citizen_round (Request *request, Transaction *transaction, CitizenRound *ret, GError **error);

/* One input for each index (those that the scheme lacks stay blank), named as the items of the record's list.
 */
#define CITIZEN_INDEX_INPUT(n)                                                                               \
  {                                                                                                          \
    .name = "points." #n, .kind = INPUT_TEXT, .label = "Chỉ số " #n, .limit = 20                             \
  }
#define CITIZEN_INDEX_INPUTS                                                                                 \
  CITIZEN_INDEX_INPUT (1), CITIZEN_INDEX_INPUT (2), CITIZEN_INDEX_INPUT (3), CITIZEN_INDEX_INPUT (4),        \
      CITIZEN_INDEX_INPUT (5), CITIZEN_INDEX_INPUT (6), CITIZEN_INDEX_INPUT (7), CITIZEN_INDEX_INPUT (8),    \
      CITIZEN_INDEX_INPUT (9), CITIZEN_INDEX_INPUT (10)
#define CITIZEN_WORDS_INPUTS                                                                                 \
  CITIZEN_INDEX_INPUTS,                                                                                      \
  {                                                                                                          \
    .name = "comment", .kind = INPUT_LINES, .label = "Nhận xét của bản thân", .limit = 2000                  \
  }

/* What came in these inputs as the record keeps it; reports what is no number of the scheme, and where
 * `whole` what is blank. */
const char *citizen_points_typed (Request *request, const CitizenScheme *scheme, bool whole);
/* What the form shows before anything was typed. */
void citizen_points_default (Request *request, const CitizenScheme *scheme, const char *points);
/* For the partial "citizen-fields": "indices", and the scheme's rule as text and as data for the script. */
void citizen_view_fields (Request *request, const CitizenScheme *scheme, Value *page);

/* What figures come to: total, total_of, rule_met, rule_why. */
void citizen_view_result (Arena *arena, const CitizenScheme *scheme, const PersonFigures *figures,
                          Value *object);
/* What the partial "citizen-points" shows; while it is being written its person only (`own`) reads it. */
void citizen_view (Request *request, const CitizenRound *round, const CitizenAssessment *assessment, bool own,
                   Value *object);
/* May whoever asks do this to the self-assessment as it stands?  That it is theirs is another question. */
bool citizen_may (Request *request, const CitizenAssessment *assessment, const char *action);

/* Indicators that the share of citizens decides, with their share, threshold and whether it is reached: a
 * list "indicators" of the page. */
bool citizen_view_indicators (Request *request, Transaction *transaction, Share share, Value *page,
                              GError **error);
