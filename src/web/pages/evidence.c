/* evidence.c - the list of a round's evidence: found, filtered, sent as a file; what is missing of it. */
#include "base/text.h"
#include "model/hint.h"
#include "store/evidence_list.h"
#include "store/round_parts.h"
#include "web/export.h"
#include "web/pages/evidence_parts.h"
#include "web/pages/pages.h"
#include "web/paging.h"
#include "web/shown.h"
#include <string.h>

#define PAGE_ROWS 60

static const char *const shows[] = { "chua-tep", "chua-chi-tieu", NULL };

#define FILTER_INPUTS                                                                                        \
  { .name = "tim", .kind = INPUT_TEXT, .label = "Tìm" },                                                     \
      { .name = "chi_tieu", .kind = INPUT_TEXT, .label = "Chỉ tiêu", .limit = 20 },                          \
  {                                                                                                          \
    .name = "xem", .kind = INPUT_CHOICE, .label = "Xem", .choices = shows                                    \
  }

static const InputSpec list_inputs[]
    = { YEAR_INPUT, FILTER_INPUTS, { .name = "tu", .kind = INPUT_INT, .label = "Từ dòng" }, { 0 } };
static const InputSpec export_inputs[] = { YEAR_INPUT, EXPORT_INPUT, FILTER_INPUTS, { 0 } };
static const InputSpec year_inputs[] = { YEAR_INPUT, { 0 } };

/* ---- the filter ---- */

static EvidenceFilter
read_filter (Request *request)
{
  const char *show = request_text (request, "xem");
  return (EvidenceFilter){ .search = request_text (request, "tim"),
                           .indicator = request_text (request, "chi_tieu"),
                           .show = show == NULL                     ? NULL
                                   : strcmp (show, "chua-tep") == 0 ? "unfiled"
                                                                    : "unlinked",
                           .account_id = request_identity (request)->account_id,
                           .every = request_may (request, PERMISSION_EVIDENCE_RESTRICTED) };
}

static const char *
filter_query (Request *request, const EvidenceFilter *filter)
{
  Arena *arena = request_arena (request);
  return arena_concat (arena, "tim=", query_value (arena, filter->search),
                       "&chi_tieu=", query_value (arena, filter->indicator),
                       "&xem=", query_value (arena, request_text (request, "xem")), NULL);
}

/* ---- rows ---- */

/* The columns of the statement evidence_page. */
enum {
  CELL_ID,
  CELL_CODE,
  CELL_TITLE,
  CELL_NUMBER,
  CELL_DAY,
  CELL_ISSUER,
  CELL_INDICATORS,
  CELL_LOCATION,
  CELL_BOX,
  CELL_URL,
  CELL_RESTRICTED,
  CELL_FILES
};

/* "1.1, 2.3" */
static const char *
indicators_words (Arena *arena, const char *json)
{
  Lines lines = lines_of_json (arena, json);
  const char *words = lines.count > 0 ? lines.items[0] : "";
  for (gsize i = 1; i < lines.count; i++)
    words = arena_concat (arena, words, ", ", lines.items[i], NULL);
  return words;
}

static void
set_cell (Value *row, const char *name, const Rows *rows, int column, Arena *arena)
{
  const char *text = rows_text_dup (rows, column, arena);
  value_set_text (row, name, text != NULL ? text : "");
}

static Value *
row_value (Request *request, int year, const Rows *rows)
{
  Arena *arena = request_arena (request);
  Value *row = value_object (arena);
  gint64 id = rows_int (rows, CELL_ID);
  value_set_text (row, "path", evidence_path (request, year, id, ""));
  set_cell (row, "code", rows, CELL_CODE, arena);
  set_cell (row, "title", rows, CELL_TITLE, arena);
  set_cell (row, "number", rows, CELL_NUMBER, arena);
  set_cell (row, "date", rows, CELL_DAY, arena);
  value_set_text (row, "date_shown", shown_day (arena, rows_text_dup (rows, CELL_DAY, arena)));
  set_cell (row, "issuer", rows, CELL_ISSUER, arena);
  value_set_text (row, "indicators", indicators_words (arena, rows_text (rows, CELL_INDICATORS)));
  set_cell (row, "paper_location", rows, CELL_LOCATION, arena);
  set_cell (row, "box", rows, CELL_BOX, arena);
  set_cell (row, "url", rows, CELL_URL, arena);
  value_set_bool (row, "restricted", rows_int (rows, CELL_RESTRICTED) != 0);
  value_set_text (row, "restricted_words", rows_int (rows, CELL_RESTRICTED) != 0 ? "có" : "");
  value_set_text (row, "file_count", arena_int (arena, rows_int (rows, CELL_FILES)));
  value_set_bool (row, "unfiled", rows_int (rows, CELL_FILES) == 0);
  return row;
}

