/* request.c - the way of a request behind the guard: route, session, permission, CSRF, inputs, handler. */
#include "base/text.h"
#include "store/draft.h"
#include "web/request_parts.h"
#include "web/session.h"
#include <string.h>

/* A request's own memory besides its body: pages of a few hundred rows take some 200 KiB. */
#define ARENA_LIMIT ((gsize)256 << 20)
#define NEXT_LIMIT 300 /* bytes of an address that a log-in leads back to: as long as its input takes */
#define DEFAULT_BODY ((gsize)1 << 20)
#define DEFAULT_FILE ((gsize)10 << 20)

Request *
request_new (Server *server)
{
  Request *request = g_new0 (Request, 1);
  request->server = server;
  request->arena = arena_new (ARENA_LIMIT);
  request->body = g_byte_array_new ();
  request->values = g_hash_table_new (g_str_hash, g_str_equal);
  request->errors = g_ptr_array_new ();
  request->answer.cookies = g_ptr_array_new ();
  request->answer.status = 200;
  request->query = request->path = "";
  request->now = g_get_real_time ();
  return request;
}

void
request_free (Request *request)
{
  if (request == NULL)
    return;
  transaction_end (request->snapshot);
  if (request->stream_close != NULL)
    request->stream_close (request->stream);
  g_clear_error (&request->stream_error);
  g_byte_array_unref (request->body);
  g_hash_table_unref (request->values);
  g_ptr_array_unref (request->errors);
  g_ptr_array_unref (request->answer.cookies);
  g_clear_pointer (&request->captures, g_hash_table_unref);
  g_clear_pointer (&request->answer.body, g_bytes_unref);
  arena_free (request->arena);
  g_free (request);
}

/* ---- what handlers ask ---- */

Arena *
request_arena (Request *request)
{
  return request->arena;
}

const Identity *
request_identity (Request *request)
{
  return &request->identity;
}

Database *
request_database (Request *request)
{
  return server_database (request->server);
}

Transaction *
request_read (Request *request, GError **error)
{
  if (request->snapshot == NULL) {
    Scope scope = { request->identity.unit_id, request->identity.account_id, request->address };
    request->snapshot = db_read (server_database (request->server), &scope, error);
  }
  return request->snapshot;
}

const char *
request_data_folder (Request *request)
{
  return server_data_folder (request->server);
}

PartWriters *
request_part_writers (Request *request)
{
  return server_part_writers (request->server);
}

const SchemeLibrary *
request_library (Request *request)
{
  return server_library (request->server);
}

const Scheme *
request_scheme (Request *request, const char *id, GError **error)
{
  return server_scheme (request->server, id, error);
}

const CitizenScheme *
request_citizen_scheme (Request *request, const char *id, GError **error)
{
  return server_citizen_scheme (request->server, id, error);
}

gint64
request_now (Request *request)
{
  return request->now;
}

const char *
request_today (Request *request)
{
  gint64 seconds = request->now / G_USEC_PER_SEC + 7 * 3600; /* Viet Nam keeps UTC+7 all year */
  g_autoptr (GDateTime) day = g_date_time_new_from_unix_utc (seconds);
  g_autofree char *text = g_date_time_format (day, "%Y-%m-%d");
  return arena_strdup (request->arena, text);
}

const char *
request_header (Request *request, const char *name)
{
  return head_find (&request->head, name);
}

const char *
request_origin (Request *request)
{
  const char *host = head_find (&request->head, "Host");
  return arena_concat (request->arena, request->secure ? "https://" : "http://", host != NULL ? host : "",
                       NULL);
}

bool
request_can_mail (Request *request)
{
  return server_can_mail (request->server);
}

const char *
request_site (Request *request)
{
  return server_site (request->server);
}

bool
request_may (Request *request, Permission permission)
{
  return permission_held (request->identity.permissions, permission);
}

void
request_set_stream (Request *request, void *stream, GDestroyNotify close)
{
  request->stream = stream;
  request->stream_close = close;
}

