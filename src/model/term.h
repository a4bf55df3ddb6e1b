/* term.h - plain Vietnamese for what the store writes by short names (terms.def). */
#pragma once
#include "base/arena.h"

/* "thêm người" of "person.add"; a name that is not in the table stays as it is (of a newer program). */
const char *term_action (const char *action);
/* The heading of a field of a record, "Ngày sinh". */
const char *term_field (const char *kind, const char *field);
/* A stored value as people read it: states, roles, scopes and days by name, all else as it is. */
const char *term_value (Arena *arena, const char *kind, const char *field, const char *value);
