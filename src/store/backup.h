/* backup.h - everything of a data folder in one file, and back.
 *
 * The file is a ZIP: "dvht.db", a consistent copy of the database made while it is in use; then the files
 * that this copy names, "blobs/UNIT/ab/…"; the criteria packages of the folder, "schemes/…"; and "MANIFEST",
 * whose first line is "dvht-backup 1" and each further "SHA-256  size  name".  What holds a secret (smtp.url)
 * is not in it. */
#pragma once
#include "store/db.h"

/* Writes `path`; a file of that name is replaced when the new one is complete, synced and its
 * database found sound.  A file of `data_folder` that is named but gone is left out (`dvht fsck` tells of
 * it).  `*ret_size` in bytes, `*ret_units`: in it. */
bool backup_write (Database *database, const char *data_folder, const char *path, guint64 *ret_size,
                   gint64 *ret_units, GError **error);

/* Unpacks a backup into a folder without data (made if missing); it appears only when it is whole
 * and sound.  Errors: no backup of ours, damaged, folder holds data. */
bool backup_restore (const char *path, const char *folder, gint64 *ret_units, GError **error);
