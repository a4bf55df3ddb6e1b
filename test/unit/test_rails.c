/* test_rails.c - a rail is remembered for its unit, year, day and end of the chain, and for nothing else. */
#include "web/rails.h"
#include <string.h>

static const RailKey key = { 7, 40, 2026, "2026-12-01" };

static Rail
rail_of (ProgressState state)
{
  Rail rail = { .found = true, .current = STEP_FOUND };
  rail.steps[STEP_FOUND] = state;
  g_strlcpy (rail.dates[STEP_FOUND], "2027-01-15", sizeof rail.dates[STEP_FOUND]);
  return rail;
}

static void
test_remembers (void)
{
  g_autoptr (Memo) rails = rails_new ();
  Rail kept = rail_of (PROGRESS_DOING), found = { 0 };
  g_assert_false (rails_find (rails, &key, &found));
  rails_keep (rails, &key, &kept);
  g_assert_true (rails_find (rails, &key, &found));
  g_assert_true (found.found && found.steps[STEP_FOUND] == PROGRESS_DOING && found.current == STEP_FOUND);
  g_assert_cmpstr (found.dates[STEP_FOUND], ==, "2027-01-15");
}

static void
test_forgets_what_may_be_otherwise (void)
{
  static const RailKey others[] = {
    { 8, 40, 2026, "2026-12-01" }, { 7 + 1024, 40, 2026, "2026-12-01" }, /* at the same place */
    { 7, 41, 2026, "2026-12-01" }, { 7, 40, 2025, "2026-12-01" },
    { 7, 40, 2026, "2026-12-02" }, { 6, 40, 2026, "2026-12-01", 1 }, /* of a record, at the same place */
  };
  g_autoptr (Memo) rails = rails_new ();
  Rail kept = rail_of (PROGRESS_DOING), newer = rail_of (PROGRESS_DONE), found = { 0 };
  rails_keep (rails, &key, &kept);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (rails_find (rails, &others[i], &found));
  rails_keep (rails, &others[2], &newer);
  g_assert_false (rails_find (rails, &key, &found));
  g_assert_true (rails_find (rails, &others[2], &found));
  g_assert_cmpint (found.steps[STEP_FOUND], ==, PROGRESS_DONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rails/remembers", test_remembers);
  g_test_add_func ("/rails/forgets-what-may-be-otherwise", test_forgets_what_may_be_otherwise);
  return g_test_run ();
}
