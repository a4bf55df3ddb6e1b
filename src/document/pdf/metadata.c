/* metadata.c - see metadata.h. */
#include "document/pdf/metadata.h"

#define PRODUCER "dvht"

static CivilDate
date_of (const PdfFacts *facts)
{
  return facts->date.year != 0 ? facts->date : (CivilDate){ 1980, 1, 1 };
}

static void
put_entry (PdfBuffer *out, const char *key, const char *value)
{
  if (value == NULL)
    return;
  pdf_put_text (out, key);
  pdf_put_string (out, value);
}

void
pdf_put_info (PdfBuffer *out, const PdfFacts *facts)
{
  CivilDate date = date_of (facts);
  pdf_put_text (out, "<<");
  put_entry (out, "/Title", facts->title);
  put_entry (out, "/Author", facts->author);
  put_entry (out, "/Subject", facts->subject);
  g_autofree char *rest = g_strdup_printf ("/Creator(" PRODUCER ")/Producer(" PRODUCER
                                           ")/CreationDate(D:%04u%02u%02u000000+07'00')"
                                           "/ModDate(D:%04u%02u%02u000000+07'00')>>",
                                           date.year, date.month, date.day, date.year, date.month, date.day);
  pdf_put_text (out, rest);
}

static void
append_text (GString *xmp, const char *format, const char *text)
{
  if (text == NULL)
    return;
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  char **halves = g_strsplit (format, "@", 2);
  g_string_append_printf (xmp, "%s%s%s", halves[0], escaped, halves[1]);
  g_strfreev (halves);
}

char *
pdf_metadata_xmp (const PdfFacts *facts, bool archival)
{
  CivilDate date = date_of (facts);
  GString *xmp = g_string_new (
      "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
      "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
      "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
      "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
      " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n");
  if (archival)
    g_string_append (xmp, "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>\n");
  g_string_append (xmp, "<dc:format>application/pdf</dc:format><dc:language><rdf:Bag><rdf:li>vi-VN</rdf:li></"
                        "rdf:Bag></dc:language>\n");
  append_text (xmp, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">@</rdf:li></rdf:Alt></dc:title>\n",
               facts->title);
  append_text (xmp, "<dc:creator><rdf:Seq><rdf:li>@</rdf:li></rdf:Seq></dc:creator>\n", facts->author);
  append_text (
      xmp, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">@</rdf:li></rdf:Alt></dc:description>\n",
      facts->subject);
  for (int i = 0; i < 2; i++)
    g_string_append_printf (xmp, "<xmp:%s>%04u-%02u-%02uT00:00:00+07:00</xmp:%s>\n",
                            i == 0 ? "CreateDate" : "ModifyDate", date.year, date.month, date.day,
                            i == 0 ? "CreateDate" : "ModifyDate");
  g_string_append (xmp, "<xmp:CreatorTool>" PRODUCER "</xmp:CreatorTool><pdf:Producer>" PRODUCER
                        "</pdf:Producer>\n"
                        "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>");
  return g_string_free (xmp, FALSE);
}
