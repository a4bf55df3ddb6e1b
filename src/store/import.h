/* import.h - the imports of people, and taking one back.
 *
 * An import has no table of its own: it is an event that names the events of its people, which lie one
 * after another because one transaction made them. */
#pragma once
#include "model/person_entry.h"
#include "store/db.h"

typedef struct {
  gint64 id;
  const char *file;      /* as it was called */
  const char *who;       /* "" if the program itself */
  gint64 at;             /* microseconds UTC */
  gint64 added, changed; /* people */
  gint64 first, last;    /* events */
  bool undone;
} Import;

typedef struct {
  Import *items; /* newest first */
  gsize count;
} Imports;

/* For writes: `*ret_first` before the first person is saved, handed to import_end after the last.  An event.
 */
bool import_begin (Transaction *transaction, gint64 *ret_first, GError **error);
bool import_end (Transaction *transaction, Arena *arena, gint64 first, const char *file, gint64 added,
                 gint64 changed, gint64 *ret_id, GError **error);

/* One import.  Error: there is none. */
bool import_load (Transaction *transaction, Arena *arena, gint64 id, Import *ret, GError **error);
/* The newest `limit`. */
bool import_recent (Transaction *transaction, Arena *arena, gsize limit, Imports *ret, GError **error);

/* What stands in the way of taking it back. */
typedef struct {
  gint64 person_id;
  const char *name;
  bool changed;     /* since then, or gone */
  bool has_account; /* added by the import, and has an account */
  bool erased;      /* what stood there before was erased by law */
} ImportHold;

typedef struct {
  ImportHold *items;
  gsize count;
} ImportHolds;
/* None: it can be taken back. */
bool import_holds (Transaction *transaction, Arena *arena, const Import *import, ImportHolds *ret,
                   GError **error);

/* All as before the import: who was added is taken out, who was changed is changed back.  Errors:
 * MSG_IMPORT_UNDONE, MSG_IMPORT_HELD. */
bool import_undo (Transaction *transaction, Arena *arena, gint64 id, GError **error);
