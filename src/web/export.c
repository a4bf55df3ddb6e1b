/* export.c - see export.h. */
#include "web/export.h"
#include "base/csv.h"
#include <string.h>

#define UTF8_MARK "\xEF\xBB\xBF" /* else Excel takes the letters for another encoding's */

#define MORE "… còn nữa, hãy lọc hẹp lại rồi tải tiếp"

const char *const export_forms[] = { "csv", "xlsx", NULL };

static const char *
cell_text (View row, const char *member)
{
  View cell = row.klass->member (row.data, member, strlen (member));
  return cell.kind == VIEW_TEXT ? cell.text : NULL;
}

/* All cells, row by row; the headings first. */
static const char **
gather (Arena *arena, const ExportSpec *spec, View rows, gsize *ret_rows)
{
  const char **cells = NULL;
  gsize count = 0, row_count = 1;
  View row;
  for (gsize i = 0; i < spec->column_count; i++)
    ARENA_PUSH (arena, cells, count) = spec->columns[i].column.heading;
  for (; row_count <= EXPORT_MAX_ROWS && rows.klass->item (rows.data, row_count - 1, &row); row_count++)
    for (gsize i = 0; i < spec->column_count; i++)
      ARENA_PUSH (arena, cells, count) = cell_text (row, spec->columns[i].member);
  if (row_count > EXPORT_MAX_ROWS && rows.klass->item (rows.data, row_count - 1, &row)) {
    for (gsize i = 0; i < spec->column_count; i++)
      ARENA_PUSH (arena, cells, count) = i == 0 ? MORE : NULL;
    row_count++;
  }
  *ret_rows = row_count;
  return cells;
}

static GBytes *
write_csv (const char *const *cells, gsize width, gsize count)
{
  GString *text = g_string_new (UTF8_MARK);
  for (gsize row = 0; row < count; row++)
    csv_append_row (text, cells + row * width, width);
  return g_string_free_to_bytes (text);
}

static GBytes *
write_xlsx (Request *request, const ExportSpec *spec, const char *const *cells, gsize count, GError **error)
{
  SheetColumn *columns = arena_array (request_arena (request), SheetColumn, spec->column_count);
  for (gsize i = 0; i < spec->column_count; i++)
    columns[i] = spec->columns[i].column;
  const char *unit = request_identity (request)->unit_name;
  SheetSpec sheet = {
    .tab = spec->tab, .columns = columns, .column_count = (guint)spec->column_count, .frozen_columns = 1
  };
  SheetHead head = { .unit_name = unit != NULL ? unit : "" };
  date_parse_iso (request_today (request), &head.date);
  return sheet_write_list (&sheet, &head, cells + spec->column_count, count - 1, error);
}

bool
export_send (Request *request, const ExportSpec *spec, View rows, GError **error)
{
  gsize count = 0;
  const char *form = request_text (request, "dang");
  const char **cells = gather (request_arena (request), spec, rows, &count);
  bool csv = strcmp (form, "csv") == 0;
  g_autoptr (GBytes) bytes
      = csv ? write_csv (cells, spec->column_count, count) : write_xlsx (request, spec, cells, count, error);
  if (bytes == NULL)
    return false;
  request_send (
      request,
      csv ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      arena_concat (request_arena (request), spec->stem, "-", request_today (request), ".", form, NULL),
      bytes);
  return true;
}

void
export_links (Request *request, Value *page, const char *path, const char *query)
{
  Arena *arena = request_arena (request);
  const char *more = query[0] != '\0' ? "&" : "";
  value_set_text (page, "export_csv", arena_concat (arena, path, "?dang=csv", more, query, NULL));
  value_set_text (page, "export_xlsx", arena_concat (arena, path, "?dang=xlsx", more, query, NULL));
}
