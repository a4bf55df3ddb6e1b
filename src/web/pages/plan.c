/* plan.c - the plan of a round: written beside its preview, its schedule worked backwards. */
#include "base/asset.h"
#include "document/paper_file.h"
#include "document/standard_plan.h"
#include "model/plan_text.h"
#include "model/schedule.h"
#include "model/workflow.h"
#include "store/paper.h"
#include "store/round_parts.h"
#include "web/pages/pages.h"
#include "web/pages/people_parts.h"
#include "web/pages/round_parts.h"
#include "web/shown.h"

static const InputSpec show_inputs[] = { YEAR_INPUT, { 0 } };

static const InputSpec plan_inputs[] = {
  YEAR_INPUT,
  { .name = "id", .kind = INPUT_ID, .label = "Kế hoạch" },
  { .name = "version", .kind = INPUT_INT, .label = "Bản" },
  { .name = "submit_before", .kind = INPUT_DATE, .label = "Gửi hồ sơ trước ngày" },
  { .name = "purposes", .kind = INPUT_LINES, .label = "Mục đích" },
  { .name = "requirements", .kind = INPUT_LINES, .label = "Yêu cầu" },
  { .name = "schedule", .kind = INPUT_LINES, .label = "Tiến độ" },
  { .name = "duties", .kind = INPUT_LINES, .label = "Nhiệm vụ các bộ phận" },
  { 0 },
};

static const InputSpec schedule_inputs[] = {
  YEAR_INPUT,
  { .name = "id", .kind = INPUT_ID, .label = "Kế hoạch" },
  { .name = "version", .kind = INPUT_INT, .label = "Bản" },
  { .name = "submit_before", .kind = INPUT_DATE, .required = true, .label = "Gửi hồ sơ trước ngày" },
  { .name = "holidays", .kind = INPUT_LINES, .label = "Ngày nghỉ khác", .limit = 4000 },
  { 0 },
};

static const InputSpec standard_inputs[]
    = { YEAR_INPUT, { .name = "version", .kind = INPUT_INT, .label = "Bản" }, { 0 } };

/* ---- the record ---- */

/* The round's plan; id 0 and all null: none yet. */
static bool
load_plan (Request *request, Transaction *transaction, gint64 round_id, Record *ret, GError **error)
{
  Records plans;
  if (!record_list (transaction, request_arena (request), RECORD_plan, round_id, &plans, error))
    return false;
  *ret = plans.count > 0 ? plans.items[0] : (Record){ .kind = RECORD_plan };
  return true;
}

/* The state of its paper, where that is no longer written; NULL: the plan may change. */
static bool
load_fixed (Request *request, Transaction *transaction, gint64 round_id, const WorkflowState **ret,
            GError **error)
{
  Record paper;
  bool found = false;
  if (!paper_find (transaction, request_arena (request), round_id, "plan", &paper, &found, error))
    return false;
  *ret = found && !paper_is_open (&paper) ? workflow_state ("paper", paper_state (&paper)) : NULL;
  return true;
}

static bool
put_plan (Request *request, Transaction *transaction, gint64 round_id, const char *action,
          RecordFields fields, GError **error)
{
  Arena *arena = request_arena (request);
  const WorkflowState *fixed = NULL;
  Record plan;
  if (!load_plan (request, transaction, round_id, &plan, error)
      || !load_fixed (request, transaction, round_id, &fixed, error))
    return false;
  if (fixed != NULL)
    return request_refuse (request, error, 409, MSG_PLAN_FIXED, fixed->words, NULL);
  if (plan.id != 0)
    return record_save (transaction, arena, RECORD_plan, action, plan.id, request_int (request, "version", 0),
                        fields, error);
  AuditField *all = arena_array (arena, AuditField, fields.count + 1);
  all[0] = (AuditField){ "round_id", record_number (arena, round_id) };
  for (gsize i = 0; i < fields.count; i++)
    all[i + 1] = fields.items[i];
  return record_add (transaction, arena, RECORD_plan, "plan.add", (RecordFields){ all, fields.count + 1 },
                     NULL, error);
}

