/* request_parts.h - what the files of src/web know of a request; pages see request.h only. */
#pragma once
#include "web/form.h"
#include "web/guard.h"
#include "web/memo.h"
#include "web/request.h"

#define PAGE_TYPE "text/html; charset=utf-8"

typedef struct Server Server;
typedef Memo Rails;

typedef struct {
  guint status;
  const char *type;      /* of the body; NULL: none */
  const char *location;  /* of a redirect */
  const char *file_name; /* of a download */
  const char *policy;    /* Content-Security-Policy; NULL: the pages' own */
  const char *cache;     /* Cache-Control; NULL: no-store */
  const char *etag;
  bool gzip;          /* the body is packed already */
  bool close;         /* the connection, after it */
  GBytes *body;       /* owned */
  GPtrArray *cookies; /* whole Set-Cookie values, in the arena */
} Answer;

struct Request {
  Server *server;
  Arena *arena;
  RequestHead head;
  const char *path, *query; /* decoded path; raw query ("" if none) */
  const char *address;      /* of the client */
  bool secure;              /* came by TLS to a proxy that is named */
  bool readable;            /* came over a network without TLS */
  bool wants_json;
  GByteArray *body;
  guint64 body_limit;

  const Route *route;
  GHashTable *captures; /* of the path */
  Identity identity;
  bool by_token;
  Form form;
  GHashTable *values; /* input name → const char*, typed and normal */
  GPtrArray *errors;  /* of FieldError */
  Transaction *snapshot;
  void *prepared;
  void *stream; /* of a route with `open` */
  GDestroyNotify stream_close;
  guint64 stream_size;
  GError *stream_error; /* the rest of the body is thrown away then */
  gint64 now;

  View view;
  bool has_view;
  MemoKey kept; /* of a page that is kept once it is made; unit 0: it is not */
  const char *notice;
  Answer answer;
};

typedef struct {
  const char *input, *label, *text; /* Vietnamese */
} FieldError;

/* The whole way of a request behind the guard, in three strides (see request.h on threads). */
typedef enum { STRIDE_ANSWER, STRIDE_PREPARE, STRIDE_WRITE } Stride;
/* When the head has come: false if the answer is there already and the body is not wanted.  Event thread. */
bool request_open (Request *request);
/* A piece of the body of a route with `open`; event thread. */
bool request_is_stream (const Request *request);
void request_take (Request *request, const void *data, gsize size);
Stride request_begin (Request *request);   /* event thread, when the body has come */
Stride request_prepare (Request *request); /* worker thread */
bool request_write (Transaction *transaction, void *user,
                    GError **error); /* writer thread; a WriteFunction */
void request_finish (Request *request,
                     const GError *write_error); /* worker or event thread: makes the answer after a write */

/* One request from its first byte to its answer; whoever made it frees it. */
Request *request_new (Server *server);
void request_free (Request *request);
/* What the server owns, for as long as it runs. */
Database *server_database (Server *server);
const char *server_data_folder (Server *server);
PartWriters *server_part_writers (Server *server);
const SchemeLibrary *server_library (Server *server);
const Scheme *server_scheme (Server *server, const char *id, GError **error);
const CitizenScheme *server_citizen_scheme (Server *server, const char *id, GError **error);
bool server_can_mail (Server *server);
Rails *server_rails (Server *server);
Memo *server_outlooks (Server *server);
Memo *server_pages (Server *server);
const char *server_site (Server *server);

/* inputs.c: typed values of the route's inputs; errors go to request->errors. */
bool inputs_read (Request *request, GError **error);
/* Afterwards: is each step of the path what its input may be?  If not there is no such page, and no handler
 * need think of it. */
bool inputs_of_path (Request *request);
/* A text as the input would be handed out; one that it would refuse stays as it is. */
const char *inputs_normal (Request *request, const InputSpec *input, const char *text);
/* conflict.c */
void conflict_settle (Request *request); /* the choices of a conflict page become the route's inputs */
bool conflict_answer (Request *request, const char *message); /* false: this route has no such page */
/* problem.c: the answer to an error, its status by the message. */
void problem_answer (Request *request, const GError *error);
/* frame.c */
bool frame_load (const char *folder, GError **error); /* compiles all templates; folder NULL: built in */
void frame_free (void);
/* Of the templates and files that pages are made of: with another one they look different.  "" while
 * developing. */
const char *frame_version (void);
void frame_answer (Request *request); /* renders request->view with the route's template */
void frame_problem (Request *request, guint status, const char *text); /* an error page, or JSON */
/* A page of the frame's own in the route's stead; as JSON where that is asked for. */
void frame_show (Request *request, guint status, const char *template, View view);
/* static.c */
bool static_answer (Request *request); /* true if the path is one of ours below /tep/ */
