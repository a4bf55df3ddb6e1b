/* proxy.c - see proxy.h. */
#include "web/proxy.h"
#include <arpa/inet.h>
#include <string.h>

#define FORWARDED_FOR "X-Forwarded-For"
#define FORWARDED_PROTO "X-Forwarded-Proto"
#define V4_BITS 96 /* ahead of an IPv4 address */

static const guint8 v4_prefix[12] = { [10] = 0xFF, [11] = 0xFF };

/* ---- addresses ---- */

static bool
is_v4 (const Address *address)
{
  return memcmp (address->bytes, v4_prefix, sizeof v4_prefix) == 0;
}

static bool
address_read (const char *text, Address *ret)
{
  Address address = { 0 };
  if (inet_pton (AF_INET, text, address.bytes + sizeof v4_prefix) == 1)
    memcpy (address.bytes, v4_prefix, sizeof v4_prefix);
  else if (inet_pton (AF_INET6, text, address.bytes) != 1)
    return false;
  *ret = address;
  return true;
}

static const char *
address_text (Arena *arena, const Address *address)
{
  char text[INET6_ADDRSTRLEN] = "";
  bool v4 = is_v4 (address);
  inet_ntop (v4 ? AF_INET : AF_INET6, address->bytes + (v4 ? sizeof v4_prefix : 0), text, sizeof text);
  return arena_strdup (arena, text);
}

static bool
same_bits (const Address *a, const Address *b, guint bits)
{
  gsize whole = bits / 8;
  guint rest = bits % 8;
  return memcmp (a->bytes, b->bytes, whole) == 0
         && (rest == 0 || (a->bytes[whole] ^ b->bytes[whole]) >> (8 - rest) == 0);
}

static bool
is_loopback (const Address *address)
{
  static const Address one = { { [15] = 1 } };
  return (is_v4 (address) && address->bytes[sizeof v4_prefix] == 127)
         || memcmp (address, &one, sizeof one) == 0;
}

bool
address_is_loopback (const char *text)
{
  Address address;
  return address_read (text, &address) && is_loopback (&address);
}

const char *
address_network (Arena *arena, const char *text)
{
  Address address;
  if (!address_read (text, &address))
    return text;
  if (is_v4 (&address))
    return address_text (arena, &address);
  memset (address.bytes + 8, 0, 8);
  return arena_concat (arena, address_text (arena, &address), "/64", NULL);
}

/* ---- the list ---- */

/* "10.0.0.0/8"; a range of everybody is none. */
static bool
read_range (char *text, Address *ret, guint *ret_bits)
{
  char *slash = strchr (text, '/');
  guint64 bits = 0;
  if (slash != NULL)
    *slash = '\0';
  if (!address_read (text, ret))
    return false;
  guint first = is_v4 (ret) ? V4_BITS : 0, most = 128 - first;
  if (slash == NULL)
    bits = most;
  else if (!g_ascii_string_to_unsigned (slash + 1, 10, 1, most, &bits, NULL))
    return false;
  *ret_bits = first + (guint)bits;
  return true;
}

bool
proxies_read (const char *list, Proxies *ret, GError **error)
{
  Proxies proxies = { 0 };
  g_auto (GStrv) parts = g_strsplit (list != NULL ? list : "", ",", -1);
  for (gsize i = 0; parts[i] != NULL; i++) {
    g_autofree char *shown = g_strdup (g_strstrip (parts[i]));
    gsize at = proxies.count;
    if (at == PROXY_MAX || !read_range (parts[i], &proxies.items[at].address, &proxies.items[at].bits)) {
      error_set (error, "--proxy", MSG_WEB_PROXY, shown, NULL);
      return false;
    }
    proxies.count++;
  }
  if (list != NULL && proxies.count == 0) {
    error_set (error, "--proxy", MSG_WEB_PROXY, list, NULL);
    return false;
  }
  *ret = proxies;
  return true;
}

static bool
is_named (const Proxies *proxies, const Address *address)
{
  for (gsize i = 0; i < proxies->count; i++)
    if (same_bits (&proxies->items[i].address, address, proxies->items[i].bits))
      return true;
  return false;
}

/* ---- a request ---- */

/* The hops of all X-Forwarded-For lines in their order, as one list. */
static char *
forwarded_for (Arena *arena, const RequestHead *head)
{
  g_autoptr (GString) all = g_string_new (NULL);
  for (gsize i = 0; i < head->header_count; i++)
    if (g_ascii_strcasecmp (head->headers[i].name, FORWARDED_FOR) == 0)
      g_string_append_printf (all, "%s%s", all->len > 0 ? "," : "",
                              head->headers[i].value != NULL ? head->headers[i].value : "");
  return arena_strndup (arena, all->str, all->len);
}

/* From the right, one proxy of ours after the other; where a hop is no address, the last that was. */
static Address
last_stranger (const Proxies *proxies, char *hops, Address peer)
{
  while (is_named (proxies, &peer) && hops[0] != '\0') {
    char *comma = strrchr (hops, ',');
    char *hop = g_strstrip (comma != NULL ? comma + 1 : hops);
    if (!address_read (hop, &peer))
      break;
    *(comma != NULL ? comma : hops) = '\0';
  }
  return peer;
}

/* One line, said once: two could be read in two ways. */
static bool
says_https (const RequestHead *head)
{
  gsize count = 0;
  for (gsize i = 0; i < head->header_count; i++)
    count += g_ascii_strcasecmp (head->headers[i].name, FORWARDED_PROTO) == 0;
  const char *proto = head_find (head, FORWARDED_PROTO);
  return count == 1 && g_ascii_strcasecmp (proto, "https") == 0;
}

void
client_find (const Proxies *proxies, Arena *arena, const char *peer, const RequestHead *head, Client *ret)
{
  Address address;
  Client client = { .address = peer };
  if (address_read (peer, &address)) {
    bool named = is_named (proxies, &address);
    client.secure = named && says_https (head);
    client.unnamed_proxy
        = !named && (head_find (head, FORWARDED_FOR) != NULL || head_find (head, FORWARDED_PROTO) != NULL);
    address = last_stranger (proxies, forwarded_for (arena, head), address);
    client.address = address_text (arena, &address);
    client.readable = !client.secure && !is_loopback (&address);
  }
  *ret = client;
}
