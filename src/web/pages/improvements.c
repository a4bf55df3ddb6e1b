/* improvements.c - the plan of improvement: proposed from the weaknesses, followed through the year. */
#include "store/improvement.h"
#include "store/people.h"
#include "web/export.h"
#include "web/pages/pages.h"
#include "web/pages/people_parts.h"
#include "web/pages/round_parts.h"
#include "web/pages/work_parts.h"
#include "web/shown.h"
#include <string.h>

static const InputSpec list_inputs[] = { YEAR_INPUT, { 0 } };
static const InputSpec export_inputs[] = { YEAR_INPUT, EXPORT_INPUT, { 0 } };
static const InputSpec propose_inputs[]
    = { YEAR_INPUT, { .name = "due", .kind = INPUT_DATE, .label = "Hạn chung" }, { 0 } };

#define TASK_INPUTS                                                                                          \
  { .name = "indicator", .kind = INPUT_TEXT, .required = true, .label = "Chỉ tiêu", .limit = 20 },           \
      { .name = "task", .kind = INPUT_TEXT, .required = true, .label = "Việc", .limit = 1000 },              \
      PERSON_INPUT ("owner_id", "Người phụ trách"),                                                          \
  {                                                                                                          \
    .name = "due", .kind = INPUT_DATE, .label = "Hạn"                                                      \
  }

static const InputSpec new_inputs[] = { YEAR_INPUT, TASK_INPUTS, { 0 } };

static const InputSpec one_inputs[] = { YEAR_INPUT,
                                        { .name = "id", .kind = INPUT_ID, .required = true, .label = "Việc" },
                                        { .name = "version", .kind = INPUT_INT, .label = "Bản" },
                                        { 0 } };

static const InputSpec save_inputs[]
    = { YEAR_INPUT,
        { .name = "id", .kind = INPUT_ID, .required = true, .label = "Việc" },
        { .name = "version", .kind = INPUT_INT, .label = "Bản" },
        TASK_INPUTS,
        { 0 } };

static const InputSpec carry_inputs[] = {
  YEAR_INPUT,
  { .name = "id", .kind = INPUT_ID, .required = true, .label = "Việc" },
  { .name = "chi-tieu", .kind = INPUT_TEXT, .required = true, .label = "Chỉ tiêu của năm mới", .limit = 20 },
  { 0 }
};

static const InputSpec report_inputs[]
    = { YEAR_INPUT,
        { .name = "id", .kind = INPUT_ID, .required = true, .label = "Việc" },
        { .name = "version", .kind = INPUT_INT, .label = "Bản" },
        { .name = "result", .kind = INPUT_LINES, .label = "Kết quả", .limit = 4000 },
        { .name = "xong", .kind = INPUT_FLAG, .label = "Đã làm xong" },
        { 0 } };

/* ---- the list ---- */

static Value *
row_value (Request *request, const ImprovementRow *item)
{
  Arena *arena = request_arena (request);
  Value *row = value_object (arena);
  value_set_int (row, "id", item->id);
  value_set_text (row, "indicator", item->indicator);
  value_set_text (row, "task", item->task);
  value_set_text (row, "owner", item->owner);
  value_set_text (row, "due", item->due != NULL ? shown_day (arena, item->due) : NULL);
  value_set_text (row, "result", item->result);
  value_set_text (row, "since", item->since != 0 ? arena_int (arena, item->since) : NULL);
  value_set_text (row, "carried_to", item->carried_to != 0 ? arena_int (arena, item->carried_to) : NULL);
  value_set_text (row, "state_shape", improvement_shape (item, request_today (request)));
  value_set_text (row, "state_words", improvement_words (item, request_today (request)));
  return row;
}

static bool
read_rows (Request *request, Transaction *transaction, gint64 round_id, Improvements *ret, Value *list,
           GError **error)
{
  if (!improvements_load (transaction, request_arena (request), round_id, ret, error))
    return false;
  for (gsize i = 0; i < ret->count; i++)
    value_append (list, row_value (request, &ret->items[i]));
  return true;
}

