/* test_numbering.c - numbers of papers in their series. */
#include "model/numbering.h"
#include <glib.h>

static Numbered
numbered (const char *series, int number, const char *day)
{
  Numbered result = { .series = series, .number = number, .year = 2025 };
  if (day != NULL) {
    g_assert_true (date_parse_iso (day, &result.date));
    result.year = result.date.year;
  }
  return result;
}

static void
expect (Numbered a, Numbered b, NumberingFault fault)
{
  g_assert_cmpint (numbering_compare (&a, &b), ==, fault);
  g_assert_cmpint (numbering_compare (&b, &a), ==, fault);
}

static void
test_compare (void)
{
  expect (numbered ("QĐ", 5, "2025-03-01"), numbered ("QĐ", 9, "2025-03-02"), NUMBERING_FINE); /* gaps */
  expect (numbered ("QĐ", 5, "2025-03-01"), numbered ("QĐ", 6, "2025-03-01"), NUMBERING_FINE);
  expect (numbered ("QĐ", 6, "2025-03-01"), numbered ("QĐ", 5, "2025-03-02"), NUMBERING_AGAINST_DATES);
  expect (numbered ("QĐ", 5, "2025-03-01"), numbered ("QĐ", 5, "2025-03-02"), NUMBERING_TWICE);
  expect (numbered ("QĐ", 5, "2025-03-01"), numbered ("QĐ", 5, "2025-03-01"), NUMBERING_TWICE);
  expect (numbered ("QĐ", 5, "2025-03-01"), numbered ("KH", 5, "2025-03-01"), NUMBERING_FINE);
  expect (numbered ("QĐ", 5, "2024-12-31"), numbered ("QĐ", 5, "2025-01-02"),
          NUMBERING_FINE); /* a new book */
  expect (numbered ("QĐ", 5, NULL), numbered ("QĐ", 5, "2025-03-02"), NUMBERING_TWICE);
  expect (numbered ("QĐ", 6, NULL), numbered ("QĐ", 5, "2025-03-02"), NUMBERING_FINE);
  expect (numbered ("QĐ", 0, "2025-03-02"), numbered ("QĐ", 0, "2025-03-02"), NUMBERING_FINE);
}

static void
test_series (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  const char *wrong = NULL;
  const char *groups = numbering_from_lines (arena, " KH, bc;ttr\n\n  \nqđ  TB\n", &wrong);
  g_assert_null (wrong);
  g_assert_cmpstr (groups, ==, "[[\"KH\",\"BC\",\"TTr\"],[\"QĐ\",\"TB\"]]");
  g_assert_cmpstr (numbering_to_lines (arena, groups), ==, "KH, BC, TTr\nQĐ, TB\n");
  g_assert_cmpstr (numbering_series (arena, groups, "BC"), ==, "KH");
  g_assert_cmpstr (numbering_series (arena, groups, "TB"), ==, "QĐ");
  g_assert_cmpstr (numbering_series (arena, groups, "BB"), ==, "BB");
  g_assert_cmpstr (numbering_series (arena, NULL, "BC"), ==, "BC");
  g_assert_cmpstr (numbering_series (arena, NUMBERING_ONE, "BC"), ==,
                   numbering_series (arena, NUMBERING_ONE, "KH"));
  g_assert_null (numbering_from_lines (arena, " \n , ;\n", &wrong));
  g_assert_null (numbering_from_lines (arena, NULL, &wrong));
  g_assert_null (wrong);
  numbering_from_lines (arena, "KH, BC\nKHH, XX", &wrong);
  g_assert_cmpstr (wrong, ==, "KHH");
  numbering_from_lines (arena, "KH, BC\nkh", &wrong);
  g_assert_cmpstr (wrong, ==, "kh");
  g_assert_cmpstr (numbering_symbols (arena), ==, "KH, QĐ, BB, BC, TTr, TB");
  g_assert_cmpstr (numbering_to_lines (arena, NUMBERING_ONE), ==, "");
}

/* Behind the program's back anything may stand there. */
static void
test_odd_settings (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  for (const char *const *odd = (const char *const[]){ "", "[", "[1]", "[[]]", "[[1,\"KH\"]]", "{}", NULL };
       *odd != NULL; odd++) {
    g_assert_nonnull (numbering_series (arena, *odd, "QĐ"));
    g_assert_nonnull (numbering_series (arena, *odd, "KH"));
    numbering_to_lines (arena, *odd);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/numbering/compare", test_compare);
  g_test_add_func ("/numbering/series", test_series);
  g_test_add_func ("/numbering/odd-settings", test_odd_settings);
  return g_test_run ();
}
