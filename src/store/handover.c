/* handover.c - see handover.h. */
#include "store/handover.h"
#include "base/sha256.h"
#include "store/account.h"
#include "store/assignment.h"
#include "store/people.h"
#include "store/team.h"
#include "store/unit.h"
#include <string.h>

static const char *const kinds[] = {
  [HANDOVER_TEAM] = "team",
  [HANDOVER_INDICATOR] = "indicator",
  [HANDOVER_TASK] = "task",
  [HANDOVER_PAPER] = "paper",
  [HANDOVER_IMPROVEMENT] = "improvement",
  [HANDOVER_HEAD] = "head",
  [HANDOVER_UNION] = "union",
  [HANDOVER_ROLE] = "role",
};

static HandoverKind
kind_of (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i], name) == 0)
      return (HandoverKind)i;
  return HANDOVER_TEAM;
}

static int
by_kind (const void *a, const void *b)
{
  const HandoverItem *one = a, *other = b;
  if (one->kind != other->kind)
    return one->kind < other->kind ? -1 : 1;
  return one->id < other->id ? -1 : one->id > other->id;
}

bool
handover_items (Transaction *transaction, Arena *arena, gint64 round_id, gint64 person_id, const char *today,
                HandoverItems *ret, GError **error)
{
  HandoverItems list = { 0 };
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_handover_items, error, DB_INT (round_id),
                                   DB_INT (person_id), DB_TEXT (today));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    ARENA_PUSH (arena, list.items, list.count) = (HandoverItem){ .kind = kind_of (rows_text (rows, 0)),
                                                                 .id = rows_int (rows, 1),
                                                                 .version = rows_int (rows, 2),
                                                                 .label = rows_text_dup (rows, 3, arena),
                                                                 .due = rows_text_dup (rows, 4, arena),
                                                                 .task = rows_text_dup (rows, 5, arena),
                                                                 .place = rows_int (rows, 6),
                                                                 .of = rows_int (rows, 7) };
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  if (list.count > 0)
    qsort (list.items, list.count, sizeof *list.items, by_kind);
  *ret = list;
  return true;
}

const char *
handover_mark (Arena *arena, const HandoverItems *items)
{
  char hex[SHA256_HEX_LENGTH + 1];
  g_autoptr (GString) text = g_string_new (NULL);
  for (gsize i = 0; i < items->count; i++)
    g_string_append_printf (text, "%d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", items->items[i].kind,
                            items->items[i].id, items->items[i].version);
  sha256_hex (text->str, text->len, hex);
  return arena_strndup (arena, hex, 16);
}

/* ---- the act ---- */

typedef struct {
  Transaction *transaction;
  Arena *arena;
  const Handover *handover;
  gint64 account_id; /* of the successor; 0: none */
} Act;

/* The successor sits where the one who leaves sat.  Who sits there already takes the office over. */
static bool
hand_seat (const Act *act, const HandoverItem *item, GError **error)
{
  const Handover *handover = act->handover;
  const char *successor = record_number (act->arena, handover->to);
  Records team;
  if (!record_list (act->transaction, act->arena, RECORD_team_member, handover->round_id, &team, error)
      || !record_save (act->transaction, act->arena, RECORD_team_member, "team_member.end", item->id,
                       item->version, RECORD_FIELDS ({ "ended_on", handover->day }), error))
    return false;
  const char *duty = NULL;
  for (gsize i = 0; i < team.count; i++)
    if (team.items[i].id == item->id)
      duty = record_text (&team.items[i], "duty");
  for (gsize i = 0; i < team.count; i++) {
    const Record *member = &team.items[i];
    if (record_text (member, "ended_on") != NULL || record_int (member, "person_id") != handover->to)
      continue;
    bool office = strcmp (item->label, "member") != 0 && strcmp (record_text (member, "role"), "leader") != 0;
    return !office
           || record_save (act->transaction, act->arena, RECORD_team_member, "team_member.save", member->id,
                           member->version, RECORD_FIELDS ({ "role", item->label }), error);
  }
  return record_add (
      act->transaction, act->arena, RECORD_team_member, "team_member.add",
      RECORD_FIELDS ({ "round_id", record_number (act->arena, handover->round_id) },
                     { "person_id", successor }, { "role", item->label },
                     { "position", arena_printf (act->arena, "%" G_GINT64_FORMAT, item->place) },
                     { "duty", duty }),
      NULL, error);
}

