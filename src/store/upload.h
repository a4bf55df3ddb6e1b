/* upload.h - files that come in pieces (blob/part.h): announced, known again after a lost connection, whole.
 *
 * They are an account's own: nobody else sees, continues or takes one.  No events: the record that takes a
 * whole file has one. */
#pragma once
#include "store/db.h"

#define UPLOAD_MAX_OPEN 300 /* of an account, that no record has taken */
#define UPLOAD_KEEP_DAYS 7

typedef struct {
  gint64 id, round_id;
  const char *name;
  gint64 size;
  const char *hash, *type; /* NULL until it is whole */
} StoredUpload;

/* One of that account.  Error: MSG_DB_NOT_THERE, also for another's. */
bool upload_load (Transaction *transaction, Arena *arena, gint64 account_id, gint64 id, StoredUpload *ret,
                  GError **error);
/* Announces a file of `size` bytes, or finds the one that was announced by the same name, size and stamp and
 * is not whole (`stamp`: NULL or "" is never found again); `ret_new` tells which.  By the account that
 * writes, as the two below.  Errors: MSG_UPLOAD_MANY. */
bool upload_begin (Transaction *transaction, Arena *arena, const StoredUpload *what, const char *stamp,
                   gint64 *ret_id, bool *ret_new, GError **error);
bool upload_set_whole (Transaction *transaction, gint64 id, const char *hash, const char *type,
                       GError **error);
bool upload_drop (Transaction *transaction, gint64 id, GError **error);
/* Forgets, in all units, those announced more than UPLOAD_KEEP_DAYS ago. */
bool upload_purge (Transaction *transaction, GError **error);
