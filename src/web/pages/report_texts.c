/* report_texts.c - the longer texts of the report (introduction, overview, conclusion) and its abbreviations.
 */
#include "store/record.h"
#include "store/round_text.h"
#include "web/pages/pages.h"
#include "web/pages/prose.h"
#include "web/pages/round_parts.h"
#include <string.h>

typedef struct {
  const char *name, *label, *explained;
} Part;

static const Part parts[] = {
  { "introduction", "Mở đầu", "báo cáo dựa trên đâu, làm như thế nào" },
  { "unit_overview", "Khái quát về đơn vị",
    "đội ngũ, người học, điều kiện học tập; số liệu chèn từ chương trình" },
  { "conclusion", "Kết luận, đề nghị", "kết quả chung và điều đơn vị đề nghị" },
};
static const char *const names[] = { "introduction", "unit_overview", "conclusion", NULL };
static const char *const acts[] = { "luu", "bo", NULL };

static const InputSpec show_inputs[] = {
  YEAR_INPUT,
  { .name = "phan", .kind = INPUT_CHOICE, .label = "Phần", .choices = names },
  { 0 },
};
static const InputSpec text_inputs[] = {
  YEAR_INPUT,
  { .name = "name", .kind = INPUT_CHOICE, .required = true, .label = "Phần", .choices = names },
  { .name = "id", .kind = INPUT_INT, .label = "Số thứ tự" },
  { .name = "version", .kind = INPUT_INT, .required = true, .label = "Bản" },
  { .name = "text", .kind = INPUT_LINES, .label = "Nội dung", .limit = 60000 },
  { 0 },
};
static const InputSpec short_inputs[] = {
  YEAR_INPUT,
  { .name = "so", .kind = INPUT_ID, .label = "Dòng" },
  { .name = "ban", .kind = INPUT_INT, .label = "Bản" },
  { .name = "short", .kind = INPUT_TEXT, .required = true, .label = "Viết tắt", .limit = 60 },
  { .name = "long", .kind = INPUT_TEXT, .label = "Viết đầy đủ", .limit = 300 },
  { .name = "viec", .kind = INPUT_CHOICE, .required = true, .label = "Việc", .choices = acts },
  { 0 },
};

/* Below every real id, so that drafts of parts not written yet are apart. */
static gint64
unwritten (const RoundHead *round, gsize part)
{
  return -(round->id * 10 + (gint64)part + 1);
}

/* ---- showing ---- */

static bool
add_part (Request *request, Transaction *transaction, const RoundHead *round, gsize i, const char *open,
          RoundProse *prose, Value *list, GError **error)
{
  Arena *arena = request_arena (request);
  RoundText text;
  if (!round_text_find (transaction, arena, round->id, parts[i].name, &text, error))
    return false;
  bool editing = g_strcmp0 (parts[i].name, open) == 0;
  const char *read = NULL;
  if (!editing && !round_prose (request, transaction, prose, text.text, &read, error))
    return false;
  Value *item = value_object (arena);
  value_set_text (item, "name", parts[i].name);
  value_set_text (item, "label", parts[i].label);
  value_set_text (item, "explained", parts[i].explained);
  value_set_raw (item, "prose", read);
  value_set_bool (item, "editing", editing);
  value_append (list, item);
  if (!editing)
    return true;
  request_default (request, "id", arena_int (arena, text.id != 0 ? text.id : unwritten (round, i)));
  request_default (request, "version", arena_int (arena, text.version));
  request_default (request, "text", text.text != NULL ? text.text : "");
  return true;
}

static bool
add_abbreviations (Request *request, Transaction *transaction, const RoundHead *round, Value *page,
                   GError **error)
{
  Arena *arena = request_arena (request);
  Records records;
  Value *list = value_list (arena);
  if (!record_list (transaction, arena, RECORD_abbreviation, round->id, &records, error))
    return false;
  for (gsize i = 0; i < records.count; i++) {
    Value *item = value_object (arena);
    value_set_int (item, "id", records.items[i].id);
    value_set_int (item, "version", records.items[i].version);
    value_set_text (item, "short", record_text (&records.items[i], "short"));
    value_set_text (item, "long", record_text (&records.items[i], "long"));
    value_append (list, item);
  }
  value_set (page, "abbreviations", list);
  value_set_bool (page, "any_abbreviation", records.count > 0);
  return true;
}

