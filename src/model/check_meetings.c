/* check_meetings.c - who was there, were they enough, do the votes add up. */
#include "model/check_parts.h"

/* Distinct codes, known or not: an unknown one is reported by its own finding and
 * must not also upset the count. */
static GHashTable *
codes_present (const Meeting *meeting)
{
  GHashTable *present = g_hash_table_new (g_str_hash, g_str_equal);
  for (gsize i = 0; i < meeting->present.count; i++)
    if (meeting->present.items[i].code != NULL)
      g_hash_table_add (present, (gpointer)meeting->present.items[i].code);
  return present;
}

static GHashTable *
codes_of_team (const Round *round)
{
  GHashTable *team = g_hash_table_new (g_str_hash, g_str_equal);
  if (round->team.leader.code != NULL)
    g_hash_table_add (team, (gpointer)round->team.leader.code);
  if (round->team.secretary.code != NULL)
    g_hash_table_add (team, (gpointer)round->team.secretary.code);
  for (gsize i = 0; i < round->team.member_count; i++)
    if (round->team.members[i].staff.code != NULL)
      g_hash_table_add (team, (gpointer)round->team.members[i].staff.code);
  return team;
}

static const char *
person_name (const PersonRef *ref)
{
  return ref->person != NULL ? ref->person->name : ref->code;
}

static void
check_quorum (Check *check, GHashTable *present, const char *place)
{
  g_autoptr (GHashTable) team = codes_of_team (check->round);
  guint size = g_hash_table_size (team), here = 0;
  GHashTableIter iter;
  gpointer code = NULL;
  g_hash_table_iter_init (&iter, team);
  while (g_hash_table_iter_next (&iter, &code, NULL))
    here += g_hash_table_contains (present, code) ? 1 : 0;
  if (3 * (guint64)here < 2 * (guint64)size)
    findings_add (check->findings, FINDING_NO_QUORUM, arena_concat (check->arena, place, "/present", NULL),
                  MSG_CHECK_NO_QUORUM, arena_int (check->arena, here), arena_int (check->arena, size), NULL);
}

static void
check_vote (Check *check, const Meeting *meeting, gsize row, guint present, GHashTable *voted)
{
  const Vote *vote = &meeting->votes[row];
  check_indicator (check, vote->indicator_id, vote->indicator,
                   check_place (check, "/meeting/votes", row, "indicator"));
  if (vote->indicator != NULL && !g_hash_table_add (voted, (gpointer)vote->indicator))
    findings_add (check->findings, FINDING_BAD_VALUE, check_place (check, "/meeting/votes", row, "indicator"),
                  MSG_CHECK_VOTED_TWICE, vote->indicator_id, NULL);
  guint64 votes = (guint64)vote->votes_for + vote->votes_against;
  if (votes > present)
    findings_add (check->findings, FINDING_VOTE_COUNT, check_place (check, "/meeting/votes", row, NULL),
                  MSG_CHECK_VOTE_COUNT, vote->indicator_id != NULL ? vote->indicator_id : "?",
                  arena_printf (check->arena, "%" G_GUINT64_FORMAT, votes), arena_int (check->arena, present),
                  NULL);
}

static void
check_meeting (Check *check, const Meeting *meeting, const char *place)
{
  if (!meeting->given)
    return;
  g_autoptr (GHashTable) present = codes_present (meeting);
  g_autoptr (GHashTable) voted = g_hash_table_new (NULL, NULL);
  if (date_is_set (meeting->start.date) && date_is_set (meeting->end.date)
      && time_compare (meeting->end, meeting->start) < 0)
    findings_add (check->findings, FINDING_BAD_VALUE, arena_concat (check->arena, place, "/end", NULL),
                  MSG_CHECK_MEETING_ENDS_EARLY, NULL);
  check_quorum (check, present, place);
  const char *absent = arena_concat (check->arena, place, "/absent", NULL);
  for (gsize i = 0; i < meeting->absent_count; i++) {
    const PersonRef *ref = &meeting->absent[i].staff;
    if (ref->code != NULL && g_hash_table_contains (present, ref->code))
      findings_add (check->findings, FINDING_BAD_VALUE, check_place (check, absent, i, "staff"),
                    MSG_CHECK_PRESENT_AND_ABSENT, person_name (ref), NULL);
  }
  for (gsize i = 0; i < meeting->vote_count; i++)
    check_vote (check, meeting, i, g_hash_table_size (present), voted);
}

void
check_meetings (Check *check)
{
  check_meeting (check, &check->round->citizen_meeting, "/citizen_meeting");
  check_meeting (check, &check->round->meeting, "/meeting");
}
