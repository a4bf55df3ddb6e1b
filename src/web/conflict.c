/* conflict.c - two people saved the same record: both their words on one page, field by field.
 *
 * Nothing here knows a record's kind.  What a form of the route shows before anything is typed is
 * what the record holds now ("theirs"); what was sent is "mine"; the events since the version that
 * mine began from tell what stood there before both.  A field that only one of them changed is
 * chosen beforehand. */
#include "model/term.h"
#include "web/payload.h"
#include "web/request_parts.h"
#include "web/shown.h"
#include <string.h>

/* Beside NAME itself the page sends these; mine comes back under the input's own name. */
#define CHOICE "chon-"  /* "toi", "kia" or "tay" */
#define THEIRS "kia-"   /* what the other person saved */
#define BY_HAND "tay-"  /* what was typed instead of both */
#define BEGAN "ban-goc" /* the version that mine began from */

static FormField *
field_of (Request *request, const char *prefix, const char *name)
{
  g_autofree char *whole = g_strconcat (prefix, name, NULL);
  return (FormField *)form_find (&request->form, whole);
}

static void
take (FormField *to, const FormField *from)
{
  to->value = from->value;
  to->length = from->length;
}

void
conflict_settle (Request *request)
{
  bool undecided = false;
  FormField *began = field_of (request, "", BEGAN);
  if (began == NULL) /* not that page */
    return;
  for (const InputSpec *input = request->route->inputs; input != NULL && input->name != NULL; input++) {
    FormField *mine = field_of (request, "", input->name), *theirs = field_of (request, THEIRS, input->name);
    const FormField *choice = field_of (request, CHOICE, input->name),
                    *typed = field_of (request, BY_HAND, input->name);
    if (mine == NULL || theirs == NULL)
      continue;
    if (choice != NULL && strcmp (choice->value, "kia") == 0)
      take (mine, theirs);
    else if (choice != NULL && strcmp (choice->value, "tay") == 0 && typed != NULL)
      take (mine, typed);
    else
      undecided = undecided || choice == NULL || strcmp (choice->value, "toi") != 0;
  }
  /* A field without a choice: as if it had never been shown, so that it is shown again. */
  FormField *version = field_of (request, "", "version");
  if (undecided && version != NULL)
    take (version, began);
}

/* ---- what stands there now, and stood before ---- */

typedef struct {
  GHashTable *theirs, *base; /* input name → text as typed; base NULL: not known */
  const char *subject;       /* "Nguyễn Thị Lan"; NULL: the page has a title of its own */
  const char *who, *at;      /* of the last change; NULL: not told */
} Now;

static void
now_clear (Now *now)
{
  g_clear_pointer (&now->theirs, g_hash_table_unref);
  g_clear_pointer (&now->base, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Now, now_clear)

/* Says which record it is: its id, and what the path says (the year of a round). */
static bool
is_address (Request *request, const char *name)
{
  return strcmp (name, "id") == 0 || g_hash_table_contains (request->captures, name);
}

/* The route's own form with nothing typed but which record it is. */
static bool
read_theirs (Request *request, Now *now, GError **error)
{
  GHashTable *mine = request->values;
  GHashTableIter all;
  void *name = NULL, *value = NULL;
  now->theirs = request->values = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_iter_init (&all, mine);
  while (g_hash_table_iter_next (&all, &name, &value))
    if (is_address (request, name))
      g_hash_table_insert (request->values, name, value);
  bool good = request->route->read (request, error);
  request->values = mine;
  if (good && request->has_view && request->view.kind == VIEW_OBJECT) {
    View title = request->view.klass->member (request->view.data, "title", strlen ("title"));
    now->subject = title.kind == VIEW_TEXT ? title.text : NULL;
  }
  request->has_view = false;
  return good;
}

/* A list of lines is kept as JSON and typed one a line. */
static const char *
typed_of (Arena *arena, const char *stored)
{
  json_t *list = stored != NULL && stored[0] == '[' ? json_loads (stored, 0, NULL) : NULL, *item = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);
  bool all = json_is_array (list);
  gsize i = 0;
  json_array_foreach (list, i, item)
  {
    all = all && json_is_string (item);
    g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "", all ? json_string_value (item) : "");
  }
  json_decref (list);
  return arena_strdup (arena, all ? lines->str : stored != NULL ? stored : "");
}

