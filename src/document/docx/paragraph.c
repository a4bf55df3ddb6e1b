/* paragraph.c - paragraphs, runs, fields, rules under a text. */
#include "document/docx/writer.h"
#include <math.h>
#include <string.h>

#define RULE_GAP 60 /* twips: below the dots of ị, ộ */

int
docx_twips (double mm)
{
  return (int)lround (mm * 1440 / 25.4);
}

int
docx_twips_pt (double pt)
{
  return (int)lround (pt * 20);
}

gint64
docx_emu (double mm)
{
  return (gint64)llround (mm * 36000);
}

static void
write_spacing (Xml *xml, const ParagraphHead *head)
{
  const char *pairs[9] = { NULL };
  guint n = 0;
  char before[24], after[24], line[24];
  if (head->has_spacing && head->before >= 0) {
    pairs[n++] = "w:before";
    pairs[n++] = xml_digits (before, sizeof before, head->before);
  }
  if (head->has_spacing && head->after >= 0) {
    pairs[n++] = "w:after";
    pairs[n++] = xml_digits (after, sizeof after, head->after);
  }
  if (head->line > 0) {
    pairs[n++] = "w:line";
    pairs[n++] = xml_digits (line, sizeof line, head->line);
    pairs[n++] = "w:lineRule";
    pairs[n++] = "exact";
  }
  if (n > 0)
    xml_leaf (xml, "w:spacing", pairs[0], pairs[1], pairs[2], pairs[3], pairs[4], pairs[5], pairs[6],
              pairs[7], NULL);
}

static void
write_indent (Xml *xml, const ParagraphHead *head)
{
  if (head->has_indent)
    xml_leaf (xml, "w:ind", "w:left", XML_NUMBER (head->left), "w:right", XML_NUMBER (head->right),
              head->first < 0 ? "w:hanging" : "w:firstLine", XML_NUMBER (ABS (head->first)), NULL);
}

static void
write_numbering (Xml *xml, const ParagraphHead *head)
{
  if (head->numbering == 0)
    return;
  xml_open (xml, "w:numPr", NULL);
  xml_number (xml, "w:ilvl", (int)head->level);
  xml_number (xml, "w:numId", (int)head->numbering);
  xml_close (xml);
}

void
docx_paragraph_open (Docx *docx, const ParagraphHead *head)
{
  Xml *xml = &docx->xml;
  xml_open (xml, "w:p", NULL);
  xml_open (xml, "w:pPr", NULL);
  xml_value (xml, "w:pStyle", head->style);
  if (head->keep_next)
    xml_leaf (xml, "w:keepNext", NULL);
  if (head->page_break || docx->page_break)
    xml_leaf (xml, "w:pageBreakBefore", NULL);
  docx->page_break = false;
  write_numbering (xml, head);
  if (head->rule) {
    xml_open (xml, "w:pBdr", NULL);
    xml_leaf (xml, "w:top", "w:val", "single", "w:sz", "6", "w:space", "0", "w:color", "auto", NULL);
    xml_close (xml);
  }
  if (head->tab > 0) {
    xml_open (xml, "w:tabs", NULL);
    xml_leaf (xml, "w:tab", "w:val", "right", "w:leader", head->tab_dots ? "dot" : "none", "w:pos",
              XML_NUMBER (head->tab), NULL);
    xml_close (xml);
  }
  write_spacing (xml, head);
  write_indent (xml, head);
  if (head->justify != NULL)
    xml_value (xml, "w:jc", head->justify);
  if (head->outline > 0)
    xml_number (xml, "w:outlineLvl", head->outline - 1);
  xml_close (xml);
}

void
docx_tiny_paragraph (Docx *docx, const Place *place)
{
  docx_paragraph_open (docx, &(ParagraphHead){ .style = DOCX_STYLE_TINY, .keep_next = place->keep_next });
  xml_close (&docx->xml);
}

/* A rule is the upper border of an empty paragraph whose indents leave just its
 * length: it stays where it is in Word and LibreOffice, and can be edited. */
void
docx_rule (Docx *docx, double length, int after, const Place *place)
{
  int indent = MAX (0, docx_twips ((place->width - length) / 2));
  docx_paragraph_open (docx, &(ParagraphHead){ .style = DOCX_STYLE_RULE,
                                               .keep_next = place->keep_next,
                                               .rule = true,
                                               .has_spacing = true,
                                               .before = RULE_GAP,
                                               .after = after,
                                               .has_indent = true,
                                               .left = indent,
                                               .right = indent });
  xml_close (&docx->xml);
}