/* Tasks of an earlier year that nobody follows here. */
static bool
add_left (Request *request, Transaction *transaction, int year, Value *page, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_improvement_left, error, DB_INT (year));
  if (rows == NULL)
    return false;
  bool any = rows_next (rows, &local);
  value_set_bool (page, "any_left", any);
  value_set_int (page, "left_year", any ? rows_int (rows, 0) : 0);
  value_set_int (page, "left_count", any ? rows_int (rows, 1) : 0);
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

static bool
show_list (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Transaction *transaction = request_read (request, error);
  RoundHead round;
  Improvements items;
  Value *page = value_object (arena), *list = value_list (arena);
  gint64 done = 0, late = 0;
  if (transaction == NULL || !round_head (request, transaction, &round, error)
      || !read_rows (request, transaction, round.id, &items, list, error)
      || !add_left (request, transaction, round.year, page, error))
    return false;
  for (gsize i = 0; i < items.count; i++) {
    done += items.items[i].done;
    late += improvement_is_late (&items.items[i], request_today (request));
  }
  /* Before the next self-assessment begins. */
  request_default (request, "due", arena_printf (arena, "30/11/%d", round.year + 1));
  value_set (page, "rows", list);
  value_set_bool (page, "any", items.count > 0);
  value_set_int (page, "count", (gint64)items.count);
  value_set_int (page, "done_count", done);
  value_set_int (page, "late_count", late);
  value_set_bool (page, "any_late", late > 0);
  value_set_int (page, "round_year", round.year);
  value_set_text (page, "base", round_path (request, round.year, ""));
  value_set_bool (page, "may_write", request_may (request, PERMISSION_TEAM_WRITE));
  value_set_bool (page, "may_papers", request_may (request, PERMISSION_PAPERS_READ));
  export_links (request, page, round_path (request, round.year, "cai-tien/tai-ve"), "");
  request_show (request, value_view (page));
  return true;
}

static bool
prepare_export (Request *request, GError **error)
{
  static const ExportColumn columns[] = {
    { "indicator", { "Chỉ tiêu", 10, COLUMN_CENTRE } },   { "task", { "Việc cải tiến", 48, COLUMN_TEXT } },
    { "owner", { "Người phụ trách", 26, COLUMN_TEXT } },  { "due", { "Hạn", 12, COLUMN_CENTRE } },
    { "state_words", { "Tình trạng", 16, COLUMN_TEXT } }, { "result", { "Kết quả", 48, COLUMN_TEXT } },
    { "since", { "Đặt ra từ năm", 10, COLUMN_CENTRE } }
  };
  static const ExportSpec spec = { "ke-hoach-cai-tien", "Cải tiến", columns, G_N_ELEMENTS (columns) };
  Transaction *transaction = request_read (request, error);
  RoundHead round;
  Improvements items;
  Value *list = value_list (request_arena (request));
  return transaction != NULL && round_head (request, transaction, &round, error)
         && read_rows (request, transaction, round.id, &items, list, error)
         && export_send (request, &spec, value_view (list), error);
}

static bool
write_propose (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  guint added = 0;
  if (!round_head (request, transaction, &round, error)
      || !improvement_propose (transaction, request_arena (request), round.id, request_text (request, "due"),
                               &added, error))
    return false;
  request_notice (request, added > 0 ? MSG_IMPROVEMENT_PROPOSED : MSG_IMPROVEMENT_NONE,
                  arena_int (request_arena (request), added), NULL);
  request_redirect (request, round_path (request, round.year, "cai-tien"));
  return true;
}

/* ---- one task ---- */

typedef struct {
  RoundHead round;
  ImprovementRow item;
  bool mine; /* its owner's, or of whom one stands in for */
} TaskAt;

