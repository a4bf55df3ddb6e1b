/* diff.h - two texts compared line by line. */
#pragma once
#include "arena.h"

typedef enum { DIFF_SAME, DIFF_GONE, DIFF_NEW } DiffKind;

typedef struct {
  DiffKind kind;
  const char *text;         /* the line without its end */
  guint old_line, new_line; /* 1-based; 0: not in that text */
} DiffLine;

typedef struct {
  DiffLine *items;
  gsize count;
  gsize gone, fresh; /* how many lines differ */
} Diff;

/* The fewest lines taken out and put in that make `fresh` of `old`, in order, lines taken out before those
 * put in their place.  Texts that differ in more than some 2,000 lines each are told as wholly different
 * there.  A last line without its end is a line too. */
Diff diff_lines (Arena *arena, const char *old, const char *fresh);
