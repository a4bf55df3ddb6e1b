/* font.c - see font.h.  Type 0 fonts with Identity-H (ISO 32000-1, 9.7; PDF/A-2, 6.2.11). */
#include "document/pdf/font.h"
#include <hb-subset.h>
#include <string.h>

#define CMAP_BLOCK 100 /* entries in one bfchar block, by the CMap format */

static void
use_word (PdfFonts *fonts, const Word *word)
{
  PdfFont *font = &fonts->fonts[word->face];
  if (font->used == NULL)
    font->used = g_new0 (guint8, font_get ((FaceIndex)word->face)->glyph_count);
  for (guint i = 0; i < word->glyph_count; i++)
    font->used[word->glyphs[i]] = 1;
}

void
pdf_fonts_use_line (PdfFonts *fonts, const Line *line)
{
  for (guint i = 0; i < line->count; i++)
    use_word (fonts, line->pieces[i].word);
}

void
pdf_fonts_use (PdfFonts *fonts, const Layout *layout)
{
  for (gsize p = 0; p < layout->page_count; p++)
    for (gsize i = 0; i < layout->pages[p].item_count; i++)
      if (layout->pages[p].items[i].kind == ITEM_LINE)
        pdf_fonts_use_line (fonts, layout->pages[p].items[i].line);
}

/* ---- the font file ---- */

static hb_subset_input_t *
subset_input (const PdfFont *use, const Font *font)
{
  static const hb_tag_t dropped[] = {
    HB_TAG ('G', 'S', 'U', 'B'), HB_TAG ('G', 'P', 'O', 'S'), HB_TAG ('G', 'D', 'E', 'F'),
    HB_TAG ('k', 'e', 'r', 'n'), HB_TAG ('n', 'a', 'm', 'e'), HB_TAG ('O', 'S', '/', '2'),
    HB_TAG ('p', 'o', 's', 't'), HB_TAG ('c', 'm', 'a', 'p'), HB_TAG ('F', 'F', 'T', 'M'),
    HB_TAG ('g', 'a', 's', 'p'),
  };
  hb_subset_input_t *input = hb_subset_input_create_or_fail ();
  if (input == NULL)
    return NULL;
  hb_subset_input_set_flags (input, HB_SUBSET_FLAGS_NO_HINTING);
  hb_set_t *glyphs = hb_subset_input_glyph_set (input);
  for (guint glyph = 0; glyph < font->glyph_count; glyph++)
    if (use->used[glyph])
      hb_set_add (glyphs, glyph);
  hb_set_t *tables = hb_subset_input_set (input, HB_SUBSET_SETS_DROP_TABLE_TAG);
  for (guint i = 0; i < G_N_ELEMENTS (dropped); i++)
    hb_set_add (tables, dropped[i]);
  return input;
}

static void
take_codes (PdfFont *use, const Font *font, const hb_subset_plan_t *plan)
{
  const hb_map_t *map = hb_subset_plan_old_to_new_glyph_mapping (plan);
  use->codes = g_new0 (guint16, font->glyph_count);
  for (guint glyph = 0; glyph < font->glyph_count; glyph++)
    if (use->used[glyph])
      use->codes[glyph] = (guint16)hb_map_get (map, glyph);
}

/* The subset, or NULL; sets the codes. */
static hb_blob_t *
subset (PdfFont *use, const Font *font)
{
  hb_subset_input_t *input = subset_input (use, font);
  hb_subset_plan_t *plan = input != NULL ? hb_subset_plan_create_or_fail (font->face, input) : NULL;
  hb_face_t *face = plan != NULL ? hb_subset_plan_execute_or_fail (plan) : NULL;
  hb_blob_t *blob = face != NULL ? hb_face_reference_blob (face) : NULL;
  if (blob != NULL)
    take_codes (use, font, plan);
  hb_face_destroy (face);
  hb_subset_plan_destroy (plan);
  hb_subset_input_destroy (input);
  return blob;
}

/* ---- its objects ---- */

/* Six capitals that tell this subset from others (ISO 32000-1, 9.6.4). */
static void
subset_prefix (const PdfFont *use, const Font *font, char ret_prefix[7])
{
  guint64 hash = 14695981039346656037u;
  for (guint glyph = 0; glyph < font->glyph_count; glyph++)
    if (use->used[glyph])
      hash = (hash ^ glyph) * 1099511628211u;
  for (int i = 0; i < 6; i++, hash /= 26)
    ret_prefix[i] = (char)('A' + hash % 26);
  ret_prefix[6] = '\0';
}

static void
put_widths (PdfBuffer *out, const PdfFont *use, const Font *font)
{
  pdf_put_text (out, "/W[");
  guint next = G_MAXUINT;
  bool open = false;
  for (guint glyph = 0; glyph < font->glyph_count; glyph++) {
    if (!use->used[glyph])
      continue;
    if (use->codes[glyph] != next) {
      pdf_put_text (out, open ? "]" : "");
      pdf_put_int (out, use->codes[glyph]);
      pdf_put_text (out, "[");
      open = true;
    } else {
      pdf_put_text (out, " ");
    }
    pdf_put_int (out, font->widths[glyph]);
    next = use->codes[glyph] + 1u;
  }
  pdf_put_text (out, open ? "]]" : "]");
}

