/* citizen_parts.c - see citizen_parts.h. */
#include "web/pages/citizen_parts.h"
#include "store/round_parts.h"
#include "web/pages/scheme_parts.h"
#include <string.h>

static const char *const index_inputs[CITIZEN_MAX_INDICES]
    = { "points.1", "points.2", "points.3", "points.4", "points.5",
        "points.6", "points.7", "points.8", "points.9", "points.10" };

bool
citizen_round (Request *request, Transaction *transaction, CitizenRound *ret, GError **error)
{
  CitizenRound round = { 0 };
  if (!round_head (request, transaction, &round.head, error)
      || !round_facts_load (transaction, request_arena (request), round.head.id, &round.facts, &round.version,
                            error))
    return false;
  const char *usual = round.head.scheme->citizen_scheme;
  const char *id = round.facts.citizen_scheme != NULL ? round.facts.citizen_scheme
                   : usual != NULL                    ? usual
                                                      : CITIZEN_SCHEME_DEFAULT;
  round.scheme = request_citizen_scheme (request, id, error);
  *ret = round;
  return round.scheme != NULL;
}

bool
citizen_may (Request *request, const CitizenAssessment *assessment, const char *action)
{
  return assessment->record.id != 0
         && workflow_step ("citizen_assessment", action, record_text (&assessment->record, "state"),
                           request_identity (request)->permissions)
                != NULL;
}

/* ---- the form ---- */

/* A number of the scheme; false with a field error. */
static bool
read_index (Request *request, const CitizenScheme *scheme, gsize index, Decimal *ret)
{
  const char *typed = request_text (request, index_inputs[index]);
  bool qualities = scheme->kind == CITIZEN_QUALITIES;
  Decimal most = qualities ? DECIMAL_ONE : scheme->index_max;
  *ret = DECIMAL_UNSET;
  if (typed == NULL)
    return true;
  bool number = decimal_parse (typed, ret) && *ret >= 0 && *ret <= most;
  if (number && (!qualities || *ret == 0 || *ret == DECIMAL_ONE))
    return true;
  request_field_error (request, index_inputs[index], MSG_CITIZEN_POINTS,
                       decimal_vietnamese (request_arena (request), most), NULL);
  return false;
}

const char *
citizen_points_typed (Request *request, const CitizenScheme *scheme, bool whole)
{
  Decimal points[CITIZEN_MAX_INDICES];
  for (gsize i = 0; i < scheme->index_count; i++)
    if (read_index (request, scheme, i, &points[i]) && whole && points[i] == DECIMAL_UNSET)
      request_field_error (request, index_inputs[i], MSG_CITIZEN_BLANK, NULL);
  return citizen_points_json (request_arena (request), scheme, points);
}

void
citizen_points_default (Request *request, const CitizenScheme *scheme, const char *points)
{
  json_auto_t *list = json_list_of (points);
  for (gsize i = 0; i < scheme->index_count; i++) {
    Decimal value = decimal_of_stored (json_string_value (json_array_get (list, i)));
    if (value != DECIMAL_UNSET)
      request_default (request, index_inputs[i], decimal_vietnamese (request_arena (request), value));
  }
}

static const char *
rule_text (Arena *arena, const CitizenScheme *scheme)
{
  if (scheme->kind == CITIZEN_QUALITIES)
    return arena_printf (arena, "Đạt khi cả %" G_GSIZE_FORMAT " mục đều đạt.", scheme->index_count);
  const char *total
      = scheme->total_at_least != DECIMAL_UNSET ? decimal_vietnamese (arena, scheme->total_at_least) : NULL;
  const char *each
      = scheme->each_at_least != DECIMAL_UNSET ? decimal_vietnamese (arena, scheme->each_at_least) : NULL;
  if (total != NULL && each != NULL)
    return arena_printf (arena, "Đạt khi tổng từ %s điểm trở lên và không chỉ số nào dưới %s điểm.", total,
                         each);
  return total != NULL  ? arena_printf (arena, "Đạt khi tổng từ %s điểm trở lên.", total)
         : each != NULL ? arena_printf (arena, "Đạt khi không chỉ số nào dưới %s điểm.", each)
                        : "Đạt khi mọi chỉ số đều được chấm điểm.";
}

