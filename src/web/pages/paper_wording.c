/* paper_wording.c - the words of a document, written anew by the unit for all its rounds, or for one paper
 * only.
 *
 * What is typed is composed by the server before it is kept, so that a wrong name or mark is told with its
 * line and never reaches a paper. */
#include "base/diff.h"
#include "store/draft.h"
#include "store/wording.h"
#include "web/pages/pages.h"
#include "web/pages/paper_parts.h"
#include <string.h>

#define TEXT_LIMIT ((gsize)150 << 10) /* below what a draft holds */
#define CONTEXT 2                     /* equal lines shown around those that differ */

#define COMMON_INPUTS                                                                                        \
  YEAR_INPUT, PAPER_INPUT, { .name = "id", .kind = INPUT_ID, .label = "Số thứ tự" },                         \
  {                                                                                                          \
    .name = "version", .kind = INPUT_INT, .required = true, .label = "Bản"                                 \
  }

static const InputSpec show_inputs[] = { YEAR_INPUT, PAPER_INPUT, { 0 } };
static const InputSpec standard_inputs[] = { COMMON_INPUTS, { 0 } };
/* Called as their columns are, so that two who save at once see each other's words. */
static const InputSpec unit_inputs[]
    = { COMMON_INPUTS,
        { .name = "text", .kind = INPUT_LINES, .required = true, .label = "Lời văn", .limit = TEXT_LIMIT },
        { 0 } };
static const InputSpec paper_inputs[]
    = { COMMON_INPUTS,
        { .name = "wording", .kind = INPUT_LINES, .required = true, .label = "Lời văn", .limit = TEXT_LIMIT },
        { 0 } };

/* Whose words: all papers made from the document, or one. */
typedef enum { OF_UNIT, OF_PAPER } WordsOf;

static const char *const fields[] = { [OF_UNIT] = "text", [OF_PAPER] = "wording" };
static const char *const pages[] = { [OF_UNIT] = "loi-van", [OF_PAPER] = "loi-van-rieng" };
static const char *const kinds[] = { [OF_UNIT] = "wording", [OF_PAPER] = "paper" };

typedef struct {
  WordsOf scope;
  PaperAt at;
  Record record;        /* that holds the own words */
  const char *own;      /* NULL: the standard holds */
  const char *standard; /* of the scheme; for one paper, the unit's where it has some */
  bool unit_has_own;
} Words;

/* ---- finding ---- */

static bool
load_words (Request *request, Transaction *transaction, WordsOf scope, Words *ret, GError **error)
{
  Arena *arena = request_arena (request);
  Record unit;
  const char *place = NULL;
  GError *local = NULL;
  ret->scope = scope;
  if (!paper_at (request, transaction, &ret->at, error))
    return false;
  if (scope == OF_PAPER && ret->at.key == NULL)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  if (!unit_wording_find (transaction, arena, ret->at.spec->id, &unit, error))
    return false;
  ret->standard = scheme_wording (request_library (request), arena, ret->at.round.scheme, ret->at.spec->id,
                                  &place, &local);
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  ret->unit_has_own = unit.id != 0;
  ret->record = scope == OF_UNIT ? unit : ret->at.record;
  ret->own = record_text (&ret->record, fields[scope]);
  if (scope == OF_PAPER && ret->unit_has_own)
    ret->standard = record_text (&unit, "text");
  if (ret->standard == NULL)
    ret->standard = "";
  return true;
}

/* Drafts of words go by the document, not by the record that will hold them: there may be none yet, and a
 * paper's other facts are saved beside them.  No record has such a number. */
static gint64
draft_number (Arena *arena, const Words *words)
{
  const char *name = words->at.spec->id;
  if (words->scope == OF_PAPER)
    name = arena_concat (arena, arena_int (arena, words->at.round.id), "/", name, NULL);
  return -1 - (gint64)g_str_hash (name);
}

/* Only what is still written may get words of its own. */
static bool
may_change (const Words *words)
{
  return words->scope == OF_UNIT || paper_is_open (&words->at.record);
}

/* ---- showing ---- */

static bool
is_near_change (const Diff *diff, gsize at)
{
  for (gsize i = at > CONTEXT ? at - CONTEXT : 0; i <= at + CONTEXT && i < diff->count; i++)
    if (diff->items[i].kind != DIFF_SAME)
      return true;
  return false;
}

