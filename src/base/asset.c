/* asset.c - see asset.h. */
#include "base/asset.h"
#include <string.h>

static gsize
lower_bound (const char *name)
{
  gsize low = 0, high = asset_count;
  while (low < high) {
    gsize middle = low + (high - low) / 2;
    if (strcmp (asset_table[middle].name, name) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

const Asset *
asset_find (const char *name)
{
  gsize at = lower_bound (name);
  return at < asset_count && strcmp (asset_table[at].name, name) == 0 ? &asset_table[at] : NULL;
}

gsize
asset_find_prefix (const char *prefix, gsize *ret_count)
{
  gsize first = lower_bound (prefix), end = first;
  while (end < asset_count && g_str_has_prefix (asset_table[end].name, prefix))
    end++;
  *ret_count = end - first;
  return first;
}
