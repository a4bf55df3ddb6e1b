/* blob_sweep.h - files by content that no record names any more. */
#pragma once
#include "store/db.h"

#define BLOB_KEEP_DAYS 30 /* an upload may be named late, and a backup may still want it */

/* Keeps others from removing files of a data folder while it is copied: a lock that goes with the process or
 * with blob_lock_end.  Several may copy at once.  -1 with an error. */
int blob_lock_shared (const char *data_folder, GError **error);
void blob_lock_end (int lock);

/* Removes, in all units, files that nothing names and that were written more than BLOB_KEEP_DAYS before `now`
 * (microseconds UTC); half-written ones of that age too, and pieces of uploads after UPLOAD_KEEP_DAYS
 * (store/upload.h).  Does nothing while a backup is made. `*ret_removed`
 * may be NULL. */
bool blob_sweep (Database *database, const char *data_folder, gint64 now, guint *ret_removed, GError **error);
