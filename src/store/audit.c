/* audit.c - see audit.h. */
#include "store/audit.h"
#include "base/json.h"
#include "base/sha256.h"
#include "store/notice.h"
#include <openssl/rand.h>
#include <string.h>

G_STATIC_ASSERT (AUDIT_HASH_SIZE == SHA256_SIZE);

#define SALT_SIZE 16

typedef struct {
  gint64 seq, at, account_id, object_id;
  const char *address, *action, *object_kind;
  const guint8 *digest;
} Event;

char *
audit_json (Arena *arena, const AuditField *fields, gsize count)
{
  g_autoptr (GString) json = g_string_new ("{");
  for (gsize i = 0; i < count; i++) {
    if (i > 0)
      g_string_append_c (json, ',');
    json_append_string (json, fields[i].name);
    g_string_append_c (json, ':');
    if (fields[i].value != NULL)
      json_append_string (json, fields[i].value);
    else
      g_string_append (json, "null");
  }
  g_string_append_c (json, '}');
  return arena_strndup (arena, json->str, json->len);
}

/* ---- hashes ---- */

static void
add_bytes (GByteArray *out, const void *bytes, gsize length)
{
  guint64 size = GUINT64_TO_BE ((guint64)length);
  g_byte_array_append (out, (const guint8 *)&size, sizeof size);
  if (length > 0)
    g_byte_array_append (out, bytes, (guint)length);
}

static void
add_number (GByteArray *out, gint64 number)
{
  guint64 big = GUINT64_TO_BE ((guint64)number);
  add_bytes (out, &big, sizeof big);
}

/* NULL and "" are told apart: NULL has no length at all but a mark of its own. */
static void
add_text (GByteArray *out, const char *text)
{
  g_byte_array_append (out, (const guint8 *)(text != NULL ? "T" : "N"), 1);
  if (text != NULL)
    add_bytes (out, text, strlen (text));
}

static void
finish_hash (GByteArray *input, guint8 ret_hash[AUDIT_HASH_SIZE])
{
  sha256_bytes (input->data, input->len, ret_hash);
}

static void
hash_payload (const void *salt, gsize salt_size, const char *before, const char *after,
              guint8 ret_digest[AUDIT_HASH_SIZE])
{
  g_autoptr (GByteArray) input = g_byte_array_new ();
  add_bytes (input, salt, salt_size);
  add_text (input, before);
  add_text (input, after);
  finish_hash (input, ret_digest);
}

static void
hash_event (const guint8 previous[AUDIT_HASH_SIZE], const Event *event, guint8 ret_hash[AUDIT_HASH_SIZE])
{
  g_autoptr (GByteArray) input = g_byte_array_new ();
  add_bytes (input, previous, AUDIT_HASH_SIZE);
  add_number (input, event->seq);
  add_number (input, event->at);
  add_number (input, event->account_id);
  add_text (input, event->address);
  add_text (input, event->action);
  add_text (input, event->object_kind);
  add_number (input, event->object_id);
  add_bytes (input, event->digest, AUDIT_HASH_SIZE);
  finish_hash (input, ret_hash);
}

/* ---- appending ---- */

static bool
read_head (Transaction *transaction, gint64 *ret_seq, guint8 ret_hash[AUDIT_HASH_SIZE], GError **error)
{
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_audit_head, error);
  if (rows == NULL)
    return false;
  GError *local = NULL;
  gsize length = 0;
  if (!rows_next (rows, &local)) {
    if (local == NULL)
      error_set (&local, "unit", MSG_INTERNAL, "no such unit", NULL);
    g_propagate_error (error, local);
    return false;
  }
  const void *hash = rows_blob (rows, 1, &length);
  if (length != AUDIT_HASH_SIZE) {
    error_set (error, "unit", MSG_DB_DAMAGED, "audit head", NULL);
    return false;
  }
  *ret_seq = rows_int (rows, 0);
  memcpy (ret_hash, hash, AUDIT_HASH_SIZE);
  return true;
}

static bool
write_event (Transaction *transaction, const Event *event, const guint8 hash[AUDIT_HASH_SIZE], GError **error)
{
  return db_run (transaction, QUERY_audit_event, NULL, error, DB_INT (event->seq), DB_INT (event->at),
                 DB_INT (event->account_id), DB_TEXT (event->address), DB_TEXT (event->action),
                 DB_TEXT (event->object_kind), DB_INT (event->object_id),
                 DB_BLOB (event->digest, AUDIT_HASH_SIZE), DB_BLOB (hash, AUDIT_HASH_SIZE));
}

