/* assignments.c - who does what by when: the table, one row of it, many at once, the load of each person. */
#include "base/date.h"
#include "store/assignment.h"
#include "store/team.h"
#include "web/export.h"
#include "web/pages/assignment_parts.h"
#include "web/pages/pages.h"
#include "web/pages/people_parts.h"
#include "web/pages/round_parts.h"
#include "web/shown.h"
#include <string.h>

static const InputSpec export_inputs[] = { YEAR_INPUT, EXPORT_INPUT, { 0 } };
static const InputSpec show_inputs[] = { YEAR_INPUT, { 0 } };

static const InputSpec lay_out_inputs[]
    = { YEAR_INPUT, { .name = "guide", .kind = INPUT_FLAG, .label = "Lời dặn mẫu" }, { 0 } };

static const InputSpec many_inputs[] = {
  YEAR_INPUT,
  { .name = "chosen", .kind = INPUT_LIST, .label = "Dòng" },
  { .name = "due", .kind = INPUT_DATE, .label = "Hạn" },
  PERSON_INPUT ("person", "Người thực hiện"),
  { .name = "guide", .kind = INPUT_FLAG, .label = "Lời dặn mẫu" },
  { 0 },
};

#define WORK_INPUTS                                                                                          \
  { .name = "due", .kind = INPUT_DATE, .label = "Hạn" },                                                     \
      { .name = "guidance", .kind = INPUT_LINES, .label = "Hướng dẫn thu thập minh chứng", .limit = 4000 },  \
      { .name = "method", .kind = INPUT_LINES, .label = "Cách đánh giá", .limit = 2000 },                    \
      { .name = "person", .kind = INPUT_LIST, .label = "Người thực hiện" },                                  \
      PERSON_INPUT ("other", "Người khác"),                                                                  \
  {                                                                                                          \
    .name = "seen", .kind = INPUT_LIST, .label = "Đã giao"                                                 \
  }

static const InputSpec task_inputs[]
    = { YEAR_INPUT,
        { .name = "task", .kind = INPUT_TEXT, .required = true, .label = "Việc", .limit = 600 },
        WORK_INPUTS,
        { 0 } };

static const InputSpec row_inputs[]
    = { YEAR_INPUT,
        { .name = "id", .kind = INPUT_ID, .required = true, .label = "Phân công" },
        { .name = "version", .kind = INPUT_INT, .label = "Bản" },
        { .name = "task", .kind = INPUT_TEXT, .label = "Việc", .limit = 600 },
        WORK_INPUTS,
        { 0 } };

static const InputSpec one_inputs[]
    = { YEAR_INPUT,
        { .name = "id", .kind = INPUT_ID, .required = true, .label = "Phân công" },
        { .name = "version", .kind = INPUT_INT, .label = "Bản" },
        { 0 } };

/* ---- load of each person ---- */

#define WEEKS_SHOWN 6

typedef struct {
  gint64 id;
  const char *name;
  bool left;
  guint open, over, late, undated;
  guint weeks[WEEKS_SHOWN]; /* open ones by the week of their day; the last: later too */
} Load;

typedef struct {
  Load *items;
  gsize count;
  gint32 first_week; /* day number of its Monday */
} Loads;

static Load *
load_of (Arena *arena, Loads *loads, gint64 id, const char *name)
{
  for (gsize i = 0; i < loads->count; i++)
    if (loads->items[i].id == id)
      return &loads->items[i];
  Load *load = &ARENA_PUSH (arena, loads->items, loads->count);
  *load = (Load){ .id = id, .name = name };
  return load;
}

static gint32
monday_of (const char *iso)
{
  CivilDate day = { 0 };
  if (!date_parse_iso (iso, &day))
    return 0;
  gint32 number = date_day_number (day);
  return number - (number + 3) % 7; /* 1970-01-01 was a Thursday */
}

static void
count_work (Loads *loads, Load *load, const AssignmentRow *row, const char *today)
{
  WorkState state = work_state (row->indicator != NULL, row->state, row->due, today);
  load->over += state == WORK_OVER;
  load->open += state != WORK_OVER;
  load->late += state == WORK_LATE;
  if (state == WORK_OVER || state == WORK_LATE)
    return;
  if (row->due == NULL)
    load->undated++;
  else
    load->weeks[CLAMP ((monday_of (row->due) - loads->first_week) / 7, 0, WEEKS_SHOWN - 1)]++;
}

