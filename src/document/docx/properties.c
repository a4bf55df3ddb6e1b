/* properties.c - document properties, settings, fonts: small parts that hardly vary. */
#include "document/docx/writer.h"

GBytes *
docx_core_part (const Document *document)
{
  g_auto (Xml) xml = { NULL };
  char created[32];
  CivilDate date = date_is_set (document->date) ? document->date : (CivilDate){ 1980, 1, 1 };
  g_snprintf (created, sizeof created, "%04u-%02u-%02uT00:00:00Z", date.year, date.month, date.day);
  xml_begin (&xml, 1024);
  xml_open (&xml, "cp:coreProperties", "xmlns:cp",
            "http://schemas.openxmlformats.org/package/2006/metadata/core-properties", "xmlns:dc",
            "http://purl.org/dc/elements/1.1/", "xmlns:dcterms", "http://purl.org/dc/terms/", "xmlns:xsi",
            "http://www.w3.org/2001/XMLSchema-instance", NULL);
  xml_text_element (&xml, "dc:title", document->title != NULL ? document->title : "");
  if (document->subject != NULL)
    xml_text_element (&xml, "dc:subject", document->subject);
  if (document->author != NULL)
    xml_text_element (&xml, "dc:creator", document->author);
  if (document->symbol != NULL)
    xml_text_element (&xml, "cp:keywords", document->symbol);
  if (document->author != NULL)
    xml_text_element (&xml, "cp:lastModifiedBy", document->author);
  xml_open (&xml, "dcterms:created", "xsi:type", "dcterms:W3CDTF", NULL);
  xml_text (&xml, created);
  xml_close (&xml);
  xml_open (&xml, "dcterms:modified", "xsi:type", "dcterms:W3CDTF", NULL);
  xml_text (&xml, created);
  xml_close (&xml);
  xml_text_element (&xml, "dc:language", "vi-VN");
  xml_close (&xml);
  return xml_end (&xml);
}

GBytes *
docx_app_part (const Document *document)
{
  g_auto (Xml) xml = { NULL };
  xml_begin (&xml, 512);
  xml_open (&xml, "Properties", "xmlns",
            "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties", NULL);
  xml_text_element (&xml, "Application", "dvht");
  if (document->author != NULL)
    xml_text_element (&xml, "Company", document->author);
  xml_close (&xml);
  return xml_end (&xml);
}

static void
compat_setting (Xml *xml, const char *name, const char *value)
{
  xml_leaf (xml, "w:compatSetting", "w:name", name, "w:uri", "http://schemas.microsoft.com/office/word",
            "w:val", value, NULL);
}

GBytes *
docx_settings_part (void)
{
  g_auto (Xml) xml = { NULL };
  xml_begin (&xml, 2048);
  xml_open (&xml, "w:settings", "xmlns:w", NS_W, NULL);
  xml_leaf (&xml, "w:zoom", "w:percent", "100", NULL);
  xml_leaf (&xml, "w:bordersDoNotSurroundHeader", NULL); /* a cover's frame goes around its text */
  xml_leaf (&xml, "w:bordersDoNotSurroundFooter", NULL);
  xml_number (&xml, "w:defaultTabStop", 720);
  xml_value (&xml, "w:characterSpacingControl", "doNotCompress");
  xml_open (&xml, "w:compat", NULL);
  xml_leaf (&xml, "w:doNotExpandShiftReturn", NULL); /* a line before a typed break is not stretched */
  xml_leaf (&xml, "w:doNotUseHTMLParagraphAutoSpacing", NULL); /* space after and space before add up */
  compat_setting (&xml, "compatibilityMode", "15");
  compat_setting (&xml, "overrideTableStyleFontSizeAndJustification", "1");
  compat_setting (&xml, "enableOpenTypeFeatures", "1");
  compat_setting (&xml, "doNotFlipMirrorIndents", "1");
  compat_setting (&xml, "differentiateMultirowTableHeaders", "1");
  xml_close (&xml);
  xml_leaf (&xml, "w:themeFontLang", "w:val", "vi-VN", NULL);
  xml_value (&xml, "w:decimalSymbol", ",");
  xml_value (&xml, "w:listSeparator", ";");
  xml_close (&xml);
  return xml_end (&xml);
}

GBytes *
docx_font_table_part (void)
{
  g_auto (Xml) xml = { NULL };
  xml_begin (&xml, 512);
  xml_open (&xml, "w:fonts", "xmlns:w", NS_W, NULL);
  xml_open (&xml, "w:font", "w:name", "Times New Roman", NULL);
  xml_value (&xml, "w:altName", "Liberation Serif"); /* same metrics, where Times is missing */
  xml_value (&xml, "w:panose1", "02020603050405020304");
  xml_value (&xml, "w:charset", "00");
  xml_value (&xml, "w:family", "roman");
  xml_value (&xml, "w:pitch", "variable");
  xml_close (&xml);
  xml_close (&xml);
  return xml_end (&xml);
}