/* Who neither owns it nor may see the round is told that it is not there. */
static bool
task_at (Request *request, Transaction *transaction, TaskAt *ret, GError **error)
{
  ActsFor acts;
  TaskAt at = { 0 };
  if (!round_head (request, transaction, &at.round, error)
      || !improvement_find (transaction, request_arena (request), at.round.id, request_int (request, "id", 0),
                            &at.item, error)
      || !acts_for_load (request, transaction, &acts, error))
    return false;
  at.mine = acts_for (&acts, at.item.owner_id);
  *ret = at;
  return at.mine || request_may (request, PERMISSION_ROUND_READ)
         || request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
}

static Value *
indicator_choices (Request *request, const Scheme *scheme, const char *chosen)
{
  Arena *arena = request_arena (request);
  Value *list = value_list (arena);
  for (gsize i = 0; i < scheme->indicator_count; i++) {
    const Indicator *indicator = &scheme->indicators[i];
    Value *item = value_object (arena);
    value_set_text (item, "value", indicator->id);
    value_set_text (item, "text", indicator->text);
    value_set_bool (item, "chosen", g_strcmp0 (chosen, indicator->id) == 0);
    value_append (list, item);
  }
  return list;
}

/* Who can be made the owner; so far it is whoever the item says. */
static bool
view_owners (Request *request, Transaction *transaction, const ImprovementRow *item, Value *page,
             GError **error)
{
  Choices people;
  PickField field = { .input = "owner_id", .none = "chưa giao", .chosen = item != NULL ? item->owner_id : 0 };
  if (!people_choices (request, transaction, &people, error))
    return false;
  if (people.many && field.chosen != 0) {
    PersonEntry entry;
    if (!person_load (transaction, request_arena (request), field.chosen, &entry, NULL, error))
      return false;
    field.label = person_label (request, entry.fields[PERSON_FIELD_NAME], entry.fields[PERSON_FIELD_CODE]);
  }
  person_field (request, page, &people, &field);
  return true;
}

/* The form's choices: indicators and people; `item` NULL: a new task. */
static bool
view_form (Request *request, Transaction *transaction, const RoundHead *round, const ImprovementRow *item,
           Value *page, GError **error)
{
  Arena *arena = request_arena (request);
  const char *indicator = request_text (request, "indicator");
  if (!view_owners (request, transaction, item, page, error))
    return false;
  if (indicator == NULL && item != NULL)
    indicator = item->indicator;
  value_set (page, "indicators", indicator_choices (request, round->scheme, indicator));
  value_set_text (page, "base", round_path (request, round->year, ""));
  value_set_bool (page, "is_new", item == NULL);
  value_set_int (page, "id", item != NULL ? item->id : 0);
  if (item != NULL) {
    request_default (request, "version", arena_int (arena, item->version));
    request_default (request, "task", item->task);
    request_default (request, "due", item->due != NULL ? shown_day (arena, item->due) : NULL);
    request_default (request, "result", item->result);
  }
  return true;
}

static void
view_task (Request *request, const TaskAt *at, Value *page)
{
  Arena *arena = request_arena (request);
  const ImprovementRow *item = &at->item;
  const Indicator *indicator = scheme_find_indicator (at->round.scheme, item->indicator);
  bool follows = item->carried_to == 0, may_write = request_may (request, PERMISSION_TEAM_WRITE);
  value_set (page, "shown", row_value (request, item));
  value_set_text (page, "text", indicator != NULL ? indicator->text : NULL);
  value_set_bool (page, "done", request_has_errors (request) ? request_flag (request, "xong") : item->done);
  value_set_bool (page, "may_write", follows && may_write);
  value_set_bool (page, "may_report", follows && (at->mine || may_write));
  value_set_bool (page, "may_list", request_may (request, PERMISSION_ROUND_READ));
  value_set_text (page, "carried_path",
                  follows ? NULL : arena_printf (arena, "/dot/%d/cai-tien", item->carried_to));
}

/* ---- on to a later year ---- */

typedef struct {
  gint64 id; /* 0: there is none */
  int year;
  const Scheme *scheme;
} LaterRound;

