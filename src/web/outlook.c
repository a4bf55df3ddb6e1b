/* outlook.c - see outlook.h. */
#include "web/outlook.h"
#include "model/check.h"
#include "web/request_parts.h"
#include <string.h>

static MemoKey
key_of (Request *request, int year)
{
  MemoKey key = { .unit_id = request->identity.unit_id, .events = request->identity.events, .year = year };
  g_strlcpy (key.today, request_today (request), sizeof key.today);
  return key;
}

/* ---- computing ---- */

static Lacks
lacks_of (const IndicatorFigures *item, bool points)
{
  RatingResult result = item->rating != NULL ? item->rating->result : RATING_NONE;
  if (!item->applicable || item->met)
    return LACKS_NOTHING;
  if (points)
    return item->rating != NULL && item->rating->points != DECIMAL_UNSET ? LACKS_POINTS : LACKS_RATING;
  if (result == RATING_NONE)
    return LACKS_RATING;
  if (result != RATING_MET)
    return LACKS_MET;
  return item->threshold_unset ? LACKS_THRESHOLD : LACKS_SHARE;
}

static IndicatorOutlook
indicator_of (const IndicatorFigures *item, bool points)
{
  const Rating *rating = item->rating;
  return (IndicatorOutlook){ .applies = item->applicable,
                             .has_share = item->has_share,
                             .share = item->share,
                             .result = rating != NULL ? rating->result : RATING_NONE,
                             .points = rating != NULL ? rating->points : DECIMAL_UNSET,
                             .max_points = item->indicator->indicator->max_points,
                             .lacks = lacks_of (item, points) };
}

static OutlookFacts
facts_of (const Figures *figures, const Findings *findings)
{
  gsize errors = findings_errors (findings);
  const Scheme *scheme = figures->round->scheme;
  OutlookFacts facts = { .errors = (guint)errors,
                         .warnings = (guint)(findings->count + findings->omitted - errors),
                         .met = figures->met,
                         .applicable = figures->applicable,
                         .title = figures->title,
                         .provisional = figures->provisional,
                         .people = figures->people,
                         .citizens = figures->citizens,
                         .criterion_count = (guint)scheme->criterion_count,
                         .indicator_count = (guint)scheme->indicator_count };
  memcpy (facts.ranks, figures->plan_ranks, sizeof facts.ranks);
  return facts;
}

/* The facts, then the criteria, then the indicators. */
static GBytes *
compute (const Round *round, Arena *arena)
{
  const Figures *figures = figures_compute (round, arena);
  Findings findings = { .arena = arena };
  check_round (round, figures, &findings);
  const OutlookFacts facts = facts_of (figures, &findings);
  GByteArray *bytes = g_byte_array_new ();
  g_byte_array_append (bytes, (const guint8 *)&facts, sizeof facts);
  g_byte_array_append (bytes, (const guint8 *)figures->criteria,
                       (guint)(facts.criterion_count * sizeof *figures->criteria));
  for (guint i = 0; i < facts.indicator_count; i++) {
    const IndicatorOutlook item
        = indicator_of (&figures->indicators[i], round->scheme->kind == SCHEME_POINTS);
    g_byte_array_append (bytes, (const guint8 *)&item, sizeof item);
  }
  return g_byte_array_free_to_bytes (bytes);
}

static Outlook
read_bytes (Arena *arena, GBytes *bytes)
{
  Outlook outlook;
  const guint8 *at = g_bytes_get_data (bytes, NULL);
  memcpy (&outlook.facts, at, sizeof outlook.facts);
  at += sizeof outlook.facts;
  CriterionFigures *criteria = arena_array (arena, CriterionFigures, outlook.facts.criterion_count);
  IndicatorOutlook *indicators = arena_array (arena, IndicatorOutlook, outlook.facts.indicator_count);
  if (outlook.facts.criterion_count > 0)
    memcpy (criteria, at, outlook.facts.criterion_count * sizeof *criteria);
  at += outlook.facts.criterion_count * sizeof *criteria;
  if (outlook.facts.indicator_count > 0)
    memcpy (indicators, at, outlook.facts.indicator_count * sizeof *indicators);
  outlook.criteria = criteria;
  outlook.indicators = indicators;
  return outlook;
}

bool
outlook_load (Request *request, const RoundHead *round, Outlook *ret, GError **error)
{
  const MemoKey key = key_of (request, round->year);
  Memo *memo = server_outlooks (request->server);
  g_autoptr (GBytes) bytes = memo_find (memo, &key);
  if (bytes == NULL) {
    StoredRound stored;
    Transaction *transaction = request_read (request, error);
    if (transaction == NULL || !round_whole (request, transaction, round->id, &stored, error))
      return false;
    bytes = compute (stored.round, request_arena (request));
    memo_keep (memo, &key, bytes);
  }
  *ret = read_bytes (request_arena (request), bytes);
  return true;
}

gint64
outlook_errors_known (Request *request)
{
  const MemoKey key = key_of (request, request->identity.year);
  g_autoptr (GBytes) bytes = memo_find (server_outlooks (request->server), &key);
  OutlookFacts facts;
  if (bytes == NULL)
    return -1;
  memcpy (&facts, g_bytes_get_data (bytes, NULL), sizeof facts);
  return facts.errors;
}
