/* publication.h - what a unit makes public of a round, and what everybody reads of it.
 *
 * A publication freezes what its page says and which files go with it.  A round keeps the address of its
 * first publication; a newer one takes the place of the one before, which stays listed as withdrawn (the
 * result is made public: Thong tu 24/2023, domain/process.md). */
#pragma once
#include "store/record.h"

typedef struct {
  gint64 approval_id, person_id; /* what was approved; who publishes */
  const char *wanted; /* the last step of the address, "thgt-2024"; another unit may have it already */
  const char *content, *files; /* JSON, as in the table */
} PublicationDraft;

/* Publishes, and withdraws what was public of the round before. */
bool publication_publish (Transaction *transaction, Arena *arena, gint64 round_id,
                          const PublicationDraft *draft, const char **ret_address, GError **error);
/* Takes what is public off the public page.  Errors: as record_save; MSG_DB_NOT_THERE if nothing is. */
bool publication_withdraw (Transaction *transaction, Arena *arena, gint64 round_id, gint64 id, gint64 version,
                           const char *reason, GError **error);

/* ---- for everybody, of any unit ---- */

/* The newest under an address: only it can be public.  What it says never changes, and it is withdrawn once,
 * so these facts tell whether what was read of it still holds. */
typedef struct {
  gint64 unit_id, id; /* 0: nothing was published there */
  gint64 withdrawn_at;
  bool is_public;
} PublishedMark;

/* The facts of an address that somebody asks for. */
bool published_mark (Transaction *transaction, const char *address, PublishedMark *ret, GError **error);
typedef struct {
  const char *content, *files; /* JSON as in the table; NULL: none */
  const char *hash;            /* of what was approved */
} PublishedContent;
/* What the newest says; all NULL where there is none. */
bool published_content (Transaction *transaction, Arena *arena, const char *address, PublishedContent *ret,
                        GError **error);

typedef struct {
  gint64 position, published_at, withdrawn_at;
  bool is_public;
  const char *withdrawn_reason;
} Published;

typedef struct {
  Published *items; /* the newest first */
  gsize count;
} PublishedList;

/* All versions under an address; none: count 0. */
bool published_at (Transaction *transaction, Arena *arena, const char *address, PublishedList *ret,
                   GError **error);

typedef struct {
  gint64 unit_id, approved_at, void_at;
  int year;
  const char *state, *hash; /* of the approval */
  const char *address;      /* NULL: never published */
  bool is_public;           /* now */
} SnapshotFacts;

/* What is known of a code on a paper; `*ret_found` false: nothing, it may be forged. */
bool snapshot_find (Transaction *transaction, Arena *arena, const char *snapshot, SnapshotFacts *ret,
                    bool *ret_found, GError **error);
