/* backing.h - which evidence backs which indicator (contract: an item that stands in the
 * rating's `evidence`, is cited in its text, or names the indicator itself). */
#pragma once
#include "model/figures.h"

/* Fills evidence and evidence_count of each indicator (items in the list's order,
 * once each), and gives, parallel to round->evidence, the indicator that names each
 * item's code: the first in scheme order of those the item names itself; of
 * an item that names none, of those that it backs; NULL without any. */
const Indicator **backing_collect (const Round *round, IndicatorFigures *indicators, Arena *arena);
