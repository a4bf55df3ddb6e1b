/* indicator_view.c - what the page of one indicator shows, from IndicatorAt. */
#include "model/hint.h"
#include "web/pages/account_parts.h"
#include "web/pages/evidence_parts.h"
#include "web/pages/indicator_parts.h"
#include "web/pages/scheme_parts.h"
#include "web/shown.h"
#include <string.h>

/* ---- the law's text, as the pages of the scheme show it ---- */

static Value *
law_value (Arena *arena, const IndicatorAt *at)
{
  SchemeState state = { .head = { .id = at->page.round_id, .year = at->year, .scheme = at->scheme },
                        .round = *at->page.round };
  state.overrides = arena_array (arena, StoredOverride, at->scheme->indicator_count);
  state.decisions = arena_array (arena, RatingDecision, at->scheme->indicator_count);
  state.overrides[at->page.at] = at->page.override;
  state.decisions[at->page.at] = (RatingDecision){ .id = at->page.rating.id,
                                                   .version = at->page.rating.version,
                                                   .result = rating_result_of (at->page.rating.result),
                                                   .state = at->page.rating.state,
                                                   .reason = at->page.rating.reason };
  return indicator_value (arena, &state, at->page.at);
}

/* Which regulation, by what it is called: "Thông tư số 24/2023/TT-BGDĐT". */
static void
add_law (Value *page, const IndicatorAt *at)
{
  const Criterion *criterion = &at->scheme->criteria[at->indicator->criterion];
  value_set_text (page, "regulation", at->scheme->regulation);
  value_set_text (page, "criterion", criterion->id);
  value_set_text (page, "criterion_text", criterion->text);
}

/* ---- the neighbours ---- */

static void
add_neighbour (Request *request, const IndicatorAt *at, Value *page, const char *name, int step)
{
  gint64 i = (gint64)at->page.at + step;
  while (i >= 0 && i < (gint64)at->scheme->indicator_count && !at->page.round->indicators[i].applies)
    i += step;
  bool there = i >= 0 && i < (gint64)at->scheme->indicator_count;
  const char *id = there ? at->scheme->indicators[i].id : NULL;
  value_set_text (page, name, id);
  value_set_text (
      page, arena_concat (request_arena (request), name, "_path", NULL),
      there ? round_path (request, at->year, arena_concat (request_arena (request), "chi-tieu/", id, NULL))
            : NULL);
}

/* ---- whose it is, by when ---- */

static void
add_people (Request *request, const IndicatorAt *at, Value *page)
{
  Arena *arena = request_arena (request);
  Value *list = value_list (arena);
  for (gsize i = 0; i < at->page.person_count; i++) {
    const IndicatorPerson *person = &at->page.people[i];
    Value *item = value_object (arena);
    value_set_text (item, "name", person->name);
    value_set_text (item, "until", person->ended_on != NULL ? shown_day (arena, person->ended_on) : NULL);
    value_set_bool (item, "left", person->left);
    value_append (list, item);
  }
  value_set (page, "people", list);
  value_set_bool (page, "any_person", at->page.person_count > 0);
  value_set_text (page, "due", at->page.due != NULL ? shown_day (arena, at->page.due) : NULL);
  value_set_text (page, "guidance", at->page.guidance);
  value_set_text (page, "method", at->page.method);
  value_set_text (
      page, "assign_path",
      request_may (request, PERMISSION_TEAM_WRITE) && at->page.assignment_id != 0 ? round_path (
          request, at->year, arena_printf (arena, "phan-cong/%" G_GINT64_FORMAT, at->page.assignment_id))
                                                                                  : NULL);
}

/* ---- the computed share ---- */

static const char *
share_percent (Arena *arena, Share share)
{
  return arena_concat (arena, decimal_percent (arena, share.count, share.of, ','), "%", NULL);
}

static const char *
share_count (Arena *arena, Share share)
{
  return arena_concat (arena, decimal_group (arena, share.count), "/", decimal_group (arena, share.of), NULL);
}

