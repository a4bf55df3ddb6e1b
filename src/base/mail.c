/* mail.c - see mail.h. */
#include "base/mail.h"
#include <string.h>

#define LOCAL_MAX 64
#define LABEL_MAX 63
#define ID_MAX 300
#define ADDRESS_MAX 900 /* of the web, so that its line is none too long (RFC 5322, 2.1.1) */
#define WORD_BYTES                                                                                           \
  39                  /* of an encoded word: 52 letters of base64, so that "Subject: " fits into 76 with it  \
                       */
#define LINE_BYTES 57 /* 76 letters of base64 */
#define ZONE_SECONDS (7 * 3600)

/* ---- addresses ---- */

static bool
is_dotted (const char *text, gsize length, gsize longest, const char *marks)
{
  gsize run = 0;
  for (gsize i = 0; i < length; i++) {
    if (text[i] == '.' && run > 0 && i + 1 < length) {
      run = 0;
      continue;
    }
    if (++run > longest || (!g_ascii_isalnum (text[i]) && strchr (marks, text[i]) == NULL))
      return false;
  }
  return run > 0;
}

const char *
mail_address_domain (const char *address)
{
  const char *at = strrchr (address, '@');
  return at != NULL ? at + 1 : "";
}

bool
mail_address_is_valid (const char *address)
{
  const char *domain = mail_address_domain (address);
  gsize length = strlen (address), domain_length = strlen (domain);
  if (length > MAIL_ADDRESS_MAX || domain_length == 0 || domain[0] == '-')
    return false;
  gsize local = length - domain_length - 1;
  return local <= LOCAL_MAX && is_dotted (address, local, LOCAL_MAX, "!#$%&'*+-/=?^_`{|}~")
         && is_dotted (domain, domain_length, LABEL_MAX, "-");
}

/* ---- heads ---- */

/* A phrase (a person's name) would need quotes for most marks. */
static bool
is_plain (const char *text, bool phrase)
{
  for (const char *p = text; *p != '\0'; p++)
    if (phrase ? !g_ascii_isalnum (*p) && *p != ' ' && *p != '-' : *p < ' ' || *p > '~')
      return false;
  return strlen (text) <= WORD_BYTES && strstr (text, "=?") == NULL;
}

/* As many bytes as go into one word without cutting a letter. */
static gsize
word_length (const char *text, gsize left)
{
  gsize length = MIN (left, WORD_BYTES);
  while (length < left && length > 0 && ((guchar)text[length] & 0xC0) == 0x80)
    length--;
  return length > 0 ? length : MIN (left, WORD_BYTES);
}

/* Plain ASCII as it is, all else as encoded words, one a line. */
static void
append_words (GString *out, const char *text, bool phrase)
{
  if (is_plain (text, phrase)) {
    g_string_append (out, text);
    return;
  }
  for (gsize at = 0, length = strlen (text); at < length;) {
    gsize piece = word_length (text + at, length - at);
    g_autofree char *coded = g_base64_encode ((const guchar *)text + at, piece);
    g_string_append_printf (out, "%s=?UTF-8?B?%s?=", at > 0 ? "\r\n " : "", coded);
    at += piece;
  }
}

static void
append_date (GString *out, gint64 at)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[]
      = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC + ZONE_SECONDS);
  if (time == NULL)
    return;
  g_string_append_printf (out, "Date: %s, %d %s %04d %02d:%02d:%02d +0700\r\n",
                          days[g_date_time_get_day_of_week (time) - 1], g_date_time_get_day_of_month (time),
                          months[g_date_time_get_month (time) - 1], g_date_time_get_year (time),
                          g_date_time_get_hour (time), g_date_time_get_minute (time),
                          g_date_time_get_second (time));
}

/* ---- the text ---- */

static void
append_text (GString *out, const char *text)
{
  g_autoptr (GString) lines = g_string_new (text);
  g_string_replace (lines, "\r", "", 0);
  g_string_replace (lines, "\n", "\r\n", 0);
  for (gsize at = 0; at < lines->len; at += LINE_BYTES) {
    g_autofree char *coded
        = g_base64_encode ((const guchar *)lines->str + at, MIN (LINE_BYTES, lines->len - at));
    g_string_append_printf (out, "%s\r\n", coded);
  }
}

static bool
is_id (const char *id)
{
  gsize length = strspn (id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-@_");
  return length > 0 && length <= ID_MAX && id[length] == '\0';
}

static bool
is_web_address (const char *text)
{
  gsize length = strlen (text);
  if (length > ADDRESS_MAX || (!g_str_has_prefix (text, "https://") && !g_str_has_prefix (text, "http://")))
    return false;
  for (gsize i = 0; i < length; i++)
    if (text[i] <= ' ' || text[i] > '~' || strchr ("<>,", text[i]) != NULL)
      return false;
  return true;
}

char *
mail_compose (Arena *arena, const Mail *mail)
{
  if (!mail_address_is_valid (mail->from) || !mail_address_is_valid (mail->to) || !is_id (mail->id)
      || (mail->unsubscribe != NULL && !is_web_address (mail->unsubscribe)))
    return NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  append_date (out, mail->at);
  g_string_append (out, "From: ");
  append_words (out, mail->from_name, true);
  g_string_append_printf (out, " <%s>\r\nTo: <%s>\r\nSubject: ", mail->from, mail->to);
  append_words (out, mail->subject, false);
  g_string_append_printf (out,
                          "\r\nMessage-ID: <%s>\r\nMIME-Version: 1.0\r\n"
                          "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n"
                          "Auto-Submitted: auto-generated\r\n",
                          mail->id);
  if (mail->unsubscribe != NULL)
    g_string_append_printf (out,
                            "List-Unsubscribe: <%s>\r\n"
                            "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
                            mail->unsubscribe);
  g_string_append (out, "\r\n");
  append_text (out, mail->text);
  return arena_strndup (arena, out->str, out->len);
}
