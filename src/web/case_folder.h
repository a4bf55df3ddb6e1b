/* case_folder.h - a round as the files of a case folder: what `dvht export` writes and an approval keeps. */
#pragma once
#include "document/fileset.h"
#include "model/round.h"

/* case.json, the tables, the unit's own wordings and the evidence that is there.  `extra`: keys "x-…" of
 * case.json (Case), NULL: none. */
void case_folder_add (FileSet *set, Arena *arena, const Round *round, const char *extra);
