/* meeting.c - see meeting.h. */
#include "store/meeting.h"
#include "base/json.h"
#include "base/sha256.h"
#include "store/round_parts.h"
#include <string.h>

#define KIND RECORD_meeting
#define OPINIONS_MAX 500

/* ---- reading ---- */

static gint64
number_member (const json_t *object, const char *name)
{
  return json_integer_value (json_object_get (object, name));
}

static void
read_attendance (Arena *arena, TeamMeeting *meeting)
{
  json_auto_t *present = json_list_of (record_text (&meeting->record, "present"));
  json_auto_t *absent = json_list_of (record_text (&meeting->record, "absent"));
  for (gsize i = 0; i < json_array_size (present); i++)
    ARENA_PUSH (arena, meeting->attendance, meeting->attendance_count)
        = (Attendance){ json_integer_value (json_array_get (present, i)), ATTENDS_PRESENT, NULL };
  for (gsize i = 0; i < json_array_size (absent); i++) {
    const json_t *item = json_array_get (absent, i);
    ARENA_PUSH (arena, meeting->attendance, meeting->attendance_count)
        = (Attendance){ number_member (item, "person"), ATTENDS_ABSENT, json_member (arena, item, "reason") };
  }
}

static void
read_said (Arena *arena, TeamMeeting *meeting)
{
  json_auto_t *votes = json_list_of (record_text (&meeting->record, "votes"));
  json_auto_t *opinions = json_list_of (record_text (&meeting->record, "opinions"));
  for (gsize i = 0; i < json_array_size (votes); i++) {
    const json_t *item = json_array_get (votes, i);
    const char *indicator = json_member (arena, item, "indicator");
    if (indicator != NULL)
      ARENA_PUSH (arena, meeting->votes, meeting->vote_count)
          = (MeetingVote){ indicator, number_member (item, "for"), number_member (item, "against") };
  }
  for (gsize i = 0; i < json_array_size (opinions); i++) {
    const json_t *item = json_array_get (opinions, i);
    const char *text = json_member (arena, item, "text");
    if (text != NULL)
      ARENA_PUSH (arena, meeting->opinions, meeting->opinion_count)
          = (MeetingOpinion){ json_member (arena, item, "indicator"), number_member (item, "person"), text };
  }
}

bool
meeting_load (Transaction *transaction, Arena *arena, const MeetingKey *key, TeamMeeting *ret, GError **error)
{
  TeamMeeting meeting = { .record = { .kind = KIND } };
  Records records;
  if (!record_list (transaction, arena, KIND, key->round_id, &records, error))
    return false;
  for (gsize i = 0; i < records.count; i++)
    if (strcmp (record_text (&records.items[i], "kind"), key->kind) == 0)
      meeting.record = records.items[i];
  if (meeting.record.id != 0) {
    read_attendance (arena, &meeting);
    read_said (arena, &meeting);
  }
  *ret = meeting;
  return true;
}

static bool
load_there (Transaction *transaction, Arena *arena, const MeetingKey *key, TeamMeeting *ret, GError **error)
{
  if (!meeting_load (transaction, arena, key, ret, error))
    return false;
  if (ret->record.id != 0)
    return true;
  error_set (error, "meeting", MSG_DB_NOT_THERE, NULL);
  return false;
}

Attendance
meeting_attendance (const TeamMeeting *meeting, gint64 person_id)
{
  for (gsize i = 0; i < meeting->attendance_count; i++)
    if (meeting->attendance[i].person_id == person_id)
      return meeting->attendance[i];
  return (Attendance){ person_id, ATTENDS_UNKNOWN, NULL };
}

const MeetingVote *
meeting_vote_of (const TeamMeeting *meeting, const char *indicator)
{
  for (gsize i = 0; i < meeting->vote_count; i++)
    if (strcmp (meeting->votes[i].indicator, indicator) == 0)
      return &meeting->votes[i];
  return NULL;
}

bool
meeting_is_planned (const TeamMeeting *meeting)
{
  return meeting->record.id != 0 && strcmp (record_text (&meeting->record, "state"), "planned") == 0;
}

