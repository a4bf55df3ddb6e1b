/* test_proxy.c - whose word on the client counts. */
#include "web/proxy.h"
#include <string.h>

static void
test_lists (void)
{
  static const char *const good[]
      = { "127.0.0.1", "::1", "10.0.0.0/8, 192.168.0.0/16 ,fd00::/8", "10.1.2.3/1", "::ffff:10.0.0.1", NULL };
  static const char *const bad[] = { "",           ",",           "10.0.0.1,",   "localhost", "10.0.0",
                                     "010.0.0.1",  "10.0.0.0/0",  "10.0.0.0/33", "::/0",      "::1/129",
                                     "10.0.0.0/",  "10.0.0.0/8x", "10.0.0.0/+8", "[::1]",     "fe80::1%eth0",
                                     "10.0.0.1:80" };
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++) {
    Proxies proxies;
    g_assert_true (proxies_read (good[i], &proxies, NULL));
  }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    Proxies proxies;
    if (proxies_read (bad[i], &proxies, &error))
      g_error ("“%s” was taken", bad[i]);
    g_assert_error (error, DVHT_ERROR, MSG_WEB_PROXY);
  }
  g_autoptr (GString) many = g_string_new ("10.0.0.1");
  for (int i = 0; i < PROXY_MAX; i++)
    g_string_append (many, ",10.0.0.1");
  Proxies proxies;
  g_autoptr (GError) error = NULL;
  g_assert_false (proxies_read (many->str, &proxies, &error));
}

typedef struct {
  const char *proxies, *peer;
  const char *forwarded; /* lines split by ";" */
  const char *proto;     /* likewise; NULL: none */
  const char *address;
  bool secure, readable, unnamed;
} Case;

static const Case cases[] = {
  /* nobody is named: what is said does not count */
  { NULL, "192.168.1.7", NULL, NULL, "192.168.1.7", false, true, false },
  { NULL, "127.0.0.1", NULL, NULL, "127.0.0.1", false, false, false },
  { NULL, "::1", NULL, NULL, "::1", false, false, false },
  { NULL, "127.0.0.1", "203.0.113.9", "https", "127.0.0.1", false, false, true },
  { "10.0.0.1", "10.0.0.2", "203.0.113.9", "https", "10.0.0.2", false, true, true },
  { "10.0.0.1", "10.0.0.2", NULL, "https", "10.0.0.2", false, true, true },
  /* a named proxy */
  { "10.0.0.1", "10.0.0.1", "203.0.113.9", "https", "203.0.113.9", true, false, false },
  { "10.0.0.1", "::ffff:10.0.0.1", "203.0.113.9", "HTTPS", "203.0.113.9", true, false, false },
  { "10.0.0.1", "10.0.0.1", "203.0.113.9", "http", "203.0.113.9", false, true, false },
  { "10.0.0.1", "10.0.0.1", "203.0.113.9", NULL, "203.0.113.9", false, true, false },
  { "10.0.0.1", "10.0.0.1", "2001:DB8::9", "https", "2001:db8::9", true, false, false },
  { "10.0.0.1", "10.0.0.1", "127.0.0.1", "http", "127.0.0.1", false, false, false },
  { "10.0.0.1", "10.0.0.1", NULL, "https", "10.0.0.1", true, false, false },
  /* what the client itself wrote stands left of what the proxy adds */
  { "10.0.0.1", "10.0.0.1", "127.0.0.1, 8.8.8.8,203.0.113.9", "https", "203.0.113.9", true, false, false },
  { "10.0.0.1", "10.0.0.1", "127.0.0.1;8.8.8.8;203.0.113.9", "https", "203.0.113.9", true, false, false },
  { "10.0.0.1", "10.0.0.1", "10.0.0.1, 203.0.113.9", "https", "203.0.113.9", true, false, false },
  /* proxies behind proxies */
  { "10.0.0.0/8", "10.0.0.1", "8.8.8.8, 203.0.113.9, 10.9.9.9", "https", "203.0.113.9", true, false, false },
  { "10.0.0.0/8", "10.0.0.1", "10.3.3.3, 10.9.9.9", "https", "10.3.3.3", true, false, false },
  { "10.0.0.0/9", "10.0.0.1", "203.0.113.9, 10.128.0.1", "https", "10.128.0.1", true, false, false },
  { "fd00::/8", "fd00::1", "203.0.113.9, fdff::2", "https", "203.0.113.9", true, false, false },
  /* what is no address ends the walk */
  { "10.0.0.1", "10.0.0.1", "unknown", "https", "10.0.0.1", true, false, false },
  { "10.0.0.1", "10.0.0.1", "203.0.113.9, ", "https", "10.0.0.1", true, false, false },
  { "10.0.0.0/8", "10.0.0.1", "203.0.113.9, <b>, 10.0.0.2", "https", "10.0.0.2", true, false, false },
  { "10.0.0.1", "10.0.0.1", "203.0.113.9 8.8.8.8", "https", "10.0.0.1", true, false, false },
  { "10.0.0.1", "10.0.0.1", "", "https", "10.0.0.1", true, false, false },
  { "10.0.0.1", "10.0.0.1", ",,,", "https", "10.0.0.1", true, false, false },
  /* said twice is not said */
  { "10.0.0.1", "10.0.0.1", "203.0.113.9", "https;http", "203.0.113.9", false, true, false },
  { "10.0.0.1", "10.0.0.1", "203.0.113.9", "https;https", "203.0.113.9", false, true, false },
  { "10.0.0.1", "10.0.0.1", "203.0.113.9", "https, http", "203.0.113.9", false, true, false },
  /* another kind of socket */
  { "10.0.0.1", "", "203.0.113.9", "https", "", false, false, false },
};

