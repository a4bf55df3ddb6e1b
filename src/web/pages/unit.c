/* unit.c - the unit: what it is, and its names and authorities in the course of time. */
#include "store/unit.h"
#include "model/authority.h"
#include "web/pages/account_parts.h"
#include "web/pages/pages.h"
#include "web/pages/unit_parts.h"
#include "web/shown.h"
#include <string.h>

static const InputSpec show_inputs[]
    = { { .name = "xa", .kind = INPUT_TEXT, .label = "Xã, phường mới", .limit = 100 },
        { .name = "dien", .kind = INPUT_FLAG, .label = "Điền vào biểu mẫu" },
        { 0 } };

static const InputSpec name_inputs[] = {
  { .name = "version", .kind = INPUT_INT, .label = "Bản" },
  { .name = "valid_from", .kind = INPUT_DATE, .required = true, .label = "Từ ngày" },
  { .name = "name", .kind = INPUT_TEXT, .required = true, .label = "Tên đơn vị" },
  { .name = "short_name", .kind = INPUT_TEXT, .required = true, .label = "Tên gọn" },
  { .name = "governing_body", .kind = INPUT_TEXT, .required = true, .label = "Cơ quan chủ quản" },
  { .name = "appraiser", .kind = INPUT_TEXT, .required = true, .label = "Nơi nhận hồ sơ thẩm định" },
  { .name = "recogniser", .kind = INPUT_TEXT, .label = "Nơi công nhận" },
  { .name = "salutation", .kind = INPUT_TEXT, .label = "Kính gửi" },
  { .name = "place", .kind = INPUT_TEXT, .required = true, .label = "Địa danh" },
  { 0 },
};

static const char *const public_choices[] = { "1", "0", NULL };

static const InputSpec profile_inputs[] = {
  { .name = "version", .kind = INPUT_INT, .label = "Bản" },
  { .name = "is_public", .kind = INPUT_CHOICE, .label = "Công lập", .choices = public_choices },
  { .name = "address", .kind = INPUT_TEXT, .label = "Địa chỉ" },
  { .name = "phone", .kind = INPUT_TEXT, .label = "Điện thoại", .limit = 40 },
  { .name = "email", .kind = INPUT_TEXT, .label = "Email" },
  { 0 },
};

/* ---- names in the course of time ---- */

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
  value_set_text (item, "recogniser", name->recogniser);
  value_set_text (item, "place", name->place);
  value_set_bool (item, "current", !over && g_strcmp0 (name->valid_from, today) <= 0);
  value_set_bool (item, "coming", g_strcmp0 (name->valid_from, today) > 0);
  return item;
}

/* The form begins with the names of today, so that only what changes is typed. */
static void
begin_form (Request *request, const UnitName *name)
{
  request_default (request, "name", name->name);
  request_default (request, "short_name", name->short_name);
  request_default (request, "governing_body", name->governing_body);
  request_default (request, "appraiser", name->appraiser);
  request_default (request, "recogniser", name->recogniser);
  request_default (request, "salutation", name->salutation);
  request_default (request, "place", name->place);
}

/* The change of 1 July 2025 (an inference; model/authority.h), where a district is still named after it: what
 * it would be is shown, and put into the form when asked for.  Nothing changes before that is saved. */
static void
propose (Request *request, Value *page, const Unit *unit, const UnitName *now)
{
  Arena *arena = request_arena (request);
  const char *today = request_today (request);
  const Authorities present = { now->governing_body, now->appraiser, now->recogniser };
  Authorities proposed = { 0 };
  UnitKind kind;
  bool outdated = strcmp (today, AUTHORITY_CHANGE_DAY) >= 0 && unit_kind_from_name (unit->kind, &kind)
                  && authorities_name_district (kind, &present)
                  && authorities_propose (arena, kind, AUTHORITY_CHANGE_YEAR, &present,
                                          request_text (request, "xa"), &proposed);
  value_set_bool (page, "outdated", outdated && request_may (request, PERMISSION_UNIT_WRITE));
  value_set_text (page, "present_governing", now->governing_body);
  value_set_text (page, "present_appraiser", now->appraiser);
  if (!outdated || !request_flag (request, "dien"))
    return;
  bool later = strcmp (now->valid_from, AUTHORITY_CHANGE_DAY) > 0; /* these very names are to be corrected */
  request_default (request, "valid_from", shown_day (arena, later ? now->valid_from : AUTHORITY_CHANGE_DAY));
  request_default (request, "governing_body", proposed.governing_body);
  request_default (request, "appraiser", proposed.appraiser);
  request_default (request, "recogniser", proposed.recogniser);
  request_default (request, "salutation", "");
}

