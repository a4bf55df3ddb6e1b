/* outcome.c - what the authority decided: recognition with its level and how long it holds, or refusal with
 * the reasons; the decision's scan. */
#include "model/recognition.h"
#include "store/unit.h"
#include "web/pages/outcome_parts.h"
#include "web/pages/pages.h"
#include "web/shown.h"
#include <string.h>

#define SCAN_BYTES ((gsize)10 << 20)

static const char *const kinds[] = { "recognised", "refused", NULL };
static const char *const levels[] = { "1", "2", NULL };

static const InputSpec show_inputs[] = { YEAR_INPUT, { 0 } };

static const InputSpec save_inputs[] = {
  YEAR_INPUT,
  { .name = "id", .kind = INPUT_ID, .label = "Kết quả" },
  { .name = "version", .kind = INPUT_INT, .label = "Bản" },
  { .name = "kind", .kind = INPUT_CHOICE, .required = true, .label = "Kết quả", .choices = kinds },
  { .name = "level", .kind = INPUT_CHOICE, .label = "Mức độ", .choices = levels },
  { .name = "number", .kind = INPUT_TEXT, .label = "Số quyết định", .limit = 100 },
  { .name = "date", .kind = INPUT_DATE, .label = "Ngày quyết định" },
  { .name = "issuer", .kind = INPUT_TEXT, .label = "Cơ quan quyết định", .limit = 300 },
  { .name = "valid_until", .kind = INPUT_DATE, .label = "Có giá trị đến" },
  { .name = "valid_reason", .kind = INPUT_TEXT, .label = "Vì sao khác ngày đề xuất", .limit = 500 },
  { .name = "reason", .kind = INPUT_LINES, .label = "Lý do không được công nhận", .limit = 4000 },
  { .name = "tep", .kind = INPUT_FILE, .label = "Bản chụp quyết định", .limit = SCAN_BYTES },
  { 0 },
};

/* The round's outcome; id 0 and all null: not decided yet. */
static bool
load_outcome (Request *request, Transaction *transaction, gint64 round_id, Record *ret, GError **error)
{
  Records outcomes;
  if (!record_list (transaction, request_arena (request), RECORD_outcome, round_id, &outcomes, error))
    return false;
  *ret = outcomes.count > 0 ? outcomes.items[0] : (Record){ .kind = RECORD_outcome };
  return true;
}

static CivilDate
day_of (const char *iso)
{
  CivilDate day = { 0 };
  return iso != NULL && date_parse_iso (iso, &day) ? day : (CivilDate){ 0 };
}

static bool
is_recognised (const Record *outcome)
{
  return g_strcmp0 (record_text (outcome, "kind"), "recognised") == 0;
}

/* ---- the page ---- */

/* How long it still holds, with shape and words. */
static void
view_validity (Request *request, Value *page, const char *until)
{
  Arena *arena = request_arena (request);
  CivilDate today = day_of (request_today (request)), end = day_of (until);
  gint32 left = date_is_set (end) ? date_day_number (end) - date_day_number (today) : 0;
  bool over = date_is_set (end) && left < 0, soon = !over && left <= RECOGNITION_SOON_DAYS;
  value_set_text (page, "until", until != NULL ? shown_day (arena, until) : NULL);
  value_set_text (page, "state_shape", over ? "fail" : soon ? "late" : "done");
  value_set_text (page, "state_words",
                  over                         ? "đã hết giá trị"
                  : left < 60 && until != NULL ? arena_printf (arena, "còn %d ngày", left)
                                               : arena_printf (arena, "còn %d tháng", left * 12 / 365));
}

static void
view_outcome (Request *request, Value *page, const Record *outcome)
{
  Arena *arena = request_arena (request);
  const char *date = record_text (outcome, "date"), *until = record_text (outcome, "valid_until");
  bool recognised = is_recognised (outcome);
  bool first = recognised && record_int (outcome, "level") == 1 && date != NULL;
  value_set_bool (page, "decided", outcome->id != 0);
  value_set_bool (page, "recognised", recognised);
  value_set_text (page, "level", record_text (outcome, "level"));
  value_set_text (page, "number", record_text (outcome, "number"));
  value_set_text (page, "day", date != NULL ? shown_day (arena, date) : NULL);
  value_set_text (page, "issuer", record_text (outcome, "issuer"));
  value_set_text (page, "why_until", record_text (outcome, "valid_reason"));
  value_set_text (page, "reason", record_text (outcome, "reason"));
  value_set_text (page, "scan_name",
                  record_text (outcome, "scan") != NULL ? record_text (outcome, "scan_name") : NULL);
  value_set_text (page, "next_from",
                  first ? date_short (arena, recognition_next_from (day_of (date))) : NULL);
  view_validity (request, page, until);
  if (!recognised) {
    value_set_text (page, "state_shape", "fail");
    value_set_text (page, "state_words", "không được công nhận");
  }
}

