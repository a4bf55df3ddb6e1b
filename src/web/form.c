/* form.c - see form.h. */
#include "web/form.h"
#include "base/json.h"
#include <string.h>

const FormField *
form_find (const Form *form, const char *name)
{
  for (gsize i = 0; i < form->count; i++)
    if (strcmp (form->items[i].name, name) == 0)
      return &form->items[i];
  return NULL;
}

static bool
add (Arena *arena, Form *form, FormField field, GError **error)
{
  if (form->count >= FORM_MAX_FIELDS) {
    error_set (error, field.name, MSG_FORM_TOO_MANY, NULL);
    return false;
  }
  ARENA_PUSH (arena, form->items, form->count) = field;
  return true;
}

static bool
broken (GError **error, const char *what)
{
  error_set (error, "form", MSG_FORM_BROKEN, what, NULL);
  return false;
}

/* ---- urlencoded ---- */

char *
percent_decode (Arena *arena, const char *text, gsize length, bool plus, gsize *ret_length)
{
  char *out = arena_alloc (arena, length + 1);
  gsize n = 0;
  for (gsize i = 0; i < length; i++) {
    char c = text[i];
    if (c == '%') {
      if (length - i < 3)
        return NULL;
      int high = g_ascii_xdigit_value (text[i + 1]), low = g_ascii_xdigit_value (text[i + 2]);
      if (high < 0 || low < 0)
        return NULL;
      c = (char)(high * 16 + low);
      i += 2;
    } else if (c == '+' && plus)
      c = ' ';
    if (c == '\0')
      return NULL;
    out[n++] = c;
  }
  out[n] = '\0';
  if (ret_length != NULL)
    *ret_length = n;
  return out;
}

bool
form_read_urlencoded (Arena *arena, const char *data, gsize size, Form *form, GError **error)
{
  const char *end = data + size;
  while (data < end) {
    const char *stop = memchr (data, '&', (gsize)(end - data));
    stop = stop != NULL ? stop : end;
    const char *equals = memchr (data, '=', (gsize)(stop - data));
    const char *name_end = equals != NULL ? equals : stop;
    if (name_end > data) {
      FormField field = { 0 };
      const char *value = equals != NULL ? equals + 1 : stop;
      field.name = percent_decode (arena, data, (gsize)(name_end - data), true, NULL);
      field.value = percent_decode (arena, value, (gsize)(stop - value), true, &field.length);
      if (field.name == NULL || field.value == NULL)
        return broken (error, "%");
      if (!add (arena, form, field, error))
        return false;
    }
    data = stop + 1;
  }
  return true;
}

/* ---- multipart ---- */

/* The next semicolon outside quotes: a file's name may hold "; name=…". */
static const char *
find_semicolon (const char *p)
{
  bool quoted = false;
  for (; *p != '\0'; p++) {
    if (*p == '"')
      quoted = !quoted;
    else if (*p == ';' && !quoted)
      return p;
  }
  return NULL;
}

/* A parameter such as name="…" of a header line; the quoted string's escapes \" and %22 stay
 * as browsers send them (WHATWG: %22 for a quote). */
static char *
header_parameter (Arena *arena, const char *line, const char *name)
{
  gsize length = strlen (name);
  for (const char *p = find_semicolon (line); p != NULL; p = find_semicolon (p)) {
    p += 1 + strspn (p + 1, " \t");
    if (g_ascii_strncasecmp (p, name, length) != 0 || p[length] != '=')
      continue;
    p += length + 1;
    if (*p != '"')
      return arena_strndup (arena, p, strcspn (p, "; \t"));
    const char *stop = strchr (p + 1, '"');
    return stop != NULL ? arena_strndup (arena, p + 1, (gsize)(stop - p - 1)) : NULL;
  }
  return NULL;
}

