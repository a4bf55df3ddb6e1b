/* flow.c - see flow.h: greedy, chain by chain of boxes that belong together. */
#include "document/layout/flow.h"

#define SLACK 0.05        /* points: rounding is no reason for a new page */
#define FRAME_INSIDE 6.0  /* mm kept free at the top and the bottom of a framed page */
#define FRAME_OUTSIDE 4.0 /* mm from the text area to the cover's frame */
#define FRAME_PEN_OUTER 2.25
#define FRAME_PEN_INNER 0.75
#define FRAME_GAP 3.0
#define PAGE_NUMBER_SIZE 14.0 /* ND 30/2020, Phu luc I, Phan I, I.7 */
#define DRAFT_SIZE 12.0

typedef struct {
  gsize item; /* first item below the mark */
  double y;
} StretchMark;

Page *
flow_page (const Flow *flow)
{
  return &flow->layout->pages[flow->layout->page_count - 1];
}

/* ---- what stands on every page ---- */

static void
draw_centred (const Flow *flow, FaceIndex face, double size, const char *text, double baseline)
{
  double width = 0;
  const Line *line = line_of_text (flow->layout->arena, flow->setter->shaper, face, size, text, 0, &width);
  Page *page = flow_page (flow);
  double text_width = section_text_width (flow->section) * MM;
  Item *item
      = page_add (flow->layout->arena, page, ITEM_LINE, 0, flow->left + (text_width - width) / 2, baseline);
  item->line = line;
}

static void
draw_frame (const Flow *flow, double outside, double pen)
{
  Item *item = page_add (flow->layout->arena, flow_page (flow), ITEM_FRAME, 0, flow->left - outside,
                         flow->top - outside);
  item->width = (float)(section_text_width (flow->section) * MM + 2 * outside);
  item->height = (float)(flow->bottom - flow->top + 2 * outside);
  item->pen = (float)pen;
}

static void
draw_furniture (const Flow *flow)
{
  const Page *page = flow_page (flow);
  if (flow->section->number_pages && page->number > 1) {
    char number[16];
    g_snprintf (number, sizeof number, "%u", page->number);
    double half = font_get (FACE_REGULAR)->capital * PAGE_NUMBER_SIZE / 2;
    draw_centred (flow, FACE_REGULAR, PAGE_NUMBER_SIZE, number, PAGE_NUMBER_FROM_TOP * MM + half);
  }
  if (flow->section->bordered) {
    draw_frame (flow, FRAME_OUTSIDE * MM, FRAME_PEN_OUTER);
    draw_frame (flow, FRAME_OUTSIDE * MM - FRAME_GAP, FRAME_PEN_INNER);
  }
  if (flow->layout->document->draft)
    draw_centred (flow, FACE_BOLD, DRAFT_SIZE, "DỰ THẢO", (double)page->height - MARGIN_BOTTOM * MM / 2 + 3);
}

/* ---- pages ---- */

static void
spread_stretches (Flow *flow)
{
  Page *page = flow_page (flow);
  guint count = flow->stretches->len;
  double share = count > 0 ? MAX (0, flow->bottom - flow->y) / count : 0;
  for (guint i = 0; i < count; i++)
    for (gsize k = g_array_index (flow->stretches, StretchMark, i).item; k < page->item_count; k++)
      page->items[k].y += (float)share;
  g_array_set_size (flow->stretches, 0);
}

void
flow_new_page (Flow *flow)
{
  Layout *layout = flow->layout;
  guint number = 1;
  if (layout->page_count > 0) {
    const Page *last = flow_page (flow);
    bool restart = flow->section->restart_numbering && last->section != flow->section_index;
    number = restart ? 1 : last->number + 1;
  }
  double width = (flow->section->landscape ? PAGE_LONG : PAGE_SHORT) * MM;
  double height = (flow->section->landscape ? PAGE_SHORT : PAGE_LONG) * MM;
  ARENA_PUSH (layout->arena, layout->pages, layout->page_count) = (Page){
    .width = (float)width, .height = (float)height, .number = number, .section = flow->section_index
  };
  flow->left = MARGIN_LEFT * MM;
  flow->top = MARGIN_TOP * MM;
  flow->bottom = height - MARGIN_BOTTOM * MM;
  flow->empty = true;
  g_array_set_size (flow->stretches, 0); /* a page that ran over has nothing left to share */
  draw_furniture (flow);
  if (flow->section->bordered) {
    flow->top += FRAME_INSIDE * MM;
    flow->bottom -= FRAME_INSIDE * MM;
  }
  flow->y = flow->top;
}

/* ---- boxes ---- */

/* Headings come in order, but for those in cells that span rows. */
static Place *
find_outline (Flow *flow, const Paragraph *paragraph)
{
  Layout *layout = flow->layout;
  for (gsize i = 0; i < layout->outline_count; i++) {
    gsize index = (flow->next_outline + i) % layout->outline_count;
    if (layout->outline[index].paragraph != paragraph)
      continue;
    flow->next_outline = index + 1;
    return &layout->outline[index];
  }
  return NULL;
}

static void
note_places (Flow *flow, const Paragraph *paragraph, double y)
{
  Layout *layout = flow->layout;
  guint page = (guint)(layout->page_count - 1);
  Place *place = paragraph->outline > 0 ? find_outline (flow, paragraph) : NULL;
  if (place != NULL) {
    place->page = page;
    place->y = (float)y;
  }
  if (paragraph->anchor != NULL)
    ARENA_PUSH (layout->arena, layout->anchors, layout->anchor_count)
        = (Place){ .name = paragraph->anchor, .page = page, .y = (float)y };
}

