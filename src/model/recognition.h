/* recognition.h - how long a recognition holds, and when the next level may be asked for.
 *
 * Thông tư 24/2023/TT-BGDĐT: a recognition is kept 36 months (the scheme's valid_months); level 2 may be
 * asked for at least 12 months after a decision of level 1.  Pure. */
#pragma once
#include "base/date.h"
#include "scheme/scheme.h"

#define RECOGNITION_MONTHS 36 /* where the scheme does not say */
#define RECOGNITION_NEXT_MONTHS 12
#define RECOGNITION_SOON_DAYS 180 /* how long before its end one is reminded */

/* The day on which a recognition of that day ends; unset where the day is. */
CivilDate recognition_end (const Scheme *scheme, CivilDate decided);
/* The first day on which level 2 may be asked for. */
CivilDate recognition_next_from (CivilDate decided);
