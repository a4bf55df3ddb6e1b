/* rows.c - see rows.h. */
#include "web/rows.h"
#include <string.h>

typedef struct {
  const char **names;
  gsize *lengths;
  gsize width, count;
  View *cells; /* row by row */
} Grid;

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
  const Grid *grid;
  GridRow *rows;
} GridList;

static bool
list_item (const void *data, gsize index, View *ret)
{
  const GridList *list = data;
  if (index >= list->grid->count)
    return false;
  *ret = (View){ .kind = VIEW_OBJECT, .klass = &row_class, .data = &list->rows[index] };
  return true;
}

static const ViewClass list_class = { .item = list_item };

static View
read_cell (const Rows *rows, int column, Arena *arena)
{
  DbKind kind = rows_kind_of (rows, column);
  if (kind == DB_KIND_NULL)
    return (View){ .kind = VIEW_FALSE };
  const char *text = kind == DB_KIND_INT ? arena_int (arena, rows_int (rows, column))
                                         : rows_text_dup (rows, column, arena);
  return (View){ .kind = VIEW_TEXT, .number = kind == DB_KIND_INT, .text = text != NULL ? text : "" };
}

static Grid *
make_grid (const Rows *rows, Arena *arena)
{
  Grid *grid = arena_new0 (arena, Grid);
  grid->width = (gsize)rows_column_count (rows);
  grid->names = arena_array (arena, const char *, grid->width);
  grid->lengths = arena_array (arena, gsize, grid->width);
  for (gsize i = 0; i < grid->width; i++) {
    grid->names[i] = arena_strdup (arena, rows_column_name (rows, (int)i));
    grid->lengths[i] = strlen (grid->names[i]);
  }
  return grid;
}

bool
rows_view (Rows *rows, Arena *arena, gsize limit, View *ret, gsize *ret_count, GError **error)
{
  if (rows == NULL)
    return false;
  Grid *grid = make_grid (rows, arena);
  gsize cell_count = 0;
  GError *local = NULL;
  while (grid->count < limit && rows_next (rows, &local)) {
    for (gsize i = 0; i < grid->width; i++)
      ARENA_PUSH (arena, grid->cells, cell_count) = read_cell (rows, (int)i, arena);
    grid->count++;
  }
  rows_close (rows);
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  GridList *list = arena_new0 (arena, GridList);
  *list = (GridList){ grid, arena_array (arena, GridRow, grid->count) };
  for (gsize i = 0; i < grid->count; i++)
    list->rows[i] = (GridRow){ grid, grid->cells + i * grid->width };
  *ret = (View){ .kind = VIEW_LIST, .klass = &list_class, .data = list };
  if (ret_count != NULL)
    *ret_count = grid->count;
  return true;
}
