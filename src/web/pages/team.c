/* team.c - the team of a round: founded, changed, in the order of its decision. */
#include "store/team.h"
#include "store/people.h"
#include "web/export.h"
#include "web/pages/pages.h"
#include "web/pages/people_parts.h"
#include "web/pages/round_parts.h"
#include "web/shown.h"
#include <string.h>

static const char *const roles[] = { "leader", "secretary", "member", NULL };
static const char *const ways[] = { "len", "xuong", NULL };

static const InputSpec list_inputs[] = { YEAR_INPUT, { 0 } };
static const InputSpec export_inputs[] = { YEAR_INPUT, EXPORT_INPUT, { 0 } };

static const InputSpec found_inputs[] = {
  YEAR_INPUT,
  PERSON_INPUT ("leader", "Tổ trưởng"),
  PERSON_INPUT ("secretary", "Thư ký"),
  { .name = "member", .kind = INPUT_LIST, .label = "Thành viên" },
  { .name = "members", .kind = INPUT_LINES, .label = "Thành viên" },
  { .name = "roles", .kind = INPUT_FLAG, .label = "Giao vai trò" },
  { 0 },
};

static const InputSpec add_inputs[] = {
  YEAR_INPUT,
  PERSON_INPUT ("person", "Người"),
  { .name = "role", .kind = INPUT_CHOICE, .required = true, .label = "Nhiệm vụ trong Tổ", .choices = roles },
  { .name = "duty", .kind = INPUT_TEXT, .label = "Nội dung được phân công", .limit = 1000 },
  { .name = "roles", .kind = INPUT_FLAG, .label = "Giao vai trò" },
  { 0 },
};

static const InputSpec member_inputs[] = {
  YEAR_INPUT,
  { .name = "id", .kind = INPUT_ID, .required = true, .label = "Thành viên" },
  { .name = "version", .kind = INPUT_INT, .label = "Bản" },
  { .name = "role", .kind = INPUT_CHOICE, .required = true, .label = "Nhiệm vụ trong Tổ", .choices = roles },
  { .name = "duty", .kind = INPUT_TEXT, .label = "Nội dung được phân công", .limit = 1000 },
  { 0 },
};

static const InputSpec show_inputs[]
    = { YEAR_INPUT, { .name = "id", .kind = INPUT_ID, .required = true, .label = "Thành viên" }, { 0 } };

static const InputSpec move_inputs[] = {
  YEAR_INPUT,
  { .name = "id", .kind = INPUT_ID, .required = true, .label = "Thành viên" },
  { .name = "huong", .kind = INPUT_CHOICE, .required = true, .label = "Chiều", .choices = ways },
  { 0 },
};

static const InputSpec remove_inputs[] = {
  YEAR_INPUT,
  { .name = "id", .kind = INPUT_ID, .required = true, .label = "Thành viên" },
  { .name = "version", .kind = INPUT_INT, .required = true, .label = "Bản" },
  { 0 },
};

/* ---- the list ---- */

static Value *
row_value (Arena *arena, const TeamRow *row)
{
  Value *item = value_object (arena);
  value_set_int (item, "id", row->id);
  value_set_int (item, "person_id", row->person_id);
  value_set_text (item, "name", row->name);
  value_set_text (item, "office", row->office);
  value_set_text (item, "role", team_role_words (row->role));
  value_set_text (item, "duty", row->duty);
  value_set_bool (item, "left", row->left);
  value_set_bool (item, "no_account", row->account_id == 0);
  value_set_bool (item, "no_role", row->account_id != 0 && !row->granted);
  value_set_text (item, "until", row->ended_on != NULL ? shown_day (arena, row->ended_on) : NULL);
  return item;
}

typedef struct {
  gint64 no_role, no_account, left;
} Lacks;

static Lacks
add_rows (Arena *arena, Value *page, const TeamRows *rows)
{
  Value *present = value_list (arena), *past = value_list (arena);
  Lacks lacks = { 0 };
  gsize size = team_size (rows);
  for (gsize i = 0; i < rows->count; i++) {
    const TeamRow *row = &rows->items[i];
    Value *item = row_value (arena, row);
    if (row->ended_on != NULL) {
      value_append (past, item);
      continue;
    }
    value_set_int (item, "stt", (gint64)value_length (present) + 1);
    value_set_bool (item, "first", value_length (present) == 0);
    value_set_bool (item, "last", value_length (present) + 1 == size);
    value_append (present, item);
    lacks.no_role += row->account_id != 0 && !row->granted;
    lacks.no_account += row->account_id == 0;
    lacks.left += row->left;
  }
  value_set (page, "members", present);
  value_set (page, "past", past);
  value_set_bool (page, "any_past", value_length (past) > 0);
  value_set_int (page, "count", (gint64)size);
  return lacks;
}

