/* user.c - dvht user, dvht token: accounts from the machine itself, for when nobody can log in. */
#include "base/json.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/data.h"
#include "model/login.h"
#include "store/account.h"
#include <string.h>

#define CODE_DAYS 3
#define TOKEN_DAYS 365
#define TOKEN_MOST_DAYS 3650
#define LABEL_MAX 200

#define DATA_OPTION                                                                                          \
  {                                                                                                          \
    "--data", "DIR",                                                                                         \
    {                                                                                                        \
      "thư mục dữ liệu (bắt buộc)", "data folder (required)"                                                 \
    }                                                                                                        \
  }

const OptionSpec user_list_options[] = {
  DATA_OPTION,
  { "--json", NULL, { "in ra JSON", "print JSON" } },
  { NULL },
};
const OptionSpec user_options[] = { DATA_OPTION, { NULL } };
const OptionSpec user_reset_options[] = {
  DATA_OPTION,
  { "--no-totp",
    NULL,
    { "tắt luôn mã xác thực hai lớp (mất điện thoại)", "turn one-time codes off (phone lost)" } },
  { NULL },
};
const OptionSpec user_grant_options[] = {
  DATA_OPTION,
  { "--from",
    "DATE",
    { "từ ngày, ghi 2026-01-15 (mặc định: ngay)", "from that day, 2026-01-15 (default: at once)" } },
  { "--to", "DATE", { "đến hết ngày (mặc định: không thời hạn)", "to the end of that day (default: open)" } },
  { NULL },
};
const OptionSpec token_create_options[] = {
  DATA_OPTION,
  { "--user", "NAME", { "tên đăng nhập (bắt buộc)", "log-in (required)" } },
  { "--scope",
    "LIST",
    { "các quyền, cách nhau dấu phẩy, ví dụ people.read,unit.read (bắt buộc)",
      "permissions split by commas, as people.read,unit.read (required)" } },
  { "--label", "TEXT", { "dùng để làm gì (mặc định: dòng lệnh)", "what it is for (default: command line)" } },
  { "--days", "N", { "số ngày dùng được (mặc định 365)", "days it can be used (default 365)" } },
  { NULL },
};

/* ---- the database and the account ---- */

typedef struct {
  const Invocation *invocation;
  Database *database;
  gint64 unit_id, account_id;
  const char *today;
  /* of the command at hand */
  bool (*work) (Transaction *transaction, void *job, GError **error);
  RoleGrant grant;
  bool no_totp;
  const char *label, *scope;
  gint64 expires_at;
  const char *secret; /* code or token to print */
} Job;

static bool
find_account (Job *job, const char *typed, GError **error)
{
  static const Scope anybody = { 0 };
  Arena *arena = job->invocation->arena;
  Account account;
  bool found = false;
  g_autoptr (Transaction) transaction = db_read (job->database, &anybody, error);
  if (transaction == NULL
      || !account_find_login (transaction, arena, login_normalise (arena, typed), &account, &found, error))
    return false;
  if (!found) {
    error_set (error, NULL, MSG_CLI_NO_USER, typed, NULL);
    return false;
  }
  job->unit_id = account.unit_id;
  job->account_id = account.id;
  return true;
}

static bool
run_work (Transaction *transaction, void *user, GError **error)
{
  Job *job = user;
  return job->work (transaction, job, error);
}

/* Opens the data, finds the account, does the work; the exit code. */
static int
run_job (Job *job, const char *login)
{
  const Invocation *invocation = job->invocation;
  g_autoptr (GError) error = NULL;
  g_autoptr (Database) database = job->database = open_data (invocation, 1, &error);
  job->today = date_iso (invocation->arena, date_at_instant (g_get_real_time ()));
  if (database == NULL || !find_account (job, login, &error))
    return report_error (invocation, error, EXIT_UNUSABLE);
  Scope scope = { .unit_id = job->unit_id };
  if (!db_write (database, &scope, run_work, job, &error))
    return report_error (invocation, error, EXIT_FAULTY);
  return EXIT_DONE;
}

static int
print_done (const Invocation *invocation, int code, MessageId id, const char *argument)
{
  if (code != EXIT_DONE)
    return code;
  Message message = message_make (id, argument, NULL);
  print_text (invocation_message (invocation, &message));
  print_text ("\n");
  return EXIT_DONE;
}

/* ---- the commands ---- */

static bool
clear_waits (Transaction *transaction, const Job *job, GError **error)
{
  Account account;
  bool found = false;
  return account_find (transaction, job->invocation->arena, job->account_id, &account, &found, error)
         && throttle_clear (transaction,
                            arena_concat (job->invocation->arena, "account:", account.login, NULL), error);
}

