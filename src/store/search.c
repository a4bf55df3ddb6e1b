/* search.c - see search.h. */
#include "store/search.h"
#include "base/text.h"
#include <string.h>

char *
search_like (Arena *arena, const char *typed)
{
  g_autoptr (GString) pattern = g_string_new ("%");
  for (const char *p = typed != NULL ? text_fold (arena, typed) : ""; *p != '\0'; p++)
    if (strchr (" %_\\", *p) != NULL) /* PostgreSQL knows the last as an escape, SQLite does not */
      g_string_append_c (pattern, '%');
    else
      g_string_append_c (pattern, *p);
  if (pattern->len > 1)
    g_string_append_c (pattern, '%');
  return arena_strndup (arena, pattern->str, pattern->len);
}

char *
search_word (Arena *arena, const char *like)
{
  const char *longest = like;
  gsize most = 0;
  for (const char *p = like + strspn (like, "%"); *p != '\0'; p += strspn (p, "%")) {
    gsize length = strcspn (p, "%");
    if (length > most) {
      longest = p;
      most = length;
    }
    p += length;
  }
  return arena_strndup (arena, longest, most);
}
