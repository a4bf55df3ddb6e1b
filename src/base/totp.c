/* totp.c - see totp.h. */
#include "base/totp.h"
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>
#include <string.h>

#define SHA1_SIZE 20
#define NEIGHBOURS 1 /* steps before and after: clocks of phones differ */

void
totp_make_secret (guint8 ret_secret[TOTP_SECRET_SIZE])
{
  if (sodium_init () < 0)
    g_error ("libsodium cannot be initialised");
  randombytes_buf (ret_secret, TOTP_SECRET_SIZE);
}

guint32
totp_code (const void *secret, gsize size, gint64 step, guint digits)
{
  guint8 counter[8], mac[SHA1_SIZE];
  guint32 modulus = 1;
  for (guint i = 0; i < digits; i++)
    modulus *= 10;
  for (int i = 0; i < 8; i++)
    counter[i] = (guint8)((guint64)step >> (56 - 8 * i));
  if (HMAC (EVP_sha1 (), secret, (int)size, counter, sizeof counter, mac, NULL) == NULL)
    g_error ("totp: libcrypto offers no HMAC-SHA-1");
  gsize offset = mac[SHA1_SIZE - 1] & 15;
  guint32 number = ((guint32)(mac[offset] & 0x7f) << 24) | ((guint32)mac[offset + 1] << 16)
                   | ((guint32)mac[offset + 2] << 8) | mac[offset + 3];
  return number % modulus;
}

/* The digits without blanks; false if there are not exactly six. */
static bool
read_digits (const char *typed, char ret_digits[TOTP_DIGITS + 1])
{
  gsize count = 0;
  for (const char *p = typed; *p != '\0'; p++) {
    if (*p == ' ')
      continue;
    if (!g_ascii_isdigit (*p) || count == TOTP_DIGITS)
      return false;
    ret_digits[count++] = *p;
  }
  ret_digits[count] = '\0';
  return count == TOTP_DIGITS;
}

bool
totp_verify (const void *secret, gsize size, const char *typed, gint64 seconds, gint64 last_step,
             gint64 *ret_step)
{
  char digits[TOTP_DIGITS + 1], expected[TOTP_DIGITS + 1];
  gint64 now = seconds / TOTP_STEP_SECONDS, found = 0;
  if (!read_digits (typed, digits))
    return false;
  if (last_step > now + TOTP_AHEAD_STEPS)
    last_step = 0;
  for (gint64 step = now - NEIGHBOURS; step <= now + NEIGHBOURS; step++) {
    g_snprintf (expected, sizeof expected, "%06u", totp_code (secret, size, step, TOTP_DIGITS) % 1000000);
    if (sodium_memcmp (expected, digits, TOTP_DIGITS) == 0 && step > last_step && found == 0)
      found = step;
  }
  if (found == 0)
    return false;
  *ret_step = found;
  return true;
}

char *
totp_base32 (Arena *arena, const void *secret, gsize size)
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const guint8 *bytes = secret;
  char *text = arena_alloc (arena, (size * 8 + 4) / 5 + 1), *to = text;
  guint buffer = 0, bits = 0;
  for (gsize i = 0; i < size; i++) {
    buffer = (buffer << 8 | bytes[i]) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5)
      *to++ = alphabet[buffer >> (bits - 5) & 31];
  }
  if (bits > 0)
    *to++ = alphabet[buffer << (5 - bits) & 31];
  *to = '\0';
  return text;
}

char *
totp_uri (Arena *arena, const void *secret, gsize size, const char *issuer, const char *account)
{
  g_autofree char *who = g_uri_escape_string (issuer, NULL, FALSE);
  g_autofree char *name = g_uri_escape_string (account, NULL, FALSE);
  return arena_printf (arena, "otpauth://totp/%s:%s?secret=%s&issuer=%s", who, name,
                       totp_base32 (arena, secret, size), who);
}
