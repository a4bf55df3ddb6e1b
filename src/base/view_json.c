/* view_json.c - a view told as JSON. */
#include "base/json.h"
#include "base/mustache.h"
#include <string.h>

#define MAX_DEPTH 32

static void write_view (View view, GString *out, guint depth);

static void
write_list (View view, GString *out, guint depth)
{
  View item;
  g_string_append_c (out, '[');
  for (gsize i = 0; view.klass->item != NULL && view.klass->item (view.data, i, &item); i++) {
    if (i > 0)
      g_string_append_c (out, ',');
    write_view (item, out, depth);
  }
  g_string_append_c (out, ']');
}

static void
write_object (View view, GString *out, guint depth)
{
  const char *name = NULL;
  g_string_append_c (out, '{');
  for (gsize i = 0; view.klass->name != NULL && (name = view.klass->name (view.data, i)) != NULL; i++) {
    if (i > 0)
      g_string_append_c (out, ',');
    json_append_string (out, name);
    g_string_append_c (out, ':');
    write_view (view.klass->member (view.data, name, strlen (name)), out, depth);
  }
  g_string_append_c (out, '}');
}

static void
write_view (View view, GString *out, guint depth)
{
  if (depth > MAX_DEPTH)
    g_string_append (out, "null");
  else if (view.kind == VIEW_LIST)
    write_list (view, out, depth + 1);
  else if (view.kind == VIEW_OBJECT)
    write_object (view, out, depth + 1);
  else if (view.kind == VIEW_TEXT && view.number)
    g_string_append (out, view.text);
  else if (view.kind == VIEW_TEXT)
    json_append_string (out, view.text);
  else
    g_string_append (out, view.kind == VIEW_TRUE ? "true" : view.kind == VIEW_FALSE ? "false" : "null");
}

void
view_write_json (View view, GString *out)
{
  write_view (view, out, 0);
}