static const char *
plain_or_null (Arena *arena, Decimal value)
{
  return value != DECIMAL_UNSET ? decimal_plain (arena, value) : NULL;
}

/* What every list of indices says of one: order, text, group where it begins. */
static Value *
index_value (Arena *arena, const CitizenScheme *scheme, gsize index)
{
  const CitizenIndex *told = &scheme->indices[index];
  Value *item = value_object (arena);
  bool first = index == 0 || g_strcmp0 (told->group, scheme->indices[index - 1].group) != 0;
  value_set_int (item, "number", (gint64)index + 1);
  value_set_text (item, "text", told->text);
  value_set_text (item, "group", first ? told->group : NULL);
  return item;
}

void
citizen_view_fields (Request *request, const CitizenScheme *scheme, Value *page)
{
  Arena *arena = request_arena (request);
  Value *list = value_list (arena);
  bool qualities = scheme->kind == CITIZEN_QUALITIES, unsure = false;
  for (gsize i = 0; i < scheme->index_count; i++) {
    Value *item = index_value (arena, scheme, i);
    const char *value = request_text (request, index_inputs[i]);
    value_set_view (item, "field", request_field (request, index_inputs[i]));
    value_set_bool (item, "yes", g_strcmp0 (value, "1") == 0);
    value_set_bool (item, "no", g_strcmp0 (value, "0") == 0);
    value_append (list, item);
    unsure = unsure || scheme->indices[i].text_status != TEXT_VERIFIED;
  }
  value_set (page, "indices", list);
  value_set_bool (page, "qualities", qualities);
  value_set_bool (page, "unsure", unsure);
  value_set_text (page, "scheme_name", scheme->name);
  value_set_text (page, "scheme_note", scheme->source_note);
  value_set_text (page, "rule", rule_text (arena, scheme));
  value_set_text (page, "index_max", qualities ? "1" : decimal_vietnamese (arena, scheme->index_max));
  value_set_text (page, "rule_total", qualities ? NULL : plain_or_null (arena, scheme->total_at_least));
  value_set_text (page, "rule_each", qualities ? "1" : plain_or_null (arena, scheme->each_at_least));
}

/* ---- what is shown ---- */

void
citizen_view_result (Arena *arena, const CitizenScheme *scheme, const PersonFigures *figures, Value *object)
{
  bool qualities = scheme->kind == CITIZEN_QUALITIES;
  Decimal most = (qualities ? DECIMAL_ONE : scheme->index_max) * (Decimal)scheme->index_count;
  value_set_text (object, "total", decimal_vietnamese (arena, figures->total));
  value_set_text (object, "total_of", decimal_vietnamese (arena, most));
  value_set_text (object, "total_words", qualities ? "mục đạt" : "điểm");
  value_set_bool (object, "rule_met", figures->rule_met);
  value_set_text (object, "rule_why", citizen_rule_why (arena, scheme, figures));
}

static const char *
points_text (Arena *arena, const CitizenScheme *scheme, const json_t *list, gsize index)
{
  Decimal value = decimal_of_stored (json_string_value (json_array_get (list, index)));
  if (value == DECIMAL_UNSET)
    return NULL;
  if (scheme->kind == CITIZEN_POINTS)
    return decimal_vietnamese (arena, value);
  return value == DECIMAL_ONE ? "đạt" : "chưa đạt";
}

static void
view_points (Request *request, const CitizenScheme *scheme, const Record *record, Value *object)
{
  Arena *arena = request_arena (request);
  json_auto_t *own = json_list_of (record_text (record, "points"));
  json_auto_t *team = json_list_of (record_text (record, "team_points"));
  Value *list = value_list (arena);
  for (gsize i = 0; i < scheme->index_count; i++) {
    Value *item = index_value (arena, scheme, i);
    const char *mine = points_text (arena, scheme, own, i), *theirs = points_text (arena, scheme, team, i);
    value_set_text (item, "points", mine);
    value_set_text (item, "team", theirs);
    value_set_bool (item, "differs", theirs != NULL && g_strcmp0 (mine, theirs) != 0);
    value_append (list, item);
  }
  value_set (object, "points", list);
}

