/* numbering.h - numbers of papers and the series they run in.
 *
 * Numbers come from the unit's own book: a number used twice, or running against the dates within its series
 * and year, is warned about, never refused; gaps are no fault (the book also numbers papers that are not
 * ours). NĐ 30/2020, Điều 15: numbers begin anew each year. */
#pragma once
#include "base/date.h"
#include <stdbool.h>

/* How they run, as a round keeps it: NULL, a series for each kind of paper; "one", one for all; else JSON
 * lists of symbols that share one ([["KH","BC"],["QĐ"]]), the others each their own. */
#define NUMBERING_ONE "one"

/* The symbols of all kinds, each once: "QĐ, KH, BB". */
const char *numbering_symbols (Arena *arena);

/* What a kind's series is called: equal texts, one series.  In the arena, or the symbol itself. */
const char *numbering_series (Arena *arena, const char *setting, const char *symbol);

/* Groups as people write them, a line each, symbols in any case split by commas or blanks: the setting, NULL
 * where there is no symbol.  `ret_wrong`: the first word that is no paper's symbol, or stands there twice;
 * NULL: none.  And back; "" where the setting is none of groups. */
const char *numbering_from_lines (Arena *arena, const char *lines, const char **ret_wrong);
const char *numbering_to_lines (Arena *arena, const char *setting);

typedef struct {
  const char *series;
  int number;     /* 0: none yet */
  CivilDate date; /* may be unset */
  int year;       /* of the book: the date's, else the one printed in the blank date */
} Numbered;

typedef enum { NUMBERING_FINE, NUMBERING_TWICE, NUMBERING_AGAINST_DATES } NumberingFault;
/* What two papers' numbers run into; never anything across series or years. */
NumberingFault numbering_compare (const Numbered *a, const Numbered *b);
