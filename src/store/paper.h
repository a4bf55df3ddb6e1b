/* paper.h - the papers that a round issues, from the first draft to the signed copy.
 *
 * A paper is made when it is first worked on.  What goes to be signed is kept as files (its original) and
 * never made anew; from then on only what the original leaves to a pen can be filled in.  Numbers come from
 * the unit's own book, before or after signing (domain/process.md, "Rules that hold everywhere"). */
#pragma once
#include "model/permission.h"
#include "store/record.h"

/* The paper of that key; `*ret_found` false: nobody has worked on it yet, and all of `ret` is null. */
bool paper_find (Transaction *transaction, Arena *arena, gint64 round_id, const char *key, Record *ret,
                 bool *ret_found, GError **error);
/* Its state; of one that nobody has worked on, the first. */
const char *paper_state (const Record *paper);
bool paper_is_issued (const Record *paper);
