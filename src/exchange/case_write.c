/* case_write.c - see case_write.h. */
#include "exchange/case_write.h"
#include "exchange/case_read.h"
#include <stdlib.h>
#include <string.h>

typedef struct {
  const void *items;
  gsize count;
} AnyList;

/* Digits of a number that read back the same Decimal: millionths of 10^9. */
#define REAL_DIGITS 15

/* ---- single values; NULL: absent ---- */

static json_t *
text_or_absent (const char *text)
{
  return text != NULL ? json_string (text) : NULL;
}

static json_t *
write_decimal (Decimal value)
{
  if (value == DECIMAL_UNSET)
    return NULL;
  return value % DECIMAL_ONE == 0 ? json_integer (value / DECIMAL_ONE)
                                  : json_real (decimal_to_double (value));
}

static json_t *
write_time (Arena *arena, CivilTime time)
{
  return date_is_set (time.date) ? json_string (
             arena_printf (arena, "%sT%02d:%02d", date_iso (arena, time.date), time.hour, time.minute))
                                 : NULL;
}

static json_t *
write_lines (const Lines *lines)
{
  json_t *list = lines->count > 0 ? json_array () : NULL;
  for (gsize i = 0; i < lines->count; i++)
    json_array_append_new (list, json_string (lines->items[i]));
  return list;
}

/* One line as it is written by hand: a text. */
static json_t *
write_lines_or_text (const Lines *lines)
{
  return lines->count == 1 ? json_string (lines->items[0]) : write_lines (lines);
}

static json_t *
write_persons (const PersonRefs *refs)
{
  json_t *list = refs->count > 0 ? json_array () : NULL;
  for (gsize i = 0; i < refs->count; i++)
    json_array_append_new (list, json_string (refs->items[i].code));
  return list;
}

static json_t *
write_list (Arena *arena, const Shape *shape, const AnyList *list)
{
  json_t *array = list->count > 0 ? json_array () : NULL;
  for (gsize i = 0; i < list->count; i++)
    json_array_append_new (array,
                           case_write_object (arena, shape, (const guint8 *)list->items + i * shape->size));
  return array;
}

/* An object with a `given` stands even when empty. */
static json_t *
write_inner (Arena *arena, const Shape *shape, const void *target)
{
  bool given = shape->given != 0 && *(const bool *)G_STRUCT_MEMBER_P (target, shape->given - 1);
  if (shape->given != 0 && !given)
    return NULL;
  json_t *object = case_write_object (arena, shape, target);
  if (given || json_object_size (object) > 0)
    return object;
  json_decref (object);
  return NULL;
}

/* ---- objects ---- */

static json_t *
write_scalar (Arena *arena, const Field *field, const void *target)
{
  switch (field->kind) {
  case FIELD_TEXT:
  case FIELD_WORD:
  case FIELD_UUID:
  case FIELD_INDICATOR:
    return text_or_absent (*(const char *const *)target);
  case FIELD_BOOL:
    return *(const bool *)target || (field->flags & FIELD_REQUIRED) != 0
               ? json_boolean (*(const bool *)target)
               : NULL;
  case FIELD_INTEGER:
    return *(const int *)target != 0 ? json_integer (*(const int *)target) : NULL;
  case FIELD_COUNT:
    return json_integer (*(const guint *)target);
  case FIELD_REVISION:
    return *(const gint64 *)target != 0 ? json_integer (*(const gint64 *)target) : NULL;
  case FIELD_DECIMAL:
    return write_decimal (*(const Decimal *)target);
  case FIELD_DATE:
    return date_is_set (*(const CivilDate *)target)
               ? json_string (date_iso (arena, *(const CivilDate *)target))
               : NULL;
  case FIELD_TIME:
    return write_time (arena, *(const CivilTime *)target);
  case FIELD_PERSON:
    return text_or_absent (((const PersonRef *)target)->code);
  default:
    return NULL;
  }
}

static json_t *
write_field (Arena *arena, const Field *field, const void *target)
{
  switch (field->kind) {
  case FIELD_PERSONS:
    return write_persons (target);
  case FIELD_LINES:
  case FIELD_WORDS:
    return write_lines (target);
  case FIELD_LINES_OR_TEXT:
    return write_lines_or_text (target);
  case FIELD_OBJECT:
    return write_inner (arena, field->shape, target);
  case FIELD_LIST:
    return write_list (arena, field->shape, target);
  case FIELD_SPECIAL:
    return field->write != NULL ? field->write (arena, target) : NULL;
  default:
    return write_scalar (arena, field, target);
  }
}

/* What the contract requires stands there even when empty. */
static json_t *
empty_of (const Field *field)
{
  if (field->kind == FIELD_LIST)
    return json_array ();
  return field->kind == FIELD_OBJECT ? json_object () : NULL;
}

json_t *
case_write_object (Arena *arena, const Shape *shape, const void *target)
{
  json_t *object = json_object ();
  for (gsize i = 0; i < shape->count; i++) {
    const Field *field = &shape->fields[i];
    json_t *value = write_field (arena, field, G_STRUCT_MEMBER_P (target, field->offset));
    if (value == NULL && (field->flags & (FIELD_REQUIRED | FIELD_REQUIRED_INSIDE)) != 0)
      value = empty_of (field);
    if (value != NULL)
      json_object_set_new (object, field->key, value);
  }
  return object;
}

/* ---- keys that are anyone's own ---- */

/* RFC 6901: the step's own text. */
static char *
unescape (Arena *arena, const char *step, gsize length)
{
  g_autoptr (GString) text = g_string_new_len (step, (gssize)length);
  g_string_replace (text, "~1", "/", 0);
  g_string_replace (text, "~0", "~", 0);
  return arena_strndup (arena, text->str, text->len);
}

