/* box.h - blocks to boxes: what can be put on a page but not broken.
 *
 * A paragraph becomes a box for each line; whether a page may end behind a box
 * (`glue`) carries orphans, widows, headings and signatures.  Boxes live in a
 * scratch arena and go when the pages are made; what they point to (lines,
 * words) stays with the layout.  Lengths are points. */
#pragma once
#include "document/layout/line.h"

typedef enum {
  BOX_LINE,
  BOX_RULE,
  BOX_IMAGE,
  BOX_QR,
  BOX_CHART,
  BOX_SPACE,
  BOX_STRETCH,
  BOX_TABLE,
  BOX_BREAK
} BoxKind;

typedef struct SetTable SetTable;

typedef struct {
  BoxKind kind;
  bool glue; /* no page break behind it */
  guint32 tag;
  double before, height, after; /* `before` is dropped at the top of a page */
  double x, width;              /* of a picture or rule in its column */
  const Paragraph *opens;       /* the paragraph that begins with this line */
  double baseline;              /* BOX_LINE */
  double rule_y;                /* of the rule below a line, from the box's top; 0 = none */
  union {
    const Line *line;
    const ImageBlock *image;
    const QrBlock *qr;
    const Page *chart; /* its items, from the upper left corner */
    SetTable *table;
  };
} Box;

typedef struct {
  const Cell *cell;
  Box *boxes;
  gsize count;
  double x, width; /* from the table's left edge */
  double height;   /* of the content */
  guint rows;      /* spanned, within the table */
} SetCell;

typedef struct {
  SetCell *cells;
  gsize count;
  double height;
  bool keep;
  bool heading;    /* heads the rows below */
  gsize group_end; /* index behind the last row that spans tie this one to */
} SetRow;

struct SetTable {
  const TableBlock *block;
  double left, padding; /* from the column's left edge; inside cells, left and right */
  SetRow *rows;
  gsize count, header_count;
  double height, header_height;
};

/* A line of the table of contents that waits for its page number. */
typedef struct {
  Line *line;
  double width;
  gsize entry;
  guint tag;
} PendingNumber;

#define LIST_DEPTH 8

typedef struct {
  Layout *layout;
  Arena *scratch;
  Shaper *shaper;
  double page_height;            /* of the text area: pictures are no higher */
  double font_size;              /* of the table being set, or 0 */
  GArray *pending;               /* of PendingNumber */
  const ContentsEntry *contents; /* for a table of contents; NULL: the layout's own outline */
  gsize contents_count;
  struct {
    guint list_id, depth;
    guint lists[LIST_DEPTH], bodies[LIST_DEPTH];
  } list; /* tags of the list that is open */
} Setter;

/* A new tag in `parent`; its index. */
guint setter_add_tag (Setter *setter, TagKind kind, guint parent);

/* Appends the boxes of the blocks, set `width` wide, to `out` (of Box). */
void setter_add_blocks (Setter *setter, const Block *blocks, gsize count, double width, guint parent,
                        GArray *out);

/* The table set for a column `width` wide, in the scratch arena; its tags under `parent`. */
SetTable *setter_table (Setter *setter, const TableBlock *block, double width, guint parent);

/* Height of the boxes one under the other. */
double boxes_height (const Box *boxes, gsize count);
