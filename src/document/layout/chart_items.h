/* chart_items.h - the chart block as items of a page. */
#pragma once
#include "document/layout/line.h"

/* Puts the chart's items on `canvas`, from the upper left corner, in points;
 * items in `scratch`, lines of text in `arena`, all under `tag`. */
void chart_set (const ChartBlock *chart, Arena *scratch, Arena *arena, Shaper *shaper, guint tag,
                Page *canvas);
