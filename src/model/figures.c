/* figures.c - see figures.h. */
#include "model/figures.h"
#include "model/backing.h"
#include "model/citizen.h"
#include "model/evidence_code.h"
#include <stdlib.h>
#include <string.h>

static int
compare_names (gconstpointer a, gconstpointer b, gpointer people)
{
  gsize x = *(const gsize *)a, y = *(const gsize *)b;
  const Person *list = people;
  int order = g_strcmp0 (list[x].name_key, list[y].name_key);
  return order != 0 ? order : x < y ? -1 : x > y; /* namesakes: order of the table */
}

static void
count_people (Figures *figures, Arena *arena)
{
  const Round *round = figures->round;
  figures->people_total = (guint)round->person_count;
  figures->persons = arena_array (arena, PersonFigures, round->person_count);
  figures->by_name = arena_array (arena, gsize, round->person_count);
  for (gsize i = 0; i < round->person_count; i++) {
    figures->persons[i] = citizen_assess (round->citizen_scheme, &round->people[i]);
    figures->people += figures->persons[i].working;
    figures->citizens += figures->persons[i].citizen;
    figures->by_name[i] = i;
  }
  if (round->person_count > 1)
    g_qsort_with_data (figures->by_name, (gint)round->person_count, sizeof (gsize), compare_names,
                       round->people);
}

static void
count_plan_ranks (Figures *figures)
{
  const Round *round = figures->round;
  gsize ranks = MIN (round->scheme->plan_rank_count, G_N_ELEMENTS (figures->plan_ranks));
  for (gsize rank = 0; rank < ranks; rank++)
    figures->plan_ranks[rank].of = figures->people;
  for (gsize i = 0; i < round->person_count; i++) {
    const Result *result = round->people[i].result;
    if (!figures->persons[i].working || result == NULL || result->plan_rank == NULL)
      continue;
    for (gsize rank = 0; rank < ranks; rank++)
      figures->plan_ranks[rank].count += strcmp (result->plan_rank, round->scheme->plan_ranks[rank]) == 0;
  }
}

static bool
person_counts (const PersonFigures *person, Measure measure)
{
  const Result *result = person->person->result;
  if (!person->working || result == NULL)
    return false;
  switch (measure) {
  case MEASURE_DISCIPLINE:
    return result->discipline;
  case MEASURE_TRAINING:
    return result->training;
  case MEASURE_STUDY_PLAN:
    return result->plan_approved;
  case MEASURE_EMULATION:
    return result->emulation != NULL;
  case MEASURE_CITIZEN:
    return person->citizen;
  case MEASURE_NONE:
  case MEASURE_UNSET:
    break;
  }
  return false;
}

static void
compute_shares (Figures *figures)
{
  guint counts[MEASURE_CITIZEN + 1] = { 0 };
  for (gsize i = 0; i < figures->round->person_count; i++)
    for (int measure = MEASURE_DISCIPLINE; measure <= MEASURE_CITIZEN; measure++)
      counts[measure] += person_counts (&figures->persons[i], (Measure)measure);
  for (gsize i = 0; i < figures->round->scheme->indicator_count; i++) {
    IndicatorFigures *item = &figures->indicators[i];
    Measure measure = item->indicator->measure;
    item->has_share = measure != MEASURE_NONE && measure != MEASURE_UNSET;
    if (item->has_share)
      item->share = (Share){ counts[measure], figures->people };
    item->has_learners = item->indicator->asks_learners && figures->round->has_learners;
    if (item->has_learners)
      item->learners = (Share){ figures->round->learners_citizens, figures->round->learners_total };
  }
}

