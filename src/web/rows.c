/* rows.c - see rows.h. */
#include "web/rows.h"
#include "web/shown.h"
#include <string.h>

typedef struct {
  const char **names;
  gsize *lengths;
  bool *days; /* columns that are shown as people write days */
  gsize width;
} Grid; /* what the rows have in common */

typedef struct {
  const Grid *grid;
  const View *cells;
} GridRow;

static View
row_member (const void *data, const char *name, gsize length)
{
  const GridRow *row = data;
  for (gsize i = 0; i < row->grid->width; i++)
    if (row->grid->lengths[i] == length && memcmp (row->grid->names[i], name, length) == 0)
      return row->cells[i];
  return (View){ .kind = VIEW_MISSING };
}

static const char *
row_name (const void *data, gsize index)
{
  const GridRow *row = data;
  return index < row->grid->width ? row->grid->names[index] : NULL;
}

static const ViewClass row_class = { .member = row_member, .name = row_name };

typedef struct {
  GridRow *rows;
  gsize count;
} GridList;

static bool
list_item (const void *data, gsize index, View *ret)
{
  const GridList *list = data;
  if (index >= list->count)
    return false;
  *ret = (View){ .kind = VIEW_OBJECT, .klass = &row_class, .data = &list->rows[index] };
  return true;
}

static const ViewClass list_class = { .item = list_item };

static View
read_cell (const Rows *rows, int column, Arena *arena)
{
  DbValue value = rows_value (rows, column);
  switch (value.kind) {
  case DB_KIND_NULL:
    return (View){ .kind = VIEW_FALSE };
  case DB_KIND_INT:
    return (View){ .kind = VIEW_TEXT, .number = true, .text = arena_int (arena, value.number) };
  case DB_KIND_TEXT:
    return (View){ .kind = VIEW_TEXT, .text = arena_strndup (arena, value.bytes, value.length) };
  default:
    return (View){ .kind = VIEW_TEXT, .text = "" };
  }
}

static const View *
read_row (const Rows *rows, const Grid *grid, Arena *arena)
{
  View *cells = arena_array (arena, View, grid->width);
  for (gsize i = 0; i < grid->width; i++) {
    cells[i] = read_cell (rows, (int)i, arena);
    if (grid->days[i])
      cells[i].text = shown_day (arena, cells[i].text);
  }
  return cells;
}

static Grid *
make_grid (const Rows *rows, Arena *arena)
{
  Grid *grid = arena_new0 (arena, Grid);
  grid->width = (gsize)rows_column_count (rows);
  grid->names = arena_array (arena, const char *, grid->width);
  grid->lengths = arena_array (arena, gsize, grid->width);
  grid->days = arena_array (arena, bool, grid->width);
  for (gsize i = 0; i < grid->width; i++) {
    grid->names[i] = arena_strdup (arena, rows_column_name (rows, (int)i));
    grid->lengths[i] = strlen (grid->names[i]);
    grid->days[i] = g_str_has_suffix (grid->names[i], "_shown");
  }
  return grid;
}

bool
rows_view (Rows *rows, Arena *arena, gsize limit, View *ret, gsize *ret_count, GError **error)
{
  if (rows == NULL)
    return false;
  const Grid *grid = NULL;
  GridList *list = arena_new0 (arena, GridList);
  GError *local = NULL;
  while (list->count < limit && rows_next (rows, &local)) {
    if (grid == NULL)
      grid = make_grid (rows, arena);
    ARENA_PUSH (arena, list->rows, list->count) = (GridRow){ grid, read_row (rows, grid, arena) };
  }
  rows_close (rows);
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  *ret = (View){ .kind = VIEW_LIST, .klass = &list_class, .data = list };
  if (ret_count != NULL)
    *ret_count = list->count;
  return true;
}
