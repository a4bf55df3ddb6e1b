/* setup.c - the first run: the unit, its administrator, its scheme and year, in one form. */
#include "store/setup.h"
#include "base/date.h"
#include "base/password.h"
#include "base/text.h"
#include "model/authority.h"
#include "scheme/scheme.h"
#include "web/pages/account_parts.h"
#include "web/pages/pages.h"
#include "web/pages/unit_parts.h"
#include "web/session_life.h"
#include <string.h>

#define YEAR_LEAST 2020
#define YEAR_MOST 2100
#define CODE_MAX 20

static const InputSpec show_inputs[]
    = { { .name = "ma", .kind = INPUT_TEXT, .label = "Mã thiết lập", .limit = 40 }, { 0 } };

static const InputSpec inputs[] = {
  { .name = "ma", .kind = INPUT_TEXT, .required = true, .label = "Mã thiết lập", .limit = 40 },
  { .name = "name", .kind = INPUT_TEXT, .required = true, .label = "Tên đơn vị" },
  { .name = "short_name", .kind = INPUT_TEXT, .required = true, .label = "Tên gọn", .limit = 100 },
  { .name = "code", .kind = INPUT_TEXT, .required = true, .label = "Mã đơn vị", .limit = CODE_MAX },
  { .name = "kind", .kind = INPUT_TEXT, .required = true, .label = "Loại hình", .limit = 40 },
  { .name = "governing_body", .kind = INPUT_TEXT, .required = true, .label = "Cơ quan chủ quản" },
  { .name = "appraiser", .kind = INPUT_TEXT, .required = true, .label = "Nơi nhận hồ sơ thẩm định" },
  { .name = "place", .kind = INPUT_TEXT, .required = true, .label = "Địa danh", .limit = 100 },
  { .name = "giu", .kind = INPUT_FLAG, .label = "Giữ nguyên như đã ghi" },
  { .name = "scheme", .kind = INPUT_TEXT, .required = true, .label = "Bộ tiêu chí", .limit = 200 },
  { .name = "year", .kind = INPUT_INT, .required = true, .label = "Năm đánh giá" },
  { .name = "person", .kind = INPUT_TEXT, .required = true, .label = "Họ và tên của bạn" },
  { .name = "position", .kind = INPUT_TEXT, .required = true, .label = "Chức vụ của bạn" },
  { .name = "head", .kind = INPUT_FLAG, .label = "Tôi là thủ trưởng đơn vị" },
  { .name = "new_password",
    .kind = INPUT_SECRET,
    .required = true,
    .label = "Mật khẩu",
    .limit = PASSWORD_MAX_BYTES },
  { .name = "repeat",
    .kind = INPUT_SECRET,
    .required = true,
    .label = "Gõ lại mật khẩu",
    .limit = PASSWORD_MAX_BYTES },
  { 0 },
};

/* ---- the form ---- */

/* The kinds of unit in a set, as names with blanks between. */
static const char *
kind_names (Arena *arena, guint32 kinds)
{
  const char *names = "";
  for (UnitKind kind = 0; kind < UNIT_KIND_COUNT; kind++)
    if ((kinds & (1u << kind)) != 0)
      names = arena_concat (arena, names, names[0] != '\0' ? " " : "", unit_kind_name (kind), NULL);
  return names;
}

/* Each with whom it is meant for and when it is in force: the script offers the one that fits. */
static void
add_schemes (Request *request, Value *page)
{
  Arena *arena = request_arena (request);
  Value *list = value_list (arena);
  for (const char *const *id = scheme_library_ids (request_library (request)); *id != NULL; id++) {
    const Scheme *scheme = request_scheme (request, *id, NULL);
    if (scheme == NULL) /* dropped into the data folder with a fault: `dvht scheme check` tells of it */
      continue;
    Value *item = value_object (arena);
    value_set_text (item, "value", scheme->id);
    value_set_text (item, "label", scheme->name);
    value_set_bool (item, "chosen", g_strcmp0 (request_text (request, "scheme"), *id) == 0);
    value_set_text (item, "kinds", kind_names (arena, scheme->unit_kinds));
    value_set_text (item, "from", date_iso (arena, scheme->in_force_from));
    value_set_text (item, "until", date_iso (arena, scheme->in_force_to));
    value_append (list, item);
  }
  value_set (page, "schemes", list);
}

