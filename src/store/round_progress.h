/* round_progress.h - the facts of how far a round is, by one statement. */
#pragma once
#include "model/progress.h"
#include "store/db.h"

/* Gives a scheme that is read already; NULL: none (then what rests on its texts is not told). */
typedef const Scheme *(*SchemeOf) (const char *id, void *user);

/* The newest round of a year; `*ret_found` false: there is none.  `today`: "2026-12-01". */
bool round_progress_load (Transaction *transaction, Arena *arena, int year, const char *today,
                          SchemeOf scheme_of, void *user, ProgressFacts *ret, bool *ret_found,
                          GError **error);
