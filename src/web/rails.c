/* rails.c - see rails.h: one place for each unit, shared by those whose ids differ by a thousand or so. */
#include "web/rails.h"
#include <string.h>

#define PLACES 1024

typedef struct {
  RailKey key;
  Rail rail;
} Place;

struct Rails {
  GMutex lock;
  Place places[PLACES];
};

Rails *
rails_new (void)
{
  Rails *rails = g_new0 (Rails, 1);
  g_mutex_init (&rails->lock);
  return rails;
}

void
rails_free (Rails *rails)
{
  if (rails == NULL)
    return;
  g_mutex_clear (&rails->lock);
  g_free (rails);
}

static Place *
place_of (Rails *rails, const RailKey *key)
{
  return &rails->places[(guint64)key->unit_id % PLACES];
}

static bool
same (const RailKey *a, const RailKey *b)
{
  return a->unit_id == b->unit_id && a->events == b->events && a->year == b->year
         && strcmp (a->today, b->today) == 0;
}

bool
rails_find (Rails *rails, const RailKey *key, Rail *ret)
{
  g_mutex_lock (&rails->lock);
  const Place *place = place_of (rails, key);
  bool found = same (&place->key, key);
  if (found)
    *ret = place->rail;
  g_mutex_unlock (&rails->lock);
  return found;
}

void
rails_keep (Rails *rails, const RailKey *key, const Rail *rail)
{
  g_mutex_lock (&rails->lock);
  *place_of (rails, key) = (Place){ *key, *rail };
  g_mutex_unlock (&rails->lock);
}
