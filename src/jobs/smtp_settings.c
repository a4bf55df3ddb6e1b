/* smtp_settings.c - the line of "smtp.url"; see smtp.h. */
#include "base/fileio.h"
#include "base/mail.h"
#include "jobs/smtp.h"
#include <string.h>

#define MAX_LINE 4096
#define PORT_RELAY 25
#define PORT_SUBMISSION 587
#define PORT_TLS 465

static bool
wrong (GError **error, const char *name, MessageId id, const char *what)
{
  error_set (error, NULL, id, name, what, NULL);
  return false;
}

static bool
is_this_machine (const char *host)
{
  return strcmp (host, "127.0.0.1") == 0 || strcmp (host, "::1") == 0 || strcmp (host, "localhost") == 0;
}

/* Letters, digits and what addresses of machines hold: it is put into another address as it is. */
static bool
is_host (const char *host)
{
  gsize length = strspn (host, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-:");
  return length > 0 && length <= 253 && host[length] == '\0';
}

/* "https://dvht.truong.vn[:8443][/]", told without the last slash. */
static bool
read_site (Arena *arena, const char *text, const char **ret)
{
  g_autoptr (GUri) site = g_uri_parse (text, G_URI_FLAGS_ENCODED, NULL);
  if (site == NULL || g_uri_get_host (site) == NULL || !is_host (g_uri_get_host (site))
      || g_uri_get_userinfo (site) != NULL || g_uri_get_query (site) != NULL
      || g_uri_get_fragment (site) != NULL)
    return false;
  const char *scheme = g_uri_get_scheme (site), *path = g_uri_get_path (site);
  if ((strcmp (scheme, "http") != 0 && strcmp (scheme, "https") != 0)
      || (path[0] != '\0' && strcmp (path, "/") != 0))
    return false;
  *ret = arena_strndup (arena, text, strlen (text) - strlen (path));
  return true;
}

static bool
read_parameters (Arena *arena, const char *query, const char *name, SmtpSettings *out, GError **error)
{
  GUriParamsIter iter;
  g_uri_params_iter_init (&iter, query, -1, "&", G_URI_PARAMS_NONE);
  for (;;) {
    g_autofree char *key = NULL, *value = NULL;
    GError *broken = NULL;
    if (!g_uri_params_iter_next (&iter, &key, &value, &broken)) {
      bool done = broken == NULL;
      g_clear_error (&broken);
      return done || wrong (error, name, MSG_SMTP_LINE, NULL);
    }
    if (strcmp (key, "from") == 0 && out->from == NULL && mail_address_is_valid (value))
      out->from = arena_strdup (arena, value);
    else if (strcmp (key, "from") == 0)
      return wrong (error, name, MSG_SMTP_FROM, NULL);
    else if (strcmp (key, "site") == 0 && (out->site != NULL || !read_site (arena, value, &out->site)))
      return wrong (error, name, MSG_SMTP_SITE, NULL);
    else if (strcmp (key, "site") != 0)
      return wrong (error, name, MSG_SMTP_PARAMETER, key);
  }
}

static int
port_of (GUri *uri, bool tls, bool with_password)
{
  if (g_uri_get_port (uri) > 0)
    return g_uri_get_port (uri);
  if (tls)
    return PORT_TLS;
  return with_password ? PORT_SUBMISSION : PORT_RELAY;
}

bool
smtp_settings_parse (Arena *arena, const char *line, const char *name, SmtpSettings *ret, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (line, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED_QUERY, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "",
             *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  bool tls = strcmp (scheme, "smtps") == 0;
  if ((!tls && strcmp (scheme, "smtp") != 0) || host == NULL || !is_host (host)
      || g_uri_get_fragment (uri) != NULL
      || (g_uri_get_path (uri)[0] != '\0' && strcmp (g_uri_get_path (uri), "/") != 0)
      || (g_uri_get_user (uri) != NULL) != (g_uri_get_password (uri) != NULL))
    return wrong (error, name, MSG_SMTP_LINE, NULL);
  SmtpSettings settings = { .user = arena_strdup (arena, g_uri_get_user (uri)),
                            .password = arena_strdup (arena, g_uri_get_password (uri)) };
  const char *query = g_uri_get_query (uri);
  if (!read_parameters (arena, query != NULL ? query : "", name, &settings, error))
    return false;
  if (settings.from == NULL)
    return wrong (error, name, MSG_SMTP_FROM, NULL);
  bool six = strchr (host, ':') != NULL;
  settings.needs_tls = tls || (settings.user != NULL && !is_this_machine (host));
  settings.address
      = arena_printf (arena, "%s://%s%s%s:%d/%s", scheme, six ? "[" : "", host, six ? "]" : "",
                      port_of (uri, tls, settings.user != NULL), mail_address_domain (settings.from));
  *ret = settings;
  return true;
}

bool
smtp_settings_read (Arena *arena, const char *folder, const SmtpSettings **ret, GError **error)
{
  const char *path = arena_concat (arena, folder, "/smtp.url", NULL);
  char *text = NULL;
  gsize length = 0;
  *ret = NULL;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return true;
  if (!file_read (arena, path, path, MAX_LINE, &text, &length, error))
    return false;
  g_strstrip (text);
  SmtpSettings *settings = arena_new0 (arena, SmtpSettings);
  if (strlen (text) == 0 || strpbrk (text, "\r\n") != NULL)
    return wrong (error, path, MSG_SMTP_LINE, NULL);
  if (!smtp_settings_parse (arena, text, path, settings, error))
    return false;
  *ret = settings;
  return true;
}
