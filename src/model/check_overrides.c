/* check_overrides.c - the unit's changes of the scheme, and learners. */
#include "base/json.h"
#include "model/check_parts.h"

static void
check_percent (Check *check, Decimal value, const char *place, const char *key)
{
  if (value == DECIMAL_UNSET || (value >= 0 && value <= 100 * DECIMAL_ONE))
    return;
  findings_add (check->findings, FINDING_BAD_VALUE, json_pointer_key (check->arena, place, key),
                MSG_CHECK_PERCENT_RANGE, decimal_vietnamese (check->arena, value), NULL);
}

static void
check_override (Check *check, const SchemeOverride *override)
{
  const char *id = override->indicator_id;
  const char *place = json_pointer_key (check->arena, "/scheme_overrides", id);
  check_indicator (check, id, override->indicator, place);
  check_percent (check, override->at_least, place, "at_least");
  check_percent (check, override->learners_at_least, place, "learners_at_least");
  check_person (check, &override->confirmed_by, json_pointer_key (check->arena, place, "confirmed_by"));
  if (override->indicator == NULL || check->round->scheme->kind == SCHEME_POINTS)
    return;
  if (override->at_least != DECIMAL_UNSET && !override->indicator->is_share && !override->has_measure)
    findings_add (check->findings, FINDING_BAD_VALUE, json_pointer_key (check->arena, place, "at_least"),
                  MSG_CHECK_THRESHOLD_WITHOUT_SHARE, id, NULL);
  if (override->learners_at_least != DECIMAL_UNSET && !override->indicator->asks_learners)
    findings_add (check->findings, FINDING_BAD_VALUE,
                  json_pointer_key (check->arena, place, "learners_at_least"), MSG_CHECK_NO_LEARNERS_ASKED,
                  id, NULL);
}

void
check_overrides (Check *check)
{
  const Round *round = check->round;
  for (gsize i = 0; i < round->override_count; i++)
    check_override (check, &round->overrides[i]);
  if (round->has_learners && round->learners_citizens > round->learners_total)
    findings_add (check->findings, FINDING_BAD_VALUE, "/learners/citizens", MSG_CHECK_LEARNERS_EXCEED,
                  arena_int (check->arena, round->learners_citizens),
                  arena_int (check->arena, round->learners_total), NULL);
}
