/* audit.c - the log of all changes, in plain Vietnamese: filtered as one types, with the filter in the
 * address. */
#include "base/date.h"
#include "model/log_group.h"
#include "web/export.h"
#include "web/pages/account_parts.h"
#include "web/pages/audit_parts.h"
#include "web/pages/pages.h"
#include <string.h>

#define PAGE_ROWS 50

/* Days are texts here: half a day, while it is typed, is told at its field and does not stand in the way. */
#define FILTER_INPUTS                                                                                        \
  { .name = "loai", .kind = INPUT_CHOICE, .label = "Loại", .choices = log_topic_names },                     \
      { .name = "viec", .kind = INPUT_CHOICE, .label = "Việc", .choices = log_act_names },                   \
      { .name = "ai", .kind = INPUT_TEXT, .label = "Người", .limit = 200 },                                  \
      { .name = "cua", .kind = INPUT_ID, .label = "Của người" },                                             \
      { .name = "tu", .kind = INPUT_TEXT, .label = "Từ ngày", .limit = 20 },                                 \
  {                                                                                                          \
    .name = "den", .kind = INPUT_TEXT, .label = "Đến ngày", .limit = 20                                      \
  }

static const InputSpec inputs[]
    = { FILTER_INPUTS, { .name = "truoc", .kind = INPUT_ID, .label = "Trước số" }, { 0 } };

static const InputSpec export_inputs[] = { EXPORT_INPUT, FILTER_INPUTS, { 0 } };

/* ---- the filter ---- */

/* The day of an input; unset if it is blank or, with an error at its field, no day. */
static CivilDate
read_day (Request *request, const char *input)
{
  CivilDate day = { 0 };
  const char *text = request_text (request, input);
  if (text != NULL && !date_parse_vietnamese (text, &day) && !date_parse_iso (text, &day))
    request_field_error (request, input, MSG_INPUT_DATE, text, NULL);
  return day;
}

static AuditFilter
read_filter (Request *request)
{
  CivilDate from = read_day (request, "tu"), until = read_day (request, "den");
  return (AuditFilter){ .below = request_int (request, "truoc", 0),
                        .from = date_is_set (from) ? date_end_instant (date_add_days (from, -1)) : 0,
                        .until = date_is_set (until) ? date_end_instant (until) : 0,
                        .kinds = log_topic_kinds (request_text (request, "loai")),
                        .actions = log_act_actions (request_arena (request), request_text (request, "viec")),
                        .search = request_text (request, "ai"),
                        .person_id = request_int (request, "cua", 0) };
}

/* "loai=nguoi&tu=01%2F9%2F2025": what is asked for, as a query. */
static const char *
filter_query (Request *request)
{
  static const char *const names[] = { "loai", "viec", "ai", "cua", "tu", "den" };
  g_autoptr (GString) query = g_string_new (NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    const char *text = request_text (request, names[i]);
    if (text == NULL)
      continue;
    g_autofree char *packed = g_uri_escape_string (text, NULL, false);
    g_string_append_printf (query, "%s%s=%s", query->len > 0 ? "&" : "", names[i], packed);
  }
  return arena_strndup (request_arena (request), query->str, query->len);
}

static Value *
group_choices (Request *request, const LogGroup *groups, const char *input)
{
  Arena *arena = request_arena (request);
  Value *list = value_list (arena);
  for (const LogGroup *group = groups; group->name != NULL; group++)
    choice_add (arena, list, group->name, group->label,
                g_strcmp0 (request_text (request, input), group->name) == 0);
  return list;
}

/* ---- the page and the file ---- */

/* The events that the filter finds, at most filter->count. */
static Value *
read_events (Request *request, const AuditFilter *filter, gint64 *ret_last, GError **error)
{
  AuditEvents events;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !audit_read (transaction, request_arena (request), filter, &events, error))
    return NULL;
  g_autoptr (EventReader) reader = event_reader_new (request, transaction);
  Value *list = value_list (request_arena (request));
  for (gsize i = 0; i < events.count; i++) {
    Value *event = event_value (reader, &events.items[i], error);
    if (event == NULL)
      return NULL;
    value_append (list, event);
  }
  *ret_last = events.count > 0 ? events.items[events.count - 1].seq : 0;
  return list;
}

static bool
add_person (Request *request, Value *page, GError **error)
{
  const char *name = NULL;
  gint64 id = request_int (request, "cua", 0);
  if (id != 0
      && !audit_person_name (request_read (request, error), request_arena (request), id, &name, error))
    return false;
  value_set_text (page, "person", name);
  return true;
}

static bool
show_audit (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  AuditFilter filter = read_filter (request);
  gint64 last = 0;
  filter.count = PAGE_ROWS;
  Value *page = value_object (arena), *events = read_events (request, &filter, &last, error);
  if (events == NULL || !add_person (request, page, error))
    return false;
  const char *query = filter_query (request);
  value_set (page, "events", events);
  value_set_bool (page, "any", value_length (events) > 0);
  value_set_bool (page, "filtered", query[0] != '\0');
  value_set (page, "topics", group_choices (request, log_topics, "loai"));
  value_set (page, "acts", group_choices (request, log_acts, "viec"));
  value_set_text (page, "older",
                  value_length (events) == PAGE_ROWS ? arena_printf (
                      arena, "/nhat-ky?%s%struoc=%" G_GINT64_FORMAT, query, query[0] != '\0' ? "&" : "", last)
                                                     : NULL);
  export_links (request, page, "/nhat-ky/tai-ve", query);
  request_show (request, value_view (page));
  return true;
}

static const ExportColumn export_columns[] = {
  { "seq", { "Số", 8, COLUMN_NUMBER } },        { "at", { "Lúc", 17, COLUMN_TEXT } },
  { "who", { "Ai", 26, COLUMN_TEXT } },         { "action", { "Việc", 28, COLUMN_TEXT } },
  { "object", { "Về", 26, COLUMN_TEXT } },      { "changed", { "Thay đổi", 60, COLUMN_TEXT } },
  { "address", { "Từ máy", 16, COLUMN_TEXT } },
};

static bool
prepare_export (Request *request, GError **error)
{
  static const ExportSpec spec = { "nhat-ky", "Nhật ký", export_columns, G_N_ELEMENTS (export_columns) };
  AuditFilter filter = read_filter (request);
  gint64 last = 0;
  filter.count = EXPORT_MAX_ROWS + 1;
  Value *events = request_has_errors (request) ? NULL : read_events (request, &filter, &last, error);
  return events != NULL && export_send (request, &spec, value_view (events), error);
}

const Route audit_routes[] = {
  { METHOD_GET, "/nhat-ky", PERMISSION_AUDIT_READ, "The log of all changes", "Nhật ký", inputs, show_audit,
    NULL, NULL, "audit" },
  { METHOD_GET, "/nhat-ky/tai-ve", PERMISSION_AUDIT_READ, "The events shown, as CSV or XLSX", NULL,
    export_inputs, NULL, prepare_export, NULL, NULL },
  { 0 },
};
