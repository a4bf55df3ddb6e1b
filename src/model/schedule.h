/* schedule.h - working days, and a round's schedule worked backwards from the day of submission.
 *
 * Days off are data: those the law fixes stand in data/calendar/vn.json with their provenance, those that
 * are told anew each year (lunar new year and so on) are typed by the unit.  Pure: nothing is read here. */
#pragma once
#include "base/message.h"
#include "model/round.h"

typedef struct {
  CivilDate from, to; /* both included */
} DateSpan;

typedef struct {
  DateSpan *items;
  gsize count;
} DateSpans;

typedef struct {
  const char *name, *note;
  guint days;
} YearlyHoliday;

typedef struct {
  bool rest[7]; /* Monday first: weekly days of rest */
  bool moved; /* a holiday on a day of rest moves to the next working day (Bộ luật Lao động, Điều 111) */
  guint8 (*fixed)[2]; /* month, day */
  gsize fixed_count;
  YearlyHoliday *yearly; /* known by name only: the unit types their days */
  gsize yearly_count;
  const char *source, *source_note;
} WorkCalendar;

typedef struct {
  const char *work, *who;
  guint days; /* working days, 1 … 60 */
} WorkStep;

typedef struct {
  WorkStep *items;
  gsize count;
} WorkSteps;

/* Read data/calendar/vn.json and data/plan/schedule.json from their bytes; texts in the arena. */
bool calendar_read (Arena *arena, const char *data, gsize size, WorkCalendar *ret, GError **error);
bool work_steps_read (Arena *arena, const char *data, gsize size, WorkSteps *ret, GError **error);

/* Neither a day of rest, nor a holiday, nor one moved, nor within the unit's own days off. */
bool calendar_is_working (const WorkCalendar *calendar, const DateSpans *own, CivilDate day);

/* One "16/02/2027" or "16/02/2027 - 20/02/2027" a line, blank lines aside.  On false `*ret_line` is the
 * line that is none (from 1). */
bool date_spans_parse (Arena *arena, const Lines *lines, DateSpans *ret, gsize *ret_line);

/* The steps one after the other so that the last ends on the last working day before `before`; none begins
 * ahead of `earliest` (unset: any day).  Where the working days do not suffice every step gets shorter, at
 * least one day each; false if there are fewer working days than steps, or no year is reached. */
bool schedule_backwards (Arena *arena, const WorkCalendar *calendar, const DateSpans *own,
                         const WorkSteps *steps, CivilDate before, CivilDate earliest, ScheduleItem **ret);
/* The same with the calendar and the steps that ship; `*ret_count` 0: there is no room. */
bool schedule_propose (Arena *arena, const DateSpans *own, CivilDate before, CivilDate earliest,
                       ScheduleItem **ret, gsize *ret_count, GError **error);
