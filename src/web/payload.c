/* payload.c - see payload.h. */
#include "web/payload.h"
#include <string.h>

json_t *
payload_content (const json_t *payload)
{
  const char *text = json_string_value (json_object_get (payload, "content"));
  json_t *content = text != NULL && text[0] == '{' ? json_loads (text, 0, NULL) : NULL;
  return content;
}

json_t *
payload_load (const char *text, bool *ret_whole)
{
  json_t *payload = text != NULL ? json_loads (text, 0, NULL) : NULL;
  json_auto_t *content = payload_content (payload);
  if (content != NULL) {
    json_object_del (payload, "content");
    json_object_update (payload, content);
  }
  if (ret_whole != NULL)
    *ret_whole = content != NULL;
  return payload;
}

static bool
list_holds (const json_t *list, const char *item)
{
  for (gsize i = 0; i < json_array_size (list); i++)
    if (g_strcmp0 (json_string_value (json_array_get (list, i)), item) == 0)
      return true;
  return false;
}

const char *
payload_field (Arena *arena, const json_t *content, const char *field)
{
  const json_t *member = json_object_get (content, field);
  const char *dash = strchr (field, '-');
  if (json_is_string (member))
    return arena_strdup (arena, json_string_value (member));
  if (json_is_true (member))
    return "1";
  if (dash == NULL)
    return "";
  const char *list = arena_strndup (arena, field, (gsize)(dash - field));
  return list_holds (json_object_get (content, list), dash + 1) ? "1" : "";
}

const char *
payload_number (Arena *arena, const json_t *payload, const char *field)
{
  const char *dot = strchr (field, '.');
  const char *name = dot != NULL ? arena_strndup (arena, field, (gsize)(dot - field)) : NULL;
  const json_t *told = name != NULL ? json_object_get (payload, name) : NULL;
  guint64 at = 0;
  if (told == NULL || !g_ascii_string_to_unsigned (dot + 1, 10, 1, G_MAXINT, &at, NULL))
    return NULL;
  const char *text = json_string_value (told);
  json_auto_t *list = text != NULL ? json_loads (text, 0, NULL) : NULL;
  const char *number = json_string_value (json_array_get (list, (gsize)at - 1));
  return number != NULL ? g_strdelimit (arena_strdup (arena, number), ".", ',') : "";
}
