/* zip.h - ZIP archives: deterministic writing and guarded reading (libzip). */
#pragma once
#include "arena.h"
#include "message.h"
#include <stdbool.h>

typedef struct ZipWriter ZipWriter;

/* Collects entries; nothing is written before zip_writer_finish.  Entries come
 * out in the order they were added (callers add in the order the format
 * wants); every entry has the DOS time 1980-01-01 00:00, so that no clock or zone
 * shows.  Names are UTF-8. */
ZipWriter *zip_writer_new (void);
void zip_writer_free (ZipWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZipWriter, zip_writer_free)

/* Names are refused if they are empty, absolute, hold '\\' or a ".." step, are no
 * UTF-8, or were added before.
 *
 * Adds bytes; the data must live until finish (not copied). `store` = uncompressed. */
bool zip_writer_add (ZipWriter *writer, const char *name, const void *data, gsize size, bool store,
                     GError **error);
/* Adds a regular file, read at finish; kinds that are packed already (PDF, pictures,
 * Office files) are stored. */
bool zip_writer_add_file (ZipWriter *writer, const char *name, const char *path, GError **error);
/* The archive as bytes. */
GBytes *zip_writer_finish (ZipWriter *writer, GError **error);
/* The archive straight into a file (for large ones), 0644, synced. */
bool zip_writer_finish_to (ZipWriter *writer, const char *path, GError **error);

typedef struct ZipReader ZipReader;

/* Opens an archive held in memory; the data must outlive the reader.  Refuses what is no ZIP, encrypted
 * entries, more than 10 000 entries. */
ZipReader *zip_reader_open (const char *name, const void *data, gsize size, GError **error);
/* The same for archives of our own, however many entries. */
ZipReader *zip_reader_open_own (const char *name, const void *data, gsize size, GError **error);
void zip_reader_free (ZipReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZipReader, zip_reader_free)

/* One entry's bytes; `*ret_found` false if there is none.  At most `limit` bytes
 * unpacked, counted while reading (the header's word is not trusted), and at
 * most 200 times the packed size once past 1 MiB (ZIP bombs). */
bool zip_reader_read (ZipReader *reader, Arena *arena, const char *entry, gsize limit, bool *ret_found,
                      char **ret_data, gsize *ret_size, GError **error);

/* One entry into a new file (0600, synced), in pieces, however large; its SHA-256 in `ret_hex`.
 * For archives of our own, so without the ratio's limit; at most `limit` bytes. */
bool zip_reader_extract (ZipReader *reader, const char *entry, const char *path, guint64 limit,
                         bool *ret_found, char ret_hex[65], GError **error);
