/* compose_text.h - a Document as plain text, for tests to compare. */
#pragma once
#include "document/block.h"

static inline void text_of_blocks (GString *out, const Block *blocks, gsize count, const char *indent);

static inline void
text_of_paragraph (GString *out, const Paragraph *paragraph)
{
  if (paragraph->marker != NULL)
    g_string_append_printf (out, "%s ", paragraph->marker);
  for (gsize i = 0; i < paragraph->run_count; i++) {
    const Run *run = &paragraph->runs[i];
    if (run->kind == RUN_TEXT)
      g_string_append (out, run->text);
    else
      g_string_append (out, run->kind == RUN_BREAK ? " / " : run->kind == RUN_LEADER ? "____" : "\t");
  }
}

static inline void
text_of_table (GString *out, const TableBlock *table, const char *indent)
{
  for (gsize r = 0; r < table->row_count; r++) {
    g_string_append (out, indent);
    for (gsize c = 0; c < table->rows[r].cell_count; c++) {
      const Cell *cell = &table->rows[r].cells[c];
      g_string_append (out, "| ");
      for (gsize b = 0; b < cell->block_count; b++) {
        if (cell->blocks[b].kind == BLOCK_PARAGRAPH)
          text_of_paragraph (out, &cell->blocks[b].paragraph);
        g_string_append (out, b + 1 < cell->block_count ? " // " : " ");
      }
    }
    g_string_append (out, "|\n");
  }
}

static inline void
text_of_blocks (GString *out, const Block *blocks, gsize count, const char *indent)
{
  static const char *const names[] = { "", "", "IMAGE", "CHART", "QR", "PAGE BREAK", "TOC", "RULE", "SPACE" };
  for (gsize i = 0; i < count; i++) {
    if (blocks[i].kind == BLOCK_TABLE) {
      text_of_table (out, &blocks[i].table, indent);
      continue;
    }
    g_string_append (out, indent);
    if (blocks[i].kind == BLOCK_PARAGRAPH)
      text_of_paragraph (out, &blocks[i].paragraph);
    else
      g_string_append_printf (out, "[%s]", names[blocks[i].kind]);
    g_string_append_c (out, '\n');
  }
}

static inline GString *
text_of_document (const Document *document)
{
  GString *out = g_string_new (NULL);
  for (gsize s = 0; s < document->section_count; s++) {
    g_string_append_printf (out, "== section%s%s\n", document->sections[s].landscape ? " landscape" : "",
                            document->sections[s].restart_numbering ? " restart" : "");
    text_of_blocks (out, document->sections[s].blocks, document->sections[s].block_count, "");
  }
  return out;
}
