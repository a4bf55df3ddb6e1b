/* evidence_parts.h - shared by the pages of evidence: /dot/{year}/minh-chung/… and /tai-len */
#pragma once
#include "store/evidence.h"
#include "web/pages/round_parts.h"

#define EVIDENCE_FORM_FILES 300
#define EVIDENCE_FORM_BYTES ((gsize)20 << 20) /* of files in one form; larger ones come by /tai-len */

/* The inputs of files in a form: those sent with it, and ids of those that came in pieces before. */
#define EVIDENCE_FILE_INPUTS                                                                                 \
  { .name = "tep", .kind = INPUT_FILE, .label = "Tệp", .limit = EVIDENCE_FORM_BYTES },                       \
  {                                                                                                          \
    .name = "tai_len", .kind = INPUT_LIST, .label = "Tệp đã tải lên"                                  \
  }

/* What the store asks of a round to give codes of evidence. */
EvidenceRound evidence_round (const RoundHead *head);

/* May whoever asks see an item that is for EVIDENCE_OPEN, or for that account alone beside the office? */
bool evidence_seen_by (Request *request, gint64 evidence_for);
/* Hides what of a whole round whoever asks may not see.  The office may see all, so what it freezes is whole.
 */
void evidence_hide_unseen (Request *request, StoredRound *stored);
/* round_whole for what is shown and not kept: without what whoever asks may not see. */
bool round_shown (Request *request, Transaction *transaction, gint64 round_id, StoredRound *ret,
                  GError **error);

/* The item of the path's {id} in the round of its {year}; 404 also for one that whoever asks may not see. */
bool evidence_at (Request *request, Transaction *transaction, RoundHead *ret_round, Record *ret,
                  GError **error);

/* "/dot/2026/minh-chung/12" and what stands below it ("" for itself). */
const char *evidence_path (Request *request, int year, gint64 id, const char *below);

/* The files that came with a form, in the unit's blobs. */
typedef struct {
  EvidenceFile *files; /* without ids */
  gsize count;
  gint64 *uploads; /* of those that came in pieces; 0 for the others; parallel */
} Received;
/* For `prepare`: what is wrong with one is told at the input "tep"; NULL in `*ret` then.  Leaves pieces that
 * are whole behind for nobody. */
bool evidence_receive (Request *request, Received **ret, GError **error);
/* For `write`: uploads that a record takes are the account's no more.  409 if one was taken already. */
bool evidence_take (Transaction *transaction, Arena *arena, const Received *received, GError **error);
/* "uploads": those that came in pieces with a form that is shown again, as a list of {id, name}. */
bool evidence_view_uploads (Request *request, Value *page, GError **error);

/* "1,2 MB" */
const char *size_words (Arena *arena, gint64 bytes);

/* The indicators of a scheme as a list of {id, label, chosen} by their criteria: {criterion, indicators}. */
Value *evidence_indicators (Arena *arena, const Scheme *scheme, const char *const *chosen,
                            gsize chosen_count);
