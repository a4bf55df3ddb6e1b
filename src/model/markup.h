/* markup.h - the small marks inside Markdown text: [@key] cites evidence,
 * [#name] prints a figure.  One scanner for checks and for documents.
 *
 * Marks inside code spans and fences, and those with a backslash before the
 * bracket, are plain text.  A name has at most 200 bytes, no bracket and no
 * line end; backslash escapes in it are undone, blanks around it cut. */
#pragma once
#include "base/arena.h"
#include <stdbool.h>

typedef enum { MARK_EVIDENCE, MARK_FIGURE } MarkKind;
typedef struct {
  MarkKind kind;
  const char *name;
  gsize start, length;
} Mark; /* bytes in the text, brackets included */

/* The next mark at or after `offset`; name is copied to the arena.  `offset` is 0 or
 * the end of the mark before, so that code spans are told apart.  Linear in the text. */
bool markup_next (Arena *arena, const char *text, gsize offset, Mark *ret);
