/* rail.h - how far a round is, for the rail of each page, the overview and the list of work. */
#pragma once
#include "model/progress.h"
#include "web/request.h"

/* Of the newest round of a year; `*ret_found` false: there is none.  `ret_facts` may be NULL. */
bool rail_progress (Request *request, int year, Progress *ret, ProgressFacts *ret_facts, bool *ret_found,
                    GError **error);

/* Adds the rail as a list of {label, number, state, state_label, date, path, current}, an empty one where the
 * round cannot be read, and "years", those of the unit's rounds as {label, path, current}. */
void rail_add (Request *request, Value *frame, int year);
