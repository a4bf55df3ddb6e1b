/* value.c - the plain tree of values of mustache.h. */
#include "base/mustache.h"
#include <string.h>

typedef struct {
  const char *name; /* NULL in a list */
  gsize length;
  View view;
} ValueItem;

struct Value {
  Arena *arena;
  bool is_list;
  const Value *base; /* of an object: where names are looked up that it lacks */
  ValueItem *items;
  gsize count;
};

static Value *
value_new (Arena *arena, bool is_list)
{
  Value *value = arena_new0 (arena, Value);
  value->arena = arena;
  value->is_list = is_list;
  return value;
}

Value *
value_object (Arena *arena)
{
  return value_new (arena, false);
}

Value *
value_list (Arena *arena)
{
  return value_new (arena, true);
}

Value *
value_extend (const Value *object)
{
  g_assert (!object->is_list);
  Value *value = value_new (object->arena, false);
  value->base = object;
  return value;
}

void
value_set_view (Value *object, const char *name, View member)
{
  g_assert (!object->is_list);
  ARENA_PUSH (object->arena, object->items, object->count)
      = (ValueItem){ .name = name, .length = strlen (name), .view = member };
}

void
value_append_view (Value *list, View item)
{
  g_assert (list->is_list);
  ARENA_PUSH (list->arena, list->items, list->count) = (ValueItem){ .view = item };
}

static View
text_or_null (const char *text, bool raw)
{
  return (View){ .kind = text == NULL ? VIEW_FALSE : VIEW_TEXT, .raw = raw, .text = text };
}

void
value_set_text (Value *object, const char *name, const char *text)
{
  value_set_view (object, name, text_or_null (text, false));
}

void
value_set_raw (Value *object, const char *name, const char *markdown)
{
  value_set_view (object, name, text_or_null (markdown, true));
}

void
value_set_bool (Value *object, const char *name, bool flag)
{
  value_set_view (object, name, (View){ .kind = flag ? VIEW_TRUE : VIEW_FALSE });
}

void
value_set_int (Value *object, const char *name, gint64 number)
{
  value_set_view (object, name,
                  (View){ .kind = VIEW_TEXT, .number = true, .text = arena_int (object->arena, number) });
}

void
value_set (Value *object, const char *name, Value *child)
{
  value_set_view (object, name, value_view (child));
}

void
value_append (Value *list, Value *child)
{
  value_append_view (list, value_view (child));
}

void
value_append_text (Value *list, const char *text)
{
  value_append_view (list, text_or_null (text, false));
}

gsize
value_length (const Value *list)
{
  return list->count;
}

/* From the end, so that of a name set twice the last counts. */
static View
value_member (const void *data, const char *name, gsize length)
{
  for (const Value *object = data; object != NULL; object = object->base)
    for (gsize i = object->count; i-- > 0;) {
      const ValueItem *item = &object->items[i];
      if (item->length == length && memcmp (item->name, name, length) == 0)
        return item->view;
    }
  return (View){ .kind = VIEW_MISSING };
}

static bool
value_item (const void *data, gsize index, View *ret)
{
  const Value *list = data;
  if (index >= list->count)
    return false;
  *ret = list->items[index].view;
  return true;
}

static const char *
value_name (const void *data, gsize index)
{
  const Value *object = data;
  return index < object->count ? object->items[index].name : NULL;
}

View
value_view (const Value *value)
{
  static const ViewClass klass = { .member = value_member, .item = value_item, .name = value_name };
  if (value == NULL)
    return (View){ .kind = VIEW_FALSE };
  return (View){ .kind = value->is_list ? VIEW_LIST : VIEW_OBJECT, .klass = &klass, .data = value };
}
