/* unit.h - units, their names in the course of time, their rounds. */
#pragma once
#include "store/db.h"

/* Names as they stood on a day; all NULL-free, "" where blank. */
typedef struct {
  const char *valid_from, *valid_to; /* "YYYY-MM-DD"; valid_to NULL: open */
  const char *name, *short_name, *governing_body, *appraiser, *place;
  const char *recogniser, *salutation; /* NULL: not said */
} UnitName;

typedef struct {
  gint64 id, version;
  const char *uuid, *code, *kind;
  const char *address, *phone, *email; /* NULL: not said */
  bool is_public, public_told;         /* a public unit; said at all */
} Unit;

/* Founds a unit with its first names and makes it the transaction's; `*ret_id`: its id.  `uuid` NULL: a new
 * one. Errors: the code is taken. */
bool unit_found (Transaction *transaction, const char *uuid, const char *code, const char *kind,
                 const UnitName *name, gint64 *ret_id, GError **error);
bool unit_load (Transaction *transaction, Arena *arena, Unit *ret, GError **error);
/* The names on a day; before the first day the first names.  False with an error only. */
bool unit_name_at (Transaction *transaction, Arena *arena, const char *day, UnitName *ret, GError **error);
/* Names from `valid_from` on; those before end the day before.  An event. */
bool unit_rename (Transaction *transaction, Arena *arena, const UnitName *name, GError **error);

typedef struct {
  UnitName *items; /* in the order of their days */
  gsize count;
} UnitNames;
bool unit_names_load (Transaction *transaction, Arena *arena, UnitNames *ret, GError **error);

/* Sets what a letterhead and the scheme need beside the names (is_public, address, phone, email of `unit`),
 * if the unit still is at `unit->version`.  An event. */
bool unit_save_profile (Transaction *transaction, Arena *arena, const Unit *unit, GError **error);

/* One more version, if it still is the one a form began from; an error otherwise. */
bool unit_touch (Transaction *transaction, gint64 version, GError **error);

typedef struct {
  int year;
  const char *scheme;
  const char *uuid; /* NULL: a new one */
  gint64 revision;
} RoundOpening;
/* Opens a round; the same year and scheme twice is an error. */
bool round_open (Transaction *transaction, Arena *arena, const RoundOpening *opening, gint64 *ret_id,
                 GError **error);
/* What a round says beside its year, scheme and state; NULL and 0: not said. */
typedef struct {
  const char *citizen_scheme, *evidence_code; /* id; pattern */
  gint64 head_id, union_chair_id;             /* persons */
  const char *head_title;                     /* JSON list of lines */
  bool has_learners;
  guint learners_total, learners_citizens;
  const char *publication_url, *publication_snapshot;
  const char *number_series; /* "one", NULL: one for each kind of paper, or JSON groups of kinds */
} RoundFacts;
bool round_facts_load (Transaction *transaction, Arena *arena, gint64 id, RoundFacts *ret,
                       gint64 *ret_version, GError **error);
/* An event.  Error: MSG_SAVE_CONFLICT if somebody has changed the round since `version`. */
bool round_save_facts (Transaction *transaction, Arena *arena, gint64 id, gint64 version,
                       const RoundFacts *facts, GError **error);

/* True if the installation has a unit. */
bool unit_any (Transaction *transaction, bool *ret, GError **error);

/* A new random UUID (RFC 4122, version 4) in the arena. */
char *uuid_make (Arena *arena);
