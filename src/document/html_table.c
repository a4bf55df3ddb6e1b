/* html_table.c - tables in HTML: head cells with their scope, columns in percent. */
#include "document/html_part.h"
#include <math.h>

#define FEW_COLUMNS 3 /* a table of so many fits a phone without scrolling */

static void
write_columns (GString *out, const TableBlock *table)
{
  double sum = 0;
  for (gsize i = 0; i < table->column_count; i++)
    sum += table->widths[i];
  g_string_append (out, "<colgroup>");
  for (gsize i = 0; i < table->column_count; i++) {
    char percent[G_ASCII_DTOSTR_BUF_SIZE];
    double share = sum > 0 ? table->widths[i] * 100 / sum : 0;
    g_string_append_printf (out, "<col width=\"%s%%\">",
                            g_ascii_formatd (percent, sizeof percent, "%.2f", share));
  }
  g_string_append (out, "</colgroup>\n");
}

static const char *
scope_of (const Cell *cell, bool head_row)
{
  if (head_row)
    return cell->col_span > 1 ? "colgroup" : "col";
  return cell->row_span > 1 ? "rowgroup" : "row";
}

static void
write_cell (Html *html, const TableBlock *table, const Cell *cell, bool head_row)
{
  static const char *const classes[] = { "", " class=\"giua-o\"", " class=\"day-o\"" };
  bool head = cell->header && table->kind == TABLE_DATA;
  GString *out = html->out;
  g_string_append (out, head ? "<th" : "<td");
  g_string_append (out, classes[cell->valign]);
  if (head)
    g_string_append_printf (out, " scope=\"%s\"", scope_of (cell, head_row));
  if (cell->col_span > 1)
    g_string_append_printf (out, " colspan=\"%u\"", cell->col_span);
  if (cell->row_span > 1)
    g_string_append_printf (out, " rowspan=\"%u\"", cell->row_span);
  g_string_append_c (out, '>');
  html_blocks (html, cell->blocks, cell->block_count);
  g_string_append (out, head ? "</th>" : "</td>");
}

static gsize
head_rows (const TableBlock *table)
{
  gsize count = 0;
  while (count < table->row_count && table->rows[count].header)
    count++;
  return count;
}

static void
write_rows (Html *html, const TableBlock *table, gsize first, gsize end, const char *group)
{
  if (first == end)
    return;
  g_string_append_printf (html->out, "<%s>\n", group);
  for (gsize i = first; i < end; i++) {
    g_string_append (html->out, "<tr>");
    for (gsize c = 0; c < table->rows[i].cell_count; c++)
      write_cell (html, table, &table->rows[i].cells[c], table->rows[i].header);
    g_string_append (html->out, "</tr>\n");
  }
  g_string_append_printf (html->out, "</%s>\n", group);
}

void
html_table (Html *html, const TableBlock *table)
{
  GString *out = html->out;
  bool layout = table->kind != TABLE_DATA;
  gsize heads = layout ? 0 : head_rows (table);
  if (!layout)
    g_string_append (out, "<div class=\"cuon\" role=\"region\" tabindex=\"0\" aria-label=\"");
  if (!layout)
    html_escape (out, table->summary != NULL ? table->summary : "Bảng");
  if (!layout && ++html->tables > 1) /* each region by a name of its own */
    g_string_append_printf (out, " (bảng thứ %u)", html->tables);
  g_string_append_printf (out, "%s<table class=\"%s%s", layout ? "" : "\">\n",
                          table->kind == TABLE_LAYOUT ? "bo-tri" : "ke",
                          table->column_count <= FEW_COLUMNS ? " it-cot" : "");
  if (table->font_size > 0)
    g_string_append_printf (out, " co-%ld",
                            lround (CLAMP (table->font_size, HTML_SIZE_LEAST, HTML_SIZE_MOST) * 2));
  g_string_append (out, layout ? "\" role=\"presentation\">\n" : "\">\n");
  write_columns (out, table);
  write_rows (html, table, 0, heads, "thead");
  write_rows (html, table, heads, table->row_count, "tbody");
  g_string_append (out, layout ? "</table>\n" : "</table></div>\n");
}
