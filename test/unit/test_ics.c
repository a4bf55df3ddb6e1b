/* test_ics.c - appointments for calendars: folded, escaped, in UTC (RFC 5545). */
#include "base/ics.h"
#include <glib.h>
#include <string.h>

static CivilTime
at (const char *iso)
{
  CivilTime time = { 0 };
  g_assert_true (time_parse_iso (iso, &time));
  return time;
}

static IcsEvent
event (void)
{
  return (IcsEvent){ .uid = "meeting-12@dvht.vn", .start = at ("2026-12-30T06:30"), .summary = "Họp" };
}

static void
expect_line (const char *file, const char *line)
{
  g_autofree char *whole = g_strconcat ("\r\n", line, "\r\n", NULL);
  if (strstr (file, whole) == NULL)
    g_error ("no line %s in\n%s", line, file);
}

/* Lines as a calendar puts them together again. */
static char *
unfold (const char *file)
{
  g_auto (GStrv) parts = g_strsplit (file, "\r\n ", -1);
  return g_strjoinv ("", parts);
}

static void
test_times (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  IcsEvent one = event ();
  one.stamp = G_GINT64_CONSTANT (1798588800) * G_USEC_PER_SEC;
  one.sequence = 3;
  const char *file = ics_calendar (arena, NULL, &one, 1);
  g_assert_true (g_str_has_prefix (file, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
  g_assert_true (g_str_has_suffix (file, "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"));
  expect_line (file, "DTSTART:20261229T233000Z"); /* the day before in UTC */
  expect_line (file, "DTEND:20261230T003000Z");   /* an hour, where no end is told */
  expect_line (file, "DTSTAMP:20261230T000000Z");
  expect_line (file, "SEQUENCE:3");
  one.end = at ("2026-12-30T11:00");
  expect_line (ics_calendar (arena, NULL, &one, 1), "DTEND:20261230T040000Z");
  one.end = at ("2026-12-30T05:00"); /* ends before it begins: not believed */
  expect_line (ics_calendar (arena, NULL, &one, 1), "DTEND:20261230T003000Z");
}

static void
test_whole_day (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  IcsEvent one = event ();
  one.whole_day = true;
  one.start = at ("2026-12-31T00:00");
  const char *file = ics_calendar (arena, NULL, &one, 1);
  expect_line (file, "DTSTART;VALUE=DATE:20261231"); /* the civil day, in no zone */
  expect_line (file, "DTEND;VALUE=DATE:20270101");
  expect_line (file, "TRANSP:TRANSPARENT");
}

static void
test_texts (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  IcsEvent one = event ();
  one.summary = "Họp; Tổ, đánh giá \\ lần 1";
  one.description = "Dòng một\nBEGIN:VALARM\r\nDòng\tba";
  one.place = "";
  const char *file = ics_calendar (arena, "ĐVHT", &one, 1);
  expect_line (file, "SUMMARY:Họp\\; Tổ\\, đánh giá \\\\ lần 1");
  expect_line (file, "DESCRIPTION:Dòng một\\nBEGIN:VALARM\\nDòngba"); /* no line of its own */
  expect_line (file, "X-WR-CALNAME:ĐVHT");
  g_assert_null (strstr (file, "LOCATION"));
}

static void
test_folding (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  for (gsize length = 1; length < 400; length++) {
    g_autoptr (GString) text = g_string_new (NULL);
    for (gsize i = 0; i < length; i++)
      g_string_append (text, i % 3 == 0 ? "ế" : i % 3 == 1 ? "a" : "𝄞");
    IcsEvent one = event ();
    one.summary = text->str;
    const char *file = ics_calendar (arena, NULL, &one, 1);
    g_auto (GStrv) lines = g_strsplit (file, "\r\n", -1);
    for (gsize i = 0; lines[i] != NULL; i++) {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
    }
    g_autofree char *whole = unfold (file), *line = g_strconcat ("SUMMARY:", text->str, NULL);
    expect_line (whole, line);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ics/times", test_times);
  g_test_add_func ("/ics/whole-day", test_whole_day);
  g_test_add_func ("/ics/texts", test_texts);
  g_test_add_func ("/ics/folding", test_folding);
  return g_test_run ();
}
