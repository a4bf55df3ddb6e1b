/* smtp_send.c - one mail by libcurl; see smtp.h. */
#include "base/mail.h"
#include "jobs/smtp.h"
#include <curl/curl.h>
#include <string.h>

#define CONNECT_SECONDS 20L
#define ANSWER_SECONDS 60L
#define WHOLE_SECONDS 120L
#define REPLY_MAX 200 /* bytes of what the server said that are told */

typedef CURL CurlEasy;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CurlEasy, curl_easy_cleanup)
typedef struct curl_slist CurlList;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CurlList, curl_slist_free_all)

/* How far the talk with the server came. */
typedef enum { STAGE_GREETING, STAGE_LOGIN, STAGE_SENDER, STAGE_MAIL } Stage;

typedef struct {
  const char *message;
  gsize length, sent;
  Stage stage;
  bool leaving;                  /* it is said good-bye to */
  char reply[3 * REPLY_MAX + 1]; /* the last line that counts */
  bool (*must_end) (const void *user);
  const void *user;
} Talk;

void
smtp_begin (void)
{
  curl_global_init (CURL_GLOBAL_DEFAULT);
}

void
smtp_end (void)
{
  curl_global_cleanup ();
}

/* ---- libcurl's callbacks ---- */

static size_t
give_message (char *buffer, size_t size, size_t count, void *user)
{
  Talk *talk = user;
  gsize piece = MIN (size * count, talk->length - talk->sent);
  memcpy (buffer, talk->message + talk->sent, piece);
  talk->sent += piece;
  return piece;
}

static int
ask_to_end (void *user, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
  const Talk *talk = user;
  return talk->must_end != NULL && talk->must_end (talk->user) ? 1 : 0;
}

static void
keep_reply (Talk *talk, const char *line, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (line, (gssize)MIN (length, REPLY_MAX));
  g_strdelimit (g_strchomp (valid), "\r\n\t", ' ');
  g_strlcpy (talk->reply, valid, sizeof talk->reply); /* a byte that is no letter became three */
}

/* What the server answers is heard; of what is sent only the verb, for it may hold a password. */
static int
listen_in (CURL *curl, curl_infotype kind, char *data, size_t size, void *user)
{
  static const struct {
    const char *verb;
    Stage stage;
  } verbs[] = { { "EHLO", STAGE_LOGIN },  { "HELO", STAGE_LOGIN }, { "AUTH", STAGE_LOGIN },
                { "MAIL", STAGE_SENDER }, { "RCPT", STAGE_MAIL },  { "DATA", STAGE_MAIL } };
  Talk *talk = user;
  if (kind == CURLINFO_HEADER_IN && !talk->leaving)
    keep_reply (talk, data, size);
  talk->leaving
      = talk->leaving || (kind == CURLINFO_HEADER_OUT && size >= 4 && memcmp (data, "QUIT", 4) == 0);
  for (gsize i = 0; kind == CURLINFO_HEADER_OUT && i < G_N_ELEMENTS (verbs); i++)
    if (size >= 4 && memcmp (data, verbs[i].verb, 4) == 0)
      talk->stage = verbs[i].stage;
  return 0;
}

/* ---- sending ---- */

static void
set_up (CURL *curl, const SmtpSettings *settings, const CurlList *receivers, const char *from, Talk *talk)
{
  curl_easy_setopt (curl, CURLOPT_URL, settings->address);
  curl_easy_setopt (curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt (curl, CURLOPT_NOPROXY, "*"); /* whatever the environment says */
  curl_easy_setopt (curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (curl, CURLOPT_USE_SSL, (long)(settings->needs_tls ? CURLUSESSL_ALL : CURLUSESSL_TRY));
  if (settings->user != NULL) {
    curl_easy_setopt (curl, CURLOPT_USERNAME, settings->user);
    curl_easy_setopt (curl, CURLOPT_PASSWORD, settings->password);
  }
  curl_easy_setopt (curl, CURLOPT_MAIL_FROM, from);
  curl_easy_setopt (curl, CURLOPT_MAIL_RCPT, receivers);
  curl_easy_setopt (curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt (curl, CURLOPT_READFUNCTION, give_message);
  curl_easy_setopt (curl, CURLOPT_READDATA, talk);
  curl_easy_setopt (curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)talk->length);
  curl_easy_setopt (curl, CURLOPT_VERBOSE, 1L); /* nothing is printed: listen_in takes it all */
  curl_easy_setopt (curl, CURLOPT_DEBUGFUNCTION, listen_in);
  curl_easy_setopt (curl, CURLOPT_DEBUGDATA, talk);
  curl_easy_setopt (curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt (curl, CURLOPT_XFERINFOFUNCTION, ask_to_end);
  curl_easy_setopt (curl, CURLOPT_XFERINFODATA, talk);
  curl_easy_setopt (curl, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
  curl_easy_setopt (curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, ANSWER_SECONDS);
  curl_easy_setopt (curl, CURLOPT_TIMEOUT, WHOLE_SECONDS);
}

/* A server that answered with 5xx has made up its mind: about the mail, or about whom we say we are. */
static SmtpOutcome
judge (CURLcode code, const Talk *talk, const char *to, GError **error)
{
  char first = talk->reply[0];
  bool answered = first == '4' || first == '5';
  if (code == CURLE_OK)
    return SMTP_SENT;
  if (!answered || code == CURLE_OPERATION_TIMEDOUT || code == CURLE_ABORTED_BY_CALLBACK) {
    error_set (error, NULL, MSG_MAIL_UNREACHED, curl_easy_strerror (code), NULL);
    return SMTP_LATER;
  }
  if (first == '5' && talk->stage == STAGE_MAIL) {
    error_set (error, NULL, MSG_MAIL_REFUSED, to, talk->reply, NULL);
    return SMTP_REFUSED;
  }
  error_set (error, NULL, first == '5' ? MSG_MAIL_LOGIN : MSG_MAIL_LATER, talk->reply, NULL);
  return SMTP_LATER;
}

SmtpOutcome
smtp_send (const SmtpSettings *settings, const char *to, const char *message,
           bool (*must_end) (const void *user), const void *user, GError **error)
{
  g_autoptr (CurlEasy) curl = curl_easy_init ();
  g_autofree char *from = g_strdup_printf ("<%s>", settings->from), *receiver = g_strdup_printf ("<%s>", to);
  g_autoptr (CurlList) receivers = curl_slist_append (NULL, receiver);
  Talk talk = { .message = message, .length = strlen (message), .must_end = must_end, .user = user };
  if (curl == NULL || receivers == NULL) {
    error_set (error, NULL, MSG_INTERNAL, "libcurl", NULL);
    return SMTP_LATER;
  }
  set_up (curl, settings, receivers, from, &talk);
  return judge (curl_easy_perform (curl), &talk, to, error);
}
