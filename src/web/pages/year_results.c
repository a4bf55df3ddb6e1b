/* year_results.c - what else is told of people's year, in one table: discipline, training, title, note.
 *
 * The columns of a case's results table (doc/case-format.md) that neither plans nor self-assessments give. */
#include "base/sha256.h"
#include "base/text.h"
#include "web/export.h"
#include "web/pages/pages.h"
#include "web/pages/study_parts.h"
#include "web/paging.h"
#include <string.h>

#define PAGE_ROWS 200
#define CELL_BYTES 300
#define MARK_LENGTH 12

static const InputSpec list_inputs[] = { STUDY_FILTER_INPUTS, { 0 } };
static const InputSpec export_inputs[] = { STUDY_FILTER_INPUTS, EXPORT_INPUT, { 0 } };

/* Rows side by side: each of the first five once a row, the others hold the persons ticked. */
static const InputSpec save_inputs[] = {
  STUDY_FILTER_INPUTS,
  { .name = "nguoi", .kind = INPUT_LIST, .label = "Người" },
  { .name = "ban", .kind = INPUT_LIST, .label = "Bản" },
  { .name = "goc", .kind = INPUT_LIST, .label = "Lúc mở trang" },
  { .name = "emulation", .kind = INPUT_LIST, .label = "Danh hiệu thi đua" },
  { .name = "note", .kind = INPUT_LIST, .label = "Ghi chú" },
  { .name = "discipline", .kind = INPUT_LIST, .label = "Kỷ luật lao động" },
  { .name = "training", .kind = INPUT_LIST, .label = "Hoàn thành bồi dưỡng" },
  { 0 },
};

/* ---- rows as they were sent ---- */

typedef struct {
  YearResult result;
  const char *began; /* mark of what the form showed */
} Sent;

typedef struct {
  Sent *items;
  gsize count;
} SentRows;

/* Tells apart what a row says, so that only rows that were worked on are saved. */
static const char *
mark_of (Arena *arena, const YearResult *result)
{
  char hex[SHA256_HEX_LENGTH + 1];
  const char *all = arena_printf (arena, "%d %d %s\n%s", result->discipline, result->training,
                                  result->emulation != NULL ? result->emulation : "",
                                  result->note != NULL ? result->note : "");
  sha256_hex (all, strlen (all), hex);
  return arena_strndup (arena, hex, MARK_LENGTH);
}

/* As an input of one line is handed out; NULL: blank. */
static bool
read_cell (Request *request, const char *input, const char *typed, const char **ret)
{
  Arena *arena = request_arena (request);
  gsize bad = 0;
  if (!text_is_utf8 (typed, strlen (typed), &bad)) {
    request_field_error (request, input, MSG_INPUT_ENCODING, NULL);
    return false;
  }
  const char *text = text_squeeze (arena, text_nfc (arena, typed));
  if (strlen (text) > CELL_BYTES) {
    request_field_long (request, input, text, CELL_BYTES);
    return false;
  }
  for (const char *p = text; *p != '\0'; p++)
    if ((guint8)*p < 0x20 || *p == 0x7F) {
      request_field_error (request, input, MSG_CASE_CONTROL_CHARACTER, NULL);
      return false;
    }
  *ret = text[0] != '\0' ? text : NULL;
  return true;
}

static bool
is_ticked (const GPtrArray *ticked, const char *person)
{
  return g_ptr_array_find_with_equal_func ((GPtrArray *)ticked, person, g_str_equal, NULL);
}

/* False after a report. */
static bool
read_sent (Request *request, SentRows *ret)
{
  static const char *const names[] = { "nguoi", "ban", "goc", "emulation", "note", "discipline", "training" };
  enum { PERSON, VERSION, BEGAN, EMULATION, NOTE, DISCIPLINE, TRAINING };
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  SentRows rows = { 0 };
  bool good = true;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_ptr_array_add (columns, request_list (request, names[i]));
#define COLUMN(i) ((const GPtrArray *)g_ptr_array_index (columns, i))
  for (guint i = VERSION; i <= NOTE; i++)
    good = good && COLUMN (i)->len == COLUMN (PERSON)->len;
  if (!good)
    request_field_error (request, "nguoi", MSG_FORM_BROKEN, "", NULL);
  for (guint i = 0; good && i < COLUMN (PERSON)->len; i++) {
    const char *person = g_ptr_array_index (COLUMN (PERSON), i);
    Sent sent = { .began = g_ptr_array_index (COLUMN (BEGAN), i) };
    sent.result.person_id = g_ascii_strtoll (person, NULL, 10);
    sent.result.version = g_ascii_strtoll (g_ptr_array_index (COLUMN (VERSION), i), NULL, 10);
    sent.result.discipline = is_ticked (COLUMN (DISCIPLINE), person);
    sent.result.training = is_ticked (COLUMN (TRAINING), person);
    good = read_cell (request, "emulation", g_ptr_array_index (COLUMN (EMULATION), i), &sent.result.emulation)
           && read_cell (request, "note", g_ptr_array_index (COLUMN (NOTE), i), &sent.result.note);
    ARENA_PUSH (request_arena (request), rows.items, rows.count) = sent;
  }
#undef COLUMN
  *ret = rows;
  return good;
}

