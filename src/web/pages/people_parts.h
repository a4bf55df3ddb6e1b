/* people_parts.h - choosing people in forms. */
#pragma once
#include "store/db.h"
#include "web/request.h"

/* Everybody at work in Vietnamese order as {id, name, about, chosen}; `chosen`: ids in decimal, may be NULL;
 * `but`: ids that are left out, may be NULL. */
bool people_choices (Request *request, Transaction *transaction, const GPtrArray *chosen,
                     const GPtrArray *but, Value **ret, GError **error);

/* An id in decimal, as lists of inputs have it. */
const char *id_text (Request *request, gint64 id);
bool id_among (const GPtrArray *ids, const char *id);
/* The numbers of a list of inputs; what is none is left out. */
gint64 *id_list (Request *request, const char *input, gsize *ret_count);

/* "Tổ trưởng" of "leader": what somebody is within the team. */
const char *team_role_words (const char *role);
