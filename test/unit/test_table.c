/* test_table.c - people tables: every maker's workbook gives the same cells, bad ones name their place. */
#include "base/text.h"
#include "exchange/table.h"
#include "exchange/xlsx.h"
#include "exchange/xlsx_number.h"
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ARENA_LIMIT ((gsize)1 << 30)

static const char *const required[] = { "ma", "ho va ten", NULL };

static char *
fixture_path (const char *name)
{
  return g_build_filename (g_getenv ("FIXTURES"), "xlsx", name, NULL);
}

static void
read_fixture (Arena *arena, const char *name, Table *ret)
{
  g_autofree char *path = fixture_path (name);
  g_autoptr (GError) error = NULL;
  table_read (arena, path, name, required, ret, &error);
  g_assert_no_error (error);
}

/* All rows as text, cells apart by '|', rows by '\n', the row's number in front. */
static char *
table_text (const Table *table)
{
  GString *text = g_string_new (NULL);
  for (gsize i = 0; i < table->row_count; i++) {
    g_string_append_printf (text, "%" G_GSIZE_FORMAT, table->rows[i].row);
    for (gsize column = 0; column < table->column_count; column++)
      g_string_append_printf (text, "|%s", table->rows[i].cells[column].text);
    g_string_append_c (text, '\n');
  }
  return g_string_free (text, FALSE);
}

static void
test_makers (const void *data)
{
  static const char *const headings[]
      = { "Mã", "Họ và tên", "Ngày sinh", "Chức vụ", "Hoàn thành kế hoạch (%)", "CD1", "Thống nhất" };
  static const CellKind kinds[]
      = { CELL_TEXT, CELL_TEXT, CELL_DATE, CELL_TEXT, CELL_PERCENT, CELL_NUMBER, CELL_BOOL };
  g_autoptr (Arena) arena = arena_new (ARENA_LIMIT);
  Table table;
  read_fixture (arena, data, &table);
  g_assert_cmpuint (table.column_count, ==, G_N_ELEMENTS (headings));
  for (gsize i = 0; i < table.column_count; i++) {
    g_assert_cmpstr (table.headings[i], ==, headings[i]);
    g_assert_cmpint (table.rows[0].cells[i].kind, ==, kinds[i]);
  }
  g_autofree char *text = table_text (&table);
  g_assert_cmpstr (text, ==,
                   "2|GV01|Nguyễn Thị Ánh|15/10/1969|Giáo viên|95%|8.5|TRUE\n"
                   "4|GV02|Đỗ Văn Bé|01/02/1980|Tổ trưởng|100|10|x\n");
  g_assert_cmpfloat (table.rows[0].cells[5].number, ==, 8.5);
  g_assert_cmpuint (table.rows[1].cells[2].date.year, ==, 1980);
  g_assert_cmpuint (table.stray_row, ==, 0);
}

static void
test_title (void)
{
  g_autoptr (Arena) arena = arena_new (ARENA_LIMIT);
  Table table;
  read_fixture (arena, "title.xlsx", &table);
  g_assert_cmpuint (table.heading_row, ==, 3);
  g_autofree char *text = table_text (&table);
  g_assert_true (g_str_has_prefix (text, "4|GV01|Nguyễn Thị Ánh|15/10/1969"));
}

static void
test_merged (void)
{
  static const char csv[] = "a,b\n";
  g_autoptr (Arena) arena = arena_new (ARENA_LIMIT);
  Table table;
  read_fixture (arena, "merged.xlsx", &table);
  g_assert_cmpuint (table.row_count, ==, 2);
  g_assert_cmpstr (table.rows[0].cells[3].text, ==, "Giáo viên");
  g_assert_true (table_read_bytes (arena, "x.csv", csv, strlen (csv), NULL, &table, NULL));
  g_assert_cmpuint (table.row_count, ==, 0);
}

static void
test_errors (void)
{
  g_autoptr (Arena) arena = arena_new (ARENA_LIMIT);
  Table table;
  read_fixture (arena, "errors.xlsx", &table);
  g_assert_cmpint (table.rows[0].cells[5].kind, ==, CELL_ERROR);
  g_assert_cmpint (table.rows[0].cells[6].kind, ==, CELL_ERROR);
  g_assert_cmpstr (table.rows[0].cells[6].text, ==, "#N/A");
}

static void
test_csv (void)
{
  static const char csv[] = "\xEF\xBB\xBFMã;Họ và tên;;Tổ\r\n GV1 ;\"Lê "
                            "\"\"Ba\"\"\";7;\r\n;;;\r\nGV2;Bo\xCC\x82;\r\nGV3;C;1;2;thừa\r\n";
  g_autoptr (Arena) arena = arena_new (ARENA_LIMIT);
  g_autoptr (GError) error = NULL;
  Table table;
  table_read_bytes (arena, "a.csv", csv, strlen (csv), required, &table, &error);
  g_assert_no_error (error);
  g_autofree char *text = table_text (&table);
  g_assert_cmpstr (text, ==, "2|GV1|Lê \"Ba\"|7|\n4|GV2|Bô||\n5|GV3|C|1|2\n");
  g_assert_cmpstr (table.headings[2], ==, "");
  g_assert_cmpuint (table.stray_row, ==, 5);
  g_assert_cmpuint (table.stray_column, ==, 4);
}

