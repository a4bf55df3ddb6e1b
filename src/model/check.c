/* check.c - see check.h: runs the subjects, puts their findings in order. */
#include "model/check_parts.h"
#include <stdlib.h>
#include <string.h>

const char *
check_place (Check *check, const char *list, gsize index, const char *tail)
{
  return arena_printf (check->arena, "%s/%" G_GSIZE_FORMAT "%s%s", list, index, tail != NULL ? "/" : "",
                       tail != NULL ? tail : "");
}

const char *
check_rating_place (Check *check, const IndicatorFigures *item)
{
  if (item->rating == NULL)
    return "/ratings";
  return check_place (check, "/ratings", (gsize)(item->rating - check->round->ratings), NULL);
}

void
check_indicator (Check *check, const char *id, const Indicator *indicator, const char *where)
{
  if (id != NULL && indicator == NULL)
    findings_add (check->findings, FINDING_UNKNOWN_INDICATOR, where, MSG_CHECK_UNKNOWN_INDICATOR, id, NULL);
}

/* Keys of case.json in the contract's order. */
static const char *const key_order[] = { "scheme_overrides",
                                         "year",
                                         "unit",
                                         "authority",
                                         "head",
                                         "union_chair",
                                         "staff",
                                         "results",
                                         "learners",
                                         "legal_bases",
                                         "documents",
                                         "team",
                                         "assignments",
                                         "plan",
                                         "ratings",
                                         "evidence",
                                         "evidence_code",
                                         "citizen_meeting",
                                         "meeting",
                                         "report",
                                         "improvements",
                                         "learning_plan" };

typedef struct {
  Finding finding;
  gsize key, row, sequence;
} Placed;

static Placed
place_finding (const Finding *finding, gsize sequence)
{
  Placed placed = { *finding, G_N_ELEMENTS (key_order), 0, sequence };
  if (finding->where[0] != '/')
    return placed;
  const char *key = finding->where + 1;
  gsize length = strcspn (key, "/");
  for (gsize i = 0; i < G_N_ELEMENTS (key_order); i++)
    if (strlen (key_order[i]) == length && strncmp (key, key_order[i], length) == 0)
      placed.key = i;
  const char *row = key[length] == '/' ? key + length + 1 : "";
  gsize digits = strspn (row, "0123456789");
  if (digits > 0 && (row[digits] == '/' || row[digits] == '\0')) /* "/ratings/3", not an id such as "3.1" */
    placed.row = 1 + (gsize)g_ascii_strtoull (row, NULL, 10);
  return placed;
}

static int
compare_placed (gconstpointer a, gconstpointer b)
{
  const Placed *x = a, *y = b;
  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  if (x->row != y->row)
    return x->row < y->row ? -1 : 1;
  return x->sequence < y->sequence ? -1 : 1;
}

/* Has the reader said it already: the same at this place or at what holds it? */
static bool
is_repeated (GHashTable *reported, const Finding *finding)
{
  if (finding->code != FINDING_BAD_VALUE)
    return false;
  g_autofree char *place = g_strdup (finding->where);
  for (char *slash = NULL; place[0] != '\0'; *slash = '\0') {
    if (g_hash_table_contains (reported, place))
      return true;
    slash = strrchr (place, '/');
    if (slash == NULL)
      break;
  }
  return false;
}

static void
finish (Findings *findings, gsize first, GHashTable *reported)
{
  g_autoptr (GArray) placed = g_array_new (FALSE, FALSE, sizeof (Placed));
  for (gsize i = first; i < findings->count; i++)
    if (!is_repeated (reported, &findings->items[i])) {
      Placed item = place_finding (&findings->items[i], i);
      g_array_append_val (placed, item);
    }
  g_array_sort (placed, compare_placed);
  for (gsize i = 0; i < placed->len; i++)
    findings->items[first + i] = g_array_index (placed, Placed, i).finding;
  findings->count = first + placed->len;
}

/* What the reader reported as bad_value: places borrowed from the findings. */
static GHashTable *
collect_reported (const Findings *findings)
{
  GHashTable *reported = g_hash_table_new (g_str_hash, g_str_equal);
  for (gsize i = 0; i < findings->count; i++)
    if (findings->items[i].code == FINDING_BAD_VALUE)
      g_hash_table_add (reported, (gpointer)findings->items[i].where);
  return reported;
}

/* Did the reader report a table (at its key or in the file itself)? */
static bool
table_failed (const Findings *findings, const char *key, const char *file)
{
  for (gsize i = 0; i < findings->count; i++) {
    const char *where = findings->items[i].where;
    if (strcmp (where, key) == 0 || (file != NULL && g_str_has_prefix (where, file)))
      return true;
  }
  return false;
}

static bool
has_results (const Round *round)
{
  for (gsize i = 0; i < round->person_count; i++)
    if (round->people[i].result != NULL)
      return true;
  return false;
}

void
check_round (const Round *round, const Figures *figures, Findings *findings)
{
  g_autoptr (GHashTable) reported = collect_reported (findings);
  g_autoptr (GHashTable) evidence = round_evidence_by_key (round);
  Check check = {
    .round = round, .figures = figures, .findings = findings, .arena = findings->arena, .evidence = evidence
  };
  check.people_unread = round->person_count == 0 && table_failed (findings, "/staff", round->staff_file);
  check.results_unread
      = check.people_unread
        || (!has_results (round) && table_failed (findings, "/results", round->results_file));
  gsize first = findings->count;
  check_overrides (&check);
  check_people (&check);
  check_papers (&check);
  check_assignments (&check);
  check_ratings (&check);
  check_shares (&check);
  check_evidence (&check);
  check_meetings (&check);
  check_texts (&check);
  check_abbreviations (&check);
  finish (findings, first, reported);
}