/* A step to which nobody else's change of something else is a conflict. */
static bool
step (Transaction *transaction, Arena *arena, const MeetingKey *key, const TeamMeeting *meeting,
      const char *action, RecordFields fields, GError **error)
{
  return record_step (transaction, arena, KIND, action, meeting->record.id, RECORD_ANY_VERSION,
                      key->permissions, fields, error);
}

/* ---- texts ---- */

static const char *const text_columns[] = { "begins", "ends", "place", "discussion", "conclusion" };

const char *
meeting_mark (Arena *arena, const Record *record)
{
  char hex[SHA256_HEX_LENGTH + 1];
  const char *all = "";
  for (gsize i = 0; record->id != 0 && i < G_N_ELEMENTS (text_columns); i++) {
    const char *text = record_text (record, text_columns[i]);
    all = arena_concat (arena, all, "\x1f", text != NULL ? text : "", NULL);
  }
  sha256_hex (all, strlen (all), hex);
  return arena_strndup (arena, hex, 16);
}

bool
meeting_write (Transaction *transaction, Arena *arena, const MeetingKey *key, gint64 version,
               const char *seen, const MeetingText *text, GError **error)
{
  TeamMeeting meeting;
  if (!meeting_load (transaction, arena, key, &meeting, error))
    return false;
  if (meeting.record.id == 0)
    return record_add (transaction, arena, KIND, "meeting.convene",
                       RECORD_FIELDS ({ "round_id", record_number (arena, key->round_id) },
                                      { "kind", key->kind }, { "state", "planned" },
                                      { "begins", text->begins }, { "place", text->place }),
                       NULL, error);
  bool same = g_strcmp0 (seen, meeting_mark (arena, &meeting.record)) == 0;
  return record_step (transaction, arena, KIND, "write", meeting.record.id,
                      same ? RECORD_ANY_VERSION : version, key->permissions,
                      RECORD_FIELDS ({ "begins", text->begins }, { "ends", text->ends },
                                     { "place", text->place }, { "discussion", text->discussion },
                                     { "conclusion", text->conclusion }),
                      error);
}

/* ---- who comes ---- */

static bool
same_attendance (const Attendance *a, const Attendance *b)
{
  return a->attends == b->attends && (a->attends != ATTENDS_ABSENT || g_strcmp0 (a->reason, b->reason) == 0);
}

static void
put_attendance (Arena *arena, TeamMeeting *meeting, const Attendance *now)
{
  gsize i = 0;
  while (i < meeting->attendance_count && meeting->attendance[i].person_id != now->person_id)
    i++;
  if (i == meeting->attendance_count)
    ARENA_PUSH (arena, meeting->attendance, meeting->attendance_count) = *now;
  else
    meeting->attendance[i] = *now;
}

static bool
save_attendance (Transaction *transaction, Arena *arena, const MeetingKey *key, const TeamMeeting *meeting,
                 const char *action, GError **error)
{
  json_t *present = json_array (), *absent = json_array ();
  for (gsize i = 0; i < meeting->attendance_count; i++) {
    const Attendance *one = &meeting->attendance[i];
    if (one->attends == ATTENDS_PRESENT)
      json_array_append_new (present, json_integer (one->person_id));
    else if (one->attends == ATTENDS_ABSENT)
      json_array_append_new (
          absent, json_pack ("{s:I, s:s?}", "person", (json_int_t)one->person_id, "reason", one->reason));
  }
  bool any_present = json_array_size (present) > 0, any_absent = json_array_size (absent) > 0;
  const char *present_text = json_text (arena, present), *absent_text = json_text (arena, absent);
  return step (transaction, arena, key, meeting, action,
               RECORD_FIELDS ({ "present", any_present ? present_text : NULL },
                              { "absent", any_absent ? absent_text : NULL }),
               error);
}

/* In the order of the form, which is the team's, whoever came through the door first: so the minutes name
 * them. */
