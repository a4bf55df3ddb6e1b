/* prose.c - see prose.h. */
#include "web/pages/prose.h"
#include "model/markup.h"
#include "web/pages/evidence_parts.h"
#include "web/shown.h"

static bool
has_marks (Arena *arena, const char *text)
{
  Mark mark = { 0 };
  return text != NULL && markup_next (arena, text, 0, &mark);
}

bool
round_prose (Request *request, Transaction *transaction, RoundProse *round, const char *text,
             const char **ret, GError **error)
{
  Arena *arena = request_arena (request);
  bool needs = has_marks (arena, text);
  if (needs && round->figures == NULL) {
    StoredRound stored;
    if (!round_shown (request, transaction, round->round_id, &stored, error))
      return false;
    round->figures = figures_compute (stored.round, arena);
  }
  *ret = shown_prose_of (arena, needs ? round->figures : NULL, text);
  return true;
}