static void
draw_chart (const Flow *flow, const Box *box, double x, double y)
{
  Page *page = flow_page (flow);
  for (gsize i = 0; i < box->chart->item_count; i++) {
    Item *item = &ARENA_PUSH (flow->layout->arena, page->items, page->item_count);
    *item = box->chart->items[i];
    item->x += (float)x;
    item->y += (float)y;
  }
}

static void
draw_line (Flow *flow, const Box *box, double x, double y)
{
  Arena *arena = flow->layout->arena;
  Page *page = flow_page (flow);
  if (box->line->count > 0) {
    Item *item = page_add (arena, page, ITEM_LINE, box->tag, x, y + box->baseline);
    item->line = box->line;
    item->artifact = flow->artifact;
  }
  if (box->rule_y > 0)
    page_add_fill (arena, page, 0, x + box->x, y + box->rule_y, box->width, 0.75, (Colour){ 0, 0, 0 });
  if (box->opens != NULL && !flow->artifact)
    note_places (flow, box->opens, y);
}

void
flow_draw_box (Flow *flow, const Box *box, double x, double y)
{
  Arena *arena = flow->layout->arena;
  Page *page = flow_page (flow);
  guint tag = flow->artifact ? 0 : box->tag;
  Item *item = NULL;
  switch (box->kind) {
  case BOX_LINE:
    draw_line (flow, box, x, y);
    return;
  case BOX_CHART:
    draw_chart (flow, box, x + box->x, y);
    return;
  case BOX_RULE:
    page_add_fill (arena, page, 0, x + box->x, y, box->width, box->height, (Colour){ 0, 0, 0 });
    return;
  case BOX_IMAGE:
    item = page_add (arena, page, ITEM_IMAGE, tag, x + box->x, y);
    item->image = box->image;
    break;
  case BOX_QR:
    item = page_add (arena, page, ITEM_QR, tag, x + box->x, y);
    item->qr = box->qr;
    break;
  default:
    return;
  }
  item->width = (float)box->width;
  item->height = (float)box->height;
}

static double
space_before (const Flow *flow, const Box *box)
{
  bool first_page = flow->layout->page_count == 1;
  return flow->empty && !first_page ? 0 : box->before;
}

/* Room that must be left for the box (a table: for its beginning). */
static double
box_need (const Box *box)
{
  return box->kind == BOX_TABLE && !box->table->block->keep_together ? flow_table_need (box->table)
                                                                     : box->height;
}

/* The end (exclusive) of the chain of glued boxes that begins at `first`, and the room it needs.  A table
 * that may be broken ends a chain: what is glued to it goes with its last row. */
static gsize
chain_end (const Flow *flow, const Box *boxes, gsize count, gsize first, double *ret_need)
{
  double need = 0, after = 0;
  for (gsize i = first; i < count; i++) {
    const Box *box = &boxes[i];
    need += after + (i == first ? space_before (flow, box) : box->before) + box_need (box);
    after = box->after;
    *ret_need = need;
    bool open_table = box->kind == BOX_TABLE && !box->table->block->keep_together;
    if (!box->glue || open_table || box->kind == BOX_BREAK)
      return i + 1;
  }
  return count;
}

static double
table_tail (const Flow *flow, const Box *boxes, gsize count, gsize table)
{
  double need = 0;
  if (boxes[table].glue && table + 1 < count)
    chain_end (flow, boxes, count, table + 1, &need);
  return need > 0 ? need + boxes[table].after : 0;
}

static void
place_box (Flow *flow, const Box *boxes, gsize count, gsize index)
{
  const Box *box = &boxes[index];
  double before = space_before (flow, box);
  if (!flow->empty && flow->y + before + box_need (box) > flow->bottom + SLACK) {
    flow_new_page (flow);
    before = 0;
  }
  flow->y += before;
  if (box->kind == BOX_STRETCH) {
    StretchMark mark = { flow_page (flow)->item_count, flow->y };
    g_array_append_val (flow->stretches, mark);
  } else if (box->kind == BOX_TABLE) {
    flow_table (flow, box->table, table_tail (flow, boxes, count, index));
    flow->y += box->after;
  } else {
    flow_draw_box (flow, box, flow->left, flow->y);
    flow->y += box->height + box->after;
  }
  flow->empty = false;
}

void
flow_section (Flow *flow, const Section *section, guint index, const Box *boxes, gsize count)
{
  flow->section = section;
  flow->section_index = index;
  flow->stretches = g_array_new (FALSE, FALSE, sizeof (StretchMark));
  flow_new_page (flow);
  for (gsize i = 0; i < count;) {
    if (boxes[i].kind == BOX_BREAK) {
      spread_stretches (flow);
      if (!flow->empty)
        flow_new_page (flow);
      i++;
      continue;
    }
    double need = 0;
    gsize end = chain_end (flow, boxes, count, i, &need);
    if (!flow->empty && flow->y + need > flow->bottom + SLACK && need <= flow->bottom - flow->top)
      flow_new_page (flow);
    for (; i < end; i++)
      if (boxes[i].kind != BOX_BREAK)
        place_box (flow, boxes, count, i);
  }
  spread_stretches (flow);
  g_array_free (flow->stretches, TRUE);
  flow->stretches = NULL;
}
