/* place.h - an empty database of the engine under test, for one test. */
#pragma once
#include "store/db.h"

typedef struct {
  char *folder;   /* for files of the test */
  char *location; /* as database_open wants it */
  char *name;     /* of the database on the server; NULL on SQLite */
} Place;

/* The engine is PostgreSQL when DVHT_TEST_POSTGRES names the folder of a server's socket. */
bool place_on_postgres (void);

/* An empty database in a folder of its own. */
Place place_new (void);

/* Removes the database and the folder. */
void place_clear (Place *place);

/* Opens it with two readers; caller closes. */
Database *place_open (const Place *place);

/* Founds "Trường Tiểu học A" and makes it the transaction's unit. */
bool place_found (Transaction *transaction, gint64 *ret_unit_id, GError **error);

/* Whatever a test did: every record is as its events tell, and with `folder` every file that a record names
 * is there.  What is not is told. */
void place_assert_sound (Database *database, const char *folder, Arena *arena);

/* Makes something in an empty database that is not the program's. */
void place_foreign (const Place *place, const char *sql);

/* What a question gives, with all rights: a line a row, columns split by "|".  Caller frees. */
char *place_ask (const Place *place, const char *sql);

/* Changes rows behind the program's back, with all rights. */
void place_tamper (const Place *place, const char *sql);