static void
write_text (Xml *xml, const char *text)
{
  gsize length = strlen (text);
  bool blanks = length > 0 && (text[0] == ' ' || text[length - 1] == ' ' || strstr (text, "  ") != NULL);
  if (blanks)
    xml_open (xml, "w:t", "xml:space", "preserve", NULL);
  else
    xml_open (xml, "w:t", NULL);
  xml_text (xml, text);
  xml_close (xml);
}

static void
write_run_style (Xml *xml, guint run_style)
{
  if (run_style == 0)
    return;
  xml_open (xml, "w:rPr", NULL);
  if (run_style & RUN_LIGHT)
    xml_value (xml, "w:b", "0");
  else if (run_style & RUN_BOLD)
    xml_leaf (xml, "w:b", NULL);
  if (run_style & RUN_UPRIGHT)
    xml_value (xml, "w:i", "0");
  else if (run_style & RUN_ITALIC)
    xml_leaf (xml, "w:i", NULL);
  xml_close (xml);
}

void
docx_text_run (Xml *xml, guint run_style, const char *text)
{
  xml_open (xml, "w:r", NULL);
  write_run_style (xml, run_style);
  write_text (xml, text);
  xml_close (xml);
}

static void
write_run (Xml *xml, const Run *run)
{
  xml_open (xml, "w:r", NULL);
  write_run_style (xml, run->style);
  switch (run->kind) {
  case RUN_TEXT:
    write_text (xml, run->text);
    break;
  case RUN_BREAK:
    xml_leaf (xml, "w:br", NULL);
    break;
  case RUN_LEADER:
  case RUN_TAB:
    xml_leaf (xml, "w:tab", NULL);
    break;
  }
  xml_close (xml);
}

static void
field_mark (Xml *xml, const char *type)
{
  xml_open (xml, "w:r", NULL);
  xml_leaf (xml, "w:fldChar", "w:fldCharType", type, NULL);
  xml_close (xml);
}

void
docx_field (Xml *xml, const char *instruction, const char *shown)
{
  field_mark (xml, "begin");
  xml_open (xml, "w:r", NULL);
  xml_open (xml, "w:instrText", "xml:space", "preserve", NULL);
  xml_text (xml, instruction);
  xml_close (xml);
  xml_close (xml);
  field_mark (xml, "separate");
  docx_text_run (xml, 0, shown);
  field_mark (xml, "end");
}

/* Opens the hyperlink of a run; false where the link leads nowhere. */
static bool
open_link (Docx *docx, const char *link)
{
  Xml *xml = &docx->xml;
  if (link[0] == '#') {
    gpointer number = g_hash_table_lookup (docx->anchors, link + 1);
    if (number == NULL)
      return false;
    char name[24];
    g_snprintf (name, sizeof name, "neo_%u", GPOINTER_TO_UINT (number));
    xml_open (xml, "w:hyperlink", "w:anchor", name, "w:history", "1", NULL);
    return true;
  }
  guint index = 0;
  while (index < docx->links->len && !g_str_equal (g_ptr_array_index (docx->links, index), link))
    index++;
  if (index == docx->links->len)
    g_ptr_array_add (docx->links, g_strdup (link));
  char id[24];
  g_snprintf (id, sizeof id, "rIdL%u", index + 1);
  xml_open (xml, "w:hyperlink", "r:id", id, "w:history", "1", NULL);
  return true;
}

static bool
same_link (const char *a, const char *b)
{
  return g_strcmp0 (a, b) == 0;
}

static void
write_runs (Docx *docx, const Paragraph *paragraph)
{
  for (gsize i = 0; i < paragraph->run_count;) {
    const char *link = paragraph->runs[i].link;
    bool linked = link != NULL && open_link (docx, link);
    do
      write_run (&docx->xml, &paragraph->runs[i++]);
    while (i < paragraph->run_count && same_link (paragraph->runs[i].link, link));
    if (linked)
      xml_close (&docx->xml);
  }
}

static void
bookmark_start (Docx *docx, const char *name)
{
  xml_leaf (&docx->xml, "w:bookmarkStart", "w:id", XML_NUMBER (docx->bookmark_count), "w:name", name, NULL);
}

static void
bookmark_end (Docx *docx)
{
  xml_leaf (&docx->xml, "w:bookmarkEnd", "w:id", XML_NUMBER (docx->bookmark_count), NULL);
  docx->bookmark_count++;
}

