/* pdf.h - PDF from layouts. */
#pragma once
#include "document/layout.h"

/* One document's PDF: embedded subset fonts, outline, links, metadata, structure
 * tags, language vi-VN, PDF/A-2b entries.  Same layout, same bytes. */
GBytes *pdf_write (const Layout *layout, GError **error);

/* The same of several layouts, one behind the other; title, author and date are the first one's. */
GBytes *pdf_write_series (Layout *const *layouts, gsize count, GError **error);

typedef struct {
  const Layout *layout;
  const char *title; /* in the table of contents and the outline */
} PdfPart;

/* All parts as one file: the first part (cover), then a table of contents with
 * page numbers of this file, then the others; bookmarks per part and heading. */
GBytes *pdf_write_joined (const PdfPart *parts, gsize count, const char *title, const char *author,
                          GError **error);

/* Appends the pages of other PDF files (evidence), each under a bookmark. */
typedef struct {
  const char *path, *title;
} PdfAppendix;
GBytes *pdf_append (GBytes *pdf, const PdfAppendix *files, gsize count, GError **error);
