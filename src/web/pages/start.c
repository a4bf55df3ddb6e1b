/* start.c - "Việc của tôi", everyone's first page: what one must do, by when, one click away. */
#include "base/text.h"
#include "document/paper_file.h"
#include "web/outlook.h"
#include "web/pages/assignment_parts.h"
#include "web/pages/meeting_parts.h"
#include "web/pages/pages.h"
#include "web/pages/round_parts.h"
#include "web/pages/work_parts.h"
#include "web/rail.h"
#include "web/shown.h"
#include <stdlib.h>
#include <string.h>

typedef struct {
  const char *kind; /* for programs: "given", "sign" … */
  const char *label, *path, *why;
  const char *due; /* "2026-12-01"; NULL: no day */
  const char *shape, *words;
  gsize place; /* as found: keeps the order of those of one day */
} WorkItem;

typedef struct {
  Request *request;
  Arena *arena;
  Transaction *transaction;
  const char *today;
  int year; /* of the newest round */
  gint64 round_id;
  WorkItem *items;
  gsize count;
} Work;

static void
put (Work *work, WorkItem item)
{
  bool late = item.due != NULL && strcmp (item.due, work->today) < 0 && strcmp (item.kind, "read") != 0;
  if (late) {
    item.shape = "late";
    item.words = "quá hạn";
  }
  item.place = work->count;
  ARENA_PUSH (work->arena, work->items, work->count) = item;
}

/* "thay Nguyễn Văn An" where somebody else's work is shown to whoever stands in for them. */
static const char *
instead_of (Work *work, const char *name)
{
  return name != NULL ? arena_concat (work->arena, "thay ", name, NULL) : NULL;
}

