/* case_shape.c - reads objects of case.json by tables of fields. */
#include "base/text.h"
#include "exchange/case_read.h"
#include <string.h>

/* Fields fill these pairs through their first member. */
G_STATIC_ASSERT (G_STRUCT_OFFSET (Lines, count) == sizeof (void *));
G_STATIC_ASSERT (G_STRUCT_OFFSET (PersonRefs, count) == sizeof (void *));
G_STATIC_ASSERT (G_STRUCT_OFFSET (Rating, indicator)
                 == G_STRUCT_OFFSET (Rating, indicator_id) + sizeof (void *));

/* Any {items, count} pair. */
typedef struct {
  void *items;
  gsize count;
} AnyList;

typedef struct {
  const char *id;
  const Indicator *indicator;
} IndicatorRef;

/* ---- findings ---- */

static const char *
place_pointer (Arena *arena, const Place *place)
{
  if (place == NULL || place->parent == NULL)
    return "";
  const char *parent = place_pointer (arena, place->parent);
  return place->key != NULL ? json_pointer_key (arena, parent, place->key)
                            : json_pointer_index (arena, parent, place->index);
}

void
case_report_at (CaseReader *reader, const char *where, FindingCode code, MessageId id, const char *first,
                const char *second)
{
  findings_add (reader->findings, code, where, id, first, second, NULL);
}

void
case_report (CaseReader *reader, const Place *place, FindingCode code, MessageId id, const char *first,
             const char *second)
{
  case_report_at (reader, place_pointer (reader->arena, place), code, id, first, second);
}

void
case_report_error (CaseReader *reader, const char *where, FindingCode code, const GError *error)
{
  Message message = error_message (reader->arena, error);
  findings_add (reader->findings, code, where, message.id, message.args[0], message.args[1], message.args[2],
                message.args[3], NULL);
}

static void
report_value (CaseReader *reader, const Place *place, MessageId id)
{
  case_report (reader, place, FINDING_BAD_VALUE, id, NULL, NULL);
}

/* ---- single values ---- */

/* Characters that no document can hold: XML 1.0, 2.2. */
static bool
has_control_character (const char *text)
{
  for (const char *p = text; *p != '\0'; p++) {
    guint8 byte = (guint8)*p;
    if ((byte < 0x20 && byte != '\n' && byte != '\t' && byte != '\r') || byte == 0x7F
        || (byte == 0xEF && (guint8)p[1] == 0xBF && (guint8)p[2] >= 0xBE))
      return true;
  }
  return false;
}

const char *
case_read_text (CaseReader *reader, const Place *place, json_t *value, bool needed)
{
  const char *text = json_string_value (value);
  if (text == NULL) {
    report_value (reader, place, MSG_CASE_NEED_TEXT);
    return NULL;
  }
  if (has_control_character (text)) {
    report_value (reader, place, MSG_CASE_CONTROL_CHARACTER);
    return NULL;
  }
  if (text_is_blank (text)) {
    if (needed)
      report_value (reader, place, MSG_CASE_BLANK);
    return NULL;
  }
  return text_nfc (reader->arena, arena_strdup (reader->arena, text));
}

static void
read_uuid (CaseReader *reader, const Place *place, json_t *value, const char **target)
{
  const char *text = case_read_text (reader, place, value, false);
  if (text != NULL && !g_uuid_string_is_valid (text)) {
    report_value (reader, place, MSG_CASE_NEED_UUID);
    return;
  }
  *target = text;
}

static bool
read_whole (CaseReader *reader, const Place *place, json_t *value, const Field *field, gint64 *ret)
{
  gint64 number = json_integer_value (value);
  if (!json_is_integer (value) || number < field->min || number > field->max) {
    case_report (reader, place, FINDING_BAD_VALUE, MSG_CASE_NEED_INTEGER,
                 arena_int (reader->arena, field->min), arena_int (reader->arena, field->max));
    return false;
  }
  *ret = number;
  return true;
}

static void
read_decimal (CaseReader *reader, const Place *place, json_t *value, Decimal *target)
{
  if (!json_is_number (value) || !decimal_from_double (json_number_value (value), target))
    report_value (reader, place, MSG_CASE_NEED_NUMBER);
}