/* Everybody of the team, busy or not, and whoever else does something. */
static Loads
read_loads (Arena *arena, const AssignmentRows *rows, const TeamRows *team, const char *today)
{
  Loads loads = { .first_week = monday_of (today) };
  for (gsize i = 0; i < team->count; i++)
    if (team->items[i].ended_on == NULL)
      load_of (arena, &loads, team->items[i].person_id, team->items[i].name)->left = team->items[i].left;
  for (gsize i = 0; i < rows->count; i++)
    for (gsize k = 0; k < rows->items[i].people_count; k++) {
      const Assignee *person = &rows->items[i].people[k];
      if (person->ended_on != NULL)
        continue;
      Load *load = load_of (arena, &loads, person->person_id, person->name);
      load->left = load->left || person->left;
      count_work (&loads, load, &rows->items[i], today);
    }
  return loads;
}

static void
load_state (Value *item, const Load *load)
{
  const char *shape = load->late > 0 ? "late" : load->open > 0 ? "doing" : load->over > 0 ? "done" : "todo";
  value_set_text (item, "state_shape", shape);
  value_set_text (item, "state_words",
                  load->late > 0   ? "có việc quá hạn"
                  : load->open > 0 ? "đang làm"
                  : load->over > 0 ? "xong"
                                   : "chưa được giao");
}

static void
add_loads (Arena *arena, Value *page, const Loads *loads)
{
  Value *people = value_list (arena), *weeks = value_list (arena);
  CivilDate epoch = { 1970, 1, 1 };
  for (int week = 0; week < WEEKS_SHOWN; week++) {
    CivilDate sunday = date_add_days (epoch, loads->first_week + 7 * week + 6);
    Value *item = value_object (arena);
    value_set_text (item, "until",
                    arena_printf (arena, "%02d/%02d%s", sunday.day, sunday.month,
                                  week == WEEKS_SHOWN - 1 ? " trở đi" : ""));
    value_append (weeks, item);
  }
  for (gsize i = 0; i < loads->count; i++) {
    const Load *load = &loads->items[i];
    Value *item = value_object (arena), *counts = value_list (arena);
    value_set_int (item, "id", load->id);
    value_set_text (item, "name", load->name);
    value_set_bool (item, "left", load->left);
    value_set_int (item, "open", load->open);
    value_set_int (item, "over", load->over);
    value_set_text (item, "late", load->late > 0 ? arena_int (arena, load->late) : "");
    value_set_text (item, "undated", load->undated > 0 ? arena_int (arena, load->undated) : "");
    for (gsize week = 0; week < WEEKS_SHOWN; week++) {
      Value *count = value_object (arena);
      value_set_text (count, "n", load->weeks[week] > 0 ? arena_int (arena, load->weeks[week]) : "");
      value_append (counts, count);
    }
    value_set (item, "by_week", counts);
    load_state (item, load);
    value_append (people, item);
  }
  value_set (page, "loads", people);
  value_set (page, "weeks", weeks);
  value_set_bool (page, "any_loads", loads->count > 0);
}

/* ---- the table ---- */

static Value *
row_value (Request *request, const RoundHead *round, const AssignmentRow *row)
{
  Arena *arena = request_arena (request);
  Value *item = value_object (arena);
  const Indicator *indicator
      = row->indicator != NULL ? scheme_find_indicator (round->scheme, row->indicator) : NULL;
  value_set_int (item, "id", row->id);
  value_set_text (item, "indicator", row->indicator);
  value_set_text (item, "text", indicator != NULL ? indicator->text : row->task);
  value_set_text (item, "names", assignment_names (arena, row));
  value_set_text (item, "past", assignment_past (arena, row));
  value_set_text (item, "due", row->due != NULL ? shown_day (arena, row->due) : NULL);
  value_set_bool (item, "no_guidance", row->guidance == NULL);
  view_work_state (item, row->indicator != NULL, row->state, row->due, request_today (request));
  return item;
}

static void
add_counts (Request *request, Value *page, const AssignmentRows *rows)
{
  gint64 counts[4] = { 0 }, open = 0; /* by WorkState */
  for (gsize i = 0; i < rows->count; i++) {
    const AssignmentRow *row = &rows->items[i];
    counts[work_state (row->indicator != NULL, row->state, row->due, request_today (request))]++;
    open += !assignment_is_given (row);
  }
  value_set_int (page, "count", (gint64)rows->count);
  value_set_int (page, "late_count", counts[WORK_LATE]);
  value_set_bool (page, "any_late", counts[WORK_LATE] > 0);
  value_set_int (page, "over_count", counts[WORK_OVER]);
  value_set_int (page, "open_count", open);
  value_set_bool (page, "any_open", open > 0);
}

