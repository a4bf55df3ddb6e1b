/* write.c - see pdf.h: one document's file, and all of them joined. */
#include "document/pdf.h"
#include "document/pdf/parts.h"

#define CONTENTS_TITLE "MỤC LỤC HỒ SƠ"

GBytes *
pdf_write_series (Layout *const *layouts, gsize count, GError **error)
{
  g_return_val_if_fail (count > 0, NULL);
  const Document *document = layouts[0]->document;
  PdfFacts facts = { .title = document->title, .author = document->author, .subject = document->subject };
  facts.date = document->date;
  g_autofree PdfSource *sources = g_new0 (PdfSource, count);
  for (gsize i = 0; i < count; i++)
    sources[i].layout = layouts[i];
  return pdf_from_sources (sources, count, &facts, false, error);
}

GBytes *
pdf_write (const Layout *layout, GError **error)
{
  Layout *const only = (Layout *)layout; /* it is read only */
  return pdf_write_series (&only, 1, error);
}

/* Entries with the pages they are on when the table of contents, behind the first part, takes `own_pages`. */
static ContentsEntry *
list_parts (Arena *arena, const PdfPart *parts, gsize count, guint own_pages)
{
  ContentsEntry *entries = arena_array (arena, ContentsEntry, count);
  guint page = 1;
  for (gsize i = 0; i < count; i++) {
    if (i == 1)
      page += own_pages;
    entries[i] = (ContentsEntry){ .title = parts[i].title, .level = 1, .page = page };
    entries[i].target = arena_printf (arena, "#" PART_LINK "%" G_GSIZE_FORMAT, i == 0 ? 0 : i + 1);
    page += layout_page_count (parts[i].layout);
  }
  return entries;
}

/* Sets the table of contents; how many pages it takes shows only when it is set. */
static Layout *
set_contents (Arena *arena, const Document *document, const PdfPart *parts, gsize count, GError **error)
{
  g_autoptr (Layout) trial = layout_contents (document, list_parts (arena, parts, count, 1), count, error);
  if (trial == NULL || layout_page_count (trial) == 1)
    return g_steal_pointer (&trial);
  return layout_contents (document, list_parts (arena, parts, count, layout_page_count (trial)), count,
                          error);
}

static GBytes *
write_parts (const Layout *contents, const PdfPart *parts, gsize count, const PdfFacts *facts, GError **error)
{
  g_autofree PdfSource *sources = g_new0 (PdfSource, count + 1);
  for (gsize i = 0; i < count; i++)
    sources[i == 0 ? 0 : i + 1] = (PdfSource){ .layout = parts[i].layout, .title = parts[i].title };
  sources[1] = (PdfSource){ .layout = contents, .title = CONTENTS_TITLE };
  return pdf_from_sources (sources, count + 1, facts, true, error);
}

GBytes *
pdf_write_joined (const PdfPart *parts, gsize count, const char *title, const char *author, GError **error)
{
  g_return_val_if_fail (count > 0, NULL);
  const Document *first = parts[0].layout->document;
  Run run = { .kind = RUN_TEXT, .text = CONTENTS_TITLE };
  Block blocks[] = {
    { .kind = BLOCK_PARAGRAPH, .paragraph = { .style = STYLE_TOC_TITLE, .runs = &run, .run_count = 1 } },
    { .kind = BLOCK_TOC },
  };
  Section section = { .number_pages = true, .blocks = blocks, .block_count = G_N_ELEMENTS (blocks) };
  Document document = { .stem = "muc-luc",
                        .title = CONTENTS_TITLE,
                        .draft = first->draft,
                        .sections = &section,
                        .section_count = 1 };
  g_autoptr (Arena) arena = arena_new (G_MAXSIZE / 2);
  g_autoptr (Layout) contents = set_contents (arena, &document, parts, count, error);
  if (contents == NULL)
    return NULL;
  /* The covers bear no date: the file is as old as the latest paper in it. */
  PdfFacts facts = { .title = title, .author = author };
  for (gsize i = 0; i < count; i++)
    if (date_compare (parts[i].layout->document->date, facts.date) > 0)
      facts.date = parts[i].layout->document->date;
  return write_parts (contents, parts, count, &facts, error);
}
