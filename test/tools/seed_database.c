/* seed_database.c - a data folder for tests from outside: two units, an account of every role in each.
 *
 * usage: seed_database FOLDER
 * Prints JSON: [{"unit","role","login","session","csrf","account"}].  All have the password of PASSWORD
 * below. */
#include "base/password.h"
#include "store/people.h"
#include "store/setup.h"
#include <stdio.h>

#define PASSWORD "trời xanh mây trắng"
#define DAY ((gint64)24 * 3600 * G_USEC_PER_SEC)

typedef struct {
  Arena *arena;
  const char *code, *name, *hash;
  GString *out;
} Seed;

static bool
add_session (Seed *seed, Transaction *transaction, gint64 account_id, const char *login, const char *role,
             GError **error)
{
  guint8 hash[TOKEN_HASH_SIZE];
  char csrf[2 * TOKEN_HASH_SIZE + 1];
  const char *token = token_make (seed->arena, hash);
  Secret secret = { .account_id = account_id, .kind = SECRET_SESSION, .label = "test", .has_csrf = true };
  token_random (secret.csrf, sizeof secret.csrf);
  for (gsize i = 0; i < TOKEN_HASH_SIZE; i++)
    g_snprintf (csrf + 2 * i, 3, "%02x", secret.csrf[i]);
  secret.expires_at = transaction_now (transaction) + DAY;
  g_string_append_printf (
      seed->out,
      "%s{\"unit\":\"%s\",\"role\":\"%s\",\"login\":\"%s\",\"session\":\"%s\",\"csrf\":\"%s\","
      "\"account\":%" G_GINT64_FORMAT "}",
      seed->out->len > 1 ? ",\n " : "", seed->code, role, login, token, csrf, account_id);
  return secret_add (transaction, hash, &secret, NULL, error);
}

/* Accounts are people's: "Vai Secretary" and so on. */
static bool
add_person (Seed *seed, Transaction *transaction, Role role, gint64 *ret_id, GError **error)
{
  PersonEntry entry = { 0 };
  for (gsize i = 0; i < PERSON_FIELD_COUNT; i++)
    entry.fields[i] = "";
  entry.fields[PERSON_FIELD_CODE] = arena_printf (seed->arena, "V%02d", (int)role + 1);
  entry.fields[PERSON_FIELD_NAME] = arena_concat (seed->arena, "Vai ", role_vietnamese (role), NULL);
  entry.fields[PERSON_FIELD_POSITION] = "Giáo viên";
  return person_save (transaction, seed->arena, &entry, ret_id, error);
}

static bool
add_account (Seed *seed, Transaction *transaction, Role role, GError **error)
{
  gint64 id = 0, person_id = 0;
  const char *login = NULL;
  RoleGrant grant = { .role = role };
  if (!add_person (seed, transaction, role, &person_id, error)
      || !account_create (transaction, seed->arena, person_id, seed->code, role_name (role), &id, &login,
                          error)
      || !account_set_password (transaction, id, seed->hash, 0, error))
    return false;
  grant.account_id = id;
  return role_grant_add (transaction, &grant, NULL, error)
         && add_session (seed, transaction, id, login, role_name (role), error);
}

static bool
fill (Transaction *transaction, void *user, GError **error)
{
  Seed *seed = user;
  SetupResult result;
  SetupUnit unit = { .code = seed->code, .kind = "tieu_hoc", .person = "Nguyễn Văn An", .role = ROLE_STAFF };
  unit.name = (UnitName){ "2025-07-01",    NULL,    seed->name, seed->name, "Ủy ban nhân dân phường",
                          "Phòng Văn hóa", "Hà Nội" };
  unit.password_hash = seed->hash;
  unit.scheme = "tt22-2020";
  unit.year = 2026;
  if (!setup_unit (transaction, seed->arena, &unit, &result, error)
      || !add_session (seed, transaction, result.account_id, result.login, "founder", error))
    return false;
  for (Role role = 0; role < ROLE_COUNT; role++)
    if (!add_account (seed, transaction, role, error))
      return false;
  return true;
}

int
main (int argc, char **argv)
{
  static const Scope nobody = { 0 };
  g_autoptr (Arena) arena = arena_new ((gsize)256 << 20);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) out = g_string_new ("[");
  g_autofree char *hash = password_hash (PASSWORD, &error);
  if (argc != 2 || hash == NULL)
    return 2;
  DatabaseOptions options = { .location = database_location (arena, argv[1], &error), .readers = 1 };
  g_autoptr (Database) database = options.location != NULL ? database_open (&options, &error) : NULL;
  Seed seeds[] = { { arena, "THGT", "Trường Tiểu học Gia Thụy", hash, out },
                   { arena, "MNHS", "Trường Mầm non Hoa Sen", hash, out } };
  for (gsize i = 0; database != NULL && error == NULL && i < G_N_ELEMENTS (seeds); i++)
    db_write (database, &nobody, fill, &seeds[i], &error);
  if (error != NULL) {
    fprintf (stderr, "%s\n", error->message);
    return 1;
  }
  printf ("%s]\n", out->str);
  return 0;
}
