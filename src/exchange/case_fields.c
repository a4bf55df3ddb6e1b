/* case_fields.c - what case.json may hold: one table per object, in the contract's order.
 * doc/case.schema.json says the same for other programs; a test keeps the two in step. */
#include "base/text.h"
#include "exchange/case_read.h"
#include <string.h>

#define SHAPE(Type, table, ...)                                                                              \
  {                                                                                                          \
    .fields = (table), .count = G_N_ELEMENTS (table), .size = sizeof (Type), __VA_ARGS__                     \
  }
#define AT(Type, member) G_STRUCT_OFFSET (Type, member)

/* ---- choices ---- */

static void
report_choice (CaseReader *reader, const Place *place, json_t *value, const char *choices)
{
  const char *text = json_string_value (value);
  if (text != NULL)
    case_report (reader, place, FINDING_BAD_VALUE, MSG_CASE_NEED_CHOICE, text_strip (reader->arena, text),
                 choices);
  else
    case_report (reader, place, FINDING_BAD_VALUE, MSG_CASE_NEED_TEXT, NULL, NULL);
}

static void
read_unit_kind (CaseReader *reader, const Place *place, json_t *value, void *target)
{
  if (json_is_string (value) && unit_kind_from_name (json_string_value (value), target))
    return;
  g_autoptr (GString) names = g_string_new (NULL);
  for (int kind = 0; kind < UNIT_KIND_COUNT; kind++)
    g_string_append_printf (names, "%s%s", kind > 0 ? ", " : "", unit_kind_name ((UnitKind)kind));
  report_choice (reader, place, value, names->str);
}

static json_t *
write_unit_kind (Arena *arena, const void *target)
{
  return json_string (unit_kind_name (*(const UnitKind *)target));
}

static void
read_measure (CaseReader *reader, const Place *place, json_t *value, void *target)
{
  SchemeOverride *override = target;
  override->has_measure
      = json_is_string (value) && measure_from_name (json_string_value (value), &override->measure);
  if (!override->has_measure)
    report_choice (reader, place, value, "discipline, training, study_plan, emulation, citizen");
}

static json_t *
write_measure (Arena *arena, const void *target)
{
  const SchemeOverride *override = target;
  return override->has_measure ? json_string (measure_name (override->measure)) : NULL;
}

static void
read_rating_result (CaseReader *reader, const Place *place, json_t *value, void *target)
{
  RatingResult result = rating_result_of (json_string_value (value));
  if (result != RATING_NONE)
    *(RatingResult *)target = result;
  else
    report_choice (reader, place, value, "met, not_met, not_applicable");
}

static json_t *
write_rating_result (Arena *arena, const void *target)
{
  const char *name = rating_result_name (*(const RatingResult *)target);
  return name != NULL ? json_string (name) : NULL;
}

static void
read_basis_for (CaseReader *reader, const Place *place, json_t *value, void *target)
{
  LegalBasis *basis = target;
  if (!json_is_array (value)) {
    case_report (reader, place, FINDING_BAD_VALUE, MSG_CASE_NEED_LIST, NULL, NULL);
    return;
  }
  basis->for_all = false;
  for (gsize i = 0; i < json_array_size (value); i++) {
    Place item = { place, NULL, i };
    json_t *name = json_array_get (value, i);
    Paper paper;
    if (json_is_string (name) && paper_from_name (json_string_value (name), &paper))
      basis->serves[paper] = true;
    else
      report_choice (
          reader, &item, name,
          "learning_plan, team_decision, plan, citizen_minutes, citizen_decision, minutes, report, "
          "submission, announcement");
  }
}

static json_t *
write_basis_for (Arena *arena, const void *target)
{
  const LegalBasis *basis = target;
  json_t *list = basis->for_all ? NULL : json_array ();
  for (int paper = 0; list != NULL && paper < PAPER_COUNT; paper++)
    if (basis->serves[paper])
      json_array_append_new (list, json_string (paper_name ((Paper)paper)));
  return list;
}

/* The box of an item of evidence: "1" or 1. */
static void
read_box (CaseReader *reader, const Place *place, json_t *value, void *target)
{
  if (json_is_integer (value) && json_integer_value (value) >= 0)
    *(const char **)target
        = arena_printf (reader->arena, "%" JSON_INTEGER_FORMAT, json_integer_value (value));
  else
    *(const char **)target = case_read_text (reader, place, value, false);
}

