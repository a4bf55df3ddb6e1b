/* test_text.c - Vietnamese text: normal form, folding, case, the order of names, file names. */
#include "base/text.h"
#include <string.h>

#define NBSP "\u00A0"

static void
test_utf8 (void)
{
  gsize bad = 99;
  g_assert_true (text_is_utf8 ("Đạt", strlen ("Đạt"), &bad));
  g_assert_cmpuint (bad, ==, 99);
  g_assert_false (text_is_utf8 ("ab\xE1\xBA", 4, &bad));
  g_assert_cmpuint (bad, ==, 2);
  g_assert_false (text_is_utf8 ("a\0b", 3, &bad));
  g_assert_cmpuint (bad, ==, 1);
  g_assert_false (text_is_utf8 ("\xC0\xAF", 2, NULL));
  g_assert_false (text_is_utf8 ("\xED\xA0\x80", 3, NULL));
}

static void
test_nfc (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  const char *plain = "Nguyễn Thị Ánh – “tốt”… 5 €";
  g_assert_true (text_nfc (arena, plain) == plain);
  g_assert_cmpstr (text_nfc (arena, "Nguye\u0302\u0303n"), ==, "Nguyễn");
  g_assert_cmpstr (text_nfc (arena, "e\u0303\u0302"), ==, "\u1EBD\u0302");
  g_assert_cmpstr (text_nfc (arena, "\u2126\u2000"), ==, "\u03A9\u2002");
  g_assert_cmpstr (text_nfc (arena, "a\u0323\u0302"), ==, "ậ");
  g_assert_cmpstr (text_nfc (arena, "a\u0302\u0323"), ==, "ậ");
  g_assert_cmpstr (text_nfc (arena, ""), ==, "");
}

/* Whatever takes the short way of text_nfc must be NFC by GLib's tables too. */
static void
test_nfc_short_way (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 26);
  for (gunichar c = 1; c < 0x3000; c++) {
    char letter[8] = "";
    letter[g_unichar_to_utf8 (c, letter)] = '\0';
    g_autofree char *expected = g_utf8_normalize (letter, -1, G_NORMALIZE_NFC);
    g_assert_cmpstr (text_nfc (arena, letter), ==, expected);
  }
}

static void
test_blanks (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  g_assert_cmpstr (text_squeeze (arena, "\uFEFF  Trần \t " NBSP " Văn\r\nB " NBSP), ==, "Trần Văn B");
  g_assert_cmpstr (text_squeeze (arena, " \n "), ==, "");
  g_assert_cmpstr (text_strip (arena, NBSP " a  b \n"), ==, "a  b");
  g_assert_cmpstr (text_strip (arena, "  "), ==, "");
  const char *clean = "Đà Nẵng";
  g_assert_true (text_strip (arena, clean) == clean);
}

static void
test_fold (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  g_assert_cmpstr (text_fold (arena, "Họ và TÊN "), ==, "ho va ten");
  g_assert_cmpstr (text_fold (arena, "Đường  ĐƯỢC ậ ẵ ỡ ự ỹ"), ==, "duong duoc a a o u y");
  g_assert_cmpstr (text_fold (arena, "Ho\u0323 va\u0300 te\u0302n"), ==, "ho va ten");
  g_assert_cmpstr (text_fold (arena, "가 Ω ß"), ==, "가 ω ß");
  g_assert_cmpstr (text_fold (arena, "\u1100\u1161"), ==, "가");
}

static void
test_case (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  g_assert_cmpstr (text_upper (arena, "hiệu trưởng ữ đ i"), ==, "HIỆU TRƯỞNG Ữ Đ I");
  g_assert_cmpstr (text_lower (arena, "HIỆU TRƯỞNG Ữ Đ I"), ==, "hiệu trưởng ữ đ i");
  g_assert_cmpstr (text_capitalise (arena, "đồng ý"), ==, "Đồng ý");
  g_assert_cmpstr (text_capitalise (arena, "“ông Bình"), ==, "“Ông Bình");
  g_assert_cmpstr (text_decapitalise (arena, "Ủy ban Nhân dân"), ==, "ủy ban Nhân dân");
}

typedef const char *(*KeyOf) (Arena *arena, const char *text);

static void
assert_ascending (KeyOf key_of, const char *const *texts, gsize count)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  for (gsize i = 1; i < count; i++)
    if (strcmp (key_of (arena, texts[i - 1]), key_of (arena, texts[i])) >= 0)
      g_error ("\"%s\" should come before \"%s\"", texts[i - 1], texts[i]);
}

