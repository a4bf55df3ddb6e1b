/* shown.c - see shown.h. */
#include "web/shown.h"
#include "base/date.h"
#include "document/html_part.h"

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

/* What could not be read as Markdown stands as typed. */
static const char *
prose (Arena *arena, bool written, GString *out, const char *text)
{
  if (!written) {
    g_string_assign (out, "<p class=\"words\">");
    html_escape (out, text);
    g_string_append (out, "</p>");
  }
  return arena_strndup (arena, out->str, out->len);
}

const char *
shown_prose (Arena *arena, const HtmlMarks *marks, const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);
  return text != NULL ? prose (arena, html_write_prose (marks, text, out, NULL), out, text) : NULL;
}

const char *
shown_prose_of (Arena *arena, const Figures *figures, const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);
  return text != NULL ? prose (arena, html_write_prose_of (figures, text, out, NULL), out, text) : NULL;
}
