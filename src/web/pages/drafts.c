/* drafts.c - what a form's script keeps while somebody types; read and written as JSON. */
#include "store/draft.h"
#include "web/pages/pages.h"
#include "web/shown.h"
#include <string.h>

#define CONTENT_LIMIT ((gsize)200 << 10)

static const InputSpec which_inputs[] = {
  { .name = "loai", .kind = INPUT_TEXT, .required = true, .label = "Loại", .limit = 40 },
  { .name = "so", .kind = INPUT_INT, .label = "Số" },
  { 0 },
};

static const InputSpec draft_inputs[] = {
  { .name = "loai", .kind = INPUT_TEXT, .required = true, .label = "Loại", .limit = 40 },
  { .name = "so", .kind = INPUT_INT, .label = "Số" },
  { .name = "ban", .kind = INPUT_INT, .label = "Bản" },
  { .name = "noi_dung", .kind = INPUT_LINES, .required = true, .label = "Nội dung", .limit = CONTENT_LIMIT },
  { 0 },
};

/* Only for records that a form of this person's edits. */
static bool
may_edit (Request *request, GError **error)
{
  const char *kind = request_text (request, "loai");
  for (gsize t = 0; route_tables[t] != NULL; t++)
    for (const Route *route = route_tables[t]; route->path != NULL; route++)
      if (g_strcmp0 (route->record, kind) == 0 && request_may (request, route->permission))
        return true;
  return request_refuse (request, error, 404, MSG_DB_NOT_THERE, NULL);
}

static bool
show_draft (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Draft draft = { 0 };
  bool found = false;
  Transaction *transaction = may_edit (request, error) ? request_read (request, error) : NULL;
  if (transaction == NULL
      || !draft_find (transaction, arena, request_identity (request)->account_id,
                      request_text (request, "loai"), request_int (request, "so", 0), &draft, &found, error))
    return false;
  Value *answer = value_object (arena);
  value_set_bool (answer, "found", found);
  value_set_text (answer, "at", found ? shown_instant (arena, draft.saved_at) : NULL);
  value_set_int (answer, "version", draft.base_version);
  value_set_text (answer, "content", draft.content);
  request_show (request, value_view (answer));
  return true;
}

static bool
answer_at (Request *request, gint64 at)
{
  Value *answer = value_object (request_arena (request));
  value_set_text (answer, "at", shown_instant (request_arena (request), at));
  request_show (request, value_view (answer));
  return true;
}

static bool
keep (Request *request, Transaction *transaction, GError **error)
{
  return may_edit (request, error)
         && draft_put (transaction, request_text (request, "loai"), request_int (request, "so", 0),
                       request_int (request, "ban", 0), request_text (request, "noi_dung"), error)
         && answer_at (request, transaction_now (transaction));
}

static bool
drop (Request *request, Transaction *transaction, GError **error)
{
  return draft_drop (transaction, request_text (request, "loai"), request_int (request, "so", 0), error)
         && answer_at (request, transaction_now (transaction));
}

const Route drafts_routes[] = {
  { METHOD_GET, "/ban-nhap", PERMISSION_PERSONAL, "One's own draft of a record", NULL, which_inputs,
    show_draft, NULL, NULL, NULL },
  { METHOD_POST, "/ban-nhap", PERMISSION_PERSONAL, "Keeps one's draft of a record", NULL, draft_inputs, NULL,
    NULL, keep, NULL },
  { METHOD_POST, "/ban-nhap/bo", PERMISSION_PERSONAL, "Forgets one's draft of a record", NULL, which_inputs,
    NULL, NULL, drop, NULL },
  { 0 },
};
