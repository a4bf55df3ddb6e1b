/* check_people.c - every person that the case names stands in the staff table. */
#include "model/check_parts.h"

void
check_person (Check *check, const PersonRef *ref, const char *where)
{
  if (ref->code == NULL || ref->person != NULL || check->people_unread)
    return;
  const char *table = check->round->staff_file != NULL ? check->round->staff_file : "staff";
  findings_add (check->findings, FINDING_UNKNOWN_PERSON, where, MSG_CHECK_UNKNOWN_PERSON, ref->code, table,
                NULL);
}

static void
check_list (Check *check, const PersonRefs *refs, const char *list)
{
  for (gsize i = 0; i < refs->count; i++)
    if (refs->items[i].person == NULL)
      check_person (check, &refs->items[i], check_place (check, list, i, NULL));
}

static void
check_meeting_people (Check *check, const Meeting *meeting, const char *place)
{
  check_list (check, &meeting->present, arena_concat (check->arena, place, "/present", NULL));
  const char *absent = arena_concat (check->arena, place, "/absent", NULL);
  for (gsize i = 0; i < meeting->absent_count; i++)
    check_person (check, &meeting->absent[i].staff, check_place (check, absent, i, "staff"));
}

void
check_people (Check *check)
{
  const Round *round = check->round;
  check_person (check, &round->head, "/head/staff");
  check_person (check, &round->union_chair, "/union_chair");
  for (int paper = 0; paper < PAPER_COUNT; paper++)
    check_person (check, &round->papers[paper].signer,
                  arena_printf (check->arena, "/documents/%s/signer/staff", paper_name ((Paper)paper)));
  check_person (check, &round->team.leader, "/team/leader");
  check_person (check, &round->team.secretary, "/team/secretary");
  for (gsize i = 0; i < round->team.member_count; i++)
    check_person (check, &round->team.members[i].staff, check_place (check, "/team/members", i, "staff"));
  for (gsize i = 0; i < round->assignment_count; i++)
    check_list (check, &round->assignments[i].members, check_place (check, "/assignments", i, "members"));
  check_meeting_people (check, &round->citizen_meeting, "/citizen_meeting");
  check_meeting_people (check, &round->meeting, "/meeting");
  for (gsize i = 0; i < round->improvement_count; i++)
    check_person (check, &round->improvements[i].owner, check_place (check, "/improvements", i, "owner"));
}
