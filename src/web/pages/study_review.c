/* study_review.c - everybody's plans of self-study: found as one types, one opened beside the list. */
#include "web/pages/study_review.h"
#include "web/export.h"
#include "web/pages/pages.h"
#include "web/paging.h"
#include <string.h>

#define PAGE_ROWS 100

/* What the address calls whom to show, the list's own word for it, and the tab. */
static const struct {
  const char *name, *show, *label;
} shows[] = { { "tat-ca", NULL, "Tất cả" },
              { "cho-duyet", "submitted", "Chờ duyệt" },
              { "chua-co", "none", "Chưa có" },
              { "dang-viet", "draft", "Đang viết" },
              { "tra-lai", "returned", "Trả lại" },
              { "da-duyet", "approved", "Đã duyệt" },
              { "chua-xep", "unranked", "Chưa xếp loại" },
              { "co-y-kien", "objected", "Có ý kiến" } };

static const InputSpec list_inputs[] = { STUDY_LIST_INPUTS, { 0 } };

/* ---- the filter ---- */

/* Index in `shows`; what nobody calls anything is all. */
static gsize
shown (Request *request)
{
  const char *name = request_text (request, "xem");
  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (shows); i++)
    if (strcmp (shows[i].name, name) == 0)
      return i;
  return 0;
}

StudyFilter
study_list_filter (Request *request, const RoundHead *round, guint page_rows)
{
  StudyFilter filter = study_filter (request, round, page_rows);
  filter.show = shows[shown (request)].show;
  return filter;
}

/* "xem=…&tim=…&to=…" with another choice of whom to show. */
static const char *
query_of (Request *request, gsize show)
{
  return arena_concat (request_arena (request), "xem=", shows[show].name, "&", study_query (request), NULL);
}

static const char *
address_of (Request *request, const RoundHead *round, gsize show, const char *end)
{
  return arena_concat (request_arena (request), round_path (request, round->year, "tu-hoc/danh-sach?"),
                       query_of (request, show), end, NULL);
}

const char *
study_list_address (Request *request, const RoundHead *round)
{
  return address_of (request, round, shown (request), "&tu=");
}

/* ---- the list ---- */

typedef struct {
  Request *request;
  RoundHead round;
  StudyFilter filter;
  Value *page;
  gint64 open;             /* the plan beside the list; 0: none */
  gint64 next;             /* one that waits behind it */
  const GPtrArray *ticked; /* NULL: none */
} Listing;

/* How many stand under a tab. */
static guint
count_of (const StudyCounts *counts, gsize show)
{
  const guint numbers[G_N_ELEMENTS (shows)] = { counts->people,
                                                counts->submitted,
                                                counts->none,
                                                counts->draft,
                                                counts->returned,
                                                counts->approved,
                                                counts->approved - counts->ranked,
                                                counts->objected };
  return numbers[show];
}

static void
add_tabs (Listing *listing, const StudyCounts *counts)
{
  Request *request = listing->request;
  Value *tabs = value_list (request_arena (request));
  for (gsize i = 0; i < G_N_ELEMENTS (shows); i++) {
    guint number = count_of (counts, i);
    if (number == 0 && i != 0 && i != shown (request)) /* nobody to look for there */
      continue;
    Value *tab = value_object (request_arena (request));
    value_set_text (tab, "path", address_of (request, &listing->round, i, "&tu=0"));
    value_set_text (tab, "label", shows[i].label);
    value_set_text (tab, "count", arena_int (request_arena (request), number));
    value_set_bool (tab, "current", i == shown (request));
    value_append (tabs, tab);
  }
  value_set (listing->page, "tabs", tabs);
  value_set_text (listing->page, "tabs_label", "Trạng thái của kế hoạch");
  value_set_text (listing->page, "share", share_text (request_arena (request), study_share (counts)));
  value_set_int (listing->page, "ranked", counts->ranked);
  value_set_int (listing->page, "approved", counts->approved);
}

/* Columns of study_plan_page. */
enum {
  ROW_PERSON,
  ROW_CODE,
  ROW_NAME,
  ROW_POSITION,
  ROW_DEPARTMENT,
  ROW_PLAN,
  ROW_VERSION,
  ROW_STATE,
  ROW_SUBJECT,
  ROW_DONE,
  ROW_RANK,
  ROW_ENTERED,
  ROW_OBJECTED
};

