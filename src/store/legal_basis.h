/* legal_basis.h - the unit's library of legal bases, in the order in which papers cite them; every year's
 * round uses the same. */
#pragma once
#include "model/legal.h"
#include "store/db.h"

typedef struct {
  gint64 id, version, position;
  LegalBasis basis;
} StoredBasis;

typedef struct {
  StoredBasis *items; /* in their order */
  gsize count;
} StoredBases;

/* All of them, in their order. */
bool legal_bases_load (Transaction *transaction, Arena *arena, StoredBases *ret, GError **error);
/* Error: MSG_DB_NOT_THERE. */
bool legal_basis_load (Transaction *transaction, Arena *arena, gint64 id, StoredBasis *ret, GError **error);

/* Each of these is an event.  A new one comes last; `ret_id` may be NULL. */
bool legal_basis_add (Transaction *transaction, Arena *arena, const LegalBasis *basis, gint64 *ret_id,
                      GError **error);
/* Errors: MSG_DB_NOT_THERE; MSG_SAVE_CONFLICT if somebody has changed it since `version`. */
bool legal_basis_save (Transaction *transaction, Arena *arena, gint64 id, gint64 version,
                       const LegalBasis *basis, GError **error);
bool legal_basis_remove (Transaction *transaction, Arena *arena, gint64 id, gint64 version, GError **error);
/* One place up or down, whatever its version; at the end of the list it stays where it is. */
bool legal_basis_move (Transaction *transaction, Arena *arena, gint64 id, bool down, GError **error);
