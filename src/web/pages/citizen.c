/* citizen.c - one's own self-assessment as "Công dân học tập": one form for a phone; handed in, taken back;
 * what a colleague entered for one. */
#include "web/pages/citizen_parts.h"
#include "web/pages/pages.h"
#include <string.h>

static const InputSpec year_inputs[] = { YEAR_INPUT, { 0 } };

static const InputSpec write_inputs[] = {
  YEAR_INPUT,
  { .name = "id", .kind = INPUT_ID, .label = "Phiếu" },
  { .name = "version", .kind = INPUT_INT, .label = "Bản" },
  CITIZEN_WORDS_INPUTS,
  { .name = "gui", .kind = INPUT_FLAG, .label = "Gửi Tổ đánh giá" },
  { 0 },
};

static const InputSpec withdraw_inputs[]
    = { YEAR_INPUT, { .name = "version", .kind = INPUT_INT, .required = true, .label = "Bản" }, { 0 } };

static const InputSpec objection_inputs[] = {
  YEAR_INPUT,
  { .name = "objection", .kind = INPUT_LINES, .required = true, .label = "Chỗ không đúng", .limit = 2000 },
  { 0 }
};

static const InputSpec scan_inputs[]
    = { YEAR_INPUT, { .name = "id", .kind = INPUT_ID, .required = true, .label = "Phiếu" }, { 0 } };

static bool
own_citizen (Request *request, Transaction *transaction, CitizenRound *ret_round, CitizenAssessment *ret,
             GError **error)
{
  gint64 person = request_identity (request)->person_id;
  CitizenAssessment own = { 0 };
  if (!citizen_round (request, transaction, ret_round, error)
      || (person != 0
          && !citizen_of (transaction, request_arena (request), ret_round->head.id, person, &own, error)))
    return false;
  *ret = own;
  return true;
}

static CitizenAuthor
author_of (Request *request, const CitizenRound *round)
{
  const Identity *who = request_identity (request);
  return (CitizenAuthor){ round->head.id, who->person_id, who->permissions };
}

static void
go_to_own (Request *request, const CitizenRound *round)
{
  request_redirect (request, round_path (request, round->head.year, "cong-dan/cua-toi"));
}

static void
set_defaults (Request *request, const CitizenRound *round, const CitizenAssessment *own)
{
  const Record *record = &own->record;
  request_default (request, "version", arena_int (request_arena (request), record->version));
  if (record->id == 0)
    return;
  request_default (request, "id", arena_int (request_arena (request), record->id));
  request_default (request, "comment", record_text (record, "comment"));
  citizen_points_default (request, round->scheme, record_text (record, "points"));
}

static bool
show_own (Request *request, GError **error)
{
  CitizenRound round;
  CitizenAssessment own;
  Value *page = value_object (request_arena (request));
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !own_citizen (request, transaction, &round, &own, error)
      || !view_history (request, transaction, "citizen_assessment", own.record.id, page, error))
    return false;
  bool nobody = request_identity (request)->person_id == 0;
  bool writes = !nobody && (own.record.id == 0 || citizen_may (request, &own, "write"));
  set_defaults (request, &round, &own);
  citizen_view (request, &round, &own, true, page);
  citizen_view_fields (request, round.scheme, page);
  const char *state = own.record.id != 0 ? record_text (&own.record, "state") : "none";
  value_set_int (page, "round_year", round.head.year);
  value_set_text (page, "here", round_path (request, round.head.year, "cong-dan"));
  value_set_bool (page, "nobody", nobody);
  value_set_bool (page, "writes", writes);
  value_set_bool (page, "any", own.record.id != 0);
  value_set_bool (page, "returned", strcmp (state, "returned") == 0);
  value_set_bool (page, "may_withdraw", citizen_may (request, &own, "withdraw"));
  value_set_bool (page, "may_list", request_may (request, PERMISSION_CITIZENS_REVIEW));
  request_show (request, value_view (page));
  return true;
}

