/* router.c - finds the row of a path: "/nguoi/{id}" by its steps. */
#include "web/request_parts.h"
#include <string.h>

static bool
step_matches (const char *pattern, gsize length, const char *step, gsize step_length, Arena *arena,
              GHashTable *captures)
{
  if (length < 2 || pattern[0] != '{')
    return length == step_length && memcmp (pattern, step, length) == 0;
  if (step_length == 0)
    return false;
  g_hash_table_insert (captures, arena_strndup (arena, pattern + 1, length - 2),
                       arena_strndup (arena, step, step_length));
  return true;
}

static bool
path_matches (const char *pattern, const char *path, Arena *arena, GHashTable *captures)
{
  for (;;) {
    gsize length = strcspn (pattern, "/"), step_length = strcspn (path, "/");
    if (!step_matches (pattern, length, path, step_length, arena, captures))
      return false;
    pattern += length;
    path += step_length;
    if (*pattern == '\0' || *path == '\0')
      return *pattern == *path;
    pattern++;
    path++;
  }
}

/* Fixed paths come before those with captures in the table's order, so the first match counts. */
const Route *
route_find (Method method, const char *path, Arena *arena, GHashTable **ret_captures, bool *ret_other_method)
{
  g_autoptr (GHashTable) captures = g_hash_table_new (g_str_hash, g_str_equal);
  bool other = false;
  for (gsize t = 0; route_tables[t] != NULL; t++)
    for (const Route *route = route_tables[t]; route->path != NULL; route++) {
      g_hash_table_remove_all (captures);
      if (!path_matches (route->path, path, arena, captures))
        continue;
      if (route->method == method) {
        *ret_captures = g_steal_pointer (&captures);
        return route;
      }
      other = true;
    }
  *ret_other_method = other;
  return NULL;
}
