/* study_parts.c - see study_parts.h. */
#include "web/pages/study_parts.h"
#include "base/text.h"
#include "document/paper_file.h"
#include "model/study_sample.h"
#include "model/term.h"
#include "web/paging.h"
#include "web/shown.h"
#include <string.h>

bool
own_study (Request *request, Transaction *transaction, OwnStudy *ret, GError **error)
{
  OwnStudy own = { 0 };
  gint64 person = request_identity (request)->person_id;
  if (!round_head (request, transaction, &own.round, error)
      || (person != 0
          && !study_plan_of (transaction, request_arena (request), own.round.id, person, &own.plan, error)))
    return false;
  *ret = own;
  return true;
}

StudyAuthor
study_author (Request *request, const RoundHead *round)
{
  const Identity *who = request_identity (request);
  return (StudyAuthor){ round->id, who->person_id, who->permissions };
}

bool
study_may (Request *request, const StudyPlan *plan, const char *action)
{
  return plan->record.id != 0
         && workflow_step ("study_plan", action, record_text (&plan->record, "state"),
                           request_identity (request)->permissions)
                != NULL;
}

/* ---- what came in ---- */

StudyText
study_text (Request *request)
{
  return (StudyText){ .subject = request_text (request, "subject"),
                      .goal = request_text (request, "goal"),
                      .content = request_text (request, "content"),
                      .schedule = request_text (request, "schedule"),
                      .outcome = request_text (request, "outcome") };
}

static void
default_of (Request *request, const StudyPlan *plan, const char *column)
{
  if (plan->record.id != 0)
    request_default (request, column, record_text (&plan->record, column));
}

void
study_text_defaults (Request *request, const StudyPlan *plan)
{
  static const char *const columns[] = { "subject", "goal", "content", "schedule", "outcome" };
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    default_of (request, plan, columns[i]);
  request_default (request, "version", arena_int (request_arena (request), plan->record.version));
  if (plan->record.id != 0)
    request_default (request, "id", arena_int (request_arena (request), plan->record.id));
}

const char *
study_percent (Arena *arena, const char *stored)
{
  Decimal done = DECIMAL_UNSET;
  return stored != NULL && decimal_parse (stored, &done) ? decimal_vietnamese (arena, done) : NULL;
}

static const char *
percent_shown (Arena *arena, const StudyPlan *plan)
{
  return study_percent (arena, plan->record.id != 0 ? record_text (&plan->record, "done") : NULL);
}

void
study_progress_defaults (Request *request, const StudyPlan *plan)
{
  request_default (request, "done", percent_shown (request_arena (request), plan));
  default_of (request, plan, "progress");
}

const char *
study_done (Request *request)
{
  const char *typed = request_text (request, "done");
  Decimal done = DECIMAL_UNSET;
  if (typed == NULL)
    return NULL;
  if (decimal_parse (typed, &done) && done >= 0 && done <= 100 * DECIMAL_ONE)
    return decimal_plain (request_arena (request), done);
  request_field_error (request, "done", MSG_STUDY_PERCENT, NULL);
  return NULL;
}

void
study_check_whole (Request *request, const StudyText *text)
{
  const struct {
    const char *input, *text;
    bool required;
  } fields[] = { { "subject", text->subject, true },
                 { "goal", text->goal, true },
                 { "content", text->content, true },
                 { "schedule", text->schedule, false },
                 { "outcome", text->outcome, false } };
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].text == NULL && fields[i].required)
      request_field_error (request, fields[i].input, MSG_INPUT_REQUIRED, NULL);
    else if (fields[i].text != NULL && strstr (fields[i].text, STUDY_SAMPLE_BLANK) != NULL)
      request_field_error (request, fields[i].input, MSG_STUDY_SAMPLE_BLANK, NULL);
}

/* ---- what is shown ---- */

static const char *
plan_path (Request *request, const RoundHead *round, const StudyPlan *plan, const char *file)
{
  const char *below
      = arena_printf (request_arena (request), "tu-hoc/%" G_GINT64_FORMAT "/tep/%s", plan->record.id, file);
  return round_path (request, round->year, below);
}

static void
view_proofs (Request *request, const RoundHead *round, const StudyPlan *plan, Value *object)
{
  Arena *arena = request_arena (request);
  StudyProofs proofs = study_plan_proofs (arena, plan);
  Value *list = value_list (arena);
  for (gsize i = 0; i < proofs.count; i++) {
    Value *item = value_object (arena);
    value_set_text (item, "name", proofs.items[i].name);
    value_set_text (item, "hash", proofs.items[i].hash);
    value_set_text (item, "path", plan_path (request, round, plan, proofs.items[i].hash));
    value_append (list, item);
  }
  value_set (object, "proofs", list);
  value_set_bool (object, "any_proof", proofs.count > 0);
}

