/* outlook.h - how a round stands by its figures and findings, computed once for each state of the unit.
 *
 * What needs the whole round (some milliseconds) and is wanted by more than one page. */
#pragma once
#include "model/figures.h"
#include "web/pages/round_parts.h"

/* Why an indicator does not count for the title yet. */
typedef enum {
  LACKS_NOTHING,
  LACKS_RATING,    /* nobody has rated it */
  LACKS_MET,       /* rated not met */
  LACKS_THRESHOLD, /* nobody knows the threshold */
  LACKS_SHARE,     /* the share is not reached */
  LACKS_POINTS     /* not all points */
} Lacks;

typedef struct {
  bool applies; /* and the unit does not declare otherwise */
  bool has_share;
  Share share;
  RatingResult result;
  Decimal points, max_points; /* DECIMAL_UNSET where not rated */
  Lacks lacks;
} IndicatorOutlook;

typedef struct {
  guint errors, warnings; /* of the cross-check */
  guint met, applicable;
  bool title, provisional;
  guint people, citizens;
  Share ranks[8]; /* of plans of self-study, as the scheme's scale has them */
  guint criterion_count, indicator_count;
} OutlookFacts;

typedef struct {
  OutlookFacts facts;
  const CriterionFigures *criteria;   /* parallel to the scheme's */
  const IndicatorOutlook *indicators; /* parallel to the scheme's */
} Outlook;

/* That of a round as it is at the end of the unit's chain; its lists live in the request's arena. */
bool outlook_load (Request *request, const RoundHead *round, Outlook *ret, GError **error);

/* How many errors the cross-check finds in the newest round, if that is known without computing anything;
 * else -1. */
gint64 outlook_errors_known (Request *request);
