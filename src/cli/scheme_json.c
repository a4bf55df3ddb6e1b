/* scheme_json.c - see scheme_json.h. */
#include "cli/scheme_json.h"

static const char *const status_words[] = { "verified", "translated", "unverified" };

static json_t *
json_decimal (Decimal value)
{
  if (value == DECIMAL_UNSET)
    return json_null ();
  return value % DECIMAL_ONE == 0 ? json_integer (value / DECIMAL_ONE)
                                  : json_real (decimal_to_double (value));
}

static json_t *
json_units (guint32 kinds)
{
  json_t *list = json_array ();
  for (int kind = 0; kind < UNIT_KIND_COUNT; kind++)
    if ((kinds & (1u << kind)) != 0)
      json_array_append_new (list, json_string (unit_kind_name ((UnitKind)kind)));
  return list;
}

static json_t *
json_lines (const char *const *lines, gsize count)
{
  json_t *list = json_array ();
  for (gsize i = 0; i < count; i++)
    json_array_append_new (list, json_string (lines[i]));
  return list;
}

static json_t *
json_measure (Measure measure)
{
  return measure > MEASURE_UNSET ? json_string (measure_name (measure)) : json_null ();
}

static json_t *
indicator_json (const Indicator *indicator)
{
  return json_pack (
      "{s:s, s:s, s:s, s:s?, s:s?, s:o, s:b, s:b, s:o, s:o, s:b, s:o, s:o, s:o}", "id", indicator->id, "text",
      indicator->text, "text_status", status_words[indicator->text_status], "article", indicator->article,
      "source", indicator->source, "applies_to", json_units (indicator->applies_kinds), "public_only",
      indicator->public_only, "is_share", indicator->is_share, "measure", json_measure (indicator->measure),
      "at_least", json_decimal (indicator->at_least), "asks_learners", indicator->asks_learners,
      "learners_at_least", json_decimal (indicator->learners_at_least), "max_points",
      json_decimal (indicator->max_points), "evidence_hints",
      json_lines (indicator->hints, indicator->hint_count));
}

static json_t *
criterion_json (const Scheme *scheme, const Criterion *criterion)
{
  json_t *indicators = json_array ();
  for (gsize i = criterion->first; i < criterion->first + criterion->count; i++)
    json_array_append_new (indicators, indicator_json (&scheme->indicators[i]));
  return json_pack ("{s:s, s:s, s:s, s:s?, s:o, s:o}", "id", criterion->id, "text", criterion->text,
                    "text_status", status_words[criterion->text_status], "article", criterion->article,
                    "max_points", json_decimal (criterion->max_points), "indicators", indicators);
}

json_t *
scheme_json (const Scheme *scheme)
{
  json_t *criteria = json_array (), *classes = json_array (), *documents = json_array ();
  for (gsize i = 0; i < scheme->criterion_count; i++)
    json_array_append_new (criteria, criterion_json (scheme, &scheme->criteria[i]));
  for (gsize i = 0; i < scheme->class_count; i++)
    json_array_append_new (classes, json_pack ("{s:s, s:o, s:b}", "name", scheme->classes[i].name, "from",
                                               json_decimal (scheme->classes[i].from), "title",
                                               scheme->classes[i].title));
  for (gsize i = 0; i < scheme->document_count; i++)
    json_array_append_new (documents,
                           json_pack ("{s:s, s:s, s:s}", "id", scheme->documents[i].id, "stem",
                                      scheme->documents[i].stem, "title", scheme->documents[i].title));
  return json_pack ("{s:s, s:s, s:s, s:s, s:i, s:s?, s:s, s:o, s:s, s:b, s:i, s:o, s:s, s:o, s:o, s:o}", "id",
                    scheme->id, "name", scheme->name, "regulation", scheme->regulation, "kind",
                    scheme->kind == SCHEME_MET ? "met" : "points", "level", scheme->level, "tier",
                    scheme->tier, "source_note", scheme->source_note, "unit_kinds",
                    json_units (scheme->unit_kinds), "title_rule", scheme->title_rule, "title_rule_verified",
                    scheme->title_rule_status == TEXT_VERIFIED, "valid_months", scheme->valid_months,
                    "plan_ranks", json_lines (scheme->plan_ranks, scheme->plan_rank_count), "citizen_scheme",
                    scheme->citizen_scheme, "classes", classes, "documents", documents, "criteria", criteria);
}

json_t *
citizen_scheme_json (const CitizenScheme *scheme)
{
  json_t *indices = json_array ();
  for (gsize i = 0; i < scheme->index_count; i++)
    json_array_append_new (indices, json_pack ("{s:s, s:s?, s:s}", "text", scheme->indices[i].text, "group",
                                               scheme->indices[i].group, "text_status",
                                               status_words[scheme->indices[i].text_status]));
  return json_pack ("{s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o}", "id", scheme->id, "name", scheme->name,
                    "regulation", scheme->regulation, "kind",
                    scheme->kind == CITIZEN_POINTS ? "citizen_points" : "citizen_qualities", "source_note",
                    scheme->source_note, "index_max", json_decimal (scheme->index_max), "total_at_least",
                    json_decimal (scheme->total_at_least), "each_at_least",
                    json_decimal (scheme->each_at_least), "indices", indices);
}
