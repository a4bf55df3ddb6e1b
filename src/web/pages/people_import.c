/* people_import.c - people from a spreadsheet: looked at first, then saved all at once. */
#include "exchange/people_import.h"
#include "store/import.h"
#include "store/people.h"
#include "web/pages/pages.h"
#include "web/shown.h"
#include <string.h>

#define FILE_LIMIT ((gsize)2 << 20)
#define SHOWN_ROWS 500 /* of each kind; more are counted */

static const InputSpec file_inputs[] = {
  { .name = "tep", .kind = INPUT_FILE, .required = true, .label = "Tệp danh sách", .limit = FILE_LIMIT },
  { 0 },
};

/* The file comes back with the page that showed what it would do: nothing is kept on the server meanwhile. */
static const InputSpec save_inputs[] = {
  { .name = "ten", .kind = INPUT_TEXT, .required = true, .label = "Tên tệp" },
  { .name = "noi_dung", .kind = INPUT_TEXT, .required = true, .label = "Nội dung", .limit = 2 * FILE_LIMIT },
  { 0 },
};

static const InputSpec past_inputs[] = { { .name = "id", .kind = INPUT_ID, .label = "Lần nhập" }, { 0 } };

typedef struct {
  const char *name, *content; /* base64 */
  PeopleImport outcome;
} Look;

static bool
compare (Request *request, const char *name, const char *data, gsize size, Look *import, GError **error)
{
  Arena *arena = request_arena (request);
  PersonEntries *present = arena_new0 (arena, PersonEntries);
  g_autoptr (GError) local = NULL;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !people_entries (transaction, arena, present, error))
    return false;
  import->name = name;
  if (people_import_compare (arena, name, data, size, present, &import->outcome, &local)) {
    request_set_prepared (request, import);
    return true;
  }
  Message message = error_message (arena, local);
  return request_refuse (request, error, 422, message.id, message.args[0], message.args[1], NULL);
}

static bool
prepare_file (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  gsize size = 0;
  const char *name = NULL, *data = request_file (request, "tep", &size, &name);
  Look *import = arena_new0 (arena, Look);
  g_autofree char *content = g_base64_encode ((const guchar *)data, size);
  import->content = arena_strdup (arena, content);
  return compare (request, name != NULL && name[0] != '\0' ? arena_strdup (arena, name) : "danh-sach.csv",
                  data, size, import, error);
}

static bool
prepare_save (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  gsize size = 0;
  g_autofree guchar *decoded = g_base64_decode (request_text (request, "noi_dung"), &size);
  const char *data = arena_strndup (arena, "", 0);
  if (size > 0) {
    char *copy = arena_alloc (arena, size + 1);
    memcpy (copy, decoded, size);
    data = copy;
  }
  return compare (request, request_text (request, "ten"), data, size, arena_new0 (arena, Look), error);
}

/* ---- what it would do ---- */

static const char *
shown (Arena *arena, PersonField field, const char *text)
{
  return field == PERSON_FIELD_BIRTH ? shown_day (arena, text) : text;
}

static Value *
changes_of (Arena *arena, const ImportRow *row)
{
  Value *list = value_list (arena);
  for (int field = 0; field < PERSON_FIELD_COUNT; field++) {
    if ((row->changed & (1u << field)) == 0)
      continue;
    Value *item = value_object (arena);
    value_set_text (item, "field", person_field_heading ((PersonField)field));
    value_set_text (item, "before", shown (arena, (PersonField)field, row->present->fields[field]));
    value_set_text (item, "after", shown (arena, (PersonField)field, row->entry.fields[field]));
    value_append (list, item);
  }
  return list;
}

static Value *
rows_of (Arena *arena, const PeopleImport *outcome, ImportKind kind)
{
  Value *list = value_list (arena);
  for (gsize i = 0; i < outcome->row_count && value_length (list) < SHOWN_ROWS; i++) {
    const ImportRow *row = &outcome->rows[i];
    if (row->kind != kind)
      continue;
    Value *item = value_object (arena);
    value_set_int (item, "row", (gint64)row->row);
    value_set_text (item, "name", row->entry.fields[PERSON_FIELD_NAME]);
    value_set_text (item, "code", row->entry.fields[PERSON_FIELD_CODE]);
    value_set_text (item, "birth", shown (arena, PERSON_FIELD_BIRTH, row->entry.fields[PERSON_FIELD_BIRTH]));
    value_set_text (item, "position", row->entry.fields[PERSON_FIELD_POSITION]);
    value_set_text (item, "department", row->entry.fields[PERSON_FIELD_DEPARTMENT]);
    value_set (item, "changes", kind == IMPORT_CHANGED ? changes_of (arena, row) : value_list (arena));
    value_set_text (item, "problem", kind == IMPORT_WRONG ? message_vietnamese (arena, &row->problem) : "");
    value_append (list, item);
  }
  return list;
}