static void
read_date (CaseReader *reader, const Place *place, json_t *value, CivilDate *target)
{
  if (!json_is_string (value))
    report_value (reader, place, MSG_CASE_NEED_TEXT);
  else if (!date_parse_iso (json_string_value (value), target))
    case_report (reader, place, FINDING_BAD_DATE, MSG_CASE_BAD_DATE,
                 text_strip (reader->arena, json_string_value (value)), NULL);
}

static void
read_time (CaseReader *reader, const Place *place, json_t *value, CivilTime *target)
{
  if (!json_is_string (value))
    report_value (reader, place, MSG_CASE_NEED_TEXT);
  else if (!time_parse_iso (json_string_value (value), target))
    case_report (reader, place, FINDING_BAD_DATE, MSG_CASE_BAD_TIME,
                 text_strip (reader->arena, json_string_value (value)), NULL);
}

static void
read_person (CaseReader *reader, const Place *place, json_t *value, PersonRef *target, bool needed)
{
  const char *code = case_read_text (reader, place, value, needed);
  if (code == NULL)
    return;
  target->code = text_strip (reader->arena, code);
  g_ptr_array_add (reader->refs, target);
}

static void
read_indicator (CaseReader *reader, const Place *place, json_t *value, IndicatorRef *target)
{
  target->id = case_read_text (reader, place, value, true);
  if (target->id != NULL)
    target->indicator = scheme_find_indicator (reader->round->scheme, target->id);
}

/* ---- lists ---- */

/* Is it a list of a bearable length? */
static bool
check_list (CaseReader *reader, const Place *place, json_t *value)
{
  if (!json_is_array (value)) {
    report_value (reader, place, MSG_CASE_NEED_LIST);
    return false;
  }
  if (json_array_size (value) > CASE_MAX_LIST) {
    case_report (reader, place, FINDING_BAD_VALUE, MSG_CASE_LONG_LIST, G_STRINGIFY (20000), NULL);
    return false;
  }
  return true;
}

static void
read_lines (CaseReader *reader, const Place *place, json_t *value, Lines *target, bool words)
{
  if (!check_list (reader, place, value))
    return;
  gsize count = json_array_size (value);
  const char **items = arena_array (reader->arena, const char *, count);
  for (gsize i = 0; i < count; i++) {
    Place item = { place, NULL, i };
    const char *text = case_read_text (reader, &item, json_array_get (value, i), words);
    items[i] = text != NULL ? text : "";
  }
  *target = (Lines){ items, count };
}

static void
read_lines_or_text (CaseReader *reader, const Place *place, json_t *value, Lines *target)
{
  if (!json_is_string (value)) {
    read_lines (reader, place, value, target, false);
    return;
  }
  const char *text = case_read_text (reader, place, value, false);
  if (text == NULL)
    return;
  const char **items = arena_array (reader->arena, const char *, 1);
  items[0] = text;
  *target = (Lines){ items, 1 };
}

static void
read_persons (CaseReader *reader, const Place *place, json_t *value, PersonRefs *target)
{
  if (!check_list (reader, place, value))
    return;
  gsize count = json_array_size (value);
  *target = (PersonRefs){ arena_array (reader->arena, PersonRef, count), count };
  for (gsize i = 0; i < count; i++) {
    Place item = { place, NULL, i };
    read_person (reader, &item, json_array_get (value, i), &target->items[i], true);
  }
}

static void
read_list (CaseReader *reader, const Place *place, json_t *value, const Shape *shape, AnyList *target)
{
  if (!check_list (reader, place, value))
    return;
  gsize count = json_array_size (value);
  guint8 *items = arena_alloc_n (reader->arena, count, shape->size);
  for (gsize i = 0; i < count; i++) {
    Place item = { place, NULL, i };
    case_read_object (reader, &item, json_array_get (value, i), shape, items + i * shape->size);
  }
  *target = (AnyList){ items, count };
}

/* ---- objects ---- */

static void
read_number_field (CaseReader *reader, const Place *place, json_t *value, const Field *field, void *target)
{
  gint64 number = 0;
  if (!read_whole (reader, place, value, field, &number))
    return;
  if (field->kind == FIELD_INTEGER)
    *(int *)target = (int)number;
  else if (field->kind == FIELD_COUNT)
    *(guint *)target = (guint)number;
  else
    *(gint64 *)target = number;
}

