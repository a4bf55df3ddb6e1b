/* test_date.c - civil dates: reading, serial numbers, the forms of official papers. */
#include "base/date.h"

static CivilDate
day (int year, int month, int number)
{
  CivilDate date = { 0 };
  g_assert_true (date_make (year, month, number, &date));
  return date;
}

static void
assert_same (CivilDate a, CivilDate b)
{
  g_assert_cmpint (date_compare (a, b), ==, 0);
}

static void
test_make (void)
{
  CivilDate date = { .year = 1 };
  g_assert_true (date_make (2024, 2, 29, &date));
  g_assert_false (date_make (2023, 2, 29, &date));
  g_assert_false (date_make (1900, 2, 29, &date));
  g_assert_true (date_make (2000, 2, 29, &date));
  g_assert_false (date_make (1899, 12, 31, &date));
  g_assert_false (date_make (2201, 1, 1, &date));
  g_assert_false (date_make (2024, 13, 1, &date));
  g_assert_false (date_make (2024, 4, 31, &date));
  g_assert_false (date_make (2024, 0, 1, &date));
  g_assert_cmpint (date.year, ==, 2000);
}

static void
test_parse (void)
{
  CivilDate date = { 0 };
  g_assert_true (date_parse_iso ("2025-01-15", &date));
  assert_same (date, day (2025, 1, 15));
  const char *const bad_iso[]
      = { "", "2025-1-15", "2025-01-15 ", "2025-02-30", "15/01/2025", "2025-01-15T10:00" };
  for (gsize i = 0; i < G_N_ELEMENTS (bad_iso); i++)
    g_assert_false (date_parse_iso (bad_iso[i], &date));
  const char *const good[] = { "5/1/2025", "05/01/2025", " 5-1-2025 ", "05.01.2025" };
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++) {
    g_assert_true (date_parse_vietnamese (good[i], &date));
    assert_same (date, day (2025, 1, 5));
  }
  const char *const bad[]
      = { "", "31/4/2025", "5/1-2025", "5/1/25", "5 1 2025", "2025-01-05", "5/1/2025x", "5/1/20255" };
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (date_parse_vietnamese (bad[i], &date));
  assert_same (date, day (2025, 1, 5));
}

static void
test_serial (void)
{
  CivilDate date = { 0 };
  g_assert_true (date_from_serial (45672, false, &date));
  assert_same (date, day (2025, 1, 15));
  g_assert_true (date_from_serial (45672.75, false, &date));
  assert_same (date, day (2025, 1, 15));
  g_assert_true (date_from_serial (1, false, &date));
  assert_same (date, day (1900, 1, 1));
  g_assert_true (date_from_serial (59, false, &date));
  assert_same (date, day (1900, 2, 28));
  g_assert_false (date_from_serial (60, false, &date));
  g_assert_true (date_from_serial (61, false, &date));
  assert_same (date, day (1900, 3, 1));
  g_assert_true (date_from_serial (0, true, &date));
  assert_same (date, day (1904, 1, 1));
  g_assert_true (date_from_serial (44210, true, &date));
  assert_same (date, day (2025, 1, 15));
  g_assert_false (date_from_serial (0, false, &date));
  g_assert_false (date_from_serial (-1, false, &date));
  g_assert_false (date_from_serial (1e12, false, &date));
  g_assert_false (date_from_serial (199999, false, &date));
  for (int serial = 1; serial < 109000; serial++)
    if (serial != 60) {
      g_assert_true (date_from_serial (serial, false, &date));
      g_assert_cmpfloat (date_to_serial (date), ==, serial);
    }
  g_assert_cmpint (date_day_number (day (1970, 1, 1)), ==, 0);
  g_assert_cmpint (date_day_number (day (2025, 1, 15)), ==, 20103);
}

