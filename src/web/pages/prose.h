/* prose.h - typed texts of a round, to be read on its pages: codes of evidence and figures as they print. */
#pragma once
#include "model/figures.h"
#include "web/pages/round_parts.h"

typedef struct {
  gint64 round_id;
  const Figures *figures; /* read when the first text needs them; NULL until then */
} RoundProse;

/* `text` as HTML for a place of class "prose"; NULL stays NULL.  In the request's arena. */
bool round_prose (Request *request, Transaction *transaction, RoundProse *round, const char *text,
                  const char **ret, GError **error);
