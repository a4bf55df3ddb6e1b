/* flow_table.c - tables over pages.
 *
 * Every cell is "open" from its first row to its last.  Where a page ends, each
 * open cell prints the lines that fit, is closed with its borders, and goes on
 * on the next page below the repeated header; so rows and spans break alike, and
 * never through a line. */
#include "document/layout/flow.h"
#include <string.h>

#define SLACK 0.05
#define BORDER_PEN 0.5
#define HEADED_LEAST 60.0 /* points that must follow a row that heads others */
#define HEADER_SHARE 0.5  /* of the page: a higher header is not repeated */
#define GROUP_SHARE                                                                                          \
  0.4 /* rows tied by spans move to a new page as one if they take no more than this of it */

typedef struct {
  const SetCell *cell;
  double top; /* of its part on this page */
  gsize next; /* first box not printed yet */
  guint rows_left;
  bool continued; /* began on an earlier page */
} OpenCell;

typedef struct {
  Flow *flow;
  const SetTable *table;
  GArray *open;   /* of OpenCell, in the order of rows and columns */
  double fresh_y; /* y below the repeated header: nothing of the body is on the page yet */
} TableFlow;

static OpenCell *
open_at (const TableFlow *run, guint index)
{
  return &g_array_index (run->open, OpenCell, index);
}

static double
rest_height (const OpenCell *open)
{
  return boxes_height (open->cell->boxes + open->next, open->cell->count - open->next);
}

/* How many of the boxes from `next` on fit into `room`, breaking only where boxes allow it; `force`: at least
 * one. */
static gsize
boxes_that_fit (const SetCell *cell, gsize next, double room, bool force)
{
  double height = 0;
  gsize fit = 0;
  for (gsize i = next; i < cell->count; i++) {
    const Box *box = &cell->boxes[i];
    height += box->before + box->height;
    if (height > room + SLACK)
      break;
    height += box->after;
    if (!box->glue || i + 1 == cell->count || force)
      fit = i + 1 - next;
  }
  return fit == 0 && force && next < cell->count ? 1 : fit;
}

/* ---- drawing ---- */

static void
draw_border (const TableFlow *run, const OpenCell *open, double bottom)
{
  const SetTable *table = run->table;
  if (table->block->kind == TABLE_LAYOUT)
    return;
  Flow *flow = run->flow;
  Item *item = page_add (flow->layout->arena, flow_page (flow), ITEM_FRAME, 0,
                         flow->left + table->left + open->cell->x, open->top);
  item->width = (float)open->cell->width;
  item->height = (float)(bottom - open->top);
  item->pen = BORDER_PEN;
}

/* Prints `count` boxes of the cell's part that ends at `bottom`. */
static void
draw_part (const TableFlow *run, OpenCell *open, gsize count, double bottom)
{
  const SetCell *cell = open->cell;
  draw_border (run, open, bottom);
  double y = open->top, room = bottom - open->top - boxes_height (cell->boxes + open->next, count);
  bool whole = !open->continued && count == cell->count;
  if (whole && cell->cell->valign != VALIGN_TOP && room > 0)
    y += cell->cell->valign == VALIGN_MIDDLE ? room / 2 : room;
  double x = run->flow->left + run->table->left + cell->x + run->table->padding;
  for (gsize i = open->next; i < open->next + count; i++) {
    const Box *box = &cell->boxes[i];
    flow_draw_box (run->flow, box, x, y + box->before);
    y += box->before + box->height + box->after;
  }
  open->next += count;
}

/* ---- rows ---- */

static void
open_row (const TableFlow *run, const SetRow *row)
{
  for (gsize i = 0; i < row->count; i++) {
    OpenCell open = { .cell = &row->cells[i], .top = run->flow->y, .rows_left = row->cells[i].rows };
    g_array_append_val (run->open, open);
  }
}

/* Height of the row from flow->y on, with what the cells that end in it still have to print. */
static double
row_height (const TableFlow *run, double least)
{
  double height = least;
  for (guint i = 0; i < run->open->len; i++) {
    const OpenCell *open = open_at (run, i);
    if (open->rows_left == 1)
      height = MAX (height, open->top + rest_height (open) - run->flow->y);
  }
  return height;
}

/* Ends the row at flow->y + height: prints and drops the cells that end in it. */
static void
close_row (const TableFlow *run, double height)
{
  Flow *flow = run->flow;
  flow->y += height;
  guint kept = 0;
  for (guint i = 0; i < run->open->len; i++) {
    OpenCell *open = open_at (run, i);
    if (--open->rows_left == 0)
      draw_part (run, open, open->cell->count - open->next, flow->y);
    else
      *open_at (run, kept++) = *open;
  }
  g_array_set_size (run->open, kept);
}

