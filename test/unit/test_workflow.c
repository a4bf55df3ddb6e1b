/* test_workflow.c - the table of states and steps hangs together. */
#include "model/workflow.h"
#include <string.h>

static bool
is_first_of_its_kind (gsize index)
{
  return index == 0 || strcmp (workflow_states[index].kind, workflow_states[index - 1].kind) != 0;
}

static void
test_states_known (void)
{
  for (gsize i = 0; i < workflow_step_count; i++) {
    const WorkflowStep *step = &workflow_steps[i];
    g_assert_nonnull (workflow_state (step->kind, step->from));
    g_assert_nonnull (workflow_state (step->kind, step->to));
    g_assert_true (g_str_has_prefix (step->event, step->kind));
    g_assert_nonnull (workflow_event_words (step->event));
  }
}

/* From the first state of its kind every other can be reached, by somebody. */
static void
test_all_reached (void)
{
  g_autoptr (GHashTable) reached = g_hash_table_new (g_direct_hash, g_direct_equal);
  for (gsize i = 0; i < workflow_state_count; i++)
    if (is_first_of_its_kind (i))
      g_hash_table_add (reached, (void *)&workflow_states[i]);
  for (gsize round = 0; round < workflow_state_count; round++)
    for (gsize i = 0; i < workflow_step_count; i++) {
      const WorkflowStep *step = &workflow_steps[i];
      if (g_hash_table_contains (reached, workflow_state (step->kind, step->from)))
        g_hash_table_add (reached, (void *)workflow_state (step->kind, step->to));
    }
  for (gsize i = 0; i < workflow_state_count; i++)
    g_assert_true (g_hash_table_contains (reached, &workflow_states[i]));
}

/* One action out of one state is one step. */
static void
test_no_two_ways (void)
{
  for (gsize i = 0; i < workflow_step_count; i++)
    for (gsize k = i + 1; k < workflow_step_count; k++)
      g_assert_false (strcmp (workflow_steps[i].event, workflow_steps[k].event) == 0
                      && strcmp (workflow_steps[i].from, workflow_steps[k].from) == 0);
}

static void
test_permission_decides (void)
{
  PermissionSet teacher = role_permissions (ROLE_STAFF), head = role_permissions (ROLE_HEAD);
  g_assert_null (workflow_step ("paper", "sign", "submitted", teacher));
  g_assert_cmpstr (workflow_step ("paper", "sign", "submitted", head)->to, ==, "signed");
  g_assert_null (workflow_step ("paper", "sign", "issued", head));
  g_assert_null (workflow_step ("nothing", "sign", "submitted", head));
  g_assert_nonnull (workflow_step ("study_plan", "submit", "draft", teacher));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workflow/states-known", test_states_known);
  g_test_add_func ("/workflow/all-reached", test_all_reached);
  g_test_add_func ("/workflow/no-two-ways", test_no_two_ways);
  g_test_add_func ("/workflow/permission-decides", test_permission_decides);
  return g_test_run ();
}