void *
request_stream (Request *request)
{
  return request->stream;
}

void
request_set_prepared (Request *request, void *prepared)
{
  request->prepared = prepared;
}

void *
request_prepared (Request *request)
{
  return request->prepared;
}

/* ---- what handlers answer ---- */

void
request_show (Request *request, View view)
{
  request->view = view;
  request->has_view = true;
}

void
request_redirect (Request *request, const char *path)
{
  g_return_if_fail (path[0] == '/' && path[1] != '/'); /* own paths only */
  request->answer.status = 303;
  request->answer.location = arena_strdup (request->arena, path);
}

static const char *
vietnamese (Request *request, MessageId id, va_list arguments)
{
  Message message = { .id = id };
  for (guint i = 0; i < MESSAGE_MAX_ARGS; i++)
    if ((message.args[i] = va_arg (arguments, const char *)) == NULL)
      break;
  return message_vietnamese (request->arena, &message);
}

void
request_notice (Request *request, MessageId id, ...)
{
  va_list arguments;
  va_start (arguments, id);
  request->notice = vietnamese (request, id, arguments);
  va_end (arguments);
}

void
request_send (Request *request, const char *type, const char *file_name, GBytes *bytes)
{
  request->answer.type = arena_strdup (request->arena, type);
  request->answer.file_name = arena_strdup (request->arena, file_name);
  g_clear_pointer (&request->answer.body, g_bytes_unref);
  request->answer.body = g_bytes_ref (bytes);
}

/* A page changes with what it is made of, too, and what is told of it as JSON is another thing. */
static const char *
whole_etag (Request *request, const char *etag)
{
  if (request->route == NULL || request->route->template == NULL)
    return etag;
  return arena_concat (request->arena, request->wants_json ? "\"json-" : "\"", frame_version (), "-",
                       etag + 1, NULL);
}

bool
request_unchanged (Request *request, const char *etag, const char *cache)
{
  const char *known = head_find (&request->head, "If-None-Match");
  request->answer.etag = etag = whole_etag (request, etag);
  request->answer.cache = cache;
  if (known == NULL || strstr (known, etag) == NULL)
    return false;
  request->answer.status = 304;
  return true;
}

bool
request_kept (Request *request, gint64 unit_id, gint64 record_id, gint64 stamp)
{
  const MemoKey key = { .unit_id = unit_id, .record_id = record_id, .events = stamp };
  if (request->wants_json)
    return false;
  g_autoptr (GBytes) page = memo_find (server_pages (request->server), &key);
  request->kept = key;
  if (page != NULL)
    request_send (request, PAGE_TYPE, NULL, page);
  return page != NULL;
}

void
request_set_policy (Request *request, const char *policy)
{
  request->answer.policy = policy;
}

void
request_field_error (Request *request, const char *input, MessageId id, ...)
{
  FieldError *error = arena_new0 (request->arena, FieldError);
  va_list arguments;
  va_start (arguments, id);
  *error = (FieldError){ input, input, vietnamese (request, id, arguments) };
  va_end (arguments);
  for (const InputSpec *spec = request->route->inputs; spec != NULL && spec->name != NULL; spec++)
    if (strcmp (spec->name, input) == 0)
      error->label = spec->label;
  g_ptr_array_add (request->errors, error);
}

void
request_field_long (Request *request, const char *input, const char *text, gsize limit)
{
  gsize characters = (gsize)g_utf8_strlen (text, -1);
  request_field_error (request, input, MSG_INPUT_LONG, arena_int (request->arena, (gint64)characters),
                       arena_int (request->arena, (gint64)(limit * characters / MAX (strlen (text), 1))), NULL);
}

bool
request_has_errors (Request *request)
{
  return request->errors->len > 0;
}

bool
request_invalid (Request *request, GError **error)
{
  error_set (error, request->path, MSG_WEB_INVALID, NULL);
  return false;
}

