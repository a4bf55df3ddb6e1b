/* sheet_book.h - one workbook of one sheet while it is written.
 *
 * Text is always text: a value that begins with =, +, - or @ never becomes a formula. */
#pragma once
#include "model/figures.h"
#include <xlsxwriter.h>

typedef enum { COLUMN_TEXT, COLUMN_CENTRE, COLUMN_NUMBER, COLUMN_PERCENT, COLUMN_DATE } ColumnKind;

typedef struct {
  const char *heading;
  double width; /* characters */
  ColumnKind kind;
} SheetColumn;

typedef struct {
  const char *tab;   /* name of the sheet */
  const char *title; /* "DANH MỤC MINH CHỨNG"; NULL: the headings stand in the first row */
  const char *note;  /* line under the title, or NULL */
  const SheetColumn *columns;
  guint column_count;
  guint frozen_columns; /* stay while the rest scrolls */
} SheetSpec;

/* Whose sheet it is. */
typedef struct {
  const char *unit_name; /* "" where unknown */
  int year;              /* behind the title */
  CivilDate date;        /* of the file; unset: 1980-01-01 */
} SheetHead;

typedef struct {
  lxw_workbook *workbook;
  lxw_worksheet *sheet;
  const SheetSpec *spec;
  lxw_format *formats[2][COLUMN_DATE + 1]; /* [bold][kind] */
  lxw_row_t heading_row;                   /* 0-based, as the next */
  lxw_row_t row;                           /* the row written now */
  guint lines;                             /* the most that a cell of this row takes */
  bool bold;
  int fd; /* memory file that the workbook is written to */
} SheetBook;

/* Opens the book and writes unit, title and headings; `row` is then the first of data. */
bool sheet_book_open (SheetBook *book, const SheetSpec *spec, const SheetHead *head, GError **error);
/* The filter over headings and data; call when the last data row is written. */
void sheet_filter (SheetBook *book);
/* The file's bytes.  The book is gone afterwards. */
GBytes *sheet_book_close (SheetBook *book, GError **error);

/* Cells of the current row, in the column's format; what is absent (NULL text,
 * DECIMAL_UNSET, unset date) leaves the cell empty, but ruled. */
void sheet_text (SheetBook *book, guint column, const char *text);
void sheet_number (SheetBook *book, guint column, double value);
void sheet_decimal (SheetBook *book, guint column, Decimal value);
void sheet_percent (SheetBook *book, guint column, Decimal percent);
void sheet_share (SheetBook *book, guint column, Share share); /* truncated to 0,01 %, as on paper */
void sheet_date (SheetBook *book, guint column, CivilDate date);
void sheet_mark (SheetBook *book, guint column, bool yes); /* "x" or nothing */
void sheet_blank (SheetBook *book, guint column);
/* Ends the current row: its height, then the next one. */
void sheet_end_row (SheetBook *book);
/* A line below the table, over all columns. */
void sheet_footnote (SheetBook *book, const char *text);
