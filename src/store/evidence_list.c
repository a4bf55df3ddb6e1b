/* evidence_list.c - see evidence_list.h. */
#include "store/evidence_list.h"
#include "store/search.h"

static const char *
indicator_pattern (Arena *arena, const char *indicator)
{
  return indicator != NULL ? arena_concat (arena, "%\"", indicator, "\"%", NULL) : "";
}

Rows *
evidence_page (Transaction *transaction, Arena *arena, gint64 round_id, const EvidenceFilter *filter,
               GError **error)
{
  const char *like = search_like (arena, filter->search);
  return db_rows (transaction, QUERY_evidence_page, error, DB_INT (round_id),
                  DB_TEXT (search_word (arena, like)), DB_TEXT (like),
                  DB_TEXT (indicator_pattern (arena, filter->indicator)),
                  DB_TEXT (filter->show != NULL ? filter->show : ""), DB_INT (filter->every ? 1 : 0),
                  DB_INT (filter->account_id), DB_INT (filter->count), DB_INT (filter->start));
}

bool
evidence_count (Transaction *transaction, Arena *arena, gint64 round_id, const EvidenceFilter *filter,
                gint64 *ret, GError **error)
{
  const char *like = search_like (arena, filter->search);
  DbValue every = DB_INT (filter->every ? 1 : 0), account = DB_INT (filter->account_id);
  if (filter->search == NULL && filter->indicator == NULL && filter->show == NULL)
    return db_int (transaction, QUERY_evidence_total, 0, ret, error, DB_INT (round_id), every, account);
  return db_int (transaction, QUERY_evidence_count, 0, ret, error, DB_INT (round_id),
                 DB_TEXT (search_word (arena, like)), DB_TEXT (like),
                 DB_TEXT (indicator_pattern (arena, filter->indicator)),
                 DB_TEXT (filter->show != NULL ? filter->show : ""), every, account,
                 DB_INT (EVIDENCE_COUNTED));
}
