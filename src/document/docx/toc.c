/* toc.c - the table of contents: a field that Word can update, filled beforehand. */
#include "document/docx/writer.h"

#define TOC_INSTRUCTION " TOC \\o \"1-2\" \\h \\z \\u "

void
docx_toc_bookmark (guint index, char buffer[24])
{
  g_snprintf (buffer, 24, "_Toc%09u", index + 1);
}

static void
field_mark (Xml *xml, const char *type)
{
  xml_open (xml, "w:r", NULL);
  xml_leaf (xml, "w:fldChar", "w:fldCharType", type, NULL);
  xml_close (xml);
}

static void
begin_field (Xml *xml)
{
  field_mark (xml, "begin");
  xml_open (xml, "w:r", NULL);
  xml_open (xml, "w:instrText", "xml:space", "preserve", NULL);
  xml_text (xml, TOC_INSTRUCTION);
  xml_close (xml);
  xml_close (xml);
  field_mark (xml, "separate");
}

static void
write_entry (Docx *docx, const Paragraph *paragraph, guint index, const Place *place, bool first)
{
  Xml *xml = &docx->xml;
  char bookmark[24], instruction[48], page[16] = "";
  docx_toc_bookmark (index, bookmark);
  g_snprintf (instruction, sizeof instruction, " PAGEREF %s \\h ", bookmark);
  if (docx->layout != NULL && index < layout_outline_count (docx->layout))
    g_snprintf (page, sizeof page, "%u", layout_outline_page (docx->layout, index));
  ParagraphStyle style = paragraph->outline == 1 ? STYLE_TOC_1 : STYLE_TOC_2;
  docx_paragraph_open (docx, &(ParagraphHead){ .style = style_table[style].word_id,
                                               .tab = docx_twips (place->width),
                                               .tab_dots = true });
  if (first)
    begin_field (xml);
  xml_open (xml, "w:hyperlink", "w:anchor", bookmark, "w:history", "1", NULL);
  g_autofree char *text = docx_plain_text (paragraph);
  docx_text_run (xml, 0, text);
  xml_open (xml, "w:r", NULL);
  xml_leaf (xml, "w:tab", NULL);
  xml_close (xml);
  docx_field (xml, instruction, page);
  xml_close (xml);
}

/* All entries; the last paragraph is left open for the end of the field. */
static guint
write_entries (Docx *docx, const Place *place)
{
  guint index = 0, written = 0;
  for (gsize s = 0; s < docx->document->section_count; s++) {
    const Section *section = &docx->document->sections[s];
    for (gsize i = 0; i < section->block_count; i++) {
      const Paragraph *paragraph = &section->blocks[i].paragraph;
      if (section->blocks[i].kind != BLOCK_PARAGRAPH || paragraph->outline <= 0)
        continue;
      if (paragraph->outline <= 2) {
        if (written > 0)
          xml_close (&docx->xml);
        write_entry (docx, paragraph, index, place, written++ == 0);
      }
      index++;
    }
  }
  return written;
}

void
docx_toc (Docx *docx, const Place *place)
{
  Xml *xml = &docx->xml;
  xml_open (xml, "w:sdt", NULL);
  xml_open (xml, "w:sdtPr", NULL);
  xml_open (xml, "w:docPartObj", NULL);
  xml_value (xml, "w:docPartGallery", "Table of Contents");
  xml_leaf (xml, "w:docPartUnique", NULL);
  xml_close (xml);
  xml_close (xml);
  xml_open (xml, "w:sdtContent", NULL);
  if (write_entries (docx, place) == 0) {
    docx_paragraph_open (docx, &(ParagraphHead){ .style = style_table[STYLE_TOC_1].word_id });
    begin_field (xml);
  }
  field_mark (xml, "end");
  xml_close (xml);
  xml_close (xml);
  xml_close (xml);
}
