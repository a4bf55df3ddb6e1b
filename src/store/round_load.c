/* round_load.c - records become a Round; see round_store.h. */
#include "base/text.h"
#include "store/legal_basis.h"
#include "store/round_parts.h"
#include "store/round_store.h"
#include "store/unit.h"
#include <string.h>

#define FILE_NAME_BYTES 80

typedef struct {
  Transaction *transaction;
  Arena *arena;
  const SchemeLibrary *library;
  Round *round;
  StoredRound *stored;
  GHashTable *people; /* id → Person */
  GHashTable *names;  /* of the files of evidence so far */
  BlobPath blob_path;
  void *user;
} Loader;

/* ---- references ---- */

static PersonRef
person_ref (Loader *loader, gint64 id)
{
  const Person *person = id != 0 ? g_hash_table_lookup (loader->people, &id) : NULL;
  return (PersonRef){ person != NULL ? person->code : NULL, person };
}

static PersonRefs
person_refs (Loader *loader, const char *json)
{
  json_auto_t *list = json_list_of (json);
  PersonRefs refs = { 0 };
  for (gsize i = 0; i < json_array_size (list); i++) {
    PersonRef ref = person_ref (loader, json_integer_value (json_array_get (list, i)));
    if (ref.code != NULL)
      ARENA_PUSH (loader->arena, refs.items, refs.count) = ref;
  }
  return refs;
}

static CivilDate
stored_date (const char *text)
{
  CivilDate date = { 0 };
  return text != NULL && date_parse_iso (text, &date) ? date : (CivilDate){ 0 };
}

static CivilTime
stored_time (const char *text)
{
  CivilTime time = { 0 };
  return text != NULL && time_parse_iso (text, &time) ? time : (CivilTime){ 0 };
}

static const Indicator *
indicator_of (Loader *loader, const char *id)
{
  return id != NULL ? scheme_find_indicator (loader->round->scheme, id) : NULL;
}

static bool
list (Loader *loader, RecordKind kind, Records *ret, GError **error)
{
  return record_list (loader->transaction, loader->arena, kind, loader->stored->id, ret, error);
}

/* ---- the round and its unit ---- */

enum {
  ROUND_UUID,
  ROUND_YEAR,
  ROUND_SCHEME,
  ROUND_STATE,
  ROUND_REVISION,
  ROUND_CITIZEN_SCHEME,
  ROUND_CODE_PATTERN,
  ROUND_HEAD,
  ROUND_HEAD_TITLE,
  ROUND_UNION,
  ROUND_LEARNERS,
  ROUND_LEARNER_CITIZENS,
  ROUND_URL,
  ROUND_SNAPSHOT,
  ROUND_NUMBER_SERIES
};

typedef struct {
  gint64 head_id, union_chair_id;
} Chairs;

static void
read_round_row (Loader *loader, const Rows *rows, const char **ret_scheme, const char **ret_citizen,
                Chairs *ret)
{
  Round *round = loader->round;
  Arena *arena = loader->arena;
  round->uid = rows_text_dup (rows, ROUND_UUID, arena);
  round->year = (int)rows_int (rows, ROUND_YEAR);
  *ret_scheme = rows_text_dup (rows, ROUND_SCHEME, arena);
  loader->stored->state = rows_text_dup (rows, ROUND_STATE, arena);
  round->revision = rows_int (rows, ROUND_REVISION);
  *ret_citizen = rows_text_dup (rows, ROUND_CITIZEN_SCHEME, arena);
  round->evidence_code_pattern = rows_text_dup (rows, ROUND_CODE_PATTERN, arena);
  *ret = (Chairs){ rows_int (rows, ROUND_HEAD), rows_int (rows, ROUND_UNION) };
  round->head_title = lines_of_json (arena, rows_text (rows, ROUND_HEAD_TITLE));
  round->has_learners = !rows_is_null (rows, ROUND_LEARNERS);
  round->learners_total = (guint)rows_int (rows, ROUND_LEARNERS);
  round->learners_citizens = (guint)rows_int (rows, ROUND_LEARNER_CITIZENS);
  round->publication.url = rows_text_dup (rows, ROUND_URL, arena);
  round->publication.snapshot = rows_text_dup (rows, ROUND_SNAPSHOT, arena);
  round->number_series = rows_text_dup (rows, ROUND_NUMBER_SERIES, arena);
}

