/* font.h - the faces of one PDF file, cut down to the glyphs it shows. */
#pragma once
#include "document/layout/page.h"
#include "document/pdf/file.h"

typedef struct {
  guint8 *used;   /* by glyph: shown in this file */
  guint16 *codes; /* by glyph: its code in this file */
  guint object;   /* of the font, 0 = unused */
} PdfFont;

typedef struct {
  PdfFont fonts[FACE_COUNT];
} PdfFonts;

/* Notes the glyphs that a layout, or one line, shows. */
void pdf_fonts_use (PdfFonts *fonts, const Layout *layout);
/* Likewise for a line that stands in no layout. */
void pdf_fonts_use_line (PdfFonts *fonts, const Line *line);

/* Cuts the faces and writes them; afterwards codes and object are set. */
bool pdf_fonts_write (PdfFonts *fonts, PdfFile *file, GError **error);
/* Frees what was noted. */
void pdf_fonts_clear (PdfFonts *fonts);
