/* hint.c - see hint.h. */
#include "model/hint.h"
#include "base/text.h"
#include <string.h>

/* Its words without accents, a blank on each side of every one. */
static char *
plain_words (Arena *arena, const char *text)
{
  g_autoptr (GString) out = g_string_new (" ");
  for (const char *p = text_fold (arena, text); *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    if (g_unichar_isalnum (c))
      g_string_append_unichar (out, c);
    else if (out->str[out->len - 1] != ' ')
      g_string_append_c (out, ' ');
  }
  if (out->str[out->len - 1] != ' ')
    g_string_append_c (out, ' ');
  return arena_strndup (arena, out->str, out->len);
}

/* Three of five words of the hint stand in the title; both as plain_words. */
static bool
looks_like (Arena *arena, const char *hint, const char *title)
{
  gsize all = 0, found = 0;
  for (const char *p = hint + 1; *p != '\0'; p = strchr (p, ' ') + 1, all++) {
    gsize length = strcspn (p, " ") + 2;
    found += strstr (title, arena_strndup (arena, p - 1, length)) != NULL;
  }
  return all > 0 && found * 5 >= all * 3;
}

bool
hint_is_backed (Arena *arena, const char *hint, const IndicatorFigures *figures)
{
  const char *words = plain_words (arena, hint);
  for (gsize i = 0; i < figures->evidence_count; i++)
    if (looks_like (arena, words, plain_words (arena, figures->evidence[i]->title)))
      return true;
  return false;
}
