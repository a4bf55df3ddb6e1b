/* schedule.c - see schedule.h. */
#include "model/schedule.h"
#include "base/asset.h"
#include "base/json.h"
#include "base/text.h"
#include <string.h>

#define MAX_STEPS 40
#define MAX_STEP_DAYS 60
#define LOOK_BACK 14 /* days within which a moved holiday has found its day */
#define MAX_SPAN 1000

/* ---- reading ---- */

static bool
refuse (json_t *json, const char *place, GError **error)
{
  json_decref (json);
  error_set (error, place, MSG_INTERNAL, "not of this format", NULL);
  return false;
}

static const char *
text_of (Arena *arena, const json_t *object, const char *name)
{
  return arena_strdup (arena, json_string_value (json_object_get (object, name)));
}

static guint
number_of (const json_t *object, const char *name, guint most)
{
  json_int_t number = json_integer_value (json_object_get (object, name));
  return number >= 1 && number <= (json_int_t)most ? (guint)number : 0;
}

static bool
is_format (const json_t *json, const char *format)
{
  return g_strcmp0 (json_string_value (json_object_get (json, "format")), format) == 0;
}

bool
calendar_read (Arena *arena, const char *data, gsize size, WorkCalendar *ret, GError **error)
{
  static const char place[] = "calendar/vn.json";
  json_t *json = json_parse_bytes (place, data, size, error), *item = NULL;
  gsize i = 0;
  if (json == NULL)
    return false;
  if (!is_format (json, "dvht-calendar/1"))
    return refuse (json, place, error);
  WorkCalendar calendar = { .moved = json_is_true (json_object_get (json, "moved")),
                            .source = text_of (arena, json, "source"),
                            .source_note = text_of (arena, json, "source_note") };
  const json_t *rest = json_object_get (json, "rest"), *fixed = json_object_get (json, "fixed"),
               *yearly = json_object_get (json, "yearly");
  json_array_foreach (rest, i, item) if (json_integer_value (item) >= 1 && json_integer_value (item) <= 7)
      calendar.rest[json_integer_value (item) - 1]
      = true;
  calendar.fixed = arena_alloc_n (arena, json_array_size (fixed), sizeof *calendar.fixed);
  json_array_foreach (fixed, i, item)
  {
    calendar.fixed[calendar.fixed_count][0] = (guint8)number_of (item, "month", 12);
    calendar.fixed[calendar.fixed_count++][1] = (guint8)number_of (item, "day", 31);
  }
  json_array_foreach (yearly, i, item) ARENA_PUSH (arena, calendar.yearly, calendar.yearly_count)
      = (YearlyHoliday){ text_of (arena, item, "name"), text_of (arena, item, "note"),
                         number_of (item, "days", 31) };
  json_decref (json);
  *ret = calendar;
  return true;
}

bool
work_steps_read (Arena *arena, const char *data, gsize size, WorkSteps *ret, GError **error)
{
  static const char place[] = "plan/schedule.json";
  json_t *json = json_parse_bytes (place, data, size, error), *item = NULL;
  gsize i = 0;
  if (json == NULL)
    return false;
  const json_t *list = json_object_get (json, "steps");
  if (!is_format (json, "dvht-plan-schedule/1") || json_array_size (list) > MAX_STEPS)
    return refuse (json, place, error);
  WorkSteps steps = { 0 };
  json_array_foreach (list, i, item)
  {
    const WorkStep step = { text_of (arena, item, "work"), text_of (arena, item, "who"),
                            number_of (item, "days", MAX_STEP_DAYS) };
    if (step.work == NULL || step.days == 0)
      return refuse (json, place, error);
    ARENA_PUSH (arena, steps.items, steps.count) = step;
  }
  json_decref (json);
  *ret = steps;
  return true;
}

/* ---- working days ---- */

static bool
is_rest (const WorkCalendar *calendar, CivilDate day)
{
  return calendar->rest[(date_day_number (day) + 3) % 7]; /* 1970-01-01 was a Thursday */
}

static bool
is_fixed (const WorkCalendar *calendar, CivilDate day)
{
  for (gsize i = 0; i < calendar->fixed_count; i++)
    if (calendar->fixed[i][0] == day.month && calendar->fixed[i][1] == day.day)
      return true;
  return false;
}

static bool
within (const DateSpans *spans, CivilDate day)
{
  for (gsize i = 0; spans != NULL && i < spans->count; i++)
    if (date_compare (spans->items[i].from, day) <= 0 && date_compare (day, spans->items[i].to) <= 0)
      return true;
  return false;
}

/* Is the day taken by a holiday that fell on a day of rest just before? */
static bool
is_moved_to (const WorkCalendar *calendar, CivilDate day)
{
  guint pending = 0;
  for (gint32 back = LOOK_BACK; calendar->moved && back > 0; back--) {
    CivilDate earlier = date_add_days (day, -back);
    if (!date_is_set (earlier))
      continue;
    bool rest = is_rest (calendar, earlier), holiday = is_fixed (calendar, earlier);
    if (rest && holiday)
      pending++;
    else if (!rest && !holiday && pending > 0)
      pending--;
  }
  return pending > 0;
}