static bool
load_round (Loader *loader, Chairs *ret_chairs, GError **error)
{
  Round *round = loader->round;
  const char *scheme = NULL, *citizen = NULL;
  GError *local = NULL;
  g_autoptr (Rows) rows
      = db_rows (loader->transaction, QUERY_round_facts, error, DB_INT (loader->stored->id));
  if (rows == NULL)
    return false;
  if (!rows_next (rows, &local)) {
    if (local == NULL)
      error_set (&local, "round", MSG_DB_NOT_THERE, NULL);
    g_propagate_error (error, local);
    return false;
  }
  read_round_row (loader, rows, &scheme, &citizen, ret_chairs);
  round->scheme = scheme_load (loader->library, loader->arena, scheme, error);
  if (round->scheme == NULL)
    return false;
  if (citizen == NULL)
    citizen = round->scheme->citizen_scheme != NULL ? round->scheme->citizen_scheme : CITIZEN_SCHEME_DEFAULT;
  round->citizen_scheme = citizen_scheme_load (loader->library, loader->arena, citizen, error);
  return round->citizen_scheme != NULL;
}

/* Recognition is by the chair of the people's committee above (process.md), where the unit has not said who;
 * NULL: nor what is above it. */
static const char *
recogniser_of (Arena *arena, const UnitName *name)
{
  if (name->recogniser != NULL || name->governing_body[0] == '\0')
    return name->recogniser;
  return arena_concat (arena, "Chủ tịch ", name->governing_body, NULL);
}

static RoundNames
read_names (Arena *arena, const UnitName *name)
{
  return (RoundNames){ .from = stored_date (name->valid_from),
                       .name = name->name,
                       .governing_body = name->governing_body[0] != '\0' ? name->governing_body : NULL,
                       .place = name->place,
                       .receiver = name->appraiser,
                       .recogniser = recogniser_of (arena, name),
                       .receiver_salutation = name->salutation };
}

/* Papers take the names of their day; what has none takes those of the year's end. */
static bool
load_names (Loader *loader, GError **error)
{
  Round *round = loader->round;
  UnitNames stored = { 0 };
  CivilDate end = { 0 };
  if (!unit_names_load (loader->transaction, loader->arena, &stored, error))
    return false;
  for (gsize i = 0; i < stored.count; i++)
    ARENA_PUSH (loader->arena, round->names, round->name_count)
        = read_names (loader->arena, &stored.items[i]);
  date_make (round->year, 12, 31, &end);
  RoundNames names = round_names_at (round, end);
  round->unit.name = names.name;
  round->unit.governing_body = names.governing_body;
  round->unit.place = names.place;
  round->authority.receiver = names.receiver;
  round->authority.recogniser = names.recogniser;
  round->authority.receiver_salutation = names.receiver_salutation;
  if (round->name_count == 1) /* the same on each day: nothing more to tell */
    round->name_count = 0;
  return true;
}

static bool
load_unit (Loader *loader, GError **error)
{
  Round *round = loader->round;
  Unit unit = { 0 };
  if (!unit_load (loader->transaction, loader->arena, &unit, error))
    return false;
  round->unit.uid = unit.uuid;
  unit_kind_from_name (unit.kind, &round->unit.kind);
  round->unit.is_public = unit.is_public || !unit.public_told;
  round->unit.address = unit.address;
  round->unit.phone = unit.phone;
  round->unit.email = unit.email;
  round->unit.abbreviation = unit.code;
  return load_names (loader, error);
}

/* ---- people and what is told of them ---- */

