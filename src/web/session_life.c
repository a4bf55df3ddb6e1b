/* session_life.c - see session_life.h. */
#include "web/session_life.h"
#include "store/audit.h"
#include "web/session.h"
#include <string.h>

gint64
session_expiry (gint64 created_at, gint64 now)
{
  return MIN (now + SESSION_IDLE, created_at + SESSION_LONGEST);
}

bool
session_begin (Request *request, Transaction *transaction, gint64 unit_id, gint64 account_id, GError **error)
{
  Arena *arena = request_arena (request);
  guint8 hash[TOKEN_HASH_SIZE];
  const char *token = token_make (arena, hash);
  gint64 now = transaction_now (transaction), id = 0;
  if (!transaction_set_unit (transaction, unit_id, error))
    return false;
  transaction_set_account (transaction, account_id);
  Secret secret = { .account_id = account_id,
                    .kind = SECRET_SESSION,
                    .label = session_device (request_header (request, "User-Agent"), arena),
                    .address = transaction_scope (transaction)->address,
                    .has_csrf = true,
                    .expires_at = session_expiry (now, now) };
  token_random (secret.csrf, sizeof secret.csrf);
  if (!secret_add (transaction, hash, &secret, &id, error)
      || !audit_append (transaction, "account.log_in", "account", account_id, NULL, NULL, error))
    return false;
  request_set_cookie (request, SESSION_COOKIE, token, SESSION_LONGEST / G_USEC_PER_SEC);
  return true;
}

void
session_forget (Request *request)
{
  request_set_cookie (request, SESSION_COOKIE, "", 0);
}

typedef struct {
  const char *mark, *name;
} Mark;

static const char *
first_mark (const char *text, const Mark *marks, gsize count, const char *otherwise)
{
  for (gsize i = 0; i < count; i++)
    if (strstr (text, marks[i].mark) != NULL)
      return marks[i].name;
  return otherwise;
}

const char *
session_device (const char *user_agent, Arena *arena)
{
  /* The first that fits: most of them also name the others. */
  static const Mark browsers[]
      = { { "Edg", "Edge" },     { "OPR/", "Opera" },    { "coc_coc", "Cốc Cốc" }, { "Firefox", "Firefox" },
          { "CriOS", "Chrome" }, { "Chrome", "Chrome" }, { "Safari", "Safari" } };
  static const Mark systems[] = { { "Android", "Android" }, { "iPhone", "iPhone" },   { "iPad", "iPad" },
                                  { "Windows", "Windows" }, { "Macintosh", "macOS" }, { "Linux", "Linux" } };
  const char *text = user_agent != NULL ? user_agent : "";
  const char *browser = first_mark (text, browsers, G_N_ELEMENTS (browsers), "Trình duyệt khác");
  const char *system = first_mark (text, systems, G_N_ELEMENTS (systems), NULL);
  return system != NULL ? arena_concat (arena, browser, " trên ", system, NULL) : browser;
}
