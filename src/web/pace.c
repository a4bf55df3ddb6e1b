/* pace.c - see pace.h. */
#include "web/pace.h"
#include <sys/socket.h>

struct Paced {
  Paced *previous, *next;
  int socket;
  gint due;    /* second by which it must have gone on; 0: none */
  gsize bytes; /* of the stretch */
};

struct Pace {
  GMutex lock; /* of the list and of `stopping` */
  GCond stop;
  gboolean stopping;
  Paced *first;
  gint second;
  GThread *thread;
};

static gpointer
turn (gpointer data)
{
  Pace *pace = data;
  gint64 next = g_get_monotonic_time ();
  g_mutex_lock (&pace->lock);
  while (!pace->stopping) {
    next = MAX (next + G_USEC_PER_SEC, g_get_monotonic_time ());
    while (!pace->stopping && g_cond_wait_until (&pace->stop, &pace->lock, next))
      ;
    g_mutex_unlock (&pace->lock);
    pace_tick (pace);
    g_mutex_lock (&pace->lock);
  }
  g_mutex_unlock (&pace->lock);
  return NULL;
}

Pace *
pace_new (gboolean turning)
{
  Pace *pace = g_new0 (Pace, 1);
  g_mutex_init (&pace->lock);
  g_cond_init (&pace->stop);
  if (turning)
    pace->thread = g_thread_new ("pace", turn, pace);
  return pace;
}

void
pace_free (Pace *pace)
{
  g_mutex_lock (&pace->lock);
  pace->stopping = TRUE;
  g_cond_signal (&pace->stop);
  g_mutex_unlock (&pace->lock);
  if (pace->thread != NULL)
    g_thread_join (pace->thread);
  g_mutex_clear (&pace->lock);
  g_cond_clear (&pace->stop);
  g_free (pace);
}

void
pace_tick (Pace *pace)
{
  g_mutex_lock (&pace->lock);
  gint now = g_atomic_int_add (&pace->second, 1) + 1;
  for (Paced *paced = pace->first; paced != NULL; paced = paced->next) {
    gint due = g_atomic_int_get (&paced->due);
    if (due != 0 && due < now)
      shutdown (paced->socket, SHUT_RDWR);
  }
  g_mutex_unlock (&pace->lock);
}

static void
await (Pace *pace, Paced *paced, gint seconds)
{
  g_atomic_int_set (&paced->due, g_atomic_int_get (&pace->second) + seconds);
}

Paced *
pace_open (Pace *pace, int socket)
{
  Paced *paced = g_new0 (Paced, 1);
  paced->socket = socket;
  await (pace, paced, PACE_HEAD);
  g_mutex_lock (&pace->lock);
  paced->next = pace->first;
  if (pace->first != NULL)
    pace->first->previous = paced;
  pace->first = paced;
  g_mutex_unlock (&pace->lock);
  return paced;
}

void
pace_close (Pace *pace, Paced *paced)
{
  g_mutex_lock (&pace->lock);
  if (paced->previous != NULL)
    paced->previous->next = paced->next;
  else
    pace->first = paced->next;
  if (paced->next != NULL)
    paced->next->previous = paced->previous;
  g_mutex_unlock (&pace->lock);
  g_free (paced);
}

void
pace_body (Pace *pace, Paced *paced)
{
  paced->bytes = 0;
  await (pace, paced, PACE_STRETCH);
}

void
pace_received (Pace *pace, Paced *paced, gsize bytes)
{
  paced->bytes += bytes;
  if (paced->bytes >= PACE_STRETCH_BYTES)
    pace_body (pace, paced);
}

void
pace_us (Paced *paced)
{
  g_atomic_int_set (&paced->due, 0);
}

void
pace_answer (Pace *pace, Paced *paced, gsize bytes)
{
  await (pace, paced, PACE_ANSWER + (gint)MIN (bytes / PACE_ANSWER_BYTES, G_MAXINT / 2));
}

void
pace_next (Pace *pace, Paced *paced)
{
  await (pace, paced, PACE_REST + PACE_HEAD);
}
