/* listen.c - see listen.h. */
#include "web/listen.h"
#include "base/message.h"
#include "web/proxy.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_CONNECTIONS 4000
#define FILES_BESIDE 200 /* of the database, libraries, uploads */

int
listen_at (const char *where, GError **error)
{
  const char *colon = strrchr (where, ':');
  if (colon == NULL || colon == where || colon[1] == '\0') {
    error_set (error, "--listen", MSG_WEB_ADDRESS, where, NULL);
    return -1;
  }
  bool bracket = where[0] == '[' && colon[-1] == ']';
  g_autofree char *host = bracket ? g_strndup (where + 1, (gsize)(colon - where - 2))
                                  : g_strndup (where, (gsize)(colon - where));
  struct addrinfo hints
      = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE };
  struct addrinfo *found = NULL;
  if (getaddrinfo (strcmp (host, "localhost") == 0 ? "127.0.0.1" : host, colon + 1, &hints, &found) != 0) {
    error_set (error, "--listen", MSG_WEB_ADDRESS, where, NULL);
    return -1;
  }
  int socket_fd = socket (found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), on = 1;
  if (socket_fd >= 0)
    setsockopt (socket_fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (socket_fd < 0 || bind (socket_fd, found->ai_addr, found->ai_addrlen) != 0
      || listen (socket_fd, 511) != 0) {
    error_set (error, "--listen", MSG_WEB_LISTEN, where, g_strerror (errno), NULL);
    if (socket_fd >= 0)
      close (socket_fd);
    socket_fd = -1;
  }
  freeaddrinfo (found);
  return socket_fd;
}

char *
listen_origin (int socket_fd, bool *ret_loopback)
{
  struct sockaddr_storage address = { 0 };
  socklen_t length = sizeof address;
  char host[INET6_ADDRSTRLEN] = "", port[8] = "";
  getsockname (socket_fd, (struct sockaddr *)&address, &length);
  getnameinfo ((struct sockaddr *)&address, length, host, sizeof host, port, sizeof port,
               NI_NUMERICHOST | NI_NUMERICSERV);
  *ret_loopback = address_is_loopback (host);
  return g_strdup_printf (strchr (host, ':') != NULL ? "http://[%s]:%s" : "http://%s:%s", host, port);
}

guint
listen_limit (void)
{
  const rlim_t wanted = MAX_CONNECTIONS + FILES_BESIDE;
  struct rlimit limit = { wanted, wanted };
  getrlimit (RLIMIT_NOFILE, &limit);
  limit.rlim_cur = MAX (limit.rlim_cur, MIN (limit.rlim_max, wanted));
  setrlimit (RLIMIT_NOFILE, &limit);
  return (guint)CLAMP (limit.rlim_cur, 2 * FILES_BESIDE, wanted) - FILES_BESIDE;
}
