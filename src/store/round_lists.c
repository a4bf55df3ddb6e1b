/* round_lists.c - see round_parts.h. */
#include "store/round_parts.h"
#include <string.h>

json_t *
json_list_of (const char *json)
{
  json_t *list = json != NULL ? json_loads (json, 0, NULL) : NULL;
  if (json_is_array (list))
    return list;
  json_decref (list);
  return json_array ();
}

const char *
lines_json (Arena *arena, Lines lines)
{
  if (lines.count == 0)
    return NULL;
  json_t *list = json_array ();
  for (gsize i = 0; i < lines.count; i++)
    json_array_append_new (list, json_string (lines.items[i]));
  return json_text (arena, list);
}

Lines
lines_of_json (Arena *arena, const char *json)
{
  json_auto_t *list = json_list_of (json);
  Lines lines = { arena_array (arena, const char *, json_array_size (list)), 0 };
  for (gsize i = 0; i < json_array_size (list); i++) {
    const char *text = json_string_value (json_array_get (list, i));
    if (text != NULL)
      lines.items[lines.count++] = arena_strdup (arena, text);
  }
  return lines;
}

/* ---- a plan's lists ---- */

static const char *
day_text (Arena *arena, CivilDate day)
{
  return date_is_set (day) ? date_iso (arena, day) : NULL;
}

const char *
schedule_json (Arena *arena, const ScheduleItem *items, gsize count)
{
  json_t *list = json_array ();
  for (gsize i = 0; i < count; i++)
    json_array_append_new (
        list, json_pack ("{s:s?, s:s?, s:s?, s:s?}", "from", day_text (arena, items[i].from), "to",
                         day_text (arena, items[i].to), "work", items[i].work, "who", items[i].who));
  const char *text = json_text (arena, list);
  return count > 0 ? text : NULL;
}

static CivilDate
member_day (const json_t *object, const char *name)
{
  CivilDate day = { 0 };
  const char *text = json_string_value (json_object_get (object, name));
  return text != NULL && date_parse_iso (text, &day) ? day : (CivilDate){ 0 };
}

ScheduleItem *
schedule_of_json (Arena *arena, const char *json, gsize *ret_count)
{
  json_auto_t *list = json_list_of (json);
  ScheduleItem *items = NULL;
  gsize count = 0;
  for (gsize i = 0; i < json_array_size (list); i++) {
    const json_t *item = json_array_get (list, i);
    ARENA_PUSH (arena, items, count)
        = (ScheduleItem){ member_day (item, "from"), member_day (item, "to"),
                          json_member (arena, item, "work"), json_member (arena, item, "who") };
  }
  *ret_count = count;
  return items;
}

const char *
duties_json (Arena *arena, const DutyGroup *groups, gsize count)
{
  json_t *list = json_array ();
  for (gsize i = 0; i < count; i++)
    json_array_append_new (list, json_pack ("{s:s?, s:o}", "body", groups[i].body, "items",
                                            json_list_of (lines_json (arena, groups[i].items))));
  const char *text = json_text (arena, list);
  return count > 0 ? text : NULL;
}

DutyGroup *
duties_of_json (Arena *arena, const char *json, gsize *ret_count)
{
  json_auto_t *list = json_list_of (json);
  DutyGroup *groups = NULL;
  gsize count = 0;
  for (gsize i = 0; i < json_array_size (list); i++) {
    const json_t *item = json_array_get (list, i);
    json_t *lines = json_object_get (item, "items");
    g_autofree char *text = lines != NULL ? json_dumps (lines, JSON_COMPACT) : NULL;
    ARENA_PUSH (arena, groups, count)
        = (DutyGroup){ json_member (arena, item, "body"), lines_of_json (arena, text) };
  }
  *ret_count = count;
  return groups;
}

const char *
decimal_stored (Arena *arena, Decimal value)
{
  return value != DECIMAL_UNSET ? decimal_plain (arena, value) : NULL;
}

Decimal
decimal_of_stored (const char *text)
{
  Decimal value = DECIMAL_UNSET;
  return text != NULL && decimal_parse (text, &value) ? value : DECIMAL_UNSET;
}

void
citizen_points_of_json (const CitizenScheme *scheme, const char *json, Decimal *ret)
{
  json_auto_t *list = json_list_of (json);
  for (gsize i = 0; i < CITIZEN_MAX_INDICES; i++) {
    ret[i] = decimal_of_stored (json_string_value (json_array_get (list, i)));
    if (ret[i] == DECIMAL_UNSET && scheme->kind == CITIZEN_QUALITIES && i < scheme->index_count)
      ret[i] = 0;
  }
}
