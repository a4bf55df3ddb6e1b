/* people.c - the list of people, one person, leaving and coming back. */
#include "store/people.h"
#include "store/unit.h"
#include "web/pages/pages.h"
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

static const InputSpec move_inputs[] = {
  { .name = "id", .kind = INPUT_ID, .label = "Người" },
  { .name = "version", .kind = INPUT_INT, .required = true, .label = "Bản" },
  { .name = "day", .kind = INPUT_DATE, .label = "Ngày nghỉ" },
  { 0 },
};

/* ---- the list ---- */

static char *
list_address (Request *request, const PeopleFilter *filter, guint start)
{
  g_autofree char *search = g_uri_escape_string (filter->search != NULL ? filter->search : "", NULL, false);
  return arena_printf (request_arena (request), "/nguoi?tim=%s&xem=%s&tu=%u", search,
                       states[filter->state == PEOPLE_LEFT], start);
}

static void
add_pages (Request *request, Value *page, const PeopleFilter *filter, gint64 count, gsize shown)
{
  value_set_int (page, "count", count);
  value_set_int (page, "first", shown > 0 ? filter->start + 1 : 0);
  value_set_int (page, "last", filter->start + (gint64)shown);
  value_set_text (page, "previous",
                  filter->start > 0 ? list_address (request, filter,
                                                    filter->start > PAGE_ROWS ? filter->start - PAGE_ROWS : 0)
                                    : NULL);
  value_set_text (page, "next",
                  filter->start + (gint64)shown < count
                      ? list_address (request, filter, filter->start + PAGE_ROWS)
                      : NULL);
}

static bool
show_people (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  const char *state = request_text (request, "xem");
  gint64 start = CLAMP (request_int (request, "tu", 0), 0, 1000000), count = 0;
  PeopleFilter filter = { state != NULL && strcmp (state, "da-nghi") == 0 ? PEOPLE_LEFT : PEOPLE_ACTIVE,
                          request_text (request, "tim"), (guint)start, PAGE_ROWS };
  Transaction *transaction = request_read (request, error);
  View rows;
  gsize shown = 0;
  if (transaction == NULL
      || !rows_view (people_page (transaction, arena, &filter, error), arena, PAGE_ROWS, &rows, &shown,
                     error))
    return false;
  bool whole = start == 0 && shown < PAGE_ROWS;
  if (whole)
    count = (gint64)shown;
  else if (!people_count (transaction, arena, &filter, &count, error))
    return false;
  Value *page = value_object (arena);
  value_set_view (page, "people", rows);
  value_set_bool (page, "any", shown > 0);
  value_set_bool (page, "left", filter.state == PEOPLE_LEFT);
  value_set_bool (page, "searched", filter.search != NULL);
  value_set_bool (page, "may_write", request_may (request, PERMISSION_PEOPLE_WRITE));
  add_pages (request, page, &filter, count, shown);
  request_show (request, value_view (page));
  return true;
}

/* ---- one person ---- */

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
  value_set_bool (page, "left", strcmp (state, "left") == 0);
  value_set_bool (page, "active", strcmp (state, "active") == 0 && id != 0);
  bool merged = strcmp (state, "merged") == 0;
  value_set_bool (page, "merged", merged);
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
                     day != NULL ? day : request_today (request), NULL, error))
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
  { METHOD_GET, "/nguoi/moi", PERMISSION_PEOPLE_WRITE, "The form of a new person", "Thêm người", NULL,
    show_person, NULL, NULL, "person" },
  { METHOD_POST, "/nguoi/moi", PERMISSION_PEOPLE_WRITE, "Adds a person", "Thêm người", person_inputs,
    show_person, NULL, save_person, "person", "person" },
  { METHOD_GET, "/nguoi/{id}", PERMISSION_PEOPLE_READ, "One person", NULL, show_inputs, show_person, NULL,
    NULL, "person" },
  { METHOD_POST, "/nguoi/{id}", PERMISSION_PEOPLE_WRITE, "Changes a person", NULL, person_inputs, show_person,
    NULL, save_person, "person", "person" },
  { METHOD_POST, "/nguoi/{id}/nghi", PERMISSION_PEOPLE_WRITE, "A person leaves the unit", NULL, move_inputs,
    NULL, NULL, leave },
  { METHOD_POST, "/nguoi/{id}/tro-lai", PERMISSION_PEOPLE_WRITE, "A person comes back", NULL, move_inputs,
    NULL, NULL, come_back },
  { 0 },
};
