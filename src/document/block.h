/* block.h - the one document model.
 *
 * Wording and data become a Document: sections of blocks in the terms of
 * ND 30/2020.  DOCX, PDF and HTML are three readings of the same tree and so
 * cannot disagree.  Lengths are millimetres, sizes points.  Everything lives in
 * the arena that made it and is read-only afterwards: several threads may
 * render it at once. */
#pragma once
#include "base/arena.h"
#include "base/date.h"
#include <stdbool.h>

typedef enum {
  RUN_TEXT,
  RUN_BREAK,
  RUN_LEADER /* dots to the right margin, to be filled by pen */,
  RUN_TAB
} RunKind;
enum {
  RUN_BOLD = 1,
  RUN_ITALIC = 2,
  RUN_UPRIGHT = 4 /* cancels the style's italic */,
  RUN_LIGHT = 8 /* cancels the style's bold */
};

typedef struct {
  RunKind kind;
  guint style;      /* RUN_BOLD... added to the paragraph style's own */
  const char *text; /* RUN_TEXT: NFC, no control characters */
  const char *link; /* NULL, "https://…" or "#anchor" */
} Run;

/* Named paragraph styles; each is one Word style, one row of the style table
 * (style.c) that says font size, weight, slant, alignment, indents, spacing and
 * the rule of ND 30/2020 behind it. */
typedef enum {
  STYLE_BODY = 0, /* lời văn: justified, first line 12.7 mm, 14 pt */
  STYLE_PLAIN,    /* body without indent */
  STYLE_CENTRED,
  STYLE_LEGAL_BASIS,    /* căn cứ: italic */
  STYLE_ARTICLE,        /* Điều n. */
  STYLE_ITEM,           /* list paragraph: marker after first-line indent */
  STYLE_HEADING_1,      /* I. MỤC: bold capitals as typed */
  STYLE_HEADING_2,      /* 1. Khoản có tiêu đề: bold */
  STYLE_HEADING_3,      /* a) bold italic */
  STYLE_PART,           /* Phần I / title centred (report) */
  STYLE_KIND,           /* tên loại: QUYẾT ĐỊNH, centred bold 14 */
  STYLE_SUBJECT,        /* trích yếu: centred bold 14 */
  STYLE_AUTHORITY,      /* HIỆU TRƯỞNG TRƯỜNG …, and "QUYẾT ĐỊNH:" centred bold */
  STYLE_SALUTATION,     /* Kính gửi */
  STYLE_ORGAN_ABOVE,    /* cơ quan chủ quản */
  STYLE_ORGAN,          /* cơ quan ban hành, bold */
  STYLE_NATION,         /* quốc hiệu */
  STYLE_MOTTO,          /* tiêu ngữ */
  STYLE_NUMBER,         /* số, ký hiệu */
  STYLE_PLACE_DATE,     /* địa danh, ngày tháng: italic */
  STYLE_RECIPIENT_HEAD, /* Nơi nhận: 12 bold italic */
  STYLE_RECIPIENT,      /* 11 */
  STYLE_SIGNER_TITLE,   /* bold capitals centred */
  STYLE_SIGN_HINT,      /* (Ký, ghi rõ họ tên) italic centred */
  STYLE_SIGNER_NAME,    /* bold centred */
  STYLE_TABLE_HEAD,     /* bold centred */
  STYLE_TABLE_TEXT,     /* left */
  STYLE_TABLE_CENTRE,
  STYLE_TABLE_RIGHT,
  STYLE_ANNEX_NOTE, /* (Kèm theo Quyết định số …) italic centred */
  STYLE_NOTE,       /* note under a table: italic, smaller */
  STYLE_CAPTION,
  STYLE_TOC_TITLE,
  STYLE_TOC_1,
  STYLE_TOC_2,
  STYLE_COVER_ORGAN,
  STYLE_COVER_TITLE,
  STYLE_COVER_TEXT,
  STYLE_LABEL, /* box labels */
  STYLE_COUNT
} ParagraphStyle;

typedef enum { LIST_NONE = 0, LIST_DASH, LIST_PLUS, LIST_DECIMAL, LIST_LETTER } ListKind;

typedef struct Block Block;

typedef struct {
  ParagraphStyle style;
  Run *runs;
  gsize run_count;
  /* list paragraphs */
  ListKind list;
  guint level;
  guint ordinal;
  guint list_id;      /* list_id > 0 groups one list's items */
  const char *marker; /* "-", "+", "1.", "a)", "đ)" as printed */
  /* adornments */
  double rule_below;                /* length of a centred rule under the text as a fraction of the text's own
                                       width: 1.0 motto, 0.4 organ and subject (ND 30: 1/3 to 1/2); 0 none */
  double space_before, space_after; /* extra, mm, beyond the style's */
  bool keep_with_next;
  const char *anchor; /* link target, or NULL */
  int outline;        /* 0 none; 1.. = heading level: bookmarks and TOC */
} Paragraph;

typedef struct {
  Block *blocks;
  gsize block_count;        /* paragraphs, images; no tables inside cells */
  guint col_span, row_span; /* >= 1; cells covered by a span are simply absent from their rows */
  guint column;             /* first grid column, 0-based */
  bool header;              /* a header cell (column or row heading) */
  enum { VALIGN_TOP, VALIGN_MIDDLE, VALIGN_BOTTOM } valign;
} Cell;

