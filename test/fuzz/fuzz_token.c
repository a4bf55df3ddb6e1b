/* fuzz_token.c - any bytes as a token, a typed code, a one-time code, a log-in, a new password. */
#include "base/password.h"
#include "base/text.h"
#include "base/token.h"
#include "base/totp.h"
#include "fuzz.h"
#include "model/login.h"
#include <string.h>

static bool
is_taken (void *user, const char *login)
{
  guint *left = user;
  return *left > 0 && (*left)-- > 0;
}

static void
check_login (Arena *arena, const char *text)
{
  guint namesakes = 12;
  g_assert (strlen (login_normalise (arena, text)) <= 4 * strlen (text) + 1);
  const char *login = login_make (arena, text, text, is_taken, &namesakes);
  g_assert (login == NULL || login_is_valid (login));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (Arena) arena = arena_new ((gsize)1 << 30);
  guint8 hash[TOKEN_HASH_SIZE];
  gint64 step = 0;
  Message problem;
  if (token_hash ((const char *)data, size, hash))
    g_assert (size == TOKEN_LENGTH || size == TOKEN_LENGTH + strlen (TOKEN_PREFIX));
  const char *text = arena_strndup (arena, (const char *)data, size);
  for (guint groups = 1; groups <= CODE_SLIP_GROUPS; groups++)
    code_hash (text, groups, hash);
  totp_verify (data, size, text, 59, 0, &step);
  if (!text_is_utf8 (text, strlen (text), NULL))
    return 0;
  check_login (arena, text);
  if (password_acceptable (arena, text, "thgt.nguyen.van.an", &problem))
    g_assert (size >= PASSWORD_MIN_LETTERS);
  return 0;
}
