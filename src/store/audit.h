/* audit.h - every change appends one event to its unit's chain, in the same transaction.
 *
 * hash = SHA-256 (previous hash, sequence, instant, account, address, action, object, digest), each
 * field with its length before it; digest = SHA-256 (salt, before, after).  Payloads lie beside
 * the chain, so that personal data can be erased by law and the chain still holds. */
#pragma once
#include "store/db.h"

#define AUDIT_HASH_SIZE 32

/* The fields of a record as a JSON object, in the order given; NULL values are null. */
typedef struct {
  const char *name, *value;
} AuditField;
char *audit_json (Arena *arena, const AuditField *fields, gsize count);

/* Appends, and tells whoever has to know of it (store/notice.h); `before`, `after`: JSON, NULL where there is
 * none. */
bool audit_append (Transaction *transaction, const char *action, const char *object_kind, gint64 object_id,
                   const char *before, const char *after, GError **error);

/* What one event of many tells; as for audit_append. */
typedef struct {
  const char *action, *object_kind;
  gint64 object_id;
  const char *before, *after;
} AuditChange;
/* Appends them one after the other, looking for the end of the chain once. */
bool audit_append_many (Transaction *transaction, const AuditChange *changes, gsize count, GError **error);

typedef enum {
  AUDIT_SOUND,
  AUDIT_BROKEN_CHAIN,  /* an event was changed, taken out or put in */
  AUDIT_WRONG_PAYLOAD, /* what an event is said to have changed was changed */
  AUDIT_WRONG_HEAD,    /* the last events are missing, or the head was changed */
} AuditVerdict;

/* Walks the chain of the scope's unit.  `*ret_events`: how many stood there; `*ret_seq`: where it fails
 * first. */
bool audit_verify (Transaction *transaction, AuditVerdict *ret_verdict, gint64 *ret_events, gint64 *ret_seq,
                   GError **error);
