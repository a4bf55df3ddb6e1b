/* xlsx_sheet.c - the cells of one worksheet. */
#include "base/text.h"
#include "exchange/xlsx_book.h"
#include "exchange/xlsx_number.h"
#include <string.h>

/* Ranges of two cells over a whole table of the largest size that is of use. */
#define MAX_MERGED ((gsize)500000)

typedef struct {
  gsize top, bottom, left, right; /* 1-based rows, 0-based columns, both ends in */
} MergedRange;

typedef struct {
  XlsxBook *book;
  TableRow *rows;
  gsize row_count, cell_count;
  MergedRange *merged;
  gsize merged_count;
  TableCell line[TABLE_MAX_COLUMNS]; /* the row that is being read */
  gsize width;                       /* cells in it up to the last filled one */
  gsize row, column;                 /* where we are; column may lie beyond the limit */
  const char *type;                  /* of the cell: one of cell_types */
  guint style;
  GString *value;
  gsize phonetic;
  bool collecting, has_formula, in_row;
  XlsxNumbers numbers;
} SheetReader;

static const char *const cell_types[] = { "n", "s", "str", "inlineStr", "b", "e", "d" };

static char *
cell_place (const SheetReader *reader, Arena *arena)
{
  return arena_printf (arena, "%s:%" G_GSIZE_FORMAT ":%s", reader->book->name, reader->row,
                       table_column_letters (arena, reader->column));
}

static void
fail_at_cell (XmlStream *stream, MessageId id)
{
  SheetReader *reader = stream->user;
  GError *error = NULL;
  error_set (&error, cell_place (reader, reader->book->scratch), id, NULL);
  xml_stream_fail (stream, error);
}

static void
fail_at_book (XmlStream *stream, MessageId id)
{
  SheetReader *reader = stream->user;
  GError *error = NULL;
  error_set (&error, reader->book->name, id, NULL);
  xml_stream_fail (stream, error);
}

/* "BC12" -> column 54, row 12, and how many bytes were read; 0 if it is no such thing. */
static gsize
read_reference (const char *text, gsize length, gsize *ret_column, gsize *ret_row)
{
  gsize i = 0, column = 0, row = 0;
  for (; i < length && g_ascii_isalpha (text[i]) && i < 4; i++)
    column = column * 26 + (gsize)(g_ascii_toupper (text[i]) - 'A') + 1;
  gsize letters = i;
  for (; i < length && g_ascii_isdigit (text[i]) && i < letters + 8; i++)
    row = row * 10 + (gsize)(text[i] - '0');
  if (letters == 0 || i == letters)
    return 0;
  *ret_column = column - 1;
  *ret_row = row;
  return i;
}

/* ---- the beginnings ---- */

static void
start_row (XmlStream *stream, const XmlAttributes *attributes)
{
  SheetReader *reader = stream->user;
  guint number = 0;
  gsize next = reader->row + 1;
  reader->row = xml_attribute_uint (attributes, "r", &number) ? number : next;
  reader->column = G_MAXSIZE; /* so that the first cell without a reference is column 0 */
  memset (reader->line, 0, reader->width * sizeof reader->line[0]);
  reader->width = 0;
  if (reader->row < next || reader->in_row) /* a row within a row would end twice */
    fail_at_book (stream, MSG_XLSX_DAMAGED);
  reader->in_row = true;
}

static void
start_cell (XmlStream *stream, const XmlAttributes *attributes)
{
  SheetReader *reader = stream->user;
  gsize length = 0, column = 0, row = 0;
  const char *reference = xml_attribute (attributes, "r", false, &length);
  bool named = reference != NULL && read_reference (reference, length, &column, &row) == length;
  reader->column = named ? column : reader->column + 1;
  reader->style = 0;
  xml_attribute_uint (attributes, "s", &reader->style);
  reader->type = cell_types[0];
  const char *type = xml_attribute (attributes, "t", false, &length);
  for (gsize i = 0; type != NULL && i < G_N_ELEMENTS (cell_types); i++)
    if (strlen (cell_types[i]) == length && memcmp (cell_types[i], type, length) == 0)
      reader->type = cell_types[i];
  reader->has_formula = reader->collecting = false;
  reader->phonetic = 0;
  g_string_truncate (reader->value, 0);
}

static void
start_merged (XmlStream *stream, const XmlAttributes *attributes)
{
  SheetReader *reader = stream->user;
  gsize length = 0;
  const char *reference = xml_attribute (attributes, "ref", false, &length);
  MergedRange range = { 0 };
  gsize read = reference == NULL ? 0 : read_reference (reference, length, &range.left, &range.top);
  if (read == 0 || read >= length || reference[read] != ':')
    return;
  read++;
  if (read_reference (reference + read, length - read, &range.right, &range.bottom) != length - read)
    return;
  if (reader->merged_count >= MAX_MERGED)
    fail_at_book (stream, MSG_TABLE_TOO_LARGE);
  else
    ARENA_PUSH (reader->book->scratch, reader->merged, reader->merged_count) = range;
}

