/* learning_plan.c - the unit's yearly plan of learning: written from a sample, then issued as a paper and
 * read by all (domain/process.md, step 0). */
#include "document/html.h"
#include "document/standard.h"
#include "store/receipt.h"
#include "store/round_text.h"
#include "store/unit.h"
#include "web/pages/pages.h"
#include "web/pages/paper_parts.h"
#include "web/shown.h"

#define NAME "learning_plan" /* of the text, of the paper and of its document */

static const InputSpec show_inputs[]
    = { YEAR_INPUT, { .name = "trang", .kind = INPUT_FLAG, .label = "Từ trang trắng" }, { 0 } };

static const InputSpec sample_inputs[] = { YEAR_INPUT, { 0 } };

/* `id` is the record's; where there is none yet minus the round's, so that drafts of two rounds are apart. */
static const InputSpec text_inputs[] = {
  YEAR_INPUT,
  { .name = "id", .kind = INPUT_INT, .label = "Mục" },
  { .name = "version", .kind = INPUT_INT, .required = true, .label = "Bản" },
  { .name = "text", .kind = INPUT_LINES, .label = "Nội dung", .limit = 60000 },
  { 0 },
};

/* ---- how far it is ---- */

static void
add_task (Arena *arena, Value *list, const char *label, const char *path, const char *shape,
          const char *words, const char *why)
{
  Value *item = value_object (arena);
  value_set_text (item, "label", label);
  value_set_text (item, "path", path);
  value_set_text (item, "due", NULL);
  value_set_text (item, "state_shape", shape);
  value_set_text (item, "state_words", words);
  value_set_text (item, "why", why);
  value_append (list, item);
}

typedef struct {
  RoundHead round;
  RoundText text;
  Record paper;
  bool found; /* the paper */
} LearningPlan;

static bool
load_plan (Request *request, Transaction *transaction, LearningPlan *ret, GError **error)
{
  Arena *arena = request_arena (request);
  return round_head (request, transaction, &ret->round, error)
         && round_text_find (transaction, arena, ret->round.id, NAME, &ret->text, error)
         && paper_find (transaction, arena, ret->round.id, NAME, &ret->paper, &ret->found, error);
}

static const char *
number_words (Arena *arena, const LearningPlan *plan, const char *abbreviation)
{
  const char *code
      = plan->found ? paper_code (arena, abbreviation, NAME, record_int (&plan->paper, "number")) : NULL;
  const char *date = plan->found ? record_text (&plan->paper, "date") : NULL;
  return code == NULL && date == NULL ? "chưa có số, ngày"
                                      : arena_concat (arena, code != NULL ? "số " : "chưa có số",
                                                      code != NULL ? code : "", date != NULL ? ", ngày " : "",
                                                      date != NULL ? shown_day (arena, date) : "", NULL);
}

static bool
add_readers (Request *request, Transaction *transaction, const LearningPlan *plan, Value *list,
             GError **error)
{
  Arena *arena = request_arena (request);
  bool issued = plan->found && paper_is_issued (&plan->paper);
  ReaderCounts counts = { 0 };
  if (issued && !readers_count (transaction, &plan->paper, &counts, error))
    return false;
  const char *words = arena_concat (arena, arena_int (arena, counts.read), "/",
                                    arena_int (arena, counts.people), " người", NULL);
  add_task (arena, list, "Mọi người đọc",
            issued ? round_path (request, plan->round.year, "van-ban/" NAME "/da-doc") : NULL,
            !issued                       ? "todo"
            : counts.read < counts.people ? "doing"
                                          : "done",
            issued ? words : "sau khi ban hành", "Gửi liên kết hoặc mã QR; mỗi người bấm “Tôi đã đọc”");
  return true;
}

static bool
add_tasks (Request *request, Transaction *transaction, const LearningPlan *plan, Value *page, GError **error)
{
  Arena *arena = request_arena (request);
  Value *list = value_list (arena);
  Unit unit = { 0 };
  if (!unit_load (transaction, arena, &unit, error))
    return false;
  const WorkflowState *state = workflow_state ("paper", paper_state (&plan->paper));
  bool written = plan->text.text != NULL;
  add_task (arena, list, "Viết nội dung", NULL, written ? "done" : "todo", written ? "đã viết" : "chưa viết",
            NULL);
  add_task (arena, list, "Ghi số, ngày, trình ký, ban hành",
            written ? round_path (request, plan->round.year, "van-ban/" NAME) : NULL,
            plan->found ? state->shape : "todo", plan->found ? state->words : "chưa làm",
            number_words (arena, plan, unit.code));
  if (!add_readers (request, transaction, plan, list, error))
    return false;
  value_set (page, "tasks", list);
  return true;
}

