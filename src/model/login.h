/* login.h - log-in names: "thgt.nguyen.van.an", made from the unit's code and the person's name. */
#pragma once
#include "base/arena.h"
#include <stdbool.h>

#define LOGIN_MIN 3
#define LOGIN_MAX 64

/* What was typed as it is stored and looked up: no accents, lower case, no blanks. */
char *login_normalise (Arena *arena, const char *typed);

/* a-z 0-9 and single dots or hyphens between them, 3 … 64 bytes. */
bool login_is_valid (const char *login);

/* Is the name given already?  Names made earlier in the same job count. */
typedef bool (*LoginTaken) (void *user, const char *login);

/* A log-in for a person: the unit's code, a dot, the words of the name joined by dots; a
 * number from 2 on behind it while it is taken.  Too long a name loses its middle words first.
 * NULL if the name has no letter to use or 10,000 are taken. */
char *login_make (Arena *arena, const char *unit_code, const char *name, LoginTaken taken, void *user);