static void
sheet_start (XmlStream *stream, const char *element, const XmlAttributes *attributes)
{
  SheetReader *reader = stream->user;
  switch (element[0]) {
  case 'c':
    if (element[1] == '\0')
      start_cell (stream, attributes);
    break;
  case 'v':
    if (element[1] == '\0')
      reader->collecting = true;
    break;
  case 't':
    if (element[1] == '\0')
      reader->collecting = reader->phonetic == 0;
    break;
  case 'f':
    reader->has_formula |= element[1] == '\0';
    break;
  case 'r':
    if (strcmp (element, "row") == 0)
      start_row (stream, attributes);
    else if (strcmp (element, "rPh") == 0)
      reader->phonetic++;
    break;
  case 'm':
    if (strcmp (element, "mergeCell") == 0)
      start_merged (stream, attributes);
    break;
  default:
    break;
  }
}

static void
sheet_text (XmlStream *stream, const char *text, gsize length)
{
  SheetReader *reader = stream->user;
  if (!reader->collecting || reader->column >= TABLE_MAX_COLUMNS)
    return;
  if (reader->value->len + length > TABLE_MAX_CELL)
    fail_at_cell (stream, MSG_TABLE_CELL_TOO_LONG);
  else
    g_string_append_len (reader->value, text, (gssize)length);
}

/* ---- the ends ---- */

static bool
keep_text (XmlStream *stream, TableCell *cell, CellKind kind)
{
  SheetReader *reader = stream->user;
  GError *error = NULL;
  cell->text = xlsx_book_keep_text (reader->book, reader->value, &error);
  if (error != NULL) {
    xml_stream_fail (stream, error);
    return false;
  }
  cell->kind = cell->text[0] != '\0' ? kind : CELL_EMPTY;
  return true;
}

static void
take_shared_string (XmlStream *stream, TableCell *cell)
{
  SheetReader *reader = stream->user;
  XlsxBook *book = reader->book;
  guint64 index = 0;
  if (!g_ascii_string_to_unsigned (reader->value->str, 10, 0, G_MAXUINT32, &index, NULL)
      || index >= book->string_count) {
    fail_at_cell (stream, MSG_XLSX_DAMAGED);
    return;
  }
  if (book->strings[index] == NULL) {
    fail_at_cell (stream, MSG_TABLE_CELL_TOO_LONG);
    return;
  }
  cell->text = book->strings[index];
  cell->kind = cell->text[0] != '\0' ? CELL_TEXT : CELL_EMPTY;
}

static void
take_number (XmlStream *stream, TableCell *cell)
{
  SheetReader *reader = stream->user;
  XlsxBook *book = reader->book;
  Arena *arena = book->arena;
  if (!xlsx_number_read (&reader->numbers, arena, reader->value->str, reader->value->len, &cell->text,
                         &cell->number)) {
    keep_text (stream, cell, CELL_ERROR);
    return;
  }
  cell->kind = CELL_NUMBER;
  XlsxFormat format = reader->style < book->format_count ? book->formats[reader->style] : (XlsxFormat){ 0 };
  if (format.kind == XLSX_FORMAT_DATE && date_from_serial (cell->number, book->epoch_1904, &cell->date)) {
    cell->kind = CELL_DATE;
    cell->text = date_short (arena, cell->date);
  } else if (format.kind == XLSX_FORMAT_PERCENT) {
    cell->kind = CELL_PERCENT;
    cell->text = arena_concat (arena, xlsx_number_text (arena, cell->number * 100), "%", NULL);
  } else if (format.kind == XLSX_FORMAT_PADDED && cell->number >= 0 && cell->number < 1e15
             && cell->number == (double)(gint64)cell->number)
    cell->text = arena_printf (arena, "%0*" G_GINT64_FORMAT, format.digits, (gint64)cell->number);
}

static void
take_iso_date (XmlStream *stream, TableCell *cell)
{
  SheetReader *reader = stream->user;
  if (reader->value->len >= 10 && (reader->value->str[10] == 'T' || reader->value->str[10] == '\0')) {
    char day[11] = { 0 };
    memcpy (day, reader->value->str, 10);
    if (date_parse_iso (day, &cell->date)) {
      cell->kind = CELL_DATE;
      cell->text = date_short (reader->book->arena, cell->date);
      return;
    }
  }
  keep_text (stream, cell, CELL_TEXT);
}

