/* person_pick.c - a field that chooses one person: see people_parts.h; and what it is offered while typing.
 */
#include "base/text.h"
#include "store/search.h"
#include "web/pages/pages.h"
#include "web/pages/people_parts.h"
#include <string.h>

#define OFFERED 8
#define TOLD 3 /* of those that a name may mean */

/* ---- finding ---- */

static const char *
about_of (Arena *arena, const char *office, const char *group)
{
  return arena_concat (arena, office != NULL ? office : "", office != NULL && group != NULL ? " · " : "",
                       group != NULL ? group : "", NULL);
}

bool
people_find (Request *request, Transaction *transaction, const char *typed, gint64 count, Choices *ret,
             GError **error)
{
  Arena *arena = request_arena (request);
  Choices choices = { 0 };
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_person_choices, error,
                                   DB_TEXT (search_like (arena, typed)), DB_INT (count));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    ARENA_PUSH (arena, choices.items, choices.count)
        = (Choice){ .id = rows_int (rows, 0),
                    .name = rows_text_dup (rows, 1, arena),
                    .code = rows_text_dup (rows, 4, arena),
                    .about = about_of (arena, rows_text (rows, 2), rows_text (rows, 3)) };
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  *ret = choices;
  return true;
}

bool
people_choices (Request *request, Transaction *transaction, Choices *ret, GError **error)
{
  if (!people_find (request, transaction, NULL, PEOPLE_LISTED + 1, ret, error))
    return false;
  ret->many = ret->count > PEOPLE_LISTED;
  return true;
}

const char *
person_label (Request *request, const char *name, const char *code)
{
  return arena_concat (request_arena (request), name, " (", code, ")", NULL);
}

/* ---- the field ---- */

static void
add_choice (Request *request, Value *list, const Choice *choice, bool chosen)
{
  Value *item = value_object (request_arena (request));
  value_set_int (item, "id", choice->id);
  value_set_text (item, "name", choice->name);
  value_set_text (item, "about", choice->about);
  value_set_bool (item, "chosen", chosen);
  value_append (list, item);
}

Value *
choices_value (Request *request, const Choices *choices, const GPtrArray *chosen)
{
  Value *list = value_list (request_arena (request));
  for (gsize i = 0; i < choices->count; i++)
    add_choice (request, list, &choices->items[i],
                id_among (chosen, id_text (request, choices->items[i].id)));
  return list;
}

static const char *
typed_in (Request *request, const char *input)
{
  return request_text (request, arena_concat (request_arena (request), input, "_name", NULL));
}

void
person_field (Request *request, Value *page, const Choices *choices, const PickField *field)
{
  Arena *arena = request_arena (request);
  Value *pick = value_object (arena), *list = value_list (arena);
  gint64 chosen = request_int (request, field->input, field->chosen);
  const char *typed = typed_in (request, field->input);
  for (gsize i = 0; !choices->many && i < choices->count; i++)
    if (!id_among (field->but, id_text (request, choices->items[i].id)))
      add_choice (request, list, &choices->items[i], choices->items[i].id == chosen);
  value_set (pick, "choices", list);
  value_set_bool (pick, "many", choices->many);
  value_set_text (pick, "typed", typed != NULL ? typed : field->label);
  value_set_text (pick, "none", field->none);
  value_set_bool (pick, "must", field->required);
  value_set_bool (pick, "hint", field->hint);
  value_set (page, arena_concat (arena, field->input, "_pick", NULL), pick);
}

/* ---- whom it means ---- */

/* What stands in brackets behind the name, else all of it: it may be a code. */
static const char *
code_in (Arena *arena, const char *typed)
{
  const char *open = strrchr (typed, '(');
  if (open == NULL || !g_str_has_suffix (typed, ")"))
    return typed;
  return arena_strndup (arena, open + 1, strlen (open) - 2);
}

static const char *
without_brackets (Arena *arena, const char *typed)
{
  return g_strdelimit (arena_strdup (arena, typed), "()", ' ');
}

