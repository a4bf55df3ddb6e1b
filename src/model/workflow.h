/* workflow.h - what may be done to a record in which state, by whom, and what it becomes: one table.
 *
 * Buttons, the checks of saves, doc/workflow.md and the tests read the same table (workflow.def). */
#pragma once
#include "model/permission.h"

typedef struct {
  const char *kind, *name; /* "paper", "draft" */
  const char *words;       /* "đang soạn" */
  const char *shape;       /* of icons.svg, after "s-": "doing" */
} WorkflowState;

typedef struct {
  const char *kind, *action; /* "paper", "submit" */
  const char *from, *to;
  Permission permission;
  const char *button; /* "Trình ký" */
  const char *event;  /* of the log: "paper.submit" */
  const char *words;  /* "trình ký văn bản" */
} WorkflowStep;

extern const WorkflowState workflow_states[];
extern const WorkflowStep workflow_steps[];
extern const gsize workflow_state_count, workflow_step_count;

/* NULL: no such state. */
const WorkflowState *workflow_state (const char *kind, const char *name);
/* The step of that action out of that state, if the permissions allow it; else NULL. */
const WorkflowStep *workflow_step (const char *kind, const char *action, const char *from,
                                   PermissionSet permissions);
/* The words of an event that is a step ("paper.submit"), NULL if it is none. */
const char *workflow_event_words (const char *event);
