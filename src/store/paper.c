/* paper.c - see paper.h: finding, saving and the steps of a paper. */
#include "store/paper.h"
#include <string.h>

static const char *const open_states[] = { "draft", "returned", NULL };
static const char *const closed_states[] = { "signed", "issued", NULL };

bool
paper_find (Transaction *transaction, Arena *arena, gint64 round_id, const char *key, Record *ret,
            bool *ret_found, GError **error)
{
  gint64 id = 0;
  if (!db_int (transaction, QUERY_paper_id, 0, &id, error, DB_INT (round_id), DB_TEXT (key)))
    return false;
  *ret_found = id != 0;
  if (id != 0)
    return record_load (transaction, arena, RECORD_paper, id, ret, error);
  *ret = (Record){ .kind = RECORD_paper };
  return true;
}

const char *
paper_state (const Record *paper)
{
  const char *state = record_text (paper, "state");
  return state != NULL ? state : open_states[0];
}

bool
paper_is_issued (const Record *paper)
{
  return strcmp (paper_state (paper), "issued") == 0;
}

bool
paper_is_open (const Record *paper)
{
  return g_strv_contains (open_states, paper_state (paper));
}

bool
paper_takes (const Record *paper, const char *column)
{
  const char *blanks = record_text (paper, "blanks");
  return paper_is_open (paper) || record_text (paper, column) == NULL
         || (blanks != NULL && strstr (blanks, column) != NULL);
}

/* ---- saving ---- */

static bool
refuse_state (const Record *paper, GError **error)
{
  error_set (error, "paper", MSG_WORKFLOW_STEP, workflow_state ("paper", paper_state (paper))->words, NULL);
  return false;
}

/* The first save of a paper that nobody has worked on. */
static bool
add (Transaction *transaction, Arena *arena, gint64 round_id, const char *key, RecordFields fields,
     gint64 *ret_id, GError **error)
{
  AuditField *all = arena_array (arena, AuditField, fields.count + 3);
  all[0] = (AuditField){ "round_id", record_number (arena, round_id) };
  all[1] = (AuditField){ "paper", key };
  all[2] = (AuditField){ "state", open_states[0] };
  for (gsize i = 0; i < fields.count; i++)
    all[i + 3] = fields.items[i];
  return record_add (transaction, arena, RECORD_paper, "paper.add", (RecordFields){ all, fields.count + 3 },
                     ret_id, error);
}

/* The paper, if it still is at `version`. */
static bool
find_at (Transaction *transaction, Arena *arena, gint64 round_id, const char *key, gint64 version,
         Record *ret, GError **error)
{
  bool found = false;
  if (!paper_find (transaction, arena, round_id, key, ret, &found, error))
    return false;
  if (ret->version == version)
    return true;
  error_set (error, "paper", MSG_SAVE_CONFLICT, NULL);
  return false;
}

static bool
save (Transaction *transaction, Arena *arena, gint64 round_id, const char *key, const Record *paper,
      const char *action, RecordFields fields, GError **error)
{
  if (paper->id == 0)
    return add (transaction, arena, round_id, key, fields, NULL, error);
  return record_save (transaction, arena, RECORD_paper, action, paper->id, paper->version, fields, error);
}

bool
paper_save (Transaction *transaction, Arena *arena, gint64 round_id, const char *key, gint64 version,
            const char *action, RecordFields fields, GError **error)
{
  Record paper;
  if (!find_at (transaction, arena, round_id, key, version, &paper, error))
    return false;
  return paper_is_open (&paper) ? save (transaction, arena, round_id, key, &paper, action, fields, error)
                                : refuse_state (&paper, error);
}

static bool
takes (const Record *paper, const char *column, const char *label, const char *value, GError **error)
{
  if (g_strcmp0 (record_text (paper, column), value) == 0 || paper_takes (paper, column))
    return true;
  error_set (error, "paper", MSG_PAPER_FIXED, label, NULL);
  return false;
}

bool
paper_save_number (Transaction *transaction, Arena *arena, gint64 round_id, const char *key, gint64 version,
                   const char *number, const char *date, GError **error)
{
  Record paper;
  return find_at (transaction, arena, round_id, key, version, &paper, error)
         && takes (&paper, "number", "Số", number, error) && takes (&paper, "date", "Ngày", date, error)
         && save (transaction, arena, round_id, key, &paper, "paper.number",
                  RECORD_FIELDS ({ "number", number }, { "date", date }), error);
}

bool
paper_save_signed (Transaction *transaction, Arena *arena, gint64 round_id, const char *key, gint64 version,
                   const char *hash, const char *name, GError **error)
{
  Record paper;
  if (!find_at (transaction, arena, round_id, key, version, &paper, error))
    return false;
  if (!g_strv_contains (closed_states, paper_state (&paper)))
    return refuse_state (&paper, error);
  return save (transaction, arena, round_id, key, &paper,
               hash != NULL ? "paper.signed_copy" : "paper.signed_off",
               RECORD_FIELDS ({ "signed", hash }, { "signed_name", hash != NULL ? name : NULL }), error);
}

/* ---- who signs ---- */

bool
paper_is_leaders (const char *key)
{
  return strcmp (key, "minutes") == 0 || strcmp (key, "citizen_minutes") == 0;
}

bool
paper_leader (Transaction *transaction, gint64 round_id, gint64 *ret_id, GError **error)
{
  return db_int (transaction, QUERY_paper_leader, 0, ret_id, error, DB_INT (round_id));
}

