/* sheet_list.h - any list of the pages as XLSX, for people to work on and to bring back.
 *
 * Headings in the first row, frozen and with a filter; a cell of a date's column that reads as one is a
 * date, of a number's a number; all else is text, never a formula. */
#pragma once
#include "document/sheet_book.h"

/* `cells`: row by row, spec->column_count each, NULL or "" for none.  spec->title is not looked at.  NULL on
 * failure (no room for temporary files). */
GBytes *sheet_write_list (const SheetSpec *spec, const SheetHead *head, const char *const *cells,
                          gsize row_count, GError **error);
