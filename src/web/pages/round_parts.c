/* round_parts.c - see round_parts.h. */
#include "web/pages/round_parts.h"
#include <string.h>

bool
round_head (Request *request, Transaction *transaction, RoundHead *ret, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows
      = db_rows (transaction, QUERY_round_by_year, error, DB_INT (request_int (request, "year", 0)));
  if (rows == NULL)
    return false;
  if (!rows_next (rows, &local))
    return local == NULL ? request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL)
                         : (g_propagate_error (error, local), false);
  const Scheme *scheme = request_scheme (request, rows_text (rows, 2), error);
  *ret = (RoundHead){ .id = rows_int (rows, 0),
                      .year = (int)rows_int (rows, 1),
                      .state = rows_text_dup (rows, 3, request_arena (request)),
                      .scheme = scheme };
  return scheme != NULL;
}

static const char *
find_blob (Arena *arena, const char *hash, void *user)
{
  Request *request = user;
  return blob_path (arena, request_data_folder (request), request_identity (request)->unit_id, hash);
}

bool
round_whole (Request *request, Transaction *transaction, gint64 round_id, StoredRound *ret, GError **error)
{
  return stored_round_load (transaction, request_arena (request), request_library (request), round_id,
                            find_blob, request, ret, error);
}

const char *
round_path (Request *request, int year, const char *below)
{
  return arena_printf (request_arena (request), "/dot/%d%s%s", year, below[0] != '\0' ? "/" : "", below);
}

void
view_state (Value *object, const char *kind, const char *state)
{
  const WorkflowState *found = workflow_state (kind, state);
  value_set_text (object, "state_name", state);
  value_set_text (object, "state_words", found != NULL ? found->words : state);
  value_set_text (object, "state_shape", found != NULL ? found->shape : "todo");
}

void
view_steps (Request *request, Value *object, const char *kind, const char *state)
{
  Value *list = value_list (request_arena (request));
  for (gsize i = 0; i < workflow_step_count; i++) {
    const WorkflowStep *step = &workflow_steps[i];
    if (strcmp (step->kind, kind) != 0 || strcmp (step->from, state) != 0
        || !request_may (request, step->permission))
      continue;
    Value *item = value_object (request_arena (request));
    value_set_text (item, "action", step->action);
    value_set_text (item, "button", step->button);
    value_append (list, item);
  }
  value_set (object, "steps", list);
  value_set_bool (object, "any_steps", value_length (list) > 0);
}

/* ---- files ---- */

bool
uploads_put (Request *request, const char *input, Upload **ret, gsize *ret_count, GError **error)
{
  Arena *arena = request_arena (request);
  Upload *uploads = NULL;
  gsize count = 0, size = 0;
  const char *name = NULL, *data;
  while ((data = request_file_at (request, input, count, &size, &name)) != NULL) {
    Upload upload = { .name = g_utf8_validate (name, -1, NULL) ? arena_strdup (arena, name) : "tep" };
    if (!blob_put (arena, request_data_folder (request), request_identity (request)->unit_id, data, size,
                   &upload.blob, error))
      return false;
    ARENA_PUSH (arena, uploads, count) = upload;
  }
  *ret = uploads;
  *ret_count = count;
  return true;
}

bool
upload_put (Request *request, const char *input, Blob **ret, const char **ret_name, GError **error)
{
  Upload *uploads = NULL;
  gsize count = 0;
  if (!uploads_put (request, input, &uploads, &count, error))
    return false;
  *ret = count > 0 ? &uploads[0].blob : NULL;
  *ret_name = count > 0 ? uploads[0].name : NULL;
  return true;
}

/* What a browser shows without running anything of it. */
static const char *
safe_type (const char *type)
{
  static const char *const shown[]
      = { "application/pdf", "image/png", "image/jpeg", "image/webp", "image/gif" };
  for (gsize i = 0; i < G_N_ELEMENTS (shown); i++)
    if (strcmp (type, shown[i]) == 0)
      return shown[i];
  return NULL;
}

static bool
send_blob (Request *request, gint64 unit_id, const char *hash, const char *name, bool shown, GError **error)
{
  Arena *arena = request_arena (request);
  const char *path = blob_path (arena, request_data_folder (request), unit_id, hash);
  g_autoptr (GMappedFile) file = path != NULL ? g_mapped_file_new (path, FALSE, NULL) : NULL;
  if (file == NULL)
    return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
  g_autoptr (GBytes) bytes = g_mapped_file_get_bytes (file);
  const char *type = shown ? safe_type (blob_type (arena, path)) : NULL;
  /* A browser's own viewer of PDF does not run within a sandbox; nothing of a PDF runs in the page. */
  request_set_policy (request, g_strcmp0 (type, "application/pdf") == 0
                                   ? "default-src 'none'; frame-ancestors 'self'"
                                   : "default-src 'none'; sandbox; frame-ancestors 'self'");
  if (type != NULL)
    request_send_shown (request, type, name, bytes);
  else
    request_send (request, "application/octet-stream", name, bytes);
  return true;
}

bool
blob_answer (Request *request, const char *hash, const char *name, GError **error)
{
  return send_blob (request, request_identity (request)->unit_id, hash, name, true, error);
}

bool
blob_answer_of (Request *request, gint64 unit_id, const char *hash, const char *name, GError **error)
{
  return send_blob (request, unit_id, hash, name, true, error);
}

bool
blob_download (Request *request, const char *hash, const char *name, GError **error)
{
  return send_blob (request, request_identity (request)->unit_id, hash, name, false, error);
}
