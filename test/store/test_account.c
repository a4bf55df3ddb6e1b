/* test_account.c - accounts, roles by date, deputies, secrets that serve once, waits, the chain of events. */
#include "place.h"
#include "store/audit.h"
#include "store/setup.h"
#include <string.h>

#define DAY "2026-11-24"

typedef struct {
  Place place;
  Database *database;
  Arena *arena;
  gint64 now;
  SetupResult unit, other;
} Fixture;

static gint64
fixture_clock (void *user)
{
  return ((Fixture *)user)->now;
}

/* What one write of a test does. */
typedef bool (*Step) (Fixture *fixture, Transaction *transaction, GError **error);
typedef struct {
  Fixture *fixture;
  Step step;
} Job;

static bool
run_step (Transaction *transaction, void *user, GError **error)
{
  Job *job = user;
  return job->step (job->fixture, transaction, error);
}

static void
write_as (Fixture *fixture, gint64 unit_id, Step step, GError **error)
{
  Job job = { fixture, step };
  Scope scope = { .unit_id = unit_id, .address = "127.0.0.1" };
  db_write (fixture->database, &scope, run_step, &job, error);
}

static void
write_ok (Fixture *fixture, Step step)
{
  g_autoptr (GError) error = NULL;
  write_as (fixture, fixture->unit.unit_id, step, &error);
  g_assert_no_error (error);
}

static void
write_refused (Fixture *fixture, Step step, MessageId id)
{
  g_autoptr (GError) error = NULL;
  write_as (fixture, fixture->unit.unit_id, step, &error);
  g_assert_error (error, DVHT_ERROR, (int)id);
}

static SetupUnit
sample_unit (const char *code)
{
  return (SetupUnit){ .code = code,
                      .kind = "tieu_hoc",
                      .name = { "2025-07-01", NULL, "Trường Tiểu học Gia Thụy", "Gia Thụy", "UBND phường",
                                "Phòng Văn hóa - Xã hội", "Hà Nội" },
                      .person = "Nguyễn Văn An",
                      .position = "Hiệu trưởng",
                      .role = ROLE_HEAD,
                      .password_hash = "$argon2id$…",
                      .scheme = "qd-1/tieu-hoc",
                      .year = 2026 };
}

static bool
found_one (Fixture *fixture, Transaction *transaction, GError **error)
{
  SetupUnit unit = sample_unit ("THGT");
  bool any = true;
  g_assert_true (unit_any (transaction, &any, error));
  g_assert_false (any);
  return setup_unit (transaction, fixture->arena, &unit, &fixture->unit, error);
}

