/* stretch.c - how high a stretching space must be.
 *
 * Word has no space that takes what is left of a page, so that its height is
 * reckoned from the height of the rest.  Meant for pages of few, short
 * paragraphs (covers, dividers): a little is left free so that a difference in
 * line breaking never pushes the last line over. */
#include "document/docx/writer.h"
#include <math.h>

#define LINE_PITCH 1.15 /* of Times New Roman: line height / size */
#define SAFETY 6.0      /* mm left free at the foot */
#define MM_PER_POINT (25.4 / 72)

static double blocks_height (const Block *blocks, gsize count, double width, double font_size);

static double
paragraph_height (const Paragraph *paragraph, double width, double font_size)
{
  const StyleSpec *spec = &style_table[paragraph->style];
  double size = font_size > 0 ? font_size : spec->size;
  double scale = size / spec->size;
  double available = MAX (5, width - spec->indent_left - spec->indent_right);
  double line = spec->first_line, lines = 0;
  for (gsize i = 0; i < paragraph->run_count; i++) {
    const Run *run = &paragraph->runs[i];
    if (run->kind == RUN_TEXT)
      line += scale * layout_text_width (paragraph->style, run->style, run->text);
    if (run->kind != RUN_BREAK && i + 1 < paragraph->run_count)
      continue;
    lines += MAX (1, ceil (line / available));
    line = 0;
  }
  double points = MAX (1, lines) * size * spec->line * LINE_PITCH + spec->before + spec->after;
  double rule = paragraph->rule_below > 0 ? 1.5 : 0;
  return points * MM_PER_POINT + paragraph->space_before + paragraph->space_after + rule;
}

static double
row_height (const TableBlock *table, const TableRowBlock *row)
{
  double height = row->min_height;
  for (gsize i = 0; i < row->cell_count; i++) {
    const Cell *cell = &row->cells[i];
    double width = 0;
    for (gsize c = cell->column; c < MIN (cell->column + cell->col_span, table->column_count); c++)
      width += table->widths[c];
    height = MAX (height,
                  blocks_height (cell->blocks, cell->block_count, width, table->font_size) / cell->row_span);
  }
  return height;
}

static double
table_height (const TableBlock *table)
{
  double height = 0;
  for (gsize i = 0; i < table->row_count; i++)
    height += row_height (table, &table->rows[i]);
  return height;
}

static double
block_height (const Block *block, double width, double font_size)
{
  switch (block->kind) {
  case BLOCK_PARAGRAPH:
    return paragraph_height (&block->paragraph, width, font_size);
  case BLOCK_TABLE:
    return table_height (&block->table);
  case BLOCK_IMAGE:
    return block->image.height + 3;
  case BLOCK_CHART:
    return block->chart.height + 3;
  case BLOCK_QR:
    return block->qr.width + (block->qr.text != NULL ? 12 : 3);
  case BLOCK_RULE:
    return 4;
  case BLOCK_SPACE:
    return block->space.stretch ? 0 : block->space.height;
  case BLOCK_PAGE_BREAK:
  case BLOCK_TOC:
    break;
  }
  return 0;
}

static double
blocks_height (const Block *blocks, gsize count, double width, double font_size)
{
  double height = 0;
  for (gsize i = 0; i < count; i++)
    height += block_height (&blocks[i], width, font_size);
  return height;
}

/* Height for each of `count` stretching spaces on a page with these blocks. */
static double
share_of_rest (const Section *section, const Block *blocks, gsize count, guint stretching)
{
  double page = (section->landscape ? PAGE_SHORT : PAGE_LONG) - MARGIN_TOP - MARGIN_BOTTOM - SAFETY;
  double rest = page - blocks_height (blocks, count, section_text_width (section), 0);
  return stretching > 0 && rest > 0 ? rest / stretching : 0;
}

double
docx_stretch (const Section *section, gsize first)
{
  guint stretching = 0;
  gsize end = first;
  for (; end < section->block_count && (end == first || section->blocks[end].kind != BLOCK_PAGE_BREAK); end++)
    stretching += section->blocks[end].kind == BLOCK_SPACE && section->blocks[end].space.stretch;
  return stretching == 0 ? 0 : share_of_rest (section, section->blocks + first, end - first, stretching);
}