bool
request_refuse (Request *request, GError **error, guint status, MessageId id, ...)
{
  va_list arguments;
  va_start (arguments, id);
  const char *text = vietnamese (request, id, arguments);
  va_end (arguments);
  request->answer.status = status;
  error_set (error, request->path, MSG_WEB_REFUSED, text, NULL);
  return false;
}

void
request_set_cookie (Request *request, const char *name, const char *value, gint64 seconds)
{
  g_ptr_array_add (request->answer.cookies,
                   arena_printf (request->arena,
                                 "%s=%s; Path=/; Max-Age=%" G_GINT64_FORMAT "; HttpOnly; SameSite=Lax%s",
                                 name, value, seconds, request->secure ? "; Secure" : ""));
}

/* ---- errors ---- */

static Stride
refuse_now (Request *request, guint status, MessageId id, const char *argument)
{
  Message message = message_make (id, argument, NULL);
  frame_problem (request, status, message_vietnamese (request->arena, &message));
  return STRIDE_ANSWER;
}

/* ---- the strides ---- */

static bool
split_target (Request *request)
{
  const char *mark = strchr (request->head.target, '?');
  gsize length = mark != NULL ? (gsize)(mark - request->head.target) : strlen (request->head.target), bad = 0;
  request->query = mark != NULL ? mark + 1 : "";
  request->path = percent_decode (request->arena, request->head.target, length, false, NULL);
  return request->path != NULL && text_is_utf8 (request->path, strlen (request->path), &bad);
}

static bool
find_route (Request *request)
{
  bool other = false;
  Method method = strcmp (request->head.method, "POST") == 0 ? METHOD_POST : METHOD_GET;
  request->route = route_find (method, request->path, request->arena, &request->captures, &other);
  if (request->route != NULL)
    return true;
  refuse_now (request, other ? 405 : 404, other ? MSG_WEB_METHOD : MSG_WEB_NOT_FOUND, NULL);
  return false;
}

static bool
identify (Request *request)
{
  g_autoptr (GError) error = NULL;
  const char *authorization = head_find (&request->head, "Authorization");
  const char *bearer = authorization != NULL && g_ascii_strncasecmp (authorization, "Bearer ", 7) == 0
                           ? authorization + 7
                           : NULL;
  const char *cookie
      = bearer == NULL ? cookie_find (request->arena, head_find (&request->head, "Cookie"), SESSION_COOKIE)
                       : NULL;
  if (cookie == NULL && bearer == NULL)
    return true;
  if (session_identify (request, cookie, bearer, &request->identity, &request->by_token, &error))
    return true;
  problem_answer (request, error);
  return false;
}

/* To the log-in and from there to what was asked for: a link or QR code sent around leads where it says. */
static void
ask_to_log_in (Request *request)
{
  const char *asked = request->head.target;
  g_autofree char *packed = g_uri_escape_string (asked, NULL, false);
  bool kept = strcmp (asked, "/") != 0 && strlen (asked) <= NEXT_LIMIT;
  request_redirect (request,
                    kept ? arena_concat (request->arena, "/dang-nhap?tiep=", packed, NULL) : "/dang-nhap");
}

static bool
permit (Request *request)
{
  Permission permission = request->route->permission;
  /* Whether the first run is over is for the set-up pages themselves to see. */
  if (permission == PERMISSION_SETUP || permission_held (request->identity.permissions, permission))
    return true;
  if (request->identity.account_id != 0)
    refuse_now (request, 403, MSG_WEB_FORBIDDEN, permission_vietnamese (permission));
  else if (request->wants_json || request->route->method == METHOD_POST)
    refuse_now (request, 401, MSG_WEB_LOG_IN, NULL);
  else
    ask_to_log_in (request);
  return false;
}

/* A form of ours comes from our own pages (Origin, where the browser tells) and carries the session's token.
 */
