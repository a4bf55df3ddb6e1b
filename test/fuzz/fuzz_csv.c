/* fuzz_csv.c - any bytes as a CSV table: rows of valid cells, or one error that can be told. */
#include "base/csv.h"
#include "base/text.h"
#include "fuzz.h"
#include <string.h>

static void
check_table (Arena *arena, const CsvTable *table)
{
  gsize line = 0;
  for (gsize i = 0; i < table->count; i++) {
    const CsvRow *row = &table->rows[i];
    g_assert (row->line > line && row->count > 0 && row->count <= 256);
    line = row->line;
    for (gsize j = 0; j < row->count; j++) {
      g_assert (text_is_utf8 (row->cells[j], strlen (row->cells[j]), NULL));
      g_assert (text_nfc (arena, row->cells[j]) == row->cells[j]);
      text_name_key (arena, row->cells[j]);
      text_fold (arena, row->cells[j]);
    }
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (Arena) arena = arena_new ((gsize)1 << 30);
  g_autoptr (GError) error = NULL;
  CsvTable table = { 0 };
  bool parsed = csv_parse (arena, "a.csv", (const char *)data, size, &table, &error);
  g_assert (parsed == (error == NULL));
  if (parsed)
    check_table (arena, &table);
  else
    g_assert (text_is_utf8 (error_vietnamese (arena, error), strlen (error_vietnamese (arena, error)), NULL));
  return 0;
}