static void
read_bool (CaseReader *reader, const Place *place, json_t *value, bool *target)
{
  if (json_is_boolean (value))
    *target = json_is_true (value);
  else
    report_value (reader, place, MSG_CASE_NEED_BOOL);
}

static void
read_field (CaseReader *reader, const Place *place, json_t *value, const Field *field, void *target)
{
  bool needed = (field->flags & FIELD_REQUIRED) != 0;
  if (json_is_null (value) && (field->flags & FIELD_NULLABLE) != 0)
    return;
  switch (field->kind) {
  case FIELD_TEXT:
    *(const char **)target = case_read_text (reader, place, value, needed);
    return;
  case FIELD_WORD:
    *(const char **)target = case_read_text (reader, place, value, true);
    return;
  case FIELD_UUID:
    read_uuid (reader, place, value, target);
    return;
  case FIELD_BOOL:
    read_bool (reader, place, value, target);
    return;
  case FIELD_INTEGER:
  case FIELD_COUNT:
  case FIELD_REVISION:
    read_number_field (reader, place, value, field, target);
    return;
  case FIELD_DECIMAL:
    read_decimal (reader, place, value, target);
    return;
  case FIELD_DATE:
    read_date (reader, place, value, target);
    return;
  case FIELD_TIME:
    read_time (reader, place, value, target);
    return;
  case FIELD_PERSON:
    read_person (reader, place, value, target, needed);
    return;
  case FIELD_PERSONS:
    read_persons (reader, place, value, target);
    return;
  case FIELD_LINES:
  case FIELD_WORDS:
    read_lines (reader, place, value, target, field->kind == FIELD_WORDS);
    return;
  case FIELD_LINES_OR_TEXT:
    read_lines_or_text (reader, place, value, target);
    return;
  case FIELD_INDICATOR:
    read_indicator (reader, place, value, target);
    return;
  case FIELD_OBJECT:
    case_read_object (reader, place, value, field->shape, target);
    return;
  case FIELD_LIST:
    read_list (reader, place, value, field->shape, target);
    return;
  case FIELD_SPECIAL:
    if (field->read != NULL)
      field->read (reader, place, value, target);
    return;
  }
}

static void
report_missing (CaseReader *reader, const Place *place, json_t *object, const Shape *shape)
{
  for (gsize i = 0; i < shape->count; i++) {
    const Field *field = &shape->fields[i];
    Place member = { place, field->key, 0 };
    if (object != NULL && json_object_get (object, field->key) != NULL)
      continue;
    if ((field->flags & FIELD_REQUIRED) != 0)
      case_report (reader, &member, FINDING_BAD_VALUE, MSG_CASE_MISSING, field->key, NULL);
    else if ((field->flags & FIELD_REQUIRED_INSIDE) != 0)
      report_missing (reader, &member, NULL, field->shape);
  }
}

static const Field *
find_field (const Shape *shape, const char *key)
{
  for (gsize i = 0; i < shape->count; i++)
    if (strcmp (shape->fields[i].key, key) == 0)
      return &shape->fields[i];
  return NULL;
}

void
case_read_object (CaseReader *reader, const Place *place, json_t *value, const Shape *shape, void *target)
{
  if (shape->prepare != NULL)
    shape->prepare (target);
  if (!json_is_object (value)) {
    report_value (reader, place, MSG_CASE_NEED_OBJECT);
    return;
  }
  if (shape->given != 0)
    *(bool *)G_STRUCT_MEMBER_P (target, shape->given - 1) = true;
  const char *key;
  json_t *member;
  json_object_foreach (value, key, member)
  {
    const Field *field = find_field (shape, key);
    Place inside = { place, key, 0 };
    if (field != NULL)
      read_field (reader, &inside, member, field, G_STRUCT_MEMBER_P (target, field->offset));
    else if (!g_str_has_prefix (key, "x-"))
      case_report (reader, &inside, FINDING_UNKNOWN_KEY, MSG_CASE_UNKNOWN_KEY, key, NULL);
  }
  report_missing (reader, place, value, shape);
}