typedef struct {
  Cell *cells;
  gsize cell_count;
  double min_height; /* mm, 0 = by content; signature rows are high enough to sign */
  bool header;       /* repeated at the top of each page */
  bool keep;         /* never broken over pages unless higher than a page */
  bool heads;        /* heads the rows below: never the last on a page */
} TableRowBlock;

typedef enum {
  TABLE_DATA,   /* ruled, tagged as a table */
  TABLE_LAYOUT, /* letterhead, signatures: no rules, not a table to a screen reader */
  TABLE_GRID,   /* ruled layout (labels, forms) */
} TableKind;

typedef struct {
  TableKind kind;
  double *widths;
  gsize column_count; /* mm, they sum to the text width or less (then centred) */
  TableRowBlock *rows;
  gsize row_count;     /* header rows first */
  double font_size;    /* pt for STYLE_TABLE_*; 0 = style's */
  bool keep_together;  /* signature block: never split over pages */
  const char *summary; /* alternative text, or NULL */
} TableBlock;

typedef struct {
  const guint8 *data;
  gsize size; /* PNG or JPEG bytes, checked before */
  guint pixel_width, pixel_height;
  bool jpeg;
  double width, height; /* mm on paper */
  const char *alt;
  ParagraphStyle style; /* for alignment and spacing: STYLE_CENTRED */
} ImageBlock;

typedef struct {                  /* horizontal bars: share of each row */
  const char *label, *value_text; /* "1.1", "45/47, đạt 95,74%" */
  double value, mark;             /* 0..1; mark = threshold or < 0 */
  int tone; /* 0 neutral, 1 met, 2 not met: also told by value_text, never colour alone */
} ChartBar;
typedef struct {
  const char *title;
  ChartBar *bars;
  gsize bar_count;
  const char *alt;
  double width, height;
} ChartBlock;

typedef struct {
  guint8 *modules;
  guint size;
  double width;
  const char *text, *alt;
} QrBlock; /* size x size, 1 = dark */

typedef enum {
  BLOCK_PARAGRAPH,
  BLOCK_TABLE,
  BLOCK_IMAGE,
  BLOCK_CHART,
  BLOCK_QR,
  BLOCK_PAGE_BREAK,
  BLOCK_TOC /* filled from outline levels 1 and 2 of this document */,
  BLOCK_RULE /* a thin centred rule, width in mm */,
  BLOCK_SPACE,
} BlockKind;

struct Block {
  BlockKind kind;
  union {
    Paragraph paragraph;
    TableBlock table;
    ImageBlock image;
    ChartBlock chart;
    QrBlock qr;
    struct {
      double width;
    } rule;
    struct {
      double height;
      bool stretch; /* takes what is left on the page (covers) */
    } space;
  };
};

typedef struct {
  bool landscape;
  bool restart_numbering; /* pages count from 1 again (annex); the first shows no number */
  bool bordered;          /* cover: a double frame inside the margins */
  bool number_pages;
  Block *blocks;
  gsize block_count;
} Section;

typedef struct {
  const char *id, *stem, *title; /* of the DocumentSpec */
  const char *subject, *author;  /* metadata */
  CivilDate date;                /* for metadata; unset: 1980-01-01 */
  const char *symbol;            /* "67/KH-THGT" or NULL */
  bool draft;                    /* "DỰ THẢO" at the foot of every page */
  Section *sections;
  gsize section_count;
} Document;

/* Page geometry (ND 30/2020, Phu luc I, Phan I, I.1-3): A4, top and bottom
 * 20 mm, left 30 mm, right 15 mm at least; here 20, 20, 30, 20 portrait. */
#define PAGE_SHORT 210.0
#define PAGE_LONG 297.0
#define MARGIN_TOP 20.0
#define MARGIN_BOTTOM 20.0
#define MARGIN_LEFT 30.0
#define MARGIN_RIGHT 20.0
#define PAGE_NUMBER_FROM_TOP 10.0 /* centre of the number in the top margin */

#define CELL_PADDING 1.5 /* left and right, in ruled tables; layout tables have none */

static inline double
section_text_width (const Section *section)
{
  return (section->landscape ? PAGE_LONG : PAGE_SHORT) - MARGIN_LEFT - MARGIN_RIGHT;
}

typedef enum { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT, ALIGN_JUSTIFY } Align;

/* The style table, the one place where ND 30/2020's sizes are written. */
typedef struct {
  const char *word_id;   /* styleId in DOCX: "LoiVan" */
  const char *word_name; /* shown in Word: "Lời văn" */
  const char *css_class;
  double size; /* pt */
  bool bold, italic;
  Align align;
  double first_line;                /* mm */
  double indent_left, indent_right; /* mm */
  double before, after;             /* pt */
  double line;                      /* multiple of the font's line: 1.0 .. 1.5 */
  bool keep_with_next;
  const char *rule; /* where ND 30/2020 says so */
} StyleSpec;
extern const StyleSpec style_table[STYLE_COUNT];
