/* test_totp.c - one-time codes against the vectors of RFC 4226 and RFC 6238, and their use. */
#include "base/totp.h"
#include <string.h>

static const char secret[] = "12345678901234567890";
#define SECRET secret, sizeof secret - 1

static void
test_rfc (void)
{
  /* RFC 4226, appendix D */
  static const guint32 hotp[]
      = { 755224, 287082, 359152, 969429, 338314, 254676, 287922, 162583, 399871, 520489 };
  for (gsize i = 0; i < G_N_ELEMENTS (hotp); i++)
    g_assert_cmpuint (totp_code (SECRET, (gint64)i, 6), ==, hotp[i]);
  /* RFC 6238, appendix B, SHA-1 */
  static const struct {
    gint64 seconds;
    guint32 code;
  } totp[] = { { 59, 94287082 },         { 1111111109, 7081804 },  { 1111111111, 14050471 },
               { 1234567890, 89005924 }, { 2000000000, 69279037 }, { 20000000000, 65353130 } };
  for (gsize i = 0; i < G_N_ELEMENTS (totp); i++)
    g_assert_cmpuint (totp_code (SECRET, totp[i].seconds / 30, 8), ==, totp[i].code);
}

static void
test_verify (void)
{
  gint64 step = 0;
  g_assert_true (totp_verify (SECRET, "287082", 59, 0, &step));
  g_assert_cmpint (step, ==, 1);
  g_assert_true (totp_verify (SECRET, " 287 082 ", 59 + 30, 0, &step)); /* the step before */
  g_assert_true (totp_verify (SECRET, "287082", 29, 0, &step));         /* the step after */
  step = 77;
  g_assert_false (totp_verify (SECRET, "287082", 59 + 60, 0, &step));
  g_assert_false (totp_verify (SECRET, "287082", 59, 1, &step)); /* used already */
  g_assert_false (totp_verify (SECRET, "287082", 59, 2, &step));
  /* A step of another year was used by a clock that ran ahead; one of a few minutes ahead was used. */
  g_assert_true (totp_verify (SECRET, "287082", 59, 1000000, &step));
  g_assert_cmpint (step, ==, 1);
  g_assert_false (totp_verify (SECRET, "287082", 59, 1 + TOTP_AHEAD_STEPS, &step));
  step = 77;
  const char *const bad[] = { "", "28708", "2870820", "28708x", "0x7082", "+87082", "287082\n", "287083" };
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (totp_verify (SECRET, bad[i], 59, 0, &step));
  g_assert_cmpint (step, ==, 77);
}

static void
test_texts (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  /* RFC 4648, section 10, without padding */
  static const char *const pairs[][2] = { { "", "" },
                                          { "f", "MY" },
                                          { "fo", "MZXQ" },
                                          { "foo", "MZXW6" },
                                          { "foob", "MZXW6YQ" },
                                          { "fooba", "MZXW6YTB" },
                                          { "foobar", "MZXW6YTBOI" } };
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    g_assert_cmpstr (totp_base32 (arena, pairs[i][0], strlen (pairs[i][0])), ==, pairs[i][1]);
  g_assert_cmpstr (totp_uri (arena, SECRET, "Đơn vị học tập", "thgt.an"), ==,
                   "otpauth://totp/%C4%90%C6%A1n%20v%E1%BB%8B%20h%E1%BB%8Dc%20t%E1%BA%ADp:thgt.an"
                   "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                   "&issuer=%C4%90%C6%A1n%20v%E1%BB%8B%20h%E1%BB%8Dc%20t%E1%BA%ADp");
  guint8 one[TOTP_SECRET_SIZE], two[TOTP_SECRET_SIZE];
  totp_make_secret (one);
  totp_make_secret (two);
  g_assert_cmpint (memcmp (one, two, sizeof one), !=, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/totp/rfc", test_rfc);
  g_test_add_func ("/totp/verify", test_verify);
  g_test_add_func ("/totp/texts", test_texts);
  return g_test_run ();
}