bool
calendar_is_working (const WorkCalendar *calendar, const DateSpans *own, CivilDate day)
{
  return !is_rest (calendar, day) && !is_fixed (calendar, day) && !within (own, day)
         && !is_moved_to (calendar, day);
}

bool
date_spans_parse (Arena *arena, const Lines *lines, DateSpans *ret, gsize *ret_line)
{
  DateSpans spans = { 0 };
  for (gsize i = 0; i < lines->count; i++) {
    const char *line = text_strip (arena, lines->items[i]), *dash = strstr (line, " - ");
    DateSpan span = { 0 };
    if (line[0] == '\0')
      continue;
    const char *first
        = dash != NULL ? text_strip (arena, arena_strndup (arena, line, (gsize)(dash - line))) : line;
    bool good = date_parse_vietnamese (first, &span.from);
    span.to = span.from;
    if (good && dash != NULL)
      good = date_parse_vietnamese (text_strip (arena, dash + 3), &span.to);
    if (!good || date_compare (span.to, span.from) < 0) {
      *ret_line = i + 1;
      return false;
    }
    ARENA_PUSH (arena, spans.items, spans.count) = span;
  }
  *ret = spans;
  return true;
}

/* ---- backwards ---- */

typedef struct {
  CivilDate *items; /* the last first */
  gsize count;
} Days;

/* At most `wanted` working days before a day and not ahead of `earliest`. */
static Days
days_before (Arena *arena, const WorkCalendar *calendar, const DateSpans *own, CivilDate before,
             CivilDate earliest, gsize wanted)
{
  Days days = { 0 };
  CivilDate day = before;
  for (guint looked = 0; days.count < wanted && looked < MAX_SPAN; looked++) {
    day = date_add_days (day, -1);
    if (!date_is_set (day) || date_compare (day, earliest) < 0)
      break;
    if (calendar_is_working (calendar, own, day))
      ARENA_PUSH (arena, days.items, days.count) = day;
  }
  return days;
}

static gsize
sum_of (const guint *lengths, gsize count)
{
  gsize sum = 0;
  for (gsize i = 0; i < count; i++)
    sum += lengths[i];
  return sum;
}

/* Lengths in the same proportion that fit into `available` days, at least one each; what rounding leaves over
 * goes to the steps from the first on. */
static void
shorten (const WorkSteps *steps, gsize available, guint *lengths)
{
  gsize wanted = sum_of (lengths, steps->count);
  for (gsize i = 0; i < steps->count; i++)
    lengths[i] = MAX (1u, (guint)(steps->items[i].days * available / wanted));
  for (gsize i = 0; sum_of (lengths, steps->count) > available; i = (i + 1) % steps->count)
    if (lengths[i] > 1)
      lengths[i]--;
  for (gsize i = 0; sum_of (lengths, steps->count) < available; i = (i + 1) % steps->count)
    if (lengths[i] < steps->items[i].days)
      lengths[i]++;
}

bool
schedule_backwards (Arena *arena, const WorkCalendar *calendar, const DateSpans *own, const WorkSteps *steps,
                    CivilDate before, CivilDate earliest, ScheduleItem **ret)
{
  guint *lengths = arena_array (arena, guint, steps->count);
  for (gsize i = 0; i < steps->count; i++)
    lengths[i] = steps->items[i].days;
  gsize wanted = sum_of (lengths, steps->count);
  Days days = days_before (arena, calendar, own, before, earliest, wanted);
  if (days.count < steps->count)
    return false;
  if (days.count < wanted)
    shorten (steps, days.count, lengths);
  ScheduleItem *items = arena_array (arena, ScheduleItem, steps->count);
  gsize at = 0;
  for (gsize i = steps->count; i > 0; i--) {
    const WorkStep *step = &steps->items[i - 1];
    items[i - 1] = (ScheduleItem){ .to = days.items[at], .work = step->work, .who = step->who };
    at += lengths[i - 1];
    items[i - 1].from = days.items[at - 1];
  }
  *ret = items;
  return true;
}

bool
schedule_propose (Arena *arena, const DateSpans *own, CivilDate before, CivilDate earliest,
                  ScheduleItem **ret, gsize *ret_count, GError **error)
{
  const Asset *days = asset_find ("calendar/vn.json"), *works = asset_find ("plan/schedule.json");
  WorkCalendar calendar;
  WorkSteps steps;
  if (days == NULL || works == NULL
      || !calendar_read (arena, (const char *)days->data, days->size, &calendar, error)
      || !work_steps_read (arena, (const char *)works->data, works->size, &steps, error))
    return false;
  *ret_count = schedule_backwards (arena, &calendar, own, &steps, before, earliest, ret) ? steps.count : 0;
  return true;
}
