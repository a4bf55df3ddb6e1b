/* sheet_list.c - see sheet_list.h. */
#include "document/sheet_list.h"
#include <string.h>

static void
write_cell (SheetBook *book, guint column, const char *text)
{
  ColumnKind kind = book->spec->columns[column].kind;
  CivilDate date = { 0 };
  if (text == NULL || text[0] == '\0')
    sheet_blank (book, column);
  else if (kind == COLUMN_DATE && (date_parse_vietnamese (text, &date) || date_parse_iso (text, &date)))
    sheet_date (book, column, date);
  else if (kind == COLUMN_NUMBER && text[strspn (text, "0123456789")] == '\0')
    sheet_number (book, column, g_ascii_strtod (text, NULL));
  else
    sheet_text (book, column, text);
}

GBytes *
sheet_write_list (const SheetSpec *spec, const SheetHead *head, const char *const *cells, gsize row_count,
                  GError **error)
{
  SheetSpec plain = *spec;
  SheetBook book;
  plain.title = NULL;
  if (!sheet_book_open (&book, &plain, head, error))
    return NULL;
  for (gsize row = 0; row < row_count; row++) {
    for (guint column = 0; column < plain.column_count; column++)
      write_cell (&book, column, cells[row * plain.column_count + column]);
    sheet_end_row (&book);
  }
  sheet_filter (&book);
  return sheet_book_close (&book, error);
}
