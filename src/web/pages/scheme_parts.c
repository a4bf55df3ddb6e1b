/* scheme_parts.c - see scheme_parts.h. */
#include "web/pages/scheme_parts.h"
#include "store/unit.h"
#include <string.h>

static void
count (SchemeState *state)
{
  for (gsize i = 0; i < state->head.scheme->indicator_count; i++) {
    const RoundIndicator *holds = &state->round.indicators[i];
    if (!holds->applies)
      continue;
    state->applicable++;
    state->unverified += holds->unverified;
    state->confirmed += holds->override != NULL && override_is_confirmed (holds->override);
  }
}

bool
scheme_state (Request *request, Transaction *transaction, SchemeState *ret, GError **error)
{
  Arena *arena = request_arena (request);
  SchemeState state = { 0 };
  Unit unit = { 0 };
  if (!round_head (request, transaction, &state.head, error) || !unit_load (transaction, arena, &unit, error)
      || !scheme_overrides_load (transaction, arena, state.head.id, state.head.scheme, &state.overrides,
                                 error)
      || !rating_decisions_load (transaction, arena, state.head.id, state.head.scheme, &state.decisions,
                                 error))
    return false;
  Round *round = &state.round;
  round->scheme = state.head.scheme;
  round->override_count = state.head.scheme->indicator_count;
  round->overrides = arena_array (arena, SchemeOverride, round->override_count);
  for (gsize i = 0; i < round->override_count; i++)
    round->overrides[i] = state.overrides[i].said;
  unit_kind_from_name (unit.kind, &round->unit.kind);
  round->unit.is_public = unit.is_public || !unit.public_told;
  round_apply_overrides (round, arena);
  count (&state);
  *ret = state;
  return true;
}

bool
scheme_indicator (Request *request, const SchemeState *state, gsize *ret_at, GError **error)
{
  const char *id = request_text (request, "indicator"); /* NULL: too long to be one */
  const Indicator *found = id != NULL ? scheme_find_indicator (state->head.scheme, id) : NULL;
  if (found == NULL)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  *ret_at = (gsize)(found - state->head.scheme->indicators);
  return true;
}

/* ---- where a wording comes from ---- */

static void
add_badge (Arena *arena, Value *item, const RoundIndicator *holds)
{
  const SchemeOverride *said = holds->override;
  bool confirmed = said != NULL && override_is_confirmed (said);
  bool changed = said != NULL && (said->text != NULL || override_changes_share (said));
  bool translated = holds->indicator->text_status == TEXT_TRANSLATED && !changed;
  const char *words = !holds->unverified ? "đã đối chiếu"
                      : translated       ? "chỉ thấy bản dịch"
                                         : "chưa đối chiếu";
  value_set_text (item, "badge", words);
  value_set_bool (item, "verified", !holds->unverified);
  value_set_bool (item, "changed", changed);
  value_set_bool (item, "confirmed", confirmed);
  value_set_text (item, "confirmed_by", confirmed ? said->confirmed_by.code : NULL);
  value_set_text (item, "confirmed_on", confirmed ? date_short (arena, said->confirmed_on) : NULL);
  value_set_text (item, "source", confirmed ? NULL : holds->indicator->source);
}

/* ---- shares ---- */

static const char *
percent_words (Arena *arena, Decimal at_least)
{
  return at_least == DECIMAL_UNSET
             ? "chưa biết ngưỡng"
             : arena_concat (arena, "ít nhất ", decimal_vietnamese (arena, at_least), "%", NULL);
}

/* "tỷ lệ người …, ít nhất 90%"; NULL: no share.  In a scheme of points a share decides nothing. */
static const char *
share_words (Arena *arena, SchemeKind kind, Measure measure, Decimal at_least)
{
  if (measure == MEASURE_NONE)
    return NULL;
  return kind == SCHEME_POINTS
             ? arena_concat (arena, measure_label (measure), " (để tham khảo, không quyết định điểm)", NULL)
             : arena_concat (arena, measure_label (measure), ", ", percent_words (arena, at_least), NULL);
}