static bool
show_table (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Transaction *transaction = request_read (request, error);
  RoundHead round;
  AssignmentRows rows;
  TeamRows team;
  const Indicator **missing = NULL;
  gsize missing_count = 0;
  Value *page = value_object (arena), *list = value_list (arena);
  Choices people = { 0 };
  bool may_write = request_may (request, PERMISSION_TEAM_WRITE);
  if (transaction == NULL || !round_head (request, transaction, &round, error)
      || !assignment_rows (transaction, arena, round.id, &rows, error)
      || !team_rows (transaction, arena, round.id, request_today (request), &team, error)
      || !assignment_missing (transaction, arena, round.scheme, &rows, &missing, &missing_count, error)
      || (may_write && !people_choices (request, transaction, &people, error)))
    return false;
  for (gsize i = 0; i < rows.count; i++)
    value_append (list, row_value (request, &round, &rows.items[i]));
  const Loads loads = read_loads (arena, &rows, &team, request_today (request));
  value_set (page, "rows", list);
  value_set_bool (page, "any", rows.count > 0);
  add_counts (request, page, &rows);
  add_loads (arena, page, &loads);
  value_set_bool (page, "missing", missing_count > 0);
  value_set_int (page, "missing_count", (gint64)missing_count);
  value_set_bool (page, "no_team", team_size (&team) == 0);
  person_field (request, page, &people, &(PickField){ .input = "person", .none = "không thêm" });
  value_set_text (page, "base", round_path (request, round.year, ""));
  value_set_bool (page, "may_write", may_write);
  value_set_bool (page, "may_papers", request_may (request, PERMISSION_PAPERS_READ));
  export_links (request, page, round_path (request, round.year, "phan-cong/tai-ve"), "");
  request_show (request, value_view (page));
  return true;
}

static bool
prepare_file (Request *request, GError **error)
{
  static const ExportColumn columns[] = {
    { "indicator", { "Chỉ tiêu", 10, COLUMN_TEXT } },     { "text", { "Nội dung, việc", 60, COLUMN_TEXT } },
    { "names", { "Người thực hiện", 32, COLUMN_TEXT } },  { "due", { "Hạn", 12, COLUMN_TEXT } },
    { "state_words", { "Tình trạng", 16, COLUMN_TEXT } }, { "past", { "Trước đây", 32, COLUMN_TEXT } },
  };
  const ExportSpec spec = { "phan-cong", "Phân công", columns, G_N_ELEMENTS (columns) };
  RoundHead round;
  AssignmentRows rows;
  Value *list = value_list (request_arena (request));
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !round_head (request, transaction, &round, error)
      || !assignment_rows (transaction, request_arena (request), round.id, &rows, error))
    return false;
  for (gsize i = 0; i < rows.count; i++)
    value_append (list, row_value (request, &round, &rows.items[i]));
  return export_send (request, &spec, value_view (list), error);
}

/* ---- laying out, many at once ---- */

static void
back_to_table (Request *request, int year)
{
  request_redirect (request, round_path (request, year, "phan-cong"));
}

static bool
write_lay_out (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  guint added = 0;
  if (!round_head (request, transaction, &round, error)
      || !assignment_lay_out (transaction, request_arena (request), round.id, round.scheme,
                              request_flag (request, "guide"), &added, error))
    return false;
  request_notice (request, MSG_ASSIGN_LAID_OUT, arena_int (request_arena (request), added), NULL);
  back_to_table (request, round.year);
  return true;
}

static bool
write_many (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  gsize count = 0;
  const gint64 *ids = id_list (request, "chosen", &count);
  AssignmentBulk bulk = { .due = request_text (request, "due") };
  bool guide = request_flag (request, "guide");
  if (!round_head (request, transaction, &round, error)
      || !person_picked (request, transaction, "person", false, &bulk.person_id, error))
    return false;
  if (request_has_errors (request))
    return request_invalid (request, error);
  if (count == 0 || (bulk.due == NULL && bulk.person_id == 0 && !guide)) {
    request_field_error (request, "due", MSG_ASSIGN_NONE, NULL);
    return request_invalid (request, error);
  }
  bulk.hints = guide ? round.scheme : NULL;
  if (!assignment_save_many (transaction, request_arena (request), round.id, ids, count, &bulk, error))
    return false;
  request_notice (request, MSG_ASSIGN_MANY, arena_int (request_arena (request), (gint64)count), NULL);
  back_to_table (request, round.year);
  return true;
}

