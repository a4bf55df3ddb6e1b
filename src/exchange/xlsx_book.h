/* xlsx_book.h - what the cells of a sheet refer to; shared by the xlsx_*.c files alone. */
#pragma once
#include "base/zip.h"
#include "exchange/xlsx.h"
#include "exchange/xlsx_xml.h"

#define XLSX_MAX_PART ((gsize)512 * 1024 * 1024)    /* the sheet, unpacked */
#define XLSX_MAX_STRINGS ((gsize)128 * 1024 * 1024) /* shared strings, unpacked */
#define XLSX_MAX_SMALL ((gsize)16 * 1024 * 1024)    /* every other part, unpacked */

typedef struct {
  Arena *arena;   /* of the result */
  Arena *scratch; /* what is needed only while reading */
  const char *name;
  ZipReader *zip;
  gsize text_used; /* bytes of text so far, against TABLE_MAX_TEXT */
  bool epoch_1904;
  XlsxFormat *formats; /* cellXfs, by the cell's style number */
  gsize format_count;
  const char **strings; /* shared strings; NULL: longer than a cell may be */
  gsize string_count;
  const char *sheet_path, *strings_path, *styles_path;
} XlsxBook;

/* Finds the parts and reads all but the sheet.  The caller has set the arenas, name and zip. */
bool xlsx_book_open (XlsxBook *book, GError **error);

/* Streams one part; `*ret_found` false if the archive has none of that path. */
bool xlsx_book_read_part (XlsxBook *book, const char *path, gsize limit, const XmlHandler *handler,
                          void *user, bool *ret_found, GError **error);

/* The text of a cell as it is kept: _xHHHH_ decoded, NFC, stripped, in the arena; "" is shared.
 * NULL and an error if the book's text is too large. */
const char *xlsx_book_keep_text (XlsxBook *book, GString *raw, GError **error);

/* The sheet, see xlsx_read_rows. */
bool xlsx_sheet_read (XlsxBook *book, TableRow **ret_rows, gsize *ret_count, GError **error);
