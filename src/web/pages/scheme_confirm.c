/* scheme_confirm.c - the scheme's texts and thresholds against the original: confirmed many at once, changed
 * one by one (in the table's row, too), every step of it in the indicator's history and taken back by one
 * click. */
#include "web/pages/account_parts.h"
#include "web/pages/audit_parts.h"
#include "web/pages/pages.h"
#include "web/pages/scheme_parts.h"
#include <string.h>

static const char *const acts[] = { "xac-nhan", "bo", NULL };
static const char *const measures[]
    = { "discipline", "training", "study_plan", "emulation", "citizen", NULL };

#define INDICATOR_INPUT                                                                                      \
  {                                                                                                          \
    .name = "indicator", .kind = INPUT_TEXT, .required = true, .label = "Chỉ tiêu", .limit = 20              \
  }
#define VERSION_INPUT                                                                                        \
  {                                                                                                          \
    .name = "version", .kind = INPUT_INT, .required = true, .label = "Bản"                                 \
  }

static const InputSpec list_inputs[] = { YEAR_INPUT, { 0 } };

static const InputSpec chosen_inputs[] = {
  YEAR_INPUT,
  { .name = "chon", .kind = INPUT_LIST, .label = "Chỉ tiêu" },
  { .name = "viec", .kind = INPUT_CHOICE, .required = true, .label = "Việc", .choices = acts },
  { 0 },
};

static const InputSpec show_inputs[] = { YEAR_INPUT, INDICATOR_INPUT, { 0 } };

/* `id` is the record's; where there is none yet a negative one, so that drafts of two indicators are apart.
 */
static const InputSpec change_inputs[] = {
  YEAR_INPUT,
  INDICATOR_INPUT,
  { .name = "id", .kind = INPUT_INT, .label = "Mục" },
  VERSION_INPUT,
  { .name = "text", .kind = INPUT_LINES, .label = "Nội dung", .limit = 4000 },
  { .name = "measure", .kind = INPUT_CHOICE, .label = "Số đo", .choices = measures },
  { .name = "at_least", .kind = INPUT_TEXT, .label = "Ngưỡng (%)", .limit = 20 },
  { .name = "learners_at_least", .kind = INPUT_TEXT, .label = "Ngưỡng người học (%)", .limit = 20 },
  { 0 },
};

static const InputSpec restore_inputs[] = {
  YEAR_INPUT,    INDICATOR_INPUT,
  VERSION_INPUT, { .name = "lan", .kind = INPUT_ID, .required = true, .label = "Lần sửa" },
  { 0 },
};

static const InputSpec declare_inputs[] = {
  YEAR_INPUT,    INDICATOR_INPUT,
  VERSION_INPUT, { .name = "reason", .kind = INPUT_LINES, .required = true, .label = "Lý do", .limit = 1000 },
  { 0 },
};

static const InputSpec undeclare_inputs[] = { YEAR_INPUT, INDICATOR_INPUT, VERSION_INPUT, { 0 } };

static const char *
below (Request *request, const SchemeState *state, const char *path)
{
  return round_path (request, state->head.year,
                     arena_concat (request_arena (request), "bo-tieu-chi", path, NULL));
}

/* Back to the table, at the indicator's row. */
static bool
tell (Request *request, const SchemeState *state, MessageId id, const char *indicator)
{
  request_notice (request, id, indicator, NULL);
  request_redirect (request, below (request, state, "/doi-chieu"));
  return true;
}

/* ---- many at once ---- */

/* A row that was ticked: "2.1/3", the indicator and the version that was looked at. */
static bool
is_chosen (GPtrArray *chosen, const char *indicator)
{
  gsize length = strlen (indicator);
  for (guint i = 0; i < chosen->len; i++) {
    const char *item = g_ptr_array_index (chosen, i);
    if (strncmp (item, indicator, length) == 0 && item[length] == '/')
      return true;
  }
  return false;
}

