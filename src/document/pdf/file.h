/* file.h - the objects of a PDF file (ISO 32000-1): numbers, streams, cross-reference.
 *
 * Objects that are no streams are packed into compressed object streams.  The
 * bytes depend on nothing but what is written. */
#pragma once
#include "base/message.h"
#include <stdbool.h>

typedef struct {
  guint8 *data;
  gsize size, room;
} PdfBuffer;

/* Appends bytes. */
void pdf_put (PdfBuffer *buffer, const void *data, gsize size);
/* Text ended by NUL, as it is. */
void pdf_put_text (PdfBuffer *buffer, const char *text);
/* A whole number. */
void pdf_put_int (PdfBuffer *buffer, gint64 number);
/* With at most two decimals. */
void pdf_put_number (PdfBuffer *buffer, double number);
/* " n 0 R" */
void pdf_put_ref (PdfBuffer *buffer, guint object);
/* A text string, UTF-16BE in hexadecimal. */
void pdf_put_string (PdfBuffer *buffer, const char *text);
/* Frees what the buffer holds. */
void pdf_buffer_clear (PdfBuffer *buffer);

typedef struct PdfFile PdfFile;

/* An empty file with its head; the caller frees. */
PdfFile *pdf_file_new (void);
/* NULL is allowed. */
void pdf_file_free (PdfFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdfFile, pdf_file_free)

/* `count` object numbers in a row; the first. */
guint pdf_file_reserve (PdfFile *file, guint count);

/* Begins the object and returns the buffer to write its body to; it ends where the next begins. */
PdfBuffer *pdf_file_object (PdfFile *file, guint number);

/* A stream object; `entries` are those of its dictionary beside /Length and /Filter, or "".  `packed`: the
 * data are as the entries say (with their own /Filter); else they are deflated here, unless `plain`. */
typedef enum { PDF_STREAM_DEFLATE, PDF_STREAM_PACKED, PDF_STREAM_PLAIN } PdfStreamKind;
bool pdf_file_stream (PdfFile *file, guint number, const char *entries, const void *data, gsize size,
                      PdfStreamKind kind, GError **error);

/* Ends the file; `seed` tells apart files that are otherwise alike (goes into the ID). */
GBytes *pdf_file_finish (PdfFile *file, guint root, guint info, const char *seed, GError **error);
