/* job_input.c - see job_input.h. */
#include "model/job_input.h"
#include "base/json.h"
#include <stdlib.h>
#include <string.h>

#define PLACE "job"

/* Takes the value. */
static char *
dump (Arena *arena, json_t *value)
{
  json_auto_t *owned = value;
  char *text = json_dumps (owned, JSON_COMPACT);
  char *copy = arena_strdup (arena, text);
  free (text);
  return copy;
}

static bool
broken (GError **error)
{
  error_set (error, PLACE, MSG_INTERNAL, "input of a job", NULL);
  return false;
}

char *
slips_input_write (Arena *arena, const SlipsInput *input)
{
  json_t *ids = json_array ();
  for (gsize i = 0; i < input->count; i++)
    json_array_append_new (ids, json_integer (input->ids[i]));
  return dump (arena, json_pack ("{s:s, s:o}", "address", input->address, "ids", ids));
}

bool
slips_input_read (Arena *arena, const char *json, SlipsInput *ret, GError **error)
{
  json_auto_t *root = json_parse_bytes (PLACE, json, strlen (json), error);
  const char *address = NULL;
  json_t *ids = NULL;
  if (root == NULL)
    return false;
  if (json_unpack (root, "{s:s, s:o}", "address", &address, "ids", &ids) != 0 || !json_is_array (ids))
    return broken (error);
  *ret = (SlipsInput){ .address = arena_strdup (arena, address), .count = json_array_size (ids) };
  ret->ids = arena_array (arena, gint64, ret->count);
  for (gsize i = 0; i < ret->count; i++)
    ret->ids[i] = json_integer_value (json_array_get (ids, i));
  return true;
}

char *
code_mail_input_write (Arena *arena, const CodeMailInput *input)
{
  return dump (arena, json_pack ("{s:I, s:s?, s:i, s:b}", "account", (json_int_t)input->account_id, "site",
                                 input->site, "days", (int)input->days, "asked", (int)input->asked));
}

bool
code_mail_input_read (Arena *arena, const char *json, CodeMailInput *ret, GError **error)
{
  json_auto_t *root = json_parse_bytes (PLACE, json, strlen (json), error);
  json_t *site = NULL;
  json_int_t account = 0;
  int days = 0, asked = 0;
  if (root == NULL)
    return false;
  if (json_unpack (root, "{s:I, s:o, s:i, s:b}", "account", &account, "site", &site, "days", &days, "asked",
                   &asked)
          != 0
      || days < 0)
    return broken (error);
  *ret = (CodeMailInput){ account, arena_strdup (arena, json_string_value (site)), (guint)days, asked != 0 };
  return true;
}

char *
mail_input_write (Arena *arena, const MailInput *input)
{
  return dump (arena, json_pack ("{s:s, s:s, s:s, s:s*}", "to", input->to, "subject", input->subject, "text",
                                 input->text, "unsubscribe", input->unsubscribe));
}

bool
mail_input_read (Arena *arena, const char *json, MailInput *ret, GError **error)
{
  json_auto_t *root = json_parse_bytes (PLACE, json, strlen (json), error);
  const char *to = NULL, *subject = NULL, *text = NULL, *stop = NULL;
  if (root == NULL)
    return false;
  if (json_unpack (root, "{s:s, s:s, s:s, s?s}", "to", &to, "subject", &subject, "text", &text, "unsubscribe",
                   &stop)
      != 0)
    return broken (error);
  *ret = (MailInput){ arena_strdup (arena, to), arena_strdup (arena, subject), arena_strdup (arena, text),
                      arena_strdup (arena, stop) };
  return true;
}

char *
joined_input_write (Arena *arena, const JoinedInput *input)
{
  json_t *files = json_array ();
  for (gsize i = 0; i < input->count; i++)
    json_array_append_new (
        files, json_pack ("{s:s, s:s}", "path", input->files[i].path, "title", input->files[i].title));
  return dump (arena, json_pack ("{s:s, s:o}", "pdf", input->pdf, "files", files));
}

bool
joined_input_read (Arena *arena, const char *json, JoinedInput *ret, GError **error)
{
  json_auto_t *root = json_parse_bytes (PLACE, json, strlen (json), error);
  if (root == NULL)
    return false;
  const json_t *files = json_object_get (root, "files");
  JoinedInput input = { .pdf = json_member (arena, root, "pdf") };
  for (gsize i = 0; i < json_array_size (files); i++) {
    const json_t *file = json_array_get (files, i);
    JoinedFile one = { json_member (arena, file, "path"), json_member (arena, file, "title") };
    if (one.path == NULL || one.title == NULL)
      return broken (error);
    ARENA_PUSH (arena, input.files, input.count) = one;
  }
  if (input.pdf == NULL)
    return broken (error);
  *ret = input;
  return true;
}
