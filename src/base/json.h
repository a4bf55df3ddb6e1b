/* json.h - what jansson leaves to its user: guarded reading, places, writing. */
#pragma once
#include "arena.h"
#include "message.h"
#include "mustache.h"
#include <jansson.h>
#include <stdbool.h>

/* Deepest nesting that is read; a case needs 6. */
#define JSON_DEPTH 64

/* Reads one JSON value (UTF-8, a byte order mark is skipped, nothing behind the
 * value).  A key given twice, nesting deeper than JSON_DEPTH, NUL inside a
 * string, numbers out of range are errors.  The place of an error is
 * "name:line:column" (1-based, columns in characters).  The caller caps `size`
 * and unrefs the result (json_auto_t). */
json_t *json_parse_bytes (const char *name, const char *data, gsize size, GError **error);

/* JSON Pointers (RFC 6901), grown step by step: `parent` is "" for the whole. */
const char *json_pointer_key (Arena *arena, const char *parent, const char *key);
const char *json_pointer_index (Arena *arena, const char *parent, gsize index);

/* The text as a JSON string with its quotes, UTF-8 kept as it is; the same text
 * always gives the same bytes.  NULL gives null. */
void json_append_string (GString *out, const char *text);

/* A JSON value as template data, copied into the arena.  Numbers print in the
 * fewest digits that read back the same (85, 1.21), in every locale. */
View json_view (Arena *arena, const json_t *value);

/* A JSON value as a compact text in the arena; takes the value. */
const char *json_text (Arena *arena, json_t *value);
/* A member's text in the arena; NULL if there is none. */
const char *json_member (Arena *arena, const json_t *object, const char *name);