static const char *
examples (Request *request, const Choices *found)
{
  Arena *arena = request_arena (request);
  const char *text = "";
  for (gsize i = 0; i < MIN (found->count, (gsize)TOLD); i++)
    text = arena_concat (arena, text, i > 0 ? ", " : "",
                         person_label (request, found->items[i].name, found->items[i].code), NULL);
  return found->count > TOLD ? arena_concat (arena, text, " …", NULL) : text;
}

/* The one with that code, the only one at all, or the only one of exactly that name; NULL: none of these. */
static const Choice *
meant (Arena *arena, const Choices *found, const char *typed)
{
  const char *code = text_fold (arena, code_in (arena, typed)), *name = text_fold (arena, typed);
  const Choice *named = NULL;
  gsize same = 0;
  for (gsize i = 0; i < found->count; i++) {
    if (strcmp (text_fold (arena, found->items[i].code), code) == 0)
      return &found->items[i];
    if (strcmp (text_fold (arena, found->items[i].name), name) == 0) {
      named = &found->items[i];
      same++;
    }
  }
  return found->count == 1 ? &found->items[0] : same == 1 ? named : NULL;
}

/* `*ret` 0: nobody, or several; the field's error is reported. */
static bool
person_named (Request *request, Transaction *transaction, const char *field, const char *typed, gint64 *ret,
              GError **error)
{
  Arena *arena = request_arena (request);
  Choices found;
  *ret = 0;
  if (!people_find (request, transaction, without_brackets (arena, typed), PEOPLE_LISTED, &found, error))
    return false;
  const Choice *choice = meant (arena, &found, typed);
  if (choice != NULL)
    *ret = choice->id;
  else if (found.count == 0)
    request_field_error (request, field, MSG_PICK_NOBODY, typed, NULL);
  else
    request_field_error (request, field, MSG_PICK_SEVERAL, typed, examples (request, &found), NULL);
  return true;
}

bool
person_picked (Request *request, Transaction *transaction, const char *input, bool required, gint64 *ret,
               GError **error)
{
  const char *typed = typed_in (request, input);
  *ret = request_int (request, input, 0);
  if (*ret == 0 && typed != NULL)
    return person_named (request, transaction, input, typed, ret, error);
  if (*ret == 0 && required)
    request_field_error (request, input, MSG_INPUT_REQUIRED, NULL);
  return true;
}

bool
people_picked (Request *request, Transaction *transaction, const char *input, gint64 **ids, gsize *count,
               GError **error)
{
  const char *text = request_text (request, input);
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++) {
    gint64 id = 0;
    if (*g_strstrip (lines[i]) == '\0')
      continue;
    if (!person_named (request, transaction, input, lines[i], &id, error))
      return false;
    bool known = id == 0;
    for (gsize k = 0; !known && k < *count; k++)
      known = (*ids)[k] == id;
    if (!known)
      ARENA_PUSH (request_arena (request), *ids, *count) = id;
  }
  return true;
}

/* ---- while typing ---- */

static const InputSpec offer_inputs[] = { { .name = "tim", .kind = INPUT_TEXT, .label = "Tìm" }, { 0 } };

static bool
show_offer (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Value *page = value_object (arena), *list = value_list (arena);
  Choices found;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL
      || !people_find (request, transaction, request_text (request, "tim"), OFFERED, &found, error))
    return false;
  for (gsize i = 0; i < found.count; i++) {
    Value *item = value_object (arena);
    value_set_text (item, "text", person_label (request, found.items[i].name, found.items[i].code));
    value_set_text (item, "about", found.items[i].about);
    value_append (list, item);
  }
  value_set (page, "people", list);
  request_show (request, value_view (page));
  return true;
}

const Route person_pick_routes[] = {
  { METHOD_GET, "/nguoi/goi-y", PERMISSION_TEAM_WRITE,
    "People at work to choose from, by what has been typed", NULL, offer_inputs, show_offer, NULL, NULL,
    NULL },
  { 0 },
};
