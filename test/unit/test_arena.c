/* test_arena.c - pieces are zeroed, aligned, apart; arrays grow and keep their values. */
#include "base/arena.h"
#include <stdint.h>

static void
test_pieces (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  char *first = arena_alloc (arena, 3), *second = arena_alloc (arena, 100000);
  g_assert_cmpuint ((uintptr_t)second % 16, ==, 0);
  for (int i = 0; i < 100000; i++)
    g_assert_cmpint (second[i], ==, 0);
  g_assert_true (second >= first + 3 || first >= second + 100000);
}

static void
test_grow (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  int *items = NULL;
  gsize count = 0;
  for (int i = 0; i < 1000; i++)
    ARENA_PUSH (arena, items, count) = i;
  g_assert_cmpuint (count, ==, 1000);
  for (int i = 0; i < 1000; i++)
    g_assert_cmpint (items[i], ==, i);
}

static void
test_text (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  g_assert_cmpstr (arena_concat (arena, "a", "bc", "d", NULL), ==, "abcd");
  g_assert_cmpstr (arena_printf (arena, "%d-%s", 7, "x"), ==, "7-x");
  g_assert_null (arena_strdup (arena, NULL));
}

static void
test_int (void)
{
  static const gint64 numbers[] = { 0, 7, -1, 10, 1250000, G_MAXINT64, G_MININT64 };
  g_autoptr (Arena) arena = arena_new (1 << 20);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_assert_cmpstr (arena_int (arena, numbers[i]), ==,
                     arena_printf (arena, "%" G_GINT64_FORMAT, numbers[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/arena/pieces", test_pieces);
  g_test_add_func ("/arena/grow", test_grow);
  g_test_add_func ("/arena/text", test_text);
  g_test_add_func ("/arena/int", test_int);
  return g_test_run ();
}