enum {
  PERSON_ID,
  PERSON_CODE,
  PERSON_NAME,
  PERSON_BIRTH,
  PERSON_GENDER,
  PERSON_POSITION,
  PERSON_DEPARTMENT,
  PERSON_DEGREE,
  PERSON_EMAIL,
  PERSON_LEFT_ON,
  PERSON_LEFT_KIND,
  PERSON_PLAN_STATE,
  PERSON_PLAN_DONE,
  PERSON_PLAN_RANK,
  PERSON_DISCIPLINE,
  PERSON_TRAINING,
  PERSON_EMULATION,
  PERSON_NOTE,
  PERSON_POINTS,
  PERSON_AGREED,
  STUDY_SUBJECT,
  STUDY_GOAL,
  STUDY_CONTENT,
  STUDY_SCHEDULE,
  STUDY_OUTCOME,
  STUDY_PROGRESS,
  STUDY_PROOF,
  STUDY_RANK_REMARKS,
  STUDY_ENTERED_BY,
  PERSON_TOLD
};

static const char *
rank_of (const Scheme *scheme, const char *name)
{
  for (gsize i = 0; name != NULL && i < scheme->plan_rank_count; i++)
    if (strcmp (scheme->plan_ranks[i], name) == 0)
      return scheme->plan_ranks[i];
  return NULL;
}

static const Result *
read_result (Loader *loader, const Rows *rows)
{
  Arena *arena = loader->arena;
  if (rows_int (rows, PERSON_TOLD) == 0)
    return NULL;
  Result *result = arena_new0 (arena, Result);
  *result = (Result){
    .plan_approved = g_strcmp0 (rows_text (rows, PERSON_PLAN_STATE), "approved") == 0,
    .plan_done = decimal_of_stored (rows_text (rows, PERSON_PLAN_DONE)),
    .plan_rank = rank_of (loader->round->scheme, rows_text (rows, PERSON_PLAN_RANK)),
    .discipline = rows_int (rows, PERSON_DISCIPLINE) != 0,
    .training = rows_int (rows, PERSON_TRAINING) != 0,
    .emulation = rows_text_dup (rows, PERSON_EMULATION, arena),
    .agreed = rows_int (rows, PERSON_AGREED) != 0,
    .note = rows_text_dup (rows, PERSON_NOTE, arena),
    .row = loader->round->person_count + 2,
  };
  citizen_points_read (loader->round->citizen_scheme, rows_text (rows, PERSON_POINTS), result->citizen);
  return result;
}

static Lines
lines_of_text (Arena *arena, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", "\n", -1);
  Lines lines = { 0 };
  for (gsize i = 0; parts[i] != NULL; i++)
    if (!text_is_blank (parts[i]))
      ARENA_PUSH (arena, lines.items, lines.count) = text_strip (arena, arena_strdup (arena, parts[i]));
  return lines;
}

static Lines
file_names (Arena *arena, const char *proof)
{
  json_auto_t *list = json_list_of (proof);
  Lines names = { 0 };
  for (gsize i = 0; i < json_array_size (list); i++) {
    const char *name = json_member (arena, json_array_get (list, i), "name");
    if (name != NULL)
      ARENA_PUSH (arena, names.items, names.count) = name;
  }
  return names;
}

/* What is being written still is the person's own. */
static const StudyWords *
read_study (Arena *arena, const Rows *rows)
{
  const char *state = rows_text (rows, PERSON_PLAN_STATE);
  if (state == NULL || strcmp (state, "draft") == 0)
    return NULL;
  StudyWords *words = arena_new0 (arena, StudyWords);
  *words = (StudyWords){ .subject = rows_text_dup (rows, STUDY_SUBJECT, arena),
                         .schedule = rows_text_dup (rows, STUDY_SCHEDULE, arena),
                         .goal = lines_of_text (arena, rows_text (rows, STUDY_GOAL)),
                         .content = lines_of_text (arena, rows_text (rows, STUDY_CONTENT)),
                         .outcome = lines_of_text (arena, rows_text (rows, STUDY_OUTCOME)),
                         .progress = lines_of_text (arena, rows_text (rows, STUDY_PROGRESS)),
                         .proof = file_names (arena, rows_text (rows, STUDY_PROOF)),
                         .rank_remarks = rows_text_dup (rows, STUDY_RANK_REMARKS, arena),
                         .entered_by = rows_text_dup (rows, STUDY_ENTERED_BY, arena) };
  return words;
}