static bool
read_rows (Request *request, int year, Rows *rows, Value *list, GError **error)
{
  GError *local = NULL;
  while (rows_next (rows, &local))
    value_append (list, row_value (request, year, rows));
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

/* ---- the page ---- */

static void
add_tab (Request *request, Value *tabs, int year, const char *below, const char *label, bool current)
{
  Value *tab = value_object (request_arena (request));
  value_set_text (tab, "path", round_path (request, year, below));
  value_set_text (tab, "label", label);
  value_set_text (tab, "count", NULL);
  value_set_bool (tab, "current", current);
  value_append (tabs, tab);
}

/* `current`: "", one of `shows`, or "con-thieu". */
static void
add_tabs (Request *request, Value *page, int year, const char *current)
{
  static const struct {
    const char *key, *below, *label;
  } all[] = { { "", "minh-chung", "Danh mục" },
              { "chua-tep", "minh-chung?xem=chua-tep", "Chưa có tệp" },
              { "chua-chi-tieu", "minh-chung?xem=chua-chi-tieu", "Chưa gắn chỉ tiêu" },
              { "con-thieu", "minh-chung/con-thieu", "Còn thiếu theo gợi ý" } };
  Value *tabs = value_list (request_arena (request));
  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    add_tab (request, tabs, year, all[i].below, all[i].label, strcmp (all[i].key, current) == 0);
  value_set_text (page, "tabs_label", "Xem minh chứng");
  value_set (page, "tabs", tabs);
}

/* Papers for the boxes, of the round as it stands. */
static void
add_sheets (Request *request, const RoundHead *round, Value *page)
{
  static const char *const ids[] = { "evidence_list", "box_labels", "dividers", "copy_certification" };
  Arena *arena = request_arena (request);
  Value *list = value_list (arena);
  bool may = request_may (request, PERMISSION_PAPERS_READ);
  for (gsize i = 0; may && i < round->scheme->document_count; i++) {
    const DocumentSpec *spec = &round->scheme->documents[i];
    for (gsize k = 0; k < G_N_ELEMENTS (ids); k++) {
      if (strcmp (spec->id, ids[k]) != 0)
        continue;
      Value *item = value_object (arena);
      value_set_text (item, "label", spec->title);
      value_set_text (
          item, "path",
          round_path (request, round->year,
                      arena_concat (arena, "van-ban/", spec->id, "/tep/", spec->stem, ".pdf", NULL)));
      value_append (list, item);
    }
  }
  value_set (page, "sheets", list);
  value_set_bool (page, "any_sheet", value_length (list) > 0);
}

static void
add_common (Request *request, const RoundHead *round, Value *page)
{
  const char *chosen = request_text (request, "chi_tieu");
  value_set_text (page, "here", round_path (request, round->year, "minh-chung"));
  value_set_int (page, "round_year", round->year);
  value_set_bool (page, "may_write", request_may (request, PERMISSION_EVIDENCE_WRITE));
  value_set (page, "criteria",
             evidence_indicators (request_arena (request), round->scheme, &chosen, chosen != NULL ? 1 : 0));
  add_sheets (request, round, page);
}

static void
add_pages (Request *request, const RoundHead *round, const EvidenceFilter *filter, gint64 count, gsize shown,
           Value *page)
{
  Arena *arena = request_arena (request);
  const char *here = round_path (request, round->year, "minh-chung");
  const char *query = filter_query (request, filter);
  const Paging paging = { .address = arena_concat (arena, here, "?", query, "&tu=", NULL),
                          .start = filter->start,
                          .page_rows = PAGE_ROWS,
                          .shown = shown,
                          .count = count };
  view_paging (arena, page, &paging);
  export_links (request, page, arena_concat (arena, here, "/tai-ve", NULL), query);
}

/* The page first: one that is not full says by itself how many there are, and looking for what is rare goes
 * through all of them once only. */
static bool
read_page (Request *request, Transaction *transaction, const RoundHead *round, const EvidenceFilter *filter,
           Value *list, gint64 *ret_count, GError **error)
{
  Arena *arena = request_arena (request);
  Rows *rows = evidence_page (transaction, arena, round->id, filter, error);
  bool read = rows != NULL && read_rows (request, round->year, rows, list, error);
  rows_close (rows);
  gsize shown = value_length (list);
  if (!read || (shown < PAGE_ROWS && (shown > 0 || filter->start == 0))) {
    *ret_count = filter->start + (gint64)shown;
    return read;
  }
  return evidence_count (transaction, arena, round->id, filter, ret_count, error);
}

static bool
show_list (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  RoundHead round;
  EvidenceFilter filter = read_filter (request);
  Value *page = value_object (arena), *list = value_list (arena);
  gint64 count = 0;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !round_head (request, transaction, &round, error))
    return false;
  filter.start = (guint)CLAMP (request_int (request, "tu", 0), 0, 1000000);
  filter.count = PAGE_ROWS;
  if (!read_page (request, transaction, &round, &filter, list, &count, error))
    return false;
  const char *show = request_text (request, "xem");
  value_set (page, "rows", list);
  value_set_bool (page, "any", value_length (list) > 0);
  value_set_text (page, "show", show != NULL ? show : "");
  value_set_bool (page, "searched", filter.search != NULL || filter.indicator != NULL);
  value_set_bool (page, "filtered", show != NULL);
  add_tabs (request, page, round.year, show != NULL ? show : "");
  add_common (request, &round, page);
  bool searches = filter.search != NULL || filter.indicator != NULL || filter.show != NULL;
  value_set_bool (page, "more_than", searches && count == EVIDENCE_COUNTED);
  add_pages (request, &round, &filter, count, value_length (list), page);
  request_show (request, value_view (page));
  return true;
}