/* What kinds of units likely have above them in which years (an inference; model/authority.h); the script
 * shows the one that fits and fills it in when asked to. */
static void
add_proposals (Arena *arena, Value *page)
{
  static const struct {
    UnitKind kind;
    guint32 kinds;
    int from, until;
  } rows[] = {
    { UNIT_TIEU_HOC, 1u << UNIT_MAM_NON | 1u << UNIT_TIEU_HOC | 1u << UNIT_THCS, YEAR_LEAST,
      AUTHORITY_CHANGE_YEAR - 1 },
    { UNIT_TIEU_HOC, 1u << UNIT_MAM_NON | 1u << UNIT_TIEU_HOC | 1u << UNIT_THCS, AUTHORITY_CHANGE_YEAR,
      YEAR_MOST },
    { UNIT_THPT, 1u << UNIT_THPT | 1u << UNIT_GDTX, YEAR_LEAST, YEAR_MOST },
  };
  Value *list = value_list (arena);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    Authorities proposed = { 0 };
    Value *item = value_object (arena);
    if (!authorities_propose (arena, rows[i].kind, rows[i].from, NULL, NULL, &proposed))
      continue;
    value_set_text (item, "kinds", kind_names (arena, rows[i].kinds));
    value_set_int (item, "from", rows[i].from);
    value_set_int (item, "until", rows[i].until);
    value_set_bool (item, "changed", rows[i].from == AUTHORITY_CHANGE_YEAR);
    value_set_text (item, "governing_body", proposed.governing_body);
    value_set_text (item, "appraiser", proposed.appraiser);
    value_append (list, item);
  }
  value_set (page, "proposals", list);
}

/* Does the form name a district for a year that has none any more? */
static bool
names_district (Request *request)
{
  UnitKind kind;
  const Authorities typed
      = { request_text (request, "governing_body"), request_text (request, "appraiser"), NULL };
  return request_int (request, "year", 0) >= AUTHORITY_CHANGE_YEAR && request_text (request, "kind") != NULL
         && unit_kind_from_name (request_text (request, "kind"), &kind)
         && authorities_name_district (kind, &typed);
}

static bool
show_setup (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  bool founded = false;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !unit_any (transaction, &founded, error))
    return false;
  if (founded)
    return request_refuse (request, error, 404, MSG_SETUP_DONE, NULL);
  Value *page = value_object (arena), *kinds = value_list (arena);
  for (UnitKind kind = 0; kind < UNIT_KIND_COUNT; kind++)
    choice_add (arena, kinds, unit_kind_name (kind), unit_kind_label (kind),
                g_strcmp0 (request_text (request, "kind"), unit_kind_name (kind)) == 0);
  value_set (page, "kinds", kinds);
  value_set_bool (page, "broad", true);
  value_set_bool (page, "is_head", request_flag (request, "head"));
  value_set_bool (page, "district", names_district (request));
  value_set_int (page, "least", PASSWORD_MIN_LETTERS);
  request_default (request, "year", arena_strndup (arena, request_today (request), 4));
  add_proposals (arena, page);
  add_schemes (request, page);
  request_show (request, value_view (page));
  return true;
}

/* ---- founding ---- */

