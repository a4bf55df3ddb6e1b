/* sheet_book.c - see sheet_book.h. */
#include "document/sheet_book.h"
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define FONT "Times New Roman"
#define FONT_SIZE 11
#define LINE_HEIGHT 14.5 /* points, of a line of that size */
#define LINES_MAX 28     /* a row is at most 409 points high */
#define LETTERS_PER_WIDTH                                                                                    \
  1.25                 /* letters of this font to one digit of the default font, the unit of widths          \
                        */
#define TEXT_MAX 32767 /* characters that a cell holds */
#define HEADING_ROW 4  /* 0-based: unit, title, note, an empty row before it; without a title 0 */
#define PAPER_A4 9
#define MM(mm) ((mm) / 25.4)

static lxw_format *
new_format (lxw_workbook *workbook, bool bold, bool ruled)
{
  lxw_format *format = workbook_add_format (workbook);
  format_set_font_name (format, FONT);
  format_set_font_size (format, FONT_SIZE);
  if (bold)
    format_set_bold (format);
  if (ruled) {
    format_set_border (format, LXW_BORDER_THIN);
    format_set_text_wrap (format);
    format_set_align (format, LXW_ALIGN_VERTICAL_TOP);
  }
  return format;
}

static void
make_formats (SheetBook *book)
{
  static const guint8 aligns[]
      = { LXW_ALIGN_LEFT, LXW_ALIGN_CENTER, LXW_ALIGN_RIGHT, LXW_ALIGN_RIGHT, LXW_ALIGN_CENTER };
  static const char *const numbers[] = { NULL, NULL, NULL, "0.00%", "dd/mm/yyyy" };
  for (guint bold = 0; bold < 2; bold++)
    for (guint kind = 0; kind <= COLUMN_DATE; kind++) {
      lxw_format *format = new_format (book->workbook, bold, true);
      format_set_align (format, aligns[kind]);
      if (kind == COLUMN_TEXT)
        format_set_indent (format, 1);
      if (numbers[kind] != NULL)
        format_set_num_format (format, numbers[kind]);
      book->formats[bold][kind] = format;
    }
}

static void
set_properties (SheetBook *book, const SheetHead *head)
{
  CivilDate date = date_is_set (head->date) ? head->date : (CivilDate){ 1980, 1, 1 };
  lxw_doc_properties properties = {
    .title = (char *)(book->spec->title != NULL ? book->spec->title : book->spec->tab),
    .author = (char *)head->unit_name,
    .company = (char *)head->unit_name,
    .created = (time_t)date_day_number (date) * 86400,
  };
  workbook_set_properties (book->workbook, &properties);
}

/* Text that a cell can hold. */
static const char *
fitting (const char *text, char **ret_own)
{
  *ret_own = NULL;
  if (strlen (text) <= TEXT_MAX || g_utf8_strlen (text, -1) <= TEXT_MAX)
    return text;
  g_autofree char *start = g_utf8_substring (text, 0, TEXT_MAX - 1);
  return *ret_own = g_strconcat (start, "…", NULL);
}

/* A line over all columns. */
static void
write_line (SheetBook *book, lxw_row_t row, const char *text, lxw_format *format)
{
  g_autofree char *own = NULL;
  const char *cell = fitting (text, &own);
  lxw_col_t last = (lxw_col_t)(book->spec->column_count - 1);
  if (last > 0)
    worksheet_merge_range (book->sheet, row, 0, row, last, cell, format);
  else
    worksheet_write_string (book->sheet, row, 0, cell, format);
}

/* Lines that a text takes in a column of that many characters, broken at blanks.
 * Spreadsheets reckon the height of a row themselves only when it is edited. */