static bool
end_rows (GError *local, GError **error)
{
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

static const char *
document_title (Work *work, const char *scheme_id, const char *paper)
{
  const Scheme *scheme = request_scheme (work->request, scheme_id, NULL);
  const DocumentSpec *spec = scheme != NULL ? document_spec (scheme, paper) : NULL;
  return spec != NULL ? spec->title : paper;
}

/* ---- what was given out ---- */

static void
put_given (Work *work, const Rows *rows, const char *name)
{
  Arena *arena = work->arena;
  int year = (int)rows_int (rows, 0);
  const char *id = rows_text_dup (rows, 3, arena), *task = rows_text_dup (rows, 4, arena),
             *state = rows_text_dup (rows, 6, arena), *due = rows_text_dup (rows, 5, arena);
  const Scheme *scheme = id != NULL ? request_scheme (work->request, rows_text (rows, 1), NULL) : NULL;
  const Indicator *indicator = scheme != NULL ? scheme_find_indicator (scheme, id) : NULL;
  const WorkflowState *rating = id != NULL ? workflow_state ("rating", state != NULL ? state : "todo") : NULL;
  put (work, (WorkItem){ .kind = id != NULL ? "indicator" : "task",
                         .label = id != NULL ? arena_concat (arena, "Chỉ tiêu ", id, NULL) : task,
                         .path = round_path (
                             work->request, year,
                             id != NULL && request_may (work->request, PERMISSION_ROUND_READ)
                                 ? arena_concat (arena, "chi-tieu/", id, NULL)
                                 : arena_printf (arena, "viec/%" G_GINT64_FORMAT, rows_int (rows, 2))),
                         .why = name != NULL        ? instead_of (work, name)
                                : indicator != NULL ? indicator->text
                                                    : NULL,
                         .due = due,
                         .shape = rating != NULL ? rating->shape : "todo",
                         .words = rating != NULL ? rating->words : "chưa xong" });
}

static bool
add_given (Work *work, gint64 person_id, const char *name, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (work->transaction, QUERY_work_given, error, DB_INT (person_id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    put_given (work, rows, name);
  return end_rows (local, error);
}

/* ---- tasks of improvement ---- */

static bool
add_improvements (Work *work, gint64 person_id, const char *name, GError **error)
{
  Arena *arena = work->arena;
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (work->transaction, QUERY_work_improvement, error, DB_INT (person_id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    bool begun = !rows_is_null (rows, 5);
    const char *why = arena_concat (arena, "cải tiến chỉ tiêu ", rows_text (rows, 2), NULL);
    put (work, (WorkItem){ .kind = "improvement",
                           .label = rows_text_dup (rows, 3, arena),
                           .path = round_path (
                               work->request, (int)rows_int (rows, 0),
                               arena_printf (arena, "cai-tien/%" G_GINT64_FORMAT, rows_int (rows, 1))),
                           .why = name != NULL ? instead_of (work, name) : why,
                           .due = rows_text_dup (rows, 4, arena),
                           .shape = begun ? "doing" : "todo",
                           .words = begun ? "đang làm" : "chưa làm" });
  }
  return end_rows (local, error);
}

/* ---- papers ---- */

static void
put_paper (Work *work, const Rows *rows, const char *kind, const char *verb, const char *below,
           const char *why, const char *shape, const char *words)
{
  Arena *arena = work->arena;
  const char *paper = rows_text_dup (rows, 2, arena);
  put (work, (WorkItem){
                 .kind = kind,
                 .label = arena_concat (arena, verb, document_title (work, rows_text (rows, 1), paper), NULL),
                 .path = round_path (work->request, (int)rows_int (rows, 0),
                                     arena_concat (arena, "van-ban/", paper, below, NULL)),
                 .why = why,
                 .due = rows_text_dup (rows, 3, arena),
                 .shape = shape,
                 .words = words });
}

static bool
add_to_sign (Work *work, gint64 person_id, const char *name, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (work->transaction, QUERY_work_to_sign, error, DB_INT (person_id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    put_paper (work, rows, "sign", "Ký: ", "", instead_of (work, name), "doing", "chờ ký");
  return end_rows (local, error);
}

static bool
add_returned (Work *work, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (work->transaction, QUERY_work_returned, error,
                                   DB_INT (request_identity (work->request)->account_id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    put_paper (work, rows, "returned", "Sửa lại: ", "", rows_text_dup (rows, 4, work->arena), "late",
               "trả lại");
  return end_rows (local, error);
}

/* The day of a paper to read is the paper's own, not one by which to do something. */
static bool
add_unread (Work *work, gint64 person_id, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows
      = db_rows (work->transaction, QUERY_work_unread, error, DB_INT (work->year - 1), DB_INT (person_id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    const char *date = rows_text (rows, 3);
    const char *why = date != NULL
                          ? arena_concat (work->arena, "ban hành ngày ", shown_day (work->arena, date), NULL)
                          : NULL;
    put_paper (work, rows, "read", "Đọc: ", "/doc", why, "todo", "chưa đọc");
    work->items[work->count - 1].due = NULL;
  }
  return end_rows (local, error);
}

/* ---- one's own plan of self-study; what somebody entered for one ---- */

/* Two papers that everybody writes each year. */
static const struct {
  const char *kind, *record, *write, *mend, *path, *none;
  QueryId query;
} yearly[]
    = { { "study", "study_plan", "Viết kế hoạch tự học", "Sửa lại kế hoạch tự học", "tu-hoc/cua-toi",
          "chưa viết", QUERY_work_study },
        { "citizen", "citizen_assessment", "Tự đánh giá Công dân học tập",
          "Sửa lại tự đánh giá Công dân học tập", "cong-dan/cua-toi", "chưa làm", QUERY_work_citizen } };

static bool
add_yearly (Work *work, gsize at, gint64 person_id, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows
      = db_rows (work->transaction, yearly[at].query, error, DB_INT (person_id), DB_INT (work->year));
  if (rows == NULL)
    return false;
  if (rows_next (rows, &local)) {
    const char *state = rows_text (rows, 1);
    bool returned = g_strcmp0 (state, "returned") == 0;
    const WorkflowState *found = state != NULL ? workflow_state (yearly[at].record, state) : NULL;
    if (state == NULL || returned || strcmp (state, "draft") == 0)
      put (work, (WorkItem){ .kind = yearly[at].kind,
                             .label = returned ? yearly[at].mend : yearly[at].write,
                             .path = round_path (work->request, (int)rows_int (rows, 0), yearly[at].path),
                             .why = returned ? rows_text_dup (rows, 2, work->arena) : NULL,
                             .shape = found != NULL ? found->shape : "todo",
                             .words = found != NULL ? found->words : yearly[at].none });
  }
  return end_rows (local, error);
}

static bool
add_entered (Work *work, gint64 person_id, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows
      = db_rows (work->transaction, QUERY_work_entered, error, DB_INT (work->round_id), DB_INT (person_id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    bool study = strcmp (rows_text (rows, 1), "study_plan") == 0;
    put (work,
         (WorkItem){ .kind = "entered",
                     .label = study ? "Xem kế hoạch tự học được nhập hộ" : "Xem tự đánh giá được nhập hộ",
                     .path = round_path (work->request, (int)rows_int (rows, 0),
                                         study ? "tu-hoc/cua-toi" : "cong-dan/cua-toi"),
                     .why = arena_concat (work->arena, rows_text (rows, 2),
                                          " đã nhập từ phiếu bạn ký; chưa đúng thì phản đối", NULL),
                     .shape = "todo",
                     .words = "cần xem" });
  }
  return end_rows (local, error);
}

/* ---- meetings to come ---- */

/* One that should be over stays with whoever has to end it. */
static void
put_meeting (Work *work, const Rows *rows)
{
  Arena *arena = work->arena;
  const char *begins = rows_text_dup (rows, 2, arena), *place = rows_text_dup (rows, 3, arena);
  const MeetingNames *names = &meeting_names[strcmp (rows_text (rows, 1), MEETING_CITIZEN) == 0];
  const char *day = begins != NULL ? arena_strndup (arena, begins, strcspn (begins, "T")) : NULL;
  bool over = day != NULL && strcmp (day, work->today) < 0;
  if (over && !request_may (work->request, PERMISSION_MEETING_WRITE))
    return;
  put (work, (WorkItem){ .kind = "meeting",
                         .label
                         = arena_concat (arena, over ? "Kết thúc: " : "Dự ",
                                         over ? names->title : text_decapitalise (arena, names->title), NULL),
                         .path = meeting_path (work->request, (int)rows_int (rows, 0), names->step, ""),
                         .why = begins != NULL && place != NULL
                                    ? arena_concat (arena, moment_shown (arena, begins), ", ", place, NULL)
                                    : place,
                         .due = day,
                         .shape = "doing",
                         .words = "đã triệu tập" });
}

static bool
add_meetings (Work *work, gint64 person_id, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (work->transaction, QUERY_meeting_to_come, error, DB_INT (work->year - 1),
                                   DB_INT (person_id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    put_meeting (work, rows);
  return end_rows (local, error);
}

/* ---- what waits for the leader and the head ---- */

static void
put_count (Work *work, const char *kind, const char *verb, gint64 count, const char *what, const char *below,
           const char *words)
{
  if (count > 0)
    put (work, (WorkItem){ .kind = kind,
                           .label = arena_concat (work->arena, verb, " ", arena_int (work->arena, count), " ",
                                                  what, NULL),
                           .path = round_path (work->request, work->year, below),
                           .shape = "doing",
                           .words = words });
}

static bool
add_queues (Work *work, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (work->transaction, QUERY_work_queue, error, DB_INT (work->year));
  if (rows == NULL)
    return false;
  if (rows_next (rows, &local)) {
    work->round_id = rows_int (rows, 2);
    if (request_may (work->request, PERMISSION_STUDY_REVIEW)) {
      put_count (work, "review", "Duyệt", rows_int (rows, 0), "kế hoạch tự học",
                 "tu-hoc/danh-sach?xem=cho-duyet", "chờ duyệt");
      put_count (work, "answer", "Trả lời", rows_int (rows, 3), "ý kiến về kế hoạch nhập hộ",
                 "tu-hoc/danh-sach?xem=co-y-kien", "chờ trả lời");
    }
    if (request_may (work->request, PERMISSION_CITIZENS_REVIEW)) {
      put_count (work, "review", "Xem", rows_int (rows, 4), "tự đánh giá Công dân học tập",
                 "cong-dan?xem=cho-xem", "chờ Tổ xem");
      put_count (work, "answer", "Trả lời", rows_int (rows, 5), "ý kiến về tự đánh giá nhập hộ",
                 "cong-dan?xem=co-y-kien", "chờ trả lời");
    }
    if (request_may (work->request, PERMISSION_RATING_AGREE))
      put_count (work, "agree", "Thống nhất", rows_int (rows, 1), "chỉ tiêu", "chi-tieu", "chờ thống nhất");
  }
  return end_rows (local, error);
}

/* What waits for the head, came back to the leader, or is to be sent by the secretary. */
static bool
add_approval (Work *work, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (work->transaction, QUERY_work_approval, error, DB_INT (work->round_id));
  if (rows == NULL)
    return false;
  if (rows_next (rows, &local)) {
    const char *state = rows_text (rows, 0), *path = round_path (work->request, work->year, "phe-duyet");
    if (strcmp (state, "submitted") == 0 && request_may (work->request, PERMISSION_ROUND_APPROVE))
      put (work, (WorkItem){ .kind = "approve",
                             .label = "Phê duyệt kết quả và hồ sơ của đợt",
                             .path = path,
                             .shape = "doing",
                             .words = "chờ phê duyệt" });
    else if (strcmp (state, "returned") == 0 && request_may (work->request, PERMISSION_ROUND_SUBMIT))
      put (work, (WorkItem){ .kind = "returned",
                             .label = "Sửa và trình lại kết quả của đợt",
                             .path = path,
                             .why = rows_text_dup (rows, 1, work->arena),
                             .shape = "late",
                             .words = "trả lại" });
    else if (strcmp (state, "approved") == 0 && rows_int (rows, 2) == 0
             && request_may (work->request, PERMISSION_PAPERS_WRITE))
      put (work, (WorkItem){ .kind = "send",
                             .label = "Nộp hồ sơ đã phê duyệt",
                             .path = round_path (work->request, work->year, "ho-so"),
                             .shape = "todo",
                             .words = "chưa nộp" });
  }
  return end_rows (local, error);
}

/* Nothing is unrated any more, so what the cross-check finds is not only that nobody has begun. */
static bool
all_rated (const Outlook *outlook)
{
  for (guint i = 0; i < outlook->facts.indicator_count; i++)
    if (outlook->indicators[i].lacks == LACKS_RATING)
      return false;
  return true;
}

/* Errors of the cross-check, for those who bring the round to the head. */
static bool
add_errors (Work *work, GError **error)
{
  Outlook outlook;
  RoundHead round = { .id = work->round_id, .year = work->year };
  if (work->round_id == 0 || !request_may (work->request, PERMISSION_MEETING_WRITE))
    return true;
  if (!outlook_load (work->request, &round, &outlook, error))
    return false;
  if (all_rated (&outlook))
    put_count (work, "errors", "Sửa", outlook.facts.errors, "lỗi kiểm tra chéo", "kiem-tra", "còn lỗi");
  return true;
}

/* What the round lacks before anybody else can work: for whoever may do it. */
static bool
add_lacks (Work *work, GError **error)
{
  Progress progress;
  bool found = false;
  if (!request_may (work->request, PERMISSION_TEAM_WRITE)
      && !request_may (work->request, PERMISSION_SCHEME_CONFIRM))
    return true;
  if (!rail_progress (work->request, work->year, &progress, NULL, &found, error))
    return false;
  for (gsize i = 0; found && i < progress.count; i++) {
    const ProgressItem *item = &progress.items[i];
    bool scheme = g_strcmp0 (item->path, "bo-tieu-chi") == 0,
         team = item->step == STEP_FOUND && !g_str_has_prefix (item->path, "van-ban"),
         renewal = item->step == STEP_RESULT && item->date != NULL && strcmp (item->path, "ket-qua") == 0;
    if (item->state == PROGRESS_DONE
        || !request_may (work->request, scheme ? PERMISSION_SCHEME_CONFIRM : PERMISSION_TEAM_WRITE)
        || !(scheme || team || renewal))
      continue;
    put (work, (WorkItem){ .kind = "round",
                           .label = item->words,
                           .path = round_path (work->request, work->year, item->path),
                           .why = item->count,
                           .due = renewal ? item->date : NULL,
                           .shape = progress_shape (item->state),
                           .words = progress_words (item->state) });
  }
  return true;
}

/* ---- together ---- */

static int
by_day (const void *a, const void *b)
{
  const WorkItem *one = a, *other = b;
  if ((one->due == NULL) != (other->due == NULL))
    return one->due == NULL ? 1 : -1;
  int order = one->due != NULL ? strcmp (one->due, other->due) : 0;
  return order != 0 ? order : one->place < other->place ? -1 : 1;
}

static bool
gather (Work *work, GError **error)
{
  ActsFor acts;
  gint64 self = request_identity (work->request)->person_id;
  if (!acts_for_load (work->request, work->transaction, &acts, error) || !add_queues (work, error)
      || !add_approval (work, error))
    return false;
  for (gsize i = 0; i < acts.count; i++)
    if (acts.ids[i] != 0
        && (!add_to_sign (work, acts.ids[i], acts.names[i], error)
            || !add_given (work, acts.ids[i], acts.names[i], error)
            || !add_improvements (work, acts.ids[i], acts.names[i], error)))
      return false;
  if (request_may (work->request, PERMISSION_PAPERS_WRITE) && !add_returned (work, error))
    return false;
  if ((self != 0
       && (!add_meetings (work, self, error) || !add_entered (work, self, error)
           || !add_yearly (work, 0, self, error) || !add_yearly (work, 1, self, error)))
      || !add_lacks (work, error) || !add_errors (work, error)
      || (self != 0 && !add_unread (work, self, error)))
    return false;
  if (work->count > 0)
    qsort (work->items, work->count, sizeof *work->items, by_day);
  return true;
}

static const char *
week_from (Arena *arena, const char *today)
{
  CivilDate day = { 0 };
  return date_parse_iso (today, &day) ? date_iso (arena, date_add_days (day, 7)) : today;
}

static void
add_list (const Work *work, Value *page)
{
  Arena *arena = work->arena;
  Value *list = value_list (arena), *counts = value_object (arena);
  const char *week = week_from (arena, work->today);
  gint64 late = 0, soon = 0;
  for (gsize i = 0; i < work->count; i++) {
    const WorkItem *from = &work->items[i];
    Value *item = value_object (arena);
    bool is_late = from->due != NULL && strcmp (from->due, work->today) < 0;
    late += is_late;
    soon += from->due != NULL && !is_late && strcmp (from->due, week) <= 0;
    value_set_text (item, "kind", from->kind);
    value_set_text (item, "label", from->label);
    value_set_text (item, "path", from->path);
    value_set_text (item, "why", from->why);
    value_set_text (item, "due", from->due != NULL ? shown_day (arena, from->due) : NULL);
    value_set_text (item, "state_shape", from->shape);
    value_set_text (item, "state_words", from->words);
    value_append (list, item);
  }
  value_set_int (counts, "all", (gint64)work->count);
  value_set_int (counts, "late", late);
  value_set_int (counts, "week", soon);
  value_set (page, "work_counts", counts);
  value_set_bool (page, "any_late", late > 0);
  value_set_bool (page, "any_soon", soon > 0);
  value_set (page, "tasks", list);
  value_set_bool (page, "any", work->count > 0);
}

static bool
show_start (Request *request, GError **error)
{
  const Identity *who = request_identity (request);
  Arena *arena = request_arena (request);
  Value *page = value_object (arena);
  if (who->account_id == 0) {
    request_redirect (request, "/dang-nhap");
    return true;
  }
  Work work = { .request = request, .arena = arena, .today = request_today (request), .year = who->year };
  work.transaction = request_read (request, error);
  if (work.transaction == NULL || (who->year != 0 && !gather (&work, error)))
    return false;
  add_list (&work, page);
  value_set_bool (page, "may_people", request_may (request, PERMISSION_PEOPLE_READ));
  value_set_bool (page, "may_accounts", request_may (request, PERMISSION_ACCOUNTS));
  value_set_bool (page, "may_round", who->year != 0 && request_may (request, PERMISSION_ROUND_READ));
  request_show (request, value_view (page));
  return true;
}

const Route start_routes[] = {
  { METHOD_GET, "/", PERMISSION_PUBLIC, "What I have to do, by when", "Việc của tôi", NULL, show_start, NULL,
    NULL, "start" },
  { 0 },
};