static void
add_share (Arena *arena, Value *item, const RoundIndicator *holds, SchemeKind kind)
{
  const Indicator *indicator = holds->indicator;
  const SchemeOverride *said = holds->override;
  bool changed = said != NULL && override_changes_share (said);
  bool learners = holds->asks_learners;
  value_set_text (item, "share", share_words (arena, kind, holds->measure, holds->at_least));
  value_set_text (item, "measure", measure_label (holds->measure));
  value_set_text (item, "learners", learners ? percent_words (arena, holds->learners_at_least) : NULL);
  const char *before = share_words (arena, kind, indicator->measure, indicator->at_least);
  value_set_text (item, "scheme_share",
                  !changed         ? NULL
                  : before != NULL ? before
                                   : measure_label (MEASURE_NONE));
  value_set_bool (item, "share_unset", kind == SCHEME_MET && round_share_unset (holds));
  value_set_text (item, "at_least",
                  holds->at_least != DECIMAL_UNSET
                      ? arena_concat (arena, decimal_vietnamese (arena, holds->at_least), "%", NULL)
                      : NULL);
  value_set_text (item, "max_points",
                  indicator->max_points != DECIMAL_UNSET ? decimal_vietnamese (arena, indicator->max_points)
                                                         : NULL);
}

/* ---- what does not apply ---- */

static const char *
kinds_words (Arena *arena, guint32 kinds)
{
  const char *words = NULL;
  for (int kind = 0; kind < UNIT_KIND_COUNT; kind++)
    if ((kinds & (1u << kind)) != 0)
      words = words == NULL ? unit_kind_label ((UnitKind)kind)
                            : arena_concat (arena, words, ", ", unit_kind_label ((UnitKind)kind), NULL);
  return words != NULL ? words : "không đơn vị nào";
}

static void
add_scope (Arena *arena, Value *item, const SchemeState *state, gsize at)
{
  const RoundIndicator *holds = &state->round.indicators[at];
  const RatingDecision *decision = &state->decisions[at];
  const Indicator *indicator = holds->indicator;
  bool for_public = indicator->public_only && !state->round.unit.is_public;
  bool declared = decision->result == RATING_NOT_APPLICABLE;
  const char *reason = holds->applies ? NULL
                       : for_public   ? "chỉ dành cho đơn vị công lập"
                                      : arena_concat (arena, "chỉ dành cho ",
                                                      kinds_words (arena, indicator->applies_kinds), NULL);
  value_set_text (item, "scheme_excludes", reason);
  value_set_bool (item, "declared", declared && holds->applies);
  value_set_text (item, "declared_reason", declared ? decision->reason : NULL);
  value_set_bool (item, "applies", holds->applies && !declared);
}

Value *
indicator_value (Arena *arena, const SchemeState *state, gsize at)
{
  const RoundIndicator *holds = &state->round.indicators[at];
  const Indicator *indicator = holds->indicator;
  Value *item = value_object (arena), *hints = value_list (arena);
  bool own_text = holds->override != NULL && holds->override->text != NULL;
  value_set_text (item, "indicator", indicator->id);
  value_set_int (item, "version", state->overrides[at].version);
  value_set_text (item, "text", holds->text);
  value_set_text (item, "scheme_text", own_text ? indicator->text : NULL);
  value_set_text (item, "article", indicator->article);
  for (gsize i = 0; i < indicator->hint_count; i++)
    value_append_text (hints, indicator->hints[i]);
  value_set (item, "hints", hints);
  value_set_bool (item, "any_hint", indicator->hint_count > 0);
  add_badge (arena, item, holds);
  add_share (arena, item, holds, state->head.scheme->kind);
  add_scope (arena, item, state, at);
  return item;
}
