/* next_year.c - opens the round of another year from this one: what comes along is chosen, and shown before.
 */
#include "store/next_year.h"
#include "model/schedule.h"
#include "store/round_parts.h"
#include "store/unit.h"
#include "web/pages/account_parts.h"
#include "web/pages/outcome_parts.h"
#include "web/pages/pages.h"
#include "web/shown.h"
#include <string.h>

#define YEAR_MOST 2100

#define NEXT_INPUTS                                                                                          \
  { .name = "den", .kind = INPUT_INT, .label = "Năm mới" },                                                  \
      { .name = "scheme", .kind = INPUT_TEXT, .label = "Bộ tiêu chí", .limit = 200 },                        \
  {                                                                                                          \
    .name = "submit_before", .kind = INPUT_DATE, .label = "Gửi hồ sơ trước ngày"                    \
  }

static const InputSpec show_inputs[] = { YEAR_INPUT, NEXT_INPUTS, { 0 } };

static const InputSpec open_inputs[] = {
  YEAR_INPUT,
  NEXT_INPUTS,
  { .name = "to", .kind = INPUT_FLAG, .label = "Tổ đánh giá" },
  { .name = "ke-hoach", .kind = INPUT_FLAG, .label = "Kế hoạch" },
  { .name = "phan-cong", .kind = INPUT_FLAG, .label = "Phân công" },
  { .name = "bo-tieu-chi", .kind = INPUT_FLAG, .label = "Phần đã đối chiếu của bộ tiêu chí" },
  { .name = "van-ban", .kind = INPUT_FLAG, .label = "Lời văn của từng văn bản" },
  { .name = "cai-tien", .kind = INPUT_FLAG, .label = "Việc cải tiến" },
  { 0 },
};

/* ---- what is asked for ---- */

/* Meant for such a unit, and in force at some time of the year. */
static bool
scheme_fits (const Scheme *scheme, UnitKind kind, int year)
{
  return (scheme->unit_kinds & (1u << kind)) != 0
         && (!date_is_set (scheme->in_force_to) || scheme->in_force_to.year >= year)
         && (!date_is_set (scheme->in_force_from) || scheme->in_force_from.year <= year);
}

static bool
unit_kind (Request *request, Transaction *transaction, UnitKind *ret, GError **error)
{
  Unit unit = { 0 };
  *ret = UNIT_CO_QUAN;
  if (!unit_load (transaction, request_arena (request), &unit, error))
    return false;
  unit_kind_from_name (unit.kind, ret);
  return true;
}

/* The one chosen; else the former one while it is in force, else the first that fits. */
static const Scheme *
choose_scheme (Request *request, const RoundHead *round, UnitKind kind, int year, GError **error)
{
  const char *typed = request_text (request, "scheme");
  const char *const *ids = scheme_library_ids (request_library (request));
  if (typed != NULL && g_strv_contains (ids, typed))
    return request_scheme (request, typed, error);
  if (typed != NULL)
    request_field_error (request, "scheme", MSG_INPUT_CHOICE, NULL);
  if (scheme_fits (round->scheme, kind, year))
    return round->scheme;
  for (; *ids != NULL; ids++) {
    const Scheme *scheme = request_scheme (request, *ids, NULL);
    if (scheme != NULL && scheme_fits (scheme, kind, year))
      return scheme;
  }
  return round->scheme;
}

/* The day before which the dossier is due, as typed or as the scheme has it. */
static CivilDate
due_day (Request *request, const NextYear *next)
{
  CivilDate day = { 0 }, end = { 0 };
  const char *typed = request_text (request, "submit_before");
  date_make (next->year, 12, 31, &end);
  if (typed == NULL || !date_parse_iso (typed, &day))
    return scheme_due_date (next->scheme, next->year);
  if (date_compare (day, end) <= 0)
    request_field_error (request, "submit_before", MSG_NEXT_YEAR_DUE,
                         arena_int (request_arena (request), next->year), NULL);
  return day;
}

static bool
add_schedule (Request *request, NextYear *next, CivilDate due, GError **error)
{
  Arena *arena = request_arena (request);
  CivilDate today = { 0 };
  ScheduleItem *items = NULL;
  gsize count = 0;
  const DateSpans none = { 0 };
  date_parse_iso (request_today (request), &today);
  if (!date_is_set (due))
    return true;
  next->submit_before = date_iso (arena, due);
  if (!schedule_propose (arena, &none, due, today, &items, &count, error))
    return false;
  next->schedule = schedule_json (arena, items, count);
  return true;
}

