/* test_markup.c - marks are found where a reader sees them, and nowhere else. */
#include "model/markup.h"
#include <string.h>

/* All marks of a text as "@key #name". */
static char *
marks_of (Arena *arena, const char *text)
{
  GString *list = g_string_new (NULL);
  for (Mark mark = { 0 }; markup_next (arena, text, mark.start + mark.length, &mark);) {
    g_assert_cmpint (text[mark.start], ==, '[');
    g_assert_cmpint (text[mark.start + mark.length - 1], ==, ']');
    g_string_append_printf (list, "%s%c%s", list->len > 0 ? " " : "", mark.kind == MARK_EVIDENCE ? '@' : '#',
                            mark.name);
  }
  char *result = arena_strdup (arena, list->str);
  g_string_free (list, TRUE);
  return result;
}

static void
test_table (void)
{
  static const struct {
    const char *text, *marks;
  } rows[] = {
    { "", "" },
    { "Có [@mc01]; [@mc02] và [#share.3.1].", "@mc01 @mc02 #share.3.1" },
    { "[@ mc 01 ]", "@mc 01" },
    { "[@]", "" },
    { "[#  ]", "" },
    { "[mc01] [a@b]", "" },
    { "\\[@mc01] \\\\[@mc02]", "@mc02" },
    { "`[@mc01]` [@mc02]", "@mc02" },
    { "``a ` [@mc01]`` [@mc02]", "@mc02" },
    { "một dấu ` lẻ [@mc01]", "@mc01" },
    { "`a\n\nb [@mc01] `", "@mc01" },
    { "```\n[@mc01]\n\n[@mc02]\n``` [@mc03]", "@mc03" },
    { "\\`[@mc01]`", "@mc01" },
    { "[@mc\\_01] [@a\\]b]", "@mc_01 @a]b" },
    { "[@mc01\n]", "" },
    { "[@mc01", "" },
    { "[@[@mc01]]", "@mc01" },
    { "[[@mc01]]", "@mc01" },
    { "[@a][#b]", "@a #b" },
    { "\\", "" },
    { "[@a\\", "" },
    { "[@minh chứng Đ]", "@minh chứng Đ" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Arena) arena = arena_new (1 << 20);
    g_assert_cmpstr (marks_of (arena, rows[i].text), ==, rows[i].marks);
  }
}

/* Long hostile texts are read in one go. */
static void
test_hostile (void)
{
  g_autoptr (Arena) arena = arena_new ((gsize)256 << 20);
  g_autoptr (GString) text = g_string_new (NULL);
  for (gsize run = 1; run < 2000; run++) {
    for (gsize i = 0; i < run; i++)
      g_string_append_c (text, '`');
    g_string_append (text, "[@a");
  }
  for (gsize i = 0; i < 500000; i++)
    g_string_append (text, "[@");
  g_string_append (text, "x]");
  g_assert_cmpstr (marks_of (arena, text->str), ==, "@x");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/markup/table", test_table);
  g_test_add_func ("/markup/hostile", test_hostile);
  return g_test_run ();
}