/* ---- bad input ---- */

static const struct {
  const char *file;
  MessageId message;
  const char *place;
} bad_books[] = {
  { "bad-entities.xlsx", MSG_XLSX_DOCTYPE, "bad-entities.xlsx" },
  { "bad-external.xlsx", MSG_XLSX_NO_SHEET, "bad-external.xlsx" },
  { "bad-path.xlsx", MSG_XLSX_NO_SHEET, "bad-path.xlsx" },
  { "bad-xml.xlsx", MSG_XLSX_DAMAGED, "bad-xml.xlsx" },
  { "bad-index.xlsx", MSG_XLSX_DAMAGED, "bad-index.xlsx:1:A" },
  { "bad-long-cell.xlsx", MSG_TABLE_CELL_TOO_LONG, "bad-long-cell.xlsx:1:A" },
  { "bad-long-shared.xlsx", MSG_TABLE_CELL_TOO_LONG, "bad-long-shared.xlsx:1:B" },
  { "bad-no-sheet.xlsx", MSG_XLSX_NO_SHEET, "bad-no-sheet.xlsx" },
};

static void
test_bad_books (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad_books); i++) {
    g_autoptr (Arena) arena = arena_new (ARENA_LIMIT);
    g_autoptr (GError) error = NULL;
    g_autofree char *path = fixture_path (bad_books[i].file);
    Table table = { .name = "untouched" };
    g_assert_false (table_read (arena, path, bad_books[i].file, required, &table, &error));
    g_assert_error (error, DVHT_ERROR, (int)bad_books[i].message);
    g_assert_cmpstr (error_place (error), ==, bad_books[i].place);
    g_assert_cmpstr (table.name, ==, "untouched");
  }
}