/* ---- the page ---- */

static void
add_profile (Request *request, Value *page, const Unit *unit)
{
  Arena *arena = request_arena (request);
  UnitKind kind;
  value_set_text (page, "code", unit->code);
  value_set_text (page, "kind",
                  unit_kind_from_name (unit->kind, &kind) ? unit_kind_label (kind) : unit->kind);
  value_set_text (page, "owner", !unit->public_told ? NULL : unit->is_public ? "công lập" : "ngoài công lập");
  value_set_text (page, "address", unit->address);
  value_set_text (page, "phone", unit->phone);
  value_set_text (page, "email", unit->email);
  request_default (request, "address", unit->address);
  request_default (request, "phone", unit->phone);
  request_default (request, "email", unit->email);
  request_default (request, "is_public", !unit->public_told ? "" : unit->is_public ? "1" : "0");
  Value *choices = value_list (arena);
  const char *chosen = request_text (request, "is_public");
  choice_add (arena, choices, "1", "Công lập", g_strcmp0 (chosen, "1") == 0);
  choice_add (arena, choices, "0", "Ngoài công lập", g_strcmp0 (chosen, "0") == 0);
  value_set (page, "owners", choices);
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
  propose (request, page, &unit, &now);
  begin_form (request, &now);
  add_profile (request, page, &unit);
  request_default (request, "version", arena_int (arena, unit.version));
  value_set (page, "names", list);
  value_set_text (page, "name", now.name);
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
                          .recogniser = request_text (request, "recogniser"),
                          .salutation = request_text (request, "salutation"),
                          .place = request_text (request, "place") };
  authority_check_gaps (request);
  if (request_has_errors (request))
    return request_invalid (request, error);
  if (!unit_touch (transaction, request_int (request, "version", 0), error)
      || !unit_rename (transaction, request_arena (request), &name, error))
    return false;
  request_notice (request, MSG_UNIT_RENAMED, shown_day (request_arena (request), name.valid_from), NULL);
  request_redirect (request, "/don-vi");
  return true;
}

static bool
save_profile (Request *request, Transaction *transaction, GError **error)
{
  const char *is_public = request_text (request, "is_public");
  const Unit unit = { .version = request_int (request, "version", 0),
                      .address = request_text (request, "address"),
                      .phone = request_text (request, "phone"),
                      .email = request_text (request, "email"),
                      .public_told = is_public != NULL,
                      .is_public = g_strcmp0 (is_public, "1") == 0 };
  if (!unit_save_profile (transaction, request_arena (request), &unit, error))
    return false;
  request_notice (request, MSG_UNIT_PROFILE_SAVED, NULL);
  request_redirect (request, "/don-vi");
  return true;
}

const Route unit_routes[] = {
  { METHOD_GET, "/don-vi", PERMISSION_UNIT_READ, "The unit: its names in the course of time", "Đơn vị",
    show_inputs, show_unit, NULL, NULL, "unit" },
  { METHOD_POST, "/don-vi", PERMISSION_UNIT_WRITE, "New names or authorities from a day on", "Đơn vị",
    name_inputs, show_unit, NULL, save_name, "unit", "unit_name" },
  { METHOD_POST, "/don-vi/thong-tin", PERMISSION_UNIT_WRITE,
    "Whether it is public, its address, telephone, e-mail", "Đơn vị", profile_inputs, show_unit, NULL,
    save_profile, "unit", "unit" },
  { 0 },
};
