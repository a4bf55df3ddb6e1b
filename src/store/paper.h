/* paper.h - the papers that a round issues, from the first draft to the signed copy.
 *
 * A paper is made when it is first worked on.  What goes to be signed is kept as files (its original) and
 * never made anew; from then on only what the original leaves to a pen is filled in.  Numbers come from the
 * unit's own book, before or after signing (domain/process.md, "Rules that hold everywhere").
 *
 * Whoever saves names the version they began from, 0 for a paper that nobody has worked on; somebody else's
 * save meanwhile is MSG_SAVE_CONFLICT, and what the paper's state does not allow MSG_WORKFLOW_STEP. */
#pragma once
#include "model/permission.h"
#include "model/round.h"
#include "store/record.h"

/* The paper of that key; `*ret_found` false: nobody has worked on it yet, and all of `ret` is null. */
bool paper_find (Transaction *transaction, Arena *arena, gint64 round_id, const char *key, Record *ret,
                 bool *ret_found, GError **error);
/* Its state; of one that nobody has worked on, the first. */
const char *paper_state (const Record *paper);
bool paper_is_issued (const Record *paper);
/* Is it still written, so that all of it may change? */
bool paper_is_open (const Record *paper);
/* May the column ("number", "date") still be filled in or changed: while it is written; later if it is blank,
 * or was blank on the original, where a pen filled it. */
bool paper_takes (const Record *paper, const char *column);

/* ---- saving ---- */

/* Number, date, recipients, signer_id, signer_title, due, wording: whatever is named.  `action`: as the log
 * calls it, "paper.save", "paper.wording". */
bool paper_save (Transaction *transaction, Arena *arena, gint64 round_id, const char *key, gint64 version,
                 const char *action, RecordFields fields, GError **error);
/* Number and date as typed from the book; NULL: blank.  What may not change any more is MSG_PAPER_FIXED. */
bool paper_save_number (Transaction *transaction, Arena *arena, gint64 round_id, const char *key,
                        gint64 version, const char *number, const char *date, GError **error);

/* The signed scan or PDF beside the original of a signed or issued paper; hash NULL takes it away. */
bool paper_save_signed (Transaction *transaction, Arena *arena, gint64 round_id, const char *key,
                        gint64 version, const char *hash, const char *name, GError **error);

/* ---- steps of the workflow ---- */

typedef struct {
  gint64 person_id;
  PermissionSet permissions;
} PaperActor;

/* Hashes of what goes to be signed, in the blobs already. */
typedef struct {
  const char *pdf, *docx, *page;
} PaperOriginal;

/* Does a step.  `original`: for those that put the paper before whoever signs (submit, and sign of one that
 * was not submitted: that is both steps at once, two events); NULL for the others.  `remarks`: of `return`.
 * Going back to be written takes the original and the signed copy off the paper.  Who holds PAPERS_SIGN
 * without PAPERS_HEAD signs what is theirs to sign (paper_signs), else MSG_PAPER_NOT_YOURS. */
bool paper_step (Transaction *transaction, Arena *arena, gint64 round_id, const char *key, gint64 version,
                 const char *action, const PaperActor *actor, const PaperOriginal *original,
                 const char *remarks, GError **error);

/* May they sign or return it, as far as the person goes: the head all; others what names them, or the team's
 * leader for whom they hold the office.  `leader_id`: of the round's team, 0: none. */
bool paper_signs (const PaperActor *actor, const char *key, gint64 signer_id, gint64 leader_id);
/* Minutes are signed by whoever led the meeting: the team's leader, unless the paper names somebody. */
bool paper_is_leaders (const char *key);
bool paper_leader (Transaction *transaction, gint64 round_id, gint64 *ret_id, GError **error);

/* Who signs where a paper names nobody, and what else a list of a round's papers needs; NULL: not known. */
typedef struct {
  const char *head, *leader; /* names */
  const char *head_title;    /* JSON list of lines */
  const char *head_position; /* "Hiệu trưởng" */
  const char *code;          /* of the unit, for symbols */
  const char *number_series; /* the round's setting: numbering.h */
  gint64 version;            /* of the round */
} PaperChairs;
bool paper_chairs (Transaction *transaction, Arena *arena, gint64 round_id, PaperChairs *ret, GError **error);
/* The name of who signs a paper that names `signer`, or nobody (NULL). */
const char *paper_signer (const PaperChairs *chairs, const char *key, const char *signer);

/* How many papers wait for this person's signature, over all rounds; for "Việc của tôi". */
bool papers_waiting (Transaction *transaction, const PaperActor *actor, gint64 *ret, GError **error);

/* ---- the register ---- */

typedef struct {
  Record record; /* id 0: nobody has worked on it */
  const char *key;
  const char *signer;  /* name of who is named to sign; NULL: nobody */
  const char *warning; /* what its number runs into, Vietnamese; NULL: nothing */
} RegisterEntry;

typedef struct {
  RegisterEntry items[PAPER_COUNT];
} PaperRegister;

/* The papers of a round by `Paper`, in the order in which they are issued.  Numbers are held against those of
 * all the unit's rounds, since its book is one. */
bool paper_register (Transaction *transaction, Arena *arena, gint64 round_id, PaperRegister *ret,
                     GError **error);
