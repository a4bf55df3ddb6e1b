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

/* Founds the unit; the transaction is its own from then on.  Errors: the code is another unit's. */
bool setup_unit (Transaction *transaction, Arena *arena, const SetupUnit *unit, SetupResult *ret,
                 GError **error);
