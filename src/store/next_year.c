/* next_year.c - see next_year.h.  Counting and opening go the same way; only opening writes. */
#include "store/next_year.h"
#include "base/date.h"
#include "base/text.h"
#include "store/evidence.h"
#include "store/improvement.h"
#include "store/round_parts.h"
#include "store/round_store.h"
#include "store/unit.h"
#include <string.h>

#define EVERYBODY 1000000 /* more than any unit has at work */

typedef struct {
  Transaction *transaction;
  Arena *arena;
  const NextYear *next;
  GHashTable *working;  /* ids of people who work here */
  const char *round_id; /* of the new round; NULL: only counted */
  NextYearCounts counts;
} Copier;

/* ---- parts ---- */

const char *
next_year_indicator (const Scheme *from, const Scheme *to, Arena *arena, const char *id)
{
  const Indicator *old = scheme_find_indicator (from, id);
  if (strcmp (from->id, to->id) == 0)
    return old != NULL ? old->id : NULL;
  const char *text = old != NULL ? text_fold (arena, old->text) : NULL;
  for (gsize i = 0; text != NULL && i < to->indicator_count; i++)
    if (strcmp (text_fold (arena, to->indicators[i].text), text) == 0)
      return to->indicators[i].id;
  return NULL;
}

static const char *
indicator_now (const Copier *copier, const char *id)
{
  return next_year_indicator (copier->next->from_scheme, copier->next->scheme, copier->arena, id);
}

static bool
works (const Copier *copier, gint64 person_id)
{
  return person_id != 0 && g_hash_table_contains (copier->working, &person_id);
}

static gint64
if_works (const Copier *copier, gint64 person_id)
{
  return works (copier, person_id) ? person_id : 0;
}

/* The same day, as many years later. */
static const char *
later (const Copier *copier, const char *day)
{
  CivilDate date = { 0 };
  if (day == NULL || !date_parse_iso (day, &date))
    return NULL;
  return date_iso (copier->arena,
                   date_add_months (date, 12 * (copier->next->year - copier->next->from_year)));
}

static bool
list (const Copier *copier, RecordKind kind, Records *ret, GError **error)
{
  return record_list (copier->transaction, copier->arena, kind, copier->next->from_id, ret, error);
}

/* A record of the new round; nothing where it is only counted. */
static bool
put (const Copier *copier, RecordKind kind, const char *action, RecordFields fields, gint64 *ret_id,
     GError **error)
{
  if (copier->round_id == NULL)
    return true;
  AuditField *all = arena_array (copier->arena, AuditField, fields.count + 1);
  all[0] = (AuditField){ "round_id", copier->round_id };
  memcpy (all + 1, fields.items, fields.count * sizeof *all);
  return record_add (copier->transaction, copier->arena, kind, action,
                     (RecordFields){ all, fields.count + 1 }, ret_id, error);
}

static bool
load_working (const Copier *copier, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows
      = db_rows (copier->transaction, QUERY_person_choices, error, DB_TEXT ("%"), DB_INT (EVERYBODY));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    gint64 *id = arena_new0 (copier->arena, gint64);
    *id = rows_int (rows, 0);
    g_hash_table_add (copier->working, id);
  }
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

/* ---- what is copied ---- */

static bool
copy_team (Copier *copier, GError **error)
{
  Records members;
  NextYearCounts *counts = &copier->counts;
  if (!list (copier, RECORD_team_member, &members, error))
    return false;
  for (gsize i = 0; i < members.count; i++) {
    const Record *member = &members.items[i];
    const char *role = record_text (member, "role");
    if (record_text (member, "ended_on") != NULL)
      continue;
    if (!works (copier, record_int (member, "person_id"))) {
      counts->members_left++;
      continue;
    }
    counts->leader = counts->leader || strcmp (role, "leader") == 0;
    counts->secretary = counts->secretary || strcmp (role, "secretary") == 0;
    if (!put (copier, RECORD_team_member, "team_member.add",
              RECORD_FIELDS ({ "person_id", record_text (member, "person_id") }, { "role", role },
                             { "position", arena_int (copier->arena, (gint64)counts->members++) },
                             { "duty", record_text (member, "duty") }),
              NULL, error))
      return false;
  }
  return true;
}

static bool
copy_plan (Copier *copier, GError **error)
{
  Records plans;
  if (!list (copier, RECORD_plan, &plans, error))
    return false;
  copier->counts.plan = plans.count > 0;
  return plans.count == 0
         || put (copier, RECORD_plan, "plan.add",
                 RECORD_FIELDS ({ "purposes", record_text (&plans.items[0], "purposes") },
                                { "requirements", record_text (&plans.items[0], "requirements") },
                                { "duties", record_text (&plans.items[0], "duties") },
                                { "submit_before", copier->next->submit_before },
                                { "schedule", copier->next->schedule }),
                 NULL, error);
}

