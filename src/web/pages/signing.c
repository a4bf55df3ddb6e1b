/* signing.c - "Trình ký": what waits for the head's signature, or the leader's; several at once. */
#include "web/pages/pages.h"
#include "web/pages/paper_parts.h"
#include "web/shown.h"
#include <string.h>

#define MOST 100 /* at once */

static const char *const actions[] = { "sign", "return", NULL };

static const InputSpec inputs[] = {
  { .name = "id", .kind = INPUT_LIST, .label = "Văn bản" },
  { .name = "action", .kind = INPUT_CHOICE, .required = true, .label = "Việc", .choices = actions },
  { .name = "remarks", .kind = INPUT_LINES, .label = "Cần sửa gì", .limit = 4000 },
  { 0 },
};

/* Columns of paper_waiting. */
enum {
  WAITING_ID,
  WAITING_ROUND,
  WAITING_YEAR,
  WAITING_SCHEME,
  WAITING_PAPER,
  WAITING_VERSION,
  WAITING_NUMBER,
  WAITING_DATE,
  WAITING_DUE,
  WAITING_SINCE,
  WAITING_SIGNER
};

static Value *
row_value (Request *request, const Rows *rows)
{
  Arena *arena = request_arena (request);
  Value *row = value_object (arena);
  const char *key = rows_text_dup (rows, WAITING_PAPER, arena),
             *due = rows_text_dup (rows, WAITING_DUE, arena);
  const Scheme *scheme = request_scheme (request, rows_text (rows, WAITING_SCHEME), NULL);
  const DocumentSpec *spec = scheme != NULL ? document_spec (scheme, key) : NULL;
  const char *id = spec != NULL ? spec->id : key;
  value_set_text (row, "title", spec != NULL ? spec->title : key);
  value_set_text (
      row, "path",
      round_path (request, (int)rows_int (rows, WAITING_YEAR), arena_concat (arena, "van-ban/", id, NULL)));
  value_set_text (row, "pdf", arena_concat (arena, spec != NULL ? spec->stem : key, ".pdf", NULL));
  /* What is chosen names the version that was seen. */
  value_set_text (row, "choice",
                  arena_printf (arena, "%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, rows_int (rows, WAITING_ID),
                                rows_int (rows, WAITING_VERSION)));
  value_set_int (row, "year", rows_int (rows, WAITING_YEAR));
  value_set_text (row, "since",
                  rows_is_null (rows, WAITING_SINCE) ? ""
                                                     : shown_instant (arena, rows_int (rows, WAITING_SINCE)));
  value_set_text (row, "due", shown_day (arena, due));
  value_set_bool (row, "late", due != NULL && strcmp (due, request_today (request)) < 0);
  value_set_text (row, "signer", rows_text_dup (rows, WAITING_SIGNER, arena));
  return row;
}

static bool
show_waiting (Request *request, GError **error)
{
  const PaperActor actor = paper_actor (request);
  GError *local = NULL;
  Value *page = value_object (request_arena (request)), *list = value_list (request_arena (request));
  Transaction *transaction = request_read (request, error);
  g_autoptr (Rows) rows = transaction != NULL
                              ? db_rows (transaction, QUERY_paper_waiting, error,
                                         DB_INT (permission_held (actor.permissions, PERMISSION_PAPERS_HEAD)),
                                         DB_INT (actor.person_id))
                              : NULL;
  if (rows == NULL)
    return false;
  while (rows_next (rows, &local))
    value_append (list, row_value (request, rows));
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  value_set (page, "papers", list);
  value_set_bool (page, "any", value_length (list) > 0);
  value_set_bool (page, "several", value_length (list) > 1);
  request_show (request, value_view (page));
  return true;
}

/* "74:3": the paper and the version that was seen. */
static bool
step_one (Request *request, Transaction *transaction, const char *choice, const char *action, GError **error)
{
  Arena *arena = request_arena (request);
  const PaperActor actor = paper_actor (request);
  const char *colon = strchr (choice, ':');
  gint64 id = g_ascii_strtoll (choice, NULL, 10);
  gint64 version = colon != NULL ? g_ascii_strtoll (colon + 1, NULL, 10) : 0;
  Record paper;
  return record_load (transaction, arena, RECORD_paper, id, &paper, error)
         && paper_step (transaction, arena, record_int (&paper, "round_id"), record_text (&paper, "paper"),
                        version, action, &actor, NULL, request_text (request, "remarks"), error);
}

/* All that were chosen, or none. */
static bool
write_steps (Request *request, Transaction *transaction, GError **error)
{
  g_autoptr (GPtrArray) chosen = request_list (request, "id");
  const char *action = request_text (request, "action");
  bool returns = strcmp (action, "return") == 0;
  if (chosen->len == 0 || chosen->len > MOST)
    request_field_error (request, "id", MSG_PAPER_NONE_CHOSEN, NULL);
  if (returns && request_text (request, "remarks") == NULL)
    request_field_error (request, "remarks", MSG_PAPER_REMARKS, NULL);
  if (request_has_errors (request))
    return request_invalid (request, error);
  for (guint i = 0; i < chosen->len; i++)
    if (!step_one (request, transaction, chosen->pdata[i], action, error))
      return false;
  request_notice (request, returns ? MSG_PAPERS_RETURNED : MSG_PAPERS_SIGNED,
                  arena_int (request_arena (request), chosen->len), NULL);
  request_redirect (request, "/trinh-ky");
  return true;
}

const Route signing_routes[] = {
  { METHOD_GET, "/trinh-ky", PERMISSION_PAPERS_SIGN, "Papers that wait for one's signature", "Trình ký", NULL,
    show_waiting, NULL, NULL, "signing" },
  { METHOD_POST, "/trinh-ky", PERMISSION_PAPERS_SIGN, "Signs or returns several papers at once", "Trình ký",
    inputs, show_waiting, NULL, write_steps, "signing" },
  { 0 },
};
