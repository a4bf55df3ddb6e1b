/* fuzz_form.c - any bytes as the body of a form, by the first byte: 'u' urlencoded, 'm' multipart (its first
 * line is the content type), 'j' JSON, 'r' fields that are written as browsers write them and read again. */
#include "base/text.h"
#include "fuzz.h"
#include "web/form.h"
#include <string.h>

#define EDGE "dvht-edge"

static void
check_form (const Form *form)
{
  g_assert (form->count <= FORM_MAX_FIELDS);
  for (gsize i = 0; i < form->count; i++) {
    const FormField *field = &form->items[i];
    g_assert (field->value[field->length] == '\0');
    g_assert (field->file_name != NULL || strlen (field->value) == field->length);
    g_assert (form_find (form, field->name) != NULL);
  }
}

static bool
read_multipart (Arena *arena, const char *data, gsize size, Form *form, GError **error)
{
  const char *stop = memchr (data, '\n', size);
  gsize length = stop != NULL ? (gsize)(stop - data) : size;
  const char *type = arena_strndup (arena, data, length);
  gsize skipped = MIN (size, length + 1);
  return form_read_multipart (arena, type, data + skipped, size - skipped, form, error);
}

/* As the WHATWG says: quotes and ends of lines in names are percent-encoded. */
static void
append_name (GString *out, const char *text)
{
  for (; *text != '\0'; text++) {
    if (*text == '"' || *text == '\r' || *text == '\n')
      g_string_append_printf (out, "%%%02X", (guint)*text);
    else
      g_string_append_c (out, *text);
  }
}

/* Three lines a field: name, file name, value. */
static void
round_trip (Arena *arena, const char *data, gsize size)
{
  const char *text = arena_strndup (arena, data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 300);
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  Form form = { 0 };
  gsize fields = g_strv_length (lines) / 3;
  if (fields == 0 || strstr (text, EDGE) != NULL)
    return;
  for (gsize i = 0; i < fields; i++) {
    g_string_append (body, "--" EDGE "\r\nContent-Disposition: form-data; filename=\"");
    append_name (body, lines[3 * i + 1]);
    g_string_append (body, "\"; name=\"");
    append_name (body, lines[3 * i]);
    g_string_append_printf (body, "\"\r\n\r\n%s\r\n", lines[3 * i + 2]);
  }
  g_string_append (body, "--" EDGE "--\r\n");
  g_assert (form_read_multipart (arena, "multipart/form-data; boundary=" EDGE, body->str, body->len, &form,
                                 &error));
  g_assert (form.count == fields);
  for (gsize i = 0; i < fields; i++) {
    g_autoptr (GString) name = g_string_new (NULL), file_name = g_string_new (NULL);
    append_name (name, lines[3 * i]);
    append_name (file_name, lines[3 * i + 1]);
    g_assert_cmpstr (form.items[i].name, ==, name->str);
    g_assert_cmpstr (form.items[i].file_name, ==, file_name->str);
    g_assert_cmpstr (form.items[i].value, ==, lines[3 * i + 2]);
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (Arena) arena = arena_new ((gsize)1 << 30);
  g_autoptr (GError) error = NULL;
  const char *bytes = (const char *)data + 1;
  Form form = { 0 };
  bool done = true;
  switch (size > 0 ? data[0] : 0) {
  case 'u':
    done = form_read_urlencoded (arena, bytes, size - 1, &form, &error);
    break;
  case 'm':
    done = read_multipart (arena, bytes, size - 1, &form, &error);
    break;
  case 'j':
    done = form_read_json (arena, bytes, size - 1, &form, &error);
    break;
  case 'r':
    round_trip (arena, bytes, size - 1);
    break;
  default:
    break;
  }
  g_assert (done == (error == NULL));
  if (done)
    check_form (&form);
  else
    g_assert (text_is_utf8 (error_vietnamese (arena, error), strlen (error_vietnamese (arena, error)), NULL));
  return 0;
}
