/* search.h - what somebody types to find things, as a pattern for LIKE over folded text. */
#pragma once
#include "base/arena.h"

/* "%nguyen%an%": the words in their order, without case and accents; %, _ and \ typed mean nothing; "%" of ""
 * and NULL. */
char *search_like (Arena *arena, const char *typed);
/* The longest word of such a pattern, "nguyen"; "" of "%".  What lacks it cannot match. */
char *search_word (Arena *arena, const char *like);
