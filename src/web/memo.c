/* memo.c - see memo.h: one place for each unit and each record, shared by those whose ids differ by as many
 * as there are. */
#include "web/memo.h"
#include <string.h>

typedef struct {
  MemoKey key;
  GBytes *bytes;
} Place;

struct Memo {
  GMutex lock;
  gsize count;
  Place places[];
};

Memo *
memo_new (gsize places)
{
  Memo *memo = g_malloc0 (sizeof (Memo) + places * sizeof (Place));
  memo->count = places;
  g_mutex_init (&memo->lock);
  return memo;
}

void
memo_free (Memo *memo)
{
  if (memo == NULL)
    return;
  for (gsize i = 0; i < memo->count; i++)
    g_clear_pointer (&memo->places[i].bytes, g_bytes_unref);
  g_mutex_clear (&memo->lock);
  g_free (memo);
}

static Place *
place_of (Memo *memo, const MemoKey *key)
{
  return &memo->places[((guint64)key->unit_id + (guint64)key->record_id) % memo->count];
}

static bool
same (const MemoKey *a, const MemoKey *b)
{
  return a->unit_id == b->unit_id && a->events == b->events && a->record_id == b->record_id
         && a->year == b->year && strcmp (a->today, b->today) == 0;
}

GBytes *
memo_find (Memo *memo, const MemoKey *key)
{
  g_mutex_lock (&memo->lock);
  const Place *place = place_of (memo, key);
  GBytes *found = place->bytes != NULL && same (&place->key, key) ? g_bytes_ref (place->bytes) : NULL;
  g_mutex_unlock (&memo->lock);
  return found;
}

void
memo_keep (Memo *memo, const MemoKey *key, GBytes *bytes)
{
  g_mutex_lock (&memo->lock);
  Place *place = place_of (memo, key);
  GBytes *old = place->bytes;
  *place = (Place){ *key, g_bytes_ref (bytes) };
  g_mutex_unlock (&memo->lock);
  g_clear_pointer (&old, g_bytes_unref);
}
