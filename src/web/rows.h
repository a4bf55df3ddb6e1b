/* rows.h - the rows of a statement as a list that templates and the JSON writer read.
 *
 * The cells are copied into the arena once, a few microseconds for a page of 60 rows, so that the
 * statement is closed before anything is rendered.  Columns are named as in the statement; one whose name
 * ends in "_shown" holds a day, which is shown as people write it. */
#pragma once
#include "base/mustache.h"
#include "store/db.h"

/* Closes `rows` (also on an error).  At most `limit` rows; `*ret_count` may be NULL. */
bool rows_view (Rows *rows, Arena *arena, gsize limit, View *ret, gsize *ret_count, GError **error);
