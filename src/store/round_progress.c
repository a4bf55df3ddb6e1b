/* round_progress.c - see round_progress.h. */
#include "store/round_progress.h"
#include <string.h>

typedef struct {
  Arena *arena;
  ProgressFacts *facts;
  const char *scheme, *kind;
  bool found, is_public;
  GHashTable *confirmed, *changed; /* ids of indicators: by the unit */
} Reader;

static void
read_paper (Reader *reader, const char *text)
{
  const char *blank = text != NULL ? strchr (text, ' ') : NULL;
  Paper paper;
  if (blank != NULL && paper_from_name (blank + 1, &paper))
    reader->facts->papers[paper] = arena_strndup (reader->arena, text, (gsize)(blank - text));
}

static void
read_study (ProgressFacts *facts, const char *state, gint64 number)
{
  bool approved = g_strcmp0 (state, "approved") == 0;
  facts->plans_approved += approved ? number : 0;
  facts->plans_sent += approved || g_strcmp0 (state, "submitted") == 0 ? number : 0;
}

static void
read_citizen (ProgressFacts *facts, const char *state, gint64 number)
{
  bool accepted = g_strcmp0 (state, "accepted") == 0;
  facts->citizens_accepted += accepted ? number : 0;
  facts->citizens_sent += accepted || g_strcmp0 (state, "submitted") == 0 ? number : 0;
}

static void
read_team (ProgressFacts *facts, const char *role, gint64 person)
{
  facts->team++;
  if (g_strcmp0 (role, "leader") == 0)
    facts->leader_id = person;
  else if (g_strcmp0 (role, "secretary") == 0)
    facts->secretary_id = person;
}

static void
read_rating (ProgressFacts *facts, const char *state, gint64 number)
{
  facts->begun += g_strcmp0 (state, "todo") != 0 ? number : 0;
  facts->agreed += g_strcmp0 (state, "agreed") == 0 ? number : 0;
}

static void
read_result (Reader *reader, const char *name, const char *text, gint64 number)
{
  ProgressFacts *facts = reader->facts;
  if (strcmp (name, "outcome") == 0)
    facts->outcome = arena_strdup (reader->arena, text);
  else if (strcmp (name, "valid") == 0)
    facts->valid_until = arena_strdup (reader->arena, text);
  else if (strcmp (name, "improvement") == 0) {
    facts->improvements += number;
    facts->improved += text != NULL ? number : 0;
  } else if (strcmp (name, "improve") == 0)
    facts->improvement_due = arena_strdup (reader->arena, text);
}

static void
read_row (Reader *reader, const char *name, const char *text, gint64 number)
{
  ProgressFacts *facts = reader->facts;
  if (strcmp (name, "round") == 0) {
    reader->found = true;
    reader->scheme = arena_strdup (reader->arena, text);
  } else if (strcmp (name, "head") == 0)
    facts->head_id = number;
  else if (strcmp (name, "unit") == 0) {
    reader->kind = arena_strdup (reader->arena, text);
    reader->is_public = number != 0;
  } else if (strcmp (name, "people") == 0)
    facts->people = number;
  else if (strcmp (name, "paper") == 0)
    read_paper (reader, text);
  else if (strcmp (name, "study") == 0)
    read_study (facts, text, number);
  else if (strcmp (name, "citizen") == 0)
    read_citizen (facts, text, number);
  else if (strcmp (name, "team") == 0)
    read_team (facts, text, number);
  else if (strcmp (name, "plan") == 0) {
    facts->plan = true;
    if (text != NULL)
      date_parse_iso (text, &facts->submit_before);
  } else if (strcmp (name, "confirmed") == 0)
    g_hash_table_add (reader->confirmed, arena_strdup (reader->arena, text));
  else if (strcmp (name, "changed") == 0)
    g_hash_table_add (reader->changed, arena_strdup (reader->arena, text));
  else if (strcmp (name, "approval") == 0) {
    facts->approval = arena_strdup (reader->arena, text);
    facts->sent = number;
  } else if (strcmp (name, "rating") == 0)
    read_rating (facts, text, number);
  else if (strcmp (name, "given") == 0)
    facts->given = number;
  else if (strcmp (name, "due") == 0)
    facts->next_due = arena_strdup (reader->arena, text);
  else
    read_result (reader, name, text, number);
}

/* What the scheme itself says: its indicators that apply, texts that nobody has compared, the day. */
static void
add_scheme (Reader *reader, const Scheme *scheme, int year)
{
  ProgressFacts *facts = reader->facts;
  UnitKind kind = UNIT_CO_QUAN;
  unit_kind_from_name (reader->kind != NULL ? reader->kind : "", &kind);
  for (gsize i = 0; i < scheme->indicator_count; i++) {
    const Indicator *indicator = &scheme->indicators[i];
    bool applies = indicator_applies (indicator, kind, reader->is_public);
    facts->indicators += applies;
    bool unsure
        = indicator->text_status != TEXT_VERIFIED || g_hash_table_contains (reader->changed, indicator->id);
    facts->unconfirmed += applies && unsure && !g_hash_table_contains (reader->confirmed, indicator->id);
  }
  if (!date_is_set (facts->submit_before))
    facts->submit_before = scheme_due_date (scheme, year);
}

bool
round_progress_load (Transaction *transaction, Arena *arena, int year, const char *today, SchemeOf scheme_of,
                     void *user, ProgressFacts *ret, bool *ret_found, GError **error)
{
  ProgressFacts facts = { .today = today };
  GError *local = NULL;
  g_autoptr (GHashTable) confirmed = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) changed = g_hash_table_new (g_str_hash, g_str_equal);
  Reader reader = { .arena = arena, .facts = &facts, .confirmed = confirmed, .changed = changed };
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_round_progress, error, DB_INT (year));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    read_row (&reader, rows_text (rows, 0), rows_text (rows, 1), rows_int (rows, 2));
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  const Scheme *scheme = reader.found ? scheme_of (reader.scheme, user) : NULL;
  if (scheme != NULL)
    add_scheme (&reader, scheme, year);
  *ret = facts;
  *ret_found = reader.found;
  return true;
}
