/* fileio.h - reading and writing whole files, with limits. */
#pragma once
#include "arena.h"
#include "message.h"
#include <stdbool.h>

/* Reads a regular file of at most `limit` bytes into the arena, a NUL behind
 * it.  Devices, folders, FIFOs are refused without blocking (opened with
 * O_NONBLOCK, checked by fstat).  `name` is how errors call the file. */
bool file_read (Arena *arena, const char *path, const char *name, gsize limit, char **ret_data,
                gsize *ret_size, GError **error);

/* Writes a new file (0644) and fsyncs it; an existing one is replaced. */
bool file_write (const char *path, const void *data, gsize size, GError **error);

/* Removes a folder and all below it, never following links.  Missing is fine. */
bool file_remove_tree (const char *path, GError **error);
