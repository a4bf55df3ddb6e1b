/* password.c - see password.h. */
#include "base/password.h"
#include "base/text.h"
#include <sodium.h>
#include <string.h>

#define PASSES 2
#define MEMORY ((gsize)19 * 1024 * 1024)
#define AT_ONCE 2
#define LEAST_DIFFERENT 4 /* "aaaaaaaaaa", "1212121212" */

/* Verified against when there is no hash; its password is unknown. */
#define NOBODY                                                                                               \
  "$argon2id$v=19$m=19456,t=2,p=1$/hg1GwxyURWgnANDAEOU1Q$UoX6F0jgTvxJB315djiGZHSocyUxRC2ewoiw+EUXFlU"

/* Commonplace passwords of ten letters and more, folded, without blanks and marks: from the usual
 * lists what is long enough, and what Vietnamese schools use. */
static const char *const commonplace[] = {
  "0123456789",       "01234567890",     "0987654321",     "1020304050",     "1029384756",
  "1122334455",       "1234567890",      "12345678900",    "12345678901",    "1234567891",
  "12345678910",      "123456789a",      "123456789abc",   "123456789q",     "1234554321",
  "12345qwert",       "123qwe123qwe",    "1q2w3e4r5t",     "1q2w3e4r5t6y",   "1qaz2wsx3edc",
  "9876543210",       "a123456789",      "aa12345678",     "aa123456789",    "abc123456789",
  "abcd123456",       "abcd12345678",    "abcdefghij",     "abcdefghijk",    "adminadmin",
  "admin12345",       "admin123456",     "administrator",  "asdfghjkl1",     "asdfghjkl123",
  "chaocacban",       "changeme123",     "congnghe123",    "daotao123456",   "donvihoctap",
  "donvihoctap123",   "giaoduc123",      "giaoduc1234",    "giaoduc123456",  "giaovien12",
  "giaovien123",      "giaovien1234",    "giaovien123456", "helloworld",     "hieutruong",
  "hieutruong1",      "hieutruong123",   "hocsinh123",     "hocsinh123456",  "iloveyou123",
  "iloveyou1234",     "khongcomatkhau",  "letmein123",     "letmein1234",    "matkhau1234",
  "matkhau123",       "matkhau12345",    "matkhau123456",  "matkhaumoi",     "matkhaumoi123",
  "nhatruong123",     "password01",      "password10",     "password11",     "password12",
  "password123",      "password1234",    "password12345",  "password123456", "passwordpassword",
  "passw0rd123",      "p4ssw0rd123",     "pssw0rd123",     "qazwsxedc1",     "qazwsxedcrfv",
  "qwer123456",       "qwerty1234",      "qwerty12345",    "qwerty123456",   "qwertyuiop",
  "qwertyuiop123",    "qwertyuiop1",     "quantri123",     "quantri123456",  "quantrivien",
  "quantrivien123",   "thuvien123",      "thuvien123456",  "tieuhoc123",     "tieuhoc123456",
  "toiyeuem123",      "toiyeuvietnam",   "toiyeuvn123",    "truonghoc1",     "truonghoc123",
  "truonghoc1234",    "truonghoc123456", "vietnam123",     "vietnam1234",    "vietnam123456",
  "vietnam2024",      "vietnam2025",     "vietnam2026",    "welcome123",     "welcome1234",
  "xinchao123",       "xinchao1234",     "yeuem123456",    "zxcvbnm123",     "zxcvbnm1234",
  "zxcvbnmasdfghjkl",
};

/* How many hashes are under way in this process: the machine's memory is what they share. */
static struct {
  GMutex mutex;
  GCond freed;
  guint running;
} turnstile;

static void
turnstile_enter (void)
{
  g_mutex_lock (&turnstile.mutex);
  while (turnstile.running >= AT_ONCE)
    g_cond_wait (&turnstile.freed, &turnstile.mutex);
  turnstile.running++;
  g_mutex_unlock (&turnstile.mutex);
}

static void
turnstile_leave (void)
{
  g_mutex_lock (&turnstile.mutex);
  turnstile.running--;
  g_cond_signal (&turnstile.freed);
  g_mutex_unlock (&turnstile.mutex);
}

