/* meeting.c - the team's meetings: called, attended, ended; what their minutes are made of. */
#include "base/text.h"
#include "document/paper_file.h"
#include "web/pages/meeting_parts.h"
#include "web/pages/pages.h"
#include "web/pages/people_parts.h"
#include "web/pages/prose.h"
#include <string.h>

static const InputSpec list_inputs[] = { YEAR_INPUT, { 0 } };
static const InputSpec show_inputs[] = { MEETING_INPUTS, { 0 } };

/* Named as the columns of the record, so that the page of conflicts can compare them. */
static const InputSpec text_inputs[] = {
  MEETING_INPUTS,
  { .name = "id", .kind = INPUT_ID, .label = "Cuộc họp" },
  { .name = "version", .kind = INPUT_INT, .label = "Bản" },
  { .name = "seen", .kind = INPUT_TEXT, .label = "Bản đã xem", .limit = 40 },
  { .name = "begins", .kind = INPUT_TEXT, .required = true, .label = "Bắt đầu lúc", .limit = 60 },
  { .name = "place", .kind = INPUT_TEXT, .required = true, .label = "Địa điểm" },
  { .name = "ends", .kind = INPUT_TEXT, .label = "Kết thúc lúc", .limit = 60 },
  { .name = "discussion", .kind = INPUT_LINES, .label = "Thảo luận" },
  { .name = "conclusion", .kind = INPUT_LINES, .label = "Kết luận" },
  { 0 },
};

static const InputSpec attend_inputs[] = {
  MEETING_INPUTS,
  { .name = "person", .kind = INPUT_LIST, .label = "Người" },
  { .name = "was", .kind = INPUT_LIST, .label = "Đã ghi" },
  { .name = "was_reason", .kind = INPUT_LIST, .label = "Lý do đã ghi" },
  { .name = "attends", .kind = INPUT_LIST, .label = "Dự họp" },
  { .name = "reason", .kind = INPUT_LIST, .label = "Lý do vắng" },
  { 0 },
};

static const InputSpec hold_inputs[]
    = { MEETING_INPUTS, { .name = "ends", .kind = INPUT_TEXT, .label = "Kết thúc lúc", .limit = 60 }, { 0 } };

/* ---- both of a round ---- */

static Value *
meeting_item (Request *request, const MeetingAt *at)
{
  Arena *arena = request_arena (request);
  Value *item = value_object (arena);
  const Record *record = &at->meeting.record;
  Headcount count = meeting_headcount (at);
  value_set_text (item, "title", at->names->title);
  value_set_text (item, "purpose", at->names->purpose);
  value_set_text (item, "path", meeting_path (request, at->round.year, at->names->step, ""));
  value_set_bool (item, "called", record->id != 0);
  value_set_text (item, "begins",
                  record->id != 0 ? moment_shown (arena, record_text (record, "begins")) : NULL);
  value_set_text (item, "place", record->id != 0 ? record_text (record, "place") : NULL);
  view_headcount (request, item, &count);
  value_set_int (item, "votes", (gint64)at->meeting.vote_count);
  value_set_bool (item, "any_votes", at->meeting.vote_count > 0);
  if (record->id != 0)
    view_state (item, "meeting", record_text (record, "state"));
  else {
    value_set_text (item, "state_shape", "todo");
    value_set_text (item, "state_words", "chưa triệu tập");
  }
  return item;
}

