/* bad.c - each line here must be found; never built. */
#include "document/block.h" /* expect: layer */

static void
bad_calls (char *to, const char *from)
{
  sprintf (to, "%s", from); /* expect: banned */
  if (from == to)
    goto out; /* expect: goto */
  long now = time (to); /* expect: clock */
  const char *text = "goto time (sprintf (";
out:
  to[0] = text[now];	/* expect: tab */
}
