/* paging.c - see paging.h. */
#include "web/paging.h"

const char *
query_value (Arena *arena, const char *text)
{
  g_autofree char *packed = g_uri_escape_string (text != NULL ? text : "", NULL, false);
  return arena_strdup (arena, packed);
}

void
view_paging (Arena *arena, Value *page, const Paging *paging)
{
  guint before = paging->start > paging->page_rows ? paging->start - paging->page_rows : 0;
  gint64 last = paging->start + (gint64)paging->shown;
  value_set_int (page, "count", paging->count);
  value_set_int (page, "first", paging->shown > 0 ? (gint64)paging->start + 1 : 0);
  value_set_int (page, "last", last);
  value_set_text (page, "previous",
                  paging->start > 0 ? arena_concat (arena, paging->address, arena_int (arena, before), NULL)
                                    : NULL);
  value_set_text (page, "next",
                  last < paging->count ? arena_concat (arena, paging->address, arena_int (arena, last), NULL)
                                       : NULL);
}
