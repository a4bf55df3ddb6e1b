/* evidence_item.c - one item of evidence: added, changed, taken out; its files are shown with it. */
#include "store/round_parts.h"
#include "web/pages/evidence_parts.h"
#include "web/pages/pages.h"
#include "web/shown.h"
#include <string.h>

static const InputSpec entry_inputs[] = {
  YEAR_INPUT,
  { .name = "id", .kind = INPUT_ID, .label = "Minh chứng" },
  { .name = "version", .kind = INPUT_INT, .label = "Bản" },
  { .name = "title", .kind = INPUT_TEXT, .required = true, .label = "Tên minh chứng", .limit = 600 },
  { .name = "number", .kind = INPUT_TEXT, .label = "Số, ký hiệu", .limit = 100 },
  { .name = "date", .kind = INPUT_DATE, .label = "Ngày ban hành" },
  { .name = "issuer", .kind = INPUT_TEXT, .label = "Nơi ban hành hoặc người thực hiện" },
  { .name = "url", .kind = INPUT_TEXT, .label = "Địa chỉ trên mạng", .limit = 1000 },
  { .name = "indicators", .kind = INPUT_LIST, .label = "Chỉ tiêu" },
  { .name = "paper_location", .kind = INPUT_TEXT, .label = "Nơi để bản giấy" },
  { .name = "box", .kind = INPUT_TEXT, .label = "Hộp", .limit = 40 },
  { .name = "restricted", .kind = INPUT_FLAG, .label = "Hạn chế người xem" },
  EVIDENCE_FILE_INPUTS,
  { 0 },
};

static const InputSpec show_inputs[] = { YEAR_INPUT,
                                         { .name = "id", .kind = INPUT_ID, .label = "Minh chứng" },
                                         { .name = "xem", .kind = INPUT_ID, .label = "Tệp" },
                                         { 0 } };

/* A link from what is missing brings what to add. */
static const InputSpec new_inputs[] = {
  YEAR_INPUT,
  { .name = "chi_tieu", .kind = INPUT_TEXT, .label = "Chỉ tiêu", .limit = 20 },
  { .name = "ten", .kind = INPUT_TEXT, .label = "Tên", .limit = 600 },
  { 0 },
};

static const InputSpec remove_inputs[] = {
  YEAR_INPUT,
  { .name = "id", .kind = INPUT_ID, .required = true, .label = "Minh chứng" },
  { .name = "version", .kind = INPUT_INT, .required = true, .label = "Bản" },
  { 0 },
};

/* ---- files ---- */

static bool
is_picture (const char *type)
{
  static const char *const shown[] = { "image/png", "image/jpeg", "image/webp", "image/gif", NULL };
  return g_strv_contains (shown, type);
}

static Value *
file_value (Request *request, int year, gint64 item, const EvidenceFile *file)
{
  Arena *arena = request_arena (request);
  Value *row = value_object (arena);
  const char *own = arena_concat (arena, "tep/", arena_int (arena, file->id), NULL);
  bool shown = is_picture (file->type) || strcmp (file->type, "application/pdf") == 0;
  value_set_int (row, "file_id", file->id);
  value_set_text (row, "name", file->name);
  value_set_text (row, "size", size_words (arena, file->size));
  value_set_text (row, "path", evidence_path (request, year, item, own));
  value_set_text (row, "look",
                  shown ? arena_concat (arena, evidence_path (request, year, item, ""),
                                        "?xem=", arena_int (arena, file->id), "#xem", NULL)
                        : NULL);
  return row;
}

/* Older versions of a file, newest first. */
static Value *
older_value (Request *request, int year, gint64 item, const EvidenceFiles *files, gint64 newest)
{
  Value *list = value_list (request_arena (request));
  for (bool found = true; found;) {
    found = false;
    for (gsize i = 0; !found && i < files->count; i++)
      if (files->items[i].replaced_by == newest) {
        value_append (list, file_value (request, year, item, &files->items[i]));
        newest = files->items[i].id;
        found = true;
      }
  }
  return list;
}

/* The file chosen to be looked at, else the first that can be. */
static const EvidenceFile *
preview_of (Request *request, const EvidenceFiles *files)
{
  gint64 chosen = request_int (request, "xem", 0);
  const EvidenceFile *first = NULL;
  for (gsize i = 0; i < files->count; i++) {
    const EvidenceFile *file = &files->items[i];
    bool shown = is_picture (file->type) || strcmp (file->type, "application/pdf") == 0;
    if (shown && file->id == chosen)
      return file;
    if (shown && first == NULL && file->replaced_by == 0)
      first = file;
  }
  return first;
}