/* ---- the page ---- */

/* As it will print, for whoever only reads it. */
static bool
add_sheet (Arena *arena, Value *page, const char *text, GError **error)
{
  g_autoptr (GString) sheet = g_string_new (NULL);
  if (!html_write_typed (text, sheet, error))
    return false;
  value_set_raw (page, "sheet", arena_strndup (arena, sheet->str, sheet->len));
  return true;
}

static bool
show_plan (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  LearningPlan plan;
  Value *page = value_object (arena);
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !load_plan (request, transaction, &plan, error)
      || !add_tasks (request, transaction, &plan, page, error))
    return false;
  bool may = request_may (request, PERMISSION_PAPERS_WRITE);
  bool open = !plan.found || paper_is_open (&plan.paper);
  bool begun = plan.text.text != NULL || request_flag (request, "trang")
               || request_text (request, "text") != NULL || request_text (request, "version") != NULL;
  request_default (request, "id", arena_int (arena, plan.text.id != 0 ? plan.text.id : -plan.round.id));
  request_default (request, "version", arena_int (arena, plan.text.version));
  request_default (request, "text", plan.text.text != NULL ? plan.text.text : "");
  value_set_text (page, "here", round_path (request, plan.round.year, "ke-hoach-hoc-tap"));
  value_set_text (page, "paper_path", round_path (request, plan.round.year, "van-ban/" NAME));
  value_set_int (page, "plan_year", plan.round.year);
  value_set_bool (page, "may_edit", may && open);
  value_set_bool (page, "fixed", may && !open);
  if (!(may && open) && plan.text.text != NULL && !add_sheet (arena, page, plan.text.text, error))
    return false;
  value_set_bool (page, "begun", begun);
  request_show (request, value_view (page));
  return true;
}

/* The standard wording as something to begin from; nothing of it is kept before it is saved, and what is
 * written already stays. */
static bool
prepare_sample (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  StoredRound stored;
  LearningPlan plan;
  const char *sample = NULL;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !load_plan (request, transaction, &plan, error))
    return false;
  if (plan.text.text != NULL)
    return true;
  if (!round_whole (request, transaction, plan.round.id, &stored, error)
      || !standard_learning_plan (arena, request_library (request), stored.round,
                                  figures_compute (stored.round, arena), &sample, error))
    return false;
  request_default (request, "text", sample);
  return true;
}

static bool
save_plan (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  LearningPlan plan;
  const char *text = request_text (request, "text");
  if (!load_plan (request, transaction, &plan, error))
    return false;
  if (plan.found && !paper_is_open (&plan.paper)) {
    const WorkflowState *state = workflow_state ("paper", paper_state (&plan.paper));
    return request_refuse (request, error, 409, MSG_WORKFLOW_STEP, state != NULL ? state->words : "", NULL);
  }
  if (!round_text_save (transaction, arena, plan.round.id, NAME, request_int (request, "version", 0), text,
                        error))
    return false;
  request_notice (request, text != NULL ? MSG_LEARNING_PLAN_SAVED : MSG_LEARNING_PLAN_REMOVED, NULL);
  request_redirect (request, round_path (request, plan.round.year, "ke-hoach-hoc-tap"));
  return true;
}

const Route learning_plan_routes[] = {
  { METHOD_GET, "/dot/{year}/ke-hoach-hoc-tap", PERMISSION_PAPERS_READ, "The unit's yearly plan of learning",
    "Kế hoạch học tập thường xuyên", show_inputs, show_plan, NULL, NULL, "learning_plan" },
  { METHOD_GET, "/dot/{year}/ke-hoach-hoc-tap/mau", PERMISSION_PAPERS_WRITE,
    "The yearly plan of learning begun from the standard wording", "Kế hoạch học tập thường xuyên",
    sample_inputs, show_plan, prepare_sample, NULL, "learning_plan" },
  { METHOD_POST, "/dot/{year}/ke-hoach-hoc-tap", PERMISSION_PAPERS_WRITE,
    "Writes the yearly plan of learning", "Kế hoạch học tập thường xuyên", text_inputs, show_plan, NULL,
    save_plan, "learning_plan", "round_text" },
  { 0 },
};
