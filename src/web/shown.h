/* shown.h - days and instants as people write them. */
#pragma once
#include "base/arena.h"

/* "15/01/2025" of "2025-01-15"; a text that is no day stays as it is, NULL is "". */
const char *shown_day (Arena *arena, const char *iso);
/* "14:32 15/01/2025" in Viet Nam's time. */
const char *shown_instant (Arena *arena, gint64 microseconds);
