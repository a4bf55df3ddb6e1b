/* check.h - the contract's findings that need no file: references, figures, dates,
 * votes, evidence, abbreviations.  Works on any Round, from files or from the store. */
#pragma once
#include "model/figures.h"
#include "model/finding.h"

/* Adds findings in the order of the case file.  What the reader has already
 * reported (ill-typed values) is absent in the round and not reported again. */
void check_round (const Round *round, const Figures *figures, Findings *findings);
