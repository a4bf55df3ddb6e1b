/* paper_save.c - saves of one paper: what is written on it, its steps, the signed copy. */
#include "store/round_parts.h"
#include "web/pages/pages.h"
#include "web/pages/paper_parts.h"
#include <string.h>

#define SIGNED_LIMIT ((gsize)20 << 20)

static const InputSpec facts_inputs[] = {
  YEAR_INPUT,
  PAPER_INPUT,
  { .name = "id", .kind = INPUT_ID, .label = "Số thứ tự" },
  { .name = "version", .kind = INPUT_INT, .required = true, .label = "Bản" },
  { .name = "number", .kind = INPUT_TEXT, .label = "Số", .limit = 40 },
  { .name = "date", .kind = INPUT_DATE, .label = "Ngày" },
  { .name = "recipients", .kind = INPUT_LINES, .label = "Nơi nhận", .limit = 2000 },
  { .name = "signer_id", .kind = INPUT_ID, .label = "Người ký" },
  { .name = "signer_title", .kind = INPUT_TEXT, .label = "Chức danh người ký", .limit = 200 },
  { .name = "due", .kind = INPUT_DATE, .label = "Hạn ký" },
  { 0 },
};

static const char *const write_actions[] = { "submit", "withdraw", "issue", NULL };
static const char *const sign_actions[] = { "sign", "return", "reopen", NULL };

#define STEP_INPUTS(names)                                                                                   \
  YEAR_INPUT, PAPER_INPUT, { .name = "version", .kind = INPUT_INT, .required = true, .label = "Bản" },       \
      { .name = "action", .kind = INPUT_CHOICE, .required = true, .label = "Việc", .choices = (names) },     \
  {                                                                                                          \
    .name = "remarks", .kind = INPUT_LINES, .label = "Ý kiến", .limit = 4000                                 \
  }

static const InputSpec write_inputs[] = { STEP_INPUTS (write_actions), { 0 } };
static const InputSpec sign_inputs[] = { STEP_INPUTS (sign_actions), { 0 } };

static const InputSpec signed_inputs[] = {
  YEAR_INPUT,
  PAPER_INPUT,
  { .name = "version", .kind = INPUT_INT, .required = true, .label = "Bản" },
  { .name = "signed", .kind = INPUT_FILE, .required = true, .label = "Bản đã ký", .limit = SIGNED_LIMIT },
  { 0 },
};

static const InputSpec off_inputs[] = {
  YEAR_INPUT,
  PAPER_INPUT,
  { .name = "version", .kind = INPUT_INT, .required = true, .label = "Bản" },
  { 0 },
};

/* ---- saving ---- */

/* The paper of the address, for saves; 404 for what is only looked at. */
static bool
paper_to_write (Request *request, Transaction *transaction, PaperAt *ret, GError **error)
{
  return paper_at (request, transaction, ret, error)
         && (ret->key != NULL || request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL));
}

/* Text of a field, a line each where `split` parts it; NULL for none. */
static const char *
lines_typed (Request *request, const char *input, const char *split)
{
  const char *text = request_text (request, input);
  Lines lines = { 0 };
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", split, -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      ARENA_PUSH (request_arena (request), lines.items, lines.count)
          = arena_strdup (request_arena (request), parts[i]);
  return lines_json (request_arena (request), lines);
}

static bool
check_signer (Request *request, Transaction *transaction, GError **error)
{
  gint64 signer = request_int (request, "signer_id", 0), found = 0;
  if (signer == 0)
    return true;
  if (!db_int (transaction, QUERY_person_get, 0, &found, error, DB_INT (signer)))
    return false;
  if (found == 0)
    request_field_error (request, "signer_id", MSG_INPUT_CHOICE, NULL);
  return true;
}

static bool
write_facts (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  PaperAt at;
  const char *number = NULL, *typed = request_text (request, "number");
  gint64 version = request_int (request, "version", 0);
  if (!paper_to_write (request, transaction, &at, error) || !check_signer (request, transaction, error))
    return false;
  number_typed (request, "number", NULL, typed != NULL ? typed : "", &number);
  if (request_has_errors (request))
    return request_invalid (request, error);
  bool open = paper_is_open (&at.record) || at.record.version != version; /* else a conflict, told as one */
  bool saved
      = open ? paper_save (transaction, arena, at.round.id, at.key, version, "paper.save",
                           RECORD_FIELDS ({ "number", number }, { "date", request_text (request, "date") },
                                          { "recipients", lines_typed (request, "recipients", "\n") },
                                          { "signer_id", request_text (request, "signer_id") },
                                          { "signer_title", lines_typed (request, "signer_title", " / ") },
                                          { "due", request_text (request, "due") }),
                           error)
             : paper_save_number (transaction, arena, at.round.id, at.key, version, number,
                                  request_text (request, "date"), error);
  if (!saved)
    return false;
  request_notice (request, MSG_PAPER_SAVED, NULL);
  request_redirect (request, paper_path (request, &at, ""));
  return true;
}

/* ---- steps ---- */

/* For a step that puts a paper which is still written before whoever signs: the files, kept before they are
 * named. */
