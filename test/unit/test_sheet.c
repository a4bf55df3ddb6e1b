/* test_sheet.c - what stands in the cells: read back from the XLSX itself. */
#include "base/zip.h"
#include "document/sheet.h"
#include "document/sheet_list.h"
#include "sample_round.h"

static const char *
part (Arena *arena, GBytes *file, const char *name)
{
  gsize size;
  bool found = false;
  char *data = NULL;
  const void *bytes = g_bytes_get_data (file, &size);
  g_autoptr (ZipReader) zip = zip_reader_open ("xlsx", bytes, size, NULL);
  g_assert_nonnull (zip);
  g_assert_true (zip_reader_read (zip, arena, name, 16 << 20, &found, &data, &size, NULL));
  g_assert_true (found);
  return data;
}

static void
assert_has (const char *xml, const char *what)
{
  if (strstr (xml, what) == NULL)
    g_error ("missing %s in %s", what, xml);
}

static void
test_people (void)
{
  g_autoptr (Arena) arena = arena_new (64 << 20);
  Round *round = sample_round (arena, SCHEME_MET, 4);
  round->people[0].birth = sample_date (1980, 5, 4);
  round->people[0].name = "=HYPERLINK(\"http://x\")";
  sample_result (round, 0)->plan_done = 95500000; /* 95,5 % */
  sample_result (round, 1)->note = "+1";
  g_autoptr (GBytes) file = sheet_write_people (sample_figures (arena, round), NULL);
  const char *sheet = part (arena, file, "xl/worksheets/sheet1.xml");
  g_assert_null (strstr (sheet, "<f>"));
  assert_has (part (arena, file, "xl/sharedStrings.xml"), "<t>=HYPERLINK(\"http://x\")</t>");
  assert_has (part (arena, file, "xl/sharedStrings.xml"), "<t>+1</t>");
  assert_has (sheet, "<v>29345</v>"); /* 4/5/1980 as a day number */
  assert_has (sheet, "<v>0.955</v>");
  assert_has (sheet, "<autoFilter ref=\"A5:R9\"/>");
  assert_has (sheet, "orientation=\"landscape\"");
  assert_has (sheet, "fitToHeight=\"0\"");
  assert_has (sheet, "state=\"frozen\"");
  assert_has (part (arena, file, "xl/workbook.xml"), "_xlnm.Print_Titles");
}

static void
test_summary (void)
{
  g_autoptr (Arena) arena = arena_new (64 << 20);
  Round *round = sample_round (arena, SCHEME_MET, 30);
  sample_result (round, 3)->discipline = false;
  g_autoptr (GBytes) file = sheet_write_summary (sample_figures (arena, round), NULL);
  const char *sheet = part (arena, file, "xl/worksheets/sheet1.xml");
  assert_has (sheet, "<v>29</v>");
  assert_has (sheet, "<v>0.9666</v>"); /* cut, not rounded */
  assert_has (sheet, "<v>0.9</v>");    /* threshold */
  assert_has (part (arena, file, "xl/sharedStrings.xml"), "<t>4/4 chỉ tiêu</t>");
}

static void
test_points (void)
{
  g_autoptr (Arena) arena = arena_new (64 << 20);
  Round *round = sample_round (arena, SCHEME_POINTS, 5);
  g_autoptr (GBytes) file = sheet_write_summary (sample_figures (arena, round), NULL);
  assert_has (part (arena, file, "xl/worksheets/sheet1.xml"), "<v>100</v>");
}

static void
test_evidence_order (void)
{
  g_autoptr (Arena) arena = arena_new (64 << 20);
  Round *round = sample_round (arena, SCHEME_MET, 3);
  round->evidence[0].title = "Cuối";
  round->evidence[0].indicators = sample_lines (arena, "3.1", NULL);
  round->ratings[0].evidence = sample_lines (arena, NULL, NULL);
  const Figures *figures = sample_figures (arena, round);
  g_assert_cmpuint (figures->evidence_order[0], ==, 1);
  g_assert_cmpuint (figures->evidence_order[2], ==, 0);
  g_assert_cmpuint (figures->evidence_order[3], ==, 3);
  g_autoptr (GBytes) file = sheet_write_evidence (figures, NULL);
  assert_has (part (arena, file, "xl/worksheets/sheet1.xml"), "<v>45416</v>"); /* 4/5/2024 */
}

static void
test_list (void)
{
  static const SheetColumn columns[]
      = { { "Tên", 20, COLUMN_TEXT }, { "Ngày", 12, COLUMN_DATE }, { "Số", 8, COLUMN_NUMBER } };
  static const char *const cells[] = { "=1+1", "04/5/1980", "12", "@x", "không rõ", "1,5", NULL, "", "0x10" };
  SheetSpec spec = { "Danh sách", "không in", NULL, columns, 3, 1 };
  SheetHead head = { "Trường", 2025, { 0 } };
  g_autoptr (Arena) arena = arena_new (64 << 20);
  g_autoptr (GBytes) file = sheet_write_list (&spec, &head, cells, 3, NULL);
  const char *sheet = part (arena, file, "xl/worksheets/sheet1.xml");
  const char *texts = part (arena, file, "xl/sharedStrings.xml");
  g_assert_null (strstr (sheet, "<f>"));
  assert_has (texts, "<t>=1+1</t>");
  assert_has (texts, "<t>@x</t>");
  assert_has (texts, "<t>không rõ</t>"); /* no date: as it is */
  assert_has (texts, "<t>1,5</t>");
  assert_has (texts, "<t>0x10</t>");
  g_assert_null (strstr (texts, "không in"));
  assert_has (sheet, "<v>29345</v>");
  assert_has (sheet, "<v>12</v>");
  assert_has (sheet, "<autoFilter ref=\"A1:C4\"/>"); /* headings first: it can be brought back */
}

static void
test_long_text_is_cut (void)
{
  g_autoptr (Arena) arena = arena_new (64 << 20);
  Round *round = sample_round (arena, SCHEME_MET, 3);
  g_autofree char *text = g_strnfill (40000, 'x');
  sample_result (round, 0)->note = text;
  g_autoptr (GBytes) file = sheet_write_people (sample_figures (arena, round), NULL);
  assert_has (part (arena, file, "xl/sharedStrings.xml"), "xxx…</t>");
}

static void
test_same_bytes (void)
{
  g_autoptr (Arena) arena = arena_new (64 << 20);
  const Figures *figures = sample_figures (arena, sample_round (arena, SCHEME_MET, 12));
  g_autoptr (GBytes) first = sheet_write_people (figures, NULL);
  g_usleep (1100000); /* another second, another DOS time */
  g_setenv ("TZ", "Pacific/Kiritimati", TRUE);
  g_autoptr (GBytes) second = sheet_write_people (figures, NULL);
  g_assert_true (g_bytes_equal (first, second));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheet/people", test_people);
  g_test_add_func ("/sheet/summary", test_summary);
  g_test_add_func ("/sheet/points", test_points);
  g_test_add_func ("/sheet/evidence-order", test_evidence_order);
  g_test_add_func ("/sheet/list", test_list);
  g_test_add_func ("/sheet/long-text", test_long_text_is_cut);
  g_test_add_func ("/sheet/same-bytes", test_same_bytes);
  return g_test_run ();
}
