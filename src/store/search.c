/* search.c - see search.h. */
#include "store/search.h"
#include "base/text.h"

char *
search_like (Arena *arena, const char *typed)
{
  g_autoptr (GString) pattern = g_string_new ("%");
  for (const char *p = typed != NULL ? text_fold (arena, typed) : ""; *p != '\0'; p++)
    if (*p == ' ' || *p == '%' || *p == '_')
      g_string_append_c (pattern, '%');
    else
      g_string_append_c (pattern, *p);
  if (pattern->len > 1)
    g_string_append_c (pattern, '%');
  return arena_strndup (arena, pattern->str, pattern->len);
}
