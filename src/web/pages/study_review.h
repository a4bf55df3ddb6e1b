/* study_review.h - everybody's plans of self-study: the list as study_review.c shows it, for what
 * study_acts.c does with it. */
#pragma once
#include "web/pages/study_parts.h"

/* Whom the address shows ("xem") beside the filter, and which plan stands open ("mo"). */
#define STUDY_LIST_INPUTS                                                                                    \
  STUDY_FILTER_INPUTS, { .name = "xem", .kind = INPUT_TEXT, .label = "Xem", .limit = 20 },                   \
  {                                                                                                          \
    .name = "mo", .kind = INPUT_ID, .label = "Mở"                                                          \
  }

/* What the address filters by; pages of `page_rows`. */
StudyFilter study_list_filter (Request *request, const RoundHead *round, guint page_rows);
/* "/dot/2026/tu-hoc/danh-sach?xem=…&tim=…&to=…&tu=", as it is chosen. */
const char *study_list_address (Request *request, const RoundHead *round);

/* A GET's read, and what a form shows again after errors. */
bool study_list_show (Request *request, GError **error);
/* The rows that a filter finds, as the page and files show them. */
bool study_list_rows (Request *request, Transaction *transaction, const RoundHead *round,
                      const StudyFilter *filter, Value *list, GError **error);
