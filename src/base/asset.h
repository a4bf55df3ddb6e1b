/* asset.h - files of data/ that are built into the binary (schemes, wording,
 * fonts, colour profile), so that the program is one file.
 *
 * Names are paths below data/, with '/', e.g. "schemes/tt22-2020/scheme.json".
 * The table is generated at build time, sorted by name in byte order. */
#pragma once
#include <glib.h>

typedef struct {
  const char *name;
  const guint8 *data; /* followed by one NUL byte that does not count in size */
  gsize size;
} Asset;

extern const Asset asset_table[];
extern const gsize asset_count;

/* The asset of that name, or NULL. */
const Asset *asset_find (const char *name);

/* Index of the first asset whose name begins with `prefix` and how many do. */
gsize asset_find_prefix (const char *prefix, gsize *ret_count);
