/* test_csv.c - tables as spreadsheets write them, and what is refused with its place. */
#include "base/csv.h"
#include <string.h>

static char *
joined (Arena *arena, const CsvTable *table)
{
  g_autoptr (GString) out = g_string_new (NULL);
  for (gsize i = 0; i < table->count; i++) {
    g_string_append_printf (out, "%" G_GSIZE_FORMAT ":", table->rows[i].line);
    for (gsize j = 0; j < table->rows[i].count; j++)
      g_string_append_printf (out, "[%s]", table->rows[i].cells[j]);
    g_string_append_c (out, '\n');
  }
  return arena_strdup (arena, out->str);
}

static void
assert_reads (const char *text, const char *expected)
{
  g_autoptr (Arena) arena = arena_new (1 << 24);
  g_autoptr (GError) error = NULL;
  CsvTable table = { 0 };
  bool good = csv_parse (arena, "a.csv", text, strlen (text), &table, &error);
  g_assert_no_error (error);
  g_assert_true (good);
  g_assert_cmpstr (joined (arena, &table), ==, expected);
}

static void
assert_fails (const char *text, gsize size, MessageId id, const char *place)
{
  g_autoptr (Arena) arena = arena_new ((gsize)1 << 29);
  g_autoptr (GError) error = NULL;
  CsvTable table = { .count = 77 };
  g_assert_false (csv_parse (arena, "a.csv", text, size, &table, &error));
  g_assert_error (error, DVHT_ERROR, (gint)id);
  g_assert_cmpstr (error_place (error), ==, place);
  g_assert_cmpuint (table.count, ==, 77);
}

static void
test_forms (void)
{
  assert_reads ("a,b\n1,2\n", "1:[a][b]\n2:[1][2]\n");
  assert_reads ("a,b\r\n1,2", "1:[a][b]\n2:[1][2]\n");
  assert_reads ("a,b\r1,2\r", "1:[a][b]\n2:[1][2]\n");
  assert_reads ("\xEF\xBB\xBFMã;Họ và tên\n1;A,B\n", "1:[Mã][Họ và tên]\n2:[1][A,B]\n");
  assert_reads ("\"a;b;c\",b\n1,2;3\n", "1:[a;b;c][b]\n2:[1][2;3]\n");
  assert_reads ("\n\na;b\n", "3:[a][b]\n");
  assert_reads ("a,\n,b\n", "1:[a][]\n2:[][b]\n");
  assert_reads ("Ho\xCC\xA3,a", "1:[Họ][a]\n");
  assert_reads ("", "");
  assert_reads ("\xEF\xBB\xBF", "");
}

static void
test_quotes (void)
{
  assert_reads ("\"a\",\"b \"\"x\"\" c\"\n\"\",\"\"\"\"\n", "1:[a][b \"x\" c]\n2:[][\"]\n");
  assert_reads ("a,\"x\r\ny\rz\nw\",b\n1\n", "1:[a][x\ny\nz\nw][b]\n5:[1]\n");
  assert_fails ("a,b\n1,x\"y\n", 10, MSG_CSV_STRAY_QUOTE, "a.csv:2");
  assert_fails ("a,b\n1,\"x\"y\n", 11, MSG_CSV_STRAY_QUOTE, "a.csv:2");
  assert_fails ("a,b\n1,\"x\n\n", 10, MSG_CSV_UNCLOSED_QUOTE, "a.csv:2");
  assert_fails ("a\n\"x\n\n\"y\n", 10, MSG_CSV_NUL, "a.csv:5");
  assert_fails ("a\n\"x\n\n\"y\n", 9, MSG_CSV_STRAY_QUOTE, "a.csv:4");
}

static void
test_blank_rows (void)
{
  assert_reads ("a,b\n\n , \n\xC2\xA0,\t\n;\n1,2\n,\n", "1:[a][b]\n5:[;]\n6:[1][2]\n");
}

