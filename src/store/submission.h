/* submission.h - the dossier on its way to the office: how and when it was sent, what came back. */
#pragma once
#include "store/record.h"

typedef struct {
  const char *way;         /* "direct", "online", "post" */
  const char *sent_on;     /* "2025-01-10" */
  const char *file_number; /* the portal's; NULL: none */
  const char *note;        /* NULL: none */
} Sending;

/* Records that the approval's dossier was sent. */
bool submission_add (Transaction *transaction, Arena *arena, gint64 round_id, gint64 approval_id,
                     const Sending *sending, gint64 *ret_id, GError **error);
/* Mends it.  Errors as record_save. */
bool submission_save (Transaction *transaction, Arena *arena, gint64 id, gint64 version,
                      const Sending *sending, GError **error);

typedef struct {
  const char *number, *received_on; /* NULL: not told */
  const char *scan, *scan_name;     /* hash of the scan and how it was called; NULL: stays as it is */
} OfficeReceipt;
/* Records the office's receipt. */
bool submission_receive (Transaction *transaction, Arena *arena, gint64 id, gint64 version,
                         const OfficeReceipt *receipt, GError **error);
/* Takes out one that was recorded by mistake. */
bool submission_remove (Transaction *transaction, Arena *arena, gint64 id, gint64 version, GError **error);
/* One of the round; MSG_DB_NOT_THERE for another's. */
bool submission_of (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, Record *ret,
                    GError **error);
