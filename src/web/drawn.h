/* drawn.h - figures as bars and lines on a page, for the partials "bars" and "line".
 *
 * Their tables are the charts' labels, so that nothing is told by drawing alone; widths are numbers
 * of SVG, since the pages' policy forbids styles in elements. */
#pragma once
#include "base/mustache.h"
#include "document/block.h"

/* {title, mark_note, points}: a bar each with its threshold.  `title` and the bars' texts are kept. */
Value *drawn_bars (Arena *arena, const char *title, const ChartBar *bars, gsize count);
/* {title, stroke, dots, points}: the bars' values, 0 … 1, in the order of time. */
Value *drawn_line (Arena *arena, const char *title, const ChartBar *bars, gsize count);
