/* fuzz_inputs.c - any bytes as a request's path, query, type and body (a line each, the body is the rest):
 * what handlers get is what its input says, whatever was sent. */
#include "base/date.h"
#include "base/text.h"
#include "fuzz.h"
#include "web/request_parts.h"
#include <string.h>

static const char *const choices[] = { "mot", "hai", NULL };

static const InputSpec inputs[] = {
  { .name = "id", .kind = INPUT_ID, .required = true, .label = "Mã" },
  { .name = "text", .kind = INPUT_TEXT, .required = true, .label = "Chữ", .limit = 40 },
  { .name = "lines", .kind = INPUT_LINES, .label = "Dòng" },
  { .name = "number", .kind = INPUT_INT, .label = "Số" },
  { .name = "day", .kind = INPUT_DATE, .label = "Ngày" },
  { .name = "choice", .kind = INPUT_CHOICE, .label = "Chọn", .choices = choices },
  { .name = "flag", .kind = INPUT_FLAG, .label = "Ô" },
  { .name = "secret", .kind = INPUT_SECRET, .label = "Mật khẩu", .limit = 100 },
  { .name = "file", .kind = INPUT_FILE, .label = "Tệp", .limit = 1000 },
  { .name = "list", .kind = INPUT_LIST, .label = "Những dòng" },
  { 0 },
};

static const Route route = { .method = METHOD_POST, .path = "/x/{id}", .inputs = inputs, .record = "person" };

static void
check_text (const InputSpec *input, const char *value)
{
  gsize limit = input->limit > 0 ? input->limit : input->kind == INPUT_LINES ? 20000 : 300;
  gsize length = strlen (value);
  g_assert (length > 0 && length <= limit && text_is_utf8 (value, length, NULL));
  if (input->kind == INPUT_SECRET)
    return;
  g_assert (value[0] != ' ' && value[length - 1] != ' ');
  for (const char *p = value; *p != '\0'; p++)
    g_assert ((guint8)*p >= 0x20 || (input->kind == INPUT_LINES && (*p == '\n' || *p == '\t')));
}

static void
check_value (Request *request, const InputSpec *input, const char *value)
{
  CivilDate date;
  check_text (input, value);
  if (input->kind == INPUT_ID)
    g_assert (request_int (request, input->name, -1) > 0 && g_ascii_isdigit (value[0]));
  if (input->kind == INPUT_DATE)
    g_assert (strlen (value) == 10 && date_parse_iso (value, &date));
  if (input->kind == INPUT_CHOICE)
    g_assert (value == choices[0] || value == choices[1]);
}

static void
check_inputs (Request *request)
{
  gsize length = 0;
  const char *name = NULL;
  for (const InputSpec *input = inputs; input->name != NULL; input++) {
    const char *value = request_text (request, input->name);
    if (value != NULL)
      check_value (request, input, value);
  }
  g_assert (inputs_of_path (request) == (request_text (request, "id") != NULL));
  if (request->errors->len == 0)
    g_assert (request_text (request, "id") != NULL && request_text (request, "text") != NULL);
  if (request_file (request, "file", &length, &name) != NULL && request->errors->len == 0)
    g_assert (length > 0 && length <= 1000 && name != NULL);
  g_ptr_array_unref (request_list (request, "list"));
}

/* The part up to the end of the line. */
static const char *
take_line (Arena *arena, const char **at, const char *end)
{
  const char *stop = memchr (*at, '\n', (gsize)(end - *at));
  const char *line = arena_strndup (arena, *at, (gsize)((stop != NULL ? stop : end) - *at));
  *at = stop != NULL ? stop + 1 : end;
  return line;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  Request *request = request_new (NULL);
  const char *at = (const char *)data, *end = at + size;
  const char *id = take_line (request->arena, &at, end);
  request->route = &route;
  request->captures = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (request->captures, "id", (char *)id);
  request->path = "/x";
  request->query = take_line (request->arena, &at, end);
  Header type = { "Content-Type", take_line (request->arena, &at, end) };
  request->head = (RequestHead){ .method = "POST", .headers = &type, .header_count = 1 };
  g_byte_array_append (request->body, (const guint8 *)at, (guint)(end - at));
  if (inputs_read (request, &error))
    check_inputs (request);
  else
    g_assert (error != NULL);
  request_free (request);
  return 0;
}
