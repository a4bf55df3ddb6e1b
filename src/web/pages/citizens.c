/* citizens.c - everybody's self-assessment: found as one types, one opened beside the list; the unit's share,
 * and the papers of the list. */
#include "web/pages/citizens.h"
#include "web/export.h"
#include "web/pages/pages.h"
#include "web/paging.h"
#include <string.h>

#define PAGE_ROWS 100

/* What the address calls whom to show, the list's own word for it, the state that can be chosen there, and
 * the tab. */
static const struct {
  const char *name, *show, *state, *label;
} shows[] = { { "tat-ca", NULL, NULL, "Tất cả" },
              { "cho-xem", "submitted", "submitted", "Chờ Tổ xem" },
              { "chua-lam", "none", NULL, "Chưa làm" },
              { "dang-lam", "draft", NULL, "Đang làm" },
              { "tra-lai", "returned", NULL, "Trả lại" },
              { "cho-thong-nhat", "undecided", "accepted", "Chờ thống nhất" },
              { "duoc-tinh", "citizen", "accepted", "Được công nhận" },
              { "khong-tinh", "other", "accepted", "Chưa được công nhận" },
              { "co-y-kien", "objected", NULL, "Có ý kiến" } };

static const InputSpec list_inputs[] = { CITIZENS_LIST_INPUTS, { 0 } };

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

static const char *
query_of (Request *request, gsize show)
{
  return arena_concat (request_arena (request), "xem=", shows[show].name, "&", study_query (request), NULL);
}

static const char *
address_of (Request *request, const RoundHead *round, gsize show, const char *end)
{
  return arena_concat (request_arena (request), round_path (request, round->year, "cong-dan?"),
                       query_of (request, show), end, NULL);
}

const char *
citizens_address (Request *request, const RoundHead *round)
{
  return address_of (request, round, shown (request), "&tu=");
}

static bool
load_list (Request *request, Transaction *transaction, const CitizenRound *round, CitizenList *ret,
           GError **error)
{
  const CitizenFilter filter
      = { round->head.id, round->head.year, request_text (request, "tim"), request_text (request, "to") };
  return citizen_list (transaction, request_arena (request), round->scheme, &filter, ret, error);
}

static bool
is_shown (const CitizenRow *row, gsize show)
{
  return row->found && citizen_row_is (row, shows[show].show);
}

static RecordChoices
choices_of (Arena *arena, const CitizenList *list, gsize show, const char *state)
{
  RecordChoices choices = { 0 };
  for (gsize i = 0; i < list->count; i++)
    if (is_shown (&list->items[i], show) && strcmp (list->items[i].state, state) == 0)
      ARENA_PUSH (arena, choices.items, choices.count)
          = (RecordChoice){ list->items[i].id, list->items[i].version };
  return choices;
}

bool
citizens_matching (Request *request, Transaction *transaction, const CitizenRound *round, const char *state,
                   RecordChoices *ret, const char **ret_mark, GError **error)
{
  CitizenList list;
  if (!load_list (request, transaction, round, &list, error))
    return false;
  *ret = choices_of (request_arena (request), &list, shown (request), state);
  *ret_mark = choices_mark (request_arena (request), ret);
  return true;
}

/* ---- the list ---- */

typedef struct {
  Request *request;
  CitizenRound round;
  CitizenList list;
  Value *page;
  gint64 open;             /* the self-assessment beside the list; 0: none */
  gint64 next;             /* one that waits behind it */
  const GPtrArray *ticked; /* NULL: none */
} Listing;

static void
add_tabs (Listing *listing)
{
  Request *request = listing->request;
  Arena *arena = request_arena (request);
  const CitizenCounts *counts = &listing->list.counts;
  const guint numbers[G_N_ELEMENTS (shows)]
      = { counts->people,   counts->submitted, counts->none,     counts->draft,
          counts->returned, counts->undecided, counts->citizens, counts->people - counts->citizens,
          counts->objected };
  Value *tabs = value_list (arena);
  for (gsize i = 0; i < G_N_ELEMENTS (shows); i++) {
    if (numbers[i] == 0 && i != 0 && i != shown (request)) /* nobody to look for there */
      continue;
    Value *tab = value_object (arena);
    value_set_text (tab, "path", address_of (request, &listing->round.head, i, "&tu=0"));
    value_set_text (tab, "label", shows[i].label);
    value_set_text (tab, "count", arena_int (arena, numbers[i]));
    value_set_bool (tab, "current", i == shown (request));
    value_append (tabs, tab);
  }
  value_set (listing->page, "tabs", tabs);
  value_set_text (listing->page, "tabs_label", "Tình trạng tự đánh giá");
}

