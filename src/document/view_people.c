/* view_people.c - persons, the team, citizens. */
#include "base/text.h"
#include "document/view_parts.h"
#include "model/citizen.h"
#include <string.h>

static const char *
address_word (const char *gender)
{
  if (gender != NULL && strcmp (gender, "Nam") == 0)
    return "Ông";
  return gender != NULL && strcmp (gender, "Nữ") == 0 ? "Bà" : "Ông (Bà)";
}

static const char *
state_text (PersonState state)
{
  return state == PERSON_RETIRED ? "nghỉ chế độ" : state == PERSON_MOVED ? "chuyển đi" : "đang làm việc";
}

void
view_person (ViewBuilder *builder, Value *object, const Person *person)
{
  static const Person nobody = { 0 };
  const Person *from = person != NULL ? person : &nobody;
  view_text (object, "code", from->code);
  view_text (object, "name", from->name);
  view_text (object, "birth", date_short (builder->arena, from->birth));
  view_text (object, "gender", from->gender);
  view_text (object, "address_word", address_word (from->gender));
  view_text (object, "position", from->position);
  view_text (object, "group", from->group);
  view_text (object, "degree", from->degree);
  view_text (object, "email", from->email);
  value_set_bool (object, "is_working", person != NULL && from->state == PERSON_WORKING);
  value_set_bool (object, "is_head", person != NULL && person == builder->round->head.person);
  view_text (object, "state_text", person != NULL ? state_text (from->state) : NULL);
}

const char *
view_names (Arena *arena, const Person *const *people, gsize count)
{
  const char *names = NULL;
  for (gsize i = 0; i < count; i++)
    if (people[i] != NULL)
      names = names == NULL ? people[i]->name : arena_concat (arena, names, ", ", people[i]->name, NULL);
  return names;
}

/* ---- team ---- */

const char *
view_role (const Round *round, const Person *person)
{
  if (person == NULL)
    return NULL;
  if (person == round->team.leader.person)
    return "Tổ trưởng";
  if (person == round->team.secretary.person)
    return "Thư ký";
  for (gsize i = 0; i < round->team.member_count; i++)
    if (round->team.members[i].staff.person == person)
      return "Thành viên";
  return NULL;
}

static const char *
duty_of (const Round *round, const Person *person)
{
  for (gsize i = 0; i < round->team.member_count; i++)
    if (round->team.members[i].staff.person == person && round->team.members[i].duty != NULL)
      return round->team.members[i].duty;
  return NULL;
}

Value *
view_team_item (ViewBuilder *builder, const Person *person)
{
  const Round *round = builder->round;
  Value *item = value_object (builder->arena);
  const char *role = view_role (round, person);
  view_person (builder, item, person);
  view_text (item, "role", role);
  view_text (item, "duty", duty_of (round, person));
  value_set_bool (item, "is_leader", person == round->team.leader.person);
  value_set_bool (item, "is_secretary",
                  person == round->team.secretary.person && person != round->team.leader.person);
  value_set_bool (item, "is_member",
                  person != round->team.leader.person && person != round->team.secretary.person);
  return item;
}

static void
set_person (ViewBuilder *builder, Value *object, const char *name, const Person *person)
{
  if (person == NULL)
    value_set_text (object, name, NULL);
  else
    value_set (object, name, view_team_item (builder, person));
}

void
view_add_team (ViewBuilder *builder)
{
  const Round *round = builder->round;
  Value *team = value_object (builder->arena), *all = value_list (builder->arena);
  Value *members = value_list (builder->arena);
  gsize count, member = 0, member_count = 0;
  const Person **people = round_team (round, builder->arena, &count);
  for (gsize i = 0; i < count; i++)
    member_count += people[i] != round->team.leader.person && people[i] != round->team.secretary.person;
  for (gsize i = 0; i < count; i++) {
    Value *item = view_team_item (builder, people[i]);
    view_order (item, i, count);
    value_append (all, item);
    if (people[i] == round->team.leader.person || people[i] == round->team.secretary.person)
      continue;
    Value *again = view_team_item (builder, people[i]);
    view_order (again, member++, member_count);
    value_append (members, again);
  }
  set_person (builder, team, "leader", round->team.leader.person);
  set_person (builder, team, "secretary", round->team.secretary.person);
  value_set (team, "members", members);
  value_set (team, "all", all);
  view_count (builder->arena, team, "count", (guint)count);
  view_text (team, "full_title", view_team_title (builder->arena, round));
  value_set (builder->root, "team", team);
  set_person (builder, builder->root, "leader", round->team.leader.person);
  set_person (builder, builder->root, "secretary", round->team.secretary.person);
  set_person (builder, builder->root, "union_chair", round->union_chair.person);
}

