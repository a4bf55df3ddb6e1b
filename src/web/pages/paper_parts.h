/* paper_parts.h - shared by the pages of papers: /dot/{year}/van-ban/… */
#pragma once
#include "document/paper_file.h"
#include "store/paper.h"
#include "web/pages/round_parts.h"

/* The input that each of these routes has for {paper}: a document's id. */
#define PAPER_INPUT                                                                                          \
  {                                                                                                          \
    .name = "paper", .kind = INPUT_TEXT, .required = true, .label = "Văn bản", .limit = 80                   \
  }

/* A document of the round and, where it is one that is issued, its paper. */
typedef struct {
  RoundHead round;
  const DocumentSpec *spec;
  const char *key; /* of the paper; NULL: nothing is issued, only looked at and printed */
  Record record;   /* all null where nobody has worked on the paper */
  bool found;
} PaperAt;

/* The document of the address; refuses with 404 when the scheme has none such. */
bool paper_at (Request *request, Transaction *transaction, PaperAt *ret, GError **error);

/* "/dot/2024/van-ban/report" and what stands below it ("" for itself). */
const char *paper_path (Request *request, const PaperAt *at, const char *below);

/* "66/QĐ-THGT"; NULL without a number. */
const char *paper_code (Arena *arena, const char *abbreviation, const char *key, gint64 number);

/* The parts of the partial "state": of a paper that nobody has worked on, that it is not begun. */
void view_paper_state (Value *object, const Record *paper);
/* Is the day over by which it was to be signed, and it is not? */
bool paper_is_late (Request *request, const Record *paper);

/* Who asks, for the steps of papers. */
PaperActor paper_actor (Request *request);

/* Is the head of the unit also the leader of the round's team, so that one act does what both do? */
bool paper_is_both (const PaperActor *actor, gint64 leader_id);

/* A number as typed, alone or with its symbol ("66", "66/QĐ-THGT"); NULL for a blank; false: it is none. */
bool number_read (Arena *arena, const char *text, const char **ret);
/* A day as typed, as "2025-01-15"; the same. */
bool day_read (Arena *arena, const char *text, const char **ret);
/* The same; what is none is told at the input, with what it is the number or the day of. */
bool number_typed (Request *request, const char *input, const char *of, const char *text, const char **ret);
bool day_typed (Request *request, const char *input, const char *of, const char *text, const char **ret);

/* ---- what it looks like ---- */

/* Files of a document.  What cannot be made is told in words to whoever asked for it: a wording's fault, or
 * that the round has nothing yet to fill it with. */
typedef struct {
  GBytes *files[FILE_SHEETS + 1]; /* those wanted; owned */
  const char *problem;            /* Vietnamese; NULL: all were made */
  guint line;                     /* of the wording, where that is at fault; else 0 */
  bool empty;                     /* the round has nothing to fill it with */
} PaperFiles;
void paper_files_clear (PaperFiles *files);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PaperFiles, paper_files_clear)

/* Composes from what the round says now; `text`: wording at hand, NULL: as stored.  `wanted`: bits of
 * FileFormat. Takes tens of milliseconds: for `prepare`. */
bool paper_compose (Request *request, Transaction *transaction, const PaperAt *at, const char *text,
                    guint wanted, PaperFiles *ret, GError **error);

/* The same, but what went to be signed stays as it was then. */
bool paper_files (Request *request, Transaction *transaction, const PaperAt *at, guint wanted,
                  PaperFiles *ret, GError **error);

/* Composes what goes to be signed and puts it into the blobs: for `prepare` of a step, before the record
 * names it. What cannot be made is told at the input "action". */
bool paper_keep (Request *request, Transaction *transaction, const PaperAt *at, PaperOriginal *ret,
                 GError **error);

/* Answers with "<stem>.pdf" or "<stem>.docx", as the input `file` says; 404 for other names. */
bool paper_answer (Request *request, Transaction *transaction, const PaperAt *at, GError **error);

/* Answers with the signed scan or PDF; 404 where none is attached. */
bool paper_answer_signed (Request *request, const PaperAt *at, GError **error);

/* Does the signed PDF begin with exactly the bytes of the original ("khớp bản gốc")?  A signature in a PDF is
 * appended, so nothing before it has changed then. */
bool paper_signed_is_original (Request *request, const PaperAt *at);
/* A PDF or a picture, as a scanner or a phone makes it. */
bool blob_is_paper (const Blob *blob);

/* The page of a paper after a save that could not be: without the sheets, which would take an event thread
 * too long. */
bool paper_show_again (Request *request, GError **error);

/* `sheets` (HTML, null), `problem`, `problem_line`, `empty` of a page that shows the document. */
void view_sheets (Request *request, Value *page, const PaperFiles *files);
