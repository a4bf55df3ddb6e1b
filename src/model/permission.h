/* permission.h - who may do what: one table of roles × permissions.
 *
 * Routes name one permission each; the pages, the API's description, doc/permissions.md and the
 * tests of every route × every role read the same table (permissions.def). */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef enum {
#define ROLE(id, name, vietnamese) ROLE_##id,
#define PERMISSION(id, name, vietnamese, roles)
#include "permissions.def"
#undef ROLE
#undef PERMISSION
  ROLE_COUNT
} Role;

typedef enum {
#define ROLE(id, name, vietnamese)
#define PERMISSION(id, name, vietnamese, roles) PERMISSION_##id,
#include "permissions.def"
#undef ROLE
#undef PERMISSION
  PERMISSION_COUNT
} Permission;

typedef guint64 PermissionSet; /* bit per Permission */
G_STATIC_ASSERT (PERMISSION_COUNT <= 64);

const char *role_name (Role role);       /* "secretary", as stored */
const char *role_vietnamese (Role role); /* "Thư ký" */
bool role_from_name (const char *name, Role *ret_role);
/* What the role may do, PERSONAL included. */
PermissionSet role_permissions (Role role);

const char *permission_name (Permission permission);       /* "people.write" */
const char *permission_vietnamese (Permission permission); /* "sửa danh sách người" */
bool permission_from_name (const char *name, Permission *ret_permission);
#define PERMISSION_BIT(permission) ((PermissionSet)1 << (permission))
/* PUBLIC is held by all, logged in or not; PERSONAL by everyone who is logged in. */
bool permission_held (PermissionSet set, Permission permission);
