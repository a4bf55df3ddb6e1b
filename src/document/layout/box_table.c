/* box_table.c - a table's cells set in their columns, and the heights of its rows. */
#include "document/layout/box.h"
#include <string.h>

#define LEAST_WIDTH 6.0 /* points to set text in, however narrow a column is */

static double
columns_width (const TableBlock *block, gsize from, gsize count)
{
  double width = 0;
  for (gsize i = from; i < MIN (from + count, block->column_count); i++)
    width += block->widths[i] * MM;
  return width;
}

static guint
cell_tag (Setter *setter, const TableBlock *block, const TableRowBlock *row, const Cell *cell, guint row_tag)
{
  if (block->kind != TABLE_DATA)
    return setter_add_tag (setter, TAG_SECTION, row_tag);
  guint index = setter_add_tag (setter, cell->header || row->header ? TAG_HEAD_CELL : TAG_CELL, row_tag);
  Tag *tag = &setter->layout->tags[index];
  tag->col_span = cell->col_span;
  tag->row_span = cell->row_span;
  tag->row_heading = !row->header;
  return index;
}

static void
set_cell (Setter *setter, const SetTable *table, const Cell *cell, guint tag, SetCell *ret)
{
  double width = columns_width (table->block, cell->column, cell->col_span);
  *ret = (SetCell){ .cell = cell, .x = columns_width (table->block, 0, cell->column), .width = width };
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (Box));
  double inner = MAX (width - 2 * table->padding, LEAST_WIDTH);
  setter_add_blocks (setter, cell->blocks, cell->block_count, inner, tag, boxes);
  ret->count = boxes->len;
  ret->boxes = arena_array (setter->scratch, Box, boxes->len);
  if (boxes->len > 0)
    memcpy (ret->boxes, boxes->data, boxes->len * sizeof (Box));
  ret->height = boxes_height (ret->boxes, ret->count);
}

static void
set_row (Setter *setter, const SetTable *table, gsize index, guint parent, SetRow *row)
{
  const TableRowBlock *block = &table->block->rows[index];
  guint row_tag = table->block->kind == TABLE_DATA ? setter_add_tag (setter, TAG_ROW, parent) : parent;
  row->keep = block->keep;
  row->heading = block->heads;
  row->height = block->min_height * MM;
  row->cells = arena_array (setter->scratch, SetCell, block->cell_count);
  row->count = block->cell_count;
  for (gsize i = 0; i < block->cell_count; i++) {
    const Cell *cell = &block->cells[i];
    SetCell *set = &row->cells[i];
    set_cell (setter, table, cell, cell_tag (setter, table->block, block, cell, row_tag), set);
    set->rows = (guint)MIN (MAX (cell->row_span, 1), table->count - index);
    if (set->rows == 1)
      row->height = MAX (row->height, set->height);
  }
}

/* Lets the last row of a span grow until the spanning cell fits, and ties the rows together. */
static void
settle_spans (SetTable *table)
{
  for (gsize i = 0; i < table->count; i++) {
    for (gsize k = 0; k < table->rows[i].count; k++) {
      const SetCell *cell = &table->rows[i].cells[k];
      double height = 0;
      for (gsize r = i; r < i + cell->rows; r++)
        height += table->rows[r].height;
      if (cell->rows > 1 && cell->height > height)
        table->rows[i + cell->rows - 1].height += cell->height - height;
    }
  }
  gsize end = 0;
  for (gsize i = 0, first = 0; i < table->count; i++) {
    if (i >= end)
      first = i;
    end = MAX (end, i + 1);
    for (gsize k = 0; k < table->rows[i].count; k++)
      end = MAX (end, i + table->rows[i].cells[k].rows);
    for (gsize r = first; i + 1 == end && r < end; r++)
      table->rows[r].group_end = end;
  }
}

SetTable *
setter_table (Setter *setter, const TableBlock *block, double width, guint parent)
{
  SetTable *table = arena_new0 (setter->scratch, SetTable);
  table->block = block;
  table->count = block->row_count;
  table->rows = arena_array (setter->scratch, SetRow, block->row_count);
  table->padding = block->kind == TABLE_LAYOUT ? 0 : CELL_PADDING * MM;
  table->left = MAX (0, (width - columns_width (block, 0, block->column_count)) / 2);
  double font_size = setter->font_size;
  setter->font_size = block->font_size;
  guint tag = setter_add_tag (setter, block->kind == TABLE_DATA ? TAG_TABLE : TAG_SECTION, parent);
  setter->layout->tags[tag].text = block->summary;
  for (gsize i = 0; i < block->row_count; i++)
    set_row (setter, table, i, tag, &table->rows[i]);
  setter->font_size = font_size;
  settle_spans (table);
  while (table->header_count < table->count && block->rows[table->header_count].header)
    table->header_count++;
  for (gsize i = 0; i < table->count; i++) {
    table->height += table->rows[i].height;
    if (i < table->header_count)
      table->header_height += table->rows[i].height;
  }
  return table;
}
