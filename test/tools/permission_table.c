/* permission_table.c - prints doc/permissions.md from the table of roles and permissions. */
#include "model/permission.h"
#include <stdio.h>

#define MARK "●"

int
main (void)
{
  printf ("# Roles and permissions\n\n"
          "Made from src/model/permissions.def (`build/test/tools/permission_table > doc/permissions.md`); a "
          "test "
          "fails when it is not.\n"
          "An account may have several roles at once, each with dates, and the roles it stands in for "
          "(ủy quyền).  “%s” is open to all,\n“%s” to everyone who is logged in, “%s” only to the holder of "
          "the set-up "
          "code while there is no unit yet.\n\n",
          permission_name (PERMISSION_PUBLIC), permission_name (PERMISSION_PERSONAL),
          permission_name (PERMISSION_SETUP));
  printf ("| Permission | What |");
  for (Role role = 0; role < ROLE_COUNT; role++)
    printf (" %s (`%s`) |", role_vietnamese (role), role_name (role));
  printf ("\n|---|---|");
  for (Role role = 0; role < ROLE_COUNT; role++)
    printf (":-:|");
  putchar ('\n');
  for (Permission permission = 0; permission < PERMISSION_COUNT; permission++) {
    printf ("| `%s` | %s |", permission_name (permission), permission_vietnamese (permission));
    for (Role role = 0; role < ROLE_COUNT; role++)
      printf (" %s |", permission_held (role_permissions (role), permission) ? MARK : "");
    putchar ('\n');
  }
  return 0;
}
