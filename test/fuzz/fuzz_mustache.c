/* fuzz_mustache.c - any template, partial and JSON data, in that order with a byte
 * 0x1E between them; lenient first, then strict. */
#include "base/json.h"
#include "base/mustache.h"
#include "fuzz.h"
#include <string.h>

#define MOST_OUTPUT ((gsize)1024 * 1024)

typedef struct {
  const char *text;
  gsize length;
} Part;

static Part
next_part (Part *rest)
{
  const char *mark = rest->length > 0 ? memchr (rest->text, 0x1E, rest->length) : NULL;
  gsize length = mark == NULL ? rest->length : (gsize)(mark - rest->text), used = length + (mark != NULL);
  Part part = { rest->text, length };
  *rest = (Part){ rest->text + used, rest->length - used };
  return part;
}

static bool
find_partial (void *user, const char *name, const char **ret_source)
{
  *ret_source = user;
  return strcmp (name, "?") != 0;
}

static void
render (const Template *template, View root, const MustacheOptions *options)
{
  g_autoptr (GString) out = g_string_new ("before");
  g_autoptr (GError) error = NULL;
  bool rendered = template_render (template, root, options, out, &error);
  g_assert (rendered == (error == NULL));
  g_assert (g_str_has_prefix (out->str, "before"));
  g_assert (rendered || out->len == strlen ("before"));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (Arena) arena = arena_new ((gsize)1 << 30);
  Part rest = { (const char *)data, size }, source = next_part (&rest), partial = next_part (&rest);
  g_autofree char *partial_source = g_strndup (partial.text, partial.length);
  g_autoptr (GError) error = NULL;
  json_auto_t *values = json_parse_bytes ("data", rest.text, rest.length, NULL);
  View root = values != NULL ? json_view (arena, values) : value_view (value_object (arena));
  g_autoptr (Template) template = template_compile ("t", source.text, source.length, &error);
  g_assert ((template == NULL) == (error != NULL));
  if (template == NULL)
    return 0;
  MustacheOptions options = { .partial = find_partial, .partial_user = partial_source, .limit = MOST_OUTPUT };
  render (template, root, &options);
  options.strict = true;
  render (template, root, &options);
  return 0;
}
