/* rail.h - how far a round is, for the rail of each page, the overview and the list of work. */
#pragma once
#include "model/progress.h"
#include "web/request.h"

/* Of the newest round of a year; `*ret_found` false: there is none.  `ret_facts` may be NULL. */
bool rail_progress (Request *request, int year, Progress *ret, ProgressFacts *ret_facts, bool *ret_found,
                    GError **error);

/* The rail's list of {label, number, state, state_label, date, path, current}; an empty one where the round
 * cannot be read. */
Value *rail_value (Request *request, int year);
