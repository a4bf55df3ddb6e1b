/* round_text.h - a round's longer texts by name: learning_plan, introduction, unit_overview, conclusion. */
#pragma once
#include "store/record.h"

typedef struct {
  gint64 id, version; /* 0: not written yet */
  const char *text;   /* Markdown; NULL: not written yet */
} RoundText;

/* The text of that name; `ret` is all 0 where nobody has written it yet. */
bool round_text_find (Transaction *transaction, Arena *arena, gint64 round_id, const char *name,
                      RoundText *ret, GError **error);
/* Writes it anew; NULL: takes it out.  An event if it changes anything.  Error: MSG_SAVE_CONFLICT if somebody
 * has changed it since `version` (0: it was not written yet). */
bool round_text_save (Transaction *transaction, Arena *arena, gint64 round_id, const char *name,
                      gint64 version, const char *text, GError **error);
