/* json.c - see json.h. */
#include "base/json.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

static void
json_error_at (GError **error, const char *name, gsize line, gsize column, MessageId id, const char *argument)
{
  g_autofree char *place = g_strdup_printf ("%s:%" G_GSIZE_FORMAT ":%" G_GSIZE_FORMAT, name, line, column);
  error_set (error, place, id, argument, NULL);
}

/* 1-based line and column (in characters) of a byte. */
static void
find_position (const char *data, gsize offset, gsize *ret_line, gsize *ret_column)
{
  gsize line = 1, column = 1;
  for (gsize i = 0; i < offset; i++) {
    bool starts_character = ((guint8)data[i] & 0xC0) != 0x80;
    column = data[i] == '\n' ? 1 : column + starts_character;
    line += data[i] == '\n';
  }
  *ret_line = line;
  *ret_column = column;
}

/* Offset of the bracket that opens a level too many, or `size`. */
static gsize
find_too_deep (const char *data, gsize size)
{
  gsize depth = 0;
  bool quoted = false;
  for (gsize i = 0; i < size; i++) {
    char c = data[i];
    if (quoted && c == '\\')
      i++;
    else if (c == '"')
      quoted = !quoted;
    else if (!quoted && (c == '[' || c == '{') && ++depth > JSON_DEPTH)
      return i;
    else if (!quoted && (c == ']' || c == '}') && depth > 0)
      depth--;
  }
  return size;
}

static MessageId
message_of (const json_error_t *failure)
{
  switch (json_error_code (failure)) {
  case json_error_premature_end_of_input:
    return MSG_JSON_ENDS_EARLY;
  case json_error_end_of_input_expected:
    return MSG_JSON_TRAILING;
  case json_error_duplicate_key:
    return MSG_JSON_DUPLICATE_KEY;
  case json_error_numeric_overflow:
    return MSG_JSON_NUMBER;
  case json_error_null_character:
  case json_error_null_byte_in_key:
    return MSG_JSON_NUL;
  default:
    return MSG_JSON_SYNTAX;
  }
}

/* jansson says "what near 'token'"; only the token is of use to a reader. */
static char *
near_text (const json_error_t *failure)
{
  const char *near = strstr (failure->text, " near '");
  if (near == NULL)
    return g_strdup ("…");
  near += strlen (" near '");
  gsize length = strlen (near);
  return g_utf8_make_valid (near, (gssize)(length > 0 ? length - 1 : 0));
}

static bool
json_is_readable (const char *name, const char *data, gsize size, GError **error)
{
  gsize bad = 0, line = 1, column = 1;
  if (!text_is_utf8 (data, size, &bad)) {
    g_autofree char *byte = g_strdup_printf ("%" G_GSIZE_FORMAT, bad + 1);
    find_position (data, bad, &line, &column);
    json_error_at (error, name, line, column, data[bad] == '\0' ? MSG_JSON_NUL : MSG_JSON_ENCODING, byte);
    return false;
  }
  gsize deep = find_too_deep (data, size);
  if (deep < size) {
    find_position (data, deep, &line, &column);
    json_error_at (error, name, line, column, MSG_JSON_TOO_DEEP, G_STRINGIFY (JSON_DEPTH));
    return false;
  }
  return true;
}

json_t *
json_parse_bytes (const char *name, const char *data, gsize size, GError **error)
{
  static const char mark[] = "\xEF\xBB\xBF";
  if (size >= 3 && memcmp (data, mark, 3) == 0) {
    data += 3;
    size -= 3;
  }
  if (!json_is_readable (name, data, size, error))
    return NULL;
  json_error_t failure;
  json_t *value = json_loadb (data, size, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &failure);
  if (value == NULL) {
    g_autofree char *near = near_text (&failure);
    json_error_at (error, name, (gsize)MAX (failure.line, 1), (gsize)MAX (failure.column, 1),
                   message_of (&failure), near);
  }
  return value;
}

