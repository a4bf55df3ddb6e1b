/* token.c - see token.h. */
#include "base/token.h"
#include "base/sha256.h"
#include <sodium.h>
#include <string.h>

#define RANDOM_SIZE 32
#define GROUP 4
#define MAX_GROUPS 8

static void
sodium_ready (void)
{
  if (sodium_init () < 0)
    g_error ("libsodium cannot be initialised");
}

void
token_random (void *ret_bytes, gsize size)
{
  sodium_ready ();
  randombytes_buf (ret_bytes, size);
}

static char *
make_behind (Arena *arena, const char *prefix, guint8 ret_hash[TOKEN_HASH_SIZE])
{
  guint8 random[RANDOM_SIZE];
  char text[TOKEN_LENGTH + 1];
  token_random (random, sizeof random);
  sodium_bin2base64 (text, sizeof text, random, sizeof random, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  char *token = arena_concat (arena, prefix, text, NULL);
  if (ret_hash != NULL)
    sha256_bytes (token, strlen (token), ret_hash);
  sodium_memzero (random, sizeof random);
  sodium_memzero (text, sizeof text);
  return token;
}

char *
token_make (Arena *arena, guint8 ret_hash[TOKEN_HASH_SIZE])
{
  return make_behind (arena, "", ret_hash);
}

char *
token_make_personal (Arena *arena, guint8 ret_hash[TOKEN_HASH_SIZE])
{
  return make_behind (arena, TOKEN_PREFIX, ret_hash);
}

bool
token_hash (const char *text, gsize length, guint8 ret_hash[TOKEN_HASH_SIZE])
{
  const gsize prefix = strlen (TOKEN_PREFIX);
  gsize from = 0;
  if (length == prefix + TOKEN_LENGTH && memcmp (text, TOKEN_PREFIX, prefix) == 0)
    from = prefix;
  if (length - from != TOKEN_LENGTH)
    return false;
  for (gsize i = from; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && text[i] != '-' && text[i] != '_')
      return false;
  sha256_bytes (text, length, ret_hash);
  return true;
}

static void
hash_code (const char *letters, gsize count, guint8 ret_hash[TOKEN_HASH_SIZE])
{
  sha256_bytes (letters, count, ret_hash);
}

char *
code_make (Arena *arena, guint groups, guint8 ret_hash[TOKEN_HASH_SIZE])
{
  g_assert (groups >= 1 && groups <= MAX_GROUPS);
  char letters[MAX_GROUPS * GROUP], text[MAX_GROUPS * (GROUP + 1)];
  gsize count = groups * GROUP, length = 0;
  sodium_ready ();
  for (gsize i = 0; i < count; i++) {
    letters[i] = CODE_ALPHABET[randombytes_uniform ((guint32)strlen (CODE_ALPHABET))];
    if (i > 0 && i % GROUP == 0)
      text[length++] = '-';
    text[length++] = letters[i];
  }
  if (ret_hash != NULL)
    hash_code (letters, count, ret_hash);
  char *code = arena_strndup (arena, text, length);
  sodium_memzero (letters, sizeof letters);
  sodium_memzero (text, sizeof text);
  return code;
}

bool
code_hash (const char *typed, guint groups, guint8 ret_hash[TOKEN_HASH_SIZE])
{
  g_assert (groups >= 1 && groups <= MAX_GROUPS);
  char letters[MAX_GROUPS * GROUP];
  gsize count = 0;
  for (const char *p = typed; *p != '\0'; p++) {
    char letter = g_ascii_toupper (*p);
    if (letter == ' ' || letter == '-')
      continue;
    if (count == groups * GROUP || strchr (CODE_ALPHABET, letter) == NULL)
      return false;
    letters[count++] = letter;
  }
  if (count != groups * GROUP)
    return false;
  hash_code (letters, count, ret_hash);
  sodium_memzero (letters, sizeof letters);
  return true;
}
