/* ics.c - see ics.h. */
#include "ics.h"
#include <string.h>

#define LINE_BYTES 75
#define ZONE_SECONDS (7 * 3600) /* Viet Nam, without summer time */
#define DAY_SECONDS 86400
#define UNIX_SECONDS(microseconds) ((microseconds) / G_USEC_PER_SEC)

/* A content line, folded between characters: what follows begins with a blank (RFC 5545, 3.1). */
static void
add_line (GString *out, const char *line)
{
  gsize room = LINE_BYTES, length = strlen (line);
  while (length > room) {
    gsize cut = room;
    while (cut > 1 && ((guchar)line[cut] & 0xc0) == 0x80)
      cut--;
    g_string_append_len (out, line, (gssize)cut);
    g_string_append (out, "\r\n ");
    line += cut;
    length -= cut;
    room = LINE_BYTES - 1;
  }
  g_string_append (out, line);
  g_string_append (out, "\r\n");
}

/* A text's own commas, semicolons, backslashes and line ends (3.3.11); other control characters are none. */
static void
add_text (GString *out, const char *name, const char *text)
{
  if (text == NULL || text[0] == '\0')
    return;
  g_autoptr (GString) line = g_string_new (name);
  g_string_append_c (line, ':');
  for (const char *at = text; *at != '\0'; at++) {
    if (*at == '\n')
      g_string_append (line, "\\n");
    else if (strchr ("\\;,", *at) != NULL)
      g_string_append_printf (line, "\\%c", *at);
    else if ((guchar)*at >= 0x20)
      g_string_append_c (line, *at);
  }
  add_line (out, line->str);
}

static void
add_instant (GString *out, const char *name, gint64 seconds)
{
  g_autoptr (GDateTime) instant = g_date_time_new_from_unix_utc (seconds);
  g_autofree char *text = instant != NULL ? g_date_time_format (instant, "%Y%m%dT%H%M%SZ") : NULL;
  g_autofree char *line = g_strconcat (name, ":", text != NULL ? text : "19700101T000000Z", NULL);
  add_line (out, line);
}

static gint64
seconds_of (CivilTime time)
{
  return (gint64)date_day_number (time.date) * DAY_SECONDS + time.hour * 3600 + time.minute * 60
         - ZONE_SECONDS;
}

static void
add_day (GString *out, const char *name, CivilDate day)
{
  g_autofree char *line = g_strdup_printf ("%s;VALUE=DATE:%04d%02d%02d", name, day.year, day.month, day.day);
  add_line (out, line);
}

/* A day by itself keeps nobody busy. */
static void
add_when (GString *out, const IcsEvent *event)
{
  gint64 start = seconds_of (event->start);
  bool ends = date_is_set (event->end.date) && time_compare (event->start, event->end) < 0;
  if (event->whole_day) {
    add_day (out, "DTSTART", event->start.date);
    add_day (out, "DTEND", date_add_days (event->start.date, 1));
    add_line (out, "TRANSP:TRANSPARENT");
    return;
  }
  add_instant (out, "DTSTART", start);
  add_instant (out, "DTEND", ends ? seconds_of (event->end) : start + 3600);
}

static void
add_event (GString *out, const IcsEvent *event)
{
  g_autofree char *sequence = g_strdup_printf ("SEQUENCE:%u", event->sequence);
  g_autofree char *url = event->url != NULL ? g_strconcat ("URL:", event->url, NULL) : NULL;
  add_line (out, "BEGIN:VEVENT");
  add_text (out, "UID", event->uid);
  add_instant (out, "DTSTAMP", UNIX_SECONDS (event->stamp));
  add_line (out, sequence);
  add_when (out, event);
  add_text (out, "SUMMARY", event->summary);
  add_text (out, "LOCATION", event->place);
  add_text (out, "DESCRIPTION", event->description);
  if (url != NULL)
    add_line (out, url);
  add_line (out, "END:VEVENT");
}

char *
ics_calendar (Arena *arena, const char *name, const IcsEvent *events, gsize count)
{
  g_autoptr (GString) out = g_string_new (NULL);
  add_line (out, "BEGIN:VCALENDAR");
  add_line (out, "VERSION:2.0");
  add_line (out, "PRODID:-//DVHT//Don vi hoc tap//VI");
  add_line (out, "CALSCALE:GREGORIAN");
  add_text (out, "X-WR-CALNAME", name);
  for (gsize i = 0; i < count; i++)
    add_event (out, &events[i]);
  add_line (out, "END:VCALENDAR");
  return arena_strndup (arena, out->str, out->len);
}
