/* scheme.c - the round's scheme as it holds in this unit, for reading. */
#include "web/pages/pages.h"
#include "web/pages/scheme_parts.h"

static const InputSpec inputs[] = { YEAR_INPUT, { 0 } };

static Value *
criterion_value (Arena *arena, const SchemeState *state, const Criterion *criterion)
{
  Value *item = value_object (arena), *list = value_list (arena);
  for (gsize i = criterion->first; i < criterion->first + criterion->count; i++)
    value_append (list, indicator_value (arena, state, i));
  value_set_text (item, "criterion", criterion->id);
  value_set_text (item, "text", criterion->text);
  value_set_text (item, "max_points",
                  criterion->max_points != DECIMAL_UNSET ? decimal_vietnamese (arena, criterion->max_points)
                                                         : NULL);
  value_set (item, "indicators", list);
  return item;
}

static const char *
force_words (Arena *arena, const Scheme *scheme)
{
  const char *from = date_is_set (scheme->in_force_from) ? date_short (arena, scheme->in_force_from) : NULL;
  const char *to = date_is_set (scheme->in_force_to) ? date_short (arena, scheme->in_force_to) : NULL;
  return from == NULL ? NULL
         : to == NULL ? arena_concat (arena, "từ ", from, NULL)
                      : arena_concat (arena, "từ ", from, " đến ", to, NULL);
}

static Value *
class_list (Arena *arena, const Scheme *scheme)
{
  Value *list = value_list (arena);
  for (gsize i = 0; i < scheme->class_count; i++) {
    Value *item = value_object (arena);
    value_set_text (item, "name", scheme->classes[i].name);
    value_set_text (item, "from", decimal_vietnamese (arena, scheme->classes[i].from));
    value_append (list, item);
  }
  return list;
}

/* Who stands behind the texts.  A scheme that the office confirmed will name it here; there is none yet. */
static void
add_head (Arena *arena, Value *page, const SchemeState *state)
{
  const Scheme *scheme = state->head.scheme;
  value_set_text (page, "scheme_name", scheme->name);
  value_set_text (page, "regulation", scheme->regulation);
  value_set_text (page, "force", force_words (arena, scheme));
  value_set_text (page, "source_note", scheme->source_note);
  value_set_text (page, "rule_note", scheme->title_rule_note);
  value_set (page, "classes", class_list (arena, scheme));
  value_set_bool (page, "points", scheme->kind == SCHEME_POINTS);
  value_set_text (page, "office", NULL);
  value_set_int (page, "count", (gint64)scheme->indicator_count);
  value_set_int (page, "applicable", (gint64)state->applicable);
  value_set_int (page, "verified", (gint64)(state->applicable - state->unverified));
  value_set_int (page, "confirmed", (gint64)state->confirmed);
  value_set_int (page, "unverified", (gint64)state->unverified);
  value_set_bool (page, "any_unverified", state->unverified > 0);
}

static bool
show_scheme (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  SchemeState state;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !scheme_state (request, transaction, &state, error))
    return false;
  Value *page = value_object (arena), *criteria = value_list (arena);
  for (gsize i = 0; i < state.head.scheme->criterion_count; i++)
    value_append (criteria, criterion_value (arena, &state, &state.head.scheme->criteria[i]));
  add_head (arena, page, &state);
  value_set (page, "criteria", criteria);
  value_set_text (page, "here", round_path (request, state.head.year, "bo-tieu-chi"));
  value_set_bool (page, "may_confirm", request_may (request, PERMISSION_SCHEME_CONFIRM));
  request_show (request, value_view (page));
  return true;
}

const Route scheme_routes[] = {
  { METHOD_GET, "/dot/{year}/bo-tieu-chi", PERMISSION_ROUND_READ,
    "The round's scheme as it holds in this unit", "Bộ tiêu chí", inputs, show_scheme, NULL, NULL, "scheme" },
  { 0 },
};
