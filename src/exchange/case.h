/* case.h - the case folder `dvht-case/1`: the one reader. */
#pragma once
#include "model/finding.h"
#include "model/round.h"

typedef struct {
  Round *round;      /* NULL when the case cannot be read at all */
  Findings findings; /* reader's and checks', sorted in the order of the file, tables after */
  bool unreadable;   /* exit code 2: no folder, no case.json or not JSON, unknown format or scheme */
  const char *folder;
  const char *extra; /* keys "x-…" of case.json as JSON, pointer → value; NULL: none */
} Case;

/* Reads the folder, fills the round, runs check_round.  Never fails: what is
 * wrong is a finding.  Limits: case.json 16 MiB, tables 64 MiB and 200 000
 * rows, nesting 32. */
Case *case_read (Arena *arena, const SchemeLibrary *library, const char *folder);
