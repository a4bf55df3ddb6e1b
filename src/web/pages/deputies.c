/* deputies.c - ủy quyền: lending a role one holds to somebody else for some days. */
#include "web/pages/account_parts.h"
#include "web/pages/pages.h"
#include <string.h>

static const InputSpec lend_inputs[] = {
  { .name = "role", .kind = INPUT_TEXT, .required = true, .label = "Vai trò", .limit = 40 },
  { .name = "account", .kind = INPUT_ID, .required = true, .label = "Người được ủy quyền" },
  { .name = "from", .kind = INPUT_DATE, .required = true, .label = "Từ ngày" },
  { .name = "to", .kind = INPUT_DATE, .required = true, .label = "Đến hết ngày" },
  { 0 },
};

static const InputSpec id_inputs[]
    = { { .name = "id", .kind = INPUT_ID, .required = true, .label = "Mục" }, { 0 } };

static const char *
name_of (const ListedAccounts *accounts, gint64 id)
{
  for (gsize i = 0; i < accounts->count; i++)
    if (accounts->items[i].id == id)
      return accounts->items[i].name;
  return "";
}

/* Those lent by this account. */
static Value *
lent_value (Request *request, const RoleGrants *grants, const ListedAccounts *accounts)
{
  Arena *arena = request_arena (request);
  Value *list = value_list (arena);
  for (gsize i = 0; i < grants->count; i++) {
    const RoleGrant *grant = &grants->items[i];
    if (grant->deputy_for != request_identity (request)->account_id)
      continue;
    Value *item = value_object (arena);
    value_set_int (item, "id", grant->id);
    value_set_text (item, "role", role_vietnamese (grant->role));
    value_set_text (item, "name", name_of (accounts, grant->account_id));
    value_set_text (item, "dates", dates_text (arena, grant->valid_from, grant->valid_to));
    value_append (list, item);
  }
  return list;
}

static bool
show_deputies (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  gint64 own = request_identity (request)->account_id;
  ListedAccounts accounts;
  RoleGrants grants;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !account_list (transaction, arena, &accounts, error)
      || !role_grants_current (transaction, arena, request_today (request), &grants, error))
    return false;
  Value *page = value_object (arena), *roles = value_list (arena), *others = value_list (arena);
  for (gsize i = 0; i < grants.count; i++) {
    const RoleGrant *grant = &grants.items[i];
    if (grant->account_id == own && grant->deputy_for == 0 && grant->role != ROLE_STAFF)
      choice_add (arena, roles, role_name (grant->role), role_vietnamese (grant->role),
                  g_strcmp0 (request_text (request, "role"), role_name (grant->role)) == 0);
  }
  for (gsize i = 0; i < accounts.count; i++) {
    const ListedAccount *account = &accounts.items[i];
    if (account->id != own && !account->locked)
      choice_add (arena, others, arena_int (arena, account->id), account->name,
                  account->id == request_int (request, "account", 0));
  }
  value_set (page, "roles", roles);
  value_set_bool (page, "any_role", value_length (roles) > 0);
  value_set (page, "accounts", others);
  value_set (page, "lent", lent_value (request, &grants, &accounts));
  request_show (request, value_view (page));
  return true;
}

static bool
write_lend (Request *request, Transaction *transaction, GError **error)
{
  g_autoptr (GError) problem = NULL;
  Account account;
  bool found = false;
  RoleGrant grant = { .account_id = request_int (request, "account", 0),
                      .deputy_for = request_identity (request)->account_id,
                      .valid_from = request_text (request, "from"),
                      .valid_to = request_text (request, "to") };
  if (!account_find (transaction, request_arena (request), grant.account_id, &account, &found, error))
    return false;
  if (!found || account.locked)
    request_field_error (request, "account", MSG_INPUT_CHOICE, NULL);
  if (!role_from_name (request_text (request, "role"), &grant.role))
    request_field_error (request, "role", MSG_INPUT_CHOICE, NULL);
  if (request_has_errors (request))
    return request_invalid (request, error);
  if (!role_grant_add (transaction, &grant, NULL, &problem))
    return grant_problem (request, "role", g_steal_pointer (&problem), error);
  request_notice (request, MSG_DEPUTY_ADDED, role_vietnamese (grant.role), account.name, NULL);
  request_redirect (request, "/uy-quyen");
  return true;
}

static bool
write_take_back (Request *request, Transaction *transaction, GError **error)
{
  bool found = false;
  if (!role_grant_remove (transaction, request_int (request, "id", 0), request_identity (request)->account_id,
                          request_today (request), &found, error))
    return false;
  if (!found)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  request_notice (request, MSG_ROLE_REMOVED, NULL);
  request_redirect (request, "/uy-quyen");
  return true;
}

const Route deputies_routes[] = {
  { METHOD_GET, "/uy-quyen", PERMISSION_DEPUTIES, "Roles lent to deputies", "Ủy quyền", NULL, show_deputies,
    NULL, NULL, "deputies" },
  { METHOD_POST, "/uy-quyen", PERMISSION_DEPUTIES, "Lends a role of one's own for some days", "Ủy quyền",
    lend_inputs, show_deputies, NULL, write_lend, "deputies" },
  { METHOD_POST, "/uy-quyen/{id}/thu-hoi", PERMISSION_DEPUTIES, "Takes a lent role back", NULL, id_inputs,
    NULL, NULL, write_take_back, NULL },
  { 0 },
};