static void
test_names (void)
{
  static const char *const order[] = {
    "Trần Văn A",   "Bùi Thị An",    "Nguyễn An",
    "Nguyễn Ái An", "Nguyễn Văn An", "Nguyen Văn Án" /* tone of the given name first */,
    "Lê Văn Ạn",    "Lê Thị Anh",    "Phạm Ánh",
    "Lê Ăn",        "Lê Ân",         "Lê Bình",
    "Cao Cường",    "Lê Dung",       "Lê Dũng",
    "An Đào",       "Lê Em",         "Lê Ên",
    "Lê Hoa",       "Lê Hòa",        "Lê Hỏa",
    "Lê Hõa",       "Lê Hóa",        "Lê Họa",
    "Lê Ôn",        "Lê Ơn",         "Lê Uyên",
    "Lê Ước",       "Lê Yến",
  };
  assert_ascending (text_name_key, order, G_N_ELEMENTS (order));
  static const char *const middle[] = { "Lê Thị An", "Lê Thị Bích An", "Lê Văn An", "Mai An" };
  assert_ascending (text_name_key, middle, G_N_ELEMENTS (middle));
}

static void
test_name_forms (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  const char *key = text_name_key (arena, "Nguyễn Thị Ngọc Ánh");
  g_assert_cmpstr (key, ==, text_name_key (arena, "  Nguye\u0302\u0303n Thi\u0323  Ngo\u0323c A\u0301nh"));
  g_assert_cmpstr (key, ==, text_name_key (arena, "NGUYỄN THỊ NGỌC ÁNH"));
  g_assert_cmpstr (text_name_key (arena, ""), ==, "");
  g_autofree char *endless = g_strnfill (100000, 'a');
  g_assert_cmpuint (strlen (text_name_key (arena, endless)), >, 0);
}

static void
test_sort (void)
{
  static const char *const order[]
      = { "An", "An Tảo", "Ăn", "Ba", "Bà", "Bà Rịa", "Bá", "Đà Nẵng", "Hà Nội", "Hải Phòng", "Yên Bái" };
  assert_ascending (text_sort_key, order, G_N_ELEMENTS (order));
}

static void
test_file_name (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  g_assert_cmpstr (text_file_name (arena, "Quyết định số 67/QĐ-THGT (bản 1).pdf", 80), ==,
                   "Quyet-dinh-so-67-QD-THGT-ban-1-.pdf");
  g_assert_cmpstr (text_file_name (arena, "../../etc/passwd", 80), ==, "etc-passwd");
  g_assert_cmpstr (text_file_name (arena, "", 80), ==, "_");
  g_assert_cmpstr (text_file_name (arena, "???", 80), ==, "_");
  g_assert_cmpstr (text_file_name (arena, "abc. .", 80), ==, "abc");
  g_assert_cmpstr (text_file_name (arena, "con", 80), ==, "_con");
  g_assert_cmpstr (text_file_name (arena, "LPT1.txt", 80), ==, "_LPT1.txt");
  g_assert_cmpstr (text_file_name (arena, "Console", 3), ==, "_Co");
  g_assert_cmpstr (text_file_name (arena, "Công văn đến", 8), ==, "Cong-van");
  g_assert_cmpstr (text_file_name (arena, "Công văn đến", 9), ==, "Cong-van");
}

static void
test_unturned (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 16);
  const char *plain = "Quyết định 👩‍🏫";
  g_assert_true (text_unturned (arena, plain) == plain);
  g_assert_cmpstr (text_unturned (arena, "\u202Ea\u202C\u2066b\u2069\u200Ec\u200F\u061C"), ==, "abc");
  g_assert_cmpstr (text_unturned (arena, "\u202E"), ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/utf8", test_utf8);
  g_test_add_func ("/text/unturned", test_unturned);
  g_test_add_func ("/text/nfc", test_nfc);
  g_test_add_func ("/text/nfc-short-way", test_nfc_short_way);
  g_test_add_func ("/text/blanks", test_blanks);
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/case", test_case);
  g_test_add_func ("/text/names", test_names);
  g_test_add_func ("/text/name-forms", test_name_forms);
  g_test_add_func ("/text/sort", test_sort);
  g_test_add_func ("/text/file-name", test_file_name);
  return g_test_run ();
}
