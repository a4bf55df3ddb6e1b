/* chart.h - the chart block drawn once, as boxes and words in mm, for PDF and as a
 * picture for DOCX, so that both show the same. */
#pragma once
#include "document/layout.h"
#include <cairo.h>

/* Draws with the upper left corner at the origin, in points. */
void chart_draw (cairo_t *cairo, const ChartBlock *chart);
/* PNG bytes at 192 dots per inch. */
GBytes *chart_png (const ChartBlock *chart, GError **error);
