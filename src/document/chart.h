/* chart.h - the chart block drawn once, as boxes and words, for PDF and as a
 * picture for DOCX, so that both show the same.
 *
 * Horizontal bars: label, bar on a track with the threshold as an upright mark,
 * value in words.  What is not met is striped as well as coloured, so that it
 * shows on a black and white print. */
#pragma once
#include "document/layout.h"

/* PNG bytes at 192 dots per inch. */
GBytes *chart_png (const ChartBlock *chart, GError **error);