static Person
read_person (Loader *loader, const Rows *rows)
{
  Arena *arena = loader->arena;
  Person person = {
    .code = rows_text_dup (rows, PERSON_CODE, arena),
    .name = rows_text_dup (rows, PERSON_NAME, arena),
    .birth = stored_date (rows_text (rows, PERSON_BIRTH)),
    .gender = rows_text_dup (rows, PERSON_GENDER, arena),
    .position = rows_text_dup (rows, PERSON_POSITION, arena),
    .group = rows_text_dup (rows, PERSON_DEPARTMENT, arena),
    .degree = rows_text_dup (rows, PERSON_DEGREE, arena),
    .email = rows_text_dup (rows, PERSON_EMAIL, arena),
    .row = loader->round->person_count + 2,
  };
  const char *left_on = rows_text (rows, PERSON_LEFT_ON);
  if (left_on != NULL && strcmp (left_on, arena_printf (arena, "%04d-12-31", loader->round->year)) <= 0)
    person.state
        = g_strcmp0 (rows_text (rows, PERSON_LEFT_KIND), "moved") == 0 ? PERSON_MOVED : PERSON_RETIRED;
  person.name_key = text_name_key (arena, person.name);
  person.result = read_result (loader, rows);
  person.study = read_study (arena, rows);
  return person;
}

static bool
load_people (Loader *loader, GError **error)
{
  Round *round = loader->round;
  Arena *arena = loader->arena;
  gsize ids = 0;
  GError *local = NULL;
  g_autoptr (Rows) rows
      = db_rows (loader->transaction, QUERY_round_people, error, DB_INT (loader->stored->id),
                 DB_TEXT (arena_printf (arena, "%04d-01-01", round->year)),
                 DB_TEXT (arena_printf (arena, "%04d-12-31", round->year)));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    Person person = read_person (loader, rows);
    ARENA_PUSH (arena, loader->stored->person_ids, ids) = rows_int (rows, PERSON_ID);
    ARENA_PUSH (arena, round->people, round->person_count) = person;
  }
  for (gsize i = 0; i < round->person_count; i++)
    g_hash_table_insert (loader->people, &loader->stored->person_ids[i], &round->people[i]);
  round->staff_file = "staff.csv";
  round->results_file = "results.csv";
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

/* ---- what the unit changes of the scheme, bases, papers ---- */

static bool
load_overrides (Loader *loader, GError **error)
{
  Records records;
  Round *round = loader->round;
  if (!list (loader, RECORD_scheme_override, &records, error))
    return false;
  for (gsize i = 0; i < records.count; i++) {
    const Record *record = &records.items[i];
    SchemeOverride override = {
      .indicator_id = record_text (record, "indicator"),
      .indicator = indicator_of (loader, record_text (record, "indicator")),
      .text = record_text (record, "text"),
      .at_least = decimal_of_stored (record_text (record, "at_least")),
      .learners_at_least = decimal_of_stored (record_text (record, "learners_at_least")),
      .confirmed_by = person_ref (loader, record_int (record, "confirmed_by")),
      .confirmed_on = stored_date (record_text (record, "confirmed_on")),
    };
    const char *measure = record_text (record, "measure");
    override.has_measure = measure != NULL && measure_from_name (measure, &override.measure);
    if (override.text != NULL || override_changes_share (&override) || override.confirmed_by.code != NULL
        || date_is_set (override.confirmed_on)) /* one that was put back says nothing any more */
      ARENA_PUSH (loader->arena, round->overrides, round->override_count) = override;
  }
  return true;
}

static bool
load_bases (Loader *loader, GError **error)
{
  Round *round = loader->round;
  StoredBases stored;
  if (!legal_bases_load (loader->transaction, loader->arena, &stored, error))
    return false;
  round->legal_bases = arena_array (loader->arena, LegalBasis, stored.count);
  for (gsize i = 0; i < stored.count; i++)
    round->legal_bases[round->legal_basis_count++] = stored.items[i].basis;
  return true;
}

static void
add_wording (Loader *loader, const char *document, const char *text)
{
  if (document != NULL && text != NULL)
    ARENA_PUSH (loader->arena, loader->round->wordings, loader->round->wording_count)
        = (OwnWording){ document, text };
}

