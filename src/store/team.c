/* team.c - see team.h. */
#include "store/team.h"
#include "store/account.h"
#include "store/people.h"
#include <string.h>

#define MAX_PLACE 1000000

bool
round_record (Transaction *transaction, Arena *arena, RecordKind kind, gint64 round_id, gint64 id,
              Record *ret, GError **error)
{
  Record record;
  if (!record_load (transaction, arena, kind, id, &record, error))
    return false;
  if (record_int (&record, "round_id") != round_id) {
    error_set (error, record_tables[kind].kind, MSG_DB_NOT_THERE, NULL);
    return false;
  }
  *ret = record;
  return true;
}

/* ---- reading ---- */

bool
team_rows (Transaction *transaction, Arena *arena, gint64 round_id, const char *today, TeamRows *ret,
           GError **error)
{
  TeamRows list = { 0 };
  GError *local = NULL;
  g_autoptr (Rows) rows
      = db_rows (transaction, QUERY_team_members, error, DB_TEXT (today), DB_INT (round_id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    ARENA_PUSH (arena, list.items, list.count) = (TeamRow){
      .id = rows_int (rows, 0),
      .version = rows_int (rows, 1),
      .person_id = rows_int (rows, 2),
      .role = rows_text_dup (rows, 3, arena),
      .duty = rows_text_dup (rows, 5, arena),
      .ended_on = rows_text_dup (rows, 6, arena),
      .name = rows_text_dup (rows, 7, arena),
      .office = rows_text_dup (rows, 8, arena),
      .left = g_strcmp0 (rows_text (rows, 9), "active") != 0,
      .account_id = rows_int (rows, 10),
      .granted = rows_int (rows, 11) > 0,
    };
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  *ret = list;
  return true;
}

const TeamRow *
team_in_role (const TeamRows *rows, const char *role)
{
  for (gsize i = 0; i < rows->count; i++)
    if (rows->items[i].ended_on == NULL && strcmp (rows->items[i].role, role) == 0)
      return &rows->items[i];
  return NULL;
}

gsize
team_size (const TeamRows *rows)
{
  gsize count = 0;
  for (gsize i = 0; i < rows->count; i++)
    count += rows->items[i].ended_on == NULL;
  return count;
}

bool
round_chairs (Transaction *transaction, gint64 round_id, gint64 *ret_head, gint64 *ret_union, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_round_chairs, error, DB_INT (round_id));
  if (rows == NULL)
    return false;
  bool any = rows_next (rows, &local);
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  *ret_head = any ? rows_int (rows, 0) : 0;
  *ret_union = any ? rows_int (rows, 1) : 0;
  return true;
}

/* ---- writing ---- */

/* The records themselves, for changes. */
static bool
load_team (Transaction *transaction, Arena *arena, gint64 round_id, Records *ret, GError **error)
{
  return record_list (transaction, arena, RECORD_team_member, round_id, ret, error);
}

static bool
is_in (const Record *member)
{
  return record_text (member, "ended_on") == NULL;
}

/* One who is in the team; who has left it is only remembered. */
static bool
present_member (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, Record *ret,
                GError **error)
{
  Record member;
  if (!round_record (transaction, arena, RECORD_team_member, round_id, id, &member, error))
    return false;
  if (!is_in (&member)) {
    error_set (error, "team_member", MSG_DB_NOT_THERE, NULL);
    return false;
  }
  *ret = member;
  return true;
}

/* There is one leader and one secretary: whoever was it before `but` becomes a member. */
static bool
make_room (Transaction *transaction, Arena *arena, gint64 round_id, const char *role, gint64 but,
           GError **error)
{
  Records team;
  if (strcmp (role, "member") == 0)
    return true;
  if (!load_team (transaction, arena, round_id, &team, error))
    return false;
  for (gsize i = 0; i < team.count; i++) {
    const Record *member = &team.items[i];
    if (member->id != but && is_in (member) && strcmp (record_text (member, "role"), role) == 0
        && !record_save (transaction, arena, RECORD_team_member, "team_member.save", member->id,
                         member->version, RECORD_FIELDS ({ "role", "member" }), error))
      return false;
  }
  return true;
}

static gint64
last_place (const Records *team)
{
  gint64 place = 0;
  for (gsize i = 0; i < team->count; i++)
    place = MAX (place, record_int (&team->items[i], "position"));
  return MIN (place, MAX_PLACE);
}

static bool
add_one (Transaction *transaction, Arena *arena, gint64 round_id, const TeamPick *pick, GError **error)
{
  Records team;
  const char *name = NULL;
  if (!person_working (transaction, arena, pick->person_id, &name, error)
      || !load_team (transaction, arena, round_id, &team, error))
    return false;
  for (gsize i = 0; i < team.count; i++)
    if (is_in (&team.items[i]) && record_int (&team.items[i], "person_id") == pick->person_id) {
      error_set (error, "team_member", MSG_TEAM_TWICE, name, NULL);
      return false;
    }
  return make_room (transaction, arena, round_id, pick->role, 0, error)
         && record_add (transaction, arena, RECORD_team_member, "team_member.add",
                        RECORD_FIELDS ({ "round_id", record_number (arena, round_id) },
                                       { "person_id", record_number (arena, pick->person_id) },
                                       { "role", pick->role },
                                       { "position", record_number (arena, last_place (&team) + 1) },
                                       { "duty", pick->duty }),
                        NULL, error);
}

bool
team_add (Transaction *transaction, Arena *arena, gint64 round_id, const TeamPick *picks, gsize count,
          GError **error)
{
  for (gsize i = 0; i < count; i++)
    if (!add_one (transaction, arena, round_id, &picks[i], error))
      return false;
  return true;
}

bool
team_save (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, gint64 version,
           const char *role, const char *duty, GError **error)
{
  Record member;
  return present_member (transaction, arena, round_id, id, &member, error)
         && record_save (transaction, arena, RECORD_team_member, "team_member.save", id, version,
                         RECORD_FIELDS ({ "role", role }, { "duty", duty }), error)
         && make_room (transaction, arena, round_id, role, id, error);
}

static bool
set_place (Transaction *transaction, Arena *arena, const Record *member, gint64 place, GError **error)
{
  return record_save (transaction, arena, RECORD_team_member, "team_member.save", member->id,
                      RECORD_ANY_VERSION, RECORD_FIELDS ({ "position", record_number (arena, place) }),
                      error);
}

/* Places are numbered anew, so that two that were equal can change too. */
bool
team_move (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, bool up, GError **error)
{
  Records team, present = { 0 };
  Record moved;
  gsize at = 0;
  if (!present_member (transaction, arena, round_id, id, &moved, error)
      || !load_team (transaction, arena, round_id, &team, error))
    return false;
  for (gsize i = 0; i < team.count; i++)
    if (is_in (&team.items[i])) {
      at = team.items[i].id == id ? present.count : at;
      ARENA_PUSH (arena, present.items, present.count) = team.items[i];
    }
  gsize other = up ? at - 1 : at + 1;
  if ((up && at == 0) || other >= present.count)
    return true;
  Record kept = present.items[other];
  present.items[other] = present.items[at];
  present.items[at] = kept;
  for (gsize i = 0; i < present.count; i++)
    if (!set_place (transaction, arena, &present.items[i], (gint64)i + 1, error))
      return false;
  return true;
}

bool
team_remove (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, gint64 version,
             GError **error)
{
  Record member;
  gint64 work = 0;
  if (!present_member (transaction, arena, round_id, id, &member, error)
      || !db_int (transaction, QUERY_team_open_work, 0, &work, error,
                  DB_INT (record_int (&member, "person_id")), DB_INT (round_id)))
    return false;
  if (work > 0) {
    error_set (error, "team_member", MSG_TEAM_HAS_WORK, record_number (arena, work), NULL);
    return false;
  }
  return record_remove (transaction, arena, RECORD_team_member, "team_member.remove", id, version, error);
}

bool
team_grant_roles (Transaction *transaction, Arena *arena, gint64 round_id, const char *today,
                  guint *ret_granted, GError **error)
{
  TeamRows rows;
  guint granted = 0;
  if (!team_rows (transaction, arena, round_id, today, &rows, error))
    return false;
  for (gsize i = 0; i < rows.count; i++) {
    const TeamRow *row = &rows.items[i];
    RoleGrant grant = { .account_id = row->account_id };
    if (row->ended_on != NULL || row->account_id == 0 || row->granted
        || !role_from_name (row->role, &grant.role))
      continue;
    g_autoptr (GError) problem = NULL;
    bool good = role_grant_add (transaction, &grant, NULL, &problem);
    if (!good && !g_error_matches (problem, DVHT_ERROR, MSG_ROLE_TWICE)) { /* theirs from a later day on */
      g_propagate_error (error, g_steal_pointer (&problem));
      return false;
    }
    granted += good;
  }
  *ret_granted = granted;
  return true;
}
