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

static MessageId
id_on_pages (MessageId id)
{
  switch (id) {
#define ON_PAGES(name)                                                                                       \
  case MSG_CHECK_##name:                                                                                     \
    return MSG_FOUND_##name;
    ON_PAGES (THRESHOLD_WITHOUT_SHARE)
    ON_PAGES (NO_LEARNERS_ASKED)
    ON_PAGES (RESULT_IN_POINTS)
    ON_PAGES (POINTS_IN_MET)
    ON_PAGES (NO_RESULT)
    ON_PAGES (NO_POINTS)
    ON_PAGES (NO_REASON)
    ON_PAGES (THRESHOLD_UNSET)
    ON_PAGES (UNVERIFIED_TEXT)
    ON_PAGES (NO_AUTHORITY_BASIS)
    ON_PAGES (CODE_TWICE)
    ON_PAGES (UNKNOWN_PERSON)
    ON_PAGES (UNKNOWN_EVIDENCE)
    ON_PAGES (UNKNOWN_FIGURE)
    ON_PAGES (DUPLICATE_EVIDENCE)
    ON_PAGES (EVIDENCE_PATTERN)
    ON_PAGES (UNDECLARED_ABBREVIATION)
#undef ON_PAGES
  default:
    return id;
  }
}

const char *
finding_words (Arena *arena, const Finding *finding)
{
  Message message = finding->message;
  message.id = id_on_pages (message.id);
  return message_vietnamese (arena, &message);
}