static void
view_team (Request *request, const CitizenScheme *scheme, const Record *record, Value *object)
{
  PersonFigures team = { 0 };
  bool differs = citizen_team_figures (request_arena (request), scheme, record, &team);
  Value *result = value_object (request_arena (request));
  if (differs)
    citizen_view_result (request_arena (request), scheme, &team, result);
  value_set_bool (object, "differs", differs);
  if (differs)
    value_set (object, "team_result", result);
  else
    value_set_bool (object, "team_result", false);
}

void
citizen_view (Request *request, const CitizenRound *round, const CitizenAssessment *assessment, bool own,
              Value *object)
{
  static const char *const texts[]
      = { "comment", "remarks", "team_comment", "reason", "scan_name", "objection", "objection_answer" };
  Arena *arena = request_arena (request);
  const Record *record = &assessment->record;
  const char *state = record->id != 0 ? record_text (record, "state") : "none";
  bool readable = record->id != 0 && (own || strcmp (state, "draft") != 0);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    value_set_text (object, texts[i], readable ? record_text (record, texts[i]) : NULL);
  value_set_int (object, "assessment_id", record->id);
  value_set_int (object, "version", record->version);
  value_set_bool (object, "readable", readable);
  value_set_text (object, "person", assessment->name);
  value_set_text (object, "position", assessment->position);
  value_set_text (object, "department", assessment->department);
  value_set_text (object, "entered_by", assessment->entered_by);
  value_set_bool (object, "untold", record->id != 0 && entered_is_untold (record));
  bool decided = readable && record_text (record, "agreed") != NULL;
  PersonFigures figures = citizen_figures (arena, round->scheme, record, own);
  value_set_bool (object, "decided", decided);
  value_set_bool (object, "citizen", decided && figures.citizen);
  citizen_view_result (arena, round->scheme, &figures, object);
  if (readable) {
    view_points (request, round->scheme, record, object);
    view_team (request, round->scheme, record, object);
  } else {
    value_set_bool (object, "differs", false);
    value_set_bool (object, "points", false);
    value_set_bool (object, "team_result", false);
  }
  const char *below = arena_printf (arena, "cong-dan/%" G_GINT64_FORMAT "/phieu", record->id);
  bool scanned = record->id != 0 && record_text (record, "scan") != NULL;
  value_set_text (object, "scan_path", scanned ? round_path (request, round->head.year, below) : NULL);
  view_state (object, "citizen_assessment", state);
}

/* ---- what the share decides ---- */

bool
citizen_view_indicators (Request *request, Transaction *transaction, Share share, Value *page, GError **error)
{
  Arena *arena = request_arena (request);
  SchemeState state;
  Value *list = value_list (arena);
  if (!scheme_state (request, transaction, &state, error))
    return false;
  for (gsize i = 0; i < state.head.scheme->indicator_count; i++) {
    const RoundIndicator *holds = &state.round.indicators[i];
    if (!holds->applies || holds->measure != MEASURE_CITIZEN)
      continue;
    Value *item = value_object (arena);
    bool asked = holds->at_least != DECIMAL_UNSET;
    const char *id = holds->indicator->id;
    value_set_text (item, "indicator", id);
    value_set_text (item, "path",
                    round_path (request, state.head.year, arena_concat (arena, "chi-tieu/", id, NULL)));
    value_set_text (item, "at_least", asked ? decimal_vietnamese (arena, holds->at_least) : NULL);
    value_set_bool (item, "reached", asked && decimal_share_reaches (share.count, share.of, holds->at_least));
    value_set_bool (item, "asks_learners", holds->asks_learners);
    value_append (list, item);
  }
  value_set (page, "indicators", list);
  return true;
}