/* The bytes that are hashed; freed by secret_free. */
static char *
password_bytes (const char *password)
{
  if (sodium_init () < 0)
    g_error ("libsodium cannot be initialised");
  char *normal
      = strlen (password) <= PASSWORD_MAX_BYTES ? g_utf8_normalize (password, -1, G_NORMALIZE_NFC) : NULL;
  return normal != NULL ? normal : g_strdup ("");
}

static void
secret_free (char *secret)
{
  sodium_memzero (secret, strlen (secret));
  g_free (secret);
}

char *
password_hash (const char *password, GError **error)
{
  char hash[crypto_pwhash_STRBYTES];
  char *bytes = password_bytes (password);
  turnstile_enter ();
  int failed
      = crypto_pwhash_str_alg (hash, bytes, strlen (bytes), PASSES, MEMORY, crypto_pwhash_ALG_ARGON2ID13);
  turnstile_leave ();
  secret_free (bytes);
  if (failed != 0) {
    error_set (error, NULL, MSG_PASSWORD_NO_MEMORY, NULL);
    return NULL;
  }
  return g_strdup (hash);
}

bool
password_verify (const char *hash, const char *password, bool *ret_stale)
{
  const char *against = hash != NULL ? hash : NOBODY;
  char *bytes = password_bytes (password);
  turnstile_enter ();
  bool right = crypto_pwhash_str_verify (against, bytes, strlen (bytes)) == 0;
  turnstile_leave ();
  right = right && *bytes != '\0' && hash != NULL;
  secret_free (bytes);
  if (ret_stale != NULL)
    *ret_stale = right && crypto_pwhash_str_needs_rehash (hash, PASSES, MEMORY) != 0;
  return right;
}

/* ---- what may be chosen ---- */

/* Letters and digits only, lower case, no accents. */
static char *
skeleton (Arena *arena, const char *text)
{
  char *folded = text_fold (arena, text), *to = folded;
  for (const char *p = folded; *p != '\0'; p++)
    if (g_ascii_isalnum (*p) || (guchar)*p >= 0x80)
      *to++ = *p;
  *to = '\0';
  return folded;
}

static bool
is_commonplace (const char *bones)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commonplace); i++)
    if (strcmp (bones, commonplace[i]) == 0)
      return true;
  return false;
}

static bool
is_monotonous (const char *password)
{
  gunichar seen[LEAST_DIFFERENT];
  gsize count = 0;
  for (const char *p = password; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar letter = g_utf8_get_char (p);
    gsize i = 0;
    while (i < count && seen[i] != letter)
      i++;
    if (i < count)
      continue;
    seen[count++] = letter;
    if (count == LEAST_DIFFERENT)
      return false;
  }
  return true;
}

static bool
is_login (Arena *arena, const char *bones, const char *login)
{
  const char *name = skeleton (arena, login);
  gsize length = strlen (name);
  if (length == 0 || strncmp (bones, name, length) != 0)
    return false;
  return strspn (bones + length, "0123456789") == strlen (bones + length);
}

bool
password_acceptable (Arena *arena, const char *password, const char *login, Message *ret_problem)
{
  if (strlen (password) > PASSWORD_MAX_BYTES || !g_utf8_validate (password, -1, NULL)) {
    *ret_problem = message_make (MSG_PASSWORD_TOO_LONG, G_STRINGIFY (PASSWORD_MAX_BYTES), NULL);
    return false;
  }
  const char *normal = text_nfc (arena, password), *bones = skeleton (arena, normal);
  if (g_utf8_strlen (normal, -1) < PASSWORD_MIN_LETTERS)
    *ret_problem = message_make (MSG_PASSWORD_TOO_SHORT, G_STRINGIFY (PASSWORD_MIN_LETTERS), NULL);
  else if (is_login (arena, bones, login))
    *ret_problem = message_make (MSG_PASSWORD_IS_LOGIN, NULL);
  else if (is_commonplace (bones) || is_monotonous (normal))
    *ret_problem = message_make (MSG_PASSWORD_COMMONPLACE, NULL);
  else
    return true;
  return false;
}
