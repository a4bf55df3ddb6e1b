/* paper_readers.c - who has read an issued paper and who has not, and how the others are told: a link, a QR
 * code, words to paste into Zalo. */
#include "base/text.h"
#include "store/receipt.h"
#include "store/unit.h"
#include "web/export.h"
#include "web/pages/account_parts.h"
#include "web/pages/pages.h"
#include "web/pages/paper_parts.h"
#include "web/paging.h"
#include "web/shown.h"
#include <string.h>

#define NAMED_AT_MOST 40 /* in the words to paste; the list has all */
#define PAGE_ROWS 200

static const InputSpec inputs[]
    = { YEAR_INPUT, PAPER_INPUT, { .name = "tu", .kind = INPUT_INT, .label = "Từ dòng" }, { 0 } };
static const InputSpec export_inputs[] = { YEAR_INPUT, PAPER_INPUT, EXPORT_INPUT, { 0 } };

static Value *
reader_value (Arena *arena, const Reader *reader)
{
  Value *item = value_object (arena);
  value_set_text (item, "code", reader->code);
  value_set_text (item, "name", reader->name);
  value_set_text (item, "position", reader->position);
  value_set_text (item, "department", reader->department);
  value_set_text (item, "read", reader->read_at != 0 ? shown_instant (arena, reader->read_at) : NULL);
  value_set_bool (item, "left", reader->left);
  value_set_bool (item, "no_account", !reader->has_account && reader->read_at == 0);
  return item;
}

static Value *
reader_list (Arena *arena, const Readers *readers, gsize start, gsize count)
{
  Value *list = value_list (arena);
  for (gsize i = start; i < readers->count && i - start < count; i++)
    value_append (list, reader_value (arena, &readers->items[i]));
  return list;
}

/* ---- what is sent around ---- */

static const char *
paper_words (Arena *arena, const PaperAt *at, const char *abbreviation)
{
  const char *code = paper_code (arena, abbreviation, at->key, record_int (&at->record, "number"));
  const char *date = record_text (&at->record, "date");
  return arena_concat (arena, at->spec->title, code != NULL ? " số " : "", code != NULL ? code : "",
                       date != NULL ? " ngày " : "", date != NULL ? shown_day (arena, date) : "", NULL);
}

/* "A, B, C và 12 người khác" */
static const char *
names_words (Arena *arena, const Readers *readers, gsize missing)
{
  const char *words = "";
  for (gsize i = 0; i < MIN (missing, NAMED_AT_MOST); i++)
    words = arena_concat (arena, words, i > 0 ? ", " : "", readers->items[i].name, NULL);
  return missing <= NAMED_AT_MOST
             ? words
             : arena_concat (arena, words, " và ", arena_int (arena, (gint64)missing - NAMED_AT_MOST),
                             " người khác", NULL);
}

static const char *
reminder (Request *request, const char *paper, const char *link, const Readers *readers, gsize missing)
{
  Arena *arena = request_arena (request);
  const char *unit = request_identity (request)->unit_name;
  const char *text = arena_concat (arena, unit, " đã ban hành ", text_decapitalise (arena, paper),
                                   ". Mời mọi người mở liên kết, đọc và bấm “Tôi đã đọc”:\n", link, NULL);
  return missing == 0 ? text
                      : arena_concat (arena, text, "\nChưa đọc (", arena_int (arena, (gint64)missing),
                                      " người): ", names_words (arena, readers, missing), ".", NULL);
}

static void
add_ways (Request *request, Value *page, const PaperAt *at, const char *abbreviation, const Readers *readers,
          gsize missing)
{
  Arena *arena = request_arena (request);
  const char *link = arena_concat (arena, request_origin (request), paper_path (request, at, "doc"), NULL);
  const char *qr = qr_svg (arena, link);
  value_set_text (page, "link", link);
  value_set_text (page, "reminder",
                  reminder (request, paper_words (arena, at, abbreviation), link, readers, missing));
  if (qr != NULL)
    value_set_raw (page, "qr", qr);
  else
    value_set_text (page, "qr", NULL);
}

/* ---- the page and the file ---- */

static gsize
first_row_of (Request *request)
{
  return (gsize)CLAMP (request_int (request, "tu", 0), 0, READERS_ALL);
}