static bool
show_table (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  SchemeState state;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !scheme_state (request, transaction, &state, error))
    return false;
  g_autoptr (GPtrArray) chosen = request_list (request, "chon");
  Value *page = value_object (arena), *list = value_list (arena);
  bool learners = false;
  for (gsize i = 0; i < state.head.scheme->indicator_count; i++) {
    Value *item = indicator_value (arena, &state, i);
    value_set_bool (item, "chosen", is_chosen (chosen, state.head.scheme->indicators[i].id));
    value_append (list, item);
    learners = learners || state.round.indicators[i].asks_learners;
  }
  value_set (page, "indicators", list);
  value_set_text (page, "here", below (request, &state, ""));
  value_set_text (page, "source_note", state.head.scheme->source_note);
  value_set_text (page, "regulation", state.head.scheme->regulation);
  value_set_bool (page, "shares", state.head.scheme->kind == SCHEME_MET);
  value_set_bool (page, "any_learners", learners);
  value_set_int (page, "unverified", (gint64)state.unverified);
  value_set_bool (page, "any_unverified", state.unverified > 0);
  request_show (request, value_view (page));
  return true;
}

/* One of the chosen: false with *error, or after a report at the field. */
static bool
confirm_one (Request *request, Transaction *transaction, const SchemeState *state, const char *chosen,
             bool confirm, GError **error)
{
  Arena *arena = request_arena (request);
  g_autoptr (GError) local = NULL;
  const char *slash = strchr (chosen, '/');
  const char *id = slash != NULL ? arena_strndup (arena, chosen, (gsize)(slash - chosen)) : chosen;
  const Indicator *indicator = scheme_find_indicator (state->head.scheme, id);
  gint64 version = slash != NULL ? g_ascii_strtoll (slash + 1, NULL, 10) : 0;
  if (indicator == NULL)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  const RoundIndicator *holds = &state->round.indicators[indicator - state->head.scheme->indicators];
  if (confirm && state->head.scheme->kind == SCHEME_MET && round_share_unset (holds)) {
    request_field_error (request, "chon", MSG_SCHEME_UNKNOWN_SHARE, id, NULL);
    return false;
  }
  bool done
      = confirm
            ? scheme_override_confirm (transaction, arena, state->head.id, indicator, version,
                                       request_identity (request)->person_id, request_today (request), &local)
            : scheme_override_unconfirm (transaction, arena, state->head.id, indicator, version, &local);
  if (!done && g_error_matches (local, DVHT_ERROR, MSG_SAVE_CONFLICT))
    request_field_error (request, "chon", MSG_SCHEME_CHANGED, id, NULL);
  else if (!done)
    g_propagate_error (error, g_steal_pointer (&local));
  return done;
}

/* All of them or none. */
static bool
confirm_chosen (Request *request, Transaction *transaction, GError **error)
{
  SchemeState state;
  g_autoptr (GPtrArray) chosen = request_list (request, "chon");
  bool confirm = strcmp (request_text (request, "viec"), "xac-nhan") == 0;
  if (!scheme_state (request, transaction, &state, error))
    return false;
  if (request_identity (request)->person_id == 0)
    request_field_error (request, "chon", MSG_PAPER_NOBODY, NULL);
  else if (chosen->len == 0 || chosen->len > state.head.scheme->indicator_count)
    request_field_error (request, "chon", MSG_SCHEME_NONE_CHOSEN, NULL);
  for (guint i = 0; i < chosen->len && !request_has_errors (request); i++)
    if (!confirm_one (request, transaction, &state, g_ptr_array_index (chosen, i), confirm, error)
        && !request_has_errors (request))
      return false;
  return request_has_errors (request)
             ? request_invalid (request, error)
             : tell (request, &state, confirm ? MSG_SCHEME_CONFIRMED : MSG_SCHEME_UNCONFIRMED,
                     arena_int (request_arena (request), chosen->len));
}

/* ---- one indicator ---- */

/* The scheme's own way of counting cannot be taken away, only changed. */
static Value *
measure_choices (Arena *arena, const RoundIndicator *holds, const char *given)
{
  Value *list = value_list (arena);
  if (holds->indicator->measure == MEASURE_NONE || holds->indicator->measure == MEASURE_UNSET)
    choice_add (arena, list, "", measure_label (holds->indicator->measure),
                given == NULL || given[0] == '\0');
  for (gsize i = 0; measures[i] != NULL; i++) {
    Measure measure = MEASURE_NONE;
    measure_from_name (measures[i], &measure);
    choice_add (arena, list, measures[i], measure_label (measure), g_strcmp0 (given, measures[i]) == 0);
  }
  return list;
}

