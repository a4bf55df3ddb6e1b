/* disk.h - what blob.c and part.c both do with files and folders; inner to src/blob. */
#pragma once
#include "blob/blob.h"

/* The error of the call that has just set errno, MSG_DB_FULL or MSG_FILE_WRITE; always false. */
bool disk_error (const char *path, GError **error);
/* Writes all of it at `*at`, which moves on by what was written, also where it fails. */
bool disk_write (int fd, const char *path, const void *data, gsize size, guint64 *at, GError **error);

typedef bool (*DiskFilter) (const char *name);
/* Calls for each entry of a folder that the filter lets through, in no order; stops at false.  A folder that
 * is not there is empty. */
bool disk_each (const char *folder, DiskFilter filter, BlobVisit visit, void *user, GError **error);
