/* shifted_clock.c - preloaded into a program under test: its civil clock is wrong by as many seconds as the
 * file that DVHT_CLOCK names says (eight bytes, read anew each time).  The clock that only counts is left
 * alone. */
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

int64_t shifted_clock_seconds (void);

int64_t
shifted_clock_seconds (void)
{
  static const volatile int64_t *shift; /* each thread would map the same file */
  if (shift == NULL) {
    const char *path = getenv ("DVHT_CLOCK");
    int file = path != NULL ? open (path, O_RDONLY | O_CLOEXEC) : -1;
    void *map = file >= 0 ? mmap (NULL, sizeof *shift, PROT_READ, MAP_SHARED, file, 0) : MAP_FAILED;
    if (map == MAP_FAILED)
      abort ();
    close (file);
    shift = map;
  }
  return *shift;
}

int
clock_gettime (clockid_t clock, struct timespec *time)
{
  int result = (int)syscall (SYS_clock_gettime, clock, time);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
    time->tv_sec += (time_t)shifted_clock_seconds ();
  return result;
}

int
gettimeofday (struct timeval *restrict time, void *restrict zone)
{
  struct timespec now;
  (void)zone;
  clock_gettime (CLOCK_REALTIME, &now);
  *time = (struct timeval){ now.tv_sec, (suseconds_t)(now.tv_nsec / 1000) };
  return 0;
}

time_t
time (time_t *seconds)
{
  struct timespec now;
  clock_gettime (CLOCK_REALTIME, &now);
  if (seconds != NULL)
    *seconds = now.tv_sec;
  return now.tv_sec;
}
