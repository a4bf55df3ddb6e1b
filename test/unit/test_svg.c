/* test_svg.c - pages as pictures: each word where the layout has it, nothing that runs. */
#include "document/svg.h"
#include "sample_document.h"
#include <string.h>

static char *
pages_of (const Document *document, guint *ret_count)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Layout) layout = layout_document (document, &error);
  g_assert_no_error (error);
  *ret_count = layout_page_count (layout);
  GString *out = g_string_new (NULL);
  svg_pages (layout, out);
  return g_string_free (out, FALSE);
}

static guint
count_of (const char *text, const char *part)
{
  guint count = 0;
  for (const char *at = strstr (text, part); at != NULL; at = strstr (at + 1, part))
    count++;
  return count;
}

static void
test_pages (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 26);
  guint count = 0;
  g_autofree char *svg = pages_of (sample_document (arena), &count), *last = NULL;
  g_assert_cmpuint (count, >, 3);
  g_assert_cmpuint (count_of (svg, "<svg class=\"trang"), ==, count);
  g_assert_cmpuint (count_of (svg, "<svg class=\"trang ngang\""), >, 0);
  last = g_strdup_printf ("aria-label=\"Trang %u trong %u\"", count, count);
  g_assert_nonnull (strstr (svg, last));
  g_assert_nonnull (strstr (svg, "viewBox=\"0 0 595.28 841.89\""));
  g_assert_nonnull (strstr (svg, ">QUYẾT</tspan> <tspan"));
  for (const char *const *no
       = (const char *const[]){ " style=", "<script", "<style", "nan", "inf", "--", NULL };
       *no != NULL; no++)
    g_assert_null (strstr (svg, *no));
}

static void
test_words_are_escaped (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 24);
  guint count = 0;
  Block block = sample_paragraph (arena, STYLE_BODY, "<script>alert(1)</script> \"&\"");
  g_autofree char *svg = pages_of (sample_one_section (arena, &block, 1), &count);
  g_assert_cmpuint (count, ==, 1);
  g_assert_nonnull (strstr (svg, ">&lt;script&gt;alert(1)&lt;/script&gt;</tspan> <tspan"));
  g_assert_nonnull (strstr (svg, ">&quot;&amp;&quot;</tspan></text>"));
}

static void
test_pictures (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 24);
  static const guint8 bytes[] = { 0, 1, 2 };
  guint count = 0;
  Block block = { .kind = BLOCK_IMAGE,
                  .image = { .data = bytes, .size = sizeof bytes, .width = 20, .height = 10, .alt = "Ảnh" } };
  g_autofree char *png = pages_of (sample_one_section (arena, &block, 1), &count);
  g_assert_nonnull (strstr (png, "width=\"56.69\" height=\"28.35\""));
  g_assert_nonnull (strstr (png, "href=\"data:image/png;base64,AAEC\"/>"));
  block.image.jpeg = true;
  g_autofree char *jpeg = pages_of (sample_one_section (arena, &block, 1), &count);
  g_assert_nonnull (strstr (jpeg, "href=\"data:image/jpeg;base64,AAEC\"/>"));
}

/* A line of one face says it once; one of several says it word by word. */
static void
test_faces (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 24);
  guint count = 0;
  Block block = sample_paragraph (arena, STYLE_BODY, "thường");
  ARENA_PUSH (arena, block.paragraph.runs, block.paragraph.run_count)
      = (Run){ .kind = RUN_TEXT, .style = RUN_BOLD | RUN_ITALIC, .text = " đậm" };
  g_autofree char *mixed = pages_of (sample_one_section (arena, &block, 1), &count);
  g_assert_nonnull (strstr (mixed, "class=\"f0\">thường<"));
  g_assert_nonnull (strstr (mixed, "class=\"f3\">đậm<"));
  block = sample_paragraph (arena, STYLE_KIND, "KẾ HOẠCH");
  g_autofree char *bold = pages_of (sample_one_section (arena, &block, 1), &count);
  g_assert_cmpuint (count_of (bold, "class=\"f1\""), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/svg/pages", test_pages);
  g_test_add_func ("/svg/escaped", test_words_are_escaped);
  g_test_add_func ("/svg/pictures", test_pictures);
  g_test_add_func ("/svg/faces", test_faces);
  return g_test_run ();
}
