/* test_json.c - errors of JSON text with their places, pointers, written strings. */
#include "base/json.h"
#include <string.h>

static void
assert_fails (const char *text, gsize size, MessageId id, const char *place)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Arena) arena = arena_new (1 << 20);
  g_assert_null (json_parse_bytes ("case.json", text, size, &error));
  g_assert_error (error, DVHT_ERROR, (gint)id);
  g_assert_cmpstr (error_place (error), ==, place);
  g_assert_true (g_str_has_prefix (error_vietnamese (arena, error), place));
}

static void
test_errors (void)
{
  assert_fails ("", 0, MSG_JSON_ENDS_EARLY, "case.json:1:1");
  assert_fails ("{\"a\": 1,\n", 9, MSG_JSON_ENDS_EARLY, "case.json:2:1");
  assert_fails ("{\n \"tên\": đ}", strlen ("{\n \"tên\": đ}"), MSG_JSON_SYNTAX, "case.json:2:9");
  assert_fails ("{\"a\":1}x", 8, MSG_JSON_TRAILING, "case.json:1:8");
  assert_fails ("{\"a\":1,\n\"a\":2}", 14, MSG_JSON_DUPLICATE_KEY, "case.json:2:3");
  assert_fails ("[1e999]", 7, MSG_JSON_NUMBER, "case.json:1:6");
  assert_fails ("[99999999999999999999]", 22, MSG_JSON_NUMBER, "case.json:1:21");
  assert_fails ("[\"\\u0000\"]", 10, MSG_JSON_NUL, "case.json:1:9");
  assert_fails ("[\n\"\0\"]", 6, MSG_JSON_NUL, "case.json:2:2");
  assert_fails ("[\n\"ế\xFF\"]", 8, MSG_JSON_ENCODING, "case.json:2:3");
}

static void
test_depth (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  assert_fails (deep, 100000, MSG_JSON_TOO_DEEP, "case.json:1:65");
  g_autoptr (GString) allowed = g_string_new ("\"[[[\\\"[[\"");
  for (int i = 0; i < JSON_DEPTH; i++) {
    g_string_prepend_c (allowed, '[');
    g_string_append_c (allowed, ']');
  }
  json_auto_t *value = json_parse_bytes ("x", allowed->str, allowed->len, NULL);
  g_assert_nonnull (value);
}

static void
test_values (void)
{
  json_auto_t *with_mark = json_parse_bytes ("x", "\xEF\xBB\xBF{\"a\":\"ế\"}", 14, NULL);
  g_assert_cmpstr (json_string_value (json_object_get (with_mark, "a")), ==, "ế");
  json_auto_t *scalar = json_parse_bytes ("x", "1.21", 4, NULL);
  g_assert_true (json_is_real (scalar));
}

static void
test_pointer (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  const char *list = json_pointer_key (arena, "", "ratings");
  g_assert_cmpstr (json_pointer_index (arena, list, 3), ==, "/ratings/3");
  g_assert_cmpstr (json_pointer_key (arena, "/a", "b/c~d"), ==, "/a/b~1c~0d");
}

static void
test_string (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  json_append_string (out, "Đạt \"1\\2\"\n\t\x01\x7f");
  g_assert_cmpstr (out->str, ==, "\"Đạt \\\"1\\\\2\\\"\\n\\t\\u0001\\u007f\"");
  json_append_string (out, NULL);
  g_assert_true (g_str_has_suffix (out->str, "null"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/errors", test_errors);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/values", test_values);
  g_test_add_func ("/json/pointer", test_pointer);
  g_test_add_func ("/json/string", test_string);
  return g_test_run ();
}
