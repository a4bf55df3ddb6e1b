/* check_ratings.c - assignments, ratings, improvements: known indicators, one
 * rating each, of the scheme's kind, with a reason or with evidence. */
#include "model/check_parts.h"
#include <string.h>

void
check_assignments (Check *check)
{
  const Round *round = check->round;
  for (gsize i = 0; i < round->assignment_count; i++)
    check_indicator (check, round->assignments[i].indicator_id, round->assignments[i].indicator,
                     check_place (check, "/assignments", i, "indicator"));
  for (gsize i = 0; i < round->improvement_count; i++)
    check_indicator (check, round->improvements[i].indicator_id, round->improvements[i].indicator,
                     check_place (check, "/improvements", i, "indicator"));
}

static bool
is_blank (const char *text)
{
  return text == NULL || text[strspn (text, " \t\r\n")] == '\0';
}

/* A met scheme takes `result`, a point scheme `points`. */
static void
check_kind (Check *check, gsize row)
{
  const Rating *rating = &check->round->ratings[row];
  bool by_points = check->round->scheme->kind == SCHEME_POINTS;
  bool has_result = rating->result != RATING_NONE, has_points = rating->points != DECIMAL_UNSET;
  const char *id = rating->indicator_id != NULL ? rating->indicator_id : "?";
  if (by_points && has_result)
    findings_add (check->findings, FINDING_BAD_VALUE, check_place (check, "/ratings", row, "result"),
                  MSG_CHECK_RESULT_IN_POINTS, id, NULL);
  if (!by_points && has_points)
    findings_add (check->findings, FINDING_BAD_VALUE, check_place (check, "/ratings", row, "points"),
                  MSG_CHECK_POINTS_IN_MET, id, NULL);
  if (!has_result && !has_points)
    findings_add (check->findings, FINDING_BAD_VALUE,
                  check_place (check, "/ratings", row, by_points ? "points" : "result"),
                  by_points ? MSG_CHECK_NO_POINTS : MSG_CHECK_NO_RESULT, id, NULL);
  if (!by_points && rating->result == RATING_NOT_APPLICABLE && is_blank (rating->reason))
    findings_add (check->findings, FINDING_BAD_VALUE, check_place (check, "/ratings", row, "reason"),
                  MSG_CHECK_NO_REASON, id, NULL);
}

static void
check_points (Check *check, gsize row)
{
  const Rating *rating = &check->round->ratings[row];
  Decimal most = rating->indicator->max_points;
  if (check->round->scheme->kind != SCHEME_POINTS || rating->points == DECIMAL_UNSET
      || (rating->points >= 0 && (most == DECIMAL_UNSET || rating->points <= most)))
    return;
  findings_add (check->findings, FINDING_POINTS_OUT_OF_RANGE, check_place (check, "/ratings", row, "points"),
                MSG_CHECK_POINTS_RANGE, decimal_vietnamese (check->arena, rating->points),
                rating->indicator_id, decimal_vietnamese (check->arena, most == DECIMAL_UNSET ? 0 : most),
                NULL);
}

static void
check_backing (Check *check, gsize row)
{
  const Rating *rating = &check->round->ratings[row];
  bool claims = check->round->scheme->kind == SCHEME_POINTS
                    ? rating->points != DECIMAL_UNSET && rating->points > 0
                    : rating->result == RATING_MET;
  gsize index = (gsize)(rating->indicator - check->round->scheme->indicators);
  if (claims && check->figures->indicators[index].evidence_count == 0)
    findings_add (check->findings, FINDING_MET_WITHOUT_EVIDENCE, check_place (check, "/ratings", row, NULL),
                  MSG_CHECK_MET_WITHOUT_EVIDENCE, rating->indicator_id, NULL);
}

static void
check_rating (Check *check, gsize row)
{
  const Rating *rating = &check->round->ratings[row];
  check_indicator (check, rating->indicator_id, rating->indicator,
                   check_place (check, "/ratings", row, "indicator"));
  check_kind (check, row);
  const char *list = check_place (check, "/ratings", row, "evidence");
  for (gsize j = 0; j < rating->evidence.count; j++)
    if (rating->evidence.items[j][0] != '\0' /* blank: the reader's finding */
        && !g_hash_table_contains (check->evidence, rating->evidence.items[j]))
      findings_add (check->findings, FINDING_UNKNOWN_EVIDENCE, check_place (check, list, j, NULL),
                    MSG_CHECK_UNKNOWN_EVIDENCE, rating->evidence.items[j], NULL);
  if (rating->indicator == NULL)
    return;
  const IndicatorFigures *item
      = &check->figures->indicators[rating->indicator - check->round->scheme->indicators];
  if (item->rating != rating) {
    findings_add (check->findings, FINDING_BAD_VALUE, check_place (check, "/ratings", row, "indicator"),
                  MSG_CHECK_RATED_TWICE, rating->indicator_id, NULL);
    return;
  }
  check_points (check, row);
  check_backing (check, row);
  if (item->declared_not_applicable && item->indicator->applies)
    findings_add (check->findings, FINDING_NOT_APPLICABLE_DECLARED,
                  check_place (check, "/ratings", row, NULL), MSG_CHECK_NOT_APPLICABLE_DECLARED,
                  rating->indicator_id, NULL);
}

static const char *
assignee_names (Check *check, const IndicatorFigures *item)
{
  g_autoptr (GString) names = g_string_new (NULL);
  for (gsize i = 0; i < item->assignee_count; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", item->assignees[i]->name);
  return arena_strdup (check->arena, names->str);
}

void
check_ratings (Check *check)
{
  for (gsize i = 0; i < check->round->rating_count; i++)
    check_rating (check, i);
  for (gsize i = 0; i < check->round->scheme->indicator_count; i++) {
    const IndicatorFigures *item = &check->figures->indicators[i];
    if (!item->indicator->applies || item->rating != NULL)
      continue;
    const char *id = item->indicator->indicator->id;
    if (item->assignee_count > 0)
      findings_add (check->findings, FINDING_MISSING_RATING, "/ratings", MSG_CHECK_MISSING_RATING_OF, id,
                    assignee_names (check, item), NULL);
    else
      findings_add (check->findings, FINDING_MISSING_RATING, "/ratings", MSG_CHECK_MISSING_RATING, id, NULL);
  }
}
