/* accounts.c - the administrator's list of accounts: created for all staff at once, slips to hand out. */
#include "base/date.h"
#include "base/text.h"
#include "document/slip.h"
#include "model/job_input.h"
#include "store/job.h"
#include "store/unit.h"
#include "web/export.h"
#include "web/pages/account_parts.h"
#include "web/pages/pages.h"
#include <string.h>

#define SLIPS_AT_ONCE 200 /* more of them are made in the background */

static const InputSpec slip_inputs[] = { { .name = "id", .kind = INPUT_LIST, .label = "Tài khoản" }, { 0 } };

static const InputSpec list_inputs[] = { { .name = "loc", .kind = INPUT_TEXT, .label = "Tìm" }, { 0 } };

static const InputSpec export_inputs[]
    = { EXPORT_INPUT, { .name = "loc", .kind = INPUT_TEXT, .label = "Tìm" }, { 0 } };

/* ---- the list ---- */

static const char *
roles_text (Arena *arena, const RoleGrants *grants, gint64 account_id)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (gsize i = 0; i < grants->count; i++) {
    const RoleGrant *grant = &grants->items[i];
    if (grant->account_id != account_id)
      continue;
    const char *dates = dates_text (arena, grant->valid_from, grant->valid_to);
    g_string_append_printf (text, "%s%s%s%s%s", text->len > 0 ? "; " : "", role_vietnamese (grant->role),
                            grant->deputy_for != 0 ? " (được ủy quyền)" : "", *dates != '\0' ? ", " : "",
                            dates);
  }
  return arena_strndup (arena, text->str, text->len);
}

static const char *
state_text (const ListedAccount *account)
{
  return account->locked ? "đã khóa" : account->has_password ? "đang dùng" : "chưa đặt mật khẩu";
}

/* All that is written of an account has each of the words, accents and case aside; as the script filters. */
static bool
is_found (Arena *arena, const ListedAccount *account, const char *roles, const char *search)
{
  if (search == NULL)
    return true;
  const char *department = account->department != NULL ? account->department : "";
  const char *all = text_fold (arena, arena_concat (arena, account->name, " ", account->login, " ",
                                                    department, " ", roles, " ", state_text (account), NULL));
  g_auto (GStrv) words = g_strsplit (text_fold (arena, search), " ", 0);
  for (gsize i = 0; words[i] != NULL; i++)
    if (strstr (all, words[i]) == NULL)
      return false;
  return true;
}

static Value *
account_value (Arena *arena, const ListedAccount *account, const char *roles)
{
  Value *item = value_object (arena);
  value_set_int (item, "id", account->id);
  value_set_text (item, "login", account->login);
  value_set_text (item, "name", account->name);
  value_set_text (item, "department", account->department);
  value_set_text (item, "roles", roles);
  value_set_text (item, "state", state_text (account));
  value_set_bool (item, "locked", account->locked);
  value_set_bool (item, "waiting", !account->locked && !account->has_password);
  value_set_bool (item, "has_totp", account->has_totp);
  return item;
}

/* Those that input "loc" finds. */
static bool
list_accounts (Request *request, Value *list, GError **error)
{
  Arena *arena = request_arena (request);
  ListedAccounts accounts;
  RoleGrants grants;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !account_list (transaction, arena, &accounts, error)
      || !role_grants_current (transaction, arena, request_today (request), &grants, error))
    return false;
  for (gsize i = 0; i < accounts.count; i++) {
    const char *roles = roles_text (arena, &grants, accounts.items[i].id);
    if (is_found (arena, &accounts.items[i], roles, request_text (request, "loc")))
      value_append (list, account_value (arena, &accounts.items[i], roles));
  }
  return true;
}

static bool
show_accounts (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  ListedAccounts missing;
  Value *page = value_object (arena), *list = value_list (arena);
  if (!list_accounts (request, list, error)
      || !account_list_missing (request_read (request, error), arena, &missing, error))
    return false;
  const char *search = request_text (request, "loc");
  g_autofree char *packed = g_uri_escape_string (search != NULL ? search : "", NULL, false);
  value_set (page, "accounts", list);
  value_set_bool (page, "any", value_length (list) > 0);
  export_links (request, page, "/tai-khoan/tai-ve",
                search != NULL ? arena_concat (arena, "loc=", packed, NULL) : "");
  value_set_int (page, "count", (gint64)value_length (list));
  value_set_int (page, "missing_count", (gint64)missing.count);
  value_set_bool (page, "any_missing", missing.count > 0);
  request_show (request, value_view (page));
  return true;
}

static const ExportColumn export_columns[] = {
  { "name", { "Họ và tên", 28, COLUMN_TEXT } },   { "login", { "Tên đăng nhập", 26, COLUMN_TEXT } },
  { "department", { "Tổ", 18, COLUMN_TEXT } },    { "roles", { "Vai trò", 36, COLUMN_TEXT } },
  { "state", { "Tình trạng", 20, COLUMN_TEXT } },
};

static bool
prepare_export (Request *request, GError **error)
{
  static const ExportSpec spec = { "tai-khoan", "Tài khoản", export_columns, G_N_ELEMENTS (export_columns) };
  Value *list = value_list (request_arena (request));
  return list_accounts (request, list, error) && export_send (request, &spec, value_view (list), error);
}

/* ---- accounts for all who have none ---- */