static void
take_value (XmlStream *stream, TableCell *cell)
{
  SheetReader *reader = stream->user;
  const char *type = reader->type;
  if (strcmp (type, "n") == 0)
    take_number (stream, cell);
  else if (strcmp (type, "s") == 0)
    take_shared_string (stream, cell);
  else if (strcmp (type, "b") == 0) {
    cell->kind = CELL_BOOL;
    cell->number = reader->value->str[0] == '1' || reader->value->str[0] == 't';
    cell->text = cell->number != 0 ? "TRUE" : "FALSE";
  } else if (strcmp (type, "d") == 0)
    take_iso_date (stream, cell);
  else
    keep_text (stream, cell, strcmp (type, "e") == 0 ? CELL_ERROR : CELL_TEXT);
}

static void
end_cell (XmlStream *stream)
{
  SheetReader *reader = stream->user;
  if (reader->column >= TABLE_MAX_COLUMNS)
    return;
  TableCell *cell = &reader->line[reader->column];
  *cell = (TableCell){ .kind = CELL_EMPTY, .text = "" };
  if (reader->value->len > 0)
    take_value (stream, cell);
  else if (reader->has_formula && strcmp (reader->type, "str") != 0)
    *cell = (TableCell){ .kind = CELL_ERROR, .text = "=…" }; /* never computed: blank would be a guess */
  if (cell->kind != CELL_EMPTY && reader->width <= reader->column)
    reader->width = reader->column + 1;
}

static void
end_row (XmlStream *stream)
{
  SheetReader *reader = stream->user;
  XlsxBook *book = reader->book;
  reader->in_row = false;
  if (reader->width == 0)
    return;
  reader->cell_count += reader->width;
  if (reader->row_count >= TABLE_MAX_ROWS || reader->cell_count > TABLE_MAX_CELLS) {
    fail_at_book (stream, MSG_TABLE_TOO_LARGE);
    return;
  }
  TableCell *cells = arena_array (book->arena, TableCell, reader->width);
  for (gsize i = 0; i < reader->width; i++) {
    cells[i] = reader->line[i];
    if (cells[i].text == NULL)
      cells[i].text = "";
  }
  ARENA_PUSH (book->arena, reader->rows, reader->row_count)
      = (TableRow){ .cells = cells, .count = reader->width, .row = reader->row };
}

static void
sheet_end (XmlStream *stream, const char *element)
{
  SheetReader *reader = stream->user;
  if (element[1] == '\0') {
    if (element[0] == 'c')
      end_cell (stream);
    else if (element[0] == 'v' || element[0] == 't')
      reader->collecting = false;
  } else if (strcmp (element, "row") == 0)
    end_row (stream);
  else if (strcmp (element, "rPh") == 0 && reader->phonetic > 0)
    reader->phonetic--;
}

static const XmlHandler sheet_handler = { sheet_start, sheet_end, sheet_text };

/* ---- merged ranges ---- */

/* Index of the first row at or below a row number. */
static gsize
find_row (const SheetReader *reader, gsize row)
{
  gsize low = 0, high = reader->row_count;
  while (low < high) {
    gsize middle = low + (high - low) / 2;
    if (reader->rows[middle].row < row)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Empties what a merged range covers.  Ranges may not overlap, so in a sound sheet they cover each
 * cell once: `work` counts towards that, lest a crafted list takes forever. */
static void
clear_covered (SheetReader *reader, const MergedRange *range, gsize *work)
{
  for (gsize i = find_row (reader, range->top); i < reader->row_count && reader->rows[i].row <= range->bottom;
       i++) {
    TableRow *row = &reader->rows[i];
    for (gsize column = range->left; column <= range->right && column < row->count; column++, (*work)++)
      if (row->row != range->top || column != range->left)
        row->cells[column] = (TableCell){ .kind = CELL_EMPTY, .text = "" };
    (*work)++;
  }
}

bool
xlsx_sheet_read (XlsxBook *book, TableRow **ret_rows, gsize *ret_count, GError **error)
{
  g_autoptr (GString) value = g_string_new (NULL);
  SheetReader *reader = arena_new0 (book->scratch, SheetReader);
  reader->book = book;
  reader->value = value;
  bool found = false;
  if (!xlsx_book_read_part (book, book->sheet_path, XLSX_MAX_PART, &sheet_handler, reader, &found, error))
    return false;
  if (!found) {
    error_set (error, book->name, MSG_XLSX_NO_SHEET, NULL);
    return false;
  }
  gsize work = 0;
  for (gsize i = 0; i < reader->merged_count && work <= 2 * reader->cell_count + reader->row_count; i++)
    clear_covered (reader, &reader->merged[i], &work);
  *ret_rows = reader->rows;
  *ret_count = reader->row_count;
  return true;
}
