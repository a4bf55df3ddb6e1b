/* paper.c - one paper: how it looks, what may be done to it, its files. */
#include "document/view.h"
#include "model/term.h"
#include "store/round_parts.h"
#include "web/pages/account_parts.h"
#include "web/pages/pages.h"
#include "web/pages/paper_parts.h"
#include "web/shown.h"
#include <string.h>

static const InputSpec inputs[] = { YEAR_INPUT, PAPER_INPUT, { 0 } };

static const InputSpec file_inputs[] = {
  YEAR_INPUT, PAPER_INPUT, { .name = "file", .kind = INPUT_TEXT, .required = true, .label = "Tệp" }, { 0 }
};

static const char *const sign_actions[] = { "sign", "return", "reopen", NULL };

/* ---- the page ---- */

typedef struct {
  PaperAt at;
  Value *page;
} Shown;

/* Composed in the pool; an event thread shows it beside what the database says. */
static bool
prepare_page (Request *request, GError **error)
{
  g_auto (PaperFiles) files = { 0 };
  Shown *shown = arena_new0 (request_arena (request), Shown);
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !paper_at (request, transaction, &shown->at, error)
      || !paper_files (request, transaction, &shown->at, 1u << FILE_SHEETS, &files, error))
    return false;
  shown->page = value_object (request_arena (request));
  view_sheets (request, shown->page, &files);
  value_set_bool (shown->page, "same", paper_signed_is_original (request, &shown->at));
  request_set_prepared (request, shown);
  return true;
}

/* What usually comes next, as opposed to ways back and short cuts. */
static bool
is_main (const Record *paper, const WorkflowStep *step)
{
  return strcmp (step->action, "submit") == 0 || strcmp (step->action, "issue") == 0
         || (strcmp (step->action, "sign") == 0 && !paper_is_open (paper));
}

static Value *
step_value (Request *request, const PaperAt *at, const WorkflowStep *step)
{
  Arena *arena = request_arena (request);
  Value *item = value_object (arena);
  bool signs = g_strv_contains (sign_actions, step->action), reopens = strcmp (step->action, "reopen") == 0;
  bool returns = strcmp (step->action, "return") == 0;
  value_set_text (item, "path", paper_path (request, at, signs ? "ky" : "trinh"));
  value_set_text (item, "action", step->action);
  value_set_text (item, "button", step->button);
  value_set_bool (item, "remarks_wanted", returns);
  value_set_bool (item, "quiet", !is_main (&at->record, step));
  value_set_text (item, "confirm", reopens ? arena_concat (arena, step->button, "?", NULL) : NULL);
  return item;
}

/* Is it a step out of the paper's state that this person may take? */
static bool
may_take (Request *request, const Record *paper, const WorkflowStep *step, bool theirs)
{
  return strcmp (step->kind, "paper") == 0 && strcmp (step->from, paper_state (paper)) == 0
         && request_may (request, step->permission)
         && (theirs || !g_strv_contains (sign_actions, step->action));
}

/* The buttons this person may press, main ones first. */
static void
add_steps (Request *request, const PaperAt *at, gint64 leader, Value *page)
{
  const PaperActor actor = paper_actor (request);
  Value *list = value_list (request_arena (request));
  bool theirs = paper_signs (&actor, at->key, record_int (&at->record, "signer_id"), leader), signs = false;
  for (int pass = 0; pass < 2; pass++)
    for (gsize i = 0; i < workflow_step_count; i++) {
      const WorkflowStep *step = &workflow_steps[i];
      if (is_main (&at->record, step) != (pass == 0) || !may_take (request, &at->record, step, theirs))
        continue;
      signs |= strcmp (step->action, "sign") == 0;
      value_append (list, step_value (request, at, step));
    }
  value_set (page, "steps", list);
  value_set_bool (page, "any_steps", value_length (list) > 0);
  value_set_bool (page, "both", signs && paper_is_open (&at->record) && paper_is_both (&actor, leader));
}

