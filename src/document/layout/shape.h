/* shape.h - words to glyphs, each distinct word shaped once.
 *
 * Kerning is on, ligatures are off (they would only hide letters from those who
 * search or copy).  Not thread safe: one shaper per layout. */
#pragma once
#include "base/arena.h"
#include "document/layout/font.h"

typedef struct {
  const char *text; /* UTF-8, not ended by NUL */
  guint32 length;
  guint16 glyph_count;
  guint8 face;
  bool plain;   /* its glyphs, read back by Font::characters, give its text */
  gint32 width; /* font units */
  const guint16 *glyphs;
  const gint16 *advances; /* font units, kerning included */
  const gint16 *offsets;  /* x, y of each glyph, or NULL: all zero */
} Word;

typedef struct Shaper Shaper;

/* Words live in `arena` and outlive the shaper. */
Shaper *shaper_new (Arena *arena);
void shaper_free (Shaper *shaper);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Shaper, shaper_free)

/* The word in that face.  Words longer than WORD_MAX bytes are the caller's to cut. */
#define WORD_MAX 512
const Word *shaper_word (Shaper *shaper, FaceIndex face, const char *text, gsize length);

/* Cuts a word between letters: `*ret_part` is the longest beginning no wider than `room` ems, but one letter
 * (with its marks) at least, `*ret_rest` what is left.  False if the word is not to be cut. */
bool shaper_cut (Shaper *shaper, const Word *word, double room, const Word **ret_part, const Word **ret_rest);

/* Characters that the face lacks, as met so far ("" if none), and the word of the first. */
const char *shaper_missing (const Shaper *shaper, const char **ret_where);

/* Width in points at that size. */
static inline double
word_width (const Word *word, double size)
{
  return word->width * size / font_get ((FaceIndex)word->face)->units;
}
