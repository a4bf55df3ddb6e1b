/* work_parts.h - whose work somebody does: their own, and that of those who lent them a role for some days.
 */
#pragma once
#include "store/db.h"
#include "web/request.h"

typedef struct {
  gint64 *ids;        /* persons; the first is oneself (0: the account is nobody's) */
  const char **names; /* NULL for oneself */
  gsize count;
} ActsFor;

/* Of whoever asks, by today's roles. */
bool acts_for_load (Request *request, Transaction *transaction, ActsFor *ret, GError **error);
/* Is it their own work, or that of somebody they stand in for? */
bool acts_for (const ActsFor *acts, gint64 person_id);