/* Does the share stand against its threshold?  Exact; an unset threshold is not reached. */
static void
compare_share (IndicatorFigures *item)
{
  const RoundIndicator *holds = item->indicator;
  item->share_reached = true;
  if (!holds->is_share)
    return;
  item->threshold_unset = round_share_unset (holds);
  item->share_reached
      = !item->threshold_unset && decimal_share_reaches (item->share.count, item->share.of, holds->at_least)
        && (!holds->asks_learners
            || decimal_share_reaches (item->learners.count, item->learners.of, holds->learners_at_least));
  const SchemeOverride *override = holds->override;
  item->provisional = item->applicable && override != NULL && override_changes_share (override)
                      && !override_is_confirmed (override);
}

static void
judge_indicator (const Scheme *scheme, IndicatorFigures *item)
{
  const Rating *rating = item->rating;
  bool by_points = scheme->kind == SCHEME_POINTS;
  Decimal most = item->indicator->indicator->max_points;
  item->declared_not_applicable = !by_points && rating != NULL && rating->result == RATING_NOT_APPLICABLE;
  item->applicable = item->indicator->applies && !item->declared_not_applicable;
  item->share_reached = true; /* beside points a share decides nothing */
  if (!by_points) {
    compare_share (item);
    item->met = item->applicable && rating != NULL && rating->result == RATING_MET && item->share_reached;
    return;
  }
  if (rating != NULL && rating->points != DECIMAL_UNSET)
    item->points = rating->points;
  item->met = item->applicable && most != DECIMAL_UNSET && item->points >= most;
}

static void
sum_up (Figures *figures, Arena *arena)
{
  const Scheme *scheme = figures->round->scheme;
  figures->criteria = arena_array (arena, CriterionFigures, scheme->criterion_count);
  figures->missing = arena_array (arena, const IndicatorFigures *, scheme->indicator_count);
  for (gsize i = 0; i < scheme->indicator_count; i++) {
    const IndicatorFigures *item = &figures->indicators[i];
    CriterionFigures *criterion = &figures->criteria[scheme->indicators[i].criterion];
    if (!item->applicable)
      continue;
    criterion->applicable++;
    criterion->met += item->met;
    criterion->points += item->points;
    if (scheme->indicators[i].max_points != DECIMAL_UNSET)
      criterion->max_points += scheme->indicators[i].max_points;
    figures->applicable++;
    figures->met += item->met;
    figures->points += item->points;
    figures->provisional |= item->provisional;
    if (!item->met)
      figures->missing[figures->missing_count++] = item;
  }
}

static void
decide_title (Figures *figures)
{
  const Scheme *scheme = figures->round->scheme;
  if (scheme->kind == SCHEME_MET) {
    figures->title = figures->applicable > 0 && figures->missing_count == 0;
    return;
  }
  for (gsize i = 0; i < scheme->class_count && figures->point_class == NULL; i++)
    if (figures->points >= scheme->classes[i].from)
      figures->point_class = &scheme->classes[i];
  figures->title = figures->point_class != NULL && figures->point_class->title;
}

static void
collect_assignees (Figures *figures, Arena *arena)
{
  const Round *round = figures->round;
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  for (gsize i = 0; i < round->assignment_count; i++) {
    const Assignment *assignment = &round->assignments[i];
    if (assignment->indicator == NULL)
      continue;
    gsize index = (gsize)(assignment->indicator - round->scheme->indicators);
    IndicatorFigures *item = &figures->indicators[index];
    for (gsize j = 0; j < assignment->members.count; j++) {
      const Person *person = assignment->members.items[j].person;
      if (person == NULL)
        continue;
      gsize number = index * round->person_count + (gsize)(person - round->people) + 1;
      if (g_hash_table_add (seen, GSIZE_TO_POINTER (number)))
        ARENA_PUSH (arena, item->assignees, item->assignee_count) = person;
    }
  }
}

typedef struct {
  gsize index;
  const Indicator *named_by; /* all of one array: their addresses are their order */
  bool coded;
} EvidenceRank;

static int
compare_ranks (gconstpointer a, gconstpointer b)
{
  const EvidenceRank *x = a, *y = b;
  if (x->coded != y->coded)
    return x->coded ? -1 : 1;
  if (x->named_by != y->named_by)
    return x->named_by == NULL || (y->named_by != NULL && x->named_by > y->named_by) ? 1 : -1;
  return x->index < y->index ? -1 : x->index > y->index;
}

