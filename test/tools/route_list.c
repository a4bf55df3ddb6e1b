/* route_list.c - prints the route table as JSON, for tests from outside. */
#include "web/request.h"
#include <stdio.h>

static void
print_inputs (const InputSpec *inputs)
{
  for (const InputSpec *input = inputs; input != NULL && input->name != NULL; input++)
    printf ("%s\"%s\": %d", input != inputs ? ", " : "", input->name, (int)input->kind);
}

int
main (void)
{
  bool first = true;
  for (gsize t = 0; route_tables[t] != NULL; t++)
    for (const Route *route = route_tables[t]; route->path != NULL; route++) {
      printf ("%s{\"method\": \"%s\", \"path\": \"%s\", \"permission\": \"%s\", \"inputs\": {",
              first ? "[" : ",\n ", route->method == METHOD_POST ? "POST" : "GET", route->path,
              permission_name (route->permission));
      print_inputs (route->inputs);
      printf ("}}");
      first = false;
    }
  puts ("]");
  return 0;
}
