/* evidence_parts.c - see evidence_parts.h. */
#include "web/pages/evidence_parts.h"
#include "blob/part.h"
#include "model/evidence_name.h"
#include "store/upload.h"
#include <stdlib.h>
#include <string.h>

EvidenceRound
evidence_round (const RoundHead *head)
{
  return (EvidenceRound){ head->id, head->scheme };
}

bool
evidence_seen_by (Request *request, gint64 evidence_for)
{
  return evidence_is_for (evidence_for, request_identity (request)->account_id,
                          request_may (request, PERMISSION_EVIDENCE_RESTRICTED));
}

void
evidence_hide_unseen (Request *request, StoredRound *stored)
{
  for (gsize i = 0; i < stored->round->evidence_count; i++)
    if (!evidence_seen_by (request, stored->evidence_for[i])) {
      evidence_hide (&stored->round->evidence[i]);
      stored->evidence_ids[i] = 0; /* its page is not theirs either */
    }
}

bool
round_shown (Request *request, Transaction *transaction, gint64 round_id, StoredRound *ret, GError **error)
{
  if (!round_whole (request, transaction, round_id, ret, error))
    return false;
  evidence_hide_unseen (request, ret);
  return true;
}

bool
evidence_at (Request *request, Transaction *transaction, RoundHead *ret_round, Record *ret, GError **error)
{
  const Identity *who = request_identity (request);
  if (!round_head (request, transaction, ret_round, error)
      || !evidence_load (transaction, request_arena (request), ret_round->id, request_int (request, "id", 0),
                         ret, error))
    return false;
  return evidence_is_seen (ret, who->account_id, request_may (request, PERMISSION_EVIDENCE_RESTRICTED))
         || request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
}

const char *
evidence_path (Request *request, int year, gint64 id, const char *below)
{
  Arena *arena = request_arena (request);
  return round_path (
      request, year,
      arena_concat (arena, "minh-chung/", arena_int (arena, id), below[0] != '\0' ? "/" : "", below, NULL));
}

/* ---- files that came ---- */

/* Runs when it is opened: nothing that proves anything. */
static bool
is_program (const char *type)
{
  static const char *const programs[] = { "application/x-dosexec",
                                          "application/x-executable",
                                          "application/x-pie-executable",
                                          "application/x-sharedlib",
                                          "application/x-mach-binary",
                                          "application/x-msdownload",
                                          "application/vnd.microsoft.portable-executable",
                                          NULL };
  return g_strv_contains (programs, type);
}

/* A name without an ending opens with nothing on most computers; telephones send such. */
static const char *
with_ending (Arena *arena, const char *name, const char *type)
{
  static const struct {
    const char *type, *ending;
  } endings[] = { { "application/pdf", ".pdf" },
                  { "image/png", ".png" },
                  { "image/jpeg", ".jpg" },
                  { "image/webp", ".webp" },
                  { "image/heic", ".heic" } };
  const char *dot = strrchr (name, '.');
  if (dot != NULL && dot != name && strlen (dot) <= 6 && g_ascii_isalpha (dot[1])
      && strchr (dot, ' ') == NULL)
    return name;
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (strcmp (endings[i].type, type) == 0)
      return arena_concat (arena, name, endings[i].ending, NULL);
  return name;
}

static bool
push_file (Request *request, Received *received, const char *name, const Blob *blob, gint64 upload)
{
  Arena *arena = request_arena (request);
  gsize uploads = received->count;
  const char *plain = with_ending (arena, evidence_file_name (arena, name), blob->type);
  if (is_program (blob->type)) {
    request_field_error (request, "tep", MSG_EVIDENCE_KIND, plain, NULL);
    return false;
  }
  ARENA_PUSH (arena, received->files, received->count) = (EvidenceFile){
    .name = plain, .hash = arena_strdup (arena, blob->hash), .type = blob->type, .size = (gint64)blob->size
  };
  ARENA_PUSH (arena, received->uploads, uploads) = upload;
  return true;
}

/* One that came in pieces before; false with *error only, `*ret_good`: it is whole. */
static bool
receive_upload (Request *request, Transaction *transaction, gint64 id, Received *received, bool *ret_good,
                GError **error)
{
  StoredUpload upload;
  if (!upload_load (transaction, request_arena (request), request_identity (request)->account_id, id, &upload,
                    error))
    return false;
  *ret_good = upload.hash != NULL;
  if (upload.hash == NULL) {
    request_field_error (request, "tep", MSG_UPLOAD_UNFINISHED, upload.name, NULL);
    return true;
  }
  Blob blob = { .size = (guint64)upload.size, .type = upload.type };
  g_strlcpy (blob.hash, upload.hash, sizeof blob.hash);
  part_remove (request_data_folder (request), request_identity (request)->unit_id, id);
  *ret_good = push_file (request, received, upload.name, &blob, id);
  return true;
}

