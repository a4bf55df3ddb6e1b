/* markup.c - see markup.h. */
#include "model/markup.h"
#include <string.h>

#define LONGEST_NAME 200
#define LONGEST_FENCE 80 /* as cmark: longer runs of backticks are plain text */

/* Where the code span that opens at `at` (a run of `run` backticks) ends, or
 * just behind the run if nothing closes it: it is plain text then.  A span ends with its
 * paragraph; a fence of three or more may run over blank lines. */
static gsize
skip_code (const char *text, gsize at, gsize run)
{
  gsize start = at + run;
  if (run > LONGEST_FENCE)
    return start;
  for (gsize p = start; text[p] != '\0';) {
    if (text[p] == '\n' && text[p + 1] == '\n' && run < 3)
      return start;
    gsize length = strspn (text + p, "`");
    if (length == run)
      return p + length;
    p += MAX (length, 1);
  }
  return start;
}

/* The mark that begins with the bracket at `at`. */
static bool
read_mark (Arena *arena, const char *text, gsize at, Mark *ret)
{
  if (text[at + 1] != '@' && text[at + 1] != '#')
    return false;
  char name[LONGEST_NAME + 1];
  gsize length = 0, p = at + 2;
  for (; text[p] != ']'; p++) {
    bool escape = text[p] == '\\' && g_ascii_ispunct (text[p + 1]);
    p += escape; /* editors write [@mc\_01] for [@mc_01] */
    if (text[p] == '\0' || text[p] == '\n' || (text[p] == '[' && !escape) || length == LONGEST_NAME)
      return false;
    name[length++] = text[p];
  }
  name[length] = '\0';
  g_strstrip (name);
  if (name[0] == '\0')
    return false;
  *ret = (Mark){ text[at + 1] == '@' ? MARK_EVIDENCE : MARK_FIGURE, arena_strdup (arena, name), at,
                 p + 1 - at };
  return true;
}

bool
markup_next (Arena *arena, const char *text, gsize offset, Mark *ret)
{
  for (gsize p = offset; text[p] != '\0';) {
    p += strcspn (text + p, "\\`[");
    if (text[p] == '\\')
      p += text[p + 1] == '\0' ? 1 : 2;
    else if (text[p] == '`')
      p = skip_code (text, p, strspn (text + p, "`"));
    else if (text[p] == '[' && read_mark (arena, text, p, ret))
      return true;
    else if (text[p] == '[')
      p++;
  }
  return false;
}
