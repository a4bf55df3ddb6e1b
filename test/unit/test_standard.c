/* test_standard.c - what the wording says where the unit has said nothing, as people take it over and change
 * it. */
#include "document/standard.h"
#include "document/standard_plan.h"
#include "exchange/case.h"
#include <string.h>

typedef struct {
  Arena *arena;
  SchemeLibrary *library;
  const Round *round;
  const Figures *figures;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (g_getenv ("CASES"), data, NULL);
  fixture->arena = arena_new ((gsize)1 << 30);
  fixture->library = scheme_library_new (NULL, &error);
  g_assert_no_error (error);
  fixture->round = case_read (fixture->arena, fixture->library, path)->round;
  fixture->figures = figures_compute (fixture->round, fixture->arena);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  scheme_library_free (fixture->library);
  arena_free (fixture->arena);
}

/* A whole plan, its fences turned into what people type themselves, filled in for this unit. */
static void
test_learning_plan (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const char *text = NULL;
  g_assert_true (standard_learning_plan (fixture->arena, fixture->library, fixture->round, fixture->figures,
                                         &text, &error));
  g_assert_true (g_str_has_prefix (text, "# I. MỤC ĐÍCH, YÊU CẦU\n"));
  g_assert_nonnull (strstr (text, "\n| TT | Nội dung học tập, bồi dưỡng |"));
  g_assert_nonnull (strstr (text, "# IV. KINH PHÍ\n\n......\n\n......\n\n# V."));
  g_assert_true (g_str_has_suffix (text, "cuối năm tự đánh giá kết quả."));
  static const char *const marks[]
      = { "```", "{{", "xây dựng Kế hoạch học tập thường xuyên của", "./.", "\\" };
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    g_assert_null (strstr (text, marks[i]));
}

static void
test_parts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Standard standard;
  const char *text = NULL;
  g_assert_true (standard_open (fixture->arena, fixture->library, fixture->round, fixture->figures, "plan",
                                &standard, &error));
  g_assert_true (standard_part (fixture->arena, &standard, "has_requirements", &text, &error));
  g_assert_true (text[0] != '\0');
  g_assert_true (standard_part (fixture->arena, &standard, "no_such_part", &text, &error));
  g_assert_cmpstr (text, ==, "");
  g_assert_true (standard_open (fixture->arena, fixture->library, fixture->round, fixture->figures,
                                "no_such_paper", &standard, &error));
  g_assert_true (standard_part (fixture->arena, &standard, "has_purposes", &text, &error));
  g_assert_cmpstr (text, ==, "");
}

static void
test_plan (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  StandardPlan plan;
  g_assert_true (
      standard_plan (fixture->arena, fixture->library, fixture->round, fixture->figures, &plan, &error));
  g_assert_cmpuint (plan.purposes.count, >, 0);
  g_assert_cmpuint (plan.requirements.count, >, 0);
  g_assert_cmpuint (plan.duty_count, >, 0);
  for (gsize i = 0; i < plan.duty_count; i++)
    g_assert_false (g_str_has_prefix (plan.duties[i].body, "#"));
}

int
main (int argc, char **argv)
{
  static const char *const cases[] = { "gia-thuy-2024", "mam-non-2025", "thpt-2025", "tieu-hoc-2022" };
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/standard/learning-plan/", cases[i], NULL);
    g_test_add (path, Fixture, cases[i], set_up, test_learning_plan, tear_down);
  }
  g_test_add ("/standard/parts", Fixture, cases[0], set_up, test_parts, tear_down);
  g_test_add ("/standard/plan", Fixture, cases[0], set_up, test_plan, tear_down);
  return g_test_run ();
}