/* What is written of a paragraph besides its runs: bookmarks around them. */
static void
write_content (Docx *docx, const Paragraph *paragraph, bool literal_marker)
{
  Xml *xml = &docx->xml;
  char name[24];
  if (paragraph->anchor != NULL) {
    gpointer number = g_hash_table_lookup (docx->anchors, paragraph->anchor);
    g_snprintf (name, sizeof name, "neo_%u", GPOINTER_TO_UINT (number));
    /* A second use of one anchor has no bookmark of its own. */
    if (GPOINTER_TO_UINT (number) > 0 && !g_hash_table_contains (docx->anchors_written, number)) {
      g_hash_table_add (docx->anchors_written, number);
      bookmark_start (docx, name);
      bookmark_end (docx);
    }
  }
  if (paragraph->outline > 0) {
    docx_toc_bookmark ((guint)docx->outline_index++, name);
    bookmark_start (docx, name);
  }
  if (literal_marker) {
    g_autofree char *marker = g_strconcat (paragraph->marker, " ", NULL);
    docx_text_run (xml, 0, marker);
  }
  write_runs (docx, paragraph);
  if (paragraph->outline > 0)
    bookmark_end (docx);
}

bool
docx_has_leader (const Paragraph *paragraph)
{
  for (gsize i = 0; i < paragraph->run_count; i++)
    if (paragraph->runs[i].kind == RUN_LEADER)
      return true;
  return false;
}

/* Width in mm of the text's longest line, lines broken only where typed. */
static double
text_width (const Paragraph *paragraph, double available)
{
  double widest = 0, line = 0;
  for (gsize i = 0; i < paragraph->run_count; i++) {
    const Run *run = &paragraph->runs[i];
    if (run->kind == RUN_TEXT)
      line += layout_text_width (paragraph->style, run->style, run->text);
    else if (run->kind == RUN_BREAK)
      line = 0;
    else
      line = available;
    widest = MAX (widest, line);
  }
  return MIN (widest, available);
}

static void
set_spacing (Docx *docx, ParagraphHead *head, const Paragraph *paragraph, const StyleSpec *spec)
{
  int gap = docx->after_table ? docx_twips_pt (DOCX_TABLE_GAP) : 0;
  docx->after_table = false;
  head->before = head->after = -1;
  if (paragraph->space_before > 0 || gap > 0)
    head->before = docx_twips_pt (spec->before) + docx_twips (paragraph->space_before) + gap;
  if (paragraph->space_after > 0)
    head->after = docx_twips_pt (spec->after) + docx_twips (paragraph->space_after);
  if (paragraph->rule_below > 0)
    head->after = 0; /* what follows the text follows its rule */
  head->has_spacing = head->before >= 0 || head->after >= 0;
}

static void
set_list (Docx *docx, ParagraphHead *head, const Paragraph *paragraph, const StyleSpec *spec)
{
  if (paragraph->list == LIST_NONE)
    return;
  head->level = MIN (paragraph->level, DOCX_LEVELS - 1);
  head->numbering = docx_numbering_for (docx, paragraph);
  /* Word and LibreOffice differ in which of list and style gives the indent: say it. */
  head->has_indent = true;
  head->left = docx_twips (spec->indent_left + DOCX_LEVEL_INDENT * paragraph->level);
  head->right = docx_twips (spec->indent_right);
  head->first = docx_twips (spec->first_line);
}

void
docx_paragraph (Docx *docx, const Paragraph *paragraph, const Place *place)
{
  const StyleSpec *spec = &style_table[paragraph->style];
  char style[32];
  ParagraphHead head = { .style = docx_style_id (docx, paragraph->style, place->font_size, style) };
  head.keep_next = place->keep_next || paragraph->keep_with_next;
  if (paragraph->outline > 0 && paragraph->outline != docx_style_outline (docx, paragraph->style))
    head.outline = MIN (paragraph->outline, 9);
  set_spacing (docx, &head, paragraph, spec);
  set_list (docx, &head, paragraph, spec);
  if (docx_has_leader (paragraph)) {
    head.tab = docx_twips (place->width - spec->indent_right);
    head.tab_dots = true;
    head.justify = "left";
  }
  bool ruled = paragraph->rule_below > 0;
  head.keep_next = head.keep_next || ruled;
  docx_paragraph_open (docx, &head);
  write_content (docx, paragraph, paragraph->list != LIST_NONE && head.numbering == 0);
  xml_close (&docx->xml);
  if (!ruled)
    return;
  Place under = *place;
  under.keep_next = place->keep_next || paragraph->keep_with_next || spec->keep_with_next;
  double length
      = paragraph->rule_below * text_width (paragraph, place->width - spec->indent_left - spec->indent_right);
  docx_rule (docx, length, docx_twips_pt (spec->after) + docx_twips (paragraph->space_after), &under);
}

char *
docx_plain_text (const Paragraph *paragraph)
{
  GString *text = g_string_new (NULL);
  for (gsize i = 0; i < paragraph->run_count; i++)
    g_string_append (text, paragraph->runs[i].kind == RUN_TEXT ? paragraph->runs[i].text : " ");
  return g_string_free (text, FALSE);
}
