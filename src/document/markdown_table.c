/* markdown_table.c - pipe tables to TableBlock. */
#include "document/markdown_parts.h"
#include <string.h>

typedef struct {
  gsize row, cell;
  bool set;
} Owner; /* the cell that covers a column in the row above */

static ParagraphStyle
cell_style (guint8 alignment, bool header)
{
  if (header)
    return STYLE_TABLE_HEAD;
  return alignment == 'c' ? STYLE_TABLE_CENTRE : alignment == 'r' ? STYLE_TABLE_RIGHT : STYLE_TABLE_TEXT;
}

static bool
joins (cmark_node *cell, const char *sign)
{
  cmark_node *only = cmark_node_first_child (cell);
  return only != NULL && cmark_node_next (only) == NULL && cmark_node_get_type (only) == CMARK_NODE_TEXT
         && strcmp (cmark_node_get_literal (only), sign) == 0;
}

/* Tables inside a cell become one paragraph a row; whatever else is no paragraph or image is left out. */
static void
flatten_into (Walker *walker, const TableBlock *table, ParagraphStyle style, GArray *out)
{
  static const Run gap = { .kind = RUN_TEXT, .text = "; " };
  Arena *arena = walker->context->arena;
  for (gsize r = 0; r < table->row_count; r++) {
    Block block = { .kind = BLOCK_PARAGRAPH, .paragraph = { .style = style } };
    Paragraph *to = &block.paragraph;
    for (gsize c = 0; c < table->rows[r].cell_count; c++) {
      const Cell *cell = &table->rows[r].cells[c];
      if (c > 0)
        ARENA_PUSH (arena, to->runs, to->run_count) = gap;
      for (gsize b = 0; b < cell->block_count; b++)
        for (gsize i = 0; i < cell->blocks[b].paragraph.run_count; i++)
          ARENA_PUSH (arena, to->runs, to->run_count) = cell->blocks[b].paragraph.runs[i];
    }
    g_array_append_val (out, block);
  }
}

/* The blocks of a cell: paragraphs only. */
static void
fill_cell (Walker *walker, Cell *cell, ParagraphStyle style, const GArray *blocks)
{
  g_autoptr (GArray) flat = g_array_new (FALSE, FALSE, sizeof (Block));
  for (guint i = 0; i < blocks->len; i++) {
    const Block *block = &g_array_index (blocks, Block, i);
    if (block->kind == BLOCK_TABLE)
      flatten_into (walker, &block->table, style, flat);
    else if (block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_IMAGE)
      g_array_append_vals (flat, block, 1);
  }
  cell->block_count = flat->len;
  cell->blocks = arena_array (walker->context->arena, Block, flat->len);
  if (flat->len > 0)
    memcpy (cell->blocks, flat->data, flat->len * sizeof (Block));
}

static bool
read_cell (Walker *walker, cmark_node *node, ParagraphStyle style, Cell *cell, GError **error)
{
  g_autoptr (GArray) blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  GArray *outer = walker->out;
  ParagraphShape shape = { .style = style };
  walker->out = blocks;
  bool ok = walker_inlines (walker, node, &shape, error);
  walker->out = outer;
  if (ok)
    fill_cell (walker, cell, style, blocks);
  return ok;
}

/* "^" makes the cell above higher; false where there is none. */
static bool
join_above (TableBlock *table, gsize row, guint column, Owner *owners)
{
  if (row == 0 || !owners[column].set)
    return false;
  Cell *above = &table->rows[owners[column].row].cells[owners[column].cell];
  if (above->column == column)
    above->row_span = (guint)(row - owners[column].row) + 1;
  return true;
}

