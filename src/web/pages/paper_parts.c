/* paper_parts.c - see paper_parts.h. */
#include "web/pages/paper_parts.h"
#include "base/text.h"
#include "model/figures.h"
#include "store/unit.h"
#include "web/pages/evidence_parts.h"
#include <string.h>

bool
paper_at (Request *request, Transaction *transaction, PaperAt *ret, GError **error)
{
  PaperAt at = { 0 };
  if (!round_head (request, transaction, &at.round, error))
    return false;
  at.spec = document_spec (at.round.scheme, request_text (request, "paper"));
  if (at.spec == NULL)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  at.key = at.spec->paper;
  if (at.key != NULL
      && !paper_find (transaction, request_arena (request), at.round.id, at.key, &at.record, &at.found,
                      error))
    return false;
  *ret = at;
  return true;
}

const char *
paper_path (Request *request, const PaperAt *at, const char *below)
{
  return round_path (request, at->round.year,
                     arena_concat (request_arena (request), "van-ban/", at->spec->id,
                                   below[0] != '\0' ? "/" : "", below, NULL));
}

const char *
paper_code (Arena *arena, const char *abbreviation, const char *key, gint64 number)
{
  Paper paper;
  if (number <= 0 || !paper_from_name (key, &paper))
    return NULL;
  return arena_printf (arena, "%02" G_GINT64_FORMAT "/%s-%s", number, paper_symbol (paper), abbreviation);
}

void
view_paper_state (Value *object, const Record *paper)
{
  view_state (object, "paper", paper_state (paper));
  if (paper->id != 0)
    return;
  value_set_text (object, "state_words", "chưa soạn");
  value_set_text (object, "state_shape", "todo");
}

bool
paper_is_late (Request *request, const Record *paper)
{
  static const char *const done[] = { "signed", "issued", NULL };
  const char *due = record_text (paper, "due");
  return due != NULL && strcmp (due, request_today (request)) < 0
         && !g_strv_contains (done, paper_state (paper));
}

PaperActor
paper_actor (Request *request)
{
  const Identity *who = request_identity (request);
  return (PaperActor){ who->person_id, who->permissions };
}

bool
paper_is_both (const PaperActor *actor, gint64 leader_id)
{
  return leader_id != 0 && leader_id == actor->person_id
         && permission_held (actor->permissions, PERMISSION_PAPERS_HEAD);
}

static bool
wrong_typed (Request *request, const char *input, MessageId id, const char *text, const char *of)
{
  text = g_utf8_validate (text, -1, NULL) ? arena_strdup (request_arena (request), text) : "?";
  if (of == NULL)
    request_field_error (request, input, id, text, NULL);
  else {
    Message message = message_make (id, text, NULL);
    request_field_error (request, input, MSG_PAPER_ROW, of,
                         message_vietnamese (request_arena (request), &message), NULL);
  }
  return false;
}

bool
number_read (Arena *arena, const char *text, const char **ret)
{
  const char *stripped = text_strip (arena, text);
  gsize digits = strspn (stripped, "0123456789");
  gint64 number = digits > 0 && digits < 7 ? g_ascii_strtoll (stripped, NULL, 10) : 0;
  bool blank = stripped[0] == '\0';
  if (!blank && (number == 0 || (stripped[digits] != '\0' && stripped[digits] != '/')))
    return false;
  *ret = blank ? NULL : arena_int (arena, number);
  return true;
}

bool
day_read (Arena *arena, const char *text, const char **ret)
{
  const char *stripped = text_strip (arena, text);
  CivilDate date = { 0 };
  if (stripped[0] != '\0' && !date_parse_vietnamese (stripped, &date) && !date_parse_iso (stripped, &date))
    return false;
  *ret = stripped[0] != '\0' ? date_iso (arena, date) : NULL;
  return true;
}

bool
number_typed (Request *request, const char *input, const char *of, const char *text, const char **ret)
{
  return number_read (request_arena (request), text, ret)
         || wrong_typed (request, input, MSG_INPUT_NUMBER, text, of);
}