static gsize
add_lines (Header *headers, gsize count, const char *name, char **lines)
{
  for (gsize i = 0; lines != NULL && lines[i] != NULL; i++)
    headers[count++] = (Header){ name, lines[i] };
  return count;
}

static void
test_clients (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const Case *one = &cases[i];
    g_autoptr (Arena) arena = arena_new ((gsize)1 << 20);
    g_auto (GStrv) forwarded = one->forwarded != NULL ? g_strsplit (one->forwarded, ";", -1) : NULL;
    g_auto (GStrv) protos = one->proto != NULL ? g_strsplit (one->proto, ";", -1) : NULL;
    Header headers[10] = { { "Host", "x" } };
    gsize count = add_lines (headers, 1, "x-forwarded-FOR", forwarded);
    RequestHead head = { .headers = headers };
    Proxies proxies;
    Client client;
    head.header_count = add_lines (headers, count, "X-Forwarded-Proto", protos);
    g_assert_true (proxies_read (one->proxies, &proxies, NULL));
    client_find (&proxies, arena, one->peer, &head, &client);
    g_test_message ("case %" G_GSIZE_FORMAT, i);
    g_assert_cmpstr (client.address, ==, one->address);
    g_assert_cmpint (client.secure, ==, one->secure);
    g_assert_cmpint (client.readable, ==, one->readable);
    g_assert_cmpint (client.unnamed_proxy, ==, one->unnamed);
  }
}

static void
test_loopback (void)
{
  g_assert_true (address_is_loopback ("127.0.0.1"));
  g_assert_true (address_is_loopback ("127.9.9.9"));
  g_assert_true (address_is_loopback ("::1"));
  g_assert_true (address_is_loopback ("::ffff:127.0.0.1"));
  g_assert_false (address_is_loopback ("0.0.0.0"));
  g_assert_false (address_is_loopback ("::"));
  g_assert_false (address_is_loopback ("128.0.0.1"));
  g_assert_false (address_is_loopback (""));
}

static void
test_networks (void)
{
  static const char *const networks[][2] = {
    { "203.0.113.9", "203.0.113.9" },
    { "::ffff:203.0.113.9", "203.0.113.9" },
    { "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64" },
    { "2001:DB8:1:2::", "2001:db8:1:2::/64" },
    { "2001:db8:1:3::6", "2001:db8:1:3::/64" },
    { "", "" },
    { "x", "x" },
  };
  g_autoptr (Arena) arena = arena_new ((gsize)1 << 20);
  for (gsize i = 0; i < G_N_ELEMENTS (networks); i++)
    g_assert_cmpstr (address_network (arena, networks[i][0]), ==, networks[i][1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/proxy/lists", test_lists);
  g_test_add_func ("/proxy/clients", test_clients);
  g_test_add_func ("/proxy/loopback", test_loopback);
  g_test_add_func ("/proxy/networks", test_networks);
  return g_test_run ();
}
