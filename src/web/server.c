/* server.c - libmicrohttpd's side: heads, bodies, sleeping connections, answers.
 *
 * A few event threads (epoll) read and answer.  What may block leaves them: the connection is
 * suspended, the work goes to the pool of workers or to the database's writer, and resuming it
 * brings it back to its event thread (doc/decisions/0030-waiting-connections.md). */
#include "web/server.h"
#include "web/listen.h"
#include "web/pace.h"
#include "web/proxy.h"
#include "web/rails.h"
#include "web/request_parts.h"
#include <arpa/inet.h>
#include <malloc.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define DEFAULT_BODY_SECONDS 30
#define MAX_CONNECTIONS 4000
#define FILES_BESIDE 200                      /* of the database, libraries, uploads */
#define CONNECTION_MEMORY ((size_t)16 * 1024) /* head of a request; answers' heads */
#define BEYOND_LIMIT ((gsize)1 << 20) /* of a stream: so much may still come while the refusal goes out */
#define STOP_SECONDS 10
#define WORKERS 2
#define WAITING_THREADS 12 /* where a page waits for a database server */
#define SCHEMES_LIMIT ((gsize)64 << 20)
#define PAGES 256           /* for everybody; of each at most what frame.c keeps */
#define OUTLOOKS 1024       /* units of which it is remembered how their round stands; some 2 KB each */
#define KEPT_FREE (4 << 20) /* bytes that each thread's heap keeps rather than give back after each page */

struct Server {
  struct MHD_Daemon *daemon;
  Database *database;
  bool mail;
  const char *site;
  GThreadPool *workers;
  char *data_folder;
  PartWriters *part_writers;
  SchemeLibrary *library;
  Arena *scheme_arena;         /* of the schemes, under the lock */
  GHashTable *schemes;         /* id → const Scheme * */
  GHashTable *citizen_schemes; /* id → const CitizenScheme * */
  GMutex scheme_lock;
  Rails *rails;
  Memo *outlooks, *pages;
  Pace *pace;
  Proxies proxies;
  gint told_of_proxy; /* that is not named: once is enough */
  char *origin;
  bool loopback;  /* it listens there only */
  gint in_flight; /* requests between their first and last call */
};

/* A request and where it stands with libmicrohttpd. */
typedef enum { PHASE_HEAD, PHASE_BODY, PHASE_WAITING, PHASE_WRITTEN, PHASE_READY } Phase;

typedef struct {
  Server *server;
  struct MHD_Connection *connection;
  Paced *paced;
  char *target;
  Request *request;
  Phase phase;
  Scope scope;
  GError *error; /* of the write */
} Call;

Database *
server_database (Server *server)
{
  return server->database;
}

bool
server_can_mail (Server *server)
{
  return server->mail;
}

Rails *
server_rails (Server *server)
{
  return server->rails;
}

Memo *
server_outlooks (Server *server)
{
  return server->outlooks;
}

Memo *
server_pages (Server *server)
{
  return server->pages;
}

const char *
server_site (Server *server)
{
  return server->site;
}

const char *
server_data_folder (Server *server)
{
  return server->data_folder;
}

PartWriters *
server_part_writers (Server *server)
{
  return server->part_writers;
}

const SchemeLibrary *
server_library (Server *server)
{
  return server->library;
}

const Scheme *
server_scheme (Server *server, const char *id, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&server->scheme_lock);
  const Scheme *scheme = g_hash_table_lookup (server->schemes, id);
  if (scheme == NULL && (scheme = scheme_load (server->library, server->scheme_arena, id, error)) != NULL)
    g_hash_table_insert (server->schemes, (char *)scheme->id, (Scheme *)scheme);
  return scheme;
}

const CitizenScheme *
server_citizen_scheme (Server *server, const char *id, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&server->scheme_lock);
  const CitizenScheme *scheme = g_hash_table_lookup (server->citizen_schemes, id);
  if (scheme == NULL
      && (scheme = citizen_scheme_load (server->library, server->scheme_arena, id, error)) != NULL)
    g_hash_table_insert (server->citizen_schemes, (char *)scheme->id, (CitizenScheme *)scheme);
  return scheme;
}

/* Packages of a folder go before those built in. */
static bool
open_library (Server *server, const char *folder, GError **error)
{
  server->library = folder != NULL ? scheme_library_new (folder, error)
                                   : scheme_library_of_data (server->data_folder, error);
  return server->library != NULL;
}

const char *
server_origin (Server *server)
{
  return server->origin;
}

bool
server_is_open (const Server *server)
{
  return !server->loopback && server->proxies.count == 0;
}

/* ---- reading the head ---- */

