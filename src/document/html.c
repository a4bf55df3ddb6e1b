/* html.c - see html.h. */
#include "document/html.h"
#include "document/html_part.h"
#include <math.h>
#include <string.h>

void
html_escape (GString *out, const char *text)
{
  for (const char *p = text;;) {
    gsize plain = strcspn (p, "&<>\"'");
    g_string_append_len (out, p, (gssize)plain);
    p += plain;
    if (*p == '\0')
      return;
    g_string_append (out, *p == '&'   ? "&amp;"
                          : *p == '<' ? "&lt;"
                          : *p == '>' ? "&gt;"
                          : *p == '"' ? "&quot;"
                                      : "&#39;");
    p++;
  }
}

void
html_anchor (GString *out, const char *anchor)
{
  g_autofree char *name = g_strdup (anchor);
  html_escape (out, g_strdelimit (name, " \t\n\r", '_'));
}

/* Only addresses that cannot run anything. */
static bool
is_safe_link (const char *link)
{
  static const char *const schemes[] = { "http://", "https://", "mailto:" };
  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (link, schemes[i], strlen (schemes[i])) == 0)
      return true;
  return link[0] == '#';
}

static void
open_link (GString *out, const char *link)
{
  g_string_append (out, "<a href=\"");
  if (link[0] == '#') {
    g_string_append (out, "#neo-");
    html_anchor (out, link + 1);
    g_string_append (out, "\">");
  } else {
    html_escape (out, link);
    g_string_append (out, "\" rel=\"noopener noreferrer\">");
  }
}

/* The marks around a run's text, outermost first. */
static const struct {
  guint style;
  const char *open, *close;
} marks[] = {
  { RUN_BOLD, "<b>", "</b>" },
  { RUN_ITALIC, "<i>", "</i>" },
  { RUN_LIGHT, "<span class=\"manh\">", "</span>" },
  { RUN_UPRIGHT, "<span class=\"dung\">", "</span>" },
};

static void
write_text (GString *out, const Run *run)
{
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (run->style & marks[i].style)
      g_string_append (out, marks[i].open);
  html_escape (out, run->text);
  for (gsize i = G_N_ELEMENTS (marks); i-- > 0;)
    if (run->style & marks[i].style)
      g_string_append (out, marks[i].close);
}

static void
write_run (const Html *html, const Run *run)
{
  GString *out = html->out;
  bool linked = run->link != NULL && is_safe_link (run->link) && !(html->prose && run->link[0] == '#');
  if (linked)
    open_link (out, run->link);
  switch (run->kind) {
  case RUN_TEXT:
    write_text (out, run);
    break;
  case RUN_BREAK:
    g_string_append (out, "<br>");
    break;
  case RUN_TAB:
    g_string_append (out, "&emsp;");
    break;
  case RUN_LEADER:
    break; /* write_runs */
  }
  if (linked)
    g_string_append (out, "</a>");
}

static bool
has_leader (const Paragraph *paragraph)
{
  for (gsize i = 0; i < paragraph->run_count; i++)
    if (paragraph->runs[i].kind == RUN_LEADER)
      return true;
  return false;
}

/* A leader takes what its line leaves: texts between leaders are boxes beside it. */
static void
write_runs (const Html *html, const Paragraph *paragraph)
{
  GString *out = html->out;
  bool boxed = has_leader (paragraph);
  if (boxed)
    g_string_append (out, "<span>");
  for (gsize i = 0; i < paragraph->run_count; i++)
    if (paragraph->runs[i].kind == RUN_LEADER)
      g_string_append (out, "</span><span class=\"cham\"></span><span>");
    else
      write_run (html, &paragraph->runs[i]);
  if (boxed)
    g_string_append (out, "</span>");
}

/* The element: p, li, h1 for the kind of paper, h2... for headings. */
static const char *
element_of (const Html *html, const Paragraph *paragraph)
{
  static const char *const headings[] = { "h2", "h3", "h4", "h5", "h6" };
  if (paragraph->list != LIST_NONE)
    return "li";
  if (paragraph->outline > 0)
    return headings[MIN (paragraph->outline - html->above, 5) - 1];
  return paragraph->style == STYLE_KIND || paragraph->style == STYLE_COVER_TITLE ? "h1" : "p";
}

static void
write_paragraph (Html *html, const Paragraph *paragraph)
{
  GString *out = html->out;
  const char *element = element_of (html, paragraph);
  g_string_append_printf (out, "<%s class=\"%s%s", element, style_table[paragraph->style].css_class,
                          has_leader (paragraph) ? " co-cham" : "");
  if (paragraph->list != LIST_NONE && paragraph->level > 0)
    g_string_append_printf (out, " cap-%u", MIN (paragraph->level, 3));
  g_string_append_c (out, '"');
  if (paragraph->anchor != NULL) {
    g_string_append (out, " id=\"neo-");
    html_anchor (out, paragraph->anchor);
    g_string_append_c (out, '"');
  } else if (paragraph->outline > 0) {
    g_string_append_printf (out, " id=\"muc-%u\"", html->outline);
  }
  html->outline += paragraph->outline > 0;
  g_string_append_c (out, '>');
  if (paragraph->rule_below > 0)
    g_string_append (out, paragraph->rule_below > 0.75 ? "<span class=\"gach gach-het\">"
                                                       : "<span class=\"gach\">");
  if (paragraph->list != LIST_NONE) {
    html_escape (out, paragraph->marker);
    g_string_append_c (out, ' ');
  }
  write_runs (html, paragraph);
  g_string_append_printf (out, "%s</%s>\n", paragraph->rule_below > 0 ? "</span>" : "", element);
}