/* For founding: the head is proposed as leader. */
static bool
add_founders (Request *request, Transaction *transaction, Value *page, const Choices *people, gint64 head,
              GError **error)
{
  g_autoptr (GPtrArray) chosen = request_list (request, "member");
  PickField leader
      = { .input = "leader", .none = "chọn một người", .required = true, .hint = true, .chosen = head };
  PickField secretary = { .input = "secretary", .none = "chọn một người", .required = true, .hint = true };
  if (people->many && head != 0) {
    PersonEntry entry;
    if (!person_load (transaction, request_arena (request), head, &entry, NULL, error))
      return false;
    leader.label = person_label (request, entry.fields[PERSON_FIELD_NAME], entry.fields[PERSON_FIELD_CODE]);
  }
  person_field (request, page, people, &leader);
  person_field (request, page, people, &secretary);
  value_set_bool (page, "many", people->many);
  if (!people->many)
    value_set (page, "people", choices_value (request, people, chosen));
  return true;
}

/* For one more. */
static void
add_newcomers (Request *request, Value *page, const Choices *people, const TeamRows *rows)
{
  g_autoptr (GPtrArray) present = g_ptr_array_new ();
  for (gsize i = 0; i < rows->count; i++)
    if (rows->items[i].ended_on == NULL)
      g_ptr_array_add (present, (char *)id_text (request, rows->items[i].person_id));
  const PickField field = { .input = "person", .none = "chọn một người", .required = true, .but = present };
  person_field (request, page, people, &field);
  value_set_bool (page, "any_people", people->count > present->len);
}

/* Who can be chosen, for whoever may choose. */
static bool
add_people (Request *request, Transaction *transaction, Value *page, const TeamRows *rows, gint64 head,
            GError **error)
{
  Choices people;
  if (!people_choices (request, transaction, &people, error))
    return false;
  value_set_bool (page, "any_people", people.count > 0);
  if (team_size (rows) == 0)
    return add_founders (request, transaction, page, &people, head, error);
  add_newcomers (request, page, &people, rows);
  return true;
}

static void
add_notes (Request *request, Value *page, const TeamRows *rows, const Lacks *lacks, gint64 head)
{
  const TeamRow *leader = team_in_role (rows, "leader");
  bool any = team_size (rows) > 0;
  value_set_bool (page, "any", any);
  value_set_bool (page, "one_person", leader != NULL && leader->person_id == head);
  value_set_bool (page, "no_leader", any && leader == NULL);
  value_set_bool (page, "no_secretary", any && team_in_role (rows, "secretary") == NULL);
  value_set_int (page, "no_role_count", lacks->no_role);
  value_set_bool (page, "any_no_role", lacks->no_role > 0);
  value_set_int (page, "no_account_count", lacks->no_account);
  value_set_bool (page, "any_no_account", lacks->no_account > 0);
  value_set_bool (page, "any_left", lacks->left > 0);
  value_set_bool (page, "may_write", request_may (request, PERMISSION_TEAM_WRITE));
  value_set_bool (page, "may_roles", request_may (request, PERMISSION_TEAM_ROLES));
  value_set_bool (page, "may_papers", request_may (request, PERMISSION_PAPERS_READ));
}

static bool
show_team (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Transaction *transaction = request_read (request, error);
  RoundHead round;
  TeamRows rows;
  gint64 head = 0, chair = 0;
  Value *page = value_object (arena);
  if (transaction == NULL || !round_head (request, transaction, &round, error)
      || !team_rows (transaction, arena, round.id, request_today (request), &rows, error)
      || !round_chairs (transaction, round.id, &head, &chair, error))
    return false;
  Lacks lacks = add_rows (arena, page, &rows);
  add_notes (request, page, &rows, &lacks, head);
  value_set_text (page, "base", round_path (request, round.year, ""));
  export_links (request, page, round_path (request, round.year, "to/tai-ve"), "");
  request_show (request, value_view (page));
  return !request_may (request, PERMISSION_TEAM_WRITE)
         || add_people (request, transaction, page, &rows, head, error);
}

