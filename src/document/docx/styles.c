/* styles.c - styles.xml: every row of the style table as a Word style.
 *
 * Headings, table of contents and caption are Word's built-in styles, so that
 * its navigation and its table of contents find them.  Tables set in another
 * size than the style's get styles of their own ("Bảng: chữ 11"). */
#include "document/docx/writer.h"
#include <math.h>
#include <string.h>

#define FONT "Times New Roman"

static bool
is_table_style (ParagraphStyle style)
{
  return style == STYLE_TABLE_HEAD || style == STYLE_TABLE_TEXT || style == STYLE_TABLE_CENTRE
         || style == STYLE_TABLE_RIGHT;
}

/* The heading level that belongs to a Word style as such. */
static int
own_level (ParagraphStyle style)
{
  return style == STYLE_HEADING_1 ? 1 : style == STYLE_HEADING_2 ? 2 : style == STYLE_HEADING_3 ? 3 : 0;
}

int
docx_style_outline (const Docx *docx, ParagraphStyle style)
{
  int level = own_level (style);
  if (!docx->shifted)
    return level;
  return style == STYLE_PART ? 1 : level > 0 ? level + 1 : 0;
}

/* Where a document is divided into "Phần", they are its first level: its
 * "Phần" become Word's heading 1 and "I." heading 2, so that levels and styles
 * agree, whatever Word reads. */
static const char *
word_id (const Docx *docx, ParagraphStyle style)
{
  static const char *const headings[] = { "Heading1", "Heading2", "Heading3", "Heading4" };
  int level = docx->shifted ? docx_style_outline (docx, style) : 0;
  return level > 0 ? headings[level - 1] : style_table[style].word_id;
}

static const char *
word_name (const Docx *docx, ParagraphStyle style)
{
  static const char *const names[] = { "heading 1", "heading 2", "heading 3", "heading 4" };
  int level = docx->shifted ? docx_style_outline (docx, style) : 0;
  return level > 0 ? names[level - 1] : style_table[style].word_name;
}

static int
half_points (double size)
{
  return (int)lround (size * 2);
}

const char *
docx_style_id (const Docx *docx, ParagraphStyle style, double font_size, char buffer[32])
{
  const char *id = word_id (docx, style);
  if (!is_table_style (style) || font_size <= 0
      || half_points (font_size) == half_points (style_table[style].size))
    return id;
  g_snprintf (buffer, 32, "%s%d", id, half_points (font_size));
  return buffer;
}

static void
note_size (Docx *docx, double size)
{
  for (gsize i = 0; i < docx->size_count; i++)
    if (half_points (docx->sizes[i]) == half_points (size))
      return;
  if (docx->size_count < DOCX_SIZES_MAX)
    docx->sizes[docx->size_count++] = size;
}

void
docx_styles_prepare (Docx *docx)
{
  bool part = false, second = false;
  for (gsize s = 0; s < docx->document->section_count; s++) {
    const Section *section = &docx->document->sections[s];
    for (gsize i = 0; i < section->block_count; i++) {
      const Block *block = &section->blocks[i];
      if (block->kind == BLOCK_TABLE && block->table.font_size > 0)
        note_size (docx, block->table.font_size);
      if (block->kind != BLOCK_PARAGRAPH)
        continue;
      part = part || (block->paragraph.style == STYLE_PART && block->paragraph.outline == 1);
      second = second || (block->paragraph.style == STYLE_HEADING_1 && block->paragraph.outline == 2);
    }
  }
  docx->shifted = part && second;
}

static void
write_fonts (Xml *xml)
{
  xml_leaf (xml, "w:rFonts", "w:ascii", FONT, "w:eastAsia", FONT, "w:hAnsi", FONT, "w:cs", FONT, NULL);
}

static void
write_defaults (Xml *xml)
{
  xml_open (xml, "w:docDefaults", NULL);
  xml_open (xml, "w:rPrDefault", NULL);
  xml_open (xml, "w:rPr", NULL);
  write_fonts (xml);
  xml_number (xml, "w:sz", half_points (style_table[STYLE_BODY].size));
  xml_number (xml, "w:szCs", half_points (style_table[STYLE_BODY].size));
  xml_leaf (xml, "w:lang", "w:val", "vi-VN", "w:eastAsia", "vi-VN", "w:bidi", "ar-SA", NULL);
  xml_close (xml);
  xml_close (xml);
  xml_open (xml, "w:pPrDefault", NULL);
  xml_open (xml, "w:pPr", NULL);
  xml_leaf (xml, "w:spacing", "w:before", "0", "w:after", "0", "w:line", "240", "w:lineRule", "auto", NULL);
  xml_close (xml);
  xml_close (xml);
  xml_close (xml);
}

static void
open_style (Xml *xml, const char *type, const char *id, const char *name, const char *based_on)
{
  xml_open (xml, "w:style", "w:type", type, "w:customStyle", "1", "w:styleId", id, NULL);
  xml_value (xml, "w:name", name);
  if (based_on != NULL)
    xml_value (xml, "w:basedOn", based_on);
}

