/* reader.c - see reader.h. */
#include "scheme/reader.h"
#include "base/text.h"
#include <string.h>

#define TEXT_MAX 10000 /* bytes of one text */

void
reader_fault (Reader *reader, const char *place, MessageId id, ...)
{
  SchemeFault fault = { .place = place, .message.id = id };
  va_list list;
  va_start (list, id);
  for (int i = 0; i < MESSAGE_MAX_ARGS; i++) {
    fault.message.args[i] = va_arg (list, const char *);
    if (fault.message.args[i] == NULL)
      break;
  }
  va_end (list);
  ARENA_PUSH (reader->arena, reader->faults, reader->fault_count) = fault;
}

Node
node_member (Node object, const char *key)
{
  return (Node){ object.reader, json_object_get (object.json, key),
                 json_pointer_key (object.reader->arena, object.place, key) };
}

Node
node_item (Node list, gsize index)
{
  return (Node){ list.reader, json_array_get (list.json, index),
                 json_pointer_index (list.reader->arena, list.place, index) };
}

bool
node_is_given (Node node)
{
  return node.json != NULL && !json_is_null (node.json);
}

/* Absent and allowed to be: nothing to read and nothing to say. */
static bool
node_is_skipped (Node node, Presence presence)
{
  return presence == OPTIONAL && !node_is_given (node);
}

bool
node_is_object (Node node, const char *const *keys)
{
  if (!json_is_object (node.json)) {
    node_fault (node, MSG_SCHEME_NEED_OBJECT, NULL);
    return false;
  }
  const char *key;
  json_t *value;
  json_object_foreach ((json_t *)node.json, key, value)
  {
    if (!g_str_has_prefix (key, "x-") && !g_strv_contains (keys, key))
      node_fault (node_member (node, key), MSG_SCHEME_UNKNOWN_KEY, arena_strdup (node.reader->arena, key),
                  NULL);
  }
  return true;
}

gsize
node_length (Node node, Presence presence, gsize min, gsize max)
{
  if (node_is_skipped (node, presence))
    return 0;
  gsize length = json_array_size (node.json);
  if (json_is_array (node.json) && length >= min && length <= max)
    return length;
  Arena *arena = node.reader->arena;
  node_fault (node, MSG_SCHEME_NEED_LIST, arena_printf (arena, "%" G_GSIZE_FORMAT, min),
              arena_printf (arena, "%" G_GSIZE_FORMAT, max), NULL);
  return 0;
}

const char *
node_text (Node node, Presence presence)
{
  if (node_is_skipped (node, presence))
    return NULL;
  const char *text = json_string_value (node.json);
  if (text != NULL && strlen (text) <= TEXT_MAX) {
    Arena *arena = node.reader->arena;
    text = text_strip (arena, text_nfc (arena, arena_strdup (arena, text)));
    if (*text != '\0')
      return text;
  }
  node_fault (node, MSG_SCHEME_NEED_TEXT, NULL);
  return "";
}

const char **
node_texts (Node node, Presence presence, gsize max, gsize *ret_count)
{
  gsize count = node_length (node, presence, presence == REQUIRED, max);
  const char **texts = arena_array (node.reader->arena, const char *, count);
  for (gsize i = 0; i < count; i++)
    texts[i] = node_text (node_item (node, i), REQUIRED);
  *ret_count = count;
  return texts;
}

bool
node_bool (Node node)
{
  if (!node_is_given (node))
    return false;
  if (!json_is_boolean (node.json))
    node_fault (node, MSG_SCHEME_NEED_BOOL, NULL);
  return json_is_true (node.json);
}

static void
node_fault_range (Node node, MessageId id, int min, int max)
{
  Arena *arena = node.reader->arena;
  node_fault (node, id, arena_int (arena, min), arena_int (arena, max), NULL);
}

Decimal
node_number (Node node, Presence presence, int min, int max)
{
  if (node_is_skipped (node, presence))
    return DECIMAL_UNSET;
  Decimal value;
  if (json_is_number (node.json) && decimal_from_double (json_number_value (node.json), &value)
      && value >= min * DECIMAL_ONE && value <= max * DECIMAL_ONE)
    return value;
  node_fault_range (node, MSG_SCHEME_NEED_NUMBER, min, max);
  return DECIMAL_UNSET;
}

int
node_integer (Node node, Presence presence, int min, int max)
{
  if (node_is_skipped (node, presence))
    return 0;
  json_int_t value = json_integer_value (node.json);
  if (json_is_integer (node.json) && value >= min && value <= max)
    return (int)value;
  node_fault_range (node, MSG_SCHEME_NEED_INTEGER, min, max);
  return 0;
}

CivilDate
node_date (Node node, Presence presence)
{
  CivilDate date = { 0 };
  if (node_is_skipped (node, presence))
    return date;
  const char *text = json_string_value (node.json);
  if (text == NULL || !date_parse_iso (text, &date))
    node_fault (node, MSG_SCHEME_NEED_DATE, NULL);
  return date;
}

int
node_choice (Node node, Presence presence, const char *const *words)
{
  if (node_is_skipped (node, presence))
    return 0;
  const char *text = json_string_value (node.json);
  for (int i = 0; text != NULL && words[i] != NULL; i++)
    if (strcmp (words[i], text) == 0)
      return i;
  g_autofree char *list = g_strjoinv (", ", (char **)words);
  node_fault (node, MSG_SCHEME_NEED_CHOICE, arena_strdup (node.reader->arena, list), NULL);
  return 0;
}

void
node_refuse (Node object, const char *key)
{
  Node node = node_member (object, key);
  if (node_is_given (node))
    node_fault (node, MSG_SCHEME_NOT_HERE, key, NULL);
}
