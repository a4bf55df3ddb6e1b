/* test_pace.c - who is late is shut down, at the second and not before. */
#include "web/pace.h"
#include <errno.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct {
  Pace *pace;
  Paced *paced;
  int ends[2]; /* the program's, the other's */
} Line;

static void
set_up (Line *line, gconstpointer data)
{
  line->pace = pace_new (FALSE);
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, line->ends), ==, 0);
  line->paced = pace_open (line->pace, line->ends[0]);
}

static void
tear_down (Line *line, gconstpointer data)
{
  pace_close (line->pace, line->paced);
  pace_free (line->pace);
  close (line->ends[0]);
  close (line->ends[1]);
}

static bool
is_open (const Line *line)
{
  char byte;
  return recv (line->ends[1], &byte, 1, 0) < 0 && errno == EAGAIN;
}

/* Open for that many seconds, and no longer. */
static void
assert_ends_after (Line *line, int seconds)
{
  for (int i = 0; i < seconds; i++) {
    pace_tick (line->pace);
    g_assert_true (is_open (line));
  }
  pace_tick (line->pace);
  g_assert_false (is_open (line));
}

static void
wait_seconds (Line *line, int seconds)
{
  for (int i = 0; i < seconds; i++)
    pace_tick (line->pace);
}

static void
test_head (Line *line, gconstpointer data)
{
  assert_ends_after (line, PACE_HEAD);
}

static void
test_body (Line *line, gconstpointer data)
{
  wait_seconds (line, PACE_HEAD);
  pace_body (line->pace, line->paced);
  for (int i = 0; i < 10; i++) {
    wait_seconds (line, PACE_STRETCH);
    g_assert_true (is_open (line));
    pace_received (line->pace, line->paced, PACE_STRETCH_BYTES / 2);
    pace_received (line->pace, line->paced, PACE_STRETCH_BYTES / 2);
  }
  for (int i = 0; i < 10; i++)
    pace_received (line->pace, line->paced, 1); /* a byte now and then is no pace */
  assert_ends_after (line, PACE_STRETCH);
}

/* What came fast at first gives no right to be slow afterwards. */
static void
test_fast_then_slow (Line *line, gconstpointer data)
{
  pace_body (line->pace, line->paced);
  pace_received (line->pace, line->paced, (gsize)100 << 20);
  assert_ends_after (line, PACE_STRETCH);
}

static void
test_our_own_time (Line *line, gconstpointer data)
{
  pace_us (line->paced);
  wait_seconds (line, 10000);
  g_assert_true (is_open (line));
  pace_answer (line->pace, line->paced, 100 * PACE_ANSWER_BYTES);
  assert_ends_after (line, PACE_ANSWER + 100);
}

static void
test_next (Line *line, gconstpointer data)
{
  wait_seconds (line, 5);
  pace_next (line->pace, line->paced);
  assert_ends_after (line, PACE_REST + PACE_HEAD);
}

static void
test_many (Line *line, gconstpointer data)
{
  enum { COUNT = 50 };
  Line many[COUNT];
  for (int i = 0; i < COUNT; i++) {
    many[i].pace = line->pace;
    g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, many[i].ends), ==, 0);
    many[i].paced = pace_open (line->pace, many[i].ends[0]);
    if (i % 3 == 0)
      pace_us (many[i].paced);
  }
  for (int i = 1; i < COUNT; i += 3)
    pace_close (line->pace, many[i].paced);
  wait_seconds (line, PACE_HEAD + 1);
  for (int i = 0; i < COUNT; i++) {
    g_assert_cmpint (is_open (&many[i]), ==,
                     i % 3 != 2); /* those that are closed are nobody's to shut down */
    if (i % 3 != 1)
      pace_close (line->pace, many[i].paced);
    close (many[i].ends[0]);
    close (many[i].ends[1]);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Line, NULL, set_up, test, tear_down)
  ADD ("/pace/head", test_head);
  ADD ("/pace/body", test_body);
  ADD ("/pace/fast-then-slow", test_fast_then_slow);
  ADD ("/pace/our-own-time", test_our_own_time);
  ADD ("/pace/next", test_next);
  ADD ("/pace/many", test_many);
  return g_test_run ();
}
