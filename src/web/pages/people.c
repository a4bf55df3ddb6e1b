/* people.c - the list of people, one person, leaving and coming back. */
#include "store/people.h"
#include "model/term.h"
#include "store/handover.h"
#include "store/unit.h"
#include "web/export.h"
#include "web/pages/pages.h"
#include "web/paging.h"
#include "web/rows.h"
#include "web/shown.h"
#include <string.h>

#define PAGE_ROWS 60

static const char *const states[] = { "dang-lam", "da-nghi", NULL };

static const InputSpec list_inputs[] = {
  { .name = "tim", .kind = INPUT_TEXT, .label = "Tìm" },
  { .name = "xem", .kind = INPUT_CHOICE, .label = "Xem", .choices = states },
  { .name = "tu", .kind = INPUT_INT, .label = "Từ dòng" },
  { 0 },
};

static const InputSpec export_inputs[] = {
  EXPORT_INPUT,
  { .name = "tim", .kind = INPUT_TEXT, .label = "Tìm" },
  { .name = "xem", .kind = INPUT_CHOICE, .label = "Xem", .choices = states },
  { 0 },
};

static const InputSpec person_inputs[] = {
  { .name = "id", .kind = INPUT_ID, .label = "Người" },
  { .name = "version", .kind = INPUT_INT, .label = "Bản" },
  { .name = "code", .kind = INPUT_TEXT, .required = true, .label = "Mã", .limit = 40 },
  { .name = "name", .kind = INPUT_TEXT, .required = true, .label = "Họ và tên" },
  { .name = "birth", .kind = INPUT_DATE, .label = "Ngày sinh" },
  { .name = "gender", .kind = INPUT_TEXT, .label = "Giới tính", .limit = 40 },
  { .name = "position", .kind = INPUT_TEXT, .required = true, .label = "Chức vụ" },
  { .name = "department", .kind = INPUT_TEXT, .label = "Tổ" },
  { .name = "degree", .kind = INPUT_TEXT, .label = "Trình độ" },
  { .name = "email", .kind = INPUT_TEXT, .label = "Email" },
  { .name = "phone", .kind = INPUT_TEXT, .label = "Điện thoại", .limit = 40 },
  { 0 },
};

static const InputSpec show_inputs[] = { { .name = "id", .kind = INPUT_ID, .label = "Người" }, { 0 } };

/* As the case folder's states say it: nghỉ chế độ, chuyển đi. */
static const char *const leave_kinds[] = { "retired", "moved", NULL };

static const InputSpec leave_inputs[] = {
  { .name = "id", .kind = INPUT_ID, .label = "Người" },
  { .name = "version", .kind = INPUT_INT, .required = true, .label = "Bản" },
  { .name = "kind", .kind = INPUT_CHOICE, .required = true, .label = "Lý do", .choices = leave_kinds },
  { .name = "day", .kind = INPUT_DATE, .label = "Ngày nghỉ" },
  { 0 },
};

static const InputSpec move_inputs[] = {
  { .name = "id", .kind = INPUT_ID, .label = "Người" },
  { .name = "version", .kind = INPUT_INT, .required = true, .label = "Bản" },
  { 0 },
};

/* ---- the list ---- */

/* What of the address says whom to show: input "xem" and "tim". */
static PeopleFilter
read_filter (Request *request)
{
  const char *state = request_text (request, "xem");
  return (PeopleFilter){ .state = g_strcmp0 (state, "da-nghi") == 0 ? PEOPLE_LEFT : PEOPLE_ACTIVE,
                         .search = request_text (request, "tim") };
}

static const char *
filter_query (Request *request, const PeopleFilter *filter)
{
  Arena *arena = request_arena (request);
  return arena_concat (arena, "tim=", query_value (arena, filter->search),
                       "&xem=", states[filter->state == PEOPLE_LEFT], NULL);
}

