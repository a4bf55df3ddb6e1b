/* route_table.c - prints doc/routes.md from the route table. */
#include "web/request.h"
#include <stdio.h>
#include <string.h>

static void
print_inputs (const Route *route)
{
  const char *between = "";
  for (const InputSpec *input = route->inputs; input != NULL && input->name != NULL; input++) {
    printf ("%s`%s`%s", between, input->name, input->required ? "*" : "");
    between = ", ";
  }
}

int
main (void)
{
  printf (
      "# Routes\n\n"
      "Made from the route tables in src/web/pages (`build/test/tools/route_table > doc/routes.md`); a test "
      "fails when\nit is not.  Every page answers with its data as JSON when asked with `Accept: "
      "application/json`; the same\ntable is served as OpenAPI at `/api/openapi.json`.  Permissions: "
      "[permissions.md](permissions.md).  `*`: required.\n\n"
      "| Method | Path | Permission | What | Inputs |\n|---|---|---|---|---|\n");
  for (gsize t = 0; route_tables[t] != NULL; t++)
    for (const Route *route = route_tables[t]; route->path != NULL; route++) {
      printf ("| %s | `%s` | `%s` | %s | ", route->method == METHOD_POST ? "POST" : "GET", route->path,
              permission_name (route->permission), route->summary);
      print_inputs (route);
      puts (" |");
    }
  return 0;
}
