/* form.h - the bodies of forms and the query, as names and values.
 *
 * All sizes are capped by the caller's limit on the body and by the counts below. */
#pragma once
#include "base/arena.h"
#include "base/message.h"
#include <stdbool.h>

#define FORM_MAX_FIELDS 20000

typedef struct {
  const char *name, *value; /* NUL-terminated; UTF-8 has not been checked yet */
  gsize length;
  const char *file_name; /* of an upload, else NULL */
} FormField;

typedef struct {
  FormField *items;
  gsize count;
} Form;

/* "a=1&b=%C3%A1": appends to `form`.  Errors: a broken %XX, too many fields. */
bool form_read_urlencoded (Arena *arena, const char *data, gsize size, Form *form, GError **error);

/* multipart/form-data (RFC 7578) with the boundary of `content_type`.  Errors: no boundary,
 * cut off, parts without a name, too many fields. */
bool form_read_multipart (Arena *arena, const char *content_type, const char *data, gsize size, Form *form,
                          GError **error);

/* The members of a JSON object of texts, numbers, booleans and lists of these. */
bool form_read_json (Arena *arena, const char *data, gsize size, Form *form, GError **error);

/* The first of that name, or NULL. */
const FormField *form_find (const Form *form, const char *name);

/* Percent-decoding; `plus` also turns + into a blank.  NULL if broken or holding NUL. */
char *percent_decode (Arena *arena, const char *text, gsize length, bool plus, gsize *ret_length);

/* A cookie's value out of the Cookie header, or NULL. */
char *cookie_find (Arena *arena, const char *header, const char *name);
