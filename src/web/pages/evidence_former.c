/* evidence_former.c - evidence of the former year taken over into this one: one by one or many at once, each
 * with a number and day of its own and a new code; its files are shared by content. */
#include "base/text.h"
#include "store/next_year.h"
#include "web/pages/pages.h"
#include "web/pages/round_parts.h"
#include "web/shown.h"
#include <stdlib.h>
#include <string.h>

#define CELL_BYTES 200

static const InputSpec show_inputs[] = { YEAR_INPUT, { 0 } };

/* Rows side by side: "ma", "so", "ngay" once a row; "chosen" holds those ticked. */
static const InputSpec take_inputs[] = {
  YEAR_INPUT,
  { .name = "chosen", .kind = INPUT_LIST, .label = "Minh chứng" },
  { .name = "ma", .kind = INPUT_LIST, .label = "Mã" },
  { .name = "so", .kind = INPUT_LIST, .label = "Số, ký hiệu" },
  { .name = "ngay", .kind = INPUT_LIST, .label = "Ngày" },
  { 0 },
};

/* ---- both rounds ---- */

/* The newest round before this one; `ret->from_id` 0: none. */
static bool
load_former (Request *request, Transaction *transaction, const RoundHead *round, NextYear *ret,
             GError **error)
{
  GError *local = NULL;
  NextYear next = { .year = round->year, .scheme = round->scheme };
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_round_before, error, DB_INT (round->year));
  if (rows == NULL)
    return false;
  if (rows_next (rows, &local)) {
    next.from_id = rows_int (rows, 0);
    next.from_year = (int)rows_int (rows, 1);
    next.from_scheme = request_scheme (request, rows_text (rows, 2), &local);
  }
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  *ret = next;
  return true;
}

/* Columns of evidence_of_former. */
enum {
  AT_ID,
  AT_TITLE,
  AT_NUMBER,
  AT_DATE,
  AT_ISSUER,
  AT_CODE,
  AT_PLACE,
  AT_TAKEN,
  AT_FILES,
  AT_RESTRICTED,
  AT_ADDED_BY
};

/* ---- what was ticked ---- */

typedef struct {
  EvidenceTaken *items;
  gsize count;
} Ticked;

static const char *
cell (const GPtrArray *column, guint at)
{
  return at < column->len ? g_ptr_array_index (column, at) : "";
}

static bool
is_ticked (const GPtrArray *chosen, const char *id)
{
  return g_ptr_array_find_with_equal_func ((GPtrArray *)chosen, id, g_str_equal, NULL);
}

/* A number as typed, NULL where blank; reports what is none. */
static const char *
read_number (Request *request, const char *typed)
{
  Arena *arena = request_arena (request);
  gsize bad = 0;
  if (!text_is_utf8 (typed, strlen (typed), &bad)) {
    request_field_error (request, "so", MSG_INPUT_ENCODING, NULL);
    return NULL;
  }
  const char *text = text_squeeze (arena, text_nfc (arena, typed));
  if (strlen (text) > CELL_BYTES)
    request_field_long (request, "so", text, CELL_BYTES);
  for (const char *p = text; *p != '\0'; p++)
    if ((guint8)*p < 0x20 || *p == 0x7F) {
      request_field_error (request, "so", MSG_CASE_CONTROL_CHARACTER, NULL);
      return NULL;
    }
  return text[0] != '\0' ? text : NULL;
}

static const char *
read_day (Request *request, const char *typed)
{
  CivilDate day = { 0 };
  if (typed[0] == '\0')
    return NULL;
  if (!date_parse_vietnamese (typed, &day)) {
    request_field_error (request, "ngay", MSG_INPUT_DATE, NULL);
    return NULL;
  }
  return date_iso (request_arena (request), day);
}

/* Reports what is wrong in the rows that were ticked. */
static Ticked
read_ticked (Request *request)
{
  g_autoptr (GPtrArray) chosen = request_list (request, "chosen"), ids = request_list (request, "ma");
  g_autoptr (GPtrArray) numbers = request_list (request, "so"), days = request_list (request, "ngay");
  Ticked ticked = { 0 };
  for (guint i = 0; i < ids->len; i++) {
    const char *id = cell (ids, i);
    if (is_ticked (chosen, id))
      ARENA_PUSH (request_arena (request), ticked.items, ticked.count)
          = (EvidenceTaken){ .id = g_ascii_strtoll (id, NULL, 10),
                             .number = read_number (request, cell (numbers, i)),
                             .date = read_day (request, cell (days, i)) };
  }
  if (ticked.count == 0)
    request_field_error (request, "chosen", MSG_EVIDENCE_TAKE_NONE, NULL);
  return ticked;
}

/* ---- the page ---- */

/* What only some may see. */
static bool
is_hidden (Request *request, const Rows *rows)
{
  return rows_int (rows, AT_RESTRICTED) != 0 && !request_may (request, PERMISSION_EVIDENCE_RESTRICTED)
         && rows_int (rows, AT_ADDED_BY) != request_identity (request)->account_id;
}