/* ---- the page ---- */

static void
add_calendar (Request *request, Value *page)
{
  Arena *arena = request_arena (request);
  const Asset *asset = asset_find ("calendar/vn.json");
  WorkCalendar calendar = { 0 };
  Value *list = value_list (arena);
  bool read = asset != NULL && calendar_read (arena, (const char *)asset->data, asset->size, &calendar, NULL);
  for (gsize i = 0; read && i < calendar.yearly_count; i++) {
    Value *item = value_object (arena);
    value_set_text (item, "name", calendar.yearly[i].name);
    value_set_text (item, "note", calendar.yearly[i].note);
    value_set_int (item, "days", calendar.yearly[i].days);
    value_append (list, item);
  }
  value_set (page, "yearly", list);
  value_set_text (page, "calendar_source", calendar.source);
  value_set_text (page, "calendar_note", calendar.source_note);
}

static void
add_defaults (Request *request, const Record *plan, const RoundHead *round)
{
  Arena *arena = request_arena (request);
  gsize rows = 0, bodies = 0;
  const ScheduleItem *schedule = schedule_of_json (arena, record_text (plan, "schedule"), &rows);
  const DutyGroup *duties = duties_of_json (arena, record_text (plan, "duties"), &bodies);
  const char *due = record_text (plan, "submit_before");
  if (plan->id != 0)
    request_default (request, "id", id_text (request, plan->id));
  request_default (request, "version", id_text (request, plan->version));
  request_default (
      request, "submit_before",
      shown_day (arena, due != NULL ? due : date_iso (arena, scheme_due_date (round->scheme, round->year))));
  request_default (request, "holidays",
                   lines_text (arena, lines_of_json (arena, record_text (plan, "holidays"))));
  request_default (request, "purposes",
                   lines_text (arena, lines_of_json (arena, record_text (plan, "purposes"))));
  request_default (request, "requirements",
                   lines_text (arena, lines_of_json (arena, record_text (plan, "requirements"))));
  request_default (request, "schedule", schedule_text (arena, schedule, rows));
  request_default (request, "duties", duties_text (arena, duties, bodies));
}

static bool
show_plan (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Transaction *transaction = request_read (request, error);
  RoundHead round;
  Record plan;
  const WorkflowState *fixed = NULL;
  Value *page = value_object (arena);
  if (transaction == NULL || !round_head (request, transaction, &round, error)
      || !load_plan (request, transaction, round.id, &plan, error)
      || !load_fixed (request, transaction, round.id, &fixed, error))
    return false;
  bool may = request_may (request, PERMISSION_TEAM_WRITE);
  bool lacks = record_text (&plan, "purposes") == NULL || record_text (&plan, "requirements") == NULL
               || record_text (&plan, "duties") == NULL;
  value_set_text (page, "base", round_path (request, round.year, ""));
  value_set_bool (page, "may_write", may && fixed == NULL);
  value_set_text (page, "fixed", may && fixed != NULL ? fixed->words : NULL);
  value_set_bool (page, "may_papers", request_may (request, PERMISSION_PAPERS_READ));
  value_set_bool (page, "written", plan.id != 0);
  value_set_bool (page, "scheduled", record_text (&plan, "schedule") != NULL);
  value_set_bool (page, "lacks_words", lacks);
  value_set_int (page, "plan_id", plan.id);
  add_defaults (request, &plan, &round);
  add_calendar (request, page);
  request_show (request, value_view (page));
  return true;
}

/* ---- saving what was typed ---- */

typedef struct {
  Lines purposes, requirements;
  ScheduleItem *schedule;
  DutyGroup *duties;
  gsize schedule_count, duty_count;
} TypedPlan;