static json_t *
write_text (Arena *arena, const void *target)
{
  const char *text = *(const char *const *)target;
  return text != NULL ? json_string (text) : NULL;
}

/* ---- what stands at the root and is read before the rest ---- */

static json_t *
write_format (Arena *arena, const void *target)
{
  return json_string (CASE_FORMAT);
}

static json_t *
write_scheme (Arena *arena, const void *target)
{
  return json_string (((const Round *)target)->scheme->id);
}

static json_t *
write_citizen_scheme (Arena *arena, const void *target)
{
  const Round *round = target;
  const char *usual
      = round->scheme->citizen_scheme != NULL ? round->scheme->citizen_scheme : CITIZEN_SCHEME_DEFAULT;
  return strcmp (round->citizen_scheme->id, usual) != 0 ? json_string (round->citizen_scheme->id) : NULL;
}

/* ---- objects, the inner ones first ---- */

static const Field override_fields[] = {
  { .key = "text", FIELD_TEXT, .offset = AT (SchemeOverride, text) },
  { .key = "measure", FIELD_SPECIAL, .read = read_measure, .write = write_measure },
  { .key = "at_least", FIELD_DECIMAL, .offset = AT (SchemeOverride, at_least) },
  { .key = "learners_at_least", FIELD_DECIMAL, .offset = AT (SchemeOverride, learners_at_least) },
  { .key = "confirmed_by", FIELD_PERSON, .offset = AT (SchemeOverride, confirmed_by) },
  { .key = "confirmed_on", FIELD_DATE, .offset = AT (SchemeOverride, confirmed_on) },
};
const Shape case_override_shape = SHAPE (SchemeOverride, override_fields);

/* Longer than any indicator's id: not worth reading. */
#define MAX_ID 64

static void
read_overrides (CaseReader *reader, const Place *place, json_t *value, void *target)
{
  Round *round = reader->round;
  if (!json_is_object (value) || json_object_size (value) > CASE_MAX_LIST) {
    case_report (reader, place, FINDING_BAD_VALUE, MSG_CASE_NEED_OBJECT, NULL, NULL);
    return;
  }
  round->overrides = arena_array (reader->arena, SchemeOverride, json_object_size (value));
  const char *id;
  json_t *member;
  json_object_foreach (value, id, member)
  {
    Place inside = { place, id, 0 };
    if (g_str_has_prefix (id, "x-"))
      continue;
    if (strlen (id) > MAX_ID) {
      case_report (reader, &inside, FINDING_UNKNOWN_INDICATOR, MSG_CHECK_UNKNOWN_INDICATOR, id, NULL);
      continue;
    }
    SchemeOverride *override = &round->overrides[round->override_count++];
    override->at_least = override->learners_at_least = DECIMAL_UNSET;
    override->indicator_id = text_nfc (reader->arena, arena_strdup (reader->arena, id));
    override->indicator = scheme_find_indicator (round->scheme, id);
    case_read_object (reader, &inside, member, &case_override_shape, override);
  }
}

static json_t *
write_overrides (Arena *arena, const void *target)
{
  const Round *round = target;
  json_t *object = round->override_count > 0 ? json_object () : NULL;
  for (gsize i = 0; i < round->override_count; i++)
    json_object_set_new (object, round->overrides[i].indicator_id,
                         case_write_object (arena, &case_override_shape, &round->overrides[i]));
  return object;
}

static const Field unit_fields[] = {
  { .key = "name", FIELD_TEXT, FIELD_REQUIRED, AT (Round, unit.name) },
  { .key = "abbreviation", FIELD_TEXT, FIELD_REQUIRED, AT (Round, unit.abbreviation) },
  { .key = "kind",
    FIELD_SPECIAL,
    FIELD_REQUIRED,
    AT (Round, unit.kind),
    .read = read_unit_kind,
    .write = write_unit_kind },
  { .key = "public", FIELD_BOOL, FIELD_REQUIRED, AT (Round, unit.is_public) },
  { .key = "governing_body", FIELD_TEXT, .offset = AT (Round, unit.governing_body) },
  { .key = "place", FIELD_TEXT, FIELD_REQUIRED, AT (Round, unit.place) },
  { .key = "address", FIELD_TEXT, .offset = AT (Round, unit.address) },
  { .key = "phone", FIELD_TEXT, .offset = AT (Round, unit.phone) },
  { .key = "email", FIELD_TEXT, .offset = AT (Round, unit.email) },
  { .key = "uid", FIELD_UUID, .offset = AT (Round, unit.uid) },
};
static const Shape unit_shape = SHAPE (Round, unit_fields);