static bool
create_one (Request *request, Transaction *transaction, const char *code, const ListedAccount *person,
            GError **error)
{
  RoleGrant grant = { .role = ROLE_STAFF };
  const char *login = NULL;
  return account_create (transaction, request_arena (request), person->person_id, code, person->name,
                         &grant.account_id, &login, error)
         && role_grant_add (transaction, &grant, NULL, error);
}

static bool
write_create (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  ListedAccounts missing;
  Unit unit;
  if (!unit_load (transaction, arena, &unit, error)
      || !account_list_missing (transaction, arena, &missing, error))
    return false;
  for (gsize i = 0; i < missing.count; i++)
    if (!create_one (request, transaction, unit.code, &missing.items[i], error))
      return false;
  request_notice (request, MSG_ACCOUNTS_CREATED, arena_printf (arena, "%" G_GSIZE_FORMAT, missing.count),
                  NULL);
  request_redirect (request, "/tai-khoan");
  return true;
}

/* ---- slips ---- */

static bool
is_chosen (const GPtrArray *chosen, gint64 id)
{
  char text[24];
  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, id);
  return g_ptr_array_find_with_equal_func ((GPtrArray *)chosen, text, g_str_equal, NULL);
}

/* Makes a code and a slip for each chosen account that is not locked. */
static void
make_slips (Request *request, const ListedAccounts *accounts, NewCodes *codes, SlipSheet *sheet)
{
  Arena *arena = request_arena (request);
  g_autoptr (GPtrArray) chosen = request_list (request, "id");
  sheet->address = arena_concat (arena, request_origin (request), "/phieu", NULL);
  for (gsize i = 0; i < accounts->count; i++) {
    const ListedAccount *account = &accounts->items[i];
    if (account->locked || !is_chosen (chosen, account->id))
      continue;
    NewCode *code = &ARENA_PUSH (arena, codes->items, codes->count);
    code->account_id = account->id;
    slips_add (arena, sheet, account->name, account->department, account->login, code->hash);
  }
}

/* A few sheets are composed before anything is written, and sent once the codes are on disk. */
static bool
prepare_slips (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  g_autoptr (GPtrArray) chosen = request_list (request, "id");
  if (chosen->len > SLIPS_AT_ONCE)
    return true;
  NewCodes *codes = arena_new0 (arena, NewCodes);
  SlipSheet sheet = { 0 };
  ListedAccounts accounts;
  UnitName unit;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !account_list (transaction, arena, &accounts, error)
      || !unit_name_at (transaction, arena, request_today (request), &unit, error))
    return false;
  make_slips (request, &accounts, codes, &sheet);
  if (sheet.count == 0)
    return request_refuse (request, error, 422, MSG_SLIPS_NONE_CHOSEN, NULL);
  sheet.unit_name = unit.name;
  sheet.valid_until = date_add_days (date_at_instant (request_now (request)), SLIP_DAYS);
  codes->expires_at = date_end_instant (sheet.valid_until);
  g_autoptr (GBytes) pdf = slips_pdf (arena, &sheet, NULL, NULL, error);
  if (pdf == NULL)
    return false;
  request_send (request, "application/pdf", "phieu-dang-nhap.pdf", pdf);
  request_set_prepared (request, codes);
  return true;
}

/* One such job at a time: of two, the codes of the second would make the first one's slips useless. */
static bool
enqueue_slips (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  const JobKindInfo *kind = job_kind_info (JOB_SLIPS);
  gint64 account_id = request_identity (request)->account_id, id = 0;
  g_autoptr (GPtrArray) chosen = request_list (request, "id");
  SlipsInput input = { .address = arena_concat (arena, request_origin (request), "/phieu", NULL) };
  for (guint i = 0; i < chosen->len; i++)
    ARENA_PUSH (arena, input.ids, input.count) = g_ascii_strtoll (g_ptr_array_index (chosen, i), NULL, 10);
  if (!job_find_open (transaction, account_id, kind->name, &id, error))
    return false;
  if (id != 0)
    request_notice (request, MSG_SLIPS_UNDER_WAY, NULL);
  else if (job_enqueue (transaction, kind->name, account_id, slips_input_write (arena, &input),
                        (gint64)input.count, &id, error))
    request_notice (request, MSG_SLIPS_BEGUN, NULL);
  else
    return false;
  request_redirect (request, arena_printf (arena, "/viec-nen/%" G_GINT64_FORMAT, id));
  return true;
}

static bool
write_slips (Request *request, Transaction *transaction, GError **error)
{
  const NewCodes *codes = request_prepared (request);
  return codes != NULL ? account_add_codes (transaction, codes, SECRET_SLIP, error)
                       : enqueue_slips (request, transaction, error);
}

const Route accounts_routes[] = {
  { METHOD_GET, "/tai-khoan", PERMISSION_ACCOUNTS, "Accounts of the unit with their roles", "Tài khoản",
    list_inputs, show_accounts, NULL, NULL, "accounts" },
  { METHOD_GET, "/tai-khoan/tai-ve", PERMISSION_ACCOUNTS, "The accounts shown, as CSV or XLSX; no secrets",
    NULL, export_inputs, NULL, prepare_export, NULL, NULL },
  { METHOD_POST, "/tai-khoan/tao", PERMISSION_ACCOUNTS, "Accounts for all people at work who have none", NULL,
    NULL, NULL, NULL, write_create, NULL },
  { METHOD_POST, "/tai-khoan/phieu", PERMISSION_ACCOUNTS,
    "Log-in slips of the chosen accounts as PDF; of many as a job", NULL, slip_inputs, NULL, prepare_slips,
    write_slips, NULL },
  { 0 },
};