/* Lines that differ with some around them; `gap` where others are left out. */
static void
add_difference (Request *request, const Words *words, Value *page)
{
  Arena *arena = request_arena (request);
  Value *list = value_list (arena);
  Diff diff = diff_lines (arena, words->standard, words->own != NULL ? words->own : words->standard);
  bool left_out = false;
  for (gsize i = 0; i < diff.count; i++) {
    const DiffLine *line = &diff.items[i];
    if (!is_near_change (&diff, i)) {
      left_out = true;
      continue;
    }
    Value *item = value_object (arena);
    value_set_bool (item, "gap", left_out && value_length (list) > 0);
    value_set_bool (item, "gone", line->kind == DIFF_GONE);
    value_set_bool (item, "fresh", line->kind == DIFF_NEW);
    value_set_text (item, "line", line->new_line != 0 ? arena_int (arena, line->new_line) : "");
    value_set_text (item, "text", line->text);
    value_append (list, item);
    left_out = false;
  }
  value_set (page, "difference", list);
  value_set_bool (page, "differs", diff.gone + diff.fresh > 0);
  value_set_int (page, "gone_count", (gint64)diff.gone);
  value_set_int (page, "fresh_count", (gint64)diff.fresh);
}

static void
add_addresses (Request *request, const Words *words, Value *page)
{
  Arena *arena = request_arena (request);
  const PaperAt *at = &words->at;
  const char *here = paper_path (request, at, pages[words->scope]);
  value_set_text (page, "here", here);
  value_set_text (page, "back", paper_path (request, at, ""));
  value_set_text (page, "unit_path", paper_path (request, at, pages[OF_UNIT]));
  value_set_text (page, "paper_path", at->key != NULL ? paper_path (request, at, pages[OF_PAPER]) : NULL);
  value_set_text (
      page, "draft",
      arena_printf (arena, "%s/%" G_GINT64_FORMAT, kinds[words->scope], draft_number (arena, words)));
}

static bool
show_words (Request *request, WordsOf scope, GError **error)
{
  Arena *arena = request_arena (request);
  Value *tried = request_prepared (request), *page = tried != NULL ? tried : value_object (arena);
  Words words = { 0 };
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !load_words (request, transaction, scope, &words, error))
    return false;
  if (tried == NULL)
    view_sheets (request, page, &(PaperFiles){ 0 });
  value_set_bool (page, "tried", tried != NULL);
  value_set_text (page, "title", arena_concat (arena, "Lời văn: ", words.at.spec->title, NULL));
  value_set_bool (page, "for_unit", scope == OF_UNIT);
  value_set_bool (page, "own", words.own != NULL);
  value_set_bool (page, "unit_has_own", words.unit_has_own);
  value_set_bool (page, "may_change", may_change (&words));
  value_set_text (page, "state",
                  words.at.key != NULL ? workflow_state ("paper", paper_state (&words.at.record))->words
                                       : "");
  add_addresses (request, &words, page);
  add_difference (request, &words, page);
  request_default (request, "id", record_number (arena, words.record.id));
  request_default (request, "version", arena_int (arena, words.record.version));
  request_default (request, fields[scope], words.own != NULL ? words.own : words.standard);
  request_show (request, value_view (page));
  return true;
}

static bool
show_unit (Request *request, GError **error)
{
  return show_words (request, OF_UNIT, error);
}

static bool
show_paper (Request *request, GError **error)
{
  return show_words (request, OF_PAPER, error);
}

/* ---- trying: in the pool ---- */

static bool
try_words (Request *request, WordsOf scope, PaperFiles *ret, GError **error)
{
  PaperAt at;
  Transaction *transaction = request_read (request, error);
  return transaction != NULL && paper_at (request, transaction, &at, error)
         && paper_compose (request, transaction, &at, request_text (request, fields[scope]),
                           1u << FILE_SHEETS, ret, error);
}

static bool
prepare_trial (Request *request, WordsOf scope, GError **error)
{
  g_auto (PaperFiles) tried = { 0 };
  Value *page = value_object (request_arena (request));
  if (!try_words (request, scope, &tried, error))
    return false;
  view_sheets (request, page, &tried);
  request_set_prepared (request, page);
  return true;
}

static bool
prepare_unit_trial (Request *request, GError **error)
{
  return prepare_trial (request, OF_UNIT, error);
}

static bool
prepare_paper_trial (Request *request, GError **error)
{
  return prepare_trial (request, OF_PAPER, error);
}

