/* view_indicator.c - criteria, indicators, figures. */
#include "document/view_parts.h"

/* ---- indicators ---- */

static const char *
result_text (Arena *arena, const IndicatorFigures *figures, SchemeKind kind)
{
  if (!figures->applicable)
    return "Không áp dụng";
  if (kind == SCHEME_POINTS)
    return figures->rating != NULL ? decimal_vietnamese (arena, figures->points) : NULL;
  if (figures->rating == NULL || figures->rating->result == RATING_NONE)
    return NULL;
  return figures->rating->result == RATING_MET ? "Đạt" : "Không đạt";
}

/* Why it does not apply: the unit's words, else the scheme's rule. */
static const char *
reason_text (const Round *round, const IndicatorFigures *figures)
{
  const Rating *rating = figures->rating;
  if (rating != NULL && rating->reason != NULL && *rating->reason != '\0')
    return rating->reason;
  if (figures->indicator->applies || figures->applicable)
    return NULL;
  return figures->indicator->indicator->public_only && !round->unit.is_public
             ? "chỉ tiêu chỉ áp dụng đối với cơ quan, đơn vị công lập"
             : "chỉ tiêu không áp dụng đối với loại hình đơn vị này";
}

static void
add_rating (ViewBuilder *builder, Value *item, const IndicatorFigures *figures)
{
  static const Rating nothing = { .result = RATING_NONE };
  Arena *arena = builder->arena;
  const Round *round = builder->round;
  const Rating *rating = figures->rating != NULL ? figures->rating : &nothing;
  bool points = round->scheme->kind == SCHEME_POINTS;
  value_set_bool (item, "applicable", figures->applicable);
  view_text (item, "result_text", result_text (arena, figures, round->scheme->kind));
  value_set_bool (item, "met", points ? figures->met : figures->applicable && rating->result == RATING_MET);
  value_set_bool (item, "not_met",
                  figures->applicable && (points ? !figures->met : rating->result == RATING_NOT_MET));
  value_set_bool (item, "not_applicable", !figures->applicable);
  value_set_bool (item, "not_rated",
                  figures->applicable
                      && (figures->rating == NULL || (!points && rating->result == RATING_NONE)));
  value_set_bool (item, "counts", figures->met);
  view_text (item, "reason", reason_text (round, figures));
  const char *place = figures->rating != NULL
                          ? arena_printf (arena, "/ratings/%zu/", (gsize)(rating - round->ratings))
                          : "";
  view_markdown (builder, item, "current", rating->current, arena_concat (arena, place, "current", NULL));
  view_markdown (builder, item, "strengths", rating->strengths,
                 arena_concat (arena, place, "strengths", NULL));
  view_markdown (builder, item, "weaknesses", rating->weaknesses,
                 arena_concat (arena, place, "weaknesses", NULL));
  view_markdown (builder, item, "improvement", rating->improvement,
                 arena_concat (arena, place, "improvement", NULL));
  view_text (item, "points", points ? decimal_vietnamese (arena, figures->points) : NULL);
  Decimal most = figures->indicator->indicator->max_points;
  view_text (item, "max_points", points && most != DECIMAL_UNSET ? decimal_vietnamese (arena, most) : NULL);
}

static const char *
threshold_text (Arena *arena, const RoundIndicator *indicator)
{
  if (!indicator->is_share || indicator->at_least == DECIMAL_UNSET)
    return NULL;
  const char *text
      = arena_concat (arena, "ít nhất ", decimal_vietnamese (arena, indicator->at_least), "%", NULL);
  if (!indicator->asks_learners || indicator->learners_at_least == DECIMAL_UNSET)
    return text;
  return arena_concat (arena, text, "; người học ít nhất ",
                       decimal_vietnamese (arena, indicator->learners_at_least), "%", NULL);
}

