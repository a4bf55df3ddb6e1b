/* team.h - the team of a round: founded, changed, kept in the order of its decision.
 *
 * Thông tư 24/2023/TT-BGDĐT: a team has a leader, a secretary and members.  Who leaves it stays in the list
 * with the day (ended_on), so that past names are kept. */
#pragma once
#include "model/permission.h"
#include "store/record.h"

typedef struct {
  gint64 id, version, person_id, account_id; /* account_id 0: no account that can log in */
  const char *role;                          /* leader, secretary, member */
  const char *name, *office, *duty;          /* NULL where blank */
  const char *ended_on;                      /* NULL: in the team */
  bool left;                                 /* the person has left the unit */
  bool granted;                              /* an account of theirs holds the role itself today */
} TeamRow;

typedef struct {
  TeamRow *items;
  gsize count;
} TeamRows;

/* In the decision's order, those who left the team too. */
bool team_rows (Transaction *transaction, Arena *arena, gint64 round_id, const char *today, TeamRows *ret,
                GError **error);
/* The one who is in the team in that role; NULL: nobody. */
const TeamRow *team_in_role (const TeamRows *rows, const char *role);
gsize team_size (const TeamRows *rows); /* who is in it */

/* The head of the unit in that round and the union's chair; 0: not said. */
bool round_chairs (Transaction *transaction, gint64 round_id, gint64 *ret_head, gint64 *ret_union,
                   GError **error);

typedef struct {
  gint64 person_id;
  const char *role, *duty; /* duty NULL: none */
} TeamPick;

/* Puts people into the team, behind those who are there.  A new leader or secretary takes the place of the
 * one there is, who becomes a member.  Errors: MSG_TEAM_TWICE (with the name), MSG_DB_NOT_THERE. */
bool team_add (Transaction *transaction, Arena *arena, gint64 round_id, const TeamPick *picks, gsize count,
               GError **error);
/* Errors: MSG_DB_NOT_THERE (also if it is another round's), MSG_SAVE_CONFLICT. */
bool team_save (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, gint64 version,
                const char *role, const char *duty, GError **error);
/* Changes places with the one before or after; at the end nothing is done. */
bool team_move (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, bool up, GError **error);
/* Takes out who was put in by mistake.  Error: MSG_TEAM_HAS_WORK: work is given to them (hand it over). */
bool team_remove (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, gint64 version,
                  GError **error);
/* Grants the accounts of the team the roles of the same name, open-ended; told how many got one. */
bool team_grant_roles (Transaction *transaction, Arena *arena, gint64 round_id, const char *today,
                       guint *ret_granted, GError **error);

/* A record of that round.  Error: MSG_DB_NOT_THERE if it is another round's. */
bool round_record (Transaction *transaction, Arena *arena, RecordKind kind, gint64 round_id, gint64 id,
                   Record *ret, GError **error);