static bool
show_meetings (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Transaction *transaction = request_read (request, error);
  Value *page = value_object (arena), *list = value_list (arena);
  MeetingAt at = { 0 };
  if (transaction == NULL || !round_head (request, transaction, &at.round, error)
      || !team_rows (transaction, arena, at.round.id, request_today (request), &at.team, error))
    return false;
  /* The list comes first in a round, the rating of indicators rests on it. */
  for (gsize i = MEETING_KINDS; i > 0; i--) {
    at.names = &meeting_names[i - 1];
    at.key = (MeetingKey){ at.round.id, at.names->kind, request_identity (request)->permissions };
    if (!meeting_load (transaction, arena, &at.key, &at.meeting, error))
      return false;
    value_append (list, meeting_item (request, &at));
  }
  value_set (page, "meetings", list);
  value_set_bool (page, "any_team", team_size (&at.team) > 0);
  value_set_text (page, "team", round_path (request, at.round.year, "to"));
  value_set_bool (page, "may_write", request_may (request, PERMISSION_MEETING_WRITE));
  request_show (request, value_view (page));
  return true;
}

/* ---- one of them ---- */

static const char *const attends_names[] = { "unknown", "present", "absent" };
static const char *const attends_words[] = { "chưa ghi", "có mặt", "vắng mặt" };
static const char *const attends_shapes[] = { "todo", "done", "fail" };

static Value *
member_value (Request *request, const MeetingAt *at, const TeamRow *row)
{
  Arena *arena = request_arena (request);
  Attendance attendance = meeting_attendance (&at->meeting, row->person_id);
  Value *item = value_object (arena), *choices = value_list (arena);
  value_set_int (item, "person_id", row->person_id);
  value_set_text (item, "name", row->name);
  value_set_text (item, "role", team_role_words (row->role));
  value_set_text (item, "attends", attends_names[attendance.attends]);
  value_set_text (item, "reason", attendance.reason != NULL ? attendance.reason : "");
  value_set_text (item, "state_shape", attends_shapes[attendance.attends]);
  value_set_text (item, "state_words", attends_words[attendance.attends]);
  for (gsize i = 0; i < G_N_ELEMENTS (attends_names); i++) {
    Value *choice = value_object (arena);
    value_set_text (choice, "value", attends_names[i]);
    value_set_text (choice, "label", attends_words[i]);
    value_set_bool (choice, "chosen", i == attendance.attends);
    value_append (choices, choice);
  }
  value_set (item, "choices", choices);
  return item;
}

static void
add_members (Request *request, Value *page, const MeetingAt *at)
{
  Value *list = value_list (request_arena (request));
  Headcount count = meeting_headcount (at);
  for (gsize i = 0; i < at->team.count; i++)
    if (at->team.items[i].ended_on == NULL)
      value_append (list, member_value (request, at, &at->team.items[i]));
  value_set (page, "members", list);
  value_set_bool (page, "any_team", value_length (list) > 0);
  view_headcount (request, page, &count);
}

static void
add_texts (Request *request, Value *page, const MeetingAt *at)
{
  static const char *const texts[] = { "place", "discussion", "conclusion" };
  Arena *arena = request_arena (request);
  const Record *record = &at->meeting.record;
  bool called = record->id != 0;
  if (called)
    request_default (request, "id", id_text (request, record->id));
  request_default (request, "version", id_text (request, record->version));
  request_default (request, "seen", meeting_mark (arena, record));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    const char *text = called ? record_text (record, texts[i]) : NULL;
    request_default (request, texts[i], text != NULL ? text : "");
    value_set_text (page, texts[i], text);
  }
  const char *begins = called ? moment_shown (arena, record_text (record, "begins")) : NULL,
             *ends = called ? moment_shown (arena, record_text (record, "ends")) : NULL;
  request_default (request, "begins", begins != NULL ? begins : "");
  request_default (request, "ends", ends != NULL ? ends : "");
  value_set_text (page, "begins", begins);
  value_set_text (page, "ends", ends);
}

static void
add_opinions (Request *request, Value *page, const MeetingAt *at)
{
  Arena *arena = request_arena (request);
  Value *list = value_list (arena);
  for (gsize i = 0; i < at->meeting.opinion_count; i++) {
    const MeetingOpinion *opinion = &at->meeting.opinions[i];
    Value *item = value_object (arena);
    value_set_text (item, "indicator", opinion->indicator);
    value_set_text (item, "who", team_name (&at->team, opinion->person_id));
    value_set_text (item, "text", opinion->text);
    value_append (list, item);
  }
  value_set (page, "opinions", list);
  value_set_bool (page, "any_opinions", value_length (list) > 0);
}

