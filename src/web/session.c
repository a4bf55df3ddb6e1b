/* session.c - a cookie or a personal token becomes who is asking. */
#include "web/session.h"
#include "base/text.h"
#include "store/account.h"
#include "web/session_life.h"
#include <string.h>

static char *
hex (Arena *arena, const guint8 *bytes, gsize size)
{
  char *text = arena_alloc (arena, 2 * size + 1);
  text_hex (bytes, size, text);
  return text;
}

/* Scopes of a token are names of permissions; a token never may more than its account. */
static PermissionSet
scope_permissions (const char *scope)
{
  g_auto (GStrv) names = g_strsplit (scope, " ", -1);
  PermissionSet set = 0;
  Permission permission;
  for (gsize i = 0; names[i] != NULL; i++)
    if (permission_from_name (names[i], &permission))
      set |= PERMISSION_BIT (permission);
  return set;
}

static Identity
identity_of (Arena *arena, const Secret *secret)
{
  PermissionSet permissions = secret->permissions;
  if (secret->kind == SECRET_TOKEN)
    permissions &= scope_permissions (secret->scope);
  return (Identity){ .unit_id = secret->unit_id,
                     .account_id = secret->account_id,
                     .person_id = secret->person_id,
                     .secret_id = secret->id,
                     .permissions = permissions,
                     .login = secret->login,
                     .name = secret->name,
                     .unit_name = secret->unit_name,
                     .year = secret->year,
                     .events = secret->events,
                     .unread = secret->unread,
                     .csrf = secret->has_csrf ? hex (arena, secret->csrf, TOKEN_HASH_SIZE) : NULL };
}

/* ---- last seen: written beside the request, which does not wait for it ---- */

typedef struct {
  guint8 hash[TOKEN_HASH_SIZE];
  gint64 expires_at;
} Seen;

static bool
write_seen (Transaction *transaction, void *user, GError **error)
{
  const Seen *seen = user;
  return secret_touch (transaction, seen->hash, seen->expires_at, error);
}

static void
seen_done (void *user, const GError *error)
{
  if (error != NULL)
    g_warning ("last seen: %s", error->message);
  g_free (user);
}

static void
note_seen (Request *request, const Secret *secret, const guint8 hash[TOKEN_HASH_SIZE])
{
  gint64 now = request_now (request);
  Scope scope = { .unit_id = secret->unit_id };
  /* Seen later than now: by a clock that ran ahead, and what it set would last until that day. */
  if (secret->used_at <= now && now - secret->used_at < SESSION_SEEN_EVERY)
    return;
  Seen *seen = g_new0 (Seen, 1);
  memcpy (seen->hash, hash, TOKEN_HASH_SIZE);
  /* A token ends on its own day, seen or not. */
  seen->expires_at
      = secret->kind == SECRET_SESSION ? session_expiry (secret->created_at, now) : secret->expires_at;
  db_write_async (request_database (request), &scope, write_seen, seen_done, seen);
}

bool
session_identify (Request *request, const char *cookie, const char *bearer, Identity *ret, bool *ret_by_token,
                  GError **error)
{
  const char *text = bearer != NULL ? bearer : cookie;
  guint8 hash[TOKEN_HASH_SIZE];
  Secret secret = { 0 };
  bool found = false;
  if (!token_hash (text, strlen (text), hash))
    return true;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL
      || !secret_find (transaction, request_arena (request), hash, request_now (request),
                       request_today (request), &secret, &found, error))
    return false;
  SecretKind wanted = bearer != NULL ? SECRET_TOKEN : SECRET_SESSION;
  if (!found || secret.kind != wanted)
    return true;
  note_seen (request, &secret, hash);
  *ret_by_token = bearer != NULL;
  *ret = identity_of (request_arena (request), &secret);
  return transaction_set_unit (transaction, secret.unit_id, error);
}