static const Field authority_fields[] = {
  { .key = "receiver", FIELD_TEXT, FIELD_REQUIRED, AT (Round, authority.receiver) },
  { .key = "recogniser", FIELD_TEXT, FIELD_REQUIRED, AT (Round, authority.recogniser) },
  { .key = "receiver_salutation", FIELD_TEXT, .offset = AT (Round, authority.receiver_salutation) },
};
static const Shape authority_shape = SHAPE (Round, authority_fields);

static const Field head_fields[] = {
  { .key = "staff", FIELD_PERSON, FIELD_REQUIRED, AT (Round, head) },
  { .key = "title", FIELD_LINES_OR_TEXT, .offset = AT (Round, head_title) },
};
static const Shape head_shape = SHAPE (Round, head_fields);

static const Field learners_fields[] = {
  { .key = "total", FIELD_COUNT, FIELD_REQUIRED, AT (Round, learners_total), .max = 10000000 },
  { .key = "citizens", FIELD_COUNT, FIELD_REQUIRED, AT (Round, learners_citizens), .max = 10000000 },
};
static const Shape learners_shape = SHAPE (Round, learners_fields, .given = 1 + AT (Round, has_learners));

static void
prepare_basis (void *item)
{
  ((LegalBasis *)item)->for_all = true;
}

static const Field basis_fields[] = {
  { .key = "kind", FIELD_TEXT, FIELD_REQUIRED, AT (LegalBasis, kind) },
  { .key = "number", FIELD_TEXT, .offset = AT (LegalBasis, number) },
  { .key = "date", FIELD_DATE, .offset = AT (LegalBasis, date) },
  { .key = "issuer", FIELD_TEXT, .offset = AT (LegalBasis, issuer) },
  { .key = "subject", FIELD_TEXT, .offset = AT (LegalBasis, subject) },
  { .key = "for", FIELD_SPECIAL, .read = read_basis_for, .write = write_basis_for },
  { .key = "authority_basis", FIELD_BOOL, .offset = AT (LegalBasis, authority_basis) },
};
static const Shape basis_shape = SHAPE (LegalBasis, basis_fields, .prepare = prepare_basis);

static const Field signer_fields[] = {
  { .key = "staff", FIELD_PERSON, .offset = AT (PaperFacts, signer) },
  { .key = "title", FIELD_LINES_OR_TEXT, .offset = AT (PaperFacts, signer_title) },
};
static const Shape signer_shape = SHAPE (PaperFacts, signer_fields);

static const Field paper_fields[] = {
  { .key = "number", FIELD_INTEGER, FIELD_NULLABLE, AT (PaperFacts, number), .min = 1, .max = 999999 },
  { .key = "date", FIELD_DATE, FIELD_NULLABLE, AT (PaperFacts, date) },
  { .key = "recipients", FIELD_LINES, .offset = AT (PaperFacts, recipients) },
  { .key = "signer", FIELD_OBJECT, .shape = &signer_shape },
};
static const Shape paper_shape = SHAPE (PaperFacts, paper_fields, .given = 1 + AT (PaperFacts, given));

#define PAPER(name, id)                                                                                      \
  {                                                                                                          \
    .key = name, FIELD_OBJECT, .offset = AT (Round, papers[id]), .shape = &paper_shape                       \
  }
static const Field documents_fields[] = {
  PAPER ("learning_plan", PAPER_LEARNING_PLAN),
  PAPER ("team_decision", PAPER_TEAM_DECISION),
  PAPER ("plan", PAPER_PLAN),
  PAPER ("citizen_minutes", PAPER_CITIZEN_MINUTES),
  PAPER ("citizen_decision", PAPER_CITIZEN_DECISION),
  PAPER ("minutes", PAPER_MINUTES),
  PAPER ("report", PAPER_REPORT),
  PAPER ("submission", PAPER_SUBMISSION),
  PAPER ("announcement", PAPER_ANNOUNCEMENT),
};
static const Shape documents_shape = SHAPE (Round, documents_fields);

static const Field member_fields[] = {
  { .key = "staff", FIELD_PERSON, FIELD_REQUIRED, AT (TeamMember, staff) },
  { .key = "duty", FIELD_TEXT, .offset = AT (TeamMember, duty) },
};
static const Shape member_shape = SHAPE (TeamMember, member_fields);