/* What was voted, for all indicators that apply. */
static bool
add_votes (Request *request, Transaction *transaction, Value *page, const MeetingAt *at, GError **error)
{
  Arena *arena = request_arena (request);
  StoredRound stored;
  Value *list = value_list (arena);
  gint64 voted = 0, present = (gint64)meeting_headcount (at).present;
  if (!round_whole (request, transaction, at->round.id, &stored, error))
    return false;
  for (gsize i = 0; i < stored.round->scheme->indicator_count; i++) {
    const RoundIndicator *indicator = &stored.round->indicators[i];
    const MeetingVote *vote = meeting_vote_of (&at->meeting, indicator->indicator->id);
    Value *item = value_object (arena);
    if (!indicator->applies && vote == NULL)
      continue;
    voted += vote != NULL;
    value_set_text (item, "indicator", indicator->indicator->id);
    value_set_text (item, "text", indicator->text);
    value_set_text (item, "for", vote != NULL ? arena_int (arena, vote->votes_for) : NULL);
    value_set_text (item, "against", vote != NULL ? arena_int (arena, vote->votes_against) : NULL);
    value_set_bool (item, "too_many", vote != NULL && vote->votes_for + vote->votes_against > present);
    value_set_text (item, "path",
                    meeting_path (request, at->round.year, at->names->step,
                                  arena_concat (arena, "chieu?chi-tieu=", indicator->indicator->id, NULL)));
    value_append (list, item);
  }
  value_set (page, "votes", list);
  value_set_int (page, "voted", voted);
  value_set_int (page, "agenda", (gint64)value_length (list));
  return true;
}

/* The documents that go with it: addresses of their pages and files. */
static void
add_papers (Request *request, Value *page, const MeetingAt *at)
{
  Arena *arena = request_arena (request);
  const DocumentSpec *invitation = document_spec (at->round.scheme, at->names->invitation);
  const char *paper = invitation != NULL
                          ? round_path (request, at->round.year,
                                        arena_concat (arena, "van-ban/", at->names->invitation, NULL))
                          : NULL;
  value_set_text (page, "invitation", paper);
  value_set_text (page, "invitation_pdf",
                  paper != NULL ? arena_concat (arena, paper, "/tep/", invitation->stem, ".pdf", NULL)
                                : NULL);
  value_set_text (page, "invitation_docx",
                  paper != NULL ? arena_concat (arena, paper, "/tep/", invitation->stem, ".docx", NULL)
                                : NULL);
  value_set_text (
      page, "minutes",
      round_path (request, at->round.year, arena_concat (arena, "van-ban/", at->names->minutes, NULL)));
  value_set_text (page, "attendance_list", round_path (request, at->round.year, "van-ban/attendance"));
  value_set_bool (page, "may_papers", request_may (request, PERMISSION_PAPERS_READ));
}

/* Discussion and conclusion for whoever reads: as the minutes will print them. */
static bool
add_prose (Request *request, Transaction *transaction, Value *page, const MeetingAt *at, GError **error)
{
  static const char *const texts[][2]
      = { { "discussion", "discussion_read" }, { "conclusion", "conclusion_read" } };
  const Record *record = &at->meeting.record;
  RoundProse prose = { .round_id = at->round.id };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    const char *text = record->id != 0 ? record_text (record, texts[i][0]) : NULL, *read = NULL;
    if (!round_prose (request, transaction, &prose, text, &read, error))
      return false;
    value_set_raw (page, texts[i][1], read);
  }
  return true;
}