bool
paper_chairs (Transaction *transaction, Arena *arena, gint64 round_id, PaperChairs *ret, GError **error)
{
  GError *local = NULL;
  g_autoptr (Rows) rows = db_rows (transaction, QUERY_paper_chairs, error, DB_INT (round_id));
  if (rows == NULL)
    return false;
  if (rows_next (rows, &local)) {
    *ret = (PaperChairs){ .head = rows_text_dup (rows, 0, arena),
                          .head_title = rows_text_dup (rows, 1, arena),
                          .head_position = rows_text_dup (rows, 2, arena),
                          .leader = rows_text_dup (rows, 3, arena),
                          .code = rows_text_dup (rows, 4, arena),
                          .number_series = rows_text_dup (rows, 5, arena),
                          .version = rows_int (rows, 6) };
    return true;
  }
  if (local == NULL)
    error_set (&local, "round", MSG_DB_NOT_THERE, NULL);
  g_propagate_error (error, local);
  return false;
}

const char *
paper_signer (const PaperChairs *chairs, const char *key, const char *signer)
{
  return signer != NULL ? signer : paper_is_leaders (key) ? chairs->leader : chairs->head;
}

bool
paper_signs (const PaperActor *actor, const char *key, gint64 signer_id, gint64 leader_id)
{
  if (permission_held (actor->permissions, PERMISSION_PAPERS_HEAD))
    return true;
  if (!permission_held (actor->permissions, PERMISSION_PAPERS_SIGN))
    return false;
  return signer_id != 0 ? signer_id == actor->person_id || signer_id == leader_id : paper_is_leaders (key);
}

bool
papers_waiting (Transaction *transaction, const PaperActor *actor, gint64 *ret, GError **error)
{
  *ret = 0;
  return !permission_held (actor->permissions, PERMISSION_PAPERS_SIGN)
         || db_int (transaction, QUERY_paper_waiting_count, 0, ret, error,
                    DB_INT (permission_held (actor->permissions, PERMISSION_PAPERS_HEAD)),
                    DB_INT (actor->person_id));
}

/* ---- steps ---- */

typedef struct {
  Transaction *transaction;
  Arena *arena;
  const Record *paper;
  gint64 version; /* grows with each step */
  const PaperActor *actor;
} Stepping;

static bool
step (Stepping *stepping, const char *action, RecordFields fields, GError **error)
{
  return record_step (stepping->transaction, stepping->arena, RECORD_paper, action, stepping->paper->id,
                      stepping->version++, stepping->actor->permissions, fields, error);
}

static const char *
now (const Stepping *stepping)
{
  return record_number (stepping->arena, transaction_now (stepping->transaction));
}

/* What a pen has to write on the original. */
static const char *
blanks_of (const Record *paper)
{
  bool number = record_text (paper, "number") == NULL, date = record_text (paper, "date") == NULL;
  return number && date ? "number date" : number ? "number" : date ? "date" : NULL;
}

static bool
submit (Stepping *stepping, const PaperOriginal *original, GError **error)
{
  if (original == NULL) { /* it was not written any more when the files were to be made */
    error_set (error, "paper", MSG_SAVE_CONFLICT, NULL);
    return false;
  }
  return step (stepping, "submit",
               RECORD_FIELDS ({ "original", original->pdf }, { "original_docx", original->docx },
                              { "original_page", original->page }, { "blanks", blanks_of (stepping->paper) },
                              { "submitted_at", now (stepping) }, { "remarks", NULL }),
               error);
}

/* Back to be written: what went to be signed is void. */
static bool
go_back (Stepping *stepping, const char *action, const char *remarks, GError **error)
{
  return step (stepping, action,
               RECORD_FIELDS ({ "original", NULL }, { "original_docx", NULL }, { "original_page", NULL },
                              { "blanks", NULL }, { "submitted_at", NULL }, { "signed_at", NULL },
                              { "issued_at", NULL }, { "signed", NULL }, { "signed_name", NULL },
                              { "remarks", remarks }),
               error);
}

static bool
sign (Stepping *stepping, const PaperOriginal *original, GError **error)
{
  if (paper_is_open (stepping->paper) && !submit (stepping, original, error))
    return false;
  return step (stepping, "sign", RECORD_FIELDS ({ "signed_at", now (stepping) }), error);
}

static bool
check_signer (Stepping *stepping, gint64 round_id, const char *key, GError **error)
{
  gint64 leader = 0;
  if (!paper_leader (stepping->transaction, round_id, &leader, error))
    return false;
  if (paper_signs (stepping->actor, key, record_int (stepping->paper, "signer_id"), leader))
    return true;
  error_set (error, "paper", MSG_PAPER_NOT_YOURS, NULL);
  return false;
}

bool
paper_step (Transaction *transaction, Arena *arena, gint64 round_id, const char *key, gint64 version,
            const char *action, const PaperActor *actor, const PaperOriginal *original, const char *remarks,
            GError **error)
{
  static const char *const signers[] = { "sign", "return", "reopen", NULL };
  Record paper;
  if (!find_at (transaction, arena, round_id, key, version, &paper, error))
    return false;
  if (paper.id == 0) {
    gint64 id = 0;
    if (!add (transaction, arena, round_id, key, (RecordFields){ 0 }, &id, error)
        || !record_load (transaction, arena, RECORD_paper, id, &paper, error))
      return false;
  }
  Stepping stepping = { transaction, arena, &paper, paper.version, actor };
  if (g_strv_contains (signers, action) && !check_signer (&stepping, round_id, key, error))
    return false;
  if (strcmp (action, "submit") == 0)
    return submit (&stepping, original, error);
  if (strcmp (action, "sign") == 0)
    return sign (&stepping, original, error);
  if (strcmp (action, "issue") == 0)
    return step (&stepping, "issue", RECORD_FIELDS ({ "issued_at", now (&stepping) }), error);
  return go_back (&stepping, action, remarks, error);
}