static void
add_defaults (Request *request, const Record *outcome, const RoundHead *round, const char *issuer)
{
  Arena *arena = request_arena (request);
  static const char *const texts[] = { "number", "valid_reason", "reason" };
  const char *date = record_text (outcome, "date"), *until = record_text (outcome, "valid_until");
  request_default (request, "id", outcome->id != 0 ? arena_int (arena, outcome->id) : NULL);
  request_default (request, "version", arena_int (arena, outcome->version));
  request_default (request, "kind", outcome->id != 0 ? record_text (outcome, "kind") : "recognised");
  request_default (request, "level",
                   outcome->id != 0           ? record_text (outcome, "level")
                   : round->scheme->level > 0 ? arena_int (arena, round->scheme->level)
                                              : NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    request_default (request, texts[i], record_text (outcome, texts[i]));
  request_default (request, "date", date != NULL ? shown_day (arena, date) : NULL);
  request_default (request, "valid_until", until != NULL ? shown_day (arena, until) : NULL);
  request_default (request, "issuer", outcome->id != 0 ? record_text (outcome, "issuer") : issuer);
}

static const char *
now (Request *request, const Record *outcome, const char *name, const char *first)
{
  const char *typed = request_text (request, name);
  return typed != NULL ? typed : outcome->id != 0 ? record_text (outcome, name) : first;
}

static void
add_choices (Request *request, Value *page, const Record *outcome, const Scheme *scheme)
{
  Arena *arena = request_arena (request);
  Value *list = value_list (arena);
  const char *kind = now (request, outcome, "kind", "recognised");
  const char *level
      = now (request, outcome, "level", scheme->level > 0 ? arena_int (arena, scheme->level) : NULL);
  for (gsize i = 0; levels[i] != NULL; i++) {
    Value *item = value_object (arena);
    value_set_text (item, "value", levels[i]);
    value_set_bool (item, "chosen", g_strcmp0 (level, levels[i]) == 0);
    value_append (list, item);
  }
  value_set (page, "levels", list);
  value_set_bool (page, "has_levels", scheme->level > 0);
  value_set_bool (page, "is_refused", g_strcmp0 (kind, "refused") == 0);
}

/* Who recognises in the unit's own words, as of today. */
static bool
load_issuer (Request *request, Transaction *transaction, const char **ret, GError **error)
{
  UnitName names = { 0 };
  if (!unit_name_at (transaction, request_arena (request), request_today (request), &names, error))
    return false;
  *ret = names.recogniser != NULL
             ? names.recogniser
             : arena_concat (request_arena (request), "Chủ tịch ", names.governing_body, NULL);
  return true;
}

static bool
show_outcome (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Transaction *transaction = request_read (request, error);
  RoundHead round;
  Record outcome;
  const char *warning = NULL, *issuer = NULL;
  Value *page = value_object (arena);
  if (transaction == NULL || !round_head (request, transaction, &round, error)
      || !load_outcome (request, transaction, round.id, &outcome, error)
      || !load_issuer (request, transaction, &issuer, error)
      || !level_warning (request, transaction, round.scheme, scheme_due_date (round.scheme, round.year),
                         &warning, error))
    return false;
  view_outcome (request, page, &outcome);
  add_defaults (request, &outcome, &round, issuer);
  add_choices (request, page, &outcome, round.scheme);
  value_set_int (page, "outcome_id", outcome.id);
  value_set_int (page, "round_year", round.year);
  value_set_int (page, "months",
                 round.scheme->valid_months > 0 ? round.scheme->valid_months : RECOGNITION_MONTHS);
  value_set_text (page, "warning", outcome.id == 0 ? warning : NULL);
  value_set_text (page, "base", round_path (request, round.year, ""));
  value_set_bool (page, "may_write", request_may (request, PERMISSION_PAPERS_WRITE));
  value_set_bool (page, "open", outcome.id == 0 || request_has_errors (request));
  value_set_bool (page, "may_open_next", request_may (request, PERMISSION_ROUND_WRITE));
  request_show (request, value_view (page));
  return true;
}

static bool
show_scan (Request *request, GError **error)
{
  Transaction *transaction = request_read (request, error);
  RoundHead round;
  Record outcome;
  if (transaction == NULL || !round_head (request, transaction, &round, error)
      || !load_outcome (request, transaction, round.id, &outcome, error))
    return false;
  if (record_text (&outcome, "scan") == NULL)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  return blob_answer (request, record_text (&outcome, "scan"), record_text (&outcome, "scan_name"), error);
}

/* ---- saving ---- */

typedef struct {
  const char *hash, *name; /* NULL: none came */
} Scan;

static bool
prepare_outcome (Request *request, GError **error)
{
  Scan *scan = arena_new0 (request_arena (request), Scan);
  Blob *blob = NULL;
  if (!upload_put (request, "tep", &blob, &scan->name, error))
    return false;
  scan->hash = blob != NULL ? blob->hash : NULL;
  request_set_prepared (request, scan);
  return true;
}

/* What a recognition must say; `*ret_until`: until when it holds, ISO. */
static void
check_recognition (Request *request, const Scheme *scheme, const char **ret_until)
{
  Arena *arena = request_arena (request);
  CivilDate date = day_of (request_text (request, "date")),
            typed = day_of (request_text (request, "valid_until"));
  CivilDate proposed = recognition_end (scheme, date);
  static const char *const needed[] = { "number", "date", "issuer" };
  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    if (request_text (request, needed[i]) == NULL)
      request_field_error (request, needed[i], MSG_OUTCOME_NEEDS, NULL);
  if (scheme->level > 0 && request_text (request, "level") == NULL)
    request_field_error (request, "level", MSG_OUTCOME_NEEDS, NULL);
  if (date_is_set (date) && date_is_set (typed) && date_compare (typed, date) <= 0)
    request_field_error (request, "valid_until", MSG_OUTCOME_VALID_EARLY, NULL);
  else if (date_is_set (date) && date_is_set (typed) && date_compare (typed, proposed) != 0
           && request_text (request, "valid_reason") == NULL)
    request_field_error (request, "valid_reason", MSG_OUTCOME_VALID_REASON, date_short (arena, proposed),
                         NULL);
  *ret_until = date_is_set (typed)  ? request_text (request, "valid_until")
               : date_is_set (date) ? date_iso (arena, proposed)
                                    : NULL;
}

static bool
check_outcome (Request *request, const Scheme *scheme, bool *ret_recognised, const char **ret_until,
               GError **error)
{
  const char *date = request_text (request, "date");
  bool recognised = g_strcmp0 (request_text (request, "kind"), "recognised") == 0;
  *ret_until = NULL;
  if (date != NULL && strcmp (date, request_today (request)) > 0)
    request_field_error (request, "date", MSG_OUTCOME_FUTURE, NULL);
  if (recognised)
    check_recognition (request, scheme, ret_until);
  else if (request_text (request, "reason") == NULL)
    request_field_error (request, "reason", MSG_OUTCOME_NEEDS_REASON, NULL);
  *ret_recognised = recognised;
  return !request_has_errors (request) || request_invalid (request, error);
}

static bool
put_outcome (Request *request, Transaction *transaction, const RoundHead *round, const Record *old,
             RecordFields fields, GError **error)
{
  Arena *arena = request_arena (request);
  if (old->id != 0)
    return record_save (transaction, arena, RECORD_outcome, "outcome.save", old->id,
                        request_int (request, "version", 0), fields, error);
  AuditField *all = arena_array (arena, AuditField, fields.count + 1);
  all[0] = (AuditField){ "round_id", record_number (arena, round->id) };
  memcpy (all + 1, fields.items, fields.count * sizeof *all);
  return record_add (transaction, arena, RECORD_outcome, "outcome.add",
                     (RecordFields){ all, fields.count + 1 }, NULL, error);
}

static bool
write_outcome (Request *request, Transaction *transaction, GError **error)
{
  const Scan *scan = request_prepared (request);
  RoundHead round;
  Record old;
  bool recognised = false;
  const char *until = NULL;
  if (!round_head (request, transaction, &round, error)
      || !check_outcome (request, round.scheme, &recognised, &until, error)
      || !load_outcome (request, transaction, round.id, &old, error))
    return false;
  bool kept = scan->hash == NULL && old.id != 0;
  const RecordFields fields = RECORD_FIELDS (
      { "kind", request_text (request, "kind") }, { "number", request_text (request, "number") },
      { "level", recognised ? request_text (request, "level") : NULL },
      { "date", request_text (request, "date") }, { "issuer", request_text (request, "issuer") },
      { "valid_until", until },
      { "valid_reason", recognised ? request_text (request, "valid_reason") : NULL },
      { "reason", recognised ? NULL : request_text (request, "reason") },
      { "scan", kept ? record_text (&old, "scan") : scan->hash },
      { "scan_name", kept ? record_text (&old, "scan_name") : scan->name });
  if (!put_outcome (request, transaction, &round, &old, fields, error))
    return false;
  request_notice (request, MSG_OUTCOME_SAVED, NULL);
  request_redirect (request, round_path (request, round.year, "ket-qua"));
  return true;
}

const Route outcome_routes[] = {
  { METHOD_GET, "/dot/{year}/ket-qua", PERMISSION_ROUND_READ, "What the authority decided",
    "Kết quả công nhận", show_inputs, show_outcome, NULL, NULL, "outcome" },
  { METHOD_POST, "/dot/{year}/ket-qua", PERMISSION_PAPERS_WRITE,
    "Records the authority's decision, its scan and how long it holds", "Kết quả công nhận", save_inputs,
    show_outcome, prepare_outcome, write_outcome, "outcome", "outcome" },
  { METHOD_GET, "/dot/{year}/ket-qua/quyet-dinh", PERMISSION_ROUND_READ, "The scan of the decision", NULL,
    show_inputs, show_scan, NULL, NULL, NULL },
  { 0 },
};
