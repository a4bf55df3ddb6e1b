/* test_smtp.c - the line of smtp.url: what it may say, and that what is wrong with it is told without telling
 * it. */
#include "base/fileio.h"
#include "jobs/smtp.h"
#include <glib/gstdio.h>
#include <string.h>

static SmtpSettings
parse (Arena *arena, const char *line)
{
  g_autoptr (GError) error = NULL;
  SmtpSettings settings = { 0 };
  smtp_settings_parse (arena, line, "smtp.url", &settings, &error);
  g_assert_no_error (error);
  return settings;
}

static void
test_whole (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  SmtpSettings settings = parse (arena, "smtps://dvht%40truong.vn:m%E1%BA%ADt%3Akh%2F@mail.truong.vn:4650/"
                                        "?from=dvht@truong.vn&site=https://dvht.truong.vn:8443/");
  g_assert_cmpstr (settings.address, ==, "smtps://mail.truong.vn:4650/truong.vn");
  g_assert_cmpstr (settings.user, ==, "dvht@truong.vn");
  g_assert_cmpstr (settings.password, ==, "mật:kh/");
  g_assert_cmpstr (settings.from, ==, "dvht@truong.vn");
  g_assert_cmpstr (settings.site, ==, "https://dvht.truong.vn:8443");
  g_assert_true (settings.needs_tls);
}

static void
test_ports_and_tls (void)
{
  static const struct {
    const char *line, *address;
    bool needs_tls;
  } lines[]
      = { { "smtps://mail.vn?from=a@b.vn", "smtps://mail.vn:465/b.vn", true },
          { "smtp://u:p@mail.vn?from=a@b.vn", "smtp://mail.vn:587/b.vn", true }, /* no password in clear */
          { "smtp://mail.vn?from=a@b.vn", "smtp://mail.vn:25/b.vn", false },
          { "smtp://u:p@127.0.0.1:2525?from=a@b.vn", "smtp://127.0.0.1:2525/b.vn", false },
          { "smtp://[::1]:2525?from=a@b.vn", "smtp://[::1]:2525/b.vn", false },
          { "smtp://u:p@[2001:db8::1]?from=a@b.vn", "smtp://[2001:db8::1]:587/b.vn", true } };
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_autoptr (Arena) arena = arena_new (1 << 20);
    SmtpSettings settings = parse (arena, lines[i].line);
    g_assert_cmpstr (settings.address, ==, lines[i].address);
    g_assert_true (settings.needs_tls == lines[i].needs_tls);
    g_assert_null (settings.site);
  }
}

static void
test_refused (void)
{
  static const struct {
    const char *line;
    MessageId id;
  } lines[] = {
    { "mail.truong.vn", MSG_SMTP_LINE },
    { "http://u:bimat@mail.vn?from=a@b.vn", MSG_SMTP_LINE },
    { "smtps://?from=a@b.vn", MSG_SMTP_LINE },
    { "smtps://bimat@mail.vn?from=a@b.vn", MSG_SMTP_LINE }, /* half of a log-in */
    { "smtps://u:bi mat@mail.vn?from=a@b.vn#x", MSG_SMTP_LINE },
    { "smtps://mail.vn/thu?from=a@b.vn", MSG_SMTP_LINE },
    { "smtps://mail.vn:99999?from=a@b.vn", MSG_SMTP_LINE },
    { "smtps://ma%0Dil.vn?from=a@b.vn", MSG_SMTP_LINE },
    { "smtps://u:bimat@mail.vn", MSG_SMTP_FROM },
    { "smtps://u:bimat@mail.vn?from=truong", MSG_SMTP_FROM },
    { "smtps://mail.vn?from=a@b.vn&from=c@b.vn", MSG_SMTP_FROM },
    { "smtps://mail.vn?from=a@b.vn%0D%0ARCPT", MSG_SMTP_FROM },
    { "smtps://mail.vn?from=a@b.vn&site=dvht.truong.vn", MSG_SMTP_SITE },
    { "smtps://mail.vn?from=a@b.vn&site=https://truong.vn/dvht", MSG_SMTP_SITE },
    { "smtps://mail.vn?from=a@b.vn&site=javascript:alert(1)", MSG_SMTP_SITE },
    { "smtps://mail.vn?from=a@b.vn&site=https://u@truong.vn", MSG_SMTP_SITE },
    { "smtps://mail.vn?from=a@b.vn&tls=no", MSG_SMTP_PARAMETER },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_autoptr (Arena) arena = arena_new (1 << 20);
    g_autoptr (GError) error = NULL;
    SmtpSettings settings = { .from = "kept" };
    if (smtp_settings_parse (arena, lines[i].line, "smtp.url", &settings, &error))
      g_error ("%s is taken", lines[i].line);
    if (!g_error_matches (error, DVHT_ERROR, (int)lines[i].id))
      g_error ("%s: %s", lines[i].line, error->message);
    g_assert_null (strstr (error_vietnamese (arena, error), "bimat"));
    g_assert_cmpstr (settings.from, ==, "kept");
  }
}

static void
write_line (const char *folder, const char *line)
{
  g_autofree char *path = g_build_filename (folder, "smtp.url", NULL);
  g_assert_true (g_file_set_contents (path, line, -1, NULL));
}

static void
test_file (void)
{
  g_autoptr (Arena) arena = arena_new (1 << 20);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("dvht-smtp-XXXXXX", NULL);
  const SmtpSettings *settings = NULL;
  g_assert_true (smtp_settings_read (arena, folder, &settings, &error));
  g_assert_null (settings);
  write_line (folder, "  smtp://127.0.0.1:2525?from=a@b.vn\n");
  g_assert_true (smtp_settings_read (arena, folder, &settings, &error));
  g_assert_cmpstr (settings->from, ==, "a@b.vn");
  static const char *const wrong[]
      = { "", "\n", "smtp://127.0.0.1?from=a@b.vn\nsmtp://127.0.0.1?from=a@b.vn\n" };
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    write_line (folder, wrong[i]);
    g_assert_false (smtp_settings_read (arena, folder, &settings, &error));
    g_assert_error (error, DVHT_ERROR, MSG_SMTP_LINE);
    g_clear_error (&error);
  }
  g_assert_true (file_remove_tree (folder, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/smtp/whole", test_whole);
  g_test_add_func ("/smtp/ports-and-tls", test_ports_and_tls);
  g_test_add_func ("/smtp/refused", test_refused);
  g_test_add_func ("/smtp/file", test_file);
  return g_test_run ();
}
