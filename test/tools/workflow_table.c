/* workflow_table.c - prints doc/workflow.md from the table of states and steps. */
#include "model/workflow.h"
#include <stdio.h>
#include <string.h>

static void
print_kind (const char *kind)
{
  printf ("\n## `%s`\n\n```mermaid\nstateDiagram-v2\n", kind);
  for (gsize i = 0; i < workflow_state_count; i++)
    if (strcmp (workflow_states[i].kind, kind) == 0)
      printf ("  %s: %s\n", workflow_states[i].name, workflow_states[i].words);
  for (gsize i = 0; i < workflow_step_count; i++)
    if (strcmp (workflow_steps[i].kind, kind) == 0)
      printf ("  %s --> %s: %s\n", workflow_steps[i].from, workflow_steps[i].to, workflow_steps[i].button);
  printf ("```\n\n| From | Step | To | Permission | Event |\n|---|---|---|---|---|\n");
  for (gsize i = 0; i < workflow_step_count; i++)
    if (strcmp (workflow_steps[i].kind, kind) == 0)
      printf ("| `%s` | %s | `%s` | `%s` | `%s` |\n", workflow_steps[i].from, workflow_steps[i].button,
              workflow_steps[i].to, permission_name (workflow_steps[i].permission), workflow_steps[i].event);
}

int
main (void)
{
  printf ("# States and steps\n\nMade from src/model/workflow.def (`build/test/tools/workflow_table > "
          "doc/workflow.md`); a test fails when it is not.\nWho may do a step holds its permission "
          "([permissions](permissions.md)); the same table makes the buttons and checks the saves.\n");
  for (gsize i = 0; i < workflow_state_count; i++)
    if (i == 0 || strcmp (workflow_states[i].kind, workflow_states[i - 1].kind) != 0)
      print_kind (workflow_states[i].kind);
  return 0;
}
