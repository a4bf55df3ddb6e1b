/* throttle.h - how long to wait after wrong passwords: a pure function of failures and clock.
 *
 * Kept per account (guessing one password) and per address (guessing through many accounts; a whole
 * school may share one).  The first failures are free, then each one doubles the wait up to a cap:
 * the owner of an account under attack is kept out for minutes, never for good.  What is
 * tried during a wait is refused without looking and does not count. */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef struct {
  gint64 failures;      /* 0 … */
  gint64 blocked_until; /* microseconds UTC; of free failures: when the last one was */
} Throttle;

typedef struct {
  gint64 free_failures;
  gint64 first_wait, longest_wait; /* microseconds */
  gint64 forgotten_after;          /* microseconds without a failure */
} ThrottlePolicy;

extern const ThrottlePolicy throttle_account, throttle_address;
/* Asking for a mail with a code counts like a failure: nobody's mailbox shall be filled. */
extern const ThrottlePolicy throttle_ask_account, throttle_ask_address;

/* Microseconds to wait still, 0 = may try.  An end that is further away than the longest wait was set
 * by a clock that ran ahead and does not count, or it would keep people out until that day comes; the
 * failures do count, and the next one waits by the right clock. */
gint64 throttle_wait (const ThrottlePolicy *policy, Throttle throttle, gint64 now);

/* The state after one more failure at `now`. */
Throttle throttle_after_failure (const ThrottlePolicy *policy, Throttle throttle, gint64 now);
