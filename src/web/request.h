/* request.h - one request from its first byte to its answer.
 *
 * A page is a route row + a view model + a template.  What a handler sees has passed the guard
 * (ambiguous HTTP), the session, the permission, the CSRF check and the typed inputs already.
 *
 * Threads.  `read` runs on an event thread and must answer in single milliseconds from the
 * database.  `prepare` runs in the worker pool before it, for what takes long (hashing a
 * password, reading an uploaded sheet, composing a paper).  `write` runs on the database's writer thread
 * in its own savepoint, may be run again, and does nothing but read and write the database and
 * say what to answer; the answer is sent after the commit is on disk.  The connection sleeps meanwhile. */
#pragma once
#include "base/json.h"
#include "base/mustache.h"
#include "blob/part.h"
#include "model/permission.h"
#include "scheme/scheme.h"
#include "store/db.h"

typedef struct Request Request;
typedef struct Route Route;

typedef enum { METHOD_GET, METHOD_POST } Method; /* HEAD is GET without a body */

/* ---- typed inputs: of the path {id}, the query, the form or the JSON body ---- */

typedef enum {
  INPUT_TEXT,  /* one line, NFC, trimmed, inner blanks to one */
  INPUT_LINES, /* several lines, NFC, LF */
  INPUT_ID,    /* 1 … 2^63-1 */
  INPUT_INT,
  INPUT_DATE,   /* 15/01/2025, 15.1.2025 or 2025-01-15; handed out as 2025-01-15 */
  INPUT_CHOICE, /* one of `choices` */
  INPUT_FLAG,   /* a check box */
  INPUT_SECRET, /* a password: neither trimmed nor shown again */
  INPUT_FILE,   /* multipart upload */
  INPUT_LIST,   /* the same name several times: ids of chosen rows */
} InputKind;

typedef struct {
  const char *name;
  InputKind kind;
  bool required;
  gsize limit; /* bytes, of FILE bytes in all; 0 = the kind's own (TEXT 300, LINES 20,000, FILE 10 MiB) */
  const char *label;          /* Vietnamese, as the page shows it; errors name it */
  const char *const *choices; /* INPUT_CHOICE; NULL-terminated */
} InputSpec;

typedef bool (*RequestHandler) (Request *request, GError **error);
/* A piece of a body that is no form but bytes; on the event thread, so it may write to a file and no more. */
typedef bool (*StreamHandler) (Request *request, const void *data, gsize size, GError **error);
typedef bool (*WriteHandler) (Request *request, Transaction *transaction, GError **error);

struct Route {
  Method method;
  const char *path; /* "/nguoi/{id}"; steps in readable Vietnamese without accents */
  Permission permission;
  const char *summary;     /* English, for the API's description */
  const char *title;       /* Vietnamese, of the page; NULL: the view model gives "title" */
  const InputSpec *inputs; /* ends with a NULL name; NULL: none */
  RequestHandler read;     /* GET: fills the view.  POST: shows the form again after errors, may be NULL */
  RequestHandler prepare;  /* may be NULL */
  WriteHandler write;      /* POST only */
  const char *template;    /* data/ui/pages/NAME.mustache; NULL: the handler answers by itself */
  const char *record;      /* POST of a form with a `version`: what events call the record of that `id`,
                              "person" (a new one has no id).  A draft of it goes with the save.  Inputs are named
                              as in its events.  NULL: no record is edited */
  /* A POST of bytes, application/octet-stream, however many up to `stream_limit`.  When the head has come,
   * and after permission and token (header X-Csrf), `open` makes ready; `stream` is handed each piece; then
   * `prepare` and `write` follow.  What stream_close frees is freed however the request ends.  NULL: a form.
   */
  RequestHandler open;
  StreamHandler stream;
  guint64 stream_limit;
};

/* ---- what a handler may ask ---- */

typedef struct {
  gint64 unit_id, account_id, person_id; /* 0: not logged in */
  gint64 secret_id;                      /* of this session or token */
  PermissionSet permissions;             /* of today's roles, deputies' included */
  const char *login, *name;              /* as shown in the top bar */
  const char *unit_name;
  int year;         /* of the newest round, 0: none yet */
  const char *csrf; /* token of this session's forms */
  gint64 events;    /* how many its unit had: nothing of the unit has changed while there are no more */
  gint64 unread;    /* messages in the inbox */
} Identity;