/* Reports what cannot be. */
static bool
read_next (Request *request, Transaction *transaction, const RoundHead *round, NextYear *ret, GError **error)
{
  UnitKind kind;
  int year = (int)CLAMP (request_int (request, "den", round->year + 1), 0, YEAR_MOST + 1);
  if (year <= round->year || year > YEAR_MOST)
    request_field_error (request, "den", MSG_NEXT_YEAR_BACK, arena_int (request_arena (request), round->year),
                         NULL);
  if (!unit_kind (request, transaction, &kind, error))
    return false;
  NextYear next = { .from_id = round->id,
                    .from_year = round->year,
                    .year = CLAMP (year, round->year + 1, YEAR_MOST),
                    .from_scheme = round->scheme };
  next.scheme = choose_scheme (request, round, kind, next.year, error);
  if (next.scheme == NULL)
    return false;
  if (request_text (request, "scheme") != NULL && (next.scheme->unit_kinds & (1u << kind)) == 0)
    request_field_error (request, "scheme", MSG_SETUP_SCHEME_KIND, NULL);
  if (!add_schedule (request, &next, due_day (request, &next), error))
    return false;
  *ret = next;
  return true;
}

/* ---- the page ---- */

/* One with a fault, dropped into the data folder, is left out: `dvht scheme check` tells of it. */
static void
add_schemes (Request *request, Value *page, const NextYear *next, UnitKind kind)
{
  Arena *arena = request_arena (request);
  Value *list = value_list (arena);
  for (const char *const *id = scheme_library_ids (request_library (request)); *id != NULL; id++) {
    const Scheme *scheme = request_scheme (request, *id, NULL);
    if (scheme == NULL)
      continue;
    bool chosen = strcmp (scheme->id, next->scheme->id) == 0;
    if (!chosen && (scheme->unit_kinds & (1u << kind)) == 0)
      continue;
    const char *label = scheme_fits (scheme, kind, next->year)
                            ? scheme->name
                            : arena_concat (arena, scheme->name, " (không còn hiệu lực)", NULL);
    choice_add (arena, list, scheme->id, label, chosen);
  }
  value_set (page, "schemes", list);
}

static void
put_part (Request *request, Value *list, const char *name, const char *label, const char *what,
          const char *left, bool any)
{
  Value *item = value_object (request_arena (request));
  value_set_text (item, "name", name);
  value_set_text (item, "label", label);
  value_set_text (item, "what", what);
  value_set_text (item, "left", left);
  value_set_bool (item, "any", any);
  value_append (list, item);
}

static const char *
number (Request *request, gsize count, const char *what)
{
  return count > 0 ? arena_printf (request_arena (request), "%" G_GSIZE_FORMAT " %s", count, what) : NULL;
}

static void
add_parts (Request *request, Value *page, const NextYear *next, const NextYearCounts *counts)
{
  Arena *arena = request_arena (request);
  Value *list = value_list (arena);
  const char *lacks = counts->leader && counts->secretary ? ""
                      : counts->leader                    ? "; chưa có Thư ký"
                      : counts->secretary                 ? "; chưa có Tổ trưởng"
                                                          : "; chưa có Tổ trưởng, Thư ký";
  put_part (request, list, "to", "Tổ đánh giá",
            counts->members > 0 ? arena_printf (arena, "%" G_GSIZE_FORMAT " người, giữ vai và nhiệm vụ%s",
                                                counts->members, lacks)
                                : "chưa có ai",
            number (request, counts->members_left, "người đã nghỉ không sang"), counts->members > 0);
  put_part (request, list, "ke-hoach", "Kế hoạch tự đánh giá",
            !counts->plan ? "chưa có"
            : next->schedule != NULL
                ? arena_concat (arena, "mục đích, yêu cầu, nhiệm vụ; tiến độ tính lùi lại từ ngày ",
                                shown_day (arena, next->submit_before), NULL)
                : "mục đích, yêu cầu, nhiệm vụ; tiến độ để trống",
            NULL, counts->plan);
  put_part (request, list, "phan-cong", "Phân công",
            counts->assignments > 0 ? arena_printf (
                arena,
                "%" G_GSIZE_FORMAT " dòng, %" G_GSIZE_FORMAT " lượt người; hạn lùi %d năm, chưa làm gì",
                counts->assignments, counts->assignees, next->year - next->from_year)
                                    : "không có dòng nào",
            counts->assignments_left > 0
                ? number (request, counts->assignments_left, "chỉ tiêu không có trong bộ tiêu chí mới")
                : number (request, counts->assignees_left, "lượt của người đã nghỉ"),
            counts->assignments > 0);
  put_part (request, list, "bo-tieu-chi", "Phần đã đối chiếu của bộ tiêu chí",
            counts->overrides > 0 ? number (request, counts->overrides, "chỉ tiêu")
                                  : "không có, hoặc bộ tiêu chí khác",
            NULL, counts->overrides > 0);
  put_part (request, list, "van-ban", "Lời văn riêng của từng văn bản, nơi nhận, chữ viết tắt",
            counts->papers + counts->abbreviations > 0 ? arena_printf (
                arena,
                "%" G_GSIZE_FORMAT " văn bản, %" G_GSIZE_FORMAT " chữ viết tắt; không chép số, ngày, chữ ký",
                counts->papers, counts->abbreviations)
                                                       : "không có",
            NULL, counts->papers + counts->abbreviations > 0);
  put_part (request, list, "cai-tien", "Việc cải tiến, để theo dõi và báo cáo kết quả",
            counts->improvements > 0 ? number (request, counts->improvements, "việc") : "không có",
            number (request, counts->improvements_left, "việc thuộc chỉ tiêu không có trong bộ tiêu chí mới"),
            counts->improvements > 0);
  value_set (page, "parts", list);
}