static guint
lines_of (const char *text, double width)
{
  guint lines = 1;
  double room = MAX (width * LETTERS_PER_WIDTH - 1, 1), used = 0, word = 0;
  for (const char *p = text;; p = g_utf8_next_char (p)) {
    if (*p != ' ' && *p != '\0') {
      word++;
      continue;
    }
    if (used > 0 && used + word > room) {
      lines++;
      used = 0;
    }
    used += word;
    while (used > room) {
      lines++;
      used -= room;
    }
    used++;
    word = 0;
    if (*p == '\0')
      return MIN (lines, LINES_MAX);
  }
}

static void
note_lines (SheetBook *book, guint column, const char *text)
{
  book->lines = MAX (book->lines, lines_of (text, book->spec->columns[column].width));
}

void
sheet_end_row (SheetBook *book)
{
  worksheet_set_row (book->sheet, book->row++, MAX (book->lines, 1) * LINE_HEIGHT + 1.5, NULL);
  book->lines = 0;
}

static void
write_title (SheetBook *book, const SheetHead *head)
{
  const SheetSpec *spec = book->spec;
  lxw_format *unit = new_format (book->workbook, true, false);
  lxw_format *title = new_format (book->workbook, true, false);
  lxw_format *note = new_format (book->workbook, false, false);
  format_set_align (title, LXW_ALIGN_CENTER);
  format_set_font_size (title, 14);
  format_set_align (note, LXW_ALIGN_CENTER);
  format_set_italic (note);
  g_autofree char *line = g_strdup_printf ("%s NĂM %d", spec->title, head->year);
  write_line (book, 0, head->unit_name, unit);
  write_line (book, 1, line, title);
  if (spec->note != NULL)
    write_line (book, 2, spec->note, note);
}

static void
write_headings (SheetBook *book)
{
  const SheetSpec *spec = book->spec;
  lxw_format *heading = new_format (book->workbook, true, true);
  format_set_align (heading, LXW_ALIGN_CENTER);
  format_set_align (heading, LXW_ALIGN_VERTICAL_CENTER);
  format_set_bg_color (heading, 0xEDEDED);
  for (guint i = 0; i < spec->column_count; i++) {
    worksheet_set_column (book->sheet, (lxw_col_t)i, (lxw_col_t)i, spec->columns[i].width, NULL);
    worksheet_write_string (book->sheet, book->heading_row, (lxw_col_t)i, spec->columns[i].heading, heading);
    note_lines (book, i, spec->columns[i].heading);
  }
  book->row = book->heading_row;
  sheet_end_row (book);
}

static void
set_print (SheetBook *book)
{
  worksheet_set_landscape (book->sheet);
  worksheet_set_paper (book->sheet, PAPER_A4);
  worksheet_set_margins (book->sheet, MM (20), MM (15), MM (20), MM (20));
  worksheet_fit_to_pages (book->sheet, 1, 0);
  worksheet_center_horizontally (book->sheet);
  worksheet_repeat_rows (book->sheet, book->heading_row, book->heading_row);
  worksheet_set_footer (book->sheet, "&R&\"" FONT ",Italic\"&10&A - Trang &P/&N");
  worksheet_freeze_panes (book->sheet, book->heading_row + 1, (lxw_col_t)book->spec->frozen_columns);
}

bool
sheet_book_open (SheetBook *book, const SheetSpec *spec, const SheetHead *head, GError **error)
{
  *book = (SheetBook){ .spec = spec,
                       .heading_row = spec->title != NULL ? HEADING_ROW : 0,
                       .fd = memfd_create ("xlsx", MFD_CLOEXEC) };
  if (book->fd < 0) {
    error_set (error, NULL, MSG_FILE_WRITE, "xlsx", g_strerror (errno), NULL);
    return false;
  }
  char path[40];
  g_snprintf (path, sizeof path, "/proc/self/fd/%d", book->fd);
  book->workbook = workbook_new (path);
  book->sheet = workbook_add_worksheet (book->workbook, spec->tab);
  set_properties (book, head);
  make_formats (book);
  if (spec->title != NULL)
    write_title (book, head);
  write_headings (book);
  set_print (book);
  return true;
}