/* Lives as long as the request. */
Arena *request_arena (Request *request);
/* Never NULL; its ids are 0 where nobody is logged in. */
const Identity *request_identity (Request *request);
const char *request_text (Request *request, const char *input); /* NULL if empty or absent */
gint64 request_int (Request *request, const char *input, gint64 fallback);
bool request_flag (Request *request, const char *input);
GPtrArray *request_list (Request *request, const char *input); /* of const char*, as typed; caller unrefs */
const char *request_file (Request *request, const char *input, gsize *ret_length, const char **ret_name);
/* The index-th of an input that takes several files, those left blank not counted; NULL at the end. */
const char *request_file_at (Request *request, const char *input, gsize index, gsize *ret_length,
                             const char **ret_name);
Transaction *request_read (Request *request,
                           GError **error); /* the snapshot of this request, begun when first asked for */
Database *request_database (Request *request);
/* Where the server keeps its files; for blobs. */
const char *request_data_folder (Request *request);
PartWriters *request_part_writers (Request *request);
/* The packages built in and those in the data folder's "schemes". */
const SchemeLibrary *request_library (Request *request);
/* A scheme, read once and shared from then on; not to be changed. */
const Scheme *request_scheme (Request *request, const char *id, GError **error);
const CitizenScheme *request_citizen_scheme (Request *request, const char *id, GError **error);
gint64 request_now (Request *request);                           /* microseconds UTC */
const char *request_today (Request *request);                    /* Viet Nam's civil date */
const char *request_header (Request *request, const char *name); /* NULL if absent */
/* "https://dvht.example.vn", as the browser calls this server. */
const char *request_origin (Request *request);
bool request_may (Request *request, Permission permission);
bool request_can_mail (Request *request); /* is a way out for mails set? */
/* "https://dvht.truong.vn" as whoever runs the server says that people reach it, NULL if they do not; unlike
 * the origin it is nothing that a request could say of itself. */
const char *request_site (Request *request);

/* What `open` leaves for `stream`, and what frees it. */
void request_set_stream (Request *request, void *stream, GDestroyNotify close);
void *request_stream (Request *request);
/* What `prepare` leaves for `write`; in the arena. */
void request_set_prepared (Request *request, void *prepared);
void *request_prepared (Request *request);

/* ---- what a handler may answer; the last call counts ---- */

/* The page's own names; the frame (title, unit, menus, form values and errors, csrf) is added. */
void request_show (Request *request, View view);
void request_redirect (Request *request, const char *path); /* 303, own paths only */
void request_notice (Request *request, MessageId id,
                     ...) G_GNUC_NULL_TERMINATED; /* shown once on the next page */
void request_send (Request *request, const char *type, const char *file_name,
                   GBytes *bytes); /* file_name NULL: shown in place */
/* Says that the answer may be kept as `cache` (Cache-Control) says, for as long as `etag` (with its quotes,
 * in the arena) is the same; the page and what is told of it as JSON are two.  True if the browser has it
 * already: 304, and nothing more to answer. */
bool request_unchanged (Request *request, const char *etag, const char *cache);
/* For a page that is the same for everybody, and may be kept: as it was made last of that record with that
 * stamp.  True: nothing more to answer; false: it is kept once it is made. */
bool request_kept (Request *request, gint64 unit_id, gint64 record_id, gint64 stamp);
void request_field_error (Request *request, const char *input, MessageId id, ...) G_GNUC_NULL_TERMINATED;
/* A text of more than `limit` bytes: told in characters, which people count. */
void request_field_long (Request *request, const char *input, const char *text, gsize limit);
bool request_has_errors (Request *request);
/* What a browser may do with a file that people sent: a Content-Security-Policy in the stead of the pages'.
 */
void request_set_policy (Request *request, const char *policy);
/* For a write that reported field errors: undone, and the form is shown again.  Returns false. */
bool request_invalid (Request *request, GError **error);
/* What a form shows before anything was typed. */
void request_default (Request *request, const char *input, const char *value);
/* {name, value, error} of an input as {{form.NAME}} has it, for lists of fields. */
View request_field (Request *request, const char *input);
/* An answer other than 200: 404, 403, 409 …; returns false so that a handler can `return request_refuse (…)`.
 */
bool request_refuse (Request *request, GError **error, guint status, MessageId id,
                     ...) G_GNUC_NULL_TERMINATED;
void request_set_cookie (Request *request, const char *name, const char *value,
                         gint64 seconds); /* HttpOnly, SameSite=Lax, Secure where TLS */

/* ---- the table ---- */
extern const Route *const route_tables[]; /* one of each page file, ends with NULL; each ends with a NULL
                                             path; gathered in routes.c */
const Route *route_find (Method method, const char *path, Arena *arena, GHashTable **ret_captures,
                         bool *ret_other_method);