static bool
load_wordings (Loader *loader, GError **error)
{
  Records records;
  if (!list (loader, RECORD_wording, &records, error))
    return false;
  for (gsize i = 0; i < records.count; i++)
    add_wording (loader, record_text (&records.items[i], "document"),
                 record_text (&records.items[i], "text"));
  return true;
}

/* The document that the paper is printed from. */
static const char *
document_of (const Scheme *scheme, const char *paper)
{
  for (gsize i = 0; i < scheme->document_count; i++)
    if (g_strcmp0 (scheme->documents[i].paper, paper) == 0)
      return scheme->documents[i].id;
  return NULL;
}

static bool
load_papers (Loader *loader, GError **error)
{
  Records records;
  if (!load_wordings (loader, error) || !list (loader, RECORD_paper, &records, error))
    return false;
  for (gsize i = 0; i < records.count; i++) {
    const Record *record = &records.items[i];
    Paper paper;
    if (!paper_from_name (record_text (record, "paper"), &paper))
      continue;
    add_wording (loader, document_of (loader->round->scheme, record_text (record, "paper")),
                 record_text (record, "wording"));
    loader->round->papers[paper]
        = (PaperFacts){ .given = true,
                        .number = (int)record_int (record, "number"),
                        .date = stored_date (record_text (record, "date")),
                        .recipients = lines_of_json (loader->arena, record_text (record, "recipients")),
                        .signer = person_ref (loader, record_int (record, "signer_id")),
                        .signer_title = lines_of_json (loader->arena, record_text (record, "signer_title")) };
  }
  return true;
}

/* ---- team, work given out, plan ---- */

static bool
load_team (Loader *loader, GError **error)
{
  Records records;
  Round *round = loader->round;
  if (!list (loader, RECORD_team_member, &records, error))
    return false;
  for (gsize i = 0; i < records.count; i++) {
    const Record *record = &records.items[i];
    const char *role = record_text (record, "role");
    PersonRef ref = person_ref (loader, record_int (record, "person_id"));
    if (ref.code == NULL || record_text (record, "ended_on") != NULL)
      continue;
    if (strcmp (role, "leader") == 0)
      round->team.leader = ref;
    else if (strcmp (role, "secretary") == 0)
      round->team.secretary = ref;
    /* Leader and secretary stand among the members only for a duty of their own. */
    if (strcmp (role, "member") == 0 || record_text (record, "duty") != NULL)
      ARENA_PUSH (loader->arena, round->team.members, round->team.member_count)
          = (TeamMember){ ref, record_text (record, "duty") };
  }
  return true;
}

static bool
load_assignments (Loader *loader, GError **error)
{
  Records records, assignees;
  Round *round = loader->round;
  if (!list (loader, RECORD_assignment, &records, error)
      || !list (loader, RECORD_assignee, &assignees, error))
    return false;
  for (gsize i = 0; i < records.count; i++) {
    const Record *record = &records.items[i];
    if (record_text (record, "indicator") == NULL)
      continue; /* a task in words is no affair of the papers */
    Assignment assignment = { .indicator_id = record_text (record, "indicator"),
                              .indicator = indicator_of (loader, record_text (record, "indicator")),
                              .due = stored_date (record_text (record, "due")),
                              .guidance = record_text (record, "guidance") };
    for (gsize k = 0; k < assignees.count; k++) {
      const Record *assignee = &assignees.items[k];
      PersonRef ref = person_ref (loader, record_int (assignee, "person_id"));
      if (record_int (assignee, "assignment_id") == record->id && record_text (assignee, "ended_on") == NULL
          && ref.code != NULL)
        ARENA_PUSH (loader->arena, assignment.members.items, assignment.members.count) = ref;
    }
    ARENA_PUSH (loader->arena, round->assignments, round->assignment_count) = assignment;
  }
  return true;
}

static void
read_plan (Loader *loader, const Record *record)
{
  Arena *arena = loader->arena;
  Round *round = loader->round;
  round->plan.given = true;
  round->plan.purposes = lines_of_json (arena, record_text (record, "purposes"));
  round->plan.requirements = lines_of_json (arena, record_text (record, "requirements"));
  round->plan.submit_before = stored_date (record_text (record, "submit_before"));
  round->plan.schedule
      = schedule_of_json (arena, record_text (record, "schedule"), &round->plan.schedule_count);
  round->plan.duties = duties_of_json (arena, record_text (record, "duties"), &round->plan.duty_count);
}

