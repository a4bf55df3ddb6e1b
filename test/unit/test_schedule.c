/* test_schedule.c - working days, schedules worked backwards, plans as lines that people type. */
#include "base/asset.h"
#include "model/plan_text.h"
#include "model/schedule.h"
#include <string.h>

typedef struct {
  Arena *arena;
  WorkCalendar calendar;
  WorkSteps steps;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const Asset *days = asset_find ("calendar/vn.json"), *steps = asset_find ("plan/schedule.json");
  g_autoptr (GError) error = NULL;
  fixture->arena = arena_new ((gsize)16 << 20);
  g_assert_true (
      calendar_read (fixture->arena, (const char *)days->data, days->size, &fixture->calendar, &error));
  g_assert_true (
      work_steps_read (fixture->arena, (const char *)steps->data, steps->size, &fixture->steps, &error));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  arena_free (fixture->arena);
}

static CivilDate
day (const char *iso)
{
  CivilDate date = { 0 };
  g_assert_true (date_parse_iso (iso, &date));
  return date;
}

static void
assert_working (const Fixture *fixture, const char *iso, bool expected)
{
  if (calendar_is_working (&fixture->calendar, NULL, day (iso)) != expected)
    g_error ("%s is %sworking day", iso, expected ? "no " : "a ");
}

static void
test_working_days (Fixture *fixture, gconstpointer data)
{
  assert_working (fixture, "2026-12-31", true);
  assert_working (fixture, "2027-01-01", false); /* a Friday, holiday */
  assert_working (fixture, "2027-01-02", false); /* Saturday */
  assert_working (fixture, "2027-01-03", false);
  assert_working (fixture, "2027-01-04", true);
  assert_working (fixture, "2028-01-01", false); /* a Saturday: moved to Monday */
  assert_working (fixture, "2028-01-03", false);
  assert_working (fixture, "2028-01-04", true);
  assert_working (fixture, "2022-05-02", false); /* 30/4 a Saturday, 01/5 a Sunday: Monday and Tuesday */
  assert_working (fixture, "2022-05-03", false);
  assert_working (fixture, "2022-05-04", true);
  assert_working (fixture, "2023-05-02", false); /* 30/4 a Sunday, 01/5 a Monday: Tuesday */
  assert_working (fixture, "2023-05-03", true);
}

static void
test_own_days_off (Fixture *fixture, gconstpointer data)
{
  const char *typed[] = { "05/02/2027 - 11/02/2027", "", "26.4.2027" };
  Lines lines = { typed, 3 };
  DateSpans own = { 0 };
  gsize line = 0;
  g_assert_true (date_spans_parse (fixture->arena, &lines, &own, &line));
  g_assert_cmpuint (own.count, ==, 2);
  g_assert_false (calendar_is_working (&fixture->calendar, &own, day ("2027-02-05")));
  g_assert_false (calendar_is_working (&fixture->calendar, &own, day ("2027-02-11")));
  g_assert_true (calendar_is_working (&fixture->calendar, &own, day ("2027-02-12")));
  g_assert_false (calendar_is_working (&fixture->calendar, &own, day ("2027-04-26")));
  typed[2] = "12/02/2027 - 11/02/2027";
  g_assert_false (date_spans_parse (fixture->arena, &lines, &own, &line));
  g_assert_cmpuint (line, ==, 3);
  typed[2] = "tết";
  g_assert_false (date_spans_parse (fixture->arena, &lines, &own, &line));
}

static void
test_backwards (Fixture *fixture, gconstpointer data)
{
  ScheduleItem *items = NULL;
  gsize last = fixture->steps.count - 1;
  g_assert_true (schedule_backwards (fixture->arena, &fixture->calendar, NULL, &fixture->steps,
                                     day ("2027-01-15"), (CivilDate){ 0 }, &items));
  g_assert_cmpstr (date_iso (fixture->arena, items[last].to), ==, "2027-01-14");
  g_assert_cmpstr (date_iso (fixture->arena, items[last].from), ==, "2027-01-12");
  /* Four days before it, over the weekend. */
  g_assert_cmpstr (date_iso (fixture->arena, items[last - 1].to), ==, "2027-01-11");
  g_assert_cmpstr (date_iso (fixture->arena, items[last - 1].from), ==, "2027-01-06");
  /* Two days over the new year: 31/12 is not reached. */
  g_assert_cmpstr (date_iso (fixture->arena, items[last - 2].to), ==, "2027-01-05");
  g_assert_cmpstr (date_iso (fixture->arena, items[last - 2].from), ==, "2027-01-04");
  g_assert_cmpstr (date_iso (fixture->arena, items[last - 3].to), ==, "2026-12-31");
  for (gsize i = 0; i < fixture->steps.count; i++) {
    g_assert_true (calendar_is_working (&fixture->calendar, NULL, items[i].from));
    g_assert_true (calendar_is_working (&fixture->calendar, NULL, items[i].to));
    g_assert_cmpint (date_compare (items[i].from, items[i].to), <=, 0);
    if (i > 0)
      g_assert_cmpint (date_compare (items[i - 1].to, items[i].from), <, 0);
  }
}