static bool
write_own (Request *request, Transaction *transaction, GError **error)
{
  CitizenRound round;
  CitizenAssessment own;
  bool submit = request_flag (request, "gui");
  if (!own_citizen (request, transaction, &round, &own, error))
    return false;
  if (request_identity (request)->person_id == 0)
    return request_refuse (request, error, 422, MSG_STUDY_NO_PERSON, NULL);
  const CitizenWords words
      = { citizen_points_typed (request, round.scheme, submit), request_text (request, "comment") };
  if (request_has_errors (request))
    return request_invalid (request, error);
  CitizenAuthor author = author_of (request, &round);
  request_notice (request, submit ? MSG_CITIZEN_SUBMITTED : MSG_CITIZEN_SAVED, NULL);
  go_to_own (request, &round);
  return citizen_write (transaction, request_arena (request), &author, request_int (request, "id", 0),
                        request_int (request, "version", 0), &words, submit, error);
}

static bool
write_withdraw (Request *request, Transaction *transaction, GError **error)
{
  CitizenRound round;
  if (!citizen_round (request, transaction, &round, error))
    return false;
  CitizenAuthor author = author_of (request, &round);
  request_notice (request, MSG_STUDY_WITHDRAWN, NULL);
  go_to_own (request, &round);
  return citizen_withdraw (transaction, request_arena (request), &author, request_int (request, "version", 0),
                           error);
}

static bool
write_answer (Request *request, Transaction *transaction, GError **error)
{
  CitizenRound round;
  const char *objection = request_text (request, "objection");
  if (!citizen_round (request, transaction, &round, error))
    return false;
  CitizenAuthor author = author_of (request, &round);
  request_notice (request, objection != NULL ? MSG_CITIZEN_OBJECTED : MSG_STUDY_SEEN, NULL);
  go_to_own (request, &round);
  return citizen_answer_entry (transaction, request_arena (request), &author, objection, error);
}

/* The signed form: its person's, or for the team anybody's. */
static bool
prepare_scan_file (Request *request, GError **error)
{
  RoundHead round;
  CitizenAssessment theirs;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !round_head (request, transaction, &round, error)
      || !citizen_load (transaction, request_arena (request), round.id, request_int (request, "id", 0),
                        &theirs, error))
    return false;
  bool own = record_int (&theirs.record, "person_id") == request_identity (request)->person_id;
  const char *hash = record_text (&theirs.record, "scan");
  if (hash == NULL || !(own || request_may (request, PERMISSION_CITIZENS_REVIEW)))
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  return blob_answer (request, hash, record_text (&theirs.record, "scan_name"), error);
}

const Route citizen_routes[] = {
  { METHOD_GET, "/dot/{year}/cong-dan/cua-toi", PERMISSION_PERSONAL,
    "One's own self-assessment as citizen of learning: its form, or how it stands", "Công dân học tập",
    year_inputs, show_own, NULL, NULL, "citizen" },
  { METHOD_POST, "/dot/{year}/cong-dan/cua-toi", PERMISSION_PERSONAL,
    "Writes one's own self-assessment, and hands it in", "Công dân học tập", write_inputs, show_own, NULL,
    write_own, "citizen", "citizen_assessment" },
  { METHOD_POST, "/dot/{year}/cong-dan/cua-toi/rut", PERMISSION_PERSONAL,
    "Takes one's own self-assessment back", NULL, withdraw_inputs, NULL, NULL, write_withdraw, NULL },
  { METHOD_POST, "/dot/{year}/cong-dan/cua-toi/da-xem", PERMISSION_PERSONAL,
    "One has seen what a colleague entered of one's self-assessment", NULL, year_inputs, NULL, NULL,
    write_answer, NULL },
  { METHOD_POST, "/dot/{year}/cong-dan/cua-toi/khong-dung", PERMISSION_PERSONAL,
    "Objects to what a colleague entered of one's self-assessment", "Công dân học tập", objection_inputs,
    show_own, NULL, write_answer, "citizen" },
  { METHOD_GET, "/dot/{year}/cong-dan/{id}/phieu", PERMISSION_PERSONAL,
    "The signed form of a self-assessment: one's own, or anybody's for the team", NULL, scan_inputs, NULL,
    prepare_scan_file, NULL, NULL },
  { 0 },
};
