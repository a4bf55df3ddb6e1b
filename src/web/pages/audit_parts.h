/* audit_parts.h - an event of the log as people read it; shared by its page and its files only. */
#pragma once
#include "store/audit_read.h"
#include "web/request.h"

typedef struct {
  Request *request;
  Transaction *transaction;
  GHashTable *people, *accounts; /* id → name, as far as asked for */
  const char *last_day;          /* told last, "2025-01-15" */
} EventReader;

/* Reads in the transaction, which must outlive it; caller frees. */
EventReader *event_reader_new (Request *request, Transaction *transaction);
void event_reader_free (EventReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EventReader, event_reader_free)

/* {seq, at, day, time, who, action, kind, object_id, object, object_path, address, changes, changed}; `day`
 * only of the first event of a day; `changes`: a list of {field, before, after}, `changed` the same as one
 * text.  NULL with an error. */
Value *event_value (EventReader *reader, const AuditEvent *event, GError **error);