static void
add_figures (Request *request, const IndicatorAt *at, Value *page)
{
  Arena *arena = request_arena (request);
  const IndicatorFigures *figures = at->figures;
  bool decides = at->scheme->kind == SCHEME_MET && at->holds->is_share;
  value_set_bool (page, "counted", figures->has_share);
  value_set_text (page, "share_percent", figures->has_share ? share_percent (arena, figures->share) : NULL);
  value_set_text (page, "share_count", figures->has_share ? share_count (arena, figures->share) : NULL);
  value_set_bool (page, "has_learners", figures->has_learners);
  value_set_text (page, "learners_percent",
                  figures->has_learners ? share_percent (arena, figures->learners) : NULL);
  value_set_text (page, "learners_count",
                  figures->has_learners ? share_count (arena, figures->learners) : NULL);
  value_set_bool (page, "proposes", decides && !figures->threshold_unset);
  value_set_bool (page, "reached", figures->share_reached);
  value_set_bool (page, "provisional", figures->provisional);
  value_set_bool (page, "contradicts", indicator_contradicts (at, at->page.rating.result));
  value_set_text (page, "figure_mark", arena_concat (arena, "[#share.", at->indicator->id, "]", NULL));
  value_set_text (page, "citizens_path",
                  at->holds->measure == MEASURE_CITIZEN ? round_path (request, at->year, "cong-dan") : NULL);
}

/* ---- evidence ---- */

/* Codes that nobody gave yet follow from all ratings where an item names no indicator itself; this page knows
 * but one of them. */
static bool
codes_are_known (const Round *round)
{
  for (gsize i = 0; i < round->evidence_count; i++)
    if (round->evidence[i].code == NULL && round->evidence[i].indicators.count == 0)
      return false;
  return true;
}

static const char *
evidence_about (Arena *arena, const Evidence *evidence)
{
  const char *date = date_is_set (evidence->date) ? date_short (arena, evidence->date) : NULL;
  const char *parts[] = { evidence->number, date, evidence->issuer };
  const char *all = "";
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      all = all[0] == '\0' ? parts[i] : arena_concat (arena, all, " · ", parts[i], NULL);
  return all;
}

static void
add_evidence (Request *request, const IndicatorAt *at, Value *page)
{
  Arena *arena = request_arena (request);
  Value *list = value_list (arena), *hints = value_list (arena);
  bool known = codes_are_known (at->page.round);
  gsize missing = 0;
  for (gsize i = 0; i < at->figures->evidence_count; i++) {
    const Evidence *evidence = at->figures->evidence[i];
    gsize place = (gsize)(evidence - at->page.round->evidence);
    Value *item = value_object (arena);
    value_set_text (item, "mark", arena_concat (arena, "[@", evidence->key, "]", NULL));
    value_set_text (item, "code", known ? at->all->evidence_codes[place] : evidence->code);
    bool seen = evidence_seen_by (request, at->page.evidence_for[place]);
    value_set_text (item, "title", seen ? evidence->title : EVIDENCE_HIDDEN);
    value_set_text (item, "about", seen ? evidence_about (arena, evidence) : "");
    value_set_text (item, "path",
                    seen ? evidence_path (request, at->year, at->page.evidence_ids[place], "") : NULL);
    value_append (list, item);
  }
  for (gsize i = 0; i < at->indicator->hint_count; i++) {
    bool backed = hint_is_backed (arena, at->indicator->hints[i], at->figures);
    Value *item = value_object (arena);
    value_set_text (item, "hint", at->indicator->hints[i]);
    value_set_bool (item, "backed", backed);
    value_append (hints, item);
    missing += !backed;
  }
  value_set (page, "evidence", list);
  value_set_int (page, "evidence_count", (gint64)at->figures->evidence_count);
  value_set_bool (page, "any_evidence", at->figures->evidence_count > 0);
  value_set (page, "hinted", hints);
  value_set_bool (page, "any_hinted", at->indicator->hint_count > 0);
  value_set_int (page, "hints_missing", (gint64)missing);
  value_set_text (
      page, "evidence_path",
      request_may (request, PERMISSION_EVIDENCE_READ) ? round_path (request, at->year, "minh-chung") : NULL);
}

