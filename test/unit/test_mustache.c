/* test_mustache.c - the template language, case by case as mustache/spec asks, and its strict mode. */
#include "base/json.h"
#include "base/mustache.h"
#include <string.h>

typedef struct {
  const char *template, *json, *expected;
} Case;

typedef struct {
  const char *name, *source;
} Partial;

static bool
find_partial (void *user, const char *name, const char **ret_source)
{
  for (const Partial *partial = user; partial->name != NULL; partial++)
    if (g_str_equal (partial->name, name)) {
      *ret_source = partial->source;
      return true;
    }
  return false;
}

static bool
render (const char *source, const char *json, const MustacheOptions *options, GString *out, GError **error)
{
  g_autoptr (Arena) arena = arena_new (1 << 22);
  json_auto_t *data = json_parse_bytes ("data", json, strlen (json), NULL);
  g_assert_nonnull (data);
  g_autoptr (Template) template = template_compile ("mẫu.md", source, strlen (source), error);
  return template != NULL && template_render (template, json_view (arena, data), options, out, error);
}

static void
assert_renders (const char *source, const char *json, const MustacheOptions *options, const char *expected)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  bool rendered = render (source, json, options, out, &error);
  g_assert_no_error (error);
  g_assert_true (rendered);
  g_assert_cmpstr (out->str, ==, expected);
}

static void
assert_fails (const char *source, const char *json, const MustacheOptions *options, MessageId id,
              const char *place)
{
  g_autoptr (GString) out = g_string_new ("trước");
  g_autoptr (GError) error = NULL;
  g_assert_false (render (source, json, options, out, &error));
  g_assert_error (error, DVHT_ERROR, (gint)id);
  g_assert_cmpstr (error_place (error), ==, place);
  g_assert_cmpstr (out->str, ==, "trước");
}

static void
assert_cases (const Case *cases, gsize count)
{
  for (gsize i = 0; i < count; i++)
    assert_renders (cases[i].template, cases[i].json, NULL, cases[i].expected);
}

