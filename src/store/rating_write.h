/* rating_write.h - an indicator's rating written, handed in, agreed; what single members hold of it.
 *
 * Members work on the indicators they were given, the team's leader returns or agrees (process.md, step 2).
 * Who may write which one is for the caller to know: rating_given tells whose it is. */
#pragma once
#include "model/round.h"
#include "store/record.h"

typedef struct {
  const char *result, *points, *reason; /* NULL: not decided; points with a decimal point */
  const char *current, *strengths, *weaknesses, *improvement; /* Markdown; NULL: blank */
} RatingText;

typedef struct {
  gint64 round_id;
  const Indicator *indicator;
  gsize position; /* from 1, in the scheme */
  PermissionSet permissions;
} RatingAt;

/* Is the indicator given to the person now? */
bool rating_given (Transaction *transaction, gint64 round_id, const char *indicator, gint64 person_id,
                   bool *ret, GError **error);

/* The rating of an indicator; `ret->id` 0 where nobody has begun. */
bool rating_find (Transaction *transaction, Arena *arena, gint64 round_id, const char *indicator, Record *ret,
                  GError **error);

/* Writes it, begins it where nobody has, and with `submit` hands it in.  `evidence` stays as it is.
 * Errors: MSG_SAVE_CONFLICT if somebody has changed it since `version` (0: nobody had begun);
 * MSG_WORKFLOW_STEP while it is handed in or agreed, or without the permission. */
bool rating_write (Transaction *transaction, Arena *arena, const RatingAt *at, gint64 version,
                   const RatingText *text, bool submit, GError **error);
/* withdraw, return, agree, reopen; `remarks` NULL takes the old ones away.  Errors as rating_write. */
bool rating_step (Transaction *transaction, Arena *arena, const RatingAt *at, gint64 version,
                  const char *action, const char *remarks, GError **error);
/* Its texts, result and reason as they stood before the event `seq` of its history. */
bool rating_restore (Transaction *transaction, Arena *arena, const RatingAt *at, gint64 version, gint64 seq,
                     GError **error);

/* What a person holds of it, in place of what they held before; all NULL: nothing any more. */
bool opinion_save (Transaction *transaction, Arena *arena, gint64 round_id, const char *indicator,
                   gint64 person_id, const char *result, const char *points, const char *text,
                   GError **error);
