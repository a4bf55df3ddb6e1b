/* paper.c - see paper.h. */
#include "store/paper.h"
#include <string.h>

bool
paper_find (Transaction *transaction, Arena *arena, gint64 round_id, const char *key, Record *ret,
            bool *ret_found, GError **error)
{
  gint64 id = 0;
  if (!db_int (transaction, QUERY_paper_id, 0, &id, error, DB_INT (round_id), DB_TEXT (key)))
    return false;
  *ret_found = id != 0;
  if (id != 0)
    return record_load (transaction, arena, RECORD_paper, id, ret, error);
  *ret = (Record){ .kind = RECORD_paper };
  return true;
}

const char *
paper_state (const Record *paper)
{
  const char *state = record_text (paper, "state");
  return state != NULL ? state : "draft";
}

bool
paper_is_issued (const Record *paper)
{
  return strcmp (paper_state (paper), "issued") == 0;
}
