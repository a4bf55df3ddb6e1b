/* setup.c - see setup.h. */
#include "store/setup.h"
#include "base/text.h"
#include "store/account_parts.h"
#include "store/people.h"
#include <string.h>

#define FIRST_CODE "001"
#define CODE_SETTING "setup_code" /* SHA-256 in hexadecimal */
#define CODE_GROUPS 3

bool
setup_code_make (Transaction *transaction, Arena *arena, const char **ret_code, GError **error)
{
  guint8 hash[TOKEN_HASH_SIZE];
  char hex[2 * TOKEN_HASH_SIZE + 1];
  bool founded = false;
  if (!unit_any (transaction, &founded, error))
    return false;
  *ret_code = NULL;
  if (founded)
    return true;
  const char *code = code_make (arena, CODE_GROUPS, hash);
  text_hex (hash, TOKEN_HASH_SIZE, hex);
  if (!db_run (transaction, QUERY_setting_put, NULL, error, DB_TEXT (CODE_SETTING), DB_TEXT (hex)))
    return false;
  *ret_code = code;
  return true;
}

bool
setup_code_check (Transaction *transaction, const char *typed, bool *ret, GError **error)
{
  guint8 hash[TOKEN_HASH_SIZE];
  char hex[2 * TOKEN_HASH_SIZE + 1];
  bool founded = false, there = false;
  if (!unit_any (transaction, &founded, error))
    return false;
  *ret = false;
  if (founded || !code_hash (typed, CODE_GROUPS, hash))
    return true;
  text_hex (hash, TOKEN_HASH_SIZE, hex);
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_setting_get, error, DB_TEXT (CODE_SETTING));
  if (!first_row (rows, &there, error))
    return false;
  *ret = there && strcmp (rows_text (rows, 0), hex) == 0;
  return true;
}

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
  if (!unit_found (transaction, NULL, unit->code, unit->kind, &unit->name, &result.unit_id, error)
      || !add_person (transaction, arena, unit, &result.person_id, error)
      || !account_create (transaction, arena, result.person_id, unit->code, unit->person, &result.account_id,
                          &result.login, error)
      || !account_set_password (transaction, result.account_id, unit->password_hash, 0, error)
      || !add_roles (transaction, result.account_id, unit->role, error)
      || !round_open (transaction, arena, &(RoundOpening){ .year = unit->year, .scheme = unit->scheme },
                      &result.round_id, error))
    return false;
  *ret = result;
  return true;
}
