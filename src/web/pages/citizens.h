/* citizens.h - everybody's self-assessment: the list as citizens.c shows it, for what citizens_acts.c does
 * with it. */
#pragma once
#include "web/pages/citizen_parts.h"
#include "web/pages/study_parts.h"

/* Whom the address shows ("xem") beside the filter, and which self-assessment stands open ("mo"). */
#define CITIZENS_LIST_INPUTS                                                                                 \
  STUDY_FILTER_INPUTS, { .name = "xem", .kind = INPUT_TEXT, .label = "Xem", .limit = 20 },                   \
  {                                                                                                          \
    .name = "mo", .kind = INPUT_ID, .label = "Mở"                                                          \
  }

/* A GET's read, and what a form shows again after errors. */
bool citizens_show (Request *request, GError **error);
/* "/dot/2026/cong-dan?xem=…&tim=…&to=…&tu=", as it is chosen. */
const char *citizens_address (Request *request, const RoundHead *round);
/* The rows that the address's filter finds, all pages, as the page and files show them. */
bool citizens_rows (Request *request, Transaction *transaction, Value *list, GError **error);
/* Those in a state that the filter finds, and their mark. */
bool citizens_matching (Request *request, Transaction *transaction, const CitizenRound *round,
                        const char *state, RecordChoices *ret, const char **ret_mark, GError **error);
