/* receipt.h - who has read an issued paper, and when.
 *
 * One record for each person and paper.  A paper that was taken back and issued again has to be read again: a
 * receipt counts from the day it was last issued (`issued_at` of the paper; null: whenever). */
#pragma once
#include "store/record.h"

/* When the person read this paper as it is issued now, microseconds; 0: not yet. */
bool receipt_find (Transaction *transaction, gint64 paper_id, gint64 person_id, gint64 *ret_at,
                   GError **error);

/* "Tôi đã đọc".  Nothing is done where it is read already.  Errors: MSG_DB_NOT_THERE if there is no such
 * paper or it is not issued. */
bool receipt_add (Transaction *transaction, Arena *arena, gint64 paper_id, gint64 person_id, GError **error);