static bool
check_csrf (Request *request)
{
  if (request->route->method != METHOD_POST || request->by_token)
    return true;
  const char *origin = head_find (&request->head, "Origin"), *own = request_origin (request);
  const char *site = head_find (&request->head, "Sec-Fetch-Site");
  bool same = (origin == NULL || strcmp (origin, own) == 0)
              && (site == NULL || strcmp (site, "same-origin") == 0 || strcmp (site, "none") == 0);
  const char *expected = request->identity.csrf;
  if (expected != NULL) {
    const FormField *field = form_find (&request->form, "csrf");
    const char *given = request_is_stream (request) ? head_find (&request->head, "X-Csrf")
                        : field != NULL             ? field->value
                                                    : NULL;
    gsize length = strlen (expected), given_length = given != NULL ? strlen (given) : 0;
    guint8 difference = given_length != length;
    for (gsize i = 0; i < length && given_length == length; i++)
      difference |= (guint8)(expected[i] ^ given[i]);
    same = same && difference == 0;
  }
  if (!same)
    refuse_now (request, 403, MSG_WEB_CSRF, NULL);
  return same;
}

/* The form again, with what was typed and what is wrong with it. */
static void
show_again (Request *request)
{
  g_autoptr (GError) error = NULL;
  request->has_view = false;
  request->answer.status = 422;
  if (request->wants_json || request->route->read == NULL) {
    const FieldError *first = g_ptr_array_index (request->errors, 0);
    frame_problem (request, 422, arena_concat (request->arena, first->label, ": ", first->text, NULL));
  } else if (!request->route->read (request, &error))
    problem_answer (request, error);
  else
    frame_answer (request);
}

static Stride
answer_get (Request *request)
{
  g_autoptr (GError) error = NULL;
  if (request->errors->len > 0)
    return refuse_now (request, 400, MSG_WEB_BAD_REQUEST, NULL);
  if (request->route->prepare != NULL)
    return STRIDE_PREPARE;
  if (!request->route->read (request, &error))
    problem_answer (request, error);
  else
    frame_answer (request);
  return STRIDE_ANSWER;
}

/* Where it goes, who asks, whether they may, what was given; false once the answer is there. */
static bool
admit (Request *request)
{
  g_autoptr (GError) error = NULL;
  if (!split_target (request)) {
    refuse_now (request, 400, MSG_WEB_BAD_REQUEST, NULL);
    return false;
  }
  const char *accept = head_find (&request->head, "Accept");
  request->wants_json = accept != NULL && strstr (accept, "application/json") != NULL;
  if (static_answer (request) || !find_route (request) || !identify (request) || !permit (request))
    return false;
  if (!inputs_read (request, &error)) {
    problem_answer (request, error);
    return false;
  }
  if (inputs_of_path (request))
    return check_csrf (request);
  refuse_now (request, 404, MSG_WEB_NOT_FOUND, NULL);
  return false;
}

/* Only a look: the route is found again with whatever there is to say about it. */
static const Route *
look_ahead (Request *request)
{
  bool other = false;
  g_autoptr (GHashTable) captures = NULL;
  if (strcmp (request->head.method, "POST") != 0 || !split_target (request))
    return NULL;
  return route_find (METHOD_POST, request->path, request->arena, &captures, &other);
}

/* Much only where a route takes it: else anybody could have the program keep megabytes.  A file larger than
 * its input's own limit is still read, so that it can be refused in words. */
static guint64
body_limit (const Route *route)
{
  guint64 limit = DEFAULT_BODY;
  for (const InputSpec *input = route != NULL ? route->inputs : NULL; input != NULL && input->name != NULL;
       input++)
    limit += input->kind == INPUT_FILE ? MAX (input->limit, DEFAULT_FILE) : input->limit;
  return limit;
}

bool
request_is_stream (const Request *request)
{
  return request->route != NULL && request->route->open != NULL;
}