static bool
read_row (Walker *walker, TableBlock *table, gsize row, cmark_node *node, const guint8 *alignments,
          Owner *owners, GError **error)
{
  TableRowBlock *to = &table->rows[row];
  guint column = 0;
  to->header = cmark_gfm_extensions_get_table_row_is_header (node) != 0;
  to->keep = true;
  to->cells = arena_array (walker->context->arena, Cell, table->column_count);
  walker->line = (guint)MAX (cmark_node_get_start_line (node), 1);
  for (cmark_node *at = cmark_node_first_child (node); at != NULL && column < table->column_count;
       at = cmark_node_next (at), column++) {
    if (joins (at, MARKDOWN_JOIN_ABOVE) && join_above (table, row, column, owners))
      continue;
    if (joins (at, MARKDOWN_JOIN_LEFT) && to->cell_count > 0) {
      to->cells[to->cell_count - 1].col_span++;
      owners[column] = (Owner){ row, to->cell_count - 1, true };
      continue;
    }
    Cell *cell = &to->cells[to->cell_count];
    *cell = (Cell){ .col_span = 1, .row_span = 1, .column = column, .header = to->header };
    cell->valign = to->header ? VALIGN_MIDDLE : VALIGN_TOP;
    if (!read_cell (walker, at, cell_style (alignments[column], to->header), cell, error))
      return false;
    owners[column] = (Owner){ row, to->cell_count++, true };
  }
  return true;
}

/* All its words are bold, or one cell stands over several columns. */
static bool
is_heading_row (const TableRowBlock *row)
{
  bool words = false, plain = false, wide = false;
  for (gsize c = 0; c < row->cell_count; c++) {
    const Cell *cell = &row->cells[c];
    wide = wide || (cell->col_span > 1 && cell->row_span <= 1);
    for (gsize b = 0; b < cell->block_count; b++)
      for (gsize i = 0; i < cell->blocks[b].paragraph.run_count; i++) {
        const Run *run = &cell->blocks[b].paragraph.runs[i];
        words = words || run->kind == RUN_TEXT;
        plain = plain || (run->style & RUN_BOLD) == 0;
      }
  }
  return !row->header && words && (wide || !plain);
}

/* Letters of the longest paragraph in a column, within reason: a share of the width. */
static double
column_weight (const TableBlock *table, gsize column)
{
  gsize longest = 3;
  for (gsize r = 0; r < table->row_count; r++)
    for (gsize c = 0; c < table->rows[r].cell_count; c++) {
      const Cell *cell = &table->rows[r].cells[c];
      gsize length = 0;
      if (cell->column != column || cell->col_span > 1)
        continue;
      for (gsize b = 0; b < cell->block_count; b++)
        for (gsize i = 0; i < cell->blocks[b].paragraph.run_count; i++)
          if (cell->blocks[b].paragraph.runs[i].text != NULL)
            length += strlen (cell->blocks[b].paragraph.runs[i].text);
      longest = MAX (longest, length);
    }
  return (double)MIN (longest, 40) + 4;
}

static void
set_widths (const MarkdownContext *context, TableBlock *table)
{
  double whole = context->text_width > 0 ? context->text_width : 160, sum = 0;
  table->widths = arena_array (context->arena, double, table->column_count);
  for (gsize c = 0; c < table->column_count; c++)
    sum += table->widths[c] = context->lenient ? column_weight (table, c) : 1;
  for (gsize c = 0; c < table->column_count; c++)
    table->widths[c] *= whole / sum;
}

bool
walker_table (Walker *walker, cmark_node *node, GError **error)
{
  Arena *arena = walker->context->arena;
  Block block = { .kind = BLOCK_TABLE };
  TableBlock *table = &block.table;
  gsize rows = 0;
  for (cmark_node *row = cmark_node_first_child (node); row != NULL; row = cmark_node_next (row))
    rows++;
  table->column_count = cmark_gfm_extensions_get_table_columns (node);
  if (rows > MARKDOWN_MAX_ROWS || table->column_count > MARKDOWN_MAX_COLUMNS || table->column_count == 0)
    return walker_fail (walker, error, MSG_MARKDOWN_TABLE_SIZE, NULL);
  table->rows = arena_array (arena, TableRowBlock, rows);
  guint8 *alignments = arena_alloc (arena, table->column_count);
  const guint8 *given = cmark_gfm_extensions_get_table_alignments (node);
  if (given != NULL)
    memcpy (alignments, given, table->column_count);
  Owner *owners = arena_array (arena, Owner, table->column_count);
  for (cmark_node *row = cmark_node_first_child (node); row != NULL; row = cmark_node_next (row)) {
    table->row_count++;
    if (!read_row (walker, table, table->row_count - 1, row, alignments, owners, error))
      return false;
  }
  for (gsize r = 0; r < table->row_count; r++)
    table->rows[r].heads = is_heading_row (&table->rows[r]);
  set_widths (walker->context, table);
  g_array_append_val (walker->out, block);
  return true;
}