/* ---- one row ---- */

/* Who can do it: the team, whoever does it already, and anybody else by choosing. */
static bool
add_people (Request *request, Transaction *transaction, Value *page, const AssignmentRow *row,
            gint64 round_id, GError **error)
{
  Arena *arena = request_arena (request);
  g_autoptr (GPtrArray) sent = request_list (request, "person"), listed = g_ptr_array_new ();
  bool came_back = request_has_errors (request);
  TeamRows team;
  Choices others;
  Value *list = value_list (arena), *seen = value_list (arena);
  if (!team_rows (transaction, arena, round_id, request_today (request), &team, error))
    return false;
  for (gsize i = 0; row != NULL && i < row->people_count; i++)
    if (row->people[i].ended_on == NULL)
      value_append_text (seen, id_text (request, row->people[i].person_id));
  for (gsize i = 0; i < team.count + (row != NULL ? row->people_count : 0); i++) {
    const Assignee *extra = i >= team.count ? &row->people[i - team.count] : NULL;
    bool gone = extra != NULL ? extra->ended_on != NULL : team.items[i].ended_on != NULL;
    const char *id = id_text (request, extra != NULL ? extra->person_id : team.items[i].person_id);
    bool chosen = came_back && id_among (sent, id);
    if (gone || id_among (listed, id))
      continue;
    for (gsize k = 0; !came_back && row != NULL && k < row->people_count; k++)
      chosen = chosen
               || (row->people[k].ended_on == NULL
                   && strcmp (id_text (request, row->people[k].person_id), id) == 0);
    Value *item = value_object (arena);
    value_set_text (item, "id", id);
    value_set_text (item, "name", extra != NULL ? extra->name : team.items[i].name);
    value_set_text (item, "about", extra != NULL ? "ngoài Tổ" : team.items[i].office);
    value_set_bool (item, "chosen", chosen);
    value_append (list, item);
    g_ptr_array_add (listed, (char *)id);
  }
  if (!people_choices (request, transaction, &others, error))
    return false;
  value_set (page, "members", list);
  value_set (page, "seen", seen);
  person_field (request, page, &others, &(PickField){ .input = "other", .none = "không có", .but = listed });
  return true;
}

static void
add_words (Request *request, Value *page, const RoundHead *round, const AssignmentRow *row)
{
  Arena *arena = request_arena (request);
  const Indicator *indicator
      = row != NULL && row->indicator != NULL ? scheme_find_indicator (round->scheme, row->indicator) : NULL;
  value_set_int (page, "id", row != NULL ? row->id : 0);
  value_set_bool (page, "is_new", row == NULL);
  value_set_bool (page, "is_task", row == NULL || row->indicator == NULL);
  value_set_text (page, "indicator", row != NULL ? row->indicator : NULL);
  value_set_text (page, "text", indicator != NULL ? indicator->text : NULL);
  value_set_text (page, "standard", assignment_standard_guidance (arena, indicator));
  value_set_text (page, "past", row != NULL ? assignment_past (arena, row) : NULL);
  value_set_text (page, "title",
                  row == NULL              ? "Thêm việc"
                  : row->indicator != NULL ? arena_concat (arena, "Phân công chỉ tiêu ", row->indicator, NULL)
                                           : "Phân công việc");
  value_set_text (page, "base", round_path (request, round->year, ""));
}

static bool
show_row (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Transaction *transaction = request_read (request, error);
  RoundHead round;
  AssignmentRows rows = { 0 };
  gint64 id = request_int (request, "id", 0);
  Value *page = value_object (arena);
  if (transaction == NULL || !round_head (request, transaction, &round, error)
      || (id != 0 && !assignment_rows (transaction, arena, round.id, &rows, error)))
    return false;
  const AssignmentRow *row = assignment_find (&rows, id);
  if (id != 0 && row == NULL)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  if (row != NULL) {
    request_default (request, "version", id_text (request, row->version));
    request_default (request, "task", row->task != NULL ? row->task : "");
    request_default (request, "due", row->due != NULL ? shown_day (arena, row->due) : "");
    request_default (request, "guidance", row->guidance != NULL ? row->guidance : "");
    request_default (request, "method", row->method != NULL ? row->method : "");
  }
  add_words (request, page, &round, row);
  if (!add_people (request, transaction, page, row, round.id, error))
    return false;
  request_show (request, value_view (page));
  return true;
}