static void
test_time (void)
{
  CivilTime time = { 0 }, later = { 0 };
  g_assert_true (time_parse_iso ("2024-12-30T14:00", &time));
  g_assert_true (time_parse_iso ("2024-12-30T14:05:59", &later));
  g_assert_cmpint (time_compare (time, later), <, 0);
  g_assert_cmpint (time_compare (later, later), ==, 0);
  const char *const bad[]
      = { "2024-12-30",        "2024-12-30T24:00", "2024-12-30T14:60", "2024-12-30T14:00:60",
          "2024-12-30T14:00Z", "2024-12-30 14:00", "2024-12-30T14:00:" };
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (time_parse_iso (bad[i], &time));
  g_autoptr (Arena) arena = arena_new (1 << 20);
  g_assert_cmpstr (time_long (arena, time), ==, "14 giờ 00, ngày 30 tháng 12 năm 2024");
}

static void
test_print (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  CivilDate unset = { 0 };
  g_assert_cmpstr (date_long (arena, day (2025, 1, 5), 0), ==, "ngày 05 tháng 01 năm 2025");
  g_assert_cmpstr (date_long (arena, day (2025, 3, 15), 2024), ==, "ngày 15 tháng 3 năm 2025");
  g_assert_cmpstr (date_long (arena, unset, 0), ==, "ngày … tháng … năm …");
  g_assert_cmpstr (date_long (arena, unset, 2025), ==, "ngày … tháng … năm 2025");
  g_assert_cmpstr (date_short (arena, day (2025, 1, 5)), ==, "05/01/2025");
  g_assert_cmpstr (date_iso (arena, day (2025, 1, 5)), ==, "2025-01-05");
  g_assert_cmpstr (date_short (arena, unset), ==, "");
  g_assert_cmpstr (date_iso (arena, unset), ==, "");
  g_assert_cmpint (date_compare (unset, day (1900, 1, 1)), <, 0);
}

static void
test_instants (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  static const struct {
    gint64 seconds;
    const char *day;
  } cases[]
      = { { 0, "1970-01-01" },          { 1795539599, "2026-11-24" }, /* 16:59:59 UTC: a second to midnight */
          { 1795539600, "2026-11-25" }, { -25201, "1969-12-31" },
          { -25200, "1970-01-01" },     { -9000000000, "" } };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (date_iso (arena, date_at_instant (cases[i].seconds * G_USEC_PER_SEC)), ==, cases[i].day);
  g_assert_cmpstr (date_iso (arena, date_at_instant (G_MAXINT64)), ==, "");
  g_assert_cmpstr (date_instant_text (arena, (gint64)1795539599 * G_USEC_PER_SEC), ==, "23:59 24/11/2026");
  g_assert_cmpstr (date_instant_text (arena, (gint64)1795539600 * G_USEC_PER_SEC), ==, "00:00 25/11/2026");
  g_assert_cmpstr (date_instant_text (arena, 0), ==, "");
  g_assert_cmpstr (date_iso (arena, date_at_instant (G_MININT64)), ==, "");
  CivilDate day = { 2024, 2, 28 };
  g_assert_cmpint (date_end_instant ((CivilDate){ 2026, 11, 24 }), ==, (gint64)1795539600 * G_USEC_PER_SEC);
  g_assert_cmpstr (date_iso (arena, date_add_days (day, 2)), ==, "2024-03-01");
  g_assert_cmpstr (date_iso (arena, date_add_days (day, -59)), ==, "2023-12-31");
  g_assert_cmpstr (date_iso (arena, date_add_days (day, G_MAXINT32)), ==, "");
  g_assert_cmpstr (date_iso (arena, date_add_days ((CivilDate){ 0 }, 1)), ==, "");
  g_assert_cmpstr (date_iso (arena, date_add_months (day, 36)), ==, "2027-02-28");
  g_assert_cmpstr (date_iso (arena, date_add_months (day, -14)), ==, "2022-12-28");
  g_assert_cmpstr (date_iso (arena, date_add_months (date_add_days (day, 1), 12)), ==, "2025-02-28");
  g_assert_cmpstr (date_iso (arena, date_add_months (day, 12000)), ==, "");
  g_assert_cmpstr (date_iso (arena, date_add_months ((CivilDate){ 0 }, 1)), ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date/make", test_make);
  g_test_add_func ("/date/parse", test_parse);
  g_test_add_func ("/date/serial", test_serial);
  g_test_add_func ("/date/time", test_time);
  g_test_add_func ("/date/print", test_print);
  g_test_add_func ("/date/instants", test_instants);
  return g_test_run ();
}
