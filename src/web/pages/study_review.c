/* study_review.c - everybody's plans of self-study: found, opened beside the list, approved or returned or
 * classified many at once. */
#include "base/text.h"
#include "web/export.h"
#include "web/pages/pages.h"
#include "web/pages/study_parts.h"
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

#define FILTER_INPUTS                                                                                        \
  YEAR_INPUT, { .name = "tim", .kind = INPUT_TEXT, .label = "Tìm" },                                         \
      { .name = "to", .kind = INPUT_TEXT, .label = "Tổ" },                                                   \
      { .name = "xem", .kind = INPUT_TEXT, .label = "Xem", .limit = 20 },                                    \
      { .name = "tu", .kind = INPUT_INT, .label = "Từ dòng" },                                               \
  {                                                                                                          \
    .name = "mo", .kind = INPUT_ID, .label = "Mở"                                                          \
  }
#define CHOICE_INPUTS                                                                                        \
  { .name = "chon", .kind = INPUT_LIST, .label = "Kế hoạch" },                                               \
      { .name = "tat_ca", .kind = INPUT_FLAG, .label = "Cả danh sách" },                                     \
      { .name = "dau", .kind = INPUT_TEXT, .label = "Dấu của danh sách", .limit = 40 },                      \
  {                                                                                                          \
    .name = "tiep", .kind = INPUT_ID, .label = "Mở tiếp"                                                 \
  }

static const char *const actions[] = { "approve", "return", "reopen", NULL };

static const InputSpec list_inputs[] = { FILTER_INPUTS, { 0 } };
static const InputSpec export_inputs[] = { FILTER_INPUTS, EXPORT_INPUT, { 0 } };
static const InputSpec review_inputs[] = {
  FILTER_INPUTS,
  CHOICE_INPUTS,
  { .name = "viec", .kind = INPUT_CHOICE, .required = true, .label = "Việc", .choices = actions },
  { .name = "remarks", .kind = INPUT_LINES, .label = "Cần sửa gì", .limit = 2000 },
  { 0 },
};
static const InputSpec classify_inputs[] = {
  FILTER_INPUTS,
  CHOICE_INPUTS,
  { .name = "rank", .kind = INPUT_TEXT, .label = "Xếp loại", .limit = 60 },
  { .name = "rank_remarks", .kind = INPUT_LINES, .label = "Nhận xét", .limit = 2000 },
  { 0 },
};
static const InputSpec answer_inputs[] = {
  YEAR_INPUT,
  { .name = "id", .kind = INPUT_ID, .required = true, .label = "Kế hoạch" },
  { .name = "version", .kind = INPUT_INT, .required = true, .label = "Bản" },
  { .name = "answer", .kind = INPUT_LINES, .required = true, .label = "Trả lời", .limit = 2000 },
  { 0 },
};
static const InputSpec year_inputs[] = { YEAR_INPUT, { 0 } };

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

static StudyFilter
read_filter (Request *request, const RoundHead *round)
{
  return (StudyFilter){ .round_id = round->id,
                        .year = round->year,
                        .search = request_text (request, "tim"),
                        .department = request_text (request, "to"),
                        .show = shows[shown (request)].show,
                        .start = (guint)CLAMP (request_int (request, "tu", 0), 0, 1000000),
                        .count = PAGE_ROWS };
}

static const char *
escaped (Arena *arena, const char *text)
{
  g_autofree char *packed = g_uri_escape_string (text != NULL ? text : "", NULL, false);
  return arena_strdup (arena, packed);
}

/* "xem=…&tim=…&to=…" with another choice of whom to show. */
static const char *
query_of (Request *request, gsize show)
{
  Arena *arena = request_arena (request);
  return arena_concat (arena, "xem=", shows[show].name,
                       "&tim=", escaped (arena, request_text (request, "tim")),
                       "&to=", escaped (arena, request_text (request, "to")), NULL);
}

