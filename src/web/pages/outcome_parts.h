/* outcome_parts.h - what earlier decisions mean for what is asked for now. */
#pragma once
#include "web/pages/round_parts.h"

/* What speaks against asking for that scheme's level by a dossier of that day (unset: today), in words;
 * NULL: nothing.  It warns and blocks nothing (process.md). */
bool level_warning (Request *request, Transaction *transaction, const Scheme *scheme, CivilDate day,
                    const char **ret, GError **error);
