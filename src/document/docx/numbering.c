/* numbering.c - lists.
 *
 * Dashes, pluses and numbers are Word lists, so that a new item takes its mark by
 * itself.  Letters are plain text: the Vietnamese order a, b, c, d, đ, e, g, h
 * (ND 30/2020, Phu luc I, II.6.dd) is none that Word can count in, and a list that
 * Word would renumber a, b, c, d, e would be wrong without anyone noticing. */
#include "document/docx/writer.h"

/* The four kinds of lists: abstract numberings 0..3. */
static const struct {
  ListKind kind;
  char suffix; /* behind a number */
  const char *format;
  const char *text;
} kinds[] = {
  { LIST_DASH, 0, "bullet", "-" },
  { LIST_PLUS, 0, "bullet", "+" },
  { LIST_DECIMAL, '.', "decimal", NULL },
  { LIST_DECIMAL, ')', "decimal", NULL },
};
#define KIND_NONE G_N_ELEMENTS (kinds)

/* The kind that makes this very marker by itself, or KIND_NONE. */
static guint
kind_of (const Paragraph *paragraph)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    char number[16];
    g_snprintf (number, sizeof number, "%u%c", paragraph->ordinal, kinds[i].suffix);
    const char *marker = kinds[i].kind == LIST_DECIMAL ? number : kinds[i].text;
    if (kinds[i].kind == paragraph->list && g_str_equal (paragraph->marker, marker))
      return i;
  }
  return KIND_NONE;
}

static guint
add_numbering (Docx *docx, guint kind, guint level, guint start)
{
  DocxNumbering fresh = { kind, level, start };
  g_array_append_val (docx->numberings, fresh);
  return docx->numberings->len;
}

/* Bullets do not count: one numbering serves all lists of a kind. */
static guint
bullet_numbering (Docx *docx, guint kind)
{
  for (guint i = 0; i < docx->numberings->len; i++)
    if (g_array_index (docx->numberings, DocxNumbering, i).kind == kind)
      return i + 1;
  return add_numbering (docx, kind, 0, 1);
}

guint
docx_numbering_for (Docx *docx, const Paragraph *paragraph)
{
  guint kind = kind_of (paragraph), level = MIN (paragraph->level, DOCX_LEVELS - 1);
  if (kind == KIND_NONE)
    return 0;
  if (paragraph->list != LIST_DECIMAL)
    return bullet_numbering (docx, kind);
  DocxList *list = &docx->lists[level];
  bool goes_on = list->number > 0 && paragraph->list_id > 0 && list->list_id == paragraph->list_id
                 && paragraph->ordinal == list->ordinal + 1
                 && g_array_index (docx->numberings, DocxNumbering, list->number - 1).kind == kind;
  if (!goes_on)
    *list = (DocxList){ .list_id = paragraph->list_id,
                        .number = add_numbering (docx, kind, level, paragraph->ordinal) };
  list->ordinal = paragraph->ordinal;
  return list->number;
}

static void
write_level (Xml *xml, guint level, guint kind)
{
  char text[8];
  g_snprintf (text, sizeof text, "%%%u%c", level + 1, kinds[kind].suffix);
  xml_open (xml, "w:lvl", "w:ilvl", XML_NUMBER (level), NULL);
  xml_number (xml, "w:start", 1);
  xml_value (xml, "w:numFmt", kinds[kind].format);
  xml_value (xml, "w:suff", "space");
  xml_value (xml, "w:lvlText", kinds[kind].text != NULL ? kinds[kind].text : text);
  xml_value (xml, "w:lvlJc", "left");
  xml_open (xml, "w:pPr", NULL);
  xml_leaf (xml, "w:ind", "w:left", XML_NUMBER (docx_twips (DOCX_LEVEL_INDENT * level)), "w:firstLine", "720",
            NULL);
  xml_close (xml);
  xml_close (xml);
}

static bool
is_used (const Docx *docx, guint kind)
{
  for (guint i = 0; i < docx->numberings->len; i++)
    if (g_array_index (docx->numberings, DocxNumbering, i).kind == kind)
      return true;
  return false;
}

GBytes *
docx_numbering_part (const Docx *docx)
{
  g_auto (Xml) xml = { NULL };
  xml_begin (&xml, 16384);
  xml_open (&xml, "w:numbering", "xmlns:w", NS_W, NULL);
  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++) {
    if (!is_used (docx, kind))
      continue;
    xml_open (&xml, "w:abstractNum", "w:abstractNumId", XML_NUMBER (kind), NULL);
    xml_value (&xml, "w:multiLevelType", "hybridMultilevel");
    for (guint level = 0; level < DOCX_LEVELS; level++)
      write_level (&xml, level, kind);
    xml_close (&xml);
  }
  for (guint i = 0; i < docx->numberings->len; i++) {
    const DocxNumbering *numbering = &g_array_index (docx->numberings, DocxNumbering, i);
    xml_open (&xml, "w:num", "w:numId", XML_NUMBER (i + 1), NULL);
    xml_number (&xml, "w:abstractNumId", (int)numbering->kind);
    if (kinds[numbering->kind].kind == LIST_DECIMAL) {
      xml_open (&xml, "w:lvlOverride", "w:ilvl", XML_NUMBER (numbering->level), NULL);
      xml_number (&xml, "w:startOverride", (int)numbering->start);
      xml_close (&xml);
    }
    xml_close (&xml);
  }
  xml_close (&xml);
  return xml_end (&xml);
}