static bool
load_plan (Loader *loader, GError **error)
{
  Records records;
  if (!list (loader, RECORD_plan, &records, error))
    return false;
  if (records.count > 0)
    read_plan (loader, &records.items[0]);
  return true;
}

/* ---- ratings, evidence, meetings, texts ---- */

static bool
load_ratings (Loader *loader, GError **error)
{
  Records records;
  Round *round = loader->round;
  gsize ids = 0;
  if (!list (loader, RECORD_rating, &records, error))
    return false;
  for (gsize i = 0; i < records.count; i++) {
    const Record *record = &records.items[i];
    Rating rating = { .indicator_id = record_text (record, "indicator"),
                      .indicator = indicator_of (loader, record_text (record, "indicator")),
                      .result = rating_result_of (record_text (record, "result")),
                      .points = decimal_of_stored (record_text (record, "points")),
                      .reason = record_text (record, "reason"),
                      .current = record_text (record, "current"),
                      .strengths = record_text (record, "strengths"),
                      .weaknesses = record_text (record, "weaknesses"),
                      .improvement = record_text (record, "improvement"),
                      .evidence = lines_of_json (loader->arena, record_text (record, "evidence")) };
    if (rating.result == RATING_NONE && rating.points == DECIMAL_UNSET)
      continue; /* being worked on: not rated yet */
    ARENA_PUSH (loader->arena, loader->stored->rating_ids, ids) = record->id;
    ARENA_PUSH (loader->arena, round->ratings, round->rating_count) = rating;
  }
  return true;
}

static bool
is_taken (Loader *loader, const char *name)
{
  return g_hash_table_contains (loader->names, text_lower (loader->arena, name));
}

/* "evidence/ke-hoach.pdf": as it was called, in letters that every system takes; one that another file has,
 * be it in capitals (a folder of Windows holds one of the two), bears the key of its item and a number before
 * it. */
static const char *
file_name (Loader *loader, const Evidence *evidence, const char *called)
{
  Arena *arena = loader->arena;
  const char *plain = text_file_name (arena, called, FILE_NAME_BYTES);
  const char *name = arena_concat (arena, "evidence/", plain, NULL);
  for (guint n = 1; is_taken (loader, name); n++)
    name = arena_printf (arena, "evidence/%s-%u-%s", text_file_name (arena, evidence->key, FILE_NAME_BYTES),
                         n, plain);
  g_hash_table_add (loader->names, text_lower (loader->arena, name));
  return name;
}

static void
add_file (Loader *loader, Evidence *evidence, const Record *file)
{
  gsize paths = evidence->files.count;
  const char *path = loader->blob_path != NULL
                         ? loader->blob_path (loader->arena, record_text (file, "blob"), loader->user)
                         : NULL;
  const char *name = file_name (loader, evidence, record_text (file, "name"));
  ARENA_PUSH (loader->arena, evidence->files.items, evidence->files.count) = name;
  ARENA_PUSH (loader->arena, evidence->file_paths, paths) = path;
}

/* Indexes of the files that hold, by the item they belong to (a pointer into `owners`): a round may have very
 * many of both. */
static GHashTable *
files_by_item (const Records *files, gint64 *owners)
{
  GHashTable *found
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify)g_array_unref);
  for (gsize i = 0; i < files->count; i++) {
    if (record_text (&files->items[i], "replaced_by") != NULL)
      continue;
    owners[i] = record_int (&files->items[i], "evidence_id");
    GArray *own = g_hash_table_lookup (found, &owners[i]);
    if (own == NULL) {
      own = g_array_new (FALSE, FALSE, sizeof (gsize));
      g_hash_table_insert (found, &owners[i], own);
    }
    g_array_append_val (own, i);
  }
  return found;
}

