/* table.c - tables: fixed grid, spans, repeated header rows. */
#include "document/docx/writer.h"

#define COLUMNS_MAX 63 /* what Word takes */

/* One grid column while rows are written. */
typedef struct {
  int width;       /* twips */
  guint rows_left; /* rows that a cell from above still covers */
  guint span;      /* its columns; 0 where another column of that cell leads */
} GridColumn;

typedef struct {
  Docx *docx;
  const TableBlock *table;
  const Place *place;
  GridColumn grid[COLUMNS_MAX];
  guint column_count;
} TableWriter;

/* Edges are rounded, not widths, so that widths sum to the whole. */
static void
set_grid (TableWriter *writer)
{
  double edge = 0;
  writer->column_count = (guint)MIN (writer->table->column_count, COLUMNS_MAX);
  for (guint i = 0; i < writer->column_count; i++) {
    double next = edge + writer->table->widths[i];
    writer->grid[i] = (GridColumn){ .width = docx_twips (next) - docx_twips (edge) };
    edge = next;
  }
}

static int
width_of (const TableWriter *writer, guint column, guint span)
{
  int width = 0;
  for (guint i = column; i < MIN (column + span, writer->column_count); i++)
    width += writer->grid[i].width;
  return width;
}

static void
write_table_properties (const TableWriter *writer)
{
  Xml *xml = &writer->docx->xml;
  const TableBlock *table = writer->table;
  int width = width_of (writer, 0, writer->column_count);
  bool header = table->row_count > 0 && table->rows[0].header;
  xml_open (xml, "w:tblPr", NULL);
  xml_value (xml, "w:tblStyle", table->kind == TABLE_LAYOUT ? DOCX_TABLE_LAYOUT : DOCX_TABLE_DATA);
  xml_leaf (xml, "w:tblW", "w:w", XML_NUMBER (width), "w:type", "dxa", NULL);
  if (width + 2 < docx_twips (writer->place->width))
    xml_value (xml, "w:jc", "center");
  xml_leaf (xml, "w:tblLayout", "w:type", "fixed", NULL);
  xml_leaf (xml, "w:tblLook", "w:val", header ? "0020" : "0000", "w:firstRow", header ? "1" : "0",
            "w:lastRow", "0", "w:firstColumn", "0", "w:lastColumn", "0", "w:noHBand", "0", "w:noVBand", "0",
            NULL);
  if (table->summary != NULL)
    xml_value (xml, "w:tblDescription", table->summary);
  xml_close (xml);
  xml_open (xml, "w:tblGrid", NULL);
  for (guint i = 0; i < writer->column_count; i++)
    xml_leaf (xml, "w:gridCol", "w:w", XML_NUMBER (writer->grid[i].width), NULL);
  xml_close (xml);
}

static void
open_cell (const TableWriter *writer, guint column, guint span, const char *merge)
{
  Xml *xml = &writer->docx->xml;
  xml_open (xml, "w:tc", NULL);
  xml_open (xml, "w:tcPr", NULL);
  xml_leaf (xml, "w:tcW", "w:w", XML_NUMBER (width_of (writer, column, span)), "w:type", "dxa", NULL);
  if (span > 1)
    xml_number (xml, "w:gridSpan", (int)span);
  if (merge != NULL)
    xml_value (xml, "w:vMerge", merge);
}

static void
write_empty_paragraph (const TableWriter *writer, const Place *place)
{
  char id[32];
  Docx *docx = writer->docx;
  const char *style = docx_style_id (docx, STYLE_TABLE_TEXT, writer->table->font_size, id);
  docx_paragraph_open (docx, &(ParagraphHead){ .style = style, .keep_next = place->keep_next });
  xml_close (&docx->xml);
}

