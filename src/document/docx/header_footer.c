/* header_footer.c - page set-up of sections, headers and footers. */
#include "document/docx/writer.h"

#define HEADER_LINE_HALF 2.85 /* mm: half of a 14 pt line, to place its centre */
#define FOOTER_DISTANCE 10.0  /* mm from the lower edge */
#define FRAME_SPACE 11        /* pt between the text and a cover's frame */

static void
write_reference (Xml *xml, const char *name, const char *type, const char *id)
{
  xml_leaf (xml, name, "w:type", type, "r:id", id, NULL);
}

/* A header that a section does not name is taken from the section before, so
 * that an empty one has to be named too; but none is where none came before, lest
 * LibreOffice draw a cover's frame around it. */
static void
write_references (Docx *docx, gsize index, bool title_page)
{
  Xml *xml = &docx->xml;
  bool numbered = docx->document->sections[index].number_pages;
  if (numbered || index > 0)
    write_reference (xml, "w:headerReference", "default", numbered ? RID_HEADER_NUMBER : RID_HEADER_EMPTY);
  if (title_page)
    write_reference (xml, "w:headerReference", "first", RID_HEADER_EMPTY);
  if (!docx->document->draft)
    return;
  write_reference (xml, "w:footerReference", "default", RID_FOOTER);
  if (title_page)
    write_reference (xml, "w:footerReference", "first", RID_FOOTER);
}

static void
write_frame (Xml *xml)
{
  static const char *const sides[] = { "w:top", "w:left", "w:bottom", "w:right" };
  xml_open (xml, "w:pgBorders", "w:offsetFrom", "text", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++)
    xml_leaf (xml, sides[i], "w:val", "double", "w:sz", "12", "w:space", G_STRINGIFY (FRAME_SPACE), "w:color",
              "auto", NULL);
  xml_close (xml);
}

/* ND 30/2020, Phu luc I, Phan I, I.7: the first page shows no number; III.1.dd:
 * each annex counts for itself. */
void
docx_section_properties (Docx *docx, gsize index)
{
  Xml *xml = &docx->xml;
  const Section *section = &docx->document->sections[index];
  bool title_page = section->number_pages && (index == 0 || section->restart_numbering);
  int shorter = docx_twips (PAGE_SHORT), longer = docx_twips (PAGE_LONG);
  xml_open (xml, "w:sectPr", NULL);
  write_references (docx, index, title_page);
  xml_value (xml, "w:type", "nextPage");
  if (section->landscape)
    xml_leaf (xml, "w:pgSz", "w:w", XML_NUMBER (longer), "w:h", XML_NUMBER (shorter), "w:orient", "landscape",
              NULL);
  else
    xml_leaf (xml, "w:pgSz", "w:w", XML_NUMBER (shorter), "w:h", XML_NUMBER (longer), NULL);
  xml_leaf (xml, "w:pgMar", "w:top", XML_NUMBER (docx_twips (MARGIN_TOP)), "w:right",
            XML_NUMBER (docx_twips (MARGIN_RIGHT)), "w:bottom", XML_NUMBER (docx_twips (MARGIN_BOTTOM)),
            "w:left", XML_NUMBER (docx_twips (MARGIN_LEFT)), "w:header",
            XML_NUMBER (docx_twips (PAGE_NUMBER_FROM_TOP - HEADER_LINE_HALF)), "w:footer",
            XML_NUMBER (docx_twips (FOOTER_DISTANCE)), "w:gutter", "0", NULL);
  if (section->bordered)
    write_frame (xml);
  if (section->restart_numbering)
    xml_leaf (xml, "w:pgNumType", "w:start", "1", NULL);
  if (title_page)
    xml_leaf (xml, "w:titlePg", NULL);
  xml_close (xml);
}

static void
open_part (Xml *xml, const char *name, const char *style)
{
  xml_begin (xml, 1024);
  xml_open (xml, name, "xmlns:w", NS_W, NULL);
  xml_open (xml, "w:p", NULL);
  xml_open (xml, "w:pPr", NULL);
  xml_value (xml, "w:pStyle", style);
  xml_close (xml);
}

static GBytes *
close_part (Xml *xml)
{
  xml_close (xml);
  xml_close (xml);
  return xml_end (xml);
}

GBytes *
docx_header_part (bool numbered)
{
  g_auto (Xml) xml = { NULL };
  open_part (&xml, "w:hdr", DOCX_STYLE_HEADER);
  if (numbered)
    docx_field (&xml, " PAGE ", "2");
  return close_part (&xml);
}

GBytes *
docx_footer_part (void)
{
  g_auto (Xml) xml = { NULL };
  open_part (&xml, "w:ftr", DOCX_STYLE_FOOTER);
  docx_text_run (&xml, RUN_BOLD, "DỰ THẢO");
  return close_part (&xml);
}