static bool
load_evidence (Loader *loader, GError **error)
{
  Records records, files;
  Round *round = loader->round;
  gsize ids = 0, owners = 0;
  if (!list (loader, RECORD_evidence, &records, error) || !list (loader, RECORD_evidence_file, &files, error))
    return false;
  gint64 *of = arena_array (loader->arena, gint64, files.count);
  g_autoptr (GHashTable) by_item = files_by_item (&files, of);
  for (gsize i = 0; i < records.count; i++) {
    const Record *record = &records.items[i];
    Evidence evidence = { .key = record_text (record, "key"),
                          .title = record_text (record, "title"),
                          .number = record_text (record, "number"),
                          .date = stored_date (record_text (record, "date")),
                          .issuer = record_text (record, "issuer"),
                          .url = record_text (record, "url"),
                          .paper_location = record_text (record, "paper_location"),
                          .box = record_text (record, "box"),
                          .code = record_text (record, "code"),
                          .indicators = lines_of_json (loader->arena, record_text (record, "indicators")) };
    const GArray *own = g_hash_table_lookup (by_item, &record->id);
    for (guint k = 0; own != NULL && k < own->len; k++)
      add_file (loader, &evidence, &files.items[g_array_index (own, gsize, k)]);
    ARENA_PUSH (loader->arena, loader->stored->evidence_ids, ids) = record->id;
    ARENA_PUSH (loader->arena, loader->stored->evidence_for, owners)
        = record_int (record, "restricted") != 0 ? record_int (record, "added_by") : EVIDENCE_OPEN;
    ARENA_PUSH (loader->arena, round->evidence, round->evidence_count) = evidence;
  }
  return true;
}

/* What was discussed, and below it the opinions that were taken down one by one. */
static const char *
discussion_of (Loader *loader, const Record *record)
{
  json_auto_t *opinions = json_list_of (record_text (record, "opinions"));
  const char *written = record_text (record, "discussion");
  if (json_array_size (opinions) == 0)
    return written;
  g_autoptr (GString) text = g_string_new (written);
  if (written != NULL)
    g_string_append (text, "\n\n");
  for (gsize i = 0; i < json_array_size (opinions); i++) {
    const json_t *item = json_array_get (opinions, i);
    const char *indicator = json_member (loader->arena, item, "indicator"),
               *said = json_member (loader->arena, item, "text");
    PersonRef who = person_ref (loader, json_integer_value (json_object_get (item, "person")));
    if (indicator != NULL)
      g_string_append_printf (text, "- Chỉ tiêu %s, ", indicator);
    g_string_append_printf (text, "%s%s: %s\n", indicator == NULL ? "- " : "",
                            who.person != NULL ? who.person->name : "ý kiến", said != NULL ? said : "");
  }
  return arena_strdup (loader->arena, text->str);
}

static Meeting
read_meeting (Loader *loader, const Record *record)
{
  Arena *arena = loader->arena;
  json_auto_t *absent = json_list_of (record_text (record, "absent"));
  json_auto_t *votes = json_list_of (record_text (record, "votes"));
  bool called = g_strcmp0 (record_text (record, "state"), "planned") == 0;
  Meeting meeting = { .given = !called || record_text (record, "present") != NULL,
                      .called = called,
                      .start = stored_time (record_text (record, "begins")),
                      .end = stored_time (record_text (record, "ends")),
                      .place = record_text (record, "place"),
                      .present = person_refs (loader, record_text (record, "present")),
                      .discussion = discussion_of (loader, record),
                      .conclusion = record_text (record, "conclusion") };
  for (gsize i = 0; i < json_array_size (absent); i++) {
    const json_t *item = json_array_get (absent, i);
    PersonRef ref = person_ref (loader, json_integer_value (json_object_get (item, "person")));
    if (ref.code != NULL)
      ARENA_PUSH (arena, meeting.absent, meeting.absent_count)
          = (Absence){ ref, json_member (arena, item, "reason") };
  }
  for (gsize i = 0; i < json_array_size (votes); i++) {
    const json_t *item = json_array_get (votes, i);
    const char *id = json_member (arena, item, "indicator");
    ARENA_PUSH (arena, meeting.votes, meeting.vote_count)
        = (Vote){ id, indicator_of (loader, id), (guint)json_integer_value (json_object_get (item, "for")),
                  (guint)json_integer_value (json_object_get (item, "against")) };
  }
  return meeting;
}

