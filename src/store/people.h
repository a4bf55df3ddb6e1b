/* people.h - the people of a unit. */
#pragma once
#include "model/person_entry.h"
#include "store/db.h"

typedef enum { PEOPLE_ACTIVE, PEOPLE_LEFT } PeopleState;

typedef struct {
  PeopleState state;
  const char *search; /* as typed; "" or NULL: all */
  guint start, count; /* of the page; count at most 1,000 */
} PeopleFilter;

/* Rows for a page (see person_page and person_left in queries/people.sql), in Vietnamese order. */
Rows *people_page (Transaction *transaction, Arena *arena, const PeopleFilter *filter, GError **error);
/* All it finds with all their columns (see person_told), `filter->start` aside; for spreadsheets. */
Rows *people_told (Transaction *transaction, Arena *arena, const PeopleFilter *filter, GError **error);
/* The count of all it finds. */
bool people_count (Transaction *transaction, Arena *arena, const PeopleFilter *filter, gint64 *ret,
                   GError **error);

/* Everybody at work as entries, for comparing with a spreadsheet. */
bool people_entries (Transaction *transaction, Arena *arena, PersonEntries *ret, GError **error);

/* One person as an entry.  Error: there is none. */
bool person_load (Transaction *transaction, Arena *arena, gint64 id, PersonEntry *ret, const char **ret_state,
                  GError **error);

/* That the person works here now, and how they are called (`ret_name` may be NULL).  Error: MSG_DB_NOT_THERE.
 */
bool person_working (Transaction *transaction, Arena *arena, gint64 id, const char **ret_name,
                     GError **error);

/* Adds (entry->id 0; `*ret_id`) or changes a person; an event with what was and what is.
 * Errors: MSG_SAVE_CONFLICT if somebody has changed it since entry->version, MSG_PERSON_CODE_TAKEN. */
bool person_save (Transaction *transaction, Arena *arena, const PersonEntry *entry, gint64 *ret_id,
                  GError **error);

/* Leaves on a day, or comes back.  `kind`: "retired" (nghỉ chế độ), "moved" (chuyển đi), NULL: not said. */
bool person_leave (Transaction *transaction, Arena *arena, gint64 id, gint64 version, const char *day,
                   const char *kind, GError **error);
/* When and how; NULL where it is not said. */
bool person_leaving (Transaction *transaction, Arena *arena, gint64 id, const char **ret_day,
                     const char **ret_kind, GError **error);
bool person_return (Transaction *transaction, Arena *arena, gint64 id, gint64 version, GError **error);
/* A double: `id` ends and points to `into`.  What `into` leaves blank is taken from `id`; accounts of `id`
 * and what hangs on it (people_merge.h) are `into`'s from then on.  Errors: MSG_SAVE_CONFLICT if either was
 * changed since its version, MSG_PERSON_MERGED if either is merged already, MSG_PERSON_MERGE_SELF. */
bool person_merge (Transaction *transaction, Arena *arena, gint64 id, gint64 version, gint64 into,
                   gint64 into_version, GError **error);

/* Takes out a person whom nothing names, as the undoing of an import does; an event with all that stood
 * there. */
bool person_remove (Transaction *transaction, Arena *arena, gint64 id, gint64 version, GError **error);

/* Two who may be one: the same name without accents and case with no birth date that says otherwise, or
 * the same e-mail address or telephone. */
typedef struct {
  PersonEntry a, b;
  bool same_name, same_birth, same_email, same_phone;
} PersonDouble;

typedef struct {
  PersonDouble *items;
  gsize count;
} PersonDoubles;

#define PEOPLE_DOUBLES_MAX ((gsize)200)

/* At most PEOPLE_DOUBLES_MAX, in the order of names; those who left too, those merged already not. */
bool people_doubles (Transaction *transaction, Arena *arena, PersonDoubles *ret, GError **error);

/* What finding as one types looks through: name, code, position, department without accents. */
char *person_folded (Arena *arena, const PersonEntry *entry);
