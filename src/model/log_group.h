/* log_group.h - how the log of changes is sorted for reading: topics of records, sorts of acts. */
#pragma once
#include "base/arena.h"

typedef struct {
  const char *name;  /* in addresses: "nguoi" */
  const char *label; /* "Người" */
  const char *names; /* kinds of records, or ends of actions, a blank around each: " person import " */
} LogGroup;

/* End with a NULL name. */
extern const LogGroup log_topics[], log_acts[];
/* Their names as the choices of an input; end with NULL. */
extern const char *const log_topic_names[], *const log_act_names[];

/* The kinds of a topic, a blank around each; "" of NULL or an unknown one, which is all. */
const char *log_topic_kinds (const char *topic);
/* The sort of an action ("person.add"): the first that has its end; of no sort's end it is a change ("sua").
 */
const char *log_act_of (const char *action);
/* The known actions of a sort (" person.add account.create "), "" as above. */
const char *log_act_actions (Arena *arena, const char *act);
