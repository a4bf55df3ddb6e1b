/* shown.h - days, instants and texts as people read them. */
#pragma once
#include "document/html.h"

/* "15/01/2025" of "2025-01-15"; a text that is no day stays as it is, NULL is "". */
const char *shown_day (Arena *arena, const char *iso);
/* "14:32 15/01/2025" in Viet Nam's time. */
const char *shown_instant (Arena *arena, gint64 microseconds);
/* Typed Markdown as HTML for a place of class "prose"; `marks` may be NULL.  What is beyond the limits of
 * Markdown (document/markdown.h) stands there as typed; NULL stays NULL. */
const char *shown_prose (Arena *arena, const HtmlMarks *marks, const char *text);
/* With the marks of a whole round as they print; `figures` may be NULL. */
const char *shown_prose_of (Arena *arena, const Figures *figures, const char *text);
