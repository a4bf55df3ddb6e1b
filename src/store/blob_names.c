/* blob_names.c - see blob_names.h. */
#include "store/blob_names.h"
#include "base/sha256.h"
#include <string.h>

/* The text is a hash, or JSON that holds some: each run of 64 hexadecimal digits is one. */
static void
collect (GHashTable *names, const char *text)
{
  while (*text != '\0') {
    gsize length = strspn (text, "0123456789abcdef");
    if (length == SHA256_HEX_LENGTH)
      g_hash_table_add (names, g_strndup (text, length));
    text += length > 0 ? length : 1;
  }
}

GHashTable *
blob_names (Transaction *transaction, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_blob_named, error);
  GError *local = NULL;
  if (rows == NULL)
    return NULL;
  while (rows_next (rows, &local))
    collect (names, rows_text (rows, 0));
  if (local != NULL) {
    g_propagate_error (error, local);
    return NULL;
  }
  return g_steal_pointer (&names);
}
