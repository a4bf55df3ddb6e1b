/* xlsx.c - see xlsx.h. */
#include "exchange/xlsx_book.h"

/* Shared strings' list (at most TABLE_MAX_CELLS pointers, doubled while growing), styles and relationships.
 */
#define SCRATCH_LIMIT ((gsize)512 * 1024 * 1024)

bool
xlsx_read_rows (Arena *arena, const char *name, const char *data, gsize size, TableRow **ret_rows,
                gsize *ret_count, GError **error)
{
  g_autoptr (Arena) scratch = arena_new (SCRATCH_LIMIT);
  g_autoptr (ZipReader) zip = zip_reader_open (name, data, size, error);
  if (zip == NULL)
    return false;
  XlsxBook book = { .arena = arena, .scratch = scratch, .name = name, .zip = zip };
  return xlsx_book_open (&book, error) && xlsx_sheet_read (&book, ret_rows, ret_count, error);
}
