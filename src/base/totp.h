/* totp.h - one-time codes of an authenticator app (RFC 6238: HMAC-SHA-1, 30 s, 6 digits). */
#pragma once
#include "arena.h"
#include <stdbool.h>

#define TOTP_SECRET_SIZE 20
#define TOTP_STEP_SECONDS 30
#define TOTP_DIGITS 6
/* A last step further ahead than this was used while the clock ran ahead; waiting for it to come again
 * would keep the person out. */
#define TOTP_AHEAD_STEPS 10

/* A new random secret. */
void totp_make_secret (guint8 ret_secret[TOTP_SECRET_SIZE]);

/* The code of a step (Unix seconds / 30) with 6 … 8 digits; RFC 4226's HOTP. */
guint32 totp_code (const void *secret, gsize size, gint64 step, guint digits);

/* Is `typed` (6 digits, blanks allowed) a code of this step or a neighbour, and of a later step
 * than `last_step`, the last one used (0: none)?  `seconds`: Unix time.  On true `*ret_step` is what to
 * remember, so that each code serves once.  Takes the same time whichever digit is wrong. */
bool totp_verify (const void *secret, gsize size, const char *typed, gint64 seconds, gint64 last_step,
                  gint64 *ret_step);

/* The secret in base32 without padding (RFC 4648), to type by hand. */
char *totp_base32 (Arena *arena, const void *secret, gsize size);

/* "otpauth://totp/ISSUER:ACCOUNT?secret=…&issuer=…", for a QR code. */
char *totp_uri (Arena *arena, const void *secret, gsize size, const char *issuer, const char *account);
