/* round_save.c - a case's Round becomes records; see round_store.h. */
#include "base/text.h"
#include "store/round_parts.h"
#include "store/round_store.h"
#include "store/unit.h"
#include <string.h>

typedef struct {
  Transaction *transaction;
  Arena *arena;
  const Round *round;
  const char *round_id;
  const gint64 *person_ids;
  const StoredFile *files;
} Saver;

/* ---- parts of records ---- */

static gint64
id_of (const Saver *saver, PersonRef ref)
{
  return ref.person != NULL ? saver->person_ids[ref.person - saver->round->people] : 0;
}

static const char *
person (const Saver *saver, PersonRef ref)
{
  return record_number (saver->arena, id_of (saver, ref));
}

static const char *
position (const Saver *saver, gsize index)
{
  return arena_printf (saver->arena, "%" G_GSIZE_FORMAT, index + 1);
}

static const char *
day (const Saver *saver, CivilDate date)
{
  return date_is_set (date) ? date_iso (saver->arena, date) : NULL;
}

static const char *
moment (const Saver *saver, CivilTime time)
{
  return date_is_set (time.date) ? arena_printf (saver->arena, "%sT%02d:%02d",
                                                 date_iso (saver->arena, time.date), time.hour, time.minute)
                                 : NULL;
}

static const char *
flag (bool set)
{
  return set ? "1" : "0";
}

#define ADD(saver, kind, ret_id, error, ...)                                                                 \
  record_add ((saver)->transaction, (saver)->arena, RECORD_##kind, #kind ".add",                             \
              RECORD_FIELDS ({ "round_id", (saver)->round_id }, __VA_ARGS__), (ret_id), (error))

/* ---- the round, what it changes of the scheme, its papers ---- */

static bool
save_facts (const Saver *saver, GError **error)
{
  const Round *round = saver->round;
  Arena *arena = saver->arena;
  const RoundFacts facts = {
    .citizen_scheme = round->citizen_scheme->id,
    .evidence_code = round->evidence_code_pattern,
    .head_id = id_of (saver, round->head),
    .head_title = lines_json (arena, round->head_title),
    .union_chair_id = id_of (saver, round->union_chair),
    .has_learners = round->has_learners,
    .learners_total = round->learners_total,
    .learners_citizens = round->learners_citizens,
    .publication_url = round->publication.url,
    .publication_snapshot = round->publication.snapshot,
  };
  return round_save_facts (saver->transaction, arena, g_ascii_strtoll (saver->round_id, NULL, 10), 1, &facts,
                           error);
}

static bool
save_overrides (const Saver *saver, GError **error)
{
  bool saved = true;
  for (gsize i = 0; saved && i < saver->round->override_count; i++) {
    const SchemeOverride *override = &saver->round->overrides[i];
    saved = ADD (saver, scheme_override, NULL, error, { "indicator", override->indicator_id },
                 { "text", override->text },
                 { "measure", override->has_measure ? measure_name (override->measure) : NULL },
                 { "at_least", decimal_stored (saver->arena, override->at_least) },
                 { "learners_at_least", decimal_stored (saver->arena, override->learners_at_least) },
                 { "confirmed_by", person (saver, override->confirmed_by) },
                 { "confirmed_on", day (saver, override->confirmed_on) });
  }
  return saved;
}

/* Whatever has a number was signed and given out; what has none is still to be. */
static bool
save_papers (const Saver *saver, GError **error)
{
  bool saved = true;
  for (int i = 0; saved && i < PAPER_COUNT; i++) {
    const PaperFacts *facts = &saver->round->papers[i];
    saved = !facts->given
            || ADD (saver, paper, NULL, error, { "paper", paper_name ((Paper)i) },
                    { "number", record_number (saver->arena, facts->number) },
                    { "date", day (saver, facts->date) },
                    { "recipients", lines_json (saver->arena, facts->recipients) },
                    { "signer_id", person (saver, facts->signer) },
                    { "signer_title", lines_json (saver->arena, facts->signer_title) },
                    { "state", facts->number != 0 && date_is_set (facts->date) ? "issued" : "draft" });
  }
  return saved;
}

/* ---- team, work given out, plan ---- */

static bool
add_member (const Saver *saver, gsize at, PersonRef ref, const char *role, const char *duty, GError **error)
{
  return ref.person == NULL
         || ADD (saver, team_member, NULL, error, { "person_id", person (saver, ref) }, { "role", role },
                 { "position", position (saver, at) }, { "duty", duty });
}

/* A duty of the leader or secretary stands at their own place. */
static const char *
duty_of (const Round *round, PersonRef ref)
{
  for (gsize i = 0; i < round->team.member_count; i++)
    if (round->team.members[i].staff.person == ref.person)
      return round->team.members[i].duty;
  return NULL;
}