static const Field team_fields[] = {
  { .key = "leader", FIELD_PERSON, .offset = AT (Round, team.leader) },
  { .key = "secretary", FIELD_PERSON, .offset = AT (Round, team.secretary) },
  { .key = "members", FIELD_LIST, .offset = AT (Round, team.members), .shape = &member_shape },
};
static const Shape team_shape = SHAPE (Round, team_fields);

static const Field assignment_fields[] = {
  { .key = "indicator", FIELD_INDICATOR, FIELD_REQUIRED, AT (Assignment, indicator_id) },
  { .key = "members", FIELD_PERSONS, .offset = AT (Assignment, members) },
  { .key = "due", FIELD_DATE, .offset = AT (Assignment, due) },
  { .key = "guidance", FIELD_TEXT, .offset = AT (Assignment, guidance) },
};
static const Shape assignment_shape = SHAPE (Assignment, assignment_fields);

static const Field schedule_fields[] = {
  { .key = "from", FIELD_DATE, .offset = AT (ScheduleItem, from) },
  { .key = "to", FIELD_DATE, .offset = AT (ScheduleItem, to) },
  { .key = "work", FIELD_TEXT, FIELD_REQUIRED, AT (ScheduleItem, work) },
  { .key = "who", FIELD_TEXT, .offset = AT (ScheduleItem, who) },
};
static const Shape schedule_shape = SHAPE (ScheduleItem, schedule_fields);

static const Field duty_fields[] = {
  { .key = "body", FIELD_TEXT, FIELD_REQUIRED, AT (DutyGroup, body) },
  { .key = "items", FIELD_LINES_OR_TEXT, .offset = AT (DutyGroup, items) },
};
static const Shape duty_shape = SHAPE (DutyGroup, duty_fields);

static const Field plan_fields[] = {
  { .key = "purposes", FIELD_LINES_OR_TEXT, .offset = AT (Round, plan.purposes) },
  { .key = "requirements", FIELD_LINES_OR_TEXT, .offset = AT (Round, plan.requirements) },
  { .key = "submit_before", FIELD_DATE, .offset = AT (Round, plan.submit_before) },
  { .key = "schedule", FIELD_LIST, .offset = AT (Round, plan.schedule), .shape = &schedule_shape },
  { .key = "duties", FIELD_LIST, .offset = AT (Round, plan.duties), .shape = &duty_shape },
};
static const Shape plan_shape = SHAPE (Round, plan_fields, .given = 1 + AT (Round, plan.given));

static void
prepare_rating (void *item)
{
  ((Rating *)item)->points = DECIMAL_UNSET;
}

static const Field rating_fields[] = {
  { .key = "indicator", FIELD_INDICATOR, FIELD_REQUIRED, AT (Rating, indicator_id) },
  { .key = "result",
    FIELD_SPECIAL,
    .offset = AT (Rating, result),
    .read = read_rating_result,
    .write = write_rating_result },
  { .key = "points", FIELD_DECIMAL, .offset = AT (Rating, points) },
  { .key = "reason", FIELD_TEXT, .offset = AT (Rating, reason) },
  { .key = "current", FIELD_TEXT, .offset = AT (Rating, current) },
  { .key = "strengths", FIELD_TEXT, .offset = AT (Rating, strengths) },
  { .key = "weaknesses", FIELD_TEXT, .offset = AT (Rating, weaknesses) },
  { .key = "improvement", FIELD_TEXT, .offset = AT (Rating, improvement) },
  { .key = "evidence", FIELD_WORDS, .offset = AT (Rating, evidence) },
};
static const Shape rating_shape = SHAPE (Rating, rating_fields, .prepare = prepare_rating);

static const Field evidence_fields[] = {
  { .key = "key", FIELD_WORD, FIELD_REQUIRED, AT (Evidence, key) },
  { .key = "title", FIELD_TEXT, FIELD_REQUIRED, AT (Evidence, title) },
  { .key = "number", FIELD_TEXT, .offset = AT (Evidence, number) },
  { .key = "date", FIELD_DATE, .offset = AT (Evidence, date) },
  { .key = "issuer", FIELD_TEXT, .offset = AT (Evidence, issuer) },
  { .key = "files", FIELD_WORDS, .offset = AT (Evidence, files) },
  { .key = "url", FIELD_TEXT, .offset = AT (Evidence, url) },
  { .key = "paper_location", FIELD_TEXT, .offset = AT (Evidence, paper_location) },
  { .key = "indicators", FIELD_WORDS, .offset = AT (Evidence, indicators) },
  { .key = "box", FIELD_SPECIAL, .offset = AT (Evidence, box), .read = read_box, .write = write_text },
  { .key = "code", FIELD_TEXT, .offset = AT (Evidence, code) },
};
static const Shape evidence_shape = SHAPE (Evidence, evidence_fields);