static void
test_bomb (void)
{
  g_autoptr (Arena) arena = arena_new (ARENA_LIMIT);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = fixture_path ("bad-bomb.xlsx");
  Table table;
  g_assert_false (table_read (arena, path, "bad-bomb.xlsx", required, &table, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (arena_used (arena), <, 1 << 20);
}

/* Not a workbook, an old one, a FIFO: an error at once, never a wait. */
static void
test_not_books (void)
{
  static const char ole[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", zip[] = "PK\003\004 and nothing more";
  g_autoptr (Arena) arena = arena_new (ARENA_LIMIT);
  Table table;
  g_autoptr (GError) not_zip = NULL, old = NULL, cut = NULL, empty = NULL, fifo = NULL;
  g_assert_false (table_read_bytes (arena, "a.xlsx", "Mã\n", 4, NULL, &table, &not_zip));
  g_assert_error (not_zip, DVHT_ERROR, MSG_XLSX_NOT_ZIP);
  g_assert_false (table_read_bytes (arena, "a.csv", ole, 8, NULL, &table, &old));
  g_assert_error (old, DVHT_ERROR, MSG_XLSX_OLD);
  g_assert_false (table_read_bytes (arena, "a.csv", zip, sizeof zip - 1, NULL, &table, &cut));
  g_assert_nonnull (cut);
  g_assert_false (table_read_bytes (arena, "a.csv", "\n;;\n", 4, NULL, &table, &empty));
  g_assert_error (empty, DVHT_ERROR, MSG_TABLE_EMPTY);
  g_autofree char *folder = g_dir_make_tmp ("dvht-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "fifo", NULL);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  g_assert_false (table_read (arena, path, "fifo", NULL, &table, &fifo));
  g_assert_error (fifo, DVHT_ERROR, MSG_NOT_REGULAR_FILE);
  g_assert_cmpint (unlink (path) | rmdir (folder), ==, 0);
}

/* Every prefix of a good workbook is refused or read, never a crash. */
static void
test_cut_short (void)
{
  g_autofree char *path = fixture_path ("excel.xlsx"), *data = NULL;
  gsize size = 0;
  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  for (gsize cut = 0; cut < size; cut += 37) {
    g_autoptr (Arena) arena = arena_new (ARENA_LIMIT);
    g_autoptr (GError) error = NULL;
    Table table;
    g_assert_false (table_read_bytes (arena, "cut.xlsx", data, cut, NULL, &table, &error));
    g_assert_nonnull (error);
  }
}

/* ---- formats and numbers ---- */

static void
test_formats (void)
{
  static const struct {
    const char *code;
    XlsxFormatKind kind;
  } cases[] = {
    { "[", XLSX_FORMAT_PLAIN },
    { "dd/mm/yyyy", XLSX_FORMAT_DATE },
    { "[$-42A]dd\\ mmmm\\ yyyy;@", XLSX_FORMAT_DATE },
    { "\"ngày\" d", XLSX_FORMAT_DATE },
    { "mmm", XLSX_FORMAT_DATE },
    { "yyyy-mm-dd hh:mm", XLSX_FORMAT_DATE },
    { "hh:mm:ss", XLSX_FORMAT_PLAIN },
    { "[h]:mm", XLSX_FORMAT_PLAIN },
    { "General", XLSX_FORMAT_PLAIN },
    { "#,##0.00\\ \"đồng/day\"", XLSX_FORMAT_PLAIN },
    { "[Red]0.0", XLSX_FORMAT_PLAIN },
    { "0.00E+00", XLSX_FORMAT_PLAIN },
    { "0_d", XLSX_FORMAT_PLAIN },
    { "0.0%", XLSX_FORMAT_PERCENT },
    { "000", XLSX_FORMAT_PADDED },
    { "0", XLSX_FORMAT_PLAIN },
    { "@", XLSX_FORMAT_PLAIN },
    { "\"unclosed yy", XLSX_FORMAT_PLAIN },
    { "\\", XLSX_FORMAT_PLAIN },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i].code);
    g_assert_cmpint (xlsx_format_of_code (cases[i].code).kind, ==, cases[i].kind);
  }
  g_assert_cmpint (xlsx_format_builtin (14).kind, ==, XLSX_FORMAT_DATE);
  g_assert_cmpint (xlsx_format_builtin (20).kind, ==, XLSX_FORMAT_PLAIN);
  g_assert_cmpint (xlsx_format_builtin (9).kind, ==, XLSX_FORMAT_PERCENT);
}

static void
test_numbers (void)
{
  static const struct {
    const char *raw, *text;
  } good[] = {
    { "0", "0" },
    { "-0", "0" },
    { "8.5", "8.5" },
    { "8.50", "8.5" },
    { "10.0", "10" },
    { "007", "7" },
    { "1E-3", "0.001" },
    { "8.3000000000000007", "8.3" },
    { "0.1", "0.1" },
    { "-12.25", "-12.25" },
    { "100000", "100000" },
    { "123456789012345", "123456789012345" },
    { "1E+2", "100" },
    { "0.57999999999999996", "0.58" },
    { "12345678901234567", "12345678901234568" },
    { "1e-6", "0.000001" },
  };
  static const char *const bad[]
      = { "", "abc", "1,5", "0x10", "nan", "inf", "1e999", "1 2", "-", ".", "1.2.3" };
  g_autoptr (Arena) arena = arena_new (1 << 20);
  XlsxNumbers *numbers = arena_new0 (arena, XlsxNumbers);
  const char *text = NULL;
  double number = 0;
  for (gsize pass = 0; pass < 2; pass++) /* the second comes from the cache */
    for (gsize i = 0; i < G_N_ELEMENTS (good); i++) {
      g_assert_true (xlsx_number_read (numbers, arena, good[i].raw, strlen (good[i].raw), &text, &number));
      g_assert_cmpstr (text, ==, good[i].text);
      g_assert_cmpfloat (number, ==, g_ascii_strtod (good[i].raw, NULL));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (xlsx_number_read (numbers, arena, bad[i], strlen (bad[i]), &text, &number));
}

static void
test_letters (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  g_assert_cmpstr (table_column_letters (arena, 0), ==, "A");
  g_assert_cmpstr (table_column_letters (arena, 25), ==, "Z");
  g_assert_cmpstr (table_column_letters (arena, 26), ==, "AA");
  g_assert_cmpstr (table_column_letters (arena, 16383), ==, "XFD");
}

int
main (int argc, char **argv)
{
  static const char *const makers[]
      = { "excel", "strict", "google", "openpyxl", "exceljs", "libreoffice", "hidden-1904" };
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (makers); i++) {
    g_autofree char *path = g_strconcat ("/table/makers/", makers[i], NULL);
    g_test_add_data_func_full (path, g_strconcat (makers[i], ".xlsx", NULL), test_makers, g_free);
  }
  g_test_add_func ("/table/title", test_title);
  g_test_add_func ("/table/merged", test_merged);
  g_test_add_func ("/table/errors", test_errors);
  g_test_add_func ("/table/csv", test_csv);
  g_test_add_func ("/table/bad-books", test_bad_books);
  g_test_add_func ("/table/bomb", test_bomb);
  g_test_add_func ("/table/not-books", test_not_books);
  g_test_add_func ("/table/cut-short", test_cut_short);
  g_test_add_func ("/table/formats", test_formats);
  g_test_add_func ("/table/numbers", test_numbers);
  g_test_add_func ("/table/letters", test_letters);
  return g_test_run ();
}
