/* assignment.c - see assignment.h. */
#include "store/assignment.h"
#include "store/people.h"
#include "store/team.h"
#include "store/unit.h"
#include <string.h>

#define TASKS_FROM 1000 /* places of tasks: behind all indicators */

/* ---- reading ---- */

static bool
read_people (Transaction *transaction, Arena *arena, gint64 round_id, AssignmentRows *rows, GError **error)
{
  GError *local = NULL;
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (Rows) found = db_rows (transaction, QUERY_assignment_people, error, DB_INT (round_id));
  if (found == NULL)
    return false;
  for (gsize i = 0; i < rows->count; i++)
    g_hash_table_insert (by_id, &rows->items[i].id, &rows->items[i]);
  while (rows_next (found, &local)) {
    gint64 id = rows_int (found, 2);
    AssignmentRow *row = g_hash_table_lookup (by_id, &id);
    if (row != NULL)
      ARENA_PUSH (arena, row->people, row->people_count)
          = (Assignee){ .id = rows_int (found, 0),
                        .version = rows_int (found, 1),
                        .person_id = rows_int (found, 3),
                        .ended_on = rows_text_dup (found, 4, arena),
                        .name = rows_text_dup (found, 5, arena),
                        .left = g_strcmp0 (rows_text (found, 6), "active") != 0 };
  }
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

bool
assignment_rows (Transaction *transaction, Arena *arena, gint64 round_id, AssignmentRows *ret, GError **error)
{
  AssignmentRows list = { 0 };
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_assignment_rows, error, DB_INT (round_id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    bool indicator = !rows_is_null (rows, 3);
    ARENA_PUSH (arena, list.items, list.count)
        = (AssignmentRow){ .id = rows_int (rows, 0),
                           .version = rows_int (rows, 1),
                           .indicator = rows_text_dup (rows, 3, arena),
                           .task = rows_text_dup (rows, 4, arena),
                           .due = rows_text_dup (rows, 5, arena),
                           .guidance = rows_text_dup (rows, 6, arena),
                           .method = rows_text_dup (rows, 7, arena),
                           .state = rows_text_dup (rows, indicator ? 9 : 8, arena) };
  }
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  if (!read_people (transaction, arena, round_id, &list, error))
    return false;
  *ret = list;
  return true;
}

const AssignmentRow *
assignment_find (const AssignmentRows *rows, gint64 id)
{
  for (gsize i = 0; i < rows->count; i++)
    if (rows->items[i].id == id)
      return &rows->items[i];
  return NULL;
}

bool
assignment_is_over (const AssignmentRow *row)
{
  return g_strcmp0 (row->state, row->indicator != NULL ? "agreed" : "done") == 0;
}

bool
assignment_is_given (const AssignmentRow *row)
{
  for (gsize i = 0; i < row->people_count; i++)
    if (row->people[i].ended_on == NULL)
      return true;
  return false;
}

const char *
assignment_standard_guidance (Arena *arena, const Indicator *indicator)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (gsize i = 0; indicator != NULL && i < indicator->hint_count; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "Minh chứng gợi ý: " : "; ", indicator->hints[i]);
  return text->len > 0 ? arena_concat (arena, text->str, ".", NULL) : NULL;
}

/* ---- people of one ---- */

typedef struct {
  Transaction *transaction;
  Arena *arena;
  gint64 round_id, assignment_id;
  Records all; /* assignees of the round */
} People;

static bool
people_of (Transaction *transaction, Arena *arena, gint64 round_id, gint64 assignment_id, People *ret,
           GError **error)
{
  *ret = (People){ transaction, arena, round_id, assignment_id, { 0 } };
  return record_list (transaction, arena, RECORD_assignee, round_id, &ret->all, error);
}

/* The person's entry at this piece of work, ended or not; NULL: none. */
static const Record *
entry_of (const People *people, gint64 person_id)
{
  const Record *found = NULL;
  for (gsize i = 0; i < people->all.count; i++) {
    const Record *entry = &people->all.items[i];
    if (record_int (entry, "assignment_id") == people->assignment_id
        && record_int (entry, "person_id") == person_id
        && (found == NULL || record_text (entry, "ended_on") == NULL))
      found = entry;
  }
  return found;
}

static gint64
last_place (const People *people)
{
  gint64 place = -1;
  for (gsize i = 0; i < people->all.count; i++)
    if (record_int (&people->all.items[i], "assignment_id") == people->assignment_id)
      place = MAX (place, record_int (&people->all.items[i], "position"));
  return place;
}

