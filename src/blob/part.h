/* part.h - a file that comes in pieces, below a data folder: uploads/UNIT/ID.
 *
 * What is there is what has come: a lost connection or a killed program leaves the bytes written so far, and
 * the next piece begins behind them.  One connection at a time writes to a file, the newest: the one before
 * it may be lost without anybody having noticed, and must not write into what has become a blob.  Any thread.
 */
#pragma once
#include "blob/blob.h"

/* Where the pieces of an upload lie, whether they are there or not. */
const char *part_path (Arena *arena, const char *data_folder, gint64 unit_id, gint64 id);
void part_remove (const char *data_folder, gint64 unit_id, gint64 id);

typedef struct PartWriters PartWriters; /* who writes to which file of a data folder */
typedef struct PartWriter PartWriter;

/* Of one data folder; caller frees. */
PartWriters *part_writers_new (const char *data_folder);
/* When all of them are closed. */
void part_writers_free (PartWriters *writers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PartWriters, part_writers_free)

/* How much has come, to the last byte, also of one that is being written; 0 if nothing has. */
guint64 part_size (PartWriters *writers, gint64 unit_id, gint64 id);

/* Begins a piece of `coming` bytes (0: not said) at `offset`, which is where the file ends; nothing goes
 * beyond `whole` bytes.  Whoever wrote to it before is cut off.  Caller closes.  Errors: MSG_UPLOAD_OFFSET,
 * disk. */
PartWriter *part_writer_open (PartWriters *writers, gint64 unit_id, gint64 id, guint64 offset, guint64 coming,
                              guint64 whole, GError **error);
/* Errors: MSG_UPLOAD_BEYOND, MSG_UPLOAD_OFFSET if it was cut off or could not write what it held when
 * somebody asked how much has come, disk full. */
bool part_writer_append (PartWriter *writer, const void *data, gsize size, GError **error);
/* Makes durable what was written. */
bool part_writer_sync (PartWriter *writer, GError **error);
bool part_writer_is_whole (const PartWriter *writer);
/* The whole, synced before, as a blob of its unit; the pieces stay under their own name too.  False: disk. */
bool part_writer_finish (PartWriter *writer, Arena *arena, Blob *ret, GError **error);
void part_writer_close (PartWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PartWriter, part_writer_close)

/* Calls for the pieces of each upload of a unit, in no order; stops at false.  `name` is the id. */
typedef bool (*PartVisit) (const char *name, const char *path, void *user, GError **error);
bool part_each (const char *data_folder, gint64 unit_id, PartVisit visit, void *user, GError **error);
