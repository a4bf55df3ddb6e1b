/* setup.h - a new unit with its first person, who administers it, and its first round: one write. */
#pragma once
#include "store/account.h"
#include "store/unit.h"

typedef struct {
  const char *code, *kind; /* "THGT"; of case.json: "tieu_hoc" … */
  UnitName name;
  const char *person, *position; /* position may be NULL */
  Role role;                     /* beside ADMINISTRATOR; STAFF: none */
  const char *password_hash;
  const char *scheme;
  int year;
} SetupUnit;

typedef struct {
  gint64 unit_id, account_id, person_id, round_id;
  const char *login;
} SetupResult;

/* While there is no unit: a new code that protects the first set-up, in the arena (the one before no longer
 * counts); NULL in `*ret_code` once there is a unit. */
bool setup_code_make (Transaction *transaction, Arena *arena, const char **ret_code, GError **error);
/* Is there no unit yet, and is this the code as printed? */
bool setup_code_check (Transaction *transaction, const char *typed, bool *ret, GError **error);

/* Founds the unit; the transaction is its own from then on.  Errors: the code is another unit's. */
bool setup_unit (Transaction *transaction, Arena *arena, const SetupUnit *unit, SetupResult *ret,
                 GError **error);