/* Is it one of the packages, and meant for such a unit? */
static bool
check_scheme (Request *request, GError **error)
{
  const char *id = request_text (request, "scheme");
  UnitKind kind;
  if (!g_strv_contains (scheme_library_ids (request_library (request)), id)) {
    request_field_error (request, "scheme", MSG_INPUT_CHOICE, NULL);
    return true;
  }
  const Scheme *scheme = request_scheme (request, id, error);
  if (scheme == NULL)
    return false;
  if (unit_kind_from_name (request_text (request, "kind"), &kind) && (scheme->unit_kinds & (1u << kind)) == 0)
    request_field_error (request, "scheme", MSG_SETUP_SCHEME_KIND, NULL);
  return true;
}

/* A code stands in log-ins and evidence codes: letters and digits are enough. */
static void
check_fields (Request *request)
{
  const char *code = request_text (request, "code");
  UnitKind kind;
  gint64 year = request_int (request, "year", 0);
  for (const char *p = code; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '-') {
      request_field_error (request, "code", MSG_SETUP_CODE_LETTERS, NULL);
      break;
    }
  if (!unit_kind_from_name (request_text (request, "kind"), &kind))
    request_field_error (request, "kind", MSG_INPUT_CHOICE, NULL);
  if (year < YEAR_LEAST || year > YEAR_MOST)
    request_field_error (request, "year", MSG_INPUT_CHOICE, NULL);
  authority_check_gaps (request);
  if (names_district (request) && !request_flag (request, "giu"))
    request_field_error (request, "governing_body", MSG_UNIT_DISTRICT, NULL);
}

static bool
prepare_setup (Request *request, GError **error)
{
  SetupUnit *unit = arena_new0 (request_arena (request), SetupUnit);
  bool right = false;
  Transaction *transaction = request_read (request, error);
  request_set_prepared (request, unit);
  if (transaction == NULL || !throttle_check (request, transaction, NULL, "ma", error))
    return false;
  if (request_has_errors (request))
    return true;
  if (!setup_code_check (transaction, request_text (request, "ma"), &right, error))
    return false;
  if (!right) /* told and counted by the write */
    return true;
  check_fields (request);
  if (!check_scheme (request, error)
      || !password_choose (request, request_text (request, "person"), &unit->password_hash, error))
    return false;
  unit->code = request_text (request, "code");
  unit->kind = request_text (request, "kind");
  unit->name = (UnitName){ .valid_from = request_today (request),
                           .name = request_text (request, "name"),
                           .short_name = request_text (request, "short_name"),
                           .governing_body = request_text (request, "governing_body"),
                           .appraiser = request_text (request, "appraiser"),
                           .place = request_text (request, "place") };
  unit->person = request_text (request, "person");
  unit->position = request_text (request, "position");
  unit->role = request_flag (request, "head") ? ROLE_HEAD : ROLE_STAFF;
  unit->scheme = request_text (request, "scheme");
  unit->year = (int)request_int (request, "year", 0);
  return true;
}

static bool
write_setup (Request *request, Transaction *transaction, GError **error)
{
  const SetupUnit *unit = request_prepared (request);
  SetupResult result;
  bool right = false;
  if (!setup_code_check (transaction, request_text (request, "ma"), &right, error))
    return false;
  if (!right || unit->password_hash == NULL)
    return throttle_failed (request, transaction, NULL, error)
           && (request_field_error (request, "ma", MSG_SETUP_CODE_WRONG, NULL), true);
  if (!setup_unit (transaction, request_arena (request), unit, &result, error)
      || !session_begin (request, transaction, result.unit_id, result.account_id, error))
    return false;
  request_notice (request, MSG_SETUP_FOUNDED, result.login, NULL);
  request_redirect (request, "/");
  return true;
}

const Route setup_routes[] = {
  { METHOD_GET, "/thiet-lap", PERMISSION_SETUP, "The form of the first set-up", "Thiết lập lần đầu",
    show_inputs, show_setup, NULL, NULL, "setup" },
  { METHOD_POST, "/thiet-lap", PERMISSION_SETUP, "Founds the unit and its administrator", "Thiết lập lần đầu",
    inputs, show_setup, prepare_setup, write_setup, "setup" },
  { 0 },
};
