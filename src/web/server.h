/* server.h - the web server: one process, one data folder. */
#pragma once
#include "store/db.h"

typedef struct Server Server;

typedef struct {
  const char *listen;    /* "127.0.0.1:8080", "[::1]:0"; port 0: a free one */
  const char *ui_folder; /* templates from a folder while developing; NULL: built in */
  const char *data_folder;
  const char *schemes; /* a folder of packages, in the stead of those in the data folder; NULL: these */
  const char *proxies; /* whose word on the client counts, as proxies_read takes them; NULL: nobody's */
  Database *database;  /* stays the caller's, must outlive the server */
  bool mail;           /* mails can be sent */
  const char *site;    /* as people reach it, see request_site; must outlive the server */
  guint body_seconds;  /* of silence before a connection is closed; 0 = 30 */
} ServerOptions;

/* Starts; errors: an address is none, the port is taken, a template is broken. */
Server *server_start (const ServerOptions *options, GError **error);
/* "http://127.0.0.1:8080" as it really listens. */
const char *server_origin (Server *server);
/* Listens to a network without a proxy that could bring TLS: others on that network can read along. */
bool server_is_open (const Server *server);
/* Takes no new connections, finishes what is in flight (10 s at most), frees.  NULL is allowed. */
void server_stop (Server *server);
