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

/* Rows for a page (see person_page in queries/people.sql), in Vietnamese order; the count of all it finds. */
Rows *people_page (Transaction *transaction, Arena *arena, const PeopleFilter *filter, GError **error);
bool people_count (Transaction *transaction, Arena *arena, const PeopleFilter *filter, gint64 *ret,
                   GError **error);

/* Everybody at work as entries, for comparing with a spreadsheet. */
bool people_entries (Transaction *transaction, Arena *arena, PersonEntries *ret, GError **error);

/* One person as an entry.  Error: there is none. */
bool person_load (Transaction *transaction, Arena *arena, gint64 id, PersonEntry *ret, const char **ret_state,
                  GError **error);

/* Adds (entry->id 0; `*ret_id`) or changes a person; an event with what was and what is.
 * Errors: MSG_SAVE_CONFLICT if somebody has changed it since entry->version, MSG_PERSON_CODE_TAKEN. */
bool person_save (Transaction *transaction, Arena *arena, const PersonEntry *entry, gint64 *ret_id,
                  GError **error);

/* Leaves on a day ("" state kept), or comes back. */
bool person_leave (Transaction *transaction, Arena *arena, gint64 id, gint64 version, const char *day,
                   GError **error);
bool person_return (Transaction *transaction, Arena *arena, gint64 id, gint64 version, GError **error);
/* A double: `id` ends and points to `into`; nothing that names it is lost. */
bool person_merge (Transaction *transaction, Arena *arena, gint64 id, gint64 version, gint64 into,
                   GError **error);

/* What finding as one types looks through: name, code, position, department without accents. */
char *person_folded (Arena *arena, const PersonEntry *entry);
