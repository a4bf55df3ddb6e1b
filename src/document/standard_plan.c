/* standard_plan.c - see standard_plan.h. */
#include "document/standard_plan.h"
#include "document/view.h"
#include "model/plan_text.h"
#include <string.h>

static void
no_escape (GString *out, const char *text)
{
  g_string_append (out, text);
}

/* What stands in the wording for a list that is not given; NULL: nothing. */
static const char *
part_of (Arena *arena, const char *wording, const char *name)
{
  const char *open = arena_concat (arena, "{{^", name, "}}", NULL),
             *close = arena_concat (arena, "{{/", name, "}}", NULL);
  const char *from = strstr (wording, open), *to = from != NULL ? strstr (from, close) : NULL;
  return to != NULL ? arena_strndup (arena, from + strlen (open), (gsize)(to - from) - strlen (open)) : NULL;
}

static bool
render (Arena *arena, const char *part, const char *place, const ViewRoot *root, const char **ret,
        GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const MustacheOptions options = { .escape = no_escape, .strict = true };
  if (part == NULL) {
    *ret = "";
    return true;
  }
  g_autoptr (Template) template = template_compile (place, part, strlen (part), error);
  if (template == NULL || !template_render (template, view_root (root), &options, out, error))
    return false;
  *ret = arena_strndup (arena, out->str, out->len);
  return true;
}

/* "## 2. Tổ đánh giá" → "Tổ đánh giá", so that it reads as people type it. */
static const char *
without_marks (Arena *arena, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GString) out = g_string_new (NULL);
  for (gsize i = 0; lines[i] != NULL; i++) {
    const char *line = lines[i];
    if (line[0] == '#')
      line += strspn (line, "# 0123456789.");
    g_string_append_printf (out, "%s\n", line);
  }
  return arena_strndup (arena, out->str, out->len);
}

bool
standard_plan (Arena *arena, const SchemeLibrary *library, const Round *round, const Figures *figures,
               StandardPlan *ret, GError **error)
{
  const char *place = NULL, *texts[3] = { 0 };
  static const char *const names[] = { "has_purposes", "has_requirements", "has_duties" };
  GError *local = NULL;
  const char *wording = scheme_wording (library, arena, round->scheme, "plan", &place, &local);
  gsize line = 0;
  StandardPlan plan = { 0 };
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  const DocumentSpec spec = { .id = "plan", .title = "", .paper = "plan" };
  const ViewRoot *root = view_for_document (arena, view_build (arena, round, figures), &spec, false);
  for (gsize i = 0; wording != NULL && i < G_N_ELEMENTS (names); i++)
    if (!render (arena, part_of (arena, wording, names[i]), place, root, &texts[i], error))
      return false;
  plan.purposes = lines_parse (arena, texts[0]);
  plan.requirements = lines_parse (arena, texts[1]);
  if (texts[2] != NULL)
    duties_parse (arena, without_marks (arena, texts[2]), &plan.duties, &plan.duty_count, &line);
  *ret = plan;
  return true;
}
