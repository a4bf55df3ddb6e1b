/* session_life.h - how sessions begin, live on and end.
 *
 * A session ends 12 hours after it was last seen and 14 days after it began, whatever comes first.  Its
 * cookie holds 32 random bytes, the store their SHA-256; its forms carry another 32. */
#pragma once
#include "store/account.h"
#include "web/request.h"

#define SESSION_IDLE ((gint64)12 * 3600 * G_USEC_PER_SEC)
#define SESSION_LONGEST ((gint64)14 * 24 * 3600 * G_USEC_PER_SEC)
#define SESSION_SEEN_EVERY ((gint64)5 * 60 * G_USEC_PER_SEC)

/* When a session that began at `created_at` and is seen `now` ends. */
gint64 session_expiry (gint64 created_at, gint64 now);

/* For writes: a new session of the account, which becomes the transaction's; its cookie goes with the
 * answer.  An event. */
bool session_begin (Request *request, Transaction *transaction, gint64 unit_id, gint64 account_id,
                    GError **error);
/* Takes the cookie away. */
void session_forget (Request *request);

/* "Firefox trên Windows" from a User-Agent header (NULL: none). */
const char *session_device (const char *user_agent, Arena *arena);
