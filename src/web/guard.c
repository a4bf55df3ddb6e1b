/* guard.c - see guard.h. */
#include "web/guard.h"
#include <string.h>

const char *
head_find (const RequestHead *head, const char *name)
{
  for (gsize i = 0; i < head->header_count; i++)
    if (g_ascii_strcasecmp (head->headers[i].name, name) == 0)
      return head->headers[i].value != NULL ? head->headers[i].value : "";
  return NULL;
}

static gsize
count_headers (const RequestHead *head, const char *name)
{
  gsize count = 0;
  for (gsize i = 0; i < head->header_count; i++)
    count += g_ascii_strcasecmp (head->headers[i].name, name) == 0;
  return count;
}

static guint
check_line (const RequestHead *head)
{
  static const char *const methods[] = { "GET", "HEAD", "POST" };
  if (strcmp (head->version, "HTTP/1.1") != 0 && strcmp (head->version, "HTTP/1.0") != 0)
    return 505;
  bool known = false;
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    known = known || strcmp (head->method, methods[i]) == 0;
  if (!known)
    return 405;
  if (strlen (head->target) > GUARD_MAX_TARGET)
    return 414;
  if (head->target[0] != '/')
    return 400; /* absolute and authority forms are for proxies */
  for (const char *p = head->target; *p != '\0'; p++)
    if ((guint8)*p <= 0x20 || (guint8)*p >= 0x7F || *p == '#' || *p == '\\')
      return 400;
  return 0;
}

static bool
is_token (const char *name)
{
  if (name[0] == '\0')
    return false;
  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("!#$%&'*+-.^_`|~", *p) == NULL)
      return false;
  return true;
}

static bool
is_field_value (const char *value)
{
  for (const char *p = value; *p != '\0'; p++)
    if (((guint8)*p < 0x20 && *p != '\t') || *p == 0x7F)
      return false;
  return true;
}

static guint
check_headers (const RequestHead *head)
{
  if (head->header_count > GUARD_MAX_HEADERS)
    return 431;
  for (gsize i = 0; i < head->header_count; i++)
    if (!is_token (head->headers[i].name)
        || (head->headers[i].value != NULL && !is_field_value (head->headers[i].value)))
      return 400;
  return 0;
}

/* host [":" port]: letters, digits, dots, hyphens, or an address in brackets. */
static bool
is_host (const char *host)
{
  const char *p = host;
  if (*p == '[') {
    gsize inside = strspn (++p, "0123456789abcdefABCDEF:.");
    if (inside < 2 || p[inside] != ']')
      return false;
    p += inside + 1;
  } else {
    gsize length = strspn (p, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");
    if (length == 0 || length > 253)
      return false;
    p += length;
  }
  if (*p == '\0')
    return true;
  gsize digits = strspn (p + 1, "0123456789");
  return *p == ':' && digits > 0 && digits <= 5 && p[1 + digits] == '\0';
}

static guint
check_host (const RequestHead *head)
{
  gsize count = count_headers (head, "Host");
  if (count == 0 && strcmp (head->version, "HTTP/1.0") == 0)
    return 0;
  return count == 1 && is_host (head_find (head, "Host")) ? 0 : 400;
}

static guint
check_length (const RequestHead *head)
{
  gsize lengths = count_headers (head, "Content-Length"), codings = count_headers (head, "Transfer-Encoding");
  if (lengths > 1 || codings > 1 || (lengths > 0 && codings > 0))
    return 400;
  if (codings == 1)
    return g_ascii_strcasecmp (head_find (head, "Transfer-Encoding"), "chunked") != 0 ? 501
           : strcmp (head->version, "HTTP/1.1") == 0                                  ? 0
                                                                                      : 400;
  if (lengths == 0)
    return 0;
  const char *length = head_find (head, "Content-Length");
  gsize digits = strspn (length, "0123456789");
  if (digits == 0 || length[digits] != '\0')
    return 400;
  return digits > 18 ? 413 : 0;
}

guint
guard_check (const RequestHead *head)
{
  guint (*const checks[]) (const RequestHead *) = { check_line, check_headers, check_host, check_length };
  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++) {
    guint status = checks[i](head);
    if (status != 0)
      return status;
  }
  return 0;
}