static const Field absence_fields[] = {
  { .key = "staff", FIELD_PERSON, FIELD_REQUIRED, AT (Absence, staff) },
  { .key = "reason", FIELD_TEXT, .offset = AT (Absence, reason) },
};
static const Shape absence_shape = SHAPE (Absence, absence_fields);

static const Field vote_fields[] = {
  { .key = "indicator", FIELD_INDICATOR, FIELD_REQUIRED, AT (Vote, indicator_id) },
  { .key = "for", FIELD_COUNT, FIELD_REQUIRED, AT (Vote, votes_for), .max = 1000000 },
  { .key = "against", FIELD_COUNT, FIELD_REQUIRED, AT (Vote, votes_against), .max = 1000000 },
};
static const Shape vote_shape = SHAPE (Vote, vote_fields);

/* The citizens' meeting has all but the votes, which come last here. */
static const Field meeting_fields[] = {
  { .key = "start", FIELD_TIME, .offset = AT (Meeting, start) },
  { .key = "end", FIELD_TIME, .offset = AT (Meeting, end) },
  { .key = "place", FIELD_TEXT, .offset = AT (Meeting, place) },
  { .key = "present", FIELD_PERSONS, .offset = AT (Meeting, present) },
  { .key = "absent", FIELD_LIST, .offset = AT (Meeting, absent), .shape = &absence_shape },
  { .key = "discussion", FIELD_TEXT, .offset = AT (Meeting, discussion) },
  { .key = "conclusion", FIELD_TEXT, .offset = AT (Meeting, conclusion) },
  { .key = "votes", FIELD_LIST, .offset = AT (Meeting, votes), .shape = &vote_shape },
};
static const Shape meeting_shape = SHAPE (Meeting, meeting_fields, .given = 1 + AT (Meeting, given));
static const Shape citizen_meeting_shape = {
  .fields = meeting_fields,
  .count = G_N_ELEMENTS (meeting_fields) - 1,
  .size = sizeof (Meeting),
  .given = 1 + AT (Meeting, given),
};

static const Field report_fields[] = {
  { .key = "introduction", FIELD_TEXT, .offset = AT (Round, report.introduction) },
  { .key = "unit_overview", FIELD_TEXT, .offset = AT (Round, report.unit_overview) },
  { .key = "conclusion", FIELD_TEXT, .offset = AT (Round, report.conclusion) },
};
static const Shape report_shape = SHAPE (Round, report_fields);

static const Field improvement_fields[] = {
  { .key = "indicator", FIELD_INDICATOR, FIELD_REQUIRED, AT (Improvement, indicator_id) },
  { .key = "task", FIELD_TEXT, FIELD_REQUIRED, AT (Improvement, task) },
  { .key = "owner", FIELD_PERSON, .offset = AT (Improvement, owner) },
  { .key = "due", FIELD_DATE, .offset = AT (Improvement, due) },
  { .key = "result", FIELD_TEXT, .offset = AT (Improvement, result) },
  { .key = "since", FIELD_INTEGER, .offset = AT (Improvement, since), .min = 2000, .max = 2100 },
};
static const Shape improvement_shape = SHAPE (Improvement, improvement_fields);

static const Field learning_plan_fields[] = {
  { .key = "content", FIELD_TEXT, .offset = AT (Round, learning_plan) },
};
static const Shape learning_plan_shape = SHAPE (Round, learning_plan_fields);

static const Field publication_fields[] = {
  { .key = "url", FIELD_TEXT, .offset = AT (Round, publication.url) },
  { .key = "snapshot", FIELD_TEXT, .offset = AT (Round, publication.snapshot) },
};
static const Shape publication_shape = SHAPE (Round, publication_fields);

