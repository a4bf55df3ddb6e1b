/* indicator_parts.c - see indicator_parts.h. */
#include "web/pages/indicator_parts.h"
#include "model/markup.h"
#include "web/pages/assignment_parts.h"
#include "web/pages/work_parts.h"
#include "web/shown.h"
#include <string.h>

static const Scheme *
scheme_of (const char *id, void *user)
{
  return request_scheme (user, id, NULL);
}

/* ---- whose it is ---- */

static bool
is_given (const IndicatorPage *page, const ActsFor *acts)
{
  for (gsize i = 0; i < page->person_count; i++)
    if (page->people[i].ended_on == NULL && acts_for (acts, page->people[i].person_id))
      return true;
  return false;
}

/* Leader, secretary and head write any of them; members those that they were given (process.md). */
static bool
find_rights (Request *request, Transaction *transaction, IndicatorAt *at, GError **error)
{
  gint64 self = request_identity (request)->person_id;
  ActsFor acts = { .ids = &self, .count = 1 };
  at->given = is_given (&at->page, &acts);
  bool any = request_may (request, PERMISSION_TEAM_WRITE);
  if (!at->given && !any && at->page.person_count > 0 && request_may (request, PERMISSION_RATING_WRITE)) {
    if (!acts_for_load (request, transaction, &acts, error))
      return false;
    at->given = is_given (&at->page, &acts);
  }
  at->may_write = request_may (request, PERMISSION_RATING_WRITE) && (any || at->given);
  return true;
}

bool
indicator_at (Request *request, Transaction *transaction, IndicatorAt *ret, GError **error)
{
  Arena *arena = request_arena (request);
  const char *id = request_text (request, "indicator"); /* NULL: too long to be one */
  IndicatorAt at = { .year = (int)CLAMP (request_int (request, "year", 0), 0, 9999) };
  const IndicatorAsk ask = { .year = at.year,
                             .indicator = id,
                             .since = request_now (request) - WRITING_FOR,
                             .library = request_library (request),
                             .scheme_of = scheme_of,
                             .user = request };
  bool found = false;
  if (id != NULL && !indicator_page_load (transaction, arena, &ask, &at.page, &found, error))
    return false;
  if (!found)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  at.scheme = at.page.round->scheme;
  at.indicator = &at.scheme->indicators[at.page.at];
  at.holds = &at.page.round->indicators[at.page.at];
  at.all = figures_compute (at.page.round, arena);
  at.figures = &at.all->indicators[at.page.at];
  if (!find_rights (request, transaction, &at, error))
    return false;
  *ret = at;
  return true;
}

bool
indicator_is_open (const IndicatorAt *at)
{
  const char *state = at->page.rating.state;
  return strcmp (state, "submitted") != 0 && strcmp (state, "agreed") != 0;
}

RatingAt
indicator_rating_at (Request *request, const IndicatorAt *at)
{
  return (RatingAt){ at->page.round_id, at->indicator, at->page.at + 1,
                     request_identity (request)->permissions };
}

const char *
indicator_path (Request *request, const IndicatorAt *at, const char *below)
{
  return round_path (request, at->year,
                     arena_concat (request_arena (request), "chi-tieu/", at->indicator->id, below, NULL));
}

bool
indicator_contradicts (const IndicatorAt *at, const char *result)
{
  RatingResult given = rating_result_of (result);
  if (at->scheme->kind != SCHEME_MET || !at->holds->is_share || at->figures->threshold_unset)
    return false;
  return (given == RATING_MET && !at->figures->share_reached)
         || (given == RATING_NOT_MET && at->figures->share_reached);
}

/* ---- words ---- */

const char *
rating_words (Arena *arena, const char *result, const char *points)
{
  Decimal value;
  if (points != NULL && decimal_parse (points, &value))
    return arena_concat (arena, decimal_vietnamese (arena, value), " điểm", NULL);
  switch (rating_result_of (result)) {
  case RATING_MET:
    return "đạt";
  case RATING_NOT_MET:
    return "không đạt";
  case RATING_NOT_APPLICABLE:
    return "không áp dụng";
  case RATING_NONE:
    break;
  }
  return NULL;
}

void
view_rating_state (Request *request, Value *object, const char *state, const char *due)
{
  const WorkflowState *found = workflow_state ("rating", state != NULL ? state : "todo");
  bool late = work_state (true, state, due, request_today (request)) == WORK_LATE;
  value_set_text (object, "state_shape", late ? "late" : found->shape);
  value_set_text (object, "state_words",
                  late ? arena_concat (request_arena (request), found->words, ", quá hạn", NULL)
                       : found->words);
}

/* Only what was counted here: people stand in the round at hand where the indicator is a share. */
static bool
knows_figure (Arena *arena, const IndicatorAt *at, const char *name)
{
  bool counted = at->page.round->person_count > 0;
  return counted
         && (strcmp (name, "people") == 0 || strcmp (name, "people.total") == 0
             || strcmp (name, arena_concat (arena, "share.", at->indicator->id, NULL)) == 0
             || (strcmp (name, "citizens") == 0 && at->holds->measure == MEASURE_CITIZEN));
}

typedef struct {
  Arena *arena;
  const IndicatorAt *at;
} Marking;

static const char *
evidence_mark (void *user, const char *key)
{
  const Marking *marking = user;
  const Evidence *evidence = round_find_evidence (marking->at->page.round, key);
  return evidence != NULL ? figures_evidence_code (marking->at->all, evidence) : NULL;
}

static const char *
figure_mark (void *user, const char *name)
{
  const Marking *marking = user;
  return knows_figure (marking->arena, marking->at, name)
             ? figures_named (marking->at->all, marking->arena, name)
             : NULL;
}

const char *
indicator_line (Arena *arena, const IndicatorAt *at, const char *text)
{
  Marking marking = { arena, at };
  g_autoptr (GString) out = g_string_new (NULL);
  gsize from = 0;
  for (Mark mark = { 0 }; markup_next (arena, text, mark.start + mark.length, &mark);) {
    const char *shown = mark.kind == MARK_EVIDENCE ? evidence_mark (&marking, mark.name)
                                                   : figure_mark (&marking, mark.name);
    if (shown == NULL)
      continue;
    g_string_append_len (out, text + from, (gssize)(mark.start - from));
    g_string_append (out, shown);
    from = mark.start + mark.length;
  }
  g_string_append (out, text + from);
  return arena_strndup (arena, out->str, out->len);
}

const char *
indicator_prose (Arena *arena, const IndicatorAt *at, const char *text)
{
  Marking marking = { arena, at };
  return shown_prose (arena, &(HtmlMarks){ evidence_mark, figure_mark, &marking }, text);
}

Value *
writers_view (Request *request, const Writers *writers, const Writer *saved, gint64 version)
{
  Arena *arena = request_arena (request);
  Value *object = value_object (arena), *list = value_list (arena);
  for (gsize i = 0; i < writers->count; i++) {
    if (writers->items[i].account_id == request_identity (request)->account_id)
      continue;
    const char *at = shown_instant (arena, writers->items[i].at);
    Value *item = value_object (arena);
    value_set_text (item, "name", writers->items[i].name);
    value_set_text (item, "at", arena_strndup (arena, at, strcspn (at, " ")));
    value_append (list, item);
  }
  value_set (object, "writers", list);
  value_set_bool (object, "any_writer", value_length (list) > 0);
  value_set_int (object, "saved_version", version);
  value_set_text (object, "saved_by", saved->name);
  value_set_text (object, "saved_at", saved->name != NULL ? shown_instant (arena, saved->at) : NULL);
  return object;
}
