/* case_write.h - a Round as a case folder `dvht-case/1`: the one writer, by the reader's own tables of
 * fields.
 *
 * The result is normal: keys in the contract's order, what is absent left out, tables as CSV, so that reading
 * and writing again gives the same bytes. */
#pragma once
#include "model/round.h"

/* case.json, UTF-8, LF at the end.  `extra`: keys "x-…" as Case gives them, or NULL. */
char *case_write_json (Arena *arena, const Round *round, const char *extra);
/* staff.csv and results.csv: UTF-8 with BOM, comma, CRLF, as spreadsheets read it. */
char *case_write_staff (Arena *arena, const Round *round);
char *case_write_results (Arena *arena, const Round *round);
