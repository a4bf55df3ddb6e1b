/* test_hint.c - which title looks like what a hint asks for. */
#include "model/hint.h"

static bool
backed (const char *hint, const char *title)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  const Evidence item = { .title = title };
  const Evidence *items[] = { &item };
  const IndicatorFigures figures = { .evidence = items, .evidence_count = 1 };
  return hint_is_backed (arena, hint, &figures);
}

static void
test_titles (void)
{
  static const struct {
    const char *hint, *title;
    bool backed;
  } cases[] = {
    { "kế hoạch học tập thường xuyên của năm", "Kế hoạch học tập thường xuyên của cán bộ, giáo viên", true },
    { "danh sách “Công dân học tập”", "DANH SÁCH Công dân học tập năm 2024", true },
    { "danh sách Công dân học tập", "Danh sách thống nhất (“Công dân học tập”)", true },
    { "quyết định giao kinh phí", "Quyết định giao dự toán ngân sách", true },
    { "quyết định tặng danh hiệu thi đua", "Quyết định thành lập Tổ", false },
    { "dự toán", "Báo cáo quyết toán", false },
    { "hồ sơ", "Hồ sơn mới", false },
    { "kế hoạch", "", false },
    { "", "Kế hoạch", false },
    { "…", "Kế hoạch", false },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s / %s", cases[i].hint, cases[i].title);
    g_assert_cmpint (backed (cases[i].hint, cases[i].title), ==, cases[i].backed);
  }
}

static void
test_nothing_there (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  const IndicatorFigures none = { 0 };
  g_assert_false (hint_is_backed (arena, "kế hoạch", &none));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hint/titles", test_titles);
  g_test_add_func ("/hint/none", test_nothing_there);
  return g_test_run ();
}
