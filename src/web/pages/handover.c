/* handover.c - bàn giao: everything that a person holds in a round goes to a successor, after a look at it.
 */
#include "store/handover.h"
#include "document/paper_file.h"
#include "store/people.h"
#include "store/team.h"
#include "web/pages/pages.h"
#include "web/pages/people_parts.h"
#include "web/pages/round_parts.h"
#include "web/shown.h"
#include <string.h>

static const InputSpec show_inputs[] = {
  YEAR_INPUT,
  PERSON_INPUT ("from", "Người bàn giao"),
  PERSON_INPUT ("to", "Người nhận"),
  { .name = "day", .kind = INPUT_DATE, .label = "Ngày bàn giao" },
  { 0 },
};

static const InputSpec act_inputs[] = {
  YEAR_INPUT,
  { .name = "from", .kind = INPUT_ID, .required = true, .label = "Người bàn giao" },
  { .name = "to", .kind = INPUT_ID, .required = true, .label = "Người nhận" },
  { .name = "day", .kind = INPUT_DATE, .label = "Ngày bàn giao" },
  { .name = "mark", .kind = INPUT_TEXT, .required = true, .label = "Danh sách đã xem", .limit = 40 },
  { .name = "roles", .kind = INPUT_FLAG, .label = "Chuyển vai trò" },
  { 0 },
};

/* ---- the preview ---- */

static const char *
label_of (Arena *arena, const HandoverItem *item, const Scheme *scheme)
{
  const DocumentSpec *spec = item->kind == HANDOVER_PAPER ? document_spec (scheme, item->label) : NULL;
  Role role = ROLE_MEMBER;
  switch (item->kind) {
  case HANDOVER_TEAM:
    return arena_concat (arena, team_role_words (item->label), " Tổ đánh giá", NULL);
  case HANDOVER_INDICATOR:
    return arena_concat (arena, "Chỉ tiêu ", item->label, NULL);
  case HANDOVER_TASK:
    return item->task;
  case HANDOVER_PAPER:
    return arena_concat (arena, "Ký: ", spec != NULL ? spec->title : item->label, NULL);
  case HANDOVER_IMPROVEMENT:
    return arena_concat (arena, "Cải tiến: ", item->task, NULL);
  case HANDOVER_HEAD:
    return "Thủ trưởng của đợt (người ký văn bản)";
  case HANDOVER_UNION:
    return "Chủ tịch Công đoàn của đợt";
  default:
    role_from_name (item->label, &role);
    return arena_concat (arena, "Vai trò ", role_vietnamese (role), " của tài khoản", NULL);
  }
}

static void
add_items (Request *request, Value *page, const HandoverItems *items, const Scheme *scheme)
{
  Arena *arena = request_arena (request);
  Value *list = value_list (arena), *roles = value_list (arena);
  for (gsize i = 0; i < items->count; i++) {
    const HandoverItem *from = &items->items[i];
    Value *item = value_object (arena);
    const Indicator *indicator
        = from->kind == HANDOVER_INDICATOR ? scheme_find_indicator (scheme, from->label) : NULL;
    value_set_text (item, "label", label_of (arena, from, scheme));
    value_set_text (item, "why", indicator != NULL ? indicator->text : NULL);
    value_set_text (item, "due", from->due != NULL ? shown_day (arena, from->due) : NULL);
    value_append (from->kind == HANDOVER_ROLE ? roles : list, item);
  }
  value_set (page, "items", list);
  value_set_int (page, "count", (gint64)value_length (list));
  value_set (page, "role_items", roles);
  value_set_bool (page, "any_roles",
                  value_length (roles) > 0 && request_may (request, PERMISSION_TEAM_ROLES));
  value_set_bool (page, "any_items", items->count > 0);
  value_set_text (page, "mark", handover_mark (arena, items));
}

static bool
add_other_rounds (Request *request, Transaction *transaction, Value *page, gint64 person_id, int year,
                  GError **error)
{
  Arena *arena = request_arena (request);
  HandoverRound rounds[4];
  gsize count = 0;
  Value *list = value_list (arena);
  if (!handover_rounds (transaction, person_id, rounds, &count, error))
    return false;
  for (gsize i = 0; i < count; i++) {
    if (rounds[i].year == year)
      continue;
    Value *item = value_object (arena);
    value_set_int (item, "year", rounds[i].year);
    value_set_int (item, "held", rounds[i].held);
    value_set_int (item, "person", person_id);
    value_append (list, item);
  }
  value_set (page, "elsewhere", list);
  value_set_bool (page, "any_elsewhere", value_length (list) > 0);
  return true;
}

/* Who hands over, and who takes it on. */
typedef struct {
  gint64 from, to; /* 0: not said */
  PersonEntry giver, taker;
  bool left; /* the giver does not work here any more */
} Pair;

