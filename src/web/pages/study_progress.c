/* study_progress.c - how far one's own plan has come: percent, words, files that prove it. */
#include "web/pages/pages.h"
#include "web/pages/study_parts.h"

static const InputSpec year_inputs[] = { YEAR_INPUT, { 0 } };

static const InputSpec save_inputs[] = {
  YEAR_INPUT,
  { .name = "id", .kind = INPUT_ID, .label = "Kế hoạch" },
  { .name = "version", .kind = INPUT_INT, .required = true, .label = "Bản" },
  STUDY_PROGRESS_INPUTS,
  { .name = "tep", .kind = INPUT_FILE, .label = "Minh chứng", .limit = STUDY_FILE_BYTES },
  { 0 },
};

static const InputSpec drop_inputs[] = {
  YEAR_INPUT, { .name = "tep", .kind = INPUT_TEXT, .required = true, .label = "Tệp", .limit = 64 }, { 0 }
};

static bool
show_form (Request *request, GError **error)
{
  OwnStudy own;
  Arena *arena = request_arena (request);
  Value *page = value_object (arena);
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !own_study (request, transaction, &own, error))
    return false;
  if (!study_may (request, &own.plan, "progress")) {
    request_redirect (request, round_path (request, own.round.year, "tu-hoc"));
    return true;
  }
  study_progress_defaults (request, &own.plan);
  request_default (request, "id", arena_int (arena, own.plan.record.id));
  request_default (request, "version", arena_int (arena, own.plan.record.version));
  study_view (request, &own.round, &own.plan, true, page);
  value_set_int (page, "round_year", own.round.year);
  value_set_text (page, "here", round_path (request, own.round.year, "tu-hoc"));
  request_show (request, value_view (page));
  return true;
}

static bool
prepare_files (Request *request, GError **error)
{
  Upload *uploads = NULL;
  StudyProofs *proofs = arena_new0 (request_arena (request), StudyProofs);
  gsize count = 0;
  if (!uploads_put (request, "tep", &uploads, &count, error))
    return false;
  for (gsize i = 0; i < count; i++)
    ARENA_PUSH (request_arena (request), proofs->items, proofs->count)
        = (StudyProof){ uploads[i].name, uploads[i].blob.hash };
  request_set_prepared (request, proofs);
  return true;
}

static bool
write_progress (Request *request, Transaction *transaction, GError **error)
{
  OwnStudy own;
  const char *done = study_done (request);
  if (!own_study (request, transaction, &own, error))
    return false;
  if (request_int (request, "id", own.plan.record.id) != own.plan.record.id)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  if (request_has_errors (request))
    return request_invalid (request, error);
  StudyAuthor author = study_author (request, &own.round);
  request_notice (request, MSG_STUDY_PROGRESS_SAVED, NULL);
  request_redirect (request, round_path (request, own.round.year, "tu-hoc"));
  return study_plan_progress (transaction, request_arena (request), &author,
                              request_int (request, "version", 0), done, request_text (request, "progress"),
                              request_prepared (request), error);
}

static bool
write_drop (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  if (!round_head (request, transaction, &round, error))
    return false;
  StudyAuthor author = study_author (request, &round);
  request_notice (request, MSG_STUDY_PROOF_DROPPED, NULL);
  request_redirect (request, round_path (request, round.year, "tu-hoc/tien-do"));
  return study_plan_drop_proof (transaction, request_arena (request), &author, request_text (request, "tep"),
                                error);
}

const Route study_progress_routes[] = {
  { METHOD_GET, "/dot/{year}/tu-hoc/tien-do", PERMISSION_PERSONAL,
    "The form of how far one's own plan has come", "Kết quả tự học", year_inputs, show_form, NULL, NULL,
    "study_progress" },
  { METHOD_POST, "/dot/{year}/tu-hoc/tien-do", PERMISSION_PERSONAL,
    "Tells how far one's own plan has come, with files", "Kết quả tự học", save_inputs, show_form,
    prepare_files, write_progress, "study_progress", "study_plan" },
  { METHOD_POST, "/dot/{year}/tu-hoc/tien-do/bo-tep", PERMISSION_PERSONAL,
    "Takes a file out of one's own plan", NULL, drop_inputs, NULL, NULL, write_drop, NULL },
  { 0 },
};