static void
order_evidence (Figures *figures, const Indicator **named_by, Arena *arena)
{
  gsize count = figures->round->evidence_count;
  EvidenceRank *ranks = arena_array (arena, EvidenceRank, count);
  for (gsize i = 0; i < count; i++)
    ranks[i] = (EvidenceRank){ i, named_by[i], figures->evidence_codes[i] != NULL };
  if (count > 1)
    qsort (ranks, count, sizeof *ranks, compare_ranks);
  figures->evidence_order = arena_array (arena, gsize, count);
  for (gsize i = 0; i < count; i++)
    figures->evidence_order[i] = ranks[i].index;
}

static void
give_codes (Figures *figures, const Indicator **named_by, Arena *arena)
{
  gsize count = figures->round->evidence_count;
  figures->evidence_codes = evidence_codes_assign (figures->round, named_by, arena);
  figures->evidence_marks = arena_array (arena, const char *, count);
  for (gsize i = 0; i < count; i++)
    if (figures->evidence_codes[i] != NULL)
      figures->evidence_marks[i] = arena_concat (arena, "[", figures->evidence_codes[i], "]", NULL);
  order_evidence (figures, named_by, arena);
}

const Figures *
figures_compute (const Round *round, Arena *arena)
{
  const Scheme *scheme = round->scheme;
  Figures *figures = arena_new0 (arena, Figures);
  figures->round = round;
  figures->indicators = arena_array (arena, IndicatorFigures, scheme->indicator_count);
  for (gsize i = 0; i < scheme->indicator_count; i++)
    figures->indicators[i].indicator = &round->indicators[i];
  for (gsize i = round->rating_count; i-- > 0;) /* backwards, so that the first rating holds */
    if (round->ratings[i].indicator != NULL)
      figures->indicators[round->ratings[i].indicator - scheme->indicators].rating = &round->ratings[i];
  count_people (figures, arena);
  count_plan_ranks (figures);
  compute_shares (figures);
  for (gsize i = 0; i < scheme->indicator_count; i++)
    judge_indicator (scheme, &figures->indicators[i]);
  sum_up (figures, arena);
  decide_title (figures);
  collect_assignees (figures, arena);
  give_codes (figures, backing_collect (round, figures->indicators, arena), arena);
  return figures;
}

const char *
figures_evidence_code (const Figures *figures, const Evidence *evidence)
{
  return figures->evidence_marks[evidence - figures->round->evidence];
}

static const char *
named_share (const Figures *figures, Arena *arena, const char *id)
{
  const Scheme *scheme = figures->round->scheme;
  for (gsize i = 0; i < scheme->indicator_count; i++)
    if (strcmp (scheme->indicators[i].id, id) == 0)
      return figures->indicators[i].has_share ? share_text (arena, figures->indicators[i].share) : NULL;
  return NULL;
}

const char *
figures_named (const Figures *figures, Arena *arena, const char *name)
{
  const struct {
    const char *name;
    gint64 value;
  } counts[] = {
    { "people", figures->people },     { "people.total", figures->people_total },
    { "met", figures->met },           { "applicable", figures->applicable },
    { "citizens", figures->citizens }, { "evidence", (gint64)figures->round->evidence_count },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    if (strcmp (counts[i].name, name) == 0)
      return decimal_group (arena, counts[i].value);
  if (strcmp (name, "points") == 0)
    return decimal_vietnamese (arena, figures->points);
  return g_str_has_prefix (name, "share.") ? named_share (figures, arena, name + strlen ("share.")) : NULL;
}

const char *
share_text (Arena *arena, Share share)
{
  return arena_printf (arena, "%s/%s, đạt %s%%", decimal_group (arena, share.count),
                       decimal_group (arena, share.of), decimal_percent (arena, share.count, share.of, ','));
}
