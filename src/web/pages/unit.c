/* unit.c - the unit: its names and authorities in the course of time. */
#include "store/unit.h"
#include "web/pages/pages.h"
#include "web/shown.h"

static const InputSpec name_inputs[] = {
  { .name = "version", .kind = INPUT_INT, .label = "Bản" },
  { .name = "valid_from", .kind = INPUT_DATE, .required = true, .label = "Từ ngày" },
  { .name = "name", .kind = INPUT_TEXT, .required = true, .label = "Tên đơn vị" },
  { .name = "short_name", .kind = INPUT_TEXT, .required = true, .label = "Tên gọn" },
  { .name = "governing_body", .kind = INPUT_TEXT, .required = true, .label = "Cơ quan chủ quản" },
  { .name = "appraiser", .kind = INPUT_TEXT, .required = true, .label = "Nơi nhận hồ sơ thẩm định" },
  { .name = "place", .kind = INPUT_TEXT, .required = true, .label = "Địa danh" },
  { 0 },
};

static Value *
name_value (Arena *arena, const UnitName *name, const char *today)
{
  Value *item = value_object (arena);
  bool over = name->valid_to != NULL && g_strcmp0 (name->valid_to, today) < 0;
  value_set_text (item, "from", shown_day (arena, name->valid_from));
  value_set_text (item, "to", shown_day (arena, name->valid_to));
  value_set_text (item, "name", name->name);
  value_set_text (item, "short_name", name->short_name);
  value_set_text (item, "governing_body", name->governing_body);
  value_set_text (item, "appraiser", name->appraiser);
  value_set_text (item, "place", name->place);
  value_set_bool (item, "current", !over && g_strcmp0 (name->valid_from, today) <= 0);
  value_set_bool (item, "coming", g_strcmp0 (name->valid_from, today) > 0);
  return item;
}

/* The form begins with the names of today, so that only what changes is typed. */
static void
propose (Request *request, const UnitName *name, gint64 version)
{
  request_default (request, "version", arena_int (request_arena (request), version));
  request_default (request, "name", name->name);
  request_default (request, "short_name", name->short_name);
  request_default (request, "governing_body", name->governing_body);
  request_default (request, "appraiser", name->appraiser);
  request_default (request, "place", name->place);
}

static bool
show_unit (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  const char *today = request_today (request);
  Transaction *transaction = request_read (request, error);
  Unit unit = { 0 };
  UnitName now = { 0 };
  UnitNames names = { 0 };
  if (transaction == NULL || !unit_load (transaction, arena, &unit, error)
      || !unit_name_at (transaction, arena, today, &now, error)
      || !unit_names_load (transaction, arena, &names, error))
    return false;
  Value *page = value_object (arena), *list = value_list (arena);
  for (gsize i = names.count; i > 0; i--)
    value_append (list, name_value (arena, &names.items[i - 1], today));
  propose (request, &now, unit.version);
  value_set (page, "names", list);
  value_set_text (page, "code", unit.code);
  value_set_bool (page, "may_write", request_may (request, PERMISSION_UNIT_WRITE));
  request_show (request, value_view (page));
  return true;
}

static bool
save_name (Request *request, Transaction *transaction, GError **error)
{
  const UnitName name = { .valid_from = request_text (request, "valid_from"),
                          .name = request_text (request, "name"),
                          .short_name = request_text (request, "short_name"),
                          .governing_body = request_text (request, "governing_body"),
                          .appraiser = request_text (request, "appraiser"),
                          .place = request_text (request, "place") };
  if (!unit_touch (transaction, request_int (request, "version", 0), error)
      || !unit_rename (transaction, request_arena (request), &name, error))
    return false;
  request_notice (request, MSG_UNIT_RENAMED, shown_day (request_arena (request), name.valid_from), NULL);
  request_redirect (request, "/don-vi");
  return true;
}

const Route unit_routes[] = {
  { METHOD_GET, "/don-vi", PERMISSION_UNIT_READ, "The unit: its names in the course of time", "Đơn vị", NULL,
    show_unit, NULL, NULL, "unit" },
  { METHOD_POST, "/don-vi", PERMISSION_UNIT_WRITE, "New names or authorities from a day on", "Đơn vị",
    name_inputs, show_unit, NULL, save_name, "unit", "unit_name" },
  { 0 },
};