/* Styles that Word knows by name are not custom ones. */
static void
open_built_in (Xml *xml, const char *type, const char *id, const char *name, const char *based_on)
{
  xml_open (xml, "w:style", "w:type", type, "w:styleId", id, NULL);
  xml_value (xml, "w:name", name);
  if (based_on != NULL)
    xml_value (xml, "w:basedOn", based_on);
}

static const char *
justify_name (Align align)
{
  static const char *const names[] = { "left", "center", "right", "both" };
  return names[align];
}

static void
write_paragraph_properties (Xml *xml, const StyleSpec *spec, int outline)
{
  xml_open (xml, "w:pPr", NULL);
  if (spec->keep_with_next)
    xml_leaf (xml, "w:keepNext", NULL);
  if (outline > 0)
    xml_leaf (xml, "w:keepLines", NULL);
  xml_leaf (xml, "w:spacing", "w:before", XML_NUMBER (docx_twips_pt (spec->before)), "w:after",
            XML_NUMBER (docx_twips_pt (spec->after)), "w:line", XML_NUMBER (lround (spec->line * 240)),
            "w:lineRule", "auto", NULL);
  if (spec->first_line > 0 || spec->indent_left > 0 || spec->indent_right > 0)
    xml_leaf (xml, "w:ind", "w:left", XML_NUMBER (docx_twips (spec->indent_left)), "w:right",
              XML_NUMBER (docx_twips (spec->indent_right)), "w:firstLine",
              XML_NUMBER (docx_twips (spec->first_line)), NULL);
  xml_value (xml, "w:jc", justify_name (spec->align));
  if (outline > 0)
    xml_number (xml, "w:outlineLvl", outline - 1);
  xml_close (xml);
}

static void
write_run_properties (Xml *xml, const StyleSpec *spec)
{
  xml_open (xml, "w:rPr", NULL);
  if (spec->bold) {
    xml_leaf (xml, "w:b", NULL);
    xml_leaf (xml, "w:bCs", NULL);
  }
  if (spec->italic) {
    xml_leaf (xml, "w:i", NULL);
    xml_leaf (xml, "w:iCs", NULL);
  }
  xml_number (xml, "w:sz", half_points (spec->size));
  xml_number (xml, "w:szCs", half_points (spec->size));
  xml_close (xml);
}

static bool
is_built_in (const char *id)
{
  return g_str_has_prefix (id, "Heading") || g_str_has_prefix (id, "TOC") || g_str_equal (id, "Caption");
}

static void
write_table_style (const Docx *docx, Xml *xml, ParagraphStyle style)
{
  const StyleSpec *spec = &style_table[style];
  const char *id = word_id (docx, style), *name = word_name (docx, style);
  int outline = docx_style_outline (docx, style);
  if (is_built_in (id))
    open_built_in (xml, "paragraph", id, name, "Normal");
  else
    open_style (xml, "paragraph", id, name, "Normal");
  if (outline > 0 || style == STYLE_PART)
    xml_value (xml, "w:next", style_table[STYLE_BODY].word_id);
  xml_leaf (xml, "w:qFormat", NULL);
  write_paragraph_properties (xml, spec, outline);
  write_run_properties (xml, spec);
  xml_close (xml);
}

static void
write_sized_styles (const Docx *docx, Xml *xml)
{
  static const ParagraphStyle styles[]
      = { STYLE_TABLE_HEAD, STYLE_TABLE_TEXT, STYLE_TABLE_CENTRE, STYLE_TABLE_RIGHT };
  for (gsize i = 0; i < docx->size_count; i++)
    for (gsize k = 0; k < G_N_ELEMENTS (styles); k++) {
      char id[32], name[64], size[G_ASCII_DTOSTR_BUF_SIZE];
      const StyleSpec *spec = &style_table[styles[k]];
      if (docx_style_id (docx, styles[k], docx->sizes[i], id) != id)
        continue; /* the style's own size */
      g_ascii_formatd (size, sizeof size, "%g", half_points (docx->sizes[i]) / 2.0);
      g_snprintf (name, sizeof name, "%s %s", spec->word_name, size);
      open_style (xml, "paragraph", id, name, spec->word_id);
      xml_open (xml, "w:rPr", NULL);
      xml_number (xml, "w:sz", half_points (docx->sizes[i]));
      xml_number (xml, "w:szCs", half_points (docx->sizes[i]));
      xml_close (xml);
      xml_close (xml);
    }
}

/* A paragraph style whose lines are exactly `line` twips high. */
static void
write_exact_style (Xml *xml, const char *id, const char *name, int line)
{
  open_style (xml, "paragraph", id, name, "Normal");
  xml_open (xml, "w:pPr", NULL);
  xml_leaf (xml, "w:spacing", "w:before", "0", "w:after", "0", "w:line", XML_NUMBER (line), "w:lineRule",
            "exact", NULL);
  xml_close (xml);
  xml_open (xml, "w:rPr", NULL);
  xml_number (xml, "w:sz", 2);
  xml_number (xml, "w:szCs", 2);
  xml_close (xml);
  xml_close (xml);
}

