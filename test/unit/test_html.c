/* test_html.c - the HTML preview: every block, escaped, one page. */
#include "document/html.h"
#include "sample_document.h"
#include <string.h>

static char *
fragment (const Document *document)
{
  GString *out = g_string_new (NULL);
  html_write (document, true, out);
  return g_string_free (out, FALSE);
}

static void
test_everything_is_escaped (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  Block block = sample_paragraph (arena, STYLE_BODY, "<script>alert(\"1\")</script> & 'x'");
  block.paragraph.anchor = "a\"b c";
  g_autofree char *html = fragment (sample_one_section (arena, &block, 1));
  g_assert_nonnull (strstr (html, "id=\"neo-a&quot;b_c\""));
  g_assert_nonnull (strstr (html, "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;"));
  g_assert_null (strstr (html, "<script"));
}

static void
test_links_that_could_run_are_text (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  Block block = sample_paragraph (arena, STYLE_BODY, "x");
  block.paragraph.runs[0].link = "javascript:alert(1)";
  g_autofree char *html = fragment (sample_one_section (arena, &block, 1));
  g_assert_cmpstr (html, ==, "<section class=\"to\">\n<p class=\"loi-van\">x</p>\n</section>\n");
}

static void
test_whole_page (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 24);
  g_autoptr (GString) out = g_string_new (NULL);
  html_write (sample_document (arena), false, out);
  g_assert_true (g_str_has_prefix (out->str, "<!DOCTYPE html>\n<html lang=\"vi\">"));
  g_assert_null (strstr (out->str, " style="));
  g_assert_null (strstr (out->str, "<script"));
  g_assert_nonnull (strstr (out->str, "<h1 class=\"ten-loai\">QUYẾT ĐỊNH</h1>"));
  g_assert_nonnull (strstr (out->str, "<th scope=\"colgroup\" colspan=\"2\">"));
  g_assert_nonnull (strstr (out->str, "<th scope=\"col\" rowspan=\"2\">"));
  g_assert_nonnull (strstr (out->str, "<table class=\"bo-tri it-cot\" role=\"presentation\">"));
  g_assert_nonnull (strstr (out->str, "<a href=\"#neo-mc-1\"><i>minh chứng</i></a>"));
  g_assert_nonnull (strstr (out->str, "id=\"neo-mc-1\""));
  g_assert_nonnull (
      strstr (out->str, "<a href=\"https://example.edu.vn/?a=1&amp;b=2\" rel=\"noopener noreferrer\">"));
  g_assert_nonnull (
      strstr (out->str, "<li class=\"muc-luc-2\"><a href=\"#muc-1\">I. ĐẶC ĐIỂM TÌNH HÌNH</a></li>"));
  g_assert_nonnull (strstr (out->str, "<h3 class=\"muc-1\" id=\"muc-1\">I. ĐẶC ĐIỂM TÌNH HÌNH</h3>"));
  g_assert_nonnull (strstr (out->str, "<li class=\"gach-dau\">đ) Điểm theo chữ cái tiếng Việt.</li>"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/html/escaped", test_everything_is_escaped);
  g_test_add_func ("/html/links", test_links_that_could_run_are_text);
  g_test_add_func ("/html/page", test_whole_page);
  return g_test_run ();
}
