/* round_parts.h - shared by the pages of a round: /dot/{year}/… */
#pragma once
#include "blob/blob.h"
#include "model/workflow.h"
#include "store/record.h"
#include "store/round_store.h"
#include "web/request.h"

/* The input that each of these routes has for {year}. */
#define YEAR_INPUT                                                                                           \
  {                                                                                                          \
    .name = "year", .kind = INPUT_INT, .required = true, .label = "Năm"                                     \
  }

typedef struct {
  gint64 id;
  int year;
  const char *state;
  const Scheme *scheme; /* shared */
} RoundHead;

/* The round of the address's year; in the transaction at hand, so it serves reads and writes.
 * Refuses with 404 when there is none.  False with an error. */
bool round_head (Request *request, Transaction *transaction, RoundHead *ret, GError **error);

/* The whole round, for figures, checks and documents.  Evidence files are found in the unit's blobs. */
bool round_whole (Request *request, Transaction *transaction, gint64 round_id, StoredRound *ret,
                  GError **error);

/* "/dot/2024/van-ban" in the arena: the round's address and a path below it ("van-ban", "" for the round
 * itself). */
const char *round_path (Request *request, int year, const char *below);

/* {name, words, shape} of a record's state as the partial "state" wants it: state_name, state_words,
 * state_shape. */
void view_state (Value *object, const char *kind, const char *state);
/* The buttons that the person may press at a record in that state: a list "steps" of {action, button}. */
void view_steps (Request *request, Value *object, const char *kind, const char *state);

/* "12.3": record 12 as it was at its version 3, as lists name what is ticked.  False: it is no such text. */
bool record_choice_read (const char *text, RecordChoice *ret);

typedef struct {
  Blob blob;
  const char *name; /* as it was called */
} Upload;
/* Uploaded files put into the unit's blobs: for `prepare`, before the record that names them is written. */
bool uploads_put (Request *request, const char *input, Upload **ret, gsize *ret_count, GError **error);
/* The same where one is wanted: NULL in `*ret` if none came. */
bool upload_put (Request *request, const char *input, Blob **ret, const char **ret_name, GError **error);
/* Answers with a blob of the unit, to be looked at in place if it is a PDF or picture, else as a download. */
bool blob_answer (Request *request, const char *hash, const char *name, GError **error);
/* The same of a unit whose file the page has found to be open to whoever asks. */
bool blob_answer_of (Request *request, gint64 unit_id, const char *hash, const char *name, GError **error);
