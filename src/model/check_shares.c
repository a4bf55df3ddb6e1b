/* check_shares.c - what is rated against what is counted, and what of the
 * scheme nobody has compared with the original yet. */
#include "model/check_parts.h"

/* Names the shares that are short of their thresholds. */
static const char *
short_shares (Check *check, const IndicatorFigures *item)
{
  const RoundIndicator *holds = item->indicator;
  const char *people = "", *learners = "";
  if (!decimal_share_reaches (item->share.count, item->share.of, holds->at_least))
    people = arena_printf (check->arena, "%s, cần ít nhất %s%%", share_text (check->arena, item->share),
                           decimal_vietnamese (check->arena, holds->at_least));
  if (holds->asks_learners && !item->has_learners)
    learners = arena_concat (check->arena, people[0] != '\0' ? "; " : "", "người học: chưa ghi ở “learners”",
                             NULL);
  else if (holds->asks_learners
           && !decimal_share_reaches (item->learners.count, item->learners.of, holds->learners_at_least))
    learners = arena_printf (check->arena, "%sngười học %s, cần ít nhất %s%%", people[0] != '\0' ? "; " : "",
                             share_text (check->arena, item->learners),
                             decimal_vietnamese (check->arena, holds->learners_at_least));
  return arena_concat (check->arena, people, learners, NULL);
}

static void
compare_rating (Check *check, const IndicatorFigures *item)
{
  RatingResult result = item->rating != NULL ? item->rating->result : RATING_NONE;
  const char *place = check_rating_place (check, item), *id = item->indicator->indicator->id;
  if (item->threshold_unset)
    findings_add (check->findings, FINDING_THRESHOLD_UNSET, place, MSG_CHECK_THRESHOLD_UNSET, id, NULL);
  else if (check->results_unread)
    return;
  else if (result == RATING_MET && !item->share_reached)
    findings_add (check->findings, FINDING_SHARE_CONTRADICTS, place, MSG_CHECK_SHARE_CONTRADICTS, id,
                  short_shares (check, item), NULL);
  else if (result == RATING_NOT_MET && item->share_reached)
    findings_add (check->findings, FINDING_SHARE_REACHED, place, MSG_CHECK_SHARE_REACHED, id,
                  share_text (check->arena, item->share), NULL);
}

void
check_shares (Check *check)
{
  for (gsize i = 0; i < check->round->scheme->indicator_count; i++) {
    const IndicatorFigures *item = &check->figures->indicators[i];
    if (!item->applicable)
      continue;
    if (check->round->scheme->kind == SCHEME_MET && item->indicator->is_share)
      compare_rating (check, item);
    if (item->indicator->unverified)
      findings_add (check->findings, FINDING_UNVERIFIED_TEXT, check_rating_place (check, item),
                    MSG_CHECK_UNVERIFIED_TEXT, item->indicator->indicator->id, NULL);
  }
}