static bool
show_meeting (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Transaction *transaction = request_read (request, error);
  MeetingAt at;
  if (transaction == NULL || !meeting_at (request, transaction, &at, error))
    return false;
  bool planned = meeting_is_planned (&at.meeting), called = at.meeting.record.id != 0;
  Value *page = meeting_item (request, &at);
  value_set_text (page, "here", meeting_path (request, at.round.year, at.names->step, ""));
  value_set_text (page, "all", round_path (request, at.round.year, "hop"));
  value_set_text (page, "citizens", round_path (request, at.round.year, "cong-dan"));
  value_set_text (page, "team", round_path (request, at.round.year, "to"));
  value_set_bool (page, "planned", planned);
  value_set_bool (page, "held", called && !planned);
  value_set_bool (page, "may_write", request_may (request, PERMISSION_MEETING_WRITE));
  bool writes = planned && request_may (request, PERMISSION_MEETING_WRITE);
  value_set_bool (page, "writes", writes);
  if (!writes && !add_prose (request, transaction, page, &at, error))
    return false;
  value_set_bool (page, "is_round", strcmp (at.key.kind, MEETING_ROUND) == 0);
  value_set_bool (page, "door", planned && record_text (&at.meeting.record, "door_code") != NULL);
  value_set_text (page, "draft", called ? id_text (request, at.meeting.record.id) : "0");
  add_texts (request, page, &at);
  add_members (request, page, &at);
  add_opinions (request, page, &at);
  add_papers (request, page, &at);
  request_show (request, value_view (page));
  value_set (page, "votes", value_list (arena));
  value_set_int (page, "agenda", 0);
  value_set_int (page, "voted", 0);
  return strcmp (at.key.kind, MEETING_ROUND) != 0 || add_votes (request, transaction, page, &at, error);
}

/* ---- changes ---- */

static void
back (Request *request, int year, const char *anchor)
{
  request_redirect (request, arena_concat (request_arena (request),
                                           meeting_path (request, year, request_text (request, "kind"), ""),
                                           anchor, NULL));
}

static bool
write_texts (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  MeetingKey key;
  MeetingText text = { .place = request_text (request, "place"),
                       .discussion = request_text (request, "discussion"),
                       .conclusion = request_text (request, "conclusion") };
  bool begins = moment_typed (request, "begins", &text.begins),
       ends = moment_typed (request, "ends", &text.ends);
  if (!begins || !ends)
    return request_invalid (request, error);
  if (!meeting_key (request, transaction, &round, &key, error)
      || !meeting_write (transaction, request_arena (request), &key, request_int (request, "version", 0),
                         request_text (request, "seen"), &text, error))
    return false;
  request_notice (request, request_text (request, "id") == NULL ? MSG_MEETING_CONVENED : MSG_MEETING_SAVED,
                  NULL);
  back (request, round.year, "");
  return true;
}

static Attends
attends_of (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (attends_names); i++)
    if (strcmp (attends_names[i], name) == 0)
      return (Attends)i;
  return ATTENDS_UNKNOWN;
}

static const char *
item_at (const GPtrArray *list, guint index)
{
  const char *text = index < list->len ? g_ptr_array_index (list, index) : "";
  return g_utf8_validate (text, -1, NULL) ? text : "";
}

static Attendance
attendance_sent (Arena *arena, gint64 person, const char *attends, const char *reason)
{
  const char *clean = text_squeeze (arena, text_nfc (arena, reason));
  return (Attendance){ person, attends_of (attends), clean[0] != '\0' ? clean : NULL };
}

static AttendanceChange *
read_changes (Request *request, gsize *ret_count)
{
  Arena *arena = request_arena (request);
  AttendanceChange *changes = NULL;
  g_autoptr (GPtrArray) people = request_list (request, "person"), was = request_list (request, "was");
  g_autoptr (GPtrArray) was_reasons = request_list (request, "was_reason"),
                        now = request_list (request, "attends");
  g_autoptr (GPtrArray) reasons = request_list (request, "reason");
  *ret_count = 0;
  for (guint i = 0; i < people->len; i++) {
    gint64 person = g_ascii_strtoll (item_at (people, i), NULL, 10);
    if (person > 0)
      ARENA_PUSH (arena, changes, *ret_count) = (AttendanceChange){
        attendance_sent (arena, person, item_at (was, i), item_at (was_reasons, i)),
        attendance_sent (arena, person, item_at (now, i), item_at (reasons, i)),
      };
  }
  return changes;
}

