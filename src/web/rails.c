/* rails.c - see rails.h. */
#include "web/rails.h"
#include <string.h>

#define PLACES 1024

Rails *
rails_new (void)
{
  return memo_new (PLACES);
}

void
rails_free (Rails *rails)
{
  memo_free (rails);
}

bool
rails_find (Rails *rails, const RailKey *key, Rail *ret)
{
  g_autoptr (GBytes) bytes = memo_find (rails, key);
  if (bytes != NULL)
    memcpy (ret, g_bytes_get_data (bytes, NULL), sizeof *ret);
  return bytes != NULL;
}

void
rails_keep (Rails *rails, const RailKey *key, const Rail *rail)
{
  g_autoptr (GBytes) bytes = g_bytes_new (rail, sizeof *rail);
  memo_keep (rails, key, bytes);
}
