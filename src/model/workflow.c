/* workflow.c - see workflow.h. */
#include "model/workflow.h"
#include <string.h>

const WorkflowState workflow_states[] = {
#define STATE(kind, name, words, shape) { #kind, #name, (words), #shape },
#define STEP(kind, action, from, to, permission, button, words)
#include "workflow.def"
#undef STATE
#undef STEP
};

const WorkflowStep workflow_steps[] = {
#define STATE(kind, name, words, shape)
#define STEP(kind, action, from, to, permission, button, words)                                              \
  { #kind, #action, #from, #to, PERMISSION_##permission, (button), #kind "." #action, (words) },
#include "workflow.def"
#undef STATE
#undef STEP
};

const gsize workflow_state_count = G_N_ELEMENTS (workflow_states);
const gsize workflow_step_count = G_N_ELEMENTS (workflow_steps);

const WorkflowState *
workflow_state (const char *kind, const char *name)
{
  for (gsize i = 0; i < workflow_state_count; i++)
    if (strcmp (workflow_states[i].kind, kind) == 0 && strcmp (workflow_states[i].name, name) == 0)
      return &workflow_states[i];
  return NULL;
}

const WorkflowStep *
workflow_step (const char *kind, const char *action, const char *from, PermissionSet permissions)
{
  for (gsize i = 0; i < workflow_step_count; i++) {
    const WorkflowStep *step = &workflow_steps[i];
    if (strcmp (step->kind, kind) == 0 && strcmp (step->action, action) == 0 && strcmp (step->from, from) == 0
        && permission_held (permissions, step->permission))
      return step;
  }
  return NULL;
}

const char *
workflow_event_words (const char *event)
{
  for (gsize i = 0; i < workflow_step_count; i++)
    if (strcmp (workflow_steps[i].event, event) == 0)
      return workflow_steps[i].words;
  return NULL;
}
