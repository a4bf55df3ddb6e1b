/* inputs.c - what came in, as the route's row says it must be. */
#include "base/date.h"
#include "base/text.h"
#include "document/layout.h"
#include "web/request_parts.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_LIMIT ((gsize)300)
#define LINES_LIMIT ((gsize)20000)

static void
report (Request *request, const InputSpec *input, MessageId id, const char *argument)
{
  Message message = message_make (id, argument, NULL);
  FieldError *error = arena_new0 (request->arena, FieldError);
  *error = (FieldError){ input->name, input->label, message_vietnamese (request->arena, &message) };
  g_ptr_array_add (request->errors, error);
}

/* As we write it: else one record would have many addresses. */
static bool
read_number (const char *text, gint64 *ret)
{
  char *end = NULL;
  errno = 0;
  if (!g_ascii_isdigit (text[0]) && text[0] != '-')
    return false;
  gint64 number = g_ascii_strtoll (text, &end, 10);
  if (errno != 0 || end == text || *end != '\0')
    return false;
  *ret = number;
  return true;
}

static const char *
read_choice (const InputSpec *input, const char *text)
{
  for (gsize i = 0; input->choices != NULL && input->choices[i] != NULL; i++)
    if (strcmp (input->choices[i], text) == 0)
      return input->choices[i];
  return NULL;
}

static const char *
read_date (Arena *arena, const char *text)
{
  CivilDate date = { 0 };
  return date_parse_iso (text, &date) || date_parse_vietnamese (text, &date) ? date_iso (arena, date) : NULL;
}

static bool
has_control (const char *text, bool lines)
{
  for (const char *p = text; *p != '\0'; p++)
    if (((guint8)*p < 0x20 && !(lines && (*p == '\n' || *p == '\t'))) || *p == 0x7F)
      return true;
  return false;
}

/* CR LF, as forms send line ends, to LF. */
static char *
unix_lines (Arena *arena, const char *text)
{
  char *out = arena_strdup (arena, text), *to = out;
  for (const char *from = text; *from != '\0'; from++)
    if (*from != '\r')
      *to++ = *from;
  *to = '\0';
  return out;
}

static const char *
normal_text (Request *request, const InputSpec *input, const char *text)
{
  Arena *arena = request->arena;
  if (input->kind == INPUT_SECRET)
    return text;
  const char *plain = text_unturned (arena, text_nfc (arena, text));
  return input->kind == INPUT_LINES ? text_strip (arena, unix_lines (arena, plain))
                                    : text_squeeze (arena, plain);
}

const char *
inputs_normal (Request *request, const InputSpec *input, const char *text)
{
  const char *plain = normal_text (request, input, text);
  const char *day = input->kind == INPUT_DATE ? read_date (request->arena, plain) : NULL;
  return day != NULL ? day : plain;
}

/* What is kept of a record goes into papers sooner or later: what they cannot show is told where it is typed.
 */
static bool
printable (Request *request, const InputSpec *input, const char *text)
{
  if (has_control (text, input->kind == INPUT_LINES)) {
    report (request, input, MSG_CASE_CONTROL_CHARACTER, NULL);
    return false;
  }
  const char *lacking = input->kind != INPUT_SECRET && request->route->record != NULL
                            ? layout_lacks (request->arena, text)
                            : NULL;
  if (lacking != NULL)
    report (request, input, MSG_INPUT_LETTER, lacking);
  return lacking == NULL;
}

/* The value as handlers get it; NULL after a report. */
static const char *
typed_value (Request *request, const InputSpec *input, const char *text)
{
  gint64 number = 0;
  const char *value = text;
  switch (input->kind) {
  case INPUT_ID:
    if (read_number (text, &number) && number > 0)
      return text;
    report (request, input, MSG_INPUT_NUMBER, text);
    return NULL;
  case INPUT_INT:
    if (read_number (text, &number))
      return text;
    report (request, input, MSG_INPUT_NUMBER, text);
    return NULL;
  case INPUT_DATE:
    value = read_date (request->arena, text);
    if (value == NULL)
      report (request, input, MSG_INPUT_DATE, text);
    return value;
  case INPUT_CHOICE:
    value = read_choice (input, text);
    if (value == NULL)
      report (request, input, MSG_INPUT_CHOICE, NULL);
    return value;
  default:
    return printable (request, input, text) ? text : NULL;
  }
}

/* Of all files of that name together. */
static gsize
file_bytes (const Request *request, const char *name)
{
  gsize bytes = 0;
  for (gsize i = 0; i < request->form.count; i++)
    if (strcmp (request->form.items[i].name, name) == 0)
      bytes += request->form.items[i].length;
  return bytes;
}