static bool
read_pair (Request *request, Transaction *transaction, Pair *ret, GError **error)
{
  Arena *arena = request_arena (request);
  const char *state = NULL;
  *ret = (Pair){ 0 };
  if (!person_picked (request, transaction, "from", false, &ret->from, error)
      || !person_picked (request, transaction, "to", false, &ret->to, error)
      || (ret->from != 0 && !person_load (transaction, arena, ret->from, &ret->giver, &state, error))
      || (ret->to != 0 && !person_load (transaction, arena, ret->to, &ret->taker, NULL, error)))
    return false;
  ret->left = state != NULL && strcmp (state, "active") != 0;
  return true;
}

static const char *
label_of_person (Request *request, gint64 id, const PersonEntry *entry)
{
  return id == 0 ? NULL
                 : person_label (request, entry->fields[PERSON_FIELD_NAME], entry->fields[PERSON_FIELD_CODE]);
}

/* Anybody can hand over, those who have left as well: they are not among the choices of people at work. */
static bool
add_people (Request *request, Transaction *transaction, Value *page, const Pair *pair, GError **error)
{
  g_autoptr (GPtrArray) giver = g_ptr_array_new ();
  Choices people;
  if (!people_choices (request, transaction, &people, error))
    return false;
  g_ptr_array_add (giver, (char *)id_text (request, pair->from));
  const PickField from = { .input = "from",
                           .none = "chọn một người",
                           .required = true,
                           .chosen = pair->from,
                           .label = label_of_person (request, pair->from, &pair->giver) };
  const PickField to = { .input = "to",
                         .none = "chọn một người",
                         .chosen = pair->to,
                         .label = label_of_person (request, pair->to, &pair->taker),
                         .but = giver };
  person_field (request, page, &people, &from);
  person_field (request, page, &people, &to);
  value_set_int (page, "from_id", pair->from);
  value_set_text (page, "from_name", pair->from != 0 ? pair->giver.fields[PERSON_FIELD_NAME] : NULL);
  value_set_bool (page, "from_left", pair->left);
  value_set_text (page, "to_id", pair->to != 0 ? id_text (request, pair->to) : NULL);
  return true;
}

static bool
show_handover (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Transaction *transaction = request_read (request, error);
  RoundHead round;
  HandoverItems items = { 0 };
  Pair pair;
  const char *day = request_text (request, "day");
  Value *page = value_object (arena);
  if (transaction == NULL || !round_head (request, transaction, &round, error)
      || !read_pair (request, transaction, &pair, error)
      || !add_people (request, transaction, page, &pair, error)
      || (pair.from != 0
          && (!handover_items (transaction, arena, round.id, pair.from, request_today (request), &items,
                               error)
              || !add_other_rounds (request, transaction, page, pair.from, round.year, error))))
    return false;
  add_items (request, page, &items, round.scheme);
  value_set_bool (page, "chosen", pair.from != 0);
  value_set_text (page, "day", shown_day (arena, day != NULL ? day : request_today (request)));
  value_set_text (page, "base", round_path (request, round.year, ""));
  value_set_int (page, "round_year", round.year);
  request_show (request, value_view (page));
  return true;
}

/* ---- the act ---- */

static bool
name_of (Request *request, Transaction *transaction, gint64 id, const char **ret, GError **error)
{
  PersonEntry entry;
  if (!person_load (transaction, request_arena (request), id, &entry, NULL, error))
    return false;
  *ret = entry.fields[PERSON_FIELD_NAME];
  return true;
}

static bool
write_handover (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  RoundHead round;
  const char *day = request_text (request, "day"), *from = NULL, *to = NULL;
  Handover handover
      = { .from = request_int (request, "from", 0),
          .to = request_int (request, "to", 0),
          .day = day != NULL ? day : request_today (request),
          .today = request_today (request),
          .mark = request_text (request, "mark"),
          .roles = request_flag (request, "roles") && request_may (request, PERMISSION_TEAM_ROLES) };
  gsize count = 0;
  if (!round_head (request, transaction, &round, error)
      || !name_of (request, transaction, handover.from, &from, error)
      || !name_of (request, transaction, handover.to, &to, error))
    return false;
  handover.round_id = round.id;
  if (!handover_run (transaction, arena, &handover, &count, error))
    return false;
  if (count == 0)
    return request_refuse (request, error, 422, MSG_HANDOVER_NOTHING, NULL);
  request_notice (request, MSG_HANDOVER_DONE, arena_int (arena, (gint64)count), from, to, NULL);
  request_redirect (request, round_path (request, round.year, "phan-cong"));
  return true;
}

const Route handover_routes[] = {
  { METHOD_GET, "/dot/{year}/ban-giao", PERMISSION_TEAM_WRITE,
    "What a person holds in a round, before it goes to a successor", "Bàn giao", show_inputs, show_handover,
    NULL, NULL, "handover" },
  { METHOD_POST, "/dot/{year}/ban-giao", PERMISSION_TEAM_WRITE, "Hands everything of a person over",
    "Bàn giao", act_inputs, show_handover, NULL, write_handover, "handover" },
  { 0 },
};
