/* fence_table.c - tables with widths, joined cells and header rows; label grids. */
#include "base/text.h"
#include "document/compose_parts.h"
#include <string.h>

#define LEAST_WIDTH 5.0 /* mm */

/* A cell that holds only "^" or "<" becomes a join sign; one that a value wrote is escaped and stays. */
static const char *
sign_joins (Arena *arena, const char *content)
{
  g_autoptr (GString) out = g_string_sized_new (strlen (content));
  for (const char *at = content; *at != '\0'; at++) {
    g_string_append_c (out, *at);
    if (*at != '|' || (at > content && at[-1] == '\\'))
      continue;
    const char *sign = at + 1 + strspn (at + 1, " ");
    const char *after = *sign == '\0' ? sign : sign + 1 + strspn (sign + 1, " ");
    if ((*sign != '^' && *sign != '<') || *after != '|')
      continue;
    g_string_append (out, *sign == '^' ? MARKDOWN_JOIN_ABOVE : MARKDOWN_JOIN_LEFT);
    at = after - 1;
  }
  return arena_strndup (arena, out->str, out->len);
}

/* "10 2* *": millimetres, and shares of what is left. */
static bool
read_widths (const Fence *fence, const char *text, double whole, gsize count, double *widths, GError **error)
{
  g_auto (GStrv) words = g_strsplit_set (text, " ", -1);
  double fixed = 0, shares = 0;
  double *share = arena_array (fence->composer->arena, double, count);
  gsize index = 0;
  for (guint i = 0; words[i] != NULL; i++) {
    gsize length = strlen (words[i]);
    Decimal value = DECIMAL_ONE;
    if (length == 0)
      continue;
    bool star = words[i][length - 1] == '*';
    words[i][length - (star ? 1 : 0)] = '\0';
    bool good = (star && length == 1) || decimal_parse (words[i], &value);
    if (!good || index == count || value <= 0 || value > 1000 * DECIMAL_ONE)
      return fence_fail (fence, fence->line - 1, error, MSG_WORDING_VALUE, text);
    (star ? share : widths)[index++] = decimal_to_double (value);
    *(star ? &shares : &fixed) += decimal_to_double (value);
  }
  if (index != count)
    return fence_fail (fence, fence->line - 1, error, MSG_WORDING_VALUE, text);
  double room = MAX (whole - fixed, shares * LEAST_WIDTH), sum = fixed + (shares > 0 ? room : 0);
  for (gsize i = 0; i < count; i++) {
    if (share[i] > 0)
      widths[i] = room * share[i] / shares;
    if (sum > whole)
      widths[i] *= whole / sum;
  }
  return true;
}

static bool
is_empty_row (const TableRowBlock *row)
{
  for (gsize c = 0; c < row->cell_count; c++)
    if (row->cells[c].block_count > 0)
      return false;
  return true;
}

static void
make_header (TableRowBlock *row)
{
  row->header = true;
  for (gsize c = 0; c < row->cell_count; c++) {
    row->cells[c].header = true;
    row->cells[c].valign = VALIGN_MIDDLE;
    for (gsize b = 0; b < row->cells[c].block_count; b++)
      row->cells[c].blocks[b].paragraph.style = STYLE_TABLE_HEAD;
  }
}

static void
set_header (TableBlock *table, guint count)
{
  if (count == 0 && table->row_count > 0) {
    table->rows[0].header = false;
    for (gsize c = 0; c < table->rows[0].cell_count; c++)
      table->rows[0].cells[c].header = false;
    if (is_empty_row (&table->rows[0])) {
      table->rows++;
      table->row_count--;
    }
  }
  for (gsize r = 1; r < MIN (count, table->row_count); r++)
    make_header (&table->rows[r]);
}

/* Rows joined by a cell over several rows stay on one page with it. */
static void
set_rows (TableBlock *table, double height, ParagraphStyle empty, Arena *arena)
{
  for (gsize r = 0; r < table->row_count; r++) {
    if (!table->rows[r].header)
      table->rows[r].min_height = height;
    for (gsize c = 0; c < table->rows[r].cell_count; c++) {
      Cell *cell = &table->rows[r].cells[c];
      if (height > 0 && !cell->header)
        cell->valign = VALIGN_MIDDLE;
      if (cell->block_count == 0)
        cell_add (arena, cell, block_paragraph (empty));
    }
  }
}

