/* test_people_import.c - a list of people against the list at hand. */
#include "exchange/people_import.h"
#include <string.h>

static PersonEntry present_items[] = {
  { 11, 3, { "NV001", "Nguyễn Văn An", "1980-05-02", "Nam", "Giáo viên", "Tổ 1", "", "an@truong.vn", "" } },
  { 12, 1, { "NV002", "Trần Thị Bình", "1985-01-15", "Nữ", "Giáo viên", "Tổ 2", "", "", "" } },
  { 13, 1, { "NV003", "Lê Thị Hoa", "1990-01-01", "Nữ", "Giáo viên", "", "", "", "" } },
  { 14, 1, { "NV004", "Lê Thị Hoa", "1991-02-02", "Nữ", "Nhân viên", "", "", "", "" } },
};
static const PersonEntries present = { present_items, G_N_ELEMENTS (present_items) };

typedef struct {
  Arena *arena;
  PeopleImport result;
  GError *error;
} Run;

static bool
compare (Run *run, const char *csv)
{
  run->arena = arena_new ((gsize)64 << 20);
  run->error = NULL;
  return people_import_compare (run->arena, "ds.csv", csv, strlen (csv), &present, &run->result, &run->error);
}

static void
run_clear (Run *run)
{
  g_clear_error (&run->error);
  arena_free (run->arena);
}

static void
test_kinds (void)
{
  Run run;
  g_assert_true (compare (&run, "Mã,Họ và tên,Ngày sinh,Chức vụ,Ghi chú\n"
                                "NV001,Nguyễn Văn An,02/05/1980,Tổ trưởng,x\n"
                                "nv002,Trần Thị Bình,15/01/1985,,\n"
                                "NV009,Phạm Văn Cường,1/2/1979,Bảo vệ,\n"));
  g_assert_cmpuint (run.result.counts[IMPORT_CHANGED], ==, 2);
  g_assert_cmpuint (run.result.counts[IMPORT_NEW], ==, 1);
  const ImportRow *first = &run.result.rows[0];
  g_assert_cmpuint (first->changed, ==, 1u << PERSON_FIELD_POSITION);
  g_assert_cmpint (first->entry.id, ==, 11);
  g_assert_cmpint (first->entry.version, ==, 3);
  g_assert_cmpstr (first->entry.fields[PERSON_FIELD_EMAIL], ==, "an@truong.vn");
  g_assert_cmpuint (run.result.rows[1].changed, ==, 1u << PERSON_FIELD_CODE); /* its spelling */
  g_assert_cmpuint (run.result.gone_count, ==, 2);
  g_assert_false (run.result.columns[4].used);
  run_clear (&run);
}

static void
test_without_codes (void)
{
  Run run;
  g_assert_true (compare (&run, "STT;HO TEN;NGAY SINH\n"
                                "1;Trần Thị Bình;15/01/1985\n"
                                "2;Lê Thị Hoa;01/01/1990\n"
                                "3;Lê Thị Hoa;\n"
                                "4;Nguyễn Văn An;03/05/1980\n"));
  g_assert_cmpint (run.result.rows[0].kind, ==, IMPORT_SAME);
  g_assert_cmpint (run.result.rows[1].entry.id, ==, 13);
  g_assert_cmpint (run.result.rows[2].kind, ==, IMPORT_NEW); /* two of that name: it may be neither */
  g_assert_cmpstr (run.result.rows[2].entry.fields[PERSON_FIELD_CODE], ==, "NV005");
  g_assert_cmpint (run.result.rows[3].kind, ==, IMPORT_NEW); /* another date of birth */
  g_assert_cmpstr (run.result.rows[3].entry.fields[PERSON_FIELD_CODE], ==, "NV006");
  run_clear (&run);
}

/* What the list's own export guards against being read as a formula comes back as it was. */
static void
test_guarded_cells (void)
{
  Run run;
  g_assert_true (compare (&run, "Mã,Họ và tên,Điện thoại\nNV002,Trần Thị Bình,'+84 912 345 678\n"));
  g_assert_cmpstr (run.result.rows[0].entry.fields[PERSON_FIELD_PHONE], ==, "+84 912 345 678");
  run_clear (&run);
}

static void
test_split_name (void)
{
  Run run;
  g_assert_true (compare (&run, "Họ đệm,Tên,Tổ\nNguyễn Văn,An,Tổ 5\n"));
  g_assert_cmpint (run.result.rows[0].kind, ==, IMPORT_CHANGED);
  g_assert_cmpstr (run.result.rows[0].entry.fields[PERSON_FIELD_DEPARTMENT], ==, "Tổ 5");
  g_assert_true (run.result.columns[0].used);
  run_clear (&run);
}

static void
test_wrong_rows (void)
{
  Run run;
  g_assert_true (compare (&run, "Mã,Họ và tên,Ngày sinh,Email\n"
                                "A1,Đỗ Một,32/01/1990,\n"
                                "A2,,01/01/1990,\n"
                                "A3,Đỗ Ba,,khong phai\n"
                                "A4,Đỗ Tư,,\n"
                                "a4,Đỗ Năm,,\n"));
  g_assert_cmpuint (run.result.counts[IMPORT_WRONG], ==, 4);
  g_assert_cmpint (run.result.rows[0].problem.id, ==, MSG_IMPORT_BAD_DATE);
  g_assert_cmpint (run.result.rows[0].problem_field, ==, PERSON_FIELD_BIRTH);
  g_assert_cmpint (run.result.rows[1].problem.id, ==, MSG_IMPORT_NAME_BLANK);
  g_assert_cmpint (run.result.rows[2].problem.id, ==, MSG_IMPORT_BAD_EMAIL);
  g_assert_cmpint (run.result.rows[4].problem.id, ==, MSG_IMPORT_TWICE);
  g_assert_cmpstr (run.result.rows[4].problem.args[0], ==, "5");
  run_clear (&run);
}

static void
test_refused (void)
{
  Run run;
  g_assert_false (compare (&run, "Mã,Chức vụ\nA,B\n"));
  g_assert_error (run.error, DVHT_ERROR, MSG_IMPORT_NO_NAME);
  run_clear (&run);
  g_assert_false (compare (&run, "Họ và tên,Họ tên\nA,B\n"));
  g_assert_error (run.error, DVHT_ERROR, MSG_IMPORT_COLUMN_TWICE);
  run_clear (&run);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/people-import/kinds", test_kinds);
  g_test_add_func ("/people-import/without-codes", test_without_codes);
  g_test_add_func ("/people-import/guarded-cells", test_guarded_cells);
  g_test_add_func ("/people-import/split-name", test_split_name);
  g_test_add_func ("/people-import/wrong-rows", test_wrong_rows);
  g_test_add_func ("/people-import/refused", test_refused);
  return g_test_run ();
}