static enum MHD_Result
count_header (void *user, enum MHD_ValueKind kind, const char *name, const char *value)
{
  Request *request = user;
  Header *headers = (Header *)request->head.headers;
  ARENA_PUSH (request->arena, headers, request->head.header_count) = (Header){ name, value };
  request->head.headers = headers;
  return MHD_YES;
}

static const char *
peer_text (Arena *arena, struct MHD_Connection *connection)
{
  const union MHD_ConnectionInfo *info
      = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  char text[INET6_ADDRSTRLEN] = "";
  if (info != NULL && info->client_addr->sa_family == AF_INET)
    inet_ntop (AF_INET, &((const struct sockaddr_in *)(const void *)info->client_addr)->sin_addr, text,
               sizeof text);
  else if (info != NULL && info->client_addr->sa_family == AF_INET6)
    inet_ntop (AF_INET6, &((const struct sockaddr_in6 *)(const void *)info->client_addr)->sin6_addr, text,
               sizeof text);
  return arena_strdup (arena, text);
}

static void
read_head (Call *call, const char *method, const char *version)
{
  Request *request = call->request = request_new (call->server);
  request->head.method = arena_strdup (request->arena, method);
  request->head.version = arena_strdup (request->arena, version);
  request->head.target = call->target;
  MHD_get_connection_values (call->connection, MHD_HEADER_KIND, count_header, request);
}

/* The usual slip of who sets up a proxy: all posts would be refused, and nothing would say why. */
static void
tell_of_proxy (Server *server, Arena *arena, const char *peer)
{
  Message message = message_make (MSG_WEB_PROXY_UNNAMED, peer, NULL);
  if (g_atomic_int_compare_and_exchange (&server->told_of_proxy, 0, 1))
    fprintf (stderr, "dvht: %s\n", message_vietnamese (arena, &message));
}

static void
find_client (Call *call)
{
  Request *request = call->request;
  Client client;
  const char *peer = peer_text (request->arena, call->connection);
  client_find (&call->server->proxies, request->arena, peer, &request->head, &client);
  request->address = client.address;
  request->secure = client.secure;
  request->readable = client.readable;
  if (client.unnamed_proxy)
    tell_of_proxy (call->server, request->arena, peer);
}

/* ---- answering ---- */

/* No inline script or style, no framing by others, nothing from elsewhere; frames are for PDF files. */
static void
add_safety (struct MHD_Response *response, const char *policy)
{
  static const char pages[]
      = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-src 'self'; frame-ancestors 'none'; manifest-src 'self'";
  MHD_add_response_header (response, "Content-Security-Policy", policy != NULL ? policy : pages);
  MHD_add_response_header (response, "X-Content-Type-Options", "nosniff");
  MHD_add_response_header (response, "Referrer-Policy", "same-origin");
  MHD_add_response_header (response, "Cross-Origin-Opener-Policy", "same-origin");
}

static void
add_download (struct MHD_Response *response, Arena *arena, const char *file_name)
{
  g_autofree char *packed = g_uri_escape_string (file_name, NULL, false);
  MHD_add_response_header (response, "Content-Disposition",
                           arena_concat (arena, "attachment; filename*=UTF-8''", packed, NULL));
}

static void
free_body (void *user)
{
  g_bytes_unref (user);
}

static struct MHD_Response *
make_response (Request *request)
{
  Answer *answer = &request->answer;
  GBytes *body = answer->body != NULL ? g_bytes_ref (answer->body) : g_bytes_new_static ("", 0);
  gsize size = 0;
  const void *data = g_bytes_get_data (body, &size);
  struct MHD_Response *response
      = MHD_create_response_from_buffer_with_free_callback_cls (size, (void *)data, free_body, body);
  add_safety (response, answer->policy);
  MHD_add_response_header (response, "Cache-Control", answer->cache != NULL ? answer->cache : "no-store");
  if (answer->type != NULL)
    MHD_add_response_header (response, "Content-Type", answer->type);
  if (answer->location != NULL)
    MHD_add_response_header (response, "Location", answer->location);
  if (answer->etag != NULL)
    MHD_add_response_header (response, "ETag", answer->etag);
  if (answer->cache != NULL && request->route != NULL && request->route->template != NULL)
    MHD_add_response_header (response, "Vary", "Accept"); /* as a page and as JSON */
  if (answer->file_name != NULL)
    add_download (response, request->arena, answer->file_name);
  if (answer->close)
    MHD_add_response_header (response, "Connection", "close");
  for (guint i = 0; i < answer->cookies->len; i++)
    MHD_add_response_header (response, "Set-Cookie", g_ptr_array_index (answer->cookies, i));
  return response;
}

