/* library.h - files of the packages, built in or in a folder that wins.  Internal to the scheme layer. */
#pragma once
#include "scheme/scheme.h"

#define LIBRARY_ID_MAX 200 /* bytes of an id */
#define LIBRARY_FILE_MAX (1024 * 1024)

typedef struct {
  const char *data; /* NULL: there is no such file */
  gsize size;
  const char *place; /* its path for people */
  bool built_in;
} LibraryFile;

/* One name of a path: no dots, no blanks, no capitals, so nothing can climb out. */
bool library_is_name (const char *name, gsize length);

/* One to four such names. */
bool library_is_id (const char *id);

/* Byte order, for arrays of strings. */
int library_compare_names (gconstpointer a, gconstpointer b);

/* A file below the packages' root ("tt22-2020/scheme.json"), the folder's before the
 * built-in one.  That there is none is no error: data is NULL then. */
bool library_read (const SchemeLibrary *library, Arena *arena, const char *name, LibraryFile *ret,
                   GError **error);