static void
view_title (Listing *listing, const CitizenRow *row, Value *object)
{
  Arena *arena = request_arena (listing->request);
  const CitizenScheme *scheme = listing->round.scheme;
  bool told = row->id != 0 && strcmp (row->state, "draft") != 0;
  citizen_view_result (arena, scheme, &row->figures, object);
  value_set_bool (object, "told", told);
  value_set_bool (object, "citizen", row->figures.citizen);
  const char *why = citizen_why_not (arena, scheme, &row->figures);
  value_set_text (object, "why", why);
  /* That the team has still to agree is said by where the row stands. */
  value_set_text (object, "note", row->decided ? why : citizen_rule_why (arena, scheme, &row->figures));
  value_set_text (object, "result_words", row->figures.citizen ? "được công nhận" : "chưa được công nhận");
  value_set_bool (object, "decided", row->decided);
  value_set_text (object, "reason", row->agreed ? NULL : row->reason);
  value_set_text (object, "team_total", row->differs ? decimal_vietnamese (arena, row->team.total) : NULL);
}

static Value *
row_value (Listing *listing, const CitizenRow *row)
{
  Arena *arena = request_arena (listing->request);
  Value *object = value_object (arena);
  const char *state = shows[shown (listing->request)].state;
  const char *choice
      = state != NULL && strcmp (row->state, state) == 0 ? choice_text (arena, row->id, row->version) : NULL;
  value_set_int (object, "person_id", row->person_id);
  value_set_text (object, "code", row->code);
  value_set_text (object, "name", row->name);
  value_set_text (object, "position", row->position);
  value_set_text (object, "department", row->department);
  value_set_int (object, "assessment_id", row->id);
  value_set_text (object, "choice", choice);
  value_set_bool (
      object, "ticked",
      choice != NULL && listing->ticked != NULL
          && g_ptr_array_find_with_equal_func ((GPtrArray *)listing->ticked, choice, g_str_equal, NULL));
  value_set_text (object, "rank", row->rank);
  value_set_bool (object, "entered", row->entered);
  value_set_bool (object, "objected", row->objected);
  value_set_bool (object, "none", row->id == 0);
  value_set_bool (object, "open", row->id != 0 && row->id == listing->open);
  view_title (listing, row, object);
  view_state (object, "citizen_assessment", row->state);
  if (row->id == 0)
    value_set_text (object, "state_words", "chưa làm");
  return object;
}

/* The rows of the page; the count of all that are shown; `next`: the first that waits behind the open one. */
static gint64
add_rows (Listing *listing, gint64 start, gint64 most, Value *rows)
{
  gint64 count = 0;
  bool passed = false;
  for (gsize i = 0; i < listing->list.count; i++) {
    const CitizenRow *row = &listing->list.items[i];
    if (!is_shown (row, shown (listing->request)))
      continue;
    if (passed && listing->next == 0 && strcmp (row->state, "submitted") == 0)
      listing->next = row->id;
    passed = passed || (row->id != 0 && row->id == listing->open);
    if (count >= start && count < start + most)
      value_append (rows, row_value (listing, row));
    count++;
  }
  return count;
}

bool
citizens_rows (Request *request, Transaction *transaction, Value *list, GError **error)
{
  Listing listing = { .request = request };
  if (!citizen_round (request, transaction, &listing.round, error)
      || !load_list (request, transaction, &listing.round, &listing.list, error))
    return false;
  add_rows (&listing, 0, EXPORT_MAX_ROWS, list);
  return true;
}

static void
add_choosing (Listing *listing, gint64 count, gsize rows)
{
  Arena *arena = request_arena (listing->request);
  const char *state = shows[shown (listing->request)].state, *mark = NULL;
  RecordChoices all = { 0 };
  if (state != NULL) {
    all = choices_of (arena, &listing->list, shown (listing->request), state);
    mark = choices_mark (arena, &all);
  }
  bool review = g_strcmp0 (state, "submitted") == 0;
  value_set_bool (listing->page, "choose", all.count > 0);
  value_set_bool (listing->page, "review", review);
  value_set_bool (listing->page, "decide", state != NULL && !review);
  value_set_bool (listing->page, "more", count > (gint64)rows);
  value_set_int (listing->page, "all", (gint64)all.count);
  value_set_text (listing->page, "mark", mark);
}

/* ---- the self-assessment beside the list ---- */

static bool
add_open (Listing *listing, Transaction *transaction, GError **error)
{
  Request *request = listing->request;
  Arena *arena = request_arena (request);
  Value *beside = value_object (arena);
  CitizenAssessment theirs;
  value_set_bool (listing->page, "any_open", listing->open != 0);
  if (listing->open == 0)
    return true;
  if (!citizen_load (transaction, arena, listing->round.head.id, listing->open, &theirs, error)
      || !view_history (request, transaction, "citizen_assessment", listing->open, beside, error))
    return false;
  const Record *record = &theirs.record;
  bool own = record_int (record, "person_id") == request_identity (request)->person_id;
  bool objected
      = record_text (record, "objection") != NULL && record_text (record, "objection_answer") == NULL;
  const char *team = record_text (record, "team_points");
  citizen_view (request, &listing->round, &theirs, own, beside);
  if (citizen_may (request, &theirs, "differ")) {
    citizen_points_default (request, listing->round.scheme,
                            team != NULL ? team : record_text (record, "points"));
    request_default (request, "team_comment", record_text (record, "team_comment"));
  }
  citizen_view_fields (request, listing->round.scheme, beside);
  value_set_bool (beside, "own", own);
  value_set_text (beside, "choice", choice_text (arena, record->id, record->version));
  value_set_text (beside, "next_id", listing->next != 0 ? arena_int (arena, listing->next) : NULL);
  value_set_bool (beside, "may_accept", citizen_may (request, &theirs, "accept"));
  value_set_bool (beside, "may_differ", citizen_may (request, &theirs, "differ"));
  value_set_bool (beside, "may_decide", citizen_may (request, &theirs, "agree"));
  value_set_bool (beside, "may_reopen", citizen_may (request, &theirs, "reopen"));
  value_set_bool (beside, "may_enter",
                  !own && citizen_may (request, &theirs, "enter")
                      && (theirs.entered_by != NULL || record_text (record, "points") == NULL));
  value_set_bool (beside, "waits_for_answer", objected);
  value_set_int (beside, "person_id", record_int (record, "person_id"));
  value_set (listing->page, "beside", beside);
  return true;
}

