/* feed.c - a person's calendar at a secret address, for a telephone to subscribe to: days by which work is
 * due, meetings of their teams, and when the round is to be handed in.  Nothing of anybody else stands in it.
 * A meeting's own file says the same of it, so that a calendar that has both shows it once; whatever is said
 * follows from the record and not from the clock. */
#include "base/ics.h"
#include "store/message.h"
#include "store/unit.h"
#include "web/pages/meeting_parts.h"
#include "web/pages/pages.h"
#include <string.h>

#define SUFFIX ".ics"

static const InputSpec meeting_inputs[] = { MEETING_INPUTS, { 0 } };
static const InputSpec inputs[]
    = { { .name = "ma", .kind = INPUT_TEXT, .required = true, .label = "Mã", .limit = 100 }, { 0 } };

typedef struct {
  Request *request;
  Arena *arena;
  Transaction *transaction;
  gint64 person_id;
  const char *unit; /* unlike any other's in the world */
  const char *site;
  IcsEvent *events;
  gsize count;
} Feed;

static bool
end_rows (GError *local, GError **error)
{
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

/* Columns: id, version, year …; the instant of its last change in `changed`. */
static IcsEvent *
push (Feed *feed, const Rows *rows, const char *kind, int changed, const char *below)
{
  Arena *arena = feed->arena;
  IcsEvent *event = &ARENA_PUSH (arena, feed->events, feed->count);
  event->uid = arena_concat (arena, kind, "-", arena_int (arena, rows_int (rows, 0)), "@", feed->unit, NULL);
  event->stamp = rows_int (rows, changed);
  event->sequence = (guint)MAX (rows_int (rows, 1) - 1, 0);
  event->url = arena_concat (arena, feed->site, "/dot/", arena_int (arena, rows_int (rows, 2)), below, NULL);
  return event;
}

/* A day that is none makes no event. */
static void
set_day (Feed *feed, IcsEvent *event, const char *day)
{
  event->whole_day = true;
  if (day == NULL || !date_parse_iso (day, &event->start.date))
    feed->count--;
}

static bool
add_assignments (Feed *feed, GError **error)
{
  Arena *arena = feed->arena;
  GError *local = NULL;
  g_autoptr (Rows) rows
      = db_rows (feed->transaction, QUERY_feed_assignments, error, DB_INT (feed->person_id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    const char *indicator = rows_text_dup (rows, 3, arena), *task = rows_text_dup (rows, 4, arena);
    IcsEvent *event = push (feed, rows, "assignment", 6,
                            arena_concat (arena, "/viec/", arena_int (arena, rows_int (rows, 0)), NULL));
    event->summary = arena_concat (arena, "Hạn: ", indicator != NULL ? "chỉ tiêu " : "",
                                   indicator != NULL ? indicator : task, NULL);
    set_day (feed, event, rows_text (rows, 5));
  }
  return end_rows (local, error);
}

static bool
add_improvements (Feed *feed, GError **error)
{
  Arena *arena = feed->arena;
  GError *local = NULL;
  g_autoptr (Rows) rows
      = db_rows (feed->transaction, QUERY_feed_improvements, error, DB_INT (feed->person_id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    IcsEvent *event = push (feed, rows, "improvement", 5,
                            arena_concat (arena, "/cai-tien/", arena_int (arena, rows_int (rows, 0)), NULL));
    event->summary = arena_concat (arena, "Hạn cải tiến: ", rows_text (rows, 3), NULL);
    set_day (feed, event, rows_text (rows, 4));
  }
  return end_rows (local, error);
}

static void
add_meeting (Feed *feed, const Rows *rows)
{
  Arena *arena = feed->arena;
  const MeetingNames *names = &meeting_names[g_strcmp0 (rows_text (rows, 3), MEETING_CITIZEN) == 0];
  IcsEvent *event = push (feed, rows, "meeting", 7, arena_concat (arena, "/hop/", names->step, NULL));
  event->summary = arena_concat (arena, names->title, " năm ", arena_int (arena, rows_int (rows, 2)), NULL);
  event->place = rows_text_dup (rows, 6, arena);
  event->description = names->purpose;
  if (!rows_is_null (rows, 5))
    time_parse_iso (rows_text (rows, 5), &event->end);
  if (!time_parse_iso (rows_text (rows, 4), &event->start))
    feed->count--;
}

/* Those of a person's teams, or one. */
static bool
add_meetings (Feed *feed, QueryId query, gint64 id, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (feed->transaction, query, error, DB_INT (id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    add_meeting (feed, rows);
  return end_rows (local, error);
}

static bool
add_submissions (Feed *feed, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows
      = db_rows (feed->transaction, QUERY_feed_submissions, error, DB_INT (feed->person_id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    IcsEvent *event = push (feed, rows, "submission", 4, "/ho-so");
    event->summary = arena_concat (feed->arena, "Hạn nộp hồ sơ Đơn vị học tập năm ",
                                   arena_int (feed->arena, rows_int (rows, 2)), NULL);
    set_day (feed, event, rows_text (rows, 3));
  }
  return end_rows (local, error);
}

/* Whose it is; refuses whatever opens nothing, the same for all that it could be. */
static bool
find_owner (Request *request, Feed *feed, GError **error)
{
  const char *text = request_text (request, "ma");
  gint64 unit_id = 0;
  bool found = false;
  if (g_str_has_suffix (text, SUFFIX)
      && !calendar_find (feed->transaction,
                         arena_strndup (feed->arena, text, strlen (text) - strlen (SUFFIX)), &unit_id,
                         &feed->person_id, &found, error))
    return false;
  if (!found)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  return transaction_set_unit (feed->transaction, unit_id, error);
}

static Feed
feed_of (Request *request, GError **error)
{
  const char *site = request_site (request);
  return (Feed){ .request = request,
                 .arena = request_arena (request),
                 .transaction = request_read (request, error),
                 .site = site != NULL ? site : request_origin (request) };
}

static bool
find_unit (Feed *feed, GError **error)
{
  Unit unit;
  if (!unit_load (feed->transaction, feed->arena, &unit, error))
    return false;
  feed->unit = unit.uuid;
  return true;
}

static void
send_feed (const Feed *feed, const char *name, const char *file_name)
{
  const char *file = ics_calendar (feed->arena, name, feed->events, feed->count);
  g_autoptr (GBytes) bytes = g_bytes_new (file, strlen (file));
  request_send (feed->request, "text/calendar; charset=utf-8", file_name, bytes);
}

static bool
show_feed (Request *request, GError **error)
{
  Feed feed = feed_of (request, error);
  if (feed.transaction == NULL || !find_owner (request, &feed, error) || !find_unit (&feed, error)
      || !add_assignments (&feed, error) || !add_improvements (&feed, error)
      || !add_meetings (&feed, QUERY_feed_meetings, feed.person_id, error) || !add_submissions (&feed, error))
    return false;
  send_feed (&feed, "Đơn vị học tập", NULL);
  return true;
}

static bool
send_meeting (Request *request, GError **error)
{
  Feed feed = feed_of (request, error);
  MeetingAt at;
  if (feed.transaction == NULL || !meeting_at (request, feed.transaction, &at, error)
      || !find_unit (&feed, error) || !add_meetings (&feed, QUERY_feed_meeting, at.meeting.record.id, error))
    return false;
  if (feed.count == 0) /* not called yet */
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  send_feed (&feed, NULL, arena_concat (feed.arena, "hop-", at.names->step, ".ics", NULL));
  return true;
}

const Route feed_routes[] = {
  { METHOD_GET, "/lich/{ma}", PERMISSION_PUBLIC, "A person's calendar (iCalendar) at its secret address",
    NULL, inputs, show_feed, NULL, NULL, NULL },
  { METHOD_GET, "/dot/{year}/hop/{kind}/lich.ics", PERMISSION_ROUND_READ,
    "The meeting as a file for calendars (iCalendar)", NULL, meeting_inputs, send_meeting, NULL, NULL, NULL },
  { 0 },
};
