/* standard_plan.c - see standard_plan.h. */
#include "document/standard_plan.h"
#include "document/standard.h"
#include "model/plan_text.h"
#include <string.h>

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
  static const char *const names[] = { "has_purposes", "has_requirements", "has_duties" };
  const char *texts[G_N_ELEMENTS (names)];
  Standard standard;
  gsize line = 0;
  StandardPlan plan = { 0 };
  if (!standard_open (arena, library, round, figures, "plan", &standard, error))
    return false;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (!standard_part (arena, &standard, names[i], &texts[i], error))
      return false;
  plan.purposes = lines_parse (arena, texts[0]);
  plan.requirements = lines_parse (arena, texts[1]);
  duties_parse (arena, without_marks (arena, texts[2]), &plan.duties, &plan.duty_count, &line);
  *ret = plan;
  return true;
}