static bool
load_later (Request *request, Transaction *transaction, int year, LaterRound *ret, GError **error)
{
  GError *local = NULL;
  LaterRound later = { 0 };
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_round_after, error, DB_INT (year));
  if (rows == NULL)
    return false;
  if (rows_next (rows, &local))
    later = (LaterRound){ rows_int (rows, 0), (int)rows_int (rows, 1),
                          request_scheme (request, rows_text (rows, 2), &local) };
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  *ret = later;
  return true;
}

/* What went on to no later round by itself, since its indicator is not there, can be taken on by hand. */
static bool
view_later (Request *request, Transaction *transaction, const TaskAt *at, Value *page, GError **error)
{
  LaterRound later;
  if (!load_later (request, transaction, at->round.year, &later, error))
    return false;
  bool may = later.id != 0 && at->item.carried_to == 0 && !at->item.done
             && request_may (request, PERMISSION_TEAM_WRITE);
  value_set_bool (page, "may_carry", may);
  value_set_int (page, "later_year", later.year);
  value_set (page, "later_indicators",
             may ? indicator_choices (request, later.scheme, request_text (request, "chi-tieu")) : NULL);
  return true;
}

static bool
write_carry (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  LaterRound later;
  const char *indicator = request_text (request, "chi-tieu");
  if (!round_head (request, transaction, &round, error)
      || !load_later (request, transaction, round.year, &later, error))
    return false;
  if (later.id == 0)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  if (scheme_find_indicator (later.scheme, indicator) == NULL) {
    request_field_error (request, "chi-tieu", MSG_INPUT_CHOICE, NULL);
    return request_invalid (request, error);
  }
  if (!improvement_carry (transaction, request_arena (request), round.id, round.year,
                          request_int (request, "id", 0), later.id, indicator, error))
    return false;
  request_notice (request, MSG_IMPROVEMENT_TAKEN_ON, arena_int (request_arena (request), later.year), NULL);
  request_redirect (request, round_path (request, round.year, "cai-tien"));
  return true;
}

static bool
show_task (Request *request, GError **error)
{
  Transaction *transaction = request_read (request, error);
  TaskAt at;
  Value *page = value_object (request_arena (request));
  if (transaction == NULL || !task_at (request, transaction, &at, error)
      || !view_form (request, transaction, &at.round, &at.item, page, error)
      || !view_later (request, transaction, &at, page, error))
    return false;
  view_task (request, &at, page);
  value_set_text (page, "title", at.item.task);
  request_show (request, value_view (page));
  return true;
}

static bool
show_new (Request *request, GError **error)
{
  Transaction *transaction = request_read (request, error);
  RoundHead round;
  Value *page = value_object (request_arena (request));
  if (transaction == NULL || !round_head (request, transaction, &round, error)
      || !view_form (request, transaction, &round, NULL, page, error))
    return false;
  request_show (request, value_view (page));
  return true;
}

/* What the form says; false with the form's errors, too. */
static bool
read_entry (Request *request, Transaction *transaction, const RoundHead *round, ImprovementEntry *ret,
            GError **error)
{
  *ret = (ImprovementEntry){ .indicator = request_text (request, "indicator"),
                             .task = request_text (request, "task"),
                             .due = request_text (request, "due") };
  if (!person_picked (request, transaction, "owner_id", false, &ret->owner_id, error))
    return false;
  if (scheme_find_indicator (round->scheme, ret->indicator) == NULL)
    request_field_error (request, "indicator", MSG_INPUT_CHOICE, NULL);
  return !request_has_errors (request) || request_invalid (request, error);
}

static bool
back_to_list (Request *request, int year, MessageId said)
{
  request_notice (request, said, NULL);
  request_redirect (
      request, request_may (request, PERMISSION_ROUND_READ) ? round_path (request, year, "cai-tien") : "/");
  return true;
}

static bool
write_new (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  ImprovementEntry entry;
  return round_head (request, transaction, &round, error)
         && read_entry (request, transaction, &round, &entry, error)
         && improvement_add (transaction, request_arena (request), round.id, &entry, NULL, error)
         && back_to_list (request, round.year, MSG_IMPROVEMENT_SAVED);
}

