/* log_group.c - see log_group.h. */
#include "model/log_group.h"
#include "model/workflow.h"
#include <string.h>

#define CHANGES "sua"

#define TOPIC(name, label, names) { name, label, names },
#define ACT(name, label, names)
const LogGroup log_topics[] = {
#include "log_groups.def"
  { NULL, NULL, NULL },
};
#undef TOPIC
#undef ACT
#define TOPIC(name, label, names)
#define ACT(name, label, names) { name, label, names },
const LogGroup log_acts[] = {
#include "log_groups.def"
  { NULL, NULL, NULL },
};
#undef TOPIC
#undef ACT
#define TOPIC(name, label, names) name,
#define ACT(name, label, names)
const char *const log_topic_names[] = {
#include "log_groups.def"
  NULL,
};
#undef TOPIC
#undef ACT
#define TOPIC(name, label, names)
#define ACT(name, label, names) name,
const char *const log_act_names[] = {
#include "log_groups.def"
  NULL,
};
#undef TOPIC
#undef ACT

static const char *const told_actions[] = {
#define ACTION(name, words) name,
#define FIELD(name, words)
#define VALUE(kind, field, value, words)
#define FIELD_OF(kind, name, words)
#include "terms.def"
#undef ACTION
#undef FIELD
#undef VALUE
#undef FIELD_OF
};

const char *
log_topic_kinds (const char *topic)
{
  for (const LogGroup *group = log_topics; topic != NULL && group->name != NULL; group++)
    if (strcmp (group->name, topic) == 0)
      return group->names;
  return "";
}

const char *
log_act_of (const char *action)
{
  const char *dot = strrchr (action, '.');
  g_autofree char *end = g_strconcat (" ", dot != NULL ? dot + 1 : action, " ", NULL);
  for (const LogGroup *group = log_acts; group->name != NULL; group++)
    if (strstr (group->names, end) != NULL)
      return group->name;
  return CHANGES;
}

const char *
log_act_actions (Arena *arena, const char *act)
{
  g_autoptr (GString) actions = g_string_new (" ");
  for (gsize i = 0; act != NULL && i < G_N_ELEMENTS (told_actions); i++)
    if (strcmp (log_act_of (told_actions[i]), act) == 0)
      g_string_append_printf (actions, "%s ", told_actions[i]);
  for (gsize i = 0; act != NULL && i < workflow_step_count; i++)
    if (strcmp (log_act_of (workflow_steps[i].event), act) == 0)
      g_string_append_printf (actions, "%s ", workflow_steps[i].event);
  return actions->len > 1 ? arena_strndup (arena, actions->str, actions->len) : "";
}