/* ---- people and citizens ---- */

static const char *
join (Arena *arena, const char *list, const char *more)
{
  return list == NULL ? more : arena_concat (arena, list, "; ", more, NULL);
}

/* Why someone does not hold the title; NULL for those who do. */
static const char *
why_not (ViewBuilder *builder, const PersonFigures *figures)
{
  if (figures->citizen || figures->working)
    return citizen_why_not (builder->arena, builder->round->citizen_scheme, figures);
  return state_text (figures->person->state);
}

static const char *
index_mark (const CitizenScheme *scheme, gsize index)
{
  return scheme->indices[index].text_status != TEXT_VERIFIED ? "(*)" : NULL;
}

static Value *
person_indices (ViewBuilder *builder, const PersonFigures *figures)
{
  Arena *arena = builder->arena;
  const CitizenScheme *scheme = builder->round->citizen_scheme;
  const Result *result = figures->person->result;
  Value *list = value_list (arena);
  for (gsize i = 0; i < scheme->index_count; i++) {
    Value *item = value_object (arena);
    Decimal value = result != NULL ? result->citizen[i] : DECIMAL_UNSET;
    Decimal least = scheme->kind == CITIZEN_POINTS ? scheme->each_at_least : DECIMAL_ONE;
    view_order (item, i, scheme->index_count);
    view_text (item, "text", scheme->indices[i].text);
    view_text (item, "mark", index_mark (scheme, i));
    view_text (item, "group", scheme->indices[i].group);
    value_set_bool (item, "group_first",
                    i == 0 || g_strcmp0 (scheme->indices[i].group, scheme->indices[i - 1].group) != 0);
    view_text (item, "value", value != DECIMAL_UNSET ? decimal_vietnamese (arena, value) : NULL);
    value_set_bool (item, "met", value != DECIMAL_UNSET && value >= least);
    value_append (list, item);
  }
  return list;
}

/* "- Đọc sách" without its mark: lists of papers have their own. */
static const char *
without_mark (const char *line)
{
  static const char *const marks[] = { "- ", "+ ", "* ", "• ", "– " };
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_has_prefix (line, marks[i]))
      return line + strlen (marks[i]);
  return line;
}

static void
view_study_lines (Arena *arena, Value *item, const char *name, const Lines *lines)
{
  Value *list = value_list (arena);
  for (gsize i = 0; i < lines->count; i++) {
    Value *line = value_object (arena);
    view_order (line, i, lines->count);
    view_text (line, "line", without_mark (lines->items[i]));
    value_append (list, line);
  }
  value_set (item, name, list);
}

static const char *
joined (Arena *arena, const Lines *lines)
{
  const char *text = NULL;
  for (gsize i = 0; i < lines->count; i++)
    text = join (arena, text, lines->items[i]);
  return text;
}

static void
view_study (Arena *arena, Value *item, const StudyWords *study)
{
  static const StudyWords nothing = { 0 };
  const StudyWords *words = study != NULL ? study : &nothing;
  view_text (item, "study_subject", words->subject);
  view_text (item, "study_schedule", words->schedule);
  view_study_lines (arena, item, "study_goal", &words->goal);
  view_study_lines (arena, item, "study_content", &words->content);
  view_study_lines (arena, item, "study_outcome", &words->outcome);
  view_study_lines (arena, item, "study_progress", &words->progress);
  view_text (item, "study_proof", joined (arena, &words->proof));
  view_text (item, "study_rank_remarks", words->rank_remarks);
  view_text (item, "study_entered_by", words->entered_by);
  value_set_bool (item, "has_study_content", words->content.count > 0);
  value_set_bool (item, "has_study_progress", words->progress.count > 0 || words->proof.count > 0);
}

