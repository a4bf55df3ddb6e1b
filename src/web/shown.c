/* shown.c - see shown.h. */
#include "web/shown.h"
#include "base/date.h"

const char *
shown_day (Arena *arena, const char *iso)
{
  CivilDate date = { 0 };
  if (iso == NULL)
    return "";
  if (!date_parse_iso (iso, &date))
    return iso;
  const char turned[] = { iso[8], iso[9], '/', iso[5], iso[6], '/', iso[0], iso[1], iso[2], iso[3] };
  return arena_strndup (arena, turned, sizeof turned);
}

const char *
shown_instant (Arena *arena, gint64 microseconds)
{
  /* Viet Nam keeps UTC+7 all year. */
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (microseconds / G_USEC_PER_SEC + 7 * 3600);
  g_autofree char *text = g_date_time_format (time, "%H:%M %d/%m/%Y");
  return arena_strdup (arena, text);
}
