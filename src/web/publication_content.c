/* publication_content.c - see publication_content.h. */
#include "web/publication_content.h"
#include "base/json.h"
#include "web/shown.h"
#include <string.h>

static View
member (View object, const char *name)
{
  if (object.kind != VIEW_OBJECT)
    return (View){ .kind = VIEW_MISSING };
  return object.klass->member (object.data, name, strlen (name));
}

/* The named texts and flags of one object, and no other. */
static Value *
project (Arena *arena, View from, const char *const *names)
{
  Value *to = value_object (arena);
  for (; *names != NULL; names++) {
    View found = member (from, *names);
    if (found.kind == VIEW_TEXT)
      value_set_text (to, *names, arena_strdup (arena, found.text));
    else
      value_set_bool (to, *names, found.kind == VIEW_TRUE);
  }
  return to;
}

static Value *
project_list (Arena *arena, View from, const char *const *names)
{
  Value *list = value_list (arena);
  View item;
  for (gsize i = 0; from.kind == VIEW_LIST && from.klass->item (from.data, i, &item); i++)
    value_append (list, project (arena, item, names));
  return list;
}

static Value *
criteria (Arena *arena, View root)
{
  static const char *const of_criterion[]
      = { "id", "text", "met", "applicable", "points", "max_points", NULL };
  static const char *const of_indicator[]
      = { "id",     "text",       "result_text", "met", "not_met", "not_rated", "not_applicable",
          "reason", "share_text", "max_points",  NULL };
  Value *list = value_list (arena);
  View from = member (root, "criteria"), item;
  for (gsize i = 0; from.kind == VIEW_LIST && from.klass->item (from.data, i, &item); i++) {
    Value *criterion = project (arena, item, of_criterion);
    value_set (criterion, "indicators", project_list (arena, member (item, "indicators"), of_indicator));
    value_append (list, criterion);
  }
  return list;
}

const char *
publication_content (Arena *arena, const ComposeData *data)
{
  static const char *const of_figures[] = { "people", "citizens", "citizens_share", "met", "applicable",
                                            "points", "class",    "max_points",     NULL };
  static const char *const of_unit[] = { "name", "address", "phone", "email", "place", NULL };
  static const char *const of_name[] = { "name", NULL };
  View root = value_view (data->root);
  Value *content = value_object (arena);
  value_set (content, "unit", project (arena, member (root, "unit"), of_unit));
  Value *figures = project (arena, member (root, "figures"), of_figures);
  value_set_bool (figures, "title", data->figures->title);
  value_set_bool (figures, "provisional", data->figures->provisional);
  value_set (content, "figures", figures);
  value_set_text (content, "scheme", data->round->scheme->name);
  value_set_int (content, "year", data->round->year);
  value_set_bool (content, "in_points", data->round->scheme->kind == SCHEME_POINTS);
  value_set (content, "criteria", criteria (arena, root));
  value_set (content, "names", project_list (arena, member (root, "citizens"), of_name));
  g_autoptr (GString) json = g_string_new (NULL);
  view_write_json (value_view (content), json);
  return arena_strdup (arena, json->str);
}

/* The authority's, without the reasons of a refusal: those are the unit's own affair. */
static json_t *
decision_of (Arena *arena, const Record *outcome)
{
  const char *date = record_text (outcome, "date"), *until = record_text (outcome, "valid_until");
  if (outcome->id == 0)
    return json_null ();
  return json_pack ("{s:b, s:s?, s:s?, s:s?, s:s?, s:s?}", "recognised",
                    strcmp (record_text (outcome, "kind"), "recognised") == 0, "level",
                    record_text (outcome, "level"), "number", record_text (outcome, "number"), "day",
                    date != NULL ? shown_day (arena, date) : NULL, "issuer", record_text (outcome, "issuer"),
                    "until", until != NULL ? shown_day (arena, until) : NULL);
}

static void
keep_member (json_t *content, const char *name, const char *flag, bool ticked)
{
  json_object_set_new (content, flag, json_boolean (ticked));
  if (!ticked)
    json_object_set_new (content, name, json_null ());
}

const char *
publication_select (Arena *arena, const char *content, const PublicationTicks *ticks, GError **error)
{
  json_auto_t *chosen = json_parse_bytes ("content", content, strlen (content), error);
  if (chosen == NULL)
    return NULL;
  keep_member (chosen, "criteria", "has_criteria", ticks->criteria);
  keep_member (chosen, "names", "has_names", ticks->names);
  json_object_set_new (chosen, "decision",
                       ticks->decision != NULL ? decision_of (arena, ticks->decision) : json_null ());
  return json_text (arena, json_incref (chosen));
}