static void
order_attendance (Arena *arena, TeamMeeting *meeting, const AttendanceChange *changes, gsize count)
{
  Attendance *ordered = arena_array (arena, Attendance, meeting->attendance_count);
  gsize done = 0;
  for (gsize i = 0; i < count; i++)
    for (gsize k = 0; k < meeting->attendance_count; k++)
      if (meeting->attendance[k].person_id != 0
          && meeting->attendance[k].person_id == changes[i].now.person_id) {
        ordered[done++] = meeting->attendance[k];
        meeting->attendance[k].person_id = 0;
      }
  for (gsize k = 0; k < meeting->attendance_count; k++)
    if (meeting->attendance[k].person_id != 0)
      ordered[done++] = meeting->attendance[k];
  meeting->attendance = ordered;
}

bool
meeting_attend (Transaction *transaction, Arena *arena, const MeetingKey *key,
                const AttendanceChange *changes, gsize count, GError **error)
{
  TeamMeeting meeting;
  if (!load_there (transaction, arena, key, &meeting, error))
    return false;
  for (gsize i = 0; i < count; i++) {
    const AttendanceChange *change = &changes[i];
    Attendance there = meeting_attendance (&meeting, change->now.person_id);
    if (same_attendance (&change->was, &change->now) || same_attendance (&there, &change->now))
      continue;
    if (!same_attendance (&change->was, &there)) {
      error_set (error, "meeting", MSG_MEETING_MEANWHILE, NULL);
      return false;
    }
    put_attendance (arena, &meeting, &change->now);
  }
  order_attendance (arena, &meeting, changes, count);
  return save_attendance (transaction, arena, key, &meeting, "attend", error);
}

bool
meeting_door (Transaction *transaction, Arena *arena, const MeetingKey *key, const char *code, GError **error)
{
  TeamMeeting meeting;
  return load_there (transaction, arena, key, &meeting, error)
         && step (transaction, arena, key, &meeting, "door", RECORD_FIELDS ({ "door_code", code }), error);
}

static bool
is_door (const TeamMeeting *meeting, const char *code)
{
  const char *door = meeting_is_planned (meeting) ? record_text (&meeting->record, "door_code") : NULL;
  return door != NULL && code != NULL && strlen (door) == strlen (code)
         && memcmp (door, code, strlen (door)) == 0;
}

bool
meeting_arrive (Transaction *transaction, Arena *arena, const MeetingKey *key, const char *code,
                gint64 person_id, GError **error)
{
  TeamMeeting meeting;
  gint64 of_team = 0;
  if (!load_there (transaction, arena, key, &meeting, error)
      || !db_int (transaction, QUERY_meeting_is_member, 0, &of_team, error, DB_INT (key->round_id),
                  DB_INT (person_id)))
    return false;
  if (!is_door (&meeting, code) || of_team == 0) {
    error_set (error, "meeting", is_door (&meeting, code) ? MSG_MEETING_STRANGER : MSG_MEETING_DOOR, NULL);
    return false;
  }
  if (meeting_attendance (&meeting, person_id).attends == ATTENDS_PRESENT)
    return true;
  put_attendance (arena, &meeting, &(Attendance){ person_id, ATTENDS_PRESENT, NULL });
  return save_attendance (transaction, arena, key, &meeting, "arrive", error);
}

/* ---- what is voted and said ---- */

static bool
same_vote (const MeetingVote *a, const MeetingVote *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return a->votes_for == b->votes_for && a->votes_against == b->votes_against;
}

static const char *
votes_json (Arena *arena, const TeamMeeting *meeting)
{
  json_t *list = json_array ();
  for (gsize i = 0; i < meeting->vote_count; i++)
    json_array_append_new (list, json_pack ("{s:s, s:I, s:I}", "indicator", meeting->votes[i].indicator,
                                            "for", (json_int_t)meeting->votes[i].votes_for, "against",
                                            (json_int_t)meeting->votes[i].votes_against));
  const char *text = json_text (arena, list);
  return meeting->vote_count > 0 ? text : NULL;
}

