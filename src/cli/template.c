/* template.c - dvht template render: plain Mustache with JSON data. */
#include "base/fileio.h"
#include "base/json.h"
#include "base/mustache.h"
#include "cli/command.h"
#include <string.h>

#define FILE_LIMIT (16 * 1024 * 1024)
#define PARTIAL_NAME_MAX 200

const OptionSpec template_render_options[] = {
  { "--partials",
    "DIR",
    { "thư mục có mẫu con: DIR/tên.mustache hoặc DIR/tên",
      "folder of partials: DIR/name.mustache or DIR/name" } },
  { "--strict", NULL, { "tên không có trong dữ liệu là lỗi", "a name missing from the data is an error" } },
  { NULL },
};

/* ---- partials ---- */

typedef struct {
  const Invocation *invocation;
  const char *folder;
  GHashTable *sources; /* name -> text in the arena, NULL for none */
  GError *error;       /* first one found but unreadable */
} Partials;

/* Below the folder, and nowhere else. */
static bool
is_partial_name (const char *name)
{
  if (*name == '\0' || *name == '/' || strlen (name) > PARTIAL_NAME_MAX)
    return false;
  g_auto (GStrv) parts = g_strsplit (name, "/", -1);
  return !g_strv_contains ((const char *const *)parts, "..");
}

static const char *
partial_read (Partials *partials, const char *name)
{
  static const char *const endings[] = { ".mustache", "" };
  Arena *arena = partials->invocation->arena;
  if (partials->folder == NULL || !is_partial_name (name))
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++) {
    const char *path = arena_concat (arena, partials->folder, "/", name, endings[i], NULL);
    char *text;
    gsize size;
    if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
      continue;
    if (file_read (arena, path, path, FILE_LIMIT, &text, &size,
                   partials->error == NULL ? &partials->error : NULL))
      return text;
  }
  return NULL;
}

static bool
partial_find (void *user, const char *name, const char **ret_source)
{
  Partials *partials = user;
  gpointer source;
  if (!g_hash_table_lookup_extended (partials->sources, name, NULL, &source)) {
    source = (gpointer)partial_read (partials, name);
    g_hash_table_insert (partials->sources, g_strdup (name), source);
  }
  *ret_source = source;
  return source != NULL;
}

/* ---- the command ---- */

static int
render (const Invocation *invocation, const Template *template, const json_t *data)
{
  g_autoptr (GHashTable) sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Partials partials = { invocation, invocation_option (invocation, "--partials"), sources, NULL };
  MustacheOptions options = {
    .escape = mustache_escape_html,
    .partial = partial_find,
    .partial_user = &partials,
    .strict = invocation_flag (invocation, "--strict"),
  };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  bool rendered = template_render (template, json_view (invocation->arena, data), &options, out, &error);
  g_autoptr (GError) partial_error = partials.error;
  if (partial_error != NULL)
    return report_error (invocation, partial_error, EXIT_UNUSABLE);
  if (!rendered)
    return report_error (invocation, error, EXIT_FAULTY);
  fwrite (out->str, 1, out->len, stdout);
  return EXIT_DONE;
}

int
run_template_render (const Invocation *invocation)
{
  const char *template_path = invocation->operands[0], *data_path = invocation->operands[1];
  Arena *arena = invocation->arena;
  char *source, *text;
  gsize source_size, text_size;
  g_autoptr (GError) error = NULL;
  if (!file_read (arena, template_path, template_path, FILE_LIMIT, &source, &source_size, &error)
      || !file_read (arena, data_path, data_path, FILE_LIMIT, &text, &text_size, &error))
    return report_error (invocation, error, EXIT_UNUSABLE);
  json_auto_t *data = json_parse_bytes (data_path, text, text_size, &error);
  if (data == NULL)
    return report_error (invocation, error, EXIT_UNUSABLE);
  g_autoptr (Template) template = template_compile (template_path, source, source_size, &error);
  if (template == NULL)
    return report_error (invocation, error, EXIT_FAULTY);
  return render (invocation, template, data);
}
