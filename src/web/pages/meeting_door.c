/* meeting_door.c - who comes marks it by the QR code at the door; the secretary opens and closes it. */
#include "base/token.h"
#include "web/pages/account_parts.h"
#include "web/pages/meeting_parts.h"
#include "web/pages/pages.h"
#include <string.h>

static const char *const acts[] = { "mo", "dong", NULL };

static const InputSpec show_inputs[] = { MEETING_INPUTS, { 0 } };
static const InputSpec open_inputs[]
    = { MEETING_INPUTS,
        { .name = "viec", .kind = INPUT_CHOICE, .required = true, .label = "Việc", .choices = acts },
        { 0 } };
static const InputSpec arrive_inputs[]
    = { MEETING_INPUTS, { .name = "ma", .kind = INPUT_TEXT, .label = "Mã điểm danh", .limit = 100 }, { 0 } };

/* ---- opening, and the sheet at the door ---- */

static bool
write_door (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  MeetingKey key;
  Arena *arena = request_arena (request);
  bool open = strcmp (request_text (request, "viec"), acts[0]) == 0;
  const char *code = open ? token_make (arena, (guint8[TOKEN_HASH_SIZE]){ 0 }) : NULL;
  if (!meeting_key (request, transaction, &round, &key, error)
      || !meeting_door (transaction, arena, &key, code, error))
    return false;
  request_notice (request, open ? MSG_MEETING_OPENED : MSG_MEETING_CLOSED, NULL);
  request_redirect (request,
                    meeting_path (request, round.year, request_text (request, "kind"), open ? "cua" : ""));
  return true;
}

static bool
show_door (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Transaction *transaction = request_read (request, error);
  Value *page = value_object (arena);
  MeetingAt at;
  if (transaction == NULL || !meeting_at (request, transaction, &at, error))
    return false;
  const char *code = meeting_is_planned (&at.meeting) ? record_text (&at.meeting.record, "door_code") : NULL;
  const char *path = meeting_path (request, at.round.year, at.names->step, "diem-danh?ma=");
  const char *qr = code != NULL
                       ? qr_svg (arena, arena_concat (arena, request_origin (request), path, code, NULL))
                       : NULL;
  Headcount count = meeting_headcount (&at);
  value_set_text (page, "title", arena_concat (arena, "Điểm danh: ", at.names->title, NULL));
  value_set_text (page, "here", meeting_path (request, at.round.year, at.names->step, ""));
  value_set_bool (page, "open", qr != NULL);
  if (qr != NULL)
    value_set_raw (page, "qr", qr);
  else
    value_set_text (page, "qr", NULL);
  view_headcount (request, page, &count);
  request_show (request, value_view (page));
  return true;
}

/* ---- coming in ---- */

static bool
show_arrival (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Transaction *transaction = request_read (request, error);
  Value *page = value_object (arena);
  MeetingAt at;
  gint64 person = request_identity (request)->person_id;
  if (transaction == NULL || !meeting_at (request, transaction, &at, error))
    return false;
  const Record *record = &at.meeting.record;
  bool in = person != 0 && meeting_attendance (&at.meeting, person).attends == ATTENDS_PRESENT;
  value_set_text (page, "title", at.names->title);
  value_set_text (page, "begins",
                  record->id != 0 ? moment_shown (arena, record_text (record, "begins")) : NULL);
  value_set_text (page, "place", record->id != 0 ? record_text (record, "place") : NULL);
  value_set_text (page, "code", request_text (request, "ma"));
  value_set_text (page, "here", meeting_path (request, at.round.year, at.names->step, "diem-danh"));
  value_set_bool (page, "in", in);
  value_set_bool (page, "may_ask", !in && person != 0 && request_text (request, "ma") != NULL);
  request_show (request, value_view (page));
  return true;
}

static bool
write_arrival (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  MeetingKey key;
  if (!meeting_key (request, transaction, &round, &key, error)
      || !meeting_arrive (transaction, request_arena (request), &key, request_text (request, "ma"),
                          request_identity (request)->person_id, error))
    return false;
  request_notice (request, MSG_MEETING_ARRIVED, NULL);
  request_redirect (request, meeting_path (request, round.year, request_text (request, "kind"), "diem-danh"));
  return true;
}

const Route meeting_door_routes[] = {
  { METHOD_POST, "/dot/{year}/hop/{kind}/cua", PERMISSION_MEETING_WRITE,
    "Opens the door with a new QR code, or closes it", NULL, open_inputs, NULL, NULL, write_door },
  { METHOD_GET, "/dot/{year}/hop/{kind}/cua", PERMISSION_MEETING_WRITE, "The QR code for the door", NULL,
    show_inputs, show_door, NULL, NULL, "meeting_door" },
  { METHOD_GET, "/dot/{year}/hop/{kind}/diem-danh", PERMISSION_PERSONAL,
    "What whoever scans the code at the door sees", NULL, arrive_inputs, show_arrival, NULL, NULL,
    "meeting_arrival" },
  { METHOD_POST, "/dot/{year}/hop/{kind}/diem-danh", PERMISSION_PERSONAL, "Marks oneself as present", NULL,
    arrive_inputs, show_arrival, NULL, write_arrival, "meeting_arrival" },
  { 0 },
};