void
study_view (Request *request, const RoundHead *round, const StudyPlan *plan, bool own, Value *object)
{
  static const char *const texts[] = { "subject", "goal", "content", "schedule", "outcome" };
  static const char *const others[]
      = { "remarks", "progress", "rank", "rank_remarks", "scan_name", "objection", "objection_answer" };
  const Record *record = &plan->record;
  const char *state = record->id != 0 ? record_text (record, "state") : "none";
  bool readable = record->id != 0 && (own || strcmp (state, "draft") != 0);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    value_set_text (object, texts[i], readable ? record_text (record, texts[i]) : NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    value_set_text (object, others[i], record->id != 0 ? record_text (record, others[i]) : NULL);
  value_set_int (object, "plan_id", record->id);
  value_set_int (object, "version", record->version);
  value_set_bool (object, "readable", readable);
  value_set_bool (object, "blank", readable && study_plan_is_blank (plan));
  value_set_text (object, "done", percent_shown (request_arena (request), plan));
  value_set_text (object, "person", plan->name);
  value_set_text (object, "position", plan->position);
  value_set_text (object, "department", plan->department);
  value_set_text (object, "entered_by", plan->entered_by);
  value_set_bool (object, "untold", study_plan_is_untold (plan));
  value_set_text (object, "scan_path",
                  record->id != 0 && record_text (record, "scan") != NULL
                      ? plan_path (request, round, plan, record_text (record, "scan"))
                      : NULL);
  view_state (object, "study_plan", state);
  view_proofs (request, round, plan, object);
}

Value *
study_choices (Request *request, const char *const *items, gsize count, const char *chosen)
{
  Arena *arena = request_arena (request);
  Value *list = value_list (arena);
  for (gsize i = 0; i < count; i++) {
    Value *item = value_object (arena);
    value_set_text (item, "value", items[i]);
    value_set_bool (item, "chosen", g_strcmp0 (items[i], chosen) == 0);
    value_append (list, item);
  }
  return list;
}

/* ---- lists of people ---- */

StudyFilter
study_filter (Request *request, const RoundHead *round, guint page_rows)
{
  return (StudyFilter){ .round_id = round->id,
                        .year = round->year,
                        .search = request_text (request, "tim"),
                        .department = request_text (request, "to"),
                        .start = (guint)CLAMP (request_int (request, "tu", 0), 0, 1000000),
                        .count = page_rows };
}

const char *
study_query (Request *request)
{
  Arena *arena = request_arena (request);
  return arena_concat (arena, "tim=", query_value (arena, request_text (request, "tim")),
                       "&to=", query_value (arena, request_text (request, "to")), NULL);
}

bool
study_view_filter (Request *request, Transaction *transaction, const StudyFilter *filter, Value *page,
                   GError **error)
{
  Lines departments = { 0 };
  if (!study_departments (transaction, request_arena (request), &departments, error))
    return false;
  value_set (page, "departments",
             study_choices (request, departments.items, departments.count, filter->department));
  value_set_bool (page, "searched", filter->search != NULL || filter->department != NULL);
  value_set_text (page, "start", arena_int (request_arena (request), filter->start));
  return true;
}

/* ---- sheets ---- */

/* The figures as if only that person worked here: lists of people at work hold nobody else then. */
static const Figures *
only_one (Arena *arena, const Figures *figures, const char *code)
{
  Figures *own = arena_new0 (arena, Figures);
  gsize count = figures->round->person_count;
  *own = *figures;
  own->persons = arena_array (arena, PersonFigures, count);
  for (gsize i = 0; i < count; i++) {
    own->persons[i] = figures->persons[i];
    own->persons[i].working = strcmp (figures->round->people[i].code, code) == 0;
  }
  return own;
}

bool
study_send_sheets (Request *request, const char *code, GError **error)
{
  Arena *arena = request_arena (request);
  RoundHead round;
  StoredRound stored;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !round_head (request, transaction, &round, error)
      || !round_whole (request, transaction, round.id, &stored, error))
    return false;
  const Figures *figures = figures_compute (stored.round, arena);
  ComposeContext context = { .arena = arena,
                             .library = request_library (request),
                             .round = stored.round,
                             .figures = code != NULL ? only_one (arena, figures, code) : figures };
  const DocumentSpec *spec = document_spec (stored.round->scheme, "study_plan_sheets");
  if (spec == NULL || stored.round->person_count == 0)
    return request_refuse (request, error, 404, MSG_STUDY_NO_SHEETS, NULL);
  const Document *document = document_compose (&context, spec, error);
  g_autoptr (GBytes) pdf = document != NULL ? document_file (document, FILE_PDF, error) : NULL;
  if (pdf == NULL)
    return false;
  request_send (request, "application/pdf", NULL, pdf);
  return true;
}
