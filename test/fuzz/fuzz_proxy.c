/* fuzz_proxy.c - any bytes as a list of proxies (first line), the other end of a socket (second line) and
 * headers
 * ("name:value"): only a named proxy is believed, and what a client wrote itself changes nothing. */
#include "base/text.h"
#include "fuzz.h"
#include "web/proxy.h"
#include <arpa/inet.h>
#include <string.h>

#define FORGED 1 /* headers ahead of those that came */

static bool
is_address (const char *text)
{
  guint8 bytes[16];
  return inet_pton (AF_INET, text, bytes) == 1 || inet_pton (AF_INET6, text, bytes) == 1;
}

static bool
is_named (const Proxies *proxies, Arena *arena, const char *address)
{
  static const Header header = { "X-Forwarded-Proto", "https" };
  const RequestHead head = { .headers = &header, .header_count = 1 };
  Client client;
  client_find (proxies, arena, address, &head, &client);
  return !client.unnamed_proxy;
}

static Header *
read_headers (Arena *arena, char **lines, gsize *ret_count)
{
  gsize count = 0;
  Header *headers = NULL;
  ARENA_PUSH (arena, headers, count) = (Header){ "X-Forwarded-For", "192.0.2.1, ::1" };
  for (gsize i = 0; lines[i] != NULL; i++) {
    char *colon = strchr (lines[i], ':');
    Header header
        = { arena_strndup (arena, lines[i], colon != NULL ? (gsize)(colon - lines[i]) : strlen (lines[i])),
            colon != NULL ? arena_strdup (arena, colon + 1) : NULL };
    ARENA_PUSH (arena, headers, count) = header;
  }
  *ret_count = count;
  return headers;
}

static void
check_client (const Proxies *proxies, Arena *arena, const char *peer, char **lines)
{
  gsize count = 0;
  Header *headers = read_headers (arena, lines, &count);
  const RequestHead forged = { .headers = headers, .header_count = count };
  const RequestHead head = { .headers = headers + FORGED, .header_count = count - FORGED };
  Client client, other;
  client_find (proxies, arena, peer, &head, &client);
  client_find (proxies, arena, peer, &forged, &other);
  if (!is_address (peer)) {
    g_assert (client.address == peer && !client.secure);
    return;
  }
  g_assert (is_address (client.address));
  g_assert (!(client.secure && client.readable) && !(client.secure && client.unnamed_proxy));
  if (!is_named (proxies, arena, peer))
    g_assert (!client.secure && !other.secure && strcmp (client.address, other.address) == 0);
  if (!is_named (proxies, arena, client.address))
    g_assert_cmpstr (client.address, ==, other.address);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (Arena) arena = arena_new ((gsize)1 << 30);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = g_strsplit (arena_strndup (arena, (const char *)data, size), "\n", 300);
  Proxies proxies = { 0 };
  if (g_strv_length (lines) < 2)
    return 0;
  bool read = proxies_read (lines[0], &proxies, &error);
  g_assert (read == (error == NULL) && proxies.count <= PROXY_MAX && (read || proxies.count == 0));
  check_client (&proxies, arena, lines[1], lines + 2);
  return 0;
}
