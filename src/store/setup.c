/* setup.c - see setup.h. */
#include "store/setup.h"
#include "store/people.h"

#define FIRST_CODE "001"

static bool
add_person (Transaction *transaction, Arena *arena, const SetupUnit *unit, gint64 *ret_id, GError **error)
{
  PersonEntry entry = { 0 };
  for (gsize i = 0; i < PERSON_FIELD_COUNT; i++)
    entry.fields[i] = "";
  entry.fields[PERSON_FIELD_CODE] = FIRST_CODE;
  entry.fields[PERSON_FIELD_NAME] = unit->person;
  if (unit->position != NULL)
    entry.fields[PERSON_FIELD_POSITION] = unit->position;
  return person_save (transaction, arena, &entry, ret_id, error);
}

static bool
add_roles (Transaction *transaction, gint64 account_id, Role further, GError **error)
{
  RoleGrant grant = { .account_id = account_id, .role = ROLE_ADMINISTRATOR };
  if (!role_grant_add (transaction, &grant, NULL, error))
    return false;
  grant.role = further;
  bool wanted = further != ROLE_STAFF && further != ROLE_ADMINISTRATOR;
  return !wanted || role_grant_add (transaction, &grant, NULL, error);
}

bool
setup_unit (Transaction *transaction, Arena *arena, const SetupUnit *unit, SetupResult *ret, GError **error)
{
  SetupResult result = { 0 };
  if (!unit_found (transaction, unit->code, unit->kind, &unit->name, &result.unit_id, error)
      || !add_person (transaction, arena, unit, &result.person_id, error)
      || !account_create (transaction, arena, result.person_id, unit->code, unit->person, &result.account_id,
                          &result.login, error)
      || !account_set_password (transaction, result.account_id, unit->password_hash, 0, error)
      || !add_roles (transaction, result.account_id, unit->role, error)
      || !round_open (transaction, arena, unit->year, unit->scheme, &result.round_id, error))
    return false;
  *ret = result;
  return true;
}