static void
write_centred_style (Xml *xml, const char *id, const char *name, double size, bool built_in)
{
  (built_in ? open_built_in : open_style) (xml, "paragraph", id, name, "Normal");
  xml_open (xml, "w:pPr", NULL);
  xml_value (xml, "w:jc", "center");
  xml_close (xml);
  xml_open (xml, "w:rPr", NULL);
  xml_number (xml, "w:sz", half_points (size));
  xml_number (xml, "w:szCs", half_points (size));
  xml_close (xml);
  xml_close (xml);
}

static void
write_margins (Xml *xml, double side)
{
  xml_open (xml, "w:tblCellMar", NULL);
  xml_leaf (xml, "w:top", "w:w", "0", "w:type", "dxa", NULL);
  xml_leaf (xml, "w:left", "w:w", XML_NUMBER (docx_twips (side)), "w:type", "dxa", NULL);
  xml_leaf (xml, "w:bottom", "w:w", "0", "w:type", "dxa", NULL);
  xml_leaf (xml, "w:right", "w:w", XML_NUMBER (docx_twips (side)), "w:type", "dxa", NULL);
  xml_close (xml);
}

static void
write_tables (Xml *xml)
{
  static const char *const sides[] = { "w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV" };
  xml_open (xml, "w:style", "w:type", "table", "w:default", "1", "w:styleId", "TableNormal", NULL);
  xml_value (xml, "w:name", "Normal Table");
  xml_number (xml, "w:uiPriority", 99);
  xml_leaf (xml, "w:semiHidden", NULL);
  xml_leaf (xml, "w:unhideWhenUsed", NULL);
  xml_open (xml, "w:tblPr", NULL);
  xml_leaf (xml, "w:tblInd", "w:w", "0", "w:type", "dxa", NULL);
  write_margins (xml, CELL_PADDING);
  xml_close (xml);
  xml_close (xml);
  open_style (xml, "table", DOCX_TABLE_DATA, "Bảng kẻ", "TableNormal");
  xml_open (xml, "w:tblPr", NULL);
  xml_open (xml, "w:tblBorders", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++)
    xml_leaf (xml, sides[i], "w:val", "single", "w:sz", "4", "w:space", "0", "w:color", "auto", NULL);
  xml_close (xml);
  xml_close (xml);
  xml_close (xml);
  open_style (xml, "table", DOCX_TABLE_LAYOUT, "Bảng bố trí", "TableNormal");
  xml_open (xml, "w:tblPr", NULL);
  write_margins (xml, 0);
  xml_close (xml);
  xml_close (xml);
}

static void
write_base_styles (Xml *xml)
{
  xml_open (xml, "w:style", "w:type", "paragraph", "w:default", "1", "w:styleId", "Normal", NULL);
  xml_value (xml, "w:name", "Normal");
  xml_leaf (xml, "w:qFormat", NULL);
  xml_close (xml);
  xml_open (xml, "w:style", "w:type", "character", "w:default", "1", "w:styleId", "DefaultParagraphFont",
            NULL);
  xml_value (xml, "w:name", "Default Paragraph Font");
  xml_number (xml, "w:uiPriority", 1);
  xml_leaf (xml, "w:semiHidden", NULL);
  xml_close (xml);
  xml_open (xml, "w:style", "w:type", "numbering", "w:default", "1", "w:styleId", "NoList", NULL);
  xml_value (xml, "w:name", "No List");
  xml_number (xml, "w:uiPriority", 99);
  xml_leaf (xml, "w:semiHidden", NULL);
  xml_close (xml);
}

GBytes *
docx_styles_part (const Docx *docx)
{
  g_auto (Xml) xml = { NULL };
  xml_begin (&xml, 32768);
  xml_open (&xml, "w:styles", "xmlns:w", NS_W, NULL);
  write_defaults (&xml);
  write_base_styles (&xml);
  for (guint style = 0; style < STYLE_COUNT; style++)
    write_table_style (docx, &xml, style);
  write_sized_styles (docx, &xml);
  /* The rule's line carries nothing: its height is only room below the stroke. */
  write_exact_style (&xml, DOCX_STYLE_RULE, "Đường kẻ", 40);
  write_exact_style (&xml, DOCX_STYLE_TINY, "Ngắt trang", DOCX_TINY_LINE);
  write_exact_style (&xml, DOCX_STYLE_SPACE, "Khoảng trống", 240);
  write_centred_style (&xml, DOCX_STYLE_PICTURE, "Hình ảnh", 12, false);
  write_centred_style (&xml, DOCX_STYLE_HEADER, "header", 14,
                       true); /* Phu luc I, Phan I, I.7: 13 to 14, centred */
  write_centred_style (&xml, DOCX_STYLE_FOOTER, "footer", 12, true);
  write_tables (&xml);
  xml_close (&xml);
  return xml_end (&xml);
}
