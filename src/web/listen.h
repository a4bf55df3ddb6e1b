/* listen.h - the socket that the server listens at. */
#pragma once
#include <glib.h>
#include <stdbool.h>

/* "127.0.0.1:8080", "[::1]:0", "localhost:0".  -1 on errors: no address, the port is taken.  Caller closes.
 */
int listen_at (const char *where, GError **error);

/* "http://127.0.0.1:8080" as it really listens; caller frees.  Loopback: nobody beyond this machine reaches
 * it. */
char *listen_origin (int socket_fd, bool *ret_loopback);

/* How many connections at once: as many as the system lets the program have open, which is asked for all that
 * it may give, and at most 4,000. */
guint listen_limit (void);
