/* papers.c - the papers of a round, and the register of their numbers as a view of them. */
#include "model/numbering.h"
#include "store/unit.h"
#include "web/export.h"
#include "web/pages/account_parts.h"
#include "web/pages/pages.h"
#include "web/pages/paper_parts.h"
#include "web/shown.h"
#include <stdlib.h>
#include <string.h>

#define LIST "danh-sach"
#define REGISTER "so"

static const char *const views[] = { LIST, REGISTER, NULL };
static const char *const series_choices[] = { "kind", NUMBERING_ONE, "groups", NULL };

static const InputSpec export_inputs[] = { YEAR_INPUT, EXPORT_INPUT, { 0 } };
static const InputSpec list_inputs[]
    = { YEAR_INPUT, { .name = "xem", .kind = INPUT_CHOICE, .label = "Xem", .choices = views }, { 0 } };

static const InputSpec register_inputs[] = {
  YEAR_INPUT,
  { .name = "paper", .kind = INPUT_LIST, .label = "Văn bản" },
  { .name = "version", .kind = INPUT_LIST, .label = "Bản" },
  { .name = "number", .kind = INPUT_LIST, .label = "Số" },
  { .name = "date", .kind = INPUT_LIST, .label = "Ngày" },
  { 0 },
};

static const InputSpec series_inputs[] = {
  YEAR_INPUT,
  { .name = "version", .kind = INPUT_INT, .required = true, .label = "Bản" },
  { .name = "series", .kind = INPUT_CHOICE, .required = true, .label = "Dãy số", .choices = series_choices },
  { .name = "groups", .kind = INPUT_LINES, .label = "Các nhóm", .limit = 600 },
  { 0 },
};

/* ---- rows ---- */

typedef struct {
  Request *request;
  RoundHead round;
  PaperRegister papers;
  PaperChairs chairs;
} Sheet; /* of the register */

static bool
load_sheet (Request *request, Transaction *transaction, Sheet *ret, GError **error)
{
  ret->request = request;
  return round_head (request, transaction, &ret->round, error)
         && paper_register (transaction, request_arena (request), ret->round.id, &ret->papers, error)
         && paper_chairs (transaction, request_arena (request), ret->round.id, &ret->chairs, error);
}

static const char *
text_or_blank (const char *text)
{
  return text != NULL ? text : "";
}

static Value *
row_value (const Sheet *sheet, const DocumentSpec *spec, const RegisterEntry *entry)
{
  Arena *arena = request_arena (sheet->request);
  const Record *paper = &entry->record;
  Value *row = value_object (arena);
  gint64 number = record_int (paper, "number");
  value_set_text (row, "key", entry->key);
  value_set_int (row, "version", paper->version);
  value_set_text (row, "title", spec->title);
  value_set_text (
      row, "path",
      round_path (sheet->request, sheet->round.year, arena_concat (arena, "van-ban/", spec->id, NULL)));
  value_set_text (row, "code", paper_code (arena, sheet->chairs.code, entry->key, number));
  value_set_text (row, "number", number != 0 ? arena_int (arena, number) : "");
  value_set_text (row, "date", shown_day (arena, record_text (paper, "date")));
  value_set_text (row, "due", shown_day (arena, record_text (paper, "due")));
  value_set_bool (row, "late", paper_is_late (sheet->request, paper));
  value_set_text (row, "signer", text_or_blank (paper_signer (&sheet->chairs, entry->key, entry->signer)));
  value_set_text (row, "warning", entry->warning);
  value_set_text (row, "number_fault", NULL);
  value_set_text (row, "date_fault", NULL);
  value_set_bool (row, "signed", record_text (paper, "signed") != NULL);
  bool write = request_may (sheet->request, PERMISSION_PAPERS_WRITE);
  value_set_bool (row, "takes_number", write && paper_takes (paper, "number"));
  value_set_bool (row, "takes_date", write && paper_takes (paper, "date"));
  view_paper_state (row, paper);
  return row;
}

/* What the scheme has beside the papers that are issued. */
static Value *
others_value (const Sheet *sheet)
{
  Arena *arena = request_arena (sheet->request);
  Value *list = value_list (arena);
  for (gsize i = 0; i < sheet->round.scheme->document_count; i++) {
    const DocumentSpec *spec = &sheet->round.scheme->documents[i];
    if (spec->paper != NULL)
      continue;
    Value *item = value_object (arena);
    value_set_text (item, "title", spec->title);
    value_set_text (
        item, "path",
        round_path (sheet->request, sheet->round.year, arena_concat (arena, "van-ban/", spec->id, NULL)));
    value_append (list, item);
  }
  return list;
}

