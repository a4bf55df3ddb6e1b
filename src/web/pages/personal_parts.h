/* personal_parts.h - shared by pages of records that are about one person each: chosen many at once, entered
 * from a signed paper form, with what was done to them. */
#pragma once
#include "store/personal.h"
#include "web/pages/round_parts.h"

/* What was done to a record: a list "history" of {at, who, words}. */
bool view_history (Request *request, Transaction *transaction, const char *kind, gint64 id, Value *object,
                   GError **error);

/* "12.3": record 12 as it is at its version 3, for a check box; and those ticked, what is none left out. */
const char *choice_text (Arena *arena, gint64 id, gint64 version);
RecordChoices choices_ticked (Request *request, const char *input);
/* "An, Bình và 3 người nữa"; NULL for nobody. */
const char *names_short (Arena *arena, const Lines *names);
/* Tells on the next page how many ("12 kế hoạch") it was done to, and who was left. */
void tell_outcome (Request *request, const char *words, const char *what, const PersonalOutcome *outcome);

/* In `prepare`: the scan of a signed form, a picture or PDF, put into the unit's blobs and left for `write`
 * as Upload; else a field error. */
bool scan_put (Request *request, const char *input, GError **error);