static bool
receive_uploads (Request *request, Received *received, bool *ret_good, GError **error)
{
  g_autoptr (GPtrArray) ids = request_list (request, "tai_len");
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL)
    return false;
  for (guint i = 0; *ret_good && i < ids->len; i++) {
    gint64 id = g_ascii_strtoll (g_ptr_array_index (ids, i), NULL, 10);
    if (!receive_upload (request, transaction, id, received, ret_good, error))
      return false;
  }
  return true;
}

/* Counted before any is written. */
static bool
is_few (Request *request)
{
  g_autoptr (GPtrArray) ids = request_list (request, "tai_len");
  gsize count = ids->len, length = 0;
  const char *name = NULL;
  for (gsize i = 0;
       count <= EVIDENCE_FORM_FILES && request_file_at (request, "tep", i, &length, &name) != NULL; i++)
    count++;
  if (count > EVIDENCE_FORM_FILES)
    request_field_error (request, "tep", MSG_EVIDENCE_MANY,
                         arena_int (request_arena (request), EVIDENCE_FORM_FILES), NULL);
  return count <= EVIDENCE_FORM_FILES;
}

bool
evidence_receive (Request *request, Received **ret, GError **error)
{
  Arena *arena = request_arena (request);
  Received *received = arena_new0 (arena, Received);
  Upload *uploads = NULL;
  gsize count = 0;
  bool good = true;
  *ret = NULL;
  if (!is_few (request))
    return true;
  if (!uploads_put (request, "tep", &uploads, &count, error))
    return false;
  for (gsize i = 0; good && i < count; i++)
    good = push_file (request, received, uploads[i].name, &uploads[i].blob, 0);
  if (good && !receive_uploads (request, received, &good, error))
    return false;
  *ret = good ? received : NULL;
  return true;
}

bool
evidence_take (Transaction *transaction, Arena *arena, const Received *received, GError **error)
{
  for (gsize i = 0; i < received->count; i++) {
    StoredUpload upload;
    if (received->uploads[i] != 0
        && (!upload_load (transaction, arena, transaction_scope (transaction)->account_id,
                          received->uploads[i], &upload, error)
            || !upload_drop (transaction, received->uploads[i], error)))
      return false;
  }
  return true;
}

bool
evidence_view_uploads (Request *request, Value *page, GError **error)
{
  Arena *arena = request_arena (request);
  Value *list = value_list (arena);
  g_autoptr (GPtrArray) ids = request_list (request, "tai_len");
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL)
    return false;
  for (guint i = 0; i < ids->len; i++) {
    StoredUpload upload;
    gint64 id = g_ascii_strtoll (g_ptr_array_index (ids, i), NULL, 10);
    if (!upload_load (transaction, arena, request_identity (request)->account_id, id, &upload, NULL)
        || upload.hash == NULL)
      continue;
    Value *item = value_object (arena);
    value_set_int (item, "id", id);
    value_set_text (item, "name", upload.name);
    value_append (list, item);
  }
  value_set (page, "uploads", list);
  return true;
}

/* ---- words ---- */

const char *
size_words (Arena *arena, gint64 bytes)
{
  if (bytes < 100000)
    return arena_printf (arena, "%" G_GINT64_FORMAT " kB", (bytes + 999) / 1000);
  gint64 tenths = (bytes + 50000) / 100000;
  return arena_printf (arena, "%" G_GINT64_FORMAT ",%d MB", tenths / 10, (int)(tenths % 10));
}

static bool
has (const char *const *list, gsize count, const char *id)
{
  for (gsize i = 0; i < count; i++)
    if (strcmp (list[i], id) == 0)
      return true;
  return false;
}

Value *
evidence_indicators (Arena *arena, const Scheme *scheme, const char *const *chosen, gsize chosen_count)
{
  Value *criteria = value_list (arena);
  for (gsize c = 0; c < scheme->criterion_count; c++) {
    const Criterion *criterion = &scheme->criteria[c];
    Value *group = value_object (arena), *list = value_list (arena);
    value_set_text (group, "criterion", criterion->id);
    value_set_text (group, "criterion_text", criterion->text);
    for (gsize i = criterion->first; i < criterion->first + criterion->count; i++) {
      const Indicator *indicator = &scheme->indicators[i];
      Value *item = value_object (arena);
      value_set_text (item, "indicator", indicator->id);
      value_set_text (item, "text", indicator->text);
      value_set_bool (item, "chosen", has (chosen, chosen_count, indicator->id));
      value_append (list, item);
    }
    value_set (group, "indicators", list);
    value_append (criteria, group);
  }
  return criteria;
}
