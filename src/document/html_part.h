/* html_part.h - what the files that write HTML share. */
#pragma once
#include "document/block.h"

/* Classes of the style sheet: co-<half points>, cach-<mm>. */
#define HTML_SIZE_LEAST 8
#define HTML_SIZE_MOST 16
#define HTML_SPACE_STEP 5
#define HTML_SPACE_MOST 60

typedef struct {
  const Document *document;
  GString *out;
  guint outline; /* headings written so far: their ids */
  guint tables;  /* of data, written so far: their names */
  int above;     /* levels of headings that are left out: the highest is h2 all the same */
  bool prose;    /* part of a page: no ids, no links within the document */
} Html;

/* Text with its markup characters escaped; good in attributes too. */
void html_escape (GString *out, const char *text);
/* id of an anchor: "neo-…", blanks replaced. */
void html_anchor (GString *out, const char *anchor);

/* Blocks one behind the other, lists gathered. */
void html_blocks (Html *html, const Block *blocks, gsize count);

/* html_table.c */
void html_table (Html *html, const TableBlock *table);

/* html_picture.c */
void html_image (GString *out, const ImageBlock *image);
void html_chart (GString *out, const ChartBlock *chart);
void html_qr (GString *out, const QrBlock *qr);
/* The dark modules as a path of SVG, a module a unit. */
void html_qr_path (GString *out, const QrBlock *qr);