/* Who did it and still works here. */
static bool
copy_assignees (Copier *copier, const Records *assignees, gint64 old_id, gint64 new_id, GError **error)
{
  gint64 position = 0;
  for (gsize i = 0; i < assignees->count; i++) {
    const Record *old = &assignees->items[i];
    if (record_int (old, "assignment_id") != old_id || record_text (old, "ended_on") != NULL)
      continue;
    if (!works (copier, record_int (old, "person_id"))) {
      copier->counts.assignees_left++;
      continue;
    }
    copier->counts.assignees++;
    if (!put (copier, RECORD_assignee, "assignee.add",
              RECORD_FIELDS ({ "assignment_id", record_number (copier->arena, new_id) },
                             { "person_id", record_text (old, "person_id") },
                             { "position", arena_int (copier->arena, position++) }),
              NULL, error))
      return false;
  }
  return true;
}

static bool
copy_assignments (Copier *copier, GError **error)
{
  Records assignments, assignees;
  if (!list (copier, RECORD_assignment, &assignments, error)
      || !list (copier, RECORD_assignee, &assignees, error))
    return false;
  for (gsize i = 0; i < assignments.count; i++) {
    const Record *old = &assignments.items[i];
    const char *id = record_text (old, "indicator"), *now = id != NULL ? indicator_now (copier, id) : NULL;
    gint64 new_id = 0;
    if (id != NULL && now == NULL) {
      copier->counts.assignments_left++;
      continue;
    }
    copier->counts.assignments++;
    if (!put (copier, RECORD_assignment, "assignment.add",
              RECORD_FIELDS (
                  { "position", record_text (old, "position") }, { "indicator", now },
                  { "task", record_text (old, "task") }, { "due", later (copier, record_text (old, "due")) },
                  { "guidance", record_text (old, "guidance") }, { "method", record_text (old, "method") }),
              &new_id, error)
        || !copy_assignees (copier, &assignees, old->id, new_id, error))
      return false;
  }
  return true;
}

/* What the unit compared with the original or changed holds for as long as the scheme is the same. */
static bool
copy_overrides (Copier *copier, GError **error)
{
  static const char *const names[]
      = { "indicator", "text", "measure", "at_least", "learners_at_least", "confirmed_by", "confirmed_on" };
  Records overrides;
  if (strcmp (copier->next->scheme->id, copier->next->from_scheme->id) != 0)
    return true;
  if (!list (copier, RECORD_scheme_override, &overrides, error))
    return false;
  for (gsize i = 0; i < overrides.count; i++) {
    AuditField fields[G_N_ELEMENTS (names)];
    for (gsize k = 0; k < G_N_ELEMENTS (names); k++)
      fields[k] = (AuditField){ names[k], record_text (&overrides.items[i], names[k]) };
    copier->counts.overrides++;
    if (!put (copier, RECORD_scheme_override, "scheme_override.add",
              (RecordFields){ fields, G_N_ELEMENTS (names) }, NULL, error))
      return false;
  }
  return true;
}

/* The words of single papers, who receives and who signs them; and abbreviations. */
static bool
copy_papers (Copier *copier, GError **error)
{
  Records papers, abbreviations;
  Arena *arena = copier->arena;
  if (!list (copier, RECORD_paper, &papers, error)
      || !list (copier, RECORD_abbreviation, &abbreviations, error))
    return false;
  for (gsize i = 0; i < papers.count; i++) {
    const Record *old = &papers.items[i];
    const char *wording = record_text (old, "wording"), *recipients = record_text (old, "recipients");
    if (wording == NULL && recipients == NULL)
      continue;
    copier->counts.papers++;
    if (!put (copier, RECORD_paper, "paper.add",
              RECORD_FIELDS (
                  { "paper", record_text (old, "paper") }, { "state", "draft" }, { "recipients", recipients },
                  { "wording", wording },
                  { "signer_id", record_number (arena, if_works (copier, record_int (old, "signer_id"))) },
                  { "signer_title", record_text (old, "signer_title") }),
              NULL, error))
      return false;
  }
  copier->counts.abbreviations = abbreviations.count;
  for (gsize i = 0; i < abbreviations.count; i++)
    if (!put (copier, RECORD_abbreviation, "abbreviation.add",
              RECORD_FIELDS ({ "position", record_text (&abbreviations.items[i], "position") },
                             { "short", record_text (&abbreviations.items[i], "short") },
                             { "long", record_text (&abbreviations.items[i], "long") }),
              NULL, error))
      return false;
  return true;
}

/* All of the former plan, and what it had brought along itself and is open still: the next report tells of
 * both.  What another round follows already stays there. */