static void
fill_form (Request *request, const SchemeState *state, gsize at)
{
  Arena *arena = request_arena (request);
  const RoundIndicator *holds = &state->round.indicators[at];
  const StoredOverride *stored = &state->overrides[at];
  request_default (request, "id", arena_int (arena, stored->id != 0 ? stored->id : -(gint64)at - 1));
  request_default (request, "version", arena_int (arena, stored->version));
  request_default (request, "text", holds->text);
  request_default (request, "measure", measure_name (holds->measure));
  request_default (request, "at_least",
                   holds->at_least != DECIMAL_UNSET ? decimal_vietnamese (arena, holds->at_least) : "");
  request_default (
      request, "learners_at_least",
      holds->learners_at_least != DECIMAL_UNSET ? decimal_vietnamese (arena, holds->learners_at_least) : "");
}

static bool
add_history (Request *request, Transaction *transaction, Value *page, gint64 id, GError **error)
{
  Arena *arena = request_arena (request);
  AuditEvents events = { 0 };
  Value *list = value_list (arena);
  g_autoptr (EventReader) reader = event_reader_new (request, transaction);
  if (id != 0 && !audit_history (transaction, arena, "scheme_override", id, &events, error))
    return false;
  for (gsize i = 0; i < events.count; i++) {
    Value *event = event_value (reader, &events.items[i], error);
    if (event == NULL)
      return false;
    value_append (list, event);
  }
  value_set (page, "events", list);
  value_set_bool (page, "any_event", events.count > 0);
  return true;
}

static bool
show_indicator (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  SchemeState state;
  gsize at = 0;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !scheme_state (request, transaction, &state, error)
      || !scheme_indicator (request, &state, &at, error))
    return false;
  Value *page = indicator_value (arena, &state, at);
  const RatingDecision *decision = &state.decisions[at];
  const WorkflowState *rated = decision->state != NULL ? workflow_state ("rating", decision->state) : NULL;
  bool may = request_may (request, PERMISSION_SCHEME_CONFIRM), met = state.head.scheme->kind == SCHEME_MET;
  fill_form (request, &state, at);
  value_set_text (page, "title",
                  arena_concat (arena, "Chỉ tiêu ", state.head.scheme->indicators[at].id, NULL));
  value_set_text (page, "here", below (request, &state, ""));
  value_set_bool (page, "may_confirm", may);
  value_set_bool (page, "shares", met);
  value_set (page, "measures",
             measure_choices (arena, &state.round.indicators[at], request_text (request, "measure")));
  value_set_bool (page, "may_declare",
                  may && met && state.round.indicators[at].applies && rating_is_open (decision));
  value_set_text (page, "rating_state", !rating_is_open (decision) && rated != NULL ? rated->words : NULL);
  value_set_int (page, "rating_version", decision->version);
  if (!add_history (request, transaction, page, state.overrides[at].id, error))
    return false;
  request_show (request, value_view (page));
  return true;
}

/* A percentage as it was typed; blank: as in the scheme. */
static Decimal
typed_percent (Request *request, const char *input)
{
  const char *text = request_text (request, input);
  Decimal value = DECIMAL_UNSET;
  if (text == NULL)
    return DECIMAL_UNSET;
  if (!decimal_parse (text, &value))
    request_field_error (request, input, MSG_INPUT_NUMBER, text, NULL);
  else if (value < 0 || value > 100 * DECIMAL_ONE)
    request_field_error (request, input, MSG_CHECK_PERCENT_RANGE, text, NULL);
  return value;
}

static bool
save_change (Request *request, Transaction *transaction, GError **error)
{
  SchemeState state;
  gsize at = 0;
  const char *measure = request_text (request, "measure");
  IndicatorChange change = { .text = request_text (request, "text"),
                             .at_least = typed_percent (request, "at_least"),
                             .learners_at_least = typed_percent (request, "learners_at_least") };
  if (measure != NULL)
    measure_from_name (measure, &change.measure);
  if (!scheme_state (request, transaction, &state, error) || !scheme_indicator (request, &state, &at, error))
    return false;
  const Indicator *indicator = &state.head.scheme->indicators[at];
  if (request_has_errors (request))
    return request_invalid (request, error);
  return scheme_override_save (transaction, request_arena (request), state.head.id, indicator,
                               request_int (request, "version", 0), &change, error)
         && tell (request, &state, MSG_SCHEME_SAVED, indicator->id);
}