static bool
hand_work (const Act *act, const HandoverItem *item, GError **error)
{
  const Handover *handover = act->handover;
  return record_save (act->transaction, act->arena, RECORD_assignee, "assignee.end", item->id, item->version,
                      RECORD_FIELDS ({ "ended_on", handover->day }), error)
         && assignee_add (act->transaction, act->arena, handover->round_id, item->of, handover->to,
                          item->place, error);
}

static bool
hand_chair (const Act *act, const HandoverItem *item, GError **error)
{
  RoundFacts facts;
  gint64 version = 0;
  if (!round_facts_load (act->transaction, act->arena, act->handover->round_id, &facts, &version, error))
    return false;
  if (item->kind == HANDOVER_HEAD)
    facts.head_id = act->handover->to;
  else
    facts.union_chair_id = act->handover->to;
  return round_save_facts (act->transaction, act->arena, act->handover->round_id, version, &facts, error);
}

/* The successor's account may hold the role already; without an account the role only ends. */
static bool
hand_role (const Act *act, const HandoverItem *item, GError **error)
{
  RoleGrant grant = { .account_id = act->account_id };
  g_autoptr (GError) problem = NULL;
  bool found = false;
  if (!act->handover->roles)
    return true;
  if (!role_grant_remove (act->transaction, item->id, 0, act->handover->today, &found, error))
    return false;
  if (act->account_id == 0 || !role_from_name (item->label, &grant.role)
      || role_grant_add (act->transaction, &grant, NULL, &problem)
      || g_error_matches (problem, DVHT_ERROR, MSG_ROLE_TWICE))
    return true;
  g_propagate_error (error, g_steal_pointer (&problem));
  return false;
}

static bool
hand_item (const Act *act, const HandoverItem *item, GError **error)
{
  const char *successor = record_number (act->arena, act->handover->to);
  switch (item->kind) {
  case HANDOVER_TEAM:
    return hand_seat (act, item, error);
  case HANDOVER_INDICATOR:
  case HANDOVER_TASK:
    return hand_work (act, item, error);
  case HANDOVER_PAPER:
    return record_save (act->transaction, act->arena, RECORD_paper, "paper.signer", item->id, item->version,
                        RECORD_FIELDS ({ "signer_id", successor }), error);
  case HANDOVER_IMPROVEMENT:
    return record_save (act->transaction, act->arena, RECORD_improvement, "improvement.owner", item->id,
                        item->version, RECORD_FIELDS ({ "owner_id", successor }), error);
  case HANDOVER_HEAD:
  case HANDOVER_UNION:
    return hand_chair (act, item, error);
  default:
    return hand_role (act, item, error);
  }
}

/* The successor works here; which account of theirs gets the roles. */
static bool
check_successor (Act *act, GError **error)
{
  if (act->handover->from == act->handover->to) {
    error_set (error, "handover", MSG_HANDOVER_SELF, NULL);
    return false;
  }
  return person_working (act->transaction, act->arena, act->handover->to, NULL, error)
         && db_int (act->transaction, QUERY_account_of_person, 0, &act->account_id, error,
                    DB_INT (act->handover->to));
}

bool
handover_run (Transaction *transaction, Arena *arena, const Handover *handover, gsize *ret_count,
              GError **error)
{
  Act act = { .transaction = transaction, .arena = arena, .handover = handover };
  HandoverItems items;
  gsize count = 0;
  if (!check_successor (&act, error)
      || !handover_items (transaction, arena, handover->round_id, handover->from, handover->today, &items,
                          error))
    return false;
  if (strcmp (handover_mark (arena, &items), handover->mark) != 0) {
    error_set (error, "handover", MSG_HANDOVER_CHANGED, NULL);
    return false;
  }
  for (gsize i = 0; i < items.count; i++) {
    if (!hand_item (&act, &items.items[i], error))
      return false;
    count += items.items[i].kind != HANDOVER_ROLE || handover->roles;
  }
  *ret_count = count;
  return true;
}

bool
handover_rounds (Transaction *transaction, gint64 person_id, HandoverRound ret[4], gsize *ret_count,
                 GError **error)
{
  GError *local = NULL;
  gsize count = 0;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_handover_rounds, error, DB_INT (person_id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local) && count < 4)
    if (rows_int (rows, 1) > 0)
      ret[count++] = (HandoverRound){ (int)rows_int (rows, 0), rows_int (rows, 1) };
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  *ret_count = count;
  return true;
}
