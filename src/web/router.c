/* router.c - finds the row of a path: "/nguoi/{id}" by its steps. */
#include "web/request_parts.h"
#include <string.h>

/* A step in braces stands for any one but an empty one. */
static bool
path_matches (const char *pattern, const char *path)
{
  while (*pattern != '\0') {
    if (*pattern != '{') {
      if (*pattern++ != *path++)
        return false;
      continue;
    }
    gsize length = strcspn (path, "/");
    if (length == 0)
      return false;
    path += length;
    pattern = strchr (pattern, '}') + 1;
  }
  return *path == '\0';
}

/* Of a path that matches. */
static GHashTable *
read_captures (const char *pattern, const char *path, Arena *arena)
{
  GHashTable *captures = g_hash_table_new (g_str_hash, g_str_equal);
  for (; *pattern != '\0'; pattern++, path++) {
    if (*pattern != '{')
      continue;
    gsize name_length = strcspn (++pattern, "}"), length = strcspn (path, "/");
    g_hash_table_insert (captures, arena_strndup (arena, pattern, name_length),
                         arena_strndup (arena, path, length));
    pattern += name_length;
    path += length - 1;
  }
  return captures;
}

/* Fixed paths come before those with captures in the table's order, so the first match counts. */
const Route *
route_find (Method method, const char *path, Arena *arena, GHashTable **ret_captures, bool *ret_other_method)
{
  bool other = false;
  for (gsize t = 0; route_tables[t] != NULL; t++)
    for (const Route *route = route_tables[t]; route->path != NULL; route++) {
      if (!path_matches (route->path, path))
        continue;
      if (route->method == method) {
        *ret_captures = read_captures (route->path, path, arena);
        return route;
      }
      other = true;
    }
  *ret_other_method = other;
  return NULL;
}
