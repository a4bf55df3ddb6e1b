/* people_doubles.c - who may stand in the list twice, and making one of two. */
#include "store/people.h"
#include "store/people_merge.h"
#include "web/pages/pages.h"
#include "web/shown.h"
#include <string.h>

static const char *const sides[] = { "mot", "hai", NULL };

static const InputSpec pair_inputs[] = {
  { .name = "mot", .kind = INPUT_ID, .required = true, .label = "Người thứ nhất" },
  { .name = "hai", .kind = INPUT_ID, .required = true, .label = "Người thứ hai" },
  { .name = "ban_mot", .kind = INPUT_INT, .label = "Bản thứ nhất" },
  { .name = "ban_hai", .kind = INPUT_INT, .label = "Bản thứ hai" },
  { .name = "giu", .kind = INPUT_CHOICE, .label = "Giữ ai", .choices = sides },
  { 0 },
};

static Value *
person_value (Arena *arena, const PersonEntry *entry)
{
  Value *item = value_object (arena);
  value_set_int (item, "id", entry->id);
  value_set_text (item, "name", entry->fields[PERSON_FIELD_NAME]);
  value_set_text (item, "code", entry->fields[PERSON_FIELD_CODE]);
  value_set_text (item, "department", entry->fields[PERSON_FIELD_DEPARTMENT]);
  return item;
}

static const char *
reason (Arena *arena, const PersonDouble *found)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const struct {
    bool holds;
    const char *words;
  } parts[] = { { found->same_name, "tên" },
                { found->same_birth, "ngày sinh" },
                { found->same_email, "email" },
                { found->same_phone, "điện thoại" } };
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i].holds)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "cùng ", parts[i].words);
  return arena_strndup (arena, text->str, text->len);
}

static bool
show_doubles (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Transaction *transaction = request_read (request, error);
  PersonDoubles doubles = { 0 };
  if (transaction == NULL || !people_doubles (transaction, arena, &doubles, error))
    return false;
  Value *page = value_object (arena), *list = value_list (arena);
  for (gsize i = 0; i < doubles.count; i++) {
    Value *item = value_object (arena);
    value_set (item, "a", person_value (arena, &doubles.items[i].a));
    value_set (item, "b", person_value (arena, &doubles.items[i].b));
    value_set_text (item, "reason", reason (arena, &doubles.items[i]));
    value_append (list, item);
  }
  value_set (page, "doubles", list);
  value_set_bool (page, "any", doubles.count > 0);
  request_show (request, value_view (page));
  return true;
}

static const char *
shown (Arena *arena, const PersonEntry *entry, PersonField field)
{
  return field == PERSON_FIELD_BIRTH ? shown_day (arena, entry->fields[field]) : entry->fields[field];
}

static Value *
rows_of (Arena *arena, const PersonEntry *a, const PersonEntry *b)
{
  Value *list = value_list (arena);
  for (int i = 0; i < PERSON_FIELD_COUNT; i++) {
    PersonField field = (PersonField)i;
    Value *item = value_object (arena);
    value_set_text (item, "label", person_field_heading (field));
    value_set_text (item, "a", shown (arena, a, field));
    value_set_text (item, "b", shown (arena, b, field));
    value_set_bool (item, "differs", strcmp (a->fields[i], b->fields[i]) != 0);
    value_append (list, item);
  }
  return list;
}

/* What both have in the same place: {both, both_words}; null where nothing is. */
static bool
add_both (Request *request, Transaction *transaction, Value *page, gint64 a, gint64 b, GError **error)
{
  static const struct {
    const char *kind, *words;
  } kinds[] = { { "study_plan", "kế hoạch tự học" },
                { "year_result", "kết quả năm" },
                { "citizen_assessment", "phiếu tự đánh giá Công dân học tập" },
                { "opinion", "ý kiến về chỉ tiêu" },
                { "receipt", "văn bản đã đọc" },
                { "team_member", "chỗ trong Tổ" },
                { "assignee", "việc được giao" } };
  Arena *arena = request_arena (request);
  PersonHoldings first = { 0 }, second = { 0 };
  const char *words = "";
  if (!person_holdings (transaction, arena, a, &first, error)
      || !person_holdings (transaction, arena, b, &second, error))
    return false;
  gsize all = person_holdings_both (&first, &second);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    PersonHoldings some = { 0 };
    for (gsize k = 0; k < first.count; k++)
      if (strcmp (first.items[k].kind, kinds[i].kind) == 0)
        ARENA_PUSH (arena, some.items, some.count) = first.items[k];
    if (person_holdings_both (&some, &second) > 0)
      words = arena_concat (arena, words, words[0] != '\0' ? ", " : "", kinds[i].words, NULL);
  }
  value_set_text (page, "both", all > 0 ? arena_int (arena, (gint64)all) : NULL);
  value_set_text (page, "both_words", words);
  return true;
}

static bool
show_pair (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Transaction *transaction = request_read (request, error);
  PersonEntry a = { 0 }, b = { 0 };
  if (transaction == NULL
      || !person_load (transaction, arena, request_int (request, "mot", 0), &a, NULL, error)
      || !person_load (transaction, arena, request_int (request, "hai", 0), &b, NULL, error))
    return false;
  request_default (request, "ban_mot", arena_int (arena, a.version));
  request_default (request, "ban_hai", arena_int (arena, b.version));
  Value *page = value_object (arena);
  if (!add_both (request, transaction, page, a.id, b.id, error))
    return false;
  value_set (page, "a", person_value (arena, &a));
  value_set (page, "b", person_value (arena, &b));
  value_set (page, "rows", rows_of (arena, &a, &b));
  request_show (request, value_view (page));
  return true;
}

static bool
merge (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  const char *keep = request_text (request, "giu");
  if (keep == NULL) {
    request_field_error (request, "giu", MSG_INPUT_REQUIRED, NULL);
    return request_invalid (request, error);
  }
  bool first = strcmp (keep, "mot") == 0;
  gint64 ids[] = { request_int (request, "mot", 0), request_int (request, "hai", 0) };
  gint64 versions[] = { request_int (request, "ban_mot", 0), request_int (request, "ban_hai", 0) };
  gint64 kept = ids[first ? 0 : 1];
  PersonEntry entry = { 0 };
  if (!person_merge (transaction, arena, ids[first ? 1 : 0], versions[first ? 1 : 0], kept,
                     versions[first ? 0 : 1], error)
      || !person_load (transaction, arena, kept, &entry, NULL, error))
    return false;
  request_notice (request, MSG_PEOPLE_MERGED, entry.fields[PERSON_FIELD_NAME], NULL);
  request_redirect (request, arena_printf (arena, "/nguoi/%" G_GINT64_FORMAT, kept));
  return true;
}

const Route people_doubles_routes[] = {
  { METHOD_GET, "/nguoi/trung", PERMISSION_PEOPLE_WRITE, "People who may stand in the list twice",
    "Người có thể trùng", NULL, show_doubles, NULL, NULL, "people_doubles" },
  { METHOD_GET, "/nguoi/gop", PERMISSION_PEOPLE_WRITE, "Two people side by side", "Gộp hai người",
    pair_inputs, show_pair, NULL, NULL, "person_merge" },
  { METHOD_POST, "/nguoi/gop", PERMISSION_PEOPLE_WRITE, "Makes one of two people", "Gộp hai người",
    pair_inputs, show_pair, NULL, merge, "person_merge" },
  { 0 },
};
