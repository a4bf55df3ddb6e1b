/* markup.h - the small marks inside Markdown text: [@key] cites evidence,
 * [#name] prints a figure.  One scanner for checks and for documents. */
#pragma once
#include "base/arena.h"
#include <stdbool.h>

typedef enum { MARK_EVIDENCE, MARK_FIGURE } MarkKind;
typedef struct { MarkKind kind; const char *name; gsize start, length; } Mark; /* bytes in the text, brackets included */

/* The next mark at or after `offset`; name is copied to the arena. */
bool markup_next (Arena *arena, const char *text, gsize offset, Mark *ret);
