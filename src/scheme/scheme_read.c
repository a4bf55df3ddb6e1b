/* scheme_read.c - scheme.json of a regulation at one level; see data/schemes/scheme.schema.json. */
#include "scheme/package.h"
#include <string.h>

#define CRITERIA_MAX 50
#define INDICATORS_MAX 100 /* per criterion */
#define POINTS_MAX 10000

const char *const text_status_words[] = { "verified", "translated", "unverified", NULL };

static const char *const scheme_kinds[] = { "met", "points", NULL };

/* One word of digits, or digits.digits: "3", "3.1". */
static bool
is_number_id (const char *id, bool dotted)
{
  gsize first = strspn (id, "0123456789");
  if (first == 0 || first > 3)
    return false;
  if (!dotted)
    return id[first] == '\0';
  gsize second = id[first] == '.' ? strspn (id + first + 1, "0123456789") : 0;
  return second > 0 && second <= 3 && id[first + 1 + second] == '\0';
}

static guint32
read_unit_kinds (Node node)
{
  const char *words[UNIT_KIND_COUNT + 1] = { NULL };
  for (int kind = 0; kind < UNIT_KIND_COUNT; kind++)
    words[kind] = unit_kind_name ((UnitKind)kind);
  if (!node_is_given (node))
    return (1u << UNIT_KIND_COUNT) - 1;
  guint32 kinds = 0;
  gsize count = node_length (node, REQUIRED, 1, UNIT_KIND_COUNT);
  for (gsize i = 0; i < count; i++)
    kinds |= 1u << node_choice (node_item (node, i), REQUIRED, words);
  return kinds;
}

static Measure
read_measure (Node node)
{
  static const char *const words[] = { "discipline", "training", "study_plan", "emulation", "citizen", NULL };
  if (!node_is_given (node))
    return MEASURE_UNSET;
  Measure measure = MEASURE_UNSET;
  measure_from_name (words[node_choice (node, REQUIRED, words)], &measure);
  return measure;
}

/* null in `measure` and `at_least` says "not known yet", so both keys must stand there. */
static void
read_share (Node node, Indicator *indicator)
{
  static const char *const keys[] = { "measure", "at_least", "learners_at_least", NULL };
  indicator->is_share = true;
  indicator->measure = MEASURE_UNSET;
  if (!node_is_object (node, keys))
    return;
  Node measure = node_member (node, "measure"), at_least = node_member (node, "at_least");
  Node learners = node_member (node, "learners_at_least");
  if (measure.json == NULL)
    node_fault (measure, MSG_SCHEME_NEED_CHOICE, "null, discipline, training, study_plan, emulation, citizen",
                NULL);
  if (at_least.json == NULL)
    node_fault (at_least, MSG_SCHEME_NEED_NUMBER, "0", "100", NULL);
  indicator->measure = read_measure (measure);
  indicator->at_least = node_number (at_least, OPTIONAL, 0, 100);
  indicator->asks_learners = learners.json != NULL;
  indicator->learners_at_least = node_number (learners, OPTIONAL, 0, 100);
}

static void
read_applies_to (Node node, Indicator *indicator)
{
  static const char *const keys[] = { "kinds", "public_only", NULL };
  if (node_is_given (node) && !node_is_object (node, keys))
    return;
  indicator->applies_kinds = read_unit_kinds (node_member (node, "kinds"));
  indicator->public_only = node_bool (node_member (node, "public_only"));
}

static void
read_rating_basis (Node node, const Scheme *scheme, Indicator *indicator)
{
  Node shown = node_member (node, "shown_share"), share = node_member (node, "share");
  indicator->max_points = indicator->at_least = indicator->learners_at_least = DECIMAL_UNSET;
  if (scheme->kind == SCHEME_POINTS) {
    node_refuse (node, "share");
    indicator->max_points = node_number (node_member (node, "max_points"), REQUIRED, 0, POINTS_MAX);
    indicator->measure = node_is_given (shown) ? read_measure (shown) : MEASURE_NONE;
    return;
  }
  node_refuse (node, "max_points");
  node_refuse (node, "shown_share");
  if (node_is_given (share))
    read_share (share, indicator);
}

static void
read_indicator (Node node, const Scheme *scheme, gsize criterion, Indicator *indicator)
{
  static const char *const keys[]
      = { "id",    "text",        "text_status", "article",        "source", "applies_to",
          "share", "shown_share", "max_points",  "evidence_hints", NULL };
  indicator->criterion = criterion;
  indicator->id = indicator->text = "";
  if (!node_is_object (node, keys))
    return;
  Node id = node_member (node, "id");
  indicator->id = node_text (id, REQUIRED);
  const char *of = scheme->criteria[criterion].id;
  gsize length = strlen (of);
  if (!is_number_id (indicator->id, true) || strncmp (indicator->id, of, length) != 0
      || indicator->id[length] != '.')
    node_fault (id, MSG_SCHEME_NEED_PATTERN, arena_concat (id.reader->arena, "\"", of, ".1\"", NULL), NULL);
  indicator->text = node_text (node_member (node, "text"), REQUIRED);
  indicator->text_status
      = (TextStatus)node_choice (node_member (node, "text_status"), REQUIRED, text_status_words);
  indicator->article = node_text (node_member (node, "article"), OPTIONAL);
  indicator->source = node_text (node_member (node, "source"), OPTIONAL);
  indicator->hints = node_texts (node_member (node, "evidence_hints"), OPTIONAL, 50, &indicator->hint_count);
  read_applies_to (node_member (node, "applies_to"), indicator);
  read_rating_basis (node, scheme, indicator);
}