static enum MHD_Result
send_answer (Call *call)
{
  struct MHD_Response *response = make_response (call->request);
  GBytes *body = call->request->answer.body;
  pace_answer (call->server->pace, call->paced, body != NULL ? g_bytes_get_size (body) : 0);
  enum MHD_Result result = MHD_queue_response (call->connection, call->request->answer.status, response);
  MHD_destroy_response (response);
  return result;
}

static enum MHD_Result
refuse (Call *call, guint status)
{
  Message message = message_make (status == 413 ? MSG_WEB_TOO_LARGE : MSG_WEB_BAD_REQUEST, NULL);
  Request *request = call->request;
  const char *text = message_vietnamese (request->arena, &message);
  request->answer.status = status;
  request->answer.type = "text/plain; charset=utf-8";
  request->answer.body = g_bytes_new (text, strlen (text));
  request->answer.close = true;
  return send_answer (call);
}

/* ---- strides away from the event thread ---- */

static void
write_done (void *user, const GError *error)
{
  Call *call = user;
  call->error = error != NULL ? g_error_copy (error) : NULL;
  call->phase = PHASE_WRITTEN;
  MHD_resume_connection (call->connection);
}

static bool
run_write (Transaction *transaction, void *user, GError **error)
{
  return request_write (transaction, ((Call *)user)->request, error);
}

static void
start_write (Call *call)
{
  const Identity *who = &call->request->identity;
  call->scope = (Scope){ who->unit_id, who->account_id, call->request->address };
  db_write_async (call->server->database, &call->scope, run_write, write_done, call);
}

static void
work (gpointer data, gpointer user)
{
  Call *call = data;
  if (request_prepare (call->request) == STRIDE_WRITE) {
    start_write (call);
    return;
  }
  call->phase = PHASE_READY;
  MHD_resume_connection (call->connection);
}

static enum MHD_Result
go_on (Call *call, Stride stride)
{
  if (stride == STRIDE_ANSWER)
    return send_answer (call);
  call->phase = PHASE_WAITING;
  MHD_suspend_connection (call->connection);
  if (stride == STRIDE_PREPARE)
    g_thread_pool_push (call->server->workers, call, NULL);
  else
    start_write (call);
  return MHD_YES;
}

/* ---- libmicrohttpd's callbacks ---- */

static void
on_connection (void *user, struct MHD_Connection *connection, void **context,
               enum MHD_ConnectionNotificationCode code)
{
  Server *server = user;
  if (code == MHD_CONNECTION_NOTIFY_STARTED)
    *context = pace_open (
        server->pace, MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd);
  else
    pace_close (server->pace, *context);
}

static void *
on_target (void *user, const char *target, struct MHD_Connection *connection)
{
  Call *call = g_new0 (Call, 1);
  *call = (Call){ .server = user, .connection = connection, .target = g_strdup (target) };
  call->paced = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
  g_atomic_int_inc (&call->server->in_flight);
  return call;
}

static enum MHD_Result
on_head (Call *call, const char *method, const char *version)
{
  read_head (call, method, version);
  guint status = guard_check (&call->request->head);
  if (status != 0)
    return refuse (call, status);
  find_client (call);
  const char *length = head_find (&call->request->head, "Content-Length");
  if (!request_open (call->request))
    return send_answer (call);
  if (length != NULL && g_ascii_strtoull (length, NULL, 10) > call->request->body_limit)
    return refuse (call, 413);
  call->phase = PHASE_BODY;
  pace_body (call->server->pace, call->paced);
  return MHD_YES;
}

static enum MHD_Result
on_call (void *user, struct MHD_Connection *connection, const char *url, const char *method,
         const char *version, const char *data, size_t *size, void **state)
{
  Call *call = *state;
  if (call->phase == PHASE_HEAD)
    return on_head (call, method, version);
  if (*size > 0 && request_is_stream (call->request)) {
    if (call->request->stream_size > call->request->body_limit + BEYOND_LIMIT)
      return MHD_NO; /* it does not stop at a refusal that it will get at its end */
    request_take (call->request, data, *size);
    pace_received (call->server->pace, call->paced, *size);
    *size = 0;
    return MHD_YES;
  }
  if (*size > 0) {
    if (call->request->body->len + *size > call->request->body_limit)
      return MHD_NO; /* chunked and endless: nothing to say to it */
    g_byte_array_append (call->request->body, (const guint8 *)data, (guint)*size);
    pace_received (call->server->pace, call->paced, *size);
    *size = 0;
    return MHD_YES;
  }
  if (call->phase == PHASE_BODY) {
    pace_us (call->paced);
    return go_on (call, request_begin (call->request));
  }
  if (call->phase == PHASE_WRITTEN) {
    request_finish (call->request, call->error);
    return send_answer (call);
  }
  return call->phase == PHASE_READY ? send_answer (call) : MHD_YES;
}