static const Field abbreviation_fields[] = {
  { .key = "short", FIELD_TEXT, FIELD_REQUIRED, AT (Abbreviation, short_form) },
  { .key = "long", FIELD_TEXT, FIELD_REQUIRED, AT (Abbreviation, long_form) },
};
static const Shape abbreviation_shape = SHAPE (Abbreviation, abbreviation_fields);

static const Field names_fields[] = {
  { .key = "from", FIELD_DATE, FIELD_REQUIRED, AT (RoundNames, from) },
  { .key = "name", FIELD_TEXT, FIELD_REQUIRED, AT (RoundNames, name) },
  { .key = "governing_body", FIELD_TEXT, .offset = AT (RoundNames, governing_body) },
  { .key = "place", FIELD_TEXT, .offset = AT (RoundNames, place) },
  { .key = "receiver", FIELD_TEXT, .offset = AT (RoundNames, receiver) },
  { .key = "recogniser", FIELD_TEXT, .offset = AT (RoundNames, recogniser) },
  { .key = "receiver_salutation", FIELD_TEXT, .offset = AT (RoundNames, receiver_salutation) },
};
static const Shape names_shape = SHAPE (RoundNames, names_fields);

static const Field root_fields[] = {
  { .key = "format", FIELD_SPECIAL, FIELD_REQUIRED, .write = write_format },
  { .key = "scheme", FIELD_SPECIAL, FIELD_REQUIRED, .write = write_scheme },
  { .key = "scheme_overrides", FIELD_SPECIAL, .read = read_overrides, .write = write_overrides },
  { .key = "citizen_scheme", FIELD_SPECIAL, .write = write_citizen_scheme },
  { .key = "year", FIELD_INTEGER, FIELD_REQUIRED, AT (Round, year), .min = 2000, .max = 2100 },
  { .key = "unit", FIELD_OBJECT, FIELD_REQUIRED_INSIDE, .shape = &unit_shape },
  { .key = "authority", FIELD_OBJECT, FIELD_REQUIRED_INSIDE, .shape = &authority_shape },
  { .key = "head", FIELD_OBJECT, FIELD_REQUIRED, .shape = &head_shape },
  { .key = "union_chair", FIELD_PERSON, .offset = AT (Round, union_chair) },
  { .key = "staff", FIELD_WORD, FIELD_REQUIRED, AT (Round, staff_file) },
  { .key = "results", FIELD_WORD, FIELD_REQUIRED, AT (Round, results_file) },
  { .key = "learners", FIELD_OBJECT, .shape = &learners_shape },
  { .key = "legal_bases", FIELD_LIST, .offset = AT (Round, legal_bases), .shape = &basis_shape },
  { .key = "documents", FIELD_OBJECT, .shape = &documents_shape },
  { .key = "team", FIELD_OBJECT, FIELD_REQUIRED, .shape = &team_shape },
  { .key = "assignments", FIELD_LIST, .offset = AT (Round, assignments), .shape = &assignment_shape },
  { .key = "plan", FIELD_OBJECT, .shape = &plan_shape },
  { .key = "ratings", FIELD_LIST, FIELD_REQUIRED, AT (Round, ratings), .shape = &rating_shape },
  { .key = "evidence", FIELD_LIST, .offset = AT (Round, evidence), .shape = &evidence_shape },
  { .key = "evidence_code", FIELD_TEXT, .offset = AT (Round, evidence_code_pattern) },
  { .key = "citizen_meeting",
    FIELD_OBJECT,
    .offset = AT (Round, citizen_meeting),
    .shape = &citizen_meeting_shape },
  { .key = "meeting", FIELD_OBJECT, .offset = AT (Round, meeting), .shape = &meeting_shape },
  { .key = "report", FIELD_OBJECT, .shape = &report_shape },
  { .key = "uid", FIELD_UUID, .offset = AT (Round, uid) },
  { .key = "revision", FIELD_REVISION, .offset = AT (Round, revision), .max = G_MAXINT32 },
  { .key = "improvements", FIELD_LIST, .offset = AT (Round, improvements), .shape = &improvement_shape },
  { .key = "learning_plan", FIELD_OBJECT, .shape = &learning_plan_shape },
  { .key = "publication", FIELD_OBJECT, .shape = &publication_shape },
  { .key = "abbreviations", FIELD_LIST, .offset = AT (Round, abbreviations), .shape = &abbreviation_shape },
  { .key = CASE_NAMES, FIELD_LIST, .offset = AT (Round, names), .shape = &names_shape },
};
const Shape case_root_shape = SHAPE (Round, root_fields);
