/* mend.h - where in the program a finding is mended: one table, mends.def.  Pure. */
#pragma once
#include "model/finding.h"
#include "model/round.h"

typedef struct {
  const char *page;  /* "chi-tieu/2.1" below the round, "/can-cu" of the unit; "": the round itself */
  const char *words; /* "Chỉ tiêu 2.1": what is opened there */
} Mend;

/* `evidence_ids`: parallel to round->evidence; NULL: items of evidence are not told apart.  What cannot be
 * told apart leads to the page of all.  Texts in the arena, static or the round's. */
Mend finding_mend (Arena *arena, const Round *round, const gint64 *evidence_ids, const Finding *finding);
