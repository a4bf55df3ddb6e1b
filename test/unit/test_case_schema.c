/* test_case_schema.c - doc/case.schema.json and the reader's tables say the same about every key. */
#include "exchange/case_read.h"
#include <string.h>

static json_t *schema;

/* What `$ref` (always into $defs) leads to. */
static const json_t *
resolve (const json_t *node)
{
  const char *ref = json_string_value (json_object_get (node, "$ref"));
  if (ref == NULL)
    return node;
  g_assert_true (g_str_has_prefix (ref, "#/$defs/"));
  const json_t *found = json_object_get (json_object_get (schema, "$defs"), ref + strlen ("#/$defs/"));
  g_assert_nonnull (found);
  return found;
}

static bool
allows_type (const json_t *node, const char *type)
{
  const json_t *types = json_object_get (resolve (node), "type");
  for (gsize i = 0; i < json_array_size (types); i++)
    if (strcmp (json_string_value (json_array_get (types, i)), type) == 0)
      return true;
  return json_is_string (types) && strcmp (json_string_value (types), type) == 0;
}

static bool
is_required (const json_t *node, const char *key)
{
  const json_t *list = json_object_get (node, "required");
  for (gsize i = 0; i < json_array_size (list); i++)
    if (strcmp (json_string_value (json_array_get (list, i)), key) == 0)
      return true;
  return false;
}

static const char *const types[] = {
  [FIELD_TEXT] = "string",      [FIELD_WORD] = "string",         [FIELD_UUID] = "string",
  [FIELD_BOOL] = "boolean",     [FIELD_INTEGER] = "integer",     [FIELD_COUNT] = "integer",
  [FIELD_REVISION] = "integer", [FIELD_DECIMAL] = "number",      [FIELD_DATE] = "string",
  [FIELD_TIME] = "string",      [FIELD_PERSON] = "string",       [FIELD_PERSONS] = "array",
  [FIELD_LINES] = "array",      [FIELD_LINES_OR_TEXT] = "array", [FIELD_WORDS] = "array",
  [FIELD_INDICATOR] = "string", [FIELD_OBJECT] = "object",       [FIELD_LIST] = "array",
};

static void compare_object (const json_t *node, const Shape *shape);

static void
compare_field (const json_t *object, const json_t *node, const Field *field)
{
  g_test_message ("%s", field->key);
  g_assert_nonnull (node);
  bool required = (field->flags & (FIELD_REQUIRED | FIELD_REQUIRED_INSIDE)) != 0;
  g_assert_cmpint (is_required (object, field->key), ==, required);
  g_assert_cmpint (allows_type (node, "null"), ==, (field->flags & FIELD_NULLABLE) != 0);
  if (field->kind == FIELD_SPECIAL)
    return;
  g_assert_true (allows_type (node, types[field->kind]));
  g_assert_cmpint (allows_type (node, "string"), ==,
                   field->kind == FIELD_LINES_OR_TEXT || strcmp (types[field->kind], "string") == 0);
  if (field->max > 0) {
    const json_t *most = json_object_get (node, "maximum");
    g_assert_cmpint (json_integer_value (most), ==, field->max);
  }
  if (field->kind == FIELD_OBJECT)
    compare_object (resolve (node), field->shape);
  if (field->kind == FIELD_LIST)
    compare_object (resolve (json_object_get (node, "items")), field->shape);
}

static void
compare_object (const json_t *node, const Shape *shape)
{
  const json_t *properties = json_object_get (node, "properties");
  g_assert_cmpuint (json_object_size (properties), ==, shape->count);
  g_assert_true (json_is_false (json_object_get (node, "additionalProperties")));
  g_assert_true (json_is_true (json_object_get (json_object_get (node, "patternProperties"), "^x-")));
  for (gsize i = 0; i < shape->count; i++)
    compare_field (node, json_object_get (properties, shape->fields[i].key), &shape->fields[i]);
}

static void
test_case_schema (void)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("FIXTURES"), "..", "..", "doc", "case.schema.json", NULL);
  schema = json_load_file (path, JSON_REJECT_DUPLICATES, NULL);
  g_assert_nonnull (schema);
  compare_object (schema, &case_root_shape);
  const json_t *overrides = json_object_get (json_object_get (schema, "properties"), "scheme_overrides");
  compare_object (resolve (json_object_get (overrides, "additionalProperties")), &case_override_shape);
  json_decref (schema);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/case/schema", test_case_schema);
  return g_test_run ();
}