/* ---- the table ---- */

/* Columns of year_result_page. */
enum {
  ROW_PERSON,
  ROW_CODE,
  ROW_NAME,
  ROW_POSITION,
  ROW_DEPARTMENT,
  ROW_STATE,
  ROW_DONE,
  ROW_RANK,
  ROW_VERSION,
  ROW_DISCIPLINE,
  ROW_TRAINING,
  ROW_EMULATION,
  ROW_NOTE
};

static YearResult
read_row (Arena *arena, const Rows *rows)
{
  return (YearResult){ .person_id = rows_int (rows, ROW_PERSON),
                       .version = rows_int (rows, ROW_VERSION),
                       .discipline = rows_int (rows, ROW_DISCIPLINE) != 0,
                       .training = rows_int (rows, ROW_TRAINING) != 0,
                       .emulation = rows_text_dup (rows, ROW_EMULATION, arena),
                       .note = rows_text_dup (rows, ROW_NOTE, arena) };
}

static const char *
result_words (Arena *arena, const YearResult *result)
{
  return arena_concat (arena, "kỷ luật ", result->discipline ? "đạt" : "không", ", bồi dưỡng ",
                       result->training ? "đạt" : "không", result->emulation != NULL ? ", " : "",
                       result->emulation != NULL ? result->emulation : "", result->note != NULL ? ", " : "",
                       result->note != NULL ? result->note : "", NULL);
}

static const Sent *
sent_of (const SentRows *sent, gint64 person)
{
  for (gsize i = 0; sent != NULL && i < sent->count; i++)
    if (sent->items[i].result.person_id == person)
      return &sent->items[i];
  return NULL;
}

static void
value_set_yes (Value *row, const char *name, const char *mark, bool yes)
{
  value_set_bool (row, name, yes);
  value_set_text (row, mark, yes ? "x" : NULL); /* as tables write it */
}

/* What was typed stays; beside it what somebody else has saved meanwhile. */
static void
view_result (Arena *arena, Value *row, const YearResult *now, const Sent *sent)
{
  bool typed = sent != NULL && strcmp (mark_of (arena, &sent->result), sent->began) != 0;
  const YearResult *result = typed ? &sent->result : now;
  const char *mark = mark_of (arena, now);
  bool overtaken = typed && result->version != now->version && strcmp (mark_of (arena, result), mark) != 0;
  value_set_int (row, "version", now->version);
  value_set_text (row, "mark", mark);
  value_set_yes (row, "discipline", "discipline_mark", result->discipline);
  value_set_yes (row, "training", "training_mark", result->training);
  value_set_text (row, "emulation", result->emulation);
  value_set_text (row, "note", result->note);
  value_set_text (row, "said", overtaken ? result_words (arena, now) : NULL);
}

static Value *
row_value (Arena *arena, const Rows *rows, const SentRows *sent)
{
  Value *row = value_object (arena);
  YearResult now = read_row (arena, rows);
  value_set_int (row, "person_id", now.person_id);
  value_set_text (row, "code", rows_text_dup (rows, ROW_CODE, arena));
  value_set_text (row, "name", rows_text_dup (rows, ROW_NAME, arena));
  value_set_text (row, "position", rows_text_dup (rows, ROW_POSITION, arena));
  value_set_text (row, "department", rows_text_dup (rows, ROW_DEPARTMENT, arena));
  value_set_yes (row, "approved", "approved_mark", g_strcmp0 (rows_text (rows, ROW_STATE), "approved") == 0);
  value_set_text (row, "done", study_percent (arena, rows_text (rows, ROW_DONE)));
  value_set_text (row, "rank", rows_text_dup (rows, ROW_RANK, arena));
  view_result (arena, row, &now, sent_of (sent, now.person_id));
  return row;
}

static bool
read_rows (Request *request, Transaction *transaction, const StudyFilter *filter, const SentRows *sent,
           Value *list, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows = year_result_page (transaction, request_arena (request), filter, error);
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    value_append (list, row_value (request_arena (request), rows, sent));
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

/* "/dot/2026/ket-qua-nam?…&tu=", as it is shown. */
static const char *
address (Request *request, const RoundHead *round)
{
  return arena_concat (request_arena (request), round_path (request, round->year, "ket-qua-nam?"),
                       study_query (request), "&tu=", NULL);
}

static bool
show_table (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  RoundHead round;
  SentRows sent = { 0 };
  Lines titles = { 0 };
  gint64 count = 0;
  Value *page = value_object (arena), *rows = value_list (arena);
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !round_head (request, transaction, &round, error))
    return false;
  StudyFilter filter = study_filter (request, &round, PAGE_ROWS);
  /* Errors were reported when the rows were read to be saved. */
  bool again = request_has_errors (request);
  if (again)
    read_sent (request, &sent);
  if (!study_view_filter (request, transaction, &filter, page, error)
      || !year_result_titles (transaction, arena, round.id, &titles, error)
      || !study_plan_count (transaction, arena, &filter, &count, error)
      || !read_rows (request, transaction, &filter, again ? &sent : NULL, rows, error))
    return false;
  value_set_int (page, "round_year", round.year);
  value_set_text (page, "here", round_path (request, round.year, "ket-qua-nam"));
  value_set_text (page, "plans", round_path (request, round.year, "tu-hoc/danh-sach"));
  value_set (page, "rows", rows);
  value_set_bool (page, "any", value_length (rows) > 0);
  value_set (page, "titles", study_choices (request, titles.items, titles.count, NULL));
  view_paging (arena, page,
               &(Paging){ address (request, &round), filter.start, PAGE_ROWS, value_length (rows), count });
  export_links (request, page, round_path (request, round.year, "ket-qua-nam/tai-ve"), study_query (request));
  request_show (request, value_view (page));
  return true;
}

