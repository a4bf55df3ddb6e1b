/* place.h - an empty database of the engine under test, for one test. */
#pragma once
#include <glib.h>
#include <stdbool.h>

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

/* Makes something in an empty database that is not the program's. */
void place_foreign (const Place *place, const char *sql);

/* What a question gives, with all rights: a line a row, columns split by "|".  Caller frees. */
char *place_ask (const Place *place, const char *sql);

/* Changes rows behind the program's back, with all rights. */
void place_tamper (const Place *place, const char *sql);