static void
read_input (Request *request, const InputSpec *input)
{
  const char *captured
      = request->captures != NULL ? g_hash_table_lookup (request->captures, input->name) : NULL;
  const FormField *field = form_find (&request->form, input->name);
  const char *raw = captured != NULL ? captured : field != NULL ? field->value : "";
  gsize length = strlen (raw), limit = input->limit > 0             ? input->limit
                                       : input->kind == INPUT_LINES ? LINES_LIMIT
                                                                    : TEXT_LIMIT;
  gsize bad = 0;
  if (input->kind == INPUT_FILE) {
    gsize all = file_bytes (request, input->name);
    if (input->required && all == 0)
      report (request, input, MSG_INPUT_FILE, NULL);
    else if (input->limit > 0 && all > input->limit)
      report (request, input, MSG_INPUT_FILE_LARGE,
              arena_printf (request->arena, "%" G_GSIZE_FORMAT, input->limit >> 20));
    return;
  }
  if (!text_is_utf8 (raw, length, &bad)) {
    report (request, input, MSG_INPUT_ENCODING, NULL);
    return;
  }
  const char *text = normal_text (request, input, raw);
  if (strlen (text) > limit)
    request_field_long (request, input->name, text, limit);
  else if (text[0] == '\0') {
    if (input->required)
      report (request, input, MSG_INPUT_REQUIRED, NULL);
  } else {
    const char *value = typed_value (request, input, text);
    if (value != NULL)
      g_hash_table_insert (request->values, (char *)input->name, (char *)value);
  }
}

static bool
read_body (Request *request, GError **error)
{
  const char *type = head_find (&request->head, "Content-Type");
  const char *data = (const char *)request->body->data;
  gsize size = request->body->len;
  if (size == 0)
    return true;
  if (type != NULL && g_ascii_strncasecmp (type, "application/x-www-form-urlencoded", 33) == 0)
    return form_read_urlencoded (request->arena, data, size, &request->form, error);
  if (type != NULL && g_ascii_strncasecmp (type, "multipart/form-data", 19) == 0)
    return form_read_multipart (request->arena, type, data, size, &request->form, error);
  if (type != NULL && g_ascii_strncasecmp (type, "application/json", 16) == 0)
    return form_read_json (request->arena, data, size, &request->form, error);
  error_set (error, "form", MSG_FORM_TYPE, NULL);
  return false;
}

bool
inputs_read (Request *request, GError **error)
{
  if ((!request_is_stream (request) && !read_body (request, error))
      || !form_read_urlencoded (request->arena, request->query, strlen (request->query), &request->form,
                                error))
    return false;
  if (request->route->record != NULL)
    conflict_settle (request);
  for (const InputSpec *input = request->route->inputs; input != NULL && input->name != NULL; input++)
    read_input (request, input);
  return true;
}

bool
inputs_of_path (Request *request)
{
  for (const InputSpec *input = request->route->inputs; input != NULL && input->name != NULL; input++)
    if (g_hash_table_contains (request->captures, input->name)
        && !g_hash_table_contains (request->values, input->name))
      return false;
  return true;
}

/* ---- what handlers ask ---- */

const char *
request_text (Request *request, const char *input)
{
  return g_hash_table_lookup (request->values, input);
}

gint64
request_int (Request *request, const char *input, gint64 fallback)
{
  gint64 number = 0;
  const char *text = request_text (request, input);
  return text != NULL && read_number (text, &number) ? number : fallback;
}

bool
request_flag (Request *request, const char *input)
{
  return request_text (request, input) != NULL;
}

GPtrArray *
request_list (Request *request, const char *input)
{
  GPtrArray *list = g_ptr_array_new ();
  for (gsize i = 0; i < request->form.count; i++)
    if (strcmp (request->form.items[i].name, input) == 0)
      g_ptr_array_add (list, (char *)request->form.items[i].value);
  return list;
}

const char *
request_file (Request *request, const char *input, gsize *ret_length, const char **ret_name)
{
  return request_file_at (request, input, 0, ret_length, ret_name);
}

const char *
request_file_at (Request *request, const char *input, gsize index, gsize *ret_length, const char **ret_name)
{
  for (gsize i = 0; i < request->form.count; i++) {
    const FormField *field = &request->form.items[i];
    if (strcmp (field->name, input) != 0 || field->file_name == NULL || field->length == 0 || index-- > 0)
      continue;
    *ret_length = field->length;
    *ret_name = field->file_name;
    return field->value;
  }
  return NULL;
}