/* Words at fault are not kept: they are told with their line, and stay as typed. */
static bool
prepare_save (Request *request, WordsOf scope, GError **error)
{
  g_auto (PaperFiles) tried = { 0 };
  if (!try_words (request, scope, &tried, error))
    return false;
  if (tried.problem != NULL && tried.line != 0)
    request_field_error (request, fields[scope], MSG_PAPER_LINE,
                         arena_int (request_arena (request), tried.line), tried.problem, NULL);
  else if (tried.problem != NULL)
    request_field_error (request, fields[scope], MSG_PAPER_UNMADE, tried.problem, NULL);
  return true;
}

static bool
prepare_unit_save (Request *request, GError **error)
{
  return prepare_save (request, OF_UNIT, error);
}

static bool
prepare_paper_save (Request *request, GError **error)
{
  return prepare_save (request, OF_PAPER, error);
}

/* ---- saving ---- */

static bool
save_words (Request *request, Transaction *transaction, WordsOf scope, const char *text, MessageId told,
            GError **error)
{
  Arena *arena = request_arena (request);
  Words words = { 0 };
  gint64 version = request_int (request, "version", 0);
  if (!load_words (request, transaction, scope, &words, error))
    return false;
  const PaperAt *at = &words.at;
  Diff diff = diff_lines (arena, words.standard, text != NULL ? text : words.standard);
  if (diff.gone + diff.fresh == 0)
    text = NULL; /* the standard, written out */
  bool saved = scope == OF_UNIT ? unit_wording_save (transaction, arena, at->spec->id, version, text, error)
                                : paper_save (transaction, arena, at->round.id, at->key, version,
                                              "paper.wording", RECORD_FIELDS ({ "wording", text }), error);
  if (!saved || !draft_drop (transaction, kinds[scope], draft_number (arena, &words), error))
    return false;
  request_notice (request, told, NULL);
  request_redirect (request, paper_path (request, at, pages[scope]));
  return true;
}

static bool
write_unit (Request *request, Transaction *transaction, GError **error)
{
  return save_words (request, transaction, OF_UNIT, request_text (request, "text"), MSG_WORDING_SAVED, error);
}

static bool
write_paper (Request *request, Transaction *transaction, GError **error)
{
  return save_words (request, transaction, OF_PAPER, request_text (request, "wording"), MSG_WORDING_SAVED,
                     error);
}

static bool
write_unit_standard (Request *request, Transaction *transaction, GError **error)
{
  return save_words (request, transaction, OF_UNIT, NULL, MSG_WORDING_STANDARD, error);
}

static bool
write_paper_standard (Request *request, Transaction *transaction, GError **error)
{
  return save_words (request, transaction, OF_PAPER, NULL, MSG_WORDING_STANDARD, error);
}

#define UNIT "/dot/{year}/van-ban/{paper}/loi-van"
#define PAPER "/dot/{year}/van-ban/{paper}/loi-van-rieng"

const Route paper_wording_routes[] = {
  { METHOD_GET, UNIT, PERMISSION_PAPERS_WRITE, "The unit's own wording of a document, beside the standard",
    NULL, show_inputs, show_unit, NULL, NULL, "paper_wording" },
  { METHOD_POST, UNIT, PERMISSION_PAPERS_WRITE, "Keeps the unit's own wording of a document", NULL,
    unit_inputs, show_unit, prepare_unit_save, write_unit, "paper_wording", "wording" },
  { METHOD_POST, UNIT "/xem-thu", PERMISSION_PAPERS_WRITE, "Typed wording as it will print; nothing is kept",
    NULL, unit_inputs, show_unit, prepare_unit_trial, NULL, "paper_wording" },
  { METHOD_POST, UNIT "/chuan", PERMISSION_PAPERS_WRITE, "Back to the standard wording", NULL,
    standard_inputs, show_unit, NULL, write_unit_standard, "paper_wording" },
  { METHOD_GET, PAPER, PERMISSION_PAPERS_WRITE, "The wording of one paper, beside the unit's", NULL,
    show_inputs, show_paper, NULL, NULL, "paper_wording" },
  { METHOD_POST, PAPER, PERMISSION_PAPERS_WRITE, "Keeps the wording of one paper", NULL, paper_inputs,
    show_paper, prepare_paper_save, write_paper, "paper_wording", "paper" },
  { METHOD_POST, PAPER "/xem-thu", PERMISSION_PAPERS_WRITE, "Typed wording of one paper as it will print",
    NULL, paper_inputs, show_paper, prepare_paper_trial, NULL, "paper_wording" },
  { METHOD_POST, PAPER "/chuan", PERMISSION_PAPERS_WRITE, "Back from one paper's wording to the unit's", NULL,
    standard_inputs, show_paper, NULL, write_paper_standard, "paper_wording" },
  { 0 },
};
