/* csv.c - see csv.h.  The file is copied once into the arena; cells are cut
 * and unquoted in that copy. */
#include "base/csv.h"
#include "base/text.h"
#include <string.h>

#define MAX_SIZE ((gsize)64 * 1024 * 1024)
#define MAX_ROWS 200000
#define MAX_COLUMNS 256
#define MAX_CELLS 2000000
#define MAX_CELL_SIZE (1024 * 1024)

typedef struct {
  Arena *arena;
  const char *name;
  char *at;     /* what comes next; a NUL ends the text */
  char ends[5]; /* separator, CR, LF and quote: what an unquoted cell can not hold */
  gsize line;   /* of `at`, 1-based */
  gsize cells;  /* so far */
  GError **error;
} CsvReader;

typedef enum { CELL_FAILED, CELL_THEN_CELL, CELL_THEN_ROW, CELL_THEN_END } CellEnd;

static void
csv_fail (CsvReader *reader, gsize line, MessageId id, gsize argument)
{
  g_autofree char *place = g_strdup_printf ("%s:%" G_GSIZE_FORMAT, reader->name, line);
  g_autofree char *number = g_strdup_printf ("%" G_GSIZE_FORMAT, argument);
  error_set (reader->error, place, id, number, NULL);
}

static gsize
line_of (const char *data, gsize offset)
{
  gsize line = 1;
  for (gsize i = 0; i < offset; i++)
    line += data[i] == '\n' || (data[i] == '\r' && data[i + 1] != '\n');
  return line;
}

