/* proxy.h - who really asks, when a reverse proxy stands in front.
 *
 * X-Forwarded-For and X-Forwarded-Proto can be written by anybody; they are believed only of an
 * address that whoever started the program named as a proxy, and of X-Forwarded-For only what
 * stands right of the first address that is none: that one was written down by a proxy of ours. */
#pragma once
#include "base/message.h"
#include "web/guard.h"

#define PROXY_MAX 32

typedef struct {
  guint8 bytes[16]; /* IPv4 as ::ffff:a.b.c.d */
} Address;

typedef struct {
  struct {
    Address address;
    guint bits; /* of it that count */
  } items[PROXY_MAX];
  gsize count;
} Proxies;

typedef struct {
  const char *address; /* as throttling and the log keep it */
  bool secure;         /* came by TLS */
  bool readable;       /* came over a network without TLS: others on it may have read along */
  bool unnamed_proxy;  /* carries such headers from an address that is not named */
} Client;

/* "10.0.0.5, 192.168.0.0/16, ::1"; NULL: none.  Errors: what is no address, too many. */
bool proxies_read (const char *list, Proxies *ret, GError **error);

/* `peer`: the other end of the socket as inet_ntop writes it.  `ret->address` lives in the arena. */
void client_find (const Proxies *proxies, Arena *arena, const char *peer, const RequestHead *head,
                  Client *ret);

/* 127.0.0.0/8, ::1: what goes there does not leave the machine.  False for what is no address. */
bool address_is_loopback (const char *text);

/* Whose waits are counted together: an IPv4 address, or the /64 network that one IPv6 client has to choose
 * addresses from.  What is no address stays as it is. */
const char *address_network (Arena *arena, const char *text);