/* Each column of the file and what it became; `field` null: it is not used. */
static Value *
columns_of (Arena *arena, const PeopleImport *outcome)
{
  Value *list = value_list (arena);
  for (gsize i = 0; i < outcome->column_count; i++) {
    const ImportColumn *column = &outcome->columns[i];
    if (column->heading[0] == '\0')
      continue;
    Value *item = value_object (arena);
    value_set_text (item, "heading", column->heading);
    value_set_text (item, "field", column->used ? person_field_heading (column->field) : NULL);
    value_append (list, item);
  }
  return list;
}

/* The figures above the lists, each leading to its own. */
static Value *
counts_of (Arena *arena, const PeopleImport *outcome)
{
  static const struct {
    ImportKind kind;
    const char *label, *path;
  } kinds[] = { { IMPORT_NEW, "người mới", "#moi" },
                { IMPORT_CHANGED, "thay đổi", "#thay-doi" },
                { IMPORT_SAME, "như cũ", NULL },
                { IMPORT_WRONG, "không nhập được", "#khong-duoc" } };
  Value *list = value_list (arena);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    gsize count = outcome->counts[kinds[i].kind];
    Value *item = value_object (arena);
    value_set_text (item, "label", kinds[i].label);
    value_set_int (item, "count", (gint64)count);
    value_set_text (item, "path", count > 0 ? kinds[i].path : NULL);
    value_set_bool (item, "bad", kinds[i].kind == IMPORT_WRONG && count > 0);
    value_append (list, item);
  }
  return list;
}

/* How many of a list of `count` are not shown; null: all are. */
static void
set_more (Arena *arena, Value *page, const char *name, gsize count)
{
  value_set_text (page, name, count > SHOWN_ROWS ? arena_int (arena, (gint64)(count - SHOWN_ROWS)) : NULL);
}

static void
add_outcome (Arena *arena, Value *page, const Look *import)
{
  static const char *const names[] = { "fresh", "changed", "same", "wrong" };
  const PeopleImport *outcome = &import->outcome;
  for (gsize kind = 0; kind < G_N_ELEMENTS (names); kind++) {
    value_set (page, names[kind],
               kind == IMPORT_SAME ? value_list (arena) : rows_of (arena, outcome, (ImportKind)kind));
    set_more (arena, page, arena_concat (arena, names[kind], "_more", NULL), outcome->counts[kind]);
    value_set_bool (page, arena_concat (arena, "any_", names[kind], NULL), outcome->counts[kind] > 0);
  }
  Value *gone = value_list (arena);
  for (gsize i = 0; i < outcome->gone_count && i < SHOWN_ROWS; i++) {
    Value *item = value_object (arena);
    value_set_text (item, "name", outcome->gone[i]->fields[PERSON_FIELD_NAME]);
    value_set_int (item, "id", outcome->gone[i]->id);
    value_append (gone, item);
  }
  value_set (page, "gone", gone);
  value_set_bool (page, "any_gone", outcome->gone_count > 0);
  set_more (arena, page, "gone_more", outcome->gone_count);
  value_set_bool (page, "may_save", outcome->counts[IMPORT_NEW] + outcome->counts[IMPORT_CHANGED] > 0);
  value_set_int (page, "save_count", (gint64)(outcome->counts[IMPORT_NEW] + outcome->counts[IMPORT_CHANGED]));
  value_set_text (page, "file", import->name);
  value_set_text (page, "content", import->content);
  value_set (page, "columns", columns_of (arena, outcome));
  value_set (page, "counts", counts_of (arena, outcome));
}

static Value *
past_value (Arena *arena, const Import *past)
{
  Value *item = value_object (arena);
  value_set_int (item, "id", past->id);
  value_set_text (item, "file", past->file);
  value_set_text (item, "who", past->who);
  value_set_text (item, "at", shown_instant (arena, past->at));
  value_set_int (item, "added", past->added);
  value_set_int (item, "changed", past->changed);
  value_set_bool (item, "undone", past->undone);
  return item;
}