static Value *
person_item (ViewBuilder *builder, const PersonFigures *figures)
{
  static const Result nothing = { .plan_done = DECIMAL_UNSET };
  Arena *arena = builder->arena;
  const Result *result = figures->person->result != NULL ? figures->person->result : &nothing;
  Value *item = value_object (arena);
  view_person (builder, item, figures->person);
  value_set_bool (item, "plan_approved", result->plan_approved);
  value_set_bool (item, "discipline", result->discipline);
  value_set_bool (item, "training", result->training);
  value_set_bool (item, "agreed", result->agreed);
  value_set_bool (item, "citizen", figures->citizen);
  value_set_bool (item, "rule_met", figures->rule_met);
  view_text (item, "plan_done",
             result->plan_done != DECIMAL_UNSET ? decimal_vietnamese (arena, result->plan_done) : NULL);
  view_text (item, "plan_rank", result->plan_rank);
  view_text (item, "emulation", result->emulation);
  view_text (item, "note", result->note);
  view_text (item, "total", decimal_vietnamese (arena, figures->total));
  view_text (item, "why_not", why_not (builder, figures));
  view_text (item, "result_text", figures->citizen ? "Đạt" : "Không đạt");
  value_set (item, "indices", person_indices (builder, figures));
  view_study (arena, item, figures->person->study);
  return item;
}

typedef enum { LIST_ALL, LIST_WORKING, LIST_CITIZENS, LIST_NOT_AGREED } PeopleList;

static bool
belongs (const PersonFigures *figures, PeopleList which)
{
  switch (which) {
  case LIST_WORKING:
    return figures->working;
  case LIST_CITIZENS:
    return figures->citizen;
  case LIST_NOT_AGREED:
    return figures->working && !figures->citizen;
  case LIST_ALL:
  default:
    return true;
  }
}

static void
add_list (ViewBuilder *builder, const char *name, PeopleList which, Value **items)
{
  const Figures *figures = builder->figures;
  Value *list = value_list (builder->arena);
  gsize count = 0, index = 0, people = builder->round->person_count;
  for (gsize i = 0; i < people; i++)
    count += belongs (&figures->persons[i], which);
  for (gsize i = 0; i < people; i++) {
    gsize at = figures->by_name[i];
    if (!belongs (&figures->persons[at], which))
      continue;
    Value *item = value_extend (items[at]);
    view_order (item, index++, count);
    value_append (list, item);
  }
  value_set (builder->root, name, list);
}

void
view_add_people (ViewBuilder *builder)
{
  gsize count = builder->round->person_count;
  Value **items = arena_array (builder->arena, Value *, count); /* shared by the lists */
  for (gsize i = 0; i < count; i++)
    items[i] = person_item (builder, &builder->figures->persons[i]);
  add_list (builder, "people", LIST_ALL, items);
  add_list (builder, "working", LIST_WORKING, items);
  add_list (builder, "citizens", LIST_CITIZENS, items);
  add_list (builder, "not_agreed", LIST_NOT_AGREED, items);
  value_set_bool (builder->root, "has_citizens", builder->figures->citizens > 0);
  value_set_bool (builder->root, "has_not_agreed", builder->figures->people > builder->figures->citizens);
}

void
view_add_citizen_scheme (ViewBuilder *builder)
{
  Arena *arena = builder->arena;
  const CitizenScheme *scheme = builder->round->citizen_scheme;
  Value *value = value_object (arena), *list = value_list (arena);
  bool points = scheme->kind == CITIZEN_POINTS;
  bool unverified = false;
  for (gsize i = 0; i < scheme->index_count; i++)
    unverified = unverified || index_mark (scheme, i) != NULL;
  view_text (value, "name", scheme->name);
  view_text (value, "regulation", scheme->regulation);
  value_set_bool (value, "has_unverified", unverified);
  value_set_bool (value, "is_points", points);
  value_set_bool (value, "is_qualities", !points);
  view_text (value, "index_count", arena_printf (arena, "%zu", scheme->index_count));
  view_text (value, "index_max", points ? decimal_vietnamese (arena, scheme->index_max) : NULL);
  view_text (value, "total_at_least", points ? decimal_vietnamese (arena, scheme->total_at_least) : NULL);
  view_text (value, "each_at_least", points ? decimal_vietnamese (arena, scheme->each_at_least) : NULL);
  view_text (value, "max_total",
             points ? decimal_vietnamese (arena, scheme->index_max * (Decimal)scheme->index_count)
                    : arena_printf (arena, "%zu", scheme->index_count));
  for (gsize i = 0; i < scheme->index_count; i++) {
    Value *item = value_object (arena);
    view_order (item, i, scheme->index_count);
    view_text (item, "text", scheme->indices[i].text);
    view_text (item, "mark", index_mark (scheme, i));
    view_text (item, "group", scheme->indices[i].group);
    value_set_bool (item, "group_first",
                    i == 0 || g_strcmp0 (scheme->indices[i].group, scheme->indices[i - 1].group) != 0);
    value_append (list, item);
  }
  value_set (value, "indices", list);
  value_set (builder->root, "citizen_scheme", value);
}