static bool
prepare_step (Request *request, GError **error)
{
  PaperAt at;
  const char *action = request_text (request, "action");
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !paper_to_write (request, transaction, &at, error))
    return false;
  if ((strcmp (action, "submit") != 0 && strcmp (action, "sign") != 0) || !paper_is_open (&at.record))
    return true;
  PaperOriginal *original = arena_new0 (request_arena (request), PaperOriginal);
  request_set_prepared (request, original);
  return paper_keep (request, transaction, &at, original, error);
}

static void
tell_step (Request *request, const char *action, bool at_once, bool both)
{
  static const struct {
    const char *action;
    MessageId told;
  } told[] = { { "submit", MSG_PAPER_SUBMITTED }, { "withdraw", MSG_PAPER_WITHDRAWN },
               { "issue", MSG_PAPER_ISSUED },     { "sign", MSG_PAPER_SIGNED },
               { "return", MSG_PAPER_RETURNED },  { "reopen", MSG_PAPER_REOPENED } };
  if (strcmp (action, "sign") == 0 && at_once) {
    request_notice (request, both ? MSG_PAPER_SIGNED_BOTH : MSG_PAPER_SIGNED_AT_ONCE, NULL);
    return;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (told); i++)
    if (strcmp (told[i].action, action) == 0)
      request_notice (request, told[i].told, NULL);
}

static bool
write_step (Request *request, Transaction *transaction, GError **error)
{
  PaperAt at;
  const PaperActor actor = paper_actor (request);
  const char *action = request_text (request, "action"), *remarks = request_text (request, "remarks");
  gint64 leader = 0;
  if (!paper_to_write (request, transaction, &at, error)
      || !paper_leader (transaction, at.round.id, &leader, error))
    return false;
  if (strcmp (action, "return") == 0 && remarks == NULL) {
    request_field_error (request, "remarks", MSG_PAPER_REMARKS, NULL);
    return request_invalid (request, error);
  }
  if (!paper_step (transaction, request_arena (request), at.round.id, at.key,
                   request_int (request, "version", 0), action, &actor, request_prepared (request), remarks,
                   error))
    return false;
  tell_step (request, action, paper_is_open (&at.record), paper_is_both (&actor, leader));
  request_redirect (request, paper_path (request, &at, ""));
  return true;
}

/* ---- the signed copy ---- */

static bool
prepare_signed (Request *request, GError **error)
{
  PaperAt at;
  Upload *uploads = NULL;
  gsize count = 0;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !paper_to_write (request, transaction, &at, error)
      || !uploads_put (request, "signed", &uploads, &count, error))
    return false;
  if (count != 1 || !blob_is_paper (&uploads[0].blob))
    request_field_error (request, "signed", MSG_PAPER_SIGNED_KIND, NULL);
  request_set_prepared (request, uploads);
  return true;
}

/* NULL: takes it away. */
static bool
save_signed (Request *request, Transaction *transaction, const Upload *upload, MessageId told, GError **error)
{
  PaperAt at;
  if (!paper_to_write (request, transaction, &at, error)
      || !paper_save_signed (transaction, request_arena (request), at.round.id, at.key,
                             request_int (request, "version", 0), upload != NULL ? upload->blob.hash : NULL,
                             upload != NULL ? upload->name : NULL, error))
    return false;
  request_notice (request, told, NULL);
  request_redirect (request, paper_path (request, &at, ""));
  return true;
}

static bool
write_signed (Request *request, Transaction *transaction, GError **error)
{
  return save_signed (request, transaction, request_prepared (request), MSG_PAPER_COPY_KEPT, error);
}

static bool
write_signed_off (Request *request, Transaction *transaction, GError **error)
{
  return save_signed (request, transaction, NULL, MSG_PAPER_COPY_OFF, error);
}

const Route paper_save_routes[] = {
  { METHOD_POST, "/dot/{year}/van-ban/{paper}", PERMISSION_PAPERS_WRITE,
    "Number, date, recipients, signer of a paper", NULL, facts_inputs, paper_show_again, NULL, write_facts,
    "paper", "paper" },
  { METHOD_POST, "/dot/{year}/van-ban/{paper}/trinh", PERMISSION_PAPERS_WRITE,
    "Submits, withdraws or issues a paper", NULL, write_inputs, paper_show_again, prepare_step, write_step,
    "paper" },
  { METHOD_POST, "/dot/{year}/van-ban/{paper}/ky", PERMISSION_PAPERS_SIGN,
    "Signs, returns or reopens a paper", NULL, sign_inputs, paper_show_again, prepare_step, write_step,
    "paper" },
  { METHOD_POST, "/dot/{year}/van-ban/{paper}/ban-ky", PERMISSION_PAPERS_WRITE,
    "Attaches the signed scan or PDF beside the original", NULL, signed_inputs, paper_show_again,
    prepare_signed, write_signed, "paper" },
  { METHOD_POST, "/dot/{year}/van-ban/{paper}/ban-ky/go", PERMISSION_PAPERS_WRITE,
    "Takes the signed copy off", NULL, off_inputs, paper_show_again, NULL, write_signed_off, "paper" },
  { 0 },
};
