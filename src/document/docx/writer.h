/* writer.h - what the parts of one Word file share while it is written.
 *
 * One file per part or kind of content; docx_write (package.c) drives them.
 * Lengths in the file are twips (1/20 pt) unless named otherwise. */
#pragma once
#include "document/docx.h"
#include "document/docx/xml.h"

#define DOCX_SIZES_MAX 16      /* different font sizes of tables in one document */
#define DOCX_LEVELS 9          /* of lists */
#define DOCX_LEVEL_INDENT 6.35 /* mm that each level of a list moves to the right */
#define DOCX_TABLE_GAP 6.0     /* pt between a ruled table and the text below it */
#define DOCX_TINY_LINE 20      /* twips: paragraphs that only carry a break */

/* Word styles beyond those of style_table. */
#define DOCX_STYLE_RULE "DuongKe"      /* centred rule under a text */
#define DOCX_STYLE_TINY "NgatTrang"    /* carries a section or page break */
#define DOCX_STYLE_SPACE "KhoangTrong" /* vertical room */
#define DOCX_STYLE_PICTURE "HinhAnh"   /* line that holds a picture */
#define DOCX_STYLE_HEADER "Header"
#define DOCX_STYLE_FOOTER "Footer"
#define DOCX_TABLE_DATA "BangKe"
#define DOCX_TABLE_LAYOUT "BangBoTri"

typedef struct {
  char *name; /* "media/image1.png" */
  GBytes *data;
} DocxPicture;

typedef struct {
  guint kind, level, start;
} DocxNumbering; /* kind: row of the table in numbering.c */
typedef struct {
  guint list_id, ordinal, number;
} DocxList; /* the numbered list last written at one level */

typedef struct {
  const Document *document;
  const Layout *layout;         /* or NULL */
  Xml xml;                      /* document.xml while it grows */
  bool shifted;                 /* "Phần" is heading 1, so "I." is heading 2: see docx_style_id */
  double sizes[DOCX_SIZES_MAX]; /* of tables: each has its own styles */
  gsize size_count;
  GHashTable *anchors;         /* anchor -> bookmark number, from 1 */
  GHashTable *anchors_written; /* those numbers whose bookmark stands */
  GArray *pictures;            /* DocxPicture */
  GPtrArray *links;            /* addresses of external links */
  GArray *numberings;          /* DocxNumbering; w:numId = index + 1 */
  DocxList lists[DOCX_LEVELS];
  guint bookmark_count, drawing_count;
  gsize outline_index; /* outline paragraphs written so far */
  bool page_break;     /* the next paragraph begins a page */
  bool after_table;    /* the next paragraph follows a ruled table: it stands off a little */
  GError *error;       /* the first one; writing goes on, the file is thrown away */
} Docx;

/* Where blocks are written: the page's text area or a cell. */
typedef struct {
  double width;     /* mm from left to right edge of the text */
  double font_size; /* pt for STYLE_TABLE_*, 0 = style's */
  bool in_cell;
  bool keep_next; /* every paragraph keeps with the next (a block that must not break) */
  double stretch; /* mm that a stretching space takes */
} Place;

/* units */
int docx_twips (double mm);
int docx_twips_pt (double pt);
gint64 docx_emu (double mm);

/* styles.c */
void docx_styles_prepare (Docx *docx); /* shifted, sizes: looks over the document */
const char *docx_style_id (const Docx *docx, ParagraphStyle style, double font_size, char buffer[32]);
int docx_style_outline (const Docx *docx, ParagraphStyle style); /* heading level of the Word style, 0 none */
GBytes *docx_styles_part (const Docx *docx);

/* numbering.c */
guint docx_numbering_for (Docx *docx,
                          const Paragraph *paragraph); /* w:numId, or 0: the marker is plain text */
GBytes *docx_numbering_part (const Docx *docx);

/* paragraph.c: the one place that writes <w:pPr>, in the schema's order */
typedef struct {
  const char *style; /* styleId */
  bool keep_next, page_break;
  guint numbering, level; /* numbering 0: none */
  bool rule;              /* border along the upper edge */
  int tab;
  bool tab_dots; /* right tab, twips; 0 none */
  bool has_spacing;
  int before, after; /* twips; -1 leaves the style's */
  int line;          /* exact height, twips; 0 style's */
  bool has_indent;
  int left, right, first;
  const char *justify; /* NULL: style's */
  int outline;         /* 1..9; 0 as the style */
} ParagraphHead;
void docx_paragraph_open (Docx *docx,
                          const ParagraphHead *head); /* <w:p> with its <w:pPr>; close with xml_close */
void docx_paragraph (Docx *docx, const Paragraph *paragraph, const Place *place);
void docx_tiny_paragraph (Docx *docx, const Place *place);
void docx_rule (Docx *docx, double length, int after, const Place *place);
void docx_text_run (Xml *xml, guint run_style, const char *text);
void docx_field (Xml *xml, const char *instruction, const char *shown);
char *docx_plain_text (const Paragraph *paragraph); /* caller frees */
bool docx_has_leader (const Paragraph *paragraph);

/* body.c */
void docx_blocks (Docx *docx, const Block *blocks, gsize count, const Place *place);
GBytes *docx_document_part (Docx *docx);

/* table.c, drawing.c, toc.c, stretch.c, header_footer.c */
void docx_table (Docx *docx, const TableBlock *table, const Place *place);
void docx_image (Docx *docx, const ImageBlock *image, const Place *place);
void docx_chart (Docx *docx, const ChartBlock *chart, const Place *place);
void docx_qr (Docx *docx, const QrBlock *qr, const Place *place);
void docx_toc (Docx *docx, const Place *place);
void docx_toc_bookmark (guint index, char buffer[24]); /* name of the n-th outline paragraph's bookmark */
/* mm for each stretching space of the page that begins with that block (pages end at page breaks) */
double docx_stretch (const Section *section, gsize first);
void docx_section_properties (Docx *docx, gsize index);
GBytes *docx_header_part (bool numbered);
GBytes *docx_footer_part (void);

/* properties.c */
GBytes *docx_core_part (const Document *document);
GBytes *docx_app_part (const Document *document);
GBytes *docx_settings_part (void);
GBytes *docx_font_table_part (void);

#define NS_W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define NS_R "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define NS_REL "http://schemas.openxmlformats.org/package/2006/relationships"
#define REL_OFFICE NS_R "/"
/* Relationship ids of document.xml that never change. */
#define RID_HEADER_NUMBER "rId5"
#define RID_HEADER_EMPTY "rId6"
#define RID_FOOTER "rId7"
