/* fuzz_guard.c - any bytes as the head of a request (lines: method, target, version, then "name:value"):
 * what passes can be read in one way only. */
#include "fuzz.h"
#include "web/form.h"
#include "web/guard.h"
#include <string.h>

static RequestHead
read_head (Arena *arena, const char *data, gsize size)
{
  g_auto (GStrv) lines = g_strsplit (arena_strndup (arena, data, size), "\n", 300);
  gsize count = g_strv_length (lines);
  Header *headers = NULL;
  RequestHead head = { .method = count > 0 ? arena_strdup (arena, lines[0]) : "",
                       .target = count > 1 ? arena_strdup (arena, lines[1]) : "",
                       .version = count > 2 ? arena_strdup (arena, lines[2]) : "" };
  for (gsize i = 3; i < count; i++) {
    const char *colon = strchr (lines[i], ':');
    gsize length = colon != NULL ? (gsize)(colon - lines[i]) : strlen (lines[i]);
    Header header = { arena_strndup (arena, lines[i], length),
                      colon != NULL ? arena_strdup (arena, colon + 1) : NULL }; /* libmicrohttpd gives NULL */
    ARENA_PUSH (arena, headers, head.header_count) = header;
  }
  head.headers = headers;
  return head;
}

static gsize
count_named (const RequestHead *head, const char *name)
{
  gsize count = 0;
  for (gsize i = 0; i < head->header_count; i++)
    count += g_ascii_strcasecmp (head->headers[i].name, name) == 0;
  return count;
}

static void
check_passed (const RequestHead *head)
{
  gsize lengths = count_named (head, "Content-Length"), codings = count_named (head, "Transfer-Encoding");
  gsize hosts = count_named (head, "Host");
  g_assert (hosts == 1 || (hosts == 0 && strcmp (head->version, "HTTP/1.0") == 0));
  g_assert (lengths + codings <= 1);
  g_assert (head->target[0] == '/' && strlen (head->target) <= GUARD_MAX_TARGET);
  g_assert (head->header_count <= GUARD_MAX_HEADERS);
  if (lengths == 1) {
    g_autofree char *again = g_strdup_printf (
        "%" G_GUINT64_FORMAT, g_ascii_strtoull (head_find (head, "Content-Length"), NULL, 10));
    const char *given = head_find (head, "Content-Length");
    while (given[0] == '0' && given[1] != '\0')
      given++;
    g_assert_cmpstr (again, ==, given);
  }
  for (gsize i = 0; i < head->header_count; i++)
    g_assert (strpbrk (head->headers[i].name, " \t\r\n:\"") == NULL
              && (head->headers[i].value == NULL || strpbrk (head->headers[i].value, "\r\n") == NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const guint refusals[] = { 400, 405, 413, 414, 431, 501, 505 };
  g_autoptr (Arena) arena = arena_new ((gsize)1 << 30);
  RequestHead head = read_head (arena, (const char *)data, size);
  guint status = guard_check (&head);
  bool known = status == 0;
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    known = known || status == refusals[i];
  g_assert (known);
  if (status == 0)
    check_passed (&head);
  const char *cookies = head_find (&head, "Cookie");
  char *cookie = cookie_find (arena, cookies, "dvht");
  g_assert (cookie == NULL || (strchr (cookie, ';') == NULL && strstr (cookies, cookie) != NULL));
  gsize length = 0;
  char *path = percent_decode (arena, head.target, strlen (head.target), false, &length);
  g_assert (path == NULL || strlen (path) == length);
  return 0;
}