static Value *
papers_value (const Sheet *sheet)
{
  Value *list = value_list (request_arena (sheet->request));
  for (int paper = 0; paper < PAPER_COUNT; paper++) {
    const DocumentSpec *spec = document_spec (sheet->round.scheme, paper_name ((Paper)paper));
    if (spec != NULL)
      value_append (list, row_value (sheet, spec, &sheet->papers.items[paper]));
  }
  return list;
}

/* ---- the register ---- */

typedef struct {
  const RegisterEntry *entry;
  const DocumentSpec *spec;
  const char *series;
  gint64 number;
  const char *date;
} Line;

/* By series; within it as a book has them: by number, what has none yet last, in the order of issuing. */
static int
compare_lines (const void *left, const void *right)
{
  const Line *a = left, *b = right;
  int series = strcmp (a->series, b->series);
  if (series != 0)
    return series;
  if ((a->number == 0) != (b->number == 0))
    return a->number == 0 ? 1 : -1;
  int years = strncmp (a->date, b->date, 4);
  if (years != 0)
    return years;
  if (a->number != b->number)
    return a->number < b->number ? -1 : 1;
  return a->entry < b->entry ? -1 : 1;
}

static gsize
read_lines (const Sheet *sheet, Line ret[PAPER_COUNT])
{
  gsize count = 0;
  for (int paper = 0; paper < PAPER_COUNT; paper++) {
    const RegisterEntry *entry = &sheet->papers.items[paper];
    const DocumentSpec *spec = document_spec (sheet->round.scheme, entry->key);
    const char *series = numbering_series (request_arena (sheet->request), sheet->chairs.number_series,
                                           paper_symbol ((Paper)paper));
    if (spec != NULL)
      ret[count++] = (Line){ entry, spec, series, record_int (&entry->record, "number"),
                             text_or_blank (record_text (&entry->record, "date")) };
  }
  qsort (ret, count, sizeof *ret, compare_lines);
  return count;
}

/* Which inputs of the form have been marked as wrong; the first of each is where its error links to. */
typedef struct {
  bool number, date;
} Marked;

static void
mark_wrong (Request *request, Value *row, const char *input, MessageId id, const char *text, bool *marked)
{
  Arena *arena = request_arena (request);
  const Message message = message_make (id, text, NULL);
  value_set_text (row, arena_concat (arena, input, "_fault", NULL), message_vietnamese (arena, &message));
  value_set_bool (row, arena_concat (arena, input, "_first", NULL), !*marked);
  *marked = true;
}

/* What was typed into a row that could not be saved, in the stead of what is stored. */
static void
put_typed (Request *request, Value *row, const char *key, Marked *marked)
{
  Arena *arena = request_arena (request);
  g_autoptr (GPtrArray) keys = request_list (request, "paper"), numbers = request_list (request, "number"),
                        dates = request_list (request, "date");
  for (guint i = 0; i < keys->len && i < numbers->len && i < dates->len; i++)
    if (strcmp (keys->pdata[i], key) == 0 && g_utf8_validate (numbers->pdata[i], -1, NULL)
        && g_utf8_validate (dates->pdata[i], -1, NULL)) {
      const char *number = arena_strdup (arena, numbers->pdata[i]),
                 *date = arena_strdup (arena, dates->pdata[i]), *read = NULL;
      value_set_text (row, "number", number);
      value_set_text (row, "date", date);
      if (!number_read (arena, number, &read))
        mark_wrong (request, row, "number", MSG_INPUT_NUMBER, number, &marked->number);
      if (!day_read (arena, date, &read))
        mark_wrong (request, row, "date", MSG_INPUT_DATE, date, &marked->date);
    }
}

/* The symbols that share the series: "KH, BC". */
static const char *
series_words (const Line *lines, gsize count, gsize first, Arena *arena)
{
  const char *words = "";
  for (gsize i = first; i < count && strcmp (lines[i].series, lines[first].series) == 0; i++) {
    Paper paper;
    paper_from_name (lines[i].entry->key, &paper);
    if (strstr (words, paper_symbol (paper)) == NULL)
      words = arena_concat (arena, words, words[0] != '\0' ? ", " : "", paper_symbol (paper), NULL);
  }
  return words;
}

static Value *
register_value (const Sheet *sheet)
{
  Arena *arena = request_arena (sheet->request);
  Line lines[PAPER_COUNT];
  gsize count = read_lines (sheet, lines);
  Value *list = value_list (arena), *rows = NULL;
  Marked marked = { false, false };
  bool one = g_strcmp0 (sheet->chairs.number_series, NUMBERING_ONE) == 0;
  for (gsize i = 0; i < count; i++) {
    if (i == 0 || strcmp (lines[i].series, lines[i - 1].series) != 0) {
      Value *series = value_object (arena);
      value_set_text (series, "series", one ? "mọi loại văn bản" : series_words (lines, count, i, arena));
      value_set (series, "rows", rows = value_list (arena));
      value_append (list, series);
    }
    Value *row = row_value (sheet, lines[i].spec, lines[i].entry);
    put_typed (sheet->request, row, lines[i].entry->key, &marked);
    value_append (rows, row);
  }
  return list;
}

