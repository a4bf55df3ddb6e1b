/* manifest.c - see manifest.h. */
#include "document/manifest.h"
#include "base/json.h"

static void
append_share (GString *text, Arena *arena, const char *open, Share share)
{
  g_string_append_printf (text, "%s\"count\":%u,\"of\":%u,\"percent\":\"%s\"", open, share.count, share.of,
                          decimal_percent (arena, share.count, share.of, '.'));
}

static void
append_shares (GString *text, const Figures *figures, Arena *arena)
{
  const Scheme *scheme = figures->round->scheme;
  bool first = true;
  for (gsize i = 0; i < scheme->indicator_count; i++) {
    const IndicatorFigures *indicator = &figures->indicators[i];
    if (!indicator->has_share || !indicator->applicable)
      continue;
    g_string_append (text, first ? "" : ",");
    json_append_string (text, scheme->indicators[i].id);
    append_share (text, arena, ":{", indicator->share);
    if (indicator->has_learners) {
      append_share (text, arena, ",\"learners\":{", indicator->learners);
      g_string_append_c (text, '}');
    }
    g_string_append_c (text, '}');
    first = false;
  }
}

static void
append_result (GString *text, const Figures *figures, Arena *arena)
{
  const Scheme *scheme = figures->round->scheme;
  bool points = scheme->kind == SCHEME_POINTS;
  g_string_append_printf (text,
                          "{\"title\":%s,\"provisional\":%s,\"level\":", figures->title ? "true" : "false",
                          figures->provisional ? "true" : "false");
  if (points || scheme->level == 0)
    g_string_append (text, "null");
  else
    g_string_append_printf (text, "%d", scheme->level);
  g_string_append_printf (
      text, ",\"points\":%s,\"class\":", points ? decimal_plain (arena, figures->points) : "null");
  if (points && figures->point_class != NULL)
    json_append_string (text, figures->point_class->name);
  else
    g_string_append (text, "null");
  g_string_append_printf (text, ",\"indicators_met\":%u,\"indicators_applicable\":%u,\"shares\":{",
                          figures->met, figures->applicable);
  append_shares (text, figures, arena);
  g_string_append (text, "}}");
}

char *
manifest_head (const Figures *figures, Arena *arena)
{
  const Round *round = figures->round;
  g_autoptr (GString) text = g_string_new ("\"format\":\"dvht-manifest/1\",\"unit\":");
  json_append_string (text, round->unit.name);
  g_string_append_printf (text, ",\"year\":%d,\"scheme\":", round->year);
  json_append_string (text, round->scheme->id);
  g_string_append (text, ",\"result\":");
  append_result (text, figures, arena);
  return arena_strndup (arena, text->str, text->len);
}
