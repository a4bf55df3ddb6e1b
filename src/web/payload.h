/* payload.h - what an event changed, as people see its record: a field `content` that holds a whole JSON
 * object (a legal basis as in a case) counts as that object's members. */
#pragma once
#include "base/json.h"

/* The object in the payload's `content`; NULL where there is none.  Caller unrefs. */
json_t *payload_content (const json_t *payload);
/* The payload with the members of its content in the content's stead; NULL for NULL.  Caller unrefs.
 * `*ret_whole` (may be NULL): it has a content. */
json_t *payload_load (const char *text, bool *ret_whole);
/* What a form's field holds of the content: a text, "1" of true, "" of what is not there.  The field
 * NAME-ITEM is a check box: is ITEM in the list NAME? */
const char *payload_field (Arena *arena, const json_t *content, const char *field);
/* A form's field NAME.N is the N-th (from 1) of the list of numbers NAME, typed with a decimal comma: ""
 * where it is blank; NULL if `field` is no such field, or the payload does not tell of its list. */
const char *payload_number (Arena *arena, const json_t *payload, const char *field);