static bool
add_person (const People *people, gint64 person_id, gint64 position, GError **error)
{
  const Record *entry = entry_of (people, person_id);
  if (entry != NULL)
    return record_text (entry, "ended_on") == NULL
           || record_save (people->transaction, people->arena, RECORD_assignee, "assignee.again", entry->id,
                           RECORD_ANY_VERSION, RECORD_FIELDS ({ "ended_on", NULL }), error);
  return person_working (people->transaction, people->arena, person_id, NULL, error)
         && record_add (
             people->transaction, people->arena, RECORD_assignee, "assignee.add",
             RECORD_FIELDS ({ "round_id", record_number (people->arena, people->round_id) },
                            { "assignment_id", record_number (people->arena, people->assignment_id) },
                            { "person_id", record_number (people->arena, person_id) },
                            { "position", arena_printf (people->arena, "%" G_GINT64_FORMAT, position) }),
             NULL, error);
}

bool
assignee_add (Transaction *transaction, Arena *arena, gint64 round_id, gint64 assignment_id, gint64 person_id,
              gint64 position, GError **error)
{
  People people;
  return people_of (transaction, arena, round_id, assignment_id, &people, error)
         && add_person (&people, person_id, position, error);
}

/* Whoever has done something stays named; a slip of the pen goes without a trace on paper. */
static bool
end_person (const People *people, gint64 person_id, bool begun, const char *today, GError **error)
{
  const Record *entry = entry_of (people, person_id);
  if (entry == NULL || record_text (entry, "ended_on") != NULL)
    return true;
  return begun ? record_save (people->transaction, people->arena, RECORD_assignee, "assignee.end", entry->id,
                              RECORD_ANY_VERSION, RECORD_FIELDS ({ "ended_on", today }), error)
               : record_remove (people->transaction, people->arena, RECORD_assignee, "assignee.remove",
                                entry->id, RECORD_ANY_VERSION, error);
}

static bool
is_among (const gint64 *ids, gsize count, gint64 id)
{
  for (gsize i = 0; i < count; i++)
    if (ids[i] == id)
      return true;
  return false;
}

static bool
change_people (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id,
               const AssignmentEntry *entry, const char *today, GError **error)
{
  People people;
  gint64 begun = 0;
  if (!people_of (transaction, arena, round_id, id, &people, error)
      || !db_int (transaction, QUERY_assignment_begun, 0, &begun, error, DB_INT (id)))
    return false;
  gint64 place = last_place (&people);
  for (gsize i = 0; i < entry->seen_count; i++)
    if (!is_among (entry->chosen, entry->chosen_count, entry->seen[i])
        && !end_person (&people, entry->seen[i], begun > 0, today, error))
      return false;
  for (gsize i = 0; i < entry->chosen_count; i++)
    if (!is_among (entry->seen, entry->seen_count, entry->chosen[i])
        && !is_among (entry->chosen, i, entry->chosen[i])
        && !add_person (&people, entry->chosen[i], ++place, error))
      return false;
  return true;
}

/* ---- laying out ---- */

static bool
add_row (Transaction *transaction, Arena *arena, gint64 round_id, gint64 position, const char *indicator,
         const AssignmentEntry *entry, gint64 *ret_id, GError **error)
{
  return record_add (transaction, arena, RECORD_assignment, "assignment.add",
                     RECORD_FIELDS ({ "round_id", record_number (arena, round_id) },
                                    { "position", record_number (arena, position) },
                                    { "indicator", indicator }, { "task", entry->task },
                                    { "due", entry->due }, { "guidance", entry->guidance },
                                    { "method", entry->method }),
                     ret_id, error);
}

bool
assignment_missing (Transaction *transaction, Arena *arena, const Scheme *scheme, const AssignmentRows *rows,
                    const Indicator ***ret, gsize *ret_count, GError **error)
{
  Unit unit;
  UnitKind kind = UNIT_CO_QUAN;
  gsize count = 0;
  const Indicator **missing = arena_array (arena, const Indicator *, scheme->indicator_count);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  if (!unit_load (transaction, arena, &unit, error))
    return false;
  unit_kind_from_name (unit.kind, &kind);
  for (gsize i = 0; i < rows->count; i++)
    if (rows->items[i].indicator != NULL)
      g_hash_table_add (known, (char *)rows->items[i].indicator);
  for (gsize i = 0; i < scheme->indicator_count; i++)
    if (!g_hash_table_contains (known, scheme->indicators[i].id)
        && indicator_applies (&scheme->indicators[i], kind, unit.is_public || !unit.public_told))
      missing[count++] = &scheme->indicators[i];
  *ret = missing;
  *ret_count = count;
  return true;
}