static Value *
row_value (Listing *listing, const Rows *rows)
{
  Arena *arena = request_arena (listing->request);
  Value *row = value_object (arena);
  const char *state = rows_text_dup (rows, ROW_STATE, arena);
  gint64 plan = rows_int (rows, ROW_PLAN), person = rows_int (rows, ROW_PERSON);
  bool none = strcmp (state, "none") == 0, draft = strcmp (state, "draft") == 0;
  value_set_int (row, "person_id", person);
  value_set_text (row, "code", rows_text_dup (rows, ROW_CODE, arena));
  value_set_text (row, "name", rows_text_dup (rows, ROW_NAME, arena));
  value_set_text (row, "position", rows_text_dup (rows, ROW_POSITION, arena));
  value_set_text (row, "department", rows_text_dup (rows, ROW_DEPARTMENT, arena));
  value_set_int (row, "plan_id", plan);
  const char *choice = none ? NULL : choice_text (arena, plan, rows_int (rows, ROW_VERSION));
  value_set_text (row, "choice", choice);
  value_set_bool (
      row, "ticked",
      choice != NULL && listing->ticked != NULL
          && g_ptr_array_find_with_equal_func ((GPtrArray *)listing->ticked, choice, g_str_equal, NULL));
  value_set_text (row, "subject", draft ? NULL : rows_text_dup (rows, ROW_SUBJECT, arena));
  value_set_text (row, "done", study_percent (arena, rows_text (rows, ROW_DONE)));
  value_set_text (row, "rank", rows_text_dup (rows, ROW_RANK, arena));
  value_set_bool (row, "entered", rows_int (rows, ROW_ENTERED) != 0);
  value_set_bool (row, "objected", rows_int (rows, ROW_OBJECTED) != 0);
  value_set_bool (row, "none", none);
  value_set_bool (row, "open", plan != 0 && plan == listing->open);
  view_state (row, "study_plan", state);
  if (none)
    value_set_text (row, "state_words", "chưa có");
  return row;
}

/* The rows; `next`: the first that waits for approval behind the one that is open. */
static bool
read_rows (Listing *listing, Transaction *transaction, Value *list, GError **error)
{
  Arena *arena = request_arena (listing->request);
  GError *local = NULL;
  bool passed = false;
  g_autoptr (Rows) rows = study_plan_page (transaction, arena, &listing->filter, error);
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    gint64 plan = rows_int (rows, ROW_PLAN);
    if (passed && listing->next == 0 && strcmp (rows_text (rows, ROW_STATE), "submitted") == 0)
      listing->next = plan;
    passed = passed || (plan != 0 && plan == listing->open);
    value_append (list, row_value (listing, rows));
  }
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

/* The state whose plans may be chosen under this tab: what waits is approved or returned, what is approved
 * is classified. */
static const char *
choosable (Request *request)
{
  const char *show = shows[shown (request)].show;
  if (g_strcmp0 (show, "submitted") == 0 && request_may (request, PERMISSION_STUDY_REVIEW))
    return "submitted";
  bool approved = g_strcmp0 (show, "approved") == 0 || g_strcmp0 (show, "unranked") == 0;
  return approved && request_may (request, PERMISSION_STUDY_CLASSIFY) ? "approved" : NULL;
}

static bool
add_choosing (Listing *listing, Transaction *transaction, gint64 count, gsize rows, GError **error)
{
  const char *state = choosable (listing->request), *mark = NULL;
  RecordChoices all = { 0 };
  bool more = state != NULL && count > (gint64)rows;
  if (more
      && !study_plan_matching (transaction, request_arena (listing->request), &listing->filter, state, &all,
                               &mark, error))
    return false;
  value_set_bool (listing->page, "choose", state != NULL && rows > 0);
  value_set_bool (listing->page, "review", g_strcmp0 (state, "submitted") == 0);
  value_set_bool (listing->page, "classify", g_strcmp0 (state, "approved") == 0);
  value_set_bool (listing->page, "more", more);
  value_set_int (listing->page, "all", (gint64)all.count);
  value_set_text (listing->page, "mark", mark);
  return true;
}

/* ---- the plan beside the list ---- */