static bool
copy_improvements (Copier *copier, GError **error)
{
  Improvements items;
  Arena *arena = copier->arena;
  gint64 position = 0;
  if (!improvements_load (copier->transaction, arena, copier->next->from_id, &items, error))
    return false;
  for (gsize i = 0; i < items.count; i++) {
    const ImprovementRow *old = &items.items[i];
    const char *now = indicator_now (copier, old->indicator);
    if ((old->since != 0 && old->done) || old->carried_to != 0)
      continue;
    if (now == NULL) {
      copier->counts.improvements_left += !old->done;
      continue;
    }
    copier->counts.improvements++;
    if (!put (copier, RECORD_improvement, "improvement.carry",
              RECORD_FIELDS (
                  { "position", arena_int (arena, position++) }, { "indicator", now }, { "task", old->task },
                  { "owner_id", record_number (arena, if_works (copier, old->owner_id)) },
                  { "due", old->due }, { "result", old->result }, { "state", old->done ? "done" : NULL },
                  { "carried_from", record_number (arena, old->id) },
                  { "since", arena_int (arena, old->since != 0 ? old->since : copier->next->from_year) }),
              NULL, error))
      return false;
  }
  return true;
}

static bool
copy (Copier *copier, GError **error)
{
  const NextYear *next = copier->next;
  return load_working (copier, error) && (!next->team || copy_team (copier, error))
         && (!next->plan || copy_plan (copier, error))
         && (!next->assignments || copy_assignments (copier, error))
         && (!next->overrides || copy_overrides (copier, error))
         && (!next->papers || copy_papers (copier, error))
         && (!next->improvements || copy_improvements (copier, error));
}

bool
next_year_count (Transaction *transaction, Arena *arena, const NextYear *next, NextYearCounts *ret,
                 GError **error)
{
  NextYear all = *next;
  all.team = all.plan = all.assignments = all.overrides = all.papers = all.improvements = true;
  g_autoptr (GHashTable) working = g_hash_table_new (g_int64_hash, g_int64_equal);
  Copier copier = { .transaction = transaction, .arena = arena, .next = &all, .working = working };
  if (!copy (&copier, error))
    return false;
  *ret = copier.counts;
  return true;
}

/* ---- opening ---- */

static bool
year_is_free (Transaction *transaction, Arena *arena, int year, GError **error)
{
  gint64 id = 0;
  if (!db_int (transaction, QUERY_round_by_year, 0, &id, error, DB_INT (year)))
    return false;
  if (id == 0)
    return true;
  error_set (error, "round", MSG_NEXT_YEAR_THERE, arena_int (arena, year), NULL);
  return false;
}

/* Who heads the unit, who chairs the union, how codes and numbers run. */
static bool
copy_facts (const Copier *copier, gint64 id, GError **error)
{
  RoundFacts facts, none;
  gint64 old_version = 0, version = 0;
  if (!round_facts_load (copier->transaction, copier->arena, copier->next->from_id, &facts, &old_version,
                         error)
      || !round_facts_load (copier->transaction, copier->arena, id, &none, &version, error))
    return false;
  if (strcmp (copier->next->scheme->id, copier->next->from_scheme->id) != 0)
    facts.citizen_scheme = NULL;
  facts.head_id = if_works (copier, facts.head_id);
  facts.head_title = facts.head_id != 0 ? facts.head_title : NULL;
  facts.union_chair_id = if_works (copier, facts.union_chair_id);
  facts.has_learners = false;
  facts.learners_total = facts.learners_citizens = 0;
  facts.publication_url = facts.publication_snapshot = NULL;
  return round_save_facts (copier->transaction, copier->arena, id, version, &facts, error);
}

bool
next_year_open (Transaction *transaction, Arena *arena, const NextYear *next, gint64 *ret_id, GError **error)
{
  gint64 id = 0;
  g_autoptr (GHashTable) working = g_hash_table_new (g_int64_hash, g_int64_equal);
  Copier copier = { .transaction = transaction, .arena = arena, .next = next, .working = working };
  if (!year_is_free (transaction, arena, next->year, error)
      || !round_open (transaction, arena, &(RoundOpening){ .year = next->year, .scheme = next->scheme->id },
                      &id, error))
    return false;
  copier.round_id = record_number (arena, id);
  if (!copy (&copier, error) || !copy_facts (&copier, id, error))
    return false;
  *ret_id = id;
  return true;
}

/* ---- evidence ---- */

typedef struct {
  Transaction *transaction;
  Arena *arena;
  const NextYear *next;
  const char *round_id;
  Records former, files, present;
  GHashTable *keys; /* of the new round */
} Taker;

/* The old key, or one like it that is free. */
static const char *
free_key (const Taker *taker, const char *key)
{
  const char *free = key;
  for (int i = 2; g_hash_table_contains (taker->keys, free); i++)
    free = arena_printf (taker->arena, "%s-%d", key, i);
  g_hash_table_add (taker->keys, (char *)free);
  return free;
}

