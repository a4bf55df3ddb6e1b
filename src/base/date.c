/* date.c - see date.h. */
#include "base/date.h"
#include <math.h>

#define FIRST_YEAR 1900
#define LAST_YEAR 2200

bool
date_is_set (CivilDate date)
{
  return date.year != 0;
}

static int
days_in_month (int year, int month)
{
  static const guint8 days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[month - 1];
}

bool
date_make (int year, int month, int day, CivilDate *ret)
{
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1
      || day > days_in_month (year, month))
    return false;
  *ret = (CivilDate){ .year = (guint16)year, .month = (guint8)month, .day = (guint8)day };
  return true;
}

/* Reads `least` to `most` digits; false if there are fewer. */
static bool
read_number (const char **text, int least, int most, int *ret)
{
  int value = 0, count = 0;
  for (; count < most && g_ascii_isdigit (**text); (*text)++, count++)
    value = value * 10 + (**text - '0');
  *ret = value;
  return count >= least;
}

static bool
read_mark (const char **text, char mark)
{
  if (**text != mark)
    return false;
  (*text)++;
  return true;
}

static bool
read_iso_date (const char **text, CivilDate *ret)
{
  int year = 0, month = 0, day = 0;
  return read_number (text, 4, 4, &year) && read_mark (text, '-') && read_number (text, 2, 2, &month)
         && read_mark (text, '-') && read_number (text, 2, 2, &day) && date_make (year, month, day, ret);
}

bool
date_parse_iso (const char *text, CivilDate *ret)
{
  CivilDate date = { 0 };
  if (!read_iso_date (&text, &date) || *text != '\0')
    return false;
  *ret = date;
  return true;
}

bool
date_parse_vietnamese (const char *text, CivilDate *ret)
{
  int year = 0, month = 0, day = 0;
  CivilDate date = { 0 };
  while (g_ascii_isspace (*text))
    text++;
  if (!read_number (&text, 1, 2, &day))
    return false;
  char mark = *text;
  if ((mark != '/' && mark != '-' && mark != '.') || !read_mark (&text, mark)
      || !read_number (&text, 1, 2, &month) || !read_mark (&text, mark) || !read_number (&text, 4, 4, &year))
    return false;
  while (g_ascii_isspace (*text))
    text++;
  if (*text != '\0' || !date_make (year, month, day, &date))
    return false;
  *ret = date;
  return true;
}

bool
time_parse_iso (const char *text, CivilTime *ret)
{
  CivilTime time = { 0 };
  int hour = 0, minute = 0, second = 0;
  if (!read_iso_date (&text, &time.date) || !read_mark (&text, 'T') || !read_number (&text, 2, 2, &hour)
      || !read_mark (&text, ':') || !read_number (&text, 2, 2, &minute))
    return false;
  if (*text == ':' && (!read_mark (&text, ':') || !read_number (&text, 2, 2, &second)))
    return false;
  if (*text != '\0' || hour > 23 || minute > 59 || second > 59)
    return false;
  time.hour = (guint8)hour;
  time.minute = (guint8)minute;
  *ret = time;
  return true;
}

int
date_compare (CivilDate a, CivilDate b)
{
  int left = a.year * 10000 + a.month * 100 + a.day, right = b.year * 10000 + b.month * 100 + b.day;
  return (left > right) - (left < right);
}

int
time_compare (CivilTime a, CivilTime b)
{
  int by_day = date_compare (a.date, b.date);
  int left = a.hour * 60 + a.minute, right = b.hour * 60 + b.minute;
  return by_day != 0 ? by_day : (left > right) - (left < right);
}

/* Days since 1970-01-01 in the Gregorian calendar.  Years are counted from
 * March, so that the leap day is the last of its year. */
static gint32
day_number (int year, int month, int day)
{
  int y = month <= 2 ? year - 1 : year;
  int century = y / 400, year_of_century = y % 400;
  int day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
  return century * 146097 + year_of_century * 365 + year_of_century / 4 - year_of_century / 100 + day_of_year
         - 719468;
}

gint32
date_day_number (CivilDate date)
{
  return date_is_set (date) ? day_number (date.year, date.month, date.day) : G_MININT32;
}

static bool
date_from_day_number (gint32 days, CivilDate *ret)
{
  int year = FIRST_YEAR, month = 1;
  days -= day_number (FIRST_YEAR, 1, 1);
  if (days < 0)
    return false;
  for (int length = 365; days >= length && year <= LAST_YEAR;
       days -= length, length = days_in_month (++year, 2) == 29 ? 366 : 365)
    ;
  for (; month < 12 && days >= days_in_month (year, month); month++)
    days -= days_in_month (year, month);
  return date_make (year, month, days + 1, ret);
}