/* ---- the list as a file ---- */

static const ExportColumn export_columns[] = {
  { "code", { "Mã", 14, COLUMN_TEXT } },
  { "title", { "Tên minh chứng", 60, COLUMN_TEXT } },
  { "number", { "Số, ký hiệu", 16, COLUMN_TEXT } },
  { "date", { "Ngày ban hành", 12, COLUMN_DATE } },
  { "issuer", { "Nơi ban hành hoặc người thực hiện", 30, COLUMN_TEXT } },
  { "indicators", { "Chỉ tiêu", 14, COLUMN_TEXT } },
  { "file_count", { "Số tệp", 8, COLUMN_CENTRE } },
  { "paper_location", { "Nơi để bản giấy", 24, COLUMN_TEXT } },
  { "box", { "Hộp", 8, COLUMN_CENTRE } },
  { "url", { "Địa chỉ trên mạng", 30, COLUMN_TEXT } },
  { "restricted_words", { "Hạn chế người xem", 10, COLUMN_CENTRE } },
};

static bool
prepare_export (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  RoundHead round;
  EvidenceFilter filter = read_filter (request);
  Value *list = value_list (arena);
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !round_head (request, transaction, &round, error))
    return false;
  filter.count = EXPORT_MAX_ROWS + 1;
  g_autoptr (Rows) rows = evidence_page (transaction, arena, round.id, &filter, error);
  if (rows == NULL || !read_rows (request, round.year, rows, list, error))
    return false;
  const ExportSpec spec
      = { "danh-muc-minh-chung", "Minh chứng", export_columns, G_N_ELEMENTS (export_columns) };
  return export_send (request, &spec, value_view (list), error);
}

/* ---- what is missing ---- */

