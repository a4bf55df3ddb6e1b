/* search.h - what somebody types to find things, as a pattern for LIKE over folded text. */
#pragma once
#include "base/arena.h"

/* "%nguyen%an%": the words in their order, without case and accents; % and _ typed mean nothing; "%" of ""
 * and NULL. */
char *search_like (Arena *arena, const char *typed);
