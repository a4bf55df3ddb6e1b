/* hash_behind.h - SHA-256 of a file while it is still being written, some steps behind its writer.
 *
 * A thread of its own reads what was written, which the system still has in memory: nothing is handed over,
 * so the writer never waits, and what an earlier process wrote is hashed by the same way.  It also sends what
 * it has read on its way to the disk, so that little is left to the sync at the end.  A short file takes no
 * thread. */
#pragma once
#include "base/sha256.h"

typedef struct HashBehind HashBehind;

/* Of the file of `fd`, from its beginning.  The descriptor is borrowed; it must be one to read from. */
HashBehind *hash_behind_new (int fd);
/* So far it is written, and will not be written again. */
void hash_behind_go (HashBehind *hash, guint64 end);
/* Waits for the hash of its first `end` bytes; of no use afterwards.  Error: MSG_FILE_READ of `path`. */
bool hash_behind_finish (HashBehind *hash, guint64 end, const char *path, char ret_hex[SHA256_HEX_LENGTH + 1],
                         GError **error);
void hash_behind_free (HashBehind *hash);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HashBehind, hash_behind_free)
