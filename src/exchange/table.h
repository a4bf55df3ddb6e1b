/* table.h - a people table from CSV or XLSX: cells under headings. */
#pragma once
#include "base/date.h"
#include "base/message.h"
#include <stdbool.h>

#define TABLE_MAX_FILE ((gsize)64 * 1024 * 1024)
#define TABLE_MAX_ROWS ((gsize)200000)
#define TABLE_MAX_COLUMNS ((gsize)256)
/* All cells of one table together: 200 000 rows of 20 columns. */
#define TABLE_MAX_CELLS ((gsize)4000000)
/* All text of one table together, in bytes. */
#define TABLE_MAX_TEXT ((gsize)64 * 1024 * 1024)
/* One cell, in bytes: Excel's own limit of 32 767 characters, at most 4 bytes each. */
#define TABLE_MAX_CELL ((gsize)4 * 32767)

typedef enum {
  CELL_EMPTY = 0,
  CELL_TEXT,
  CELL_NUMBER,
  CELL_PERCENT, /* a number shown as a percentage: number 0.95, text "95%" */
  CELL_DATE,
  CELL_BOOL,
  CELL_ERROR, /* "#N/A", or a formula that was saved without its value */
} CellKind;

typedef struct {
  CellKind kind;
  CivilDate date;
  const char
      *text;     /* always there: what a person would see (numbers plain, dates dd/mm/yyyy), NFC, stripped */
  double number; /* numbers, percentages (as a fraction), booleans */
} TableCell;

typedef struct {
  TableCell *cells; /* one per heading */
  gsize count;
  gsize row; /* 1-based row (CSV: line) in the file */
} TableRow;

typedef struct {
  const char *name;      /* file name as written, for places */
  const char **headings; /* as written; "" over a column without one */
  gsize column_count;
  gsize heading_row; /* its row in the file */
  TableRow *rows;    /* those below the headings; rows without any content are left out */
  gsize row_count;
  gsize stray_row, stray_column; /* first value right of the last heading; row 0: none */
} Table;

/* Reads a table.  By content, not by name: a ZIP is read as XLSX, else CSV.
 * In a workbook it is the first visible worksheet.
 *
 * The headings are the first row with content.  If that row lacks one of
 * `required` (folded by text_fold, NULL-terminated; may be NULL) and one of the next nine
 * rows has them all, then that row holds the headings: people put a title above.
 *
 * Errors carry the place: "name", "name:line" or "name:row:column letters".
 * Limits: above; 512 MiB of unpacked XML.  What lies right of column 256 is not read. */
bool table_read (Arena *arena, const char *path, const char *name, const char *const *required, Table *ret,
                 GError **error);

/* The same from memory; `data` may go when this returns. */
bool table_read_bytes (Arena *arena, const char *name, const char *data, gsize size,
                       const char *const *required, Table *ret, GError **error);

/* "A", "Z", "AA" ... of a 0-based column. */
char *table_column_letters (Arena *arena, gsize column);
