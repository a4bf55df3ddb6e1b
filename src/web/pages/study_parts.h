/* study_parts.h - shared by the pages of self-study: /dot/{year}/tu-hoc/… */
#pragma once
#include "store/study_list.h"
#include "web/pages/personal_parts.h"

#define STUDY_FILE_BYTES ((gsize)10 << 20) /* of all files of one form together */

/* The round of the address and the plan that whoever asks has in it (none for an account of nobody). */
typedef struct {
  RoundHead round;
  StudyPlan plan;
} OwnStudy;
bool own_study (Request *request, Transaction *transaction, OwnStudy *ret, GError **error);
/* Who writes in that round. */
StudyAuthor study_author (Request *request, const RoundHead *round);

/* May whoever asks do this to the plan as it stands?  That it is theirs, or not, is another question. */
bool study_may (Request *request, const StudyPlan *plan, const char *action);

/* The inputs of a plan's texts, named as its columns; and what came in them. */
#define STUDY_TEXT_INPUTS                                                                                    \
  { .name = "subject", .kind = INPUT_TEXT, .label = "Môn học, lĩnh vực", .limit = 200 },                     \
      { .name = "goal", .kind = INPUT_LINES, .label = "Mục tiêu", .limit = 2000 },                           \
      { .name = "content", .kind = INPUT_LINES, .label = "Nội dung", .limit = 6000 },                        \
      { .name = "schedule", .kind = INPUT_TEXT, .label = "Thời gian" },                                      \
  {                                                                                                          \
    .name = "outcome", .kind = INPUT_LINES, .label = "Kết quả mong đợi", .limit = 2000                       \
  }
#define STUDY_PROGRESS_INPUTS                                                                                \
  { .name = "done", .kind = INPUT_TEXT, .label = "Đã hoàn thành (%)", .limit = 20 },                         \
  {                                                                                                          \
    .name = "progress", .kind = INPUT_LINES, .label = "Đã làm được gì", .limit = 6000                        \
  }
StudyText study_text (Request *request);
/* What the form shows before anything was typed: the plan's own words. */
void study_text_defaults (Request *request, const StudyPlan *plan);
void study_progress_defaults (Request *request, const StudyPlan *plan);
/* The input "done" as it is stored, "62.5"; NULL: blank, or none and a field error was reported. */
const char *study_done (Request *request);
/* Reports what a plan still lacks before it can be handed in. */
void study_check_whole (Request *request, const StudyText *text);

/* What the partial "study-plan" shows; a plan that is still being written shows its words to its person only
 * (`own`). */
void study_view (Request *request, const RoundHead *round, const StudyPlan *plan, bool own, Value *object);
/* A stored percentage, "62.5", as people write it; NULL for none. */
const char *study_percent (Arena *arena, const char *stored);
/* Choices for a select: {value, label, chosen}. */
Value *study_choices (Request *request, const char *const *items, gsize count, const char *chosen);

/* ---- lists of people ---- */

#define STUDY_FILTER_INPUTS                                                                                  \
  YEAR_INPUT, { .name = "tim", .kind = INPUT_TEXT, .label = "Tìm" },                                         \
      { .name = "to", .kind = INPUT_TEXT, .label = "Tổ" },                                                   \
  {                                                                                                          \
    .name = "tu", .kind = INPUT_INT, .label = "Từ dòng"                                                   \
  }
/* What these inputs say whom to show, and from which row on. */
StudyFilter study_filter (Request *request, const RoundHead *round, guint page_rows);
/* "tim=…&to=…" of an address that shows the same. */
const char *study_query (Request *request);
/* "departments" and "searched" of a list. */
bool study_view_filter (Request *request, Transaction *transaction, const StudyFilter *filter, Value *page,
                        GError **error);

/* Answers with sheets of the round as one PDF, in `prepare`: everybody's, or one person's (`code` of the list
 * of people, NULL: all). */
bool study_send_sheets (Request *request, const char *code, GError **error);
