/* check_parts.c - see check_parts.h. */
#include "web/pages/check_parts.h"
#include "model/mend.h"

static const char *
permitted (Request *request, const char *path)
{
  GHashTable *captures = NULL;
  bool other = false;
  const Route *route = route_find (METHOD_GET, path, request_arena (request), &captures, &other);
  g_clear_pointer (&captures, g_hash_table_unref);
  return route != NULL && request_may (request, route->permission) ? path : NULL;
}

const char *
finding_path (Request *request, const StoredRound *stored, int year, const Finding *finding,
              const char **ret_words)
{
  Mend mend = finding_mend (request_arena (request), stored->round, stored->evidence_ids, finding);
  if (ret_words != NULL)
    *ret_words = mend.words;
  return permitted (request, mend.page[0] == '/' ? mend.page : round_path (request, year, mend.page));
}