static bool
dress_table (const Fence *fence, TableBlock *table, GError **error)
{
  Arena *arena = fence->composer->arena;
  double header, height, whole = composer_text_width (fence->composer);
  const char *widths = fence_option (fence, "widths"), *rules = fence_option (fence, "rules");
  if (!fence_number (fence, "header", 1, 0, 4, &header, error)
      || !fence_number (fence, "row-height", 0, 0, 200, &height, error)
      || !fence_number (fence, "size", 0, 8, 16, &table->font_size, error))
    return false;
  table->widths = arena_array (arena, double, table->column_count);
  if (widths == NULL)
    for (gsize c = 0; c < table->column_count; c++)
      table->widths[c] = whole / (double)table->column_count;
  else if (!read_widths (fence, widths, whole, table->column_count, table->widths, error))
    return false;
  table->summary = fence_option (fence, "summary");
  if (rules != NULL && strcmp (rules, "no") == 0)
    table->kind = TABLE_LAYOUT;
  set_header (table, (guint)header);
  set_rows (table, height, STYLE_TABLE_TEXT, arena);
  return true;
}

bool
fence_table (const Fence *fence, GArray *out, GError **error)
{
  Arena *arena = fence->composer->arena;
  MarkdownContext context = fence_markdown (fence, fence->line, STYLE_TABLE_TEXT);
  const char *caption = fence_option (fence, "caption");
  g_autoptr (GArray) blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  if (!markdown_to_blocks (&context, sign_joins (arena, fence->content), blocks, error))
    return false;
  if (blocks->len != 1 || g_array_index (blocks, Block, 0).kind != BLOCK_TABLE)
    return fence_fail (fence, fence->line, error, MSG_WORDING_NO_TABLE, NULL);
  Block block = g_array_index (blocks, Block, 0);
  if (!dress_table (fence, &block.table, error))
    return false;
  if (caption != NULL) {
    Block above = block_text (arena, STYLE_CAPTION, caption);
    above.paragraph.keep_with_next = true;
    block_add (out, above);
  }
  block_add (out, block);
  return true;
}

/* ---- grid of labels ---- */

#define MAX_LABELS 2000

typedef struct {
  const char *text;
  guint line;
} Label;

static gsize
split_labels (const Fence *fence, Label *labels, gsize most)
{
  Arena *arena = fence->composer->arena;
  g_autoptr (GString) text = g_string_new (NULL);
  gsize count = 0;
  guint number = fence->line, begin = number;
  for (const char *line = fence->content; *line != '\0' && count < most; number++) {
    const char *end = strchrnul (line, '\n');
    if (end - line >= 3 && strncmp (line, "===", 3) == 0) {
      labels[count++] = (Label){ arena_strndup (arena, text->str, text->len), begin };
      g_string_truncate (text, 0);
      begin = number + 1;
    } else {
      g_string_append_len (text, line, end - line);
      g_string_append_c (text, '\n');
    }
    line = *end == '\0' ? end : end + 1;
  }
  if (count < most && *text_strip (arena, text->str) != '\0')
    labels[count++] = (Label){ arena_strndup (arena, text->str, text->len), begin };
  return count;
}

static bool
fill_label (const Fence *fence, const Label *label, Cell *cell, GError **error)
{
  MarkdownContext context = fence_markdown (fence, label->line, STYLE_TABLE_CENTRE);
  g_autoptr (GArray) blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  context.cover = false;
  if (!markdown_to_blocks (&context, label->text, blocks, error))
    return false;
  for (guint i = 0; i < blocks->len; i++) {
    Block block = g_array_index (blocks, Block, i);
    if (block.kind != BLOCK_PARAGRAPH)
      continue;
    if (block.paragraph.outline > 0)
      block.paragraph.style = STYLE_LABEL;
    block.paragraph.outline = 0;
    block.paragraph.keep_with_next = false;
    cell_add (fence->composer->arena, cell, block);
  }
  return true;
}

bool
fence_grid (const Fence *fence, GArray *out, GError **error)
{
  Arena *arena = fence->composer->arena;
  double number, height, whole = composer_text_width (fence->composer);
  if (!fence_number (fence, "columns", 2, 1, 6, &number, error)
      || !fence_number (fence, "height", 40, 5, 250, &height, error))
    return false;
  gsize columns = (gsize)number;
  Label *labels = arena_array (arena, Label, MAX_LABELS);
  gsize count = split_labels (fence, labels, MAX_LABELS), rows = (count + columns - 1) / columns;
  double *widths = arena_array (arena, double, columns);
  for (gsize c = 0; c < columns; c++)
    widths[c] = whole / (double)columns;
  if (fence_option (fence, "widths") != NULL
      && !read_widths (fence, fence_option (fence, "widths"), whole, columns, widths, error))
    return false;
  if (count == 0)
    return true;
  g_autoptr (GArray) own = g_array_new (FALSE, FALSE, sizeof (Block));
  TableBlock *table = block_layout (arena, own, columns, widths, rows);
  table->kind = TABLE_GRID;
  for (gsize i = 0; i < rows * columns; i++) {
    Cell *cell = &table->rows[i / columns].cells[i % columns];
    table->rows[i / columns].min_height = height;
    cell->valign = VALIGN_MIDDLE;
    if (i < count && !fill_label (fence, &labels[i], cell, error))
      return false;
  }
  layout_finish (arena, table);
  block_add (out, g_array_index (own, Block, 0));
  return true;
}