/* The headers of one part up to the blank line: its name and file name. */
static const char *
read_part_head (Arena *arena, const char *p, const char *end, FormField *field)
{
  for (;;) {
    const char *stop = memmem (p, (gsize)(end - p), "\r\n", 2);
    if (stop == NULL)
      return NULL;
    if (stop == p)
      return stop + 2;
    char *line = arena_strndup (arena, p, (gsize)(stop - p));
    if (strlen (line) != (gsize)(stop - p))
      return NULL; /* NUL */
    if (g_ascii_strncasecmp (line, "Content-Disposition:", 20) == 0) {
      field->name = header_parameter (arena, line, "name");
      field->file_name = header_parameter (arena, line, "filename");
    }
    p = stop + 2;
  }
}

bool
form_read_multipart (Arena *arena, const char *content_type, const char *data, gsize size, Form *form,
                     GError **error)
{
  char *boundary = header_parameter (arena, content_type, "boundary");
  if (boundary == NULL || boundary[0] == '\0' || strlen (boundary) > 70)
    return broken (error, "boundary");
  char *mark = arena_concat (arena, "\r\n--", boundary, NULL);
  gsize mark_length = strlen (mark);
  const char *p = data, *end = data + size;
  if (size < mark_length || memcmp (p, mark + 2, mark_length - 2) != 0)
    return broken (error, "multipart");
  p += mark_length - 2;
  while (end - p >= 2 && memcmp (p, "--", 2) != 0) {
    FormField field = { 0 };
    if (memcmp (p, "\r\n", 2) != 0)
      return broken (error, "multipart");
    const char *content = read_part_head (arena, p + 2, end, &field);
    const char *stop
        = content != NULL ? memmem (content - 2, (gsize)(end - content + 2), mark, mark_length) : NULL;
    if (stop == NULL || field.name == NULL)
      return broken (error, "multipart");
    field.length = stop > content ? (gsize)(stop - content) : 0;
    field.value = arena_strndup (arena, content, field.length);
    if (field.file_name == NULL && strlen (field.value) != field.length)
      return broken (error, "NUL");
    if (!add (arena, form, field, error))
      return false;
    p = stop + mark_length;
  }
  return end - p >= 2 || broken (error, "multipart");
}

/* ---- JSON ---- */

static bool
add_json (Arena *arena, Form *form, const char *name, const json_t *value, GError **error)
{
  FormField field = { .name = arena_strdup (arena, name) };
  if (json_is_null (value))
    return true;
  if (json_is_string (value))
    field.value = arena_strdup (arena, json_string_value (value));
  else if (json_is_boolean (value))
    field.value = json_is_true (value) ? "1" : "";
  else if (json_is_integer (value))
    field.value = arena_printf (arena, "%" JSON_INTEGER_FORMAT, json_integer_value (value));
  else
    return broken (error, field.name);
  field.length = strlen (field.value);
  return add (arena, form, field, error);
}

bool
form_read_json (Arena *arena, const char *data, gsize size, Form *form, GError **error)
{
  json_t *root = json_parse_bytes ("JSON", data, size, error);
  if (root == NULL)
    return false;
  bool good = json_is_object (root) || broken (error, "JSON");
  const char *name = NULL;
  json_t *value = NULL;
  json_object_foreach (root, name, value)
  {
    for (size_t i = 0; good && json_is_array (value) && i < json_array_size (value); i++)
      good = add_json (arena, form, name, json_array_get (value, i), error);
    if (good && !json_is_array (value))
      good = add_json (arena, form, name, value, error);
  }
  json_decref (root);
  return good;
}

/* ---- cookies ---- */

char *
cookie_find (Arena *arena, const char *header, const char *name)
{
  gsize length = strlen (name);
  while (header != NULL && *header != '\0') {
    header += strspn (header, " ;");
    gsize all = strcspn (header, ";");
    if (all > length && strncmp (header, name, length) == 0 && header[length] == '=')
      return arena_strndup (arena, header + length + 1, all - length - 1);
    header += all;
  }
  return NULL;
}