static bool
found_other (Fixture *fixture, Transaction *transaction, GError **error)
{
  SetupUnit unit = sample_unit ("MNHS");
  return setup_unit (transaction, fixture->arena, &unit, &fixture->other, error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fixture->arena = arena_new ((gsize)64 << 20);
  fixture->now = (gint64)1795500000 * G_USEC_PER_SEC;
  fixture->place = place_new ();
  DatabaseOptions options
      = { .location = fixture->place.location, .readers = 2, .clock = fixture_clock, .clock_user = fixture };
  fixture->database = database_open (&options, &error);
  g_assert_no_error (error);
  write_as (fixture, 0, found_one, &error);
  g_assert_no_error (error);
  write_as (fixture, 0, found_other, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  database_close (fixture->database);
  place_clear (&fixture->place);
  arena_free (fixture->arena);
}

static Transaction *
read_as (Fixture *fixture, gint64 unit_id)
{
  g_autoptr (GError) error = NULL;
  Scope scope = { .unit_id = unit_id };
  Transaction *transaction = db_read (fixture->database, &scope, &error);
  g_assert_no_error (error);
  return transaction;
}

/* ---- accounts ---- */

static void
test_found (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Account account;
  bool found = false, any = false;
  g_assert_cmpstr (fixture->unit.login, ==, "thgt.nguyen.van.an");
  g_assert_cmpstr (fixture->other.login, ==, "mnhs.nguyen.van.an");
  g_autoptr (Transaction) anybody = read_as (fixture, 0);
  g_assert_true (unit_any (anybody, &any, &error));
  g_assert_true (any);
  g_assert_true (
      account_find_login (anybody, fixture->arena, "thgt.nguyen.van.an", &account, &found, &error));
  g_assert_true (found);
  g_assert_cmpint (account.unit_id, ==, fixture->unit.unit_id);
  g_assert_cmpstr (account.name, ==, "Nguyễn Văn An");
  g_assert_false (account.locked || account.has_totp);
  g_assert_true (account_find_login (anybody, fixture->arena, "thgt.nobody", &account, &found, &error));
  g_assert_false (found);
}

static bool add_deputy (Fixture *fixture, Transaction *transaction, GError **error);

/* Every change left its event, and the chain holds. */
static void
test_chain (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  AuditVerdict verdict = AUDIT_BROKEN_CHAIN;
  gint64 before = 0, after = 0, seq = 0;
  g_autoptr (Transaction) first = read_as (fixture, fixture->unit.unit_id);
  g_assert_true (audit_verify (first, &verdict, &before, &seq, &error));
  g_assert_cmpint (verdict, ==, AUDIT_SOUND);
  g_clear_pointer (&first, transaction_end);
  write_ok (fixture, add_deputy);
  g_autoptr (Transaction) second = read_as (fixture, fixture->unit.unit_id);
  g_assert_true (audit_verify (second, &verdict, &after, &seq, &error));
  g_assert_cmpint (verdict, ==, AUDIT_SOUND);
  g_assert_cmpint (after, ==, before + 3);
}

static bool
found_again (Fixture *fixture, Transaction *transaction, GError **error)
{
  SetupUnit unit = sample_unit ("THGT");
  SetupResult result;
  return setup_unit (transaction, fixture->arena, &unit, &result, error);
}

static bool
create_namesake (Fixture *fixture, Transaction *transaction, GError **error)
{
  gint64 id = 0;
  const char *login = NULL;
  bool created = account_create (transaction, fixture->arena, 0, "THGT", "Nguyễn Văn Ân", &id, &login, error);
  if (created)
    g_assert_cmpstr (login, ==, "thgt.nguyen.van.an2");
  return created;
}

static void
test_create (Fixture *fixture, gconstpointer data)
{
  write_refused (fixture, found_again, MSG_DB_CONSTRAINT);
  write_ok (fixture, create_namesake);
}

static bool
lock_head (Fixture *fixture, Transaction *transaction, GError **error)
{
  return account_set_locked (transaction, fixture->unit.account_id, true, DAY, error);
}

static void
test_last_administrator (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Account account;
  bool found = false;
  write_refused (fixture, lock_head, MSG_ACCOUNT_LAST_ADMINISTRATOR);
  g_autoptr (Transaction) transaction = read_as (fixture, fixture->unit.unit_id);
  g_assert_true (
      account_find (transaction, fixture->arena, fixture->unit.account_id, &account, &found, &error));
  g_assert_true (found && !account.locked);
}

/* ---- roles ---- */

static gint64 deputy_id;
static guint8 deputy_hash[TOKEN_HASH_SIZE];

static PermissionSet
permissions_on (Fixture *fixture, const char *day)
{
  g_autoptr (GError) error = NULL;
  Secret secret;
  bool found = false;
  g_autoptr (Transaction) transaction = read_as (fixture, 0);
  g_assert_true (
      secret_find (transaction, fixture->arena, deputy_hash, fixture->now, day, &secret, &found, &error));
  g_assert_true (found && secret.account_id == deputy_id);
  return secret.permissions;
}

static bool
add_deputy (Fixture *fixture, Transaction *transaction, GError **error)
{
  const char *login;
  RoleGrant lent = { .role = ROLE_HEAD, .valid_from = "2026-11-20", .valid_to = "2026-11-30" };
  RoleGrant member = { .role = ROLE_MEMBER, .valid_to = "2026-11-24" };
  if (!account_create (transaction, fixture->arena, 0, "THGT", "Lê Thị Bình", &deputy_id, &login, error))
    return false;
  Secret session = { .account_id = deputy_id, .kind = SECRET_SESSION };
  lent.account_id = member.account_id = deputy_id;
  lent.deputy_for = fixture->unit.account_id;
  token_make (fixture->arena, deputy_hash);
  return role_grant_add (transaction, &lent, NULL, error)
         && role_grant_add (transaction, &member, NULL, error)
         && secret_add (transaction, deputy_hash, &session, NULL, error);
}

static bool
end_head (Fixture *fixture, Transaction *transaction, GError **error)
{
  RoleGrants grants;
  bool found = false;
  if (!role_grants_of (transaction, fixture->arena, fixture->unit.account_id, &grants, error))
    return false;
  for (gsize i = 0; i < grants.count; i++)
    if (grants.items[i].role == ROLE_HEAD)
      return role_grant_remove (transaction, grants.items[i].id, 0, DAY, &found, error);
  g_assert_not_reached ();
}

static void
test_dates (Fixture *fixture, gconstpointer data)
{
  write_ok (fixture, add_deputy);
  PermissionSet head = role_permissions (ROLE_HEAD), member = role_permissions (ROLE_MEMBER);
  g_assert_cmphex (permissions_on (fixture, "2026-11-19"), ==, member);
  g_assert_cmphex (permissions_on (fixture, "2026-11-20"), ==, head | member);
  g_assert_cmphex (permissions_on (fixture, "2026-11-24"), ==, head | member);
  g_assert_cmphex (permissions_on (fixture, "2026-11-30"), ==, head);
  g_assert_cmphex (permissions_on (fixture, "2026-12-01"), ==, PERMISSION_BIT (PERMISSION_PERSONAL));
  write_ok (fixture, end_head); /* who lent it has it no more: nor has the deputy */
  g_assert_cmphex (permissions_on (fixture, "2026-11-24"), ==, member);
}

static const RoleGrant *wanted_grant;

static bool
add_wanted (Fixture *fixture, Transaction *transaction, GError **error)
{
  return role_grant_add (transaction, wanted_grant, NULL, error);
}

static void
test_refused_grants (Fixture *fixture, gconstpointer data)
{
  write_ok (fixture, add_deputy);
  gint64 head = fixture->unit.account_id;
  const struct {
    RoleGrant grant;
    MessageId id;
  } cases[] = {
    { { .account_id = deputy_id, .role = ROLE_LEADER, .valid_from = "2026-12-01", .valid_to = "2026-11-01" },
      MSG_ROLE_DATES },
    { { .account_id = deputy_id, .role = ROLE_MEMBER, .valid_from = "2026-11-24" }, MSG_ROLE_TWICE },
    { { .account_id = head, .role = ROLE_HEAD }, MSG_ROLE_TWICE },
    { { .account_id = head, .role = ROLE_HEAD, .deputy_for = head }, MSG_ROLE_DEPUTY_SELF },
    { { .account_id = deputy_id, .role = ROLE_HEAD, .deputy_for = head, .valid_from = "2027-01-01" },
      MSG_ROLE_DEPUTY_ENDLESS },
    { { .account_id = deputy_id,
        .role = ROLE_LEADER,
        .deputy_for = head,
        .valid_from = "2027-01-01",
        .valid_to = "2027-01-02" },
      MSG_ROLE_NOT_HELD },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    wanted_grant = &cases[i].grant;
    write_refused (fixture, add_wanted, cases[i].id);
  }
}

/* ---- secrets ---- */

static guint8 session_hash[TOKEN_HASH_SIZE], slip_hash[TOKEN_HASH_SIZE];

static bool
add_secrets (Fixture *fixture, Transaction *transaction, GError **error)
{
  Secret session = { .account_id = fixture->unit.account_id, .kind = SECRET_SESSION, .label = "Firefox" };
  Secret slip = { .account_id = fixture->unit.account_id, .kind = SECRET_SLIP };
  session.has_csrf = true;
  session.csrf[3] = 7;
  session.expires_at = fixture->now + 100;
  code_make (fixture->arena, CODE_SLIP_GROUPS, slip_hash);
  token_make (fixture->arena, session_hash);
  return secret_add (transaction, session_hash, &session, NULL, error)
         && secret_add (transaction, slip_hash, &slip, NULL, error);
}

static bool
is_there (Fixture *fixture, const guint8 *hash, gint64 now, Secret *ret)
{
  g_autoptr (GError) error = NULL;
  bool found = false;
  g_autoptr (Transaction) transaction = read_as (fixture, 0);
  g_assert_true (secret_find (transaction, fixture->arena, hash, now, DAY, ret, &found, &error));
  return found;
}

static bool
change_password (Fixture *fixture, Transaction *transaction, GError **error)
{
  return account_set_password (transaction, fixture->unit.account_id, "$argon2id$new", 0, error);
}

static bool
touch_session (Fixture *fixture, Transaction *transaction, GError **error)
{
  return secret_touch (transaction, session_hash, fixture->now + 500, error);
}

static void
test_secrets (Fixture *fixture, gconstpointer data)
{
  Secret secret;
  write_ok (fixture, add_secrets);
  g_assert_true (is_there (fixture, session_hash, fixture->now + 99, &secret));
  g_assert_true (secret.has_csrf && secret.csrf[3] == 7 && secret.kind == SECRET_SESSION);
  g_assert_cmpstr (secret.name, ==, "Nguyễn Văn An");
  g_assert_cmpint (secret.unit_id, ==, fixture->unit.unit_id);
  g_assert_cmpstr (secret.unit_name, ==, "Trường Tiểu học Gia Thụy");
  g_assert_cmpint (secret.year, ==, 2026);
  g_assert_cmphex (secret.permissions, ==,
                   role_permissions (ROLE_HEAD) | role_permissions (ROLE_ADMINISTRATOR));
  g_assert_false (is_there (fixture, session_hash, fixture->now + 100, &secret));
  write_ok (fixture, touch_session);
  g_assert_true (is_there (fixture, session_hash, fixture->now + 499, &secret));
  g_assert_true (is_there (fixture, slip_hash, G_MAXINT64, &secret));
  write_ok (fixture, change_password);
  g_assert_false (is_there (fixture, session_hash, fixture->now, &secret));
  g_assert_false (is_there (fixture, slip_hash, fixture->now, &secret));
}

static bool
end_foreign (Fixture *fixture, Transaction *transaction, GError **error)
{
  bool found = true;
  Secrets list;
  g_assert_true (
      secret_list (transaction, fixture->arena, fixture->unit.account_id, SECRET_SESSION, 0, &list, error));
  g_assert_cmpuint (list.count, ==, 0); /* the other unit sees none of it */
  for (gint64 id = 1; id < 20; id++) {
    g_assert_true (secret_end (transaction, fixture->unit.account_id, id, &found, error));
    g_assert_false (found);
  }
  return true;
}

static void
test_foreign_unit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Secret secret;
  write_ok (fixture, add_secrets);
  write_as (fixture, fixture->other.unit_id, end_foreign, &error);
  g_assert_no_error (error);
  g_assert_true (is_there (fixture, session_hash, fixture->now, &secret));
}

static bool
use_step (Fixture *fixture, Transaction *transaction, GError **error)
{
  static const guint8 secret[TOTP_SECRET_BYTES] = { 1, 2, 3 };
  bool first = false, again = true, earlier = true;
  g_assert_true (account_set_totp (transaction, fixture->unit.account_id, secret, 10, error));
  g_assert_true (account_use_totp (transaction, fixture->unit.account_id, 11, &first, error));
  g_assert_true (account_use_totp (transaction, fixture->unit.account_id, 11, &again, error));
  g_assert_true (account_use_totp (transaction, fixture->unit.account_id, 9, &earlier, error));
  g_assert_true (first && !again && !earlier);
  return true;
}

static bool
fail_often (Fixture *fixture, Transaction *transaction, GError **error)
{
  for (int i = 0; i < 6; i++)
    if (!throttle_count (transaction, &throttle_account, "account:an", error))
      return false;
  return true;
}

static bool
clear_failures (Fixture *fixture, Transaction *transaction, GError **error)
{
  return throttle_clear (transaction, "account:an", error);
}

static gint64
wait_of (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  Throttle throttle;
  g_autoptr (Transaction) transaction = read_as (fixture, 0);
  g_assert_true (throttle_read (transaction, "account:an", &throttle, &error));
  return throttle_wait (&throttle_account, throttle, fixture->now);
}

static void
test_once_and_waits (Fixture *fixture, gconstpointer data)
{
  write_ok (fixture, use_step);
  g_assert_cmpint (wait_of (fixture), ==, 0);
  write_ok (fixture, fail_often);
  g_assert_cmpint (wait_of (fixture), ==, 30 * G_USEC_PER_SEC);
  write_ok (fixture, clear_failures);
  g_assert_cmpint (wait_of (fixture), ==, 0);
}

static bool
purge_all (Fixture *fixture, Transaction *transaction, GError **error)
{
  return secret_purge (transaction, error);
}

static void
test_purge (Fixture *fixture, gconstpointer data)
{
  Secret secret;
  gint64 expired = fixture->now + 100, day = (gint64)86400 * G_USEC_PER_SEC;
  write_ok (fixture, add_secrets);
  write_ok (fixture, fail_often);
  fixture->now += 90 * day;
  write_ok (fixture, purge_all);
  g_assert_true (
      is_there (fixture, session_hash, expired - 1, &secret)); /* ran out 90 days ago but for a moment */
  fixture->now += 200;
  write_ok (fixture, purge_all);
  g_assert_false (is_there (fixture, session_hash, expired - 1, &secret));
  g_assert_true (is_there (fixture, slip_hash, expired - 1, &secret)); /* never runs out */
}

static const char *printed_code;

static bool
make_code (Fixture *fixture, Transaction *transaction, GError **error)
{
  return setup_code_make (transaction, fixture->arena, &printed_code, error);
}

static bool
code_fits (Fixture *fixture, const char *typed)
{
  g_autoptr (GError) error = NULL;
  bool right = false;
  g_autoptr (Transaction) transaction = read_as (fixture, 0);
  g_assert_true (setup_code_check (transaction, typed, &right, &error));
  return right;
}

static void
test_setup_code (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Place place = place_new ();
  Database *school = fixture->database;
  DatabaseOptions options = { .location = place.location, .readers = 1 };
  fixture->database = database_open (&options, &error);
  g_assert_no_error (error);
  write_as (fixture, 0, make_code, &error);
  const char *first = printed_code;
  g_assert_true (code_fits (fixture, first));
  g_assert_false (code_fits (fixture, "AAAA-AAAA-AAAA") || code_fits (fixture, "x"));
  write_as (fixture, 0, make_code, &error);
  g_assert_true (code_fits (fixture, printed_code));
  g_assert_false (code_fits (fixture, first));
  write_as (fixture, 0, found_other, &error);
  g_assert_no_error (error);
  g_assert_false (code_fits (fixture, printed_code)); /* there is a unit now */
  write_as (fixture, 0, make_code, &error);
  g_assert_null (printed_code);
  database_close (fixture->database);
  place_clear (&place);
  fixture->database = school;
}

#define ADD(name, test) g_test_add ("/account/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("found", test_found);
  ADD ("chain", test_chain);
  ADD ("create", test_create);
  ADD ("last-administrator", test_last_administrator);
  ADD ("dates", test_dates);
  ADD ("refused-grants", test_refused_grants);
  ADD ("secrets", test_secrets);
  ADD ("foreign-unit", test_foreign_unit);
  ADD ("purge", test_purge);
  ADD ("setup-code", test_setup_code);
  ADD ("once-and-waits", test_once_and_waits);
  return g_test_run ();
}