static void
add_preview (Request *request, int year, gint64 item, const EvidenceFiles *files, Value *page)
{
  const EvidenceFile *file = preview_of (request, files);
  bool picture = file != NULL && is_picture (file->type);
  value_set_text (page, "preview_name", file != NULL ? file->name : NULL);
  value_set_text (page, "preview_path",
                  file != NULL
                      ? evidence_path (request, year, item,
                                       arena_concat (request_arena (request), "tep/",
                                                     arena_int (request_arena (request), file->id), NULL))
                      : NULL);
  value_set_bool (page, "preview_picture", picture);
  value_set_bool (page, "preview_pdf", file != NULL && !picture);
}

static bool
add_files (Request *request, Transaction *transaction, const RoundHead *round, gint64 item, Value *page,
           GError **error)
{
  EvidenceFiles files = { 0 };
  Value *list = value_list (request_arena (request));
  if (item != 0 && !evidence_files (transaction, request_arena (request), round->id, item, &files, error))
    return false;
  for (gsize i = 0; i < files.count; i++) {
    if (files.items[i].replaced_by != 0)
      continue;
    Value *row = file_value (request, round->year, item, &files.items[i]);
    Value *older = older_value (request, round->year, item, &files, files.items[i].id);
    value_set (row, "older", older);
    value_set_int (row, "older_count", (gint64)value_length (older));
    value_set_bool (row, "any_older", value_length (older) > 0);
    value_append (list, row);
  }
  value_set (page, "files", list);
  value_set_bool (page, "any_file", value_length (list) > 0);
  value_set_int (page, "file_count", (gint64)files.count);
  add_preview (request, round->year, item, &files, page);
  return true;
}

/* ---- the page ---- */

static void
fill_form (Request *request, const Record *item)
{
  static const char *const columns[] = { "title", "number", "issuer", "url", "paper_location", "box" };
  Arena *arena = request_arena (request);
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    request_default (request, columns[i], record_text (item, columns[i]));
  request_default (request, "date", shown_day (arena, record_text (item, "date")));
  if (request_text (request, "version") == NULL) /* a box left open is not sent */
    request_default (request, "restricted", record_int (item, "restricted") != 0 ? "1" : NULL);
  request_default (request, "version", arena_int (arena, item->version));
}

/* What was chosen: of the form that came, else of the item. */
static Value *
chosen_indicators (Request *request, const RoundHead *round, const Record *item)
{
  Arena *arena = request_arena (request);
  g_autoptr (GPtrArray) typed = request_list (request, "indicators");
  const char *asked = request_text (request, "chi_tieu");
  if (typed->len > 0 || request_text (request, "title") != NULL)
    return evidence_indicators (arena, round->scheme, (const char *const *)typed->pdata, typed->len);
  if (item == NULL)
    return evidence_indicators (arena, round->scheme, &asked, asked != NULL ? 1 : 0);
  Lines own = lines_of_json (arena, record_text (item, "indicators"));
  return evidence_indicators (arena, round->scheme, own.items, own.count);
}

static bool
show_item (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  gint64 id = request_int (request, "id", 0);
  RoundHead round;
  Record item = { 0 };
  Value *page = value_object (arena);
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL
      || !(id != 0 ? evidence_at (request, transaction, &round, &item, error)
                   : round_head (request, transaction, &round, error)))
    return false;
  value_set (page, "criteria",
             chosen_indicators (request, &round, id != 0 ? &item : NULL)); /* before defaults */
  if (id != 0)
    fill_form (request, &item);
  else {
    request_default (request, "title", request_text (request, "ten"));
    request_default (request, "version", "0");
  }
  value_set_text (page, "title", id != 0 ? record_text (&item, "title") : "Thêm minh chứng");
  value_set_text (page, "code", id != 0 ? record_text (&item, "code") : NULL);
  value_set_text (page, "url_shown", id != 0 ? record_text (&item, "url") : NULL);
  value_set_int (page, "id", id);
  value_set_bool (page, "is_new", id == 0);
  value_set_text (page, "list", round_path (request, round.year, "minh-chung"));
  value_set_text (page, "here",
                  id != 0 ? evidence_path (request, round.year, id, "")
                          : round_path (request, round.year, "minh-chung/moi"));
  value_set_int (page, "round_year", round.year);
  value_set_bool (page, "may_write", request_may (request, PERMISSION_EVIDENCE_WRITE));
  value_set_bool (page, "is_restricted", request_flag (request, "restricted"));
  if (!evidence_view_uploads (request, page, error)
      || !add_files (request, transaction, &round, id, page, error))
    return false;
  request_show (request, value_view (page));
  return true;
}

/* ---- saving ---- */