bool
assignment_lay_out (Transaction *transaction, Arena *arena, gint64 round_id, const Scheme *scheme,
                    bool with_guidance, guint *ret_added, GError **error)
{
  AssignmentRows rows;
  const Indicator **missing = NULL;
  gsize count = 0;
  if (!assignment_rows (transaction, arena, round_id, &rows, error)
      || !assignment_missing (transaction, arena, scheme, &rows, &missing, &count, error))
    return false;
  for (gsize i = 0; i < count; i++) {
    const AssignmentEntry entry
        = { .guidance = with_guidance ? assignment_standard_guidance (arena, missing[i]) : NULL };
    if (!add_row (transaction, arena, round_id, missing[i] - scheme->indicators + 1, missing[i]->id, &entry,
                  NULL, error))
      return false;
  }
  *ret_added = (guint)count;
  return true;
}

/* ---- one ---- */

bool
assignment_add_task (Transaction *transaction, Arena *arena, gint64 round_id, const AssignmentEntry *entry,
                     gint64 *ret_id, GError **error)
{
  Records there;
  gint64 place = TASKS_FROM;
  if (!record_list (transaction, arena, RECORD_assignment, round_id, &there, error))
    return false;
  for (gsize i = 0; i < there.count; i++)
    place = MAX (place, record_int (&there.items[i], "position") + 1);
  return add_row (transaction, arena, round_id, place, NULL, entry, ret_id, error)
         && change_people (transaction, arena, round_id, *ret_id, entry, NULL, error);
}

bool
assignment_save (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, gint64 version,
                 const AssignmentEntry *entry, const char *today, GError **error)
{
  Record old;
  if (!round_record (transaction, arena, RECORD_assignment, round_id, id, &old, error))
    return false;
  bool indicator = record_text (&old, "indicator") != NULL;
  return record_save (transaction, arena, RECORD_assignment, "assignment.save", id, version,
                      RECORD_FIELDS ({ "task", indicator ? NULL : entry->task }, { "due", entry->due },
                                     { "guidance", entry->guidance }, { "method", entry->method }),
                      error)
         && change_people (transaction, arena, round_id, id, entry, today, error);
}

static bool
load_task (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, GError **error)
{
  Record task;
  if (!round_record (transaction, arena, RECORD_assignment, round_id, id, &task, error))
    return false;
  if (record_text (&task, "indicator") == NULL)
    return true;
  error_set (error, "assignment", MSG_DB_NOT_THERE, NULL);
  return false;
}

bool
assignment_remove_task (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, gint64 version,
                        GError **error)
{
  People people;
  if (!load_task (transaction, arena, round_id, id, error)
      || !people_of (transaction, arena, round_id, id, &people, error))
    return false;
  for (gsize i = 0; i < people.all.count; i++)
    if (record_int (&people.all.items[i], "assignment_id") == id
        && !record_remove (transaction, arena, RECORD_assignee, "assignee.remove", people.all.items[i].id,
                           RECORD_ANY_VERSION, error))
      return false;
  return record_remove (transaction, arena, RECORD_assignment, "assignment.remove", id, version, error);
}

bool
assignment_set_done (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, bool done,
                     GError **error)
{
  return load_task (transaction, arena, round_id, id, error)
         && record_save (transaction, arena, RECORD_assignment,
                         done ? "assignment.done" : "assignment.reopen", id, RECORD_ANY_VERSION,
                         RECORD_FIELDS ({ "state", done ? "done" : NULL }), error);
}

/* ---- many ---- */

static bool
save_one_of_many (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id,
                  const AssignmentBulk *bulk, GError **error)
{
  Record old;
  People people;
  if (!round_record (transaction, arena, RECORD_assignment, round_id, id, &old, error)
      || !people_of (transaction, arena, round_id, id, &people, error))
    return false;
  const char *indicator = record_text (&old, "indicator"), *guidance = record_text (&old, "guidance");
  if (guidance == NULL && indicator != NULL && bulk->hints != NULL)
    guidance = assignment_standard_guidance (arena, scheme_find_indicator (bulk->hints, indicator));
  return record_save (transaction, arena, RECORD_assignment, "assignment.save", id, RECORD_ANY_VERSION,
                      RECORD_FIELDS ({ "due", bulk->due != NULL ? bulk->due : record_text (&old, "due") },
                                     { "guidance", guidance }),
                      error)
         && (bulk->person_id == 0 || add_person (&people, bulk->person_id, last_place (&people) + 1, error));
}

bool
assignment_save_many (Transaction *transaction, Arena *arena, gint64 round_id, const gint64 *ids, gsize count,
                      const AssignmentBulk *bulk, GError **error)
{
  for (gsize i = 0; i < count; i++)
    if (!save_one_of_many (transaction, arena, round_id, ids[i], bulk, error))
      return false;
  return true;
}