static void
write_cell (TableWriter *writer, const Cell *cell, guint column, guint span, const Place *place)
{
  static const char *const valigns[] = { "top", "center", "bottom" };
  Xml *xml = &writer->docx->xml;
  double padding = writer->table->kind == TABLE_LAYOUT ? 0 : CELL_PADDING;
  Place inside = *place;
  inside.width = MAX (1, width_of (writer, column, span) * 25.4 / 1440 - 2 * padding);
  open_cell (writer, column, span, cell->row_span > 1 ? "restart" : NULL);
  if (cell->valign != VALIGN_TOP)
    xml_value (xml, "w:vAlign", valigns[cell->valign]);
  xml_close (xml);
  if (cell->block_count > 0)
    docx_blocks (writer->docx, cell->blocks, cell->block_count, &inside);
  else
    write_empty_paragraph (writer, &inside);
  xml_close (xml);
  for (guint i = 0; i < span; i++)
    writer->grid[column + i].rows_left = cell->row_span > 1 ? cell->row_span - 1 : 0;
  writer->grid[column].span = span;
}

/* The part of a cell from above that lies in this row; returns its columns. */
static guint
write_covered (TableWriter *writer, guint column, const Place *place)
{
  GridColumn *lead = &writer->grid[column];
  guint span = CLAMP (lead->span, 1, writer->column_count - column);
  open_cell (writer, column, span, "continue");
  xml_close (&writer->docx->xml);
  write_empty_paragraph (writer, place);
  xml_close (&writer->docx->xml);
  for (guint i = 0; i < span; i++)
    writer->grid[column + i].rows_left--;
  return span;
}

static void
write_row_properties (const TableWriter *writer, const TableRowBlock *row)
{
  Xml *xml = &writer->docx->xml;
  bool keep = row->keep || row->header || writer->table->keep_together;
  if (!keep && row->min_height <= 0 && !row->header)
    return;
  xml_open (xml, "w:trPr", NULL);
  if (keep)
    xml_leaf (xml, "w:cantSplit", NULL);
  if (row->min_height > 0)
    xml_leaf (xml, "w:trHeight", "w:val", XML_NUMBER (docx_twips (row->min_height)), "w:hRule", "atLeast",
              NULL);
  if (row->header)
    xml_leaf (xml, "w:tblHeader", NULL);
  xml_close (xml);
}

/* Cells, covered cells and, should the row be short, empty ones. */
static void
write_row (TableWriter *writer, const TableRowBlock *row, const Place *place)
{
  Xml *xml = &writer->docx->xml;
  gsize next = 0;
  xml_open (xml, "w:tr", NULL);
  write_row_properties (writer, row);
  for (guint column = 0; column < writer->column_count;) {
    const Cell *cell = next < row->cell_count && row->cells[next].column <= column ? &row->cells[next] : NULL;
    if (writer->grid[column].rows_left > 0) {
      column += write_covered (writer, column, place);
    } else if (cell != NULL) {
      guint span = CLAMP (cell->col_span, 1, writer->column_count - column);
      write_cell (writer, cell, column, span, place);
      column += span;
      next++;
    } else {
      Cell empty = { .col_span = 1, .row_span = 1 };
      write_cell (writer, &empty, column++, 1, place);
    }
  }
  xml_close (xml);
}

void
docx_table (Docx *docx, const TableBlock *table, const Place *place)
{
  if (place->in_cell || table->column_count == 0 || table->row_count == 0)
    return;
  TableWriter writer = { .docx = docx, .table = table, .place = place };
  set_grid (&writer);
  xml_open (&docx->xml, "w:tbl", NULL);
  write_table_properties (&writer);
  for (gsize i = 0; i < table->row_count; i++) {
    Place inside = { .font_size = table->font_size, .in_cell = true };
    bool last = i + 1 == table->row_count;
    inside.keep_next = last ? place->keep_next : table->keep_together || table->rows[i].heads;
    write_row (&writer, &table->rows[i], &inside);
  }
  xml_close (&docx->xml);
  docx->after_table = table->kind == TABLE_DATA;
}