static bool
show_next (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Transaction *transaction = request_read (request, error);
  RoundHead round;
  NextYear next;
  NextYearCounts counts;
  UnitKind kind;
  const char *warning = NULL;
  gint64 there = 0;
  CivilDate due = { 0 };
  Value *page = value_object (arena);
  bool again = request_has_errors (request);
  if (transaction == NULL || !round_head (request, transaction, &round, error)
      || !read_next (request, transaction, &round, &next, error)
      || !next_year_count (transaction, arena, &next, &counts, error)
      || !db_int (transaction, QUERY_round_by_year, 0, &there, error, DB_INT (next.year))
      || !unit_kind (request, transaction, &kind, error))
    return false;
  add_schemes (request, page, &next, kind);
  if (next.submit_before != NULL)
    date_parse_iso (next.submit_before, &due);
  if (!level_warning (request, transaction, next.scheme, due, &warning, error))
    return false;
  add_parts (request, page, &next, &counts);
  request_default (request, "den", arena_int (arena, next.year));
  request_default (request, "submit_before",
                   next.submit_before != NULL ? shown_day (arena, next.submit_before) : NULL);
  value_set_int (page, "round_year", round.year);
  value_set_int (page, "next_year", next.year);
  value_set_text (page, "next_scheme", next.scheme->id);
  value_set_text (page, "next_due",
                  next.submit_before != NULL ? shown_day (arena, next.submit_before) : NULL);
  value_set_bool (page, "other_scheme", strcmp (next.scheme->id, round.scheme->id) != 0);
  value_set_bool (page, "there", there != 0);
  value_set_bool (page, "may_open", there == 0 && (again || !request_has_errors (request)));
  value_set_text (page, "warning", warning);
  value_set_text (page, "base", round_path (request, round.year, ""));
  request_show (request, value_view (page));
  return true;
}

/* ---- opening ---- */

static bool
write_next (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  NextYear next;
  GError *local = NULL;
  gint64 id = 0;
  if (!round_head (request, transaction, &round, error)
      || !read_next (request, transaction, &round, &next, error))
    return false;
  if (request_has_errors (request))
    return request_invalid (request, error);
  next.team = request_flag (request, "to");
  next.plan = request_flag (request, "ke-hoach");
  next.assignments = request_flag (request, "phan-cong");
  next.overrides = request_flag (request, "bo-tieu-chi");
  next.papers = request_flag (request, "van-ban");
  next.improvements = request_flag (request, "cai-tien");
  if (next_year_open (transaction, request_arena (request), &next, &id, &local)) {
    const char *year = arena_int (request_arena (request), next.year);
    request_notice (request, MSG_NEXT_YEAR_OPENED, year, NULL);
    request_redirect (
        request, request_may (request, PERMISSION_ROUND_READ) ? round_path (request, next.year, "") : "/");
    return true;
  }
  if (!g_error_matches (local, DVHT_ERROR, MSG_NEXT_YEAR_THERE)) {
    g_propagate_error (error, local);
    return false;
  }
  g_clear_error (&local);
  request_field_error (request, "den", MSG_NEXT_YEAR_THERE, arena_int (request_arena (request), next.year),
                       NULL);
  return request_invalid (request, error);
}

const Route next_year_routes[] = {
  { METHOD_GET, "/dot/{year}/nam-sau", PERMISSION_ROUND_WRITE,
    "What a round of another year would take from this one", "Mở đợt năm sau", show_inputs, show_next, NULL,
    NULL, "next_year" },
  { METHOD_POST, "/dot/{year}/nam-sau", PERMISSION_ROUND_WRITE, "Opens the round of another year",
    "Mở đợt năm sau", open_inputs, show_next, NULL, write_next, "next_year" },
  { 0 },
};