/* A form over a whole content has its members as fields: all of them are told. */
static void
undo_content (Request *request, GHashTable *base, const json_t *content)
{
  for (const InputSpec *input = request->route->inputs; content != NULL && input->name != NULL; input++)
    if (!is_address (request, input->name))
      g_hash_table_replace (base, (char *)input->name,
                            (char *)payload_field (request->arena, content, input->name));
}

/* A list of numbers has a field for each of them. */
static void
undo_numbers (Request *request, GHashTable *base, const json_t *payload)
{
  for (const InputSpec *input = request->route->inputs; input->name != NULL; input++) {
    const char *number = payload_number (request->arena, payload, input->name);
    if (number != NULL)
      g_hash_table_replace (base, (char *)input->name, (char *)number);
  }
}

static void
undo_event (Request *request, GHashTable *base, const char *before)
{
  const char *name = NULL;
  json_t *value = NULL;
  json_auto_t *payload = before != NULL ? json_loads (before, 0, NULL) : NULL;
  json_auto_t *content = payload_content (payload);
  undo_content (request, base, content);
  undo_numbers (request, base, payload);
  json_object_foreach (payload, name, value)
  {
    g_hash_table_replace (base, arena_strdup (request->arena, name),
                          (char *)typed_of (request->arena, json_string_value (value)));
  }
}

