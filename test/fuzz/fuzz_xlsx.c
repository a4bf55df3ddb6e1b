/* fuzz_xlsx.c - any bytes as a workbook: rows of valid cells, or one error that can be told.
 *
 * What begins with "PK" is taken as the archive itself.  Anything else is the text of up to four parts
 * (sheet, shared strings, styles, workbook) with a line "=====" between them, packed here:
 * so the fuzzer works on the XML and not on checksums. */
#include "base/text.h"
#include "base/zip.h"
#include "exchange/table.h"
#include "fuzz.h"
#include <string.h>

#define SEPARATOR "\n=====\n"

static const char relations[]
    = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
      "<Relationship Id='r1' Type='a/worksheet' Target='sheet.xml'/><Relationship Id='r2' "
      "Type='a/sharedStrings' "
      "Target='strings.xml'/><Relationship Id='r3' Type='a/styles' Target='/xl/styles.xml'/></Relationships>";
static const char workbook[]
    = "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' xmlns:r='r'><sheets>"
      "<sheet name='a' r:id='r1'/></sheets></workbook>";

static const char *
find_separator (const char *data, gsize size)
{
  return size == 0 ? NULL : memmem (data, size, SEPARATOR, strlen (SEPARATOR));
}

static GBytes *
pack (const char *data, gsize size)
{
  static const char *const names[] = { "xl/sheet.xml", "xl/strings.xml", "xl/styles.xml", "xl/workbook.xml" };
  g_autoptr (ZipWriter) writer = zip_writer_new ();
  gsize part = 0;
  zip_writer_add (writer, "xl/_rels/workbook.xml.rels", relations, strlen (relations), true, NULL);
  for (; part < G_N_ELEMENTS (names) && size > 0; part++) {
    const char *end = find_separator (data, size);
    gsize length = end != NULL ? (gsize)(end - data) : size;
    zip_writer_add (writer, names[part], data, length, true, NULL);
    gsize step = MIN (size, length + strlen (SEPARATOR));
    data += step;
    size -= step;
  }
  if (part < G_N_ELEMENTS (names))
    zip_writer_add (writer, names[3], workbook, strlen (workbook), true, NULL);
  GBytes *archive = zip_writer_finish (writer, NULL);
  g_assert (archive != NULL);
  return archive;
}

static void
check_cell (Arena *arena, const TableCell *cell)
{
  g_assert (cell->text != NULL && text_is_utf8 (cell->text, strlen (cell->text), NULL));
  g_assert ((cell->kind == CELL_EMPTY) == (cell->text[0] == '\0'));
  g_assert (cell->kind != CELL_DATE || date_is_set (cell->date));
  g_assert (strlen (cell->text) <= 2 * TABLE_MAX_CELL); /* composed forms may be longer */
}

static void
check_table (Arena *arena, const Table *table)
{
  gsize row = table->heading_row;
  g_assert (table->column_count <= TABLE_MAX_COLUMNS && table->row_count <= TABLE_MAX_ROWS);
  for (gsize i = 0; i < table->row_count; i++) {
    g_assert (table->rows[i].row > row && table->rows[i].count == table->column_count);
    row = table->rows[i].row;
    for (gsize j = 0; j < table->column_count; j++)
      check_cell (arena, &table->rows[i].cells[j]);
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const required[] = { "ma", NULL };
  g_autoptr (Arena) arena = arena_new ((gsize)1 << 30);
  g_autoptr (GError) error = NULL;
  bool archive = size >= 2 && memcmp (data, "PK", 2) == 0;
  g_autoptr (GBytes) packed = archive ? g_bytes_new (data, size) : pack ((const char *)data, size);
  gsize length = 0;
  const char *bytes = g_bytes_get_data (packed, &length);
  Table table = { 0 };
  bool read = table_read_bytes (arena, "a.xlsx", bytes, length, required, &table, &error);
  g_assert (read == (error == NULL));
  if (read)
    check_table (arena, &table);
  else
    g_assert (error_vietnamese (arena, error)[0] != '\0' && error_place (error) != NULL);
  return 0;
}