bool
meeting_vote (Transaction *transaction, Arena *arena, const MeetingKey *key, const MeetingVote *was,
              const MeetingVote *now, GError **error)
{
  TeamMeeting meeting;
  if (!load_there (transaction, arena, key, &meeting, error))
    return false;
  const MeetingVote *there = meeting_vote_of (&meeting, now->indicator);
  if (!same_vote (was, there) && !same_vote (there, now)) {
    error_set (error, "meeting", MSG_MEETING_MEANWHILE, NULL);
    return false;
  }
  bool none = now->votes_for + now->votes_against == 0;
  if (there != NULL && none) {
    gsize index = (gsize)(there - meeting.votes);
    memmove (&meeting.votes[index], &meeting.votes[index + 1],
             (meeting.vote_count - index - 1) * sizeof *meeting.votes);
    meeting.vote_count--;
  } else if (there != NULL)
    meeting.votes[there - meeting.votes] = *now;
  else if (!none)
    ARENA_PUSH (arena, meeting.votes, meeting.vote_count) = *now;
  return step (transaction, arena, key, &meeting, "vote",
               RECORD_FIELDS ({ "votes", votes_json (arena, &meeting) }), error);
}

static bool
save_opinions (Transaction *transaction, Arena *arena, const MeetingKey *key, const TeamMeeting *meeting,
               GError **error)
{
  json_t *list = json_array ();
  for (gsize i = 0; i < meeting->opinion_count; i++)
    json_array_append_new (list, json_pack ("{s:s?, s:I, s:s}", "indicator", meeting->opinions[i].indicator,
                                            "person", (json_int_t)meeting->opinions[i].person_id, "text",
                                            meeting->opinions[i].text));
  const char *text = json_text (arena, list);
  return step (transaction, arena, key, meeting, "say",
               RECORD_FIELDS ({ "opinions", meeting->opinion_count > 0 ? text : NULL }), error);
}

bool
meeting_say (Transaction *transaction, Arena *arena, const MeetingKey *key, const MeetingOpinion *opinion,
             GError **error)
{
  TeamMeeting meeting;
  if (!load_there (transaction, arena, key, &meeting, error))
    return false;
  if (meeting.opinion_count >= OPINIONS_MAX) {
    error_set (error, "meeting", MSG_MEETING_OPINIONS, G_STRINGIFY (OPINIONS_MAX), NULL);
    return false;
  }
  ARENA_PUSH (arena, meeting.opinions, meeting.opinion_count) = *opinion;
  return save_opinions (transaction, arena, key, &meeting, error);
}

bool
meeting_unsay (Transaction *transaction, Arena *arena, const MeetingKey *key, gsize index, const char *text,
               GError **error)
{
  TeamMeeting meeting;
  if (!load_there (transaction, arena, key, &meeting, error))
    return false;
  if (index >= meeting.opinion_count || g_strcmp0 (meeting.opinions[index].text, text) != 0) {
    error_set (error, "meeting", MSG_DB_NOT_THERE, NULL);
    return false;
  }
  memmove (&meeting.opinions[index], &meeting.opinions[index + 1],
           (meeting.opinion_count - index - 1) * sizeof *meeting.opinions);
  meeting.opinion_count--;
  return save_opinions (transaction, arena, key, &meeting, error);
}

/* ---- its end ---- */

bool
meeting_hold (Transaction *transaction, Arena *arena, const MeetingKey *key, const char *ends, GError **error)
{
  TeamMeeting meeting;
  if (!load_there (transaction, arena, key, &meeting, error))
    return false;
  if (record_text (&meeting.record, "present") == NULL || record_text (&meeting.record, "begins") == NULL) {
    bool nobody = record_text (&meeting.record, "present") == NULL;
    error_set (error, "meeting", nobody ? MSG_MEETING_NOBODY : MSG_MEETING_NO_TIME, NULL);
    return false;
  }
  const char *end = ends != NULL ? ends : record_text (&meeting.record, "ends");
  return step (transaction, arena, key, &meeting, "hold",
               RECORD_FIELDS ({ "ends", end }, { "door_code", NULL }), error);
}

bool
meeting_reopen (Transaction *transaction, Arena *arena, const MeetingKey *key, GError **error)
{
  TeamMeeting meeting;
  return load_there (transaction, arena, key, &meeting, error)
         && step (transaction, arena, key, &meeting, "reopen", (RecordFields){ 0 }, error);
}