static void
test_values (void)
{
  static const Case cases[] = {
    { "Không có thẻ { a } }} nào.", "{}", "Không có thẻ { a } }} nào." },
    { "Chào {{ten}}!", "{\"ten\":\"Ánh\"}", "Chào Ánh!" },
    { "{{a}}", "{\"a\":\"& \\\" < > '\"}", "&amp; &quot; &lt; &gt; &#39;" },
    { "{{{a}}}|{{&a}}|{{{ a }}}|{{& a }}", "{\"a\":\"<&>\"}", "<&>|<&>|<&>|<&>" },
    { "{{a}} {{b}} {{c}} {{d}}", "{\"a\":85,\"b\":1.21,\"c\":-0.1,\"d\":1e21}", "85 1.21 -0.1 1e+21" },
    { "({{a}})({{{b}}})({{c}})", "{\"a\":null}", "()()()" },
    { "{{a.b.c}}", "{\"a\":{\"b\":{\"c\":\"x\"}}}", "x" },
    { "[{{a.b.c}}]", "{\"a\":{\"b\":{}},\"c\":\"sai\"}", "[]" },
    { "[{{a.b}}]", "{\"a\":\"chữ\"}", "[]" },
    { "{{.}}", "\"cả\"", "cả" },
    { "{{ a }}|{{\ta\n}}", "{\"a\":1}", "1|1" },
    { "  {{a}}\n", "{\"a\":\"x\"}", "  x\n" },
    { "{{a}}", "{\"a\":true}", "true" },
    { "[{{a}}{{b}}]", "{\"a\":[1],\"b\":{}}", "[]" },
  };
  assert_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_sections (void)
{
  static const Case cases[] = {
    { "{{#a}}có{{/a}}{{^a}}không{{/a}}", "{\"a\":true}", "có" },
    { "{{#a}}có{{/a}}{{^a}}không{{/a}}", "{\"a\":false}", "không" },
    { "{{#a}}có{{/a}}{{^a}}không{{/a}}", "{\"a\":null}", "không" },
    { "{{#a}}có{{/a}}{{^a}}không{{/a}}", "{\"a\":[]}", "không" },
    { "{{#a}}có{{/a}}{{^a}}không{{/a}}", "{\"a\":\"\"}", "không" },
    { "{{#a}}có{{/a}}{{^a}}không{{/a}}", "{\"a\":0}", "có" },
    { "{{#a}}có{{/a}}{{^a}}không{{/a}}", "{\"a\":{}}", "có" },
    { "{{#a}}có{{/a}}{{^a}}không{{/a}}", "{}", "không" },
    { "{{#a}}{{b}}{{c}}{{/a}}", "{\"a\":{\"b\":1},\"c\":2}", "12" },
    { "{{#a}}{{.}},{{/a}}", "{\"a\":[1,\"hai\",3.5]}", "1,hai,3.5," },
    { "{{#a}}({{#.}}{{.}}{{/.}}){{/a}}", "{\"a\":[[1,2],[3]]}", "(12)(3)" },
    { "{{#a}}{{#b}}{{x}}{{y}}{{/b}}{{/a}}", "{\"a\":[{\"x\":1,\"b\":[{\"y\":2},{\"y\":3}]}]}", "1213" },
    { "{{#a}}[{{.}}]{{/a}}", "{\"a\":\"chữ\"}", "[chữ]" },
    { "{{#a.b}}x{{/a.b}}{{^a.c}}y{{/a.c}}", "{\"a\":{\"b\":true}}", "xy" },
    { "{{#a}}{{b.c}}{{/a}}", "{\"a\":{\"b\":{}},\"b\":{\"c\":\"sai\"}}", "" },
    { "{{#a}}1{{#a}}2{{/a}}3{{/a}}", "{\"a\":true}", "123" },
    { "{{#a}}{{^b}}x{{/b}}{{/a}}", "{\"a\":[{\"b\":1},{\"b\":false}]}", "x" },
    { "{{# a }}x{{/ a }}", "{\"a\":true}", "x" },
  };
  assert_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_lines (void)
{
  static const Case cases[] = {
    { "| 1\n{{#a}}\n| 2\n{{/a}}\n| 3\n", "{\"a\":true}", "| 1\n| 2\n| 3\n" },
    { "| 1\n  {{#a}}  \n| 2\n\t{{/a}}\n| 3", "{\"a\":true}", "| 1\n| 2\n| 3" },
    { "|\r\n{{#a}}\r\n{{/a}}\r\n|", "{\"a\":true}", "|\r\n|" },
    { "  {{#a}}\n#{{/a}}\n/", "{\"a\":true}", "#\n/" },
    { "#{{#a}}\n/\n  {{/a}}", "{\"a\":true}", "#\n/\n" },
    { " {{#a}}x{{/a}}\n {{^a}}y{{/a}}\n", "{\"a\":true}", " x\n \n" },
    { "1\n{{! chú thích }}\n2\n", "{}", "1\n2\n" },
    { "1\n  {{! nhiều\ndòng {{ }}\n2\n", "{}", "1\n2\n" },
    { "1 {{! trong dòng }}\n2 {{! x }}3\n", "{}", "1 \n2 3\n" },
    { "{{!a}} {{!b}}\n", "{}", " \n" },
    { "1\n{{^a}}\n2\n{{/a}}\n3\n", "{}", "1\n2\n3\n" },
  };
  assert_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_delimiters (void)
{
  static const Case cases[] = {
    { "{{=<% %>=}}(<%a%>){{a}}", "{\"a\":1}", "(1){{a}}" },
    { "({{=[ ]=}}[a])", "{\"a\":1}", "(1)" },
    { "{{= | | =}}|#a|x|/a||={{ }}=|{{a}}", "{\"a\":true}", "xtrue" },
    { "1\n  {{=@ @=}}\n2 @a@\n", "{\"a\":3}", "1\n2 3\n" },
    { "1 {{=@ @=}}\n2\n", "{}", "1 \n2\n" },
    { "{{#a}}{{=| |=}}|b||/a|", "{\"a\":{\"b\":7}}", "7" },
  };
  assert_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_partials (void)
{
  static const Partial partials[] = {
    { "chữ", "từ mẫu" },
    { "tên", "*{{a}}*" },
    { "cây", "{{nút}}<{{#con}}{{>cây}}{{/con}}>" },
    { "dòng", "|\n{{{a}}}\n|\n" },
    { "lồng", "a\n  {{>dòng}}\nb\n" },
    { "phần", "{{#có}}\n1\n{{/có}}\n{{#có}}2{{/có}}\n{{>chữ}} 3\n" },
    { "hai", "x\ny" },
    { NULL, NULL },
  };
  static const MustacheOptions options = { .partial = find_partial, .partial_user = (void *)partials };
  static const Case cases[] = {
    { "\"{{>chữ}}\" [{{> không-có }}]", "{}", "\"từ mẫu\" []" },
    { "{{>tên}}{{#b}}{{>tên}}{{/b}}", "{\"a\":1,\"b\":{\"a\":2}}", "*1**2*" },
    { "{{>cây}}", "{\"nút\":\"X\",\"con\":[{\"nút\":\"Y\",\"con\":[]},{\"nút\":\"Z\",\"con\":[]}]}",
      "X<Y<>Z<>>" },
    { "\\\n {{>dòng}}\n/\n", "{\"a\":\"<\\n->\"}", "\\\n |\n <\n->\n |\n/\n" },
    { " {{>lồng}}", "{\"a\":\"x\"}", " a\n   |\n   x\n   |\n b\n" },
    { "  {{>phần}}\n", "{\"có\":true}", "  1\n  2\n  từ mẫu 3\n" },
    { "  - {{>hai}}\n", "{}", "  - x\ny\n" },
    { "|\r\n{{>chữ}}\r\n|", "{}", "|\r\ntừ mẫu|" },
    { "  {{>chữ}}\n>", "{}", "  từ mẫu>" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_renders (cases[i].template, cases[i].json, &options, cases[i].expected);
}

static const Template *
lookup_template (void *user, const char *name)
{
  return g_str_equal (name, "dòng") ? user : NULL;
}

static void
test_compiled_partials (void)
{
  g_autoptr (Template) partial = template_compile ("dòng", "1\n{{a}}\n", strlen ("1\n{{a}}\n"), NULL);
  MustacheOptions options = { .lookup = lookup_template, .partial_user = partial, .strict = true };
  assert_renders ("  {{>dòng}}\n{{>dòng}}", "{\"a\":2}", &options, "  1\n  2\n1\n2\n");
  assert_fails ("\n{{>khác}}", "{}", &options, MSG_TEMPLATE_UNKNOWN_PARTIAL, "mẫu.md:2");
}

static void
test_syntax_errors (void)
{
  static const struct {
    const char *source;
    MessageId id;
    const char *place;
  } cases[] = {
    { "a\n{{b", MSG_TEMPLATE_UNCLOSED_TAG, "mẫu.md:2" },
    { "{{{b}}", MSG_TEMPLATE_UNCLOSED_TAG, "mẫu.md:1" },
    { "{{=<% %>}}", MSG_TEMPLATE_UNCLOSED_TAG, "mẫu.md:1" },
    { "a\n{{#b}}\n\n", MSG_TEMPLATE_UNCLOSED_SECTION, "mẫu.md:2" },
    { "{{#b}}\n{{/c}}", MSG_TEMPLATE_WRONG_END, "mẫu.md:2" },
    { "{{#b}}{{#c}}{{/b}}{{/c}}", MSG_TEMPLATE_WRONG_END, "mẫu.md:1" },
    { "\n\n{{/b}}", MSG_TEMPLATE_STRAY_END, "mẫu.md:3" },
    { "{{}}", MSG_TEMPLATE_BAD_TAG, "mẫu.md:1" },
    { "{{# }}", MSG_TEMPLATE_BAD_TAG, "mẫu.md:1" },
    { "{{>}}", MSG_TEMPLATE_BAD_TAG, "mẫu.md:1" },
    { "{{a b}}", MSG_TEMPLATE_BAD_TAG, "mẫu.md:1" },
    { "{{a..b}}", MSG_TEMPLATE_BAD_TAG, "mẫu.md:1" },
    { "{{a.}}", MSG_TEMPLATE_BAD_TAG, "mẫu.md:1" },
    { "{{.a}}", MSG_TEMPLATE_BAD_TAG, "mẫu.md:1" },
    { "{{==}}", MSG_TEMPLATE_BAD_DELIMITERS, "mẫu.md:1" },
    { "{{=a=}}", MSG_TEMPLATE_BAD_DELIMITERS, "mẫu.md:1" },
    { "{{=a b c=}}", MSG_TEMPLATE_BAD_DELIMITERS, "mẫu.md:1" },
    { "{{=12345678901234567 b=}}", MSG_TEMPLATE_BAD_DELIMITERS, "mẫu.md:1" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_fails (cases[i].source, "{}", NULL, cases[i].id, cases[i].place);
}

static void
test_strict (void)
{
  static const Partial partials[] = { { "con", "x\n{{thiếu}}\n" }, { NULL, NULL } };
  static const MustacheOptions strict
      = { .partial = find_partial, .partial_user = (void *)partials, .strict = true };
  const char *data = "{\"a\":{\"b\":1,\"rỗng\":null},\"c\":null,\"d\":false,\"e\":[]}";
  assert_renders ("{{a.b}}[{{c}}{{d}}]{{#d}}{{x}}{{/d}}{{#e}}{{x}}{{/e}}{{#a}}{{b}}{{c}}{{/a}}", data,
                  &strict, "1[]1");
  assert_renders ("[{{a.rỗng.gì}}]", data, &strict, "[]");
  assert_fails ("\n{{x}}", data, &strict, MSG_TEMPLATE_UNKNOWN_NAME, "mẫu.md:2");
  assert_fails ("{{a.x}}", data, &strict, MSG_TEMPLATE_UNKNOWN_NAME, "mẫu.md:1");
  assert_fails ("{{a.b.x}}", data, &strict, MSG_TEMPLATE_UNKNOWN_NAME, "mẫu.md:1");
  assert_fails ("{{#x}}{{/x}}", data, &strict, MSG_TEMPLATE_UNKNOWN_NAME, "mẫu.md:1");
  assert_fails ("{{^x}}{{/x}}", data, &strict, MSG_TEMPLATE_UNKNOWN_NAME, "mẫu.md:1");
  assert_fails ("{{#a}}\n{{x}}{{/a}}", data, &strict, MSG_TEMPLATE_UNKNOWN_NAME, "mẫu.md:2");
  assert_fails ("{{a}}", data, &strict, MSG_TEMPLATE_NOT_TEXT, "mẫu.md:1");
  assert_fails ("{{>con}}", data, &strict, MSG_TEMPLATE_UNKNOWN_NAME, "con:2");
  assert_fails ("{{>không}}", data, &strict, MSG_TEMPLATE_UNKNOWN_PARTIAL, "mẫu.md:1");
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (Arena) arena = arena_new (1 << 20);
  g_assert_false (render ("{{đơn_vị.tên}}", data, &strict, out, &error));
  g_assert_nonnull (
      strstr (error_vietnamese (arena, error), "mẫu.md:1: Không có dữ liệu tên là “đơn_vị.tên”"));
}

static void
test_limits (void)
{
  static const Partial partials[] = {
    { "vòng", "a{{>vòng}}" },
    { "lỗi", "\n{{#a}}" },
    { "hai", "{{#.}}{{>hai}}{{>hai}}{{/.}}" },
    { NULL, NULL },
  };
  MustacheOptions options = { .partial = find_partial, .partial_user = (void *)partials };
  assert_fails ("{{>vòng}}", "{}", &options, MSG_TEMPLATE_TOO_DEEP, "vòng:1");
  assert_fails ("{{>hai}}", "{}", &options, MSG_TEMPLATE_TOO_DEEP, "hai:1");
  assert_fails ("{{>lỗi}}", "{}", &options, MSG_TEMPLATE_UNCLOSED_SECTION, "lỗi:2");
  g_autoptr (GString) deep = g_string_new (NULL);
  for (int i = 0; i < 64; i++)
    g_string_append (deep, "{{#a}}");
  for (int i = 0; i < 64; i++)
    g_string_append (deep, "{{/a}}");
  assert_renders (deep->str, "{\"a\":true}", NULL, "");
  assert_fails (deep->str, "{\"a\":[1,2,3]}", NULL, MSG_TEMPLATE_TOO_LONG, "mẫu.md:1");
  g_string_prepend (deep, "{{#a}}");
  g_string_append (deep, "{{/a}}");
  assert_fails (deep->str, "{}", NULL, MSG_TEMPLATE_TOO_DEEP, "mẫu.md:1");
  options.limit = 10;
  assert_renders ("{{#a}}12345{{/a}}", "{\"a\":[1,2]}", &options, "1234512345");
  assert_fails ("{{#a}}\n123456{{/a}}", "{\"a\":[1,2]}", &options, MSG_TEMPLATE_TOO_LARGE, "mẫu.md:2");
}

static void
escape_star (GString *out, const char *text)
{
  g_string_append_printf (out, "*%s*", text);
}

static void
test_tree (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  g_autoptr (GString) out = g_string_new (NULL);
  const char *source
      = "{{a}} {{md}} {{n}} {{#yes}}{{#l}}{{.}};{{/l}}{{/yes}}{{^none}}{{o.x}}{{/none}}{{twice}}";
  g_autoptr (Template) template = template_compile ("t", source, strlen (source), NULL);
  Value *root = value_object (arena), *list = value_list (arena), *object = value_object (arena);
  value_set_text (root, "a", "<");
  value_set_raw (root, "md", "**<**");
  value_set_int (root, "n", -5);
  value_set_bool (root, "yes", true);
  value_set_text (root, "none", NULL);
  value_set_text (root, "twice", "1");
  value_set_text (root, "twice", "2");
  value_append_text (list, "p");
  value_append_text (list, NULL);
  value_append (list, value_list (arena));
  g_assert_cmpuint (value_length (list), ==, 3);
  value_set_text (object, "x", "y");
  value_set (root, "o", object);
  value_set (root, "l", list);
  MustacheOptions options = { .escape = escape_star };
  g_assert_true (template_render (template, value_view (root), &options, out, NULL));
  g_assert_cmpstr (out->str, ==, "*<* **<** *-5* *p*;;;*y**2*");
}

/* An object over another one: own names first, the rest from below, two lists sharing one. */
static void
test_extend (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  g_autoptr (GString) out = g_string_new (NULL);
  const char *source = "{{#l}}{{n}}{{a}}{{#b}}!{{/b}};{{/l}}";
  g_autoptr (Template) template = template_compile ("t", source, strlen (source), NULL);
  Value *root = value_object (arena), *list = value_list (arena), *shared = value_object (arena);
  value_set_text (shared, "a", "x");
  value_set_bool (shared, "b", true);
  for (int i = 1; i <= 2; i++) {
    Value *item = value_extend (shared);
    value_set_int (item, "n", i);
    value_append (list, item);
    if (i == 2)
      value_set_bool (item, "b", false);
  }
  value_set (root, "l", list);
  MustacheOptions options = { .strict = true };
  g_assert_true (template_render (template, value_view (root), &options, out, NULL));
  g_assert_cmpstr (out->str, ==, "1x!;2x;");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mustache/values", test_values);
  g_test_add_func ("/mustache/sections", test_sections);
  g_test_add_func ("/mustache/lines", test_lines);
  g_test_add_func ("/mustache/delimiters", test_delimiters);
  g_test_add_func ("/mustache/partials", test_partials);
  g_test_add_func ("/mustache/compiled-partials", test_compiled_partials);
  g_test_add_func ("/mustache/syntax-errors", test_syntax_errors);
  g_test_add_func ("/mustache/strict", test_strict);
  g_test_add_func ("/mustache/limits", test_limits);
  g_test_add_func ("/mustache/tree", test_tree);
  g_test_add_func ("/mustache/extend", test_extend);
  return g_test_run ();
}