/* "KT. HIỆU TRƯỞNG / PHÓ HIỆU TRƯỞNG" and other forms that are common, to be chosen or typed over. */
static void
add_titles (Request *request, const PaperChairs *chairs, Value *page)
{
  Arena *arena = request_arena (request);
  Value *list = value_list (arena);
  Lines title = lines_of_json (arena, chairs->head_title);
  const char *position = chairs->head_position != NULL ? chairs->head_position : "Thủ trưởng";
  if (title.count == 0)
    title = (Lines){ &position, 1 };
  const char *office = view_office (arena, &title);
  value_append_text (list, office);
  value_append_text (list, arena_concat (arena, "KT. ", office, " / PHÓ ", office, NULL));
  value_append_text (list, "TM. TỔ ĐÁNH GIÁ / TỔ TRƯỞNG");
  value_append_text (list, arena_concat (arena, "Q. ", office, NULL));
  value_append_text (list, arena_concat (arena, "TUQ. ", office, " / …", NULL));
  value_set (page, "titles", list);
}

static const char *
lines_text (Arena *arena, const char *json, const char *between)
{
  Lines lines = lines_of_json (arena, json);
  const char *text = "";
  for (gsize i = 0; i < lines.count; i++)
    text = arena_concat (arena, text, i > 0 ? between : "", lines.items[i], NULL);
  return text;
}

static void
add_defaults (Request *request, const PaperAt *at)
{
  Arena *arena = request_arena (request);
  const Record *paper = &at->record;
  request_default (request, "id", record_number (arena, paper->id));
  request_default (request, "version", arena_int (arena, paper->version));
  request_default (request, "number", record_text (paper, "number"));
  request_default (request, "date", shown_day (arena, record_text (paper, "date")));
  request_default (request, "recipients", lines_text (arena, record_text (paper, "recipients"), "\n"));
  request_default (request, "signer_id", record_text (paper, "signer_id"));
  request_default (request, "signer_title", lines_text (arena, record_text (paper, "signer_title"), " / "));
  request_default (request, "due", shown_day (arena, record_text (paper, "due")));
}

static bool
add_signers (Request *request, Transaction *transaction, Value *page, GError **error)
{
  Arena *arena = request_arena (request);
  GError *local = NULL;
  Value *list = value_list (arena);
  gint64 chosen = request_int (request, "signer_id", 0);
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_paper_signers, error);
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    const char *position = rows_text_dup (rows, 2, arena), *name = rows_text_dup (rows, 1, arena);
    choice_add (arena, list, arena_int (arena, rows_int (rows, 0)),
                position != NULL ? arena_concat (arena, name, ", ", position, NULL) : name,
                rows_int (rows, 0) == chosen);
  }
  value_set (page, "signers", list);
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

