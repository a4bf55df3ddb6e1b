/* round.c - see round.h. */
#include "model/round.h"
#include "base/text.h"
#include <string.h>

/* Symbols of the kinds of paper: ND 30/2020, Phu luc III, Phan I, table 1. */
static const struct {
  const char *name, *symbol, *label;
} papers[PAPER_COUNT] = {
  [PAPER_LEARNING_PLAN] = { "learning_plan", "KH", "kế hoạch học tập thường xuyên" },
  [PAPER_TEAM_DECISION] = { "team_decision", "QĐ", "quyết định thành lập Tổ đánh giá" },
  [PAPER_PLAN] = { "plan", "KH", "kế hoạch triển khai tự đánh giá" },
  [PAPER_CITIZEN_MINUTES] = { "citizen_minutes", "BB", "biên bản họp danh sách Công dân học tập" },
  [PAPER_CITIZEN_DECISION] = { "citizen_decision", "QĐ", "quyết định công nhận Công dân học tập" },
  [PAPER_MINUTES] = { "minutes", "BB", "biên bản tự đánh giá" },
  [PAPER_REPORT] = { "report", "BC", "báo cáo tự đánh giá" },
  [PAPER_SUBMISSION] = { "submission", "TTr", "tờ trình" },
  [PAPER_ANNOUNCEMENT] = { "announcement", "TB", "thông báo công khai" },
};

const char *
paper_name (Paper paper)
{
  return papers[paper].name;
}

bool
paper_from_name (const char *name, Paper *ret)
{
  for (int paper = 0; paper < PAPER_COUNT; paper++)
    if (strcmp (papers[paper].name, name) == 0) {
      *ret = (Paper)paper;
      return true;
    }
  return false;
}

const char *
paper_symbol (Paper paper)
{
  return papers[paper].symbol;
}

const char *
paper_label (Paper paper)
{
  return papers[paper].label;
}

bool
paper_is_decision (Paper paper)
{
  return strcmp (papers[paper].symbol, "QĐ") == 0;
}

int
paper_year (int round_year, Paper paper)
{
  bool after = paper == PAPER_REPORT || paper == PAPER_SUBMISSION || paper == PAPER_ANNOUNCEMENT;
  return round_year + (after ? 1 : 0);
}

bool
override_is_confirmed (const SchemeOverride *override)
{
  return override->confirmed_by.code != NULL && date_is_set (override->confirmed_on);
}

/* Whether what holds in this round still waits for a look at the original:
 * a confirmation settles text and thresholds together; without one, whatever the
 * unit wrote itself is as unverified as a text that the scheme only has in
 * translation. */
static bool
is_unverified (const Indicator *indicator, const SchemeOverride *override)
{
  if (override == NULL)
    return indicator->text_status != TEXT_VERIFIED;
  return !override_is_confirmed (override)
         && (indicator->text_status != TEXT_VERIFIED || override->text != NULL
             || override_changes_share (override));
}

bool
override_changes_share (const SchemeOverride *override)
{
  return override->has_measure || override->at_least != DECIMAL_UNSET
         || override->learners_at_least != DECIMAL_UNSET;
}

bool
round_share_unset (const RoundIndicator *holds)
{
  return holds->is_share
         && (holds->measure == MEASURE_NONE || holds->measure == MEASURE_UNSET
             || holds->at_least == DECIMAL_UNSET
             || (holds->asks_learners && holds->learners_at_least == DECIMAL_UNSET));
}

static void
apply_override (RoundIndicator *item, const SchemeOverride *override)
{
  if (override->text != NULL)
    item->text = override->text;
  if (override->has_measure) {
    item->is_share = true;
    item->measure = override->measure;
  }
  if (override->at_least != DECIMAL_UNSET)
    item->at_least = override->at_least;
  if (override->learners_at_least != DECIMAL_UNSET)
    item->learners_at_least = override->learners_at_least;
}

void
round_apply_overrides (Round *round, Arena *arena)
{
  const Scheme *scheme = round->scheme;
  RoundIndicator *items = arena_array (arena, RoundIndicator, scheme->indicator_count);
  for (gsize i = 0; i < round->override_count; i++)
    if (round->overrides[i].indicator != NULL)
      items[round->overrides[i].indicator - scheme->indicators].override = &round->overrides[i];
  for (gsize i = 0; i < scheme->indicator_count; i++) {
    const Indicator *indicator = &scheme->indicators[i];
    const SchemeOverride *override = items[i].override;
    items[i] = (RoundIndicator){
      .indicator = indicator,
      .override = override,
      .text = indicator->text,
      .is_share = indicator->is_share,
      .measure = indicator->measure,
      .at_least = indicator->at_least,
      .learners_at_least = indicator->learners_at_least,
      .asks_learners = indicator->asks_learners && unit_kind_is_school (round->unit.kind),
      .applies = indicator_applies (indicator, round->unit.kind, round->unit.is_public),
      .unverified = is_unverified (indicator, override),
    };
    if (override != NULL)
      apply_override (&items[i], override);
  }
  round->indicators = items;
}

