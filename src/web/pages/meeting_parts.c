/* meeting_parts.c - see meeting_parts.h. */
#include "web/pages/meeting_parts.h"
#include "base/date.h"
#include "base/text.h"
#include <stdio.h>
#include <string.h>

const MeetingNames meeting_names[MEETING_KINDS] = {
  { "tu-danh-gia", MEETING_ROUND, "Họp tự đánh giá",
    "Tổ đánh giá xem minh chứng, biểu quyết kết quả từng chỉ tiêu và kết luận.", "invitation", "minutes" },
  { "cong-dan", MEETING_CITIZEN, "Họp thống nhất danh sách “Công dân học tập”",
    "Tổ đánh giá xem phiếu tự đánh giá của từng người và thống nhất danh sách đề nghị công nhận.",
    "citizen_invitation", "citizen_minutes" },
};

bool
meeting_key (Request *request, Transaction *transaction, RoundHead *ret_round, MeetingKey *ret,
             GError **error)
{
  const char *step = request_text (request, "kind");
  if (!round_head (request, transaction, ret_round, error))
    return false;
  for (gsize i = 0; i < MEETING_KINDS; i++)
    if (g_strcmp0 (meeting_names[i].step, step) == 0) {
      *ret = (MeetingKey){ ret_round->id, meeting_names[i].kind, request_identity (request)->permissions };
      return true;
    }
  return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
}

bool
meeting_at (Request *request, Transaction *transaction, MeetingAt *ret, GError **error)
{
  Arena *arena = request_arena (request);
  MeetingAt at = { 0 };
  if (!meeting_key (request, transaction, &at.round, &at.key, error)
      || !meeting_load (transaction, arena, &at.key, &at.meeting, error)
      || !team_rows (transaction, arena, at.round.id, request_today (request), &at.team, error))
    return false;
  at.names = &meeting_names[strcmp (at.key.kind, MEETING_CITIZEN) == 0];
  *ret = at;
  return true;
}

const char *
meeting_path (Request *request, int year, const char *step, const char *below)
{
  return round_path (
      request, year,
      arena_concat (request_arena (request), "hop/", step, below[0] != '\0' ? "/" : "", below, NULL));
}

/* ---- times ---- */

const char *
moment_shown (Arena *arena, const char *iso)
{
  CivilTime time = { 0 };
  if (iso == NULL || !time_parse_iso (iso, &time))
    return iso;
  return arena_printf (arena, "%02u:%02u %s", time.hour, time.minute, date_short (arena, time.date));
}

/* One or two digits; -1 if there are none.  `*text` goes on behind them. */
static int
digits_at (const char **text)
{
  int number = -1;
  for (int i = 0; i < 2 && g_ascii_isdigit (**text); i++, (*text)++)
    number = MAX (number, 0) * 10 + g_ascii_digit_value (**text);
  return number;
}

/* "14:00 30/12/2024", "14h00, 30/12/2024", "14h 30/12/2024". */
static bool
parse_moment (const char *text, CivilTime *ret)
{
  CivilTime time = { 0 };
  if (time_parse_iso (text, ret))
    return true;
  int hour = digits_at (&text);
  if (*text == '\0' || strchr (":hg.", *text) == NULL)
    return false;
  bool whole = strchr ("hg", *text) != NULL && text[1] == ' ';
  text++;
  int minute = whole ? 0 : digits_at (&text);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59)
    return false;
  text += strspn (text, " ,");
  if (!date_parse_vietnamese (text, &time.date) && !date_parse_iso (text, &time.date))
    return false;
  time.hour = (guint8)hour;
  time.minute = (guint8)minute;
  *ret = time;
  return true;
}

bool
moment_typed (Request *request, const char *input, const char **ret)
{
  Arena *arena = request_arena (request);
  const char *text = request_text (request, input);
  CivilTime time = { 0 };
  if (text != NULL && !parse_moment (text, &time)) {
    request_field_error (request, input, MSG_MEETING_TIME, text, NULL);
    return false;
  }
  *ret = text != NULL
             ? arena_printf (arena, "%sT%02u:%02u", date_iso (arena, time.date), time.hour, time.minute)
             : NULL;
  return true;
}

bool
meeting_problem (Request *request, const char *input, GError *problem, GError **error)
{
  static const MessageId told[] = { MSG_MEETING_MEANWHILE, MSG_MEETING_NOBODY, MSG_MEETING_NO_TIME };
  for (gsize i = 0; i < G_N_ELEMENTS (told); i++)
    if (g_error_matches (problem, DVHT_ERROR, (gint)told[i])) {
      g_error_free (problem);
      request_field_error (request, input, told[i], NULL);
      return request_invalid (request, error);
    }
  g_propagate_error (error, problem);
  return false;
}

/* ---- who came ---- */

Headcount
meeting_headcount (const MeetingAt *at)
{
  Headcount count = { .team = team_size (&at->team) };
  for (gsize i = 0; i < at->team.count; i++) {
    if (at->team.items[i].ended_on != NULL)
      continue;
    Attends attends = meeting_attendance (&at->meeting, at->team.items[i].person_id).attends;
    count.present += attends == ATTENDS_PRESENT;
    count.absent += attends == ATTENDS_ABSENT;
  }
  return count;
}

void
view_headcount (Request *request, Value *page, const Headcount *count)
{
  Arena *arena = request_arena (request);
  value_set_int (page, "team_count", (gint64)count->team);
  value_set_int (page, "present_count", (gint64)count->present);
  value_set_int (page, "absent_count", (gint64)count->absent);
  value_set_int (page, "unknown_count", (gint64)(count->team - count->present - count->absent));
  value_set_text (
      page, "share",
      count->team > 0 ? decimal_vietnamese (
          arena, (Decimal)((count->present * 1000 + count->team / 2) / count->team) * (DECIMAL_ONE / 10))
                      : NULL);
}

const char *
team_name (const TeamRows *team, gint64 person_id)
{
  for (gsize i = 0; i < team->count; i++)
    if (team->items[i].person_id == person_id)
      return team->items[i].name;
  return NULL;
}
