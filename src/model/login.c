/* login.c - see login.h. */
#include "model/login.h"
#include "base/text.h"
#include <string.h>

#define CODE_MAX 20
#define NUMBER_MAX 5 /* digits behind the name */
#define MOST_NAMESAKES 10000

char *
login_normalise (Arena *arena, const char *typed)
{
  char *folded = text_fold (arena, typed), *to = folded;
  for (const char *p = folded; *p != '\0'; p++)
    if (*p != ' ')
      *to++ = *p;
  *to = '\0';
  return folded;
}

static bool
is_plain (char letter)
{
  return g_ascii_islower (letter) || g_ascii_isdigit (letter);
}

bool
login_is_valid (const char *login)
{
  gsize length = strlen (login);
  if (length < LOGIN_MIN || length > LOGIN_MAX)
    return false;
  for (gsize i = 0; i < length; i++) {
    bool inside = i > 0 && i + 1 < length;
    bool joint = (login[i] == '.' || login[i] == '-') && inside && is_plain (login[i - 1])
                 && is_plain (login[i + 1]);
    if (!is_plain (login[i]) && !joint)
      return false;
  }
  return true;
}

/* The words of a text that are left of accents and marks, in the arena; ends with NULL. */
static char **
plain_words (Arena *arena, const char *text, gsize *ret_count)
{
  char *folded = text_fold (arena, text);
  char **words = NULL;
  gsize count = 0;
  for (const char *p = folded; *p != '\0';) {
    gsize length = 0;
    while (is_plain (p[length]))
      length++;
    if (length > 0)
      ARENA_PUSH (arena, words, count) = arena_strndup (arena, p, length);
    p += length > 0 ? length : 1;
  }
  *ret_count = count;
  return words;
}

/* The words joined by `joint` in at most `room` bytes: middle words go first, then the end is cut. */
static char *
join_within (Arena *arena, char **words, gsize count, char joint, gsize room)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize skipped = 0;
  do {
    g_string_truncate (text, 0);
    for (gsize i = 0; i < count; i++) {
      if (i >= 1 && i <= skipped && i + 1 < count)
        continue;
      if (text->len > 0)
        g_string_append_c (text, joint);
      g_string_append (text, words[i]);
    }
  } while (text->len > room && ++skipped + 1 < count);
  g_string_truncate (text, MIN (text->len, room));
  while (text->len > 0 && text->str[text->len - 1] == joint)
    g_string_truncate (text, text->len - 1);
  return arena_strndup (arena, text->str, text->len);
}

char *
login_make (Arena *arena, const char *unit_code, const char *name, LoginTaken taken, void *user)
{
  gsize code_count = 0, count = 0;
  char **code_words = plain_words (arena, unit_code, &code_count),
       **words = plain_words (arena, name, &count);
  if (count == 0)
    return NULL;
  const char *code = join_within (arena, code_words, code_count, '-', CODE_MAX);
  const char *prefix = *code != '\0' ? arena_concat (arena, code, ".", NULL) : "";
  const char *body = join_within (arena, words, count, '.', LOGIN_MAX - CODE_MAX - 1 - NUMBER_MAX);
  char *login = arena_concat (arena, prefix, body, NULL);
  if (strlen (login) < LOGIN_MIN)
    login = arena_concat (arena, login, "00", NULL);
  const char *base = login;
  for (int number = 2; taken (user, login); number++) {
    if (number > MOST_NAMESAKES)
      return NULL;
    login = arena_printf (arena, "%s%d", base, number);
  }
  return login;
}