static bool
save_team (const Saver *saver, GError **error)
{
  const Round *round = saver->round;
  PersonRef leader = round->team.leader, secretary = round->team.secretary;
  bool both = secretary.person != leader.person;
  bool saved = add_member (saver, 0, leader, "leader", duty_of (round, leader), error)
               && (!both || add_member (saver, 1, secretary, "secretary", duty_of (round, secretary), error));
  for (gsize i = 0; saved && i < round->team.member_count; i++) {
    PersonRef ref = round->team.members[i].staff;
    saved = ref.person == leader.person || ref.person == secretary.person
            || add_member (saver, i + 2, ref, "member", round->team.members[i].duty, error);
  }
  return saved;
}

static bool
save_assignment (const Saver *saver, gsize at, GError **error)
{
  const Assignment *assignment = &saver->round->assignments[at];
  gint64 id = 0;
  bool saved = ADD (saver, assignment, &id, error, { "position", position (saver, at) },
                    { "indicator", assignment->indicator_id }, { "due", day (saver, assignment->due) },
                    { "guidance", assignment->guidance });
  for (gsize i = 0; saved && i < assignment->members.count; i++)
    saved = assignment->members.items[i].person == NULL
            || ADD (saver, assignee, NULL, error, { "assignment_id", record_number (saver->arena, id) },
                    { "person_id", person (saver, assignment->members.items[i]) },
                    { "position", position (saver, i) });
  return saved;
}

static bool
save_plan (const Saver *saver, GError **error)
{
  const Round *round = saver->round;
  return !round->plan.given
         || ADD (
             saver, plan, NULL, error, { "purposes", lines_json (saver->arena, round->plan.purposes) },
             { "requirements", lines_json (saver->arena, round->plan.requirements) },
             { "submit_before", day (saver, round->plan.submit_before) },
             { "schedule", schedule_json (saver->arena, round->plan.schedule, round->plan.schedule_count) },
             { "duties", duties_json (saver->arena, round->plan.duties, round->plan.duty_count) });
}

/* ---- what is told of people ---- */

static bool
save_result (const Saver *saver, gsize at, GError **error)
{
  const Result *result = saver->round->people[at].result;
  const char *id = record_number (saver->arena, saver->person_ids[at]);
  if (result == NULL)
    return true;
  const char *points = citizen_points_json (saver->arena, saver->round->citizen_scheme, result->citizen);
  return ADD (saver, study_plan, NULL, error, { "person_id", id },
              { "state", result->plan_approved ? "approved" : "draft" },
              { "done", decimal_stored (saver->arena, result->plan_done) }, { "rank", result->plan_rank })
         && ADD (saver, year_result, NULL, error, { "person_id", id },
                 { "discipline", flag (result->discipline) }, { "training", flag (result->training) },
                 { "emulation", result->emulation }, { "note", result->note })
         && ((points == NULL && !result->agreed) /* not begun */
             || ADD (saver, citizen_assessment, NULL, error, { "person_id", id },
                     { "state", points != NULL ? "accepted" : "draft" }, { "points", points },
                     { "agreed", flag (result->agreed) }));
}

/* ---- ratings, evidence, meetings, texts ---- */

static bool
save_rating (const Saver *saver, gsize at, GError **error)
{
  const Rating *rating = &saver->round->ratings[at];
  return ADD (saver, rating, NULL, error, { "indicator", rating->indicator_id },
              { "position", position (saver, at) }, { "state", "agreed" },
              { "result", rating_result_name (rating->result) },
              { "points", decimal_stored (saver->arena, rating->points) }, { "reason", rating->reason },
              { "current", rating->current }, { "strengths", rating->strengths },
              { "weaknesses", rating->weaknesses }, { "improvement", rating->improvement },
              { "evidence", lines_json (saver->arena, rating->evidence) });
}

const char *
evidence_folded (Arena *arena, const char *title, const char *number, const char *issuer, const char *code)
{
  return text_fold (arena, arena_concat (arena, title, " ", number != NULL ? number : "", " ",
                                         issuer != NULL ? issuer : "", " ", code != NULL ? code : "", NULL));
}

static bool
save_file (const Saver *saver, gint64 evidence_id, gsize at, const char *path, const StoredFile *file,
           GError **error)
{
  const char *slash = strrchr (path, '/');
  return file->hash == NULL
         || ADD (saver, evidence_file, NULL, error,
                 { "evidence_id", record_number (saver->arena, evidence_id) },
                 { "position", position (saver, at) }, { "name", slash != NULL ? slash + 1 : path },
                 { "blob", file->hash },
                 { "size", arena_printf (saver->arena, "%" G_GUINT64_FORMAT, file->size) },
                 { "type", file->type });
}

static bool
save_evidence (const Saver *saver, gsize at, const StoredFile *files, GError **error)
{
  const Evidence *item = &saver->round->evidence[at];
  gint64 id = 0;
  bool saved = ADD (
      saver, evidence, &id, error, { "key", item->key }, { "position", position (saver, at) },
      { "title", item->title }, { "number", item->number }, { "date", day (saver, item->date) },
      { "issuer", item->issuer }, { "url", item->url }, { "paper_location", item->paper_location },
      { "box", item->box }, { "code", item->code },
      { "indicators", lines_json (saver->arena, item->indicators) },
      { "folded", evidence_folded (saver->arena, item->title, item->number, item->issuer, item->code) });
  for (gsize i = 0; saved && files != NULL && i < item->files.count; i++)
    saved = save_file (saver, id, i, item->files.items[i], &files[i], error);
  return saved;
}