/* ---- the write-up: what stands there, what stood there a year ago ---- */

static void
add_texts (Request *request, const IndicatorAt *at, Value *page)
{
  Arena *arena = request_arena (request);
  const RatingRow *now = &at->page.rating, *before = &at->page.before;
  const struct {
    const char *name, *label, *now, *before;
  } parts[] = { { "current", "Hiện trạng", now->current, before->current },
                { "strengths", "Điểm mạnh", now->strengths, before->strengths },
                { "weaknesses", "Điểm yếu", now->weaknesses, before->weaknesses },
                { "improvement", "Hướng cải tiến", now->improvement, before->improvement } };
  Value *list = value_list (arena);
  bool any_before = at->page.before_year != 0, any = false;
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    Value *item = value_object (arena);
    request_default (request, parts[i].name, parts[i].now);
    value_set_text (item, "label", parts[i].label);
    value_set_raw (item, "prose", indicator_prose (arena, at, parts[i].now));
    value_set_text (page, arena_concat (arena, "before_", parts[i].name, NULL),
                    any_before ? parts[i].before : NULL);
    value_append (list, item);
    any = any || parts[i].now != NULL;
  }
  value_set (page, "parts", list);
  value_set_bool (page, "any_text", any);
  value_set_int (page, "before_year", at->page.before_year);
  value_set_text (page, "before_result",
                  any_before ? rating_words (arena, before->result, before->points) : NULL);
}

static Value *
result_choices (Arena *arena, const char *chosen)
{
  static const RatingResult all[] = { RATING_MET, RATING_NOT_MET, RATING_NOT_APPLICABLE };
  Value *list = value_list (arena);
  for (gsize i = 0; i < G_N_ELEMENTS (all); i++) {
    const char *name = rating_result_name (all[i]);
    choice_add (arena, list, name, rating_words (arena, name, NULL), g_strcmp0 (name, chosen) == 0);
  }
  return list;
}

/* What the share says is proposed until somebody decides. */
static void
add_result (Request *request, const IndicatorAt *at, Value *page)
{
  Arena *arena = request_arena (request);
  const RatingRow *row = &at->page.rating;
  const char *result = row->result;
  bool decides = at->scheme->kind == SCHEME_MET && at->holds->is_share && !at->figures->threshold_unset;
  Decimal points = DECIMAL_UNSET;
  if (result == NULL && decides && indicator_is_open (at))
    result = rating_result_name (at->figures->share_reached ? RATING_MET : RATING_NOT_MET);
  request_default (request, "result", result != NULL ? result : "");
  if (row->points != NULL && decimal_parse (row->points, &points))
    request_default (request, "points", decimal_vietnamese (arena, points));
  request_default (request, "reason", row->reason != NULL ? row->reason : "");
  value_set_bool (page, "by_points", at->scheme->kind == SCHEME_POINTS);
  value_set (page, "results",
             result_choices (arena, request_text (request, "result") != NULL
                                        ? request_text (request, "result")
                                        : result));
  value_set_text (page, "result_words", rating_words (arena, row->result, row->points));
  value_set_bool (page, "not_met", rating_result_of (row->result) == RATING_NOT_MET);
  value_set_text (page, "reason", row->reason);
}

/* ---- what single members hold ---- */

static bool
differs (const IndicatorAt *at, const OpinionRow *opinion)
{
  const RatingRow *row = &at->page.rating;
  if (opinion->result == NULL && opinion->points == NULL)
    return false;
  return g_strcmp0 (opinion->result, row->result) != 0 || g_strcmp0 (opinion->points, row->points) != 0;
}