const char *
json_pointer_key (Arena *arena, const char *parent, const char *key)
{
  if (strpbrk (key, "~/") == NULL)
    return arena_concat (arena, parent, "/", key, NULL);
  g_autoptr (GString) text = g_string_new (parent);
  g_string_append_c (text, '/');
  for (const char *p = key; *p != '\0'; p++) {
    if (*p == '~' || *p == '/')
      g_string_append (text, *p == '~' ? "~0" : "~1");
    else
      g_string_append_c (text, *p);
  }
  return arena_strndup (arena, text->str, text->len);
}

const char *
json_pointer_index (Arena *arena, const char *parent, gsize index)
{
  return arena_printf (arena, "%s/%" G_GSIZE_FORMAT, parent, index);
}

static void
append_escape (GString *out, char c)
{
  static const char letters[] = "\"\"\\\\\bb\ff\nn\rr\tt"; /* pairs: character, its letter */
  for (const char *p = letters; *p != '\0'; p += 2)
    if (*p == c) {
      g_string_append_c (out, '\\');
      g_string_append_c (out, p[1]);
      return;
    }
  g_string_append_printf (out, "\\u%04x", (guint)(guint8)c);
}

void
json_append_string (GString *out, const char *text)
{
  if (text == NULL) {
    g_string_append (out, "null");
    return;
  }
  g_string_append_c (out, '"');
  for (const char *run = text, *p = text;; p++) {
    bool plain = (guint8)*p >= 0x20 && *p != '"' && *p != '\\' && *p != 0x7f;
    if (plain)
      continue;
    g_string_append_len (out, run, p - run);
    if (*p == '\0')
      break;
    append_escape (out, *p);
    run = p + 1;
  }
  g_string_append_c (out, '"');
}

static View
text_view (const char *text)
{
  return (View){ .kind = VIEW_TEXT, .text = text };
}

static const char *
print_real (Arena *arena, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE], format[] = "%.15g";
  for (int digits = 15; digits <= 17; digits++) {
    format[3] = (char)('0' + digits % 10);
    g_ascii_formatd (text, sizeof text, format, number);
    if (g_ascii_strtod (text, NULL) == number) /* exact on purpose */
      break;
  }
  return arena_strdup (arena, text);
}

static View
view_of_list (Arena *arena, const json_t *array)
{
  Value *list = value_list (arena);
  gsize index = 0;
  json_t *item = NULL;
  json_array_foreach (array, index, item) value_append_view (list, json_view (arena, item));
  return value_view (list);
}

static View
view_of_object (Arena *arena, const json_t *object)
{
  Value *members = value_object (arena);
  json_t *source = (json_t *)object; /* jansson's iterator takes no const; nothing is changed */
  for (void *at = json_object_iter (source); at != NULL; at = json_object_iter_next (source, at))
    value_set_view (members, arena_strdup (arena, json_object_iter_key (at)),
                    json_view (arena, json_object_iter_value (at)));
  return value_view (members);
}

/* The depth is bounded by JSON_DEPTH. */
View
json_view (Arena *arena, const json_t *value)
{
  switch (json_typeof (value)) {
  case JSON_OBJECT:
    return view_of_object (arena, value);
  case JSON_ARRAY:
    return view_of_list (arena, value);
  case JSON_STRING:
    return text_view (arena_strdup (arena, json_string_value (value)));
  case JSON_INTEGER:
    return text_view (arena_printf (arena, "%" JSON_INTEGER_FORMAT, json_integer_value (value)));
  case JSON_REAL:
    return text_view (print_real (arena, json_real_value (value)));
  case JSON_TRUE:
    return (View){ .kind = VIEW_TRUE };
  default:
    return (View){ .kind = VIEW_FALSE };
  }
}

const char *
json_text (Arena *arena, json_t *value)
{
  char *text = json_dumps (value, JSON_COMPACT | JSON_ENCODE_ANY);
  const char *copy = arena_strdup (arena, text);
  free (text);
  json_decref (value);
  return copy;
}

const char *
json_member (Arena *arena, const json_t *object, const char *name)
{
  return arena_strdup (arena, json_string_value (json_object_get (object, name)));
}