static void
add_share (Arena *arena, Value *item, const IndicatorFigures *figures)
{
  Share share = figures->share;
  bool has = figures->has_share;
  value_set_bool (item, "has_share", has);
  view_text (item, "share_text", has ? share_text (arena, share) : NULL);
  view_text (item, "share_count", has ? decimal_group (arena, share.count) : NULL);
  view_text (item, "share_of", has ? decimal_group (arena, share.of) : NULL);
  view_text (item, "share_percent", has ? view_percent (arena, share.count, share.of) : NULL);
  view_text (item, "learners_text", figures->has_learners ? share_text (arena, figures->learners) : NULL);
  view_text (item, "threshold_text", threshold_text (arena, figures->indicator));
  value_set_bool (item, "threshold_unset", figures->threshold_unset);
  value_set_bool (item, "provisional", figures->provisional);
}

static const Vote *
find_vote (const Round *round, const Indicator *indicator)
{
  for (gsize i = 0; i < round->meeting.vote_count; i++)
    if (round->meeting.votes[i].indicator == indicator)
      return &round->meeting.votes[i];
  return NULL;
}

static const char *
codes_text (ViewBuilder *builder, const IndicatorFigures *figures)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (gsize i = 0; i < figures->evidence_count; i++) {
    const char *code = figures_evidence_code (builder->figures, figures->evidence[i]);
    if (code != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", code);
  }
  return arena_strdup (builder->arena, text->str);
}

static Value *
indicator_item (ViewBuilder *builder, const IndicatorFigures *figures)
{
  Arena *arena = builder->arena;
  const Scheme *scheme = builder->round->scheme;
  const Indicator *indicator = figures->indicator->indicator;
  const Criterion *criterion = &scheme->criteria[indicator->criterion];
  gsize within = (gsize)(indicator - scheme->indicators) - criterion->first;
  const Vote *vote = find_vote (builder->round, indicator);
  bool unverified = figures->applicable && figures->indicator->unverified;
  Value *item = value_object (arena);
  view_text (item, "id", indicator->id);
  view_text (item, "text", figures->indicator->text);
  view_text (item, "article", indicator->article);
  view_text (item, "criterion_id", criterion->id);
  view_text (item, "criterion_text", criterion->text);
  value_set_int (item, "criterion_stt", (gint64)within + 1);
  value_set_bool (item, "first_of_criterion", within == 0);
  value_set_int (item, "criterion_rows", (gint64)criterion->count);
  add_rating (builder, item, figures);
  add_share (arena, item, figures);
  value_set (item, "evidence", view_evidence_list (builder, figures->evidence, figures->evidence_count));
  value_set_bool (item, "has_evidence", figures->evidence_count > 0);
  view_text (item, "evidence_codes", codes_text (builder, figures));
  value_set_bool (item, "unverified", unverified);
  view_text (item, "mark", unverified ? "(*)" : NULL);
  view_text (item, "votes_for", vote != NULL ? arena_int (arena, vote->votes_for) : NULL);
  view_text (item, "votes_against", vote != NULL ? arena_int (arena, vote->votes_against) : NULL);
  value_set_bool (item, "has_votes", vote != NULL);
  view_text (item, "assignees", view_names (arena, figures->assignees, figures->assignee_count));
  value_set (item, "hints", view_lines (arena, indicator->hints, indicator->hint_count));
  return item;
}

static Value *
criterion_item (ViewBuilder *builder, gsize index)
{
  Arena *arena = builder->arena;
  const Scheme *scheme = builder->round->scheme;
  const Criterion *criterion = &scheme->criteria[index];
  const CriterionFigures *figures = &builder->figures->criteria[index];
  bool points = scheme->kind == SCHEME_POINTS;
  Value *item = value_object (arena), *indicators = value_list (arena);
  view_order (item, index, scheme->criterion_count);
  view_text (item, "id", criterion->id);
  view_text (item, "text", criterion->text);
  view_text (item, "article", criterion->article);
  view_count (arena, item, "met", figures->met);
  view_count (arena, item, "applicable", figures->applicable);
  view_text (item, "points", points ? decimal_vietnamese (arena, figures->points) : NULL);
  view_text (item, "max_points", points ? decimal_vietnamese (arena, figures->max_points) : NULL);
  view_text (item, "indicator_count", arena_printf (arena, "%zu", criterion->count));
  for (gsize i = 0; i < criterion->count; i++) {
    Value *indicator = value_extend (builder->indicator_items[criterion->first + i]);
    view_order (indicator, i, criterion->count);
    value_append (indicators, indicator);
  }
  gsize count;
  const Evidence **evidence = view_evidence_in_box (builder, criterion->id, &count);
  value_set (item, "indicators", indicators);
  value_set (item, "evidence", view_evidence_list (builder, evidence, count));
  value_set_bool (item, "has_evidence", count > 0);
  return item;
}