static bool
add_history (Request *request, Transaction *transaction, gint64 id, Value *page, GError **error)
{
  Arena *arena = request_arena (request);
  GError *local = NULL;
  Value *list = value_list (arena);
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_paper_history, error, DB_INT (id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    Value *item = value_object (arena);
    const char *who = rows_text_dup (rows, 1, arena);
    value_set_text (item, "at", shown_instant (arena, rows_int (rows, 0)));
    value_set_text (item, "who", who[0] != '\0' ? who : "Chương trình");
    value_set_text (item, "what", term_action (rows_text_dup (rows, 2, arena)));
    value_append (list, item);
  }
  value_set (page, "history", list);
  value_set_bool (page, "any_history", value_length (list) > 0);
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

/* What only a paper that is issued has. */
static bool
add_paper (Request *request, Transaction *transaction, const PaperAt *at, Value *page, GError **error)
{
  Arena *arena = request_arena (request);
  const Record *paper = &at->record;
  PaperRegister papers;
  PaperChairs chairs;
  Paper key = PAPER_REPORT;
  gint64 leader = 0;
  paper_from_name (at->key, &key);
  if (!paper_register (transaction, arena, at->round.id, &papers, error)
      || !paper_chairs (transaction, arena, at->round.id, &chairs, error)
      || !paper_leader (transaction, at->round.id, &leader, error)
      || !add_history (request, transaction, paper->id, page, error))
    return false;
  add_defaults (request, at);
  add_titles (request, &chairs, page);
  add_steps (request, at, leader, page);
  view_paper_state (page, paper);
  const char *signer = paper_signer (&chairs, at->key, papers.items[key].signer);
  value_set_text (page, "code", paper_code (arena, chairs.code, at->key, record_int (paper, "number")));
  value_set_text (page, "date", shown_day (arena, record_text (paper, "date")));
  value_set_text (page, "due", shown_day (arena, record_text (paper, "due")));
  value_set_bool (page, "late", paper_is_late (request, paper));
  value_set_text (page, "signer", signer != NULL ? signer : "");
  value_set_text (page, "default_signer", paper_signer (&chairs, at->key, NULL));
  value_set_text (page, "warning", papers.items[key].warning);
  value_set_text (page, "remarks", record_text (paper, "remarks"));
  value_set_bool (page, "open", paper_is_open (paper));
  value_set_bool (page, "issued", paper_is_issued (paper));
  value_set_bool (page, "takes_number", paper_takes (paper, "number"));
  value_set_bool (page, "takes_date", paper_takes (paper, "date"));
  value_set_bool (page, "takes_any", paper_takes (paper, "number") || paper_takes (paper, "date"));
  value_set_bool (page, "kept", record_text (paper, "original") != NULL);
  value_set_text (page, "signed", record_text (paper, "signed_name"));
  value_set_bool (page, "closed", paper_is_issued (paper) || strcmp (paper_state (paper), "signed") == 0);
  value_set_bool (page, "own_wording", record_text (paper, "wording") != NULL);
  return add_signers (request, transaction, page, error);
}

static bool
show (Request *request, Transaction *transaction, const PaperAt *at, Value *page, GError **error)
{
  value_set_text (page, "title", at->spec->title);
  value_set_text (page, "here", paper_path (request, at, ""));
  value_set_text (page, "list", round_path (request, at->round.year, "van-ban"));
  value_set_text (page, "stem", at->spec->stem);
  value_set_bool (page, "word", !at->spec->pdf_only);
  value_set_bool (page, "is_paper", at->key != NULL);
  value_set_bool (page, "may_write", request_may (request, PERMISSION_PAPERS_WRITE));
  if (at->key != NULL && !add_paper (request, transaction, at, page, error))
    return false;
  request_show (request, value_view (page));
  return true;
}

static bool
show_page (Request *request, GError **error)
{
  const Shown *shown = request_prepared (request);
  Transaction *transaction = request_read (request, error);
  return transaction != NULL && show (request, transaction, &shown->at, shown->page, error);
}

bool
paper_show_again (Request *request, GError **error)
{
  PaperAt at;
  Value *page = value_object (request_arena (request));
  Transaction *transaction = request_read (request, error);
  view_sheets (request, page, &(PaperFiles){ 0 });
  value_set_bool (page, "same", false);
  return transaction != NULL && paper_at (request, transaction, &at, error)
         && show (request, transaction, &at, page, error);
}

static bool
prepare_file (Request *request, GError **error)
{
  PaperAt at;
  Transaction *transaction = request_read (request, error);
  return transaction != NULL && paper_at (request, transaction, &at, error)
         && paper_answer (request, transaction, &at, error);
}

static bool
send_signed (Request *request, GError **error)
{
  PaperAt at;
  Transaction *transaction = request_read (request, error);
  return transaction != NULL && paper_at (request, transaction, &at, error)
         && paper_answer_signed (request, &at, error);
}

const Route paper_routes[] = {
  { METHOD_GET, "/dot/{year}/van-ban/{paper}", PERMISSION_PAPERS_READ,
    "One paper as it will print, its facts and steps", NULL, inputs, show_page, prepare_page, NULL, "paper" },
  { METHOD_GET, "/dot/{year}/van-ban/{paper}/ban-ky", PERMISSION_PAPERS_READ, "The signed scan or PDF", NULL,
    inputs, NULL, send_signed, NULL, NULL },
  { METHOD_GET, "/dot/{year}/van-ban/{paper}/tep/{file}", PERMISSION_PAPERS_READ,
    "A paper as PDF or Word file, named after it", NULL, file_inputs, NULL, prepare_file, NULL, NULL },
  { 0 },
};