static const char *
list_address (Request *request, const RoundHead *round, gsize show, guint start)
{
  Arena *arena = request_arena (request);
  const char *path = round_path (request, round->year, "tu-hoc/danh-sach?");
  return start == 0 ? arena_concat (arena, path, query_of (request, show), NULL)
                    : arena_printf (arena, "%s%s&tu=%u", path, query_of (request, show), start);
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

static void
add_tabs (Listing *listing, const StudyCounts *counts)
{
  Request *request = listing->request;
  const guint numbers[G_N_ELEMENTS (shows)] = { counts->people,
                                                counts->submitted,
                                                counts->none,
                                                counts->draft,
                                                counts->returned,
                                                counts->approved,
                                                counts->approved - counts->ranked,
                                                counts->objected };
  Value *tabs = value_list (request_arena (request));
  for (gsize i = 0; i < G_N_ELEMENTS (shows); i++) {
    if (numbers[i] == 0 && i != 0 && i != shown (request)) /* nobody to look for there */
      continue;
    Value *tab = value_object (request_arena (request));
    value_set_text (tab, "path", list_address (request, &listing->round, i, 0));
    value_set_text (tab, "label", shows[i].label);
    value_set_text (tab, "count", arena_int (request_arena (request), numbers[i]));
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

static const char *
done_shown (Arena *arena, const char *stored)
{
  Decimal done = DECIMAL_UNSET;
  return stored != NULL && decimal_parse (stored, &done) ? decimal_vietnamese (arena, done) : NULL;
}

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
  const char *choice = none ? NULL
                            : arena_printf (arena, "%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT, plan,
                                            rows_int (rows, ROW_VERSION));
  value_set_text (row, "choice", choice);
  value_set_bool (
      row, "ticked",
      choice != NULL && listing->ticked != NULL
          && g_ptr_array_find_with_equal_func ((GPtrArray *)listing->ticked, choice, g_str_equal, NULL));
  value_set_text (row, "subject", draft ? NULL : rows_text_dup (rows, ROW_SUBJECT, arena));
  value_set_text (row, "done", done_shown (arena, rows_text (rows, ROW_DONE)));
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

static void
add_pages (Listing *listing, gint64 count, gsize shown_rows)
{
  const StudyFilter *filter = &listing->filter;
  Request *request = listing->request;
  gsize show = shown (request);
  guint last = filter->start + (guint)shown_rows;
  value_set_int (listing->page, "count", count);
  value_set_int (listing->page, "first", shown_rows > 0 ? filter->start + 1 : 0);
  value_set_int (listing->page, "last", last);
  value_set_text (listing->page, "previous",
                  filter->start > 0 ? list_address (request, &listing->round, show,
                                                    filter->start > PAGE_ROWS ? filter->start - PAGE_ROWS : 0)
                                    : NULL);
  value_set_text (listing->page, "next",
                  last < count ? list_address (request, &listing->round, show, last) : NULL);
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
      || !study_view_history (request, transaction, listing->open, beside, error))
    return false;
  bool own = record_int (&plan.record, "person_id") == request_identity (request)->person_id;
  study_view (request, &listing->round, &plan, own, beside);
  value_set_bool (beside, "own", own);
  value_set_text (
      beside, "choice",
      arena_printf (arena, "%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT, plan.record.id, plan.record.version));
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

static bool
show_list (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  g_autoptr (GPtrArray) ticked = request_list (request, "chon");
  Listing listing = {
    .request = request, .page = value_object (arena), .open = request_int (request, "mo", 0), .ticked = ticked
  };
  StudyCounts counts = { 0 };
  Lines departments = { 0 };
  Value *rows = value_list (arena);
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !round_head (request, transaction, &listing.round, error))
    return false;
  listing.filter = read_filter (request, &listing.round);
  bool may_open = request_may (request, PERMISSION_STUDY_CLASSIFY);
  if (!may_open)
    listing.open = 0;
  if (!study_counts (transaction, arena, listing.round.id, listing.round.year, &counts, error)
      || !study_departments (transaction, arena, &departments, error)
      || !read_rows (&listing, transaction, rows, error) || !add_open (&listing, transaction, error))
    return false;
  gint64 count = (gint64)value_length (rows);
  bool whole = listing.filter.start == 0 && count < PAGE_ROWS;
  if ((!whole && !study_plan_count (transaction, arena, &listing.filter, &count, error))
      || !add_choosing (&listing, transaction, count, value_length (rows), error))
    return false;
  Value *page = listing.page;
  value_set_int (page, "round_year", listing.round.year);
  value_set_text (page, "here", round_path (request, listing.round.year, "tu-hoc"));
  value_set_text (page, "query", query_of (request, shown (request)));
  value_set_text (page, "show", shows[shown (request)].name);
  value_set_text (page, "start", arena_int (arena, listing.filter.start));
  value_set (page, "rows", rows);
  value_set_bool (page, "any", value_length (rows) > 0);
  value_set_bool (page, "searched", listing.filter.search != NULL || listing.filter.department != NULL);
  value_set_bool (page, "may_open", may_open);
  value_set_bool (page, "may_enter", request_may (request, PERMISSION_ENTER_FOR));
  value_set (page, "departments",
             study_choices (request, departments.items, departments.count, listing.filter.department));
  value_set (page, "ranks",
             study_choices (request, listing.round.scheme->plan_ranks, listing.round.scheme->plan_rank_count,
                            request_text (request, "rank")));
  add_tabs (&listing, &counts);
  add_pages (&listing, count, value_length (rows));
  export_links (request, page, round_path (request, listing.round.year, "tu-hoc/danh-sach/tai-ve"),
                query_of (request, shown (request)));
  request_show (request, value_view (page));
  return true;
}

/* ---- many at once ---- */

/* "12.3": plan 12 as it was at its version 3. */
static bool
read_choice (const char *text, RecordChoice *ret)
{
  g_auto (GStrv) parts = g_strsplit (text, ".", 2);
  guint64 id = 0, version = 0;
  if (parts[0] == NULL || parts[1] == NULL
      || !g_ascii_string_to_unsigned (parts[0], 10, 1, G_MAXINT64, &id, NULL)
      || !g_ascii_string_to_unsigned (parts[1], 10, 1, G_MAXINT64, &version, NULL))
    return false;
  *ret = (RecordChoice){ (gint64)id, (gint64)version };
  return true;
}

/* Those ticked, or all that the filter finds if they are the same still. */
static bool
read_choices (Request *request, Transaction *transaction, const RoundHead *round, const char *state,
              RecordChoices *ret, GError **error)
{
  g_autoptr (GPtrArray) ticked = request_list (request, "chon");
  RecordChoices choices = { 0 };
  const char *mark = NULL;
  if (request_flag (request, "tat_ca")) {
    StudyFilter filter = read_filter (request, round);
    if (!study_plan_matching (transaction, request_arena (request), &filter, state, &choices, &mark, error))
      return false;
    if (g_strcmp0 (mark, request_text (request, "dau")) != 0)
      return request_refuse (request, error, 409, MSG_STUDY_LIST_CHANGED, NULL);
  } else
    for (guint i = 0; i < ticked->len; i++) {
      RecordChoice choice;
      if (read_choice (g_ptr_array_index (ticked, i), &choice))
        ARENA_PUSH (request_arena (request), choices.items, choices.count) = choice;
    }
  if (choices.count == 0)
    request_field_error (request, "chon", MSG_STUDY_NONE_CHOSEN, NULL);
  *ret = choices;
  return true;
}

static void
tell_outcome (Request *request, const char *words, const StudyOutcome *outcome)
{
  Arena *arena = request_arena (request);
  const char *done = decimal_group (arena, (gint64)outcome->done), *left = NULL;
  const gsize named = MIN (outcome->left.count, 5);
  for (gsize i = 0; i < named; i++)
    left = left == NULL ? outcome->left.items[i]
                        : arena_concat (arena, left, ", ", outcome->left.items[i], NULL);
  if (outcome->left.count > named)
    left = arena_printf (arena, "%s và %" G_GSIZE_FORMAT " người nữa", left, outcome->left.count - named);
  if (left == NULL)
    request_notice (request, MSG_STUDY_DONE_MANY, words, done, NULL);
  else
    request_notice (request, MSG_STUDY_DONE_LEFT, words, done, left, NULL);
}

/* Back to the list as it was, at the next plan that waits. */
static void
go_back (Request *request, const RoundHead *round)
{
  Arena *arena = request_arena (request);
  guint start = (guint)CLAMP (request_int (request, "tu", 0), 0, 1000000);
  const char *address = list_address (request, round, shown (request), start);
  gint64 next = request_int (request, "tiep", 0);
  request_redirect (request,
                    next != 0 ? arena_printf (arena, "%s&mo=%" G_GINT64_FORMAT, address, next) : address);
}

static bool
step_all (Request *request, Transaction *transaction, const char *action, const char *state,
          const char *words, RecordFields fields, GError **error)
{
  RoundHead round;
  RecordChoices choices;
  StudyOutcome outcome = { 0 };
  if (!round_head (request, transaction, &round, error)
      || !read_choices (request, transaction, &round, state, &choices, error))
    return false;
  if (request_has_errors (request))
    return request_invalid (request, error);
  if (!study_plans_step (transaction, request_arena (request), round.id, action, &choices,
                         request_identity (request)->permissions, fields, &outcome, error))
    return false;
  tell_outcome (request, words, &outcome);
  go_back (request, &round);
  return true;
}

static bool
write_review (Request *request, Transaction *transaction, GError **error)
{
  const char *action = request_text (request, "viec"), *remarks = request_text (request, "remarks");
  bool approve = strcmp (action, "approve") == 0, reopen = strcmp (action, "reopen") == 0;
  if (!approve && remarks == NULL)
    request_field_error (request, "remarks", MSG_STUDY_RETURN_WHY, NULL);
  /* What is opened again is no longer what was classified. */
  const AuditField fields[]
      = { { "remarks", approve ? NULL : remarks }, { "rank", NULL }, { "rank_remarks", NULL } };
  return step_all (request, transaction, action, reopen ? "approved" : "submitted",
                   approve  ? "Đã duyệt"
                   : reopen ? "Đã mở lại"
                            : "Đã trả lại",
                   (RecordFields){ fields, G_N_ELEMENTS (fields) }, error);
}

static bool
write_classify (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  const char *rank = request_text (request, "rank");
  bool known = rank == NULL;
  if (!round_head (request, transaction, &round, error))
    return false;
  for (gsize i = 0; i < round.scheme->plan_rank_count && !known; i++)
    known = strcmp (round.scheme->plan_ranks[i], rank) == 0;
  if (!known)
    request_field_error (request, "rank", MSG_STUDY_RANK_UNKNOWN, NULL);
  const AuditField fields[]
      = { { "rank", rank }, { "rank_remarks", request_text (request, "rank_remarks") } };
  /* Of many at once nobody's remarks are touched. */
  gsize count = request_flag (request, "tat_ca") || request_int (request, "mo", 0) == 0 ? 1 : 2;
  return step_all (request, transaction, "classify", "approved",
                   rank != NULL ? "Đã xếp loại" : "Đã bỏ xếp loại", (RecordFields){ fields, count }, error);
}

static bool
write_objection_answer (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  gint64 id = request_int (request, "id", 0);
  if (!round_head (request, transaction, &round, error))
    return false;
  request_notice (request, MSG_STUDY_ANSWERED, NULL);
  request_redirect (request, arena_printf (request_arena (request), "%s?mo=%" G_GINT64_FORMAT,
                                           round_path (request, round.year, "tu-hoc/danh-sach"), id));
  return study_plan_answer_objection (transaction, request_arena (request), round.id, id,
                                      request_int (request, "version", 0), request_text (request, "answer"),
                                      error);
}

/* ---- as files ---- */

static bool
prepare_export (Request *request, GError **error)
{
  static const ExportColumn columns[] = { { "code", { "Mã", 10, COLUMN_TEXT } },
                                          { "name", { "Họ và tên", 28, COLUMN_TEXT } },
                                          { "position", { "Chức vụ", 20, COLUMN_TEXT } },
                                          { "department", { "Tổ", 18, COLUMN_TEXT } },
                                          { "state_words", { "Kế hoạch", 14, COLUMN_TEXT } },
                                          { "subject", { "Môn học, lĩnh vực", 28, COLUMN_TEXT } },
                                          { "done", { "Đã hoàn thành (%)", 12, COLUMN_TEXT } },
                                          { "rank", { "Xếp loại", 12, COLUMN_TEXT } } };
  static const ExportSpec spec = { "ke-hoach-tu-hoc", "Kế hoạch tự học", columns, G_N_ELEMENTS (columns) };
  Listing listing = { .request = request };
  Value *rows = value_list (request_arena (request));
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !round_head (request, transaction, &listing.round, error))
    return false;
  listing.filter = read_filter (request, &listing.round);
  listing.filter.start = 0;
  listing.filter.count = EXPORT_MAX_ROWS;
  return read_rows (&listing, transaction, rows, error)
         && export_send (request, &spec, value_view (rows), error);
}

static bool
prepare_sheets (Request *request, GError **error)
{
  return study_send_sheets (request, NULL, error);
}

const Route study_review_routes[] = {
  { METHOD_GET, "/dot/{year}/tu-hoc/danh-sach", PERMISSION_ROUND_READ,
    "Everybody's plans of self-study: how they stand, one opened beside", "Kế hoạch tự học của mọi người",
    list_inputs, show_list, NULL, NULL, "study_list" },
  { METHOD_POST, "/dot/{year}/tu-hoc/danh-sach", PERMISSION_STUDY_REVIEW,
    "Approves, returns or opens again plans, many at once", "Kế hoạch tự học của mọi người", review_inputs,
    show_list, NULL, write_review, "study_list" },
  { METHOD_POST, "/dot/{year}/tu-hoc/xep-loai", PERMISSION_STUDY_CLASSIFY, "Classifies plans, many at once",
    "Kế hoạch tự học của mọi người", classify_inputs, show_list, NULL, write_classify, "study_list" },
  { METHOD_POST, "/dot/{year}/tu-hoc/{id}/tra-loi", PERMISSION_STUDY_REVIEW, "Answers an objection", NULL,
    answer_inputs, NULL, NULL, write_objection_answer, NULL },
  { METHOD_GET, "/dot/{year}/tu-hoc/danh-sach/tai-ve", PERMISSION_ROUND_READ,
    "The plans shown, as CSV or XLSX", NULL, export_inputs, NULL, prepare_export, NULL, NULL },
  { METHOD_GET, "/dot/{year}/tu-hoc/phieu.pdf", PERMISSION_STUDY_CLASSIFY,
    "Everybody's plans as sheets to sign, one PDF", NULL, year_inputs, NULL, prepare_sheets, NULL, NULL },
  { 0 },
};
