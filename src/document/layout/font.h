/* font.h - the four faces that every document is set in.
 *
 * Liberation Serif (metric-compatible with Times New Roman, ND 30/2020, Phu luc I,
 * Phan I, I.4) is part of the program; fonts of the machine are never looked at.
 * A face is opened at its first use and constant from then on, so that all
 * threads share it. */
#pragma once
#include "document/block.h"
#include <hb.h>

typedef enum { FACE_REGULAR = 0, FACE_BOLD = 1, FACE_ITALIC = 2, FACE_BOLD_ITALIC = 3, FACE_COUNT } FaceIndex;

typedef struct {
  hb_face_t *face;
  hb_font_t *font; /* scaled to font units */
  const guint8 *data;
  gsize size; /* the file */
  const char *postscript_name;
  guint glyph_count;
  double units;                /* font units in an em */
  double ascent, descent, gap; /* of an em; descent positive */
  double capital;              /* height of capitals, of an em */
  int box[4];                  /* of all glyphs, thousandths of an em */
  const guint16 *widths;       /* of each glyph, thousandths of an em */
  const guint32 *characters;   /* lowest character shown by each glyph, 0 = none */
} Font;

/* The face; never NULL (without its file the program does not start its work: it aborts). */
const Font *font_get (FaceIndex face);

/* The face of a run in a paragraph of that style. */
FaceIndex font_face_of (const StyleSpec *style, guint run_style);

/* Does the face show the character?  Those that only join or mark others take no room and need no glyph. */
bool font_shows (const Font *font, gunichar character);
