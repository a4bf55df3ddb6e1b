/* paging.h - lists in pages: their addresses, and what the partial "pages" and a caption show. */
#pragma once
#include "base/mustache.h"

/* A value of an address's query; NULL is blank. */
const char *query_value (Arena *arena, const char *text);

typedef struct {
  const char *address; /* of the list with all that is chosen, ending in "tu=" */
  guint start;         /* rows before the page */
  guint page_rows;     /* of a full page */
  gsize shown;         /* rows on it */
  gint64 count;        /* of all */
} Paging;
/* Sets "count", "first", "last" (0 where nothing is shown) and "previous", "next" (addresses or null). */
void view_paging (Arena *arena, Value *page, const Paging *paging);