/* Where nothing of that place is left, the key goes with it. */
static void
put_extra (Arena *arena, json_t *root, const char *pointer, json_t *value)
{
  json_t *place = root;
  while (place != NULL && *pointer == '/') {
    const char *step = pointer + 1, *end = strchr (step, '/');
    gsize length = end != NULL ? (gsize)(end - step) : strlen (step);
    const char *key = unescape (arena, step, length);
    pointer = step + length;
    if (*pointer == '\0') {
      if (json_is_object (place))
        json_object_set (place, key, value);
      return;
    }
    place = json_is_array (place) ? json_array_get (place, (gsize)g_ascii_strtoull (key, NULL, 10))
                                  : json_object_get (place, key);
  }
}

char *
case_write_json (Arena *arena, const Round *round, const char *extra)
{
  json_auto_t *root = case_write_object (arena, &case_root_shape, round);
  json_auto_t *own = extra != NULL ? json_loads (extra, 0, NULL) : NULL;
  const char *pointer = NULL;
  json_t *value = NULL;
  json_object_foreach (own, pointer, value) put_extra (arena, root, pointer, value);
  char *text = json_dumps (root, JSON_INDENT (1) | JSON_REAL_PRECISION (REAL_DIGITS));
  char *copy = arena_concat (arena, text, "\n", NULL);
  free (text);
  return copy;
}

/* ---- tables ---- */

/* RFC 4180; NULL is an empty cell. */
static void
add_cell (GString *out, const char *text, bool first)
{
  if (!first)
    g_string_append_c (out, ',');
  bool quoted = text != NULL && strpbrk (text, ",\"\r\n;") != NULL;
  if (quoted)
    g_string_append_c (out, '"');
  for (const char *p = text != NULL ? text : ""; *p != '\0'; p++) {
    if (*p == '"')
      g_string_append_c (out, '"');
    g_string_append_c (out, *p);
  }
  if (quoted)
    g_string_append_c (out, '"');
}

static void
add_row (GString *out, const char *const *cells, gsize count)
{
  for (gsize i = 0; i < count; i++)
    add_cell (out, cells[i], i == 0);
  g_string_append (out, "\r\n");
}

static GString *
new_table (const char *const *headings, gsize count)
{
  GString *out = g_string_new ("\xEF\xBB\xBF");
  add_row (out, headings, count);
  return out;
}

static char *
finish_table (Arena *arena, GString *table)
{
  char *text = arena_strndup (arena, table->str, table->len);
  g_string_free (table, TRUE);
  return text;
}

char *
case_write_staff (Arena *arena, const Round *round)
{
  static const char *const headings[]
      = { "Mã", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Tổ", "Trình độ", "Email", "Trạng thái" };
  static const char *const states[] = {
    [PERSON_WORKING] = "đang làm việc", [PERSON_RETIRED] = "nghỉ chế độ", [PERSON_MOVED] = "chuyển đi"
  };
  GString *table = new_table (headings, G_N_ELEMENTS (headings));
  for (gsize i = 0; i < round->person_count; i++) {
    const Person *person = &round->people[i];
    const char *cells[] = { person->code,   person->name,     date_short (arena, person->birth),
                            person->gender, person->position, person->group,
                            person->degree, person->email,    states[person->state] };
    add_row (table, cells, G_N_ELEMENTS (cells));
  }
  return finish_table (arena, table);
}

static const char *
yes (bool set)
{
  return set ? "x" : NULL;
}

#define RESULT_HEADINGS 7 /* before the points */

static void
add_result (Arena *arena, GString *table, const Round *round, const Person *person)
{
  const CitizenScheme *scheme = round->citizen_scheme;
  const Result *result = person->result;
  const char *cells[RESULT_HEADINGS + CITIZEN_MAX_INDICES + 2] = {
    person->code,
    yes (result->plan_approved),
    result->plan_done != DECIMAL_UNSET ? decimal_plain (arena, result->plan_done) : NULL,
    result->plan_rank,
    yes (result->discipline),
    yes (result->training),
    result->emulation,
  };
  gsize count = RESULT_HEADINGS;
  for (gsize i = 0; i < scheme->index_count; i++)
    cells[count++] = scheme->kind == CITIZEN_QUALITIES     ? yes (result->citizen[i] == DECIMAL_ONE)
                     : result->citizen[i] != DECIMAL_UNSET ? decimal_plain (arena, result->citizen[i])
                                                           : NULL;
  cells[count++] = yes (result->agreed);
  cells[count++] = result->note;
  add_row (table, cells, count);
}

char *
case_write_results (Arena *arena, const Round *round)
{
  const char *headings[RESULT_HEADINGS + CITIZEN_MAX_INDICES + 2] = { "Mã",
                                                                      "Kế hoạch được duyệt",
                                                                      "Hoàn thành kế hoạch (%)",
                                                                      "Xếp loại kế hoạch",
                                                                      "Kỷ luật lao động",
                                                                      "Hoàn thành bồi dưỡng",
                                                                      "Danh hiệu thi đua" };
  gsize count = RESULT_HEADINGS;
  for (gsize i = 0; i < round->citizen_scheme->index_count; i++)
    headings[count++] = arena_printf (arena, "CD%" G_GSIZE_FORMAT, i + 1);
  headings[count++] = "Thống nhất";
  headings[count++] = "Ghi chú";
  GString *table = new_table (headings, count);
  for (gsize i = 0; i < round->person_count; i++)
    if (round->people[i].result != NULL)
      add_result (arena, table, round, &round->people[i]);
  return finish_table (arena, table);
}
