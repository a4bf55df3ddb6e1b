/* term.c - see term.h. */
#include "model/term.h"
#include "base/date.h"
#include "model/permission.h"
#include "model/person_entry.h"
#include "model/round.h"
#include "model/workflow.h"
#include <string.h>

const char *
term_action (const char *action)
{
#define ACTION(name, words)                                                                                  \
  if (strcmp (action, (name)) == 0)                                                                          \
    return (words);
#define FIELD(name, words)
#define VALUE(kind, field, value, words)
#define FIELD_OF(kind, field, words)
#include "terms.def"
#undef ACTION
#undef FIELD
#undef VALUE
#undef FIELD_OF
  const char *words = workflow_event_words (action);
  return words != NULL ? words : action;
}

/* The heading that a field has in records of one kind only; NULL: as everywhere. */
static const char *
field_of_kind (const char *of_kind, const char *of_field)
{
#define ACTION(name, words)
#define FIELD(name, words)
#define FIELD_OF(kind, field, words)                                                                         \
  if (strcmp (of_kind, (kind)) == 0 && strcmp (of_field, (field)) == 0)                                      \
    return (words);
#define VALUE(kind, field, value, words)
#include "terms.def"
#undef ACTION
#undef FIELD
#undef FIELD_OF
#undef VALUE
  return NULL;
}

const char *
term_field (const char *kind, const char *field)
{
  const char *own = field_of_kind (kind, field);
  if (own != NULL)
    return own;
  for (guint i = 0; strcmp (kind, "person") == 0 && i < PERSON_FIELD_COUNT; i++)
    if (strcmp (person_field_name ((PersonField)i), field) == 0)
      return person_field_heading ((PersonField)i);
  if (strcmp (field, "name") == 0)
    return "Tên";
  if (strcmp (field, "code") == 0)
    return "Mã";
  if (strcmp (field, "position") == 0)
    return "Thứ tự";
#define ACTION(name, words)
#define FIELD(name, words)                                                                                   \
  if (strcmp (field, (name)) == 0)                                                                           \
    return (words);
#define VALUE(kind, field, value, words)
#define FIELD_OF(kind, field, words)
#include "terms.def"
#undef ACTION
#undef FIELD
#undef VALUE
#undef FIELD_OF
  return field;
}

static const char *
table_value (const char *of_kind, const char *of_field, const char *stored)
{
#define ACTION(name, words)
#define FIELD(name, words)
#define FIELD_OF(kind, field, words)
#define VALUE(kind, field, value, words)                                                                     \
  if (strcmp (of_kind, (kind)) == 0 && strcmp (of_field, (field)) == 0 && strcmp (stored, (value)) == 0)     \
    return (words);
#include "terms.def"
#undef ACTION
#undef FIELD
#undef VALUE
#undef FIELD_OF
  return NULL;
}

/* "people.read unit.read" → "xem danh sách người, xem thông tin đơn vị" */
static const char *
scope_words (Arena *arena, const char *names)
{
  g_auto (GStrv) parts = g_strsplit (names, " ", 0);
  g_autoptr (GString) words = g_string_new (NULL);
  Permission permission;
  for (gsize i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0')
      g_string_append_printf (
          words, "%s%s", words->len > 0 ? ", " : "",
          permission_from_name (parts[i], &permission) ? permission_vietnamese (permission) : parts[i]);
  return arena_strndup (arena, words->str, words->len);
}

const char *
term_value (Arena *arena, const char *kind, const char *field, const char *value)
{
  const char *words = table_value (kind, field, value);
  CivilDate date = { 0 };
  Role role;
  UnitKind unit;
  Paper paper;
  Measure measure;
  const WorkflowState *state = strcmp (field, "state") == 0 ? workflow_state (kind, value) : NULL;
  if (words != NULL || state != NULL)
    return words != NULL ? words : state->words;
  if (strcmp (field, "role") == 0 && role_from_name (value, &role))
    return role_vietnamese (role);
  if (strcmp (kind, "unit") == 0 && strcmp (field, "kind") == 0 && unit_kind_from_name (value, &unit))
    return unit_kind_label (unit);
  if (strcmp (field, "scope") == 0)
    return scope_words (arena, value);
  if ((strcmp (field, "for") == 0 || strcmp (field, "paper") == 0) && paper_from_name (value, &paper))
    return paper_label (paper);
  if (strcmp (field, "measure") == 0 && measure_from_name (value, &measure))
    return measure_label (measure);
  return date_parse_iso (value, &date) ? date_short (arena, date) : value;
}