/* Lines that are not understood are reported at their field. */
static TypedPlan
read_typed (Request *request)
{
  Arena *arena = request_arena (request);
  gsize line = 0;
  TypedPlan typed = { .purposes = lines_parse (arena, request_text (request, "purposes")),
                      .requirements = lines_parse (arena, request_text (request, "requirements")) };
  if (!schedule_parse (arena, request_text (request, "schedule"), &typed.schedule, &typed.schedule_count,
                       &line))
    request_field_error (request, "schedule", MSG_PLAN_LINE, arena_int (arena, (gint64)line), NULL);
  if (!duties_parse (arena, request_text (request, "duties"), &typed.duties, &typed.duty_count, &line))
    request_field_error (request, "duties", MSG_PLAN_DUTY_LINE, arena_int (arena, (gint64)line), NULL);
  return typed;
}

static bool
write_plan (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  RoundHead round;
  TypedPlan typed = read_typed (request);
  if (request_has_errors (request))
    return request_invalid (request, error);
  const RecordFields fields
      = RECORD_FIELDS ({ "submit_before", request_text (request, "submit_before") },
                       { "purposes", lines_json (arena, typed.purposes) },
                       { "requirements", lines_json (arena, typed.requirements) },
                       { "schedule", schedule_json (arena, typed.schedule, typed.schedule_count) },
                       { "duties", duties_json (arena, typed.duties, typed.duty_count) });
  if (!round_head (request, transaction, &round, error)
      || !put_plan (request, transaction, round.id, "plan.save", fields, error))
    return false;
  request_notice (request, MSG_PLAN_SAVED, NULL);
  request_redirect (request, round_path (request, round.year, "ke-hoach"));
  return true;
}

/* ---- the schedule, backwards from the day of submission ---- */

static bool
work_backwards (Request *request, const DateSpans *own, CivilDate before, ScheduleItem **ret,
                gsize *ret_count, GError **error)
{
  Arena *arena = request_arena (request);
  CivilDate today = { 0 };
  date_parse_iso (request_today (request), &today);
  if (!schedule_propose (arena, own, before, today, ret, ret_count, error))
    return false;
  if (*ret_count > 0)
    return true;
  request_field_error (request, "submit_before", MSG_PLAN_NO_ROOM, date_short (arena, before), NULL);
  return request_invalid (request, error);
}

static bool
write_schedule (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  RoundHead round;
  const char *due = request_text (request, "submit_before");
  Lines typed = lines_parse (arena, request_text (request, "holidays"));
  DateSpans own = { 0 };
  CivilDate before = { 0 };
  ScheduleItem *items = NULL;
  gsize line = 0, count = 0;
  if (!date_spans_parse (arena, &typed, &own, &line)) {
    request_field_error (request, "holidays", MSG_PLAN_SPAN_LINE, arena_int (arena, (gint64)line), NULL);
    return request_invalid (request, error);
  }
  date_parse_iso (due, &before);
  if (!round_head (request, transaction, &round, error)
      || !work_backwards (request, &own, before, &items, &count, error))
    return false;
  const RecordFields fields
      = RECORD_FIELDS ({ "submit_before", due }, { "holidays", lines_json (arena, typed) },
                       { "schedule", schedule_json (arena, items, count) });
  if (!put_plan (request, transaction, round.id, "plan.schedule", fields, error))
    return false;
  request_notice (request, MSG_PLAN_SCHEDULED, date_short (arena, before), NULL);
  request_redirect (request, round_path (request, round.year, "ke-hoach"));
  return true;
}

/* ---- standard wording ---- */

static bool
prepare_standard (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Transaction *transaction = request_read (request, error);
  RoundHead round;
  StoredRound stored;
  StandardPlan *standard = arena_new0 (arena, StandardPlan);
  if (transaction == NULL || !round_head (request, transaction, &round, error)
      || !round_whole (request, transaction, round.id, &stored, error)
      || !standard_plan (arena, request_library (request), stored.round,
                         figures_compute (stored.round, arena), standard, error))
    return false;
  request_set_prepared (request, standard);
  return true;
}

