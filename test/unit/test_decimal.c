/* test_decimal.c - exact numbers: reading, printing, shares at their thresholds. */
#include "base/decimal.h"
#include <math.h>

static Decimal
parsed (const char *text)
{
  Decimal value = 0;
  g_assert_true (decimal_parse (text, &value));
  return value;
}

static void
test_parse (void)
{
  g_assert_cmpint (parsed ("8"), ==, 8 * DECIMAL_ONE);
  g_assert_cmpint (parsed ("8.5"), ==, 8500000);
  g_assert_cmpint (parsed (" 8,5\t"), ==, 8500000);
  g_assert_cmpint (parsed ("-0,000001"), ==, -1);
  g_assert_cmpint (parsed ("1000000000"), ==, DECIMAL_MAX_ABS);
  g_assert_cmpint (parsed ("00000000000012"), ==, 12 * DECIMAL_ONE);
  const char *const bad[]
      = { "",    " ",         "8.",         ".5",        "8,5,1",       "1e3",
          "8 5", "0x8",       "-",          "1.0000001", "tám",         "1000000000.1",
          "8%",  "1.000.000", "1000000001", "+",         "99999999999", "1000000000000000000000000" };
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    Decimal untouched = 77;
    if (decimal_parse (bad[i], &untouched) || untouched != 77)
      g_error ("took \"%s\"", bad[i]);
  }
}

static void
test_double (void)
{
  Decimal value = 0;
  g_assert_true (decimal_from_double (0.1 + 0.2, &value));
  g_assert_cmpint (value, ==, 300000);
  g_assert_true (decimal_from_double (-1e9, &value));
  g_assert_cmpint (value, ==, -DECIMAL_MAX_ABS);
  g_assert_true (decimal_from_double (999999.999999, &value));
  g_assert_cmpint (value, ==, 999999999999);
  g_assert_false (decimal_from_double (0.1234567, &value));
  g_assert_false (decimal_from_double (1.0 / 3, &value));
  g_assert_false (decimal_from_double ((double)NAN, &value));
  g_assert_false (decimal_from_double ((double)INFINITY, &value));
  g_assert_false (decimal_from_double (1.1e9, &value));
  g_assert_cmpfloat (decimal_to_double (8500000), ==, 8.5);
}

static void
test_print (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  g_assert_cmpstr (decimal_vietnamese (arena, 8500000), ==, "8,5");
  g_assert_cmpstr (decimal_plain (arena, 8500000), ==, "8.5");
  g_assert_cmpstr (decimal_vietnamese (arena, 10 * DECIMAL_ONE), ==, "10");
  g_assert_cmpstr (decimal_vietnamese (arena, 0), ==, "0");
  g_assert_cmpstr (decimal_plain (arena, -1), ==, "-0.000001");
  g_assert_cmpstr (decimal_plain (arena, 100 * DECIMAL_ONE + 10), ==, "100.00001");
  g_assert_cmpstr (decimal_plain (arena, DECIMAL_UNSET), ==, "");
  g_assert_cmpstr (decimal_group (arena, 1250000), ==, "1.250.000");
  g_assert_cmpstr (decimal_group (arena, -999), ==, "-999");
  g_assert_cmpstr (decimal_group (arena, 1000), ==, "1.000");
  g_assert_cmpstr (decimal_group (arena, G_MININT64), ==, "-9.223.372.036.854.775.808");
}

static void
test_shares (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  g_assert_cmpstr (decimal_percent (arena, 29, 30, ','), ==, "96,66");
  g_assert_cmpstr (decimal_percent (arena, 29, 30, '.'), ==, "96.66");
  g_assert_cmpstr (decimal_percent (arena, 54, 60, ','), ==, "90");
  g_assert_cmpstr (decimal_percent (arena, 45, 47, ','), ==, "95,74");
  g_assert_cmpstr (decimal_percent (arena, 1, 2000, ','), ==, "0,05");
  g_assert_cmpstr (decimal_percent (arena, 3, 0, ','), ==, "0");
  g_assert_cmpstr (decimal_percent (arena, G_MAXUINT, G_MAXUINT, ','), ==, "100");
  g_assert_true (decimal_share_reaches (54, 60, 90 * DECIMAL_ONE));
  g_assert_false (decimal_share_reaches (53, 60, 90 * DECIMAL_ONE));
  g_assert_true (decimal_share_reaches (1, 3, 33333333));
  g_assert_false (decimal_share_reaches (1, 3, 33333334));
  g_assert_false (decimal_share_reaches (0, 0, 0));
  g_assert_false (decimal_share_reaches (60, 60, DECIMAL_UNSET));
  g_assert_true (decimal_share_reaches (G_MAXUINT, G_MAXUINT, 100 * DECIMAL_ONE));
  g_assert_false (decimal_share_reaches (G_MAXUINT, G_MAXUINT, DECIMAL_MAX_ABS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decimal/parse", test_parse);
  g_test_add_func ("/decimal/double", test_double);
  g_test_add_func ("/decimal/print", test_print);
  g_test_add_func ("/decimal/shares", test_shares);
  return g_test_run ();
}