static void
on_completed (void *user, struct MHD_Connection *connection, void **state,
              enum MHD_RequestTerminationCode code)
{
  Call *call = *state;
  if (call == NULL)
    return;
  pace_next (call->server->pace, call->paced);
  g_atomic_int_add (&call->server->in_flight, -1);
  request_free (call->request);
  g_clear_error (&call->error);
  g_free (call->target);
  g_free (call);
  *state = NULL;
}

/* Paths stay as they came: we decode them ourselves. */
static size_t
keep_escaped (void *user, struct MHD_Connection *connection, char *text)
{
  return strlen (text);
}

static void
log_nothing (void *user, const char *format, va_list arguments)
{
}

/* ---- starting and stopping ---- */

static bool
start_daemon (Server *server, int socket_fd, guint seconds)
{
  unsigned int cores = g_get_num_processors ();
  unsigned int threads = database_waits (server->database) ? WAITING_THREADS : MIN (8, 2 * cores);
  server->daemon = MHD_start_daemon (
      MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, NULL, NULL, on_call,
      server, MHD_OPTION_EXTERNAL_LOGGER, log_nothing, NULL, MHD_OPTION_LISTEN_SOCKET, socket_fd,
      MHD_OPTION_THREAD_POOL_SIZE, threads, MHD_OPTION_CONNECTION_TIMEOUT, seconds,
      MHD_OPTION_CONNECTION_LIMIT, listen_limit (), MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_MEMORY,
      MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK, on_target, server,
      MHD_OPTION_UNESCAPE_CALLBACK, keep_escaped, NULL, MHD_OPTION_NOTIFY_COMPLETED, on_completed, NULL,
      MHD_OPTION_NOTIFY_CONNECTION, on_connection, server, MHD_OPTION_END);
  return server->daemon != NULL;
}

Server *
server_start (const ServerOptions *options, GError **error)
{
  Proxies proxies;
  if (!proxies_read (options->proxies, &proxies, error) || !frame_load (options->ui_folder, error))
    return NULL;
  mallopt (M_TRIM_THRESHOLD, KEPT_FREE);
  int socket_fd = listen_at (options->listen, error);
  if (socket_fd < 0)
    return NULL;
  Server *server = g_new0 (Server, 1);
  server->database = options->database;
  server->mail = options->mail;
  server->site = options->site;
  server->data_folder = g_strdup (options->data_folder);
  server->part_writers = part_writers_new (options->data_folder);
  server->scheme_arena = arena_new (SCHEMES_LIMIT);
  server->schemes = g_hash_table_new (g_str_hash, g_str_equal);
  server->citizen_schemes = g_hash_table_new (g_str_hash, g_str_equal);
  g_mutex_init (&server->scheme_lock);
  server->origin = listen_origin (socket_fd, &server->loopback);
  server->workers = g_thread_pool_new (work, server, WORKERS, TRUE, NULL);
  server->rails = rails_new ();
  server->outlooks = memo_new (OUTLOOKS);
  server->pages = memo_new (PAGES);
  server->pace = pace_new (true);
  server->proxies = proxies;
  if (open_library (server, options->schemes, error)) {
    if (start_daemon (server, socket_fd,
                      options->body_seconds > 0 ? options->body_seconds : DEFAULT_BODY_SECONDS))
      return server;
    error_set (error, "--listen", MSG_WEB_LISTEN, options->listen, "MHD_start_daemon", NULL);
  }
  close (socket_fd);
  server_stop (server);
  return NULL;
}

void
server_stop (Server *server)
{
  if (server == NULL)
    return;
  if (server->daemon != NULL) {
    int socket_fd = MHD_quiesce_daemon (server->daemon);
    for (guint i = 0; i < STOP_SECONDS * 100 && g_atomic_int_get (&server->in_flight) > 0; i++)
      g_usleep (10000);
    MHD_stop_daemon (server->daemon);
    if (socket_fd >= 0)
      close (socket_fd);
  }
  rails_free (server->rails);
  memo_free (server->outlooks);
  memo_free (server->pages);
  pace_free (server->pace);
  g_thread_pool_free (server->workers, FALSE, TRUE);
  frame_free ();
  scheme_library_free (server->library);
  g_hash_table_unref (server->schemes);
  g_hash_table_unref (server->citizen_schemes);
  arena_free (server->scheme_arena);
  g_mutex_clear (&server->scheme_lock);
  part_writers_free (server->part_writers);
  g_free (server->data_folder);
  g_free (server->origin);
  g_free (server);
}