bool
day_typed (Request *request, const char *input, const char *of, const char *text, const char **ret)
{
  return day_read (request_arena (request), text, ret)
         || wrong_typed (request, input, MSG_INPUT_DATE, text, of);
}

/* ---- what it looks like ---- */

void
paper_files_clear (PaperFiles *files)
{
  for (gsize i = 0; i < G_N_ELEMENTS (files->files); i++)
    g_clear_pointer (&files->files[i], g_bytes_unref);
}

/* "wording/report.md:12": the line. */
static guint
line_of (const char *place)
{
  const char *colon = place != NULL ? strrchr (place, ':') : NULL;
  return colon != NULL && strstr (place, ".md:") != NULL ? (guint)g_ascii_strtoull (colon + 1, NULL, 10) : 0;
}

static void
tell_problem (Arena *arena, const GError *error, PaperFiles *ret)
{
  Message message = error_message (arena, error);
  ret->line = line_of (error_place (error));
  ret->empty = g_error_matches (error, DVHT_ERROR, MSG_PAPER_EMPTY);
  ret->problem = ret->line != 0 ? message_vietnamese (arena, &message) : error_vietnamese (arena, error);
}

static const Document *
compose (ComposeContext *context, const PaperAt *at, const char *text, GError **error)
{
  if (text == NULL && compose_wanted (context, at->spec))
    return document_compose (context, at->spec, error);
  if (text == NULL) {
    error_set (error, NULL, MSG_PAPER_EMPTY, NULL);
    return NULL;
  }
  const char *place = arena_concat (context->arena, at->spec->id, ".md", NULL);
  return compose_from_text (context, at->spec, place, text, strlen (text), error);
}

static void
make_files (Request *request, const Round *round, const PaperAt *at, const char *text, guint wanted,
            PaperFiles *ret)
{
  Arena *arena = request_arena (request);
  g_autoptr (GError) problem = NULL;
  ComposeContext context = { .arena = arena,
                             .library = request_library (request),
                             .round = round,
                             .figures = figures_compute (round, arena) };
  const Document *document = compose (&context, at, text, &problem);
  for (int format = 0; document != NULL && problem == NULL && format <= FILE_SHEETS; format++)
    if ((wanted & 1u << format) != 0)
      ret->files[format] = document_file (document, (FileFormat)format, &problem);
  if (problem != NULL)
    tell_problem (arena, problem, ret);
}

bool
paper_compose (Request *request, Transaction *transaction, const PaperAt *at, const char *text, guint wanted,
               PaperFiles *ret, GError **error)
{
  StoredRound stored;
  if (!round_shown (request, transaction, at->round.id, &stored, error))
    return false;
  make_files (request, stored.round, at, text, wanted, ret);
  return true;
}

/* The blob that a column of the paper names; NULL: none. */
static GBytes *
kept (Request *request, const PaperAt *at, const char *column)
{
  const char *hash = at->found && column != NULL ? record_text (&at->record, column) : NULL;
  const char *path = hash != NULL ? blob_path (request_arena (request), request_data_folder (request),
                                               request_identity (request)->unit_id, hash)
                                  : NULL;
  g_autoptr (GMappedFile) file = path != NULL ? g_mapped_file_new (path, FALSE, NULL) : NULL;
  return file != NULL ? g_mapped_file_get_bytes (file) : NULL;
}

/* Columns of what was kept when the paper went to be signed. */
static const char *const kept_columns[FILE_SHEETS + 1]
    = { [FILE_PDF] = "original", [FILE_DOCX] = "original_docx", [FILE_SHEETS] = "original_page" };

bool
paper_files (Request *request, Transaction *transaction, const PaperAt *at, guint wanted, PaperFiles *ret,
             GError **error)
{
  guint left = wanted;
  for (int format = 0; format <= FILE_SHEETS; format++)
    if ((wanted & 1u << format) != 0
        && (ret->files[format] = kept (request, at, kept_columns[format])) != NULL)
      left &= ~(1u << format);
  return left == 0 || paper_compose (request, transaction, at, NULL, left, ret, error);
}