static gint64
number_in (GHashTable *values, const char *name)
{
  const char *text = g_hash_table_lookup (values, name);
  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

static bool
read_events (Request *request, Now *now, GError **error)
{
  Arena *arena = request->arena;
  gint64 id = request_int (request, "id", number_in (now->theirs, "id"));
  gint64 version = number_in (now->theirs, "version"), seen = 0;
  gint64 since = version - CLAMP (request_int (request, "version", 0), 0, version);
  g_autoptr (Rows) rows
      = db_rows (request->snapshot, QUERY_audit_changes, error, DB_TEXT (request->route->record), DB_INT (id),
                 DB_INT (CLAMP (since, 1, 1000)));
  if (rows == NULL)
    return false;
  GHashTableIter all;
  void *name = NULL, *text = NULL;
  GError *local = NULL;
  now->base = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_iter_init (&all, now->theirs);
  while (g_hash_table_iter_next (&all, &name, &text))
    g_hash_table_insert (now->base, name, text);
  while (rows_next (rows, &local) && seen++ < MAX (since, 1)) {
    if (seen == 1) {
      now->at = shown_instant (arena, rows_int (rows, 0));
      now->who = rows_text_dup (rows, 1, arena);
    }
    undo_event (request, now->base, rows_text (rows, 2));
  }
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  if (id == 0 || since <= 0 || seen < since) /* versions are not events one by one */
    g_clear_pointer (&now->base, g_hash_table_unref);
  return true;
}

/* ---- the page ---- */

static bool
is_compared (Request *request, const InputSpec *input, const Now *now)
{
  return input->kind != INPUT_FILE && input->kind != INPUT_SECRET && input->kind != INPUT_LIST
         && !is_address (request, input->name) && strcmp (input->name, "version") != 0
         && g_hash_table_contains (now->theirs, input->name);
}

static const char *
normal (Request *request, const InputSpec *input, GHashTable *values)
{
  const char *text = g_hash_table_lookup (values, input->name);
  return text != NULL ? inputs_normal (request, input, text) : "";
}

static const char *
shown (Request *request, const InputSpec *input, const char *text)
{
  if (input->kind == INPUT_FLAG)
    return text[0] != '\0' ? "có" : "không";
  if (input->kind == INPUT_CHOICE)
    return term_value (request->arena, request->route->record, input->name, text);
  return input->kind == INPUT_DATE ? shown_day (request->arena, text) : text;
}

static Value *
difference (Request *request, const InputSpec *input, const Now *now)
{
  const char *mine = normal (request, input, request->values), *theirs = normal (request, input, now->theirs);
  if (!is_compared (request, input, now) || strcmp (mine, theirs) == 0)
    return NULL;
  const char *base = now->base != NULL ? normal (request, input, now->base) : NULL;
  bool only_mine = g_strcmp0 (base, theirs) == 0, only_theirs = g_strcmp0 (base, mine) == 0;
  Value *item = value_object (request->arena);
  value_set_text (item, "name", input->name);
  value_set_text (item, "label", input->label);
  value_set_text (item, "mine", shown (request, input, mine));
  value_set_text (item, "theirs", shown (request, input, theirs));
  value_set_text (item, "theirs_sent", input->kind == INPUT_DATE ? shown (request, input, theirs) : theirs);
  value_set_bool (item, "only_mine", only_mine);
  value_set_bool (item, "only_theirs", only_theirs);
  value_set_bool (item, "both", base != NULL && !only_mine && !only_theirs);
  value_set_bool (item, "lines", input->kind == INPUT_LINES);
  value_set_bool (item, "by_hand", input->kind != INPUT_CHOICE && input->kind != INPUT_FLAG);
  return item;
}

/* Mine as it was sent, for the page to send it again.  A check box that was left open, and whatever else
 * the browser left out, is sent as blank. */
static Value *
carried (Request *request)
{
  Value *list = value_list (request->arena);
  for (const InputSpec *input = request->route->inputs; input->name != NULL; input++) {
    bool sent = false;
    if (strcmp (input->name, "version") == 0 || input->kind == INPUT_FILE || input->kind == INPUT_SECRET
        || g_hash_table_contains (request->captures, input->name))
      continue;
    for (gsize i = 0; i <= request->form.count; i++) {
      bool end = i == request->form.count;
      if (end ? sent : strcmp (request->form.items[i].name, input->name) != 0)
        continue;
      Value *item = value_object (request->arena);
      value_set_text (item, "name", input->name);
      value_set_text (item, "value", end ? "" : request->form.items[i].value);
      value_append (list, item);
      sent = true;
    }
  }
  return list;
}

static void
show (Request *request, const Now *now, const char *message)
{
  Value *page = value_object (request->arena), *fields = value_list (request->arena);
  for (const InputSpec *input = request->route->inputs; input->name != NULL; input++) {
    Value *item = difference (request, input, now);
    if (item != NULL)
      value_append (fields, item);
  }
  const char *version = g_hash_table_lookup (now->theirs, "version");
  value_set_text (page, "title", "Hai người cùng sửa");
  value_set_text (page, "message", message);
  value_set_text (page, "subject", now->subject != NULL ? now->subject : request->route->title);
  value_set_text (page, "who", now->who);
  value_set_text (page, "at", now->at);
  value_set_text (page, "version", version != NULL ? version : "");
  value_set_text (page, "began", arena_strdup (request->arena, request_text (request, "version")));
  value_set_bool (page, "any", value_length (fields) > 0);
  value_set (page, "fields", fields);
  value_set (page, "carried", carried (request));
  frame_show (request, 409, "conflict", value_view (page));
}

bool
conflict_answer (Request *request, const char *message)
{
  g_auto (Now) now = { 0 };
  g_autoptr (GError) error = NULL;
  if (request->route->record == NULL || request->route->read == NULL)
    return false;
  if (request_read (request, &error) == NULL || !read_theirs (request, &now, &error)
      || !read_events (request, &now, &error))
    return false; /* gone meanwhile, say: the error itself is told */
  show (request, &now, message);
  return true;
}