static void
put_descriptor (PdfBuffer *out, const Font *font, FaceIndex face, const char *name, guint file_object)
{
  bool italic = (face & FACE_ITALIC) != 0, bold = (face & FACE_BOLD) != 0;
  g_autofree char *text = g_strdup_printf (
      "<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%d %d %d %d]/ItalicAngle %d/Ascent %d/Descent %d"
      "/CapHeight %d/StemV %d/FontFile2 %u 0 R>>",
      name, italic ? 70 : 6, font->box[0], font->box[1], font->box[2], font->box[3], italic ? -16 : 0,
      (int)(font->ascent * 1000), -(int)(font->descent * 1000), (int)(font->capital * 1000), bold ? 140 : 80,
      file_object);
  pdf_put_text (out, text);
}

static void
put_map_entry (PdfBuffer *out, guint code, guint character)
{
  char text[32];
  if (character >= 0x10000)
    g_snprintf (text, sizeof text, "<%04X><%04X%04X>\n", code, 0xD800 + ((character - 0x10000) >> 10),
                0xDC00 + ((character - 0x10000) & 0x3FF));
  else
    g_snprintf (text, sizeof text, "<%04X><%04X>\n", code, character);
  pdf_put_text (out, text);
}

/* What each code stands for (ISO 32000-1, 9.10.3). */
static void
put_unicode_map (PdfBuffer *out, const PdfFont *use, const Font *font)
{
  pdf_put_text (
      out,
      "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
      "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n"
      "/CMapType 2 def\n1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
  guint left = 0, block = 0;
  for (guint glyph = 0; glyph < font->glyph_count; glyph++)
    left += use->used[glyph] && font->characters[glyph] != 0;
  for (guint glyph = 0; glyph < font->glyph_count; glyph++) {
    if (!use->used[glyph] || font->characters[glyph] == 0)
      continue;
    if (block == 0) {
      block = MIN (left, CMAP_BLOCK);
      pdf_put_int (out, block);
      pdf_put_text (out, " beginbfchar\n");
    }
    put_map_entry (out, use->codes[glyph], font->characters[glyph]);
    left--;
    if (--block == 0)
      pdf_put_text (out, "endbfchar\n");
  }
  pdf_put_text (out, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
}

static void
put_font (PdfFile *file, const PdfFont *use, const Font *font, FaceIndex face, guint first)
{
  char prefix[7];
  subset_prefix (use, font, prefix);
  g_autofree char *name = g_strdup_printf ("%s+%s", prefix, font->postscript_name);
  g_autofree char *top = g_strdup_printf (
      "<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%u 0 R]/ToUnicode %u 0 R>>",
      name, first + 1, first + 4);
  pdf_put_text (pdf_file_object (file, first), top);
  PdfBuffer *out = pdf_file_object (file, first + 1);
  g_autofree char *below = g_strdup_printf ("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</"
                                            "Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                                            "/CIDToGIDMap/Identity/FontDescriptor %u 0 R",
                                            name, first + 2);
  pdf_put_text (out, below);
  put_widths (out, use, font);
  pdf_put_text (out, ">>");
  put_descriptor (pdf_file_object (file, first + 2), font, face, name, first + 3);
}

static bool
write_font (PdfFont *use, PdfFile *file, FaceIndex face, GError **error)
{
  const Font *font = font_get (face);
  hb_blob_t *blob = subset (use, font);
  if (blob == NULL) {
    error_set (error, NULL, MSG_PDF_FAILED, "font subset", NULL);
    return false;
  }
  use->object = pdf_file_reserve (file, 5);
  put_font (file, use, font, face, use->object);
  guint size = 0;
  const char *data = hb_blob_get_data (blob, &size);
  g_autofree char *length = g_strdup_printf ("/Length1 %u", size);
  bool good = pdf_file_stream (file, use->object + 3, length, data, size, PDF_STREAM_DEFLATE, error);
  hb_blob_destroy (blob);
  if (!good)
    return false;
  PdfBuffer map = { 0 };
  put_unicode_map (&map, use, font);
  good = pdf_file_stream (file, use->object + 4, "", map.data, map.size, PDF_STREAM_DEFLATE, error);
  pdf_buffer_clear (&map);
  return good;
}

bool
pdf_fonts_write (PdfFonts *fonts, PdfFile *file, GError **error)
{
  for (int face = 0; face < FACE_COUNT; face++)
    if (fonts->fonts[face].used != NULL && !write_font (&fonts->fonts[face], file, (FaceIndex)face, error))
      return false;
  return true;
}

void
pdf_fonts_clear (PdfFonts *fonts)
{
  for (int face = 0; face < FACE_COUNT; face++) {
    g_free (fonts->fonts[face].used);
    g_free (fonts->fonts[face].codes);
  }
  *fonts = (PdfFonts){ 0 };
}