static bool
add_open (Listing *listing, Transaction *transaction, GError **error)
{
  Request *request = listing->request;
  Arena *arena = request_arena (request);
  Value *beside = value_object (arena);
  StudyPlan plan;
  value_set_bool (listing->page, "any_open", listing->open != 0);
  if (listing->open == 0)
    return true;
  if (!study_plan_load (transaction, arena, listing->round.id, listing->open, &plan, error)
      || !view_history (request, transaction, "study_plan", listing->open, beside, error))
    return false;
  bool own = record_int (&plan.record, "person_id") == request_identity (request)->person_id;
  study_view (request, &listing->round, &plan, own, beside);
  value_set_bool (beside, "own", own);
  value_set_text (beside, "choice", choice_text (arena, plan.record.id, plan.record.version));
  value_set_text (beside, "next_id", listing->next != 0 ? arena_int (arena, listing->next) : NULL);
  value_set_bool (beside, "may_approve", study_may (request, &plan, "approve"));
  value_set_bool (beside, "may_reopen", study_may (request, &plan, "reopen"));
  value_set_bool (beside, "may_classify", study_may (request, &plan, "classify"));
  value_set_bool (beside, "may_enter",
                  !own && study_may (request, &plan, "enter")
                      && (plan.entered_by != NULL || study_plan_is_blank (&plan)
                          || study_may (request, &plan, "progress")));
  value_set_bool (beside, "waits_for_answer",
                  record_text (&plan.record, "objection") != NULL
                      && record_text (&plan.record, "objection_answer") == NULL
                      && request_may (request, PERMISSION_STUDY_REVIEW));
  value_set_int (beside, "person_id", record_int (&plan.record, "person_id"));
  value_set (beside, "ranks",
             study_choices (request, listing->round.scheme->plan_ranks,
                            listing->round.scheme->plan_rank_count, record_text (&plan.record, "rank")));
  value_set (listing->page, "beside", beside);
  return true;
}

bool
study_list_rows (Request *request, Transaction *transaction, const RoundHead *round,
                 const StudyFilter *filter, Value *list, GError **error)
{
  Listing listing = { .request = request, .round = *round, .filter = *filter };
  return read_rows (&listing, transaction, list, error);
}

/* All that the filter finds: known already, unless something was looked for. */
static bool
count_found (Listing *listing, Transaction *transaction, const StudyCounts *counts, gint64 *ret,
             GError **error)
{
  const StudyFilter *filter = &listing->filter;
  *ret = count_of (counts, shown (listing->request));
  return (filter->search == NULL && filter->department == NULL)
         || study_plan_count (transaction, request_arena (listing->request), filter, ret, error);
}

/* What surrounds the rows. */
static bool
add_frame (Listing *listing, Transaction *transaction, const StudyCounts *counts, gsize rows, GError **error)
{
  Request *request = listing->request;
  Arena *arena = request_arena (request);
  Value *page = listing->page;
  gint64 count = (gint64)rows;
  bool whole = listing->filter.start == 0 && rows < PAGE_ROWS;
  if ((!whole && !count_found (listing, transaction, counts, &count, error))
      || !add_choosing (listing, transaction, count, rows, error)
      || !study_view_filter (request, transaction, &listing->filter, page, error))
    return false;
  const char *query = query_of (request, shown (request));
  value_set_int (page, "round_year", listing->round.year);
  value_set_text (page, "here", round_path (request, listing->round.year, "tu-hoc"));
  value_set_text (page, "results", round_path (request, listing->round.year, "ket-qua-nam"));
  value_set_text (page, "query", query);
  value_set_text (page, "show", shows[shown (request)].name);
  value_set_bool (page, "may_enter", request_may (request, PERMISSION_ENTER_FOR));
  value_set (page, "ranks",
             study_choices (request, listing->round.scheme->plan_ranks,
                            listing->round.scheme->plan_rank_count, request_text (request, "rank")));
  view_paging (arena, page,
               &(Paging){ study_list_address (request, &listing->round), listing->filter.start, PAGE_ROWS,
                          rows, count });
  export_links (request, page, round_path (request, listing->round.year, "tu-hoc/danh-sach/tai-ve"), query);
  return true;
}

bool
study_list_show (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  g_autoptr (GPtrArray) ticked = request_list (request, "chon");
  Listing listing = { .request = request, .page = value_object (arena), .ticked = ticked };
  StudyCounts counts = { 0 };
  Value *rows = value_list (arena);
  bool may_open = request_may (request, PERMISSION_STUDY_CLASSIFY);
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !round_head (request, transaction, &listing.round, error))
    return false;
  listing.open = may_open ? request_int (request, "mo", 0) : 0;
  listing.filter = study_list_filter (request, &listing.round, PAGE_ROWS);
  if (!study_counts (transaction, arena, listing.round.id, listing.round.year, &counts, error)
      || !read_rows (&listing, transaction, rows, error) || !add_open (&listing, transaction, error)
      || !add_frame (&listing, transaction, &counts, value_length (rows), error))
    return false;
  add_tabs (&listing, &counts);
  value_set (listing.page, "rows", rows);
  value_set_bool (listing.page, "any", value_length (rows) > 0);
  value_set_bool (listing.page, "may_open", may_open);
  request_show (request, value_view (listing.page));
  return true;
}

const Route study_review_routes[] = {
  { METHOD_GET, "/dot/{year}/tu-hoc/danh-sach", PERMISSION_ROUND_READ,
    "Everybody's plans of self-study: how they stand, one opened beside", "Kế hoạch tự học của mọi người",
    list_inputs, study_list_show, NULL, NULL, "study_list" },
  { 0 },
};
