/* fileset.h - the files of a dossier before they are written: all or nothing.
 *
 * Files are collected by path (bytes in memory or a file to copy) and then
 * written as a folder, as one ZIP, or both, each with the same manifest.
 * Nothing exists at the target before everything does: a folder is filled under
 * another name beside it and renamed, a ZIP likewise. */
#pragma once
#include "base/message.h"
#include <stdbool.h>

typedef struct FileSet FileSet;

/* An empty set.  Caller frees. */
FileSet *fileset_new (void);
void fileset_free (FileSet *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FileSet, fileset_free)

/* Adds bytes under a relative path ("07-bao-cao.pdf", "giay-to/...").  Paths are
 * ASCII, safe on Windows; adding one twice (ignoring case) is a programming error. */
void fileset_add_bytes (FileSet *set, const char *path, GBytes *bytes);

/* Adds a file to be copied from `source`. */
void fileset_add_copy (FileSet *set, const char *path, const char *source);

/* Is the path taken, ignoring ASCII case? */
bool fileset_has (const FileSet *set, const char *path);

/* Called between files; true asks to stop (the result is then MSG_CANCELLED). */
typedef bool (*FileSetPulse) (void *user);

/* Calls for each file in byte order of the paths, with its bytes or (bytes NULL) the file to be copied; stops
 * at false. */
typedef bool (*FileSetVisit) (const char *path, GBytes *bytes, const char *source, void *user,
                              GError **error);
bool fileset_each (FileSet *set, FileSetVisit visit, void *user, GError **error);

/* The manifest as it stands in the folder and the ZIP.  Reads what is to be copied.  Caller unrefs. */
GBytes *fileset_manifest (FileSet *set, const char *manifest_head, GError **error);

typedef struct {
  const char
      *manifest_head; /* the manifest's JSON members before "files", without braces; NULL: no manifest */
  FileSetPulse pulse;
  void *user;
} FileSetOptions;

/* Writes everything, manifest.json included, into a new folder (an existing empty one is
 * replaced; one with content is refused).  Nothing is left behind on failure. */
bool fileset_write_folder (FileSet *set, const char *folder, const FileSetOptions *options, GError **error);

/* The same as one ZIP, entries in byte order of their paths. */
bool fileset_check_zip (const char *zip, GError **error); /* nothing of that name yet, its folder is there */
bool fileset_write_zip (FileSet *set, const char *zip, const FileSetOptions *options, GError **error);
/* The same in memory.  Caller unrefs; NULL with an error. */
GBytes *fileset_zip (FileSet *set, const FileSetOptions *options, GError **error);