static void
write_contents_entry (GString *out, const Paragraph *paragraph, guint index)
{
  g_string_append_printf (out, "<li class=\"%s\"><a href=\"#",
                          style_table[paragraph->outline == 1 ? STYLE_TOC_1 : STYLE_TOC_2].css_class);
  if (paragraph->anchor != NULL) {
    g_string_append (out, "neo-");
    html_anchor (out, paragraph->anchor);
  } else {
    g_string_append_printf (out, "muc-%u", index);
  }
  g_string_append (out, "\">");
  for (gsize i = 0; i < paragraph->run_count; i++)
    html_escape (out, paragraph->runs[i].kind == RUN_TEXT ? paragraph->runs[i].text : " ");
  g_string_append (out, "</a></li>\n");
}

static void
write_contents (Html *html)
{
  guint index = 0;
  g_string_append (html->out, "<nav aria-label=\"Mục lục\"><ol>\n");
  for (gsize s = 0; s < html->document->section_count; s++) {
    const Section *section = &html->document->sections[s];
    for (gsize i = 0; i < section->block_count; i++) {
      const Block *block = &section->blocks[i];
      if (block->kind != BLOCK_PARAGRAPH || block->paragraph.outline <= 0)
        continue;
      if (block->paragraph.outline <= 2)
        write_contents_entry (html->out, &block->paragraph, index);
      index++;
    }
  }
  g_string_append (html->out, "</ol></nav>\n");
}

static void
write_space (GString *out, double height, bool stretch)
{
  long step
      = CLAMP (lround (height / HTML_SPACE_STEP), 0, HTML_SPACE_MOST / HTML_SPACE_STEP) * HTML_SPACE_STEP;
  if (stretch)
    g_string_append (out, "<div class=\"gian\"></div>\n");
  else if (step > 0)
    g_string_append_printf (out, "<div class=\"cach cach-%ld\"></div>\n", step);
  else
    g_string_append (out, "<div class=\"cach\"></div>\n");
}

static void
write_block (Html *html, const Block *block)
{
  switch (block->kind) {
  case BLOCK_PARAGRAPH:
    write_paragraph (html, &block->paragraph);
    break;
  case BLOCK_TABLE:
    html_table (html, &block->table);
    break;
  case BLOCK_IMAGE:
    html_image (html->out, &block->image);
    break;
  case BLOCK_CHART:
    html_chart (html->out, &block->chart);
    break;
  case BLOCK_QR:
    html_qr (html->out, &block->qr);
    break;
  case BLOCK_PAGE_BREAK:
    break; /* write_section */
  case BLOCK_TOC:
    write_contents (html);
    break;
  case BLOCK_RULE:
    g_string_append (html->out, "<hr>\n");
    break;
  case BLOCK_SPACE:
    write_space (html->out, block->space.height, block->space.stretch);
    break;
  }
}

void
html_blocks (Html *html, const Block *blocks, gsize count)
{
  bool in_list = false;
  for (gsize i = 0; i < count; i++) {
    bool item = blocks[i].kind == BLOCK_PARAGRAPH && blocks[i].paragraph.list != LIST_NONE;
    if (item != in_list)
      g_string_append (html->out, item ? "<ul class=\"ds\">\n" : "</ul>\n");
    in_list = item;
    write_block (html, &blocks[i]);
  }
  if (in_list)
    g_string_append (html->out, "</ul>\n");
}

/* One sheet for each run of blocks between page breaks. */
static void
write_section (Html *html, const Section *section)
{
  for (gsize first = 0; first <= section->block_count;) {
    gsize end = first;
    while (end < section->block_count && section->blocks[end].kind != BLOCK_PAGE_BREAK)
      end++;
    g_string_append_printf (html->out, "<section class=\"to%s%s\">\n", section->landscape ? " ngang" : "",
                            section->bordered ? " khung" : "");
    html_blocks (html, section->blocks + first, end - first);
    if (html->document->draft)
      g_string_append (html->out, "<p class=\"du-thao\">DỰ THẢO</p>\n");
    g_string_append (html->out, "</section>\n");
    first = end + 1;
  }
}

/* Levels of headings above the highest that the document has. */
static int
levels_above (const Document *document)
{
  int least = G_MAXINT;
  for (gsize s = 0; s < document->section_count; s++)
    for (gsize b = 0; b < document->sections[s].block_count; b++) {
      const Block *block = &document->sections[s].blocks[b];
      if (block->kind == BLOCK_PARAGRAPH && block->paragraph.outline > 0)
        least = MIN (least, block->paragraph.outline);
    }
  return least != G_MAXINT ? least - 1 : 0;
}

void
html_write (const Document *document, bool fragment, GString *out)
{
  /* Within a page no level of its headings may be left out. */
  Html html = { .document = document, .out = out, .above = fragment ? levels_above (document) : 0 };
  if (!fragment) {
    g_string_append (out, "<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n"
                          "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>");
    html_escape (out, document->title != NULL ? document->title : "");
    g_string_append (out,
                     "</title>\n<style>\n"
                     "body{margin:0;background:#e4e4e2;color:#000}@media print{body{background:none}}\n");
    html_write_style (out);
    g_string_append (out, "</style>\n</head>\n<body>\n<main>\n");
  }
  for (gsize i = 0; i < document->section_count; i++)
    write_section (&html, &document->sections[i]);
  if (!fragment)
    g_string_append (out, "</main>\n</body>\n</html>\n");
}