static void
add_pages (Request *request, Value *page, const PeopleFilter *filter, gint64 count, gsize shown)
{
  Arena *arena = request_arena (request);
  const Paging paging
      = { .address = arena_concat (arena, "/nguoi?", filter_query (request, filter), "&tu=", NULL),
          .start = filter->start,
          .page_rows = PAGE_ROWS,
          .shown = shown,
          .count = count };
  view_paging (arena, page, &paging);
}

static Value *
state_tabs (Arena *arena, PeopleState shown)
{
  static const char *const labels[] = { "Đang làm việc", "Đã nghỉ" };
  Value *tabs = value_list (arena);
  for (guint state = PEOPLE_ACTIVE; state <= PEOPLE_LEFT; state++) {
    Value *tab = value_object (arena);
    value_set_text (tab, "path", state == PEOPLE_ACTIVE ? "/nguoi" : "/nguoi?xem=da-nghi");
    value_set_text (tab, "label", labels[state]);
    value_set_text (tab, "count", NULL);
    value_set_bool (tab, "current", state == shown);
    value_append (tabs, tab);
  }
  return tabs;
}

static bool
show_people (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  gint64 start = CLAMP (request_int (request, "tu", 0), 0, 1000000), count = 0;
  PeopleFilter filter = read_filter (request);
  filter.start = (guint)start;
  filter.count = PAGE_ROWS;
  Transaction *transaction = request_read (request, error);
  View rows;
  gsize shown = 0;
  if (transaction == NULL)
    return false;
  g_autoptr (Rows) people = people_page (transaction, arena, &filter, error); /* read when both are asked */
  if (people == NULL || !people_count (transaction, arena, &filter, &count, error)
      || !rows_view (g_steal_pointer (&people), arena, PAGE_ROWS, &rows, &shown, error))
    return false;
  Value *page = value_object (arena);
  value_set_view (page, "people", rows);
  value_set_bool (page, "any", shown > 0);
  value_set_bool (page, "left", filter.state == PEOPLE_LEFT);
  value_set_text (page, "tabs_label", "Đang làm việc hay đã nghỉ");
  value_set (page, "tabs", state_tabs (arena, filter.state));
  value_set_bool (page, "searched", filter.search != NULL);
  value_set_bool (page, "may_write", request_may (request, PERMISSION_PEOPLE_WRITE));
  add_pages (request, page, &filter, count, shown);
  export_links (request, page, "/nguoi/tai-ve", filter_query (request, &filter));
  request_show (request, value_view (page));
  return true;
}

/* ---- the list as a file ---- */

/* Headings as the import knows them: what was sent out can be brought back. */
static const ExportColumn export_columns[] = {
  { "code", { "Mã", 10, COLUMN_TEXT } },
  { "name", { "Họ và tên", 28, COLUMN_TEXT } },
  { "birth", { "Ngày sinh", 12, COLUMN_DATE } },
  { "gender", { "Giới tính", 9, COLUMN_CENTRE } },
  { "position", { "Chức vụ", 20, COLUMN_TEXT } },
  { "department", { "Tổ", 18, COLUMN_TEXT } },
  { "degree", { "Trình độ", 14, COLUMN_TEXT } },
  { "email", { "Email", 28, COLUMN_TEXT } },
  { "phone", { "Điện thoại", 15, COLUMN_TEXT } },
  { "left_on", { "Ngày nghỉ", 12, COLUMN_DATE } },
  { "left_kind", { "Lý do nghỉ", 14, COLUMN_TEXT } },
};
#define COLUMNS_OF_LEAVING 2

