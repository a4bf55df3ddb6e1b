/* page.h - the inside of a Layout: pages of positioned words, fills and pictures,
 * and the tree of tags that says what they mean.
 *
 * Positions are points from the upper left corner of the page.  Tag 0 marks
 * what is no content (borders, page numbers, repeated header rows); tag 1 is the
 * document.  All of it is constant once layout_document has returned. */
#pragma once
#include "document/layout.h"
#include "document/layout/shape.h"

#define MM (72.0 / 25.4) /* points in a millimetre */

typedef enum {
  TAG_NONE = 0,
  TAG_DOCUMENT,
  TAG_SECTION,
  TAG_PARAGRAPH,
  TAG_HEADING,
  TAG_LIST,
  TAG_ITEM,
  TAG_LABEL,
  TAG_BODY,
  TAG_TABLE,
  TAG_ROW,
  TAG_HEAD_CELL,
  TAG_CELL,
  TAG_FIGURE,
  TAG_LINK,
  TAG_CAPTION,
  TAG_TOC,
  TAG_TOC_ITEM,
} TagKind;

typedef struct {
  TagKind kind;
  guint parent;             /* index of the tag it stands in */
  guint level;              /* heading level, 1.. */
  guint col_span, row_span; /* cells */
  bool row_heading;         /* a head cell that names its row, not its column */
  const char *text;         /* alternative text of a figure or table; target of a link */
} Tag;

/* One word of a line. */
typedef struct {
  const Word *word;
  float x; /* from the line's origin */
  guint32 tag;
} Piece;

typedef struct {
  Piece *pieces;
  guint count;
  float size; /* points */
} Line;

typedef struct {
  float red, green, blue;
} Colour;

typedef enum { ITEM_LINE, ITEM_FILL, ITEM_FRAME /* stroked box */, ITEM_IMAGE, ITEM_QR } ItemKind;

typedef struct {
  ItemKind kind;
  guint32 tag;   /* of all but lines, whose pieces have their own */
  bool artifact; /* a line drawn again: its pieces' tags do not count */
  float x, y;    /* upper left corner; of a line: its origin on the baseline */
  float width, height;
  union {
    const Line *line;
    Colour colour;
    float pen; /* ITEM_FRAME */
    const ImageBlock *image;
    const QrBlock *qr;
  };
} Item;

typedef struct {
  float width, height;
  guint number; /* as printed or counted within its numbering */
  guint section;
  Item *items;
  gsize item_count;
} Page;

/* A place that can be led to: an anchor or a heading. */
typedef struct {
  const char *name;           /* anchor or NULL */
  const char *title;          /* heading's text or NULL */
  guint level;                /* of the heading */
  const Paragraph *paragraph; /* the heading */
  guint page;                 /* index */
  float y;
} Place;

struct Layout {
  Arena *arena;
  const Document *document;
  Page *pages;
  gsize page_count;
  Tag *tags;
  gsize tag_count;
  Place *outline; /* every outline paragraph in order */
  gsize outline_count;
  Place *anchors;
  gsize anchor_count;
};

/* One entry of a table of contents. */
typedef struct {
  const char *title;
  guint level;        /* 1, 2 */
  guint page;         /* number to print */
  const char *target; /* link */
} ContentsEntry;

/* As layout_document, but a BLOCK_TOC lists `entries` (for the joined file). */
Layout *layout_contents (const Document *document, const ContentsEntry *entries, gsize count, GError **error);

/* Adds an item to a page. */
static inline Item *
page_add (Arena *arena, Page *page, ItemKind kind, guint tag, double x, double y)
{
  Item *item = &ARENA_PUSH (arena, page->items, page->item_count);
  *item = (Item){ .kind = kind, .tag = tag, .x = (float)x, .y = (float)y };
  return item;
}

static inline void
page_add_fill (Arena *arena, Page *page, guint tag, double x, double y, double width, double height,
               Colour colour)
{
  Item *item = page_add (arena, page, ITEM_FILL, tag, x, y);
  item->width = (float)width;
  item->height = (float)height;
  item->colour = colour;
}