static bool
show_import (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Value *page = value_object (arena), *past = value_list (arena);
  const Look *import = request_prepared (request);
  Transaction *transaction = request_read (request, error);
  Imports recent = { 0 };
  if (transaction == NULL || !import_recent (transaction, arena, 10, &recent, error))
    return false;
  for (gsize i = 0; i < recent.count; i++)
    value_append (past, past_value (arena, &recent.items[i]));
  value_set (page, "past", past);
  value_set_bool (page, "any_past", recent.count > 0);
  value_set_bool (page, "looked", import != NULL);
  value_set_text (page, "accept", ".xlsx,.csv,text/csv");
  value_set_bool (page, "many", false);
  if (import != NULL)
    add_outcome (arena, page, import);
  request_show (request, value_view (page));
  return true;
}

/* All or none: somebody changed meanwhile stops the whole, and the file can be looked at again. */
static bool
save_import (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  const Look *import = request_prepared (request);
  gint64 id = 0, first = 0, saved[2] = { 0 };
  if (!import_begin (transaction, &first, error))
    return false;
  for (gsize i = 0; i < import->outcome.row_count; i++) {
    const ImportRow *row = &import->outcome.rows[i];
    if (row->kind != IMPORT_NEW && row->kind != IMPORT_CHANGED)
      continue;
    if (!person_save (transaction, arena, &row->entry, &id, error))
      return false;
    saved[row->kind == IMPORT_CHANGED]++;
  }
  request_notice (request, MSG_PEOPLE_IMPORTED, arena_int (arena, saved[0] + saved[1]), NULL);
  request_redirect (request, "/nguoi");
  if (saved[0] + saved[1] == 0)
    return true;
  if (!import_end (transaction, arena, first, import->name, saved[0], saved[1], &id, error))
    return false;
  request_redirect (request, arena_printf (arena, "/nguoi/nhap/%" G_GINT64_FORMAT, id));
  return true;
}

/* ---- one import, and taking it back ---- */

static const char *
hold_words (const ImportHold *hold)
{
  return hold->erased    ? "nội dung trước khi nhập đã xóa theo luật"
         : hold->changed ? "đã sửa hoặc bỏ sau lần nhập"
                         : "đã có tài khoản";
}

static bool
show_past (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Transaction *transaction = request_read (request, error);
  Import past = { 0 };
  ImportHolds holds = { 0 };
  if (transaction == NULL || !import_load (transaction, arena, request_int (request, "id", 0), &past, error)
      || (!past.undone && !import_holds (transaction, arena, &past, &holds, error)))
    return false;
  Value *page = past_value (arena, &past), *list = value_list (arena);
  for (gsize i = 0; i < holds.count && i < SHOWN_ROWS; i++) {
    Value *item = value_object (arena);
    value_set_int (item, "id", holds.items[i].person_id);
    value_set_text (item, "name", holds.items[i].name);
    value_set_text (item, "why", hold_words (&holds.items[i]));
    value_append (list, item);
  }
  value_set (page, "holds", list);
  value_set_int (page, "hold_count", (gint64)holds.count);
  value_set_bool (page, "held", holds.count > 0);
  value_set_bool (page, "may_undo", !past.undone && holds.count == 0);
  request_show (request, value_view (page));
  return true;
}

static bool
take_back (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  gint64 id = request_int (request, "id", 0);
  Import past = { 0 };
  if (!import_undo (transaction, arena, id, error) || !import_load (transaction, arena, id, &past, error))
    return false;
  request_notice (request, MSG_IMPORT_TAKEN_BACK, past.file, NULL);
  request_redirect (request, "/nguoi");
  return true;
}

const Route people_import_routes[] = {
  { METHOD_GET, "/nguoi/nhap", PERMISSION_PEOPLE_WRITE, "The form to bring in people from a spreadsheet",
    "Nhập từ bảng tính", NULL, show_import, NULL, NULL, "people_import" },
  { METHOD_POST, "/nguoi/nhap", PERMISSION_PEOPLE_WRITE, "What a spreadsheet would change; nothing is saved",
    "Nhập từ bảng tính", file_inputs, show_import, prepare_file, NULL, "people_import" },
  { METHOD_POST, "/nguoi/nhap/luu", PERMISSION_PEOPLE_WRITE,
    "Saves the people of a spreadsheet that was looked at", "Nhập từ bảng tính", save_inputs, NULL,
    prepare_save, save_import, NULL },
  { METHOD_GET, "/nguoi/nhap/{id}", PERMISSION_PEOPLE_WRITE, "What an import did", "Một lần nhập",
    past_inputs, show_past, NULL, NULL, "people_imported" },
  { METHOD_POST, "/nguoi/nhap/{id}/hoan-tac", PERMISSION_PEOPLE_WRITE, "Takes an import back", "Một lần nhập",
    past_inputs, NULL, NULL, take_back, NULL },
  { 0 },
};
