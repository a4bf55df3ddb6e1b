/* test_token.c - secrets: their shape, their hashes, codes as people type them. */
#include "base/sha256.h"
#include "base/token.h"
#include <string.h>

static bool
hashes (const char *text)
{
  guint8 hash[TOKEN_HASH_SIZE];
  return token_hash (text, strlen (text), hash);
}

static bool
same (const guint8 *a, const guint8 *b)
{
  return memcmp (a, b, TOKEN_HASH_SIZE) == 0;
}

static void
test_token (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  guint8 made[TOKEN_HASH_SIZE], again[TOKEN_HASH_SIZE], plain[SHA256_SIZE];
  const char *token = token_make (arena, made);
  g_assert_cmpuint (strlen (token), ==, TOKEN_LENGTH);
  g_assert_true (token_hash (token, strlen (token), again));
  g_assert_true (same (made, again));
  sha256_bytes (token, strlen (token), plain);
  g_assert_true (same (made, plain));
  g_assert_cmpstr (token, !=, token_make (arena, NULL));
}

static void
test_personal_token (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  guint8 made[TOKEN_HASH_SIZE], again[TOKEN_HASH_SIZE];
  const char *token = token_make_personal (arena, made);
  g_assert_true (g_str_has_prefix (token, TOKEN_PREFIX));
  g_assert_true (token_hash (token, strlen (token), again));
  g_assert_true (same (made, again));
  g_assert_true (hashes (token + strlen (TOKEN_PREFIX))); /* the shape fits, but it is another secret */
  g_assert_true (token_hash (token + strlen (TOKEN_PREFIX), TOKEN_LENGTH, again));
  g_assert_false (same (made, again));
}

static void
test_token_shapes (void)
{
  const char *const bad[] = {
    "",
    "a",
    "dvht_",
    "0123456789012345678901234567890123456789012",  /* 43 */
    "01234567890123456789012345678901234567890123", /* 44 */
    "0123456789012345678901234567890123456789 12",
    "0123456789012345678901234567890123456789=12",
    "dvht_012345678901234567890123456789012345678901",
    "DVHT_0123456789012345678901234567890123456789012",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_true (hashes (bad[i]) == (i == 3));
  guint8 hash[TOKEN_HASH_SIZE];
  g_assert_false (token_hash ("0123456789012345678901234567890123456789\0"
                              "12",
                              TOKEN_LENGTH, hash));
}

static void
test_code (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  guint8 made[TOKEN_HASH_SIZE], typed[TOKEN_HASH_SIZE];
  for (int round = 0; round < 100; round++) {
    const char *code = code_make (arena, CODE_SLIP_GROUPS, made);
    g_assert_cmpuint (strlen (code), ==, 19);
    for (gsize i = 0; i < 19; i++)
      g_assert_true (i % 5 == 4 ? code[i] == '-' : strchr (CODE_ALPHABET, code[i]) != NULL);
    g_autofree char *lower = g_ascii_strdown (code, -1);
    g_strdelimit (lower, "-", ' ');
    g_assert_true (code_hash (lower, CODE_SLIP_GROUPS, typed));
    g_assert_true (same (made, typed));
    g_assert_false (code_hash (code, CODE_RECOVERY_GROUPS, typed));
    g_assert_false (code_hash (code + 1, CODE_SLIP_GROUPS, typed));
  }
  g_assert_false (code_hash ("O000-0000-0000-0000", CODE_SLIP_GROUPS, typed));
  g_assert_false (code_hash ("", CODE_SLIP_GROUPS, typed));
  for (const char *look_alike = "0O1IL2Z5S8B"; *look_alike != '\0'; look_alike++)
    g_assert_null (strchr (CODE_ALPHABET, *look_alike));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/token/token", test_token);
  g_test_add_func ("/token/personal", test_personal_token);
  g_test_add_func ("/token/shapes", test_token_shapes);
  g_test_add_func ("/token/code", test_code);
  return g_test_run ();
}
