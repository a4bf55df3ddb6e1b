/* people_merge.c - see people_merge.h. */
#include "store/people_merge.h"
#include <string.h>

#define ACTION "person.merge"

bool
person_holdings (Transaction *transaction, Arena *arena, gint64 person_id, PersonHoldings *ret,
                 GError **error)
{
  PersonHoldings holdings = { 0 };
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_person_holdings, error, DB_INT (person_id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    ARENA_PUSH (arena, holdings.items, holdings.count)
        = (PersonHolding){ rows_text_dup (rows, 0, arena), rows_int (rows, 1),
                           rows_text_dup (rows, 2, arena) };
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  *ret = holdings;
  return true;
}

/* NULL: nothing stands there. */
static const PersonHolding *
same_place (const PersonHoldings *holdings, const PersonHolding *holding)
{
  for (gsize i = 0; i < holdings->count; i++)
    if (strcmp (holdings->items[i].kind, holding->kind) == 0
        && strcmp (holdings->items[i].place, holding->place) == 0)
      return &holdings->items[i];
  return NULL;
}

gsize
person_holdings_both (const PersonHoldings *holdings, const PersonHoldings *others)
{
  gsize count = 0;
  for (gsize i = 0; i < holdings->count; i++)
    count += same_place (others, &holdings->items[i]) != NULL;
  return count;
}

static RecordKind
kind_of (const PersonHolding *holding)
{
  guint kind = 0;
  while (kind < RECORD_COUNT && strcmp (record_tables[kind].kind, holding->kind) != 0)
    kind++;
  if (kind == RECORD_COUNT)
    g_error ("person_holdings names %s, which is no record", holding->kind);
  return (RecordKind)kind;
}

static const char *
person_column (RecordKind kind)
{
  return kind == RECORD_paper ? "signer_id" : kind == RECORD_improvement ? "owner_id" : "person_id";
}

/* The same person twice in one place of the team: who leads or is the secretary stays so. */
static bool
drop_second (Transaction *transaction, Arena *arena, RecordKind kind, gint64 id, gint64 first, GError **error)
{
  Record second, kept;
  if (kind == RECORD_team_member) {
    if (!record_load (transaction, arena, kind, id, &second, error)
        || !record_load (transaction, arena, kind, first, &kept, error))
      return false;
    bool office = strcmp (record_text (&second, "role"), "member") != 0;
    bool plain = strcmp (record_text (&kept, "role"), "member") == 0;
    if (office && plain
        && !record_save (transaction, arena, kind, ACTION, first, RECORD_ANY_VERSION,
                         RECORD_FIELDS ({ "role", record_text (&second, "role") }), error))
      return false;
  }
  return record_remove (transaction, arena, kind, ACTION, id, RECORD_ANY_VERSION, error);
}

bool
person_holdings_move (Transaction *transaction, Arena *arena, gint64 id, gint64 into, GError **error)
{
  PersonHoldings other = { 0 }, kept = { 0 };
  const char *person = record_number (arena, into);
  if (!person_holdings (transaction, arena, id, &other, error)
      || !person_holdings (transaction, arena, into, &kept, error))
    return false;
  for (gsize i = 0; i < other.count; i++) {
    RecordKind kind = kind_of (&other.items[i]);
    const PersonHolding *first = same_place (&kept, &other.items[i]);
    bool twice = first != NULL && (kind == RECORD_team_member || kind == RECORD_assignee);
    if (twice && !drop_second (transaction, arena, kind, other.items[i].id, first->id, error))
      return false;
    if (first == NULL
        && !record_save (transaction, arena, kind, ACTION, other.items[i].id, RECORD_ANY_VERSION,
                         RECORD_FIELDS ({ person_column (kind), person }), error))
      return false;
  }
  return true;
}