/* The whole memory file. */
static GBytes *
read_back (int fd)
{
  struct stat status;
  if (fstat (fd, &status) != 0 || status.st_size <= 0)
    return NULL;
  gsize size = (gsize)status.st_size, done = 0;
  char *data = g_malloc (size);
  while (done < size) {
    gssize count = pread (fd, data + done, size - done, (off_t)done);
    if (count <= 0)
      break;
    done += (gsize)count;
  }
  if (done == size)
    return g_bytes_new_take (data, size);
  g_free (data);
  return NULL;
}

GBytes *
sheet_book_close (SheetBook *book, GError **error)
{
  lxw_error failed = workbook_close (book->workbook); /* frees it, failed or not */
  GBytes *bytes = failed == LXW_NO_ERROR ? read_back (book->fd) : NULL;
  close (book->fd);
  if (bytes == NULL)
    error_set (error, NULL, MSG_FILE_WRITE, "xlsx",
               failed == LXW_NO_ERROR ? g_strerror (EIO) : lxw_strerror (failed), NULL);
  return bytes;
}

/* Over headings and data rows; call while `row` is the first row below them. */
void
sheet_filter (SheetBook *book)
{
  if (book->row > book->heading_row + 1)
    worksheet_autofilter (book->sheet, book->heading_row, 0, book->row - 1,
                          (lxw_col_t)(book->spec->column_count - 1));
}

static lxw_format *
format_of (const SheetBook *book, guint column)
{
  return book->formats[book->bold][book->spec->columns[column].kind];
}

void
sheet_blank (SheetBook *book, guint column)
{
  worksheet_write_blank (book->sheet, book->row, (lxw_col_t)column, format_of (book, column));
}

void
sheet_text (SheetBook *book, guint column, const char *text)
{
  if (text == NULL || *text == '\0') {
    sheet_blank (book, column);
    return;
  }
  g_autofree char *own = NULL;
  ColumnKind kind = book->spec->columns[column].kind;
  /* A word where a number was expected stays a word: no number format. */
  lxw_format *format = book->formats[book->bold][kind == COLUMN_TEXT ? COLUMN_TEXT : COLUMN_CENTRE];
  worksheet_write_string (book->sheet, book->row, (lxw_col_t)column, fitting (text, &own), format);
  note_lines (book, column, text);
}

void
sheet_number (SheetBook *book, guint column, double value)
{
  worksheet_write_number (book->sheet, book->row, (lxw_col_t)column, value, format_of (book, column));
}

void
sheet_decimal (SheetBook *book, guint column, Decimal value)
{
  if (value == DECIMAL_UNSET)
    sheet_blank (book, column);
  else
    sheet_number (book, column, decimal_to_double (value));
}

void
sheet_percent (SheetBook *book, guint column, Decimal percent)
{
  if (percent == DECIMAL_UNSET)
    sheet_blank (book, column);
  else
    sheet_number (book, column, (double)percent / (100.0 * (double)DECIMAL_ONE));
}

/* A spreadsheet rounds what it shows: a share just below a threshold would be shown
 * as reaching it.  So the value itself is cut at 0,01 %. */
void
sheet_share (SheetBook *book, guint column, Share share)
{
  guint64 hundredths = share.of > 0 ? (guint64)share.count * 10000 / share.of : 0;
  sheet_number (book, column, (double)hundredths / 10000);
}

void
sheet_date (SheetBook *book, guint column, CivilDate date)
{
  if (date_is_set (date))
    sheet_number (book, column, date_to_serial (date));
  else
    sheet_blank (book, column);
}

void
sheet_mark (SheetBook *book, guint column, bool yes)
{
  sheet_text (book, column, yes ? "x" : NULL);
}

void
sheet_footnote (SheetBook *book, const char *text)
{
  lxw_format *format = new_format (book->workbook, false, false);
  format_set_italic (format);
  write_line (book, book->row++, text, format);
}
