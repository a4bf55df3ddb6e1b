/* font.c - see font.h. */
#include "document/layout/font.h"
#include "base/asset.h"
#include <hb-ot.h>
#include <math.h>

static const struct {
  const char *asset, *postscript_name;
} face_table[FACE_COUNT] = {
  [FACE_REGULAR] = { "fonts/serif-regular.ttf", "LiberationSerif" },
  [FACE_BOLD] = { "fonts/serif-bold.ttf", "LiberationSerif-Bold" },
  [FACE_ITALIC] = { "fonts/serif-italic.ttf", "LiberationSerif-Italic" },
  [FACE_BOLD_ITALIC] = { "fonts/serif-bold-italic.ttf", "LiberationSerif-BoldItalic" },
};

static int
thousandths (const Font *font, double units)
{
  return (int)lround (units * 1000 / font->units);
}

/* What each glyph stands for, to let text be copied out of a PDF. */
static guint32 *
read_characters (const Font *font)
{
  guint32 *characters = g_new0 (guint32, font->glyph_count);
  hb_set_t *set = hb_set_create ();
  hb_face_collect_unicodes (font->face, set);
  for (hb_codepoint_t character = HB_SET_VALUE_INVALID; hb_set_next (set, &character);) {
    hb_codepoint_t glyph = 0;
    if (hb_font_get_nominal_glyph (font->font, character, &glyph) && glyph < font->glyph_count
        && characters[glyph] == 0)
      characters[glyph] = character;
  }
  hb_set_destroy (set);
  return characters;
}

static guint16 *
read_widths (const Font *font)
{
  guint16 *widths = g_new0 (guint16, font->glyph_count);
  for (guint glyph = 0; glyph < font->glyph_count; glyph++)
    widths[glyph] = (guint16)thousandths (font, hb_font_get_glyph_h_advance (font->font, glyph));
  return widths;
}

static int
signed16 (const guint8 *bytes)
{
  return (gint16)(bytes[0] << 8 | bytes[1]);
}

/* The bounding box stands in the "head" table at offset 36. */
static void
read_box (Font *font)
{
  hb_blob_t *head = hb_face_reference_table (font->face, HB_TAG ('h', 'e', 'a', 'd'));
  guint length = 0;
  const guint8 *bytes = (const guint8 *)hb_blob_get_data (head, &length);
  for (int i = 0; i < 4 && length >= 44; i++)
    font->box[i] = thousandths (font, signed16 (bytes + 36 + 2 * i));
  hb_blob_destroy (head);
}

static void
read_metrics (Font *font)
{
  hb_font_extents_t extents = { 0 };
  hb_font_get_h_extents (font->font, &extents);
  font->units = hb_face_get_upem (font->face);
  font->ascent = extents.ascender / font->units;
  font->descent = -extents.descender / font->units;
  font->gap = extents.line_gap / font->units;
  hb_position_t capital = 0;
  hb_ot_metrics_get_position_with_fallback (font->font, HB_OT_METRICS_TAG_CAP_HEIGHT, &capital);
  font->capital = capital / font->units;
}

static Font *
font_open (FaceIndex face)
{
  const Asset *asset = asset_find (face_table[face].asset);
  if (asset == NULL)
    g_error ("the program was built without %s", face_table[face].asset);
  Font *font = g_new0 (Font, 1);
  hb_blob_t *blob
      = hb_blob_create ((const char *)asset->data, (guint)asset->size, HB_MEMORY_MODE_READONLY, NULL, NULL);
  font->data = asset->data;
  font->size = asset->size;
  font->postscript_name = face_table[face].postscript_name;
  font->face = hb_face_create (blob, 0);
  hb_blob_destroy (blob);
  hb_face_make_immutable (font->face);
  font->font = hb_font_create (font->face);
  hb_font_make_immutable (font->font);
  font->glyph_count = hb_face_get_glyph_count (font->face);
  read_metrics (font);
  read_box (font);
  font->widths = read_widths (font);
  font->characters = read_characters (font);
  return font;
}

const Font *
font_get (FaceIndex face)
{
  static gsize opened[FACE_COUNT]; /* constant once set: g_once */
  if (g_once_init_enter (&opened[face]))
    g_once_init_leave (&opened[face], (gsize)font_open (face));
  return (const Font *)opened[face];
}

FaceIndex
font_face_of (const StyleSpec *style, guint run_style)
{
  bool bold = (style->bold && (run_style & RUN_LIGHT) == 0) || (run_style & RUN_BOLD) != 0;
  bool italic = (style->italic && (run_style & RUN_UPRIGHT) == 0) || (run_style & RUN_ITALIC) != 0;
  return (FaceIndex)((bold ? FACE_BOLD : 0) | (italic ? FACE_ITALIC : 0));
}

bool
font_shows (const Font *font, gunichar character)
{
  hb_codepoint_t glyph = 0;
  return character == '\n' || character == '\t' || g_unichar_iszerowidth (character)
         || hb_font_get_nominal_glyph (font->font, character, &glyph);
}
