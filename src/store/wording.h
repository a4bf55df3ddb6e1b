/* wording.h - the unit's own wording of a document, for all its rounds.  That of one paper is the paper's
 * (paper.h). */
#pragma once
#include "store/record.h"

/* All of `ret` is null where the standard wording holds. */
bool unit_wording_find (Transaction *transaction, Arena *arena, const char *document, Record *ret,
                        GError **error);

/* Sets it; NULL: back to the standard.  `version`: the one it began from, 0 for the standard.  Error:
 * MSG_SAVE_CONFLICT if somebody has changed it meanwhile. */
bool unit_wording_save (Transaction *transaction, Arena *arena, const char *document, gint64 version,
                        const char *text, GError **error);
