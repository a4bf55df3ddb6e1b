/* message.h - the one catalogue of what the program says to people.
 *
 * Code carries a message id and its arguments; the Vietnamese sentence (and
 * an English one for developers) is made at the edge, by the command line or
 * a page.  Sentences stand in messages.def, one row each:
 *     M (ID, "English with {0} {1}", "Vietnamese with {0} {1}")
 * Every Vietnamese sentence is plain and says what to do. */
#pragma once
#include "arena.h"

typedef enum {
#define M(id, english, vietnamese) MSG_##id,
#include "messages.def"
#undef M
  MSG_COUNT
} MessageId;

#define MESSAGE_MAX_ARGS 4

typedef struct {
  MessageId id;
  const char *args[MESSAGE_MAX_ARGS]; /* NULL where there is none */
} Message;

/* A message; arguments end with NULL.  The strings are not copied: they
 * must live as long as the message (the arena's usually). */
Message message_make (MessageId id, ...) G_GNUC_NULL_TERMINATED;

/* The whole sentence, in the arena. */
char *message_vietnamese (Arena *arena, const Message *message);
char *message_english (Arena *arena, const Message *message);

/* Errors of the program: domain DVHT_ERROR, code = MessageId, with the place
 * (file, "file:line", "file:row:column heading" or JSON Pointer) beside it.
 * GError::message is the English sentence. */
#define DVHT_ERROR (dvht_error_quark ())
GQuark dvht_error_quark (void);

/* Sets *error (if error is not NULL).  All strings are copied. `place` may be NULL. */
void error_set (GError **error, const char *place, MessageId id, ...) G_GNUC_NULL_TERMINATED;

/* The Vietnamese sentence of any GError ("nơi: lời"); a foreign domain gives a
 * general sentence with the technical text behind it. */
char *error_vietnamese (Arena *arena, const GError *error);

/* What a GError says as a message, arguments copied to the arena, without its place. */
Message error_message (Arena *arena, const GError *error);

/* The place of a DVHT_ERROR, or NULL. */
const char *error_place (const GError *error);
