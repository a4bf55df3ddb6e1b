/* flow.h - boxes to pages. */
#pragma once
#include "document/layout/box.h"

/* Where the next box goes. */
typedef struct {
  Setter *setter;
  Layout *layout;
  const Section *section;
  guint section_index;
  double left, top, bottom; /* of the text area */
  double y;
  bool empty;        /* nothing on this page yet */
  bool artifact;     /* what is placed now repeats what stood before */
  GArray *stretches; /* of StretchMark: places of this page that take what is left */
  gsize next_outline;
} Flow;

/* All of one section; pages are added to the layout. */
void flow_section (Flow *flow, const Section *section, guint index, const Box *boxes, gsize count);

/* ---- for flow_table.c ---- */
void flow_new_page (Flow *flow);
Page *flow_page (const Flow *flow);
/* Draws the box with its upper left corner at x, y (its `before` already added). */
void flow_draw_box (Flow *flow, const Box *box, double x, double y);

/* Room without which a table does not begin: header and the least of the first row. */
double flow_table_need (const SetTable *table);
/* The table from flow->y on over as many pages as it takes; `tail` is what must stay on the page of its end.
 */
void flow_table (Flow *flow, const SetTable *table, double tail);
