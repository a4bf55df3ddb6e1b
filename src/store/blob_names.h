/* blob_names.h - which files by content (blob/blob.h) the records of a unit name. */
#pragma once
#include "store/db.h"

/* A set of hashes, 64 hexadecimal digits each; caller unrefs.  NULL with an error. */
GHashTable *blob_names (Transaction *transaction, GError **error);