static Value *
hints_value (Request *request, int year, const Indicator *indicator, const IndicatorFigures *figures)
{
  Arena *arena = request_arena (request);
  Value *list = value_list (arena);
  for (gsize i = 0; i < indicator->hint_count; i++) {
    const char *hint = indicator->hints[i];
    if (hint_is_backed (arena, hint, figures))
      continue;
    Value *item = value_object (arena);
    const char *below = arena_concat (arena, "minh-chung/moi?chi_tieu=", query_value (arena, indicator->id),
                                      "&ten=", query_value (arena, text_capitalise (arena, hint)), NULL);
    value_set_text (item, "hint", hint);
    value_set_text (item, "path", round_path (request, year, below));
    value_append (list, item);
  }
  return list;
}

static Value *
missing_value (Request *request, int year, const Indicator *indicator, const IndicatorFigures *figures)
{
  Arena *arena = request_arena (request);
  Value *item = value_object (arena), *hints = hints_value (request, year, indicator, figures);
  bool none = figures->evidence_count == 0;
  value_set_text (item, "indicator", indicator->id);
  value_set_text (item, "text", indicator->text);
  value_set_int (item, "backed", (gint64)figures->evidence_count);
  value_set_text (
      item, "list_path",
      round_path (request, year,
                  arena_concat (arena, "minh-chung?chi_tieu=", query_value (arena, indicator->id), NULL)));
  value_set_text (item, "add_path",
                  round_path (request, year,
                              arena_concat (arena, "minh-chung/moi?chi_tieu=",
                                            query_value (arena, indicator->id), NULL)));
  value_set_bool (item, "none", none);
  value_set_text (item, "state_shape", none ? "todo" : value_length (hints) > 0 ? "doing" : "done");
  value_set_text (
      item, "state_words",
      none ? "chưa có minh chứng nào"
           : arena_concat (arena, arena_int (arena, (gint64)figures->evidence_count), " minh chứng", NULL));
  value_set (item, "hints", hints);
  value_set_bool (item, "any_hint", value_length (hints) > 0);
  return item;
}

typedef struct {
  RoundHead round;
  const Figures *figures;
} Missing;

static bool
prepare_missing (Request *request, GError **error)
{
  StoredRound stored;
  Missing *missing = arena_new0 (request_arena (request), Missing);
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !round_head (request, transaction, &missing->round, error)
      || !round_whole (request, transaction, missing->round.id, &stored, error))
    return false;
  missing->figures = figures_compute (stored.round, request_arena (request));
  request_set_prepared (request, missing);
  return true;
}

static bool
show_missing (Request *request, GError **error)
{
  const Missing *missing = request_prepared (request);
  const Scheme *scheme = missing->round.scheme;
  Value *page = value_object (request_arena (request)), *list = value_list (request_arena (request));
  gint64 none = 0, applicable = 0;
  for (gsize i = 0; i < scheme->indicator_count; i++) {
    const IndicatorFigures *figures = &missing->figures->indicators[i];
    if (!figures->applicable)
      continue;
    applicable++;
    none += figures->evidence_count == 0 ? 1 : 0;
    value_append (list, missing_value (request, missing->round.year, &scheme->indicators[i], figures));
  }
  value_set (page, "missing", list);
  value_set_int (page, "none_count", none);
  value_set_bool (page, "any_none", none > 0);
  value_set_int (page, "applicable", applicable);
  add_tabs (request, page, missing->round.year, "con-thieu");
  add_common (request, &missing->round, page);
  request_show (request, value_view (page));
  return true;
}

const Route evidence_routes[] = {
  { METHOD_GET, "/dot/{year}/minh-chung", PERMISSION_EVIDENCE_READ, "Evidence of a round", "Minh chứng",
    list_inputs, show_list, NULL, NULL, "evidence" },
  { METHOD_GET, "/dot/{year}/minh-chung/tai-ve", PERMISSION_EVIDENCE_READ,
    "The evidence shown, as CSV or XLSX", NULL, export_inputs, NULL, prepare_export, NULL, NULL },
  { METHOD_GET, "/dot/{year}/minh-chung/con-thieu", PERMISSION_EVIDENCE_READ,
    "What evidence is missing by the scheme's hints", "Minh chứng còn thiếu", year_inputs, show_missing,
    prepare_missing, NULL, "evidence_missing" },
  { 0 },
};
