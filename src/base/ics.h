/* ics.h - appointments as a file that calendars read (iCalendar, RFC 5545). */
#pragma once
#include "date.h"

typedef struct {
  const char
      *uid;     /* unlike any other's in the world: "meeting-12@dvht.truong.vn"; the same again changes it */
  gint64 stamp; /* when it was last changed, microseconds UTC */
  guint sequence;                        /* how often it was changed */
  CivilTime start;                       /* in Viet Nam; must be set */
  bool whole_day;                        /* the day of `start`, whatever the hour */
  CivilTime end;                         /* unset: an hour later */
  const char *summary;                   /* any text */
  const char *place, *description, *url; /* NULL: none */
} IcsEvent;

/* The whole file, in the arena: lines of at most 75 bytes that end with CR LF, texts escaped, times in UTC.
 * `name` is that of the calendar; NULL: none. */
char *ics_calendar (Arena *arena, const char *name, const IcsEvent *events, gsize count);