static Value *
row_value (Request *request, const Rows *rows)
{
  Arena *arena = request_arena (request);
  Value *row = value_object (arena);
  const char *date = rows_text (rows, AT_DATE);
  gint64 files = rows_int (rows, AT_FILES);
  value_set_int (row, "id", rows_int (rows, AT_ID));
  value_set_text (row, "label", rows_text_dup (rows, AT_TITLE, arena));
  value_set_text (row, "number", rows_text_dup (rows, AT_NUMBER, arena));
  value_set_text (row, "day", date != NULL ? shown_day (arena, date) : NULL);
  value_set_text (row, "issuer", rows_text_dup (rows, AT_ISSUER, arena));
  value_set_text (row, "code", rows_text_dup (rows, AT_CODE, arena));
  value_set_text (row, "place", rows_text_dup (rows, AT_PLACE, arena));
  value_set_text (row, "files", files > 0 ? arena_int (arena, files) : NULL);
  value_set_bool (row, "taken", !rows_is_null (rows, AT_TAKEN));
  return row;
}

static void
add_typed (Request *request, Value *row, gint64 id)
{
  g_autoptr (GPtrArray) chosen = request_list (request, "chosen"), ids = request_list (request, "ma");
  g_autoptr (GPtrArray) numbers = request_list (request, "so"), days = request_list (request, "ngay");
  const char *key = arena_int (request_arena (request), id);
  guint at = 0;
  bool sent = g_ptr_array_find_with_equal_func (ids, key, g_str_equal, &at);
  value_set_bool (row, "chosen", is_ticked (chosen, key));
  value_set_text (row, "typed_number",
                  sent ? arena_strdup (request_arena (request), cell (numbers, at)) : NULL);
  value_set_text (row, "typed_day", sent ? arena_strdup (request_arena (request), cell (days, at)) : NULL);
}

static bool
add_rows (Request *request, Transaction *transaction, const RoundHead *round, const NextYear *next,
          Value *page, GError **error)
{
  Value *list = value_list (request_arena (request));
  GError *local = NULL;
  gint64 open = 0;
  g_autoptr (Rows) rows
      = db_rows (transaction, QUERY_evidence_of_former, error, DB_INT (round->id), DB_INT (next->from_id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local)) {
    if (is_hidden (request, rows))
      continue;
    Value *row = row_value (request, rows);
    open += rows_is_null (rows, AT_TAKEN);
    add_typed (request, row, rows_int (rows, AT_ID));
    value_append (list, row);
  }
  value_set (page, "rows", list);
  value_set_bool (page, "any", value_length (list) > 0);
  value_set_int (page, "count", (gint64)value_length (list));
  value_set_int (page, "open_count", open);
  value_set_bool (page, "any_open", open > 0);
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

static bool
show_former (Request *request, GError **error)
{
  Transaction *transaction = request_read (request, error);
  RoundHead round;
  NextYear next;
  Value *page = value_object (request_arena (request));
  if (transaction == NULL || !round_head (request, transaction, &round, error)
      || !load_former (request, transaction, &round, &next, error)
      || !add_rows (request, transaction, &round, &next, page, error))
    return false;
  value_set_bool (page, "has_former", next.from_id != 0);
  value_set_int (page, "former_year", next.from_year);
  value_set_int (page, "round_year", round.year);
  value_set_text (page, "base", round_path (request, round.year, ""));
  request_show (request, value_view (page));
  return true;
}

/* ---- taking ---- */

/* Those that the person may see; false where one is not there for them. */
static bool
may_take (Request *request, Transaction *transaction, const RoundHead *round, const NextYear *next,
          const Ticked *ticked, GError **error)
{
  GError *local = NULL;
  bool good = true;
  g_autoptr (Rows) rows
      = db_rows (transaction, QUERY_evidence_of_former, error, DB_INT (round->id), DB_INT (next->from_id));
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    for (gsize i = 0; i < ticked->count && is_hidden (request, rows); i++)
      good = good && ticked->items[i].id != rows_int (rows, AT_ID);
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  return good || request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
}

static bool
write_former (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  NextYear next;
  gsize taken = 0;
  Ticked ticked = read_ticked (request);
  if (request_has_errors (request))
    return request_invalid (request, error);
  if (!round_head (request, transaction, &round, error)
      || !load_former (request, transaction, &round, &next, error))
    return false;
  if (next.from_id == 0)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  if (!may_take (request, transaction, &round, &next, &ticked, error)
      || !next_year_take_evidence (transaction, request_arena (request), &next, round.id, ticked.items,
                                   ticked.count, &taken, error))
    return false;
  request_notice (request, MSG_EVIDENCE_TAKEN, arena_int (request_arena (request), (gint64)taken), NULL);
  request_redirect (request, round_path (request, round.year, "minh-chung-nam-truoc"));
  return true;
}

const Route evidence_former_routes[] = {
  { METHOD_GET, "/dot/{year}/minh-chung-nam-truoc", PERMISSION_EVIDENCE_WRITE,
    "Evidence of the former year that may be taken over", "Lấy lại minh chứng năm trước", show_inputs,
    show_former, NULL, NULL, "evidence_former" },
  { METHOD_POST, "/dot/{year}/minh-chung-nam-truoc", PERMISSION_EVIDENCE_WRITE,
    "Takes over what was ticked, each with its own number and day", "Lấy lại minh chứng năm trước",
    take_inputs, show_former, NULL, write_former, "evidence_former" },
  { 0 },
};