static bool
reset_work (Transaction *transaction, void *user, GError **error)
{
  Job *job = user;
  CivilDate until = date_add_days (date_at_instant (transaction_now (transaction)), CODE_DAYS);
  return account_set_password (transaction, job->account_id, NULL, 0, error)
         && (!job->no_totp || account_set_totp (transaction, job->account_id, NULL, 0, error))
         && clear_waits (transaction, job, error)
         && account_issue_code (transaction, job->invocation->arena, job->account_id, SECRET_RESET,
                                date_end_instant (until), &job->secret, error);
}

int
run_user_reset (const Invocation *invocation)
{
  Job job = { .invocation = invocation,
              .work = reset_work,
              .no_totp = invocation_flag (invocation, "--no-totp") };
  int code = run_job (&job, invocation->operands[0]);
  return print_done (invocation, code, MSG_CLI_USER_RESET, job.secret);
}

static bool
unlock_work (Transaction *transaction, void *user, GError **error)
{
  Job *job = user;
  return account_set_locked (transaction, job->account_id, false, job->today, error)
         && clear_waits (transaction, job, error);
}

int
run_user_unlock (const Invocation *invocation)
{
  Job job = { .invocation = invocation, .work = unlock_work };
  return print_done (invocation, run_job (&job, invocation->operands[0]), MSG_CLI_USER_UNLOCKED,
                     invocation->operands[0]);
}

static bool
grant_work (Transaction *transaction, void *user, GError **error)
{
  Job *job = user;
  job->grant.account_id = job->account_id;
  return role_grant_add (transaction, &job->grant, NULL, error);
}

/* A date option as stored; false after an error. */
static bool
read_date (const Invocation *invocation, const char *option, const char **ret, GError **error)
{
  const char *text = invocation_option (invocation, option);
  CivilDate date;
  if (text == NULL)
    return true;
  if (!date_parse_iso (text, &date) && !date_parse_vietnamese (text, &date)) {
    error_set (error, option, MSG_CLI_BAD_DATE, text, NULL);
    return false;
  }
  *ret = date_iso (invocation->arena, date);
  return true;
}

int
run_user_grant (const Invocation *invocation)
{
  g_autoptr (GError) error = NULL;
  Job job = { .invocation = invocation, .work = grant_work };
  if (!role_from_name (invocation->operands[1], &job.grant.role)) {
    g_autoptr (GString) names = g_string_new (NULL);
    for (Role role = 0; role < ROLE_COUNT; role++)
      g_string_append_printf (names, "%s%s", role > 0 ? ", " : "", role_name (role));
    return report_message (invocation, EXIT_UNUSABLE, MSG_CLI_NO_ROLE, invocation->operands[1], names->str,
                           NULL);
  }
  if (!read_date (invocation, "--from", &job.grant.valid_from, &error)
      || !read_date (invocation, "--to", &job.grant.valid_to, &error))
    return report_error (invocation, error, EXIT_UNUSABLE);
  return print_done (invocation, run_job (&job, invocation->operands[0]), MSG_CLI_USER_GRANTED,
                     role_vietnamese (job.grant.role));
}

/* ---- dvht token create ---- */

/* "a,b" as "a b"; false after an error if a name is no permission or may not be lent to a script. */
static bool
read_scope (const Invocation *invocation, const char *typed, const char **ret, GError **error)
{
  g_autoptr (GString) scope = g_string_new (NULL);
  g_auto (GStrv) names = g_strsplit_set (typed, ", ", -1);
  Permission permission;
  for (guint i = 0; names[i] != NULL; i++) {
    if (*names[i] == '\0')
      continue;
    if (!permission_from_name (names[i], &permission) || permission == PERMISSION_SETUP) {
      error_set (error, "--scope", MSG_CLI_NO_PERMISSION, names[i], NULL);
      return false;
    }
    g_string_append_printf (scope, "%s%s", scope->len > 0 ? " " : "", names[i]);
  }
  if (scope->len == 0) {
    error_set (error, NULL, MSG_CLI_NEEDS_OPTION, invocation->command->name, "--scope LIST", NULL);
    return false;
  }
  *ret = arena_strndup (invocation->arena, scope->str, scope->len);
  return true;
}

static bool
token_work (Transaction *transaction, void *user, GError **error)
{
  Job *job = user;
  return account_issue_token (transaction, job->invocation->arena, job->account_id, job->label, job->scope,
                              job->expires_at, &job->secret, error);
}

static bool
read_days (const Invocation *invocation, gint64 *ret, GError **error)
{
  const char *text = invocation_option (invocation, "--days");
  guint64 days = TOKEN_DAYS;
  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, TOKEN_MOST_DAYS, &days, NULL)) {
    error_set (error, NULL, MSG_CLI_BAD_CHOICE, "--days", "1 … " G_STRINGIFY (TOKEN_MOST_DAYS), NULL);
    return false;
  }
  *ret = date_end_instant (date_add_days (date_at_instant (g_get_real_time ()), (gint32)days));
  return true;
}

