/* test_diff.c - texts compared line by line. */
#include "base/diff.h"

/* " a", "-b", "+c" a line each. */
static char *
told (const char *old, const char *fresh)
{
  g_autoptr (Arena) arena = arena_new ((gsize)64 << 20);
  g_autoptr (GString) out = g_string_new (NULL);
  Diff diff = diff_lines (arena, old, fresh);
  for (gsize i = 0; i < diff.count; i++)
    g_string_append_printf (out, "%c%s\n", " -+"[diff.items[i].kind], diff.items[i].text);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
expect (const char *old, const char *fresh, const char *wanted)
{
  g_autofree char *got = told (old, fresh);
  g_assert_cmpstr (got, ==, wanted);
}

static void
test_lines (void)
{
  expect ("", "", "");
  expect ("a\nb\n", "a\nb\n", " a\n b\n");
  expect ("a\nb", "a\nb\n", " a\n b\n");
  expect ("", "a\n", "+a\n");
  expect ("a\n", "", "-a\n");
  expect ("a\nb\nc\n", "a\nx\nc\n", " a\n-b\n+x\n c\n");
  expect ("a\nb\nc\n", "c\na\nb\n", "+c\n a\n b\n-c\n");
  expect ("a\na\n", "a\n", " a\n-a\n");
  expect ("a\n\nb\n", "a\nb\n", " a\n-\n b\n");
}

static void
test_numbers (void)
{
  g_autoptr (Arena) arena = arena_new ((gsize)1 << 20);
  Diff diff = diff_lines (arena, "a\nb\nc\n", "a\nx\ny\nc\n");
  g_assert_cmpuint (diff.gone, ==, 1);
  g_assert_cmpuint (diff.fresh, ==, 2);
  g_assert_cmpuint (diff.items[1].old_line, ==, 2);
  g_assert_cmpuint (diff.items[1].new_line, ==, 0);
  g_assert_cmpuint (diff.items[4].old_line, ==, 3);
  g_assert_cmpuint (diff.items[4].new_line, ==, 4);
}

/* Too long to be measured: told as wholly different in between, and nothing is lost. */
static void
test_giant (void)
{
  g_autoptr (Arena) arena = arena_new ((gsize)256 << 20);
  g_autoptr (GString) old = g_string_new ("head\n"), fresh = g_string_new ("head\n");
  for (int i = 0; i < 5000; i++) {
    g_string_append_printf (old, "o%d\n", i);
    g_string_append_printf (fresh, "n%d\n", i);
  }
  g_string_append (old, "tail\n");
  g_string_append (fresh, "tail\n");
  Diff diff = diff_lines (arena, old->str, fresh->str);
  g_assert_cmpuint (diff.gone, ==, 5000);
  g_assert_cmpuint (diff.fresh, ==, 5000);
  g_assert_cmpuint (diff.count, ==, 10002);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diff/lines", test_lines);
  g_test_add_func ("/diff/numbers", test_numbers);
  g_test_add_func ("/diff/giant", test_giant);
  return g_test_run ();
}