/* The parts' maxima must add up to the whole's. */
static void
check_sum (Node whole, Decimal sum, Decimal written)
{
  Arena *arena = whole.reader->arena;
  if (written != DECIMAL_UNSET && sum != written)
    node_fault (whole, MSG_SCHEME_SUM, decimal_vietnamese (arena, sum), decimal_vietnamese (arena, written),
                NULL);
}

static Decimal
read_indicators (Node node, Scheme *scheme, gsize criterion)
{
  Decimal sum = 0;
  gsize count = node_length (node, REQUIRED, 1, INDICATORS_MAX);
  scheme->criteria[criterion].first = scheme->indicator_count;
  scheme->criteria[criterion].count = count;
  for (gsize i = 0; i < count; i++) {
    Node item = node_item (node, i);
    Indicator indicator = { 0 };
    read_indicator (item, scheme, criterion, &indicator);
    if (scheme_find_indicator (scheme, indicator.id) != NULL)
      node_fault (node_member (item, "id"), MSG_SCHEME_TWICE, indicator.id, NULL);
    sum += indicator.max_points == DECIMAL_UNSET ? 0 : indicator.max_points;
    ARENA_PUSH (node.reader->arena, scheme->indicators, scheme->indicator_count) = indicator;
  }
  return sum;
}

static void
read_criterion (Node node, Scheme *scheme, gsize index)
{
  static const char *const keys[]
      = { "id", "text", "text_status", "article", "max_points", "indicators", NULL };
  Criterion *criterion = &scheme->criteria[index];
  criterion->id = criterion->text = "";
  criterion->max_points = DECIMAL_UNSET;
  if (!node_is_object (node, keys))
    return;
  Node id = node_member (node, "id"), max_points = node_member (node, "max_points");
  criterion->id = node_text (id, REQUIRED);
  if (!is_number_id (criterion->id, false))
    node_fault (id, MSG_SCHEME_NEED_PATTERN, "\"1\"", NULL);
  for (gsize i = 0; i < index; i++)
    if (strcmp (scheme->criteria[i].id, criterion->id) == 0)
      node_fault (id, MSG_SCHEME_TWICE, criterion->id, NULL);
  criterion->text = node_text (node_member (node, "text"), REQUIRED);
  criterion->text_status
      = (TextStatus)node_choice (node_member (node, "text_status"), REQUIRED, text_status_words);
  criterion->article = node_text (node_member (node, "article"), OPTIONAL);
  if (scheme->kind == SCHEME_POINTS)
    criterion->max_points = node_number (max_points, REQUIRED, 0, POINTS_MAX);
  else
    node_refuse (node, "max_points");
  check_sum (max_points, read_indicators (node_member (node, "indicators"), scheme, index),
             criterion->max_points);
}

static void
read_criteria (Node root, Scheme *scheme)
{
  Node node = node_member (root, "criteria");
  gsize count = node_length (node, REQUIRED, 1, CRITERIA_MAX);
  scheme->criteria = arena_array (root.reader->arena, Criterion, count);
  Decimal sum = 0;
  for (gsize i = 0; i < count; i++) {
    scheme->criterion_count = i + 1;
    read_criterion (node_item (node, i), scheme, i);
    sum += scheme->criteria[i].max_points == DECIMAL_UNSET ? 0 : scheme->criteria[i].max_points;
  }
  if (count > 0)
    check_sum (node_member (root, "total_points"), sum, scheme->total_points);
}

static void
read_classes (Node node, Scheme *scheme)
{
  static const char *const keys[] = { "name", "from", "title", NULL };
  gsize count = node_length (node, REQUIRED, 2, 20);
  scheme->classes = arena_array (node.reader->arena, PointClass, count);
  scheme->class_count = count;
  Decimal above = DECIMAL_MAX_ABS;
  for (gsize i = 0; i < count; i++) {
    Node item = node_item (node, i);
    PointClass *class = &scheme->classes[i];
    if (!node_is_object (item, keys))
      continue;
    Node from = node_member (item, "from");
    class->name = node_text (node_member (item, "name"), REQUIRED);
    class->title = node_bool (node_member (item, "title"));
    class->from = node_number (from, REQUIRED, 0, POINTS_MAX);
    if (class->from != DECIMAL_UNSET && (class->from >= above || (i + 1 == count && class->from != 0)))
      node_fault (from, MSG_SCHEME_CLASS_ORDER, NULL);
    above = class->from == DECIMAL_UNSET ? above : class->from;
  }
}

