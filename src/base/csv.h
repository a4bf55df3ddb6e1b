/* csv.h - RFC 4180 tables: comma or semicolon, UTF-8 with or without BOM. */
#pragma once
#include "arena.h"
#include "message.h"
#include <stdbool.h>

typedef struct {
  const char **cells; /* UTF-8, NFC, never NULL */
  gsize count;
  gsize line; /* 1-based line of the file where the row begins */
} CsvRow;

typedef struct {
  CsvRow *rows; /* rows that hold nothing but blanks are left out */
  gsize count;
} CsvTable;

/* Reads a whole table.  The separator is whichever of ',' and ';' stands more
 * often outside quotes in the first row.  Rows end with LF, CRLF or CR; a line
 * break within a cell comes out as LF.  A quote inside an unquoted cell, text
 * behind a closing quote and an unclosed quote are errors, as is any other
 * encoding (UTF-16 is recognised and named); places are "name:line".
 *
 * Limits: 64 MiB, 200 000 rows, 256 columns, 1 MiB a cell, 2 000 000 cells.
 * Takes some 2 times `size` of the arena, never more than 512 MiB. */
bool csv_parse (Arena *arena, const char *name, const char *data, gsize size, CsvTable *ret, GError **error);

/* Appends a row as spreadsheets read it: commas, quotes where needed, CR LF; NULL is an empty cell.  A cell
 * that a spreadsheet would take for a formula (it begins with =, +, -, @, a tab or a line's end) gets an
 * apostrophe before it, which csv_plain takes away again. */
void csv_append_row (GString *out, const char *const *cells, gsize count);
/* The text without the apostrophe that guards it. */
const char *csv_plain (const char *text);