static void
add_setting (const Sheet *sheet, Value *page)
{
  Arena *arena = request_arena (sheet->request);
  const char *setting = sheet->chairs.number_series, *now = request_text (sheet->request, "series");
  if (now == NULL)
    now = setting == NULL ? series_choices[0] : setting[0] == '[' ? series_choices[2] : setting;
  request_default (sheet->request, "groups", numbering_to_lines (arena, setting));
  value_set_bool (page, "by_kind", strcmp (now, series_choices[0]) == 0);
  value_set_bool (page, "by_one", strcmp (now, series_choices[1]) == 0);
  value_set_bool (page, "by_groups", strcmp (now, series_choices[2]) == 0);
  value_set_int (page, "round_version", sheet->chairs.version);
}

/* ---- the page ---- */

static void
add_tabs (const Sheet *sheet, Value *page, bool is_register)
{
  Request *request = sheet->request;
  Value *list = value_list (request_arena (request));
  const char *path = round_path (request, sheet->round.year, "van-ban");
  const char *paths[] = { path, arena_concat (request_arena (request), path, "?xem=" REGISTER, NULL) };
  static const char *const labels[] = { "Văn bản của đợt", "Sổ văn bản" };
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++) {
    Value *tab = value_object (request_arena (request));
    value_set_text (tab, "label", labels[i]);
    value_set_text (tab, "path", paths[i]);
    value_set_bool (tab, "current", is_register == (i == 1));
    value_set_text (tab, "count", NULL);
    value_append (list, tab);
  }
  value_set (page, "tabs", list);
  value_set_text (page, "tabs_label", "Cách xem văn bản");
  value_set_text (page, "here", path);
}

static bool
show_sheet (Request *request, bool is_register, GError **error)
{
  Sheet sheet = { 0 };
  gint64 waiting = 0;
  const PaperActor actor = paper_actor (request);
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !load_sheet (request, transaction, &sheet, error)
      || !papers_waiting (transaction, &actor, &waiting, error))
    return false;
  Value *page = value_object (request_arena (request));
  add_tabs (&sheet, page, is_register);
  value_set_bool (page, "is_register", is_register);
  value_set_bool (page, "may_write", request_may (request, PERMISSION_PAPERS_WRITE));
  value_set_text (page, "waiting", waiting > 0 ? arena_int (request_arena (request), waiting) : NULL);
  if (is_register) {
    value_set (page, "series", register_value (&sheet));
    add_setting (&sheet, page);
    export_links (request, page, round_path (request, sheet.round.year, "van-ban/so-van-ban/tai-ve"), "");
  } else {
    value_set (page, "papers", papers_value (&sheet));
    value_set (page, "others", others_value (&sheet));
  }
  request_show (request, value_view (page));
  return true;
}

static bool
show_papers (Request *request, GError **error)
{
  return show_sheet (request, g_strcmp0 (request_text (request, "xem"), REGISTER) == 0, error);
}

static bool
show_register (Request *request, GError **error)
{
  return show_sheet (request, true, error);
}

/* The register as one list, for a spreadsheet. */
static bool
prepare_register_file (Request *request, GError **error)
{
  static const ExportColumn columns[] = {
    { "symbol", { "Loại", 8, COLUMN_TEXT } },      { "code", { "Số, ký hiệu", 16, COLUMN_TEXT } },
    { "date", { "Ngày", 12, COLUMN_TEXT } },       { "title", { "Văn bản", 48, COLUMN_TEXT } },
    { "signer", { "Người ký", 24, COLUMN_TEXT } }, { "state_words", { "Trạng thái", 16, COLUMN_TEXT } },
  };
  const ExportSpec spec = { "so-van-ban", "Sổ văn bản", columns, G_N_ELEMENTS (columns) };
  Sheet sheet = { 0 };
  Line lines[PAPER_COUNT];
  Value *rows = value_list (request_arena (request));
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !load_sheet (request, transaction, &sheet, error))
    return false;
  gsize count = read_lines (&sheet, lines);
  for (gsize i = 0; i < count; i++) {
    Paper paper;
    Value *row = row_value (&sheet, lines[i].spec, lines[i].entry);
    paper_from_name (lines[i].entry->key, &paper);
    value_set_text (row, "symbol", paper_symbol (paper));
    value_append (rows, row);
  }
  return export_send (request, &spec, value_view (rows), error);
}