static void
test_encodings (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  g_autoptr (GError) error = NULL;
  CsvTable table = { 0 };
  assert_fails ("a,b\r\nNguy\xEAn,1\n", 14, MSG_CSV_ENCODING, "a.csv:2");
  assert_fails ("a,b\r1,2\n\0", 9, MSG_CSV_NUL, "a.csv:3");
  assert_fails ("\xFF\xFE"
                "a\0,\0",
                6, MSG_CSV_UTF16, "a.csv");
  assert_fails ("\xFE\xFF\0a\0,", 6, MSG_CSV_UTF16, "a.csv");
  assert_fails ("PK\x03\x04zip", 7, MSG_CSV_BINARY, "a.csv");
  g_assert_false (csv_parse (arena, "a.csv", "a\nNguy\xEAn", 8, &table, &error));
  g_assert_nonnull (strstr (error_vietnamese (arena, error), "a.csv:2: Byte thứ 7 "));
}

static void
test_limits (void)
{
  gsize junk_size = 100 * 1024 * 1024;
  g_autofree char *junk = g_malloc (junk_size);
  memset (junk, 'x', junk_size);
  assert_fails (junk, junk_size, MSG_FILE_TOO_LARGE, NULL);
  assert_fails (junk, 1024 * 1024 + 1, MSG_CSV_LONG_CELL, "a.csv:1");
  memset (junk, ',', 1000);
  assert_fails (junk, 256, MSG_CSV_TOO_MANY_COLUMNS, "a.csv:1");
  for (gsize i = 0; i < 200001; i++)
    memcpy (junk + 2 * i, "x\n", 2);
  assert_fails (junk, 400002, MSG_CSV_TOO_MANY_ROWS, "a.csv:200001");
  for (gsize i = 0; i < 10000; i++) {
    memset (junk + 256 * i, ',', 256);
    junk[256 * i] = 'x';
    junk[256 * i + 255] = '\n';
  }
  assert_fails (junk, 2560000, MSG_CSV_TOO_MANY_CELLS, "a.csv:7844");
  memset (junk, '\n', 20 * 1024 * 1024);
  g_autoptr (Arena) arena = arena_new ((gsize)1 << 27);
  CsvTable table = { 0 };
  g_assert_true (csv_parse (arena, "a.csv", junk, 20 * 1024 * 1024, &table, NULL));
  g_assert_cmpuint (table.count, ==, 0);
}

/* What is written is read again, and no cell begins as a formula does. */
static void
test_written (void)
{
  static const char *const cells[] = { "=cmd|' /C calc'!A0", "+84 912", "-5", "@SUM(A1)", "a \"b\", c",
                                       "hai\ndòng",          "",        NULL, "\tx",      "'nháy" };
  g_autoptr (Arena) arena = arena_new (1 << 24);
  g_autoptr (GString) out = g_string_new (NULL);
  CsvTable table = { 0 };
  csv_append_row (out, cells, G_N_ELEMENTS (cells));
  g_assert_cmpstr (
      out->str, ==,
      "'=cmd|' /C calc'!A0,'+84 912,'-5,'@SUM(A1),\"a \"\"b\"\", c\",\"hai\ndòng\",,,'\tx,'nháy\r\n");
  g_assert_true (csv_parse (arena, "a.csv", out->str, out->len, &table, NULL));
  g_assert_cmpuint (table.rows[0].count, ==, G_N_ELEMENTS (cells));
  for (gsize i = 0; i < 6; i++)
    g_assert_cmpstr (csv_plain (table.rows[0].cells[i]), ==, cells[i]);
  g_assert_cmpstr (csv_plain ("'nháy"), ==, "'nháy");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/forms", test_forms);
  g_test_add_func ("/csv/quotes", test_quotes);
  g_test_add_func ("/csv/blank-rows", test_blank_rows);
  g_test_add_func ("/csv/encodings", test_encodings);
  g_test_add_func ("/csv/limits", test_limits);
  g_test_add_func ("/csv/written", test_written);
  return g_test_run ();
}
