/* throttle.c - see throttle.h. */
#include "model/throttle.h"

#define SECOND ((gint64)G_USEC_PER_SEC)
#define MOST_FAILURES 1000000

const ThrottlePolicy throttle_account = { 5, 30 * SECOND, 15 * 60 * SECOND, 24 * 3600 * SECOND };
const ThrottlePolicy throttle_address = { 30, 10 * SECOND, 15 * 60 * SECOND, 24 * 3600 * SECOND };
const ThrottlePolicy throttle_ask_account = { 3, 60 * SECOND, 3600 * SECOND, 24 * 3600 * SECOND };
const ThrottlePolicy throttle_ask_address = { 20, 60 * SECOND, 3600 * SECOND, 24 * 3600 * SECOND };

gint64
throttle_wait (const ThrottlePolicy *policy, Throttle throttle, gint64 now)
{
  gint64 wait = 0;
  if (throttle.failures <= policy->free_failures || throttle.blocked_until <= now
      || __builtin_sub_overflow (throttle.blocked_until, now, &wait))
    return 0;
  return wait <= policy->longest_wait ? wait : 0;
}

Throttle
throttle_after_failure (const ThrottlePolicy *policy, Throttle throttle, gint64 now)
{
  bool forgotten = now - policy->forgotten_after > throttle.blocked_until;
  gint64 failures = forgotten ? 1 : MIN (throttle.failures, MOST_FAILURES) + 1;
  gint64 wait = failures > policy->free_failures ? policy->first_wait : 0;
  for (gint64 i = policy->free_failures + 1; i < failures && wait < policy->longest_wait; i++)
    wait *= 2;
  return (Throttle){ failures, now + MIN (wait, policy->longest_wait) };
}
