/* body.c - document.xml: sections and their blocks. */
#include "document/docx/writer.h"

#define EXACT_LINE_MAX 31680 /* twips: the highest line Word takes */

static void
write_space (Docx *docx, double height, const Place *place)
{
  int line = CLAMP (docx_twips (height), DOCX_TINY_LINE, EXACT_LINE_MAX);
  docx_paragraph_open (
      docx, &(ParagraphHead){ .style = DOCX_STYLE_SPACE, .keep_next = place->keep_next, .line = line });
  xml_close (&docx->xml);
}

/* A tiny paragraph goes before a table that touches another one, lest the two
 * become one, or that begins a page: a page break is a property of a paragraph,
 * so that it leaves no empty line. */
static void
lead_to_table (Docx *docx, const TableBlock *table, bool after_table, const Place *place)
{
  Place joint = *place;
  joint.keep_next = place->keep_next || table->keep_together;
  if (after_table || docx->page_break)
    docx_tiny_paragraph (docx, &joint);
}

/* Does the block's last paragraph have to stay with a block that never breaks? */
static bool
leads_to_kept_table (const Block *blocks, gsize index, gsize count)
{
  return index + 1 < count && blocks[index + 1].kind == BLOCK_TABLE && blocks[index + 1].table.keep_together;
}

static void
write_block (Docx *docx, const Block *block, const Place *place)
{
  switch (block->kind) {
  case BLOCK_PARAGRAPH:
    docx_paragraph (docx, &block->paragraph, place);
    break;
  case BLOCK_TABLE:
    docx_table (docx, &block->table, place);
    break;
  case BLOCK_IMAGE:
    docx_image (docx, &block->image, place);
    break;
  case BLOCK_CHART:
    docx_chart (docx, &block->chart, place);
    break;
  case BLOCK_QR:
    docx_qr (docx, &block->qr, place);
    break;
  case BLOCK_PAGE_BREAK:
    docx->page_break = true;
    break;
  case BLOCK_TOC:
    docx_toc (docx, place);
    break;
  case BLOCK_RULE:
    docx_rule (docx, block->rule.width, 120, place);
    break;
  case BLOCK_SPACE:
    write_space (docx, block->space.stretch ? place->stretch : block->space.height, place);
    break;
  }
}

void
docx_blocks (Docx *docx, const Block *blocks, gsize count, const Place *place)
{
  bool after_table = false;
  for (gsize i = 0; i < count; i++) {
    const Block *block = &blocks[i];
    Place here = *place;
    here.keep_next = place->keep_next || leads_to_kept_table (blocks, i, count);
    if (block->kind == BLOCK_TABLE)
      lead_to_table (docx, &block->table, after_table, &here);
    write_block (docx, block, &here);
    if (block->kind != BLOCK_PAGE_BREAK)
      after_table = block->kind == BLOCK_TABLE;
  }
}

/* Page by page, as far as breaks are typed: each has its own stretching spaces. */
static void
write_pages (Docx *docx, const Section *section, Place *place)
{
  for (gsize first = 0, end; first < section->block_count; first = end) {
    end = first + 1;
    while (end < section->block_count && section->blocks[end].kind != BLOCK_PAGE_BREAK)
      end++;
    place->stretch = docx_stretch (section, first);
    docx_blocks (docx, section->blocks + first, end - first, place);
  }
}

static void
write_section (Docx *docx, gsize index)
{
  const Section *section = &docx->document->sections[index];
  bool last = index + 1 == docx->document->section_count;
  Place place = { .width = section_text_width (section) };
  write_pages (docx, section, &place);
  docx->page_break = false;
  if (last) {
    bool ends_in_table
        = section->block_count > 0 && section->blocks[section->block_count - 1].kind == BLOCK_TABLE;
    if (ends_in_table || section->block_count == 0)
      docx_tiny_paragraph (docx, &place);
    docx_section_properties (docx, index);
    return;
  }
  xml_open (&docx->xml, "w:p", NULL);
  xml_open (&docx->xml, "w:pPr", NULL);
  xml_value (&docx->xml, "w:pStyle", DOCX_STYLE_TINY);
  docx_section_properties (docx, index);
  xml_close (&docx->xml);
  xml_close (&docx->xml);
}

GBytes *
docx_document_part (Docx *docx)
{
  Xml *xml = &docx->xml;
  xml_begin (xml, 64 * 1024);
  xml_open (xml, "w:document", "xmlns:w", NS_W, "xmlns:r", NS_R, "xmlns:wp",
            "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", "xmlns:a",
            "http://schemas.openxmlformats.org/drawingml/2006/main", "xmlns:pic",
            "http://schemas.openxmlformats.org/drawingml/2006/picture", NULL);
  xml_open (xml, "w:body", NULL);
  for (gsize i = 0; i < docx->document->section_count; i++)
    write_section (docx, i);
  xml_close (xml);
  xml_close (xml);
  return xml_end (xml);
}