/* As the decision lists them; who has left the team stands behind with the day. */
static bool
prepare_file (Request *request, GError **error)
{
  static const ExportColumn columns[] = {
    { "name", { "Họ và tên", 28, COLUMN_TEXT } },
    { "office", { "Chức vụ", 20, COLUMN_TEXT } },
    { "role", { "Nhiệm vụ trong Tổ", 18, COLUMN_TEXT } },
    { "duty", { "Nội dung được phân công", 48, COLUMN_TEXT } },
    { "until", { "Ở trong Tổ đến hết ngày", 22, COLUMN_TEXT } },
  };
  const ExportSpec spec = { "to-danh-gia", "Tổ đánh giá", columns, G_N_ELEMENTS (columns) };
  RoundHead round;
  TeamRows rows;
  Value *list = value_list (request_arena (request));
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !round_head (request, transaction, &round, error)
      || !team_rows (transaction, request_arena (request), round.id, request_today (request), &rows, error))
    return false;
  for (int past = 0; past < 2; past++)
    for (gsize i = 0; i < rows.count; i++)
      if ((rows.items[i].ended_on != NULL) == (past == 1))
        value_append (list, row_value (request_arena (request), &rows.items[i]));
  return export_send (request, &spec, value_view (list), error);
}

/* ---- founding, adding ---- */

static void
back_to_team (Request *request, int year)
{
  request_redirect (request, round_path (request, year, "to"));
}

/* Roles go along only if the box is ticked, and only by who may grant them. */
static bool
grant_along (Request *request, Transaction *transaction, gint64 round_id, guint *ret_granted, GError **error)
{
  *ret_granted = 0;
  return !request_flag (request, "roles") || !request_may (request, PERMISSION_TEAM_ROLES)
         || team_grant_roles (transaction, request_arena (request), round_id, request_today (request),
                              ret_granted, error);
}

/* Errors of the form's fields are reported. */
static bool
read_picks (Request *request, Transaction *transaction, TeamPick **ret, gsize *ret_count, GError **error)
{
  Arena *arena = request_arena (request);
  gint64 leader = 0, secretary = 0;
  gsize member_count = 0, count = 0;
  gint64 *members = id_list (request, "member", &member_count);
  TeamPick *picks = NULL;
  if (!person_picked (request, transaction, "leader", true, &leader, error)
      || !person_picked (request, transaction, "secretary", true, &secretary, error)
      || !people_picked (request, transaction, "members", &members, &member_count, error))
    return false;
  if (leader != 0 && leader == secretary)
    request_field_error (request, "secretary", MSG_TEAM_ONE_OFFICE, NULL);
  ARENA_PUSH (arena, picks, count) = (TeamPick){ leader, "leader", NULL };
  ARENA_PUSH (arena, picks, count) = (TeamPick){ secretary, "secretary", NULL };
  for (gsize i = 0; i < member_count; i++)
    if (members[i] != leader && members[i] != secretary)
      ARENA_PUSH (arena, picks, count) = (TeamPick){ members[i], "member", NULL };
  *ret = picks;
  *ret_count = count;
  return true;
}

static bool
write_found (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  RoundHead round;
  TeamRows rows;
  TeamPick *picks = NULL;
  guint granted = 0;
  gsize count = 0;
  if (!round_head (request, transaction, &round, error)
      || !team_rows (transaction, arena, round.id, request_today (request), &rows, error))
    return false;
  if (team_size (&rows) > 0) /* somebody was quicker */
    return request_refuse (request, error, 409, MSG_SAVE_CONFLICT, NULL);
  if (!read_picks (request, transaction, &picks, &count, error))
    return false;
  if (request_has_errors (request))
    return request_invalid (request, error);
  if (!team_add (transaction, arena, round.id, picks, count, error)
      || !grant_along (request, transaction, round.id, &granted, error))
    return false;
  const char *size = arena_printf (arena, "%" G_GSIZE_FORMAT, count);
  if (granted > 0)
    request_notice (request, MSG_TEAM_FOUNDED_ROLES, size, arena_printf (arena, "%u", granted), NULL);
  else
    request_notice (request, MSG_TEAM_FOUNDED, size, NULL);
  back_to_team (request, round.year);
  return true;
}

static bool
write_add (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  guint granted = 0;
  TeamPick pick = { 0, request_text (request, "role"), request_text (request, "duty") };
  if (!round_head (request, transaction, &round, error)
      || !person_picked (request, transaction, "person", true, &pick.person_id, error))
    return false;
  if (request_has_errors (request))
    return request_invalid (request, error);
  if (!team_add (transaction, request_arena (request), round.id, &pick, 1, error)
      || !grant_along (request, transaction, round.id, &granted, error))
    return false;
  request_notice (request, MSG_TEAM_ADDED, NULL);
  back_to_team (request, round.year);
  return true;
}