/* The day of submission may be a Monday: the last day of work is the Friday before. */
static void
test_due_after_weekend (Fixture *fixture, gconstpointer data)
{
  WorkStep one = { "việc", NULL, 1 };
  WorkSteps steps = { &one, 1 };
  ScheduleItem *items = NULL;
  g_assert_true (schedule_backwards (fixture->arena, &fixture->calendar, NULL, &steps, day ("2024-01-15"),
                                     (CivilDate){ 0 }, &items));
  g_assert_cmpstr (date_iso (fixture->arena, items[0].from), ==, "2024-01-12");
  g_assert_cmpstr (date_iso (fixture->arena, items[0].to), ==, "2024-01-12");
}

static void
test_too_late (Fixture *fixture, gconstpointer data)
{
  ScheduleItem *items = NULL;
  gsize last = fixture->steps.count - 1;
  /* 16 working days where 32 are wanted: half of each. */
  g_assert_true (schedule_backwards (fixture->arena, &fixture->calendar, NULL, &fixture->steps,
                                     day ("2027-01-15"), day ("2026-12-23"), &items));
  g_assert_cmpstr (date_iso (fixture->arena, items[0].from), ==, "2026-12-23");
  g_assert_cmpstr (date_iso (fixture->arena, items[last].to), ==, "2027-01-14");
  for (gsize i = 1; i <= last; i++)
    g_assert_cmpint (date_compare (items[i - 1].to, items[i].from), <, 0);
  g_assert_false (schedule_backwards (fixture->arena, &fixture->calendar, NULL, &fixture->steps,
                                      day ("2027-01-15"), day ("2027-01-13"), &items));
  g_assert_false (schedule_backwards (fixture->arena, &fixture->calendar, NULL, &fixture->steps,
                                      day ("2026-12-01"), day ("2026-12-10"), &items));
}

static void
test_schedule_lines (Fixture *fixture, gconstpointer data)
{
  const char *typed = "01/12/2026 | 4.12.2026 | Lập Tổ | Hiệu trưởng\n\n | | Theo dõi chung |\n|||\n";
  ScheduleItem *items = NULL;
  gsize count = 0, line = 0;
  g_assert_true (schedule_parse (fixture->arena, typed, &items, &count, &line));
  g_assert_cmpuint (count, ==, 2);
  g_assert_null (items[1].who);
  g_assert_cmpstr (schedule_text (fixture->arena, items, count), ==,
                   "01/12/2026 | 04/12/2026 | Lập Tổ | Hiệu trưởng\n |  | Theo dõi chung | ");
  g_assert_false (schedule_parse (fixture->arena, "a\n", &items, &count, &line));
  g_assert_false (schedule_parse (fixture->arena, "01/12/2026 | 31/11/2026 | x | y", &items, &count, &line));
  g_assert_false (
      schedule_parse (fixture->arena, "\n04/12/2026 | 01/12/2026 | x | y", &items, &count, &line));
  g_assert_cmpuint (line, ==, 2);
  g_assert_true (schedule_parse (fixture->arena, NULL, &items, &count, &line));
  g_assert_cmpuint (count, ==, 0);
}

static void
test_duty_lines (Fixture *fixture, gconstpointer data)
{
  const char *typed = "Hiệu trưởng\n- Ra quyết định\n – Ký tờ trình\n\nCông đoàn\n• Động viên";
  DutyGroup *groups = NULL;
  gsize count = 0, line = 0;
  g_assert_true (duties_parse (fixture->arena, typed, &groups, &count, &line));
  g_assert_cmpuint (count, ==, 2);
  g_assert_cmpuint (groups[0].items.count, ==, 2);
  g_assert_cmpstr (duties_text (fixture->arena, groups, count), ==,
                   "Hiệu trưởng\n- Ra quyết định\n- Ký tờ trình\n\nCông đoàn\n- Động viên\n");
  g_assert_false (duties_parse (fixture->arena, "\n- không của ai", &groups, &count, &line));
  g_assert_cmpuint (line, ==, 2);
  Lines lines = lines_parse (fixture->arena, "- một\n\n hai \n-\n");
  g_assert_cmpuint (lines.count, ==, 2);
  g_assert_cmpstr (lines_text (fixture->arena, lines), ==, "một\nhai");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/schedule/working-days", test_working_days);
  ADD ("/schedule/own-days-off", test_own_days_off);
  ADD ("/schedule/backwards", test_backwards);
  ADD ("/schedule/due-after-weekend", test_due_after_weekend);
  ADD ("/schedule/too-late", test_too_late);
  ADD ("/schedule/schedule-lines", test_schedule_lines);
  ADD ("/schedule/duty-lines", test_duty_lines);
  return g_test_run ();
}
