/* record_history.h - what a record held before one of its events (its history: audit_history). */
#pragma once
#include "store/record.h"

/* What the record held before the event `seq`, worked back from what it holds now.  Before its first event it
 * held nothing: all columns NULL.  Errors: MSG_DB_NOT_THERE (no such record; no such event among its last
 * 200, or one whose payload was erased by law stands between). */
bool record_before (Transaction *transaction, Arena *arena, RecordKind kind, gint64 id, gint64 seq,
                    Record *ret, GError **error);
