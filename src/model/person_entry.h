/* person_entry.h - a person as the texts that people type, import and see in the list. */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef enum {
  PERSON_FIELD_CODE,
  PERSON_FIELD_NAME,
  PERSON_FIELD_BIRTH,
  PERSON_FIELD_GENDER,
  PERSON_FIELD_POSITION,
  PERSON_FIELD_DEPARTMENT,
  PERSON_FIELD_DEGREE,
  PERSON_FIELD_EMAIL,
  PERSON_FIELD_PHONE,
  PERSON_FIELD_COUNT
} PersonField;

const char *person_field_name (PersonField field);    /* "birth" */
const char *person_field_heading (PersonField field); /* "Ngày sinh", as the case folder writes it */

/* Something before and behind one @, no blanks: what a typing error most often breaks.  More only a mail can
 * tell. */
bool person_email_is_plain (const char *email);

/* One person as nine texts: NFC, trimmed, "" where blank; birth as "YYYY-MM-DD". */
typedef struct {
  gint64 id; /* in the store; 0: not there */
  gint64 version;
  const char *fields[PERSON_FIELD_COUNT];
} PersonEntry;

typedef struct {
  PersonEntry *items;
  gsize count;
} PersonEntries;