static bool
show_texts (Request *request, GError **error)
{
  RoundHead round;
  Value *page = value_object (request_arena (request)), *list = value_list (request_arena (request));
  Transaction *transaction = request_read (request, error);
  bool may = request_may (request, PERMISSION_PAPERS_WRITE);
  const char *open = request_text (request, "name");
  if (open == NULL)
    open = request_text (request, "phan");
  if (transaction == NULL || !round_head (request, transaction, &round, error))
    return false;
  RoundProse prose = { .round_id = round.id };
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!add_part (request, transaction, &round, i, may ? open : NULL, &prose, list, error))
      return false;
  if (!add_abbreviations (request, transaction, &round, page, error))
    return false;
  value_set (page, "parts", list);
  value_set_bool (page, "may_write", may);
  value_set_text (page, "here", round_path (request, round.year, "bao-cao"));
  value_set_text (page, "base", round_path (request, round.year, ""));
  request_show (request, value_view (page));
  return true;
}

/* ---- saving ---- */

static bool
write_text (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  if (!round_head (request, transaction, &round, error))
    return false;
  request_notice (request, MSG_REPORT_TEXT_SAVED, NULL);
  request_redirect (request, round_path (request, round.year, "bao-cao"));
  return round_text_save (transaction, request_arena (request), round.id, request_text (request, "name"),
                          request_int (request, "version", 0), request_text (request, "text"), error);
}

/* The line of that short form, other than `but`; 0: none. */
static gint64
line_of (const Records *records, const char *short_form, gint64 but)
{
  for (gsize i = 0; i < records->count; i++)
    if (records->items[i].id != but && strcmp (record_text (&records->items[i], "short"), short_form) == 0)
      return records->items[i].id;
  return 0;
}

static bool
save_line (Request *request, Transaction *transaction, const RoundHead *round, const Records *lines,
           const char *short_form, GError **error)
{
  Arena *arena = request_arena (request);
  gint64 id = request_int (request, "so", 0);
  const char *long_form = request_text (request, "long");
  if (id != 0)
    return record_save (transaction, arena, RECORD_abbreviation, "abbreviation.save", id,
                        request_int (request, "ban", 0),
                        RECORD_FIELDS ({ "short", short_form }, { "long", long_form }), error);
  gint64 last = lines->count > 0 ? record_int (&lines->items[lines->count - 1], "position") : 0;
  return record_add (transaction, arena, RECORD_abbreviation, "abbreviation.add",
                     RECORD_FIELDS ({ "round_id", record_number (arena, round->id) },
                                    { "position", record_number (arena, last + 1) }, { "short", short_form },
                                    { "long", long_form }),
                     NULL, error);
}

/* Is the line one of this round's? */
static bool
belongs (const Records *lines, gint64 id)
{
  for (gsize i = 0; i < lines->count; i++)
    if (lines->items[i].id == id)
      return true;
  return id == 0;
}

static bool
write_line (Request *request, Transaction *transaction, GError **error)
{
  Arena *arena = request_arena (request);
  RoundHead round;
  Records lines;
  gint64 id = request_int (request, "so", 0);
  const char *short_form = request_text (request, "short");
  bool drop = strcmp (request_text (request, "viec"), "bo") == 0;
  if (!round_head (request, transaction, &round, error)
      || !record_list (transaction, arena, RECORD_abbreviation, round.id, &lines, error))
    return false;
  if (!belongs (&lines, id) || (drop && id == 0))
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  if (!drop && request_text (request, "long") == NULL)
    request_field_error (request, "long", MSG_INPUT_REQUIRED, NULL);
  if (!drop && line_of (&lines, short_form, id) != 0)
    request_field_error (request, "short", MSG_ABBREVIATION_TWICE, short_form, NULL);
  if (request_has_errors (request))
    return request_invalid (request, error);
  request_notice (request, drop ? MSG_ABBREVIATION_REMOVED : MSG_ABBREVIATION_SAVED, short_form, NULL);
  request_redirect (request, round_path (request, round.year, "bao-cao#viet-tat"));
  return drop ? record_remove (transaction, arena, RECORD_abbreviation, "abbreviation.remove", id,
                               request_int (request, "ban", 0), error)
              : save_line (request, transaction, &round, &lines, short_form, error);
}

const Route report_texts_routes[] = {
  { METHOD_GET, "/dot/{year}/bao-cao", PERMISSION_ROUND_READ,
    "The longer texts of the report, and its abbreviations", "Lời báo cáo", show_inputs, show_texts, NULL,
    NULL, "report_texts" },
  { METHOD_POST, "/dot/{year}/bao-cao/viet-tat", PERMISSION_PAPERS_WRITE,
    "Adds, changes or drops an abbreviation", "Lời báo cáo", short_inputs, show_texts, NULL, write_line,
    "report_texts" },
  { METHOD_POST, "/dot/{year}/bao-cao/{name}", PERMISSION_PAPERS_WRITE, "Writes a longer text of the report",
    "Lời báo cáo", text_inputs, show_texts, NULL, write_text, "report_texts", "round_text" },
  { 0 },
};
