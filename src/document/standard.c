/* standard.c - see standard.h. */
#include "document/standard.h"
#include <string.h>

static void
no_escape (GString *out, const char *text)
{
  g_string_append (out, text);
}

bool
standard_open (Arena *arena, const SchemeLibrary *library, const Round *round, const Figures *figures,
               const char *id, Standard *ret, GError **error)
{
  GError *local = NULL;
  Standard standard = { 0 };
  standard.wording = scheme_wording (library, arena, round->scheme, id, &standard.place, &local);
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  const DocumentSpec spec = { .id = id, .title = "", .paper = id };
  standard.root = view_for_document (arena, view_build (arena, round, figures), &spec, false);
  *ret = standard;
  return true;
}

/* What stands in the wording for what is not given; NULL: nothing. */
static const char *
part_of (Arena *arena, const char *wording, const char *name)
{
  const char *open = arena_concat (arena, "{{^", name, "}}", NULL),
             *close = arena_concat (arena, "{{/", name, "}}", NULL);
  const char *from = wording != NULL ? strstr (wording, open) : NULL,
             *to = from != NULL ? strstr (from, close) : NULL;
  return to != NULL ? arena_strndup (arena, from + strlen (open), (gsize)(to - from) - strlen (open)) : NULL;
}

bool
standard_part (Arena *arena, const Standard *standard, const char *name, const char **ret, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const MustacheOptions options = { .escape = no_escape, .strict = true };
  const char *part = part_of (arena, standard->wording, name);
  if (part == NULL) {
    *ret = "";
    return true;
  }
  g_autoptr (Template) template = template_compile (standard->place, part, strlen (part), error);
  if (template == NULL || !template_render (template, view_root (standard->root), &options, out, error))
    return false;
  *ret = arena_strndup (arena, out->str, out->len);
  return true;
}

/* ---- the yearly plan of learning ---- */

#define DOTTED "......\n"

/* `lines` of the fence: how many dotted ones. */
static guint64
fence_count (const char *line)
{
  const char *count = strstr (line, "count=\"");
  return count != NULL ? CLAMP (g_ascii_strtoull (count + strlen ("count=\""), NULL, 10), 1, 10) : 1;
}

/* A table stays a table, empty lines to fill become dotted ones; whatever else a fence does, people cannot.
 */
static const char *
without_fences (Arena *arena, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GString) out = g_string_new (NULL);
  bool within = false, kept = true;
  for (gsize i = 0; lines[i] != NULL; i++) {
    if (!g_str_has_prefix (lines[i], "```")) {
      if (!within || kept)
        g_string_append_printf (out, "%s\n", lines[i]);
      continue;
    }
    within = !within;
    kept = g_str_has_prefix (lines[i], "```table");
    for (guint64 n = 0; within && g_str_has_prefix (lines[i], "```lines") && n < fence_count (lines[i]); n++)
      g_string_append (out, n > 0 ? "\n" DOTTED : DOTTED);
  }
  return arena_strndup (arena, g_strstrip (out->str), strlen (out->str));
}

bool
standard_learning_plan (Arena *arena, const SchemeLibrary *library, const Round *round,
                        const Figures *figures, const char **ret, GError **error)
{
  Standard standard;
  const char *part = NULL;
  if (!standard_open (arena, library, round, figures, "learning_plan", &standard, error)
      || !standard_part (arena, &standard, "has_learning_plan", &part, error))
    return false;
  *ret = without_fences (arena, part);
  return true;
}
