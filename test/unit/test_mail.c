/* test_mail.c - mails as they travel: addresses, heads that cannot be broken out of, Vietnamese text. */
#include "base/mail.h"
#include <string.h>

#define LONG_SUBJECT                                                                                         \
  "Mã đặt lại mật khẩu – Trường Trung học phổ thông chuyên Nguyễn Bỉnh Khiêm tỉnh Vĩnh Long"

static Mail
sample (void)
{
  return (Mail){ .from = "dvht@truong.vn",
                 .from_name = "Đơn vị học tập",
                 .to = "an.nguyen@gmail.com",
                 .subject = "Thư",
                 .text = "Kính gửi Nguyễn Văn An,\n\nMã: K7QM\n",
                 .id = "1.31.2@truong.vn",
                 .at = (gint64)1795500000 * G_USEC_PER_SEC };
}

/* The value of a head, unfolded as a reader does: line ends go, the blank behind them stays. */
static char *
head (const char *mail, const char *name)
{
  g_autofree char *mark = g_strdup_printf ("%s: ", name);
  const char *at = g_str_has_prefix (mail, mark) ? mail : NULL;
  g_autofree char *inner = g_strconcat ("\r\n", mark, NULL);
  const char *end = strstr (mail, "\r\n\r\n"), *found = strstr (mail, inner);
  if (at == NULL)
    at = found != NULL && found < end ? found + 2 : NULL;
  g_assert_nonnull (at);
  g_autoptr (GString) value = g_string_new (NULL);
  for (at += strlen (mark); !(at[0] == '\r' && at[1] == '\n' && at[2] != ' '); at++)
    if (*at != '\r' && *at != '\n')
      g_string_append_c (value, *at);
  return g_strdup (value->str);
}

/* Encoded words as RFC 2047 reads them: blanks between two of them go. */
static char *
decode (const char *value)
{
  g_autoptr (GString) out = g_string_new (NULL);
  while (g_str_has_prefix (value, "=?UTF-8?B?")) {
    const char *end = strstr (value, "?=");
    g_autofree char *coded = g_strndup (value + 10, (gsize)(end - value) - 10);
    gsize length = 0;
    g_autofree guchar *bytes = g_base64_decode (coded, &length);
    g_assert_true (g_utf8_validate ((const char *)bytes, (gssize)length, NULL)); /* no letter is cut */
    g_string_append_len (out, (const char *)bytes, (gssize)length);
    value = end + 2;
    if (g_str_has_prefix (value, " =?"))
      value++;
  }
  g_string_append (out, value);
  return g_strdup (out->str);
}

static char *
text_of (const char *mail)
{
  gsize length = 0;
  g_autofree guchar *bytes = g_base64_decode (strstr (mail, "\r\n\r\n") + 4, &length);
  return g_strndup ((const char *)bytes, length);
}

static void
assert_lines (const char *mail)
{
  g_auto (GStrv) lines = g_strsplit (mail, "\r\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++) {
    g_assert_cmpuint (strlen (lines[i]), <=, 76);
    g_assert_null (strpbrk (lines[i], "\r\n"));
    for (const char *p = lines[i]; *p != '\0'; p++)
      g_assert_true (*p >= ' ' && *p <= '~');
  }
}

static void
test_whole (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  Mail mail = sample ();
  g_assert_cmpstr (mail_compose (arena, &mail), ==,
                   "Date: Tue, 24 Nov 2026 13:00:00 +0700\r\n"
                   "From: =?UTF-8?B?xJDGoW4gduG7iyBo4buNYyB04bqtcA==?= <dvht@truong.vn>\r\n"
                   "To: <an.nguyen@gmail.com>\r\n"
                   "Subject: =?UTF-8?B?VGjGsA==?=\r\n"
                   "Message-ID: <1.31.2@truong.vn>\r\n"
                   "MIME-Version: 1.0\r\n"
                   "Content-Type: text/plain; charset=utf-8\r\n"
                   "Content-Transfer-Encoding: base64\r\n"
                   "Auto-Submitted: auto-generated\r\n"
                   "\r\n"
                   "S8OtbmggZ+G7rWkgTmd1eeG7hW4gVsSDbiBBbiwNCg0KTcOjOiBLN1FNDQo=\r\n");
}

static void
test_subjects (void)
{
  static const char *const subjects[]
      = { LONG_SUBJECT,
          "plain",
          "a \"quoted\" one: x",
          "=?UTF-8?B?VGg=?= typed by somebody",
          "",
          "ẤẤẤẤẤẤẤẤẤẤẤẤẤẤẤẤẤẤẤẤẤẤẤẤẤẤẤẤẤẤ",
          "plain but much longer than what goes into one line of a mail's head" };
  for (gsize i = 0; i < G_N_ELEMENTS (subjects); i++) {
    g_autoptr (Arena) arena = arena_new (1 << 20);
    Mail mail = sample ();
    mail.subject = subjects[i];
    const char *composed = mail_compose (arena, &mail);
    g_autofree char *value = head (composed, "Subject"), *decoded = decode (value);
    g_assert_cmpstr (decoded, ==, subjects[i]);
    assert_lines (composed);
  }
}