static bool
save_meeting (const Saver *saver, const Meeting *meeting, const char *kind, GError **error)
{
  json_t *present = json_array (), *absent = json_array (), *votes = json_array ();
  for (gsize i = 0; i < meeting->present.count; i++)
    json_array_append_new (present, json_integer (id_of (saver, meeting->present.items[i])));
  for (gsize i = 0; i < meeting->absent_count; i++)
    json_array_append_new (absent, json_pack ("{s:I, s:s?}", "person",
                                              (json_int_t)id_of (saver, meeting->absent[i].staff), "reason",
                                              meeting->absent[i].reason));
  for (gsize i = 0; i < meeting->vote_count; i++)
    json_array_append_new (votes, json_pack ("{s:s, s:i, s:i}", "indicator", meeting->votes[i].indicator_id,
                                             "for", (int)meeting->votes[i].votes_for, "against",
                                             (int)meeting->votes[i].votes_against));
  const char *lists[] = { json_text (saver->arena, present), json_text (saver->arena, absent),
                          json_text (saver->arena, votes) };
  return !meeting->given
         || ADD (saver, meeting, NULL, error, { "kind", kind }, { "state", "held" },
                 { "begins", moment (saver, meeting->start) }, { "ends", moment (saver, meeting->end) },
                 { "place", meeting->place }, { "present", lists[0] }, { "absent", lists[1] },
                 { "votes", lists[2] }, { "discussion", meeting->discussion },
                 { "conclusion", meeting->conclusion });
}

static bool
save_text (const Saver *saver, const char *name, const char *text, GError **error)
{
  return text == NULL || text[0] == '\0'
         || ADD (saver, round_text, NULL, error, { "name", name }, { "text", text });
}

static bool
save_texts (const Saver *saver, const char *extra, GError **error)
{
  const Round *round = saver->round;
  return save_text (saver, "introduction", round->report.introduction, error)
         && save_text (saver, "unit_overview", round->report.unit_overview, error)
         && save_text (saver, "conclusion", round->report.conclusion, error)
         && save_text (saver, "learning_plan", round->learning_plan, error)
         && save_text (saver, "extra", extra, error);
}

static bool
save_wordings (const Saver *saver, GError **error)
{
  const Round *round = saver->round;
  bool saved = true;
  for (gsize i = 0; saved && i < round->wording_count; i++)
    saved = record_add (
        saver->transaction, saver->arena, RECORD_wording, "wording.add",
        RECORD_FIELDS ({ "document", round->wordings[i].document }, { "text", round->wordings[i].text }),
        NULL, error);
  return saved;
}

static bool
save_ends (const Saver *saver, GError **error)
{
  const Round *round = saver->round;
  bool saved = true;
  for (gsize i = 0; saved && i < round->improvement_count; i++) {
    const Improvement *item = &round->improvements[i];
    saved = ADD (saver, improvement, NULL, error, { "position", position (saver, i) },
                 { "indicator", item->indicator_id }, { "task", item->task },
                 { "owner_id", person (saver, item->owner) }, { "due", day (saver, item->due) },
                 { "result", item->result },
                 { "state", item->result != NULL && item->result[0] != '\0' ? "done" : NULL },
                 { "since", record_number (saver->arena, item->since) });
  }
  for (gsize i = 0; saved && i < round->abbreviation_count; i++)
    saved = ADD (saver, abbreviation, NULL, error, { "position", position (saver, i) },
                 { "short", round->abbreviations[i].short_form },
                 { "long", round->abbreviations[i].long_form });
  return saved;
}

static bool
save_lists (const Saver *saver, GError **error)
{
  const Round *round = saver->round;
  const StoredFile *files = saver->files;
  bool saved = true;
  for (gsize i = 0; saved && i < round->assignment_count; i++)
    saved = save_assignment (saver, i, error);
  for (gsize i = 0; saved && i < round->person_count; i++)
    saved = save_result (saver, i, error);
  for (gsize i = 0; saved && i < round->rating_count; i++)
    saved = save_rating (saver, i, error);
  for (gsize i = 0; saved && i < round->evidence_count; i++) {
    saved = save_evidence (saver, i, files, error);
    files = files != NULL ? files + round->evidence[i].files.count : NULL;
  }
  return saved;
}

bool
stored_round_save (Transaction *transaction, Arena *arena, const Round *round, gint64 round_id,
                   const gint64 *person_ids, const StoredFile *files, const char *extra, GError **error)
{
  const Saver saver = { transaction, arena, round, record_number (arena, round_id), person_ids, files };
  return save_facts (&saver, error) && save_overrides (&saver, error) && save_papers (&saver, error)
         && save_team (&saver, error) && save_plan (&saver, error) && save_lists (&saver, error)
         && save_meeting (&saver, &round->meeting, "round", error)
         && save_meeting (&saver, &round->citizen_meeting, "citizen", error)
         && save_texts (&saver, extra, error) && save_wordings (&saver, error) && save_ends (&saver, error);
}