static void
add_opinions (Request *request, const IndicatorAt *at, Value *page)
{
  Arena *arena = request_arena (request);
  gint64 self = request_identity (request)->person_id;
  Value *list = value_list (arena);
  gsize differing = 0;
  for (gsize i = 0; i < at->page.opinion_count; i++) {
    const OpinionRow *opinion = &at->page.opinions[i];
    Decimal points = DECIMAL_UNSET;
    Value *item = value_object (arena);
    value_set_text (item, "name", opinion->name);
    value_set_text (item, "words", rating_words (arena, opinion->result, opinion->points));
    value_set_text (item, "said", opinion->text);
    value_set_bool (item, "differs", differs (at, opinion));
    value_append (list, item);
    differing += differs (at, opinion);
    if (opinion->person_id != self)
      continue;
    request_default (request, "y_result", opinion->result);
    request_default (request, "y_text", opinion->text);
    if (opinion->points != NULL && decimal_parse (opinion->points, &points))
      request_default (request, "y_points", decimal_vietnamese (arena, points));
  }
  value_set (page, "opinions", list);
  value_set_bool (page, "any_opinion", at->page.opinion_count > 0);
  value_set_int (page, "differing", (gint64)differing);
  value_set_bool (page, "any_differing", differing > 0);
  value_set_bool (page, "may_say",
                  self != 0 && request_may (request, PERMISSION_RATING_WRITE) && at->holds->applies);
  value_set (page, "y_results", result_choices (arena, request_text (request, "y_result")));
}

/* ---- who may do what now ---- */

static void
add_rights (Request *request, const IndicatorAt *at, Value *page)
{
  const char *state = at->page.rating.state;
  bool open = indicator_is_open (at), agree = request_may (request, PERMISSION_RATING_AGREE),
       submitted = strcmp (state, "submitted") == 0;
  value_set_bool (page, "may_write", at->may_write && open && at->holds->applies);
  value_set_bool (page, "may_withdraw", at->may_write && submitted);
  value_set_bool (page, "may_agree", agree && submitted);
  value_set_bool (page, "may_reopen", agree && strcmp (state, "agreed") == 0);
  value_set_bool (page, "any_step", submitted && (at->may_write || agree));
  value_set_bool (page, "resubmits", strcmp (state, "returned") == 0);
  value_set_text (page, "remarks", at->page.rating.remarks);
  value_set_bool (page, "not_given",
                  open && !at->may_write && request_may (request, PERMISSION_RATING_WRITE));
  value_set_text (page, "may_cite",
                  request_may (request, PERMISSION_EVIDENCE_READ) ? indicator_path (request, at, "/chen")
                                                                  : NULL);
}

Value *
indicator_view (Request *request, const IndicatorAt *at)
{
  Arena *arena = request_arena (request);
  Value *page = law_value (arena, at);
  const char *draft = arena_printf (arena, "rating/%" G_GINT64_FORMAT,
                                    rating_draft_number (arena, at->year, at->indicator->id));
  value_set_text (page, "title", arena_concat (arena, "Chỉ tiêu ", at->indicator->id, NULL));
  value_set_text (page, "here", indicator_path (request, at, ""));
  value_set_text (page, "base", round_path (request, at->year, ""));
  value_set_text (page, "draft", draft);
  add_law (page, at);
  add_neighbour (request, at, page, "previous", -1);
  add_neighbour (request, at, page, "next", 1);
  add_people (request, at, page);
  add_figures (request, at, page);
  add_evidence (request, at, page);
  request_default (request, "id", record_number (arena, at->page.rating.id));
  request_default (request, "version", arena_int (arena, at->page.rating.version));
  add_texts (request, at, page);
  add_result (request, at, page);
  add_opinions (request, at, page);
  add_rights (request, at, page);
  view_rating_state (request, page, at->page.rating.state, at->page.due);
  value_set (page, "writing",
             writers_view (request, &at->page.writers, &at->page.saved, at->page.rating.version));
  return page;
}
