/* test_password.c - hashing, verifying, many at once, and what may be chosen. */
#include "base/password.h"
#include <sodium.h>
#include <string.h>

static void
test_hash (void)
{
  bool stale = true;
  g_autofree char *hash = password_hash ("trời xanh mây trắng", NULL);
  g_assert_true (g_str_has_prefix (hash, "$argon2id$v=19$m=19456,t=2,p=1$"));
  g_assert_true (password_verify (hash, "trời xanh mây trắng", &stale));
  g_assert_false (stale);
  g_autofree char *decomposed = g_utf8_normalize ("trời xanh mây trắng", -1, G_NORMALIZE_NFD);
  g_assert_true (password_verify (hash, decomposed, NULL));
  g_assert_false (password_verify (hash, "trời xanh mây trắng ", NULL));
  g_assert_false (password_verify (hash, "Trời xanh mây trắng", NULL));
  g_autofree char *again = password_hash ("trời xanh mây trắng", NULL);
  g_assert_cmpstr (hash, !=, again);
}

static void
test_nobody (void)
{
  bool stale = true;
  g_assert_false (password_verify (NULL, "trời xanh mây trắng", &stale));
  g_assert_false (stale);
  g_assert_false (password_verify ("", "", NULL));
  g_assert_false (password_verify ("$argon2id$", "x", NULL));
  /* Nothing, too much and bytes that are no text all read as "no password", which is never right. */
  g_autofree char *hash = password_hash ("", NULL);
  g_autofree char *huge = g_strnfill (PASSWORD_MAX_BYTES + 1, 'a');
  g_assert_false (password_verify (hash, "", NULL));
  g_assert_false (password_verify (hash, huge, NULL));
  g_assert_false (password_verify (hash, "\xff\xfe", NULL));
}

static void
test_stale (void)
{
  char old[crypto_pwhash_STRBYTES];
  bool stale = false;
  g_assert_cmpint (sodium_init (), >=, 0);
  g_assert_cmpint (crypto_pwhash_str_alg (old, "mot hai ba", 10, 1, 8 << 20, crypto_pwhash_ALG_ARGON2ID13),
                   ==, 0);
  g_assert_true (password_verify (old, "mot hai ba", &stale));
  g_assert_true (stale);
  g_assert_false (password_verify (old, "mot hai bon", &stale));
  g_assert_false (stale);
}

static gpointer
verify_thread (gpointer hash)
{
  return GINT_TO_POINTER (password_verify (hash, "trời xanh mây trắng", NULL));
}

static void
test_threads (void)
{
  GThread *threads[8];
  g_autofree char *hash = password_hash ("trời xanh mây trắng", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("verify", verify_thread, hash);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_true (GPOINTER_TO_INT (g_thread_join (threads[i])));
}

static void
test_rules (void)
{
  static const struct {
    const char *password;
    MessageId problem; /* 0: fine */
  } cases[] = {
    { "trời xanh mây trắng", 0 },
    { "con meo treo cay cau", 0 },
    { "ộộộộ áááá", MSG_PASSWORD_TOO_SHORT },
    { "", MSG_PASSWORD_TOO_SHORT },
    { "abcdefghi", MSG_PASSWORD_TOO_SHORT },
    { "thgt.nguyen.van.an", MSG_PASSWORD_IS_LOGIN },
    { "THGT Nguyễn Văn An", MSG_PASSWORD_IS_LOGIN },
    { "thgt.nguyen.van.an2026", MSG_PASSWORD_IS_LOGIN },
    { "thgt.nguyen.van.anh Tú", 0 },
    { "1234567890", MSG_PASSWORD_COMMONPLACE },
    { "Mật khẩu 123", MSG_PASSWORD_COMMONPLACE },
    { "GiaoVien@123", MSG_PASSWORD_COMMONPLACE },
    { "aaaaaaaaaaaa", MSG_PASSWORD_COMMONPLACE },
    { "1212121212", MSG_PASSWORD_COMMONPLACE },
    { "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", MSG_PASSWORD_TOO_LONG },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Arena) arena = arena_new (1 << 20);
    Message problem = { 0 };
    bool fine = password_acceptable (arena, cases[i].password, "thgt.nguyen.van.an", &problem);
    if (fine != (cases[i].problem == 0) || (!fine && problem.id != cases[i].problem))
      g_error ("%s: fine %d, problem %d", cases[i].password, fine, (int)problem.id);
  }
  g_autoptr (Arena) arena = arena_new (1 << 20);
  g_autofree char *huge = g_strnfill (PASSWORD_MAX_BYTES + 1, 'a');
  Message problem = { 0 };
  g_assert_false (password_acceptable (arena, huge, "an", &problem));
  g_assert_cmpint (problem.id, ==, MSG_PASSWORD_TOO_LONG);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/password/hash", test_hash);
  g_test_add_func ("/password/nobody", test_nobody);
  g_test_add_func ("/password/stale", test_stale);
  g_test_add_func ("/password/threads", test_threads);
  g_test_add_func ("/password/rules", test_rules);
  return g_test_run ();
}
