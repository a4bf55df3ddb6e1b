/* permission.c - see permission.h. */
#include "model/permission.h"
#include <string.h>

typedef struct {
  const char *name, *vietnamese;
} Named;

static const Named role_table[ROLE_COUNT] = {
#define ROLE(id, name, vietnamese) [ROLE_##id] = { name, vietnamese },
#define PERMISSION(id, name, vietnamese, roles)
#include "permissions.def"
#undef ROLE
#undef PERMISSION
};

static const struct {
  Named named;
  guint roles; /* bit per Role */
} permission_table[PERMISSION_COUNT] = {
#define ROLE(id, name, vietnamese)
#define PERMISSION(id, name, vietnamese, roles) [PERMISSION_##id] = { { name, vietnamese }, roles },
#include "permissions.def"
#undef ROLE
#undef PERMISSION
};

const char *
role_name (Role role)
{
  return role_table[role].name;
}

const char *
role_vietnamese (Role role)
{
  return role_table[role].vietnamese;
}

bool
role_from_name (const char *name, Role *ret_role)
{
  for (Role role = 0; role < ROLE_COUNT; role++)
    if (strcmp (role_table[role].name, name) == 0) {
      *ret_role = role;
      return true;
    }
  return false;
}

PermissionSet
role_permissions (Role role)
{
  PermissionSet set = PERMISSION_BIT (PERMISSION_PERSONAL);
  for (Permission permission = 0; permission < PERMISSION_COUNT; permission++)
    if ((permission_table[permission].roles & (1u << role)) != 0)
      set |= PERMISSION_BIT (permission);
  return set;
}

const char *
permission_name (Permission permission)
{
  return permission_table[permission].named.name;
}

const char *
permission_vietnamese (Permission permission)
{
  return permission_table[permission].named.vietnamese;
}

bool
permission_from_name (const char *name, Permission *ret_permission)
{
  for (Permission permission = 0; permission < PERMISSION_COUNT; permission++)
    if (strcmp (permission_table[permission].named.name, name) == 0) {
      *ret_permission = permission;
      return true;
    }
  return false;
}

bool
permission_held (PermissionSet set, Permission permission)
{
  return permission == PERMISSION_PUBLIC || (set & PERMISSION_BIT (permission)) != 0;
}