static void
draw_header (TableFlow *run, bool again)
{
  Flow *flow = run->flow;
  const SetTable *table = run->table;
  GArray *body = run->open;
  run->open = g_array_new (FALSE, FALSE, sizeof (OpenCell));
  flow->artifact = again;
  bool too_high = again && table->header_height > HEADER_SHARE * (flow->bottom - flow->top);
  for (gsize i = 0; !too_high && i < table->header_count; i++) {
    open_row (run, &table->rows[i]);
    close_row (run, table->rows[i].height);
  }
  flow->artifact = false;
  g_array_free (run->open, TRUE);
  run->open = body;
  run->fresh_y = flow->y;
}

/* Ends the page: each open cell prints what fits above `limit`; all go on on the next page.  `force`: at
 * least one box goes, so that there is an end to it. */
static void
break_page (TableFlow *run, double limit, bool force)
{
  Flow *flow = run->flow;
  double bottom = flow->y;
  gsize *counts = g_new0 (gsize, run->open->len + 1);
  for (guint i = 0; i < run->open->len; i++) {
    const OpenCell *open = open_at (run, i);
    counts[i] = boxes_that_fit (open->cell, open->next, limit - open->top, force);
    bottom = MAX (bottom, open->top + boxes_height (open->cell->boxes + open->next, counts[i]));
  }
  for (guint i = 0; i < run->open->len; i++) {
    OpenCell *open = open_at (run, i);
    bool begun = bottom > open->top + SLACK;
    if (begun)
      draw_part (run, open, counts[i], bottom);
    open->continued = open->continued || begun;
  }
  g_free (counts);
  flow_new_page (flow);
  draw_header (run, true);
  for (guint i = 0; i < run->open->len; i++)
    open_at (run, i)->top = flow->y;
  flow->empty = false;
}

/* May the row begin on this page though it does not fit?  Every cell must print something. */
static bool
may_split (const TableFlow *run, const SetRow *row)
{
  double room = run->flow->bottom - run->flow->y;
  bool some = false;
  for (gsize i = 0; i < row->count; i++) {
    const SetCell *cell = &row->cells[i];
    if (cell->count == 0)
      continue;
    some = true;
    if (boxes_that_fit (cell, 0, room, false) == 0)
      return false;
  }
  return some && !row->keep;
}

static double
group_height (const SetTable *table, gsize first)
{
  double height = 0;
  for (gsize i = first; i < table->rows[first].group_end; i++)
    height += table->rows[i].height;
  return height;
}

/* Is it better to begin this row on a new page? */
static bool
wants_new_page (const TableFlow *run, gsize index, double tail)
{
  const Flow *flow = run->flow;
  const SetTable *table = run->table;
  const SetRow *row = &table->rows[index];
  double room = flow->bottom - flow->y, page = flow->bottom - flow->top - table->header_height;
  if (flow->y <= run->fresh_y + SLACK)
    return false;
  bool group_begins = run->open->len == 0 && row->group_end > index + 1;
  if (group_begins && group_height (table, index) > room && group_height (table, index) <= GROUP_SHARE * page)
    return true;
  double need = row_height (run, row->height) + tail;
  if (row->heading && index + 1 < table->count
      && need + MIN (table->rows[index + 1].height, HEADED_LEAST) > room + SLACK)
    return true; /* never the last on a page */
  if (need <= room + SLACK)
    return false;
  return tail > 0 || !may_split (run, row);
}

static void
flow_row (TableFlow *run, gsize index, double tail)
{
  Flow *flow = run->flow;
  const SetRow *row = &run->table->rows[index];
  if (wants_new_page (run, index, tail))
    break_page (run, flow->bottom, false);
  open_row (run, row);
  double least = row->height;
  for (;;) {
    double height = row_height (run, least);
    if (flow->y + height <= flow->bottom + SLACK) {
      close_row (run, height);
      return;
    }
    double content = row_height (run, 0);
    if (flow->y + content <= flow->bottom + SLACK) { /* only its least height is too much */
      close_row (run, flow->bottom - flow->y);
      return;
    }
    break_page (run, flow->bottom, flow->y <= run->fresh_y + SLACK);
    least = 0;
  }
}

double
flow_table_need (const SetTable *table)
{
  if (table->header_count == table->count)
    return table->height;
  const SetRow *row = &table->rows[table->header_count];
  double least = row->height;
  for (gsize i = 0; !row->keep && i < row->count; i++) {
    const SetCell *cell = &row->cells[i];
    gsize first = 1;
    while (first < cell->count && cell->boxes[first - 1].glue)
      first++;
    double height = boxes_height (cell->boxes, MIN (first, cell->count));
    least = i == 0 ? height : MAX (least, height);
  }
  return table->header_height + MIN (least, row->height);
}

void
flow_table (Flow *flow, const SetTable *table, double tail)
{
  TableFlow run = { .flow = flow, .table = table };
  run.open = g_array_new (FALSE, FALSE, sizeof (OpenCell));
  draw_header (&run, false);
  flow->empty = false;
  for (gsize i = table->header_count; i < table->count; i++)
    flow_row (&run, i, i + 1 == table->count ? tail : 0);
  g_array_free (run.open, TRUE);
}