/* What the unit has written itself stays. */
static bool
write_standard (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  const StandardPlan *standard = request_prepared (request);
  RoundHead round;
  Record plan;
  if (!round_head (request, transaction, &round, error)
      || !load_plan (request, transaction, round.id, &plan, error))
    return false;
  const char *purposes = record_text (&plan, "purposes"), *requirements = record_text (&plan, "requirements"),
             *duties = record_text (&plan, "duties");
  const RecordFields fields = RECORD_FIELDS (
      { "purposes", purposes != NULL ? purposes : lines_json (arena, standard->purposes) },
      { "requirements", requirements != NULL ? requirements : lines_json (arena, standard->requirements) },
      { "duties", duties != NULL ? duties : duties_json (arena, standard->duties, standard->duty_count) });
  if (!put_plan (request, transaction, round.id, "plan.standard", fields, error))
    return false;
  request_notice (request, MSG_PLAN_STANDARD, NULL);
  request_redirect (request, round_path (request, round.year, "ke-hoach"));
  return true;
}

/* ---- the document with what is being typed; nothing is kept ---- */

static void
put_typed (Request *request, Round *round, const TypedPlan *typed)
{
  CivilDate before = { 0 };
  const char *due = request_text (request, "submit_before");
  round->plan.given = true;
  if (due != NULL && date_parse_iso (due, &before))
    round->plan.submit_before = before;
  round->plan.purposes = typed->purposes;
  round->plan.requirements = typed->requirements;
  round->plan.schedule = typed->schedule;
  round->plan.schedule_count = typed->schedule_count;
  round->plan.duties = typed->duties;
  round->plan.duty_count = typed->duty_count;
}

static bool
prepare_preview (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Transaction *transaction = request_read (request, error);
  RoundHead round;
  StoredRound stored;
  TypedPlan typed = read_typed (request);
  if (request_has_errors (request))
    return request_invalid (request, error);
  if (transaction == NULL || !round_head (request, transaction, &round, error)
      || !round_whole (request, transaction, round.id, &stored, error))
    return false;
  const DocumentSpec *spec = document_spec (round.scheme, "plan");
  if (spec == NULL)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  put_typed (request, stored.round, &typed);
  ComposeContext context = { .arena = arena,
                             .library = request_library (request),
                             .round = stored.round,
                             .figures = figures_compute (stored.round, arena) };
  const Document *document = document_compose (&context, spec, error);
  g_autoptr (GBytes) sheets = document != NULL ? document_file (document, FILE_SHEETS, error) : NULL;
  if (sheets != NULL)
    request_send (request, "text/html; charset=utf-8", NULL, sheets);
  return sheets != NULL;
}

const Route plan_routes[] = {
  { METHOD_GET, "/dot/{year}/ke-hoach", PERMISSION_ROUND_READ, "The plan of a round", "Kế hoạch tự đánh giá",
    show_inputs, show_plan, NULL, NULL, "plan" },
  { METHOD_POST, "/dot/{year}/ke-hoach", PERMISSION_TEAM_WRITE, "Changes the plan", "Kế hoạch tự đánh giá",
    plan_inputs, show_plan, NULL, write_plan, "plan", "plan" },
  { METHOD_POST, "/dot/{year}/ke-hoach/tien-do", PERMISSION_TEAM_WRITE,
    "Works the schedule backwards from the day of submission", "Kế hoạch tự đánh giá", schedule_inputs,
    show_plan, NULL, write_schedule, "plan" },
  { METHOD_POST, "/dot/{year}/ke-hoach/mau", PERMISSION_TEAM_WRITE,
    "Puts the standard wording where nothing is written", NULL, standard_inputs, NULL, prepare_standard,
    write_standard },
  { METHOD_POST, "/dot/{year}/ke-hoach/xem", PERMISSION_ROUND_READ,
    "The plan as sheets of HTML with what is being typed; nothing is kept", NULL, plan_inputs, NULL,
    prepare_preview, NULL },
  { 0 },
};
