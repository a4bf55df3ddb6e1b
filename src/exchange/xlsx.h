/* xlsx.h - reading one worksheet of an XLSX workbook (ECMA-376, transitional
 * and strict) as rows of cells; used by table.c alone. */
#pragma once
#include "exchange/table.h"

/* The first visible worksheet's rows that have content, in order; each has as many cells
 * as its last filled one needs.  `ret_rows` lives in the arena.
 *
 * Values are what the workbook saved: formulas are not computed.  Cells covered by
 * a merged range are empty.  A document type declaration anywhere, and with it any
 * entity, is refused; links to other files are never followed. */
bool xlsx_read_rows (Arena *arena, const char *name, const char *data, gsize size, TableRow **ret_rows,
                     gsize *ret_count, GError **error);

/* How a number is shown, as far as it changes what the number means. */
typedef enum {
  XLSX_FORMAT_PLAIN = 0,
  XLSX_FORMAT_DATE,
  XLSX_FORMAT_PERCENT,
  XLSX_FORMAT_PADDED, /* "000": zeros in front are part of what is seen, as in codes */
} XlsxFormatKind;

typedef struct {
  XlsxFormatKind kind;
  guint8 digits; /* XLSX_FORMAT_PADDED */
} XlsxFormat;

/* Of a format built into the programs (ECMA-376 part 1, 18.8.30). */
XlsxFormat xlsx_format_builtin (guint id);
/* Of a format code, e.g. `dd/mm/yyyy;@`. */
XlsxFormat xlsx_format_of_code (const char *code);
