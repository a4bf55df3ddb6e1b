/* view_plan.c - the plan, assignments, improvements, abbreviations. */
#include "document/view_parts.h"

static const char *
time_text (Arena *arena, CivilDate from, CivilDate to)
{
  if (date_is_set (from) && date_is_set (to) && date_compare (from, to) != 0)
    return arena_concat (arena, "từ ", date_short (arena, from), " đến ", date_short (arena, to), NULL);
  if (date_is_set (from))
    return date_is_set (to) ? arena_concat (arena, "ngày ", date_short (arena, from), NULL)
                            : arena_concat (arena, "từ ", date_short (arena, from), NULL);
  return date_is_set (to) ? arena_concat (arena, "đến hết ngày ", date_short (arena, to), NULL) : NULL;
}

static void
add_schedule (ViewBuilder *builder, Value *plan)
{
  const Round *round = builder->round;
  Value *list = value_list (builder->arena);
  for (gsize i = 0; i < round->plan.schedule_count; i++) {
    const ScheduleItem *from = &round->plan.schedule[i];
    Value *item = value_object (builder->arena);
    view_order (item, i, round->plan.schedule_count);
    view_text (item, "from", date_short (builder->arena, from->from));
    view_text (item, "to", date_short (builder->arena, from->to));
    view_text (item, "time", time_text (builder->arena, from->from, from->to));
    view_text (item, "work", from->work);
    view_text (item, "who", from->who);
    value_append (list, item);
  }
  value_set (plan, "schedule", list);
}

static void
add_duties (ViewBuilder *builder, Value *plan)
{
  const Round *round = builder->round;
  Value *list = value_list (builder->arena);
  for (gsize i = 0; i < round->plan.duty_count; i++) {
    const DutyGroup *from = &round->plan.duties[i];
    Value *item = value_object (builder->arena);
    view_order (item, i, round->plan.duty_count);
    view_text (item, "body", from->body);
    value_set (item, "items", view_lines (builder->arena, from->items.items, from->items.count));
    value_append (list, item);
  }
  value_set (plan, "duties", list);
}

static void
set_flags (Value *value, const Round *round)
{
  value_set_bool (value, "has_purposes", round->plan.purposes.count > 0);
  value_set_bool (value, "has_requirements", round->plan.requirements.count > 0);
  value_set_bool (value, "has_schedule", round->plan.schedule_count > 0);
  value_set_bool (value, "has_duties", round->plan.duty_count > 0);
}

static void
add_plan (ViewBuilder *builder)
{
  const Round *round = builder->round;
  Value *plan = value_object (builder->arena);
  value_set_bool (plan, "given", round->plan.given);
  value_set (plan, "purposes",
             view_lines (builder->arena, round->plan.purposes.items, round->plan.purposes.count));
  value_set (plan, "requirements",
             view_lines (builder->arena, round->plan.requirements.items, round->plan.requirements.count));
  add_schedule (builder, plan);
  add_duties (builder, plan);
  set_flags (plan, round);
  value_set (builder->root, "plan", plan);
  set_flags (builder->root, round);
}

static const char *
indicator_text (const Round *round, const Indicator *indicator)
{
  const RoundIndicator *of_round = indicator != NULL ? round_indicator (round, indicator) : NULL;
  return of_round != NULL ? of_round->text : NULL;
}

static Value *
assignment_item (ViewBuilder *builder, const Assignment *from)
{
  Arena *arena = builder->arena;
  Value *item = value_object (arena), *members = value_list (arena);
  const Person **people = arena_array (arena, const Person *, from->members.count);
  gsize count = 0;
  for (gsize i = 0; i < from->members.count; i++)
    if (from->members.items[i].person != NULL)
      people[count++] = from->members.items[i].person;
  for (gsize i = 0; i < count; i++) {
    Value *member = value_object (arena);
    view_order (member, i, count);
    view_person (builder, member, people[i]);
    value_append (members, member);
  }
  view_text (item, "indicator", from->indicator_id);
  view_text (item, "text", indicator_text (builder->round, from->indicator));
  value_set (item, "members", members);
  view_text (item, "names", view_names (arena, people, count));
  view_text (item, "due", date_short (arena, from->due));
  view_text (item, "guidance", from->guidance);
  return item;
}

static Value *
improvement_item (ViewBuilder *builder, const Improvement *from)
{
  Value *item = value_object (builder->arena);
  view_text (item, "indicator", from->indicator_id);
  view_text (item, "text", indicator_text (builder->round, from->indicator));
  view_text (item, "task", from->task);
  view_text (item, "owner", from->owner.person != NULL ? from->owner.person->name : NULL);
  view_text (item, "due", date_short (builder->arena, from->due));
  view_text (item, "result", from->result);
  view_text (item, "since", from->since != 0 ? arena_int (builder->arena, from->since) : NULL);
  return item;
}

/* What earlier rounds had set out to do: the report tells what came of it. */
static void
add_carried (ViewBuilder *builder)
{
  const Round *round = builder->round;
  Value *carried = value_list (builder->arena);
  gsize count = 0, at = 0;
  for (gsize i = 0; i < round->improvement_count; i++)
    count += round->improvements[i].since != 0;
  for (gsize i = 0; i < round->improvement_count; i++) {
    if (round->improvements[i].since == 0)
      continue;
    Value *item = improvement_item (builder, &round->improvements[i]);
    view_order (item, at++, count);
    value_append (carried, item);
  }
  value_set (builder->root, "carried_improvements", carried);
  value_set_bool (builder->root, "has_carried_improvements", count > 0);
}

void
view_add_plan (ViewBuilder *builder)
{
  const Round *round = builder->round;
  Value *assignments = value_list (builder->arena), *improvements = value_list (builder->arena);
  Value *abbreviations = value_list (builder->arena);
  add_plan (builder);
  for (gsize i = 0; i < round->assignment_count; i++) {
    Value *item = assignment_item (builder, &round->assignments[i]);
    view_order (item, i, round->assignment_count);
    value_append (assignments, item);
  }
  for (gsize i = 0; i < round->improvement_count; i++) {
    Value *item = improvement_item (builder, &round->improvements[i]);
    view_order (item, i, round->improvement_count);
    value_append (improvements, item);
  }
  for (gsize i = 0; i < round->abbreviation_count; i++) {
    Value *item = value_object (builder->arena);
    view_order (item, i, round->abbreviation_count);
    view_text (item, "short", round->abbreviations[i].short_form);
    view_text (item, "long", round->abbreviations[i].long_form);
    value_append (abbreviations, item);
  }
  value_set (builder->root, "assignments", assignments);
  value_set_bool (builder->root, "has_assignments", round->assignment_count > 0);
  value_set (builder->root, "improvements", improvements);
  value_set_bool (builder->root, "has_improvements", round->improvement_count > 0);
  add_carried (builder);
  value_set (builder->root, "abbreviations", abbreviations);
  value_set_bool (builder->root, "has_abbreviations", round->abbreviation_count > 0);
}