static bool
open_stream (Request *request)
{
  g_autoptr (GError) error = NULL;
  if (!admit (request))
    return false;
  request->body_limit = request->route->stream_limit;
  if (request->errors->len > 0)
    show_again (request);
  else if (request->route->open (request, &error))
    return true;
  else
    problem_answer (request, error);
  return false;
}

bool
request_open (Request *request)
{
  const Route *route = look_ahead (request);
  request->body_limit = body_limit (route);
  if (route == NULL || route->open == NULL)
    return true;
  bool opened = open_stream (request);
  g_clear_pointer (&request->snapshot, transaction_end);
  request->answer.close = !opened;
  return opened;
}

void
request_take (Request *request, const void *data, gsize size)
{
  request->stream_size += size;
  if (request->stream_error == NULL && request->stream_size > request->route->stream_limit)
    error_set (&request->stream_error, request->path, MSG_BLOB_TOO_LARGE, NULL);
  if (request->stream_error == NULL)
    request->route->stream (request, data, size, &request->stream_error);
}

/* The whole body has come. */
static Stride
end_stream (Request *request)
{
  if (request->stream_error == NULL)
    return request->route->prepare != NULL ? STRIDE_PREPARE : STRIDE_WRITE;
  problem_answer (request, request->stream_error);
  return STRIDE_ANSWER;
}

static Stride
begin (Request *request)
{
  if (request_is_stream (request))
    return end_stream (request);
  if (!admit (request))
    return STRIDE_ANSWER;
  if (request->route->method == METHOD_GET)
    return answer_get (request);
  if (request->errors->len > 0) {
    show_again (request);
    return STRIDE_ANSWER;
  }
  return request->route->prepare != NULL ? STRIDE_PREPARE : STRIDE_WRITE;
}

static Stride
prepare (Request *request)
{
  g_autoptr (GError) error = NULL;
  bool done = request->route->prepare (request, &error);
  g_clear_pointer (&request->snapshot, transaction_end);
  if (!done && request->errors->len == 0) {
    problem_answer (request, error);
    return STRIDE_ANSWER;
  }
  if (request->errors->len > 0) {
    show_again (request);
    return STRIDE_ANSWER;
  }
  if (request->route->write != NULL)
    return STRIDE_WRITE;
  if (request->route->read != NULL && !request->route->read (request, &error))
    problem_answer (request, error);
  else
    frame_answer (request);
  return STRIDE_ANSWER;
}

/* A snapshot holds one of few connections: it is given back before the request sleeps or its answer
 * travels to a slow client, or all event threads could end up waiting for one. */
static void
release_snapshot (Request *request)
{
  g_clear_pointer (&request->snapshot, transaction_end);
}

Stride
request_begin (Request *request)
{
  Stride stride = begin (request);
  release_snapshot (request);
  return stride;
}

Stride
request_prepare (Request *request)
{
  Stride stride = prepare (request);
  release_snapshot (request);
  return stride;
}

bool
request_write (Transaction *transaction, void *user, GError **error)
{
  Request *request = user;
  g_ptr_array_set_size (request->errors, 0); /* it may be run again */
  g_ptr_array_set_size (request->answer.cookies, 0);
  request->notice = NULL;
  request->has_view = false;
  if (!request->route->write (request, transaction, error))
    return false;
  const char *record = request->identity.account_id != 0 ? request->route->record : NULL;
  return record == NULL || draft_drop (transaction, record, request_int (request, "id", 0), error);
}

static void
send_notice (Request *request)
{
  if (request->notice == NULL)
    return;
  g_autofree char *packed = g_uri_escape_string (request->notice, NULL, false);
  request_set_cookie (request, "dvht_loi", arena_strdup (request->arena, packed), 60);
}

void
request_finish (Request *request, const GError *write_error)
{
  if (request->errors->len > 0)
    show_again (request);
  else if (write_error != NULL)
    problem_answer (request, write_error);
  else {
    send_notice (request);
    frame_answer (request);
  }
  release_snapshot (request);
}
