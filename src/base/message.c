/* message.c - see message.h. */
#include "base/message.h"
#include <string.h>

static const struct {
  const char *english, *vietnamese;
} message_table[MSG_COUNT] = {
#define M(id, english, vietnamese) [MSG_##id] = { english, vietnamese },
#include "messages.def"
#undef M
};

static void
take_args (Message *message, va_list list)
{
  for (int i = 0; i < MESSAGE_MAX_ARGS; i++) {
    message->args[i] = va_arg (list, const char *);
    if (message->args[i] == NULL)
      return;
  }
}

Message
message_make (MessageId id, ...)
{
  Message message = { .id = id };
  va_list list;
  va_start (list, id);
  take_args (&message, list);
  va_end (list);
  return message;
}

static char *
message_fill (Arena *arena, const char *pattern, const Message *message)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (const char *p = pattern; *p != '\0'; p++) {
    int index = p[0] == '{' && p[1] >= '0' && p[1] < '0' + MESSAGE_MAX_ARGS && p[2] == '}' ? p[1] - '0' : -1;
    if (index < 0) {
      g_string_append_c (text, *p);
      continue;
    }
    g_string_append (text, message->args[index] != NULL ? message->args[index] : "");
    p += 2;
  }
  return arena_strndup (arena, text->str, text->len);
}

char *
message_vietnamese (Arena *arena, const Message *message)
{
  return message_fill (arena, message_table[message->id].vietnamese, message);
}

char *
message_english (Arena *arena, const Message *message)
{
  return message_fill (arena, message_table[message->id].english, message);
}

typedef struct {
  char *place;
  char *args[MESSAGE_MAX_ARGS];
} DvhtErrorPrivate;

static void
dvht_error_private_init (DvhtErrorPrivate *priv)
{
}

static void
dvht_error_private_copy (const DvhtErrorPrivate *from, DvhtErrorPrivate *to)
{
  to->place = g_strdup (from->place);
  for (int i = 0; i < MESSAGE_MAX_ARGS; i++)
    to->args[i] = g_strdup (from->args[i]);
}

static void
dvht_error_private_clear (DvhtErrorPrivate *priv)
{
  g_free (priv->place);
  for (int i = 0; i < MESSAGE_MAX_ARGS; i++)
    g_free (priv->args[i]);
}

G_DEFINE_EXTENDED_ERROR (DvhtError, dvht_error)

void
error_set (GError **error, const char *place, MessageId id, ...)
{
  if (error == NULL)
    return;
  Message message = { .id = id };
  va_list list;
  va_start (list, id);
  take_args (&message, list);
  va_end (list);
  g_autoptr (Arena) arena = arena_new (G_MAXSIZE / 2);
  g_propagate_error (error, g_error_new_literal (DVHT_ERROR, (gint)id, message_english (arena, &message)));
  DvhtErrorPrivate *priv = dvht_error_get_private (*error);
  priv->place = g_strdup (place);
  for (int i = 0; i < MESSAGE_MAX_ARGS; i++)
    priv->args[i] = g_strdup (message.args[i]);
}

Message
error_message (Arena *arena, const GError *error)
{
  if (error->domain != DVHT_ERROR)
    return (Message){ .id = MSG_FOREIGN, .args = { arena_strdup (arena, error->message) } };
  const DvhtErrorPrivate *priv = dvht_error_get_private (error);
  Message message = { .id = (MessageId)error->code };
  for (int i = 0; i < MESSAGE_MAX_ARGS; i++)
    message.args[i] = arena_strdup (arena, priv->args[i]);
  return message;
}

char *
error_vietnamese (Arena *arena, const GError *error)
{
  Message message = error_message (arena, error);
  char *sentence = message_vietnamese (arena, &message);
  const char *place = error_place (error);
  return place == NULL ? sentence : arena_concat (arena, place, ": ", sentence, NULL);
}

const char *
error_place (const GError *error)
{
  return error->domain == DVHT_ERROR ? dvht_error_get_private (error)->place : NULL;
}