/* ---- what surrounds the rows ---- */

/* Minutes and decision of the list: how they stand, and the way to them. */
static bool
add_papers (Listing *listing, Transaction *transaction, GError **error)
{
  static const struct {
    const char *paper, *label;
  } papers[]
      = { { "citizen_minutes", "Biên bản họp danh sách" }, { "citizen_decision", "Quyết định công nhận" } };
  Request *request = listing->request;
  Arena *arena = request_arena (request);
  const char *states[G_N_ELEMENTS (papers)] = { 0 };
  GError *local = NULL;
  Value *list = value_list (arena);
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_citizen_papers, error, DB_INT (listing->round.head.id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    states[strcmp (rows_text (rows, 0), papers[1].paper) == 0] = rows_text_dup (rows, 1, arena);
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (papers); i++) {
    Value *item = value_object (arena);
    const char *below = arena_concat (arena, "van-ban/", papers[i].paper, NULL);
    value_set_text (item, "label", papers[i].label);
    value_set_text (item, "path", round_path (request, listing->round.head.year, below));
    view_state (item, "paper", states[i] != NULL ? states[i] : "draft");
    if (states[i] == NULL) {
      value_set_text (item, "state_words", "chưa soạn");
      value_set_text (item, "state_shape", "todo");
    }
    value_append (list, item);
  }
  value_set (listing->page, "papers", list);
  return true;
}

static bool
add_frame (Listing *listing, Transaction *transaction, gint64 count, gsize rows, GError **error)
{
  Request *request = listing->request;
  Arena *arena = request_arena (request);
  Value *page = listing->page;
  const CitizenCounts *counts = &listing->list.counts;
  StudyFilter filter = study_filter (request, &listing->round.head, PAGE_ROWS);
  Share share = citizen_share (counts);
  const char *query = query_of (request, shown (request));
  if (!study_view_filter (request, transaction, &filter, page, error)
      || !citizen_view_indicators (request, transaction, share, page, error)
      || !add_papers (listing, transaction, error))
    return false;
  add_choosing (listing, count, rows);
  value_set_int (page, "round_year", listing->round.head.year);
  value_set_text (page, "here", round_path (request, listing->round.head.year, "cong-dan"));
  value_set_text (page, "confirm_path", round_path (request, listing->round.head.year, "xac-nhan"));
  value_set_text (page, "query", query);
  value_set_text (page, "show", shows[shown (request)].name);
  value_set_text (page, "share", share_text (arena, share));
  value_set_int (page, "counted", counts->citizens);
  value_set_int (page, "others", (gint64)counts->people - counts->citizens);
  value_set_bool (page, "may_enter", request_may (request, PERMISSION_ENTER_FOR));
  view_paging (
      arena, page,
      &(Paging){ citizens_address (request, &listing->round.head), filter.start, PAGE_ROWS, rows, count });
  export_links (request, page, round_path (request, listing->round.head.year, "cong-dan/tai-ve"), query);
  return true;
}

bool
citizens_show (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  g_autoptr (GPtrArray) ticked = request_list (request, "chon");
  Listing listing = { .request = request, .page = value_object (arena), .ticked = ticked };
  Value *rows = value_list (arena);
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !citizen_round (request, transaction, &listing.round, error)
      || !load_list (request, transaction, &listing.round, &listing.list, error))
    return false;
  listing.open = request_int (request, "mo", request_int (request, "id", 0));
  gint64 start = CLAMP (request_int (request, "tu", 0), 0, 1000000);
  gint64 count = add_rows (&listing, start, PAGE_ROWS, rows);
  if (!add_open (&listing, transaction, error)
      || !add_frame (&listing, transaction, count, value_length (rows), error))
    return false;
  add_tabs (&listing);
  value_set (listing.page, "rows", rows);
  value_set_bool (listing.page, "any", value_length (rows) > 0);
  request_show (request, value_view (listing.page));
  return true;
}

const Route citizens_routes[] = {
  { METHOD_GET, "/dot/{year}/cong-dan", PERMISSION_CITIZENS_REVIEW,
    "Everybody's self-assessment as citizen of learning, the unit's share, one opened beside",
    "Danh sách Công dân học tập", list_inputs, citizens_show, NULL, NULL, "citizen_list" },
  { 0 },
};
