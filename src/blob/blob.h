/* blob.h - files by their content, below a data folder: blobs/UNIT/ab/abcdef….
 *
 * A blob is written to a temporary file, synced, renamed, its folder synced; only then may a record
 * name it (doc/decisions/0037-files-by-content.md).  Content is shared within a unit, never across units,
 * where it would tell one what another has.  Nothing is ever changed; what no record names is removed by
 * store/blob_sweep.h.  Any thread. */
#pragma once
#include "base/arena.h"
#include "base/message.h"
#include "base/sha256.h"
#include <stdbool.h>

#define BLOB_MAX_BYTES ((guint64)200 << 20) /* of one file */

typedef struct {
  char hash[SHA256_HEX_LENGTH + 1];
  guint64 size;
  const char *type; /* by its content: "application/pdf" …; in the arena */
} Blob;

/* Where a blob lies, whether it is there or not.  `hash` is 64 hexadecimal digits, else NULL. */
const char *blob_path (Arena *arena, const char *data_folder, gint64 unit_id, const char *hash);
bool blob_exists (const char *data_folder, gint64 unit_id, const char *hash);

/* ---- writing ---- */

typedef struct BlobWriter BlobWriter;

/* Begins a blob; `limit` bytes at most.  Caller closes; closed before the end, nothing is left behind. */
BlobWriter *blob_writer_new (const char *data_folder, gint64 unit_id, guint64 limit, GError **error);
/* Appends.  Errors: MSG_BLOB_TOO_LARGE, disk full. */
bool blob_writer_append (BlobWriter *writer, const void *data, gsize size, GError **error);
guint64 blob_writer_size (const BlobWriter *writer);
/* Makes it durable and names it; the writer is of no use afterwards. */
bool blob_writer_finish (BlobWriter *writer, Arena *arena, Blob *ret, GError **error);
void blob_writer_close (BlobWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BlobWriter, blob_writer_close)

/* Names a file that is written, synced and hashed already: `blob` has its hash and size and gets its type. It
 * keeps the name that it had besides, and nobody may write to it any more.  Where the file system has no
 * second names it is copied. */
bool blob_adopt (Arena *arena, const char *data_folder, gint64 unit_id, int fd, Blob *blob, GError **error);

/* The whole of some bytes, or of a file that is copied. */
bool blob_put (Arena *arena, const char *data_folder, gint64 unit_id, const void *data, gsize size, Blob *ret,
               GError **error);
bool blob_put_file (Arena *arena, const char *data_folder, gint64 unit_id, const char *path, Blob *ret,
                    GError **error);

/* The kind of a file by its content, by libmagic: "application/pdf"; "application/octet-stream" if unknown.
 */
const char *blob_type (Arena *arena, const char *path);

/* ---- looking after them ---- */

/* Calls for each blob of a unit, in no order; stops at false. */
typedef bool (*BlobVisit) (const char *hash, const char *path, void *user, GError **error);
bool blob_each (const char *data_folder, gint64 unit_id, BlobVisit visit, void *user, GError **error);
/* The same for files that are, or once were, being written; `hash` is their name then. */
bool blob_each_unfinished (const char *data_folder, gint64 unit_id, BlobVisit visit, void *user,
                           GError **error);
