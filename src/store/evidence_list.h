/* evidence_list.h - lists of a round's evidence: filtered for a page, and counted. */
#pragma once
#include "store/db.h"

#define EVIDENCE_COUNTED 1001

typedef struct {
  const char *search;    /* as typed; NULL: all */
  const char *indicator; /* id; NULL: all */
  const char *show;      /* "unfiled", "unlinked"; NULL: all */
  gint64 account_id;     /* who asks: sees restricted ones that they added */
  bool every;            /* sees all restricted ones */
  guint start, count;
} EvidenceFilter;

/* The columns of the statement evidence_page, in the list's order.  Caller closes. */
Rows *evidence_page (Transaction *transaction, Arena *arena, gint64 round_id, const EvidenceFilter *filter,
                     GError **error);
/* How many it finds; where something is looked for not more than EVIDENCE_COUNTED, as going through all of a
 * large unit for a number alone would take longer than the page. */
bool evidence_count (Transaction *transaction, Arena *arena, gint64 round_id, const EvidenceFilter *filter,
                     gint64 *ret, GError **error);