static bool
write_roles (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  guint granted = 0;
  if (!round_head (request, transaction, &round, error)
      || !team_grant_roles (transaction, request_arena (request), round.id, request_today (request), &granted,
                            error))
    return false;
  request_notice (request, MSG_TEAM_GRANTED, arena_printf (request_arena (request), "%u", granted), NULL);
  back_to_team (request, round.year);
  return true;
}

/* ---- one member ---- */

static bool
show_member (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Transaction *transaction = request_read (request, error);
  RoundHead round;
  TeamRows rows;
  const TeamRow *row = NULL;
  if (transaction == NULL || !round_head (request, transaction, &round, error)
      || !team_rows (transaction, arena, round.id, request_today (request), &rows, error))
    return false;
  for (gsize i = 0; i < rows.count; i++)
    if (rows.items[i].id == request_int (request, "id", 0) && rows.items[i].ended_on == NULL)
      row = &rows.items[i];
  if (row == NULL)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  request_default (request, "version", id_text (request, row->version));
  request_default (request, "role", row->role);
  request_default (request, "duty", row->duty != NULL ? row->duty : "");
  Value *page = row_value (arena, row), *choices = value_list (arena);
  for (gsize i = 0; roles[i] != NULL; i++) {
    Value *choice = value_object (arena);
    value_set_text (choice, "value", roles[i]);
    value_set_text (choice, "label", team_role_words (roles[i]));
    value_set_bool (choice, "chosen", g_strcmp0 (request_text (request, "role"), roles[i]) == 0);
    value_append (choices, choice);
  }
  value_set (page, "role_choices", choices);
  value_set_text (page, "title", row->name);
  value_set_text (page, "base", round_path (request, round.year, ""));
  request_show (request, value_view (page));
  return true;
}

static bool
write_member (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  if (!round_head (request, transaction, &round, error)
      || !team_save (transaction, request_arena (request), round.id, request_int (request, "id", 0),
                     request_int (request, "version", 0), request_text (request, "role"),
                     request_text (request, "duty"), error))
    return false;
  request_notice (request, MSG_TEAM_SAVED, NULL);
  back_to_team (request, round.year);
  return true;
}

static bool
write_move (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  bool up = strcmp (request_text (request, "huong"), ways[0]) == 0;
  if (!round_head (request, transaction, &round, error)
      || !team_move (transaction, request_arena (request), round.id, request_int (request, "id", 0), up,
                     error))
    return false;
  back_to_team (request, round.year);
  return true;
}

static bool
write_remove (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  if (!round_head (request, transaction, &round, error)
      || !team_remove (transaction, request_arena (request), round.id, request_int (request, "id", 0),
                       request_int (request, "version", 0), error))
    return false;
  request_notice (request, MSG_TEAM_REMOVED, NULL);
  back_to_team (request, round.year);
  return true;
}

const Route team_routes[] = {
  { METHOD_GET, "/dot/{year}/to", PERMISSION_ROUND_READ, "The team of a round", "Tổ đánh giá", list_inputs,
    show_team, NULL, NULL, "team" },
  { METHOD_GET, "/dot/{year}/to/tai-ve", PERMISSION_ROUND_READ, "The team, as CSV or XLSX", NULL,
    export_inputs, NULL, prepare_file, NULL, NULL },
  { METHOD_POST, "/dot/{year}/to", PERMISSION_TEAM_WRITE, "Founds the team", "Tổ đánh giá", found_inputs,
    show_team, NULL, write_found, "team" },
  { METHOD_POST, "/dot/{year}/to/them", PERMISSION_TEAM_WRITE, "Puts one more into the team", "Tổ đánh giá",
    add_inputs, show_team, NULL, write_add, "team" },
  { METHOD_POST, "/dot/{year}/to/vai-tro", PERMISSION_TEAM_ROLES, "Grants the team's accounts their roles",
    NULL, list_inputs, NULL, NULL, write_roles },
  { METHOD_GET, "/dot/{year}/to/{id}", PERMISSION_TEAM_WRITE, "One of the team", NULL, show_inputs,
    show_member, NULL, NULL, "team_member" },
  { METHOD_POST, "/dot/{year}/to/{id}", PERMISSION_TEAM_WRITE, "Changes one of the team", NULL, member_inputs,
    show_member, NULL, write_member, "team_member", "team_member" },
  { METHOD_POST, "/dot/{year}/to/{id}/cho", PERMISSION_TEAM_WRITE, "Moves one in the order of the decision",
    NULL, move_inputs, NULL, NULL, write_move },
  { METHOD_POST, "/dot/{year}/to/{id}/bo", PERMISSION_TEAM_WRITE, "Takes one out of the team", NULL,
    remove_inputs, NULL, NULL, write_remove },
  { 0 },
};
