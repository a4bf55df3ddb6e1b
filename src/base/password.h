/* password.h - passwords: kept as argon2id (libsodium), chosen without composition rules.
 *
 * One hash costs 19 MiB and two passes (OWASP's first choice for argon2id; RFC 9106's shape with
 * less memory).  At most two are computed at once in the whole process, others wait their turn,
 * so that a flood of log-ins takes 38 MiB and not all memory.  Never call these on an event thread.
 * A password means its NFC form: the same letters from any keyboard are the same password. */
#pragma once
#include "message.h"

#define PASSWORD_MIN_LETTERS 10
#define PASSWORD_MAX_BYTES 512

/* The hash as text ("$argon2id$v=19$m=19456,t=2,p=1$…"); caller frees.  NULL if memory is short. */
char *password_hash (const char *password, GError **error);

/* Is this the password?  `hash` NULL (no such account, none chosen yet): takes as long as any
 * wrong one and says no.  `*ret_stale` (may be NULL): right, but hashed with other parameters than
 * today's; hash it anew. */
bool password_verify (const char *hash, const char *password, bool *ret_stale);

/* May it be chosen?  At least 10 letters, at most 512 bytes, not the log-in (nor it with digits
 * behind), not commonplace (case, accents and blanks do not count).  On false `*ret_problem` says
 * what to do. */
bool password_acceptable (Arena *arena, const char *password, const char *login, Message *ret_problem);