static bool
prepare_export (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  PeopleFilter filter = read_filter (request);
  filter.count = EXPORT_MAX_ROWS + 1;
  Transaction *transaction = request_read (request, error);
  g_autoptr (Rows) rows = transaction != NULL ? people_told (transaction, arena, &filter, error) : NULL;
  Value *list = value_list (arena);
  GError *local = NULL;
  while (rows != NULL && rows_next (rows, &local)) {
    Value *person = value_object (arena);
    for (int i = 0; i < (int)G_N_ELEMENTS (export_columns); i++) {
      const char *member = export_columns[i].member, *text = rows_text_dup (rows, i, arena);
      value_set_text (person, member, text != NULL ? term_value (arena, "person", member, text) : NULL);
    }
    value_append (list, person);
  }
  if (rows == NULL || local != NULL)
    return local == NULL ? false : (g_propagate_error (error, local), false);
  bool left = filter.state == PEOPLE_LEFT;
  ExportSpec spec = { left ? "nguoi-da-nghi" : "danh-sach-nguoi", left ? "Người đã nghỉ" : "Danh sách người",
                      export_columns, G_N_ELEMENTS (export_columns) - (left ? 0 : COLUMNS_OF_LEAVING) };
  return export_send (request, &spec, value_view (list), error);
}

/* ---- one person ---- */

/* Where what they still hold in a round can be handed over; for whoever may do it. */
static bool
add_handover (Request *request, Value *page, gint64 id, GError **error)
{
  Arena *arena = request_arena (request);
  HandoverRound rounds[4];
  gsize count = 0;
  Value *list = value_list (arena);
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL
      || (request_may (request, PERMISSION_TEAM_WRITE)
          && !handover_rounds (transaction, id, rounds, &count, error)))
    return false;
  for (gsize i = 0; i < count; i++) {
    Value *item = value_object (arena);
    value_set_int (item, "year", rounds[i].year);
    value_set_int (item, "held", rounds[i].held);
    value_append (list, item);
  }
  value_set (page, "held_rounds", list);
  value_set_bool (page, "any_held", count > 0);
  return true;
}

/* "nghỉ chế độ từ ngày 31/12/2025" of who has left. */
static bool
add_leaving (Request *request, Value *page, gint64 id, GError **error)
{
  Arena *arena = request_arena (request);
  const char *day = NULL, *kind = NULL;
  if (!person_leaving (request_read (request, error), arena, id, &day, &kind, error))
    return false;
  const char *words = kind != NULL ? term_value (arena, "person", "left_kind", kind) : "đã nghỉ";
  value_set_text (page, "leaving",
                  day != NULL ? arena_concat (arena, words, " từ ngày ", shown_day (arena, day), NULL)
                              : words);
  return true;
}

static bool
show_person (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  gint64 id = request_int (request, "id", 0);
  PersonEntry entry = { 0 };
  const char *state = "active";
  Value *page = value_object (arena);
  if (id != 0) {
    Transaction *transaction = request_read (request, error);
    if (transaction == NULL || !person_load (transaction, arena, id, &entry, &state, error))
      return false;
    for (int field = 0; field < PERSON_FIELD_COUNT; field++)
      request_default (request, person_field_name ((PersonField)field),
                       field == PERSON_FIELD_BIRTH ? shown_day (arena, entry.fields[field])
                                                   : entry.fields[field]);
    value_set_text (page, "title", entry.fields[PERSON_FIELD_NAME]);
  }
  request_default (request, "version", arena_int (arena, entry.version));
  value_set_bool (page, "is_new", id == 0);
  value_set_int (page, "id", id);
  value_set_bool (page, "active", strcmp (state, "active") == 0 && id != 0);
  value_set_text (page, "log_path",
                  id != 0 && request_may (request, PERMISSION_AUDIT_READ)
                      ? arena_printf (arena, "/nhat-ky?cua=%" G_GINT64_FORMAT, id)
                      : NULL);
  if (id != 0 && !add_handover (request, page, id, error))
    return false;
  bool merged = strcmp (state, "merged") == 0, left = strcmp (state, "left") == 0;
  value_set_bool (page, "merged", merged);
  value_set_bool (page, "left", left);
  if (left && !add_leaving (request, page, id, error))
    return false;
  value_set_bool (page, "may_write", request_may (request, PERMISSION_PEOPLE_WRITE) && !merged);
  request_show (request, value_view (page));
  return true;
}

