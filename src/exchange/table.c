/* table.c - see table.h: rows from CSV or XLSX, then the headings. */
#include "exchange/table.h"
#include "base/csv.h"
#include "base/fileio.h"
#include "base/text.h"
#include "exchange/xlsx.h"
#include <string.h>

/* How many rows with content may hold the headings. */
#define HEADING_SEARCH 10

char *
table_column_letters (Arena *arena, gsize column)
{
  char letters[16], *start = letters + sizeof letters - 1;
  *start = '\0';
  for (gsize rest = column + 1; rest > 0; rest = (rest - 1) / 26)
    *--start = (char)('A' + (rest - 1) % 26);
  return arena_strdup (arena, start);
}

static bool
cell_too_long (const char *name, gsize row, gsize column, GError **error)
{
  g_autoptr (Arena) arena = arena_new (G_MAXUINT32);
  error_set (
      error,
      arena_printf (arena, "%s:%" G_GSIZE_FORMAT ":%s", name, row, table_column_letters (arena, column)),
      MSG_TABLE_CELL_TOO_LONG, NULL);
  return false;
}

static bool
csv_row_to_cells (Arena *arena, const char *name, const CsvRow *from, TableRow *to, GError **error)
{
  to->row = from->line;
  to->count = from->count;
  to->cells = arena_array (arena, TableCell, from->count);
  for (gsize i = 0; i < from->count; i++) {
    TableCell *cell = &to->cells[i];
    cell->text = text_strip (arena, from->cells[i]);
    cell->kind = cell->text[0] != '\0' ? CELL_TEXT : CELL_EMPTY;
    if (strlen (cell->text) > TABLE_MAX_CELL)
      return cell_too_long (name, from->line, i, error);
  }
  return true;
}

static bool
csv_read_rows (Arena *arena, const char *name, const char *data, gsize size, TableRow **ret_rows,
               gsize *ret_count, GError **error)
{
  CsvTable csv;
  if (!csv_parse (arena, name, data, size, &csv, error))
    return false;
  TableRow *rows = arena_array (arena, TableRow, csv.count);
  gsize cells = 0;
  for (gsize i = 0; i < csv.count; i++) {
    cells += csv.rows[i].count;
    if (cells > TABLE_MAX_CELLS) {
      error_set (error, name, MSG_TABLE_TOO_LARGE, NULL);
      return false;
    }
    if (!csv_row_to_cells (arena, name, &csv.rows[i], &rows[i], error))
      return false;
  }
  *ret_rows = rows;
  *ret_count = csv.count;
  return true;
}

static bool
row_has_all (Arena *arena, const TableRow *row, const char *const *required)
{
  for (gsize i = 0; required[i] != NULL; i++) {
    bool found = false;
    for (gsize column = 0; column < row->count && !found; column++)
      found = row->cells[column].kind == CELL_TEXT
              && strcmp (text_fold (arena, row->cells[column].text), required[i]) == 0;
    if (!found)
      return false;
  }
  return true;
}

/* Index of the row with the headings. */
static gsize
find_headings (Arena *arena, const TableRow *rows, gsize count, const char *const *required)
{
  for (gsize i = 0; required != NULL && i < MIN (count, HEADING_SEARCH); i++)
    if (row_has_all (arena, &rows[i], required))
      return i;
  return 0;
}

/* Gives every row one cell per column. */
static bool
fit_rows (Arena *arena, Table *table, GError **error)
{
  static const TableCell empty = { .kind = CELL_EMPTY, .text = "" };
  gsize added = 0;
  for (gsize i = 0; i < table->row_count; i++) {
    TableRow *row = &table->rows[i];
    if (row->count < table->column_count) {
      added += table->column_count;
      if (added > TABLE_MAX_CELLS) {
        error_set (error, table->name, MSG_TABLE_TOO_LARGE, NULL);
        return false;
      }
      TableCell *cells = arena_array (arena, TableCell, table->column_count);
      for (gsize column = 0; column < table->column_count; column++)
        cells[column] = column < row->count ? row->cells[column] : empty;
      row->cells = cells;
    }
    row->count = table->column_count;
  }
  return true;
}

/* A row of empty cells: what is left where a merged range covers all others. */
static bool
row_is_empty (const TableRow *row)
{
  for (gsize i = 0; i < row->count; i++)
    if (row->cells[i].kind != CELL_EMPTY)
      return false;
  return true;
}

/* Notes the first value that stands right of the last heading. */
static void
find_stray (Table *table)
{
  for (gsize i = 0; i < table->row_count && table->stray_row == 0; i++)
    for (gsize column = table->column_count; column < table->rows[i].count && table->stray_row == 0; column++)
      if (table->rows[i].cells[column].kind != CELL_EMPTY) {
        table->stray_row = table->rows[i].row;
        table->stray_column = column;
      }
}

static bool
lay_out (Arena *arena, TableRow *rows, gsize count, const char *const *required, Table *table, GError **error)
{
  gsize kept = 0;
  for (gsize i = 0; i < count; i++)
    if (!row_is_empty (&rows[i]))
      rows[kept++] = rows[i];
  if (kept == 0) {
    error_set (error, table->name, MSG_TABLE_EMPTY, NULL);
    return false;
  }
  gsize heading = find_headings (arena, rows, kept, required);
  const TableRow *top = &rows[heading];
  table->heading_row = top->row;
  table->rows = rows + heading + 1;
  table->row_count = kept - heading - 1;
  table->column_count = top->count;
  table->headings = arena_array (arena, const char *, table->column_count);
  for (gsize column = 0; column < table->column_count; column++)
    table->headings[column] = text_squeeze (arena, top->cells[column].text);
  find_stray (table);
  return fit_rows (arena, table, error);
}

bool
table_read_bytes (Arena *arena, const char *name, const char *data, gsize size, const char *const *required,
                  Table *ret, GError **error)
{
  TableRow *rows = NULL;
  gsize count = 0;
  Table table = { .name = arena_strdup (arena, name) };
  bool zip = size >= 4 && memcmp (data, "PK", 2) == 0 && data[2] < 9;
  bool ole = size >= 4 && memcmp (data, "\xD0\xCF\x11\xE0", 4) == 0;
  if (ole || (!zip && g_str_has_suffix (name, ".xlsx"))) {
    error_set (error, name, ole ? MSG_XLSX_OLD : MSG_XLSX_NOT_ZIP, NULL);
    return false;
  }
  bool read = zip ? xlsx_read_rows (arena, name, data, size, &rows, &count, error)
                  : csv_read_rows (arena, name, data, size, &rows, &count, error);
  if (!read || !lay_out (arena, rows, count, required, &table, error))
    return false;
  *ret = table;
  return true;
}

bool
table_read (Arena *arena, const char *path, const char *name, const char *const *required, Table *ret,
            GError **error)
{
  g_autoptr (Arena) scratch = arena_new (TABLE_MAX_FILE + 4096);
  char *data = NULL;
  gsize size = 0;
  return file_read (scratch, path, name, TABLE_MAX_FILE, &data, &size, error)
         && table_read_bytes (arena, name, data, size, required, ret, error);
}