int
run_token_create (const Invocation *invocation)
{
  g_autoptr (GError) error = NULL;
  const char *login = invocation_option (invocation, "--user"),
             *scope = invocation_option (invocation, "--scope");
  const char *label = invocation_option (invocation, "--label");
  Job job = { .invocation = invocation, .work = token_work, .label = label != NULL ? label : "dòng lệnh" };
  if (login == NULL || scope == NULL)
    return report_message (invocation, EXIT_UNUSABLE, MSG_CLI_NEEDS_OPTION, invocation->command->name,
                           login == NULL ? "--user NAME" : "--scope LIST", NULL);
  if (strlen (job.label) > LABEL_MAX)
    return report_message (invocation, EXIT_UNUSABLE, MSG_CLI_BAD_CHOICE, "--label",
                           "1 … " G_STRINGIFY (LABEL_MAX), NULL);
  job.label = text_nfc (invocation->arena, job.label);
  if (!read_scope (invocation, scope, &job.scope, &error) || !read_days (invocation, &job.expires_at, &error))
    return report_error (invocation, error, EXIT_UNUSABLE);
  int code = run_job (&job, login);
  if (code == EXIT_DONE) {
    print_text (job.secret);
    print_text ("\n");
  }
  return code;
}

/* ---- dvht user list ---- */

static bool
list_roles (Transaction *transaction, Arena *arena, gint64 unit_id, gint64 account_id, GString *ret,
            GError **error)
{
  RoleGrants grants;
  if (!transaction_set_unit (transaction, unit_id, error)
      || !role_grants_of (transaction, arena, account_id, &grants, error))
    return false;
  for (gsize i = 0; i < grants.count; i++)
    g_string_append_printf (ret, "%s%s", i > 0 ? "," : "", role_name (grants.items[i].role));
  return true;
}

typedef struct {
  gint64 unit_id, id;
  const char *login, *state, *unit, *name;
} ListedUser;

static void
print_user (const Invocation *invocation, const ListedUser *user, const char *roles, bool json, bool first)
{
  if (!json) {
    printf ("%-40s %-8s %-8s %s%s%s\n", user->login, user->unit, user->state,
            user->name != NULL ? printable (invocation->arena, user->name) : "", *roles != '\0' ? "; " : "",
            roles);
    return;
  }
  g_autoptr (GString) line = g_string_new (first ? "[" : ",\n ");
  const char *const fields[][2] = { { "login", user->login },
                                    { "unit", user->unit },
                                    { "state", user->state },
                                    { "name", user->name },
                                    { "roles", roles } };
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++) {
    g_string_append_printf (line, "%s\"%s\":", i == 0 ? "{" : ",", fields[i][0]);
    json_append_string (line, fields[i][1]);
  }
  g_string_append_c (line, '}');
  print_text (line->str);
}

static bool
read_users (Transaction *transaction, Arena *arena, ListedUser **ret, gsize *ret_count, GError **error)
{
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_account_all, error);
  GError *failure = NULL;
  if (rows == NULL)
    return false;
  while (rows_next (rows, &failure))
    ARENA_PUSH (arena, *ret, *ret_count) = (ListedUser){ rows_int (rows, 0),
                                                         rows_int (rows, 1),
                                                         rows_text_dup (rows, 2, arena),
                                                         rows_text_dup (rows, 3, arena),
                                                         rows_text_dup (rows, 4, arena),
                                                         rows_text_dup (rows, 5, arena) };
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

static bool
list_users (const Invocation *invocation, Database *database, GError **error)
{
  static const Scope anybody = { 0 };
  bool json = invocation_flag (invocation, "--json");
  ListedUser *users = NULL;
  gsize count = 0;
  g_autoptr (Transaction) transaction = db_read (database, &anybody, error);
  if (transaction == NULL || !read_users (transaction, invocation->arena, &users, &count, error))
    return false;
  for (gsize i = 0; i < count; i++) {
    g_autoptr (GString) roles = g_string_new (NULL);
    if (!list_roles (transaction, invocation->arena, users[i].unit_id, users[i].id, roles, error))
      return false;
    print_user (invocation, &users[i], roles->str, json, i == 0);
  }
  if (json)
    print_text (count == 0 ? "[]\n" : "]\n");
  return true;
}

int
run_user_list (const Invocation *invocation)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Database) database = open_data (invocation, 1, &error);
  if (database == NULL || !list_users (invocation, database, &error))
    return report_error (invocation, error, EXIT_UNUSABLE);
  return EXIT_DONE;
}