#define DAY_MICROSECONDS ((gint64)86400 * G_USEC_PER_SEC)
#define VIETNAM_OFFSET ((gint64)7 * 3600 * G_USEC_PER_SEC)

CivilDate
date_at_instant (gint64 microseconds)
{
  CivilDate date = { 0 };
  gint64 local = 0;
  if (__builtin_add_overflow (microseconds, VIETNAM_OFFSET, &local))
    return date;
  gint64 day = local / DAY_MICROSECONDS - (local % DAY_MICROSECONDS < 0 ? 1 : 0);
  date_from_day_number ((gint32)day, &date);
  return date;
}

char *
date_instant_text (Arena *arena, gint64 microseconds)
{
  CivilDate date = date_at_instant (microseconds);
  if (microseconds == 0 || !date_is_set (date))
    return arena_strdup (arena, "");
  gint64 minute = (microseconds - date_end_instant (date) + DAY_MICROSECONDS) / ((gint64)60 * G_USEC_PER_SEC);
  return arena_printf (arena, "%02d:%02d %02d/%02d/%04d", (int)(minute / 60), (int)(minute % 60), date.day,
                       date.month, date.year);
}

gint64
date_end_instant (CivilDate date)
{
  return ((gint64)date_day_number (date) + 1) * DAY_MICROSECONDS - VIETNAM_OFFSET;
}

CivilDate
date_add_days (CivilDate date, gint32 days)
{
  CivilDate later = { 0 };
  gint32 number = 0;
  if (date_is_set (date) && !__builtin_add_overflow (date_day_number (date), days, &number))
    date_from_day_number (number, &later);
  return later;
}

CivilDate
date_add_months (CivilDate date, int months)
{
  CivilDate later = { 0 };
  if (!date_is_set (date) || ABS (months) > 12000)
    return later;
  int month = date.year * 12 + date.month - 1 + months;
  for (int day = date.day; day > 0 && !date_make (month / 12, month % 12 + 1, day, &later); day--)
    continue;
  return later;
}

/* In the 1900 system day 60 is 29 February 1900, which never was; all later
 * days count from 1899-12-30, the earlier ones from a day after. */
bool
date_from_serial (double serial, bool epoch_1904, CivilDate *ret)
{
  if (!isfinite (serial) || serial < 0 || serial > 200000)
    return false;
  gint32 day = (gint32)floor (serial);
  if (epoch_1904)
    return date_from_day_number (day_number (1904, 1, 1) + day, ret);
  if (day == 0 || day == 60)
    return false;
  return date_from_day_number (day_number (1899, 12, day > 60 ? 30 : 31) + day, ret);
}

double
date_to_serial (CivilDate date)
{
  if (!date_is_set (date))
    return 0;
  gint32 since = date_day_number (date) - day_number (1899, 12, 30);
  return since > 60 ? since : since - 1;
}

/* Days below 10 and the months 1 and 2 take a zero (ND 30/2020, Phu luc I,
 * II.4.b: a numeral that could be lengthened by a stroke of the pen). */
char *
date_long (Arena *arena, CivilDate date, int year_hint)
{
  if (!date_is_set (date))
    return year_hint > 0 ? arena_printf (arena, "ngày … tháng … năm %d", year_hint)
                         : arena_strdup (arena, "ngày … tháng … năm …");
  return arena_printf (arena, date.month <= 2 ? "ngày %02d tháng %02d năm %d" : "ngày %02d tháng %d năm %d",
                       date.day, date.month, date.year);
}

char *
date_short (Arena *arena, CivilDate date)
{
  return date_is_set (date) ? arena_printf (arena, "%02d/%02d/%04d", date.day, date.month, date.year)
                            : arena_strdup (arena, "");
}

char *
date_iso (Arena *arena, CivilDate date)
{
  return date_is_set (date) ? arena_printf (arena, "%04d-%02d-%02d", date.year, date.month, date.day)
                            : arena_strdup (arena, "");
}

char *
time_long (Arena *arena, CivilTime time)
{
  if (!date_is_set (time.date))
    return arena_concat (arena, "… giờ …, ", date_long (arena, time.date, 0), NULL);
  return arena_printf (arena, "%02d giờ %02d, %s", time.hour, time.minute, date_long (arena, time.date, 0));
}