/* The indicators it backs under the scheme of now; NULL: none. */
static const char *
indicators_now (const Taker *taker, const Record *old)
{
  Lines ids = lines_of_json (taker->arena, record_text (old, "indicators")), now = { 0 };
  for (gsize i = 0; i < ids.count; i++) {
    const char *id
        = next_year_indicator (taker->next->from_scheme, taker->next->scheme, taker->arena, ids.items[i]);
    if (id != NULL)
      ARENA_PUSH (taker->arena, now.items, now.count) = id;
  }
  return lines_json (taker->arena, now);
}

static bool
take_files (const Taker *taker, gint64 old_id, gint64 new_id, GError **error)
{
  gint64 position = 0;
  for (gsize i = 0; i < taker->files.count; i++) {
    const Record *file = &taker->files.items[i];
    if (record_int (file, "evidence_id") != old_id || record_text (file, "replaced_by") != NULL)
      continue;
    if (!record_add (
            taker->transaction, taker->arena, RECORD_evidence_file, "evidence_file.add",
            RECORD_FIELDS ({ "round_id", taker->round_id },
                           { "evidence_id", record_number (taker->arena, new_id) },
                           { "position", arena_int (taker->arena, position++) },
                           { "name", record_text (file, "name") }, { "blob", record_text (file, "blob") },
                           { "size", record_text (file, "size") }, { "type", record_text (file, "type") }),
            NULL, error))
      return false;
  }
  return true;
}

static bool
take_item (const Taker *taker, const Record *old, const EvidenceTaken *item, gsize position, GError **error)
{
  gint64 id = 0;
  const char *title = record_text (old, "title"), *issuer = record_text (old, "issuer");
  return record_add (taker->transaction, taker->arena, RECORD_evidence, "evidence.take",
                     RECORD_FIELDS (
                         { "round_id", taker->round_id },
                         { "key", free_key (taker, record_text (old, "key")) },
                         { "position", arena_int (taker->arena, (gint64)position) }, { "title", title },
                         { "number", item->number }, { "date", item->date }, { "issuer", issuer },
                         { "url", record_text (old, "url") },
                         { "paper_location", record_text (old, "paper_location") },
                         { "box", record_text (old, "box") }, { "indicators", indicators_now (taker, old) },
                         { "restricted", record_text (old, "restricted") },
                         { "taken_from", record_number (taker->arena, old->id) },
                         { "added_by",
                           record_number (taker->arena, transaction_scope (taker->transaction)->account_id) },
                         { "folded", evidence_folded (taker->arena, title, item->number, issuer, NULL) }),
                     &id, error)
         && take_files (taker, old->id, id, error);
}

static const Record *
record_of (const Records *records, gint64 id)
{
  for (gsize i = 0; i < records->count; i++)
    if (records->items[i].id == id)
      return &records->items[i];
  return NULL;
}

static bool
is_taken (const Taker *taker, gint64 old_id)
{
  for (gsize i = 0; i < taker->present.count; i++)
    if (record_int (&taker->present.items[i], "taken_from") == old_id)
      return true;
  return false;
}

static bool
take_all (const Taker *taker, const EvidenceTaken *items, gsize count, gsize *ret_taken, GError **error)
{
  gint64 last = 0;
  gsize taken = 0;
  for (gsize i = 0; i < taker->present.count; i++) {
    g_hash_table_add (taker->keys, (char *)record_text (&taker->present.items[i], "key"));
    last = MAX (last, record_int (&taker->present.items[i], "position") + 1);
  }
  for (gsize i = 0; i < count; i++) {
    const Record *old = record_of (&taker->former, items[i].id);
    if (old == NULL) {
      error_set (error, "evidence", MSG_DB_NOT_THERE, NULL);
      return false;
    }
    if (is_taken (taker, old->id))
      continue;
    if (!take_item (taker, old, &items[i], (gsize)last + taken, error))
      return false;
    taken++;
  }
  *ret_taken = taken;
  return true;
}

bool
next_year_take_evidence (Transaction *transaction, Arena *arena, const NextYear *next, gint64 round_id,
                         const EvidenceTaken *items, gsize count, gsize *ret_taken, GError **error)
{
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  Taker taker = { .transaction = transaction,
                  .arena = arena,
                  .next = next,
                  .round_id = record_number (arena, round_id),
                  .keys = keys };
  return record_list (transaction, arena, RECORD_evidence, next->from_id, &taker.former, error)
         && record_list (transaction, arena, RECORD_evidence_file, next->from_id, &taker.files, error)
         && record_list (transaction, arena, RECORD_evidence, round_id, &taker.present, error)
         && take_all (&taker, items, count, ret_taken, error)
         && evidence_give_codes (transaction, arena, &(EvidenceRound){ round_id, next->scheme }, error);
}