RoundNames
round_names_at (const Round *round, CivilDate date)
{
  RoundNames names = { .name = round->unit.name,
                       .governing_body = round->unit.governing_body,
                       .place = round->unit.place,
                       .receiver = round->authority.receiver,
                       .recogniser = round->authority.recogniser,
                       .receiver_salutation = round->authority.receiver_salutation };
  if (!date_is_set (date))
    return names;
  for (gsize i = 0; i < round->name_count; i++)
    if (i == 0 || date_compare (round->names[i].from, date) <= 0)
      names = round->names[i];
  return names;
}

const char *
round_wording (const Round *round, const char *document)
{
  for (gsize i = round->wording_count; i > 0; i--)
    if (strcmp (round->wordings[i - 1].document, document) == 0)
      return round->wordings[i - 1].text;
  return NULL;
}

const Person *
round_find_person (const Round *round, const char *code)
{
  for (gsize i = 0; i < round->person_count; i++)
    if (g_strcmp0 (round->people[i].code, code) == 0)
      return &round->people[i];
  return NULL;
}

const Rating *
round_find_rating (const Round *round, const Indicator *indicator)
{
  for (gsize i = 0; i < round->rating_count; i++)
    if (round->ratings[i].indicator == indicator)
      return &round->ratings[i];
  return NULL;
}

const Evidence *
round_find_evidence (const Round *round, const char *key)
{
  for (gsize i = 0; i < round->evidence_count; i++)
    if (g_strcmp0 (round->evidence[i].key, key) == 0)
      return &round->evidence[i];
  return NULL;
}

GHashTable *
round_evidence_by_key (const Round *round)
{
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);
  for (gsize i = 0; i < round->evidence_count; i++) {
    const char *key = round->evidence[i].key;
    if (key != NULL && !g_hash_table_contains (table, key))
      g_hash_table_insert (table, (gpointer)key, &round->evidence[i]);
  }
  return table;
}

const RoundIndicator *
round_indicator (const Round *round, const Indicator *indicator)
{
  return indicator == NULL ? NULL : &round->indicators[indicator - round->scheme->indicators];
}

CivilDate
scheme_due_date (const Scheme *scheme, int year)
{
  bool scheme_says = scheme->due_month > 0 && scheme->due_day > 0;
  CivilDate due = { 0 };
  date_make (year + 1, scheme_says ? scheme->due_month : 1, scheme_says ? scheme->due_day : 15, &due);
  return due;
}

CivilDate
round_due_date (const Round *round)
{
  return date_is_set (round->plan.submit_before) ? round->plan.submit_before
                                                 : scheme_due_date (round->scheme, round->year);
}

static void
add_member (GHashTable *seen, const PersonRef *ref, const Person **members, gsize *count)
{
  if (ref->person != NULL && g_hash_table_add (seen, (gpointer)ref->person))
    members[(*count)++] = ref->person;
}

const Person **
round_team (const Round *round, Arena *arena, gsize *ret_count)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  const Person **members = arena_array (arena, const Person *, round->team.member_count + 2);
  gsize count = 0;
  add_member (seen, &round->team.leader, members, &count);
  add_member (seen, &round->team.secretary, members, &count);
  for (gsize i = 0; i < round->team.member_count; i++)
    add_member (seen, &round->team.members[i].staff, members, &count);
  *ret_count = count;
  return members;
}

void
round_complete_head_title (Round *round, Arena *arena)
{
  const Person *head = round->head.person;
  if (round->head_title.count > 0 || head == NULL || head->position == NULL)
    return;
  const char **lines = arena_array (arena, const char *, 1);
  lines[0] = text_upper (arena, head->position);
  round->head_title = (Lines){ lines, 1 };
}

static const char *const results[]
    = { [RATING_MET] = "met", [RATING_NOT_MET] = "not_met", [RATING_NOT_APPLICABLE] = "not_applicable" };

const char *
rating_result_name (RatingResult result)
{
  return results[result];
}

RatingResult
rating_result_of (const char *name)
{
  for (gsize i = RATING_MET; name != NULL && i < G_N_ELEMENTS (results); i++)
    if (strcmp (results[i], name) == 0)
      return (RatingResult)i;
  return RATING_NONE;
}