/* Who is named must be in the team: forged ids change nothing. */
static bool
of_team (const TeamRows *team, const AttendanceChange *changes, gsize count)
{
  for (gsize i = 0; i < count; i++)
    if (team_name (team, changes[i].now.person_id) == NULL)
      return false;
  return true;
}

static bool
write_attendance (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  MeetingAt at;
  gsize count = 0;
  GError *problem = NULL;
  const AttendanceChange *changes = read_changes (request, &count);
  if (!meeting_at (request, transaction, &at, error))
    return false;
  if (!of_team (&at.team, changes, count))
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  if (!meeting_attend (transaction, arena, &at.key, changes, count, &problem))
    return meeting_problem (request, "attends", problem, error);
  if (!meeting_load (transaction, arena, &at.key, &at.meeting, error))
    return false;
  Headcount now = meeting_headcount (&at);
  request_notice (request, MSG_MEETING_ATTENDED, arena_int (arena, (gint64)now.present),
                  arena_int (arena, (gint64)now.team), NULL);
  back (request, at.round.year, "#du-hop");
  return true;
}

static bool
write_hold (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  MeetingKey key;
  GError *problem = NULL;
  const char *ends = NULL;
  if (!moment_typed (request, "ends", &ends))
    return request_invalid (request, error);
  if (!meeting_key (request, transaction, &round, &key, error))
    return false;
  if (!meeting_hold (transaction, request_arena (request), &key, ends, &problem))
    return meeting_problem (request, "ends", problem, error);
  request_notice (request, MSG_MEETING_HELD, NULL);
  back (request, round.year, "");
  return true;
}

static bool
write_reopen (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  MeetingKey key;
  if (!meeting_key (request, transaction, &round, &key, error)
      || !meeting_reopen (transaction, request_arena (request), &key, error))
    return false;
  request_notice (request, MSG_MEETING_REOPENED, NULL);
  back (request, round.year, "");
  return true;
}

const Route meeting_routes[] = {
  { METHOD_GET, "/dot/{year}/hop", PERMISSION_ROUND_READ, "The team's meetings of a round", "Họp của Tổ",
    list_inputs, show_meetings, NULL, NULL, "meetings" },
  { METHOD_GET, "/dot/{year}/hop/{kind}", PERMISSION_ROUND_READ,
    "A meeting: when and where, who comes, votes, conclusion", NULL, show_inputs, show_meeting, NULL, NULL,
    "meeting" },
  { METHOD_POST, "/dot/{year}/hop/{kind}", PERMISSION_MEETING_WRITE,
    "Calls the meeting, or writes its time, place, discussion and conclusion", NULL, text_inputs,
    show_meeting, NULL, write_texts, "meeting", "meeting" },
  { METHOD_POST, "/dot/{year}/hop/{kind}/du-hop", PERMISSION_MEETING_WRITE, "Writes down who came", NULL,
    attend_inputs, show_meeting, NULL, write_attendance, "meeting" },
  { METHOD_POST, "/dot/{year}/hop/{kind}/ket-thuc", PERMISSION_MEETING_WRITE, "Ends the meeting", NULL,
    hold_inputs, show_meeting, NULL, write_hold, "meeting" },
  { METHOD_POST, "/dot/{year}/hop/{kind}/mo-lai", PERMISSION_MEETING_WRITE, "Opens a meeting that is over",
    NULL, show_inputs, NULL, NULL, write_reopen },
  { 0 },
};
