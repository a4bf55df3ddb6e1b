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
