/* upload.c - a file of up to 200 MB in pieces, each where the last one ended; whole ones wait for a record.
 */
#include "store/upload.h"
#include "model/evidence_name.h"
#include "web/pages/pages.h"
#include "web/pages/round_parts.h"

static const InputSpec begin_inputs[] = {
  YEAR_INPUT,
  { .name = "name", .kind = INPUT_TEXT, .required = true, .label = "Tên tệp", .limit = 1000 },
  { .name = "size", .kind = INPUT_INT, .required = true, .label = "Độ dài" },
  { .name = "dau", .kind = INPUT_TEXT, .label = "Dấu nhận", .limit = 100 },
  { 0 },
};

static const InputSpec show_inputs[]
    = { { .name = "id", .kind = INPUT_ID, .required = true, .label = "Tệp" }, { 0 } };

static const InputSpec piece_inputs[]
    = { { .name = "id", .kind = INPUT_ID, .required = true, .label = "Tệp" },
        { .name = "tu", .kind = INPUT_INT, .required = true, .label = "Từ byte" },
        { 0 } };

static void
answer (Request *request, const StoredUpload *upload, bool whole)
{
  Value *told = value_object (request_arena (request));
  guint64 there
      = whole ? (guint64)upload->size
              : part_size (request_part_writers (request), request_identity (request)->unit_id, upload->id);
  value_set_int (told, "id", upload->id);
  value_set_text (told, "name", upload->name);
  value_set_int (told, "size", upload->size);
  value_set_int (told, "received", (gint64)there);
  value_set_bool (told, "whole", whole);
  request_show (request, value_view (told));
}

static bool
write_begin (Request *request, Transaction *transaction, GError **error)
{
  RoundHead round;
  Arena *arena = request_arena (request);
  StoredUpload upload = { .name = evidence_file_name (arena, request_text (request, "name")),
                          .size = request_int (request, "size", 0) };
  bool is_new = false;
  if (upload.size <= 0)
    return request_refuse (request, error, 422, MSG_UPLOAD_EMPTY, NULL);
  if ((guint64)upload.size > BLOB_MAX_BYTES)
    return request_refuse (request, error, 413, MSG_BLOB_TOO_LARGE, NULL);
  if (!round_head (request, transaction, &round, error))
    return false;
  upload.round_id = round.id;
  if (!upload_begin (transaction, arena, &upload, request_text (request, "dau"), &upload.id, &is_new, error))
    return false;
  if (is_new) /* a database that was put back gives its numbers anew: what has this one is of another file */
    part_remove (request_data_folder (request), request_identity (request)->unit_id, upload.id);
  answer (request, &upload, false);
  return true;
}

static bool
show_upload (Request *request, GError **error)
{
  StoredUpload upload;
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL
      || !upload_load (transaction, request_arena (request), request_identity (request)->account_id,
                       request_int (request, "id", 0), &upload, error))
    return false;
  answer (request, &upload, upload.hash != NULL);
  return true;
}

/* ---- a piece ---- */

static void
close_piece (void *writer)
{
  part_writer_close (writer);
}

/* How many bytes the head says will come; 0: it does not. */
static guint64
length_said (Request *request)
{
  const char *length = request_header (request, "Content-Length");
  return length != NULL ? g_ascii_strtoull (length, NULL, 10) : 0;
}

static bool
open_piece (Request *request, GError **error)
{
  StoredUpload upload;
  Arena *arena = request_arena (request);
  gint64 from = request_int (request, "tu", -1);
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL
      || !upload_load (transaction, arena, request_identity (request)->account_id,
                       request_int (request, "id", 0), &upload, error))
    return false;
  if (upload.hash != NULL)
    return request_refuse (request, error, 409, MSG_UPLOAD_OFFSET, arena_int (arena, upload.size), NULL);
  PartWriter *writer
      = part_writer_open (request_part_writers (request), request_identity (request)->unit_id, upload.id,
                          (guint64)from, length_said (request), (guint64)upload.size, error);
  if (writer != NULL)
    request_set_stream (request, writer, close_piece);
  return writer != NULL;
}

static bool
stream_piece (Request *request, const void *data, gsize size, GError **error)
{
  return part_writer_append (request_stream (request), data, size, error);
}

typedef struct {
  StoredUpload upload;
  Blob blob;
  bool whole;
} Piece;

/* What came is on disk before it is told; the last piece makes the file one by its content. */
static bool
prepare_piece (Request *request, GError **error)
{
  Arena *arena = request_arena (request);
  Piece *piece = arena_new0 (arena, Piece);
  PartWriter *writer = request_stream (request);
  Transaction *transaction = request_read (request, error);
  if (transaction == NULL || !part_writer_sync (writer, error)
      || !upload_load (transaction, arena, request_identity (request)->account_id,
                       request_int (request, "id", 0), &piece->upload, error))
    return false;
  piece->whole = part_writer_is_whole (writer);
  if (piece->whole && !part_writer_finish (writer, arena, &piece->blob, error))
    return false;
  request_set_prepared (request, piece);
  return true;
}

static bool
write_piece (Request *request, Transaction *transaction, GError **error)
{
  const Piece *piece = request_prepared (request);
  if (piece->whole
      && !upload_set_whole (transaction, piece->upload.id, piece->blob.hash, piece->blob.type, error))
    return false;
  answer (request, &piece->upload, piece->whole);
  return true;
}

const Route upload_routes[] = {
  { METHOD_POST, "/tai-len", PERMISSION_EVIDENCE_WRITE,
    "Announces a file that comes in pieces, or finds how far it has come", NULL, begin_inputs, NULL, NULL,
    write_begin, NULL },
  { METHOD_GET, "/tai-len/{id}", PERMISSION_EVIDENCE_WRITE, "How much of one's file has come", NULL,
    show_inputs, show_upload, NULL, NULL, NULL },
  { METHOD_POST, "/tai-len/{id}", PERMISSION_EVIDENCE_WRITE,
    "The next bytes of one's file, from where the last ones ended", NULL, piece_inputs, NULL, prepare_piece,
    write_piece, NULL, NULL, open_piece, stream_piece, BLOB_MAX_BYTES },
  { 0 },
};