void
view_add_indicators (ViewBuilder *builder)
{
  Arena *arena = builder->arena;
  const Scheme *scheme = builder->round->scheme;
  const Figures *figures = builder->figures;
  Value *criteria = value_list (arena), *indicators = value_list (arena), *missing = value_list (arena);
  builder->indicator_items = arena_array (arena, Value *, scheme->indicator_count);
  for (gsize i = 0; i < scheme->indicator_count; i++)
    builder->indicator_items[i] = indicator_item (builder, &figures->indicators[i]);
  for (gsize i = 0; i < scheme->criterion_count; i++)
    value_append (criteria, criterion_item (builder, i));
  for (gsize i = 0; i < scheme->indicator_count; i++) {
    Value *item = value_extend (builder->indicator_items[i]);
    view_order (item, i, scheme->indicator_count);
    value_append (indicators, item);
  }
  for (gsize i = 0; i < figures->missing_count; i++) {
    Value *item = value_extend (builder->indicator_items[figures->missing[i] - figures->indicators]);
    view_order (item, i, figures->missing_count);
    value_append (missing, item);
  }
  value_set (builder->root, "criteria", criteria);
  value_set (builder->root, "indicators", indicators);
  value_set (builder->root, "missing", missing);
  value_set_bool (builder->root, "has_missing", figures->missing_count > 0);
}

/* ---- figures ---- */

static void
add_plan_ranks (ViewBuilder *builder, Value *value)
{
  Arena *arena = builder->arena;
  const Scheme *scheme = builder->round->scheme;
  Value *list = value_list (arena);
  gsize count = MIN (scheme->plan_rank_count, G_N_ELEMENTS (builder->figures->plan_ranks));
  for (gsize i = 0; i < count; i++) {
    Share share = builder->figures->plan_ranks[i];
    Value *item = value_object (arena);
    view_order (item, i, count);
    view_text (item, "name", scheme->plan_ranks[i]);
    view_text (item, "count", decimal_group (arena, share.count));
    view_text (item, "of", decimal_group (arena, share.of));
    view_text (item, "percent", view_percent (arena, share.count, share.of));
    value_append (list, item);
  }
  value_set (value, "plan_ranks", list);
}

void
view_add_figures (ViewBuilder *builder)
{
  Arena *arena = builder->arena;
  const Figures *figures = builder->figures;
  const Round *round = builder->round;
  Value *value = value_object (arena);
  Share citizens = { figures->citizens, figures->people };
  bool points = round->scheme->kind == SCHEME_POINTS;
  view_count (arena, value, "people", figures->people);
  view_count (arena, value, "people_total", figures->people_total);
  view_count (arena, value, "citizens", figures->citizens);
  view_count (arena, value, "not_agreed", figures->people - figures->citizens);
  view_text (value, "citizens_percent", view_percent (arena, citizens.count, citizens.of));
  view_text (value, "citizens_share", share_text (arena, citizens));
  view_count (arena, value, "met", figures->met);
  view_count (arena, value, "not_met", figures->applicable - figures->met);
  view_count (arena, value, "applicable", figures->applicable);
  view_count (arena, value, "indicator_count", (guint)round->scheme->indicator_count);
  view_count (arena, value, "criterion_count", (guint)round->scheme->criterion_count);
  view_count (arena, value, "evidence", (guint)round->evidence_count);
  view_text (value, "points", points ? decimal_vietnamese (arena, figures->points) : NULL);
  view_text (value, "max_points", points ? decimal_vietnamese (arena, round->scheme->total_points) : NULL);
  view_text (value, "class", figures->point_class != NULL ? figures->point_class->name : NULL);
  bool learners = round->has_learners;
  view_text (value, "learners_total", learners ? decimal_group (arena, round->learners_total) : NULL);
  view_text (value, "learners_citizens", learners ? decimal_group (arena, round->learners_citizens) : NULL);
  add_plan_ranks (builder, value);
  value_set (builder->root, "figures", value);
}
