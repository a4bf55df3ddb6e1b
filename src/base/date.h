/* date.h - civil dates (Viet Nam, no zone).  A date with year 0 is "not given". */
#pragma once
#include "arena.h"
#include <stdbool.h>

typedef struct {
  guint16 year; /* 1900..2200, 0 = not given */
  guint8 month, day;
} CivilDate;

typedef struct {
  CivilDate date; /* year 0 = not given */
  guint8 hour, minute;
} CivilTime;

/* Makers and readers: false for what is no such date, the output then untouched. */
bool date_is_set (CivilDate date);
bool date_make (int year, int month, int day, CivilDate *ret); /* false: no such day */
bool date_parse_iso (const char *text, CivilDate *ret);        /* YYYY-MM-DD, nothing else */
bool date_parse_vietnamese (const char *text, CivilDate *ret); /* d/m/yyyy, dd/mm/yyyy, also - and . */
bool date_from_serial (double serial, bool epoch_1904, CivilDate *ret); /* spreadsheet day number */
bool time_parse_iso (const char *text, CivilTime *ret);                 /* YYYY-MM-DDTHH:MM[:SS] */

int date_compare (CivilDate a, CivilDate b); /* unset sorts first */
int time_compare (CivilTime a, CivilTime b);
gint32 date_day_number (CivilDate date); /* days since 1970-01-01 */
/* The civil date in Viet Nam (UTC+7) at an instant, microseconds UTC; unset outside 1900-2200. */
CivilDate date_at_instant (gint64 microseconds);
/* "14:32 15/01/2025" in Viet Nam, "" for 0. */
char *date_instant_text (Arena *arena, gint64 microseconds);
/* Midnight in Viet Nam at the end of that day, microseconds UTC. */
gint64 date_end_instant (CivilDate date);
/* That many days later; unset outside 1900-2200. */
CivilDate date_add_days (CivilDate date, gint32 days);
/* That many months later, on the same day or the month's last; unset outside 1900-2200. */
CivilDate date_add_months (CivilDate date, int months);
double date_to_serial (CivilDate date); /* spreadsheet day number, 1900 system */

/* "ngày 05 tháng 01 năm 2025": days below 10 and months 1 and 2 take a
 * leading zero (ND 30/2020, Phu luc I, II.4.b).  Unset: "ngày … tháng … năm …"
 * with room to write by hand; `year_hint` > 0 fills the year. */
char *date_long (Arena *arena, CivilDate date, int year_hint);
char *date_short (Arena *arena, CivilDate date); /* "15/01/2025", unset "" */
char *date_iso (Arena *arena, CivilDate date);   /* "2025-01-15", unset "" */
char *time_long (Arena *arena, CivilTime time);  /* "14 giờ 00, ngày 30 tháng 12 năm 2024" */