/* Files of another kind, by their first bytes; false with an error. */
static bool
csv_check_kind (const char *name, const char *data, gsize size, GError **error)
{
  static const struct {
    const char *magic;
    gsize length;
    MessageId id;
    const char *kind;
  } kinds[] = {
    { "\xFF\xFE", 2, MSG_CSV_UTF16, NULL },
    { "\xFE\xFF", 2, MSG_CSV_UTF16, NULL },
    { "PK\x03\x04", 4, MSG_CSV_BINARY, "Excel (.xlsx)" },
    { "\xD0\xCF\x11\xE0", 4, MSG_CSV_BINARY, "Excel (.xls)" },
    { "%PDF-", 5, MSG_CSV_BINARY, "PDF" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (size >= kinds[i].length && memcmp (data, kinds[i].magic, kinds[i].length) == 0) {
      error_set (error, name, kinds[i].id, kinds[i].kind, NULL);
      return false;
    }
  return true;
}

static bool
csv_check (const char *name, const char *data, gsize size, GError **error)
{
  gsize bad = 0;
  if (size > MAX_SIZE) {
    error_set (error, NULL, MSG_FILE_TOO_LARGE, name, "64 MB", NULL);
    return false;
  }
  if (!csv_check_kind (name, data, size, error))
    return false;
  if (text_is_utf8 (data, size, &bad))
    return true;
  CsvReader reader = { .name = name, .error = error };
  csv_fail (&reader, line_of (data, bad), data[bad] == '\0' ? MSG_CSV_NUL : MSG_CSV_ENCODING, bad + 1);
  return false;
}

/* Whichever of the two stands more often outside quotes in the first row. */
static char
csv_find_separator (const char *text)
{
  gsize commas = 0, semicolons = 0;
  bool quoted = false;
  for (text += strspn (text, "\r\n"); *text != '\0'; text++) {
    if (*text == '"')
      quoted = !quoted;
    else if (!quoted && (*text == '\n' || *text == '\r'))
      break;
    else if (!quoted) {
      commas += *text == ',';
      semicolons += *text == ';';
    }
  }
  return semicolons > commas ? ';' : ',';
}

/* Steps over the line break at `at` (LF, CR or CRLF). */
static char *
csv_skip_break (CsvReader *reader, char *at)
{
  reader->line++;
  return at + (at[0] == '\r' && at[1] == '\n' ? 2 : 1);
}

/* Ends the cell at `end` and steps over what follows `reader->at`. */
static CellEnd
csv_end_cell (CsvReader *reader, char *end)
{
  char mark = *reader->at;
  CellEnd how = CELL_THEN_END;
  if (mark == reader->ends[0]) {
    reader->at++;
    how = CELL_THEN_CELL;
  } else if (mark != '\0') {
    reader->at = csv_skip_break (reader, reader->at);
    how = *reader->at == '\0' ? CELL_THEN_END : CELL_THEN_ROW;
  }
  *end = '\0';
  return how;
}

static CellEnd
csv_read_plain (CsvReader *reader, gsize column, const char **ret_cell)
{
  char *start = reader->at;
  reader->at += strcspn (start, reader->ends);
  if (*reader->at == '"') {
    csv_fail (reader, reader->line, MSG_CSV_STRAY_QUOTE, column);
    return CELL_FAILED;
  }
  *ret_cell = start;
  return csv_end_cell (reader, reader->at);
}

/* Quotes come off in place: what is written never overtakes what is read. */
static CellEnd
csv_read_quoted (CsvReader *reader, gsize column, const char **ret_cell)
{
  char *start = reader->at, *in = start + 1, *out = start;
  gsize first_line = reader->line;
  for (;;) {
    gsize run = strcspn (in, "\"\r\n");
    memmove (out, in, run);
    out += run;
    in += run;
    if (*in == '\0') {
      csv_fail (reader, first_line, MSG_CSV_UNCLOSED_QUOTE, column);
      return CELL_FAILED;
    }
    if (*in == '"') {
      if (in[1] != '"')
        break;
      *out++ = '"';
      in += 2;
    } else {
      in = csv_skip_break (reader, in);
      *out++ = '\n';
    }
  }
  reader->at = in + 1;
  if (*reader->at != '\0' && strchr (reader->ends, *reader->at) == NULL) {
    csv_fail (reader, reader->line, MSG_CSV_STRAY_QUOTE, column);
    return CELL_FAILED;
  }
  *ret_cell = start;
  return csv_end_cell (reader, out);
}

static CellEnd
csv_read_cell (CsvReader *reader, gsize column, const char **ret_cell)
{
  gsize line = reader->line;
  const char *cell = NULL;
  CellEnd how
      = *reader->at == '"' ? csv_read_quoted (reader, column, &cell) : csv_read_plain (reader, column, &cell);
  if (how == CELL_FAILED)
    return how;
  if (strlen (cell) > MAX_CELL_SIZE) {
    csv_fail (reader, line, MSG_CSV_LONG_CELL, column);
    return CELL_FAILED;
  }
  *ret_cell = text_nfc (reader->arena, cell);
  return how;
}

static bool
csv_row_is_blank (const char *const *cells, gsize count)
{
  for (gsize i = 0; i < count; i++)
    if (!text_is_blank (cells[i]))
      return false;
  return true;
}

/* One row onto the table unless it is blank. */
static CellEnd
csv_read_row (CsvReader *reader, CsvTable *table)
{
  const char *cells[MAX_COLUMNS];
  gsize count = 0, line = reader->line;
  CellEnd how = CELL_THEN_CELL;
  while (how == CELL_THEN_CELL) {
    if (count == MAX_COLUMNS) {
      csv_fail (reader, line, MSG_CSV_TOO_MANY_COLUMNS, MAX_COLUMNS);
      return CELL_FAILED;
    }
    how = csv_read_cell (reader, count + 1, &cells[count]);
    count++;
  }
  if (how == CELL_FAILED || csv_row_is_blank (cells, count))
    return how;
  reader->cells += count;
  if (table->count == MAX_ROWS || reader->cells > MAX_CELLS) {
    bool rows = table->count == MAX_ROWS;
    csv_fail (reader, line, rows ? MSG_CSV_TOO_MANY_ROWS : MSG_CSV_TOO_MANY_CELLS,
              rows ? MAX_ROWS : MAX_CELLS);
    return CELL_FAILED;
  }
  const char **kept = arena_array (reader->arena, const char *, count);
  memcpy (kept, cells, count * sizeof *cells);
  ARENA_PUSH (reader->arena, table->rows, table->count)
      = (CsvRow){ .cells = kept, .count = count, .line = line };
  return how;
}

bool
csv_parse (Arena *arena, const char *name, const char *data, gsize size, CsvTable *ret, GError **error)
{
  if (!csv_check (name, data, size, error))
    return false;
  gsize mark = size >= 3 && memcmp (data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  char *text = arena_strndup (arena, data + mark, size - mark);
  CsvReader reader = { .arena = arena,
                       .name = name,
                       .at = text,
                       .ends = { csv_find_separator (text), '\r', '\n', '"', '\0' },
                       .line = 1,
                       .error = error };
  CsvTable table = { 0 };
  CellEnd how = CELL_THEN_ROW;
  while (how == CELL_THEN_ROW)
    how = csv_read_row (&reader, &table);
  if (how == CELL_FAILED)
    return false;
  *ret = table;
  return true;
}

/* ---- writing ---- */

static bool
is_formula (const char *text)
{
  return text[0] != '\0' && strchr ("=+-@\t\r\n", text[0]) != NULL;
}

void
csv_append_row (GString *out, const char *const *cells, gsize count)
{
  for (gsize i = 0; i < count; i++) {
    const char *text = cells[i] != NULL ? cells[i] : "";
    bool guarded = is_formula (text), quoted = text[strcspn (text, ",;\"\r\n")] != '\0';
    if (i > 0)
      g_string_append_c (out, ',');
    g_string_append (out, quoted ? "\"" : "");
    g_string_append (out, guarded ? "'" : "");
    for (const char *p = text; *p != '\0'; p++) {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
    g_string_append (out, quoted ? "\"" : "");
  }
  g_string_append (out, "\r\n");
}

const char *
csv_plain (const char *text)
{
  return text[0] == '\'' && is_formula (text + 1) ? text + 1 : text;
}