static bool
restore (Request *request, Transaction *transaction, GError **error)
{
  SchemeState state;
  gsize at = 0;
  if (!scheme_state (request, transaction, &state, error) || !scheme_indicator (request, &state, &at, error))
    return false;
  const Indicator *indicator = &state.head.scheme->indicators[at];
  if (!scheme_override_restore (transaction, request_arena (request), state.head.id, indicator,
                                request_int (request, "version", 0), request_int (request, "lan", 0), error))
    return false;
  request_notice (request, MSG_SCHEME_RESTORED, indicator->id, NULL);
  request_redirect (
      request, below (request, &state, arena_concat (request_arena (request), "/", indicator->id, NULL)));
  return true;
}

/* ---- what the unit declares not to apply ---- */

static bool
declare_as (Request *request, Transaction *transaction, const char *reason, GError **error)
{
  SchemeState state;
  gsize at = 0;
  if (!scheme_state (request, transaction, &state, error) || !scheme_indicator (request, &state, &at, error))
    return false;
  const Indicator *indicator = &state.head.scheme->indicators[at];
  /* A scheme of points has no such result, and what the scheme itself excludes needs no declaration. */
  if (state.head.scheme->kind != SCHEME_MET || !state.round.indicators[at].applies)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  if (!rating_declare (transaction, request_arena (request), state.head.id, indicator, at + 1,
                       request_int (request, "version", 0), reason, error))
    return false;
  request_notice (request, reason != NULL ? MSG_SCHEME_DECLARED : MSG_SCHEME_UNDECLARED, indicator->id, NULL);
  request_redirect (
      request, below (request, &state, arena_concat (request_arena (request), "/", indicator->id, NULL)));
  return true;
}

static bool
declare (Request *request, Transaction *transaction, GError **error)
{
  return declare_as (request, transaction, request_text (request, "reason"), error);
}

static bool
undeclare (Request *request, Transaction *transaction, GError **error)
{
  return declare_as (request, transaction, NULL, error);
}

#define HERE "/dot/{year}/bo-tieu-chi/"

const Route scheme_confirm_routes[] = {
  { METHOD_GET, HERE "doi-chieu", PERMISSION_SCHEME_CONFIRM,
    "Texts and thresholds to compare with the original", "Đối chiếu bộ tiêu chí", list_inputs, show_table,
    NULL, NULL, "scheme_confirm" },
  { METHOD_POST, HERE "doi-chieu", PERMISSION_SCHEME_CONFIRM, "Confirms many indicators, or takes that back",
    "Đối chiếu bộ tiêu chí", chosen_inputs, show_table, NULL, confirm_chosen, "scheme_confirm" },
  { METHOD_GET, HERE "{indicator}", PERMISSION_ROUND_READ, "One indicator of the scheme and its history",
    NULL, show_inputs, show_indicator, NULL, NULL, "scheme_indicator" },
  { METHOD_POST, HERE "{indicator}", PERMISSION_SCHEME_CONFIRM, "Changes an indicator for this unit", NULL,
    change_inputs, show_indicator, NULL, save_change, "scheme_indicator", "scheme_override" },
  { METHOD_POST, HERE "{indicator}/tro-lai", PERMISSION_SCHEME_CONFIRM,
    "Puts an indicator back to what it was before one of its changes", NULL, restore_inputs, NULL, NULL,
    restore },
  { METHOD_POST, HERE "{indicator}/khong-ap-dung", PERMISSION_SCHEME_CONFIRM,
    "Declares that an indicator does not apply to the unit", NULL, declare_inputs, show_indicator, NULL,
    declare, "scheme_indicator" },
  { METHOD_POST, HERE "{indicator}/ap-dung", PERMISSION_SCHEME_CONFIRM, "Takes that declaration back", NULL,
    undeclare_inputs, NULL, NULL, undeclare },
  { 0 },
};