static bool
put (Request *request, GBytes *bytes, const char **ret_hash, GError **error)
{
  gsize size = 0;
  const void *data = g_bytes_get_data (bytes, &size);
  Blob *blob = arena_new0 (request_arena (request), Blob);
  *ret_hash = blob->hash;
  return blob_put (request_arena (request), request_data_folder (request),
                   request_identity (request)->unit_id, data, size, blob, error);
}

bool
paper_keep (Request *request, Transaction *transaction, const PaperAt *at, PaperOriginal *ret, GError **error)
{
  g_auto (PaperFiles) files = { 0 };
  guint word = at->spec->pdf_only ? 0 : 1u << FILE_DOCX;
  StoredRound stored;
  if (!round_whole (request, transaction, at->round.id, &stored, error))
    return false;
  make_files (request, stored.round, at, NULL, 1u << FILE_PDF | 1u << FILE_SHEETS | word, &files);
  if (files.problem != NULL) {
    request_field_error (request, "action", MSG_PAPER_UNMADE, files.problem, NULL);
    return true;
  }
  return put (request, files.files[FILE_PDF], &ret->pdf, error)
         && put (request, files.files[FILE_SHEETS], &ret->page, error)
         && (word == 0 || put (request, files.files[FILE_DOCX], &ret->docx, error));
}

bool
paper_signed_is_original (Request *request, const PaperAt *at)
{
  g_autoptr (GBytes) original = kept (request, at, kept_columns[FILE_PDF]),
                     copy = kept (request, at, "signed");
  gsize size = 0, copy_size = 0;
  const void *bytes = original != NULL ? g_bytes_get_data (original, &size) : NULL;
  const void *copied = copy != NULL ? g_bytes_get_data (copy, &copy_size) : NULL;
  return size > 0 && copy_size >= size && memcmp (bytes, copied, size) == 0;
}

bool
blob_is_paper (const Blob *blob)
{
  static const char *const types[] = { "application/pdf", "image/png", "image/jpeg", "image/webp", NULL };
  return g_strv_contains (types, blob->type);
}

bool
paper_answer (Request *request, Transaction *transaction, const PaperAt *at, GError **error)
{
  static const char *const types[]
      = { [FILE_DOCX] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
          [FILE_PDF] = "application/pdf" };
  g_auto (PaperFiles) files = { 0 };
  const char *name = request_text (request, "file");
  FileFormat format = g_str_has_suffix (name, ".docx") ? FILE_DOCX : FILE_PDF;
  const char *own
      = arena_concat (request_arena (request), at->spec->stem, ".", file_format_names[format], NULL);
  if (strcmp (name, own) != 0 || (format == FILE_DOCX && at->spec->pdf_only))
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  if (!paper_files (request, transaction, at, 1u << format, &files, error))
    return false;
  if (files.problem != NULL)
    return request_refuse (request, error, 422, MSG_PAPER_UNMADE, files.problem, NULL);
  request_send (request, types[format], format == FILE_DOCX ? own : NULL, files.files[format]);
  return true;
}

bool
paper_answer_signed (Request *request, const PaperAt *at, GError **error)
{
  const char *hash = at->found ? record_text (&at->record, "signed") : NULL;
  if (hash == NULL)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  return blob_answer (request, hash, record_text (&at->record, "signed_name"), error);
}

void
view_sheets (Request *request, Value *page, const PaperFiles *files)
{
  Arena *arena = request_arena (request);
  gsize size = 0;
  GBytes *sheets = files->files[FILE_SHEETS];
  const char *html = sheets != NULL ? g_bytes_get_data (sheets, &size) : NULL;
  if (html != NULL)
    value_set_raw (page, "sheets", arena_strndup (arena, html, size));
  else
    value_set_text (page, "sheets", NULL);
  value_set_text (page, "problem", files->problem);
  value_set_bool (page, "empty", files->empty);
  value_set_text (page, "problem_line", files->line != 0 ? arena_printf (arena, "%u", files->line) : NULL);
}