/* One event behind the one that ends in `hash`; `hash` is its own afterwards. */
static bool
append_one (Transaction *transaction, gint64 seq, guint8 hash[AUDIT_HASH_SIZE], const AuditChange *change,
            GError **error)
{
  guint8 previous[AUDIT_HASH_SIZE], salt[SALT_SIZE], digest[AUDIT_HASH_SIZE];
  const Scope *scope = transaction_scope (transaction);
  if (RAND_bytes (salt, SALT_SIZE) != 1) {
    error_set (error, "audit", MSG_INTERNAL, "no random numbers", NULL);
    return false;
  }
  memcpy (previous, hash, AUDIT_HASH_SIZE);
  hash_payload (salt, SALT_SIZE, change->before, change->after, digest);
  Event event = { seq,
                  transaction_now (transaction),
                  scope->account_id,
                  change->object_id,
                  scope->address,
                  change->action,
                  change->object_kind,
                  digest };
  hash_event (previous, &event, hash);
  return write_event (transaction, &event, hash, error)
         && db_run (transaction, QUERY_audit_payload, NULL, error, DB_INT (event.seq),
                    DB_BLOB (salt, SALT_SIZE), DB_TEXT (change->before), DB_TEXT (change->after));
}

bool
audit_append_many (Transaction *transaction, const AuditChange *changes, gsize count, GError **error)
{
  guint8 hash[AUDIT_HASH_SIZE];
  gint64 seq = 0;
  if (count == 0)
    return true;
  if (!read_head (transaction, &seq, hash, error))
    return false;
  for (gsize i = 0; i < count; i++)
    if (!append_one (transaction, ++seq, hash, &changes[i], error))
      return false;
  if (!db_run (transaction, QUERY_audit_set_head, NULL, error, DB_INT (seq), DB_BLOB (hash, AUDIT_HASH_SIZE)))
    return false;
  for (gsize i = 0; i < count; i++)
    if (!notice_tell (transaction, changes[i].action, changes[i].object_id, error))
      return false;
  return true;
}

bool
audit_append (Transaction *transaction, const char *action, const char *object_kind, gint64 object_id,
              const char *before, const char *after, GError **error)
{
  const AuditChange change = { action, object_kind, object_id, before, after };
  return audit_append_many (transaction, &change, 1, error);
}

/* ---- verifying ---- */

static AuditVerdict
verify_row (const Rows *rows, gint64 expected_seq, const guint8 previous[AUDIT_HASH_SIZE],
            guint8 ret_hash[AUDIT_HASH_SIZE])
{
  gsize digest_size = 0, hash_size = 0, salt_size = 0;
  /* Copied: fetching a column as text may move another that was fetched as bytes. */
  guint8 digest[AUDIT_HASH_SIZE], hash[AUDIT_HASH_SIZE], payload[AUDIT_HASH_SIZE];
  const void *stored = rows_blob (rows, 7, &digest_size);
  if (digest_size != AUDIT_HASH_SIZE)
    return AUDIT_BROKEN_CHAIN;
  memcpy (digest, stored, AUDIT_HASH_SIZE);
  stored = rows_blob (rows, 8, &hash_size);
  if (hash_size != AUDIT_HASH_SIZE)
    return AUDIT_BROKEN_CHAIN;
  memcpy (hash, stored, AUDIT_HASH_SIZE);
  Event event = { rows_int (rows, 0),  rows_int (rows, 1),  rows_int (rows, 2),  rows_int (rows, 6),
                  rows_text (rows, 3), rows_text (rows, 4), rows_text (rows, 5), digest };
  hash_event (previous, &event, ret_hash);
  if (event.seq != expected_seq || memcmp (ret_hash, hash, AUDIT_HASH_SIZE) != 0)
    return AUDIT_BROKEN_CHAIN;
  if (rows_is_null (rows, 9))
    return AUDIT_SOUND; /* erased */
  const void *salt = rows_blob (rows, 9, &salt_size);
  hash_payload (salt, salt_size, rows_text (rows, 10), rows_text (rows, 11), payload);
  return memcmp (payload, digest, AUDIT_HASH_SIZE) == 0 ? AUDIT_SOUND : AUDIT_WRONG_PAYLOAD;
}

bool
audit_verify (Transaction *transaction, AuditVerdict *ret_verdict, gint64 *ret_events, gint64 *ret_seq,
              GError **error)
{
  guint8 head[AUDIT_HASH_SIZE], previous[AUDIT_HASH_SIZE] = { 0 }, hash[AUDIT_HASH_SIZE];
  gint64 last = 0, count = 0;
  AuditVerdict verdict = AUDIT_SOUND;
  if (!read_head (transaction, &last, head, error))
    return false;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_audit_walk, error);
  if (rows == NULL)
    return false;
  GError *local = NULL;
  while (verdict == AUDIT_SOUND && rows_next (rows, &local)) {
    verdict = verify_row (rows, ++count, previous, hash);
    memcpy (previous, hash, AUDIT_HASH_SIZE);
  }
  if (local != NULL) {
    g_propagate_error (error, local);
    return false;
  }
  if (verdict == AUDIT_SOUND && (last != count || memcmp (previous, head, AUDIT_HASH_SIZE) != 0))
    verdict = AUDIT_WRONG_HEAD;
  *ret_verdict = verdict;
  *ret_events = count;
  *ret_seq = count;
  return true;
}