/* ---- saving ---- */

typedef struct {
  gsize saved;
  const char *overtaken; /* names; NULL: none */
} Saving;

static bool
save_row (Request *request, Transaction *transaction, gint64 round_id, const Sent *sent, Saving *saving,
          GError **error)
{
  Arena *arena = request_arena (request);
  GError *local = NULL;
  StudyPlan person;
  if (strcmp (mark_of (arena, &sent->result), sent->began) == 0)
    return true; /* not worked on */
  if (year_result_save (transaction, arena, round_id, &sent->result, &local)) {
    saving->saved++;
    return true;
  }
  if (!g_error_matches (local, DVHT_ERROR, (gint)MSG_SAVE_CONFLICT)) {
    g_propagate_error (error, local);
    return false;
  }
  g_clear_error (&local);
  if (!study_plan_of (transaction, arena, round_id, sent->result.person_id, &person, error))
    return false;
  saving->overtaken = saving->overtaken == NULL
                          ? person.name
                          : arena_concat (arena, saving->overtaken, ", ", person.name, NULL);
  return true;
}

static bool
write_results (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  SentRows sent;
  Saving saving = { 0 };
  if (!round_head (request, transaction, &round, error))
    return false;
  if (!read_sent (request, &sent))
    return request_invalid (request, error);
  for (gsize i = 0; i < sent.count; i++)
    if (!save_row (request, transaction, round.id, &sent.items[i], &saving, error))
      return false;
  if (saving.overtaken != NULL) {
    request_field_error (request, "nguoi", MSG_YEAR_RESULTS_CONFLICT, saving.overtaken, NULL);
    return request_invalid (request, error);
  }
  request_notice (request, saving.saved > 0 ? MSG_YEAR_RESULTS_SAVED : MSG_YEAR_RESULTS_SAME,
                  decimal_group (request_arena (request), (gint64)saving.saved), NULL);
  const char *start = arena_int (request_arena (request), MAX (request_int (request, "tu", 0), 0));
  request_redirect (request, arena_concat (request_arena (request), address (request, &round), start, NULL));
  return true;
}

static bool
prepare_export (Request *request, GError **error)
{
  static const ExportColumn columns[] = { { "code", { "Mã", 10, COLUMN_TEXT } },
                                          { "name", { "Họ và tên", 28, COLUMN_TEXT } },
                                          { "approved_mark", { "Kế hoạch được duyệt", 12, COLUMN_CENTRE } },
                                          { "done", { "Hoàn thành kế hoạch (%)", 12, COLUMN_TEXT } },
                                          { "rank", { "Xếp loại kế hoạch", 12, COLUMN_TEXT } },
                                          { "discipline_mark", { "Kỷ luật lao động", 12, COLUMN_CENTRE } },
                                          { "training_mark", { "Hoàn thành bồi dưỡng", 12, COLUMN_CENTRE } },
                                          { "emulation", { "Danh hiệu thi đua", 24, COLUMN_TEXT } },
                                          { "note", { "Ghi chú", 24, COLUMN_TEXT } } };
  static const ExportSpec spec = { "ket-qua-nam", "Kết quả năm", columns, G_N_ELEMENTS (columns) };
  RoundHead round;
  Value *rows = value_list (request_arena (request));
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !round_head (request, transaction, &round, error))
    return false;
  StudyFilter filter = study_filter (request, &round, EXPORT_MAX_ROWS);
  filter.start = 0;
  return read_rows (request, transaction, &filter, NULL, rows, error)
         && export_send (request, &spec, value_view (rows), error);
}

const Route year_results_routes[] = {
  { METHOD_GET, "/dot/{year}/ket-qua-nam", PERMISSION_STUDY_CLASSIFY,
    "Discipline, training, titles and notes of the year, one table", "Kết quả năm", list_inputs, show_table,
    NULL, NULL, "year_results" },
  { METHOD_POST, "/dot/{year}/ket-qua-nam", PERMISSION_STUDY_CLASSIFY, "Saves the rows that were worked on",
    "Kết quả năm", save_inputs, show_table, NULL, write_results, "year_results" },
  { METHOD_GET, "/dot/{year}/ket-qua-nam/tai-ve", PERMISSION_STUDY_CLASSIFY,
    "The results shown, as CSV or XLSX", NULL, export_inputs, NULL, prepare_export, NULL, NULL },
  { 0 },
};
