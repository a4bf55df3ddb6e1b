/* test_evidence_name.c - titles and numbers guessed from names of files; names by which files are kept. */
#include "model/evidence_name.h"
#include <string.h>

static void
test_guess (void)
{
  static const struct {
    const char *file, *title, *number;
  } cases[] = {
    { "QĐ 12 thành lập tổ.pdf", "Quyết định thành lập tổ", "12" },
    { "QD 12-QĐ-THGT thành lập tổ.pdf", "Quyết định thành lập tổ", "12/QĐ-THGT" },
    { "12-QĐ-THGT thành lập tổ.pdf", "Thành lập tổ", "12/QĐ-THGT" },
    { "05_BC-THGT_Báo cáo kết quả học tập.pdf", "Báo cáo kết quả học tập", "05/BC-THGT" },
    { "1233 QĐ-UBND giao dự toán.pdf", "Quyết định giao dự toán", "1233/QĐ-UBND" },
    { "7 BC kết quả học tập.docx", "Báo cáo kết quả học tập", "7/BC" },
    { "KH_bồi_dưỡng_2024.pdf", "Kế hoạch bồi dưỡng 2024", NULL },
    { "TTr số 5 đề nghị.pdf", "Tờ trình đề nghị", "5" },
    { "CV 31 mời họp.pdf", "Công văn mời họp", "31" },
    { "CV Nguyễn Văn An.pdf", "CV Nguyễn Văn An", NULL },
    { "ảnh lớp học.jpg", "Ảnh lớp học", NULL },
    { "06-01-2025 họp tổ.pdf", "06-01-2025 họp tổ", NULL },
    { "IMG_20250106_0815.jpg", "IMG 20250106 0815", NULL },
    { "2024.pdf", "2024", NULL },
    { "QĐ 12.pdf", "Quyết định", "12" },
    { ".pdf", ".pdf", NULL },
    { "", "Tep", NULL },
  };
  g_autoptr (Arena) arena = arena_new (1 << 20);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    EvidenceName name = evidence_name_guess (arena, cases[i].file);
    g_assert_cmpstr (name.title, ==, cases[i].title);
    g_assert_cmpstr (name.number, ==, cases[i].number);
  }
}

static void
test_names (void)
{
  static const struct {
    const char *given, *kept;
  } cases[] = {
    { "../../etc/passwd", "passwd" },
    { "C:\\Ảnh\\a b.png", "a b.png" },
    { "thư mục/", "tep" },
    { "..", "tep" },
    { "", "tep" },
    { "a\x01"
      "b\x7f.txt",
      "ab.txt" },
    { "Quyết định \xE2\x80\xAEgpj.pdf", "Quyết định gpj.pdf" }, /* U+202E would show it as fdp.jpg */
    { "\xE2\x81\xA6"
      "a"
      "\xE2\x81\xA9\xE2\x80\x8F.docx",
      "a.docx" },
    { "a\xC2\x85"
      "b\xC2\x9B.txt",
      "ab.txt" },
    { "Quye\xCC\x82\xCC\x81t.pdf", "Quyết.pdf" },
    { "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x8F\xAB ảnh.png",
      "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x8F\xAB ảnh.png" },
    { "\xE2\x80\xAE", "tep" },
  };
  g_autoptr (Arena) arena = arena_new (1 << 20);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (evidence_file_name (arena, cases[i].given), ==, cases[i].kept);
  g_autoptr (GString) wide = g_string_new (NULL);
  for (guint i = 0; i < 300; i++)
    g_string_append (wide, "ữ");
  g_string_append (wide, ".pdf");
  const char *kept = evidence_file_name (arena, wide->str);
  g_assert_cmpuint (strlen (kept), <=, 200);
  g_assert_true (g_utf8_validate (kept, -1, NULL));
  g_assert_true (g_str_has_suffix (kept, "ữ.pdf"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/evidence-name/guess", test_guess);
  g_test_add_func ("/evidence-name/names", test_names);
  return g_test_run ();
}