static void
test_nothing_breaks_out (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  Mail mail = sample ();
  mail.subject = "x\r\nBcc: ai@do.vn\r\n\r\nThư giả";
  mail.from_name = "y\nBcc: ai@do.vn";
  const char *composed = mail_compose (arena, &mail);
  g_assert_null (strstr (composed, "Bcc"));
  assert_lines (composed);
  mail = sample ();
  mail.to = "an@truong.vn>\r\nBcc: <ai@do.vn";
  g_assert_null (mail_compose (arena, &mail));
  mail = sample ();
  mail.from = "an@truong.vn\n";
  g_assert_null (mail_compose (arena, &mail));
  mail = sample ();
  mail.id = "1>\r\nBcc: <x";
  g_assert_null (mail_compose (arena, &mail));
}

static void
test_text (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  g_autoptr (GString) lines = g_string_new (".\n..\nFrom nobody\n");
  for (guint i = 0; i < 500; i++)
    g_string_append (lines, "Một dòng dài của thư, có dấu và có cả “ngoặc kép”.\n");
  Mail mail = sample ();
  mail.text = lines->str;
  const char *composed = mail_compose (arena, &mail);
  g_autofree char *text = text_of (composed);
  g_string_replace (lines, "\n", "\r\n", 0);
  g_assert_cmpstr (text, ==, lines->str);
  assert_lines (composed);
}

static void
test_names (void)
{
  static const struct {
    const char *name, *head;
  } names[] = { { "Truong Gia Thuy", "Truong Gia Thuy <dvht@truong.vn>" },
                { "A, B", "=?UTF-8?B?QSwgQg==?= <dvht@truong.vn>" } };
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (Arena) arena = arena_new (1 << 20);
    Mail mail = sample ();
    mail.from_name = names[i].name;
    g_autofree char *value = head (mail_compose (arena, &mail), "From");
    g_assert_cmpstr (value, ==, names[i].head);
  }
}

static void
test_addresses (void)
{
  static const char *const good[]
      = { "an@truong.vn", "an.nguyen+dvht@mail.truong.edu.vn", "dvht@localhost", "a_b-c@1.vn" };
  static const char *const bad[] = { "",
                                     "an",
                                     "@truong.vn",
                                     "an@",
                                     "an nguyen@truong.vn",
                                     "an@truong..vn",
                                     ".an@truong.vn",
                                     "an.@truong.vn",
                                     "an@truong.vn.",
                                     "an@-truong.vn",
                                     "an@@truong.vn",
                                     "án@truong.vn",
                                     "an@trường.vn",
                                     "<an@truong.vn>",
                                     "an@truong.vn, b@truong.vn",
                                     "\"an\"@truong.vn",
                                     "an@truong.vn\n",
                                     "an@[127.0.0.1]" };
  g_autofree char *label = g_strnfill (64, 'a'), *local = g_strnfill (65, 'a');
  g_autofree char *long_label = g_strconcat ("an@", label, ".vn", NULL),
                  *long_local = g_strconcat (local, "@truong.vn", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (mail_address_is_valid (good[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    if (mail_address_is_valid (bad[i]))
      g_error ("%s is taken for an address", bad[i]);
  g_assert_false (mail_address_is_valid (long_label));
  g_assert_false (mail_address_is_valid (long_local));
  g_assert_cmpstr (mail_address_domain ("an@truong.vn"), ==, "truong.vn");
}

/* One click to get no more (RFC 2369, 8058); an address that could end its line is none. */
static void
test_unsubscribe (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  static const char *const bad[] = { "",
                                     "mailto:a@b.vn",
                                     "https://a.vn/>\r\nBcc: x@y.vn",
                                     "https://a.vn/ b",
                                     "https://a.vn/ấ",
                                     "https://a.vn/a,b" };
  Mail mail = sample ();
  g_assert_null (strstr (mail_compose (arena, &mail), "List-Unsubscribe"));
  mail.unsubscribe = "https://dvht.truong.vn/thoi-nhan-thu/1-2-ab";
  const char *composed = mail_compose (arena, &mail);
  g_autofree char *address = head (composed, "List-Unsubscribe");
  g_autofree char *post = head (composed, "List-Unsubscribe-Post");
  g_assert_cmpstr (address, ==, "<https://dvht.truong.vn/thoi-nhan-thu/1-2-ab>");
  g_assert_cmpstr (post, ==, "List-Unsubscribe=One-Click");
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    mail.unsubscribe = bad[i];
    g_assert_null (mail_compose (arena, &mail));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail/whole", test_whole);
  g_test_add_func ("/mail/subjects", test_subjects);
  g_test_add_func ("/mail/nothing-breaks-out", test_nothing_breaks_out);
  g_test_add_func ("/mail/text", test_text);
  g_test_add_func ("/mail/names", test_names);
  g_test_add_func ("/mail/addresses", test_addresses);
  g_test_add_func ("/mail/unsubscribe", test_unsubscribe);
  return g_test_run ();
}