static bool
save_person (Request *request, Transaction *transaction, GError **error)
{
  g_autoptr (GError) local = NULL;
  PersonEntry entry
      = { .id = request_int (request, "id", 0), .version = request_int (request, "version", 0) };
  gint64 id = 0;
  for (int field = 0; field < PERSON_FIELD_COUNT; field++) {
    const char *text = request_text (request, person_field_name ((PersonField)field));
    entry.fields[field] = text != NULL ? text : "";
  }
  const char *email = entry.fields[PERSON_FIELD_EMAIL];
  if (email[0] != '\0' && !person_email_is_plain (email)) {
    request_field_error (request, "email", MSG_IMPORT_BAD_EMAIL, email, NULL);
    return request_invalid (request, error);
  }
  if (!person_save (transaction, request_arena (request), &entry, &id, &local)) {
    if (g_error_matches (local, DVHT_ERROR, MSG_PERSON_CODE_TAKEN)) {
      request_field_error (request, "code", MSG_PERSON_CODE_TAKEN, entry.fields[PERSON_FIELD_CODE], NULL);
      return request_invalid (request, error);
    }
    g_propagate_error (error, g_steal_pointer (&local));
    return false;
  }
  request_notice (request, entry.id == 0 ? MSG_PERSON_ADDED : MSG_PERSON_SAVED,
                  entry.fields[PERSON_FIELD_NAME], NULL);
  request_redirect (request, "/nguoi");
  return true;
}

static bool
leave (Request *request, Transaction *transaction, GError **error)
{
  const char *day = request_text (request, "day");
  gint64 id = request_int (request, "id", 0);
  if (!person_leave (transaction, request_arena (request), id, request_int (request, "version", 0),
                     day != NULL ? day : request_today (request), request_text (request, "kind"), error))
    return false;
  request_notice (request, MSG_PERSON_LEFT, NULL);
  request_redirect (request, arena_printf (request_arena (request), "/nguoi/%" G_GINT64_FORMAT, id));
  return true;
}

static bool
come_back (Request *request, Transaction *transaction, GError **error)
{
  gint64 id = request_int (request, "id", 0);
  if (!person_return (transaction, request_arena (request), id, request_int (request, "version", 0), error))
    return false;
  request_notice (request, MSG_PERSON_RETURNED, NULL);
  request_redirect (request, arena_printf (request_arena (request), "/nguoi/%" G_GINT64_FORMAT, id));
  return true;
}

const Route people_routes[] = {
  { METHOD_GET, "/nguoi", PERMISSION_PEOPLE_READ, "People of the unit", "Danh sách người", list_inputs,
    show_people, NULL, NULL, "people" },
  { METHOD_GET, "/nguoi/tai-ve", PERMISSION_PEOPLE_READ, "The people shown, as CSV or XLSX", NULL,
    export_inputs, NULL, prepare_export, NULL, NULL },
  { METHOD_GET, "/nguoi/moi", PERMISSION_PEOPLE_WRITE, "The form of a new person", "Thêm người", NULL,
    show_person, NULL, NULL, "person" },
  { METHOD_POST, "/nguoi/moi", PERMISSION_PEOPLE_WRITE, "Adds a person", "Thêm người", person_inputs,
    show_person, NULL, save_person, "person", "person" },
  { METHOD_GET, "/nguoi/{id}", PERMISSION_PEOPLE_READ, "One person", NULL, show_inputs, show_person, NULL,
    NULL, "person" },
  { METHOD_POST, "/nguoi/{id}", PERMISSION_PEOPLE_WRITE, "Changes a person", NULL, person_inputs, show_person,
    NULL, save_person, "person", "person" },
  { METHOD_POST, "/nguoi/{id}/nghi", PERMISSION_PEOPLE_WRITE, "A person leaves the unit", NULL, leave_inputs,
    show_person, NULL, leave, "person" },
  { METHOD_POST, "/nguoi/{id}/tro-lai", PERMISSION_PEOPLE_WRITE, "A person comes back", NULL, move_inputs,
    NULL, NULL, come_back },
  { 0 },
};
