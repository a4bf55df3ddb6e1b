/* part.h - a file that comes in pieces, below a data folder: uploads/UNIT/ID.
 *
 * What is there is what has come: a lost connection or a killed program leaves the bytes written so far, and
 * the next piece begins behind them.  Pieces are written at their own place, so one that comes twice does no
 * harm.  Any thread. */
#pragma once
#include "base/arena.h"
#include "base/message.h"
#include <stdbool.h>

/* Where the pieces of an upload lie, whether they are there or not. */
const char *part_path (Arena *arena, const char *data_folder, gint64 unit_id, gint64 id);
/* How much has come; 0 if nothing has. */
guint64 part_size (const char *data_folder, gint64 unit_id, gint64 id);
void part_remove (const char *data_folder, gint64 unit_id, gint64 id);

typedef struct PartWriter PartWriter;

/* Begins a piece at `offset`; nothing goes beyond `whole` bytes.  Caller closes. */
PartWriter *part_writer_open (const char *data_folder, gint64 unit_id, gint64 id, guint64 offset,
                              guint64 whole, GError **error);
/* Errors: MSG_UPLOAD_BEYOND, disk full. */
bool part_writer_append (PartWriter *writer, const void *data, gsize size, GError **error);
/* Up to where it has written. */
guint64 part_writer_end (const PartWriter *writer);
/* Makes durable what was written. */
bool part_writer_sync (PartWriter *writer, GError **error);
void part_writer_close (PartWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PartWriter, part_writer_close)

/* Calls for the pieces of each upload of a unit, in no order; stops at false.  `name` is the id. */
typedef bool (*PartVisit) (const char *name, const char *path, void *user, GError **error);
bool part_each (const char *data_folder, gint64 unit_id, PartVisit visit, void *user, GError **error);
