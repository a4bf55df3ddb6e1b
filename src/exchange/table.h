/* table.h - a people table from CSV or XLSX: cells under headings. */
#pragma once
#include "base/date.h"
#include "base/message.h"
#include <stdbool.h>

typedef enum { CELL_EMPTY = 0, CELL_TEXT, CELL_NUMBER, CELL_DATE, CELL_BOOL, CELL_ERROR } CellKind;

typedef struct {
  CellKind kind;
  const char *text;  /* always there: what a person would see (numbers plain, dates dd/mm/yyyy), NFC, stripped */
  double number;
  CivilDate date;
} TableCell;

typedef struct { TableCell *cells; gsize row; } TableRow; /* one cell per heading; row = 1-based row in the file */

typedef struct {
  const char *name;          /* file name as written, for places */
  const char **headings;     /* as written */
  gsize column_count;
  TableRow *rows; gsize row_count; /* empty rows left out */
} Table;

/* By content, not by name: a ZIP is read as XLSX, else CSV.  Limits: 64 MiB
 * file, 200 000 rows, 256 columns, 1 MiB a cell, 512 MiB unpacked. */
bool table_read (Arena *arena, const char *path, const char *name, Table *ret, GError **error);
