/* view_meeting.c - the two meetings: who came, what was said, how they voted. */
#include "document/view_parts.h"

static Value *
meeting_votes (ViewBuilder *builder, const Meeting *meeting)
{
  Arena *arena = builder->arena;
  Value *list = value_list (arena);
  for (gsize i = 0; i < meeting->vote_count; i++) {
    const Vote *vote = &meeting->votes[i];
    const RoundIndicator *indicator
        = vote->indicator != NULL ? round_indicator (builder->round, vote->indicator) : NULL;
    Value *item = value_object (arena);
    view_order (item, i, meeting->vote_count);
    view_text (item, "indicator", vote->indicator_id);
    view_text (item, "text", indicator != NULL ? indicator->text : NULL);
    view_text (item, "votes_for", arena_int (arena, vote->votes_for));
    view_text (item, "votes_against", arena_int (arena, vote->votes_against));
    value_append (list, item);
  }
  return list;
}

static gsize
count_team_present (const Meeting *meeting, const Person *const *team, gsize team_count)
{
  gsize present = 0;
  for (gsize i = 0; i < team_count; i++)
    for (gsize j = 0; j < meeting->present.count; j++)
      if (meeting->present.items[j].person == team[i]) {
        present++;
        break;
      }
  return present;
}

static void
add_time (Arena *arena, Value *value, const char *name, const char *clock_name, CivilTime time)
{
  bool given = date_is_set (time.date);
  view_text (value, name, given ? time_long (arena, time) : NULL);
  view_text (value, clock_name, given ? arena_printf (arena, "%02u giờ %02u", time.hour, time.minute) : NULL);
}

static void
add_attendance (ViewBuilder *builder, Value *value, const Meeting *meeting)
{
  Value *present = value_list (builder->arena), *absent = value_list (builder->arena);
  for (gsize i = 0; i < meeting->present.count; i++) {
    Value *item = view_team_item (builder, meeting->present.items[i].person);
    view_order (item, i, meeting->present.count);
    value_append (present, item);
  }
  for (gsize i = 0; i < meeting->absent_count; i++) {
    Value *item = view_team_item (builder, meeting->absent[i].staff.person);
    view_order (item, i, meeting->absent_count);
    view_text (item, "reason", meeting->absent[i].reason);
    value_append (absent, item);
  }
  value_set (value, "present", present);
  value_set (value, "absent", absent);
  value_set_bool (value, "has_absent", meeting->absent_count > 0);
}

/* Who signs the minutes chaired; else the leader, unless absent. */
static const Person *
meeting_chair (const Round *round, Paper paper, const Meeting *meeting)
{
  const Person *leader = round->team.leader.person;
  if (round->papers[paper].signer.code != NULL)
    return round->papers[paper].signer.person;
  for (gsize i = 0; i < meeting->absent_count; i++)
    if (meeting->absent[i].staff.person == leader)
      return NULL;
  return leader;
}

static void
add_meeting (ViewBuilder *builder, const char *name, Paper paper, const Meeting *meeting)
{
  Arena *arena = builder->arena;
  Value *value = value_object (arena);
  gsize team_count;
  const Person **team = round_team (builder->round, arena, &team_count);
  gsize attending = count_team_present (meeting, team, team_count);
  bool dated = date_is_set (meeting->start.date);
  value_set_bool (value, "given", meeting->given);
  add_time (arena, value, "start", "start_time", meeting->start);
  add_time (arena, value, "end", "end_time", meeting->end);
  view_text (value, "date_long", dated ? date_long (arena, meeting->start.date, 0) : NULL);
  view_text (value, "date_short", date_short (arena, meeting->start.date));
  view_text (value, "place", meeting->place);
  const Person *chair = meeting_chair (builder->round, paper, meeting);
  if (chair == NULL)
    value_set_text (value, "chair", NULL);
  else
    value_set (value, "chair", view_team_item (builder, chair));
  add_attendance (builder, value, meeting);
  value_set_text (value, "present_count", arena_printf (arena, "%zu", meeting->present.count));
  value_set_text (value, "present_padded", arena_printf (arena, "%02zu", meeting->present.count));
  value_set_text (value, "absent_count", arena_printf (arena, "%zu", meeting->absent_count));
  value_set_text (value, "absent_padded", arena_printf (arena, "%02zu", meeting->absent_count));
  value_set_text (value, "team_count", arena_printf (arena, "%zu", team_count));
  value_set_text (value, "team_padded", arena_printf (arena, "%02zu", team_count));
  value_set_bool (value, "has_quorum", team_count > 0 && 3 * attending >= 2 * team_count);
  view_markdown (builder, value, "discussion", meeting->discussion,
                 arena_printf (arena, "/%s/discussion", name));
  view_markdown (builder, value, "conclusion", meeting->conclusion,
                 arena_printf (arena, "/%s/conclusion", name));
  value_set (value, "votes", meeting_votes (builder, meeting));
  value_set_bool (value, "has_votes", meeting->vote_count > 0);
  value_set (builder->root, name, value);
}

void
view_add_meetings (ViewBuilder *builder)
{
  add_meeting (builder, "meeting", PAPER_MINUTES, &builder->round->meeting);
  add_meeting (builder, "citizen_meeting", PAPER_CITIZEN_MINUTES, &builder->round->citizen_meeting);
}