/* ---- saving ---- */

typedef struct {
  GPtrArray *keys, *versions, *numbers, *dates;
} Typed;

static void
typed_clear (Typed *typed)
{
  g_clear_pointer (&typed->keys, g_ptr_array_unref);
  g_clear_pointer (&typed->versions, g_ptr_array_unref);
  g_clear_pointer (&typed->numbers, g_ptr_array_unref);
  g_clear_pointer (&typed->dates, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Typed, typed_clear)

static bool
save_row (Request *request, Transaction *transaction, const RoundHead *round, const Typed *typed, guint row,
          GError **error)
{
  const char *number = NULL, *date = NULL, *key = typed->keys->pdata[row];
  Paper paper;
  if (!paper_from_name (key, &paper) || document_spec (round->scheme, key) == NULL)
    return request_refuse (request, error, 400, MSG_WEB_BAD_REQUEST, NULL);
  bool numbered = number_typed (request, "number", paper_label (paper), typed->numbers->pdata[row], &number);
  bool dated = day_typed (request, "date", paper_label (paper), typed->dates->pdata[row], &date);
  if (!numbered || !dated)
    return true; /* told at its field; the others are looked at all the same */
  gint64 version = g_ascii_strtoll (typed->versions->pdata[row], NULL, 10);
  if (version == 0 && number == NULL && date == NULL)
    return true; /* still nothing to keep */
  return paper_save_number (transaction, request_arena (request), round->id, key, version, number, date,
                            error);
}

static bool
write_register (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  g_auto (Typed) typed = { request_list (request, "paper"), request_list (request, "version"),
                           request_list (request, "number"), request_list (request, "date") };
  guint count = typed.keys->len;
  if (!round_head (request, transaction, &round, error))
    return false;
  if (count > PAPER_COUNT || typed.versions->len != count || typed.numbers->len != count
      || typed.dates->len != count)
    return request_refuse (request, error, 400, MSG_WEB_BAD_REQUEST, NULL);
  for (guint row = 0; row < count; row++)
    if (!save_row (request, transaction, &round, &typed, row, error))
      return false;
  if (request_has_errors (request))
    return request_invalid (request, error);
  request_notice (request, MSG_PAPER_NUMBERS_SAVED, NULL);
  request_redirect (request, round_path (request, round.year, "van-ban?xem=" REGISTER));
  return true;
}

static bool
write_series (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  const char *choice = request_text (request, "series");
  RoundHead round;
  RoundFacts facts;
  gint64 version = 0;
  if (!round_head (request, transaction, &round, error)
      || !round_facts_load (transaction, arena, round.id, &facts, &version, error))
    return false;
  bool groups = strcmp (choice, series_choices[2]) == 0;
  const char *wrong = NULL;
  facts.number_series = groups ? numbering_from_lines (arena, request_text (request, "groups"), &wrong)
                        : strcmp (choice, NUMBERING_ONE) == 0 ? NUMBERING_ONE
                                                              : NULL;
  if (groups && (facts.number_series == NULL || wrong != NULL)) {
    request_field_error (request, "groups", wrong != NULL ? MSG_PAPER_SYMBOL : MSG_PAPER_GROUPS,
                         wrong != NULL ? wrong : "", numbering_symbols (arena), NULL);
    return request_invalid (request, error);
  }
  if (!round_save_facts (transaction, arena, round.id, request_int (request, "version", 0), &facts, error))
    return false;
  request_notice (request, MSG_PAPER_SERIES_SAVED, NULL);
  request_redirect (request, round_path (request, round.year, "van-ban?xem=" REGISTER));
  return true;
}

const Route papers_routes[] = {
  { METHOD_GET, "/dot/{year}/van-ban", PERMISSION_PAPERS_READ,
    "Papers of the round, or the register of their numbers", "Văn bản", list_inputs, show_papers, NULL, NULL,
    "papers" },
  { METHOD_POST, "/dot/{year}/van-ban/so-van-ban", PERMISSION_PAPERS_WRITE,
    "Numbers and dates as typed from the unit's book", "Sổ văn bản", register_inputs, show_register, NULL,
    write_register, "papers" },
  { METHOD_GET, "/dot/{year}/van-ban/so-van-ban/tai-ve", PERMISSION_PAPERS_READ,
    "The register of papers, as CSV or XLSX", NULL, export_inputs, NULL, prepare_register_file, NULL, NULL },
  { METHOD_POST, "/dot/{year}/van-ban/day-so", PERMISSION_PAPERS_WRITE, "How numbers run: in which series",
    "Sổ văn bản", series_inputs, show_register, NULL, write_series, "papers" },
  { 0 },
};