/* A page of the list. */
static void
add_list (Request *request, Value *page, const PaperAt *at, const Readers *readers, gint64 all)
{
  Arena *arena = request_arena (request);
  gsize start = first_row_of (request);
  Value *list = reader_list (arena, readers, start, PAGE_ROWS);
  value_set (page, "readers", list);
  view_paging (arena, page,
               &(Paging){ arena_concat (arena, paper_path (request, at, "da-doc"), "?tu=", NULL),
                          (guint)start, PAGE_ROWS, value_length (list), all });
}

/* The first `count`; nobody where there is nothing to read. */
static bool
load_readers (Request *request, gint64 count, PaperAt *ret_at, Readers *ret, ReaderCounts *ret_counts,
              GError **error)
{
  Transaction *transaction = request_read (request, error);
  *ret = (Readers){ 0 };
  *ret_counts = (ReaderCounts){ 0 };
  return transaction != NULL && paper_at (request, transaction, ret_at, error)
         && (!ret_at->found || !paper_is_issued (&ret_at->record)
             || (readers_count (transaction, &ret_at->record, ret_counts, error)
                 && readers_load (transaction, request_arena (request), &ret_at->record, count, ret, error)));
}

static bool
show_readers (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  PaperAt at;
  Readers readers;
  ReaderCounts counts;
  Unit unit = { 0 };
  if (!load_readers (request, (gint64)first_row_of (request) + PAGE_ROWS, &at, &readers, &counts, error)
      || !unit_load (request_read (request, error), arena, &unit, error))
    return false;
  if (at.key == NULL)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  /* Who left counts no longer, neither as reader nor as somebody to wait for. */
  gsize missing = (gsize)(counts.people - counts.read);
  Value *page = value_object (arena);
  value_set_text (page, "title", arena_concat (arena, "Ai đã đọc: ", at.spec->title, NULL));
  value_set_text (page, "paper", paper_words (arena, &at, unit.code));
  value_set_text (page, "here", paper_path (request, &at, ""));
  value_set_bool (page, "issued", at.found && paper_is_issued (&at.record));
  add_list (request, page, &at, &readers, counts.people + counts.left);
  value_set_int (page, "count", counts.people);
  value_set_int (page, "read_count", counts.read);
  value_set_int (page, "missing", (gint64)missing);
  value_set_bool (page, "any_missing", missing > 0);
  add_ways (request, page, &at, unit.code, &readers, missing);
  export_links (request, page, paper_path (request, &at, "da-doc/tai-ve"), "");
  request_show (request, value_view (page));
  return true;
}

static const ExportColumn export_columns[] = {
  { "code", { "Mã", 10, COLUMN_TEXT } },          { "name", { "Họ và tên", 28, COLUMN_TEXT } },
  { "position", { "Chức vụ", 20, COLUMN_TEXT } }, { "department", { "Tổ", 20, COLUMN_TEXT } },
  { "read", { "Đã đọc lúc", 18, COLUMN_TEXT } },
};

static bool
prepare_export (Request *request, GError **error)
{
  PaperAt at;
  Readers readers;
  ReaderCounts counts;
  if (!load_readers (request, READERS_ALL, &at, &readers, &counts, error))
    return false;
  if (at.key == NULL || readers.count == 0)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  const char *stem = arena_concat (request_arena (request), "da-doc-", at.spec->stem, NULL);
  const ExportSpec spec = { stem, "Đã đọc", export_columns, G_N_ELEMENTS (export_columns) };
  return export_send (request, &spec,
                      value_view (reader_list (request_arena (request), &readers, 0, readers.count)), error);
}

const Route paper_readers_routes[] = {
  { METHOD_GET, "/dot/{year}/van-ban/{paper}/da-doc", PERMISSION_PAPERS_READ,
    "Who has read an issued paper, and how the others are told", NULL, inputs, show_readers, NULL, NULL,
    "paper_readers" },
  { METHOD_GET, "/dot/{year}/van-ban/{paper}/da-doc/tai-ve", PERMISSION_PAPERS_READ,
    "Who has read an issued paper, as CSV or XLSX", NULL, export_inputs, NULL, prepare_export, NULL, NULL },
  { 0 },
};