static void
read_period (Node node, Scheme *scheme)
{
  static const char *const keys[] = { "due_month", "due_day", "valid_months", "article", "status", NULL };
  static const char *const statuses[] = { "verified", "inference", NULL };
  CivilDate day;
  if (!node_is_object (node, keys))
    return;
  scheme->due_month = node_integer (node_member (node, "due_month"), REQUIRED, 1, 12);
  scheme->due_day = node_integer (node_member (node, "due_day"), REQUIRED, 1, 31);
  if (scheme->due_month > 0 && scheme->due_day > 0
      && !date_make (2001, scheme->due_month, scheme->due_day, &day))
    node_fault (node_member (node, "due_day"), MSG_SCHEME_NEED_DATE, NULL);
  scheme->valid_months = node_integer (node_member (node, "valid_months"), OPTIONAL, 1, 1200);
  node_text (node_member (node, "article"), OPTIONAL);
  scheme->has_period = node_choice (node_member (node, "status"), REQUIRED, statuses) == 0;
}

static void
read_title_rule (Node node, Scheme *scheme)
{
  static const char *const keys[] = { "rule", "status", "note", NULL };
  static const char *const statuses[] = { "verified", "inference", NULL };
  const char *const rules[] = { scheme->kind == SCHEME_POINTS ? "class" : "all_applicable_met", NULL };
  scheme->title_rule = rules[0];
  if (!node_is_object (node, keys))
    return;
  node_choice (node_member (node, "rule"), REQUIRED, rules);
  bool inference = node_choice (node_member (node, "status"), REQUIRED, statuses) == 1;
  scheme->title_rule_status = inference ? TEXT_UNVERIFIED : TEXT_VERIFIED;
  scheme->title_rule_note = node_text (node_member (node, "note"), OPTIONAL);
}

/* What only one of the two kinds has. */
static void
read_kind (Node root, Scheme *scheme)
{
  scheme->total_points = DECIMAL_UNSET;
  if (scheme->kind == SCHEME_POINTS) {
    node_refuse (root, "level");
    scheme->total_points = node_number (node_member (root, "total_points"), REQUIRED, 1, POINTS_MAX);
    read_classes (node_member (root, "classes"), scheme);
    return;
  }
  node_refuse (root, "total_points");
  node_refuse (root, "classes");
  scheme->level = node_integer (node_member (root, "level"), REQUIRED, 1, 2);
}

static void
read_identity (Node root, Scheme *scheme)
{
  static const char *const keys[] = { "from", "to", NULL };
  Node in_force = node_member (root, "in_force");
  scheme->name = node_text (node_member (root, "name"), REQUIRED);
  scheme->regulation = node_text (node_member (root, "regulation"), REQUIRED);
  scheme->regulation_date = node_date (node_member (root, "regulation_date"), OPTIONAL);
  scheme->tier = node_text (node_member (root, "tier"), OPTIONAL);
  scheme->procedure = node_text (node_member (root, "procedure"), OPTIONAL);
  scheme->source_note = node_text (node_member (root, "source_note"), REQUIRED);
  scheme->unit_kinds = read_unit_kinds (node_member (root, "unit_kinds"));
  if (!node_is_given (in_force) || !node_is_object (in_force, keys))
    return;
  scheme->in_force_from = node_date (node_member (in_force, "from"), OPTIONAL);
  scheme->in_force_to = node_date (node_member (in_force, "to"), OPTIONAL);
}

static void
read_documents (Node node, Scheme *scheme, const SharedFiles *shared)
{
  if (json_is_string (node.json))
    node = shared->find (shared->user, node, node_text (node, REQUIRED));
  else if (!json_is_array (node.json))
    node_length (node, REQUIRED, 1, 100); /* says what is expected */
  if (json_is_array (node.json))
    documents_from_node (node, scheme);
}

Scheme *
scheme_from_node (Node root, const char *id, const SharedFiles *shared)
{
  static const char *const formats[] = { PACKAGE_FORMAT, NULL };
  static const char *const keys[]
      = { "format",       "kind",    "name",       "regulation",     "regulation_date",
          "in_force",     "level",   "tier",       "procedure",      "unit_kinds",
          "source_note",  "period",  "title_rule", "plan_ranks",     "documents",
          "total_points", "classes", "criteria",   "citizen_scheme", NULL };
  Scheme *scheme = arena_new0 (root.reader->arena, Scheme);
  scheme->id = id;
  if (!node_is_object (root, keys))
    return scheme;
  node_choice (node_member (root, "format"), REQUIRED, formats);
  scheme->kind = (SchemeKind)node_choice (node_member (root, "kind"), REQUIRED, scheme_kinds);
  read_identity (root, scheme);
  read_kind (root, scheme);
  read_period (node_member (root, "period"), scheme);
  read_title_rule (node_member (root, "title_rule"), scheme);
  scheme->plan_ranks = node_texts (node_member (root, "plan_ranks"), REQUIRED, 8, &scheme->plan_rank_count);
  scheme->citizen_scheme = node_text (node_member (root, "citizen_scheme"), REQUIRED);
  read_documents (node_member (root, "documents"), scheme, shared);
  read_criteria (root, scheme);
  return scheme;
}