static const char *
typed_indicators (Request *request, const Scheme *scheme)
{
  Arena *arena = request_arena (request);
  g_autoptr (GPtrArray) typed = request_list (request, "indicators");
  Lines lines = { 0 };
  for (guint i = 0; i < typed->len; i++) {
    const char *id = g_ptr_array_index (typed, i);
    if (id[0] != '\0' && scheme_find_indicator (scheme, id) == NULL)
      request_field_error (request, "indicators", MSG_EVIDENCE_INDICATOR, id, NULL);
  }
  for (gsize i = 0; i < scheme->indicator_count; i++)
    for (guint k = 0; k < typed->len; k++)
      if (strcmp (scheme->indicators[i].id, g_ptr_array_index (typed, k)) == 0) {
        ARENA_PUSH (arena, lines.items, lines.count) = scheme->indicators[i].id;
        break;
      }
  return lines_json (arena, lines);
}

static EvidenceEntry
typed_entry (Request *request, const Scheme *scheme)
{
  const char *url = request_text (request, "url");
  if (url != NULL && !g_str_has_prefix (url, "https://") && !g_str_has_prefix (url, "http://"))
    request_field_error (request, "url", MSG_EVIDENCE_URL, NULL);
  return (EvidenceEntry){ .title = request_text (request, "title"),
                          .number = request_text (request, "number"),
                          .date = request_text (request, "date"),
                          .issuer = request_text (request, "issuer"),
                          .url = url,
                          .indicators = typed_indicators (request, scheme),
                          .paper_location = request_text (request, "paper_location"),
                          .box = request_text (request, "box"),
                          .restricted = request_flag (request, "restricted") };
}

static bool
prepare_item (Request *request, GError **error)
{
  Received *received = NULL;
  bool done = evidence_receive (request, &received, error);
  request_set_prepared (request, received);
  return done;
}

static bool
write_item (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  const Received *received = request_prepared (request);
  gint64 id = request_int (request, "id", 0);
  RoundHead head;
  Record item;
  if (!(id != 0 ? evidence_at (request, transaction, &head, &item, error)
                : round_head (request, transaction, &head, error)))
    return false;
  EvidenceRound round = evidence_round (&head);
  EvidenceEntry entry = typed_entry (request, head.scheme);
  if (request_has_errors (request))
    return request_invalid (request, error);
  bool fresh = id == 0;
  bool saved = fresh ? evidence_add (transaction, arena, &round, &entry, &id, error)
                           && evidence_give_codes (transaction, arena, &round, error)
                     : evidence_save (transaction, arena, &round, id, request_int (request, "version", 0),
                                      &entry, error);
  if (!saved || !evidence_take (transaction, arena, received, error)
      || !evidence_files_add (transaction, arena, head.id, id, received->files, received->count, 0, error))
    return false;
  request_notice (request, fresh ? MSG_EVIDENCE_ADDED : MSG_EVIDENCE_SAVED, entry.title, NULL);
  request_redirect (request, evidence_path (request, head.year, id, ""));
  return true;
}

static bool
write_remove (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  RoundHead head;
  Record item;
  if (!evidence_at (request, transaction, &head, &item, error))
    return false;
  EvidenceRound round = evidence_round (&head);
  request_notice (request, MSG_EVIDENCE_REMOVED, record_text (&item, "title"), NULL);
  request_redirect (request, round_path (request, head.year, "minh-chung"));
  return evidence_remove (transaction, arena, &round, item.id, request_int (request, "version", 0), error);
}

const Route evidence_item_routes[] = {
  { METHOD_GET, "/dot/{year}/minh-chung/moi", PERMISSION_EVIDENCE_WRITE, "The form of a new item of evidence",
    "Thêm minh chứng", new_inputs, show_item, NULL, NULL, "evidence_item" },
  { METHOD_POST, "/dot/{year}/minh-chung/moi", PERMISSION_EVIDENCE_WRITE,
    "Adds an item of evidence with its files", "Thêm minh chứng", entry_inputs, show_item, prepare_item,
    write_item, "evidence_item", "evidence" },
  { METHOD_GET, "/dot/{year}/minh-chung/{id}", PERMISSION_EVIDENCE_READ,
    "One item of evidence with its files", NULL, show_inputs, show_item, NULL, NULL, "evidence_item" },
  { METHOD_POST, "/dot/{year}/minh-chung/{id}", PERMISSION_EVIDENCE_WRITE, "Changes an item of evidence",
    NULL, entry_inputs, show_item, prepare_item, write_item, "evidence_item", "evidence" },
  { METHOD_POST, "/dot/{year}/minh-chung/{id}/bo", PERMISSION_EVIDENCE_WRITE,
    "Takes an item of evidence out with its files", NULL, remove_inputs, NULL, NULL, write_remove },
  { 0 },
};