static bool
load_meetings (Loader *loader, GError **error)
{
  Records records;
  if (!list (loader, RECORD_meeting, &records, error))
    return false;
  for (gsize i = 0; i < records.count; i++) {
    Meeting meeting = read_meeting (loader, &records.items[i]);
    if (strcmp (record_text (&records.items[i], "kind"), "citizen") == 0)
      loader->round->citizen_meeting = meeting;
    else
      loader->round->meeting = meeting;
  }
  return true;
}

static bool
load_texts (Loader *loader, GError **error)
{
  Records records;
  Round *round = loader->round;
  const struct {
    const char *name, **target;
  } texts[] = { { "introduction", &round->report.introduction },
                { "unit_overview", &round->report.unit_overview },
                { "conclusion", &round->report.conclusion },
                { "learning_plan", &round->learning_plan },
                { "extra", &loader->stored->extra } };
  if (!list (loader, RECORD_round_text, &records, error))
    return false;
  for (gsize i = 0; i < records.count; i++)
    for (gsize k = 0; k < G_N_ELEMENTS (texts); k++)
      if (strcmp (record_text (&records.items[i], "name"), texts[k].name) == 0)
        *texts[k].target = record_text (&records.items[i], "text");
  return true;
}

static bool
load_ends (Loader *loader, GError **error)
{
  Records improvements, abbreviations;
  Round *round = loader->round;
  if (!list (loader, RECORD_improvement, &improvements, error)
      || !list (loader, RECORD_abbreviation, &abbreviations, error))
    return false;
  for (gsize i = 0; i < improvements.count; i++) {
    const Record *record = &improvements.items[i];
    ARENA_PUSH (loader->arena, round->improvements, round->improvement_count)
        = (Improvement){ record_text (record, "indicator"),
                         indicator_of (loader, record_text (record, "indicator")),
                         record_text (record, "task"),
                         person_ref (loader, record_int (record, "owner_id")),
                         stored_date (record_text (record, "due")),
                         record_text (record, "result"),
                         (int)record_int (record, "since") };
  }
  for (gsize i = 0; i < abbreviations.count; i++)
    ARENA_PUSH (loader->arena, round->abbreviations, round->abbreviation_count)
        = (Abbreviation){ record_text (&abbreviations.items[i], "short"),
                          record_text (&abbreviations.items[i], "long") };
  return true;
}

/* ---- all of it ---- */

/* Whoever holds the office today, where the round does not say who did. */
static bool
complete_head (Loader *loader, Chairs chairs, GError **error)
{
  gint64 head = chairs.head_id;
  if (head == 0 && !db_int (loader->transaction, QUERY_role_holder, 0, &head, error, DB_TEXT ("head")))
    return false;
  loader->round->head = person_ref (loader, head);
  loader->round->union_chair = person_ref (loader, chairs.union_chair_id);
  round_complete_head_title (loader->round, loader->arena);
  return true;
}

bool
stored_round_load (Transaction *transaction, Arena *arena, const SchemeLibrary *library, gint64 round_id,
                   BlobPath blob_path, void *user, StoredRound *ret, GError **error)
{
  StoredRound stored = { .round = arena_new0 (arena, Round), .id = round_id };
  g_autoptr (GHashTable) people = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  Loader loader = { transaction, arena, library, stored.round, &stored, people, names, blob_path, user };
  Chairs chairs = { 0 };
  bool loaded
      = load_round (&loader, &chairs, error) && load_unit (&loader, error) && load_people (&loader, error)
        && complete_head (&loader, chairs, error) && load_overrides (&loader, error)
        && load_bases (&loader, error) && load_papers (&loader, error) && load_team (&loader, error)
        && load_assignments (&loader, error) && load_plan (&loader, error) && load_ratings (&loader, error)
        && load_evidence (&loader, error) && load_meetings (&loader, error) && load_texts (&loader, error)
        && load_ends (&loader, error);
  if (!loaded)
    return false;
  round_apply_overrides (stored.round, arena);
  *ret = stored;
  return true;
}