static bool
write_task (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  ImprovementEntry entry;
  return round_head (request, transaction, &round, error)
         && read_entry (request, transaction, &round, &entry, error)
         && improvement_save (transaction, request_arena (request), round.id, request_int (request, "id", 0),
                              request_int (request, "version", 0), &entry, error)
         && back_to_list (request, round.year, MSG_IMPROVEMENT_SAVED);
}

static bool
write_report (Request *request, Transaction *transaction, GError **error)
{
  TaskAt at;
  const char *result = request_text (request, "result");
  bool done = request_flag (request, "xong");
  if (!task_at (request, transaction, &at, error))
    return false;
  if (!at.mine && !request_may (request, PERMISSION_TEAM_WRITE))
    return request_refuse (request, error, 403, MSG_WEB_FORBIDDEN,
                           permission_vietnamese (PERMISSION_TEAM_WRITE), NULL);
  if (done && result == NULL) {
    request_field_error (request, "result", MSG_IMPROVEMENT_NO_RESULT, NULL);
    return request_invalid (request, error);
  }
  return improvement_report (transaction, request_arena (request), at.round.id, at.item.id,
                             request_int (request, "version", 0), result, done, error)
         && back_to_list (request, at.round.year, done ? MSG_IMPROVEMENT_DONE : MSG_IMPROVEMENT_REPORTED);
}

static bool
write_remove (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  return round_head (request, transaction, &round, error)
         && improvement_remove (transaction, request_arena (request), round.id,
                                request_int (request, "id", 0), request_int (request, "version", 0), error)
         && back_to_list (request, round.year, MSG_IMPROVEMENT_REMOVED);
}

const Route improvements_routes[] = {
  { METHOD_GET, "/dot/{year}/cai-tien", PERMISSION_ROUND_READ, "The plan of improvement of a round",
    "Kế hoạch cải tiến", list_inputs, show_list, NULL, NULL, "improvements" },
  { METHOD_GET, "/dot/{year}/cai-tien/tai-ve", PERMISSION_ROUND_READ, "The tasks as CSV or XLSX", NULL,
    export_inputs, NULL, prepare_export, NULL, NULL },
  { METHOD_POST, "/dot/{year}/cai-tien/de-xuat", PERMISSION_TEAM_WRITE,
    "A task for each weakness that the ratings name", "Kế hoạch cải tiến", propose_inputs, show_list, NULL,
    write_propose, "improvements" },
  { METHOD_GET, "/dot/{year}/cai-tien/moi", PERMISSION_TEAM_WRITE, "The form of a new task",
    "Thêm việc cải tiến", list_inputs, show_new, NULL, NULL, "improvement" },
  { METHOD_POST, "/dot/{year}/cai-tien/moi", PERMISSION_TEAM_WRITE, "Adds a task", "Thêm việc cải tiến",
    new_inputs, show_new, NULL, write_new, "improvement" },
  { METHOD_GET, "/dot/{year}/cai-tien/{id}", PERMISSION_PERSONAL,
    "A task of improvement; its owner sees it, too", NULL, one_inputs, show_task, NULL, NULL, "improvement" },
  { METHOD_POST, "/dot/{year}/cai-tien/{id}", PERMISSION_TEAM_WRITE, "Changes task, owner, day", NULL,
    save_inputs, show_task, NULL, write_task, "improvement", "improvement" },
  { METHOD_POST, "/dot/{year}/cai-tien/{id}/ket-qua", PERMISSION_PERSONAL,
    "What came of it, and whether it is done: by its owner or the team", NULL, report_inputs, show_task, NULL,
    write_report, "improvement", "improvement" },
  { METHOD_POST, "/dot/{year}/cai-tien/{id}/chuyen", PERMISSION_TEAM_WRITE,
    "Takes a task on to the round of the next year", NULL, carry_inputs, show_task, NULL, write_carry,
    "improvement" },
  { METHOD_POST, "/dot/{year}/cai-tien/{id}/bo", PERMISSION_TEAM_WRITE, "Takes a task out", NULL, one_inputs,
    show_task, NULL, write_remove, "improvement" },
  { 0 },
};
