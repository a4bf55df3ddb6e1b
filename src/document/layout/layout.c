/* layout.c - see layout.h: a document's sections set one after the other. */
#include "document/layout/flow.h"
#include <string.h>

#define LAYOUT_MEMORY (G_MAXSIZE / 2) /* what goes in is capped by its readers */

/* ---- headings ---- */

static const char *
plain_text (Arena *arena, const Paragraph *paragraph)
{
  g_autoptr (GString) text = g_string_new (NULL);
  if (paragraph->marker != NULL)
    g_string_append_printf (text, "%s ", paragraph->marker);
  for (gsize i = 0; i < paragraph->run_count; i++) {
    const Run *run = &paragraph->runs[i];
    g_string_append (text, run->kind == RUN_TEXT ? run->text : run->kind == RUN_LEADER ? "" : " ");
  }
  return arena_strndup (arena, text->str, text->len);
}

static void
collect_heading (Layout *layout, const Paragraph *paragraph)
{
  if (paragraph->outline <= 0)
    return;
  Place *place = &ARENA_PUSH (layout->arena, layout->outline, layout->outline_count);
  *place = (Place){ .title = plain_text (layout->arena, paragraph), .level = (guint)paragraph->outline };
  place->paragraph = paragraph;
  place->name = paragraph->anchor;
  if (place->name == NULL)
    place->name = arena_printf (layout->arena, "muc-luc/%" G_GSIZE_FORMAT, layout->outline_count);
}

static void
collect_in_table (Layout *layout, const TableBlock *table)
{
  for (gsize r = 0; r < table->row_count; r++)
    for (gsize c = 0; c < table->rows[r].cell_count; c++) {
      const Cell *cell = &table->rows[r].cells[c];
      for (gsize i = 0; i < cell->block_count; i++)
        if (cell->blocks[i].kind == BLOCK_PARAGRAPH)
          collect_heading (layout, &cell->blocks[i].paragraph);
    }
}

static void
collect_headings (Layout *layout, const Document *document)
{
  for (gsize s = 0; s < document->section_count; s++)
    for (gsize i = 0; i < document->sections[s].block_count; i++) {
      const Block *block = &document->sections[s].blocks[i];
      if (block->kind == BLOCK_PARAGRAPH)
        collect_heading (layout, &block->paragraph);
      else if (block->kind == BLOCK_TABLE)
        collect_in_table (layout, &block->table);
    }
}

/* ---- sections ---- */

static void
set_section (Flow *flow, const Section *section, guint index)
{
  Setter *setter = flow->setter;
  g_autoptr (Arena) scratch = arena_new (LAYOUT_MEMORY);
  setter->scratch = scratch;
  setter->page_height = ((section->landscape ? PAGE_SHORT : PAGE_LONG) - MARGIN_TOP - MARGIN_BOTTOM) * MM;
  guint tag = setter_add_tag (setter, TAG_SECTION, 1);
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (Box));
  setter_add_blocks (setter, section->blocks, section->block_count, section_text_width (section) * MM, tag,
                     boxes);
  flow_section (flow, section, index, (const Box *)(void *)boxes->data, boxes->len);
}

static void
fill_page_numbers (const Setter *setter)
{
  const Layout *layout = setter->layout;
  for (guint i = 0; i < setter->pending->len; i++) {
    const PendingNumber *pending = &g_array_index (setter->pending, PendingNumber, i);
    guint page = setter->contents != NULL ? setter->contents[pending->entry].page
                                          : layout->pages[layout->outline[pending->entry].page].number;
    char number[16];
    g_snprintf (number, sizeof number, "%u", page);
    line_add_page_number (setter->shaper, pending->line, pending->width, number, pending->tag);
  }
}

static bool
check_glyphs (const Layout *layout, const Shaper *shaper, GError **error)
{
  const char *where = NULL, *missing = shaper_missing (shaper, &where);
  if (missing[0] == '\0')
    return true;
  const Document *document = layout->document;
  error_set (error, document->stem != NULL ? document->stem : document->title, MSG_FONT_MISSING_GLYPH,
             missing, where, NULL);
  return false;
}

static Layout *
set_document (const Document *document, const ContentsEntry *contents, gsize count, GError **error)
{
  g_autoptr (Layout) layout = g_new0 (Layout, 1);
  layout->arena = arena_new (LAYOUT_MEMORY);
  layout->document = document;
  g_autoptr (Shaper) shaper = shaper_new (layout->arena);
  g_autoptr (GArray) pending = g_array_new (FALSE, FALSE, sizeof (PendingNumber));
  Setter setter = {
    .layout = layout, .shaper = shaper, .pending = pending, .contents = contents, .contents_count = count
  };
  setter_add_tag (&setter, TAG_NONE, 0);
  setter_add_tag (&setter, TAG_DOCUMENT, 0);
  collect_headings (layout, document);
  Flow flow = { .setter = &setter, .layout = layout };
  for (gsize i = 0; i < document->section_count; i++)
    set_section (&flow, &document->sections[i], (guint)i);
  fill_page_numbers (&setter);
  if (!check_glyphs (layout, shaper, error))
    return NULL;
  return g_steal_pointer (&layout);
}

Layout *
layout_document (const Document *document, GError **error)
{
  return set_document (document, NULL, 0, error);
}

Layout *
layout_contents (const Document *document, const ContentsEntry *entries, gsize count, GError **error)
{
  return set_document (document, entries, count, error);
}

void
layout_free (Layout *layout)
{
  if (layout == NULL)
    return;
  arena_free (layout->arena);
  g_free (layout);
}

guint
layout_page_count (const Layout *layout)
{
  return (guint)layout->page_count;
}

gsize
layout_outline_count (const Layout *layout)
{
  return layout->outline_count;
}

guint
layout_outline_page (const Layout *layout, gsize index)
{
  return layout->pages[layout->outline[index].page].number;
}

double
layout_text_width (ParagraphStyle style, guint run_style, const char *text)
{
  g_autoptr (Arena) arena = arena_new (LAYOUT_MEMORY);
  g_autoptr (Shaper) shaper = shaper_new (arena);
  double width = 0;
  line_of_text (arena, shaper, font_face_of (&style_table[style], run_style), style_table[style].size, text,
                0, &width);
  return width / MM;
}

const char *
layout_lacks (Arena *arena, const char *text)
{
  const Font *font = font_get (FACE_REGULAR);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar character = g_utf8_get_char (at);
    if (character >= 0x80 && !font_shows (font, character))
      return arena_printf (arena, "%.*s (U+%04X)", (int)(g_utf8_next_char (at) - at), at, character);
  }
  return NULL;
}
