/* fuzz_zip.c - any bytes as an archive: entries within their limit, or an error. */
#include "base/zip.h"
#include "fuzz.h"

#define MOST ((gsize)1024 * 1024)

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const entries[]
      = { "mimetype", "[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "Đạt" };
  g_autoptr (Arena) arena = arena_new ((gsize)1 << 26);
  g_autoptr (GError) error = NULL;
  g_autoptr (ZipReader) reader = zip_reader_open ("a.zip", data, size, &error);
  g_assert ((reader == NULL) == (error != NULL));
  for (gsize i = 0; reader != NULL && i < G_N_ELEMENTS (entries); i++) {
    g_autoptr (GError) failure = NULL;
    bool found = false;
    char *bytes = NULL;
    gsize length = 0;
    bool read = zip_reader_read (reader, arena, entries[i], MOST, &found, &bytes, &length, &failure);
    g_assert (read == (failure == NULL));
    g_assert (!read || !found || (length <= MOST && bytes[length] == '\0'));
  }
  return 0;
}