/* What the form says; false with the form's errors, too. */
static bool
read_entry (Request *request, Transaction *transaction, AssignmentEntry *ret, GError **error)
{
  AssignmentEntry entry = { .task = request_text (request, "task"),
                            .due = request_text (request, "due"),
                            .guidance = request_text (request, "guidance"),
                            .method = request_text (request, "method") };
  gint64 other = 0;
  gint64 *chosen = id_list (request, "person", &entry.chosen_count);
  if (!person_picked (request, transaction, "other", false, &other, error))
    return false;
  if (other != 0)
    ARENA_PUSH (request_arena (request), chosen, entry.chosen_count) = other;
  entry.chosen = chosen;
  entry.seen = id_list (request, "seen", &entry.seen_count);
  *ret = entry;
  return !request_has_errors (request) || request_invalid (request, error);
}

static bool
write_row (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  AssignmentEntry entry;
  if (!round_head (request, transaction, &round, error) || !read_entry (request, transaction, &entry, error)
      || !assignment_save (transaction, request_arena (request), round.id, request_int (request, "id", 0),
                           request_int (request, "version", 0), &entry, request_today (request), error))
    return false;
  request_notice (request, MSG_ASSIGN_SAVED, NULL);
  back_to_table (request, round.year);
  return true;
}

static bool
write_task (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  AssignmentEntry entry;
  gint64 id = 0;
  if (!round_head (request, transaction, &round, error) || !read_entry (request, transaction, &entry, error)
      || !assignment_add_task (transaction, request_arena (request), round.id, &entry, &id, error))
    return false;
  request_notice (request, MSG_ASSIGN_ADDED, NULL);
  back_to_table (request, round.year);
  return true;
}

static bool
write_remove (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  if (!round_head (request, transaction, &round, error)
      || !assignment_remove_task (transaction, request_arena (request), round.id,
                                  request_int (request, "id", 0), request_int (request, "version", 0), error))
    return false;
  request_notice (request, MSG_ASSIGN_REMOVED, NULL);
  back_to_table (request, round.year);
  return true;
}

const Route assignments_routes[] = {
  { METHOD_GET, "/dot/{year}/phan-cong", PERMISSION_ROUND_READ, "Who does what by when", "Phân công",
    show_inputs, show_table, NULL, NULL, "assignments" },
  { METHOD_GET, "/dot/{year}/phan-cong/tai-ve", PERMISSION_ROUND_READ, "Who does what, as CSV or XLSX", NULL,
    export_inputs, NULL, prepare_file, NULL, NULL },
  { METHOD_POST, "/dot/{year}/phan-cong", PERMISSION_TEAM_WRITE, "Sets the same of many at once", "Phân công",
    many_inputs, show_table, NULL, write_many, "assignments" },
  { METHOD_POST, "/dot/{year}/phan-cong/lap", PERMISSION_TEAM_WRITE,
    "Lays out the indicators that are not yet in the table", NULL, lay_out_inputs, NULL, NULL,
    write_lay_out },
  { METHOD_GET, "/dot/{year}/phan-cong/moi", PERMISSION_TEAM_WRITE, "The form of a task in words", NULL,
    show_inputs, show_row, NULL, NULL, "assignment" },
  { METHOD_POST, "/dot/{year}/phan-cong/moi", PERMISSION_TEAM_WRITE, "Adds a task in words", NULL,
    task_inputs, show_row, NULL, write_task, "assignment", "assignment" },
  { METHOD_GET, "/dot/{year}/phan-cong/{id}", PERMISSION_TEAM_WRITE, "One piece of work", NULL, one_inputs,
    show_row, NULL, NULL, "assignment" },
  { METHOD_POST, "/dot/{year}/phan-cong/{id}", PERMISSION_TEAM_WRITE, "Changes one piece of work", NULL,
    row_inputs, show_row, NULL, write_row, "assignment", "assignment" },
  { METHOD_POST, "/dot/{year}/phan-cong/{id}/bo", PERMISSION_TEAM_WRITE, "Takes a task out", NULL, one_inputs,
    NULL, NULL, write_remove },
  { 0 },
};
